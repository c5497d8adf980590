/*
 * The terminal through ncurses; only this file and input.c include its headers.
 *
 *  1. Rows are made whole in `row.cells` and given to curses at once; curses
 *     finds what differs from the terminal and sends that.
 *  2. A code point reaches curses only if it is printable and if the C library
 *     (with which curses moves its cursor) gives it the width that lib/text
 *     does; all others become a sign that does.
 *  3. Signal handlers are the loop's business, but for those of a crash.
 */
#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#include <izba/text.h>

#include "tui/crash.h"
#include "tui/glyph.h"
#include "tui/input.h"
#include "tui/screen.h"

#define HUE(id, fg, bg, fg8, bg8, with, without) \
	[HUE_##id] = {fg, bg, fg8, bg8, with, without},
static const struct {
	short fg, bg, fg8, bg8;
	attr_t with, without;
} hues[] = {
#include "tui/hues.def"
};
#undef HUE

#define STROKE 0x336 /* over a letter: COMBINING LONG STROKE OVERLAY */

/* curses keeps one terminal for the process, and so does this file. */
static struct {
	bool open, utf8, italics, strikes, colour, colour_wanted;
	int cursor_row, cursor_col;
	bool cursor_hidden;
} screen = {.colour_wanted = true};

/* The row being made, and what stands in stdscr. */
static struct {
	cchar_t *cells, *stand;
	chtype *ascii;
	enum { ROW_UNKNOWN, ROW_NARROW, ROW_WIDE } * known;
	int n_known, cols, at;
	bool wide; /* the row being made has wide cells */
} row;

/* ---- opening and closing ---- */

static bool
has_string(const char *name)
{
	const char *s = tigetstr(name);

	return s != NULL && s != (const char *)-1;
}

static struct buf restore;

static int
restore_putc(int c)
{
	buf_putc(&restore, (char)c);
	return c;
}

/* Let a crash write what gives the terminal back: nothing can be asked then. */
void
screen_guard(void)
{
	static const char *const names[] = {
	    "sgr0", "rmkx", "BD", "rmcup", "cnorm"};

	buf_init(&restore);
	for (size_t i = 0; i < LENGTH(names); i++)
		if (has_string(names[i]))
			tputs(tigetstr(names[i]), 1, restore_putc);
	buf_puts(&restore, input_restore());
	crash_guard(buf_lend(&restore));
	buf_free(&restore);
}

static void
put_string(const char *name)
{
	if (has_string(name)) {
		putp(tigetstr(name));
		fflush(stdout);
	}
}

static void
colours_prepare(void)
{
	bool many;

	screen.colour = screen.colour_wanted && has_colors();
	if (!screen.colour || start_color() == ERR) {
		screen.colour = false;
		return;
	}
	use_default_colors();
	many = COLORS >= 256;
	for (int i = 1; i < HUES; i++)
		init_pair((short)i, many ? hues[i].fg : hues[i].fg8,
		    many ? hues[i].bg : hues[i].bg8);
}

bool
screen_open(struct err *err)
{
	const char *term = getenv("TERM");
	int known;

	if (term == NULL || term[0] == '\0')
		return err_set(err, ERR_TERMINAL,
		    "TERM is not set, so that the terminal can't be known");
	crash_modes();
	/* asked first, since a newterm that fails keeps its memory */
	if (setupterm(term, STDOUT_FILENO, &known) == ERR)
		return err_set(err, ERR_TERMINAL,
		    "the terminal \"%s\" (TERM) is unknown here", term);
	del_curterm(cur_term);
	if (newterm(NULL, stdout, stdin) == NULL)
		return err_set(err, ERR_TERMINAL,
		    "the terminal \"%s\" (TERM) can't be used", term);
	screen.open = true;
	if (!has_string("cup")) {
		screen_close();
		return err_set(err, ERR_TERMINAL,
		    "the terminal \"%s\" (TERM) can't place its cursor", term);
	}
	screen.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	screen.italics = has_string("sitm");
	/* curses does not know the attribute; a terminal that has it puts a
	 * stroke over letters as well */
	screen.strikes = screen.utf8 && has_string("smxx");
	raw();
	noecho();
	nonl();
	input_prepare();
	colours_prepare();
	idlok(stdscr, FALSE);
	scrollok(stdscr, TRUE);
	screen_guard();
	/* until it has once come back from endwin, curses flushes its output
	 * at every motion of the cursor: a write for each row */
	endwin();
	put_string("BE");
	atexit(screen_close);
	return true;
}

void
screen_leave(void)
{
	put_string("BD");
	input_leave();
	def_prog_mode();
	screen.cursor_hidden = false;
	curs_set(1);
	endwin();
	/* once more: on some terminals leaving the second screen brings the
	 * cursor back as it was when last saved, which may be hidden */
	put_string("cnorm");
}

void
screen_close(void)
{
	if (!screen.open)
		return;
	screen.open = false;
	crash_relax();
	screen_leave();
}

int
screen_rows(void)
{
	return LINES;
}

int
screen_cols(void)
{
	return COLS;
}

bool
screen_has_colour(void)
{
	return screen.colour;
}

bool
screen_is_utf8(void)
{
	return screen.utf8;
}

void
screen_set_colour(bool on)
{
	screen.colour_wanted = on;
	if (screen.open)
		colours_prepare();
}

/* ---- painting ---- */

/* A blank cell of a look. */
static cchar_t
cell_of(unsigned look)
{
	cchar_t c;
	unsigned hue = LOOK_HUE_OF(look) % HUES;
	attr_t a = screen.colour ? hues[hue].with : hues[hue].without;

	memset(&c, 0, sizeof(c));
	if ((look & LOOK_BOLD) != 0)
		a |= A_BOLD;
	if ((look & LOOK_ITALIC) != 0)
		a |= screen.italics ? A_ITALIC : A_UNDERLINE;
	if ((look & LOOK_UNDERLINE) != 0)
		a |= A_UNDERLINE;
	if ((look & LOOK_REVERSE) != 0)
		a |= A_REVERSE;
	if ((look & LOOK_STRUCK) != 0 && !screen.strikes)
		a |= A_DIM;
	c.chars[0] = L' ';
	c.attr = a;
	if (screen.colour && hues[hue].fg8 >= 0) {
		c.attr |= COLOR_PAIR(hue);
		c.ext_color = (int)hue;
	}
	return c;
}

static void
cell_combine(cchar_t *cell, uint32_t cp)
{
	for (int i = 1; i < CCHARW_MAX; i++)
		if (cell->chars[i] == 0) {
			cell->chars[i] = (wchar_t)cp;
			return;
		}
}

static int
put_code_points(int col, int limit, struct str text, unsigned look, bool raised)
{
	cchar_t cell = cell_of(look);
	const char *p = text.p, *end = p + text.n;

	while (p < end) {
		unsigned char c = (unsigned char)*p;
		uint32_t cp = c;
		size_t n = 1;
		int width = 1;

		if (c >= 0x80)
			cp = cp_decode(p, end, &n);
		p += n;
		if (raised) {
			uint32_t up = cp_to_superscript(cp);

			cp = up != 0 ? up : cp;
		}
		if (cp < ' ' || cp > '~')
			cp = glyph_shown(cp, &width);
		if (cp == 0)
			continue;
		if (width == 0) {
			if (col > 0)
				cell_combine(&row.cells[col - 1], cp);
			continue;
		}
		if (col + width > limit)
			break;
		row.cells[col] = cell;
		row.cells[col].chars[0] = (wchar_t)cp;
		if ((look & LOOK_STRUCK) != 0 && screen.strikes)
			row.cells[col].chars[1] = STROKE;
		/* curses itself makes the second half of a wide one */
		if (width == 2) {
			row.cells[col + 1].chars[0] = 0;
			row.wide = true;
		}
		col += width;
	}
	return col;
}

static int
put(int col, int limit, struct str text, unsigned look, bool raised)
{
	struct buf plain = BUF_INIT;

	if (limit > COLS)
		limit = COLS;
	if (row.at < 0 || col < 0 || col >= limit)
		return col < 0 ? 0 : col;
	if (screen.utf8)
		return put_code_points(col, limit, text, look, raised);
	text_ascii(&plain, text);
	col = put_code_points(col, limit, buf_lend(&plain), look, false);
	buf_free(&plain);
	return col;
}

int
screen_put(int col, int limit, struct str text, unsigned look)
{
	return put(col, limit, text, look, false);
}

int
screen_put_raised(int col, int limit, struct str text, unsigned look)
{
	return put(col, limit, text, look, true);
}

int
screen_printf(int col, int limit, unsigned look, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	col = put(col, limit, buf_lend(&b), look, false);
	buf_free(&b);
	return col;
}

int
screen_fill(int col, int n, uint32_t cp, unsigned look)
{
	cchar_t cell = cell_of(look);
	struct buf one = BUF_INIT;

	if (!screen.utf8 && cp > '~') {
		struct buf wide = BUF_INIT;

		buf_putcp(&wide, cp);
		text_ascii(&one, buf_lend(&wide));
		buf_free(&wide);
		cp = one.n > 0 ? (unsigned char)one.p[0] : '?';
		buf_free(&one);
	}
	cell.chars[0] = (wchar_t)cp;
	for (; n > 0 && col >= 0 && col < COLS; n--)
		row.cells[col++] = cell;
	return col;
}

/* Forget what the rows hold, or some of them. */
static void
rows_forget(int from, int to)
{
	for (; from < to && from < row.n_known; from++)
		row.known[from] = ROW_UNKNOWN;
}

/* Room for the row being made, and for what stands in all of them. */
static void
rows_reserve(void)
{
	if (row.n_known == LINES && row.cols == COLS)
		return;
	row.n_known = LINES;
	row.cols = COLS;
	row.cells =
	    xrealloc(row.cells, (size_t)(COLS + 2) * sizeof(*row.cells));
	row.ascii = xrealloc(row.ascii, (size_t)COLS * sizeof(*row.ascii));
	row.known = xrealloc(row.known, (size_t)LINES * sizeof(*row.known));
	row.stand = xrealloc(
	    row.stand, (size_t)LINES * (size_t)COLS * sizeof(*row.stand));
	rows_forget(0, LINES);
}

void
screen_row(int at)
{
	const cchar_t blank = cell_of(0);

	rows_reserve();
	for (int i = 0; i < COLS; i++)
		row.cells[i] = blank;
	row.at = at;
	row.wide = false;
}

/* Give curses the cells [from, to) of a row with wide cells; their second
 * halves are its own business. */
static void
row_give_wide(int from, int to)
{
	int out = from;

	for (int i = from; i < to; i++)
		if (row.cells[i].chars[0] != 0)
			row.cells[out++] = row.cells[i];
	mvwadd_wchnstr(stdscr, row.at, from, row.cells + from, out - from);
}

static bool
is_ascii(const cchar_t *c)
{
	return c->chars[0] < 0x7F && c->chars[1] == 0;
}

/* Give curses the cells [from, to).  It asks the width of each wide character;
 * stretches of ASCII are given so that it need not. */
static void
row_give(int from, int to)
{
	while (from < to) {
		bool ascii = is_ascii(&row.cells[from]);
		int n = 0;

		for (; from + n < to; n++) {
			const cchar_t *c = &row.cells[from + n];

			if (is_ascii(c) != ascii)
				break;
			row.ascii[n] = (chtype)c->chars[0] | c->attr;
		}
		if (ascii)
			mvwaddchnstr(stdscr, row.at, from, row.ascii, n);
		else
			mvwadd_wchnstr(
			    stdscr, row.at, from, row.cells + from, n);
		from += n;
	}
}

/* What stands there already is not given again: curses would look at every
 * cell.  From a wide cell on all is given, as halves must not be parted. */
void
screen_row_end(void)
{
	cchar_t *stand;
	int from = 0, to = COLS;

	if (row.at < 0 || row.at >= LINES)
		return;
	stand = row.stand + (size_t)row.at * (size_t)COLS;
	while (row.known[row.at] && from < to &&
	       row.cells[from].chars[0] != 0 &&
	       memcmp(&stand[from], &row.cells[from], sizeof(*stand)) == 0)
		from++;
	while (row.known[row.at] && from < to &&
	       row.cells[to - 1].chars[0] != 0 &&
	       memcmp(&stand[to - 1], &row.cells[to - 1], sizeof(*stand)) == 0)
		to--;
	if (from > 0 && from < to && row.cells[from].chars[0] == 0)
		from--;
	memcpy(stand, row.cells, (size_t)COLS * sizeof(*stand));
	if (from < to && (row.wide || row.known[row.at] != ROW_NARROW))
		row_give_wide(from, to);
	else
		row_give(from, to);
	row.known[row.at] = row.wide ? ROW_WIDE : ROW_NARROW;
	row.at = -1;
}

void
screen_blank(int from, int to)
{
	for (; from < to; from++) {
		screen_row(from);
		screen_row_end();
	}
}

void
screen_scroll(int from, int to, int n)
{
	if (to - from < 2)
		return;
	idlok(stdscr, TRUE);
	wsetscrreg(stdscr, from, to - 1);
	wscrl(stdscr, n);
	rows_forget(from, to);
	wsetscrreg(stdscr, 0, LINES - 1);
}

void
screen_cursor(int r, int col)
{
	screen.cursor_row = r;
	screen.cursor_col = col;
}

/* The cursor is shown and hidden after painting: what the terminal saves when
 * curses takes its second screen must be a visible one. */
void
screen_show(void)
{
	bool wanted = screen.cursor_row >= 0;

	if (wanted)
		wmove(stdscr, screen.cursor_row < LINES ? screen.cursor_row : 0,
		    screen.cursor_col < COLS ? screen.cursor_col : COLS - 1);
	wrefresh(stdscr);
	idlok(stdscr, FALSE);
	if (screen.cursor_hidden == wanted)
		curs_set(wanted);
	screen.cursor_hidden = !wanted;
}

void
screen_redraw(void)
{
	clearok(stdscr, TRUE);
}

void
screen_resized(void)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 &&
	    w.ws_col > 0 && (w.ws_row != LINES || w.ws_col != COLS))
		resizeterm(w.ws_row, w.ws_col);
}

/* ---- giving the terminal away ---- */

void
screen_return(void)
{
	reset_prog_mode();
	screen_resized();
	clearok(stdscr, TRUE);
	screen_show();
	put_string("BE");
	input_return();
}
