/* hyphens: where words may be parted, and which lines end so. */
#include "tests/unit/unit.h"

#include <unistd.h>

#include <izba/builder.h>

#include "lib/layout/private.h"
#include "tests/unit/hyphens.h"

/* Where a file has a pattern twice, as Debian's have, libhyphen itself loses a
 * few bytes while it reads. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libhyphen.so\n";
}

/* ---- words ---- */

/* The word with a hyphen wherever it may be parted. */
static void
points(struct hyphens *h, const char *language, const char *word,
    const char *wanted)
{
	bool at[HYPHENS_WORD];
	struct buf out = BUF_INIT;
	bool any = hyphens_points(h, str_of(language), str_of(word), at);

	for (size_t i = 0; word[i] != '\0'; i++) {
		if (any && i < HYPHENS_WORD && at[i])
			buf_putc(&out, '-');
		buf_putc(&out, word[i]);
	}
	assert_string_equal(out.p, wanted);
	assert_int_equal(any, strcmp(word, wanted) != 0);
	buf_free(&out);
}

static void
words_have_points(void **state)
{
	(void)state;
	points(hyphens, "en", "kerosene", "ke-ro-sene");
	points(hyphens, "en-US", "Kerosene", "Ke-ro-sene");
	/* three letters after it in English, two before it */
	points(hyphens, "en", "potato", "po-tato");
	points(hyphens, "en", "abide", "abide");
	points(hyphens, "en", "a", "a");
	/* the file is in KOI8-R */
	points(hyphens, "ru", "библиотека", "биб-лио-те-ка");
	points(hyphens, "ru-RU", "БИБЛИОТЕКА", "БИБ-ЛИО-ТЕ-КА");
	/* what the patterns do not know is read as what they know */
	points(hyphens, "ru", "учинённый", "учи-нён-ный");
	points(hyphens, "ru", "кни\xcc\x81га", "кни\xcc\x81-га");
	points(hyphens, "ru", "на бѣлой", "на -бѣ-лой");
	points(hyphens, "ru", "исторія", "ис-то-рія");
	/* marks without a letter, and nothing at all */
	points(hyphens, "ru", "\xcc\x81\xcc\x81", "\xcc\x81\xcc\x81");
	points(hyphens, "ru", "", "");
}

static void
languages_have_files(void **state)
{
	struct hyphens *none = hyphens_new("/nonexistent");
	struct buf long_word = BUF_INIT;

	(void)state;
	/* another region's patterns are better than none */
	points(hyphens, "en-GB", "kerosene", "ke-ro-sene");
	points(hyphens, "EN_us", "kerosene", "ke-ro-sene");
	points(hyphens, "fr", "kerosene", "kerosene");
	points(hyphens, "english", "kerosene", "kerosene");
	points(hyphens, "", "kerosene", "kerosene");
	points(hyphens, "../../etc/x", "kerosene", "kerosene");
	points(hyphens, "ru", "kerosene", "kerosene");
	points(none, "en", "kerosene", "kerosene");
	hyphens_free(none);
	for (int i = 0; i < 40; i++)
		buf_puts(&long_word, "kero");
	points(hyphens, "en", long_word.p, long_word.p);
	buf_free(&long_word);
}

/* A folder of files that are no patterns, or odd ones. */
static void
bad_files_part_nothing(void **state)
{
	static const struct {
		const char *name, *bytes;
	} files[] = {
	    {"hyph_aa.dic", ""},
	    {"hyph_bb.dic", "UTF-8"},
	    {"hyph_cc.dic", "NO-SUCH-ENCODING\n1ba\n"},
	    {"hyph_dd_DD.dic", "microsoft-cp1251\n1\xe1\xe0\n"},
	    {"hyph_ee_ZZ.dic", "UTF-8\n1zz\n"},
	    {"hyph_ee_AA.dic", "ISO8859-1\n1b\xe9\n"},
	    {"hyph_ff.dic", "UTF-8\na1b/x=y,1,1\n"},
	};
	char folder[] = "/tmp/izba-hyphens-XXXXXX";
	struct buf path = BUF_INIT;
	struct hyphens *h;

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < LENGTH(files); i++) {
		FILE *f;

		buf_clear(&path);
		buf_printf(&path, "%s/%s", folder, files[i].name);
		f = fopen(path.p, "w");
		assert_non_null(f);
		fputs(files[i].bytes, f);
		fclose(f);
	}
	h = hyphens_new(folder);
	points(h, "aa", "abababa", "abababa");
	points(h, "bb", "abababa", "abababa");
	points(h, "cc", "abababa", "abababa");
	points(h, "dd", "бабаба", "ба-ба-ба");
	points(h, "ee", "bébébé", "bé-bé-bé");
	/* never another letter than the book has */
	points(h, "ff", "ababab", "ababab");
	hyphens_free(h);
	for (size_t i = 0; i < LENGTH(files); i++) {
		buf_clear(&path);
		buf_printf(&path, "%s/%s", folder, files[i].name);
		unlink(path.p);
	}
	rmdir(folder);
	buf_free(&path);
}

