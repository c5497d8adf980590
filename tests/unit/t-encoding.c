/* encodings: what bytes are taken for, by themselves and as asked. */
#include "tests/unit/plain.h"

#include <iconv.h>

#include <izba/text.h>

#include "lib/formats/encoding-parts.h"

/* Decoded, as name and text. */
static void
reads(struct str bytes, const char *asked, const char *declared,
    const char *name, const char *text)
{
	struct decoded d;
	struct err e = {0};

	if (!encoding_read(&d, bytes, asked, str_of(declared), &e))
		fail_msg("%s", e.text);
	assert_string_equal(d.name, name);
	assert_str(d.text, text);
	decoded_free(&d);
}

#define READS(bytes, name, text) reads(STR(bytes), NULL, NULL, name, text)

static void
unicode_is_told_by_marks_and_zeros(void **state)
{
	(void)state;
	READS("plain", "UTF-8", "plain");
	READS("\xef\xbb\xbf"
	      "Ёж",
	    "UTF-8", "Ёж");
	READS("\xff\xfe\x01\x04\x36\x04", "UTF-16LE", "Ёж");
	READS("\xfe\xff\x04\x01\x04\x36", "UTF-16BE", "Ёж");
	READS("\xff\xfe\0\0\x01\x04\0\0", "UTF-32LE", "Ё");
	READS("\0\0\xfe\xff\0\0\x04\x01", "UTF-32BE", "Ё");
	READS("M\0r\0.\0\n\0", "UTF-16LE", "Mr.\n");
	READS("\0M\0r\0.\0\n", "UTF-16BE", "Mr.\n");
	READS("\x12\x04\x3e\x04\x42\x04", "UTF-16LE", "Вот");
	READS("\x04\x12\x04\x3e\x04\x42", "UTF-16BE", "Вот");
	READS("M\0\0\0r\0\0\0", "UTF-32LE", "Mr");
	/* half a pair, half a unit, and past the last code point */
	READS("\xff\xfe\x00\xd8.\0", "UTF-16LE", "\xef\xbf\xbd.");
	READS("\xff\xfe\x3d\xd8\x00\xde", "UTF-16LE", "\xf0\x9f\x98\x80");
	READS("\xff\xfe.\0x", "UTF-16LE", ".\xef\xbf\xbd");
	READS("\xff\xfe\0\0\0\0\x11\0", "UTF-32LE", "\xef\xbf\xbd");
}

static void
what_is_asked_for_is_done(void **state)
{
	(void)state;
	reads(STR("\xc5\xd6"), "koi8-r", NULL, "KOI8-R", "еж");
	reads(STR("\xc5\xd6"), "CP1251", NULL, "windows-1251", "ЕЦ");
	reads(STR("\xa5\xa6"), "dos", NULL, "IBM866", "еж");
	reads(STR("\xb1\xe6"), "latin2", NULL, "ISO-8859-2", "ąć");
	reads(STR("\x82\xa0"), "shift-jis", NULL, "Shift_JIS", "あ");
	reads(STR("M\0r\0"), "utf-16", NULL, "UTF-16LE", "Mr");
	reads(STR("\x04\x01"), "utf-16", NULL, "UTF-16BE", "Ё");
	reads(STR("\xff\xfe\x01\x04"), "UTF-16", NULL, "UTF-16LE", "Ё");
	reads(
	    STR("\x98"), "windows-1251", NULL, "windows-1251", "\xef\xbf\xbd");
	reads(STR("\xd0\x81"), "latin1", NULL, "windows-1252",
	    "\xc3\x90\xef\xbf\xbd");
}

static void
unknown_names_are_refused_with_the_known(void **state)
{
	struct decoded d;
	struct err e = {0};

	(void)state;
	assert_false(
	    encoding_read(&d, STR("x"), "ebcdic", (struct str){NULL, 0}, &e));
	assert_int_equal(e.code, ERR_USAGE);
	assert_non_null(strstr(e.text, "no encoding \"ebcdic\""));
	for (size_t i = 0; encoding_listed(i) != NULL; i++) {
		assert_non_null(strstr(e.text, encoding_listed(i)));
		assert_ptr_equal(encoding_name(str_of(encoding_listed(i))),
		    encoding_listed(i));
	}
	assert_null(encoding_name(STR("")));
	assert_null(encoding_name(STR("---")));
}

