/*
 * Readwise's tables: what it exports ("Book Title", "Highlighted at", ...) and
 * what it imports ("Title", "Date", ...).  Columns are known by their names in
 * the first row; those that are not known are left alone.
 */
#include <stdlib.h>

#include "lib/import/room.h"

enum column {
	COLUMN_QUOTE,
	COLUMN_TITLE,
	COLUMN_AUTHOR,
	COLUMN_NOTE,
	COLUMN_COLOUR,
	COLUMN_TAGS,
	COLUMN_LOCATION,
	COLUMN_DATE,
	COLUMNS
};

static const struct {
	const char *name; /* in small letters */
	enum column column;
} names[] = {
    {"highlight", COLUMN_QUOTE},
    {"title", COLUMN_TITLE},
    {"book title", COLUMN_TITLE},
    {"author", COLUMN_AUTHOR},
    {"book author", COLUMN_AUTHOR},
    {"note", COLUMN_NOTE},
    {"color", COLUMN_COLOUR},
    {"colour", COLUMN_COLOUR},
    {"tags", COLUMN_TAGS},
    {"location", COLUMN_LOCATION},
    {"date", COLUMN_DATE},
    {"highlighted at", COLUMN_DATE},
};

/* Which cell of a row is which column; SIZE_MAX if there is none. */
struct columns {
	size_t at[COLUMNS];
	size_t n; /* cells of the first row */
};

static bool
same_name(struct str cell, const char *name)
{
	size_t i = 0;

	cell = str_trim(cell);
	for (; i < cell.n && name[i] != '\0'; i++) {
		char c = cell.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (c != name[i])
			return false;
	}
	return i == cell.n && name[i] == '\0';
}

/* Understand the first row; false if no column holds highlights. */
static bool
read_head(struct csv *c, struct columns *cs)
{
	for (size_t i = 0; i < COLUMNS; i++)
		cs->at[i] = SIZE_MAX;
	if (csv_row(c, NULL) <= 0)
		return false;
	cs->n = c->n;
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < LENGTH(names); k++)
			if (same_name(csv_cell(c, i), names[k].name) &&
			    cs->at[names[k].column] == SIZE_MAX)
				cs->at[names[k].column] = i;
	return cs->at[COLUMN_QUOTE] != SIZE_MAX;
}

/* A table parted by commas, or by what spreadsheets write instead. */
static bool
open_table(const struct reading *r, struct csv *c, struct columns *cs)
{
	static const char signs[] = ",;\t";

	for (size_t i = 0; signs[i] != '\0'; i++) {
		*c = (struct csv){
		    .bytes = r->bytes, .parted_by = signs[i], .text = BUF_INIT};
		if (read_head(c, cs))
			return true;
		csv_free(c);
	}
	return false;
}

bool
readwise_knows(const struct reading *r)
{
	struct reading first = *r;
	struct columns cs;
	struct csv c;
	bool known;

	/* the names of columns do not fill more */
	first.bytes = str_slice(r->bytes, 0, 4096);
	known = open_table(&first, &c, &cs);
	if (known)
		csv_free(&c);
	return known;
}

/* ---- rows ---- */

static struct str
cell(const struct csv *c, const struct columns *cs, enum column column)
{
	return csv_cell(c, cs->at[column]);
}

/* ".oil .trade" before or above a note are tags; returns the rest. */
static struct str
dotted_tags(struct buf *tags, struct str note)
{
	note = str_trim(note);
	while (note.n > 1 && note.p[0] == '.' && note.p[1] != '.' &&
	       note.p[1] != ' ') {
		size_t n = 0;
		bool ended;

		while (n < note.n && note.p[n] != ' ' && note.p[n] != '\n')
			n++;
		tag_add(tags, str_slice(note, 1, n));
		ended = n < note.n && note.p[n] == '\n';
		note = str_slice(note, n, note.n);
		if (ended)
			break;
		note = str_trim(note);
	}
	return str_trim(note);
}

