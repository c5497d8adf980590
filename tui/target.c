/*
 * What can be followed on a page.  References, links and pictures are sorted
 * tables of the book; here they are read as one.  Knows no screen.
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

static struct target
of_image(const struct book *b, uint32_t i)
{
	const struct image *m = &b->images[i];

	return (struct target){m->from, m->to, i, TARGET_IMAGE};
}

uint32_t
target_image_from(const struct book *b, uint32_t place)
{
	uint32_t low = 0, high = b->n_images;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (b->images[mid].from < place)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* A mark that is a callout and a link at once is taken as the callout. */
static bool
link_is_callout(const struct book *b, uint32_t i)
{
	uint32_t r = book_reference_from(b, b->links[i].from);

	return r < b->n_references && b->references[r].from < b->links[i].to;
}

/* One without a letter lies at the end of what comes before. */
static uint32_t
is_empty(struct target t)
{
	return t.from == t.to ? 1 : 0;
}

struct target
target_next(const struct book *b, uint32_t place, uint32_t end)
{
	struct target t = {NOWHERE, NOWHERE, NOWHERE, TARGET_NONE};
	uint32_t r = book_reference_from(b, place);
	uint32_t l = book_link_from(b, place), i = target_image_from(b, place);
	struct target picture;

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
	if (i >= b->n_images)
		return t;
	picture = of_image(b, i);
	return picture.from < t.from && picture.from < end + is_empty(picture)
		   ? picture
		   : t;
}

struct target
target_prev(const struct book *b, uint32_t place, uint32_t start)
{
	struct target t = {NOWHERE, NOWHERE, NOWHERE, TARGET_NONE};
	uint32_t r = book_reference_from(b, place);
	uint32_t l = book_link_from(b, place), i = target_image_from(b, place);

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
	if (i > 0 && of_image(b, i - 1).from >= start &&
	    (t.kind == TARGET_NONE || of_image(b, i - 1).from > t.from))
		t = of_image(b, i - 1);
	return t;
}

struct target
target_at(const struct book *b, uint32_t place)
{
	uint32_t r = book_reference_from(b, place);
	uint32_t l = book_link_from(b, place),
		 i = target_image_from(b, place + 1);

	if (r < b->n_references && b->references[r].from <= place)
		return of_reference(b, r);
	if (l < b->n_links && b->links[l].from <= place)
		return of_link(b, l);
	if (i > 0 &&
	    of_image(b, i - 1).to + is_empty(of_image(b, i - 1)) > place)
		return of_image(b, i - 1);
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
