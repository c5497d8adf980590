/*
 * Pictures of the book: what their bytes say of them, and one of them over the
 * whole screen.  A terminal gets of a book's picture what chafa makes of it,
 * and that only if its first bytes are those of a picture.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/graphics.h"
#include "tui/picture.h"
#include "tui/target.h"

/* Pixels of a picture that is shown: what is made of them in memory takes four
 * bytes each, some times. */
#define PIXELS_MOST ((uint64_t)100 * 1000 * 1000)

enum found { NOT_LOOKED, FOUND, MISSING, NO_PICTURE };

/* What is known of the book's pictures, by their ids. */
struct pictures {
	struct {
		struct image_facts facts;
		enum found found;
	} * v;
	char *last; /* the href of the one opened last, or NULL */
	uint32_t from; /* the page on which it was */
};

/* One of them over the screen. */
struct picture {
	struct pane pane;
	struct buf bytes, title, made;
	enum graphics how;
	int rows, cols; /* for which it was made */
};

static const struct pane_kind picture_pane;

static struct pictures *
pictures_of(struct app *app)
{
	if (app->pictures == NULL) {
		app->pictures = xcalloc(1, sizeof(*app->pictures));
		app->pictures->v =
		    xcalloc(app->book->n_images + 1, sizeof(*app->pictures->v));
	}
	return app->pictures;
}

void
picture_forget(struct app *app)
{
	if (app->pictures == NULL)
		return;
	free(app->pictures->v);
	free(app->pictures->last);
	free(app->pictures);
	app->pictures = NULL;
}

/* ---- what is known ---- */

void
picture_words(struct app *app, uint32_t block, struct buf *out)
{
	uint32_t i = book_image_of(app->book, block);
	const struct pictures *p = pictures_of(app);
	struct image_facts said = {.kind = NULL};

	if (i == NOWHERE)
		return;
	if (p->v[i].found == MISSING) {
		buf_puts(out, "not in the book");
		return;
	}
	if (p->v[i].found == NO_PICTURE) {
		buf_puts(out, "damaged");
		return;
	}
	if (p->v[i].found == NOT_LOOKED)
		said.kind = image_kind_of(app->book->images[i].mime);
	else
		said = p->v[i].facts;
	if (said.width == 0) {
		said.width = app->book->images[i].width;
		said.height = app->book->images[i].height;
	}
	image_words(&said, out);
}

/* The bytes of a picture; what they say is kept. */
static bool
look(struct app *app, uint32_t i, struct buf *bytes, struct err *err)
{
	struct pictures *p = pictures_of(app);
	enum found before = p->v[i].found;

	if (!book_resource(
		app->path, app->book, app->book->images[i].href, bytes, err))
		p->v[i].found = MISSING;
	else
		p->v[i].found = image_sniff(buf_lend(bytes), &p->v[i].facts)
				    ? FOUND
				    : NO_PICTURE;
	if (p->v[i].found != before)
		app_stale(app, STALE_PAGE);
	return p->v[i].found != MISSING;
}

/* The terminal answered after all that it can do better than the picture that is
 * open was made: it is made anew. */
static void
look_at_answer(struct app *app)
{
	struct picture *k = (struct picture *)app->panes;

	if (k == NULL || k->pane.kind != &picture_pane ||
	    graphics_best() <= k->how)
		return;
	k->cols = 0;
	app_stale(app, STALE_PANES);
}

void
picture_idle(struct app *app, bool (*go_on)(void))
{
	const struct book *b = app->book;
	uint32_t i = target_image_from(b, app->view.from);
	struct err err;

	look_at_answer(app);
	for (; i < b->n_images && go_on() && b->images[i].from <= app->view.to;
	     i++) {
		struct buf bytes = BUF_INIT;

		if (pictures_of(app)->v[i].found == NOT_LOOKED &&
		    !look(app, i, &bytes, &err))
			app_stale(app, STALE_PAGE);
		buf_free(&bytes);
	}
}

/* ---- over the screen ---- */

static void
picture_free(struct picture *k)
{
	buf_free(&k->bytes);
	buf_free(&k->title);
	buf_free(&k->made);
	free(k);
}

/* The rows left for it above its title and the last one. */
static bool
make(struct picture *k, struct err *err)
{
	k->cols = screen_cols();
	k->rows = screen_rows() - 2;
	k->how = graphics_best();
	buf_clear(&k->made);
	if (k->rows < 1)
		return err_set(err, ERR_LIMIT, "too small");
	return graphics_make(
	    buf_lend(&k->bytes), k->how, k->cols, k->rows, &k->made, err);
}

/* Can it be tried?  Says why not. */
static bool
may_show(struct app *app, struct str bytes, struct image_facts *f)
{
	if (!image_sniff(bytes, f)) {
		app_say_error(app,
		    "This is no whole picture of a kind that izba knows (PNG, "
		    "JPEG, GIF, WebP, SVG); :save-image keeps its %zu bytes",
		    bytes.n);
		return false;
	}
	if ((uint64_t)f->width * f->height > PIXELS_MOST) {
		app_say_error(app,
		    "This picture is too large to be shown (%u×%u); "
		    ":save-image keeps it",
		    f->width, f->height);
		return false;
	}
	return true;
}

