/*
 * Marks in a corrected edition of the sample book: chosen ones, each with what
 * becomes of it; and every sentence and phrase, counted, none in a wrong place.
 */
#include <izba/formats.h>
#include <izba/text.h>

#include "lib/store/anchor.h"
#include "tests/edition/edition.h"
#include "tests/unit/unit.h"

struct both {
	struct buf source;
	struct edition edition;
	struct book *old, *new;
	uint32_t *now; /* where each place of the old book is in the new, or
			  NOWHERE */
};

static struct book *
must_read_book(struct str text)
{
	struct err err = {.text = ""};
	struct book *b = book_read_bytes(text, "book.txt", NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	return b;
}

static void
must_read_file(const char *name, struct buf *out)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", getenv("srcdir"), name);
	if (!read_whole(path, out))
		fail_msg("%s is unreadable", path);
}

/* Where each place of the book is now: by the bytes of the sources. */
static void
map_places(struct both *w)
{
	uint32_t *now = xmalloc((w->source.n + 1) * sizeof(*now));

	w->now = xmalloc((w->old->text.n + 1) * sizeof(*now));
	memset(now, 0xff, (w->source.n + 1) * sizeof(*now));
	for (uint32_t p = 0; p < w->new->text.n; p++) {
		uint32_t byte = book_origin(w->new, p).byte;

		if (byte < w->edition.n && w->edition.came[byte] != UINT32_MAX)
			now[w->edition.came[byte]] = p;
	}
	for (uint32_t p = 0; p < w->old->text.n; p++)
		w->now[p] = now[book_origin(w->old, p).byte];
	free(now);
}

static int
begin(void **state)
{
	struct both *w = xcalloc(1, sizeof(*w));
	struct buf corrections = BUF_INIT;
	struct err err;

	buf_init(&w->source);
	must_read_file("books/ten-years.txt", &w->source);
	must_read_file("tests/edition/corrections", &corrections);
	if (!edition_make(&w->edition, buf_lend(&w->source),
		buf_lend(&corrections), &err))
		fail_msg("%s", err.text);
	w->old = must_read_book(buf_lend(&w->source));
	w->new = must_read_book((struct str){w->edition.text, w->edition.n});
	map_places(w);
	buf_free(&corrections);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	struct both *w = *state;

	book_free(w->old);
	book_free(w->new);
	edition_free(&w->edition);
	buf_free(&w->source);
	free(w->now);
	free(w);
	return 0;
}

/* ---- what has truly become of a passage ---- */

/* Where the words of a passage that were left stand now, first and last; false
 * if all were cut. */
static bool
truth(const struct both *w, uint32_t from, uint32_t to, struct span *out)
{
	bool any = false;

	for (uint32_t p = from; p < to; p++) {
		uint32_t now = w->now[p];

		if (now == NOWHERE)
			continue;
		if (!any)
			out->from = now;
		out->to = now + 1;
		any = true;
	}
	return any;
}

