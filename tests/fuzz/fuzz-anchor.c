/*
 * Any passage in any text: the places that are given are places, the best
 * first; what is called exact is; and an anchor is found or lost within the
 * text.  Lines that are three dashes part prefix, quote, suffix and text.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/store/anchor.h"
#include "tests/fuzz/fuzz.h"

#define PARTS 4
#define MOST 20000 /* bytes; more says nothing new */

static bool
is_place(struct str text, uint32_t at)
{
	return at == text.n ||
	       (at < text.n && ((unsigned char)text.p[at] & 0xc0) != 0x80);
}

/* Without white space, as what is exact is compared. */
static void
squeeze(struct buf *out, struct str s)
{
	for (size_t i = 0, skip; i<s.n; i += skip> 0 ? skip : 1) {
		skip = anchor_skip(str_slice(s, i, s.n));
		if (skip == 0)
			buf_putc(out, s.p[i]);
	}
}

static void
check_hits(const struct book *b, const struct anchor_query *q,
    const struct anchor_hit *hits, size_t n)
{
	PROMISE(n <= ANCHOR_HITS);
	for (size_t i = 0; i < n; i++) {
		const struct anchor_hit *h = &hits[i];
		struct buf here = BUF_INIT, there = BUF_INIT;

		PROMISE(h->from <= h->to && h->to <= b->text.n);
		PROMISE(is_place(b->text, h->from) && is_place(b->text, h->to));
		PROMISE(h->score <= 1000 && h->quote <= 1000);
		PROMISE(i == 0 || hits[i - 1].score >= h->score);
		squeeze(&here, q->quote);
		squeeze(&there, book_text(b, h->from, h->to));
		PROMISE(!h->exact || str_eq(buf_lend(&here), buf_lend(&there)));
		buf_free(&here);
		buf_free(&there);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size < MOST ? size : MOST};
	struct buf parts[PARTS];
	struct anchor_hit hits[ANCHOR_HITS];
	struct anchor_query q;
	struct anchor a;
	struct book b = {.arena = NULL};

	for (size_t i = 0; i < PARTS; i++) {
		size_t end =
		    i + 1 < PARTS ? str_find(rest, STR("\n---\n")) : rest.n;

		buf_init(&parts[i]);
		end = end < rest.n ? end : rest.n;
		text_clean(&parts[i], str_slice(rest, 0, end), NULL);
		rest = str_slice(rest, end + 5, rest.n);
	}
	b.text = buf_lend(&parts[3]);
	q = (struct anchor_query){.prefix = buf_lend(&parts[0]),
	    .quote = buf_lend(&parts[1]),
	    .suffix = buf_lend(&parts[2]),
	    .hint = size % 3 == 0 ? (uint32_t)size : NOWHERE};
	check_hits(&b, &q, hits, store_anchor_find(&b, &q, hits, ANCHOR_HITS));
	a = (struct anchor){.from = (uint32_t)size % 99,
	    .prefix = q.prefix,
	    .quote = q.quote,
	    .suffix = q.suffix};
	a.to = a.from + (uint32_t)a.quote.n;
	anchor_resolve(b.text, &a, 1);
	PROMISE(a.from <= a.to && a.to <= b.text.n);
	PROMISE(is_place(b.text, a.from) && is_place(b.text, a.to));
	PROMISE(a.state != ANCHOR_LOST || a.from == a.to);
	for (size_t i = 0; i < PARTS; i++)
		buf_free(&parts[i]);
	return 0;
}
