/*
 * :save-image: a picture's bytes as they are in the book, into a file.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <izba/export.h>
#include <izba/text.h>

#include "tui/config.h"
#include "tui/picture.h"
#include "tui/target.h"

#define NAME_MOST 100 /* bytes of a name that the book suggests */

/* Which picture is meant: the one in focus, the one opened last, the only one
 * on the page. */
static bool
which(struct app *app, struct str *href)
{
	const struct book *b = app->book;
	const struct view *v = &app->view;
	uint32_t i = target_image_from(b, v->from), n = 0;
	struct target t = {.kind = TARGET_NONE};

	if (app->focus.from != NOWHERE && app->focus.from >= v->from &&
	    app->focus.from <= v->to)
		t = target_at(b, app->focus.from);
	if (t.kind == TARGET_IMAGE) {
		*href = b->images[t.id].href;
		return true;
	}
	if (picture_last(app, href))
		return true;
	while (i + n < b->n_images && b->images[i + n].from <= v->to)
		n++;
	if (n == 1)
		*href = b->images[i].href;
	else if (n > 1)
		app_say(app, "%s chooses the picture to save",
		    app_key_name(app, MODE_READ, COMMAND_target_next).s);
	else
		app_say(app, "There is no picture on this page");
	return n == 1;
}

/* The number of a picture that has no name, by the order of the book. */
static void
number_put(const struct book *b, struct str href, struct buf *out)
{
	for (uint32_t i = 0; i < b->n_images; i++)
		if (str_eq(b->images[i].href, href)) {
			buf_printf(out, "-%u", i + 1);
			return;
		}
}

/* Append the last part of what names a picture, as the name of a file: without
 * signs that mean something there, and with the suffix of what it is. */
static void
name_of(const struct book *b, struct str href, const struct image_facts *f,
    struct buf *out)
{
	struct buf clean = BUF_INIT;
	size_t begun = out->n, dot;

	text_clean(&clean, image_name_of(href), NULL);
	for (size_t i = 0; i < clean.n; i++) {
		unsigned char c = (unsigned char)clean.p[i];

		if (out->n == begun && (c == '.' || c == '-' || c <= ' '))
			continue;
		buf_putc(out, c <= ' ' || strchr("/\\:*?\"<>|&;$`'", c) != NULL
				  ? '-'
				  : (char)c);
	}
	buf_free(&clean);
	for (dot = out->n; dot > begun + 1 && out->p[dot - 1] != '.';)
		dot--;
	if (dot > begun + 1 && f->suffix != NULL)
		buf_cut(out, dot - 1);
	for (dot = begun + NAME_MOST; dot < out->n; dot--)
		if (((unsigned char)out->p[dot] & 0xc0) != 0x80)
			buf_cut(out, dot);
	if (out->n == begun) {
		buf_puts(out, "picture");
		number_put(b, href, out);
	}
	if (f->suffix != NULL)
		buf_printf(out, ".%s", f->suffix);
}

/* Where it goes: what was typed, or in that folder, or the name that the book
 * has for it. */
static void
path_of(const struct book *b, struct str typed, struct str href,
    struct str bytes, struct buf *out)
{
	struct image_facts f;
	struct stat st;

	if (!image_sniff(bytes, &f))
		f.suffix = NULL;
	if (typed.n > 0)
		config_path(out, typed);
	if (out->n > 0 && out->p[out->n - 1] != '/') {
		if (stat(out->p, &st) != 0 || !S_ISDIR(st.st_mode))
			return;
		buf_putc(out, '/');
	}
	name_of(b, href, &f, out);
}

void
cmd_save_image(struct app *app, const struct call *call)
{
	bool force = str_starts(call->arg, "!");
	struct str typed = str_trim(str_slice(call->arg, force, call->arg.n));
	struct buf bytes = BUF_INIT, path = BUF_INIT;
	struct stat st;
	struct str href;
	struct err err;

	if (!which(app, &href))
		return;
	if (!book_resource(app->path, app->book, href, &bytes, &err)) {
		app_say_error(app, "This picture can't be read: %s", err.text);
		buf_free(&bytes);
		return;
	}
	path_of(app->book, typed, href, buf_lend(&bytes), &path);
	if (!force && lstat(path.p, &st) == 0)
		app_say_error(app,
		    "%s is there already: :save-image! %s writes over it",
		    path.p, path.p);
	else if (export_save(path.p, buf_lend(&bytes), &err))
		app_say(app, "%s: %zu bytes", path.p, bytes.n);
	else
		app_say_error(app, "Nothing was written: %s", err.text);
	buf_free(&bytes);
	buf_free(&path);
}

void
picture_offer(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	struct image_facts none = {.kind = NULL};
	struct buf name = BUF_INIT;
	struct str href;

	app_hush(app);
	if (which(app, &href)) {
		name_of(app->book, href, &none, &name);
		if (str_eq(str_slice(buf_lend(&name), 0, part.n), part))
			offer(data, buf_lend(&name));
	}
	buf_free(&name);
}
