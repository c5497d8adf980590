/*
 * An annotation in full, under its line on the workbench: all of its quote and
 * its note, its tags, when it was made.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"
#include "tui/when.h"
#include "tui/wrap.h"

#define LIMIT_LINES 5000u

/* ---- its words ---- */

static void
put_tags(const struct annotation *a, struct buf *out)
{
	for (size_t i = 0, end; i < a->tags.n; i = end + 1) {
		for (end = i; end < a->tags.n && a->tags.p[end] != ' ';)
			end++;
		buf_puts(out, "#");
		buf_str(out, str_slice(a->tags, i, end));
		buf_putc(out, end < a->tags.n ? ' ' : '\n');
	}
}

/* "yellow, underline · made 2026-11-22, changed 2026-11-24" */
static void
put_facts(const struct annotation *a, struct buf *out)
{
	if (a->kind != ANNOTATION_BOOKMARK)
		buf_printf(out, "%s, %s · ", colour_names[a->colour],
		    mark_style_names[a->style]);
	buf_puts(out, "made ");
	when_write(out, a->created);
	if (a->deleted != 0) {
		buf_puts(out, ", deleted ");
		when_write(out, a->deleted);
	} else if (a->modified > a->created) {
		buf_puts(out, ", changed ");
		when_write(out, a->modified);
	}
	buf_putc(out, '\n');
	if (a->address.n > 0 || a->section.n > 0)
		buf_printf(out, "%.*s  %.*s\n", (int)a->address.n, a->address.p,
		    (int)a->section.n, a->section.p);
	buf_printf(out, "%s", a->uuid);
}

static void
put_all(const struct annotation *a, struct buf *out)
{
	buf_str(out, a->quote);
	if (a->quote.n > 0)
		buf_puts(out, "\n");
	if (a->body.n > 0) {
		buf_puts(out, "✎ ");
		buf_str(out, a->body);
		buf_puts(out, "\n");
	}
	put_tags(a, out);
	put_facts(a, out);
}

void
desk_refold(struct desk *d)
{
	const struct annotation *a = NULL;
	struct pile *p = &d->pile;

	for (size_t i = 0; p->opened[0] != '\0' && a == NULL && i < p->n; i++)
		if (strcmp(p->v[i].a->uuid, p->opened) == 0)
			a = p->v[i].a;
	buf_clear(&d->full);
	d->n_lines = 0;
	if (a != NULL) {
		put_all(a, &d->full);
		wrap_lines(buf_lend(&d->full), screen_cols() - 5, LIMIT_LINES,
		    &d->lines, &d->n_lines, &d->cap_lines);
	} else {
		p->opened[0] = '\0';
	}
	p->opened_lines = (uint16_t)d->n_lines;
}

void
desk_unfold(struct app *app, struct desk *d)
{
	const struct annotation *a = desk_hand(d);
	struct pile *p = &d->pile;

	if (a == NULL)
		return;
	if (strcmp(p->opened, a->uuid) == 0)
		p->opened[0] = '\0';
	else
		memcpy(p->opened, a->uuid, sizeof(p->opened));
	desk_refold(d);
	pile_sift(p, d->sieve);
	app_stale(app, STALE_PANES);
}
