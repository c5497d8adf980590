/*
 * Named places of HTML documents, and the labels of notes and callouts.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/html-notes.h"

/* ---- named places ---- */

static int
place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	if (c != 0)
		return c;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static void
place_add(struct html *h, uint32_t document, uint32_t node, struct str id)
{
	struct buf key = BUF_INIT;
	struct links *l = h->links;

	html_key(&h->v[document], id, &key);
	ARRAY_PUSH(l->places, l->n_places, l->cap_places,
	    (struct place){
		arena_str(h->arena, buf_lend(&key)), document, node});
	buf_free(&key);
}

void
places_find(struct html *h)
{
	struct links *l = h->links;

	for (uint32_t d = 0; d < h->n; d++) {
		const struct tree *t = &h->v[d].tree;

		if (h->v[d].name.n > 0)
			place_add(h, d, h->v[d].root, STR(""));
		for (uint32_t i = 1; i < t->n; i++) {
			struct str id = t->v[i].name.p == NULL
					    ? (struct str){NULL, 0}
					    : node_id(&t->v[i]);

			if (id.p != NULL)
				place_add(h, d, i, id);
		}
	}
	if (l->n_places > 0)
		qsort(l->places, l->n_places, sizeof(*l->places), place_cmp);
}

const struct place *
place_of(const struct html *h, struct str key)
{
	const struct links *l = h->links;
	size_t low = 0, high = l->n_places, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (str_cmp(l->places[mid].key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < l->n_places && str_eq(l->places[low].key, key)
		   ? &l->places[low]
		   : NULL;
}

/* ---- labels ---- */

/* The bytes of a label at the start of s: digits and a letter, signs, one or
 * two letters; 0 if there is none. */
static size_t
label_bytes(struct str s)
{
	size_t at = 0, n;
	uint32_t cp, first;
	unsigned count = 0;

	if (s.n == 0)
		return 0;
	first = cp_decode(s.p, s.p + s.n, &n);
	for (; at < s.n; at += n, count++) {
		cp = cp_decode(s.p + at, s.p + s.n, &n);
		if (cp_is_digit(first) && cp_is_digit(cp) && count < 4)
			continue;
		if (cp_is_digit(first) && cp_is_letter(cp) && at + n == s.n)
			continue;
		if (!cp_is_digit(first) && !cp_is_letter(first) &&
		    cp == first && count < 4)
			continue;
		if (cp_is_letter(first) && cp_is_letter(cp) && count < 2)
			continue;
		if ((cp == 'i' || cp == 'v' || cp == 'x') &&
		    (first == 'i' || first == 'v' || first == 'x') && count < 6)
			continue;
		break;
	}
	if (!cp_is_digit(first) && !cp_is_letter(first) && first != '*' &&
	    first != 0x2020 && first != 0x2021 && first != 0xa7 &&
	    first != 0xb6 && first != 0x2217)
		return 0;
	return at;
}

static bool
is_open(char c)
{
	return c == '[' || c == '(' || c == '{';
}

static bool
is_close(char c)
{
	return c == ']' || c == ')' || c == '}' || c == '.' || c == ':';
}

struct str
label_of(struct str s, bool *bracketed)
{
	s = str_trim(s);
	*bracketed = s.n > 2 && is_open(s.p[0]);
	while (s.n > 0 && (is_open(s.p[0]) || s.p[0] == ' '))
		s = str_slice(s, 1, s.n);
	while (s.n > 0 && (is_close(s.p[s.n - 1]) || s.p[s.n - 1] == ' '))
		s = str_slice(s, 0, s.n - 1);
	if (s.n == 0 || label_bytes(s) != s.n)
		return (struct str){NULL, 0};
	return s;
}

void
raw_start(const struct tree *t, uint32_t node, uint32_t end, struct buf *out)
{
	for (uint32_t i = node; i < end && out->n < 4 * LABEL_BYTES; i++)
		if (t->v[i].name.p == NULL)
			buf_str(out,
			    str_slice(tree_text(t, i), 0, 4 * LABEL_BYTES));
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

uint32_t
label_skip(struct str s, struct str *label)
{
	size_t at = 0, n, begun;
	bool closed = false;

	while (at < s.n && (is_blank(s.p[at]) || is_open(s.p[at])))
		at++;
	begun = at;
	n = label_bytes(str_slice(s, at, s.n));
	if (label->p != NULL &&
	    (n < label->n || !str_eq(str_slice(s, at, at + label->n), *label)))
		return 0;
	if (label->p != NULL)
		n = label->n;
	if (n == 0)
		return 0;
	for (at += n; at < s.n && (is_blank(s.p[at]) || is_close(s.p[at]));
	     at++)
		closed = true;
	if (!closed || at == s.n)
		return 0;
	if (label->p == NULL) {
		size_t size;

		if (cp_is_letter(cp_decode(s.p + begun, s.p + s.n, &size)))
			return 0;
		*label = str_slice(s, begun, begun + n);
	}
	return (uint32_t)at;
}
