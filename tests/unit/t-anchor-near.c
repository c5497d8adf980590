/* Near matches: passages found though their words are not all the same. */
#include <time.h>

#include "lib/store/near.h"
#include "tests/unit/store.h"

static const char text[] =
    "Когда зимою замело дорогу, избач читал вслух календарь на двадцать третий "
    "год, и ёлку поставили у самой печи.\n\n"
    "In the spring the villagers carried forty benches into the izba,\xc2\xb9 "
    "and a lamp — the only one — was hung over the long table by the stove.\n\n"
    "\xe2\x80\x9cWe have agreed,\xe2\x80\x9d the reader wrote, \xe2\x80\x9c"
    "that she did not drown at all.\xe2\x80\x9d\n\n"
    "Ivan Orlov was born in 1891 at Kazan and taught school until 1914.\n\n"
    "Pyotr Lukin was born in 1894 at Samara and taught school until 1919.\n\n"
    "When the lamp went out they told stories in the dark until morning.\n";

static size_t
find(const char *prefix, const char *quote, const char *suffix,
    struct anchor_hit *hits, bool *sure)
{
	struct book *b = must_read(str_of(text));
	struct anchor_query q = {.quote = str_of(quote),
	    .prefix = str_of(prefix),
	    .suffix = str_of(suffix),
	    .hint = NOWHERE};
	size_t n = store_anchor_find(b, &q, hits, ANCHOR_HITS);

	*sure = store_anchor_sure(&q, hits, n);
	for (size_t i = 0; i < n; i++)
		assert_true(
		    hits[i].to <= b->text.n && hits[i].from <= hits[i].to);
	book_free(b);
	return n;
}

/* The best hit is that passage, and is believed (or not) unasked. */
static void
expect(const char *quote, const char *there, bool sure)
{
	struct anchor_hit hits[ANCHOR_HITS];
	struct book *b = must_read(str_of(text));
	bool is_sure;

	assert_true(find("", quote, "", hits, &is_sure) > 0);
	assert_str(book_text(b, hits[0].from, hits[0].to), there);
	assert_int_equal(is_sure, sure);
	book_free(b);
}

static void
foreign_spellings(void **state)
{
	(void)state;
	expect("the villagers carried forty benches",
	    "the villagers carried forty benches", true);
	/* other quotes, dashes, case, a callout typed flat, one lost */
	expect("\"WE HAVE AGREED,\" the reader wrote",
	    "\xe2\x80\x9cWe have agreed,\xe2\x80\x9d the reader wrote", false);
	expect("forty benches into the izba,1 and a lamp - the only one - was "
	       "hung",
	    "forty benches into the izba,\xc2\xb9 and a lamp — the only one "
	    "— was hung",
	    true);
	expect("forty benches into the izba, and a lamp -- the only one",
	    "forty benches into the izba,\xc2\xb9 and a lamp — the only one",
	    true);
	expect("и елку поставили у самой пе-\nчи.",
	    "и ёлку поставили у самой печи.", false);
}

static void
retyped(void **state)
{
	(void)state;
	expect("In the spring the vilagers carried fourty benches",
	    "In the spring the villagers carried forty benches", true);
	expect("When the candle went out they told stories until morning.",
	    "When the lamp went out they told stories in the dark until "
	    "morning.",
	    false);
}

/* What is not there is not found, or at least not believed. */
static void
formulas(void **state)
{
	struct anchor_hit hits[ANCHOR_HITS];
	bool sure;

	(void)state;
	find("",
	    "Anna Belova was born in 1897 at Penza and taught school "
	    "until 1921.",
	    "", hits, &sure);
	assert_false(sure);
	assert_int_equal(
	    find("", "Something else entirely: quarterly dividends", "", hits,
		&sure),
	    0);
	assert_int_equal(find("", "", "", hits, &sure), 0);
	assert_int_equal(find("", "* * *", "", hits, &sure), 0);
}

static void
distances(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	(void)state;
	assert_int_equal(letters_distance(STR(""), STR("")), 0);
	assert_int_equal(letters_distance(STR("abc"), STR("")), 3);
	assert_int_equal(letters_distance(STR("kitten"), STR("sitting")), 3);
	assert_int_equal(letters_distance(STR("flaw"), STR("lawn")), 2);
	/* over several blocks */
	for (int i = 0; i < 300; i++) {
		buf_putc(&a, (char)('a' + i % 17));
		if (i % 60 != 30)
			buf_putc(&b, (char)('a' + i % 17));
	}
	buf_puts(&a, "z");
	buf_puts(&b, "y");
	assert_int_equal(letters_distance(buf_lend(&a), buf_lend(&b)), 6);
	buf_free(&a);
	buf_free(&b);
}

