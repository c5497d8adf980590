/*
 * The searchable form of text: folded, and without what stands between words
 * that belong together.
 *
 *  1. Callouts are left out: references, superscript runs, raised digits.  So
 *     "fate.¹² Whoever" is found by "fate. Whoever".
 *  2. A word in which a letter of the other script stands for one that looks
 *     like it is repaired.
 *  3. Patterns go the same way, so that the two always agree.
 */
#include <string.h>

#include "lib/search/index.h"

#define WORD_MAX 256 /* bytes of a word that is looked at for mixing */

/* What may not be folded as it stands. */
struct odd {
	size_t from, to;
	bool mixed; /* a word of two scripts; else raised digits */
};

#define HIGH_BITS UINT64_C(0x8080808080808080)

size_t
skip_ascii(struct str s, size_t at)
{
	uint64_t w;

	for (; at + sizeof(w) <= s.n; at += sizeof(w)) {
		memcpy(&w, s.p + at, sizeof(w));
		if (w & HIGH_BITS)
			break;
	}
	while (at < s.n && (signed char)s.p[at] >= 0)
		at++;
	return at;
}

static bool
is_ascii_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* A letter of the two scripts, or a mark on one. */
static bool
is_mixable(uint32_t cp)
{
	enum script script = cp_script(cp);

	return script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC ||
	       cp_is_mark(cp);
}

/* The word around the letter at byte i, from `floor` on, if it mixes scripts
 * in a way that can be repaired. */
static bool
mixed_word(struct str s, size_t floor, size_t i, struct odd *odd)
{
	struct buf repaired = BUF_INIT;
	uint32_t cp;
	size_t n;

	odd->from = odd->to = i;
	while (odd->from > floor && i - odd->from < WORD_MAX) {
		cp = cp_before(s.p, s.p + odd->from, &n);
		if (!is_mixable(cp))
			break;
		odd->from -= n;
	}
	while (odd->to < s.n && odd->to - i < WORD_MAX) {
		cp = cp_decode(s.p + odd->to, s.p + s.n, &n);
		if (!is_mixable(cp))
			break;
		odd->to += n;
	}
	text_unmix(&repaired, str_slice(s, odd->from, odd->to));
	odd->mixed =
	    !str_eq(buf_lend(&repaired), str_slice(s, odd->from, odd->to));
	buf_free(&repaired);
	return odd->mixed;
}

/* The next odd thing that begins at or after byte `at`; what is before has
 * been folded. */
static bool
next_odd(struct str s, size_t at, struct odd *odd)
{
	size_t i = skip_ascii(s, at), n, m;

	for (; i < s.n; i = skip_ascii(s, i + n)) {
		uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);

		if (cp_superscript(cp) >= 0) {
			*odd = (struct odd){i, i + n, false};
			while (odd->to < s.n &&
			       cp_superscript(cp_decode(
				   s.p + odd->to, s.p + s.n, &m)) >= 0)
				odd->to += m;
			return true;
		}
		if (cp < 0x400 || cp >= 0x530)
			continue;
		if (((i > at && is_ascii_letter(s.p[i - 1])) ||
			(i + n < s.n && is_ascii_letter(s.p[i + n]))) &&
		    mixed_word(s, at, i, odd))
			return true;
	}
	return false;
}

/* Fold a mixed word letter for letter, so that each leads back to its own
 * place. */
static void
fold_mixed(struct buf *out, struct fold_map *map, struct str word,
    uint32_t base, unsigned how)
{
	struct buf repaired = BUF_INIT;
	size_t i = 0, k = 0, n, m;

	text_unmix(&repaired, word);
	while (i < word.n && k < repaired.n) {
		cp_decode(word.p + i, word.p + word.n, &n);
		cp_decode(repaired.p + k, repaired.p + repaired.n, &m);
		text_fold(out, map, str_slice(buf_lend(&repaired), k, k + m),
		    base + (uint32_t)i, how);
		i += n;
		k += m;
	}
	buf_free(&repaired);
}

/* Append the text of a piece; it goes on where the one before has ended, so
 * that a blank after a blank is none. */
static void
fold_piece(struct buf *out, struct fold_map *map, struct str s, uint32_t base,
    unsigned how)
{
	size_t n;

	while (s.n > 0 && out->n > 0 && out->p[out->n - 1] == ' ' &&
	       cp_is_space(cp_decode(s.p, s.p + s.n, &n))) {
		s = str_slice(s, n, s.n);
		base += (uint32_t)n;
	}
	if (s.n > 0)
		text_fold(out, map, s, base, how);
}

/* Fold text without callouts. */
static void
fold_text(struct buf *out, struct fold_map *map, struct str s, uint32_t base,
    unsigned how)
{
	struct odd odd;
	size_t at = 0;

	while (next_odd(s, at, &odd)) {
		fold_piece(out, map, str_slice(s, at, odd.from),
		    base + (uint32_t)at, how);
		if (odd.mixed)
			fold_mixed(out, map, str_slice(s, odd.from, odd.to),
			    base + (uint32_t)odd.from, how);
		at = odd.to;
	}
	fold_piece(out, map, str_slice(s, at, s.n), base + (uint32_t)at, how);
}

/* The next callout at or after a place: the nearer of the next reference and
 * the next superscript run.  The two indices move on. */
static struct span
next_callout(
    const struct book *b, uint32_t place, uint32_t *reference, uint32_t *run)
{
	struct span next = {NOWHERE, NOWHERE};

	while (*reference < b->n_references &&
	       b->references[*reference].to <= place)
		(*reference)++;
	while (
	    *run < b->n_runs && (b->runs[*run].to <= place ||
				    !(b->runs[*run].style & STYLE_SUPERSCRIPT)))
		(*run)++;
	if (*reference < b->n_references)
		next = (struct span){b->references[*reference].from,
		    b->references[*reference].to};
	if (*run < b->n_runs && b->runs[*run].from < next.from)
		next = (struct span){b->runs[*run].from, b->runs[*run].to};
	if (next.from < place)
		next.from = place;
	return next;
}

void
index_fold(struct buf *out, struct fold_map *map, const struct book *b,
    uint32_t from, uint32_t to, unsigned how)
{
	uint32_t reference = book_reference_from(b, from);
	uint32_t run = book_run_from(b, from);

	buf_reserve(out, to - from);
	while (from < to) {
		struct span skip = next_callout(b, from, &reference, &run);
		uint32_t end = skip.from < to ? skip.from : to;

		fold_text(out, map, book_text(b, from, end), from, how);
		from = end == to ? to : skip.to;
	}
}

void
index_fold_pattern(struct buf *out, struct str pattern, unsigned how)
{
	struct buf clean = BUF_INIT;

	text_clean(&clean, pattern, NULL);
	fold_text(out, NULL, buf_lend(&clean), 0, how);
	buf_free(&clean);
}
