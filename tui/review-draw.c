/*
 * The review painted: what stood around the mark on the left, the passage to
 * which it may belong on the right; on a narrow screen one under the other.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/review.h"
#include "tui/wrap.h"

#define AROUND 120 /* bytes of the text shown on each side of a passage */
#define LIMIT_LINES ((size_t)5000) /* of a quote or a note */
#define NARROW 56 /* columns below which the two stand under each other */

/* A piece of text cut into lines, a part of which stands out. */
struct column {
	struct buf text;
	struct span mark;
	struct span *lines;
	size_t n, cap;
};

static void
column_free(struct column *c)
{
	buf_free(&c->text);
	free(c->lines);
}

/* Append text on one line. */
static void
put(struct column *c, struct str s)
{
	struct buf clean = BUF_INIT;

	text_clean(&clean, s, NULL);
	text_fold(&c->text, NULL, buf_lend(&clean), 0, FOLD_SPACE);
	buf_free(&clean);
}

static void
put_passage(
    struct column *c, struct str before, struct str passage, struct str after)
{
	buf_puts(&c->text, "…");
	put(c, before);
	c->mark.from = (uint32_t)c->text.n;
	put(c, passage);
	if (passage.n == 0)
		buf_puts(&c->text, "⚑");
	c->mark.to = (uint32_t)c->text.n;
	put(c, after);
	buf_puts(&c->text, "…");
}

static void
cut(struct column *c, int cells)
{
	wrap_lines(
	    buf_lend(&c->text), cells, LIMIT_LINES, &c->lines, &c->n, &c->cap);
}

/* Put line i of a column, its mark in `look`. */
static void
put_line(const struct column *c, size_t i, int col, int limit, unsigned look)
{
	struct str s = buf_lend(&c->text);
	uint32_t from, to, a, b;

	if (i >= c->n)
		return;
	from = c->lines[i].from;
	to = c->lines[i].to;
	a = c->mark.from < from ? from : c->mark.from;
	b = c->mark.to > to ? to : c->mark.to;
	a = a > to ? to : a;
	b = b < a ? a : b;
	col = screen_put(col, limit, str_slice(s, from, a), 0);
	col = screen_put(col, limit, str_slice(s, a, b), look);
	screen_put(col, limit, str_slice(s, b, to), 0);
}

/* ---- what is said ---- */

static void
fill_old(const struct annotation *a, struct column *c)
{
	put_passage(c, a->prefix, a->quote, a->suffix);
}

static void
fill_new(const struct app *app, const struct review *r, struct column *c)
{
	const struct book *b = app->book;
	uint32_t from, to, start, end;

	if (r->n_hits == 0) {
		put(c, STR("No passage of this text is like it."));
		c->mark = (struct span){0, 0};
		return;
	}
	from = r->hits[r->hit].from;
	to = r->hits[r->hit].to;
	start = from > AROUND ? from - AROUND : 0;
	end = to + AROUND < b->text.n ? to + AROUND : (uint32_t)b->text.n;
	/* whole words */
	while (start > 0 && start < from && b->text.p[start - 1] != ' ')
		start++;
	while (end < b->text.n && end > to && b->text.p[end] != ' ')
		end--;
	start = book_snap(b, start);
	end = book_snap(b, end);
	put_passage(c, book_text(b, start, from), book_text(b, from, to),
	    book_text(b, to, end));
}

/* "was §5.5, 5. Koch, Boat and Double Sloop" */
static void
old_head(const struct annotation *a, struct buf *out)
{
	buf_puts(out, "was ");
	buf_str(out, a->address);
	if (a->section.n > 0)
		buf_puts(out, ", ");
	text_fold(out, NULL, a->section, 0, FOLD_SPACE);
}

static void
new_head(const struct app *app, const struct review *r, struct buf *out)
{
	if (r->n_hits == 0) {
		buf_puts(out, "now nowhere");
		return;
	}
	buf_puts(out, "now ");
	book_whereabouts(app->book, r->hits[r->hit].from, out);
	buf_printf(out, ", %u%% alike", r->hits[r->hit].score / 10u);
	if (r->n_hits > 1)
		buf_printf(out, ", %zu of %zu", r->hit + 1, r->n_hits);
}

static void
draw_head(const struct app *app, const struct review *r, struct area area)
{
	const struct annotation *a = review_shown(app, r);
	int col;

	screen_row(area.top);
	col = screen_put(1, area.cols, STR("Review"), LOOK_BOLD);
	if (a != NULL) {
		col = screen_printf(col, area.cols, LOOK_HUE(HUE_QUIET),
		    " · %zu of %zu · ", r->at + 1, r->n);
		screen_printf(col, area.cols,
		    a->kind == ANNOTATION_BOOKMARK
			? 0
			: LOOK_HUE(HUE_PINK + (int)a->colour),
		    "%s", annotation_names[a->kind]);
		col += (int)strlen(annotation_names[a->kind]);
		screen_put(col, area.cols,
		    a->orphan                   ? STR(", an orphan")
		    : annotation_is_doubtful(a) ? STR(", doubtful")
						: STR(", lost"),
		    0);
	}
	screen_row_end();
}

