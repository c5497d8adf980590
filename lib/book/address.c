/*
 * Citable addresses: where a place stands in the book, whatever the screen.
 *
 *   §3.14    block 14 of the section that is printed with the number 3
 *            (counted from its heading, which is §3 itself)
 *   §0.2.5   block 5 of the second section of all, where that has no number of
 *            its own but others have one
 *   §2.5     the same in a book where none has one
 *   ¶5       block 5 of what stands before all sections
 *   p. 41    in a book that states the pages of its printed edition: that page;
 *            places before the first page, and on a page whose label an earlier
 *            one has, too, are named as above
 *
 * Where several sections are printed with one number (part 1 and chapter 1),
 * it means the first chapter among them, else the first.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/book.h>

/* The section that a printed number means, or NOWHERE. */
static uint32_t
number_holder(const struct book *b, struct str number)
{
	uint32_t first = NOWHERE;

	for (uint32_t i = 0; i < b->n_sections; i++) {
		if (!str_eq(b->sections[i].number, number))
			continue;
		if (b->sections[i].kind == SECTION_CHAPTER)
			return i;
		if (first == NOWHERE)
			first = i;
	}
	return first;
}

static bool
is_numbered(const struct book *b, uint32_t i)
{
	struct str number = b->sections[i].number;

	return number.n > 0 && number_holder(b, number) == i;
}

static bool
has_numbers(const struct book *b)
{
	for (uint32_t i = 0; i < b->n_sections; i++)
		if (b->sections[i].number.n > 0)
			return true;
	return false;
}

/* The nearest section around this one that has its own number; itself if
 * none. */
static uint32_t
cited_section(const struct book *b, uint32_t section)
{
	for (uint32_t i = section; i != NOWHERE; i = b->sections[i].parent) {
		if (is_numbered(b, i))
			return i;
		if (b->sections[i].parent >= i)
			break;
	}
	return section;
}

static void
section_address(const struct book *b, uint32_t section, struct buf *out)
{
	buf_puts(out, "§");
	if (is_numbered(b, section))
		buf_str(out, b->sections[section].number);
	else if (!has_numbers(b))
		buf_printf(out, "%u", section + 1);
	else
		buf_printf(out, "0.%u", section + 1);
}

/* ---- printed pages ---- */

/* The first page of that label, or NOWHERE. */
static uint32_t
folio_find(const struct book *b, struct str label)
{
	for (uint32_t i = 0; i < b->n_folios && label.n > 0; i++)
		if (str_eq(b->folios[i].label, label))
			return i;
	return NOWHERE;
}

static bool
folio_address(const struct book *b, uint32_t place, struct buf *out)
{
	uint32_t i = book_folio_at(b, place);

	if (i == NOWHERE || folio_find(b, b->folios[i].label) != i)
		return false;
	buf_puts(out, "p. ");
	buf_str(out, b->folios[i].label);
	return true;
}

/* "p. 41", "стр. 41", also without the blank or the point; *said says that a
 * page is meant. */
static struct str
folio_label(struct str s, bool *said)
{
	static const char *const words[] = {
	    "pages", "page", "pp", "p", "страница", "стр", "с"};

	*said = false;
	for (size_t i = 0; i < LENGTH(words) && !*said; i++) {
		struct str rest;

		if (!str_starts(s, words[i]))
			continue;
		rest = str_slice(s, strlen(words[i]), s.n);
		*said = str_starts(rest, ".") || str_starts(rest, " ") ||
			(rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9');
		if (*said)
			s = str_trim(str_slice(
			    rest, str_starts(rest, ".") ? 1 : 0, rest.n));
	}
	return s;
}

/* ---- both ---- */

void
book_address(const struct book *b, uint32_t place, struct buf *out)
{
	uint32_t block, section;

	if (b->n_blocks == 0 || folio_address(b, place, out))
		return;
	block = book_block_at(b, place);
	section = book_section_at(b, place);
	if (section == NOWHERE) {
		buf_printf(out, "¶%u", block + 1);
		return;
	}
	section = cited_section(b, section);
	section_address(b, section, out);
	if (block > b->sections[section].first_block)
		buf_printf(
		    out, ".%u", block - b->sections[section].first_block);
}

void
book_whereabouts(const struct book *b, uint32_t place, struct buf *out)
{
	enum { MOST = 3 };
	uint32_t id = b->n_notes > 0 ? book_note_at(b, place) : NOWHERE;
	const struct note *n = id != NOWHERE ? &b->notes[id] : NULL;

	if (n != NULL)
		buf_printf(out, "note %.*s%s ", (int)n->label.n, n->label.p,
		    n->references.n > 0 ? " to" : ",");
	if (n == NULL || n->references.n == 0) {
		book_address(b, place, out);
		return;
	}
	for (uint32_t i = 0; i < n->references.n && i < MOST; i++) {
		buf_puts(out, i > 0 ? ", " : "");
		book_address(b, b->references[n->references.v[i]].from, out);
	}
	buf_puts(out, n->references.n > MOST ? ", …" : "");
}

/* A decimal number that is all of s. */
static bool
whole_number(struct str s, uint32_t *n)
{
	uint64_t x = 0;

	if (s.n == 0 || s.n > 9)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		x = x * 10 + (uint64_t)(s.p[i] - '0');
	}
	*n = (uint32_t)x;
	return true;
}

/* The section that an address without its paragraph names, or NOWHERE. */
static uint32_t
section_find(const struct book *b, struct str name)
{
	uint32_t i = number_holder(b, name), n;

	if (i != NOWHERE || name.n == 0)
		return name.n == 0 ? NOWHERE : i;
	if (str_starts(name, "0."))
		name = str_slice(name, 2, name.n);
	else if (has_numbers(b))
		return NOWHERE;
	if (!whole_number(name, &n) || n == 0 || n > b->n_sections)
		return NOWHERE;
	return n - 1;
}

static uint32_t
block_of_section(const struct book *b, uint32_t section, uint32_t n)
{
	const struct section *s;

	if (section == NOWHERE)
		return NOWHERE;
	s = &b->sections[section];
	if (n >= s->last_block - s->first_block)
		return NOWHERE;
	return b->blocks[s->first_block + n].from;
}

uint32_t
book_address_find(const struct book *b, struct str address)
{
	struct str s = str_trim(address);
	size_t dot;
	uint32_t n, place;
	bool page;

	n = folio_find(b, folio_label(s, &page));
	if (n != NOWHERE)
		return b->folios[n].place;
	if (page)
		return NOWHERE;
	if (str_starts(s, "¶")) {
		s = str_slice(s, sizeof("¶") - 1, s.n);
		if (!whole_number(s, &n) || n == 0 || n > b->n_blocks)
			return NOWHERE;
		return b->blocks[n - 1].from;
	}
	if (str_starts(s, "§"))
		s = str_trim(str_slice(s, sizeof("§") - 1, s.n));
	for (dot = s.n; dot > 0 && s.p[dot - 1] != '.';)
		dot--;
	if (dot > 0 && whole_number(str_slice(s, dot, s.n), &n)) {
		place = block_of_section(
		    b, section_find(b, str_slice(s, 0, dot - 1)), n);
		if (place != NOWHERE)
			return place;
	}
	return block_of_section(b, section_find(b, s), 0);
}
