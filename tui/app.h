/*
 * app: the reader at work; what the files of tui/ share.
 *
 * One struct app, on tui_read's stack, is handed to everything.  Commands
 * change it and say with app_stale what must be painted again; the loop paints
 * once when no key is waiting.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <izba/book.h>
#include <izba/layout.h>
#include <izba/search.h>
#include <izba/store.h>

#include "tui/command.h"
#include "tui/keymap.h"
#include "tui/options.h"
#include "tui/pane.h"
#include "tui/screen.h"

/* What must be painted again. */
enum {
	STALE_PAGE = 1, /* head and text */
	STALE_STATUS = 2,
	STALE_PANES = 4,
	STALE_ALL = 7
};

/* ---- the page ---- */

/* Where the page stands on the screen, and what it shows. */
struct view {
	int rows, cols; /* of the screen it was made for */
	int top, height; /* first row of the text and their number */
	int left, measure; /* first column of the text, cells of a line */
	struct line_at first; /* the line at the top */
	uint32_t lines; /* lines shown: fewer than height at a page's
				   end */
	uint32_t foot; /* lines of notes at the foot, their rule not counted */
	uint32_t from, to; /* the text shown */
	struct line_at start; /* the page that scrolling began from */
	bool scrolled; /* not at a page: lines as they come */
	uint32_t anchor; /* first character at the reader's last movement;
				   resizing does not change it */

	/* The page turned to from a scrolled view, so that turning back comes
	 * to the same lines. */
	struct {
		uint32_t page, origin;
		bool down, set;
	} turn;
	int scroll; /* lines scrolled since the last painting */
	bool moved; /* painting can't scroll: the page is another */
	int shift; /* rows the page is pushed up under a pane */
	int blanks; /* lines without text from the top to the anchor */
};

/* A span of the text with a look of its own, over the book's: marks, hits,
 * selection, focus.  Later ones win where they overlap. */
struct paint {
	uint32_t from, to;
	unsigned look;
	uint32_t sign; /* of a mark, in the margin; else 0 */
	const struct annotation *mark; /* whose it is, or NULL */
};

/* What Enter would open: a reference, a link, an entry's word on the page. */
struct focus {
	uint32_t from, to; /* from == NOWHERE: none */
};

/* ---- history ---- */

struct history {
	struct moment {
		uint32_t place; /* the top of the page */
		uint32_t book; /* which of `books` */
	} * v;
	size_t n, cap, at; /* at: the present, v[at - 1] is behind */
	char **books; /* paths of those read in this sitting */
	size_t n_books, cap_books;
	uint32_t book; /* the one that is read now */
	bool fro; /* the last step was a toggle back: the next goes forth */
};

/* ---- keys ---- */

struct keys {
	struct keymap *map;
	uint32_t node; /* in the map: a prefix was typed */
	uint64_t count;
	bool counted;
	struct buf typed; /* the names of what is pending */
	uint64_t handled; /* keys since the start */
	struct buf pasted; /* what is being pasted */
	bool pasting;
};

struct prompt;
struct finder;
struct explained;
struct pictures;
struct desk_state;

struct app {
	/* what is read */
	const struct book *book;
	struct book *own_book; /* read again in this sitting, or NULL */
	struct book *(*reread)(void *data, const char *path, bool apparatus,
	    const char *encoding, struct err *err);
	char *encoding; /* asked for, or NULL */
	void (*idle)(void *data); /* what is left to do once; or NULL */
	void *reread_data;
	const char *path; /* lent from the history */
	const char *keys_path;
	const char *copy_path;
	const char *hyphens_folder;
	struct hyphens *hyphens; /* made when words are first to be parted */
	struct layout *layout;
	struct search *search; /* made at the first search */
	struct store *store; /* NULL if it can't be opened */
	const char *store_path; /* or NULL */
	/* A backup in place of a damaged store; see tui_start. */
	bool (*mend)(
	    void *data, struct store **s, struct buf *said, struct err *err);
	struct book_id id;
	struct annotations marks; /* of this book, in book order */
	struct {
		uint32_t n; /* marks that are not on the disk */
		int64_t last; /* tells one change of them from the next */
		int64_t written; /* the one that :write-to has saved */
	} unsaved;

	/* what is seen */
	struct view view;
	struct pane *panes; /* the topmost first */
	struct prompt *prompt; /* or NULL */
	struct focus focus;
	struct paint *paints; /* made at every painting */
	size_t n_paints, cap_paints;
	struct {
		struct buf text;
		bool error;
	} message;
	int cursor_row, cursor_col; /* row -1: none */

