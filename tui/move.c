/*
 * Moving through the book: pages, lines, paragraphs, sections, and by number.
 */
#include <stdio.h>

#include "tui/app.h"

/* From a scrolled view: turn to the page that holds the first line not yet
 * seen, and remember the way back. */
static bool
turn_from_scrolled(struct app *app, bool down)
{
	struct view *v = &app->view;
	struct line_at at = down ? view_last(app) : v->first;
	uint32_t origin = v->anchor;
	struct page p;

	if (!(down ? layout_next(app->layout, &at)
		   : layout_prev(app->layout, &at)))
		return false;
	p = layout_page_of(app->layout, at);
	view_show_page(app, &p);
	v->turn.page = v->anchor;
	v->turn.origin = origin;
	v->turn.down = down;
	v->turn.set = true;
	return true;
}

static bool
turn(struct app *app, bool down)
{
	struct view *v = &app->view;
	struct page p;

	if (v->turn.set && v->turn.down != down && v->turn.page == v->anchor &&
	    !v->scrolled) {
		v->turn.set = false;
		view_show_line(app, layout_find(app->layout, v->turn.origin));
		return true;
	}
	if (v->scrolled)
		return turn_from_scrolled(app, down);
	p = layout_page_of(app->layout, v->first);
	if (!(down ? layout_page_next(app->layout, &p)
		   : layout_page_prev(app->layout, &p)))
		return false;
	view_show_page(app, &p);
	return true;
}

static void
say_end(struct app *app, bool down)
{
	app_say(app, down ? "The end of the book" : "The start of the book");
}

static void
turn_pages(struct app *app, uint32_t n, bool down)
{
	while (n-- > 0)
		if (!turn(app, down)) {
			say_end(app, down);
			return;
		}
}

void
cmd_page_down(struct app *app, const struct call *call)
{
	turn_pages(app, call->count, true);
}

void
cmd_page_up(struct app *app, const struct call *call)
{
	turn_pages(app, call->count, false);
}

static void
scroll(struct app *app, uint32_t n, int step)
{
	int most = 1000000;

	if (n > (uint32_t)(most / (step < 0 ? -step : step)))
		n = (uint32_t)(most / (step < 0 ? -step : step));
	if (!view_scroll(app, (int)n * step))
		say_end(app, step > 0);
}

void
cmd_line_down(struct app *app, const struct call *call)
{
	scroll(app, call->count, 1);
}

void
cmd_line_up(struct app *app, const struct call *call)
{
	scroll(app, call->count, -1);
}

void
cmd_half_down(struct app *app, const struct call *call)
{
	scroll(
	    app, call->count, app->view.height > 3 ? app->view.height / 2 : 1);
}

void
cmd_half_up(struct app *app, const struct call *call)
{
	scroll(app, call->count,
	    app->view.height > 3 ? -(app->view.height / 2) : -1);
}

/* ---- paragraphs and sections ---- */

/* The block that is at the top: the first whose text is shown there. */
static uint32_t
block_at_top(struct app *app)
{
	return book_block_at(app->book, app->view.anchor);
}

void
cmd_paragraph_next(struct app *app, const struct call *call)
{
	uint32_t i = block_at_top(app);

	if (i + 1 >= app->book->n_blocks) {
		say_end(app, true);
		return;
	}
	i = call->count < app->book->n_blocks - i ? i + call->count
						  : app->book->n_blocks - 1;
	view_show_line(
	    app, layout_find(app->layout, app->book->blocks[i].from));
}

void
cmd_paragraph_prev(struct app *app, const struct call *call)
{
	uint32_t i = block_at_top(app), n = call->count;

	if (app->view.anchor > app->book->blocks[i].from)
		n--;
	else if (i == 0) {
		say_end(app, false);
		return;
	}
	i = n < i ? i - n : 0;
	view_show_line(
	    app, layout_find(app->layout, app->book->blocks[i].from));
}

