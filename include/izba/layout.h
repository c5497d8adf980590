/*
 * layout: a book at a width -> lines -> pages.
 *
 *  1. The book is cut into chapters: stretches that begin where a page must
 *     begin (a section that starts a page, or, in a book without such, every
 *     64 KB or so at a block).  Each is laid out alone, when it is wanted; so a
 *     page turn never costs more than a chapter, and pages belong to their
 *     chapter, not to the way one came there.
 *  2. Every byte of the text but blanks at line ends and block newlines is in
 *     exactly one segment.  No line is wider than the measure.
 *  3. A place belongs to the line that holds it, so it survives any relayout.
 *
 * Knows no terminal: widths are cells (see cp_width), colours are not its
 * matter.
 */
#ifndef IZBA_LAYOUT_H
#define IZBA_LAYOUT_H

#include <izba/book.h>

/* Patterns by which words are parted at the ends of lines: the files of a folder
 * ("hyph_ru_RU.dic"), each read when a word in its language is first to be
 * parted.  Where there is none, words stay whole. */
struct hyphens;
struct hyphens *hyphens_new(const char *folder);
/* Is the library that reads them here?  Without it all words stay whole. */
bool hyphens_ready(struct err *err) USE_RESULT;
void hyphens_free(struct hyphens *h);
/* A measure under this is narrow: without hyphens its lines would be ragged. */
#define HYPHENS_NARROW 50

struct layout_options {
	int measure;		/* cells of a full line, at least 10 */
	int rows;		/* lines of a page, at least 1 */
	bool sections_start_pages;
	bool hide_notes;	/* leave out the notes that callouts lead to:
				   they are shown elsewhere */
	bool notes_at_foot;	/* a page has room for the notes it cites */
	struct hyphens *hyphens; /* words are parted by these, if not NULL; they
				   must outlive the layout */
};

enum segment_kind {
	SEGMENT_TEXT,		/* the text [from, to) */
	SEGMENT_HYPHEN,		/* a hyphen that stands nowhere in the text */
	SEGMENT_BULLET,		/* the sign of a list item */
	SEGMENT_RULE,		/* a rule of `width` cells */
	SEGMENT_ECHO,		/* the text [from, to) once more: a column's head
				   before its cell where a table is stacked */
	SEGMENT_FIGURE,		/* the sign of a picture, `width` cells */
	SEGMENT_LABEL,		/* the label of the note that begins at `from`,
				   where the text has none, and a point */
	SEGMENT_FRAME,		/* a side of a picture's frame */
	SEGMENT_FACTS		/* room for what is known of a picture's size,
				   `width` cells at most */
};

/* A stretch of one line. */
struct segment {
	uint32_t from, to;
	int16_t col, width;	/* cells from the measure's left edge */
	uint8_t kind;
};

enum line_kind { LINE_TEXT, LINE_BLANK, LINE_RULE };

struct line {
	uint32_t from, to;	/* the text it shows; from == to on a blank one */
	uint32_t block;
	uint32_t segment;	/* the first of its segments, see layout_segments */
	uint16_t segments;
	uint8_t kind;
};

struct layout;

/* `b` must outlive the layout. */
struct layout *layout_new(const struct book *b,
    const struct layout_options *options);
void layout_free(struct layout *l);

/* A line of the book: chapter and line in it.  Valid until layout_free. */
struct line_at {
	uint32_t chapter, line;
};

/* The line that holds a place. */
struct line_at layout_find(struct layout *l, uint32_t place);
/* The line; lent until some twenty other chapters were asked for. */
const struct line *layout_line(struct layout *l, struct line_at at);
/* Its segments, lent likewise; their number is in the line. */
const struct segment *layout_segments(struct layout *l, struct line_at at);
/* Step over lines, across chapters; false (and `at` unchanged) at the ends. */
bool layout_next(struct layout *l, struct line_at *at);
bool layout_prev(struct layout *l, struct line_at *at);

/* A page: `lines` lines from `first`, all of one chapter. */
struct page {
	struct line_at first;
	uint32_t lines;
	uint32_t index;		/* from 0, in its chapter */
	uint32_t from, to;	/* the text on it */
	uint32_t foot;		/* lines of notes at its foot, under a rule that
				   takes one more; 0 without any */
};

struct page layout_page_at(struct layout *l, uint32_t place);
/* The page that holds a line. */
struct page layout_page_of(struct layout *l, struct line_at at);
bool layout_page_next(struct layout *l, struct page *p);
bool layout_page_prev(struct layout *l, struct page *p);
/* The lines of notes at a page's foot (page.foot of them), lent like a line;
 * their segments count from *segments.  A long note goes on at the foot of the
 * next page. */
const struct line *layout_foot(struct layout *l, const struct page *p,
    const struct segment **segments);

/* Idle work: count the pages of one more chapter; false when all are. */
bool layout_count(struct layout *l);
/* Pages of the whole book; 0 until all chapters are counted. */
uint32_t layout_pages(const struct layout *l);
/* The number of a page from 1; 0 until the chapters before it are counted. */
uint32_t layout_page_number(const struct layout *l, const struct page *p);
/* Page n from 1 (clipped to the book); counts as far as it must. */
struct page layout_page(struct layout *l, uint32_t n);

/* Lay out one span of the text by itself (a note in a pane, an entry): lines
 * and segments in arrays that the caller frees with layout_span_free. */
struct layout_span {
	struct line *lines;
	struct segment *segments;
	uint32_t n_lines, n_segments;
};
void layout_span(struct layout_span *out, const struct book *b, uint32_t from,
    uint32_t to, int measure, struct hyphens *hyphens);
void layout_span_free(struct layout_span *s);

#endif
