/*
 * Keeping: what is new becomes lines of a dump, which the store merges in one
 * transaction as it merges another machine's.  So the newest of each field
 * wins, what was deleted here stays deleted, and both texts of a note are kept
 * that was changed on both sides.
 *
 *  1. A field that is here already as the file has it gets the time 0 and so
 *     changes nothing; an annotation that has nothing new is left out.
 *  2. A version of a note is numbered by its text.  It replaces the version
 *     that was imported before, but not what was written here since.
 *  3. One that belongs to another book here is taken as a copy, lest the two
 *     books become one; a book without a file (3 of known.c) does become one
 *     with the book that is its text.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/export.h>

#include "lib/import/known.h"

/* The last time that the store takes. */
#define LAST_TIME INT64_C(253402300799999999)

struct take {
	struct buf lines;
	const struct import_known *known;
	const struct shelf_book *book; /* of the target, or NULL */
	bool here; /* the target is a book of the store, maybe since now */
	char sha[65]; /* of the target */
	uint64_t letters; /* that are taken, a bit each */
	struct named_book {
		char sha[65];
	} * named; /* the books that have their line */
	size_t n_named, cap_named;
	int64_t now;
};

/* ---- which annotation here it is ---- */

/* Is it of a book here that is surely another than the target? */
static bool
is_elsewhere(const struct take *t, const struct annotation *have)
{
	const struct shelf_book *other;

	if (have == NULL || (t->book != NULL && have->book == t->book->row))
		return false;
	other = known_book(t->known, have->book);
	return other != NULL && other->path.p != NULL;
}

static const struct annotation *
identify(const struct take *t, struct import_note *n)
{
	const struct annotation *have = known_at(t->known, n->a.uuid);
	struct str names[] = {STR("copy"), str_of(n->a.uuid), str_of(t->sha)};
	char copy[37];

	if (!is_elsewhere(t, have))
		return have;
	uuid_of(copy, names, LENGTH(names));
	memcpy(n->a.uuid, copy, sizeof(copy));
	return known_at(t->known, n->a.uuid);
}

#define CAPITALS (UINT64_MAX << 32) /* their bits */

/* The bit of a letter; capital ones have the upper half. */
static uint64_t
bit_of(char letter)
{
	if (!letter_is(letter))
		return 0;
	return letter_is_capital(letter) ? 1ull << (32 + letter - 'A')
					 : 1ull << (letter - 'a');
}

/* A letter names one place of a book, or of all: the one that has it keeps
 * it. */
static void
claim_letter(struct take *t, struct annotation *a, bool is_here)
{
	uint64_t bit = bit_of(a->mark);

	if (!is_here && (t->letters & bit) != 0)
		a->mark = '\0';
	t->letters |= bit;
}

/* ---- what is new in it ---- */

/* The times of its fields; 0: as it is here. */
struct times {
	int64_t span, kind, look, body, tags, life;
};

static bool
is_changed(const struct times *t)
{
	return (t->span | t->kind | t->look | t->body | t->tags | t->life) != 0;
}

static struct times
times_of_new(const struct import_note *n, int64_t at)
{
	/* a place that was not looked for, or not found, yields to any other */
	bool placed = n->a.state != ANCHOR_LOST || n->lasting;

	return (struct times){.span = placed ? at : 0,
	    .kind = at,
	    .look = at,
	    .body = at,
	    .tags = at,
	    .life = at};
}

static struct times
times_of_known(const struct import_note *n, const struct annotation *have,
    bool moves, int64_t at)
{
	const struct annotation *a = &n->a;
	struct times t = {.span = 0};

	if (a->deleted != 0 && have->deleted == 0)
		t.life = a->deleted;
	/* nothing in it can be newer than what is here */
	if (at <= have->created && !moves)
		return t;
	if ((moves || !str_eq(a->quote, have->quote)) &&
	    (a->state != ANCHOR_LOST || n->lasting))
		t.span = at;
	if ((a->kind != have->kind && !n->any_kind) || a->mark != have->mark)
		t.kind = at;
	if (a->colour != have->colour || a->style != have->style)
		t.look = at;
	if (!str_eq(a->body, have->body) && at > have->modified)
		t.body = at;
	if (!str_eq(a->tags, have->tags))
		t.tags = at;
	return t;
}