/* Every byte of the text, back in the source. */
static void
places_lead_back(void **state)
{
	struct decoded d;

	(void)state;
	assert_true(encoding_read(&d,
	    STR("A\xe6\xe5"
		"b"),
	    "windows-1251", (struct str){NULL, 0}, NULL));
	assert_int_equal(d.unit, 1);
	assert_int_equal(decoded_source(&d, 0), 0);
	assert_int_equal(decoded_source(&d, 1), 1);
	assert_int_equal(decoded_source(&d, 3), 2);
	assert_int_equal(decoded_source(&d, 5), 3);
	decoded_free(&d);
	assert_true(encoding_read(
	    &d, STR("\xff\xfe\x01\x04.\0"), NULL, (struct str){NULL, 0}, NULL));
	assert_int_equal(decoded_source(&d, 0), 2);
	assert_int_equal(decoded_source(&d, 2), 4);
	decoded_free(&d);
}

/* What stands for a character where an encoding has it not. */
static uint32_t
stand_in(uint32_t cp)
{
	return cp_is_quote(cp) ? '"' : cp_is_dash(cp) ? '-' : '?';
}

/* Encode text by the built-in tables. */
static void
encode(enum half h, struct str s, struct buf *out)
{
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);
		unsigned b = 128;

		while (cp >= 0x80 && b < 256 && upper_halves[h][b - 128] != cp)
			b++;
		if (cp < 0x80)
			b = cp;
		buf_putc(out, (char)(b < 256 ? b : stand_in(cp)));
	}
}

/* ---- what is declared ---- */

/* Encoded, with what the file says of itself. */
static void
declares(const char *text, enum half h, const char *declared, const char *name)
{
	struct buf bytes = BUF_INIT;
	struct decoded d;

	encode(h, str_of(text), &bytes);
	assert_true(
	    encoding_read(&d, buf_lend(&bytes), NULL, str_of(declared), NULL));
	assert_string_equal(d.name, name);
	assert_int_equal(d.overruled,
	    encoding_name(str_of(declared)) != NULL &&
		strcmp(encoding_name(str_of(declared)), name) != 0);
	decoded_free(&d);
	buf_free(&bytes);
}

static void
declarations_hold_unless_bytes_say_no(void **state)
{
	const char *long_text = "Здесь стоит довольно длинное предложение.";

	(void)state;
	declares("Да.", HALF_KOI8R, "koi8-r", "KOI8-R");
	declares("Да.", HALF_866, "ibm866", "IBM866");
	declares("été", HALF_1252, "windows-1250", "windows-1250");
	declares(long_text, HALF_1251, "windows-1251", "windows-1251");
	declares(long_text, HALF_1251, "UTF-8", "windows-1251");
	declares(long_text, HALF_1251, "iso-8859-1", "windows-1251");
	declares(long_text, HALF_KOI8R, "windows-1251", "KOI8-R");
	declares(long_text, HALF_MAC, "utf-16", "MacCyrillic");
	declares(long_text, HALF_866, "klingon", "IBM866");
	reads(STR("Ёлка"), NULL, "windows-1251", "UTF-8", "Ёлка");
	reads(STR("plain"), NULL, "windows-1251", "UTF-8", "plain");
	reads(STR("\x82\xa0\x82\xa2"), NULL, "Shift_JIS", "Shift_JIS", "あい");
	reads(STR("\033$B$\"\033(B"), NULL, "iso-2022-jp", "ISO-2022-JP", "あ");
}

