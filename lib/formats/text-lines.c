/*
 * A text's bytes into lines, and how its lines make paragraphs.  Judges by
 * lengths and gaps only, never by words.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib/formats/text.h"

/* Is this byte or character a blank?  Bytes of it, or 0. */
static size_t
blank_at(const char *p, const char *end)
{
	const unsigned char *u = (const unsigned char *)p;

	if (*u == ' ' || (*u >= '\t' && *u <= '\r'))
		return 1;
	if (*u < 0xc2)
		return 0;
	if (end - p >= 2 && u[0] == 0xc2 && (u[1] == 0xa0 || u[1] == 0x85))
		return 2;
	if (end - p < 3)
		return 0;
	if (u[0] == 0xe2 && u[1] == 0x80 &&
	    (u[2] <= 0x8a || u[2] == 0xa8 || u[2] == 0xa9 || u[2] == 0xaf))
		return 3;
	if ((u[0] == 0xe3 && u[1] == 0x80 && u[2] == 0x80) ||
	    (u[0] == 0xef && u[1] == 0xbb && u[2] == 0xbf))
		return 3;
	return 0;
}

/* The blanks at the end of [p, end) are cut. */
static const char *
cut_blanks(const char *p, const char *end)
{
	for (;;) {
		if (end > p && blank_at(end - 1, end) == 1)
			end--;
		else if (end - p >= 2 && blank_at(end - 2, end) == 2)
			end -= 2;
		else if (end - p >= 3 && blank_at(end - 3, end) == 3)
			end -= 3;
		else
			return end;
	}
}

/* Keep the line [p, end) unless it is blank; `gap` blank lines came before. */
static bool
line_add(struct source *s, const char *p, const char *end, uint32_t number,
    uint32_t gap)
{
	struct line l = {.number = number, .page = s->feed};
	const char *stop = cut_blanks(p, end);
	uint32_t indent = 0;
	size_t n;

	while (p < stop && (n = blank_at(p, stop)) > 0) {
		indent += *p == '\t' ? 8 - indent % 8 : 1;
		if (*p == '\f') {
			l.page = true;
			indent = 0;
		}
		p += n;
	}
	/* a form feed behind the line is the next one's */
	s->feed = p >= stop && l.page;
	if (s->feeds && memchr(stop, '\f', (size_t)(end - stop)) != NULL)
		s->feed = true;
	if (p >= stop)
		return false;
	l.from = (uint32_t)(p - s->bytes.p);
	l.to = (uint32_t)(stop - s->bytes.p);
	l.gap = (uint16_t)(gap > UINT16_MAX ? UINT16_MAX : gap);
	l.indent = (uint16_t)(indent > UINT16_MAX ? UINT16_MAX : indent);
	ARRAY_PUSH(s->lines, s->n_lines, s->cap_lines, l);
	return true;
}

/* Where the line at p ends; *next is where the one after begins.  With `cr`
 * a lone carriage return ends a line, too. */
static const char *
line_end(const char *p, const char *end, bool cr, const char **next)
{
	const char *stop = p;

	if (!cr) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
	} else {
		while (stop < end && *stop != '\n' && *stop != '\r')
			stop++;
	}
	*next = stop < end ? stop + 1 : end;
	if (cr && stop + 1 < end && stop[0] == '\r' && stop[1] == '\n')
		*next = stop + 2;
	return stop;
}

void
source_split(struct source *s)
{
	const char *p = s->bytes.p, *end = p + s->bytes.n, *stop, *next;
	bool cr = memchr(p, '\r', s->bytes.n) != NULL;
	uint32_t number = 0, gap = 0;

	s->feeds = memchr(p, '\f', s->bytes.n) != NULL;
	for (; p < end; p = next) {
		stop = line_end(p, end, cr, &next);
		if (line_add(s, p, stop, ++number, gap))
			gap = 0;
		else
			gap++;
	}
}

void
source_free(struct source *s)
{
	free(s->lines);
	free(s->paras);
	free(s->pictures);
	free(s->stretches);
	free(s->named);
	free(s->callouts);
}

struct str
line_text(const struct source *s, uint32_t line)
{
	const struct line *l = &s->lines[line];

	return str_slice(s->bytes, l->from, l->to);
}

void
source_let_go(struct source *s, uint32_t line)
{
	enum { STEP = 8 << 20, PAGE = 65536 };
	size_t to = s->lines[line].from;
	uintptr_t from = (uintptr_t)s->bytes.p + s->gone;

	/* what frames a book is fed last, and may go on in it */
	if (!s->ours || to < s->gone + 2 * STEP || s->begin > 0 ||
	    s->end < s->n_paras)
		return;
	/* whole pages only, and not those that neighbours may still ask for */
	from = (from + PAGE - 1) / PAGE * PAGE;
	if (madvise((void *)from, STEP, MADV_DONTNEED) == 0)
		s->gone = from + STEP - (uintptr_t)s->bytes.p;
	else
		s->ours = false;
}
