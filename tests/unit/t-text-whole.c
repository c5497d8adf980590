/* formats: no text is lost, whatever it is; hostile texts come to an end. */
#include "tests/unit/plain.h"

#include <dirent.h>

/* ---- nothing is lost ---- */

/* Source bytes that stand in some block. */
static bool *
covered(const struct book *b, struct str source)
{
	bool *seen = xcalloc(source.n + 1, sizeof(*seen));

	for (uint32_t at = 0; at < b->text.n; at++) {
		struct origin o = book_origin(b, at);

		if (o.byte < source.n && source.p[o.byte] == b->text.p[at])
			seen[o.byte] = true;
	}
	return seen;
}

/* Is the line left out on purpose, with a problem that says so? */
static bool
left_out(const struct book *b, uint32_t line)
{
	for (uint32_t i = 0; i < b->n_problems; i++)
		if (b->problems[i].kind == PROBLEM_LOST_TEXT &&
		    b->problems[i].line == line)
			return true;
	return false;
}

/* Where what begins at byte i ends, if it is markup or blank: i if not. */
static size_t
past_markup(struct str s, size_t i)
{
	static const char *const marks[] = {"•", "‐", "\xc2\xad", "\xc2\xa0",
	    "\xef\xbb\xbf", "<sup>", "</sup>", "–"};

	if (str_starts(str_slice(s, i, s.n), "](")) {
		while (i < s.n && s.p[i] != '\n' && s.p[i] != ')')
			i++;
		return i + 1;
	}
	for (size_t k = 0; k < LENGTH(marks); k++)
		if (str_starts(str_slice(s, i, s.n), marks[k]))
			return i + strlen(marks[k]);
	if (strchr(" \t\r\n*_[]()^{}<>\\#-=~+", s.p[i]) != NULL)
		return i + 1;
	return i;
}

static void
nothing_lost_in(struct str source)
{
	struct book *b = plain_read(source);
	bool *seen = covered(b, source);
	uint32_t line = 1;
	size_t i = 0, next, from;

	while (i < source.n) {
		next = seen[i] || left_out(b, line) ? i + 1
						    : past_markup(source, i);
		if (next == i) {
			from = i > 40 ? i - 40 : 0;
			fail_msg("line %u is lost after \"%.*s\": %.20s", line,
			    (int)(i - from), source.p + from, source.p + i);
		}
		for (; i < next && i < source.n; i++)
			line += source.p[i] == '\n';
	}
	free(seen);
	book_free(b);
}

static uint32_t
draw(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

static void
nothing_is_lost(void **state)
{
	static const char *const pieces[] = {"lamp", " ", " ", " ", "\n",
	    "\n\n", "\n\n\n\n", "The ", "room", ". ", ".\n\n", ":\n\n", "*",
	    "**", "_", "[", "](#)", "](", "\\", "^{", "}", "12", "¹²", "<sup>",
	    "</sup>", "- ", "1. ", "“", "”", "изба", "Изба", "-\n", "--", "# ",
	    "\t", "  ", "40.4%", "1,204 ", "...", "—", "\r\n", "SURNAME", "!",
	    ("a long line of words that goes on and on and on and on and does "
	     "not end before it has passed a hundred characters "),
	    "\xc2\xa0", "(1890–1937)", "|", "===\n", "\n* * *\n"};
	struct buf t = BUF_INIT;
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		buf_clear(&t);
		buf_puts(&t, "w");
		for (uint32_t n = draw(&seed, 60); n > 0; n--)
			buf_puts(&t, pieces[draw(&seed, LENGTH(pieces))]);
		nothing_lost_in(buf_lend(&t));
	}
	buf_free(&t);
}