/* Those that Debian has, where they are installed. */
static void
system_patterns_serve(void **state)
{
	struct hyphens *h;

	(void)state;
	if (access(HYPHENS_FOLDER "/hyph_ru_RU.dic", R_OK) != 0 ||
	    access(HYPHENS_FOLDER "/hyph_en_US.dic", R_OK) != 0) {
		print_message("skipped: no patterns in " HYPHENS_FOLDER "\n");
		skip();
	}
	h = hyphens_new(HYPHENS_FOLDER);
	points(h, "en", "association", "as-so-ci-a-tion");
	points(h, "en", "table", "ta-ble");
	points(h, "ru", "чрезвычайно", "чрез-вы-чай-но");
	points(h, "ru", "библиотека", "биб-лио-тека");
	hyphens_free(h);
}

/* ---- lines ---- */

static struct builder *
begin(const char *language)
{
	struct builder *b = builder_new("text");

	builder_source_bytes(b, 1000);
	builder_language(b, str_of(language));
	return b;
}

static void
add(struct builder *b, enum block_kind kind, unsigned flags, unsigned style,
    const char *text)
{
	builder_block(b, kind, 1, flags, 1, 0);
	builder_text(b, str_of(text), style, 1, 0);
}

static struct book *
finish(struct builder *b)
{
	struct err e;
	struct book *book = builder_finish(b, &e);

	if (book == NULL)
		fail_msg("%s", e.text);
	return book;
}

/* The lines of the book, one after the other. */
static void
lines_of(struct buf *out, const struct book *b, int measure)
{
	const struct layout_options o = {
	    .measure = measure, .rows = 1000, .hyphens = hyphens};
	struct layout *l = layout_new(b, &o);
	struct line_at at = {0, 0};

	do {
		const struct line *line = layout_line(l, at);
		const struct segment *s = layout_segments(l, at);

		for (uint32_t i = 0; i < line->segments; i++, s++)
			if (s->kind == SEGMENT_TEXT)
				buf_str(out, book_text(b, s->from, s->to));
			else if (s->kind == SEGMENT_HYPHEN)
				buf_putc(out, '-');
		buf_putc(out, '\n');
	} while (layout_next(l, &at));
	layout_free(l);
}

static void
expect(struct builder *b, int measure, const char *wanted)
{
	struct book *book = finish(b);
	struct buf got = BUF_INIT;

	lines_of(&got, book, measure);
	assert_string_equal(got.p, wanted);
	buf_free(&got);
	book_free(book);
}

static void
expect_one(const char *text, int measure, const char *wanted)
{
	struct builder *b = begin("en");

	add(b, BLOCK_PARAGRAPH, 0, 0, text);
	expect(b, measure, wanted);
}

static void
lines_end_in_hyphens(void **state)
{
	(void)state;
	expect_one("Bring me kerosene now.", 14, "Bring me kero-\nsene now.\n");
	expect_one("Дай мне керосина сюда.", 14, "Дай мне керо-\nсина сюда.\n");
	/* where little is left there is nothing to mend */
	expect_one("Bring a potato on.", 10, "Bring a\npotato on.\n");
	/* as much of the word as fits with its hyphen */
	expect_one("Bring m kerosene now.", 13, "Bring m kero-\nsene now.\n");
	expect_one("Bring me kerosene now.", 12, "Bring me ke-\nrosene now.\n");
	expect_one("Bring me kerosene now.", 11, "Bring me\nkerosene\nnow.\n");
	/* signs around it go with it, and so does its callout */
	expect_one("Bring “kerosene”, now.", 13, "Bring “kero-\nsene”, now.\n");
	expect_one(
	    "Bring me kerosene.¹² Now", 14, "Bring me kero-\nsene.¹² Now\n");
	/* it is wider than a line */
	expect_one(
	    "a nevolitinamolozidego", 12, "a\nnevolitina-\nmolozidego\n");
	expect_one("a неволитинамолози да", 12, "a неволити-\nнамолози да\n");
}

