/*
 * The frame that a library of free texts puts around a book: what it says of
 * itself and its licence, up to "*** START OF ..." and from "*** END OF ..."
 * on.  The frame's fields name the book; the book begins with its own first
 * words, and the frame goes behind its last ones.
 */
#include <string.h>

#include "lib/formats/text.h"

enum {
	MARKER = 400, /* bytes of a marker's paragraph at most */
	HEADER = 400 /* paragraphs before the book at most */
};

bool
frame_marker(struct str t, const char *word)
{
	if (t.n > MARKER || !str_starts(t, "***"))
		return false;
	t = str_trim(str_slice(t, 3, t.n));
	return str_starts(t, word) &&
	       str_starts(str_slice(t, strlen(word), t.n), " OF ");
}

/* The old way to end a header. */
static bool
is_small_print(struct str t)
{
	return t.n <= MARKER && str_starts(t, "*END*") && str_ends(t, "*END*");
}

/* Who typed the book, below the header's end. */
static bool
is_credit(struct str t)
{
	static const char *const words[] = {"Produced by ", "E-text prepared ",
	    "Etext prepared ", "This etext was ", "This eBook was produced "};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(t, words[i]))
			return true;
	return false;
}

/* "End of the ... of The Book, by Author", above the footer's marker. */
static bool
is_farewell(const struct para *p, struct str t)
{
	return p->chars < 160 &&
	       (str_starts(t, "End of ") || str_starts(t, "END OF ")) &&
	       !(p->end & END_STOP);
}

/* A marker may be broken into lines that became paragraphs of their own. */
static uint32_t
marker_end(const struct source *s, uint32_t i)
{
	uint32_t k = i;

	while (k < i + 3 && k + 1 < s->n_paras &&
	       !str_ends(para_text(s, k), "***") &&
	       s->lines[s->paras[k + 1].line].gap == 0)
		k++;
	return str_ends(para_text(s, k), "***") ? k : i;
}

/* One past the header's last paragraph; 0 if there is no header. */
static uint32_t
header_end(const struct source *s)
{
	uint32_t n = (uint32_t)s->n_paras, i = 0;

	while (i < n && i < HEADER && !frame_marker(para_text(s, i), "START") &&
	       !is_small_print(para_text(s, i)))
		i++;
	if (i == n || i == HEADER)
		return 0;
	i = marker_end(s, i) + 1;
	while (i < n && is_credit(para_text(s, i)))
		do
			i++;
		while (i < n && s->lines[s->paras[i].line].gap == 0);
	return i;
}

/* The footer's first paragraph, which is its marker, or the last farewell of a
 * file that has none; n_paras if there is neither. */
static uint32_t
footer_begin(const struct source *s, uint32_t from)
{
	enum { LAST = 400 }; /* paragraphs of a licence at most */
	uint32_t n = (uint32_t)s->n_paras, i = from;

	while (i < n && !frame_marker(para_text(s, i), "END"))
		i++;
	if (i < n || from == 0)
		return i;
	for (i = n; i-- > from && n - i <= LAST;)
		if (is_farewell(&s->paras[i], para_text(s, i)) &&
		    str_find(para_text(s, i), STR(" of ")) != SIZE_MAX)
			return i;
	return n;
}

/* ---- what the header says of the book ---- */

static const struct {
	const char *name, *tag;
} languages[] = {
    {"English", "en"},
    {"Russian", "ru"},
    {"French", "fr"},
    {"German", "de"},
    {"Italian", "it"},
    {"Spanish", "es"},
    {"Portuguese", "pt"},
    {"Dutch", "nl"},
    {"Latin", "la"},
    {"Greek", "el"},
    {"Polish", "pl"},
    {"Czech", "cs"},
    {"Swedish", "sv"},
    {"Danish", "da"},
    {"Norwegian", "no"},
    {"Finnish", "fi"},
    {"Hungarian", "hu"},
    {"Ukrainian", "uk"},
    {"Bulgarian", "bg"},
    {"Esperanto", "eo"},
};

