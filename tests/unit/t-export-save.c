/* export: files written whole or not at all. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/export-book.h"

struct fixture {
	char folder[64], path[96];
	struct err err;
};

static int
begin(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	snprintf(f->folder, sizeof(f->folder), "/tmp/izba-save-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/out.txt", f->folder);
	*state = f;
	return 0;
}

static int
end(void **state)
{
	struct fixture *f = *state;
	char command[100];

	snprintf(command, sizeof(command), "rm -rf '%s'", f->folder);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

static void
put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
holds(const char *path, const char *text)
{
	char got[100] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	(void)!fgets(got, sizeof(got), file);
	fclose(file);
	assert_string_equal(got, text);
}

/* How many names there are in the folder: nothing may be left over. */
static int
names_in(const struct fixture *f)
{
	char command[100];
	FILE *ls;
	int n = 0, c;

	snprintf(command, sizeof(command), "ls -A '%s'", f->folder);
	ls = popen(command, "r");
	assert_non_null(ls);
	while ((c = getc(ls)) != EOF)
		n += c == '\n';
	pclose(ls);
	return n;
}

static void
refused(struct fixture *f, const char *path, const char *words)
{
	f->err.text[0] = '\0';
	assert_false(export_save(path, STR("new"), &f->err));
	if (strstr(f->err.text, words) == NULL)
		fail_msg("\"%s\", not \"%s\"", f->err.text, words);
}

static void
files_are_replaced(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	assert_true(export_save(f->path, STR("one"), &f->err));
	holds(f->path, "one");
	assert_int_equal(chmod(f->path, 0640), 0);
	assert_true(export_save(f->path, STR("two"), &f->err));
	holds(f->path, "two");
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(names_in(f), 1);
}

/* A link stays one, whether its end is there or not. */
static void
links_are_followed(void **state)
{
	struct fixture *f = *state;
	char link[100], other[100];

	snprintf(link, sizeof(link), "%s/link", f->folder);
	snprintf(other, sizeof(other), "%s/other", f->folder);
	assert_int_equal(symlink("out.txt", link), 0);
	assert_int_equal(symlink(link, other), 0);
	assert_true(export_save(other, STR("one"), &f->err));
	holds(f->path, "one");
	assert_true(export_save(link, STR("two"), &f->err));
	holds(f->path, "two");
	assert_int_equal(names_in(f), 3);
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink(other, link), 0);
	refused(f, link, "links lead in a circle");
}

static void
bad_paths_are_said(void **state)
{
	struct fixture *f = *state;
	char path[500];

	refused(f, f->folder, "is a folder: give the name of a file");
	snprintf(path, sizeof(path), "%s/no/out.txt", f->folder);
	refused(f, path, "out.txt: its folder is not there");
	put(f->path, "old");
	snprintf(path, sizeof(path), "%s/x", f->path);
	refused(f, path, "what should be its folder is a file");
	snprintf(path, sizeof(path), "%s/%0300d", f->folder, 0);
	refused(f, path, "the name is too long");
	snprintf(path, sizeof(path), "%s/", f->path);
	refused(f, path, "");
	if (access("/dev/full", F_OK) == 0)
		refused(f, "/dev/full",
		    "/dev/full: the disk "
		    "is full");
	assert_true(export_save("/dev/null", STR("x"), &f->err));
	holds(f->path, "old");
	assert_int_equal(names_in(f), 1);
	if (geteuid() != 0) {
		assert_int_equal(chmod(f->path, 0400), 0);
		refused(f, f->path, "you may not write there");
		assert_int_equal(chmod(f->path, 0600), 0);
		assert_int_equal(chmod(f->folder, 0500), 0);
		refused(f, f->path, "you may not write there");
		assert_int_equal(chmod(f->folder, 0700), 0);
	}
}

/* A folder that goes away while one works in it. */
static void
folders_may_vanish(void **state)
{
	struct fixture *f = *state;
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char inner[100];

	snprintf(inner, sizeof(inner), "%s/inner", f->folder);
	assert_true(here >= 0);
	assert_int_equal(mkdir(inner, 0700), 0);
	assert_int_equal(chdir(inner), 0);
	assert_int_equal(rmdir(inner), 0);
	refused(f, "out.txt",
	    "out.txt: its folder is not there "
	    "(any more)");
	assert_int_equal(fchdir(here), 0);
	close(here);
}

int
main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
	    WITH(files_are_replaced),
	    WITH(links_are_followed),
	    WITH(bad_paths_are_said),
	    WITH(folders_may_vanish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
