/*
 * Which book a file is: by what is remembered of the path, by its bytes, by its
 * text, and else by what edition.c says of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <izba/digest.h>
#include <izba/formats.h>

#include "lib/store/anchor.h"
#include "lib/store/db.h"

/* A file changed within so many nanoseconds before it was read may have been
 * changed once more without showing it. */
#define RACY 20000000

/* How much of a book is written down: to be counted up with what write_book
 * writes, so that books that are known already are described anew. */
#define DESCRIBED 1

struct facts {
	char *path; /* absolute, links followed */
	int64_t size, mtime, inode;
	int64_t seen; /* before it was read, nanoseconds */
	bool missing;
};

static bool
facts_of(const char *path, struct facts *f, struct err *err)
{
	struct book_facts is;
	struct timespec now;
	bool ok;

	clock_gettime(CLOCK_REALTIME, &now);
	ok = book_facts_of(path, &is, err);
	*f = (struct facts){.path = is.path,
	    .size = is.size,
	    .mtime = is.mtime,
	    .inode = is.inode,
	    .seen = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec,
	    .missing = is.missing};
	return ok;
}

/* Gather what counts of a stretch of text.  Every byte is written, and the next
 * one over it if it does not count: where blanks stand can't be foretold, so
 * that asking costs more. */
static size_t
gather(struct str text, uint8_t *out)
{
	enum { KEEP = 1, ASK = 2 };
	uint8_t what[256];
	size_t n = 0;

	memset(what, KEEP, sizeof(what));
	what[' '] = what['\n'] = what['\t'] = 0;
	what[0xc2] = what[0xe2] = what[0xef] = KEEP | ASK;

	for (size_t i = 0; i < text.n; i++) {
		uint8_t c = (uint8_t)text.p[i];
		size_t skip;

		out[n] = c;
		n += what[c] & KEEP;
		if ((what[c] & ASK) == 0)
			continue;
		skip = anchor_skip_wide(str_slice(text, i, text.n));
		n -= skip > 0;
		i += skip > 0 ? skip - 1 : 0;
	}
	return n;
}

/* The hash of the text without what does not count (see anchor.h), so that
 * the same text wrapped or encoded otherwise has the same. */
static void
hash_text(struct str text, char sha[65])
{
	enum { CHUNK = 16384 };
	uint8_t chunk[CHUNK];
	struct digest d;
	size_t to;

	sha_begin(&d);
	for (size_t from = 0; from < text.n; from = to) {
		to = text.n - from < CHUNK ? text.n : from + CHUNK;
		/* no character is cut */
		while (to < text.n && to > from + 1 &&
		       ((unsigned char)text.p[to] & 0xc0) == 0x80)
			to--;
		sha_add(&d, chunk, gather(str_slice(text, from, to), chunk));
	}
	sha_end_hex(&d, sha);
}

/* ---- the store ---- */

/* One row of numbers by a text key: 1 found, 0 not, -1 error. */
static int
row_by(struct store *s, enum sql id, const char *key, int64_t *row,
    struct err *err)
{
	sqlite3_stmt *st = db_ready(s, id, err);
	int got;

	if (st == NULL)
		return -1;
	db_text(st, 1, str_of(key));
	got = db_step(s, st, err);
	if (got > 0) {
		*row = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return got;
}

struct known {
	int64_t row; /* of the book; 0 if the path is not known */
	char sha[65];
	bool unchanged;
	bool described; /* all that this izba writes down of a book is there */
};

/* What is remembered of the path. */
static bool
path_known(
    struct store *s, const struct facts *f, struct known *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_FILE_KNOWN, err);
	struct str sha;
	int got;

	*out = (struct known){.row = 0};
	if (st == NULL)
		return false;
	db_text(st, 1, str_of(f->path));
	got = db_step(s, st, err);
	if (got <= 0)
		return got == 0;
	out->row = sqlite3_column_int64(st, 0);
	out->described = sqlite3_column_int64(st, 6) >= DESCRIBED;
	sha = db_column(st, 1);
	if (sha.n == sizeof(out->sha) - 1)
		memcpy(out->sha, sha.p, sha.n);
	out->unchanged = sqlite3_column_int64(st, 2) == f->size &&
			 sqlite3_column_int64(st, 3) == f->mtime &&
			 sqlite3_column_int64(st, 4) == f->inode &&
			 sqlite3_column_int64(st, 5) - f->mtime > RACY;
	sqlite3_reset(st);
	return true;
}