/* ---- long ones, many, hostile ---- */

/* Sentences that are all different. */
static void
put_sentences(struct buf *out, int from, int to)
{
	static const char *const who[] = {"The miller", "Our teacher",
	    "An old soldier", "The widow Petrova", "A boy from the station",
	    "Nobody we knew", "The drayman"};
	static const char *const what[] = {"mended", "forgot", "carried away",
	    "described", "painted", "sold", "hid", "counted", "sang to"};
	static const char *const whom[] = {"the bell", "eleven geese",
	    "a letter from Tambov", "his brother's sledge", "the map",
	    "a sack of rye", "the evening lamp", "the ferry", "a blind horse",
	    "the almanac", "three candles"};

	for (int i = from; i < to; i++)
		buf_printf(out, "%s %s %s on day %d of that year. ", who[i % 7],
		    what[i * 5 % 9], whom[i * 3 % 11], i);
}

static void
long_quotes(void **state)
{
	struct buf old = BUF_INIT, now = BUF_INIT;
	struct anchor_hit hits[ANCHOR_HITS];
	struct book b = {.arena = NULL};
	struct anchor_query q = {.hint = NOWHERE};
	size_t n;

	(void)state;
	put_sentences(&old, 0, 400);
	q.quote = str_slice(buf_lend(&old),
	    str_find(buf_lend(&old), STR("The miller counted")), old.n - 3000);
	while (q.quote.p[q.quote.n - 1] != '.')
		q.quote.n--;
	assert_true(q.quote.n > 8000);
	/* something before it, ten sentences cut from its middle */
	put_sentences(&now, 500, 600);
	put_sentences(&now, 0, 190);
	put_sentences(&now, 200, 400);
	b.text = buf_lend(&now);
	n = store_anchor_find(&b, &q, hits, ANCHOR_HITS);
	assert_true(n >= 1);
	assert_false(hits[0].exact);
	assert_true(str_starts(
	    book_text(&b, hits[0].from, hits[0].to), "The miller counted"));
	assert_true(str_eq(str_slice(q.quote, q.quote.n - 200, q.quote.n),
	    book_text(&b, hits[0].to - 200, hits[0].to)));
	/* half of it gone: not this passage any more */
	buf_clear(&now);
	put_sentences(&now, 0, 60);
	put_sentences(&now, 300, 400);
	b.text = buf_lend(&now);
	n = store_anchor_find(&b, &q, hits, ANCHOR_HITS);
	assert_true(n == 0 || hits[0].score < 900);
	buf_free(&old);
	buf_free(&now);
}

/* Thousands of passages, none of which is there, over a text of few words:
 * bounded work, and nothing is found. */
static void
hostile_passages(void **state)
{
	enum { MANY = 3000 };
	struct anchor_query *v = xcalloc(MANY, sizeof(*v));
	struct anchor_hit *hits = xcalloc(MANY, sizeof(*hits));
	size_t *n = xcalloc(MANY, sizeof(*n));
	struct buf all = BUF_INIT, quotes = BUF_INIT;
	struct book b = {.arena = NULL};
	clock_t start = clock();

	(void)state;
	for (int i = 0; i < 30000; i++)
		buf_printf(&all, "a b %c c d ", 'e' + i % 7);
	for (int i = 0; i < MANY; i++)
		buf_printf(&quotes, "%-1000s", "d a c b e a d c a b f g d a");
	for (size_t i = 0; i < MANY; i++)
		v[i] = (struct anchor_query){
		    .quote =
			str_slice(buf_lend(&quotes), i * 1000, (i + 1) * 1000),
		    .hint = (uint32_t)(i * 17)};
	b.text = buf_lend(&all);
	store_anchor_find_all(&b, v, MANY, hits, 1, n);
	for (size_t i = 0; i < MANY; i++)
		assert_false(store_anchor_sure(&v[i], &hits[i], n[i]));
	assert_true((clock() - start) / CLOCKS_PER_SEC < 10);
	buf_free(&all);
	buf_free(&quotes);
	free(v);
	free(hits);
	free(n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(foreign_spellings),
	    cmocka_unit_test(retyped),
	    cmocka_unit_test(formulas),
	    cmocka_unit_test(distances),
	    cmocka_unit_test(long_quotes),
	    cmocka_unit_test(hostile_passages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
