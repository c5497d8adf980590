/*
 * What the store's tests share: a folder that vanishes, and books made from a
 * few words.
 */
#ifndef TESTS_STORE_H
#define TESTS_STORE_H

#include <ftw.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <izba/formats.h>
#include <izba/store.h>

#include "tests/unit/unit.h"

struct place {
	char folder[256];
	char store[300]; /* the database in it */
};

static inline int
place_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline int
place_make(void **state)
{
	const char *tmp = getenv("TMPDIR");
	struct place *p = xcalloc(1, sizeof(*p));

	snprintf(p->folder, sizeof(p->folder), "%s/izba-t-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(p->folder) == NULL)
		return -1;
	snprintf(p->store, sizeof(p->store), "%s/data/izba.db", p->folder);
	*state = p;
	return 0;
}

static inline int
place_drop(void **state)
{
	struct place *p = *state;

	nftw(p->folder, place_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(p);
	return 0;
}

/* A file in the folder; its name lives until the next call. */
static inline const char *
place_file(const struct place *p, const char *name, const char *text)
{
	static char path[400];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", p->folder, name);
	if (text != NULL) {
		f = fopen(path, "w");
		assert_non_null(f);
		assert_int_equal(
		    fwrite(text, 1, strlen(text), f), strlen(text));
		assert_int_equal(fclose(f), 0);
	}
	return path;
}

/* Change a store behind izba's back. */
static inline void
sql(const char *path, const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static inline struct store *
must_open(const struct place *p)
{
	struct err err = {.text = ""};
	struct store *s = store_open(p->store, NULL, &err);

	if (s == NULL)
		fail_msg("%s", err.text);
	return s;
}

static inline struct book *
must_read(struct str text)
{
	struct err err = {.text = ""};
	struct book *b = book_read_bytes(text, "a.txt", NULL, &err);

	if (b == NULL)
		fail_msg("%s", err.text);
	return b;
}

/* Where words stand in a book. */
static inline uint32_t
place_of(const struct book *b, const char *words)
{
	size_t at = str_find(b->text, str_of(words));

	assert_true(at != SIZE_MAX);
	return (uint32_t)at;
}

static inline struct annotation
must_add(struct store *s, const struct book_id *id, const struct book *b,
    const char *words)
{
	struct annotation a = {.kind = ANNOTATION_HIGHLIGHT,
	    .colour = GREEN,
	    .from = place_of(b, words)};
	struct err err = {.text = ""};

	a.to = a.from + (uint32_t)strlen(words);
	if (!store_add(s, id, b, &a, &err))
		fail_msg("%s", err.text);
	return a;
}

/* The rows of a list. */
static inline size_t
must_count(struct store *s, const struct book_id *id, bool deleted)
{
	struct err err = {.text = ""};
	struct annotations v;
	size_t n;

	if (!store_list(s, id, NULL, deleted, &v, &err))
		fail_msg("%s", err.text);
	n = v.n;
	annotations_free(&v);
	return n;
}

#define must(call) \
	do { \
		struct err err_ = {.text = ""}; \
		struct err *err = &err_; \
		if (!(call)) \
			fail_msg("%s", err_.text); \
	} while (0)

/* A store with one highlight; the book's row in *id. */
static inline void
make_store(const struct place *p, const char *text, struct book_id *id)
{
	struct store *s = must_open(p);
	struct book *b = must_read(str_of(text));

	must(store_book(s, place_file(p, "tale.txt", text), b, id, err));
	must_add(s, id, b, "ten heads");
	book_free(b);
	store_close(s);
}

static inline void
says(const struct err *err, const char *words)
{
	assert_int_equal(err->code, ERR_STORE);
	if (strstr(err->text, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err->text, words);
}

#endif