static void
neighbours_of_russian_are_seen(void **state)
{
	(void)state;
	declares("Її ім'я — Ґалина, і мій віз стоїть біля їхньої хати.",
	    HALF_KOI8U, NULL, "KOI8-U");
	declares("Вже вечоріє, а їжак іще не спить і їсть яблука.", HALF_1251,
	    NULL, "windows-1251");
	declares("─────────┬────────\n│ Имя    │ Лампа │\n─────────┴────────\n",
	    HALF_866, NULL, "IBM866");
	declares("┌───────┐\n│ Масло │ и свечи, и соль\n└───────┘\n",
	    HALF_KOI8R, NULL, "KOI8-R");
	declares("The word гласность was on all lips, and перестройка too.",
	    HALF_1251, NULL, "windows-1251");
	declares("Привет", HALF_1251, NULL, "windows-1251");
	declares("Привет", HALF_KOI8R, NULL, "KOI8-R");
	declares("Привет", HALF_866, NULL, "IBM866");
	declares("“I know,” she said — “it’s late…”", HALF_1252, NULL,
	    "windows-1252");
	/* not Russian, and no western text either: not taken for Russian */
	READS("\xc1\xe3\xe1\xf0\xe7\xf4\xdd \xec\xef\xf5, \xf3\xef\xf5 "
	      "\xe3\xf1\xdc\xf6\xf9 \xe1\xf0\xfc \xf4\xef \xed\xe7\xf3\xdf",
	    "windows-1252", "ÁãáðçôÝ ìïõ, óïõ ãñÜöù áðü ôï íçóß");
}

/* ---- lines in another encoding ---- */

static void
mixed(struct str bytes, const char *name, const char *text, const char *lines)
{
	struct decoded d;
	struct buf said = BUF_INIT;

	assert_true(
	    encoding_read(&d, bytes, NULL, (struct str){NULL, 0}, NULL));
	assert_string_equal(d.name, name);
	assert_str(d.text, text);
	for (size_t i = 0; i < d.n_lines; i++)
		buf_printf(&said, "%u-%u %s;", d.lines[i].first,
		    d.lines[i].last, d.lines[i].name);
	assert_string_equal(said.p, lines);
	buf_free(&said);
	decoded_free(&d);
}

static void
lines_in_another_encoding_are_converted(void **state)
{
	struct buf b = BUF_INIT, all = BUF_INIT;

	(void)state;
	buf_puts(&b, "Первая строка.\nВторая.\nplain\n");
	encode(HALF_1251, STR("Третья строка чужая.\n"), &b);
	buf_puts(&b, "plain\n");
	encode(HALF_1251, STR("И четвёртая.\n"), &b);
	buf_puts(&b, "Пятая своя, и она длиннее прочих.\n");
	encode(HALF_KOI8R, STR("Шестая же из третьих рук.\n"), &b);
	mixed(buf_lend(&b), "UTF-8",
	    "Первая строка.\nВторая.\nplain\nТретья строка чужая.\nplain\n"
	    "И четвёртая.\nПятая своя, и она длиннее прочих.\n"
	    "Шестая же из третьих рук.\n",
	    "4-6 windows-1251;8-8 KOI8-R;");
	buf_clear(&b);
	encode(HALF_KOI8R, STR("Долго он ехал полем.\nСтемнело.\n"), &b);
	buf_puts(&b, "Вставка в UTF-8.\n");
	encode(HALF_KOI8R, STR("И ещё поле, и ещё.\n"), &b);
	mixed(buf_lend(&b), "KOI8-R",
	    "Долго он ехал полем.\nСтемнело.\nВставка в UTF-8.\n"
	    "И ещё поле, и ещё.\n",
	    "3-3 UTF-8;");
	/* western lines where it is clear; broken ones stay broken */
	mixed(STR("Übermut\nCaf\xe9 Orl\xe9"
		  "ans\nna\xff \xfe\xfe\xfe.\nМир и\xd0 мир\n"),
	    "UTF-8",
	    "Übermut\nCafé Orléans\nna\xff \xfe\xfe\xfe.\nМир и\xd0 мир\n",
	    "2-2 windows-1252;");
	buf_free(&b);
	buf_free(&all);
}

