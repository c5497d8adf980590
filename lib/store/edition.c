/*
 * Which book a text is an edition of that was never seen: by the identifiers it
 * states, by its title and authors.  Volumes share those, and even an ISBN, so
 * that something of what was left in the book must be found in it; only a UUID
 * is believed by itself.
 */
#include <stdio.h>
#include <string.h>

#include "lib/store/db.h"

#define MOST 16 /* identifiers of a book */
#define LONGEST 200 /* bytes of one */
#define FRONT 50 /* of so many parts of a book the first is its front */

/* What is found in a text of what was left in a book. */
struct remains {
	size_t marks, found, exact;
	bool place; /* the reading place, well inside the book */
};

static bool
remains_of(
    struct store *s, int64_t row, const struct book *b, struct remains *out)
{
	struct book_id id = {.row = row};
	struct annotations v;
	uint32_t place;

	*out = (struct remains){.marks = 0};
	if (!store_list(s, &id, b, false, &v, NULL))
		return false;
	out->marks = v.n;
	for (size_t i = 0; i < v.n; i++) {
		out->found += v.v[i].state != ANCHOR_LOST;
		out->exact += v.v[i].state == ANCHOR_EXACT;
	}
	annotations_free(&v);
	out->place =
	    store_place_found(s, &id, b, &place) && place > b->text.n / FRONT;
	return true;
}

/* Is so much found that it can't be chance? */
static bool
is_much(const struct remains *r)
{
	return r->place || (r->found > 0 && r->found * 3 >= r->marks);
}

/* Has the book in this row the same title? */
static bool
same_title(struct store *s, int64_t row, const struct book *b)
{
	sqlite3_stmt *st = db_ready(s, SQL_BOOK_TITLE, NULL);
	bool same = false;

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, row);
	if (db_step(s, st, NULL) > 0) {
		same = b->title.n > 0 && str_eq(db_column(st, 0), b->title);
		sqlite3_reset(st);
	}
	return same;
}

bool
edition_is(struct store *s, int64_t row, const struct book *b)
{
	struct book_id id = {.row = row};
	struct remains r;
	uint32_t place;

	if (same_title(s, row, b) || store_place_found(s, &id, b, &place))
		return true;
	/* one that only resembles may be chance */
	return remains_of(s, row, b, &r) && (r.exact > 0 || is_much(&r));
}

/* The first of the rows that a statement gives, with `holding` the first in
 * which something is found: 1; 0 if there is none; -1 error. */
static int
first_of(struct store *s, sqlite3_stmt *st, const struct book *b, bool holding,
    int64_t *row, struct err *err)
{
	int64_t rows[8];
	size_t n = 0;
	int got;

	while ((got = db_step(s, st, err)) > 0)
		if (n < LENGTH(rows))
			rows[n++] = sqlite3_column_int64(st, 0);
	for (size_t i = 0; got == 0 && i < n; i++) {
		struct remains r;

		if (holding && (!remains_of(s, rows[i], b, &r) || !is_much(&r)))
			continue;
		*row = rows[i];
		return 1;
	}
	return got;
}

static bool
is_identifier(const struct meta *m)
{
	return m->kind == META_IDENTIFIER && m->value.n > 0 &&
	       m->value.n <= LONGEST;
}

/* The digits of an ISBN as those of thirteen, by which all editions since 2007
 * go: an older one (ten, the last of which may be X) gets 978 before it and
 * another check digit (ISO 2108).  False if it is no ISBN. */
static bool
isbn_digits(struct str s, char out[14])
{
	char digits[14] = "";
	size_t n = 0;
	unsigned sum = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool last = c == 'X' || c == 'x';

		if (!last && (c < '0' || c > '9'))
			continue;
		if (n == 13 || (last && n != 9))
			return false;
		digits[n++] = c;
	}
	if (n != 10 && n != 13)
		return false;
	snprintf(out, 14, "%s%s", n == 10 ? "978" : "", digits);
	for (size_t i = 0; i < 12; i++)
		sum += (unsigned)(out[i] - '0') * (i % 2 == 0 ? 1 : 3);
	if (n == 10)
		out[12] = (char)('0' + (10 - sum % 10) % 10);
	out[13] = '\0';
	return true;
}

/* An identifier as it is compared: "isbn:978..." of digits alone, the rest in
 * small letters. */
static void
identifier_key(struct buf *out, struct str stated)
{
	char isbn[14];

	if (str_starts(stated, "isbn:") &&
	    isbn_digits(str_slice(stated, 5, stated.n), isbn)) {
		buf_printf(out, "isbn:%s", isbn);
		return;
	}
	for (size_t i = 0; i < stated.n; i++) {
		char c = stated.p[i];

		buf_putc(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
	}
}

static int
by_identifier(
    struct store *s, const struct book *b, int64_t *row, struct err *err)
{
	struct buf key = BUF_INIT;
	int got = 0;

	for (uint32_t i = 0, k = 0; got == 0 && i < b->n_meta; i++) {
		sqlite3_stmt *st;

		if (!is_identifier(&b->meta[i]) || k++ == MOST)
			continue;
		buf_clear(&key);
		identifier_key(&key, b->meta[i].value);
		st = db_ready(s, SQL_BOOK_BY_IDENTIFIER, err);
		if (st != NULL)
			db_text(st, 1, buf_lend(&key));
		got = st == NULL
			  ? -1
			  : first_of(s, st, b,
				!str_starts(buf_lend(&key), "uuid:"), row, err);
	}
	buf_free(&key);
	return got;
}

static int
by_title(struct store *s, const struct book *b, int64_t *row, struct err *err)
{
	struct buf authors = BUF_INIT;
	sqlite3_stmt *st;
	int got = -1;

	if (b->title.n == 0)
		return 0;
	st = db_ready(s, SQL_BOOK_BY_TITLE, err);
	book_authors(b, &authors);
	if (st != NULL) {
		db_text(st, 1, b->title);
		db_text_or_null(st, 2,
		    authors.n > 0 ? buf_lend(&authors) : (struct str){NULL, 0});
		got = first_of(s, st, b, true, row, err);
	}
	buf_free(&authors);
	return got;
}

int
edition_find(
    struct store *s, const struct book *b, int64_t *row, struct err *err)
{
	int got = by_identifier(s, b, row, err);

	return got != 0 ? got : by_title(s, b, row, err);
}

bool
edition_note(
    struct store *s, const struct book *b, int64_t row, struct err *err)
{
	struct buf key = BUF_INIT;
	bool ok = true;

	for (uint32_t i = 0, k = 0; ok && i < b->n_meta && k < MOST; i++) {
		sqlite3_stmt *st;

		if (!is_identifier(&b->meta[i]))
			continue;
		k++;
		buf_clear(&key);
		identifier_key(&key, b->meta[i].value);
		st = db_ready(s, SQL_IDENTIFIER_ADD, err);
		if (st != NULL) {
			db_text(st, 1, buf_lend(&key));
			sqlite3_bind_int64(st, 2, row);
		}
		ok = st != NULL && db_run(s, st, err);
	}
	buf_free(&key);
	return ok;
}

int
edition_beside(struct store *s, const struct book *b, int64_t row,
    int64_t *other, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_BOOK_BESIDE, err);

	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, row);
	return first_of(s, st, b, true, other, err);
}
