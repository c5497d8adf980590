/*
 * Writing annotations.  Each function here is one transaction, on the disk
 * when it returns true; nothing is changed when it returns false.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/store/anchor.h"
#include "lib/store/db.h"

/* Bytes that one annotation may hold in its quote or its body. */
#define LIMIT_ANNOTATION ((size_t)1 << 20)

int64_t
time_after(const struct store *s, int64_t last)
{
	int64_t now = store_now(s);

	return now > last ? now : last + 1;
}

static bool
check_size(
    const struct annotation *a, uint32_t from, uint32_t to, struct err *err)
{
	if (to - from > LIMIT_ANNOTATION)
		return err_set(err, ERR_LIMIT,
		    "a passage of more than a megabyte can't be marked");
	if (a->body.n > LIMIT_ANNOTATION || a->tags.n > LIMIT_ANNOTATION)
		return err_set(err, ERR_LIMIT,
		    "a note of more than a megabyte can't be kept");
	return true;
}

/* ---- what the reader wrote: clean text ---- */

/* What the reader wrote, as it is kept. */
struct words {
	struct buf body, tags;
};

static struct words
words_of(const struct annotation *a)
{
	struct words w = {.body = BUF_INIT, .tags = BUF_INIT};
	struct buf clean = BUF_INIT;

	text_clean(&w.body, a->body, NULL);
	text_clean(&clean, a->tags, NULL);
	words_tidy_tags(&w.tags, buf_lend(&clean));
	buf_free(&clean);
	return w;
}

static void
words_free(struct words *w)
{
	buf_free(&w->body);
	buf_free(&w->tags);
}

/* ---- where it stands ---- */

struct standing {
	struct anchor anchor;
	struct str section; /* or null */
	struct buf address;
};

static void
standing_of(
    struct standing *out, const struct book *b, const struct annotation *a)
{
	uint32_t from = a->from, to = a->to, section;

	*out = (struct standing){.address = BUF_INIT};
	anchor_make(&out->anchor, b->text, from, to, ANCHOR_CONTEXT);
	if (annotation_is_on_book(a)) {
		buf_puts(&out->address, "the book");
		return;
	}
	section = book_section_at(b, from);
	if (section != NOWHERE)
		out->section = b->sections[section].title;
	book_whereabouts(b, from, &out->address);
}

static struct str
mark_of(const struct annotation *a)
{
	return (struct str){&a->mark, letter_is(a->mark)};
}

/* Only one living annotation of a book bears a small letter, only one of all
 * books a capital one. */
static bool
clear_mark(struct store *s, int64_t book, const struct annotation *a,
    int64_t now, struct err *err)
{
	sqlite3_stmt *st;

	if (mark_of(a).n == 0)
		return true;
	if (letter_is_capital(a->mark))
		book = 0;
	st = journal_marks(s, book, mark_of(a), a->uuid, err)
		 ? db_ready(s, SQL_MARK_CLEAR, err)
		 : NULL;
	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, book);
	db_text(st, 2, mark_of(a));
	db_text(st, 3, str_of(a->uuid));
	sqlite3_bind_int64(st, 4, now);
	return db_run(s, st, err);
}

/* ---- adding ---- */

static bool
insert(struct store *s, const struct book_id *id, const struct annotation *a,
    const struct standing *at, const struct words *words, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_ADD, err);

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(a->uuid));
	db_text(st, 2, str_of(annotation_names[a->kind]));
	sqlite3_bind_int64(st, 3, a->from);
	sqlite3_bind_int64(st, 4, a->to);
	db_text(st, 5, mark_of(a));
	db_text(st, 6, str_of(colour_names[a->colour]));
	db_text(st, 7, str_of(mark_style_names[a->style]));
	db_text(st, 8, at->anchor.quote);
	db_text(st, 9, at->anchor.prefix);
	db_text(st, 10, at->anchor.suffix);
	db_text_or_null(st, 11, at->section);
	db_text(st, 12, buf_lend(&at->address));
	db_text(st, 13, buf_lend(&words->body));
	db_text(st, 14, buf_lend(&words->tags));
	sqlite3_bind_int64(st, 15, a->created);
	sqlite3_bind_int64(st, 16, id->row);
	return db_run(s, st, err);
}

