/*
 * What can be pointed at on the page: the book's targets and the explained
 * words as one sequence.  A word under a callout or a link is left to that.
 */
#include "tui/explained.h"
#include "tui/point.h"

const struct span *
point_words(struct app *app, size_t *n)
{
	if (app->explained == NULL)
		app->explained = explained_new(app->book);
	return explained_in(app->explained, app->view.from, app->view.to, n);
}

void
point_forget(struct app *app)
{
	explained_free(app->explained);
	app->explained = NULL;
}

/* The same if the reader wants to see them, else none. */
static const struct span *
words_shown(struct app *app, size_t *n)
{
	*n = 0;
	return app->options.v[OPT_entries] ? point_words(app, n) : NULL;
}

/* The first of the words that ends after a place. */
static size_t
word_from(const struct span *v, size_t n, uint32_t place)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (v[mid].to <= place)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

static struct target
of_word(struct span s)
{
	return (struct target){s.from, s.to, NOWHERE, TARGET_WORD};
}

/* Does a callout or a link lie over the word? */
static bool
is_covered(const struct book *b, struct span s)
{
	return target_at(b, s.from).kind != TARGET_NONE ||
	       target_next(b, s.from, s.to).kind != TARGET_NONE;
}

struct target
point_next(struct app *app, uint32_t place)
{
	struct target t = target_next(app->book, place, app->view.to);
	size_t n;
	const struct span *v = words_shown(app, &n);

	for (size_t i = word_from(v, n, place); i < n; i++)
		if (v[i].from >= place && !is_covered(app->book, v[i]))
			return t.kind == TARGET_NONE || v[i].from < t.from
				   ? of_word(v[i])
				   : t;
	return t;
}

struct target
point_prev(struct app *app, uint32_t place)
{
	struct target t = target_prev(app->book, place, app->view.from);
	size_t n;
	const struct span *v = words_shown(app, &n);
	size_t i = word_from(v, n, place);

	if (i < n && v[i].from < place)
		i++;
	while (i-- > 0)
		if (!is_covered(app->book, v[i]))
			return t.kind == TARGET_NONE || v[i].from > t.from
				   ? of_word(v[i])
				   : t;
	return t;
}

struct target
point_at(struct app *app, uint32_t place)
{
	struct target t = target_at(app->book, place);
	size_t n, i;
	const struct span *v = words_shown(app, &n);

	if (t.kind != TARGET_NONE)
		return t;
	i = word_from(v, n, place);
	return i < n && v[i].from <= place ? of_word(v[i]) : t;
}

void
point_paint(struct app *app)
{
	size_t n;
	const struct span *v = words_shown(app, &n);

	for (size_t i = 0; i < n; i++)
		view_paint(app, v[i].from, v[i].to, LOOK_UNDERLINE);
}
