/*
 * What can be followed on a page.  References and links are two sorted tables
 * of the book; here they are read as one.  Knows no screen.
 */
#include <string.h>

#include "tui/target.h"

static struct target
of_reference(const struct book *b, uint32_t i)
{
	const struct reference *r = &b->references[i];

	return (struct target){r->from, r->to, i, TARGET_REFERENCE};
}

static struct target
of_link(const struct book *b, uint32_t i)
{
	const struct link *l = &b->links[i];

	return (struct target){l->from, l->to, i, TARGET_LINK};
}

/* A mark that is a callout and a link at once is taken as the callout. */
static bool
link_is_callout(const struct book *b, uint32_t i)
{
	uint32_t r = book_reference_from(b, b->links[i].from);

	return r < b->n_references && b->references[r].from < b->links[i].to;
}

struct target
target_next(const struct book *b, uint32_t place, uint32_t end)
{
	struct target t = {NOWHERE, NOWHERE, NOWHERE, TARGET_NONE};
	uint32_t r = book_reference_from(b, place);
	uint32_t l = book_link_from(b, place);

	while (r < b->n_references && b->references[r].from < place)
		r++;
	while (l < b->n_links &&
	       (b->links[l].from < place || link_is_callout(b, l)))
		l++;
	if (r < b->n_references && b->references[r].from < end)
		t = of_reference(b, r);
	if (l < b->n_links && b->links[l].from < end &&
	    b->links[l].from < t.from)
		t = of_link(b, l);
	return t;
}

struct target
target_prev(const struct book *b, uint32_t place, uint32_t start)
{
	struct target t = {NOWHERE, NOWHERE, NOWHERE, TARGET_NONE};
	uint32_t r = book_reference_from(b, place);
	uint32_t l = book_link_from(b, place);

	/* the first that ends after `place` may still begin before it */
	if (r < b->n_references && b->references[r].from < place)
		r++;
	if (l < b->n_links && b->links[l].from < place)
		l++;
	while (l > 0 && link_is_callout(b, l - 1))
		l--;
	if (r > 0 && b->references[r - 1].from >= start)
		t = of_reference(b, r - 1);
	if (l > 0 && b->links[l - 1].from >= start &&
	    (t.kind == TARGET_NONE || b->links[l - 1].from > t.from))
		t = of_link(b, l - 1);
	return t;
}

struct target
target_at(const struct book *b, uint32_t place)
{
	uint32_t r = book_reference_from(b, place);
	uint32_t l = book_link_from(b, place);

	if (r < b->n_references && b->references[r].from <= place)
		return of_reference(b, r);
	if (l < b->n_links && b->links[l].from <= place)
		return of_link(b, l);
	return (struct target){NOWHERE, NOWHERE, NOWHERE, TARGET_NONE};
}

void
hint_label(size_t i, size_t n, char out[4])
{
	/* the keys under resting fingers come first */
	static const char letters[] = "asdfghjklqwertyuiopzxcvbnm";

	memset(out, 0, 4);
	if (n <= 26) {
		out[0] = letters[i % 26];
		return;
	}
	out[0] = letters[i / 26 % 26];
	out[1] = letters[i % 26];
}