static void
words_stay_whole(void **state)
{
	(void)state;
	/* the last one, and the third on end */
	expect_one("Bring me kerosene.", 14, "Bring me\nkerosene.\n");
	expect_one("a motorama potorama lotorama zotorama no", 12,
	    "a motorama\npotorama lo-\ntorama zoto-\nrama no\n");
	expect_one("amo kerosene kerosene kerosene kerosene a", 10,
	    "amo kero-\nsene kero-\nsene\nkerosene\nkerosene a\n");
	/* capitals, figures, addresses, what has its hyphen already */
	expect_one("Bring me KEROSENE now.", 14, "Bring me\nKEROSENE now.\n");
	expect_one("Bring me KeroSene now.", 14, "Bring me\nKeroSene now.\n");
	expect_one("Bring me kerosene7 now", 14, "Bring me\nkerosene7 now\n");
	expect_one("Bring me kerosene.org a", 14, "Bring me\nkerosene.org a\n");
	expect_one("Bring me kerosene_a so", 14, "Bring me\nkerosene_a so\n");
	expect_one("See to xx/kerosene now", 14, "See to xx/\nkerosene now\n");
	expect_one(
	    "Bring me kero-senes now", 12, "Bring me\nkero-senes\nnow\n");
	expect_one("Bring me ker\xc2\xad"
		   "osene now.",
	    12,
	    "Bring me\nker\xc2\xad"
	    "osene\nnow.\n");
}

/* Only prose is parted, and of that no code nor what is to stay whole. */
static void
kinds_stay_whole(void **state)
{
	static const struct {
		enum block_kind kind;
		unsigned flags, style;
	} whole[] = {
	    {BLOCK_HEADING, 0, 0},
	    {BLOCK_PREFORMATTED, 0, 0},
	    {BLOCK_PARAGRAPH, BLOCK_CENTRED, 0},
	    {BLOCK_PARAGRAPH, 0, STYLE_CODE},
	    {BLOCK_PARAGRAPH, 0, STYLE_WHOLE},
	    {BLOCK_VERSE, 0, 0},
	};
	struct builder *b;

	(void)state;
	for (size_t i = 0; i < LENGTH(whole); i++) {
		struct book *book;
		struct buf got = BUF_INIT;

		b = begin("en");
		add(b, whole[i].kind, whole[i].flags, whole[i].style,
		    "Bring me kerosene now.");
		book = finish(b);
		lines_of(&got, book, 15);
		assert_int_equal(str_find(buf_lend(&got), STR("-")), SIZE_MAX);
		buf_free(&got);
		book_free(book);
	}
	b = begin("en");
	add(b, BLOCK_PARAGRAPH, 0, STYLE_EMPHASIS, "Bring me kerosene now.");
	expect(b, 14, "Bring me kero-\nsene now.\n");
}

static void
runs_have_languages(void **state)
{
	struct builder *b = begin("en");
	uint32_t at;

	(void)state;
	/* a part that states a language without patterns */
	add(b, BLOCK_PARAGRAPH, 0, 0, "Bring me ");
	at = builder_place(b);
	builder_text(b, STR("kerosene"), 0, 1, 0);
	builder_span_language(b, at, STR("fr"));
	builder_text(b, STR(" now."), 0, 1, 0);
	expect(b, 14, "Bring me\nkerosene now.\n");
	/* a Russian book with an English word, and the other way round */
	b = begin("ru");
	add(b, BLOCK_PARAGRAPH, 0, 0, "Дай мне kerosene тут.");
	expect(b, 14, "Дай мне kero-\nsene тут.\n");
	b = begin("fr");
	add(b, BLOCK_PARAGRAPH, 0, 0, "Donne du kerosene tout.");
	expect(b, 14, "Donne du\nkerosene tout.\n");
}

/* No page ends within a word, nor do the notes at its foot. */
static void
pages_end_with_words(void **state)
{
	struct layout_options o = {
	    .measure = 14, .rows = 1, .hyphens = hyphens};
	struct builder *b = begin("en");
	struct book *book;

	(void)state;
	for (int i = 0; i < 12; i++)
		add(b, BLOCK_PARAGRAPH, 0, 0,
		    "Bring me kerosene and a potorama, "
		    "not one lamp of it on loan, to each kerosene shop.");
	book = finish(b);
	for (o.rows = 6; o.rows < 30; o.rows++) {
		struct layout *l = layout_new(book, &o);
		struct page p = layout_page_at(l, 0);

		do {
			struct line_at at = p.first;
			const struct line *line;

			at.line += p.lines - 1;
			line = layout_line(l, at);
			for (uint32_t i = 0; i < line->segments; i++)
				assert_int_not_equal(
				    layout_segments(l, at)[i].kind,
				    SEGMENT_HYPHEN);
		} while (layout_page_next(l, &p));
		layout_free(l);
	}
	book_free(book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_have_points),
	    cmocka_unit_test(languages_have_files),
	    cmocka_unit_test(bad_files_part_nothing),
	    cmocka_unit_test(system_patterns_serve),
	    cmocka_unit_test(lines_end_in_hyphens),
	    cmocka_unit_test(words_stay_whole),
	    cmocka_unit_test(kinds_stay_whole),
	    cmocka_unit_test(runs_have_languages),
	    cmocka_unit_test(pages_end_with_words),
	};

	return cmocka_run_group_tests(tests, hyphens_made, hyphens_gone);
}