/* The same over the books of a folder, where there is one. */
static void
nothing_is_lost_of_books(void **state)
{
	const char *folder = getenv("IZBA_CORPUS");
	DIR *dir = folder == NULL ? NULL : opendir(folder);
	struct dirent *e;

	(void)state;
	if (dir == NULL)
		skip();
	while ((e = readdir(dir)) != NULL) {
		struct buf path = BUF_INIT, t = BUF_INIT;
		char room[65536];
		size_t n;
		FILE *f;

		if (!str_ends(str_of(e->d_name), ".txt"))
			continue;
		buf_printf(&path, "%s/%s", folder, e->d_name);
		f = fopen(path.p, "rb");
		assert_non_null(f);
		while ((n = fread(room, 1, sizeof(room), f)) > 0)
			buf_add(&t, room, n);
		fclose(f);
		nothing_lost_in(buf_lend(&t));
		buf_free(&t);
		buf_free(&path);
	}
	closedir(dir);
}

/* ---- hostile texts ---- */

enum { MILLION = 1000000 };

static void
repeated(const char *piece, size_t n)
{
	struct buf t = BUF_INIT;

	buf_puts(&t, "a");
	for (size_t i = 0; i < n; i++)
		buf_puts(&t, piece);
	book_free(plain_read(buf_lend(&t)));
	buf_free(&t);
}

/* Each of these would take hours if anything in it were quadratic. */
static void
much_of_the_same(void **state)
{
	static const char *const pieces[] = {"lamp ", "*", "* ", "*a ", "*a* ",
	    "**a *b ", "_a_", "[", "]", "[a](#) ", "](", "[[](", "^{", "^{a} ",
	    "<sup>", "<sup>a</sup>", "<http://", "\\", "“", "-\n", "a-\nb\n",
	    "lamp\n", "lamp\n\n", "1. a\n", "Lamp: a\n\n", "“a”\n\n", "\n\n\n",
	    "a\n\n\n\n", "1 2 3\n", "a\tb\tc\n", "# a\n", "a:\n\n", "a¹\n\n",
	    "Ламп", "ё", "\r", "(", ")", "(a", "SURNAME. A\n\n", "и\xcc\x86"};

	(void)state;
	for (size_t i = 0; i < LENGTH(pieces); i++)
		repeated(pieces[i], 200000 / strlen(pieces[i]) + 1);
}

static void
long_line(void **state)
{
	(void)state;
	repeated("a line of ten megabytes, ", 10 * MILLION / 25);
}

static void
combining_marks(void **state)
{
	(void)state;
	repeated("\xcc\x81", MILLION);
	repeated("*\xcc\x81*", MILLION / 10);
}

static void
many_paragraphs(void **state)
{
	(void)state;
	repeated("A lamp and a room\n\n", 100000);
	repeated("a lamp and a room, of the\n\n", 100000);
	repeated("A lamp and a room of the kind that has no end at all, or "
		 "has one so far away that nobody has seen it, it seems to "
		 "me:\n\n",
	    20000);
}

static void
broken_bytes(void **state)
{
	struct buf t = BUF_INIT;
	struct book *b;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		buf_puts(&t, "lamp ");
		if (i % 3 == 0)
			buf_putc(&t, (char)(0x80 + i % 0x80));
		if (i % 50 == 0)
			buf_putc(&t, '\0');
		if (i % 20 == 0)
			buf_putc(&t, '\n');
	}
	b = plain_read(buf_lend(&t));
	assert_true(b->n_problems > 1000);
	assert_true(b->n_problems <= LIMIT_PROBLEMS);
	assert_null(memchr(b->text.p, '\0', b->text.n));
	book_free(b);
	buf_free(&t);
}

static void
without_text(void **state)
{
	static const char *const texts[] = {
	    " ", "\n\n\n", "\xef\xbb\xbf", "\r\n \t\r\n", "-", "\n- \n"};
	struct err e;

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		assert_null(
		    book_read_bytes(str_of(texts[i]), "t.txt", NULL, &e));
		assert_int_equal(e.code, ERR_FORMAT);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_lost),
	    cmocka_unit_test(nothing_is_lost_of_books),
	    cmocka_unit_test(much_of_the_same),
	    cmocka_unit_test(long_line),
	    cmocka_unit_test(combining_marks),
	    cmocka_unit_test(many_paragraphs),
	    cmocka_unit_test(broken_bytes),
	    cmocka_unit_test(without_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