bool
annotation_add(struct store *s, const struct book_id *id, const struct book *b,
    struct annotation *a, struct err *err)
{
	struct words words;
	struct standing at;
	bool ok;

	if (id->row == 0)
		return db_writable(s, err) &&
		       err_set(err, ERR_STORE,
			   "%s does not know the book, so nothing can be kept",
			   s->path);
	if (!check_size(a, a->from, a->to, err) || !uuid_make(a->uuid, err) ||
	    !db_begin(s, LEVEL_DURABLE, err))
		return false;
	a->created = a->modified = store_now(s);
	a->deleted = 0;
	a->state = ANCHOR_EXACT;
	standing_of(&at, b, a);
	words = words_of(a);
	a->book = id->row;
	ok = clear_mark(s, id->row, a, a->created, err) &&
	     insert(s, id, a, &at, &words, err) &&
	     journal_life(s, a->uuid, id->row, true, err);
	if (ok && words.body.n > 0)
		ok = version_add(
		    s, a->uuid, buf_lend(&words.body), a->created, err);
	ok = db_commit(s, ok, err);
	buf_free(&at.address);
	words_free(&words);
	return ok;
}

/* ---- changing ---- */

int
annotation_fetch(struct store *s, const char *uuid, struct arena *arena,
    struct annotation *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_GET, err);
	int got;

	if (st == NULL)
		return -1;
	db_text(st, 1, str_of(uuid));
	got = db_step(s, st, err);
	if (got > 0) {
		annotation_read(st, arena, out);
		sqlite3_reset(st);
	}
	return got;
}

/* The same for one that must be there. */
static bool
fetch(struct store *s, const char *uuid, struct arena *arena,
    struct annotation *out, struct err *err)
{
	int got = annotation_fetch(s, uuid, arena, out, err);

	if (got == 0)
		err_set(err, ERR_STORE, "%s has no annotation %.36s", s->path,
		    uuid);
	return got > 0;
}

/* Has the reader moved it, or does it stand where the text has it now? */
static bool
has_moved(const struct annotation *old, const struct annotation *a,
    const struct book *b)
{
	if (a->state == ANCHOR_LOST ||
	    (a->from == a->listed.from && a->to == a->listed.to))
		return false;
	return a->from != old->from || a->to != old->to ||
	       !str_eq(book_text(b, a->from, a->to), old->quote);
}

static bool
set_orphan(
    struct store *s, const struct annotation *a, int64_t now, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_ORPHAN, err);

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(a->uuid));
	sqlite3_bind_int64(st, 2, a->orphan);
	sqlite3_bind_int64(st, 3, now);
	return db_run(s, st, err);
}

static bool
set_span(struct store *s, const struct book *b, const struct annotation *a,
    int64_t now, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_SPAN, err);
	struct standing at;
	bool ok;

	if (st == NULL)
		return false;
	standing_of(&at, b, a);
	db_text(st, 1, str_of(a->uuid));
	sqlite3_bind_int64(st, 2, a->from);
	sqlite3_bind_int64(st, 3, a->to);
	db_text(st, 4, at.anchor.quote);
	db_text(st, 5, at.anchor.prefix);
	db_text(st, 6, at.anchor.suffix);
	db_text_or_null(st, 7, at.section);
	db_text(st, 8, buf_lend(&at.address));
	sqlite3_bind_int64(st, 9, now);
	ok = db_run(s, st, err);
	buf_free(&at.address);
	return ok;
}