/* The number of sections that begin at or before a place. */
static uint32_t
sections_before(const struct book *b, uint32_t place)
{
	uint32_t lo = 0, hi = b->n_sections;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (b->sections[mid].from <= place)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
cmd_section_next(struct app *app, const struct call *call)
{
	const struct book *b = app->book;
	uint32_t i = sections_before(b, app->view.anchor);
	uint64_t to = (uint64_t)i + call->count - 1;

	if (i >= b->n_sections) {
		app_say(app, "No section after this one");
		return;
	}
	if (to >= b->n_sections)
		to = b->n_sections - 1;
	view_jump(app, b->sections[to].from);
}

void
cmd_section_prev(struct app *app, const struct call *call)
{
	const struct book *b = app->book;
	uint32_t i = sections_before(b, app->view.anchor);

	if (i > 0 && b->sections[i - 1].from >= app->view.from)
		i--;
	if (i == 0) {
		app_say(app, "No section before this one");
		return;
	}
	i = call->count < i ? i - call->count : 0;
	view_jump(app, b->sections[i].from);
}

/* ---- by number ---- */

static void
go_page(struct app *app, uint64_t n)
{
	struct page p;

	history_record(app);
	p = layout_page(app->layout, n < UINT32_MAX ? (uint32_t)n : UINT32_MAX);
	view_show_page(app, &p);
}

void
cmd_start(struct app *app, const struct call *call)
{
	if (call->counted)
		go_page(app, call->count);
	else
		view_jump(app, 0);
}

void
cmd_end(struct app *app, const struct call *call)
{
	if (call->counted)
		go_page(app, call->count);
	else
		view_jump(app, (uint32_t)app->book->text.n);
}

/* A number as a whole word; false with a message. */
static bool
take_number(struct app *app, struct str s, uint32_t *n)
{
	uint64_t v = 0;

	if (str_ends(s, "%"))
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9') {
			s.n = 0;
			break;
		}
		v = v * 10 + (uint64_t)(s.p[i] - '0');
		if (v > UINT32_MAX)
			v = UINT32_MAX;
	}
	*n = (uint32_t)v;
	if (s.n == 0)
		app_say_error(app, "A number is wanted");
	return s.n > 0;
}

void
cmd_percent(struct app *app, const struct call *call)
{
	uint32_t n = call->counted ? call->count : 0;

	if (call->arg.n > 0 && !take_number(app, call->arg, &n))
		return;
	if (n > 100)
		n = 100;
	view_jump(app, book_snap(app->book,
			   (uint32_t)((uint64_t)n * app->book->text.n / 100)));
}

void
cmd_page(struct app *app, const struct call *call)
{
	uint32_t n;

	if (take_number(app, call->arg, &n))
		go_page(app, n);
}

void
cmd_goto(struct app *app, const struct call *call)
{
	uint32_t place = book_address_find(app->book, call->arg);

	if (place == NOWHERE)
		app_say_error(app, "No address %.*s in this book",
		    (int)call->arg.n, call->arg.p);
	else
		view_jump(app, place);
}

/* Append a part, if there is one, with what stands before it. */
static void
part_add(struct buf *out, const char *before, struct str part)
{
	if (part.n == 0)
		return;
	buf_puts(out, out->n > 0 ? before : "");
	buf_str(out, part);
}

void
cmd_about(struct app *app, const struct call *call)
{
	const struct book *b = app->book;
	struct buf out = BUF_INIT;

	(void)call;
	part_add(&out, "", b->title);
	for (uint32_t i = 0; i < b->authors.n; i++)
		part_add(&out, i == 0 ? " · " : "; ", b->authors.v[i]);
	part_add(&out, " · ", book_meta(b, META_SERIES));
	part_add(&out, " · ", book_meta(b, META_PUBLISHER));
	part_add(&out, book_meta(b, META_PUBLISHER).n > 0 ? ", " : " · ",
	    book_meta(b, META_DATE));
	part_add(&out, " · ", b->language);
	part_add(&out, " · ", str_of(b->format));
	part_add(&out, ", ", b->encoding);
	app_say(app, "%s", out.p);
	buf_free(&out);
}

void
cmd_where(struct app *app, const struct call *call)
{
	const struct book *b = app->book;
	struct buf out = BUF_INIT;
	uint32_t section = book_section_at(b, app->view.anchor);
	struct page p = layout_page_of(app->layout, app->view.first);
	uint32_t number = layout_page_number(app->layout, &p);

	(void)call;
	book_address(b, app->view.anchor, &out);
	if (section != NOWHERE) {
		struct str title = b->sections[section].title;

		buf_puts(&out, " · ");
		buf_str(&out, title);
	}
	if (number > 0 && layout_pages(app->layout) > 0)
		buf_printf(&out,
		    book_folio_at(b, app->view.anchor) != NOWHERE
			? " · screen %u of %u"
			: " · p. %u of %u",
		    number, layout_pages(app->layout));
	buf_printf(&out, " · %u%%",
	    (unsigned)((uint64_t)app->view.to * 100 / b->text.n));
	if (b->title.n > 0 &&
	    (section == NOWHERE ||
		!str_eq(b->title, b->sections[section].title))) {
		buf_puts(&out, " · ");
		buf_str(&out, b->title);
	}
	app_say(app, "%s", out.p);
	buf_free(&out);
}
