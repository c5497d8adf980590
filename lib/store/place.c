/*
 * The reading place: written at every page turn, so it must cost next to
 * nothing; kept with the words around it.
 */
#include "lib/store/anchor.h"
#include "lib/store/db.h"

/* The place that was kept, found again in the text, and where it was in a text
 * of which length; false if there is none. */
static bool
kept(struct store *s, int64_t row, const struct book *b, struct anchor *a,
    uint32_t *was, uint32_t *length)
{
	sqlite3_stmt *st = db_ready(s, SQL_PLACE_GET, NULL);

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, row);
	if (db_step(s, st, NULL) <= 0)
		return false;
	*was = (uint32_t)sqlite3_column_int64(st, 0);
	*a = (struct anchor){.from = *was, .to = *was};
	a->prefix = db_column(st, 2);
	a->suffix = db_column(st, 3);
	*length = (uint32_t)sqlite3_column_int64(st, 1);
	anchor_resolve(b->text, a, 1);
	sqlite3_reset(st);
	return true;
}

bool
store_place_found(struct store *s, const struct book_id *id,
    const struct book *b, uint32_t *place)
{
	struct anchor a;
	uint32_t was, length;

	if (!kept(s, id->row, b, &a, &was, &length) || a.state == ANCHOR_LOST)
		return false;
	*place = a.from;
	return true;
}

bool
store_place(struct store *s, const struct book_id *id, const struct book *b,
    uint32_t *place)
{
	struct anchor a;
	uint32_t was, length;
	uint64_t share;

	if (!kept(s, id->row, b, &a, &was, &length))
		return false;
	*place = a.from;
	if (a.state == ANCHOR_LOST && a.best.score > 0) {
		/* something like it will do: nothing is quoted from here */
		*place = a.best.from;
	} else if (a.state == ANCHOR_LOST && length > 0) {
		/* the words are gone: as far into the book as it was */
		share = (uint64_t)was * b->text.n / length;
		*place =
		    share >= b->text.n ? (uint32_t)b->text.n : (uint32_t)share;
	}
	*place = book_snap(b, *place);
	return true;
}

bool
store_set_place(struct store *s, const struct book_id *id, const struct book *b,
    uint32_t place, struct err *err)
{
	sqlite3_stmt *st;
	struct anchor a;

	if (!db_level(s, LEVEL_QUICK, err))
		return false;
	st = db_ready(s, SQL_PLACE_SET, err);
	if (st == NULL)
		return false;
	anchor_make(&a, b->text, place, place, ANCHOR_PLACE_AFTER);
	sqlite3_bind_int64(st, 1, id->row);
	sqlite3_bind_int64(st, 2, place);
	sqlite3_bind_int64(st, 3, (int64_t)b->text.n);
	db_text(st, 4, a.prefix);
	db_text(st, 5, a.suffix);
	sqlite3_bind_int64(st, 6, store_now(s));
	return db_run(s, st, err);
}