/* The book tells them as problems, and origins are those of the source. */
static void
books_tell_their_encoding(void **state)
{
	struct buf b = BUF_INIT;
	struct book *book;

	(void)state;
	encode(HALF_866, STR("Жил да был старый лоцман.\n\nОн водил баржи.\n"),
	    &b);
	book = plain_read(buf_lend(&b));
	assert_str(book->encoding, "IBM866");
	assert_int_equal(book->source_bytes, b.n);
	assert_int_equal(book->n_problems, 0);
	assert_int_equal(book_origin(book, 2).byte, 1);
	assert_int_equal(book_origin(book, book->blocks[1].from).byte, 27);
	assert_int_equal(book_origin(book, book->blocks[1].from + 5).byte, 30);
	for (uint32_t at = 0; at < book->text.n; at += 1) {
		if (book->text.p[at] == '\n' || book_snap(book, at) != at)
			continue;
		assert_int_equal(
		    book_place_of(book, book_origin(book, at).byte), at);
	}
	book_free(book);
	buf_clear(&b);
	buf_puts(&b, "Сначала всё было хорошо и понятно.\n\n");
	encode(HALF_1251, STR("Потом кодировка чужая.\n"), &b);
	book = plain_read(buf_lend(&b));
	assert_str(book->encoding, "UTF-8");
	assert_int_equal(book->n_problems, 1);
	assert_int_equal(book->problems[0].line, 3);
	assert_int_equal(book->problems[0].kind, PROBLEM_ENCODING);
	assert_str(book->problems[0].message,
	    "this line is in windows-1251, the book in UTF-8");
	book_free(book);
	buf_free(&b);
}

/* ---- samples ---- */

enum { SAMPLE = 200, STEP = 17 };

static void
load(const char *folder, const char *name, struct buf *out)
{
	struct buf path = BUF_INIT;
	char room[4096];
	size_t n;
	FILE *f;

	buf_printf(&path, "%s/%s", folder, name);
	f = fopen(path.p, "rb");
	if (f == NULL)
		fail_msg("%s can't be opened", path.p);
	while ((n = fread(room, 1, sizeof(room), f)) > 0)
		buf_add(out, room, n);
	fclose(f);
	buf_free(&path);
}

static void
load_ours(const char *name, struct buf *out)
{
	const char *top = getenv("srcdir");
	struct buf folder = BUF_INIT;

	buf_printf(&folder, "%s/tests/encoding", top == NULL ? "." : top);
	load(folder.p, name, out);
	buf_free(&folder);
}

/* Encode text as iconv knows. */
static void
encode_as(const char *name, struct str s, struct buf *out)
{
	struct str rest = s;
	iconv_t how = iconv_open(name, "UTF-8");
	size_t n;

	assert_true(how != (iconv_t)-1);
	for (; rest.n > 0; rest = str_slice(rest, n, rest.n)) {
		char in[4], *p = in, room[8], *to = room;
		size_t left, space = sizeof(room);

		cp_decode(rest.p, rest.p + rest.n, &n);
		memcpy(in, rest.p, n);
		left = n;
		if (iconv(how, &p, &left, &to, &space) == (size_t)-1)
			buf_putc(out, '?');
		else
			buf_add(out, room, (size_t)(to - room));
	}
	iconv_close(how);
}

struct score {
	unsigned right, all;
	char wrong[200];
};

/* Is the sample read as what it is?  Another name will do where it makes the
 * same text. */
static void
score_add(struct score *score, struct str sample, const struct encoding *is)
{
	struct decoded found, right;
	struct err e;

	assert_true(
	    encoding_read(&right, sample, is->name, (struct str){NULL, 0}, &e));
	assert_true(
	    encoding_read(&found, sample, NULL, (struct str){NULL, 0}, &e));
	score->all++;
	if (str_eq(found.text, right.text))
		score->right++;
	else
		snprintf(score->wrong, sizeof(score->wrong), "%s: %.*s",
		    found.name, (int)(right.text.n < 150 ? right.text.n : 150),
		    right.text.p);
	decoded_free(&found);
	decoded_free(&right);
}

