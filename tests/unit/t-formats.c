/* formats: opening files, refusing what is no book. */
#include "tests/unit/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include <izba/builder.h>
#include <izba/formats.h>

/* A folder for the test's files, and a path in it. */
static char folder[] = "/tmp/izba-t-formats-XXXXXX";

static const char *
path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static const char *
file_of(const char *name, const char *bytes, size_t n)
{
	const char *path = path_of(name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	return path;
}

static void
refused(const char *path, const char *why)
{
	struct err e = {0};

	assert_null(book_read(path, NULL, &e));
	if (strstr(e.text, why) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", e.text, why);
	assert_int_equal(strncmp(e.text, path, strlen(path)), 0);
}

static void
no_books_are_refused(void **state)
{
	char zeros[4096] = {0};

	(void)state;
	refused(path_of("none.txt"), "no such file");
	refused(folder, "a folder");
	refused("/dev/null", "a device");
	assert_int_equal(mkfifo(path_of("fifo"), 0600), 0);
	refused(path_of("fifo"), "a pipe");
	refused(file_of("empty.txt", "", 0), "empty");
	refused(file_of("blank.txt", " \n\t\r\n ", 6), "no text");
	refused(file_of("zeros.txt", zeros, sizeof(zeros)), "neither text");
	if (geteuid() != 0) {
		chmod(file_of("secret.txt", "x", 1), 0);
		refused(path_of("secret.txt"), "may not be read");
	}
}

static void
files_are_read(void **state)
{
	struct read_options options = {.format = "scroll"};
	struct err e;
	struct book *b =
	    book_read(file_of("a.txt", "One.\n\nTwo.", 10), NULL, &e);

	(void)state;
	assert_non_null(b);
	assert_true(book_check(b, &e));
	assert_string_equal(b->format, "text");
	assert_int_equal(b->source_bytes, 10);
	assert_int_equal(b->n_blocks, 2);
	assert_int_equal(b->blocks[1].line, 3);
	assert_int_equal(b->blocks[1].gap, 1);
	book_free(b);
	assert_null(book_read_bytes(STR("x"), "x.txt", &options, &e));
	assert_int_equal(e.code, ERR_USAGE);
}

static void
formats_have_names(void **state)
{
	size_t n;
	const struct format *f = format_table(&n);

	(void)state;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_non_null(f[i].name);
		assert_non_null(f[i].suffixes);
		assert_non_null(f[i].mime);
		assert_non_null(f[i].help);
	}
}

static int
folder_make(void **state)
{
	(void)state;
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
folder_remove(void **state)
{
	static const char *const names[] = {"fifo", "empty.txt", "blank.txt",
	    "zeros.txt", "secret.txt", "a.txt"};

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++)
		unlink(path_of(names[i]));
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_books_are_refused),
	    cmocka_unit_test(files_are_read),
	    cmocka_unit_test(formats_have_names),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
