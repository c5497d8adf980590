/*
 * Reading a book: binary searches over its sorted tables.  Nothing here
 * changes a book.
 */
#include <assert.h>
#include <string.h>

#include <izba/book.h>
#include <izba/builder.h>

#include "lib/book/above.h"

const char *const block_names[BLOCK_KINDS] = {
    [BLOCK_HEADING] = "heading",
    [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_QUOTE] = "quote",
    [BLOCK_VERSE] = "verse",
    [BLOCK_DIALOGUE] = "dialogue",
    [BLOCK_ITEM] = "item",
    [BLOCK_TABLE] = "table",
    [BLOCK_CAPTION] = "caption",
    [BLOCK_FIGURE] = "figure",
    [BLOCK_PREFORMATTED] = "preformatted",
    [BLOCK_RULE] = "rule",
    [BLOCK_NOTE] = "note",
    [BLOCK_ENTRY] = "entry",
};

const char *const section_names[SECTION_KINDS] = {
    [SECTION_FRONT] = "front",
    [SECTION_CONTENTS] = "contents",
    [SECTION_PART] = "part",
    [SECTION_CHAPTER] = "chapter",
    [SECTION_CONCLUSION] = "conclusion",
    [SECTION_NOTES] = "notes",
    [SECTION_GLOSSARY] = "glossary",
    [SECTION_DATES] = "dates",
    [SECTION_PEOPLE] = "people",
    [SECTION_INDEX] = "index",
    [SECTION_BACK] = "back",
};

const char *const entry_names[ENTRY_KINDS] = {
    [ENTRY_TERM] = "term",
    [ENTRY_PERSON] = "person",
    [ENTRY_DATE] = "date",
};

const char *const problem_names[PROBLEM_KINDS] = {
    [PROBLEM_REFERENCE_WITHOUT_NOTE] = "reference-without-note",
    [PROBLEM_NOTE_WITHOUT_REFERENCE] = "note-without-reference",
    [PROBLEM_DUPLICATE_NOTE] = "duplicate-note",
    [PROBLEM_MISPRINTED_REFERENCE] = "misprinted-reference",
    [PROBLEM_NUMBER_GAP] = "number-gap",
    [PROBLEM_LOST_TEXT] = "lost-text",
    [PROBLEM_BROKEN_LINK] = "broken-link",
    [PROBLEM_ENCODING] = "encoding",
    [PROBLEM_CONTROL] = "control",
    [PROBLEM_CONTENTS] = "contents",
    [PROBLEM_LIMIT] = "limit",
    [PROBLEM_MARKUP] = "markup",
};

const char *const meta_names[META_KINDS] = {
    [META_PUBLISHER] = "publisher",
    [META_DATE] = "date",
    [META_IDENTIFIER] = "identifier",
    [META_SERIES] = "series",
    [META_TRANSLATOR] = "translator",
    [META_SUBJECT] = "subject",
    [META_DESCRIPTION] = "description",
    [META_RIGHTS] = "rights",
};

struct str
book_text(const struct book *b, uint32_t from, uint32_t to)
{
	return str_slice(b->text, from, to);
}

/* Is the place in [from, to), or on the newline that follows it? */
static bool
holds(const struct book *b, uint32_t from, uint32_t to, uint32_t place)
{
	if (place < from || place > to)
		return false;
	return place < to || to >= b->text.n || b->text.p[to] == '\n';
}

uint32_t
book_block_at(const struct book *b, uint32_t place)
{
	uint32_t i;

	assert(b->n_blocks > 0);
	i = FIRST_ABOVE(b->blocks, b->n_blocks, from, place);
	return i == 0 ? 0 : i - 1;
}

uint32_t
book_section_at(const struct book *b, uint32_t place)
{
	const struct section *s = b->sections;
	uint32_t i;

	if (b->n_sections == 0)
		return NOWHERE;
	i = FIRST_ABOVE(s, b->n_sections, from, place);
	i = i == 0 ? NOWHERE : i - 1;
	while (i != NOWHERE && !holds(b, s[i].from, s[i].to, place))
		i = s[i].parent < i ? s[i].parent : NOWHERE;
	return i;
}

uint32_t
book_note_at(const struct book *b, uint32_t place)
{
	uint32_t i;

	if (b->n_notes == 0)
		return NOWHERE;
	i = FIRST_ABOVE(b->notes, b->n_notes, from, place);
	if (i == 0 ||
	    !holds(b, b->notes[i - 1].from, b->notes[i - 1].to, place))
		return NOWHERE;
	return i - 1;
}

uint32_t
book_entry_at(const struct book *b, uint32_t place)
{
	uint32_t i;

	if (b->n_entries == 0)
		return NOWHERE;
	i = FIRST_ABOVE(b->entries, b->n_entries, from, place);
	if (i == 0 ||
	    !holds(b, b->entries[i - 1].from, b->entries[i - 1].to, place))
		return NOWHERE;
	return i - 1;
}

