/*
 * Painting the rows of the workbench.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"

#define LEAST_FOR_TAGS 60 /* columns */
#define LEAST_FOR_ADDRESS 40
#define LEAST_FOR_TITLE 5 /* rows of the list */
#define USUAL_ADDRESS 7 /* cells: "§12.345" */
#define LIMIT_LINE ((size_t)8192) /* bytes of a quote that one row looks at */

/* The sign before an item: what kind it is and, of a highlight, which style, as
 * in the margin of the page. */
static const char *const signs[ANNOTATION_KINDS] = {
    [ANNOTATION_BOOKMARK] = "⚑",
    [ANNOTATION_HIGHLIGHT] = NULL,
    [ANNOTATION_NOTE] = "✎",
};

static const char *const style_signs[MARK_STYLES] = {
    [SOLID] = "▌",
    [UNDERLINE] = "_",
    [STRIKETHROUGH] = "─",
    [OUTLINE] = "[",
};

/* ---- what a row says ---- */

/* The words where something without a quote stands. */
static void
words_there(const struct app *app, const struct annotation *a, struct buf *out)
{
	const struct book *b = app->book;
	uint32_t end;

	if (a->book != app->id.row || a->state == ANCHOR_LOST) {
		text_fold(out, NULL, str_trim(a->suffix), 0, FOLD_SPACE);
		return;
	}
	end = b->blocks[book_block_at(b, a->from)].to;
	if (end > a->from + 200)
		end = book_snap(b, a->from + 200);
	if (end > a->from)
		text_fold(out, NULL, book_text(b, a->from, end), 0, FOLD_SPACE);
}

void
desk_line(const struct app *app, const struct annotation *a, struct buf *out)
{
	struct str quote = a->quote;

	if (a->mark != 0)
		buf_printf(out, "'%c  ", a->mark);
	if (a->state == ANCHOR_LOST)
		buf_puts(out, annotation_is_doubtful(a) ? "(doubtful) "
			      : a->orphan               ? "(orphan) "
							: "(not found) ");
	if (quote.n > LIMIT_LINE)
		quote.n = text_fit(quote, (int)LIMIT_LINE);
	if (quote.n > 0) {
		text_fold(out, NULL, quote, 0, FOLD_SPACE);
	} else if (a->body.n > 0) {
		text_fold(out, NULL, a->body, 0, FOLD_SPACE);
	} else {
		buf_puts(out, "“");
		words_there(app, a, out);
		buf_puts(out, "”");
	}
}

/* The first word of the filter that a line holds: its bytes, or none. */
static struct span
found_in(const struct sieve *s, struct str line)
{
	struct buf folded = BUF_INIT;
	struct fold_map map = {.v = NULL};
	struct span found = {0, 0};
	struct str word;

	if (s == NULL)
		return found;
	text_fold(&folded, &map, line, 0, FOLD_SEARCH);
	for (size_t i = 0; (word = sieve_word(s, i)).p != NULL; i++) {
		size_t at = str_find(buf_lend(&folded), word);

		if (at == SIZE_MAX)
			continue;
		found.from = fold_source(&map, (uint32_t)at);
		found.to = fold_source(&map, (uint32_t)(at + word.n));
		break;
	}
	buf_free(&folded);
	fold_map_free(&map);
	return found;
}

/* Where a line begins so that what was found is seen in `cells`: at a word a
 * third of them before it. */
static size_t
start_of(struct str line, struct span found, int cells)
{
	size_t from = found.from;
	int back = cells / 3;

	if (found.to == 0 || text_width(str_slice(line, 0, found.to)) < cells)
		return 0;
	while (from > 0 && back-- > 0)
		from -= grapheme_prev(str_slice(line, 0, from));
	while (from < found.from && line.p[from] != ' ')
		from++;
	return from < found.from ? from + 1 : from;
}

static size_t
clamp(size_t n, size_t least, size_t most)
{
	return n < least ? least : n > most ? most : n;
}

/* Put a line into [col, limit), cut where it must be, what the filter seeks in
 * bold. */
