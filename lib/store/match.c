/*
 * Which book of another store is which of ours.
 *
 * Books that share the bytes of a file, a text, an annotation or a UUID that
 * they state are one.  (Volumes may share an ISBN; whether two books that do
 * are one is told when their text is at hand: edition.c.)  As that holds through
 * third ones too, the books of both stores are the nodes of a forest, and each
 * tree of it is one book here.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/db.h"

/* What a book says of itself is chosen as one, by an order that all machines
 * agree on: what was described more fully first. */
#define SET_DESCRIPTION \
	"SET title = b.title, authors = b.authors, language = b.language, " \
	"length = b.length, date = b.date, publisher = b.publisher, " \
	"series = b.series, described = b.described "
#define DESCRIPTION(t) \
	"(" t ".described, ifnull(" t ".title, ''), " \
	"ifnull(" t ".authors, ''), ifnull(" t ".language, ''), " t \
	".length, " \
	"ifnull(" t ".date, ''), ifnull(" t ".publisher, ''), " \
	"ifnull(" t ".series, ''))"
#define OTHER_IS_GREATER DESCRIPTION("b") " > " DESCRIPTION("a")

struct node {
	int64_t row;
	size_t parent; /* its own index at the top */
	int64_t mine; /* at the top: our row, 0 if there is none */
};

struct forest {
	struct node *v; /* ours, then theirs; each sorted by row */
	size_t n, cap, ours;
};

/* ---- the forest ---- */

static size_t
top(struct forest *f, size_t i)
{
	while (f->v[i].parent != i) {
		f->v[i].parent = f->v[f->v[i].parent].parent;
		i = f->v[i].parent;
	}
	return i;
}

/* The first of two tops stays one: so ours stays above theirs, and the oldest
 * of ours above the others. */
static void
unite(struct forest *f, size_t a, size_t b)
{
	a = top(f, a);
	b = top(f, b);
	if (a < b)
		f->v[b].parent = a;
	else
		f->v[a].parent = b;
}

/* The index of a row among nodes [from, to). */
static size_t
node_of(const struct forest *f, size_t from, size_t to, int64_t row)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (f->v[middle].row < row)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* ---- reading ---- */

/* Call `take` for each row of two numbers. */
static bool
each_pair(struct store *s, const char *sql, struct forest *f,
    void (*take)(struct forest *, int64_t, int64_t), struct err *err)
{
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(s, err);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		take(f, sqlite3_column_int64(st, 0),
		    sqlite3_column_int64(st, 1));
	sqlite3_finalize(st);
	return rc == SQLITE_DONE || db_fail(s, err);
}

static void
take_node(struct forest *f, int64_t row, int64_t ours)
{
	struct node n = {.row = row, .parent = f->n};

	if (ours != 0) {
		n.mine = row;
		f->ours++;
	}
	ARRAY_PUSH(f->v, f->n, f->cap, n);
}

static void
take_link(struct forest *f, int64_t mine, int64_t theirs)
{
	size_t a = node_of(f, 0, f->ours, mine);
	size_t b = node_of(f, f->ours, f->n, theirs);

	if (a < f->ours && b < f->n && f->v[a].row == mine &&
	    f->v[b].row == theirs)
		unite(f, a, b);
}

static bool
grow(struct store *s, struct forest *f, struct err *err)
{
	return each_pair(s, "SELECT id, 1 FROM main.book ORDER BY id", f,
		   take_node, err) &&
	       each_pair(s, "SELECT id, 0 FROM other.book ORDER BY id", f,
		   take_node, err) &&
	       each_pair(s,
		   "SELECT a.book, o.book FROM main.content a "
		   "JOIN other.content o ON o.sha = a.sha "
		   "UNION SELECT a.book, o.book FROM main.content a "
		   "JOIN other.content o ON o.text_sha = a.text_sha "
		   "UNION SELECT a.book, o.book FROM main.identifier a "
		   "JOIN other.identifier o ON o.id = a.id "
		   "WHERE a.id GLOB 'uuid:*' "
		   "UNION SELECT a.book, o.book FROM main.annotation a "
		   "JOIN other.annotation o ON o.uuid = a.uuid "
		   "UNION SELECT a.book, o.book FROM main.purged a "
		   "JOIN other.purged o ON o.uuid = a.uuid "
		   "UNION SELECT a.book, o.book FROM main.annotation a "
		   "JOIN other.purged o ON o.uuid = a.uuid "
		   "UNION SELECT a.book, o.book FROM main.purged a "
		   "JOIN other.annotation o ON o.uuid = a.uuid",
		   f, take_link, err);
}

/* ---- writing ---- */

