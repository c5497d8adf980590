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

/* A word and a number, or one of them: "note 3", "К 1", "прим. 2". */
struct str
label_loose(struct str s)
{
	enum { CHARACTERS = 12 };
	unsigned count = 0, blanks = 0;
	size_t n;
	bool bracketed, digit = false;

	if (label_of(s, &bracketed).p != NULL)
		return label_of(s, &bracketed);
	s = str_trim(s);
	while (s.n > 0 && is_open(s.p[0]))
		s = str_slice(s, 1, s.n);
	while (s.n > 0 && is_close(s.p[s.n - 1]))
		s.n--;
	for (size_t at = 0; at < s.n; at += n, count++) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		digit = cp_is_digit(cp);
		blanks += cp_is_space(cp);
		if (!digit && !cp_is_letter(cp) && !cp_is_space(cp) &&
		    cp != '.' && cp != '-')
			return (struct str){NULL, 0};
	}
	/* it ends with what counts */
	return digit && count <= CHARACTERS && blanks <= 1
		   ? s
		   : (struct str){NULL, 0};
}

void
raw_start(const struct tree *t, uint32_t node, uint32_t end, struct buf *out)
{
	for (uint32_t i = node; i < end && out->n < 4 * LABEL_BYTES; i++)
		if (t->v[i].name.p == NULL)
			buf_str(out,
			    str_slice(tree_text(t, i), 0, 4 * LABEL_BYTES));
		else if (element_of(&t->v[i])->role == ROLE_SKIP)
			i = t->v[i].end - 1;
}

/* How many bytes of white space stand at `at`; those of one character. */
static size_t
blank_bytes(struct str s, size_t at)
{
	size_t n;

	if (at >= s.n || !cp_is_space(cp_decode(s.p + at, s.p + s.n, &n)))
		return 0;
	return n;
}

/* How many bytes of blanks and of what `may` says begin s at `at`. */
static size_t
passed(struct str s, size_t at, bool (*may)(char c))
{
	size_t begun = at, n;

	while (at < s.n) {
		n = may(s.p[at]) ? 1 : blank_bytes(s, at);
		if (n == 0)
			break;
		at += n;
	}
	return at - begun;
}

uint32_t
label_skip(struct str s, struct str *label)
{
	size_t at = passed(s, 0, is_open), begun = at, n, sign;

	n = label_bytes(str_slice(s, at, s.n));
	if (label->p != NULL &&
	    (n < label->n || !str_eq(str_slice(s, at, at + label->n), *label)))
		return 0;
	if (label->p != NULL)
		n = label->n;
	if (n == 0)
		return 0;
	at += n;
	sign = passed(s, at, is_close);
	at += sign;
	if (sign == 0 || at == s.n)
		return 0;
	if (label->p == NULL) {
		size_t size;

		if (cp_is_letter(cp_decode(s.p + begun, s.p + s.n, &size)))
			return 0;
		*label = str_slice(s, begun, begun + n);
	}
	return (uint32_t)at;
}
