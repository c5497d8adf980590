/*
 * Any bytes as a file of annotations: a refusal of one sentence, or annotations
 * that the store can take, found in a book at places that are places.
 */
#include <string.h>

#include <izba/builder.h>
#include <izba/import.h>
#include <izba/text.h>

#include "tests/fuzz/fuzz.h"

static const char text[] =
    "The oil was never counted, and nobody asked for the key of the shed. По "
    "вечерам читали вслух, и лампа горела до полуночи.\nThe wick was trimmed "
    "twice in one night by the same hand. Another lamp was brought in the "
    "spring; nobody asked for the key of the shed again.";

/* A book of that text, made once. */
static const struct book *
the_book(void)
{
	static struct book *b;
	struct builder *m;

	if (b != NULL)
		return b;
	m = builder_new("text");
	builder_title(m, STR("The Lamps"));
	builder_block(m, BLOCK_PARAGRAPH, 1, BLOCK_STATED, 1, 1);
	builder_text(m, STR(text), 0, 1, 0);
	b = builder_finish(m, NULL);
	PROMISE(b != NULL);
	return b;
}

static void
check_text(struct str s)
{
	PROMISE(s.n == 0 || text_is_clean(s));
}

static void
check_note(const struct import_note *n, size_t end)
{
	const struct annotation *a = &n->a;

	PROMISE(strlen(a->uuid) == 36);
	PROMISE(a->kind < ANNOTATION_KINDS && a->colour < COLOURS);
	PROMISE(a->style < MARK_STYLES);
	PROMISE(a->from <= a->to && a->to < NOWHERE);
	PROMISE(a->created >= 0 && a->modified >= a->created);
	PROMISE(a->modified < INT64_C(253402300800000000));
	PROMISE(a->mark == '\0' || letter_is(a->mark));
	check_text(a->quote);
	check_text(a->prefix);
	check_text(a->suffix);
	check_text(a->body);
	check_text(a->tags);
	check_text(a->section);
	check_text(a->address);
	if (end > 0)
		PROMISE(a->to <= end);
	if (end > 0 && a->state == ANCHOR_EXACT)
		PROMISE(
		    str_eq(a->quote, book_text(the_book(), a->from, a->to)));
}

static void
check_book(struct import *m, struct import_book *k)
{
	struct import_count count;

	check_text(k->title);
	check_text(k->authors);
	check_text(k->file);
	for (size_t i = 0; i < k->n; i++)
		check_note(&k->v[i], 0);
	import_place(m, k, the_book(), &count);
	PROMISE(count.found + count.lost == k->n);
	for (size_t i = 0; i < k->n; i++)
		check_note(&k->v[i], the_book()->text.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import_candidate c = {
	    .title = STR("The Lamps"), .book = the_book()};
	struct str bytes = {(const char *)data, size};
	struct err err = {.code = ERR_NONE};
	struct import *m;
	bool *mine;

	if (size > 100000)
		return 0;
	m = import_read(bytes, NULL, &err);
	if (m == NULL) {
		PROMISE(err.code != ERR_NONE && err.text[0] != '\0');
		return 0;
	}
	mine = xcalloc(m->n + 1, sizeof(*mine));
	import_choose(m, &c, mine);
	for (size_t i = 0; i < m->n; i++)
		check_book(m, &m->books[i]);
	free(mine);
	import_free(m);
	return 0;
}
