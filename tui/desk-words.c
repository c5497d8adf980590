/*
 * Tags and notes, written on the workbench.
 */
#include <stdlib.h>

#include <izba/text.h>

#include "tui/desk.h"
#include "tui/marks.h"
#include "tui/select.h"
#include "tui/tags.h"

/* ---- tags ---- */

/* What is to become of tags. */
struct tagging {
	struct str words; /* "one #two -three" */
	bool whole; /* these and no others */
};

static bool
set_tags(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	struct annotation after = *a;
	const struct tagging *t = data;
	struct buf tags = BUF_INIT;
	bool ok;

	tags_change(a->tags, t->words, t->whole, &tags);
	after.tags = buf_lend(&tags);
	ok = desk_update(app, &after, err);
	buf_free(&tags);
	return ok;
}

static void
tag_now(struct app *app, struct desk *d, struct tagging t)
{
	struct desk_targets targets = desk_targets(d);

	if (targets.n > 0 && desk_change(app, d, &targets, set_tags, &t)) {
		if (targets.n == 1)
			app_say(app, "The tags are changed");
		else
			app_say(app, "The tags of %zu are changed", targets.n);
	}
	free(targets.v);
}

/* What was typed for one is all of its tags; for several, what is to be added,
 * and after "-" what is to go. */
static void
tags_typed(struct app *app, struct str line)
{
	struct desk *d = desk_top(app);

	if (d == NULL)
		return;
	tag_now(app, d, (struct tagging){line, pile_n_chosen(&d->pile) == 0});
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
desk_offer_tags(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	struct desk *d = desk_top(app);
	struct str start = tags_bare(part), *v = NULL;
	size_t n = 0, cap = 0;
	struct buf whole = BUF_INIT;

	for (size_t i = 0; d != NULL && i < d->pile.n; i++) {
		struct str rest = d->pile.v[i].a->tags, word;

		while ((word = tags_next(&rest)).n > 0)
			if (str_eq(str_slice(word, 0, start.n), start))
				ARRAY_PUSH(v, n, cap, word);
	}
	if (n > 0)
		qsort(v, n, sizeof(*v), by_bytes);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && str_eq(v[i], v[i - 1]))
			continue;
		buf_clear(&whole);
		buf_str(&whole, str_slice(part, 0, part.n - start.n));
		buf_str(&whole, v[i]);
		offer(data, buf_lend(&whole));
	}
	free(v);
	buf_free(&whole);
}

static void
tags_complete(struct app *app, struct str line, size_t *word,
    void (*offer)(void *data, struct str s), void *data)
{
	*word = tags_word(line);
	desk_offer_tags(app, str_slice(line, *word, line.n), offer, data);
}

static const struct prompt_kind one_prompt = {
    .name = "tags",
    .label = "tags: ",
    .done = tags_typed,
    .complete = tags_complete,
};

static const struct prompt_kind some_prompt = {
    .name = "tags",
    .label = "tags of the chosen (+add -take away): ",
    .done = tags_typed,
    .complete = tags_complete,
};

void
desk_tag(struct app *app, struct desk *d, const struct call *c)
{
	const struct annotation *a = desk_hand(d);
	struct buf now = BUF_INIT;

	if (a == NULL || !desk_may_change(app, d))
		return;
	if (c->arg.n > 0) {
		tag_now(app, d, (struct tagging){c->arg, false});
	} else if (pile_n_chosen(&d->pile) > 0) {
		prompt_open(app, &some_prompt, STR(""));
	} else {
		tags_write(a->tags, &now);
		prompt_open(app, &one_prompt, buf_lend(&now));
	}
	buf_free(&now);
}

/* ---- notes ---- */

static bool
set_body(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	struct annotation after = *a;
	struct buf tags = BUF_INIT;
	bool ok;

	after.body = *(const struct str *)data;
	tags_of_words(a, after.body, &tags);
	after.tags = buf_lend(&tags);
	ok = str_eq(after.body, a->body) || desk_update(app, &after, err);
	buf_free(&tags);
	return ok;
}

/* Give what is in hand these words; none takes a quote's note away. */
static void
note_now(struct app *app, struct desk *d, struct str words)
{
	const struct annotation *a = desk_hand(d);
	struct desk_targets t = {.v = &a, .n = 1};
	struct buf clean = BUF_INIT;
	struct str body;

	if (a == NULL)
		return;
	text_clean(&clean, str_trim(words), NULL);
	body = buf_lend(&clean);
	if (str_eq(body, a->body))
		app_say(app, "The note is as it was");
	else if (body.n == 0 && a->quote.n == 0)
		app_say(app, "An empty note is none; %s deletes it",
		    app_key_name(app, MODE_DESK, COMMAND_mark_delete).s);
	else if (!desk_change(app, d, &t, set_body, &body))
		; /* that was said */
	else if (body.n > 0)
		app_say(app, "The note is changed");
	else
		app_say(app, "The note is taken away; %s brings it back",
		    app_key_name(app, MODE_DESK, COMMAND_undo).s);
	buf_free(&clean);
}

static void
note_typed(struct app *app, struct str line)
{
	struct desk *d = desk_top(app);

	if (d != NULL)
		note_now(app, d, line);
}

static const struct prompt_kind note_prompt = {
    .name = "note",
    .label = "note: ",
    .done = note_typed,
    .lines = true,
};

void
desk_note(struct app *app, struct desk *d, const struct call *c)
{
	const struct annotation *a = desk_hand(d);
	struct buf words = BUF_INIT;

	if (a == NULL || !desk_may_change(app, d))
		return;
	if (c->id == COMMAND_note_line || !note_has_editor())
		prompt_open(app, &note_prompt, a->body);
	else if (note_compose(app, a, &words) && words.n > 0)
		note_now(app, d, buf_lend(&words));
	else if (words.n == 0 && app->message.text.n == 0)
		app_say(app, "An empty note changes nothing");
	buf_free(&words);
	app_stale(app, STALE_ALL);
}

/* ---- copied ---- */

/* Quotes and notes, as they would be pasted into a text. */
void
desk_copy(struct app *app, struct desk *d, const struct call *c)
{
	struct desk_targets t = desk_targets(d);
	struct buf text = BUF_INIT;

	(void)c;
	for (size_t i = 0; i < t.n; i++) {
		const struct annotation *a = t.v[i];

		if (text.n > 0)
			buf_puts(&text, "\n\n");
		if (a->quote.n > 0)
			buf_str(&text, a->quote);
		else if (a->body.n == 0)
			desk_line(app, a, &text);
		if (a->quote.n > 0 && a->body.n > 0)
			buf_putc(&text, '\n');
		buf_str(&text, a->body);
	}
	if (text.n > 0)
		copy_text(app, buf_lend(&text));
	buf_free(&text);
	free(t.v);
}
