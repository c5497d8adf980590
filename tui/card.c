/*
 * What a card says.  Knows no screen.
 */
#include <stdlib.h>

#include "tui/card.h"

struct card
card_of_note(uint32_t note)
{
	return (struct card){
	    .kind = CARD_NOTE, .id = note, .caller = NOWHERE, .focus = NOWHERE};
}

struct card
card_of_word(const struct book *b, struct str word)
{
	struct card c = {.kind = CARD_WORD, .focus = NOWHERE};
	size_t n = apparatus_lookup(b, word, c.matches, CARD_MATCHES);

	c.word = str_dup(word);
	c.n_matches = (uint32_t)(n < CARD_MATCHES ? n : CARD_MATCHES);
	return c;
}

struct card
card_of_entry(const struct book *b, uint32_t entry)
{
	const struct entry *e = &b->entries[entry];
	struct str head = e->heads.n > 0 ? e->heads.v[0] : STR("");
	struct card c = {.kind = CARD_WORD, .focus = NOWHERE};

	c.word = str_dup(head);
	c.matches[0] = (struct match){entry, head, VIA_SEE};
	c.n_matches = 1;
	return c;
}

void
card_free(struct card *c)
{
	free(c->word);
	c->word = NULL;
	hits_free(&c->places);
}

void
card_parts_free(struct card_parts *p)
{
	arena_free(p->arena);
	free(p->v);
}

void
card_part_add(struct card_parts *out, struct str words, uint32_t from,
    uint32_t to, bool quiet)
{
	ARRAY_PUSH(out->v, out->n, out->cap,
	    (struct card_part){arena_str(out->arena, words), from, to, quiet});
}

/* The paragraphs of a span of blocks, each a part of its own. */
static void
parts_of_blocks(const struct book *b, uint32_t from, uint32_t to,
    uint32_t first, uint32_t last, struct card_parts *out)
{
	for (uint32_t i = first; i < last; i++) {
		const struct block *k = &b->blocks[i];
		uint32_t start = k->from < from ? from : k->from;
		uint32_t end = k->to > to ? to : k->to;

		if (start < end)
			card_part_add(out, STR(""), start, end, false);
	}
}

void
card_parts_of_span(
    const struct book *b, uint32_t from, uint32_t to, struct card_parts *out)
{
	if (from < to)
		parts_of_blocks(b, from, to, book_block_at(b, from),
		    book_block_at(b, to - 1) + 1, out);
}

/* "= n. 12: " and the full citation that an "Ibid." stands for, with the hops
 * between; or the candidates. */
static void
parts_of_ibid(
    const struct book *b, const struct note *n, struct card_parts *out)
{
	struct buf words = BUF_INIT;
	uint32_t source = n->ibid_source;

	if (source != NOWHERE) {
		const struct note *s = &b->notes[source];
		uint32_t hop = n->ibid_of, hops = 0;

		while (hop != NOWHERE && hop != source && hops++ < 100) {
			buf_printf(&words, "= n. %.*s ",
			    (int)b->notes[hop].label.n, b->notes[hop].label.p);
			hop = b->notes[hop].ibid_of;
		}
		buf_printf(&words, "%s n. %.*s: ", n->ibid_certain ? "=" : "≈",
		    (int)s->label.n, s->label.p);
		card_part_add(out, buf_lend(&words), s->body, s->to, true);
	} else if (n->ibid_maybe.n > 0) {
		buf_puts(&words, "unclear:");
		for (uint32_t i = 0; i < n->ibid_maybe.n; i++) {
			const struct note *m = &b->notes[n->ibid_maybe.v[i]];

			buf_printf(&words, "%s n. %.*s", i > 0 ? " or" : "",
			    (int)m->label.n, m->label.p);
		}
		card_part_add(out, buf_lend(&words), 0, 0, true);
	}
	buf_free(&words);
}

/* Where the callouts of a note stand, if they are several, with the one gone to
 * in brackets; and whether the print has another number. */
static void
parts_of_callers(const struct book *b, const struct note *n, uint32_t caller,
    struct card_parts *out)
{
	struct buf words = BUF_INIT;
	struct buf misprint = BUF_INIT;

	for (uint32_t i = 0; i < n->references.n; i++) {
		const struct reference *r = &b->references[n->references.v[i]];

		buf_puts(&words, i == 0 ? "from: " : ", ");
		buf_puts(&words, i == caller ? "[" : "");
		book_address(b, r->from, &words);
		buf_puts(&words, i == caller ? "]" : "");
		if (r->corrected && misprint.n == 0)
			buf_printf(&misprint, "misprinted as “%.*s”; ",
			    (int)r->printed.n, r->printed.p);
	}
	if (n->references.n > 1 || misprint.n > 0) {
		buf_str(&misprint, buf_lend(&words));
		card_part_add(out, buf_lend(&misprint), 0, 0, true);
	}
	buf_free(&words);
	buf_free(&misprint);
}

void
card_parts(const struct book *b, const struct card *c, struct card_parts *out)
{
	*out = (struct card_parts){.arena = arena_new()};
	if (c->kind == CARD_MARK)
		return;
	if (c->kind == CARD_NOTE) {
		const struct note *n = &b->notes[c->id];

		parts_of_blocks(
		    b, n->body, n->to, n->first_block, n->last_block, out);
		parts_of_ibid(b, n, out);
		parts_of_callers(b, n, c->caller, out);
		return;
	}
	for (uint32_t i = 0; i < c->n_matches; i++) {
		const struct entry *e = &b->entries[c->matches[i].entry];

		parts_of_blocks(
		    b, e->from, e->to, e->first_block, e->last_block, out);
	}
}

void
card_title(const struct book *b, const struct card *c, struct buf *out)
{
	static const char *const where[ENTRY_KINDS] = {
	    [ENTRY_TERM] = "glossary",
	    [ENTRY_PERSON] = "people",
	    [ENTRY_DATE] = "dates",
	};

	if (c->kind == CARD_NOTE) {
		const struct note *n = &b->notes[c->id];

		buf_printf(out, "note %.*s", (int)n->label.n, n->label.p);
		if (n->references.n > 0) {
			buf_puts(out, " · from ");
			book_address(
			    b, b->references[n->references.v[0]].from, out);
		}
		return;
	}
	buf_puts(out, c->word);
	if (c->n_matches == 1)
		buf_printf(
		    out, " · %s", where[b->entries[c->matches[0].entry].kind]);
	else
		buf_printf(out, " · %u entries", c->n_matches);
}

uint32_t
card_caller(const struct book *b, struct card *c, bool back)
{
	const struct note *n = &b->notes[c->kind == CARD_NOTE ? c->id : 0];

	if (c->kind != CARD_NOTE || n->references.n == 0)
		return NOWHERE;
	if (c->caller == NOWHERE)
		c->caller = back ? 0 : n->references.n - 1;
	c->caller =
	    (c->caller + (back ? n->references.n - 1 : 1)) % n->references.n;
	return b->references[n->references.v[c->caller]].from;
}

uint32_t
card_place(const struct book *b, const struct card *c)
{
	if (c->kind == CARD_NOTE)
		return b->notes[c->id].from;
	return c->n_matches > 0 ? b->entries[c->matches[0].entry].from
				: NOWHERE;
}
