/*
 * Reading a dump into a store in memory, which is then merged like any other.
 * The lines may come from anywhere: every member is looked at.
 */
#include <stdio.h>
#include <string.h>

#include "lib/store/lines.h"

/* The tables that lines are inserted into, each row after one more column: a
 * number or a text that it belongs to. */
enum target { TO_VERSIONS = LINE_TYPES, TO_CONTENTS, TO_IDENTIFIERS, TARGETS };

static const struct {
	const char *table, *extra;
	const struct column *columns;
} members[TARGETS] = {
    [TO_VERSIONS] = {"note_version", "uuid", version_columns},
    [TO_CONTENTS] = {"content", "book", content_columns},
    [TO_IDENTIFIERS] = {"identifier", "book", identifier_columns},
};

struct load {
	struct store *memory;
	sqlite3_stmt *targets[TARGETS];
	json_t *line;
	int64_t book; /* of the line */
};

/* ---- members ---- */

/* Bind a member to parameter i; false if it is not of its type. */
static bool
bind_member(sqlite3_stmt *st, int i, const struct column *c, const json_t *o,
    struct err *err)
{
	const json_t *value = json_object_get(o, c->name);

	if (c->type == 'o' && value == NULL)
		sqlite3_bind_int64(st, i, 0);
	else if (c->type == 'm' && value == NULL)
		sqlite3_bind_null(st, i);
	else if ((c->type == 'i' || c->type == 'o') && json_is_integer(value))
		sqlite3_bind_int64(st, i, json_integer_value(value));
	else if (c->type != 'i' && c->type != 'o' && json_is_string(value))
		db_text(st, i,
		    (struct str){
			json_string_value(value), json_string_length(value)});
	else if (c->type == 'n' && json_is_null(value))
		sqlite3_bind_null(st, i);
	else
		return err_set(
		    err, ERR_FORMAT, "no proper member \"%s\"", c->name);
	return true;
}

static const struct column *
columns_of(int target)
{
	return target < LINE_TYPES ? line_tables[target].columns
				   : members[target].columns;
}

/* The statement that inserts into a table, prepared at its first line. */
static sqlite3_stmt *
statement(struct load *l, int target, struct err *err)
{
	const struct column *columns = columns_of(target);
	struct buf sql = BUF_INIT;

	if (l->targets[target] != NULL)
		return l->targets[target];
	if (target < LINE_TYPES)
		buf_printf(&sql, "INSERT INTO %s (%s, ",
		    line_tables[target].table,
		    target == LINE_BOOK ? "id" : "book");
	else
		buf_printf(&sql, "INSERT INTO %s (%s, ", members[target].table,
		    members[target].extra);
	columns_list(&sql, columns);
	buf_puts(&sql, ") VALUES (?1");
	for (int i = 0; columns[i].name != NULL; i++)
		buf_printf(&sql, ", ?%d", i + 2);
	buf_putc(&sql, ')');
	if (sqlite3_prepare_v3(l->memory->db, sql.p, -1,
		SQLITE_PREPARE_PERSISTENT, &l->targets[target],
		NULL) != SQLITE_OK)
		db_fail(l->memory, err);
	buf_free(&sql);
	return l->targets[target];
}

/* Insert an object into a table, after a text or, if that is null, a number. */
static bool
insert(struct load *l, int target, const json_t *o, struct str text,
    int64_t number, struct err *err)
{
	const struct column *columns = columns_of(target);
	sqlite3_stmt *st = statement(l, target, err);
	bool ok = st != NULL;

	if (!ok)
		return false;
	if (text.p != NULL)
		db_text(st, 1, text);
	else
		sqlite3_bind_int64(st, 1, number);
	for (int i = 0; ok && columns[i].name != NULL; i++)
		ok = bind_member(st, i + 2, &columns[i], o, err);
	if (ok && sqlite3_step(st) != SQLITE_DONE)
		ok = err_set(
		    err, ERR_STORE, "%s", sqlite3_errmsg(l->memory->db));
	sqlite3_reset(st);
	return ok;
}

/* Insert the objects of an array member. */
static bool
insert_array(struct load *l, const char *member, int target, struct str text,
    int64_t number, struct err *err)
{
	const json_t *v = json_object_get(l->line, member);

	if (!json_is_array(v))
		return err_set(
		    err, ERR_FORMAT, "no proper member \"%s\"", member);
	for (size_t i = 0; i < json_array_size(v); i++)
		if (!insert(l, target, json_array_get(v, i), text, number, err))
			return false;
	return true;
}

