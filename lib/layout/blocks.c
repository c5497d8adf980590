/*
 * Blocks: how each kind is set between its columns.  Which kind is set by
 * which function, and what stands between blocks, is compose.c's matter.
 */
#include <string.h>

#include <izba/text.h>

#include "lib/layout/private.h"

/* ---- text ---- */

/* Set one piece (no '\n' in it): the first line from `first`, the others from
 * `left`. */
static void
compose_piece(struct composer *c, const struct part *part, uint32_t from,
    uint32_t to, int first, int left)
{
	bool centred = part->shape->centred ||
		       (c->b->blocks[part->block].flags & BLOCK_CENTRED) != 0;
	int least = first > left ? first : left, col = first;
	struct fold f = composer_fold(c, from, to, part->right - least);
	struct row row = {from, from, 0, false};

	if (!fold_next(&f, part->right - col, &row)) {
		lines_add(c->out, LINE_BLANK, part->block, from, from);
		return;
	}
	do {
		int cells = part->right - col - row.width - row.hyphen;

		lines_add(c->out, LINE_TEXT, part->block, row.from, row.to);
		if (c->bullet >= 0)
			lines_segment(c->out, c->sign, row.from, row.from,
			    c->bullet, c->sign_width);
		c->bullet = -1;
		compose_row(c, &row, centred ? col + cells / 2 : col);
		col = left;
	} while (fold_next(&f, part->right - col, &row));
}

static uint32_t
piece_end(const struct book *b, uint32_t from, uint32_t to)
{
	const char *p = b->text.p + from;
	const char *nl = memchr(p, '\n', to - from);

	return nl == NULL ? to : from + (uint32_t)(nl - p);
}

/* The usual: all pieces alike, but that the first may begin elsewhere. */
static void
compose_hanging(
    struct composer *c, const struct part *part, int first, int left)
{
	uint32_t from = part->from, end;

	if (!part->begins)
		first = left;
	do {
		end = piece_end(c->b, from, part->to);
		compose_piece(c, part, from, end, first, left);
		from = end + 1;
		first = left;
	} while (end < part->to);
}

void
set_text(struct composer *c, const struct part *part)
{
	compose_hanging(c, part, part->left, part->left);
}

/* Lines kept as they are printed, with their own indentation; what does not
 * fit goes on indented by a step more. */
void
set_kept(struct composer *c, const struct part *part)
{
	uint32_t from = part->from, end;

	do {
		int own = 0, most = (part->right - part->left) / 3;
		int hang = part->shape->hang * c->step;

		end = piece_end(c->b, from, part->to);
		for (uint32_t i = from; i < end; i++, own++)
			if (c->b->text.p[i] != ' ' && c->b->text.p[i] != '\t')
				break;
		own = part->left + (own > most ? most : own);
		if (hang > most)
			hang = most;
		compose_piece(c, part, from, end, own, own + hang);
		from = end + 1;
	} while (end < part->to);
}

/* Bytes of the sign or number that a list item's text begins with, and the
 * blanks after it; 0 if it has none. */
static uint32_t
marker(struct str s)
{
	size_t n = 0, size, words = 0;
	uint32_t cp;

	if (s.n == 0)
		return 0;
	cp = cp_decode(s.p, s.p + s.n, &size);
	if (cp == '*' || cp == 0x2022 || cp == 0xb7 || cp_is_dash(cp) ||
	    (cp >= 0x25a0 && cp <= 0x25ff) || (cp >= 0x2610 && cp <= 0x2612)) {
		n = size;
	} else {
		n = cp == '(';
		while (n < s.n && words < 4) {
			cp = cp_decode(s.p + n, s.p + s.n, &size);
			if (!cp_is_digit(cp) &&
			    !(cp_is_letter(cp) && words == 0))
				break;
			words++;
			n += size;
		}
		if (words == 0 || n >= s.n || (s.p[n] != '.' && s.p[n] != ')'))
			return 0;
		n++;
	}
	if (n >= s.n || s.p[n] != ' ')
		return 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	return (uint32_t)n;
}

/* Set a part that begins with a label; what follows hangs by its width, or by
 * a step if that is too much. */
static void
compose_labelled(struct composer *c, const struct part *part, uint32_t body)
{
	int hang = fold_width(book_text(c->b, part->from, body));

	if (hang > (part->right - part->left) / 3)
		hang = c->step;
	c->hang = hang;
	compose_hanging(c, part, part->left, part->left + hang);
}

/* Does the part go on where a labelled one left off?  Then it is set so. */
static bool
compose_going_on(struct composer *c, const struct part *part)
{
	if (part->begins &&
	    (c->b->blocks[part->block].flags & BLOCK_CONTINUES) == 0)
		return false;
	compose_hanging(c, part, part->left + c->hang, part->left + c->hang);
	return true;
}

void
set_item(struct composer *c, const struct part *part)
{
	uint32_t n;

	if (compose_going_on(c, part))
		return;
	n = marker(book_text(c->b, part->from, part->to));
	if (n > 0) {
		compose_labelled(c, part, part->from + n);
		return;
	}
	c->hang = 2;
	c->bullet = part->left;
	c->sign = SEGMENT_BULLET;
	c->sign_width = 1;
	compose_hanging(c, part, part->left + 2, part->left + 2);
}

/* As an item, but without a sign where none is printed. */
void
set_listed(struct composer *c, const struct part *part)
{
	uint32_t n = marker(book_text(c->b, part->from, part->to));

	if (n > 0)
		compose_labelled(c, part, part->from + n);
	else
		compose_hanging(c, part, part->left, part->left + 2);
}

/* A note whose label the format states beside its text: the label stands
 * before it, as print has it, if there is room for both. */
static bool
compose_stated(struct composer *c, const struct part *part, struct str label)
{
	int width = fold_width(label) + 1;

	if (label.n == 0 || width + 1 > (part->right - part->left) / 2)
		return false;
	c->bullet = part->left;
	c->sign = SEGMENT_LABEL;
	c->sign_width = width;
	c->hang = width + 1;
	compose_hanging(c, part, part->left + c->hang, part->left + c->hang);
	return true;
}

void
set_note(struct composer *c, const struct part *part)
{
	uint32_t note, n;

	if (compose_going_on(c, part))
		return;
	note = book_note_at(c->b, part->from);
	if (note != NOWHERE && c->b->notes[note].body == part->from &&
	    compose_stated(c, part, c->b->notes[note].label))
		return;
	if (note != NOWHERE && c->b->notes[note].from == part->from &&
	    c->b->notes[note].body <= part->to) {
		compose_labelled(c, part, c->b->notes[note].body);
		return;
	}
	n = marker(book_text(c->b, part->from, part->to));
	compose_labelled(c, part, part->from + n);
}

void
set_entry(struct composer *c, const struct part *part)
{
	if (compose_going_on(c, part))
		return;
	c->hang = c->step;
	compose_hanging(c, part, part->left, part->left + c->step);
}

/* ---- what is no text, or may be ---- */

void
set_rule(struct composer *c, const struct part *part)
{
	int room = part->right - part->left, width = room / 4;

	if (part->from < part->to) {
		set_text(c, part);
		return;
	}
	lines_add(c->out, LINE_RULE, part->block, part->from, part->from);
	lines_segment(c->out, SEGMENT_RULE, part->from, part->from,
	    part->left + (room - width) / 2, width);
}

void
set_cells(struct composer *c, const struct part *part)
{
	compose_table(
	    c, part->block, part->from, part->to, part->left, part->right);
}
