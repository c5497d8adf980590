/*
 * store: what readers leave in books.  One SQLite file: places, bookmarks,
 * highlights, notes.  What a function here has confirmed is on disk.
 *
 * No SQLite type leaves this room.  Times are UTC, microseconds since 1970,
 * from the store's clock (which tests can fix).
 */
#ifndef IZBA_STORE_H
#define IZBA_STORE_H

#include <izba/book.h>

struct store;

struct store_options {
	bool read_only;
	int64_t fixed_clock;	/* 0: the system's clock */
	bool keep_unsaved;	/* see store_unsaved */
	uint32_t fs_type;	/* for tests: taken for the file system's type
				   (statfs(2)); 0: asked */
};

/* Open (and, unless read_only, create or migrate) the database at `path`; its
 * folder is made with mode 0700, the file with 0600.  NULL with err set: a
 * sentence that says what to do.  A newer schema, a read-only file or file
 * system, a full disk opens read-only; store_why_read_only then says why. */
struct store *store_open(const char *path, const struct store_options *options,
    struct err *err) USE_RESULT;
void store_close(struct store *s);
/* NULL if the store can be written, else one sentence. */
const char *store_why_read_only(const struct store *s);

/* Bring what was marked from the WAL into the database itself, where even a copy
 * of the file alone has it.  Costs nothing if nothing was marked; else some
 * milliseconds, which nobody should have to wait for. */
void store_settle(struct store *s);

/* Has another program written to the store since it was opened, or since this
 * was last asked?  Costs next to nothing. */
bool store_changed(struct store *s);

/* ---- what could not be written ---- */

/* With keep_unsaved, a change of annotations that the disk refuses (it is full,
 * another program holds the store, it can only be read) is kept in memory, and
 * the function that was asked for it returns true; the lists show it.  It is
 * written by the next change for which that is possible, or by store_flush.
 * Returns how many annotations are not on the disk, with the reason in *why,
 * and in *last what tells one change of them from the next; the caller must
 * tell the reader. */
uint32_t store_unsaved(struct store *s, int64_t *last, const char **why);
/* Write them now; true if nothing is left to be written. */
bool store_flush(struct store *s, struct err *err);
/* Append them as lines that store_load takes. */
bool store_dump_unsaved(
    struct store *s, struct buf *out, struct err *err) USE_RESULT;
/* In place of a store that can't be opened: one in memory, in which nothing is
 * on the disk, and why. */
struct store *store_only_memory(const char *why, struct err *err) USE_RESULT;
/* Why it is one of these, or NULL if it is not. */
const char *store_why_in_memory(const struct store *s);

/* ---- backups ---- */

/* What a merge has done, or would do. */
struct merge_report {
	uint32_t books;		/* not known before */
	uint32_t added, changed, deleted; /* annotations */
	uint32_t conflicts;	/* notes changed apart; both texts are kept */
	uint32_t purged;	/* forgotten for good */
};

/* Copy the store beside itself if there is no copy of today yet and something
 * was written through `s`, or is `about` to be: to be called before a great
 * change, and before it is closed.  False if it is damaged or the copy can't be
 * written. */
bool store_backup(struct store *s, bool about, struct err *err) USE_RESULT;

/* When a store can't be opened or read: is it damaged, or gone though its
 * backups are there?  Reads all of it. */
bool store_is_damaged(const char *path);

struct store_backup {
	char *path;
	char day[11];		/* "2026-11-21", when it was made */
	uint32_t annotations;	/* that live in it */
};
/* The newest backup of the store at `path` that is whole; freed by
 * store_backup_free. */
bool store_find_backup(const char *path, struct store_backup *out) USE_RESULT;
/* A certain one. */
bool store_take_backup(const char *name, struct store_backup *out,
    struct err *err) USE_RESULT;
void store_backup_free(struct store_backup *b);

