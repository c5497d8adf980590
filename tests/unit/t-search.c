/* search: finding words in a book. */
#include "tests/unit/random.h"
#include "tests/unit/unit.h"

#include <izba/builder.h>
#include <izba/search.h>
#include <izba/text.h>

/* A book of paragraphs; "^{12}" in one is a superscript run. */
static struct book *
book_of(const char *const *paragraphs, size_t n)
{
	struct builder *b = builder_new("text");
	struct book *book;
	struct err err;

	for (size_t i = 0; i < n; i++) {
		struct str s = str_of(paragraphs[i]);
		size_t at = 0, up, end;
		uint32_t line = (uint32_t)i + 1;

		builder_block(b, BLOCK_PARAGRAPH, 0, 0, line, 1);
		while (at < s.n) {
			up = str_find(str_slice(s, at, s.n), STR("^{"));
			up = up == SIZE_MAX ? s.n : at + up;
			builder_text(b, str_slice(s, at, up), 0, line, 0);
			if (up == s.n)
				break;
			end = up + str_find(str_slice(s, up, s.n), STR("}"));
			builder_text(b, str_slice(s, up + 2, end),
			    STYLE_SUPERSCRIPT, line, 0);
			at = end + 1;
		}
	}
	book = builder_finish(b, &err);
	assert_non_null(book);
	return book;
}

static const char *const room[] = {
    "In the first winter the room had a stove and eleven books.^{12} Whoever "
    "could read, read aloud.",
    "“Ёлка” стояла у окна; Троцкого и Троцкому писали, о троцкистах "
    "молчали.¹³ Не верили.",
    "Trotsky’s letter and Trotskyism; Trotskii, L. D., Sobranie.",
    "Cтaтья о Мнѣ: въ домѣ — café, so\xc2\xad"
    "ft, hard\xc2\xa0space.",
    "The end of one",
    "and the start of the next. TsIK, ЦИК; том tom.",
    "Лев Троцкий, Муралову; Преображенский and Muralov.",
};

/* The hits of a pattern as "match|match", those of the other script with '~'
 * before them, folded ones with '*'. */
static void
find(struct buf *out, const struct book *b, struct search *s,
    const char *pattern, unsigned flags)
{
	struct hits hits;

	buf_clear(out);
	search_find(s, str_of(pattern), flags, 0, &hits);
	for (size_t i = 0; i < hits.n; i++) {
		if (i > 0)
			buf_putc(out, '|');
		if (hits.v[i].via != FOUND_EXACT)
			buf_putc(
			    out, hits.v[i].via == FOUND_FOLDED ? '*' : '~');
		buf_str(out, book_text(b, hits.v[i].from, hits.v[i].to));
		assert_true(i == 0 || hits.v[i].from >= hits.v[i - 1].to);
	}
	hits_free(&hits);
}

static void
patterns_are_found(void **state)
{
	static const struct {
		const char *pattern;
		unsigned flags;
		const char *hits;
	} rows[] = {
	    {"stove", 0, "stove"},
	    {"STOVE", 0, "*stove"},
	    {"Stove", SEARCH_CASE, ""},
	    {"Stove", SEARCH_SMART, ""},
	    {"stove", SEARCH_SMART, "stove"},
	    {"whoever", SEARCH_SMART, "*Whoever"},
	    {"", 0, ""},
	    {"¹²", 0, ""},
	    {"books. Whoever", 0, "*books.12 Whoever"},
	    {"books.", 0, "books."},
	    {"молчали. не", 0, "*молчали.¹³ Не"},
	    {"\"елка\"", 0, "*“Ёлка”"},
	    {"статья о мне: в доме - cafe", 0, "*Cтaтья о Мнѣ: въ домѣ — café"},
	    {"soft, hard space", 0,
		"*so\xc2\xad"
		"ft, hard\xc2\xa0space"},
	    {"one and", 0, "*one\nand"},
	    {"tom", SEARCH_WORDS, "tom"},
	    {"to", SEARCH_WORDS, ""},
	    {"the", SEARCH_WORDS, "the|the|*The|the|the"},
	    {"no such thing", 0, ""},
	};
	struct book *b = book_of(room, LENGTH(room));
	struct search *s = search_new(b);
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		find(&got, b, s, rows[i].pattern,
		    rows[i].flags | SEARCH_ONE_SCRIPT);
		assert_string_equal(got.p, rows[i].hits);
	}
	buf_free(&got);
	search_free(s);
	book_free(b);
}