static void
draw_line(
    const struct desk *d, int col, int limit, struct str line, unsigned look)
{
	struct span found = found_in(d->sieve, line);
	size_t from = start_of(line, found, limit - col - 1), to = line.n;
	size_t bold, plain;

	if (limit <= col)
		return;
	if (from > 0)
		col = screen_put(col, limit, STR("…"), look);
	if (text_width(str_slice(line, from, to)) > limit - col)
		to =
		    from + text_fit(str_slice(line, from, to), limit - col - 1);
	bold = clamp(found.from, from, to);
	plain = clamp(found.to, bold, to);
	col = screen_put(col, limit, str_slice(line, from, bold), look);
	col = screen_put(
	    col, limit, str_slice(line, bold, plain), look | LOOK_BOLD);
	col = screen_put(col, limit, str_slice(line, plain, to), look);
	if (to < line.n)
		screen_put(col, limit, STR("…"), look);
}

/* ---- rows ---- */

/* Append words that fit into so many cells; what is cut is seen to be. */
static void
put_cut(struct buf *out, struct str words, int cells)
{
	if (text_width(words) <= cells) {
		buf_str(out, words);
	} else if (cells > 1) {
		buf_str(out, str_slice(words, 0, text_fit(words, cells - 1)));
		buf_puts(out, "…");
	}
}

/* What stands at the right edge of an item: its tags, and its book where the
 * title above does not tell it. */
static void
right_of(const struct desk *d, const struct pile_item *item, int cells,
    struct buf *out)
{
	const struct annotation *a = item->a;
	struct buf all = BUF_INIT;

	for (size_t i = 0, end; i < a->tags.n && all.n < 400; i = end + 1) {
		for (end = i; end < a->tags.n && a->tags.p[end] != ' ';)
			end++;
		buf_puts(&all, i > 0 ? " #" : "#");
		buf_str(&all, str_slice(a->tags, i, end));
	}
	if (d->state->every && d->pile.order != ORDER_BOOK) {
		buf_puts(&all, all.n > 0 ? "  " : "");
		put_cut(&all, d->pile.books[item->book].title, 20);
	}
	put_cut(out, buf_lend(&all), cells);
	buf_free(&all);
}

/* Put that, if there is room enough for it beside the words; where these end
 * then. */
static int
draw_right(const struct desk *d, const struct pile_item *item, int col,
    int cols, unsigned look)
{
	struct buf right = BUF_INIT;
	int limit = cols - 1;

	if (cols >= LEAST_FOR_TAGS)
		right_of(d, item, (cols - col) / 3, &right);
	if (right.n > 0) {
		limit = cols - 1 - text_width(buf_lend(&right));
		screen_put(limit, cols - 1, buf_lend(&right), look);
		limit -= 2;
	}
	buf_free(&right);
	return limit;
}

/* The sign in its colour; where there are none, two letters tell it. */
static int
draw_sign(const struct annotation *a, int col, int cols, unsigned look)
{
	const char *sign = signs[a->kind];
	bool plain = a->kind == ANNOTATION_BOOKMARK;
	unsigned hue = LOOK_HUE(HUE_PINK_INK + (int)a->colour);

	if (sign == NULL)
		sign = style_signs[a->style];
	if (!plain && screen_has_colour())
		look = hue;
	col = screen_put(col, cols, str_of(sign), look);
	if (!plain && !screen_has_colour())
		screen_put(col, cols,
		    str_slice(str_of(colour_names[a->colour]), 0, 2), look);
	return col + (screen_has_colour() ? 1 : 3);
}

/* An address, and where the words after it begin. */
static int
draw_address(struct str address, int col, int cols, int usual, unsigned look)
{
	struct buf words = BUF_INIT;
	int end;

	put_cut(&words, address, cols / 4);
	end = screen_put(col, cols, buf_lend(&words), look);
	buf_free(&words);
	return (end > col + usual ? end : col + usual) + 2;
}

static void
draw_item(const struct app *app, const struct desk *d,
    const struct pile_item *item, int cols, int address, bool hand)
{
	const struct annotation *a = item->a;
	unsigned look = hand ? LOOK_REVERSE : 0;
	unsigned quiet = hand ? look : LOOK_HUE(HUE_QUIET);
	struct buf line = BUF_INIT;
	int col, limit;

	if (hand)
		screen_fill(0, cols, ' ', look);
	if (pile_chosen(&d->pile, item))
		screen_put(0, cols, STR("*"), look | LOOK_BOLD);
	col = draw_sign(a, 2, cols, look);
	if (address > 0)
		col = draw_address(a->address, col, cols, address, quiet);
	limit = draw_right(d, item, col, cols, quiet);
	desk_line(app, a, &line);
	draw_line(d, col, limit, buf_lend(&line), look);
	buf_free(&line);
}