struct recovery {
	char *kept;		/* the damaged file's new name; NULL: it was
				   gone */
	/* what could be read of it and was not in the backup */
	struct merge_report saved;
};
/* Put a backup in place of the damaged store at `path`, which is kept under
 * another name; *out is freed by recovery_free. */
bool store_recover(const char *path, const struct store_backup *backup,
    struct recovery *out, struct err *err) USE_RESULT;
void recovery_free(struct recovery *r);

/* ---- books ---- */

struct book_id {
	int64_t row;		/* of the book in this store; 0 unknown */
	char sha[65];		/* SHA-256 of the file's bytes, hex */
};

/* The book of a file: by what the store remembers of its path, size and time
 * of change, else by the SHA-256 of its bytes, else by that of its normalised
 * text, else (a file changed in place) by what was left in it.  A new book
 * gets a row (unless the store is read-only, then row is 0).
 *
 * `b` may be NULL while the file is not compiled yet: a file whose bytes the
 * store has not seen then has row 0; ask again with the book.  A file that is
 * gone is known by its path. */
bool store_book(struct store *s, const char *path, const struct book *b,
    struct book_id *out, struct err *err) USE_RESULT;
/* The same where the SHA-256 of its bytes is known already: 64 letters. */
bool store_book_of(struct store *s, const char *path, const char *sha,
    const struct book *b, struct book_id *out, struct err *err) USE_RESULT;
/* May this file be one that was read before, under this name or another?  A
 * guess by its name and size, which costs no reading; true in doubt. */
bool store_may_know(struct store *s, const char *path);

/* Look up the row again of a book that is open, when another program has written
 * to the store (store_changed): a merge may have made it one with another.  What
 * is not known stays as it is. */
void store_book_again(struct store *s, struct book_id *id);

struct shelf_book {
	int64_t row;
	struct str title;	/* or null */
	struct str authors;	/* joined with "; " */
	struct str language, date, publisher; /* as stated, or null */
	struct str series, volume; /* "Rooms" and its "2", or null */
	struct str path;	/* last seen */
	struct str sha;		/* of the bytes that were last seen */
	int64_t opened;		/* last time */
	uint32_t place, length;	/* reading place and text length */
	uint32_t bookmarks, highlights, notes;
};
/* The books, last opened first; freed by shelf_free. */
struct shelf {
	struct arena *arena;
	struct shelf_book *v;
	size_t n;
};
bool store_shelf(struct store *s, struct shelf *out, struct err *err)
    USE_RESULT;
void shelf_free(struct shelf *shelf);

/* By what a shelf can be sorted.  Authors by their surnames; what has no
 * author, date or series comes last. */
enum shelf_order {
	SHELF_OPENED,
	SHELF_AUTHOR,
	SHELF_TITLE,
	SHELF_DATE,
	SHELF_SERIES,
	SHELF_ORDERS
};
extern const char *const shelf_order_names[SHELF_ORDERS]; /* "opened", ... */
void shelf_sort(struct shelf *shelf, enum shelf_order order);
/* Are all of the words in what is known of the book: title, authors, date,
 * publisher, series, path?  Case and accents do not count. */
bool shelf_has(const struct shelf_book *b, struct str words);
/* The same in its title, or in its path. */
bool shelf_is_called(const struct shelf_book *b, struct str words);

/* ---- the reading place ---- */

/* The place as it was left: false if none is known.  When the text has
 * changed since, the place is found again by the words that stood there. */
bool store_place(struct store *s, const struct book_id *id,
    const struct book *b, uint32_t *place);
bool store_set_place(struct store *s, const struct book_id *id,
    const struct book *b, uint32_t place, struct err *err) USE_RESULT;

/* ---- annotations ---- */

enum annotation_kind {
	ANNOTATION_BOOKMARK,
	ANNOTATION_HIGHLIGHT,
	ANNOTATION_NOTE,
	ANNOTATION_KINDS
};
extern const char *const annotation_names[ANNOTATION_KINDS];

