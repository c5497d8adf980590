/*
 * Folded forms of a book's text, and the way back from them to its places.
 */
#include "lib/search/kept.h"

void
kept_fold(const struct search *s, struct folded *f, unsigned how)
{
	if (f->made)
		return;
	index_fold(&f->text, &f->map, s->b, 0, (uint32_t)s->b->text.n, how);
	f->made = true;
}

struct hit
kept_hit(const struct search *s, const struct folded *f, size_t at, size_t to)
{
	struct hit hit = {.via = FOUND_EXACT};
	size_t n;

	hit.from = fold_source(&f->map, (uint32_t)at);
	/* up to the end of its last character, with the marks on that, but
	 * without a callout that follows */
	cp_before(f->text.p, f->text.p + to, &n);
	hit.to = fold_source(&f->map, (uint32_t)(to - n));
	hit.to += (uint32_t)grapheme_next(
	    str_slice(s->b->text, hit.to, s->b->text.n), NULL);
	return hit;
}

static bool
is_word_part(uint32_t cp)
{
	return cp_is_letter(cp) || cp_is_digit(cp);
}

bool
kept_is_whole(const struct folded *f, size_t at, size_t to)
{
	const char *p = f->text.p;
	size_t n;

	return (at == 0 || !is_word_part(cp_before(p, p + at, &n))) &&
	       (to == f->text.n ||
		   !is_word_part(cp_decode(p + to, p + f->text.n, &n)));
}
