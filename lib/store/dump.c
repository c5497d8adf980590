/*
 * Writing a dump: JSON Lines in an order that depends on nothing but the
 * content, so that version control shows what has changed and nothing else.
 *
 * A book is named by the least SHA-256 of its files.  What belongs to this
 * machine alone (where files are, settings for all books) is left out.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/store/lines.h"

static const struct column book_columns[] = {{"title", 'n'}, {"authors", 'n'},
    {"language", 'n'}, {"length", 'i'}, {"created", 'i'}, {"date", 'm'},
    {"publisher", 'm'}, {"series", 'm'}, {"described", 'o'}, {NULL, 0}};

static const struct column place_columns[] = {{"place", 'i'}, {"length", 'i'},
    {"prefix", 't'}, {"suffix", 't'}, {"modified", 'i'}, {NULL, 0}};

static const struct column setting_columns[] = {
    {"key", 't'}, {"value", 't'}, {"modified", 'i'}, {NULL, 0}};

static const struct column annotation_columns[] = {{"uuid", 't'}, {"kind", 't'},
    {"from_place", 'i'}, {"to_place", 'i'}, {"mark", 't'}, {"colour", 't'},
    {"style", 't'}, {"quote", 't'}, {"prefix", 't'}, {"suffix", 't'},
    {"section", 'n'}, {"address", 'n'}, {"body", 't'}, {"tags", 't'},
    {"created", 'i'}, {"modified", 'i'}, {"deleted", 'i'}, {"at_span", 'i'},
    {"at_kind", 'i'}, {"at_look", 'i'}, {"at_body", 'i'}, {"at_tags", 'i'},
    {"at_life", 'i'}, {"orphan", 'o'}, {NULL, 0}};

static const struct column purged_columns[] = {
    {"uuid", 't'}, {"at", 'i'}, {NULL, 0}};

const struct column version_columns[] = {
    {"id", 'i'}, {"at", 'i'}, {"base", 't'}, {"body", 't'}, {NULL, 0}};

const struct column content_columns[] = {
    {"sha", 't'}, {"text_sha", 't'}, {NULL, 0}};

const struct column identifier_columns[] = {{"id", 't'}, {NULL, 0}};

const struct line_table line_tables[LINE_TYPES] = {
    [LINE_BOOK] = {"book", "book", book_columns, NULL},
    [LINE_PLACE] = {"place", "place", place_columns, "book"},
    [LINE_SETTING] = {"setting", "setting", setting_columns, "key"},
    [LINE_ANNOTATION] = {"annotation", "annotation", annotation_columns,
	"created, uuid"},
    [LINE_PURGED] = {"purged", "purged", purged_columns, "uuid"},
};

void
columns_list(struct buf *out, const struct column *columns)
{
	for (size_t i = 0; columns[i].name != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", columns[i].name);
}

/* ---- lines ---- */

static json_t *
json_of(struct str s)
{
	json_t *j = json_stringn(s.p, s.n);
	struct buf clean = BUF_INIT;

	if (j != NULL)
		return j;
	text_clean(&clean, s, NULL);
	j = json_stringn(clean.p, clean.n);
	buf_free(&clean);
	return j;
}

/* The row that a statement stands on, its columns in the table's order. */
static json_t *
row_of(sqlite3_stmt *st, const struct column *columns)
{
	json_t *o = json_object();

	for (int i = 0; columns[i].name != NULL; i++) {
		json_t *value;

		if (columns[i].type == 'o' && sqlite3_column_int64(st, i) == 0)
			continue;
		if (columns[i].type == 'm' &&
		    sqlite3_column_type(st, i) == SQLITE_NULL)
			continue;
		if (columns[i].type == 'i' || columns[i].type == 'o')
			value = json_integer(sqlite3_column_int64(st, i));
		else if (sqlite3_column_type(st, i) == SQLITE_NULL)
			value = json_null();
		else
			value = json_of(db_column(st, i));
		json_object_set_new(o, columns[i].name, value);
	}
	return o;
}

static void
add_line(struct buf *out, json_t *o)
{
	char *text = json_dumps(o, JSON_SORT_KEYS | JSON_COMPACT);

	buf_puts(out, text != NULL ? text : "{}");
	buf_putc(out, '\n');
	free(text);
	json_decref(o);
}

/* A prepared SELECT of a table's columns. */
static sqlite3_stmt *
prepare(struct store *s, const struct column *columns, const char *table,
    const char *rest, struct err *err)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *st = NULL;

	buf_puts(&sql, "SELECT ");
	columns_list(&sql, columns);
	buf_printf(&sql, " FROM %s %s", table, rest);
	if (sqlite3_prepare_v2(s->db, sql.p, -1, &st, NULL) != SQLITE_OK)
		db_fail(s, err);
	buf_free(&sql);
	return st;
}

/* ---- what belongs to a book ---- */

