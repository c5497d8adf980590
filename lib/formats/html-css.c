/*
 * The part of CSS that carries meaning: italic, bold, small capitals, raised
 * and lowered, lines under and through, hidden, centred, kept white space, words
 * kept whole, new pages; for the selectors that books use: an element, a class,
 * both, an id.  A rule with any other selector is passed over: half a rule
 * misleads more than none.
 *
 * A later rule wins over an earlier one of the same weight; weights are those
 * of CSS: element, class, id.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/formats/html.h"

enum { LIMIT_RULES = 20000, BUCKETS = 1024, LIMIT_TRIES = 200 };

struct rule {
	struct str element, class, id; /* null: any */
	struct look look;
	uint32_t next; /* in its bucket, from 1 */
	uint32_t weight;
};

struct sheet {
	struct rule *v;
	size_t n, cap;
	uint32_t buckets[BUCKETS]; /* by id, class, element: the first there */
	struct arena *arena;
};

struct sheet *
sheet_new(void)
{
	struct sheet *s = xcalloc(1, sizeof(*s));

	s->arena = arena_new();
	return s;
}

void
sheet_free(struct sheet *s)
{
	if (s == NULL)
		return;
	arena_free(s->arena);
	free(s->v);
	free(s);
}

/* ---- declarations ---- */

#define FIELD(member) offsetof(struct look, member)

/* property, value ("" any other), field, what it becomes */
static const struct {
	const char *property, *value;
	size_t field;
	uint8_t set;
} meanings[] = {
    {"font-style", "italic", FIELD(italic), CSS_ON},
    {"font-style", "oblique", FIELD(italic), CSS_ON},
    {"font-style", "normal", FIELD(italic), CSS_OFF},
    {"font-weight", "bold", FIELD(bold), CSS_ON},
    {"font-weight", "bolder", FIELD(bold), CSS_ON},
    {"font-weight", "600", FIELD(bold), CSS_ON},
    {"font-weight", "700", FIELD(bold), CSS_ON},
    {"font-weight", "800", FIELD(bold), CSS_ON},
    {"font-weight", "900", FIELD(bold), CSS_ON},
    {"font-weight", "normal", FIELD(bold), CSS_OFF},
    {"font-weight", "400", FIELD(bold), CSS_OFF},
    {"font-variant", "small-caps", FIELD(small_caps), CSS_ON},
    {"font-variant-caps", "small-caps", FIELD(small_caps), CSS_ON},
    {"font-variant-caps", "all-small-caps", FIELD(small_caps), CSS_ON},
    {"font-variant", "normal", FIELD(small_caps), CSS_OFF},
    {"vertical-align", "super", FIELD(super), CSS_ON},
    {"vertical-align", "text-top", FIELD(super), CSS_ON},
    {"vertical-align", "sub", FIELD(sub), CSS_ON},
    {"vertical-align", "baseline", FIELD(super), CSS_OFF},
    {"text-decoration", "underline", FIELD(underline), CSS_ON},
    {"text-decoration", "line-through", FIELD(strike), CSS_ON},
    {"text-decoration", "none", FIELD(underline), CSS_OFF},
    {"display", "none", FIELD(hidden), CSS_ON},
    {"visibility", "hidden", FIELD(hidden), CSS_ON},
    {"display", "block", FIELD(hidden), CSS_OFF},
    {"display", "inline", FIELD(hidden), CSS_OFF},
    {"visibility", "visible", FIELD(hidden), CSS_OFF},
    {"text-align", "center", FIELD(centred), CSS_ON},
    {"text-align", "left", FIELD(centred), CSS_OFF},
    {"text-align", "justify", FIELD(centred), CSS_OFF},
    {"text-align", "right", FIELD(centred), CSS_OFF},
    {"white-space", "pre", FIELD(pre), CSS_ON},
    {"white-space", "pre-wrap", FIELD(pre), CSS_ON},
    {"white-space", "pre-line", FIELD(pre), CSS_ON},
    {"white-space", "normal", FIELD(pre), CSS_OFF},
    {"hyphens", "none", FIELD(whole), CSS_ON},
    {"hyphens", "manual", FIELD(whole), CSS_ON},
    {"hyphens", "auto", FIELD(whole), CSS_OFF},
    {"adobe-hyphenate", "none", FIELD(whole), CSS_ON},
    {"adobe-hyphenate", "explicit", FIELD(whole), CSS_ON},
    {"adobe-hyphenate", "auto", FIELD(whole), CSS_OFF},
};

/* The words for a page that begins, and those against it. */
static const char *const page_on[] = {
    "always", "page", "left", "right", "recto", "verso", NULL};