static void
say_why_not(struct app *app, const struct err *err)
{
	if (err->code == ERR_LIMIT)
		app_say_error(app, "The screen is too small to show a picture");
	else if (err->code == ERR_FORMAT)
		app_say_error(app, "chafa can't read this picture: it is "
				   "damaged, or this chafa does not know its "
				   "kind; :save-image keeps it");
	else
		app_say_error(app,
		    "%s; it shows pictures (Debian's package chafa).  "
		    ":save-image keeps this one",
		    err->text);
}

/* Show bytes that the pane owns from now on. */
static void
show(struct app *app, struct buf bytes, struct str title)
{
	struct picture *k = xcalloc(1, sizeof(*k));
	struct image_facts f;
	struct err err = {.code = ERR_NONE};

	k->pane.kind = &picture_pane;
	k->bytes = bytes;
	buf_init(&k->title);
	buf_init(&k->made);
	if (!may_show(app, buf_lend(&bytes), &f)) {
		picture_free(k);
		return;
	}
	text_clean(&k->title, str_slice(title, 0, 1000), NULL);
	buf_puts(&k->title, title.n > 0 ? " · " : "");
	image_words(&f, &k->title);
	if (make(k, &err)) {
		pane_open(app, &k->pane);
		return;
	}
	say_why_not(app, &err);
	screen_redraw();
	picture_free(k);
}

/* What stands for a picture in words: its alternative text, else the caption
 * under it, else its file's name. */
static struct str
title_of(const struct book *b, const struct image *m)
{
	const struct block *k = &b->blocks[m->block], *next = k + 1;
	struct str s = book_text(b, m->from, m->to);

	if (s.n > 1 && s.p[0] == '[' && s.p[s.n - 1] == ']')
		s = str_slice(s, 1, s.n - 1);
	if (s.n == 0 && m->block + 1 < b->n_blocks &&
	    next->kind == BLOCK_CAPTION)
		s = book_text(b, next->from, next->to);
	return s.n > 0 ? s : image_name_of(m->href);
}

static void
remember(struct app *app, struct str href)
{
	struct pictures *p = pictures_of(app);

	free(p->last);
	p->last = str_dup(href);
	p->from = app->view.from;
}

bool
picture_last(struct app *app, struct str *href)
{
	const struct pictures *p = pictures_of(app);

	if (p->last == NULL || p->from != app->view.from)
		return false;
	*href = str_of(p->last);
	return true;
}

void
picture_open(struct app *app, uint32_t image)
{
	const struct image *m = &app->book->images[image];
	struct buf bytes = BUF_INIT;
	struct err err;

	remember(app, m->href);
	if (look(app, image, &bytes, &err)) {
		show(app, bytes, title_of(app->book, m));
		return;
	}
	buf_free(&bytes);
	app_say_error(app, "This picture can't be read: %s", err.text);
}

void
cmd_cover(struct app *app, const struct call *call)
{
	struct buf bytes = BUF_INIT, href = BUF_INIT;
	struct err err;

	(void)call;
	if (book_cover(app->path, app->book, &href, &err) &&
	    book_resource(
		app->path, app->book, buf_lend(&href), &bytes, &err)) {
		app->focus.from = NOWHERE;
		remember(app, buf_lend(&href));
		show(app, bytes, app->book->title);
	} else {
		app_say_error(app, "There is no cover to show: %s", err.text);
		buf_free(&bytes);
	}
	buf_free(&href);
}

/* ---- the pane ---- */

static void
picture_draw(struct app *app, struct pane *p, struct area area)
{
	struct picture *k = (struct picture *)p;
	struct err err;

	(void)app;
	if ((k->cols != screen_cols() || k->rows != screen_rows() - 2) &&
	    !make(k, &err))
		buf_clear(&k->made);
	screen_blank(area.top, area.top + area.rows);
	if (area.rows > 1) {
		screen_row(area.top + area.rows - 1);
		screen_put(1, area.cols, buf_lend(&k->title), 0);
		screen_row_end();
	}
	/* what curses does not know of comes after what it does */
	graphics_remove(k->how);
	screen_show();
	graphics_put(buf_lend(&k->made), k->how);
}

static bool
picture_key(struct app *app, struct pane *p, uint32_t key)
{
	struct call typing = {COMMAND_command, 1, false, STR("save-image ")};

	(void)p;
	pane_close(app);
	if (key == 's')
		cmd_command(app, &typing);
	else if (key == ':')
		cmd_command(app, &(struct call){.id = COMMAND_command});
	return true;
}

/* What comes past the keys, from the mouse's wheel, comes back too. */
static bool
picture_command(struct app *app, struct pane *p, const struct call *c)
{
	(void)p;
	(void)c;
	pane_close(app);
	return true;
}

static void
picture_status(struct app *app, struct pane *p, struct buf *out)
{
	(void)app;
	(void)p;
	buf_puts(out, "s save it in a file  any other key comes back");
}

static void
picture_close(struct app *app, struct pane *p)
{
	struct picture *k = (struct picture *)p;

	graphics_remove(k->how);
	app_stale(app, STALE_ALL);
	picture_free(k);
}

static const struct pane_kind picture_pane = {
    .name = "picture",
    .mode = MODE_LIST,
    .draw = picture_draw,
    .command = picture_command,
    .key = picture_key,
    .status = picture_status,
    .close = picture_close,
};
