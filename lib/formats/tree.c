/*
 * The tree of a parsed file: made node by node, then asked.  Knows no parser.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/tree.h"

/* Names met so far, by hash; few files have more than a hundred. */
enum { NAMES = 512 };
struct tree_names {
	struct str v[NAMES];
	uint32_t open; /* the innermost element that is open */
	uint32_t depth; /* elements open, with those left out */
};

void
tree_begin(struct tree *t, size_t expect)
{
	*t = (struct tree){.text = BUF_INIT};
	t->arena = arena_new();
	t->names = xcalloc(1, sizeof(*t->names));
	buf_reserve(&t->text, expect);
	ARRAY_PUSH(t->v, t->n, t->cap,
	    (struct node){.name = STR(""), .parent = 0, .line = 1});
}

void
tree_free(struct tree *t)
{
	if (t->arena == NULL)
		return;
	free(t->v);
	buf_free(&t->text);
	arena_free(t->arena);
	free(t->names);
	free(t->broken_says);
	*t = (struct tree){.text = BUF_INIT};
}

static struct str
local_name(struct str name)
{
	const char *colon = memchr(name.p, ':', name.n);

	if (colon == NULL)
		return name;
	return str_slice(name, (size_t)(colon - name.p) + 1, name.n);
}

/* One copy of each name, as long as there is room for another. */
static struct str
keep_name(struct tree *t, struct str name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (unsigned char)name.p[i]) * 16777619u;
	for (unsigned tries = 0; tries < 8; tries++) {
		struct str *at = &t->names->v[(hash + tries) % NAMES];

		if (at->p == NULL)
			*at = arena_str(t->arena, name);
		if (str_eq(*at, name))
			return *at;
	}
	return arena_str(t->arena, name);
}

static bool
tree_full(struct tree *t)
{
	if (t->n < LIMIT_NODES && t->text.n < UINT32_MAX / 2)
		return false;
	t->cut = true;
	return true;
}

void
tree_open(struct tree *t, struct str name, const struct attr *attrs,
    uint32_t n_attrs, uint32_t line)
{
	struct node n = {.parent = t->names->open, .line = line};
	struct attr *kept;

	if (t->names->depth++ >= LIMIT_DEPTH) {
		t->cut = true;
		return;
	}
	if (tree_full(t))
		n_attrs = 0;
	n.name = keep_name(t, local_name(name));
	n.n_attrs = n_attrs < LIMIT_ATTRS ? n_attrs : LIMIT_ATTRS;
	if (n.n_attrs > 0) {
		kept = arena_alloc(t->arena, n.n_attrs * sizeof(*kept));
		for (uint32_t i = 0; i < n.n_attrs; i++)
			kept[i] = (struct attr){keep_name(t, attrs[i].name),
			    arena_str(t->arena, attrs[i].value)};
		n.attrs = kept;
	}
	t->names->open = t->n;
	ARRAY_PUSH(t->v, t->n, t->cap, n);
}

void
tree_close(struct tree *t)
{
	uint32_t open = t->names->open;

	if (t->names->depth == 0)
		return;
	if (t->names->depth-- > LIMIT_DEPTH)
		return;
	t->v[open].end = t->n;
	t->names->open = t->v[open].parent;
}

/* Text that goes on from the node before it becomes one with it. */
void
tree_add_text(struct tree *t, struct str text, uint32_t line)
{
	struct node n = {.parent = t->names->open, .line = line};
	struct node *last = &t->v[t->n - 1];

	if (text.n == 0 || tree_full(t))
		return;
	n.from = (uint32_t)t->text.n;
	buf_str(&t->text, text);
	n.to = (uint32_t)t->text.n;
	if (last->name.p == NULL && last->parent == n.parent &&
	    last->to == n.from) {
		last->to = n.to;
		return;
	}
	n.end = t->n + 1;
	ARRAY_PUSH(t->v, t->n, t->cap, n);
}

void
tree_end(struct tree *t)
{
	while (t->names->depth > 0)
		tree_close(t);
	t->v[0].end = t->n;
	free(t->names);
	t->names = NULL;
}

/* ---- asking ---- */

struct str
node_attr_local(const struct node *n, const char *name)
{
	for (uint32_t i = 0; n->name.p != NULL && i < n->n_attrs; i++)
		if (str_is(local_name(n->attrs[i].name), name))
			return n->attrs[i].value;
	return (struct str){NULL, 0};
}

bool
words_have(struct str value, const char *word)
{
	size_t from = 0, at, n = strlen(word);

	while (from + n <= value.n) {
		while (from < value.n && tree_blank(value.p[from]))
			from++;
		for (at = from; at < value.n && !tree_blank(value.p[at]);)
			at++;
		if (at > from && at - from == n &&
		    memcmp(value.p + from, word, n) == 0)
			return true;
		from = at;
	}
	return false;
}

uint32_t
tree_find(const struct tree *t, uint32_t in, const char *name)
{
	for (uint32_t i = in + 1; i < t->v[in].end; i++)
		if (t->v[i].name.p != NULL && node_is(&t->v[i], name))
			return i;
	return 0;
}

uint32_t
tree_child(const struct tree *t, uint32_t in, uint32_t from, const char *name)
{
	uint32_t i = from == in ? in + 1 : t->v[from].end;

	for (; i < t->v[in].end; i = t->v[i].end)
		if (t->v[i].name.p != NULL && node_is(&t->v[i], name))
			return i;
	return 0;
}

void
tree_collect(const struct tree *t, uint32_t in, struct buf *out)
{
	bool space = false;
	size_t begun = out->n;

	for (uint32_t i = in; i < t->v[in].end; i++) {
		struct str s;

		if (t->v[i].name.p != NULL) {
			space |=
			    node_is(&t->v[i], "br") || node_is(&t->v[i], "p");
			continue;
		}
		s = tree_text(t, i);
		for (size_t k = 0; k < s.n; k++) {
			if (tree_blank(s.p[k])) {
				space = true;
				continue;
			}
			if (space && out->n > begun)
				buf_putc(out, ' ');
			space = false;
			buf_putc(out, s.p[k]);
		}
	}
}