static void
draw_note(const struct desk *d, const struct annotation *a, int cols)
{
	struct buf line = BUF_INIT;
	int col = screen_put(4, cols, STR("✎ "), LOOK_HUE(HUE_QUIET));

	text_fold(&line, NULL,
	    str_slice(a->body, 0, text_fit(a->body, (int)LIMIT_LINE)), 0,
	    FOLD_SPACE);
	draw_line(d, col, cols - 1, buf_lend(&line), 0);
	buf_free(&line);
}

static void
draw_row(struct app *app, const struct desk *d, size_t at, int row, int cols,
    int address)
{
	const struct pile *p = &d->pile;
	const struct pile_row *r = &p->rows[at];
	const struct pile_item *item = &p->v[r->item];
	struct buf title = BUF_INIT;

	screen_row(row);
	if (r->what == ROW_TITLE) {
		pile_title(p, item, &title);
		draw_line(d, 1, cols - 1, buf_lend(&title), LOOK_BOLD);
	} else if (r->what == ROW_ITEM) {
		draw_item(app, d, item, cols, address, at == p->at);
	} else if (r->what == ROW_NOTE) {
		draw_note(d, item->a, cols);
	} else if (r->line < d->n_lines) {
		screen_put(4, cols,
		    str_slice(buf_lend(&d->full), d->lines[r->line].from,
			d->lines[r->line].to),
		    0);
	}
	screen_row_end();
	buf_free(&title);
}

/* Cells for the addresses of the rows that are seen, so that the words behind
 * them begin in one column; those of notes ("note 4 to §2.12") are longer and
 * take what they need.  0 if there is no room. */
static int
address_cells(const struct pile *p, int rows, int cols)
{
	int most = 1;

	for (size_t i = p->top; i < p->n_rows && i < p->top + (size_t)rows;
	     i++) {
		int n = text_width(p->v[p->rows[i].item].a->address);

		if (n > most && n <= USUAL_ADDRESS)
			most = n;
	}
	return cols >= LEAST_FOR_ADDRESS ? most : 0;
}

/* Inside a long group the first row is its title, so that one knows where one
 * is; what is in hand is not to be under it. */
static bool
keep_title(struct pile *p, int rows)
{
	if (rows < LEAST_FOR_TITLE || p->n_rows == 0 ||
	    p->rows[p->top].what == ROW_TITLE)
		return false;
	if (p->at == p->top)
		p->top--;
	return p->rows[p->top].what != ROW_TITLE && p->top + 1 < p->n_rows &&
	       p->rows[p->top + 1].what != ROW_TITLE;
}

static void
draw_kept_title(const struct desk *d, int row, int cols)
{
	const struct pile *p = &d->pile;
	struct buf title = BUF_INIT;

	screen_row(row);
	pile_title(p, &p->v[p->rows[p->top].item], &title);
	draw_line(d, 1, cols - 1, buf_lend(&title), LOOK_BOLD);
	screen_row_end();
	buf_free(&title);
}

void
desk_draw(struct app *app, struct pane *pane, struct area area)
{
	struct desk *d = (struct desk *)pane;
	int row = desk_draw_head(app, d, area), end = area.top + area.rows;
	int address;
	bool kept;

	d->rows = end - row;
	d->first = row;
	pile_scroll(&d->pile, d->rows);
	kept = d->kept = keep_title(&d->pile, d->rows);
	if (kept)
		draw_kept_title(d, row++, area.cols);
	address = address_cells(&d->pile, d->rows, area.cols);
	for (size_t i = d->pile.top + kept; row < end && i < d->pile.n_rows;
	     i++) {
		/* the hardware cursor stands on what is in hand: braille and
		 * magnifiers follow it */
		if (i == d->pile.at) {
			app->cursor_row = row;
			app->cursor_col = 0;
		}
		draw_row(app, d, i, row++, area.cols, address);
	}
	screen_blank(row, end);
}