/* At least 99 of 100 samples must be right. */
static void
russian_samples(struct str text, const char *what)
{
	for (int h = 0; h < HALVES_CYRILLIC; h++) {
		struct score score = {.all = 0};
		struct buf bytes = BUF_INIT;

		if (h == HALF_KOI8U)
			continue;
		encode((enum half)h, text, &bytes);
		for (size_t i = 0; i + SAMPLE <= bytes.n; i += STEP)
			score_add(&score,
			    str_slice(buf_lend(&bytes), i, i + SAMPLE),
			    encoding_of_half((enum half)h));
		print_message("%s, %s: %u of %u\n", what,
		    encoding_of_half((enum half)h)->name, score.right,
		    score.all);
		assert_true(score.all > 300);
		if (score.right * 100 < score.all * 99)
			fail_msg("too few, e.g. %s", score.wrong);
		buf_free(&bytes);
	}
}

static void
russian_is_told_apart(void **state)
{
	struct buf text = BUF_INIT, caps = BUF_INIT;

	(void)state;
	load_ours("russian.txt", &text);
	russian_samples(buf_lend(&text), "ours");
	for (size_t i = 0, n; i < text.n; i += n)
		buf_putcp(&caps,
		    cp_upper(cp_decode(text.p + i, text.p + text.n, &n)));
	russian_samples(buf_lend(&caps), "in capitals");
	buf_free(&text);
	buf_free(&caps);
}

/* The same over the Russian lines of real books, where there are some. */
static void
russian_of_books_is_told_apart(void **state)
{
	static const char *const books[] = {
	    "rogovin.txt", "essay.txt", "mindmap.txt"};
	const char *folder = getenv("IZBA_CORPUS");
	struct buf text = BUF_INIT, russian = BUF_INIT;

	(void)state;
	if (folder == NULL) {
		skip();
		return;
	}
	for (size_t i = 0; i < LENGTH(books); i++)
		load(folder, books[i], &text);
	for (size_t i = 0, n; i < text.n; i += n) {
		struct str line = str_slice(buf_lend(&text), i, text.n);
		const char *nl = memchr(line.p, '\n', line.n);

		n = nl == NULL ? line.n : (size_t)(nl - line.p) + 1;
		line.n = n;
		if (text_script(line) == SCRIPT_CYRILLIC)
			buf_str(&russian, line);
	}
	if (russian.n > 12000)
		russian_samples(buf_lend(&russian), "of books");
	buf_free(&text);
	buf_free(&russian);
}

/* Samples, in none of which a Cyrillic encoding may be seen. */
static void
western_samples(const char *file, const char *name)
{
	struct buf text = BUF_INIT, bytes = BUF_INIT;
	unsigned all = 0;

	load_ours(file, &text);
	encode_as(name, buf_lend(&text), &bytes);
	for (size_t i = 0; i + SAMPLE <= bytes.n; i += 7) {
		struct str s = str_slice(buf_lend(&bytes), i, i + SAMPLE);
		struct decoded d;
		struct err e;

		assert_true(
		    encoding_read(&d, s, NULL, (struct str){NULL, 0}, &e));
		if (strcmp(d.name, "windows-1252") != 0 &&
		    strcmp(d.name, "UTF-8") != 0)
			fail_msg("%s as %s: %.*s", name, d.name, (int)s.n, s.p);
		all++;
		decoded_free(&d);
	}
	print_message("%s in %s: %u\n", file, name, all);
	buf_free(&text);
	buf_free(&bytes);
}