uint32_t
book_reference_from(const struct book *b, uint32_t place)
{
	if (b->n_references == 0)
		return 0;
	return FIRST_ABOVE(b->references, b->n_references, to, place);
}

uint32_t
book_run_from(const struct book *b, uint32_t place)
{
	if (b->n_runs == 0)
		return 0;
	return FIRST_ABOVE(b->runs, b->n_runs, to, place);
}

uint32_t
book_link_from(const struct book *b, uint32_t place)
{
	if (b->n_links == 0)
		return 0;
	return FIRST_ABOVE(b->links, b->n_links, to, place);
}

uint32_t
book_style_at(const struct book *b, uint32_t place, uint32_t *to)
{
	uint32_t i = book_run_from(b, place);
	bool inside = i < b->n_runs && b->runs[i].from <= place;
	uint32_t end = (uint32_t)b->text.n;

	if (i < b->n_runs)
		end = inside ? b->runs[i].to : b->runs[i].from;
	if (to != NULL)
		*to = end;
	return inside ? b->runs[i].style : 0;
}

struct origin
book_origin(const struct book *b, uint32_t place)
{
	struct origin o = {place, 0, NOWHERE};
	uint32_t i, end;

	if (b->n_origins == 0)
		return o;
	i = FIRST_ABOVE(b->origins, b->n_origins, place, place);
	if (i == 0)
		return (struct origin){
		    place, b->origins[0].line, b->origins[0].byte};
	o.line = b->origins[i - 1].line;
	o.byte = b->origins[i - 1].byte;
	if (o.byte == NOWHERE)
		return o;
	o.byte += source_length(
	    str_slice(b->text, b->origins[i - 1].place, place), b->source_unit);
	/* text that stands nowhere in the source, or is longer than what it
	 * stands for, must not run past what follows it there */
	end = b->source_bytes > 0 ? b->source_bytes : o.byte;
	if (i < b->n_origins && b->origins[i].byte > b->origins[i - 1].byte)
		end = b->origins[i].byte;
	if (o.byte > end)
		o.byte = end;
	return o;
}

uint32_t
book_place_of(const struct book *b, uint32_t byte)
{
	const struct origin *best = NULL;
	uint32_t place, end, left, n;

	for (uint32_t i = 0; i < b->n_origins; i++) {
		const struct origin *o = &b->origins[i];

		if (o->byte <= byte && (best == NULL || o->byte > best->byte))
			best = o;
	}
	if (best == NULL)
		return 0;
	place = best->place;
	end = best + 1 < b->origins + b->n_origins ? best[1].place
						   : (uint32_t)b->text.n;
	for (left = byte - best->byte; place < end; place++) {
		n = source_length(
		    str_slice(b->text, place, place + 1), b->source_unit);
		if (n > left)
			break;
		left -= n;
	}
	return book_snap(b, place);
}

uint32_t
book_snap(const struct book *b, uint32_t place)
{
	if (place > b->text.n)
		place = (uint32_t)b->text.n;
	while (place > 0 && place < b->text.n &&
	       ((unsigned char)b->text.p[place] & 0xc0) == 0x80)
		place--;
	return place;
}

/* ---- what formats state ---- */

struct str
book_meta(const struct book *b, enum meta_kind kind)
{
	for (uint32_t i = 0; i < b->n_meta; i++)
		if (b->meta[i].kind == kind)
			return b->meta[i].value;
	return (struct str){NULL, 0};
}

void
book_authors(const struct book *b, struct buf *out)
{
	for (uint32_t i = 0; i < b->authors.n; i++) {
		buf_puts(out, i > 0 ? "; " : "");
		buf_str(out, b->authors.v[i]);
	}
}

uint32_t
book_fragment(const struct book *b, struct str key)
{
	uint32_t low = 0, high = b->n_fragments, mid;
	int c;

	while (low < high) {
		mid = low + (high - low) / 2;
		c = str_cmp(b->fragments[mid].key, key);
		if (c == 0)
			return b->fragments[mid].place;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NOWHERE;
}

uint32_t
book_image_of(const struct book *b, uint32_t block)
{
	uint32_t i;

	if (b->n_images == 0 || block == NOWHERE)
		return NOWHERE;
	i = FIRST_ABOVE(b->images, b->n_images, block, block);
	return i > 0 && b->images[i - 1].block == block &&
		       b->blocks[block].kind == BLOCK_FIGURE
		   ? i - 1
		   : NOWHERE;
}

uint32_t
book_folio_at(const struct book *b, uint32_t place)
{
	uint32_t i;

	if (b->n_folios == 0)
		return NOWHERE;
	i = FIRST_ABOVE(b->folios, b->n_folios, place, place);
	return i > 0 ? i - 1 : NOWHERE;
}