static uint32_t
gap(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

/* Is the passage where it belongs, give or take what was retyped at its ends? */
static bool
is_right(const struct both *w, const struct anchor *was, const struct anchor *a)
{
	struct span s;

	return truth(w, was->from, was->to, &s) && gap(s.from, a->from) <= 16 &&
	       gap(s.to, a->to) <= 16;
}

/* ---- chosen marks ---- */

static const char *
standing(const struct anchor *was, const struct anchor *a)
{
	if (a->state == ANCHOR_LOST)
		return a->best.score > 0 ? "doubtful" : "lost";
	if (a->best.score == 0 && a->from == was->from)
		return "in-place";
	return a->best.exact ? "moved" : "changed";
}

static size_t
gather_marks(struct both *w, struct str list, struct edition_mark *marks,
    struct anchor *v, size_t most)
{
	size_t n = 0;

	for (; edition_mark(&list, &marks[n]); n++) {
		size_t at = edition_place(w->old->text, &marks[n]);

		if (at == SIZE_MAX)
			fail_msg("not in the book: %.*s", (int)marks[n].quote.n,
			    marks[n].quote.p);
		assert_true(n + 1 < most);
		anchor_make(&v[n], w->old->text, (uint32_t)at,
		    (uint32_t)(at + marks[n].quote.n), ANCHOR_CONTEXT);
	}
	return n;
}

static void
expect_text(struct str got, struct str want)
{
	char *copy = str_dup(want);

	assert_str(got, copy);
	free(copy);
}

static void
chosen(void **state)
{
	enum { MOST = 100 };
	struct both *w = *state;
	struct edition_mark marks[MOST];
	struct anchor v[MOST], was[MOST];
	struct buf list = BUF_INIT;
	size_t n;

	must_read_file("tests/edition/marks", &list);
	n = gather_marks(w, buf_lend(&list), marks, v, MOST);
	memcpy(was, v, n * sizeof(*v));
	anchor_resolve(w->new->text, v, n);
	for (size_t i = 0; i < n; i++) {
		const struct anchor *a = &v[i];
		struct span s = {a->from, a->to};

		if (!str_is(marks[i].standing, standing(&was[i], a)))
			fail_msg("%.*s: %s", (int)a->quote.n, a->quote.p,
			    standing(&was[i], a));
		if (str_is(marks[i].standing, "lost"))
			continue;
		if (a->state == ANCHOR_LOST)
			s = (struct span){a->best.from, a->best.to};
		else
			assert_true(is_right(w, &was[i], a));
		expect_text(book_text(w->new, s.from, s.to),
		    marks[i].now.n > 0 ? marks[i].now : marks[i].quote);
	}
	buf_free(&list);
}

/* ---- all of it ---- */

struct passages {
	struct anchor *v;
	size_t n, cap;
};

static void
add(struct both *w, struct passages *all, uint32_t from, uint32_t to)
{
	struct anchor a;

	anchor_make(&a, w->old->text, from, to, ANCHOR_CONTEXT);
	ARRAY_PUSH(all->v, all->n, all->cap, a);
}

static void
add_sentences(struct both *w, struct passages *all, const struct block *b)
{
	struct str s = book_text(w->old, b->from, b->to);
	size_t at = 0, from, to;

	while (sentence_next(s, at, &from, &to)) {
		add(w, all, b->from + (uint32_t)from, b->from + (uint32_t)to);
		at = to;
	}
}

/* Every fourth word with the next `words` ones. */
static void
add_phrases(
    struct both *w, struct passages *all, const struct block *b, int words)
{
	struct str s = book_text(w->old, b->from, b->to);
	size_t at = 0, from, to, k, last;

	for (int i = 0; word_next(s, at, &from, &to); i++, at = to) {
		last = to;
		for (int n = 1; n < words && word_next(s, last, &k, &last);)
			n++;
		if (i % 4 == 0)
			add(w, all, b->from + (uint32_t)from,
			    b->from + (uint32_t)last);
	}
}

struct counts {
	size_t n, exact, moved, doubtful, lost, wrong, cut;
};

static struct counts
count(struct both *w, struct passages *all)
{
	struct counts c = {.n = all->n};
	struct anchor *was = xcalloc(all->n, sizeof(*was));
	struct span s;

	memcpy(was, all->v, all->n * sizeof(*was));
	anchor_resolve(w->new->text, all->v, all->n);
	for (size_t i = 0; i < all->n; i++) {
		const struct anchor *a = &all->v[i];

		c.exact += a->state == ANCHOR_EXACT;
		c.moved += a->state == ANCHOR_MOVED;
		c.doubtful += a->state == ANCHOR_LOST && a->best.score > 0;
		c.lost += a->state == ANCHOR_LOST && a->best.score == 0;
		c.cut += !truth(w, was[i].from, was[i].to, &s);
		if (a->state == ANCHOR_LOST || is_right(w, &was[i], a))
			continue;
		c.wrong++;
		print_message("wrong: %.*s\n   at: %.*s\n", (int)a->quote.n,
		    a->quote.p, (int)(a->to - a->from),
		    w->new->text.p + a->from);
	}
	free(was);
	free(all->v);
	*all = (struct passages){.v = NULL};
	print_message("%zu passages, %zu of them cut: %zu exact, %zu moved, "
		      "%zu doubtful, %zu lost, %zu wrong\n",
	    c.n, c.cut, c.exact, c.moved, c.doubtful, c.lost, c.wrong);
	return c;
}

static void
expect(
    struct counts c, size_t exact, size_t moved, size_t doubtful, size_t lost)
{
	assert_int_equal(c.wrong, 0);
	assert_int_equal(c.exact, exact);
	assert_int_equal(c.moved, moved);
	assert_int_equal(c.doubtful, doubtful);
	assert_int_equal(c.lost, lost);
}

static void
all_sentences(void **state)
{
	struct both *w = *state;
	struct passages all = {.v = NULL};

	for (uint32_t i = 0; i < w->old->n_blocks; i++)
		add_sentences(w, &all, &w->old->blocks[i]);
	expect(count(w, &all), 764, 217, 9, 12);
}

static void
all_phrases(void **state)
{
	struct both *w = *state;
	struct passages all = {.v = NULL};

	for (uint32_t i = 0; i < w->old->n_blocks; i++)
		add_phrases(w, &all, &w->old->blocks[i], 6);
	expect(count(w, &all), 3523, 435, 22, 73);
}

static void
all_words(void **state)
{
	struct both *w = *state;
	struct passages all = {.v = NULL};

	for (uint32_t i = 0; i < w->old->n_blocks; i++)
		add_phrases(w, &all, &w->old->blocks[i], 1);
	expect(count(w, &all), 3703, 215, 58, 77);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(chosen, begin, end),
	    cmocka_unit_test_setup_teardown(all_sentences, begin, end),
	    cmocka_unit_test_setup_teardown(all_phrases, begin, end),
	    cmocka_unit_test_setup_teardown(all_words, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