static bool
remember_file(
    struct store *s, const struct facts *f, const char *sha, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_FILE_SET, err);

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(f->path));
	db_text(st, 2, str_of(sha));
	sqlite3_bind_int64(st, 3, f->size);
	sqlite3_bind_int64(st, 4, f->mtime);
	sqlite3_bind_int64(st, 5, f->inode);
	sqlite3_bind_int64(st, 6, f->seen);
	return db_run(s, st, err);
}

/* Write what the book says of itself, into a new row if there is none. */
static bool
write_book(struct store *s, const struct book *b, int64_t *row, struct err *err)
{
	sqlite3_stmt *st =
	    db_ready(s, *row != 0 ? SQL_BOOK_SET : SQL_BOOK_ADD, err);
	struct buf authors = BUF_INIT;
	bool ok;

	if (st == NULL)
		return false;
	book_authors(b, &authors);
	sqlite3_bind_int64(st, 1, *row != 0 ? *row : store_now(s));
	db_text_or_null(st, 2, b->title);
	db_text_or_null(
	    st, 3, authors.n > 0 ? buf_lend(&authors) : (struct str){NULL, 0});
	db_text_or_null(st, 4, b->language);
	sqlite3_bind_int64(st, 5, (int64_t)b->text.n);
	db_text_or_null(st, 6, book_meta(b, META_DATE));
	db_text_or_null(st, 7, book_meta(b, META_PUBLISHER));
	db_text_or_null(st, 8, book_meta(b, META_SERIES));
	sqlite3_bind_int64(st, 9, DESCRIBED);
	ok = db_run(s, st, err);
	buf_free(&authors);
	if (ok && *row == 0)
		*row = sqlite3_last_insert_rowid(s->db);
	return ok;
}

static bool
write_content(struct store *s, const char *sha, const char *text_sha,
    int64_t row, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_CONTENT_ADD, err);

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(sha));
	db_text(st, 2, str_of(text_sha));
	sqlite3_bind_int64(st, 3, row);
	return db_run(s, st, err);
}

/* ---- all together ---- */

/* A file whose bytes are known: only the hint is written.  Not being able to
 * write it costs time, nothing else. */
static void
refresh_hint(struct store *s, const struct facts *f, const char *sha)
{
	if (db_level(s, LEVEL_QUICK, NULL))
		(void)!remember_file(s, f, sha, NULL);
}

/* The book that bytes or a text seen before belong to, else the one that was
 * under this path if it is still the same, else one that it is an edition of:
 * 1; 0 if there is none; -1 error. */
static int
look_up(struct store *s, const struct known *known, const struct book *b,
    const char *text_sha, struct book_id *out, struct err *err)
{
	int got = row_by(s, SQL_CONTENT_BY_SHA, out->sha, &out->row, err);

	if (got == 0)
		got = row_by(s, SQL_CONTENT_BY_TEXT, text_sha, &out->row, err);
	if (got == 0 && known->row != 0 && edition_is(s, known->row, b)) {
		out->row = known->row;
		got = 1;
	}
	return got != 0 ? got : edition_find(s, b, &out->row, err);
}

/* A file whose bytes are new.  All in one transaction: another izba may be
 * opening the same file. */
static bool
adopt(struct store *s, const struct facts *f, const struct known *known,
    const struct book *b, struct book_id *out, struct err *err)
{
	char text_sha[65];
	bool ok;

	if (!digest_ready(err))
		return false;
	hash_text(b->text, text_sha);
	if (s->read_only != NULL)
		return look_up(s, known, b, text_sha, out, err) >= 0;
	if (!db_begin(s, LEVEL_DURABLE, err))
		return false;
	ok = look_up(s, known, b, text_sha, out, err) >= 0 &&
	     write_book(s, b, &out->row, err) &&
	     write_content(s, out->sha, text_sha, out->row, err) &&
	     edition_note(s, b, out->row, err) &&
	     remember_file(s, f, out->sha, err);
	return db_commit(s, ok, err);
}

bool
identity_new(struct store *s, const struct book *b, const char *sha,
    int64_t *row, struct err *err)
{
	char text_sha[65];
	bool ok;

	hash_text(b->text, text_sha);
	*row = 0;
	if (!db_begin(s, LEVEL_DURABLE, err))
		return false;
	ok = write_book(s, b, row, err) &&
	     write_content(s, sha, text_sha, *row, err) &&
	     edition_note(s, b, *row, err);
	return db_commit(s, ok, err);
}

