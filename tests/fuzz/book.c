/*
 * What must hold of any bytes read as a book: it keeps what include/izba/book.h
 * promises, or is refused in one sentence.
 */
#include <string.h>

#include <izba/builder.h>
#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/search.h>

#include "tests/fuzz/fuzz.h"

static void
check_places(const struct book *b)
{
	for (uint32_t at = 0; at < b->text.n; at += 7) {
		/* a place is the start of a code point */
		while (((unsigned char)b->text.p[at] & 0xc0) == 0x80)
			at--;
		uint32_t block = book_block_at(b, at);

		PROMISE(block < b->n_blocks);
		PROMISE(book_origin(b, at).byte <= b->source_bytes ||
			book_origin(b, at).byte == NOWHERE);
	}
}

static void
check_apparatus(const struct book *b)
{
	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		PROMISE(s->from <= s->to && s->to <= b->text.n);
		PROMISE(s->first_block <= s->last_block);
		PROMISE(s->last_block <= b->n_blocks);
		PROMISE(s->parent == NOWHERE || s->parent < i);
	}
	for (uint32_t i = 0; i < b->n_references; i++) {
		const struct reference *r = &b->references[i];

		PROMISE(r->from < r->to && r->to <= b->text.n);
		PROMISE(r->note == NOWHERE || r->note < b->n_notes);
	}
	for (uint32_t i = 0; i < b->n_notes; i++) {
		const struct note *n = &b->notes[i];
		uint32_t hops = 0;

		PROMISE(n->from <= n->body && n->body <= n->to);
		PROMISE(n->to <= b->text.n && n->label.n > 0);
		for (uint32_t at = i; b->notes[at].ibid_of != NOWHERE;) {
			at = b->notes[at].ibid_of;
			PROMISE(at < b->n_notes && hops++ <= b->n_notes);
		}
	}
}

/* Ask for the start of every section, note and entry. */
static void
ask(const struct book *b)
{
	struct search *search = search_new(b);
	struct match m[4];

	for (uint32_t i = 0; i < b->n_entries && i < 50; i++)
		for (uint32_t k = 0; k < b->entries[i].heads.n && k < 4; k++)
			apparatus_lookup(
			    b, b->entries[i].heads.v[k], m, LENGTH(m));
	for (uint32_t at = 0; at < b->text.n && at < 2000; at += 97) {
		struct hits hits = {0};
		uint32_t from, to;

		if (!apparatus_phrase_at(b, at, &from, &to))
			continue;
		PROMISE(from < to && to <= b->text.n);
		apparatus_lookup(b, book_text(b, from, to), m, LENGTH(m));
		search_find(
		    search, book_text(b, from, to), SEARCH_SMART, 10, &hits);
		for (size_t k = 0; k < hits.n; k++)
			PROMISE(hits.v[k].from < hits.v[k].to &&
				hits.v[k].to <= b->text.n);
		hits_free(&hits);
	}
	search_free(search);
}

static void
check_book(const struct book *b)
{
	struct err err;

	if (!book_check(b, &err))
		fprintf(stderr, "%s\n", err.text);
	PROMISE(book_check(b, NULL));
}

void
fuzz_made(struct book *b)
{
	if (b == NULL)
		return;
	check_book(b);
	check_places(b);
	apparatus_link(b);
	check_book(b);
	check_apparatus(b);
	ask(b);
	book_free(b);
}

int
fuzz_book(
    const uint8_t *data, size_t size, const char *name, const char *format)
{
	struct str bytes = {(const char *)data, size};
	struct read_options options = {.format = format};
	struct err err = {0};
	struct book *b;

	if (size > 100000)
		return 0;
	b = book_read_bytes(bytes, name, &options, &err);
	if (b == NULL)
		PROMISE(err.code != ERR_NONE && err.text[0] != '\0');
	fuzz_made(b);
	/* its beginning alone, cut anywhere */
	options.enough = size / 2;
	fuzz_made(book_read_bytes(bytes, name, &options, &err));
	return 0;
}
