/*
 * Taking annotations home: what is chosen on the workbench, else what it shows,
 * else all of the book, into a file for another program.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <izba/export.h>
#include <izba/text.h>

#include "tui/config.h"
#include "tui/desk.h"

/* ---- what is exported ---- */

/* One book of an export, with what it lends to the room of exports. */
struct part {
	bool own; /* of the book that is read now */
	struct book *book; /* owned, of another; NULL if it can't be read */
	struct annotations notes; /* those that are wanted; owned if it has an
				     arena */
	struct annotation *v; /* owned */
	struct annotations deleted;
	struct export_options options;
};

struct order {
	char (*uuids)[37]; /* of what is wanted, sorted; NULL: all */
	size_t n;
	struct part *parts;
	size_t n_parts, cap_parts;
	struct shelf shelf;
};

static void
order_free(struct order *o)
{
	for (size_t i = 0; i < o->n_parts; i++) {
		annotations_free(&o->parts[i].notes);
		annotations_free(&o->parts[i].deleted);
		book_free(o->parts[i].book);
		free(o->parts[i].v);
	}
	free(o->parts);
	free(o->uuids);
	shelf_free(&o->shelf);
}

static int
by_uuid(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool
is_wanted(const struct order *o, const struct annotation *a)
{
	return o->uuids == NULL ||
	       (o->n > 0 && bsearch(a->uuid, o->uuids, o->n, sizeof(*o->uuids),
				by_uuid) != NULL);
}

/* Leave of a list what is wanted, in its order. */
static void
pick(const struct order *o, struct part *part)
{
	size_t n = 0;

	part->v = xcalloc(part->notes.n + 1, sizeof(*part->v));
	for (size_t i = 0; i < part->notes.n; i++)
		if (is_wanted(o, &part->notes.v[i]))
			part->v[n++] = part->notes.v[i];
	part->notes.v = part->v;
	part->notes.n = n;
}

/* What the desk has chosen, or shows. */
static void
want(struct order *o, const struct desk *d)
{
	const struct pile *p = &d->pile;
	bool chosen = pile_n_chosen(p) > 0;

	o->uuids = xcalloc(p->n + 1, sizeof(*o->uuids));
	for (size_t i = 0; chosen && i < p->n; i++)
		if (pile_chosen(p, &p->v[i]))
			memcpy(o->uuids[o->n++], p->v[i].a->uuid,
			    sizeof(*o->uuids));
	for (size_t i = 0; !chosen && i < p->n_rows; i++)
		if (p->rows[i].what == ROW_ITEM)
			memcpy(o->uuids[o->n++], p->v[p->rows[i].item].a->uuid,
			    sizeof(*o->uuids));
	qsort(o->uuids, o->n, sizeof(*o->uuids), by_uuid);
}

/* Add a book of this row with what is wanted of it; the part's own goes over to
 * the order, or is freed. */
static bool
add(struct app *app, struct order *o, int64_t row, struct part part,
    struct err *err)
{
	struct book_id id = {.row = row};
	bool ok = part.own || store_list(app->store, &id, part.book, false,
				  &part.notes, err);

	if (ok && app->store != NULL)
		ok =
		    store_list(app->store, &id, NULL, true, &part.deleted, err);
	pick(o, &part);
	part.options.now = desk_now(app);
	ARRAY_PUSH(o->parts, o->n_parts, o->cap_parts, part);
	return ok;
}

/* The book that is read. */
static bool
add_own(struct app *app, struct order *o, struct err *err)
{
	struct part part = {.own = true,
	    .notes = app->marks,
	    .options = {.path = app->path, .sha = app->id.sha}};

	part.notes.arena = NULL;
	return add(app, o, app->id.row, part, err);
}

/* Another, read for its notes and citations; one that is gone is exported by
 * what was kept of it. */
static bool
add_other(struct app *app, struct order *o, const struct shelf_book *k,
    struct err *err)
{
	struct part part = {.options = {.path = k->path.p,
				.sha = k->sha.p,
				.title = k->title,
				.authors = k->authors}};

	if (k->path.n > 0)
		part.book = app_read_other(app, k->path.p, NULL);
	return add(app, o, k->row, part, err);
}

/* Is something of this book of the pile wanted? */
static bool
has_wanted(const struct order *o, const struct pile_book *k)
{
	for (size_t i = 0; i < k->notes.n; i++)
		if (is_wanted(o, &k->notes.v[i]))
			return true;
	return false;
}

static bool
gather(struct app *app, struct order *o, struct err *err)
{
	struct desk *d = desk_top(app);
	bool ok = true;

	if (d != NULL)
		want(o, d);
	if (d == NULL || !d->state->every)
		return add_own(app, o, err);
	if (!store_shelf(app->store, &o->shelf, err))
		return false;
	for (size_t i = 0; ok && i < o->shelf.n; i++) {
		const struct shelf_book *k = &o->shelf.v[i];
		uint32_t book = pile_book_of(&d->pile, k->row);

		if (book == UINT32_MAX || !has_wanted(o, &d->pile.books[book]))
			continue;
		ok = k->row == app->id.row ? add_own(app, o, err)
					   : add_other(app, o, k, err);
	}
	return ok;
}

/* ---- into a file ---- */

static const struct prompt_kind overwrite_prompt, nameless_prompt;

/* Where to, and in which form. */
struct goal {
	const struct exporter *e;
	struct export_template *t; /* instead of it, or NULL */
	struct buf path;
};

/* Write what was gathered; a file of others is asked about first. */
static void
write_order(
    struct app *app, const struct order *o, const struct goal *g, bool force)
{
	const char *path = g->path.p;
	struct export_book *v = xcalloc(o->n_parts + 1, sizeof(*v));
	struct export_report report = {.foreign = false};
	struct buf said = BUF_INIT;
	struct err err;
	size_t wanted = 0;
	bool ok;

	for (size_t i = 0; i < o->n_parts; i++) {
		const struct part *k = &o->parts[i];

		wanted += k->notes.n;
		v[i] = (struct export_book){k->own ? app->book : k->book,
		    &k->notes, &k->options, &k->deleted};
	}
	/* a file that is there may hold what was deleted since */
	if (wanted == 0 && access(path, F_OK) != 0) {
		app_say(app, "There is nothing to export");
		free(v);
		return;
	}
	ok = g->t != NULL ? export_template_to(path, g->t, v, o->n_parts,
				desk_now(app), force, &report, &err)
			  : export_to(path, g->e, v, o->n_parts, desk_now(app),
				force, &report, &err);
	if (ok) {
		export_say(&said, path, &report);
		app_say(app, "%s", said.p);
	} else if (report.foreign && !force) {
		prompt_open(app,
		    g->t != NULL || g->e->sign != NULL ? &overwrite_prompt
						       : &nameless_prompt,
		    STR(""));
	} else {
		app_say_error(app, "Nothing was written: %s", err.text);
	}
	buf_free(&said);
	free(v);
}

/* "template mine.txt notes.txt": the file names have no blanks, or the second
 * begins at the first one. */
static bool
goal_template(struct goal *g, struct str words, struct err *err)
{
	size_t space = str_find(words, STR(" "));
	struct buf name = BUF_INIT;

	if (space == SIZE_MAX)
		return err_set(
		    err, ERR_USAGE, ":export template TEMPLATE FILE");
	config_path(&name, str_slice(words, 0, space));
	config_path(&g->path, str_trim(str_slice(words, space + 1, words.n)));
	g->t = export_template_open(name.p, err);
	buf_free(&name);
	return g->t != NULL;
}

/* "markdown notes.md", or "notes.md" alone: the format of its suffix. */
static bool
goal_read(struct goal *g, struct str line, struct err *err)
{
	size_t n = str_find(line, STR(" "));
	struct str rest = str_trim(str_slice(line, n, line.n));
	char *word = str_dup(str_slice(line, 0, n));

	*g = (struct goal){.e = export_find(word), .path = BUF_INIT};
	free(word);
	if (g->e == NULL && n != SIZE_MAX &&
	    str_is(str_slice(line, 0, n), "template"))
		return goal_template(g, rest, err);
	config_path(&g->path, g->e != NULL ? rest : line);
	if (g->e == NULL)
		g->e = export_for(g->path.p);
	return g->e != NULL ||
	       err_set(err, ERR_USAGE,
		   "no format is called \"%.*s\", and no suffix tells it: "
		   ":export FORMAT FILE",
		   (int)text_fit(str_slice(line, 0, n), 40), line.p);
}

static void
export_line(struct app *app, struct str line, bool force)
{
	struct order o = {.n = 0};
	struct goal g;
	struct err err;

	if (goal_read(&g, line, &err) && gather(app, &o, &err))
		write_order(app, &o, &g, force);
	else
		app_say_error(app, "Nothing was written: %s", err.text);
	order_free(&o);
	export_template_free(g.t);
	buf_free(&g.path);
}

static void
overwrite(struct app *app, struct str line)
{
	struct str order = buf_lend(&app->desk->exporting);

	if (str_starts(line, "y") || str_starts(line, "н"))
		export_line(app, order, true);
	else
		app_say(app, "Nothing was written");
}

static const struct prompt_kind overwrite_prompt = {
    .label = "It is there already and is not izba's: overwrite it? (y/n) ",
    .done = overwrite,
};

/* For what does not say in the file who wrote it. */
static const struct prompt_kind nameless_prompt = {
    .label = "It is there already, with other words: overwrite it? (y/n) ",
    .done = overwrite,
};

/* ---- the command ---- */

/* Have format and file typed, with a proposal. */
static void
export_ask(struct app *app, struct str format)
{
	char *name = format.n > 0 ? str_dup(format) : xstrdup("markdown");
	const struct exporter *e = export_find(name);
	const char *file = strrchr(app->path, '/');
	struct buf line = BUF_INIT;
	struct str stem = str_of(file != NULL ? file + 1 : app->path);

	for (size_t i = stem.n; i > 1; i--)
		if (stem.p[i - 1] == '.') {
			stem = str_slice(stem, 0, i - 1);
			break;
		}
	if (desk_shows_all(app))
		stem = STR("annotations");
	buf_printf(&line, "export %s %.*s.%s", name, (int)stem.n, stem.p,
	    e != NULL ? e->suffix : "md");
	cmd_command(
	    app, &(struct call){COMMAND_command, 1, false, buf_lend(&line)});
	buf_free(&line);
	free(name);
}

static void
export_command(struct app *app, const struct call *c)
{
	struct buf *line = &desk_state_of(app)->exporting;
	char *word = str_dup(c->arg);
	bool format_alone = export_find(word) != NULL;

	free(word);
	if (c->arg.n == 0 || format_alone) {
		export_ask(app, c->arg);
		return;
	}
	buf_clear(line);
	buf_str(line, c->arg);
	export_line(app, buf_lend(line), false);
}

void
desk_export(struct app *app, struct desk *d, const struct call *c)
{
	if (d->state->trash)
		app_say(app, "What was deleted is not exported: restore it "
			     "first");
	else
		export_command(app, c);
}

void
cmd_export(struct app *app, const struct call *call)
{
	export_command(app, call);
}
