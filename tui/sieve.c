/*
 * Which annotations the reader wants to see.  The query is folded and cut into
 * terms once; an annotation is then a few comparisons and searches in its hay,
 * whose first line holds its tags ("#one #two").
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/sieve.h"
#include "tui/when.h"

enum term_kind {
	TERM_WORD,
	TERM_TAG,
	TERM_COLOUR,
	TERM_STYLE,
	TERM_KIND,
	TERM_IS,
	TERM_SINCE,
	TERM_BEFORE,
	TERM_ON,
	TERM_IDLE /* half typed: lets everything through */
};

enum { IS_LOST, IS_MOVED, IS_NOTED, IS_TAGGED, IS_CHOSEN, STATES };
static const char *const states[STATES] = {
    [IS_LOST] = "lost",
    [IS_MOVED] = "moved",
    [IS_NOTED] = "noted",
    [IS_TAGGED] = "tagged",
    [IS_CHOSEN] = "chosen",
};

struct term {
	enum term_kind kind;
	bool none; /* it must not hold */
	struct str needle; /* folded */
	unsigned mask; /* of colours, styles, kinds, states */
	struct period when;
};

struct sieve {
	struct arena *arena;
	struct term *v;
	size_t n, cap;
	struct err problem;
};

/* ---- keys: "colour:green" ---- */

#define LIMIT_TERMS 64u /* nobody types more; pasted text may have them */

struct key {
	const char *name;
	enum term_kind kind;
	const char *const *words; /* what its value may begin */
	int n;
};

static const struct key keys[] = {
    {"colour", TERM_COLOUR, colour_names, COLOURS},
    {"color", TERM_COLOUR, colour_names, COLOURS},
    {"c", TERM_COLOUR, colour_names, COLOURS},
    {"style", TERM_STYLE, mark_style_names, MARK_STYLES},
    {"kind", TERM_KIND, annotation_names, ANNOTATION_KINDS},
    {"k", TERM_KIND, annotation_names, ANNOTATION_KINDS},
    {"is", TERM_IS, states, STATES},
    {"tag", TERM_TAG, NULL, 0},
    {"since", TERM_SINCE, NULL, 0},
    {"before", TERM_BEFORE, NULL, 0},
    {"on", TERM_ON, NULL, 0},
};

/* A bit for each word that begins with `start`. */
static unsigned
mask_of(const char *const *words, int n, struct str start)
{
	unsigned mask = 0;

	for (int i = 0; i < n; i++)
		if (str_eq(str_slice(str_of(words[i]), 0, start.n), start))
			mask |= 1u << i;
	return mask;
}

/* The text of a tag without its sign; "№" is the sign's key on a Russian
 * keyboard. */
static struct str
tag_name(struct str word)
{
	if (str_starts(word, "#"))
		return str_slice(word, 1, word.n);
	if (str_starts(word, "№"))
		return str_slice(word, strlen("№"), word.n);
	return (struct str){NULL, 0};
}

/* "#name", as a hay's first line has it. */
static struct str
tag_needle(struct sieve *s, struct str name)
{
	struct buf b = BUF_INIT;
	struct str out;

	buf_putc(&b, '#');
	buf_str(&b, name);
	out = arena_str(s->arena, buf_lend(&b));
	buf_free(&b);
	return out;
}

/* A term with a key. */
static void
read_key(struct sieve *s, const struct key *k, struct str value, struct term *t)
{
	t->kind = k->kind;
	if (value.n == 0) {
		t->kind = TERM_IDLE;
	} else if (k->kind == TERM_TAG) {
		t->needle = tag_needle(s, value);
	} else if (k->words != NULL) {
		t->mask = mask_of(k->words, k->n, value);
		if (t->mask == 0)
			err_set(&s->problem, ERR_USAGE,
			    "no %s begins with \"%.*s\"", k->name,
			    (int)text_fit(value, 20), value.p);
	}
}

/* "colour:green" and its kin; false if it is no key that we know. */
static bool
read_keyed(struct sieve *s, struct str word, int64_t now, struct term *t)
{
	size_t colon = str_find(word, STR(":"));
	struct str value;

	if (colon == SIZE_MAX)
		return false;
	value = str_slice(word, colon + 1, word.n);
	for (size_t i = 0; i < LENGTH(keys); i++) {
		if (!str_is(str_slice(word, 0, colon), keys[i].name))
			continue;
		read_key(s, &keys[i], value, t);
		if (t->kind >= TERM_SINCE && t->kind <= TERM_ON &&
		    !when_read(value, now, &t->when)) {
			t->kind = TERM_IDLE;
			err_set(&s->problem, ERR_USAGE,
			    "%s: wants 2026-11-01, 2026-11, today or 7d",
			    keys[i].name);
		}
		return true;
	}
	return false;
}

