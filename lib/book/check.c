/*
 * The promises of book.h, checked one by one.  For tests and fuzzing.
 */
#include <string.h>

#include <izba/builder.h>
#include <izba/text.h>

#include "lib/book/bound.h"

static bool
broken(struct err *err, const char *what, size_t i)
{
	return err_set(err, ERR_FORMAT, "%s (number %zu)", what, i);
}

/* Does a code point start at this place, or does the text end there? */
static bool
is_place(const struct book *b, uint32_t place)
{
	return place == b->text.n ||
	       (place < b->text.n &&
		   ((unsigned char)b->text.p[place] & 0xc0) != 0x80);
}

static bool
check_blocks(const struct book *b, struct err *err)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < b->n_blocks; i++) {
		const struct block *k = &b->blocks[i];

		if (k->flags & BLOCK_GONE) {
			if (k->from != k->to)
				return broken(
				    err, "a merged block has text", i);
			continue;
		}
		if (i > 0 && (at >= b->text.n || b->text.p[at++] != '\n'))
			return broken(err, "no newline before a block", i);
		if (k->from != at || k->to < k->from)
			return broken(err, "blocks do not follow", i);
		if (k->kind >= BLOCK_KINDS)
			return broken(err, "a block of no kind", i);
		if (k->last_line < k->line)
			return broken(err, "a block ends before its line", i);
		if (!is_place(b, k->from) || !is_place(b, k->to))
			return broken(err, "a block cuts a character", i);
		at = k->to;
	}
	if (at != b->text.n)
		return broken(err, "text after the last block", at);
	return true;
}

static bool
check_text(const struct book *b, struct err *err)
{
	if (b->n_blocks == 0 || b->text.n == 0)
		return broken(err, "a book without text", 0);
	if (!text_is_clean(b->text))
		return broken(err, "the text is not clean", 0);
	for (uint32_t i = 0; i < b->n_blocks; i++) {
		const struct block *k = &b->blocks[i];

		if (k->kind != BLOCK_TABLE && k->kind != BLOCK_PREFORMATTED &&
		    k->to > k->from &&
		    memchr(b->text.p + k->from, '\t', k->to - k->from) != NULL)
			return broken(err, "a tab outside a table", i);
	}
	return true;
}

static bool
check_runs(const struct book *b, struct err *err)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];

		if (r->from < at || r->to <= r->from || r->to > b->text.n)
			return broken(err, "runs do not follow", i);
		if (!is_place(b, r->from) || !is_place(b, r->to))
			return broken(err, "a run cuts a character", i);
		if (r->style == 0)
			return broken(err, "a run without style", i);
		at = r->to;
	}
	return true;
}

static bool
check_origins(const struct book *b, struct err *err)
{
	for (uint32_t i = 0; i < b->n_origins; i++) {
		const struct origin *o = &b->origins[i];

		if (i > 0 && o->place <= o[-1].place)
			return broken(err, "origins do not follow", i);
		if (o->place > b->text.n || !is_place(b, o->place))
			return broken(err, "an origin cuts a character", i);
		if (o->byte != NOWHERE && o->byte > b->source_bytes)
			return broken(err, "an origin past the source", i);
	}
	return true;
}

static bool
check_links(const struct book *b, struct err *err)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < b->n_links; i++) {
		const struct link *l = &b->links[i];

		if (l->from < at || l->to <= l->from || l->to > b->text.n)
			return broken(err, "links do not follow", i);
		if (!is_place(b, l->from) || !is_place(b, l->to))
			return broken(err, "a link cuts a character", i);
		at = l->to;
	}
	return true;
}

/* The tables of the apparatus: sorted, and within the book. */
static bool
check_apparatus(const struct book *b, struct err *err)
{
	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		if (s->to < s->from || s->to > b->text.n ||
		    s->first_block >= s->last_block ||
		    s->last_block > b->n_blocks)
			return broken(err, "a section outside the book", i);
		if (i > 0 && s->from < s[-1].from)
			return broken(err, "sections do not follow", i);
		if (s->parent != NOWHERE &&
		    (s->parent >= i || b->sections[s->parent].to < s->to))
			return broken(err, "a section outside its parent", i);
	}
	for (uint32_t i = 0; i < b->n_notes; i++)
		if (b->notes[i].to > b->text.n ||
		    b->notes[i].to < b->notes[i].from ||
		    (i > 0 && b->notes[i].from < b->notes[i - 1].to))
			return broken(err, "notes do not follow", i);
	for (uint32_t i = 0; i < b->n_references; i++)
		if (b->references[i].to > b->text.n ||
		    b->references[i].to < b->references[i].from ||
		    (i > 0 && b->references[i].from < b->references[i - 1].to))
			return broken(err, "references do not follow", i);
	for (uint32_t i = 0; i < b->n_entries; i++)
		if (b->entries[i].to > b->text.n ||
		    b->entries[i].to < b->entries[i].from ||
		    (i > 0 && b->entries[i].from < b->entries[i - 1].from))
			return broken(err, "entries do not follow", i);
	return true;
}

static bool
check_images(const struct book *b, struct err *err)
{
	for (uint32_t i = 0; i < b->n_images; i++) {
		const struct image *m = &b->images[i];

		if (m->from > m->to || m->block >= b->n_blocks ||
		    m->from < b->blocks[m->block].from ||
		    m->to > b->blocks[m->block].to)
			return broken(err, "an image outside its block", i);
		if (i > 0 && m->from < b->images[i - 1].to)
			return broken(err, "images do not follow", i);
	}
	return true;
}

static bool
check_beside(const struct book *b, struct err *err)
{
	for (uint32_t i = 0; i < b->n_figures; i++)
		if (b->figures[i].block >= b->n_blocks ||
		    (i > 0 && b->figures[i].block < b->figures[i - 1].block))
			return broken(err, "figures do not follow", i);
	for (uint32_t i = 1; i < b->n_joins; i++)
		if (b->joins[i].line_a < b->joins[i - 1].line_a)
			return broken(err, "joins do not follow", i);
	for (uint32_t i = 0; i < b->n_problems; i++) {
		if (b->problems[i].kind >= PROBLEM_KINDS ||
		    !text_is_clean(b->problems[i].message))
			return broken(err, "a problem of no kind", i);
		if (i > 0 && b->problems[i].line < b->problems[i - 1].line)
			return broken(err, "problems do not follow", i);
	}
	if (b->n_problems > LIMIT_PROBLEMS)
		return broken(err, "too many problems", b->n_problems);
	return true;
}

bool
book_check(const struct book *b, struct err *err)
{
	return check_blocks(b, err) && check_text(b, err) &&
	       check_runs(b, err) && check_origins(b, err) &&
	       check_links(b, err) && check_images(b, err) &&
	       check_beside(b, err) && check_apparatus(b, err);
}
