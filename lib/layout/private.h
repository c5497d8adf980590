/*
 * What the files of the layout share: the lines that are made, the composer
 * that makes them, and the folding of text at a measure.
 */
#ifndef LAYOUT_PRIVATE_H
#define LAYOUT_PRIVATE_H

#include <izba/layout.h>

/* The narrowest measure, and the widest that a segment can tell. */
#define MEASURE_LEAST 10
#define MEASURE_MOST 10000
/* Cells of the sign of a picture. */
#define FIGURE_CELLS 9

/* ---- what is made ---- */

/* What page breaking must know of a line, besides its kind. */
enum {
	KEEP_SOFT = 1, /* better no break after it: an orphan or a widow */
	KEEP_HARD = 2, /* no break after it: a heading, a row of a table */
	IN_ROW = 4, /* goes on with the table row of the line above */
	KEEP_WORD = 8 /* its last word goes on: no page ends with it */
};

struct lines {
	struct line *v;
	uint8_t *keep; /* for each line */
	struct segment *segments;
	uint32_t *rows;		/* the first lines of table rows that have more
				   than one */
	size_t n, cap, cap_keep, n_segments, cap_segments, n_rows, cap_rows;
};

void lines_free(struct lines *ls);
void lines_clear(struct lines *ls);
/* Begin a line; segments are added to it until the next. */
void lines_add(struct lines *ls, enum line_kind kind, uint32_t block,
    uint32_t from, uint32_t to);
/* Add a segment to the last line. */
void lines_segment(struct lines *ls, enum segment_kind kind, uint32_t from,
    uint32_t to, int col, int width);
/* The last line goes on with the table row of the one above it. */
void lines_in_row(struct lines *ls);

/* ---- folding ---- */

struct composer;

/* Text that is taken line by line.  `opp` are the break opportunities of the
 * text from `base`; NULL if it is sure to fit. */
struct fold {
	const char *text;
	const uint8_t *opp;
	uint32_t base, at, end;
	const struct composer *parts; /* words at line ends, or NULL */
	unsigned parted; /* rows on end that end in a hyphen */
};

/* One line's worth of text: it shows [from, to), which holds no blank at
 * either end. */
struct row {
	uint32_t from, to;
	int width;
	bool hyphen; /* ends in a hyphen that is to be shown */
};

/* The next row of at most `cells` cells (and a grapheme at least, if cells is
 * 2 or more); false at the end. */
bool fold_next(struct fold *f, int cells, struct row *row);
/* The same with words whole. */
bool fold_whole(struct fold *f, int cells, struct row *row);
/* Cells of text on one line; a tab takes one, a soft hyphen none. */
int fold_width(struct str s);
/* Cells of the widest unbreakable stretch, hyphens of breaks counted. */
int fold_widest(const struct fold *f);

/* ---- composing ---- */

struct composer {
	const struct book *b;
	struct lines *out;
	int measure;
	int step; /* cells of one step of indentation */
	int hang; /* of the block before, for one that goes on */
	int bullet; /* column of the sign the next line has, or -1 */
	enum segment_kind sign; /* which: a bullet or a label */
	int sign_width;
	uint32_t before; /* the block before, or NOWHERE */
	uint8_t *opp;
	size_t opp_cap;
	struct hyphens *hyphens; /* or NULL */
	bool parts; /* the block in hand is of a kind whose words are parted */
};

void composer_init(struct composer *c, const struct book *b, int measure,
    struct hyphens *hyphens);
/* Begin anew, with nothing before: the lines go to `out`, emptied. */
void composer_begin(struct composer *c, struct lines *out);
void composer_free(struct composer *c);

/* The text [from, to) made ready to fold; it holds no '\n'.  Valid until the
 * next call. */
struct fold
composer_fold(struct composer *c, uint32_t from, uint32_t to, int cells);
/* How a kind of block is set. */
struct part;
typedef void setting(struct composer *c, const struct part *part);

struct shape {
	setting *set;
	uint8_t left, right;	/* steps of indentation */
	uint8_t hang;		/* steps, for the lines after the first */
	uint8_t before, after;	/* blank lines */
	uint8_t between;	/* blank lines before one of its own kind */
	bool whole;		/* kept on one page, with what follows */
	bool centred;
	bool nested;		/* its level indents it further */
	bool parts;		/* prose: words may be parted at line ends */
};

/* A block, or the part of one, to be set between two columns. */
struct part {
	const struct shape *shape;
	uint32_t block, from, to;
	int left, right;
	bool begins;		/* it holds the block's start */
};

setting set_text, set_kept, set_item, set_listed, set_note, set_entry,
    set_caption, set_rule, set_figure, set_cells;
/* Does a picture that has no block of its own stand before this one? */
bool begins_figure(const struct book *b, uint32_t block);

/* Compose the part of a block that lies in [from, to), with the space before
 * it. */
void
compose_block(struct composer *c, uint32_t block, uint32_t from, uint32_t to);
/* Add a row's text to the last line, from column `col`. */
void compose_row(struct composer *c, const struct row *row, int col);
/* A table between the columns `left` and `right`. */
void compose_table(struct composer *c, uint32_t block, uint32_t from,
    uint32_t to, int left, int right);

/* ---- hyphenation ---- */

/* A word has so many bytes at most, to be parted. */
#define HYPHENS_WORD 120
/* Before which bytes a word in this language may be parted; false if before
 * none. */
bool hyphens_points(struct hyphens *h, struct str language, struct str word,
    bool points[HYPHENS_WORD]);

/* ---- chapters ---- */

/* Where a chapter begins; it ends where the next does. */
struct start {
	uint32_t place, block;
};

/* Cut the book; the caller frees the array, which has one element more than
 * there are chapters: the end. */
struct start *
chapters_cut(const struct book *b, bool sections_start_pages, uint32_t *n);
/* Compose the lines of the chapter that begins at `chapter` (and ends at the
 * next element); there is at least one. */
void chapter_compose(struct composer *c, const struct start *chapter,
    bool hide_notes, struct lines *out);

/* The line of a chapter that holds a place. */
size_t lines_find(const struct lines *ls, uint32_t place);

/* ---- notes at the foot ---- */

/* A note cited in a line of the chapter: lines [from, to) of the feet. */
struct foot {
	uint32_t line, from, to;
};

/* The notes of a chapter, by the lines that cite them. */
struct feet {
	struct lines lines;
	struct foot *v;
	size_t n, cap;
};

void feet_free(struct feet *feet);
/* Compose the notes that a chapter's lines cite; a note cited again within
 * `rows` lines is not repeated. */
void feet_compose(struct composer *c, const struct start *chapter,
    const struct lines *body, int rows, struct feet *out);

/* ---- pages ---- */

/* A page of a chapter: lines [first, first + n), and lines [foot, foot +
 * foot_n) of the feet. */
struct leaf {
	uint32_t first, n;
	uint32_t foot, foot_n;
};

struct leaves {
	struct leaf *v;
	size_t n, cap;
};

/* Break lines into pages of at most `rows`; there is always one.  With feet, a
 * note that is longer than the chapter's last page gets blank lines at the end
 * of `ls` to stand under. */
void pages_break(struct leaves *out, struct lines *ls, const struct feet *feet,
    int rows);

#endif
