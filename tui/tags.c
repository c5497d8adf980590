/*
 * The tags of a mark on the page or in the pane.  (The workbench has its own
 * for many at once.)
 */
#include <string.h>

#include <izba/text.h>

#include "tui/here.h"
#include "tui/marks.h"
#include "tui/tags.h"

void
tags_of_words(const struct annotation *a, struct str words, struct buf *out)
{
	/* of a new one there are no words before */
	words_retag(out, a->tags,
	    a->uuid[0] != '\0' ? a->body : (struct str){NULL, 0}, words);
}

void
tags_write(struct str tags, struct buf *out)
{
	for (size_t i = 0, end; i < tags.n; i = end + 1) {
		for (end = i; end < tags.n && tags.p[end] != ' ';)
			end++;
		if (end > i)
			buf_printf(out, "#%.*s ", (int)(end - i), tags.p + i);
	}
}

/* What was typed is all of its tags. */
static void
tags_typed(struct app *app, struct str line)
{
	const struct annotation *old = marks_of_id(app, app->noting.uuid);
	struct annotation a;

	if (old == NULL) {
		app_say_error(app, "The annotation is gone");
		return;
	}
	a = *old;
	a.tags = line;
	if (!marks_change(app, old, &a))
		return;
	old = marks_of_id(app, app->noting.uuid);
	app_say(app,
	    old != NULL && old->tags.n > 0 ? "Tagged" : "It has no tags now");
}

/* A word's bytes before the tag itself: "#", or "№" on a Russian keyboard. */
static size_t
sign_of(struct str word)
{
	return str_starts(word, "#")   ? 1
	       : str_starts(word, "№") ? strlen("№")
				       : 0;
}

void
tags_offer(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	struct str start = str_slice(part, sign_of(part), part.n);
	struct buf known = BUF_INIT, whole = BUF_INIT;
	struct err err;

	if (app->store == NULL || !store_tags(app->store, &known, &err))
		return;
	for (size_t i = 0, end; i < known.n; i = end + 1) {
		struct str tag;

		for (end = i; known.p[end] != '\n';)
			end++;
		tag = str_slice(buf_lend(&known), i, end);
		if (!str_eq(str_slice(tag, 0, start.n), start))
			continue;
		buf_clear(&whole);
		buf_putc(&whole, '#');
		buf_str(&whole, tag);
		offer(data, buf_lend(&whole));
	}
	buf_free(&known);
	buf_free(&whole);
}

static void
tags_complete(struct app *app, struct str line, size_t *word,
    void (*offer)(void *data, struct str s), void *data)
{
	*word = line.n;
	while (*word > 0 && line.p[*word - 1] != ' ')
		--*word;
	tags_offer(app, str_slice(line, *word, line.n), offer, data);
}

static const struct prompt_kind tags_prompt = {
    .name = "tags",
    .label = "tags: ",
    .done = tags_typed,
    .complete = tags_complete,
};

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

/* Is a tag among the words that take away ("-one")? */
static bool
taken_away(struct str words, struct str tag)
{
	struct str word;

	while ((word = next_word(&words)).n > 0) {
		if (word.p[0] != '-')
			continue;
		word = str_slice(word, 1, word.n);
		if (str_eq(str_slice(word, sign_of(word), word.n), tag))
			return true;
	}
	return false;
}

/* "one -two": the tags with one more and one less. */
static void
tags_changed(struct str tags, struct str words, struct buf *out)
{
	struct str rest = tags, word;

	while ((word = next_word(&rest)).n > 0)
		if (!taken_away(words, word))
			buf_printf(out, "%.*s ", (int)word.n, word.p);
	while ((word = next_word(&words)).n > 0)
		if (word.p[0] != '-')
			buf_printf(out, "%.*s ", (int)(word.n - sign_of(word)),
			    word.p + sign_of(word));
}

void
cmd_tag(struct app *app, const struct call *call)
{
	const struct annotation *a = here_want(app);
	struct buf line = BUF_INIT;

	if (a == NULL || !marks_writable(app))
		return;
	memcpy(app->noting.uuid, a->uuid, sizeof(app->noting.uuid));
	if (call->arg.n > 0) {
		tags_changed(a->tags, call->arg, &line);
		tags_typed(app, buf_lend(&line));
	} else {
		tags_write(a->tags, &line);
		prompt_open(app, &tags_prompt, buf_lend(&line));
	}
	buf_free(&line);
}