static void
both_scripts_are_found(void **state)
{
	static const struct {
		const char *pattern;
		unsigned flags;
		const char *hits;
	} rows[] = {
	    {"Trotsky", 0,
		"~Троцкого|~Троцкому|~троцкистах|Trotsky|Trotsky|~Троцкий"},
	    {"trotsk", 0,
		"~Троцкого|~Троцкому|~троцкистах|*Trotsk|*Trotsk|*Trotsk|"
		"~Троцкий"},
	    {"троцк", 0,
		"*Троцк|*Троцк|троцк|~Trotsky|~Trotskyism|~Trotskii|*Троцк"},
	    {"Троцкого", 0, "Троцкого|~Trotsky|~Trotskii"},
	    /* nowhere as it is typed: in every spelling, in either script */
	    {"Trockij", SEARCH_WORDS,
		"~Троцкого|~Троцкому|~Trotsky|~Trotskii|~Троцкий"},
	    {"Троцким", SEARCH_WORDS,
		"~Троцкого|~Троцкому|~Trotsky|~Trotskii|~Троцкий"},
	    {"Troubetzkoi", 0, ""},
	    {"Lev Trotsky", 0, "~Лев Троцкий"},
	    {"preobraj", 0, "~Преображенский"},
	    {"Muralov", 0, "~Муралову|Muralov"},
	    {"Муралова", 0, "~Муралову|~Muralov"},
	    {"Trockij", SEARCH_SMART | SEARCH_WORDS,
		"~Троцкого|~Троцкому|~Trotsky|~Trotskii|~Троцкий"},
	    {"Trotskysts", SEARCH_CASE, ""},
	    {"Stofe", 0, ""},
	    {"Stowe", 0, "~stove"},
	    {"Stowe", SEARCH_SMART, ""},
	    {"TsIK", 0, "TsIK|~ЦИК"},
	    {"ЦИК", 0, "~TsIK|ЦИК"},
	    /* too short to prove anything */
	    {"tom", 0, "tom"},
	    {"tro", SEARCH_ONE_SCRIPT, "*Tro|*Tro|*Tro"},
	};
	struct book *b = book_of(room, LENGTH(room));
	struct search *s = search_new(b);
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		find(&got, b, s, rows[i].pattern, rows[i].flags);
		assert_string_equal(got.p, rows[i].hits);
	}
	buf_free(&got);
	search_free(s);
	book_free(b);
}

/* What only the book itself can tell: a glossary's own pairs. */
static void
entries_pair_names(void **state)
{
	static const char *const text[] = {"Cohen wrote of the USSR.",
	    "Коэн писал об СССР, и Коэном восхищались."};
	struct book *b = book_of(text, LENGTH(text));
	struct entry *e = book_alloc(b, 1, sizeof(*e));
	struct str *names = book_alloc(b, 2, sizeof(*names));
	struct search *s = search_new(b);
	struct buf got = BUF_INIT;

	(void)state;
	names[0] = STR("USSR");
	names[1] = STR("СССР");
	e->from = e->body = 0;
	e->to = 1;
	e->kind = ENTRY_TERM;
	e->heads = (struct strs){names, 1};
	e->variants = (struct strs){names + 1, 1};
	book_set_entries(b, e, 1);
	find(&got, b, s, "ussr", 0);
	assert_string_equal(got.p, "*USSR|~СССР");
	find(&got, b, s, "СССР", 0);
	assert_string_equal(got.p, "~USSR|СССР");
	buf_free(&got);
	search_free(s);
	book_free(b);
}

static void
limits_hold(void **state)
{
	struct book *b = book_of(room, LENGTH(room));
	struct search *s = search_new(b);
	struct hits hits;

	(void)state;
	search_find(s, STR("trotsk"), 0, 4, &hits);
	assert_int_equal(hits.n, 4);
	assert_true(hits.cut);
	assert_str(book_text(b, hits.v[3].from, hits.v[3].to), "Trotsk");
	assert_int_equal(hits_from(&hits, hits.v[1].from), 1);
	assert_int_equal(hits_from(&hits, hits.v[1].from + 1), 2);
	assert_int_equal(hits_from(&hits, UINT32_MAX), 4);
	hits_free(&hits);
	search_find(s, STR("stove"), 0, 1, &hits);
	assert_int_equal(hits.n, 1);
	assert_false(hits.cut);
	hits_free(&hits);
	search_free(s);
	search_free(NULL);
	book_free(b);
}