	/* what the reader set */
	struct options options;
	struct keys keys;
	struct history history;
	struct finder *finder; /* NULL before the first search */
	struct explained *explained; /* words with an entry; NULL at first */
	struct pictures *pictures; /* what is known of them; NULL at first */
	struct {
		uint32_t at, anchor, focus; /* at NOWHERE: nowhere */
	} left; /* where the last caret stood, and what was looked at then */
	struct {
		enum command_id id;
		uint32_t cp; /* 0: none yet */
	} found; /* the last character that f, F, t or T looked for */
	struct pressed *pressed; /* the mouse's button; NULL at first */
	char chosen[37]; /* the mark that commands are for, or "" */
	char placing[37]; /* the mark whose passage is looked for by hand */
	struct desk_state *desk; /* what the workbench keeps; NULL at first */
	enum shelf_order shelf_order; /* in which the shelf was seen last */
	int64_t fixed_clock; /* for tests: microseconds UTC, or 0 */
	struct annotation noting; /* what the note being typed is for */

	struct {
		uint32_t *v;
		size_t n, cap;
		struct view turned; /* where the reader was then */
	} early; /* keys typed before the whole book was there */

	unsigned stale;
	uint32_t saved_place; /* the reading place as the store has it */
	bool counted; /* all pages are */
	bool rested; /* no key came for a while: the pages may be counted */
	int sync; /* IZBA_SYNC, or 0 */
	bool quit;
	int signal; /* the one that ends the program, or 0 */
};

/* ---- loop.c ---- */

void app_stale(struct app *app, unsigned what);
enum mode app_mode(const struct app *app);
/* ---- keys.c, general.c ---- */

/* Handle one key. */
void app_key(struct app *app, uint32_t key);
/* Do a command, as a key or the command line asked for it. */
void app_command(struct app *app, const struct call *call);
/* Do a line as typed after ':' ("goto 3.14", "41", "set measure=60"). */
void app_line(struct app *app, struct str line);