/* ---- painting ---- */

/* The two columns and the note, laid out. */
struct sheet {
	struct column left, right, note;
	struct buf left_head, right_head;
	int half; /* columns of each; 0: under each other */
	unsigned look;
};

static void
sheet_make(
    const struct app *app, const struct review *r, int cols, struct sheet *s)
{
	const struct annotation *a = review_shown(app, r);
	int width = cols - 2;

	*s = (struct sheet){.half = cols < NARROW ? 0 : (cols - 1) / 2};
	buf_init(&s->left.text);
	buf_init(&s->right.text);
	buf_init(&s->note.text);
	buf_init(&s->left_head);
	buf_init(&s->right_head);
	s->look = LOOK_BOLD;
	if (a->kind != ANNOTATION_BOOKMARK)
		s->look |= LOOK_HUE(HUE_PINK + (int)a->colour);
	old_head(a, &s->left_head);
	new_head(app, r, &s->right_head);
	fill_old(a, &s->left);
	fill_new(app, r, &s->right);
	if (a->body.n > 0) {
		buf_puts(&s->note.text, "✎ ");
		buf_str(&s->note.text, a->body);
	}
	cut(&s->left, s->half > 0 ? s->half - 2 : width);
	cut(&s->right, s->half > 0 ? s->half - 2 : width);
	cut(&s->note, width);
}

static void
sheet_free(struct sheet *s)
{
	column_free(&s->left);
	column_free(&s->right);
	column_free(&s->note);
	buf_free(&s->left_head);
	buf_free(&s->right_head);
}

/* One part of the sheet: its head in line 0, its text, an empty line. */
static bool
draw_part(const struct column *c, const struct buf *head, size_t *i, int cols,
    unsigned look)
{
	if (*i == 0)
		screen_put(1, cols, buf_lend(head), LOOK_HUE(HUE_QUIET));
	else
		put_line(c, *i - 1, 1, cols, look);
	if (*i < c->n + 2)
		return true;
	*i -= c->n + 2;
	return false;
}

/* Line i of the sheet on the row that was begun. */
static void
draw_line(const struct sheet *s, size_t i, int cols)
{
	size_t both = s->left.n > s->right.n ? s->left.n : s->right.n;

	if (s->half == 0) {
		if (!draw_part(&s->left, &s->left_head, &i, cols, s->look) &&
		    !draw_part(&s->right, &s->right_head, &i, cols, s->look))
			put_line(&s->note, i, 1, cols, 0);
		return;
	}
	if (i == 0) {
		screen_put(1, s->half - 1, buf_lend(&s->left_head),
		    LOOK_HUE(HUE_QUIET));
		screen_put(s->half + 1, cols, buf_lend(&s->right_head),
		    LOOK_HUE(HUE_QUIET));
	} else {
		put_line(&s->left, i - 1, 1, s->half - 1, s->look);
		put_line(&s->right, i - 1, s->half + 1, cols, s->look);
	}
	if (i >= both + 2)
		put_line(&s->note, i - both - 2, 1, cols, 0);
}

static size_t
sheet_lines(const struct sheet *s)
{
	size_t both = s->left.n > s->right.n ? s->left.n : s->right.n;

	if (s->half == 0)
		both = s->left.n + s->right.n + 2;
	return both + 2 + s->note.n;
}

void
review_draw(struct app *app, struct pane *p, struct area area)
{
	struct review *r = (struct review *)p;
	int row = area.top, end = area.top + area.rows;
	struct sheet s;

	draw_head(app, r, area);
	row++;
	if (review_shown(app, r) == NULL) {
		row = pane_words(
		    row, end, STR("every mark stands where it belongs"));
		screen_blank(row, end);
		return;
	}
	sheet_make(app, r, area.cols, &s);
	r->rows = end - row;
	r->lines = (int)sheet_lines(&s);
	for (size_t i = (size_t)r->top; row < end; row++, i++) {
		screen_row(row);
		draw_line(&s, i, area.cols);
		screen_row_end();
	}
	sheet_free(&s);
	/* braille and magnifiers follow the cursor: to the passage's head */
	app->cursor_row = area.top + 1 < end ? area.top + 1 : area.top;
	app->cursor_col = s.half > 0 ? s.half + 1 : 1;
}

/* ---- the foot ---- */

static const struct {
	enum command_id id;
	const char *word;
	bool always; /* also when nothing is left */
} keys[] = {
    {COMMAND_review_accept, "accept", false},
    {COMMAND_candidate_next, "another passage", false},
    {COMMAND_review_search, "by hand", false},
    {COMMAND_review_orphan, "gone", false},
    {COMMAND_item_down, "next", false},
    {COMMAND_undo, "undo", true},
    {COMMAND_close, "close", true},
    {COMMAND_target_go, "go there", false},
};

void
review_status(struct app *app, struct pane *p, struct buf *out)
{
	bool any = review_shown(app, (struct review *)p) != NULL;

	for (size_t i = 0; i < LENGTH(keys); i++)
		if (any || keys[i].always)
			status_add_key(
			    app, MODE_REVIEW, keys[i].id, keys[i].word, out);
}