struct dump {
	struct store *s;
	struct buf *out;
	sqlite3_stmt *tables[LINE_TYPES], *versions, *contents, *identifiers;
};

/* The rows of a statement bound to one key, as an array. */
static json_t *
array_of(struct dump *d, sqlite3_stmt *st, const struct column *columns,
    bool *ok, struct err *err)
{
	json_t *v = json_array();
	int rc;

	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		json_array_append_new(v, row_of(st, columns));
	if (rc != SQLITE_DONE)
		*ok = db_fail(d->s, err);
	sqlite3_reset(st);
	return v;
}

/* What a book's line has besides its row. */
static bool
add_to_book(struct dump *d, json_t *o, int64_t book, struct err *err)
{
	json_t *identifiers;
	bool ok = true;

	sqlite3_bind_int64(d->contents, 1, book);
	json_object_set_new(
	    o, "contents", array_of(d, d->contents, content_columns, &ok, err));
	sqlite3_bind_int64(d->identifiers, 1, book);
	identifiers = array_of(d, d->identifiers, identifier_columns, &ok, err);
	if (json_array_size(identifiers) > 0)
		json_object_set(o, "identifiers", identifiers);
	json_decref(identifiers);
	return ok;
}

/* All rows of one type that belong to a book. */
static bool
dump_rows(struct dump *d, enum line_type type, int64_t book, struct str key,
    struct err *err)
{
	const struct line_table *t = &line_tables[type];
	sqlite3_stmt *st = d->tables[type];
	bool ok = true;
	int rc = SQLITE_DONE;

	sqlite3_bind_int64(st, 1, book);
	while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		json_t *o = row_of(st, t->columns);

		json_object_set_new(o, "type", json_string(t->type));
		json_object_set_new(o, "book", json_of(key));
		if (type == LINE_BOOK) {
			ok = add_to_book(d, o, book, err);
		} else if (type == LINE_ANNOTATION) {
			sqlite3_bind_value(
			    d->versions, 1, sqlite3_column_value(st, 0));
			json_object_set_new(o, "versions",
			    array_of(
				d, d->versions, version_columns, &ok, err));
		}
		add_line(d->out, o);
	}
	if (ok && rc != SQLITE_DONE)
		ok = db_fail(d->s, err);
	sqlite3_reset(st);
	return ok;
}

static bool
dump_books(struct dump *d, struct err *err)
{
	sqlite3_stmt *st;
	bool ok = true;
	int rc = SQLITE_DONE;

	if (sqlite3_prepare_v2(d->s->db,
		"SELECT book, min(sha) FROM content GROUP BY book ORDER BY 2",
		-1, &st, NULL) != SQLITE_OK)
		return db_fail(d->s, err);
	while (ok && (rc = sqlite3_step(st)) == SQLITE_ROW)
		for (int t = 0; ok && t < LINE_TYPES; t++)
			ok = dump_rows(d, (enum line_type)t,
			    sqlite3_column_int64(st, 0), db_column(st, 1), err);
	if (ok && rc != SQLITE_DONE)
		ok = db_fail(d->s, err);
	sqlite3_finalize(st);
	return ok;
}

/* Prepare the statements. */
static bool
dump_open(struct dump *d, struct err *err)
{
	bool ok = true;

	for (int t = 0; ok && t < LINE_TYPES; t++) {
		struct buf rest = BUF_INIT;

		buf_printf(
		    &rest, "WHERE %s = ?1", t == LINE_BOOK ? "id" : "book");
		if (line_tables[t].order != NULL)
			buf_printf(&rest, " ORDER BY %s", line_tables[t].order);
		d->tables[t] = prepare(d->s, line_tables[t].columns,
		    line_tables[t].table, rest.p, err);
		ok = d->tables[t] != NULL;
		buf_free(&rest);
	}
	d->versions = ok ? prepare(d->s, version_columns, "note_version",
			       "WHERE uuid = ?1 ORDER BY at, id", err)
			 : NULL;
	d->contents = d->versions != NULL
			  ? prepare(d->s, content_columns, "content",
				"WHERE book = ?1 ORDER BY sha", err)
			  : NULL;
	d->identifiers = d->contents != NULL
			     ? prepare(d->s, identifier_columns, "identifier",
				   "WHERE book = ?1 ORDER BY id", err)
			     : NULL;
	buf_puts(d->out, DUMP_HEAD "\n");
	return d->identifiers != NULL;
}

static void
dump_close(struct dump *d)
{
	for (int t = 0; t < LINE_TYPES; t++)
		sqlite3_finalize(d->tables[t]);
	sqlite3_finalize(d->versions);
	sqlite3_finalize(d->contents);
	sqlite3_finalize(d->identifiers);
}

bool
store_dump(struct store *s, struct buf *out, struct err *err)
{
	struct dump d = {.s = s, .out = out};
	bool ok = dump_open(&d, err) && dump_books(&d, err);

	dump_close(&d);
	return ok;
}
