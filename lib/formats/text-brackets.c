/*
 * What transcribers put in square brackets, over one paragraph or several:
 * "[Illustration: caption]" where a picture stood, "[Footnote 1: text]" near
 * its callout.
 */
#include <string.h>

#include "lib/formats/text.h"

enum {
	CAPTIONS = 12, /* paragraphs of a caption at most */
	PARAGRAPHS = 60 /* of a note */
};

/* What stands before the caption's own words. */
static const char *const picture_words[] = {"[Illustration", "[Picture",
    "[Image", "[Иллюстрация", "[Рисунок", "[Рис.", "[Картинка"};

static const char *const note_words[] = {
    "[Footnote", "[Note", "[Endnote", "[Сноска", "[Примечание", "[Прим."};

static size_t
begins_with(struct str t, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(t, words[i]))
			return strlen(words[i]);
	return 0;
}

/* The paragraph that ends in the bracket that closes the first one of
 * paragraph i, or NOWHERE. */
static uint32_t
closed_at(const struct source *s, uint32_t i, uint32_t most)
{
	int depth = 0;

	for (uint32_t k = i; k < s->n_paras && k < i + most; k++) {
		struct str t = para_text(s, k);

		if (s->paras[k].traits & PARA_OUT)
			return NOWHERE;
		for (size_t at = 0; at < t.n; at++) {
			depth += (t.p[at] == '[') - (t.p[at] == ']');
			if (depth <= 0)
				return at + 1 == t.n ? k : NOWHERE;
		}
	}
	return NOWHERE;
}

uint32_t
brackets_closed(const struct source *s, uint32_t i)
{
	return closed_at(s, i, PARAGRAPHS);
}

/* The bytes before a caption's own words: "[Illustration: ", also with a number
 * or a name in it ("[Illustration 3: "); all of it if that is all. */
static size_t
caption_skip(struct str t, size_t word)
{
	size_t at = word;

	while (at < t.n && t.p[at] != ':' && t.p[at] != ']' && t.p[at] != '.' &&
	       at < word + 12)
		at++;
	if (at < t.n && (t.p[at] == ':' || t.p[at] == '.'))
		at++;
	else if (at >= t.n || t.p[at] != ']')
		at = word;
	while (at < t.n && (t.p[at] == ' ' || t.p[at] == '\n'))
		at++;
	return at < 255 ? at : 0;
}

static void
picture_set(struct source *s, uint32_t first, uint32_t last, size_t skip)
{
	struct picture p = {first, last};
	struct para *end = &s->paras[last];

	for (uint32_t i = first; i <= last; i++) {
		s->paras[i].figure = (uint32_t)s->n_pictures;
		s->paras[i].kind = BLOCK_CAPTION;
	}
	s->paras[first].skip = (uint8_t)skip;
	s->lines[end->line + end->lines - 1].soft = 1;
	ARRAY_PUSH(s->pictures, s->n_pictures, s->cap_pictures, p);
}

/* A picture without a caption is still one. */
static void
bare_picture_set(struct source *s, uint32_t i)
{
	struct picture p = {i, i};

	s->paras[i].figure = (uint32_t)s->n_pictures;
	s->paras[i].kind = BLOCK_FIGURE;
	ARRAY_PUSH(s->pictures, s->n_pictures, s->cap_pictures, p);
}

static uint32_t
picture_at(struct source *s, uint32_t i, size_t word)
{
	struct str t = para_text(s, i);
	uint32_t last = closed_at(s, i, CAPTIONS);
	size_t skip;

	if (last == NOWHERE)
		return i;
	skip = caption_skip(t, word);
	if (last == i && skip + 1 >= t.n)
		bare_picture_set(s, i);
	else
		picture_set(s, i, last, skip);
	return last;
}

/* The paragraphs of a note after its first go on it. */
static uint32_t
note_at(struct source *s, uint32_t i)
{
	uint32_t last = closed_at(s, i, PARAGRAPHS);

	if (last == NOWHERE)
		return i;
	for (uint32_t k = i + 1; k <= last; k++)
		s->paras[k].flags |= BLOCK_CONTINUES;
	return last;
}

void
brackets_find(struct source *s)
{
	for (uint32_t i = s->begin; i < s->end; i++) {
		struct str t = para_text(s, i);
		size_t word;

		if (t.p[0] != '[' || s->paras[i].kind != BLOCK_PARAGRAPH)
			continue;
		word = begins_with(t, picture_words, LENGTH(picture_words));
		if (word > 0)
			i = picture_at(s, i, word);
		else if (begins_with(t, note_words, LENGTH(note_words)) > 0)
			i = note_at(s, i);
	}
}