/* ---- lines ---- */

/* The row of the book that a line names. */
static bool
find_book(struct load *l, struct err *err)
{
	const char *key = json_string_value(json_object_get(l->line, "book"));
	sqlite3_stmt *st = db_ready(l->memory, SQL_CONTENT_BY_SHA, err);
	int got;

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(key));
	got = db_step(l->memory, st, err);
	if (got > 0) {
		l->book = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return got > 0 || (got == 0 && err_set(err, ERR_FORMAT,
					   "no book \"%.64s\" before it",
					   key != NULL ? key : ""));
}

static bool
load_book(struct load *l, struct err *err)
{
	struct str none = {NULL, 0};
	int64_t row = 0;

	return db_number(l->memory, "SELECT ifnull(max(id), 0) + 1 FROM book",
		   &row, err) &&
	       insert(l, LINE_BOOK, l->line, none, row, err) &&
	       insert_array(l, "contents", TO_CONTENTS, none, row, err) &&
	       /* left out where there are none */
	       (json_object_get(l->line, "identifiers") == NULL ||
		   insert_array(
		       l, "identifiers", TO_IDENTIFIERS, none, row, err));
}

static bool
load_annotation(struct load *l, struct err *err)
{
	struct str uuid =
	    str_of(json_string_value(json_object_get(l->line, "uuid")));
	struct str none = {NULL, 0};

	return insert(l, LINE_ANNOTATION, l->line, none, l->book, err) &&
	       insert_array(l, "versions", TO_VERSIONS, uuid, 0, err);
}

static bool
load_line(struct load *l, struct err *err)
{
	const char *type = json_string_value(json_object_get(l->line, "type"));
	int i = 0;

	while (type != NULL && i < LINE_TYPES &&
	       strcmp(type, line_tables[i].type) != 0)
		i++;
	if (type == NULL || i == LINE_TYPES)
		return err_set(err, ERR_FORMAT, "no proper member \"type\"");
	if (i == LINE_BOOK)
		return load_book(l, err);
	if (!find_book(l, err))
		return false;
	if (i == LINE_ANNOTATION)
		return load_annotation(l, err);
	return insert(l, i, l->line, (struct str){NULL, 0}, l->book, err);
}

/* One line of text into the store; the first one says what the file is. */
static bool
take_line(struct load *l, struct str text, size_t number, struct err *err)
{
	json_error_t why;
	char place[32];
	bool ok;

	if (number == 1) {
		if (str_is(str_trim(text), DUMP_HEAD))
			return true;
		return err_set(err, ERR_FORMAT,
		    "line 1: not what a dump of izba begins with (%s)",
		    DUMP_HEAD);
	}
	if (str_trim(text).n == 0)
		return true;
	l->line = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &why);
	ok = json_is_object(l->line) ||
	     err_set(err, ERR_FORMAT, "%s",
		 l->line != NULL ? "no JSON object" : why.text);
	ok = ok && load_line(l, err);
	json_decref(l->line);
	l->line = NULL;
	snprintf(place, sizeof(place), "line %zu", number);
	return ok || err_in(err, place);
}

static bool
take_lines(struct load *l, struct str lines, struct err *err)
{
	size_t number = 0;

	if (str_trim(lines).n == 0)
		return err_set(err, ERR_FORMAT, "the dump is empty");
	for (size_t i = 0, end; i < lines.n; i = end + 1) {
		const char *newline = memchr(lines.p + i, '\n', lines.n - i);

		end = newline != NULL ? (size_t)(newline - lines.p) : lines.n;
		if (!take_line(l, str_slice(lines, i, end), ++number, err))
			return false;
	}
	return true;
}

bool
store_take(struct store *s, struct str lines, bool dry,
    struct merge_report *out, struct err *err)
{
	bool ok;

	s->taking = true;
	ok = store_load(s, lines, dry, out, err);
	s->taking = false;
	return ok;
}

bool
store_load(struct store *s, struct str lines, bool dry,
    struct merge_report *out, struct err *err)
{
	struct load l = {.memory = store_in_memory(err)};
	bool ok = l.memory != NULL;

	*out = (struct merge_report){.books = 0};
	ok = ok && db_exec(l.memory, "BEGIN", err) &&
	     take_lines(&l, lines, err) && db_exec(l.memory, "COMMIT", err) &&
	     store_absorb(s, l.memory, dry, out, err);
	for (int i = 0; i < TARGETS; i++)
		sqlite3_finalize(l.targets[i]);
	store_close(l.memory);
	return ok;
}
