/* export: a file that is there already, and what people wrote in it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/export-book.h"

/* A book, four marks in it, and a file that they are exported to. */
struct fixture {
	struct book *book;
	struct annotation v[4], dead[1];
	char folder[64], path[80];
	struct export_report report;
	struct err err;
};

#define UUID(n) "0a1b2c3d-000" n "-4000-8000-000000000000"

static int
begin(void **state)
{
	static const char *const uuids[] = {
	    UUID("0"), UUID("1"), UUID("2"), UUID("3")};
	struct fixture *f = xcalloc(1, sizeof(*f));

	f->book = export_book();
	f->v[0] = export_mark(f->book, "The oil", "found.2", "Why?");
	f->v[1] = export_mark(f->book, "1. Not", "list.", "");
	f->v[2] = export_mark(f->book, "Burn", "low", "");
	f->v[3] = export_mark(f->book, "Another", "stove.", "");
	for (size_t i = 0; i < 4; i++)
		memcpy(f->v[i].uuid, uuids[i], sizeof(f->v[i].uuid));
	snprintf(f->folder, sizeof(f->folder), "/tmp/izba-merge-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/notes.md", f->folder);
	*state = f;
	return 0;
}

static int
end(void **state)
{
	struct fixture *f = *state;

	unlink(f->path);
	rmdir(f->folder);
	book_free(f->book);
	free(f);
	return 0;
}

/* Export so many of the marks from the given one on; false if it failed. */
static bool
export_some(struct fixture *f, size_t from, size_t n, size_t dead)
{
	struct annotations notes = {.v = f->v + from, .n = n};
	struct annotations deleted = {.v = f->dead, .n = dead};
	struct export_options o = {.path = "/books/lamps.txt"};
	struct export_book book = {.book = f->book,
	    .notes = &notes,
	    .options = &o,
	    .deleted = &deleted};

	return export_to(
	    f->path, NULL, &book, 1, EXPORT_NOW, false, &f->report, &f->err);
}