static bool
run_with(struct store *s, const char *sql, int64_t first, int64_t second,
    struct err *err)
{
	sqlite3_stmt *st;
	bool ok;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(s, err);
	sqlite3_bind_int64(st, 1, first);
	if (sqlite3_bind_parameter_count(st) > 1)
		sqlite3_bind_int64(st, 2, second);
	ok = sqlite3_step(st) == SQLITE_DONE || db_fail(s, err);
	sqlite3_finalize(st);
	return ok;
}

bool
match_join(struct store *s, int64_t to, int64_t from, struct err *err)
{
	static const char *const steps[] = {
	    "UPDATE main.annotation SET book = ?1 WHERE book = ?2",
	    "UPDATE main.content SET book = ?1 WHERE book = ?2",
	    "UPDATE main.purged SET book = ?1 WHERE book = ?2",
	    "UPDATE main.journal SET book = ?1 WHERE book = ?2",
	    "UPDATE OR REPLACE main.identifier SET book = ?1 WHERE book = ?2",
	    "INSERT INTO main.place SELECT ?1, place, length, prefix, suffix, "
	    "modified FROM main.place WHERE book = ?2 ON CONFLICT (book) DO "
	    "UPDATE SET place = excluded.place, length = excluded.length, "
	    "prefix = excluded.prefix, suffix = excluded.suffix, "
	    "modified = excluded.modified WHERE (excluded.modified, "
	    "excluded.place, excluded.length) > (modified, place, length)",
	    "INSERT INTO main.setting SELECT ?1, key, value, modified "
	    "FROM main.setting WHERE book = ?2 ON CONFLICT (book, key) DO "
	    "UPDATE SET value = excluded.value, modified = excluded.modified "
	    "WHERE (excluded.modified, excluded.value) > (modified, value)",
	    "UPDATE main.book AS a " SET_DESCRIPTION "FROM main.book b "
	    "WHERE a.id = ?1 AND b.id = ?2 AND " OTHER_IS_GREATER,
	    ("UPDATE main.book AS a SET created = min(a.created, b.created) "
	     "FROM main.book b WHERE a.id = ?1 AND b.id = ?2"),
	};

	for (size_t i = 0; i < LENGTH(steps); i++)
		if (!run_with(s, steps[i], to, from, err))
			return false;
	return run_with(
		   s, "DELETE FROM main.place WHERE book = ?1", from, 0, err) &&
	       run_with(s, "DELETE FROM main.setting WHERE book = ?1", from, 0,
		   err) &&
	       run_with(s, "DELETE FROM main.book WHERE id = ?1", from, 0, err);
}

/* A book of theirs that is one of ours. */
static bool
describe(struct store *s, int64_t mine, int64_t theirs, struct err *err)
{
	return run_with(s,
		   "UPDATE main.book AS a " SET_DESCRIPTION
		   "FROM other.book b WHERE a.id = ?1 AND b.id = ?2 AND " OTHER_IS_GREATER,
		   mine, theirs, err) &&
	       run_with(s,
		   "UPDATE main.book AS a SET created = min(a.created, b.created) "
		   "FROM other.book b WHERE a.id = ?1 AND b.id = ?2",
		   mine, theirs, err);
}

/* See to it that the tree of a book of theirs has a row here. */
static bool
settle(struct store *s, struct forest *f, size_t i, uint32_t *added,
    struct err *err)
{
	struct node *t = &f->v[top(f, i)];

	if (t->mine == 0) {
		if (!run_with(s,
			"INSERT INTO main.book (title, authors, language, "
			"length, date, publisher, series, described, created) "
			"SELECT title, authors, language, length, date, "
			"publisher, series, described, created "
			"FROM other.book WHERE id = ?1",
			f->v[i].row, 0, err))
			return false;
		t->mine = sqlite3_last_insert_rowid(s->db);
		++*added;
	} else if (!describe(s, t->mine, f->v[i].row, err)) {
		return false;
	}
	return run_with(s,
	    "INSERT INTO temp.book_map (theirs, mine) VALUES (?1, ?2)",
	    f->v[i].row, t->mine, err);
}

bool
match_books(struct store *s, uint32_t *added, struct err *err)
{
	struct forest f = {.v = NULL};
	bool ok = db_exec(s,
		      "CREATE TEMP TABLE book_map (theirs INTEGER PRIMARY KEY, "
		      "mine INTEGER NOT NULL);"
		      /* what is of all books */
		      "INSERT INTO temp.book_map VALUES (0, 0)",
		      err) &&
		  grow(s, &f, err);

	for (size_t i = 0; ok && i < f.ours; i++)
		if (top(&f, i) != i)
			ok = match_join(
			    s, f.v[top(&f, i)].mine, f.v[i].row, err);
	for (size_t i = f.ours; ok && i < f.n; i++)
		ok = settle(s, &f, i, added, err);
	free(f.v);
	return ok;
}
