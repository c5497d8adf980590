/*
 * The room's own header: what the formats share.
 */
#ifndef EXPORT_ROOM_H
#define EXPORT_ROOM_H

#include <izba/export.h>

/* The name of izba where a URL is asked for. */
#define EXPORT_GENERATOR "urn:uuid:4d1c3a5e-6b0f-4b7e-9a51-697a62610001"

/* ---- one function for each row of the table ---- */

void markdown_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void json_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void annotations_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void webanno_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void csv_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void org_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void html_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void plain_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void readwise_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void anki_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void clippings_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void bibtex_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void csl_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);
void gost_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now);

/* People gather citations of many hands in such a file: are all of them izba's? */
bool bibtex_is_own(struct str document);
bool csl_is_own(struct str document);

/* ---- cite.c: the notes that a passage calls ---- */

/* A callout inside a passage and what it calls. */
struct cited {
	const struct reference *reference;
	const struct note *note;
	uint32_t order; /* among those of the passage */
	uint32_t among; /* different notes of the passage that have its
				   label: this is the n-th, from 1 */
	bool again; /* its note was called before */
};
/* The callouts in [from, to) that lead to a note, in order; the caller frees
 * the array. */
struct cited *
cited_in(const struct book *b, uint32_t from, uint32_t to, size_t *n);
/* The full citation that a note stands for if it says "Ibid.", else NULL. */
const struct note *cited_source(const struct book *b, const struct note *note);
/* A name for the footnote, which is its own among those of the passage: its
 * label, if that is letters and digits, else "-" and its number. */
void cited_name(struct buf *out, const struct book *b, struct cited c);
/* The text of a note, without its label. */
struct str cited_text(const struct book *b, const struct note *note);

/* ---- citelist.c: what citations are made of ---- */

struct cite_list {
	const struct note **v;
	size_t n;
};
/* The notes that the marked passages call or stand in, each once. */
struct cite_list cite_notes(const struct export_book *v);
void cite_free(struct cite_list *list);
/* The text of a note, and of what its "Ibid." stands for. */
void cite_text(struct buf *out, const struct book *b, const struct note *note);
/* The key of the i-th book: letters, digits and "-". */
void cite_key(struct buf *out, const struct export_book *v, size_t i);
/* The key of a note of that book. */
void cite_note_key(struct buf *out, const struct export_book *v, size_t i,
    const struct note *note);
/* Where a note is called first, else where it stands. */
void
cite_address(struct buf *out, const struct book *b, const struct note *note);
/* In which book, and where in it, a note cites. */
void cite_where(
    struct buf *out, const struct export_book *v, const struct note *note);

/* ---- head.c: what a document says of its book ---- */

struct str head_title(const struct book *b, const struct export_options *o);
/* The authors one by one: the i-th, or null after the last. */
struct str
head_author(const struct book *b, const struct export_options *o, size_t i);
/* The sections that an annotation stands in, outermost first: up to `max` ids
 * in *path; returns how many.  A lost one stands in none. */
size_t head_sections(const struct book *b, const struct annotation *a,
    uint32_t *path, size_t max);
/* The words that name a place to the reader: "§3.14", "note 7 to §3.14". */
void
head_address(struct buf *out, const struct book *b, const struct annotation *a);
/* Take the next tag off what is left of a->tags; null after the last. */
struct str head_tag(struct str *rest);
/* Do two annotations stand in the same section, as far as is known? */
bool head_same_section(const struct book *b, const struct annotation *x,
    const struct annotation *y);
/* All authors, parted by "; ". */
void head_authors(
    struct buf *out, const struct book *b, const struct export_options *o);
/* What the book states of itself; null if it does not, or is not there. */
struct str head_meta(const struct book *b, enum meta_kind kind);
/* The year in its date: the first four digits; null if there are none. */
struct str head_year(const struct book *b);
/* The i-th of its translators, or null. */
struct str head_translator(const struct book *b, size_t i);
/* Its ISBN without "isbn:", or null. */
struct str head_isbn(const struct book *b);
/* The title of the innermost section, or as it was; may be null. */
struct str head_section(const struct book *b, const struct annotation *a);
/* The printed page that an annotation begins on, or null. */
struct str head_page(const struct book *b, const struct annotation *a);
/* The note that an annotation stands in, or NULL. */
const struct note *
head_note_of(const struct book *b, const struct annotation *a);
/* The label of the note that an annotation stands in, or null. */
struct str head_note(const struct book *b, const struct annotation *a);
/* The words that follow a place, to show where it is. */
struct str head_words(const struct book *b, const struct annotation *a);
/* The title of a section with its printed number: "3. The Academy". */
void head_heading(struct buf *out, const struct section *s);
/* "highlight, green, underline"; "bookmark k" */
void
head_kind(struct buf *out, const struct annotation *a, const char *between);
/* The name of the file without its folders. */
struct str head_file(const struct export_options *o);
/* "exact", "moved", "doubtful", "lost" */
const char *head_state(const struct annotation *a);
/* In which part of a document an annotation comes. */
enum standing { STANDING_FOUND, STANDING_DOUBTFUL, STANDING_LOST, STANDINGS };
enum standing head_standing(const struct annotation *a);
/* "not found in the present text" and what else is said of one that does not
 * stand in it for sure, or NULL. */