static void
write_file(const struct fixture *f, const char *text)
{
	FILE *file = fopen(f->path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static char *
read_text(const struct fixture *f)
{
	FILE *file = fopen(f->path, "r");
	struct buf b = BUF_INIT;
	int c;

	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		buf_putc(&b, (char)c);
	fclose(file);
	return buf_take(&b);
}

/* Change the words of the file, which must be there once. */
static void
edit(const struct fixture *f, const char *words, const char *instead)
{
	char *text = read_text(f), *at = strstr(text, words);
	struct buf b = BUF_INIT;

	if (at == NULL)
		fail_msg("no \"%s\" in:\n%s", words, text);
	buf_add(&b, text, (size_t)(at - text));
	buf_puts(&b, instead);
	buf_puts(&b, at + strlen(words));
	write_file(f, b.p);
	buf_free(&b);
	free(text);
}

/* The words must stand in the file, in this order. */
static void
in_order(const struct fixture *f, const char *const *words)
{
	char *text = read_text(f), *at = text;

	for (; *words != NULL; words++) {
		at = strstr(at, *words);
		if (at == NULL)
			fail_msg("no \"%s\" here in:\n%s", *words, text);
		at += strlen(*words);
	}
	free(text);
}

#define IN_ORDER(f, ...) in_order(f, (const char *const[]){__VA_ARGS__, NULL})

/* A second time changes nothing. */
static void
is_settled(struct fixture *f, size_t from, size_t n, size_t dead)
{
	char *before = read_text(f), *after;

	assert_true(export_some(f, from, n, dead));
	assert_true(f->report.same);
	after = read_text(f);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void
as_org(struct fixture *f)
{
	snprintf(f->path, sizeof(f->path), "%s/notes.org", f->folder);
}

/* ---- what is written around ---- */

static void
around_pieces(struct fixture *f, const char *const *mine)
{
	assert_true(export_some(f, 1, 1, 0));
	assert_int_equal(f->report.annotations, 1);
	edit(f, mine[0], mine[1]);
	assert_true(export_some(f, 0, 4, 0));
	assert_true(f->report.merged);
	assert_int_equal(f->report.added, 3);
	assert_int_equal(f->report.changed, 0);
	IN_ORDER(f, mine[1], "The First Lamp", UUID("0"), UUID("1"), UUID("2"),
	    "The Second Lamp", UUID("3"));
	is_settled(f, 0, 4, 0);
	/* a change of one */
	f->v[1].body = STR("So it is.");
	f->v[1].colour = PINK;
	assert_true(export_some(f, 0, 4, 0));
	assert_int_equal(f->report.changed, 1);
	IN_ORDER(f, mine[1], UUID("0"), UUID("1"), "So it is.", UUID("2"));
	is_settled(f, 0, 4, 0);
}

static void
markdown_around(void **state)
{
	static const char *const mine[] = {
	    "\n# Lamps", "\nMy words.\n```\n# no heading\n```\n\n# Lamps"};

	around_pieces(*state, mine);
}

static void
org_around(void **state)
{
	static const char *const mine[] = {
	    "\n* Lamps", "\nMy words.\n\n* DONE mine\n\n* Lamps"};

	as_org(*state);
	around_pieces(*state, mine);
}

/* What is written below a piece stays below it. */
static void
below_pieces(void **state)
{
	struct fixture *f = *state;

	assert_true(export_some(f, 0, 1, 0));
	edit(f, "<!-- /izba -->\n",
	    "<!-- /izba -->\n\nMy comment.\n\n### Mine\n\nMore.");
	assert_true(export_some(f, 0, 4, 0));
	IN_ORDER(f, UUID("0"), "\nMy comment.\n\n<!-- izba:" UUID("1"),
	    UUID("2"), "\n<!-- /izba -->\n\n### Mine\n\nMore.\n\n## The Second",
	    UUID("3"));
	is_settled(f, 0, 4, 0);
	as_org(f);
	assert_true(export_some(f, 0, 1, 0));
	edit(f, "# /izba\n",
	    "# /izba\nMy comment.\n**** Mine\nMore.\n** Other\n");
	assert_true(export_some(f, 0, 4, 0));
	IN_ORDER(f, UUID("0"), "# /izba\nMy comment.\n**** Mine\nMore.\n\n***",
	    UUID("1"), UUID("2"), "# /izba\n\n** The Second Lamp", UUID("3"),
	    "# /izba\n\n** Other\n");
	is_settled(f, 0, 4, 0);
	unlink(f->path);
	snprintf(f->path, sizeof(f->path), "%s/notes.md", f->folder);
}

static void
headings_may_be_renamed(void **state)
{
	struct fixture *f = *state;
	char *text;

	assert_true(export_some(f, 1, 1, 0));
	edit(f, "## The First Lamp", "## Oil, mostly");
	assert_true(export_some(f, 0, 4, 0));
	IN_ORDER(f, "## Oil, mostly", UUID("0"), UUID("1"), UUID("2"),
	    "## The Second Lamp", UUID("3"));
	text = read_text(f);
	assert_null(strstr(text, "The First Lamp"));
	free(text);
	is_settled(f, 0, 4, 0);
}

static void
org_may_be_demoted(void **state)
{
	struct fixture *f = *state;

	as_org(f);
	assert_true(export_some(f, 1, 1, 0));
	edit(f, "\n* Lamps", "\n* Library\n\n** Lamps");
	edit(f, "\n** The First", "\n*** The First");
	edit(f, "\n*** §1.2", "\n**** §1.2");
	f->v[1].body = STR("So it is.");
	assert_true(export_some(f, 0, 4, 0));
	assert_int_equal(f->report.changed, 1);
	IN_ORDER(f, "\n** Lamps", "\n*** The First", "\n**** §1.1",
	    "\n**** §1.2", "So it is.", "\n**** §1.3", "\n*** The Second",
	    "\n**** §2.1");
	is_settled(f, 0, 4, 0);
}

/* A piece that was moved stays there, and new ones do not follow it. */
static void
pieces_may_be_moved(void **state)
{
	struct fixture *f = *state;
	char *text, *piece, *end;
	struct buf b = BUF_INIT;

	assert_true(export_some(f, 0, 2, 0));
	text = read_text(f);
	piece = strstr(text, "<!-- izba:" UUID("1"));
	end = strstr(piece, "<!-- /izba -->\n") + 15;
	buf_add(&b, text, (size_t)(piece - text));
	buf_puts(&b, "# Best\n\n");
	buf_add(&b, piece, (size_t)(end - piece));
	write_file(f, b.p);
	f->v[1].body = STR("So it is.");
	assert_true(export_some(f, 0, 3, 0));
	IN_ORDER(f, "## The First Lamp", UUID("0"), UUID("2"), "# Best",
	    UUID("1"), "So it is.");
	is_settled(f, 0, 3, 0);
	buf_free(&b);
	free(text);
}

/* ---- what is written inside ---- */

static void
what_was_edited_stays(struct fixture *f)
{
	assert_true(export_some(f, 0, 2, 0));
	edit(f, "Not a list.", "Not a list, I think.");
	/* izba has nothing new to say: no word of it */
	is_settled(f, 0, 2, 0);
	assert_int_equal(f->report.kept, 0);
	f->v[0].body = f->v[1].body = STR("So it is.");
	assert_true(export_some(f, 0, 2, 0));
	assert_int_equal(f->report.changed, 1);
	assert_int_equal(f->report.kept, 1);
	IN_ORDER(f, UUID("0"), "So it is.", UUID("1"), "I think.");
	is_settled(f, 0, 2, 0);
	assert_int_equal(f->report.kept, 1);
}

static void
markdown_edited(void **state)
{
	what_was_edited_stays(*state);
}

static void
org_edited(void **state)
{
	as_org(*state);
	what_was_edited_stays(*state);
}

/* A piece without its end is nobody's to change, and not doubled. */
static void
broken_pieces_stay(void **state)
{
	struct fixture *f = *state;
	char *text;

	assert_true(export_some(f, 0, 1, 0));
	edit(f, "<!-- /izba -->\n", "");
	f->v[0].body = STR("Something else.");
	assert_true(export_some(f, 0, 1, 0));
	assert_true(f->report.same);
	assert_int_equal(f->report.kept, 1);
	text = read_text(f);
	assert_null(strstr(text, "Something else."));
	free(text);
}

/* Editors that cut blanks at ends of lines or write CR LF edit nothing. */
static void
line_ends_do_not_matter(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	char *text;

	assert_true(export_some(f, 0, 1, 0));
	text = read_text(f);
	for (size_t i = 0; text[i] != '\0'; i++) {
		buf_puts(&b, text[i] == '\n' ? " \r" : "");
		buf_putc(&b, text[i]);
	}
	write_file(f, b.p);
	f->v[0].body = STR("So\nit is.");
	assert_true(export_some(f, 0, 4, 0));
	assert_int_equal(f->report.changed, 1);
	assert_int_equal(f->report.added, 3);
	IN_ORDER(f, "\nSo\r\nit is.\r\n", "\r\n## The Second Lamp\r\n\r\n<!--");
	is_settled(f, 0, 4, 0);
	buf_free(&b);
	free(text);
}

/* ---- what was deleted ---- */

static void
the_deleted_go(struct fixture *f)
{
	char *text;

	assert_true(export_some(f, 0, 4, 0));
	f->dead[0] = f->v[3];
	/* what was only left out stays */
	assert_true(export_some(f, 0, 2, 1));
	assert_int_equal(f->report.gone, 1);
	IN_ORDER(f, UUID("0"), UUID("1"), UUID("2"), "The Second Lamp");
	text = read_text(f);
	assert_null(strstr(text, UUID("3")));
	assert_null(strstr(text, "\n\n\n\n"));
	free(text);
	is_settled(f, 0, 2, 1);
	/* unless it was edited */
	f->dead[0] = f->v[1];
	edit(f, "Not a list.", "Not a list, I think.");
	assert_true(export_some(f, 0, 0, 1));
	assert_int_equal(f->report.gone, 0);
	assert_int_equal(f->report.kept, 1);
	/* the last one */
	f->dead[0] = f->v[2];
	assert_true(export_some(f, 0, 0, 1));
	assert_int_equal(f->report.gone, 1);
}

static void
markdown_deleted(void **state)
{
	the_deleted_go(*state);
}

static void
org_deleted(void **state)
{
	as_org(*state);
	the_deleted_go(*state);
}

/* ---- other files ---- */

static void
foreign_files_stay(void **state)
{
	struct fixture *f = *state;
	char *text;

	write_file(f, "# My own\n\n<!-- izba: no piece -->\n");
	assert_false(export_some(f, 0, 1, 0));
	assert_true(f->report.foreign);
	assert_non_null(strstr(f->err.text, "notes.md is there already"));
	text = read_text(f);
	assert_string_equal(text, "# My own\n\n<!-- izba: no piece -->\n");
	free(text);
	/* an invitation */
	write_file(f, "---\ngenerator: izba\n---\nMine.");
	assert_true(export_some(f, 0, 1, 0));
	IN_ORDER(f, "---\ngenerator: izba\n---\nMine.\n\n# Lamps",
	    "\n## The First Lamp\n\n<!-- izba:" UUID("0"));
	is_settled(f, 0, 1, 0);
	write_file(f, "");
	assert_true(export_some(f, 0, 1, 0));
	IN_ORDER(f, "---\ntitle: ");
}

/* In every format: a second time changes nothing, whatever the hour. */
/* A list of citations that izba began and people went on with is theirs. */
static void
citations_of_others_stay(void **state)
{
	static const struct {
		const char *name, *end, *more;
	} lists[] = {
	    {"refs.bib", "\n}\n", "\n}\n\n@article{fedotova, title = {Oil}}\n"},
	    {"refs.csl", "\n]\n", ",\n  {\"id\": \"fedotova\"}\n]\n"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < LENGTH(lists); i++) {
		struct buf all = BUF_INIT;
		char *before, *after;

		snprintf(f->path, sizeof(f->path), "%s/%s", f->folder,
		    lists[i].name);
		assert_true(export_some(f, 0, 1, 0));
		/* alone it is izba's, and written anew */
		assert_true(export_some(f, 1, 2, 0));
		before = read_text(f);
		assert_true(str_ends(str_of(before), lists[i].end));
		buf_add(&all, before, strlen(before) - strlen(lists[i].end));
		buf_puts(&all, lists[i].more);
		write_file(f, all.p);
		assert_false(export_some(f, 0, 1, 0));
		assert_true(f->report.foreign);
		after = read_text(f);
		assert_string_equal(after, all.p);
		free(before);
		free(after);
		buf_free(&all);
		if (i + 1 < LENGTH(lists))
			unlink(f->path);
	}
}

static void
twice_is_once(void **state)
{
	struct fixture *f = *state;
	struct annotations notes = {.v = f->v, .n = 4};
	struct export_options o = {.path = "/books/lamps.txt"};
	struct export_book book = {
	    .book = f->book, .notes = &notes, .options = &o};
	size_t n;
	const struct exporter *v = export_table(&n);

	for (size_t i = 0; i < n; i++) {
		char *before, *after;

		assert_true(export_to(f->path, &v[i], &book, 1, EXPORT_NOW,
		    false, &f->report, &f->err));
		assert_false(f->report.same);
		before = read_text(f);
		assert_true(export_to(f->path, &v[i], &book, 1, EXPORT_NOW + 42,
		    false, &f->report, &f->err));
		assert_true(f->report.same);
		after = read_text(f);
		assert_string_equal(before, after);
		free(before);
		free(after);
		unlink(f->path);
	}
}

static void
what_is_said(void **state)
{
	struct export_report r = {.annotations = 1, .same = true};
	struct buf b = BUF_INIT;

	(void)state;
	export_say(&b, "a.md", &r);
	assert_string_equal(b.p, "1 annotation in a.md: nothing to change");
	buf_clear(&b);
	r = (struct export_report){
	    .annotations = 9, .added = 2, .changed = 1, .kept = 3, .gone = 4};
	export_say(&b, "a.md", &r);
	assert_string_equal(b.p,
	    "9 annotations in a.md: 2 new, 1 changed, 4 taken out, "
	    "3 left as you changed them");
	buf_free(&b);
}

int
main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
	    WITH(markdown_around),
	    WITH(org_around),
	    WITH(below_pieces),
	    WITH(headings_may_be_renamed),
	    WITH(org_may_be_demoted),
	    WITH(pieces_may_be_moved),
	    WITH(markdown_edited),
	    WITH(org_edited),
	    WITH(broken_pieces_stay),
	    WITH(line_ends_do_not_matter),
	    WITH(markdown_deleted),
	    WITH(org_deleted),
	    WITH(foreign_files_stay),
	    WITH(citations_of_others_stay),
	    WITH(twice_is_once),
	    cmocka_unit_test(what_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
