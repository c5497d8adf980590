/*
 * Tags and notes, written on the workbench.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "tui/desk.h"
#include "tui/marks.h"
#include "tui/select.h"
#include "tui/tags.h"

/* ---- tags ---- */

/* A word without "#", or what stands for it on a Russian keyboard. */
static struct str
bare(struct str word)
{
	if (str_starts(word, "#"))
		return str_slice(word, 1, word.n);
	if (str_starts(word, "№"))
		return str_slice(word, strlen("№"), word.n);
	return word;
}

/* The next word of *rest; empty after the last. */
static struct str
next_word(struct str *rest)
{
	struct str s = str_trim(*rest);
	size_t n = str_find(s, STR(" "));
	struct str word = str_slice(s, 0, n);

	*rest = str_slice(s, word.n, s.n);
	return word;
}

static bool
has_word(struct str words, struct str wanted, char before)
{
	struct str word;

	while ((word = next_word(&words)).n > 0)
		if (before == '\0'
			? str_eq(word, wanted)
			: word.p[0] == before &&
			      str_eq(bare(str_slice(word, 1, word.n)), wanted))
			return true;
	return false;
}

/* What is to become of tags. */
struct tagging {
	struct str words; /* "one #two -three" */
	bool whole; /* these and no others */
};

/* The tags of `a` after that. */
static void
tag_all(const struct tagging *t, struct str old, struct buf *out)
{
	struct str rest = old, word;

	while (!t->whole && (word = next_word(&rest)).n > 0)
		if (!has_word(t->words, word, '-'))
			buf_printf(out, "%.*s ", (int)word.n, word.p);
	rest = t->words;
	while ((word = next_word(&rest)).n > 0) {
		if (word.p[0] == '-')
			continue;
		if (word.p[0] == '+')
			word = str_slice(word, 1, word.n);
		word = bare(word);
		buf_printf(out, "%.*s ", (int)word.n, word.p);
	}
}

static bool
set_tags(
    struct app *app, const struct annotation *a, void *data, struct err *err)
{
	struct annotation after = *a;
	struct buf tags = BUF_INIT;
	bool ok;

	tag_all(data, a->tags, &tags);
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
	struct str start = bare(part), *v = NULL;
	size_t n = 0, cap = 0;
	struct buf whole = BUF_INIT;

	for (size_t i = 0; d != NULL && i < d->pile.n; i++) {
		struct str rest = d->pile.v[i].a->tags, word;

		while ((word = next_word(&rest)).n > 0)
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
	*word = line.n;
	while (*word > 0 && strchr(" +-", line.p[*word - 1]) == NULL)
		--*word;
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
	struct str rest, word;

	if (a == NULL || !desk_may_change(app, d))
		return;
	if (c->arg.n > 0) {
		tag_now(app, d, (struct tagging){c->arg, false});
	} else if (pile_n_chosen(&d->pile) > 0) {
		prompt_open(app, &some_prompt, STR(""));
	} else {
		rest = a->tags;
		while ((word = next_word(&rest)).n > 0)
			buf_printf(&now, "#%.*s ", (int)word.n, word.p);
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
		app_say(app, "An empty note is none; d deletes it");
	else if (desk_change(app, d, &t, set_body, &body))
		app_say(app, body.n > 0 ? "The note is changed"
					: "The note is taken away; u brings it "
					  "back");
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