/* When it was changed last.  A file that does not say so is believed where
 * nobody has changed it here. */
static int64_t
time_of(const struct take *t, const struct import_note *n,
    const struct annotation *have)
{
	const struct annotation *a = &n->a;

	if (a->modified == 0)
		return have == NULL || have->modified == have->created ? t->now
								       : 0;
	if (have != NULL && !n->lasting && a->modified == a->created &&
	    have->modified == have->created)
		return t->now;
	return a->modified;
}

/* ---- lines ---- */

static void
member(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, ",\"%s\":", name);
	if (value.p == NULL)
		buf_puts(out, "null");
	else
		export_json_string(out, value);
}

/* The same where the store has no null. */
static void
text(struct buf *out, const char *name, struct str value)
{
	member(out, name, value.p != NULL ? value : STR(""));
}

static void
number(struct buf *out, const char *name, int64_t value)
{
	buf_printf(out, ",\"%s\":%lld", name, (long long)value);
}

static int64_t
version_number(const struct annotation *a, struct str body)
{
	struct str names[] = {STR("version"), str_of(a->uuid), body};

	return number_of(names, LENGTH(names));
}

static void
put_versions(struct buf *out, const struct annotation *a,
    const struct annotation *have, int64_t at)
{
	buf_puts(out, ",\"versions\":[");
	if (at != 0 && (a->body.n > 0 || have != NULL)) {
		buf_printf(out, "{\"id\":%lld,\"at\":%lld",
		    (long long)version_number(a, a->body), (long long)at);
		buf_puts(out, ",\"base\":\"");
		if (have != NULL && have->body.n > 0)
			buf_printf(out, "%lld",
			    (long long)version_number(a, have->body));
		buf_putc(out, '"');
		text(out, "body", a->body);
		buf_putc(out, '}');
	}
	buf_putc(out, ']');
}

static void
put_annotation(struct take *t, const struct annotation *a,
    const struct annotation *have, const struct times *at, int64_t modified)
{
	struct buf *out = &t->lines;
	int64_t created = a->created != 0 ? a->created
			  : have != NULL  ? have->created
					  : modified;

	buf_printf(out, "{\"type\":\"annotation\",\"book\":\"%s\"", t->sha);
	text(out, "uuid", str_of(a->uuid));
	text(out, "kind", str_of(annotation_names[a->kind]));
	number(out, "from_place", a->from);
	number(out, "to_place", a->to);
	text(out, "mark", (struct str){&a->mark, a->mark != '\0'});
	text(out, "colour", str_of(colour_names[a->colour]));
	text(out, "style", str_of(mark_style_names[a->style]));
	text(out, "quote", a->quote);
	text(out, "prefix", a->prefix);
	text(out, "suffix", a->suffix);
	member(out, "section", a->section);
	member(out, "address", a->address);
	text(out, "body", a->body);
	text(out, "tags", a->tags);
	number(out, "created", created);
	number(out, "modified", modified);
	number(out, "deleted", a->deleted);
	number(out, "at_span", at->span);
	number(out, "at_kind", at->kind);
	number(out, "at_look", at->look);
	number(out, "at_body", at->body);
	number(out, "at_tags", at->tags);
	number(out, "at_life", at->life);
	put_versions(out, a, have, at->body);
	buf_puts(out, "}\n");
}

static void
take_note(struct take *t, struct import_note *n)
{
	const struct annotation *have = identify(t, n);
	int64_t at = time_of(t, n, have);
	struct times times;
	bool moves = false;

	claim_letter(t, &n->a, have != NULL);
	if (have == NULL) {
		times = times_of_new(n, at);
		n->fate = IMPORT_NEW;
	} else {
		moves = t->book == NULL || have->book != t->book->row;
		times = times_of_known(n, have, moves, at);
		n->fate = moves || is_changed(&times) ? IMPORT_CHANGED
			  : have->deleted != 0        ? IMPORT_DELETED
						      : IMPORT_SAME;
	}
	if (n->fate == IMPORT_SAME || n->fate == IMPORT_DELETED)
		return;
	if (n->a.deleted > at)
		at = n->a.deleted;
	put_annotation(t, &n->a, have, &times, at);
}