static const char *const page_off[] = {
    "auto", "avoid", "avoid-page", "column", "avoid-column", NULL};

static const struct {
	const char *property;
	size_t field;
} pages[] = {
    {"page-break-before", FIELD(page_before)},
    {"break-before", FIELD(page_before)},
    {"page-break-after", FIELD(page_after)},
    {"break-after", FIELD(page_after)},
};

static bool
is(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

/* The first word of a value, without what follows a blank or a "!". */
static struct str
first_word(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '!' && s.p[n] != '\t')
		n++;
	return str_slice(s, 0, n);
}

static bool
is_one(struct str s, const char *const *words)
{
	while (*words != NULL && !is(s, *words))
		words++;
	return *words != NULL;
}

static void
declare_page(uint8_t *field, struct str value)
{
	if (is_one(value, page_on))
		*field = CSS_ON;
	else if (is_one(value, page_off))
		*field = CSS_OFF;
}

/* The property of "-webkit-hyphens", as of every name that begins so. */
static struct str
without_prefix(struct str s)
{
	size_t n = s.n > 0 && s.p[0] == '-' ? 1 : s.n;

	while (n < s.n && s.p[n] != '-')
		n++;
	return n < s.n ? str_slice(s, n + 1, s.n) : s;
}

static void
declare(struct look *look, struct str property, struct str value)
{
	property = without_prefix(property);
	value = first_word(value);
	for (size_t i = 0; i < LENGTH(meanings); i++)
		if (is(property, meanings[i].property) &&
		    is(value, meanings[i].value))
			((uint8_t *)look)[meanings[i].field] = meanings[i].set;
	for (size_t i = 0; i < LENGTH(pages); i++)
		if (is(property, pages[i].property))
			declare_page((uint8_t *)look + pages[i].field, value);
}

/* "a: b; c: d" */
static void
declarations(struct look *look, struct str s)
{
	size_t from = 0, colon, to;

	while (from < s.n) {
		for (to = from; to < s.n && s.p[to] != ';';)
			to++;
		for (colon = from; colon < to && s.p[colon] != ':';)
			colon++;
		if (colon < to)
			declare(look, str_trim(str_slice(s, from, colon)),
			    str_trim(str_slice(s, colon + 1, to)));
		from = to + 1;
	}
}

static void
look_over(struct look *under, const struct look *over)
{
	uint8_t *to = (uint8_t *)under;
	const uint8_t *from = (const uint8_t *)over;

	for (size_t i = 0; i < sizeof(*under); i++)
		if (from[i] != CSS_NONE_SET)
			to[i] = from[i];
}

/* ---- rules ---- */

static uint32_t
hash_of(char kind, struct str s)
{
	uint32_t hash = 2166136261u ^ (unsigned char)kind;

	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 16777619u;
	return hash % BUCKETS;
}