static void
read_term(struct sieve *s, struct str word, bool quoted, int64_t now)
{
	struct term t = {.kind = TERM_WORD};
	struct str tag;

	if (!quoted && word.n > 1 && word.p[0] == '-') {
		t.none = true;
		word = str_slice(word, 1, word.n);
	}
	tag = tag_name(word);
	t.needle = word;
	if (quoted) {
		/* its words as they stand */
	} else if (tag.n > 0) {
		t.kind = TERM_TAG;
		t.needle = tag_needle(s, tag);
	} else if (tag.p != NULL) {
		t.kind = TERM_IDLE;
	} else if (!read_keyed(s, word, now, &t)) {
		/* a colour's name alone is that colour too */
		for (int i = 0; i < COLOURS; i++)
			if (str_is(word, colour_names[i]))
				t.mask = 1u << i;
	}
	ARRAY_PUSH(s->v, s->n, s->cap, t);
}

/* Cut the folded query at blanks, but for those in quotation marks. */
static void
read_terms(struct sieve *s, struct str q, int64_t now)
{
	size_t from, i = 0;

	while (i < q.n && s->n < LIMIT_TERMS) {
		bool quoted = q.p[i] == '"';
		char end = quoted ? '"' : ' ';

		from = i += quoted;
		while (i < q.n && q.p[i] != end)
			i++;
		if (i > from)
			read_term(s, str_slice(q, from, i), quoted, now);
		i += i < q.n;
	}
}

struct sieve *
sieve_new(struct str query, int64_t now)
{
	struct sieve *s = xcalloc(1, sizeof(*s));
	struct buf folded = BUF_INIT;

	s->arena = arena_new();
	text_fold(&folded, NULL, query, 0, FOLD_SEARCH);
	read_terms(s, arena_str(s->arena, buf_lend(&folded)), now);
	buf_free(&folded);
	return s;
}

void
sieve_free(struct sieve *s)
{
	if (s == NULL)
		return;
	arena_free(s->arena);
	free(s->v);
	free(s);
}

const char *
sieve_problem(const struct sieve *s)
{
	return s->problem.text;
}

struct str
sieve_word(const struct sieve *s, size_t i)
{
	for (size_t k = 0; k < s->n; k++)
		if (s->v[k].kind == TERM_WORD && !s->v[k].none && i-- == 0)
			return s->v[k].needle;
	return (struct str){NULL, 0};
}

/* ---- sifting ---- */

static void
put_part(struct buf *out, struct str part)
{
	text_fold(out, NULL, part, 0, FOLD_SEARCH);
	buf_putc(out, '\n');
}

void
sieve_hay(struct buf *out, const struct annotation *a, struct str title)
{
	for (size_t i = 0, end; i < a->tags.n; i = end + 1) {
		for (end = i; end < a->tags.n && a->tags.p[end] != ' ';)
			end++;
		buf_puts(out, i > 0 ? " #" : "#");
		text_fold(
		    out, NULL, str_slice(a->tags, i, end), 0, FOLD_SEARCH);
	}
	buf_putc(out, '\n');
	put_part(out, a->quote);
	put_part(out, a->body);
	put_part(out, a->address);
	put_part(out, a->section);
	put_part(out, title);
}

static unsigned
states_of(const struct annotation *a, bool chosen)
{
	return (a->state == ANCHOR_LOST ? 1u << IS_LOST : 0) |
	       (a->state == ANCHOR_MOVED ? 1u << IS_MOVED : 0) |
	       (a->body.n > 0 ? 1u << IS_NOTED : 0) |
	       (a->tags.n > 0 ? 1u << IS_TAGGED : 0) |
	       (chosen ? 1u << IS_CHOSEN : 0);
}

/* Bookmarks have no colour that anybody sees. */
static bool
has_colour(const struct annotation *a, unsigned mask)
{
	return a->kind != ANNOTATION_BOOKMARK && (mask >> a->colour & 1u) != 0;
}

static bool
has_tag(struct str hay, struct str needle)
{
	const char *end = memchr(hay.p, '\n', hay.n);

	return str_find(str_slice(hay, 0, (size_t)(end - hay.p)), needle) !=
	       SIZE_MAX;
}

static bool
holds(const struct term *t, const struct annotation *a, struct str hay,
    bool chosen)
{
	switch (t->kind) {
	case TERM_WORD:
		return (t->mask != 0 && has_colour(a, t->mask)) ||
		       str_find(hay, t->needle) != SIZE_MAX;
	case TERM_TAG:
		return has_tag(hay, t->needle);
	case TERM_COLOUR:
		return has_colour(a, t->mask);
	case TERM_STYLE:
		return a->kind == ANNOTATION_HIGHLIGHT &&
		       (t->mask >> a->style & 1u) != 0;
	case TERM_KIND:
		return (t->mask >> a->kind & 1u) != 0;
	case TERM_IS:
		return (t->mask & states_of(a, chosen)) != 0;
	case TERM_SINCE:
		return a->modified >= t->when.from;
	case TERM_BEFORE:
		return a->modified < t->when.from;
	case TERM_ON:
		return a->modified >= t->when.from && a->modified < t->when.to;
	case TERM_IDLE:
		break;
	}
	return true;
}

bool
sieve_passes(const struct sieve *s, const struct annotation *a, struct str hay,
    bool chosen)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct term *t = &s->v[i];

		if (t->kind != TERM_IDLE && holds(t, a, hay, chosen) == t->none)
			return false;
	}
	return true;
}