/* W3C EPUB Annotations 1.0 */
enum colour { PINK, ORANGE, YELLOW, GREEN, BLUE, PURPLE, COLOURS };
extern const char *const colour_names[COLOURS];
enum mark_style { SOLID, UNDERLINE, STRIKETHROUGH, OUTLINE, MARK_STYLES };
extern const char *const mark_style_names[MARK_STYLES];

enum anchor_state {
	ANCHOR_EXACT,		/* where it was, or found again beyond doubt */
	ANCHOR_MOVED,		/* found again by quote and context */
	ANCHOR_LOST		/* not found beyond doubt; the quote is kept */
};

/* Where a passage stands, or may stand. */
struct anchor_hit {
	uint32_t from, to;
	uint16_t score;		/* 1000: quote and contexts as they are asked */
	uint16_t quote, before, after; /* how like each is, 0..1000 */
	bool exact;		/* the quote is there but for white space */
};

struct annotation {
	char uuid[37];		/* empty: made by store_add */
	enum annotation_kind kind;
	uint32_t from, to;	/* from == to for a place */
	char mark;		/* a letter (see below), or 0 */
	enum colour colour;
	enum mark_style style;
	enum anchor_state state;
	struct str quote, prefix, suffix; /* at most 32 characters each side */
	struct str section;	/* title as it was */
	struct str address;	/* its whereabouts (book.h) as they were */
	struct str body;	/* the reader's own words, or empty */
	struct str tags;	/* "one two", or empty */
	int64_t created, modified, deleted; /* deleted: 0, or when */
	int64_t book;		/* its row; filled by the store */

	/* Of one that does not stand where it was made: */
	struct anchor_hit best;	/* where it stands now; of a lost one where it
				   may stand, with score 0 if nowhere */
	bool orphan;		/* the reader said that its passage is gone;
				   only with ANCHOR_LOST */
	struct span made;	/* where it stood when it was made */
	struct span listed;	/* where store_list found it; leave it alone
				   (NOWHERE: in another reading of the
				   text) */
};

/* Letters name places: a small one in each book another, a capital one among
 * all books.  One living annotation of the book, or of all, bears a letter: the
 * one to which it was given last. */
static inline bool
letter_is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
letter_is(char c)
{
	return letter_is_capital(c) || (c >= 'a' && c <= 'z');
}

/* Does it wait for the reader's word on where it stands? */
static inline bool
annotation_is_doubtful(const struct annotation *a)
{
	return a->state == ANCHOR_LOST && a->best.score > 0 && !a->orphan;
}

/* Is it a note on the book as a whole?  That is one on its very first place, of
 * no words, which stays there however the text may change. */
static inline bool
annotation_is_on_book(const struct annotation *a)
{
	return a->kind == ANNOTATION_NOTE && a->from == 0 && a->to == 0 &&
	       a->quote.n == 0;
}

/* Add one: the caller gives kind, from, to, mark, colour, style, body, tags;
 * the rest is filled from the book.  What bore the same letter is deleted
 * in the same step.  The UUID is written to a->uuid. */
bool store_add(struct store *s, const struct book_id *id, const struct book *b,
    struct annotation *a, struct err *err) USE_RESULT;
/* Write back a changed body, tags, colour, style, kind, mark and span (the span
 * of a lost one only if the caller sets its state to ANCHOR_EXACT), and of a
 * lost one whether it is an orphan.  An unchanged span keeps the quote as it
 * was made, wherever the text has it now. */
bool store_update(struct store *s, const struct book_id *id,
    const struct book *b, const struct annotation *a, struct err *err)
    USE_RESULT;
/* The passage as it stands in this text becomes the annotation's own, its quote
 * and contexts too; nothing is changed where they are so already.  Not for
 * lost ones. */
bool store_adopt(struct store *s, const struct book *b,
    const struct annotation *a, struct err *err) USE_RESULT;
/* Delete (a tombstone stays) and bring back. */
bool store_delete(struct store *s, const char *uuid, struct err *err)
    USE_RESULT;