/* "one, two words" or "#one #two" */
static void
listed_tags(struct buf *tags, struct str cell)
{
	bool commas = str_find(cell, STR(",")) != SIZE_MAX;

	for (size_t i = 0, end; i < cell.n; i = end + 1) {
		for (end = i;
		     end < cell.n && cell.p[end] != (commas ? ',' : ' ');)
			end++;
		tag_add(tags, str_slice(cell, i, end));
	}
}

static int64_t
date_of(struct str cell)
{
	int64_t time;

	return when_iso(cell, &time) || when_words(cell, &time) ? time : 0;
}

/* A location is a number that grows through the book. */
static int64_t
rank_of(struct str location)
{
	int64_t rank = 0;

	for (size_t i = 0; i < location.n; i++) {
		if (location.p[i] < '0' || location.p[i] > '9')
			return 0;
		rank =
		    rank > INT32_MAX ? rank : rank * 10 + (location.p[i] - '0');
	}
	return location.n > 0 ? rank + 1 : 0;
}

/* A row's annotation to the book that was begun. */
static bool
add_row(struct reading *r, const struct csv *c, const struct columns *cs,
    struct err *err)
{
	struct import_note n = {.line = c->line, .hint = NOWHERE};
	struct str quote = str_trim(cell(c, cs, COLUMN_QUOTE));
	struct buf tags = BUF_INIT, seed = BUF_INIT, place = BUF_INIT;
	struct str location = str_trim(cell(c, cs, COLUMN_LOCATION));
	bool ok;

	n.a.kind = ANNOTATION_HIGHLIGHT;
	n.a.quote = quote;
	n.a.body = dotted_tags(&tags, cell(c, cs, COLUMN_NOTE));
	listed_tags(&tags, cell(c, cs, COLUMN_TAGS));
	n.a.tags = buf_lend(&tags);
	n.a.colour = colour_near(cell(c, cs, COLUMN_COLOUR));
	n.a.created = date_of(cell(c, cs, COLUMN_DATE));
	n.rank = rank_of(location);
	if (location.n > 0) {
		buf_puts(&place, "loc. ");
		buf_str(&place, location);
	}
	n.a.address = buf_lend(&place);
	buf_str(&seed, quote);
	buf_putc(&seed, '\n');
	buf_str(&seed, location);
	ok = reading_note(r, &n, (struct str){NULL, 0}, buf_lend(&seed), err);
	buf_free(&tags);
	buf_free(&seed);
	buf_free(&place);
	return ok;
}

/* Is anything written behind the last column that has a name? */
static bool
is_too_long(const struct csv *c, const struct columns *cs)
{
	for (size_t i = cs->n; i < c->n; i++)
		if (str_trim(csv_cell(c, i)).n > 0)
			return true;
	return false;
}

static bool
is_empty(const struct csv *c, const struct columns *cs)
{
	return str_trim(cell(c, cs, COLUMN_QUOTE)).n == 0 &&
	       str_trim(cell(c, cs, COLUMN_NOTE)).n == 0;
}

static bool
take_row(struct reading *r, const struct csv *c, const struct columns *cs,
    struct err *err)
{
	struct import_book k = {.line = c->line};

	if (is_empty(c, cs))
		return true;
	if (is_too_long(c, cs)) {
		err_set(err, ERR_FORMAT,
		    "a row of %zu cells where the first has %zu", c->n, cs->n);
		return at_line(err, c->line);
	}
	k.title = str_trim(cell(c, cs, COLUMN_TITLE));
	k.authors = str_trim(cell(c, cs, COLUMN_AUTHOR));
	return reading_book(r, &k, err) && add_row(r, c, cs, err);
}

bool
readwise_read(struct reading *r, struct err *err)
{
	struct columns cs;
	struct csv c;
	bool ok = true;
	int got = 0;

	if (!open_table(r, &c, &cs))
		return err_set(err, ERR_FORMAT,
		    "the first row has no column \"Highlight\"");
	while (ok && (got = csv_row(&c, err)) > 0)
		ok = take_row(r, &c, &cs, err);
	csv_free(&c);
	return ok && got == 0;
}