/* ---- books ---- */

/* A book that is here already is only named: what it says of itself stays. */
static void
put_book(struct take *t, const struct import_book *k)
{
	struct str none = {NULL, 0};
	struct buf *out = &t->lines;
	struct str title = k->title.n > 0 ? k->title : k->file;

	buf_printf(out, "{\"type\":\"book\",\"book\":\"%s\"", t->sha);
	member(out, "title", t->here ? none : title);
	member(out, "authors", t->here ? none : k->authors);
	member(out, "language", none);
	number(out, "length", 0);
	number(out, "created", t->here ? LAST_TIME : t->now);
	/* the sum of its text is not known: one that is like no other */
	buf_printf(out,
	    ",\"contents\":[{\"sha\":\"%s\",\"text_sha\":\"-%s\"}]}\n", t->sha,
	    t->sha);
}

static bool
has_letter(const struct import_book *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].a.mark != '\0')
			return true;
	return false;
}

/* The target: its row on the shelf, and the letters that are taken there. */
static void
aim(struct take *t, const struct import_book *k, const struct import_target *to)
{
	const struct import_known *known = t->known;

	t->book = NULL;
	t->letters &= CAPITALS;
	if (to->id.sha[0] != '\0')
		memcpy(t->sha, to->id.sha, sizeof(t->sha));
	else
		title_sha(t->sha, k);
	if (to->id.row != 0)
		t->book = known_book(known, to->id.row);
	for (size_t i = 0; t->book == NULL && i < known->shelf.n; i++)
		if (str_is(known->shelf.v[i].sha, t->sha))
			t->book = &known->shelf.v[i];
	t->here = t->book != NULL || to->id.row != 0;
	if (!has_letter(k))
		return;
	for (size_t i = 0; i < known->living.n; i++) {
		const struct annotation *a = &known->living.v[i];

		if (letter_is_capital(a->mark) ||
		    (t->book != NULL && a->book == t->book->row))
			t->letters |= bit_of(a->mark);
	}
}

/* Several books of the file may be one here. */
static bool
is_named(const struct take *t)
{
	for (size_t i = 0; i < t->n_named; i++)
		if (memcmp(t->named[i].sha, t->sha, sizeof(t->sha)) == 0)
			return true;
	return false;
}

static void
take_book(struct take *t, struct import_book *k, const struct import_target *to)
{
	size_t before = t->lines.n, start;
	struct named_book name;

	aim(t, k, to);
	if (!is_named(t))
		put_book(t, k);
	start = t->lines.n;
	for (size_t i = 0; i < k->n; i++)
		take_note(t, &k->v[i]);
	/* a book that gets nothing is not named */
	if (t->lines.n == start) {
		buf_cut(&t->lines, before);
	} else if (start > before) {
		memcpy(name.sha, t->sha, sizeof(name.sha));
		ARRAY_PUSH(t->named, t->n_named, t->cap_named, name);
	}
}

bool
import_store(struct import *m, const struct import_target *targets,
    struct store *s, const struct import_known *known, int64_t now, bool dry,
    struct merge_report *out, struct err *err)
{
	struct take t = {.lines = BUF_INIT, .known = known, .now = now};
	bool ok = true;

	*out = (struct merge_report){.books = 0};
	buf_puts(&t.lines, "{\"izba\":\"dump/1\"}\n");
	for (size_t i = 0; i < m->n; i++)
		if (!targets[i].skip)
			take_book(&t, &m->books[i], &targets[i]);
	if (strchr(t.lines.p, '\n')[1] != '\0')
		ok = (dry || store_backup(s, true, err)) &&
		     store_take(s, buf_lend(&t.lines), dry, out, err);
	free(t.named);
	buf_free(&t.lines);
	return ok;
}