bool store_restore(struct store *s, const char *uuid, struct err *err)
    USE_RESULT;

/* The living annotations of a book in book order, found again if the text has
 * changed; with `deleted` the dead ones instead.  A lost one is an empty span
 * where it was.  Without a book (`b` NULL) all are as they were made.  Freed
 * by annotations_free. */
struct annotations {
	struct arena *arena;
	struct annotation *v;
	size_t n;
};
bool store_list(struct store *s, const struct book_id *id,
    const struct book *b, bool deleted, struct annotations *out,
    struct err *err) USE_RESULT;
/* Those of all books as they were made, by book and then in its order. */
bool store_list_all(struct store *s, bool deleted, struct annotations *out,
    struct err *err) USE_RESULT;
/* The bearers of capital letters in all books as they were made, by letter. */
bool store_capitals(struct store *s, struct annotations *out, struct err *err)
    USE_RESULT;
void annotations_free(struct annotations *v);
/* Those of all books, also deleted ones, whose UUID begins so: none, one, or
 * more if too little of it was given. */
bool store_find(struct store *s, struct str id, struct annotations *out,
    struct err *err) USE_RESULT;
/* Append the tags of all books, sorted, a line each. */
bool store_tags(struct store *s, struct buf *out, struct err *err) USE_RESULT;

/* ---- what the reader's words say ---- */

/* The next tag at or after byte *at, which goes on behind it: "#like-this" at
 * the start of a word, a letter first, then letters, digits, "-", "_", "/".
 * *tag is without its sign. */
bool words_tag(struct str words, size_t *at, struct str *tag);
/* Append the tags of an annotation whose words were changed: those that only
 * the words before had are gone, those of the words after are there. */
void words_retag(struct buf *out, struct str tags, struct str before,
    struct str after);
/* Append tags (parted by blanks or commas, with "#" or without) as they are kept:
 * sorted by bytes, each once, parted by single blanks, without "#". */
void words_tidy_tags(struct buf *out, struct str tags);
/* The next link to another annotation at or after *at: "[[1a2b3c4d]]", the first
 * eight characters or more of its UUID, in *id; *where is the whole of it. */
bool words_link(struct str words, size_t *at, struct span *where,
    struct str *id);

/* Everything written until store_end is one: all of it is kept or, with `ok`
 * false or after an error, none; it is one step to undo. */
bool store_begin(struct store *s, struct err *err) USE_RESULT;
bool store_end(struct store *s, bool ok, struct err *err) USE_RESULT;

/* ---- undoing ---- */

/* What store_add, store_update, store_delete and store_restore have done is
 * journalled with it, so that it can be undone after a restart too.  What came
 * by a merge is not. */
enum step_kind { STEP_REMOVED, STEP_RESTORED, STEP_CHANGED };
struct undone {
	uint32_t n;		/* annotations; 0: there was nothing to undo */
	bool mixed;		/* not the same has happened to all of them */
	/* of the one that was changed last: */
	enum step_kind kind;	/* what has happened to it now */
	enum annotation_kind annotation;
	char uuid[37];
	int64_t book;
	uint32_t place;		/* as it was made */
};

/* Undo the last step that touched this book (book_row 0: any), or, with
 * `again`, do the one that was undone last again.  Of each annotation only what
 * the step had changed is set back; one that was purged since is passed
 * over. */
bool store_undo(struct store *s, int64_t book_row, bool again,
    struct undone *out, struct err *err) USE_RESULT;

/* ---- forgetting ---- */

/* Forget for good what was deleted before a time (INT64_MAX: all of it): only
 * the UUID stays, so that no merge brings it back.  *n is how many. */
bool store_purge(struct store *s, int64_t before, uint32_t *n, struct err *err)
    USE_RESULT;
/* The same for some of what was deleted; what was not is passed over. */
bool store_purge_some(struct store *s, char (*uuids)[37], size_t n_uuids,
    uint32_t *n, struct err *err) USE_RESULT;