/* A known book of which less was written down than this izba does. */
static void
describe(struct store *s, const struct book *b, int64_t row)
{
	if (db_begin(s, LEVEL_QUICK, NULL))
		(void)!db_commit(s,
		    write_book(s, b, &row, NULL) &&
			edition_note(s, b, row, NULL),
		    NULL);
}

/* Books of two rows that turn out to be one by their identifiers and by what is
 * found in the text become one: the one that was there first. */
static void
unite(struct store *s, const struct book *b, int64_t *row)
{
	int64_t other;
	bool ok;

	while (edition_beside(s, b, *row, &other, NULL) > 0) {
		int64_t to = other < *row ? other : *row;

		if (!db_begin(s, LEVEL_DURABLE, NULL))
			return;
		ok = match_join(s, to, to == other ? *row : other, NULL);
		if (!db_commit(s, ok, NULL))
			return;
		*row = to;
	}
}

/* What the text of a known book tells besides.  Where that can't be written, the
 * shelf says less, nothing else. */
static void
know_better(struct store *s, const struct book *b, const struct known *known,
    int64_t *row)
{
	if (b == NULL || s->read_only != NULL)
		return;
	if (!known->described)
		describe(s, b, *row);
	unite(s, b, row);
}

/* The book of known bytes: 1; 0 if they are not known; -1 error. */
static int
bytes_known(
    struct store *s, const char *sha, struct known *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_BOOK_DESCRIBED, err);
	int got;

	if (st == NULL)
		return -1;
	db_text(st, 1, str_of(sha));
	got = db_step(s, st, err);
	if (got > 0) {
		out->row = sqlite3_column_int64(st, 0);
		out->described = sqlite3_column_int64(st, 1) >= DESCRIBED;
		sqlite3_reset(st);
	}
	return got;
}

/* `sha` is that of the file's bytes, or NULL. */
static bool
find_book(struct store *s, const struct facts *f, const char *path,
    const char *sha, const struct book *b, struct book_id *out, struct err *err)
{
	struct known known, bytes;
	int got;

	if (!path_known(s, f, &known, err))
		return false;
	if (f->missing && known.row == 0)
		return err_set(err, ERR_FILE, "%s: %s", path, strerror(ENOENT));
	if (f->missing || known.unchanged) {
		out->row = known.row;
		memcpy(out->sha, known.sha, sizeof(out->sha));
		know_better(s, b, &known, &out->row);
		return true;
	}
	if (sha != NULL)
		memcpy(out->sha, sha, sizeof(out->sha));
	else if (!book_hash(f->path, out->sha, err))
		return false;
	got = bytes_known(s, out->sha, &bytes, err);
	if (got > 0) {
		out->row = bytes.row;
		refresh_hint(s, f, out->sha);
		know_better(s, b, &bytes, &out->row);
	}
	if (got != 0 || b == NULL)
		return got >= 0;
	return adopt(s, f, &known, b, out, err);
}

bool
store_book_of(struct store *s, const char *path, const char *sha,
    const struct book *b, struct book_id *out, struct err *err)
{
	struct facts f;
	bool ok;

	*out = (struct book_id){.row = 0};
	ok =
	    facts_of(path, &f, err) && find_book(s, &f, path, sha, b, out, err);
	free(f.path);
	return ok;
}

bool
store_book(struct store *s, const char *path, const struct book *b,
    struct book_id *out, struct err *err)
{
	return store_book_of(s, path, NULL, b, out, err);
}

bool
store_may_know(struct store *s, const char *path)
{
	sqlite3_stmt *st = db_ready(s, SQL_FILE_LIKE, NULL);
	struct facts f;
	bool like = true;

	if (facts_of(path, &f, NULL) && st != NULL) {
		db_text(st, 1, str_of(f.path));
		sqlite3_bind_int64(st, 2, f.size);
		like = db_step(s, st, NULL) != 0;
		if (like)
			sqlite3_reset(st);
	}
	free(f.path);
	return like;
}

void
store_book_again(struct store *s, struct book_id *id)
{
	int64_t row;

	if (id->sha[0] != '\0' &&
	    row_by(s, SQL_CONTENT_BY_SHA, id->sha, &row, NULL) > 0)
		id->row = row;
}
