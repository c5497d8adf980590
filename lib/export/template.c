/*
 * Parsing templates: text with {{tags}} in it.
 *
 *  1. Everything that can be wrong with a template is found here, and its line is
 *     named; filling one in can't fail but for its size.
 *  2. A list can't be opened inside one of its own members, so what a template
 *     makes grows with the annotations, not with their powers.
 *  3. Of three and more braces the inner two are the tag's: \emph{{{quote}}}.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/room.h"
#include "lib/export/template.h"

#define MOST ((size_t)1 << 20) /* bytes */
#define DEEPEST 64 /* sections in each other */

#define FIELD(id, scope, name, opens, help) [FIELD_##id] = {name, scope, opens},
const struct field_row template_fields[FIELDS] = {
#include "lib/export/template.def"
};
#undef FIELD

/* A section that is open. */
struct open {
	size_t node;
	enum scope scope; /* that it opens, or SCOPES */
};

struct parser {
	struct export_template *t;
	struct str text;
	size_t at; /* where the text that is not yet a node begins */
	uint32_t line;
	struct open open[DEEPEST];
	size_t n_open;
	struct err *err;
};

/* One tag: what stands before it, what is in it. */
struct tag {
	size_t from, to;
	char sign; /* '#', '^', '/', '!', '&', '%', or '\0' */
	struct str name;
};

static bool
fail(const struct parser *p, const char *what, struct str name)
{
	return err_set(p->err, ERR_FORMAT, "%s: line %u: %s%.*s%s", p->t->name,
	    p->line, what, (int)(name.n < 60 ? name.n : 60), name.p,
	    name.n > 0 ? "\"" : "");
}

static void
add_node(struct parser *p, struct node node)
{
	node.line = p->line;
	ARRAY_PUSH(p->t->v, p->t->n, p->t->cap, node);
}

static void
add_text(struct parser *p, size_t from, size_t to)
{
	if (from < to)
		add_node(p, (struct node){.kind = NODE_TEXT,
				.text = str_slice(p->text, from, to)});
}

/* ---- names ---- */

static bool
is_open(const struct parser *p, enum scope scope)
{
	if (scope == SCOPE_DOCUMENT)
		return true;
	for (size_t i = 0; i < p->n_open; i++)
		if (p->open[i].scope == scope ||
		    (scope == SCOPE_ANY && p->open[i].scope != SCOPES))
			return true;
	return false;
}

/* The field of a name in the innermost scope that has it: scopes are numbered
 * from the outermost.  FIELDS if there is none; *elsewhere if there is one in a
 * scope that is not open. */
static enum field
find_field(const struct parser *p, struct str name, bool *elsewhere)
{
	enum field best = FIELDS;

	*elsewhere = false;
	for (enum field f = 0; f < FIELDS; f++) {
		if (!str_is(name, template_fields[f].name))
			continue;
		if (!is_open(p, template_fields[f].scope))
			*elsewhere = true;
		else if (best == FIELDS ||
			 template_fields[f].scope > template_fields[best].scope)
			best = f;
	}
	return best;
}

static bool
name_field(const struct parser *p, struct str name, enum field *out)
{
	bool elsewhere;

	*out = find_field(p, name, &elsewhere);
	if (*out != FIELDS)
		return true;
	return fail(p,
	    elsewhere ? "outside of the list that has it stands \""
		      : "nothing has the name \"",
	    name);
}

/* ---- tags ---- */

static bool
add_value(struct parser *p, const struct tag *t)
{
	enum field f;

	if (!name_field(p, t->name, &f))
		return false;
	if (template_fields[f].opens != SCOPES)
		return fail(p, "only {{#...}} can show the list \"", t->name);
	add_node(
	    p, (struct node){
		   .kind = t->sign == '&' ? NODE_RAW : NODE_VALUE, .field = f});
	return true;
}

static bool
open_section(struct parser *p, const struct tag *t)
{
	enum scope opens;
	enum field f;

	if (!name_field(p, t->name, &f))
		return false;
	opens = t->sign == '#' ? template_fields[f].opens : SCOPES;
	if (opens != SCOPES && is_open(p, opens))
		return fail(p, "inside a list of its kind stands \"", t->name);
	if (p->n_open == DEEPEST)
		return fail(p, "too many sections in each other: \"", t->name);
	p->open[p->n_open++] = (struct open){p->t->n, opens};
	add_node(
	    p, (struct node){
		   .kind = t->sign == '#' ? NODE_IF : NODE_UNLESS, .field = f});
	return true;
}

static bool
close_section(struct parser *p, const struct tag *t)
{
	struct node *n;

	if (p->n_open == 0)
		return fail(
		    p, "nothing is open that could be closed by \"", t->name);
	n = &p->t->v[p->open[p->n_open - 1].node];
	if (!str_is(t->name, template_fields[n->field].name))
		return fail(p, "another section is open than \"", t->name);
	n->end = p->t->n;
	p->n_open--;
	return true;
}