static void
expressions_are_found(void **state)
{
	static const struct {
		const char *pattern;
		unsigned flags;
		const char *hits;
	} rows[] = {
	    {"", 0, ""},
	    {"st[oa]\\w+", 0, "stove|start"},
	    {"^and|next\\.$", 0, "and"},
	    {"verili\\.$|верили\\.$", 0, "верили."},
	    {"\\p{Cyrillic}+ого", 0, "Троцкого"},
	    {"троцк", 0, "Троцк|Троцк|троцк|Троцк"},
	    {"Троцк", SEARCH_SMART, "Троцк|Троцк|Троцк"},
	    {"\\p{Lu}{3}", SEARCH_CASE, "ЦИК"},
	    {"books\\. W", 0, "books.12 W"},
	    {"one\\sand", 0, "one\nand"},
	    {"one.and", 0, ""},
	    {"soft", 0,
		"so\xc2\xad"
		"ft"},
	    {"to", SEARCH_WORDS, ""},
	    {"x*", 0, "x"},
	    {"(?=stove)|\\Kq", 0, ""},
	};
	struct book *b = book_of(room, LENGTH(room));
	struct search *s = search_new(b);
	struct buf got = BUF_INIT;
	struct hits hits;
	struct err err;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_clear(&got);
		assert_true(search_regex(
		    s, str_of(rows[i].pattern), rows[i].flags, 0, &hits, &err));
		for (size_t k = 0; k < hits.n; k++) {
			assert_int_equal(hits.v[k].via, FOUND_REGEX);
			buf_puts(&got, k > 0 ? "|" : "");
			buf_str(
			    &got, book_text(b, hits.v[k].from, hits.v[k].to));
		}
		assert_string_equal(got.p, rows[i].hits);
		hits_free(&hits);
	}
	assert_true(search_regex(s, STR("."), 0, 5, &hits, &err));
	assert_int_equal(hits.n, 5);
	assert_true(hits.cut);
	hits_free(&hits);
	buf_free(&got);
	search_free(s);
	book_free(b);
}

/* A wrong pattern is explained, one that never ends is stopped. */
static void
expressions_are_bounded(void **state)
{
	static const char *const wrong[] = {
	    "a(", "*", "[z-a]", "\\C", "(?<n", "a)", "\xff("};
	struct buf text = BUF_INIT;
	const char *paragraph;
	struct book *b;
	struct search *s;
	struct hits hits;
	struct err err;

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_puts(&text, "aaaaaaaaaa");
	paragraph = text.p;
	b = book_of(&paragraph, 1);
	s = search_new(b);
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		assert_false(
		    search_regex(s, str_of(wrong[i]), 0, 0, &hits, &err));
		assert_int_equal(err.code, ERR_USAGE);
		assert_int_equal(hits.n, 0);
	}
	/* one place takes too many steps */
	assert_false(search_regex(s, STR("(a+)+[bc]"), 0, 0, &hits, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	assert_true(hits.cut);
	/* no place does, but all together: the clock's case */
	assert_false(
	    search_regex(s, STR("(?:a|b|c){0,300}[de]"), 0, 0, &hits, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	search_free(s);
	book_free(b);
	buf_free(&text);
}

/* Whatever the text, each of its words is found where it stands. */
static void
words_are_found_in_place(void **state)
{
	static const char *const parts[] = {"Word", "слово", "é", "Ё", "ѣ", "“",
	    "—", "…", " ", " ", "\xc2\xad", "\xcc\x81", "ß", "c", "о", "²", "№",
	    "漢"};
	uint32_t seed = 23;
	struct buf text = BUF_INIT;

	(void)state;
	for (int round = 0; round < 300; round++) {
		const char *paragraph;
		struct book *b;
		struct search *s;
		size_t from, to = 0;

		random_text(&text, &seed, parts, LENGTH(parts), 20);
		buf_puts(&text, "end");
		paragraph = text.p;
		b = book_of(&paragraph, 1);
		s = search_new(b);
		while (word_next(b->text, to, &from, &to)) {
			struct str word = str_slice(b->text, from, to);
			struct hits hits;
			bool found = false;

			search_find(s, word, SEARCH_ONE_SCRIPT, 0, &hits);
			for (size_t i = 0; i < hits.n; i++)
				found |= hits.v[i].from <= from &&
					 hits.v[i].to >= to;
			if (!found)
				print_error("\"%s\": %.*s\n", text.p,
				    (int)word.n, word.p);
			assert_true(found);
			hits_free(&hits);
		}
		search_free(s);
		book_free(b);
	}
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(patterns_are_found),
	    cmocka_unit_test(both_scripts_are_found),
	    cmocka_unit_test(entries_pair_names),
	    cmocka_unit_test(limits_hold),
	    cmocka_unit_test(words_are_found_in_place),
	    cmocka_unit_test(expressions_are_found),
	    cmocka_unit_test(expressions_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