const char *head_doubt(const struct annotation *a);

/* ---- leads.c: "[[1a2b3c4d]]" in the reader's words ---- */

struct leads {
	const struct book *book;
	const struct annotation **v; /* by their UUIDs */
	size_t n;
};
struct leads leads_of(const struct export_book *v);
void leads_free(struct leads *l);
/* Write the words: what is between links by `text`, a link to another annotation
 * of the book by `link`. */
void leads_write(const struct leads *l, struct buf *out, struct str words,
    void (*text)(struct buf *out, struct str s),
    void (*link)(struct buf *out, const char *uuid, struct str address));

/* ---- outline.c: annotations under the headings of their sections ---- */

struct outline {
	/* `level` is 1 for the outermost section */
	void (*heading)(struct buf *out, unsigned level, struct str title);
	void (*piece)(struct buf *out, unsigned level, const struct leads *l,
	    const struct annotation *a);
};
/* All annotations of a book; those that do not stand in it for sure come last. */
void outline_write(
    const struct outline *o, struct buf *out, const struct export_book *v);

/* ---- rows.c: cells of a table ---- */

/* A cell as RFC 4180 has it, in quotation marks if it must be. */
void rows_cell(struct buf *out, struct str s, char parted_by);

/* ---- passage.c: text of the book ---- */

/* How a format writes a passage. */
struct dialect {
	void (*escape)(struct buf *out, struct str s, bool start);
	const char *line; /* before each line of a quote */
	const char *parts; /* between two blocks of it */
	const char *open, *close; /* around each block */
	const char *line_end; /* a printed end of line inside a block */
	const char *cell; /* between two cells of a table */
	const char *signs[4][2]; /* around plain, emphasis, strong, both */
	/* a footnote's call, and what stands before and after its text */
	void (*call)(struct buf *out, const char *uuid, const struct book *b,
	    struct cited c);
	const char *called[2]; /* around the call that stands before a footnote */
	/* or instead of that, where it is no call */
	void (*define)(struct buf *out, const char *uuid, const struct book *b,
	    struct cited c);
	const char *defined;
	const char *note_line; /* before each line of a footnote */
	const char *note_parts; /* between two blocks of it */
};

/* What the two below do for Markdown, in another dialect. */
void passage_quote_in(const struct dialect *d, struct buf *out,
    const struct book *b, const struct annotation *a);
void passage_footnotes_in(const struct dialect *d, struct buf *out,
    const struct book *b, const struct annotation *a);

/* The quote of an annotation, with the footnotes that are called in it; each
 * line begins with "> ". */
void passage_quote(
    struct buf *out, const struct book *b, const struct annotation *a);
/* The definitions of those footnotes, with what "Ibid." stands for. */
void passage_footnotes(
    struct buf *out, const struct book *b, const struct annotation *a);

/* ---- save.c ---- */

/* Append a whole file of so many bytes at most. */
bool save_read(
    const char *path, size_t most, struct buf *out, struct err *err) USE_RESULT;

/* ---- plain.c ---- */

/* The notes that a passage calls as plain text, a line for each. */
void plain_footnotes(
    struct buf *out, const struct book *b, const struct annotation *a);

/* ---- escape.c ---- */

/* Text as one line of Markdown that shows it as it is; `start` if it begins a
 * line. */
void escape_markdown(struct buf *out, struct str s, bool start);
/* Text for TeX, its braces paired; an end of line is a blank. */
void escape_tex(struct buf *out, struct str s);
/* Text as HTML, also inside an attribute's quotes. */
void escape_html(struct buf *out, struct str s);
/* Text as Org (org.c); `start` if it begins a line. */
void escape_org(struct buf *out, struct str s, bool start);
/* A double-quoted YAML scalar. */
void escape_yaml(struct buf *out, struct str s);

#endif
