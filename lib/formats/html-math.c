/*
 * Formulas (MathML) as a line of text: what they are called, if that is stated;
 * else their signs, with what a line can't show written out: 1/2, √(x+1),
 * x^(k+1).
 */
#include "lib/formats/html-walk.h"

static void math_in(struct walk *w, uint32_t i);

/* What an element holds, one after another. */
static void
held(struct walk *w, uint32_t i)
{
	for (uint32_t k = i + 1; k < w->t->v[i].end; k = w->t->v[k].end)
		math_in(w, k);
}

/* The n-th element in another, from 0; 0 if there are fewer. */
static uint32_t
part(const struct walk *w, uint32_t in, unsigned n)
{
	const struct node *v = w->t->v;

	for (uint32_t i = in + 1; i < v[in].end; i = v[i].end)
		if (v[i].name.p != NULL && n-- == 0)
			return i;
	return 0;
}

static void
sign(struct walk *w, uint32_t i, struct str s)
{
	put(w, s, w->t->v[i].line);
}

/* Is it one number, one name, one sign? */
static bool
is_single(const struct walk *w, uint32_t i)
{
	enum { NODES = 16 };
	unsigned n = 0;

	for (uint32_t k = i + 1; k < w->t->v[i].end; k++) {
		if (k > i + NODES)
			return false;
		n += w->t->v[k].name.p == NULL &&
		     str_trim(tree_text(w->t, k)).n > 0;
	}
	return n <= 1;
}

/* Does it stand in brackets already? */
static bool
in_brackets(const struct walk *w, uint32_t i)
{
	const struct node *v = w->t->v;
	uint32_t first = i, last = v[i].end - 1;

	while (first < last && (v[first].name.p != NULL ||
				   str_trim(tree_text(w->t, first)).n == 0))
		first++;
	return v[first].name.p == NULL && v[last].name.p == NULL &&
	       str_is(str_trim(tree_text(w->t, first)), "(") &&
	       str_is(str_trim(tree_text(w->t, last)), ")");
}

static void
grouped(struct walk *w, uint32_t i)
{
	bool few = i == 0 || is_single(w, i) || in_brackets(w, i);

	if (i == 0)
		return;
	if (!few)
		sign(w, i, STR("("));
	math_in(w, i);
	if (!few)
		sign(w, i, STR(")"));
}

/* What stands above or below: raised or lowered if it is short. */
static void
script(struct walk *w, uint32_t i, unsigned style, const char *mark)
{
	struct context inner = *w->c;
	const struct context *up = w->c;

	if (i == 0)
		return;
	if (!is_single(w, i)) {
		sign(w, i, str_of(mark));
		grouped(w, i);
		return;
	}
	inner.style |= style;
	w->c = &inner;
	math_in(w, i);
	w->c = up;
}

static void
above(struct walk *w, uint32_t i)
{
	grouped(w, part(w, i, 0));
	script(w, part(w, i, 1), STYLE_SUPERSCRIPT, "^");
}

static void
below(struct walk *w, uint32_t i)
{
	grouped(w, part(w, i, 0));
	script(w, part(w, i, 1), STYLE_SUBSCRIPT, "_");
}

static void
both(struct walk *w, uint32_t i)
{
	grouped(w, part(w, i, 0));
	script(w, part(w, i, 1), STYLE_SUBSCRIPT, "_");
	script(w, part(w, i, 2), STYLE_SUPERSCRIPT, "^");
	w->space = true;
}

static void
fraction(struct walk *w, uint32_t i)
{
	grouped(w, part(w, i, 0));
	sign(w, i, STR("/"));
	grouped(w, part(w, i, 1));
}

static void
root(struct walk *w, uint32_t i)
{
	uint32_t first = part(w, i, 0);

	sign(w, i, STR("√"));
	if (first != 0 && part(w, i, 1) == 0) {
		grouped(w, first);
		return;
	}
	sign(w, i, STR("("));
	held(w, i);
	sign(w, i, STR(")"));
}

/* A root of some degree: "root 3 of x" as a line has it. */
static void
root_of(struct walk *w, uint32_t i)
{
	script(w, part(w, i, 1), STYLE_SUPERSCRIPT, "^");
	sign(w, i, STR("√"));
	grouped(w, part(w, i, 0));
}

/* A row of a matrix, a cell: a blank parts it from the next. */
static void
parted(struct walk *w, uint32_t i)
{
	held(w, i);
	w->space = true;
}

/* The same formula in other words follows the first of these. */
static void
first_only(struct walk *w, uint32_t i)
{
	uint32_t first = part(w, i, 0);

	if (first != 0)
		math_in(w, first);
}

static void
nothing(struct walk *w, uint32_t i)
{
	(void)w;
	(void)i;
}

static const struct {
	const char *name;
	void (*put)(struct walk *w, uint32_t i);
} parts[] = {
    {"msup", above},
    {"mover", above},
    {"msub", below},
    {"munder", below},
    {"msubsup", both},
    {"munderover", both},
    {"mfrac", fraction},
    {"msqrt", root},
    {"mroot", root_of},
    {"mtr", parted},
    {"mtd", parted},
    {"mspace", parted},
    {"semantics", first_only},
    {"annotation", nothing},
    {"annotation-xml", nothing},
    {"mphantom", nothing},
};

/* One node: a part that is written in its own way, or what it holds. */
static void
math_in(struct walk *w, uint32_t i)
{
	const struct node *n = &w->t->v[i];

	if (n->name.p == NULL) {
		struct str s = str_trim(tree_text(w->t, i));

		if (s.n > 0)
			sign(w, i, s);
		return;
	}
	for (size_t k = 0; k < LENGTH(parts); k++)
		if (node_is(n, parts[k].name)) {
			parts[k].put(w, i);
			return;
		}
	held(w, i);
}

void
walk_math(struct walk *w, uint32_t i, const struct context *c)
{
	const struct node *n = &w->t->v[i];
	struct str alt = str_trim(node_attr(n, "alttext"));

	(void)c;
	if (alt.n > 0) {
		put(w, alt, n->line);
		return;
	}
	held(w, i);
	w->space = false;
}