/* {{% escape html}} */
static bool
set_escape(struct parser *p, const struct tag *t)
{
	struct str name = t->name;

	if (str_starts(name, "escape "))
		p->t->escape =
		    template_escape_find(str_trim(str_slice(name, 7, name.n)));
	if (!str_starts(name, "escape ") || p->t->escape == NULL)
		return fail(p, "no escape is known by \"", name);
	return true;
}

static bool
add_tag(struct parser *p, const struct tag *t)
{
	switch (t->sign) {
	case '!':
		return true;
	case '%':
		return set_escape(p, t);
	case '#':
	case '^':
		return open_section(p, t);
	case '/':
		return close_section(p, t);
	default:
		return add_value(p, t);
	}
}

/* ---- text ---- */

static void
count_lines(struct parser *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		p->line += p->text.p[i] == '\n';
}

/* The next tag from p->at on; false at the end, or with *bad if it has no
 * end. */
static bool
next_tag(struct parser *p, struct tag *t, bool *bad)
{
	struct str rest = str_slice(p->text, p->at, p->text.n), inner;
	size_t at = str_find(rest, STR("{{")), end;

	*bad = false;
	if (at == SIZE_MAX)
		return false;
	at += p->at;
	while (at + 2 < p->text.n && p->text.p[at + 2] == '{')
		at++;
	rest = str_slice(p->text, at + 2, p->text.n);
	end = str_find(rest, STR("}}"));
	inner = str_slice(rest, 0, end);
	count_lines(p, p->at, at);
	*bad = end == SIZE_MAX || (str_find(inner, STR("\n")) != SIZE_MAX &&
				      !str_starts(inner, "!"));
	if (*bad)
		return false;
	inner = str_trim(inner);
	t->from = at;
	t->to = at + 2 + end + 2;
	t->sign = inner.n > 0 && strchr("#^/!&%", inner.p[0]) != NULL
		      ? inner.p[0]
		      : '\0';
	t->name = str_trim(str_slice(inner, t->sign != '\0', inner.n));
	return true;
}

/* Does the tag stand alone on its line, so that the line goes with it? */
static bool
stands_alone(
    const struct parser *p, const struct tag *t, size_t *from, size_t *to)
{
	*from = t->from;
	*to = t->to;
	if (t->sign == '\0' || t->sign == '&')
		return false;
	while (*from > p->at && strchr(" \t", p->text.p[*from - 1]) != NULL)
		--*from;
	while (*to < p->text.n && strchr(" \t\r", p->text.p[*to]) != NULL)
		++*to;
	if ((*from > 0 && p->text.p[*from - 1] != '\n') ||
	    (*to < p->text.n && p->text.p[*to] != '\n'))
		return false;
	*to += *to < p->text.n;
	return true;
}

static bool
parse(struct parser *p)
{
	struct tag t;
	bool bad;

	while (next_tag(p, &t, &bad)) {
		size_t from, to;

		if (!stands_alone(p, &t, &from, &to)) {
			from = t.from;
			to = t.to;
		}
		add_text(p, p->at, from);
		if (!add_tag(p, &t))
			return false;
		count_lines(p, t.from, to);
		p->at = to;
	}
	if (bad)
		return fail(p, "a tag is not closed", STR(""));
	add_text(p, p->at, p->text.n);
	if (p->n_open > 0) {
		const struct node *n = &p->t->v[p->open[p->n_open - 1].node];

		p->line = n->line;
		return fail(p, "no {{/...}} closes \"",
		    str_of(template_fields[n->field].name));
	}
	return true;
}

struct export_template *
export_template_read(const char *name, struct str text, struct err *err)
{
	const char *slash = strrchr(name, '/');
	struct export_template *t = xcalloc(1, sizeof(*t));
	struct parser p = {.t = t, .line = 1, .err = err};
	bool ok;

	t->name = xstrdup(slash != NULL ? slash + 1 : name);
	t->text = str_dup(text);
	t->escape = template_escape_for(name);
	p.text = (struct str){t->text, text.n};
	if (text.n > MOST)
		ok = err_set(
		    err, ERR_LIMIT, "%s: too big for a template", t->name);
	else if (text.n > 0 && memchr(text.p, '\0', text.n) != NULL)
		ok = err_set(err, ERR_FORMAT, "%s: no text but bytes", t->name);
	else
		ok = parse(&p);
	if (ok)
		return t;
	export_template_free(t);
	return NULL;
}

struct export_template *
export_template_open(const char *path, struct err *err)
{
	struct export_template *t = NULL;
	struct buf text = BUF_INIT;

	if (save_read(path, MOST, &text, err))
		t = export_template_read(path, buf_lend(&text), err);
	buf_free(&text);
	return t;
}

void
export_template_free(struct export_template *t)
{
	if (t == NULL)
		return;
	free(t->v);
	free(t->text);
	free(t->name);
	free(t);
}
