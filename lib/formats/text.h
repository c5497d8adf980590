/*
 * text: the plain-text reader's own tables.  Lines become paragraphs, and each
 * pass names or joins some of them; text.c calls the passes in order.  Private
 * to lib/formats.
 */
#ifndef FORMATS_TEXT_H
#define FORMATS_TEXT_H

#include "lib/formats/encoding.h"
#include "lib/formats/format.h"

/* A source line that is not blank. */
struct line {
	uint32_t from, to; /* its bytes, without the blanks around them */
	uint32_t number; /* in the source, from 1 */
	uint32_t folio; /* where the number of the page that begins with it
			   stands */
	uint16_t gap; /* blank lines before it */
	uint16_t indent; /* columns */
	uint8_t folio_n; /* bytes of that number */
	bool page; /* a form feed stands before it */
	bool hyphen; /* it ends in one that parts a word */
	uint8_t soft; /* bytes of it that are none of the word's own */
};

/* How a text's lines make paragraphs. */
enum manner {
	MANNER_LINES, /* a line is a paragraph */
	MANNER_WRAPPED, /* a paragraph is broken into lines at a measure */
	MANNER_FLAT, /* an outline's entries, flattened to bare lines */
};

/* How a paragraph begins (see text_start). */
enum {
	START_LOWER = 1,
	START_UPPER = 2,
	START_DIGIT = 4,
	START_QUOTE = 8, /* an opening quotation mark */
	START_DASH = 16, /* a dash, as speech begins in Russian */
	START_DOTS = 32, /* ... */
	START_BRACKET = 64, /* a bracket */
	START_LABEL = 128, /* a number with its point: "12. ", "[12.](#) " */
	START_CALLOUT = 256, /* nothing but the mark of a note */
	START_OPENER = 512, /* a word that opens a sentence: "The" */
	START_OTHER = 1024
};

/* How it ends (see text_end); marks of notes and closing quotation marks are
 * looked through. */
enum {
	END_STOP = 1, /* . ! ? */
	END_DOTS = 2, /* ... (with END_STOP) */
	END_COLON = 4,
	END_COMMA = 8, /* a comma, a semicolon, a dash */
	END_HYPHEN = 16, /* a hyphen after a letter */
	END_WORD = 32, /* a letter or a digit */
	END_CALLOUT = 64,
	END_CLOSED = 128 /* a closing quotation mark */
};

enum {
	PARA_RUN_IN = 1, /* a quotation that goes on a sentence */
	PARA_NOISE = 2, /* left out */
	PARA_GLUE = 4, /* joins the paragraph before without a blank */
	PARA_NUMBER = 8, /* the number of a chapter, alone on its line */
	PARA_TITLE_LIKE = 16, /* short, no sentence: parts what stands around */
	PARA_ENTRY = 32, /* begins as entries of a list of names do */
	PARA_FRAME = 64, /* a library's words around the book */
	PARA_OUT = PARA_NOISE | PARA_FRAME /* none of the book's own text */
};

/* How a row of a table is cut into cells (the level of its paragraph). */
enum { CUT_FIGURES, CUT_HEADER, CUT_FIELDS };

struct para {
	uint32_t line, lines; /* its first line; how many */
	uint32_t next, prev; /* its other parts, ids or NOWHERE */
	uint32_t figure; /* id or NOWHERE */
	uint32_t chars; /* code points, markup too */
	uint16_t start, end; /* START_*, END_* */
	uint8_t kind, level, flags; /* as of a block */
	uint8_t traits; /* PARA_* */
	uint8_t skip; /* bytes of a bullet at its start */
	uint8_t cells; /* columns of a table row */
};

/* Text that was bold or underlined where it was printed. */
struct stretch {
	uint32_t from, to;
	unsigned style;
};

/* A note with a name or a letter: paragraphs [first, last]. */
struct named {
	uint32_t first, last;
	struct str label;
	uint8_t skip; /* bytes before its words */
	bool caret; /* "[^name]: " */
	bool bracket; /* "[Footnote A: ...]", closed by a bracket */
	bool called;
};

/* Bytes that call one of them. */
struct callout {
	uint32_t from, to;
	uint32_t note;
};

struct picture {
	uint32_t first, last; /* paragraphs */
};

