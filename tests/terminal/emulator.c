/*
 * The emulator: libvterm, asked in the tests' own words.  Knows nothing of
 * processes.
 *
 * libvterm 0.1.4 crashes when a cell outside the screen is asked for, so all
 * reading goes through cell_at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vterm.h>

#include "tests/terminal/emulator.h"

struct emulator {
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	int row, col;
	bool visible, alternate, mouse;
};

static int
on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct emulator *e = user;

	(void)old;
	e->row = pos.row;
	e->col = pos.col;
	e->visible = visible != 0;
	return 1;
}

static int
on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct emulator *e = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		e->visible = value->boolean != 0;
	else if (prop == VTERM_PROP_ALTSCREEN)
		e->alternate = value->boolean != 0;
	else if (prop == VTERM_PROP_MOUSE)
		e->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

struct emulator *
emulator_new(int rows, int cols)
{
	static const VTermScreenCallbacks callbacks = {
	    .movecursor = on_cursor,
	    .settermprop = on_property,
	};
	struct emulator *e = xcalloc(1, sizeof(*e));

	e->rows = rows;
	e->cols = cols;
	e->visible = true;
	e->vt = vterm_new(rows, cols);
	vterm_set_utf8(e->vt, 1);
	e->screen = vterm_obtain_screen(e->vt);
	vterm_screen_set_callbacks(e->screen, &callbacks, e);
	vterm_screen_enable_altscreen(e->screen, 1);
	vterm_screen_reset(e->screen, 1);
	return e;
}

void
emulator_free(struct emulator *e)
{
	if (e == NULL)
		return;
	vterm_free(e->vt);
	free(e);
}

void
emulator_write(struct emulator *e, const char *p, size_t n, struct buf *answer)
{
	char out[256];
	size_t got;

	vterm_input_write(e->vt, p, n);
	while ((got = vterm_output_read(e->vt, out, sizeof(out))) > 0)
		if (answer != NULL)
			buf_add(answer, out, got);
}

void
emulator_resize(struct emulator *e, int rows, int cols)
{
	e->rows = rows;
	e->cols = cols;
	vterm_set_size(e->vt, rows, cols);
}

int
emulator_rows(const struct emulator *e)
{
	return e->rows;
}

int
emulator_cols(const struct emulator *e)
{
	return e->cols;
}

/* The cell, and whether it begins there (the right half of a wide character
 * does not). */
static bool
cell_at(const struct emulator *e, int row, int col, VTermScreenCell *cell)
{
	VTermPos pos = {.row = row, .col = col};

	memset(cell, 0, sizeof(*cell));
	if (row < 0 || row >= e->rows || col < 0 || col >= e->cols)
		return false;
	vterm_screen_get_cell(e->screen, pos, cell);
	return cell->chars[0] != UINT32_MAX;
}

static void
cell_text(const VTermScreenCell *cell, struct buf *out)
{
	if (cell->chars[0] == 0)
		buf_putc(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL; i++) {
		if (cell->chars[i] == 0)
			break;
		buf_putcp(out, cell->chars[i]);
	}
}

void
emulator_row(const struct emulator *e, int row, struct buf *out)
{
	size_t start = out->n;
	VTermScreenCell cell;

	for (int col = 0; col < e->cols; col++)
		if (cell_at(e, row, col, &cell))
			cell_text(&cell, out);
	while (out->n > start && out->p[out->n - 1] == ' ')
		buf_cut(out, out->n - 1);
}

/* The column of the cell that holds byte `at` of the row's text. */
static int
column_of(const struct emulator *e, int row, size_t at)
{
	struct buf text = BUF_INIT;
	VTermScreenCell cell;
	int found = 0;

	for (int col = 0; col < e->cols && text.n <= at; col++) {
		if (!cell_at(e, row, col, &cell))
			continue;
		found = col;
		cell_text(&cell, &text);
	}
	buf_free(&text);
	return found;
}

bool
emulator_find(const struct emulator *e, const char *text, int *row, int *col)
{
	struct buf line = BUF_INIT;
	size_t at = SIZE_MAX;
	int r;

	for (r = *row; r < e->rows && at == SIZE_MAX; r++) {
		buf_clear(&line);
		emulator_row(e, r, &line);
		at = str_find(buf_lend(&line), str_of(text));
	}
	buf_free(&line);
	if (at == SIZE_MAX)
		return false;
	*row = r - 1;
	*col = column_of(e, r - 1, at);
	return true;
}

void
emulator_cursor(const struct emulator *e, int *row, int *col, bool *visible)
{
	*row = e->row;
	*col = e->col;
	*visible = e->visible;
}

bool
emulator_mouse(const struct emulator *e)
{
	return e->mouse;
}