static uint32_t *
bucket_of(struct sheet *s, const struct rule *r)
{
	if (r->id.p != NULL)
		return &s->buckets[hash_of('#', r->id)];
	if (r->class.p != NULL)
		return &s->buckets[hash_of('.', r->class)];
	return &s->buckets[hash_of(' ', r->element)];
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

/* One selector; false if it is of a kind that is passed over. */
static bool
selector(struct sheet *s, struct str text, struct rule *r)
{
	size_t at = 0, from;

	*r = (struct rule){.next = 0};
	while (at < text.n && is_name(text.p[at]))
		at++;
	if (at > 0)
		r->element = arena_str(s->arena, str_slice(text, 0, at));
	while (at < text.n && (text.p[at] == '.' || text.p[at] == '#')) {
		struct str *to = text.p[at] == '.' ? &r->class : &r->id;

		for (from = ++at; at < text.n && is_name(text.p[at]);)
			at++;
		if (to->p != NULL || at == from)
			return false;
		*to = arena_str(s->arena, str_slice(text, from, at));
	}
	r->weight = (r->id.p != NULL ? 100u : 0) +
		    (r->class.p != NULL ? 10u : 0) +
		    (r->element.p != NULL ? 1u : 0);
	return at == text.n && r->weight > 0;
}

static void
rule_add(struct sheet *s, struct str selectors, const struct look *look)
{
	size_t from = 0, to;
	struct rule r;
	uint32_t *bucket;

	for (; from <= selectors.n && s->n < LIMIT_RULES; from = to + 1) {
		for (to = from; to < selectors.n && selectors.p[to] != ',';)
			to++;
		if (!selector(s, str_trim(str_slice(selectors, from, to)), &r))
			continue;
		bucket = bucket_of(s, &r);
		r.look = *look;
		r.next = *bucket;
		ARRAY_PUSH(s->v, s->n, s->cap, r);
		*bucket = (uint32_t)s->n;
	}
}

/* Without comments. */
static void
uncomment(struct str css, struct buf *out)
{
	size_t at = 0, end;

	while (at < css.n) {
		if (css.p[at] != '/' || at + 1 >= css.n ||
		    css.p[at + 1] != '*') {
			buf_putc(out, css.p[at++]);
			continue;
		}
		end = str_find(str_slice(css, at + 2, css.n), STR("*/"));
		at = end == SIZE_MAX ? css.n : at + 2 + end + 2;
	}
}

/* One past the brace that closes the block whose content begins at `at`. */
static size_t
block_close(struct str s, size_t at)
{
	unsigned depth = 1;

	for (; at < s.n && depth > 0; at++)
		depth += s.p[at] == '{' ? 1u : s.p[at] == '}' ? -1u : 0;
	return at;
}

void
sheet_add(struct sheet *s, struct str css)
{
	static const struct look nothing;
	struct buf plain = BUF_INIT;
	size_t at = 0, open, end;
	struct str head;

	uncomment(css, &plain);
	css = buf_lend(&plain);
	while (at < css.n) {
		struct look look = nothing;

		for (open = at; open < css.n && css.p[open] != '{' &&
				(css.p[open] != ';' || css.p[at] != '@');)
			open++;
		head = str_trim(str_slice(css, at, open));
		if (open >= css.n || css.p[open] == ';') {
			at = open + 1;
			continue;
		}
		end = block_close(css, open + 1);
		at = end;
		if (str_starts(head, "@") || end == open + 1)
			continue;
		declarations(&look, str_slice(css, open + 1, end - 1));
		if (memcmp(&look, &nothing, sizeof(look)) != 0)
			rule_add(s, head, &look);
	}
	buf_free(&plain);
}

/* ---- looks ---- */

enum { MATCHES = 16 };

struct matches {
	const struct rule *v[MATCHES];
	size_t n;
};

/* Keep the rules of a bucket that fit. */
static void
match_bucket(const struct sheet *s, uint32_t bucket, const struct node *n,
    struct matches *out)
{
	struct str class = node_attr(n, "class"), id = node_attr(n, "id");

	unsigned tries = 0;

	for (uint32_t i = s->buckets[bucket]; i != 0 && tries < LIMIT_TRIES;
	     i = s->v[i - 1].next, tries++) {
		const struct rule *r = &s->v[i - 1];
		bool seen = false;

		if ((r->element.p != NULL && !str_eq(r->element, n->name)) ||
		    (r->id.p != NULL && !str_eq(r->id, id)) ||
		    (r->class.p != NULL && !words_have(class, r->class.p)))
			continue;
		for (size_t k = 0; k < out->n; k++)
			seen |= out->v[k] == r;
		if (!seen && out->n < MATCHES)
			out->v[out->n++] = r;
	}
}

/* The classes of an element, one bucket each. */
static void
match_classes(const struct sheet *s, const struct node *n, struct matches *out)
{
	struct str class = node_attr(n, "class");
	size_t from = 0, to;

	for (; from < class.n; from = to + 1) {
		for (to = from; to < class.n && class.p[to] != ' ' &&
				class.p[to] != '\t' && class.p[to] != '\n';)
			to++;
		if (to > from)
			match_bucket(s,
			    hash_of('.', str_slice(class, from, to)), n, out);
	}
}

static int
by_weight(const void *a, const void *b)
{
	const struct rule *x = *(const struct rule *const *)a;
	const struct rule *y = *(const struct rule *const *)b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	return (x > y) - (x < y);
}

struct look
sheet_look(const struct sheet *s, const struct node *n)
{
	struct look look = {.italic = CSS_NONE_SET}, own = look;
	struct str style = node_attr(n, "style"), id = node_attr(n, "id");
	struct matches m = {.n = 0};

	if (s != NULL && s->n > 0) {
		match_bucket(s, hash_of(' ', n->name), n, &m);
		match_classes(s, n, &m);
		if (id.n > 0)
			match_bucket(s, hash_of('#', id), n, &m);
		if (m.n > 1)
			qsort(m.v, m.n, sizeof(*m.v), by_weight);
		for (size_t i = 0; i < m.n; i++)
			look_over(&look, &m.v[i]->look);
	}
	if (style.n > 0) {
		declarations(&own, style);
		look_over(&look, &own);
	}
	return look;
}
