/*
 * What the formats hand over, made fit for the store: clean text within limits,
 * a name for each annotation, books that stand in several places put together.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "lib/import/room.h"

#define LIMIT_NOTES 1000000 /* of one file */
#define LIMIT_BOOKS 10000
#define LIMIT_TEXT ((size_t)1 << 20) /* bytes of a quote or a note */
#define CONTEXT 32 /* characters kept on each side of a quote */

/* ---- books ---- */

struct reading_slot {
	int64_t number; /* made of the book's names */
	size_t book; /* from 1; 0: empty */
};

static void
grow_slots(struct reading *r)
{
	struct reading_slot *old = r->slots;
	size_t n = r->n_slots;

	r->n_slots = n == 0 ? 64 : n * 2;
	r->slots = xcalloc(r->n_slots, sizeof(*r->slots));
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)old[i].number & (r->n_slots - 1);

		if (old[i].book == 0)
			continue;
		while (r->slots[at].book != 0)
			at = (at + 1) & (r->n_slots - 1);
		r->slots[at] = old[i];
	}
	free(old);
}

static struct reading_slot *
slot_of(struct reading *r, const struct import_book *k)
{
	const struct str names[] = {
	    k->title, k->authors, k->sha, k->identifier, k->file};
	int64_t number = number_of(names, LENGTH(names));
	size_t at;

	if ((r->out->n + 1) * 2 > r->n_slots)
		grow_slots(r);
	at = (size_t)number & (r->n_slots - 1);
	while (r->slots[at].book != 0 && r->slots[at].number != number)
		at = (at + 1) & (r->n_slots - 1);
	r->slots[at].number = number;
	return &r->slots[at];
}

/* A name on one line. */
static struct str
clean_name(struct reading *r, struct str s)
{
	struct buf clean = BUF_INIT;
	struct str kept;

	if (str_trim(s).n == 0)
		return (struct str){NULL, 0};
	text_clean(&clean, str_slice(str_trim(s), 0, 4096), NULL);
	for (size_t i = 0; i < clean.n; i++)
		if (clean.p[i] == '\n' || clean.p[i] == '\t')
			clean.p[i] = ' ';
	kept = arena_str(r->out->arena, str_trim(buf_lend(&clean)));
	buf_free(&clean);
	return kept;
}

static bool
is_hex(struct str s, size_t n)
{
	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') &&
		    (s.p[i] < 'a' || s.p[i] > 'f'))
			return false;
	return true;
}

bool
reading_book(struct reading *r, const struct import_book *k, struct err *err)
{
	struct reading_slot *slot = slot_of(r, k);
	struct import_book own = {.line = k->line};

	if (slot->book != 0) {
		r->book = slot->book - 1;
		return true;
	}
	if (r->out->n >= LIMIT_BOOKS) {
		err_set(err, ERR_LIMIT, "more than %d books", LIMIT_BOOKS);
		return at_line(err, k->line);
	}
	own.title = clean_name(r, k->title);
	own.authors = clean_name(r, k->authors);
	own.file = clean_name(r, k->file);
	own.identifier = clean_name(r, k->identifier);
	if (is_hex(k->sha, 64))
		own.sha = arena_str(r->out->arena, k->sha);
	if (is_hex(k->md5, 32))
		own.md5 = arena_str(r->out->arena, k->md5);
	r->book = r->out->n;
	ARRAY_PUSH(r->out->books, r->out->n, r->cap_books, own);
	slot->book = r->out->n;
	return true;
}

/* ---- annotations ---- */

/* Text as the store has it; an error if there is too much of it. */
static bool
clean_text(struct reading *r, struct str *s, const char *what, uint32_t line,
    struct err *err)
{
	struct buf clean = BUF_INIT;

	if (s->n > LIMIT_TEXT) {
		err_set(err, ERR_LIMIT, "%s of more than a megabyte", what);
		return at_line(err, line);
	}
	if (s->n > 0)
		text_clean(&clean, *s, NULL);
	*s = arena_str(r->out->arena, buf_lend(&clean));
	buf_free(&clean);
	return true;
}

/* The last or the first characters, as many as are kept. */
static struct str
last_of(struct str s)
{
	size_t at = s.n, n;

	for (int i = 0; i < CONTEXT && at > 0; i++) {
		cp_before(s.p, s.p + at, &n);
		at -= n;
	}
	return str_slice(s, at, s.n);
}

static struct str
first_of(struct str s)
{
	size_t at = 0, n;

	for (int i = 0; i < CONTEXT && at < s.n; i++) {
		cp_decode(s.p + at, s.p + s.n, &n);
		at += n;
	}
	return str_slice(s, 0, at);
}

/* The name the file gives, or one made of the book and the seed. */
static void
give_name(
    struct reading *r, struct import_note *n, struct str id, struct str seed)
{
	const struct import_book *k = &r->out->books[r->book];
	struct str given[] = {STR("id"), id};
	struct str made[] = {
	    str_of(r->out->format->name), k->title, k->identifier, seed};

	n->lasting = id.n > 0;
	if (uuid_read(n->a.uuid, id))
		return;
	if (id.n > 0)
		uuid_of(n->a.uuid, given, LENGTH(given));
	else
		uuid_of(n->a.uuid, made, LENGTH(made));
}

/* The tags as the store has them: sorted, each once. */
static void
tidy_tags(struct reading *r, struct str *tags)
{
	struct buf tidy = BUF_INIT;

	words_tidy_tags(&tidy, *tags);
	*tags = arena_str(r->out->arena, buf_lend(&tidy));
	buf_free(&tidy);
}

static bool
clean_all(struct reading *r, struct import_note *n, struct err *err)
{
	struct annotation *a = &n->a;
	const struct {
		struct str *text;
		const char *what;
	} texts[] = {
	    {&a->quote, "a quote"},
	    {&a->prefix, "a context"},
	    {&a->suffix, "a context"},
	    {&a->body, "a note"},
	    {&a->tags, "a list of tags"},
	};

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (!clean_text(r, texts[i].text, texts[i].what, n->line, err))
			return false;
	tidy_tags(r, &a->tags);
	a->prefix = last_of(a->prefix);
	a->suffix = first_of(a->suffix);
	n->source = clean_name(r, n->source);
	a->section = clean_name(r, a->section);
	a->address = clean_name(r, a->address);
	return true;
}

bool
reading_note(struct reading *r, const struct import_note *n, struct str id,
    struct str seed, struct err *err)
{
	struct import_book *k = &r->out->books[r->book];
	struct import_note own = *n;

	if (r->n_notes >= LIMIT_NOTES) {
		err_set(
		    err, ERR_LIMIT, "more than %d annotations", LIMIT_NOTES);
		return at_line(err, n->line);
	}
	give_name(r, &own, id, seed);
	own.a.state = ANCHOR_LOST;
	if (own.a.modified < own.a.created)
		own.a.modified = own.a.created;
	if (!clean_all(r, &own, err))
		return false;
	ARRAY_PUSH(k->v, k->n, k->cap, own);
	r->n_notes++;
	return true;
}

void
reading_end(struct reading *r)
{
	free(r->slots);
	r->slots = NULL;
	r->n_slots = 0;
}
