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

/* ---- words ---- */

struct str
tags_next(struct str *rest)
{
	struct str s = str_trim(*rest);
	size_t n = str_find(s, STR(" "));
	struct str word = str_slice(s, 0, n);

	*rest = str_slice(s, word.n, s.n);
	return word;
}

struct str
tags_bare(struct str word)
{
	if (str_starts(word, "#"))
		return str_slice(word, 1, word.n);
	if (str_starts(word, "№"))
		return str_slice(word, strlen("№"), word.n);
	return word;
}

size_t
tags_word(struct str line)
{
	size_t at = line.n;

	while (at > 0 && line.p[at - 1] != ' ')
		at--;
	return at < line.n && strchr("+-", line.p[at]) != NULL ? at + 1 : at;
}

/* Is a tag among the words that take away ("-one")? */
static bool
taken_away(struct str words, struct str tag)
{
	struct str word;

	while ((word = tags_next(&words)).n > 0)
		if (word.p[0] == '-' &&
		    str_eq(tags_bare(str_slice(word, 1, word.n)), tag))
			return true;
	return false;
}

void
tags_change(struct str tags, struct str words, bool whole, struct buf *out)
{
	struct str word;

	while (!whole && (word = tags_next(&tags)).n > 0)
		if (!taken_away(words, word))
			buf_printf(out, "%.*s ", (int)word.n, word.p);
	while ((word = tags_next(&words)).n > 0) {
		if (word.p[0] == '-')
			continue;
		word = tags_bare(str_slice(word, word.p[0] == '+', word.n));
		buf_printf(out, "%.*s ", (int)word.n, word.p);
	}
}

/* ---- changing them ---- */

/* Give the mark that is noted on these tags. */
static void
tags_set(struct app *app, struct str words, bool whole)
{
	const struct annotation *old = marks_of_id(app, app->noting.uuid);
	struct buf tags = BUF_INIT;
	struct annotation a;

	if (old == NULL) {
		app_say_error(app, "The annotation is gone");
		return;
	}
	a = *old;
	tags_change(old->tags, words, whole, &tags);
	a.tags = buf_lend(&tags);
	if (marks_change(app, &a)) {
		old = marks_of_id(app, app->noting.uuid);
		app_say(app, old != NULL && old->tags.n > 0
				 ? "Tagged"
				 : "It has no tags now");
	}
	buf_free(&tags);
}

/* What was typed is all of its tags. */
static void
tags_typed(struct app *app, struct str line)
{
	tags_set(app, line, true);
}

void
tags_offer(struct app *app, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	struct str start = tags_bare(part);
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
	*word = tags_word(line);
	tags_offer(app, str_slice(line, *word, line.n), offer, data);
}

static const struct prompt_kind tags_prompt = {
    .name = "tags",
    .label = "tags: ",
    .done = tags_typed,
    .complete = tags_complete,
};

void
cmd_tag(struct app *app, const struct call *call)
{
	const struct annotation *a = here_want(app);
	struct buf line = BUF_INIT;

	if (a == NULL || !marks_writable(app))
		return;
	memcpy(app->noting.uuid, a->uuid, sizeof(app->noting.uuid));
	if (call->arg.n > 0) {
		tags_set(app, call->arg, false);
	} else {
		tags_write(a->tags, &line);
		prompt_open(app, &tags_prompt, buf_lend(&line));
	}
	buf_free(&line);
}