bool
emulator_alternate(const struct emulator *e)
{
	return e->alternate;
}

/* A colour's number in the palette, or -1 for the terminal's own. */
static int
colour_index(const VTermColor *c)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		return -1;
	return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : -2;
}

/* The look in words, parted and surrounded by blanks. */
static void
cell_look(const VTermScreenCell *cell, struct buf *out)
{
	const struct {
		bool on;
		const char *name;
	} looks[] = {
	    {cell->attrs.bold, "bold"},
	    {cell->attrs.underline != 0, "underline"},
	    {cell->attrs.italic, "italic"},
	    {cell->attrs.blink, "blink"},
	    {cell->attrs.reverse, "reverse"},
	    {cell->attrs.strike, "strike"},
	};
	int fg = colour_index(&cell->fg), bg = colour_index(&cell->bg);
	bool plain = fg == -1 && bg == -1;

	for (size_t i = 0; i < LENGTH(looks); i++) {
		if (!looks[i].on)
			continue;
		buf_printf(out, " %s", looks[i].name);
		plain = false;
	}
	if (plain)
		buf_puts(out, " plain");
	buf_printf(out, " fg=%d bg=%d ", fg, bg);
}

bool
emulator_look(const struct emulator *e, int row, int col, const char *look)
{
	struct buf all = BUF_INIT, one = BUF_INIT;
	VTermScreenCell cell;
	bool has;

	if (!cell_at(e, row, col, &cell))
		return false;
	cell_look(&cell, &all);
	buf_printf(&one, " %s ", look);
	has = str_find(buf_lend(&all), buf_lend(&one)) != SIZE_MAX;
	buf_free(&all);
	buf_free(&one);
	return has;
}

/* ---- pictures ---- */

/* Text, then look, as comparable bytes; the text's length is in byte 0. */
static void
cell_print(const struct emulator *e, int row, int col, char out[32])
{
	VTermScreenCell cell;
	struct buf text = BUF_INIT;
	size_t n;

	memset(out, 0, 32);
	if (!cell_at(e, row, col, &cell))
		return;
	cell_text(&cell, &text);
	n = text.n < 24 ? text.n : 24;
	out[0] = (char)n;
	memcpy(out + 1, text.p, n);
	out[26] = (char)(cell.attrs.bold | cell.attrs.underline << 1 |
			 cell.attrs.italic << 3 | cell.attrs.reverse << 4);
	out[27] = (char)cell.attrs.strike;
	out[28] = (char)colour_index(&cell.fg);
	out[29] = (char)colour_index(&cell.bg);
	buf_free(&text);
}

void
picture_take(struct picture *p, const struct emulator *e)
{
	picture_free(p);
	p->rows = e->rows;
	p->cols = e->cols;
	p->cells = xcalloc((size_t)(e->rows * e->cols), sizeof(*p->cells));
	for (int i = 0; i < e->rows * e->cols; i++)
		cell_print(e, i / e->cols, i % e->cols, p->cells[i]);
}

void
picture_free(struct picture *p)
{
	free(p->cells);
	*p = (struct picture){0};
}

static bool
is_blank(const char cell[32])
{
	return cell[0] == 1 && cell[1] == ' ' && cell[26] == 0 &&
	       cell[29] == -1;
}

/* The bytes to turn `old` (NULL: an empty row) into `new`. */
static size_t
row_change(char (*old)[32], char (*new)[32], int cols)
{
	int end = cols;
	size_t n = 0;

	while (end > 0 && is_blank(new[end - 1]))
		end--;
	for (int col = 0; col < end; col++) {
		bool same = old == NULL ? is_blank(new[col])
					: memcmp(old[col], new[col], 32) == 0;

		if (!same)
			n += (size_t) new[col][0];
	}
	return n;
}

size_t
picture_change(const struct picture *p, const struct emulator *e)
{
	struct picture now = {0};
	size_t best = SIZE_MAX;

	picture_take(&now, e);
	for (int by = -(now.rows - 1); by < now.rows; by++) {
		size_t n = 0;

		for (int row = 0; row < now.rows && n < best; row++) {
			bool kept = row + by >= 0 && row + by < p->rows &&
				    p->cols == now.cols;
			size_t from = kept ? (size_t)((row + by) * p->cols) : 0;
			size_t same = (size_t)(row * now.cols);
			size_t moved = row_change(kept ? p->cells + from : NULL,
			    now.cells + same, now.cols);
			size_t stays = row < p->rows && p->cols == now.cols
					   ? row_change(p->cells + same,
						 now.cells + same, now.cols)
					   : moved;

			/* rows outside the scrolled region stay as they were */
			n += stays < moved ? stays : moved;
		}
		if (n < best)
			best = n;
	}
	picture_free(&now);
	return best;
}