static void
say_language(struct builder *b, struct str value)
{
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (str_is(value, languages[i].name))
			builder_language(b, str_of(languages[i].tag));
}

static void
say_translator(struct builder *b, struct str value)
{
	builder_meta(b, META_TRANSLATOR, value);
}

static const struct {
	const char *name;
	void (*say)(struct builder *b, struct str value);
	bool title; /* lines that follow are subtitles, not further values */
} fields[] = {
    {"Title: ", builder_title, true},
    {"Author: ", builder_author, false},
    {"Language: ", say_language, false},
    {"Translator: ", say_translator, false},
};

/* A title over several lines: a line that is full was only broken. */
static void
say_title(struct builder *b, const struct source *s, uint32_t line,
    uint32_t last, size_t skip)
{
	struct buf title = BUF_INIT;
	struct str t = line_text(s, line);

	buf_str(&title, str_trim(str_slice(t, skip, t.n)));
	for (uint32_t i = line + 1; i <= last; i++) {
		buf_puts(&title, text_chars(t) < 60 ? ": " : " ");
		t = line_text(s, i);
		buf_str(&title, t);
	}
	builder_title(b, buf_lend(&title));
	buf_free(&title);
}

static void
field_say(struct builder *b, const struct source *s, uint32_t line)
{
	struct str t = line_text(s, line);
	uint32_t last = line;

	while (last + 1 < s->n_lines && s->lines[last + 1].gap == 0 &&
	       s->lines[last + 1].indent >= s->lines[line].indent + 2)
		last++;
	for (size_t i = 0; i < LENGTH(fields); i++) {
		size_t n = strlen(fields[i].name);

		if (!str_starts(t, fields[i].name))
			continue;
		if (fields[i].title) {
			say_title(b, s, line, last, n);
			continue;
		}
		fields[i].say(b, str_trim(str_slice(t, n, t.n)));
		for (uint32_t k = line + 1; k <= last; k++)
			fields[i].say(b, line_text(s, k));
	}
}

/* "The Library's Etext of The Book, by An Author": the first line of a header
 * that has no fields. */
static void
first_say(struct builder *b, const struct source *s)
{
	struct str t = line_text(s, 0), title;
	size_t of = str_find(t, STR(" of ")), by = SIZE_MAX, next;

	if (of == SIZE_MAX)
		return;
	title = str_slice(t, of + 4, t.n);
	for (size_t at = 0; (next = str_find(str_slice(title, at, title.n),
				 STR(", by "))) != SIZE_MAX;)
		at = (by = at + next) + 1;
	if (by == SIZE_MAX || by == 0)
		return;
	builder_title(b, str_trim(str_slice(title, 0, by)));
	builder_author(b, str_trim(str_slice(title, by + 5, title.n)));
}

/* Has the header a field of that name? */
static bool
has_field(const struct source *s, uint32_t end, const char *name)
{
	for (uint32_t i = 0; i < end; i++)
		if (str_starts(line_text(s, i), name))
			return true;
	return false;
}

void
frame_find(struct source *s, struct builder *b)
{
	uint32_t n = (uint32_t)s->n_paras, header = header_end(s);
	uint32_t footer = footer_begin(s, header);

	s->begin = 0;
	s->end = s->footer = n;
	if (header == 0 || footer == n)
		return;
	if (!has_field(s, s->paras[header - 1].line, fields[0].name))
		first_say(b, s);
	for (uint32_t i = 0; i < s->paras[header - 1].line; i++)
		field_say(b, s, i);
	s->begin = header;
	s->end = s->footer = footer;
	if (footer > header &&
	    is_farewell(&s->paras[footer - 1], para_text(s, footer - 1)))
		s->end--;
	for (uint32_t i = 0; i < n; i++) {
		struct para *p = &s->paras[i];

		if (i >= header && i < s->end)
			continue;
		p->traits |= PARA_FRAME;
		if (p->kind == BLOCK_HEADING)
			p->kind = BLOCK_PARAGRAPH;
	}
}