/* ---- where a quoted passage stands ---- */

/* A passage as another text has it: of this book's earlier edition, or of
 * another program's export. */
struct anchor_query {
	struct str quote;	/* empty for a place between the two others */
	struct str prefix, suffix; /* what stood around it, or empty */
	uint32_t hint;		/* where it may stand, or NOWHERE */
};

#define ANCHOR_HITS 4		/* more of a passage are never given */

/* Where the passage may stand, best first: exact ones, and those with words
 * retyped, cut or put in, other punctuation, quotes, hyphens, case, е for ё,
 * footnote marks more or less.  At most `max` hits; returns their number. */
size_t store_anchor_find(const struct book *b, const struct anchor_query *q,
    struct anchor_hit *out, size_t max);
/* The same for n passages in one pass: the hits of v[i] from out[i * max],
 * their number in n_out[i].  Linear in the text, whatever n is. */
void store_anchor_find_all(const struct book *b, const struct anchor_query *v,
    size_t n, struct anchor_hit *out, size_t max, size_t *n_out);
/* Is the first of n hits of this passage (found with a max of at least 2)
 * beyond doubt, so that nobody need be asked?  By how like it is, by what
 * stands around it, by its margin over the second. */
bool store_anchor_sure(
    const struct anchor_query *q, const struct anchor_hit *hits, size_t n);

/* The places between which the reader may choose for a mark that is lost or
 * moved, best first. */
size_t store_anchor_candidates(const struct book *b, const struct annotation *a,
    struct anchor_hit out[ANCHOR_HITS]);

/* ---- several machines ---- */

/* Take in what is in another store and not yet, or older, in this: the newest
 * of each field wins, deletions stay deleted.  Merging is idempotent,
 * commutative and associative; `path` is not written to.  With `dry` nothing
 * is changed, only reported. */
bool store_merge(struct store *s, const char *path, bool dry,
    struct merge_report *out, struct err *err) USE_RESULT;

/* An empty store in memory, to gather several in before they are merged as one,
 * or to keep what can't be written; closed by store_close. */
struct store *store_in_memory(struct err *err) USE_RESULT;
/* Merge what was gathered in memory. */
bool store_absorb(struct store *s, struct store *memory, bool dry,
    struct merge_report *out, struct err *err) USE_RESULT;

/* All that is worth carrying to another machine as JSON Lines in an order that
 * depends on nothing but the content: books, places, and one annotation on a
 * line. */
bool store_dump(struct store *s, struct buf *out, struct err *err) USE_RESULT;
/* Merge such lines; an error names the line, and then nothing is changed. */
bool store_load(struct store *s, struct str lines, bool dry,
    struct merge_report *out, struct err *err) USE_RESULT;
/* The same; what is new by it is one step to undo. */
bool store_take(struct store *s, struct str lines, bool dry,
    struct merge_report *out, struct err *err) USE_RESULT;

/* ---- small things worth keeping: prompt histories, settings of a book ---- */

bool store_set_setting(struct store *s, int64_t book_row, const char *key,
    struct str value, struct err *err) USE_RESULT;
/* Append the value; false if there is none.  book_row 0: for all books. */
bool store_setting(struct store *s, int64_t book_row, const char *key,
    struct buf *out);
/* The encoding in which the reader wants a file to be read (this file: another
 * of the same book may be in another); empty: as izba finds it. */
bool store_set_encoding(struct store *s, const struct book_id *id,
    struct str name, struct err *err) USE_RESULT;
/* Append that of the file, which need not be read for it; false if there is
 * none. */
bool store_encoding(struct store *s, const char *path, struct buf *out);
/* The same of the rule by which its notes are found (note_rules of formats.h). */
bool store_set_note_rule(struct store *s, const struct book_id *id,
    struct str name, struct err *err) USE_RESULT;
bool store_note_rule(struct store *s, const char *path, struct buf *out);

#endif
