/*
 * The workbench's filter: typed as it sifts, or by colours one after the other.
 */
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"

/* ---- sifting ---- */

/* Sift by a query; false if nothing passes. */
static bool
sift_by(struct desk *d, struct str query, int64_t now)
{
	sieve_free(d->sieve);
	d->sieve = query.n > 0 ? sieve_new(query, now) : NULL;
	return pile_sift(&d->pile, d->sieve);
}

void
desk_sift(struct app *app, struct desk *d)
{
	struct str filter = buf_lend(&d->state->filter);
	int64_t now = desk_now(app);
	struct buf meant = BUF_INIT;

	if (sift_by(d, filter, now) || filter.n == 0)
		return;
	text_relayout(&meant, filter);
	if (!sift_by(d, buf_lend(&meant), now)) {
		/* nothing fits either way: what is wrong is said of what was
		 * typed */
		sieve_free(d->sieve);
		d->sieve = sieve_new(filter, now);
	}
	buf_free(&meant);
}

/* ---- typing it ---- */

static void
filter_set(struct app *app, struct str line)
{
	struct desk *d = desk_top(app);

	if (d == NULL)
		return;
	buf_clear(&d->state->filter);
	buf_str(&d->state->filter, line);
	desk_sift(app, d);
	app_stale(app, STALE_PANES | STALE_STATUS);
}

void
desk_unfilter(struct app *app)
{
	filter_set(app, STR(""));
}

/* Words that may stand in a filter: its keys, colours, the tags there are. */
static void
filter_complete(struct app *app, struct str line, size_t *word,
    void (*offer)(void *data, struct str s), void *data)
{
	static const char *const words[] = {"colour:pink", "colour:orange",
	    "colour:yellow", "colour:green", "colour:blue", "colour:purple",
	    "kind:bookmark", "kind:highlight", "kind:note", "style:solid",
	    "style:underline", "style:strikethrough", "style:outline",
	    "is:lost", "is:moved", "is:noted", "is:tagged", "is:chosen",
	    "since:today", "since:7d", "before:", "on:today"};
	struct str part;

	*word = line.n;
	while (*word > 0 && line.p[*word - 1] != ' ')
		--*word;
	part = str_slice(line, *word, line.n);
	if (str_starts(part, "#"))
		desk_offer_tags(app, part, offer, data);
	for (size_t i = 0; i < LENGTH(words); i++)
		if (part.n > 0 && strncmp(words[i], part.p, part.n) == 0)
			offer(data, str_of(words[i]));
}

static const struct prompt_kind filter_prompt = {
    .name = "workbench",
    .label = "/",
    .done = filter_set,
    .changed = filter_set,
    .cancelled = desk_unfilter,
    .complete = filter_complete,
};

void
desk_filter(struct app *app, struct desk *d, const struct call *c)
{
	(void)c;
	prompt_open(app, &filter_prompt, buf_lend(&d->state->filter));
}

/* The filter without its terms of colours; the colour it had, or -1. */
static int
without_colour(struct str filter, struct buf *out)
{
	int colour = -1;

	for (size_t i = 0, end; i < filter.n; i = end + 1) {
		struct str word;

		for (end = i; end < filter.n && filter.p[end] != ' ';)
			end++;
		word = str_slice(filter, i, end);
		if (str_starts(word, "colour:")) {
			for (int c = 0; c < COLOURS; c++)
				if (str_is(str_slice(word, 7, word.n),
					colour_names[c]))
					colour = c;
		} else if (word.n > 0) {
			buf_puts(out, out->n > 0 ? " " : "");
			buf_str(out, word);
		}
	}
	return colour;
}

/* One colour after the other, then all again. */
void
desk_filter_colour(struct app *app, struct desk *d, const struct call *c)
{
	struct buf next = BUF_INIT;
	int colour = without_colour(buf_lend(&d->state->filter), &next);

	(void)c;
	while (++colour < COLOURS) {
		size_t n = next.n;

		buf_printf(&next, "%scolour:%s", n > 0 ? " " : "",
		    colour_names[colour]);
		filter_set(app, buf_lend(&next));
		if (d->pile.n_shown > 0)
			break;
		buf_cut(&next, n);
	}
	if (colour == COLOURS)
		filter_set(app, buf_lend(&next));
	buf_free(&next);
}