static bool
set_fields(struct store *s, const struct annotation *a,
    const struct words *words, int64_t now, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_ANNOTATION_SET, err);

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(a->uuid));
	db_text(st, 2, str_of(annotation_names[a->kind]));
	db_text(st, 3, mark_of(a));
	db_text(st, 4, str_of(colour_names[a->colour]));
	db_text(st, 5, str_of(mark_style_names[a->style]));
	db_text(st, 6, buf_lend(&words->body));
	db_text(st, 7, buf_lend(&words->tags));
	sqlite3_bind_int64(st, 8, now);
	return db_run(s, st, err);
}

bool
annotation_update(struct store *s, const struct book_id *id,
    const struct book *b, const struct annotation *a, struct err *err)
{
	struct arena *arena;
	struct annotation old = {.uuid = ""};
	struct words words;
	int64_t now;
	bool ok;

	(void)id;
	if (!check_size(a, a->from, a->to, err) ||
	    !db_begin(s, LEVEL_DURABLE, err))
		return false;
	arena = arena_new();
	ok = fetch(s, a->uuid, arena, &old, err);
	now = time_after(s, old.modified);
	words = words_of(a);
	ok = ok && clear_mark(s, old.book, a, now, err) &&
	     journal_before(s, a->uuid, old.book, err) &&
	     set_fields(s, a, &words, now, err);
	if (ok && !str_eq(buf_lend(&words.body), old.body))
		ok = version_add(s, a->uuid, buf_lend(&words.body), now, err);
	if (ok && has_moved(&old, a, b))
		ok = set_span(s, b, a, now, err);
	else if (ok && a->state == ANCHOR_LOST && a->orphan != old.orphan)
		ok = set_orphan(s, a, now, err);
	ok = ok && journal_after(s, a->uuid, err);
	ok = db_commit(s, ok, err);
	words_free(&words);
	arena_free(arena);
	return ok;
}

bool
annotation_adopt(struct store *s, const struct book *b,
    const struct annotation *a, struct err *err)
{
	struct arena *arena;
	struct annotation old = {.uuid = ""};
	struct anchor now;
	bool ok;

	if (a->state == ANCHOR_LOST)
		return err_set(err, ERR_STORE,
		    "annotation %.8s is not found in this text", a->uuid);
	if (!check_size(a, a->from, a->to, err) ||
	    !db_begin(s, LEVEL_DURABLE, err))
		return false;
	arena = arena_new();
	ok = fetch(s, a->uuid, arena, &old, err);
	anchor_make(&now, b->text, a->from, a->to, ANCHOR_CONTEXT);
	if (ok && (old.from != a->from || !str_eq(old.quote, now.quote) ||
		      !str_eq(old.prefix, now.prefix) ||
		      !str_eq(old.suffix, now.suffix)))
		ok = journal_before(s, a->uuid, old.book, err) &&
		     set_span(s, b, a, time_after(s, old.modified), err) &&
		     journal_after(s, a->uuid, err);
	ok = db_commit(s, ok, err);
	arena_free(arena);
	return ok;
}

/* ---- life and death ---- */

/* Delete or bring back; what is already so stays as it is. */
bool
annotation_life(struct store *s, const char *uuid, bool alive, struct err *err)
{
	struct annotation old = {.uuid = ""};
	struct arena *arena;
	sqlite3_stmt *st = NULL;
	int64_t now;
	bool ok;

	if (!db_begin(s, LEVEL_DURABLE, err))
		return false;
	arena = arena_new();
	ok = fetch(s, uuid, arena, &old, err);
	now = time_after(s, old.modified);
	if (ok && (old.deleted == 0) != alive) {
		ok = !alive || clear_mark(s, old.book, &old, now, err);
		ok = ok && journal_life(s, uuid, old.book, alive, err);
		st = ok ? db_ready(s, SQL_ANNOTATION_LIFE, err) : NULL;
		ok = st != NULL;
	}
	if (st != NULL) {
		db_text(st, 1, str_of(uuid));
		sqlite3_bind_int64(st, 2, alive ? 0 : now);
		sqlite3_bind_int64(st, 3, now);
		ok = db_run(s, st, err);
	}
	ok = db_commit(s, ok, err);
	arena_free(arena);
	return ok;
}