static void
western_text_is_not_russian(void **state)
{
	static const char *const latin[] = {"WINDOWS-1252", "ISO-8859-1",
	    "ISO-8859-15", "CP850", "CP437", "MACINTOSH"};
	static const char *const central[] = {
	    "ISO-8859-2", "WINDOWS-1250", "CP852"};

	(void)state;
	for (size_t i = 0; i < LENGTH(latin); i++)
		western_samples("western.txt", latin[i]);
	for (size_t i = 0; i < LENGTH(central); i++)
		western_samples("central.txt", central[i]);
}

/* Cut anywhere, also within a character. */
static void
utf8_is_always_seen(void **state)
{
	static const char *const files[] = {
	    "russian.txt", "western.txt", "central.txt"};

	(void)state;
	for (size_t f = 0; f < LENGTH(files); f++) {
		struct buf text = BUF_INIT;

		load_ours(files[f], &text);
		for (size_t i = 0; i + SAMPLE <= text.n; i++) {
			struct str s =
			    str_slice(buf_lend(&text), i, i + SAMPLE);
			struct decoded d;

			assert_true(encoding_read(
			    &d, s, NULL, (struct str){NULL, 0}, NULL));
			if (strcmp(d.name, "UTF-8") != 0)
				fail_msg("%s: %.*s", d.name, (int)s.n, s.p);
			decoded_free(&d);
		}
		buf_free(&text);
	}
}

/* The fast way and the plain one agree on where text is broken. */
static void
broken_utf8_is_found(void **state)
{
	static const unsigned char bad[] = {0x80, 0xbf, 0xc0, 0xc2, 0xd0, 0xdf,
	    0xe0, 0xed, 0xf0, 0xf5, 0xff, 'x'};
	struct buf text = BUF_INIT;

	(void)state;
	load_ours("russian.txt", &text);
	buf_cut(&text, 600);
	for (size_t i = 0; i < text.n * LENGTH(bad); i++) {
		size_t at = i / LENGTH(bad), good = 0, n;
		char was = text.p[at];
		uint32_t cp;

		text.p[at] = (char)bad[i % LENGTH(bad)];
		while (good < text.n &&
		       utf8_proper(text.p + good, text.p + text.n, &cp, &n))
			good += n;
		assert_int_equal(utf8_valid(buf_lend(&text)), good);
		text.p[at] = was;
	}
	buf_free(&text);
}

static void
utf16_needs_no_mark(void **state)
{
	static const char *const files[] = {
	    "russian.txt", "western.txt", "central.txt"};
	static const char *const names[] = {
	    "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};

	(void)state;
	for (size_t k = 0; k < LENGTH(files) * LENGTH(names); k++) {
		const char *name = names[k % LENGTH(names)];
		struct buf text = BUF_INIT, bytes = BUF_INIT;

		load_ours(files[k / LENGTH(names)], &text);
		encode_as(name, buf_lend(&text), &bytes);
		for (size_t i = 0; i + SAMPLE <= bytes.n; i += 20) {
			struct decoded d;

			assert_true(encoding_read(&d,
			    str_slice(buf_lend(&bytes), i, i + SAMPLE), NULL,
			    (struct str){NULL, 0}, NULL));
			assert_string_equal(d.name, name);
			decoded_free(&d);
		}
		buf_free(&text);
		buf_free(&bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(unicode_is_told_by_marks_and_zeros),
	    cmocka_unit_test(what_is_asked_for_is_done),
	    cmocka_unit_test(unknown_names_are_refused_with_the_known),
	    cmocka_unit_test(places_lead_back),
	    cmocka_unit_test(declarations_hold_unless_bytes_say_no),
	    cmocka_unit_test(neighbours_of_russian_are_seen),
	    cmocka_unit_test(lines_in_another_encoding_are_converted),
	    cmocka_unit_test(books_tell_their_encoding),
	    cmocka_unit_test(russian_is_told_apart),
	    cmocka_unit_test(russian_of_books_is_told_apart),
	    cmocka_unit_test(western_text_is_not_russian),
	    cmocka_unit_test(utf8_is_always_seen),
	    cmocka_unit_test(broken_utf8_is_found),
	    cmocka_unit_test(utf16_needs_no_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