struct source {
	struct str bytes; /* UTF-8 */
	const struct decoded *decoded; /* where they stood in the file */
	enum manner manner;
	struct line *lines;
	struct para *paras;
	struct picture *pictures;
	struct stretch *stretches;
	struct named *named;
	struct callout *callouts;
	size_t n_lines, cap_lines, n_paras, cap_paras, n_pictures, cap_pictures,
	    n_stretches, cap_stretches, n_named, cap_named, n_callouts,
	    cap_callouts;
	bool feeds, feed; /* there are form feeds; one stands before the next
			     line */
	bool manual; /* a page of a manual (man) */
	bool notes_close; /* a note's mark after a point closes quotations */
	/* The book is [begin, end); what stands before it and from `footer` on
	 * is the frame around it. */
	uint32_t begin, end, footer;
	uint32_t title; /* the paragraph that is the text's title, or NOWHERE */
	bool ours; /* the bytes may be let go when they are fed */
	size_t gone; /* so far they are */
};

/* ---- text-overstrike.c ---- */
/* Take overstrikes and escape sequences out of the text. */
void overstrike_resolve(struct decoded *d, struct source *s);
/* The style of the byte there, and where to ask again: text and source run in
 * step as far. */
unsigned style_struck(const struct source *s, uint32_t at, uint32_t *to);

/* ---- text-lines.c ---- */
void source_split(struct source *s);
void source_free(struct source *s);
/* What stands before this line has become text of the book: the memory of a
 * very long source goes back to the system while the book's grows. */
void source_let_go(struct source *s, uint32_t line);
struct str line_text(const struct source *s, uint32_t line);

/* ---- text-ends.c ---- */
unsigned text_end(struct str s);
/* Is all of s marks of notes? */
bool text_is_callout(struct str s);

/* ---- text-starts.c ---- */
unsigned text_start(struct str s);
/* Bytes of a list bullet and its blanks at the start of s, or 0. */
size_t text_bullet(struct str s);
/* "[12] ", "{12} ": the label of a note. */
bool text_bracket_label(struct str s);
/* Bytes of a number with its point at the start of s, or 0. */
size_t text_label(struct str s);
uint32_t text_chars(struct str s);
/* A list of words, as literals with their lengths: {WORD("of"), WORD("in")}. */
#define WORD(literal) \
	{ \
		literal, sizeof(literal) - 1 \
	}
bool text_in_list(struct str w, const struct str *list, size_t n);

/* ---- text-paras.c ---- */
void paras_make(struct source *s);
/* The source text of a paragraph, its line ends in it. */
struct str para_text(const struct source *s, uint32_t para);
/* How a paragraph ends with all its parts. */
uint32_t para_tail(const struct source *s, uint32_t para);
/* Is it text that runs: no heading, caption, table, noise? */
bool para_runs(const struct para *p);

/* Does it end in the mark of a note after a point, and without a closing
 * quotation mark?  Where the narrator's own sentences seldom do, quotations
 * that are set off are told by it (see notes_close). */
bool ends_as_quotation(unsigned end);

/* ---- the passes ---- */
/* Marks pages that only their numbers part; before heads_find. */
void folios_find(struct source *s);
void heads_find(struct source *s, struct builder *b);
void flat_find(struct source *s);
void page_find(struct source *s);
void marks_find(struct source *s, struct builder *b);
void frame_find(struct source *s, struct builder *b);
void brackets_find(struct source *s);
/* The paragraph that ends in the bracket that closes the one which begins
 * paragraph i, or NOWHERE. */
uint32_t brackets_closed(const struct source *s, uint32_t i);
void named_find(struct source *s);
void tables_find(struct source *s);
/* The cells of a row, at most 16, as offsets into it; returns how many. */
unsigned
table_cut(struct str row, unsigned how, unsigned cells, struct span *out);
void figures_find(struct source *s);
void joins_find(struct source *s);
void verse_find(struct source *s);
void quotes_find(struct source *s);
void hyphens_find(struct source *s);

/* ---- text-named.c: feeding what it found ---- */
/* A named note may begin, or be over, at this paragraph. */
void named_begin(const struct source *s, struct builder *b, uint32_t para);
void named_end(const struct source *s, struct builder *b, uint32_t para);
/* The first callout that begins at byte `at` or after. */
size_t callout_from(const struct source *s, uint32_t at);
/* Its text was fed from `place` on. */
void callout_end(
    const struct source *s, struct builder *b, size_t i, uint32_t place);

/* ---- text-inline.c, text-feed.c ---- */
struct inlines;
struct inlines *inlines_new(struct builder *b, const struct source *s);
void inlines_free(struct inlines *in);
/* Resolve the markup of stretches of source that belong together. */
void inlines_begin(struct inlines *in);
void inlines_scan(struct inlines *in, uint32_t from, uint32_t to);
void inlines_resolve(struct inlines *in);
/* Feed a stretch (scanned before, in the same order) to the builder. */
void
inlines_feed(struct inlines *in, uint32_t from, uint32_t to, uint32_t line);
/* The block ends: a link that is open goes on in the next. */
void inlines_break(struct inlines *in);

#endif