/* Say something in the status line until the next key. */
void app_say(struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);
void app_say_error(struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Take it away. */
void app_hush(struct app *app);

/* The book's marks have changed in the store: read and paint them again. */
void app_marks_changed(struct app *app);
/* Read the book again as the options say; make the key map anew. */
bool app_reread(struct app *app, struct err *err) USE_RESULT;
/* The same in another encoding (NULL: as izba finds it), which stays. */
bool app_reread_in(
    struct app *app, const char *encoding, struct err *err) USE_RESULT;
/* Read another book from now on, at the place where it was left.  Panes are
 * closed; no history.  False: all is as it was. */
bool app_switch(struct app *app, const char *path, struct err *err) USE_RESULT;
/* Another book with its apparatus, to be looked into; freed by book_free. */
struct book *
app_read_other(struct app *app, const char *path, struct err *err) USE_RESULT;
/* A book that was just read takes the place of the one before it; the anchor is
 * a place of it already. */
void app_take_book(struct app *app, struct book *fresh);
/* Where a place of a book stands in another reading of the same file: in the same
 * text where it was, else at the same byte of the file, else at the same
 * words. */
uint32_t place_between(
    const struct book *old, const struct book *fresh, uint32_t place);
bool app_rekey(struct app *app, struct err *err) USE_RESULT;
/* The place is written to the store if it is not there yet. */
void app_save_place(struct app *app);

/* ---- encoding.c ---- */

/* Offer the encodings whose names begin like `part`, in any case. */
void encoding_offer(
    struct str part, void (*offer)(void *data, struct str s), void *data);

/* ---- view.c: the page ---- */

/* Make the layout for the screen's size and options; keeps the anchor. */
void view_resize(struct app *app);
/* The patterns by which words are parted at this measure, or NULL. */
struct hyphens *view_hyphens(struct app *app, int measure);
void view_free(struct app *app);
/* Show the page that holds a place; the anchor goes there.  No history. */
void view_show(struct app *app, uint32_t place);
/* Show a page, or any line at the top. */
void view_show_page(struct app *app, const struct page *p);
void view_show_line(struct app *app, struct line_at first);
/* The same, with the place left behind kept in the history. */
void view_jump(struct app *app, uint32_t place);
/* The last line shown. */
struct line_at view_last(struct app *app);
/* Scroll by lines (negative: back); false at the ends. */
bool view_scroll(struct app *app, int lines);
/* Is a place on the screen, and not under a pane?  Its cell. */
bool view_cell(struct app *app, uint32_t place, int *row, int *col);
/* The same for a place that may be off the screen: first scroll it in. */
void view_reveal(struct app *app, uint32_t place);
void view_draw(struct app *app);
/* Draw one line of text as the page does, with its runs, callouts and paints:
 * for panes that lay out a span of the book (in a row begun by screen_row).
 * Returns the column after it. */
int view_draw_line(struct app *app, int left, int limit,
    const struct line *line, const struct segment *segments);
/* Put signs in the margin beside a line that holds marks. */
void view_draw_signs(struct app *app, const struct line *line);
/* Add a paint for the present painting (see paint.c). */
void view_paint(struct app *app, uint32_t from, uint32_t to, unsigned look);

/* ---- foot.c: the notes at the foot of the page ---- */

/* Is there room for them, and are they wanted? */
bool foot_wanted(const struct app *app);
/* Paint them on rows before `end`. */
void foot_draw(struct app *app, int end);

/* ---- paint.c: what lies over the text ---- */

/* Gather marks, hits, selection and focus of [from, to). */
void paint_gather(struct app *app, uint32_t from, uint32_t to);
/* Add the marks and hits of text that is shown beside the page's own. */
void paint_also(struct app *app, uint32_t from, uint32_t to);

/* ---- history.c ---- */

/* Keep where the reader stands before a jump. */
void history_record(struct app *app);
/* The same after the jump: `left` is what history_now gave before it. */
struct moment history_now(const struct app *app);
void history_record_from(struct app *app, struct moment left);
/* Between here and where the last jump began, to and fro. */
bool history_toggle(struct app *app);
/* The book that is read now has this path: lends a copy of it. */
const char *history_enter(struct app *app, const char *path);
void history_free(struct app *app);

/* ---- status.c ---- */

void status_draw(struct app *app);
/* As many of several things that are said as fit into so many cells; two blanks
 * or a point part them. */
struct str status_fit(struct str s, int cells);
/* Append a thin bar of so many cells between its ends: how much of all is
 * done. */
void status_bar(struct buf *out, int cells, uint64_t done, uint64_t all);
/* Rows of the foot that it takes now, at least 1. */
int status_rows(const struct app *app);

/* ---- tell.c: keys as they are bound ---- */

/* The first keys of a command as they are named to the reader: "g Enter"; else
 * how it is typed: ":places". */
struct key_name {
	char s[48];
};
struct key_name
app_key_name(const struct app *app, enum mode mode, enum command_id id);
/* Append the first keys of a command and a word for it, "Enter go", if there is
 * room: help has the others. */
void status_add_key(const struct app *app, enum mode mode, enum command_id id,
    const char *word, struct buf *out);
/* The same of several, up to one without a word (NULL); those with an empty word
 * share the next one's: "w e more". */
struct status_key {
	enum command_id id;
	const char *word;
};
void status_add_keys(const struct app *app, enum mode mode,
    const struct status_key *keys, struct buf *out);

/* ---- prompt.c ---- */

/* A line to be typed in the status line. */
struct prompt_kind {
	const char *name; /* of its history in the store, or NULL */
	const char *label; /* ":" */
	bool lines; /* what is typed may be several lines */
	/* Enter: the line is the prompt's until this returns. */
	void (*done)(struct app *app, struct str line);
	/* After each change, or NULL (search as you type). */
	void (*changed)(struct app *app, struct str line);
	/* What is said at the right edge meanwhile ("3/47"), or NULL. */
	void (*aside)(struct app *app, struct buf *out);
	/* Esc, or Backspace in an empty line; may be NULL. */
	void (*cancelled)(struct app *app);
	/* Offer what the word under the cursor may become: calls `offer` for
	 * each; `word` gets where it begins.  NULL: no completion. */
	void (*complete)(struct app *app, struct str line, size_t *word,
	    void (*offer)(void *data, struct str s), void *data);
};
void
prompt_open(struct app *app, const struct prompt_kind *kind, struct str text);
void prompt_close(struct app *app);
/* izba is ended by a signal: a note that is being typed is kept as it is. */
void prompt_rescue(struct app *app);
void prompt_key(struct app *app, uint32_t key);
void prompt_paste(struct app *app, struct str text);
void prompt_draw(struct app *app, int row);

/* ---- every command is a function ---- */

#define GROUP(title)
#define COMMAND(id, name, modes, argument, help) \
	void cmd_##id(struct app *app, const struct call *call);
#include "tui/commands.def"
#undef COMMAND
#undef GROUP

#endif
