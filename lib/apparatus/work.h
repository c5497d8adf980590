/*
 * work: what the files of the apparatus share while they link one book.
 * Private to lib/apparatus.
 *
 *  1. Nothing here outlives apparatus_link: what is kept goes into the book's
 *     tables (builder.h).
 *  2. Block ids do not change while it runs, but for heading_merge, which is
 *     called before anything keeps one.
 *  3. Every pass over the book is linear; every search inside one is over a
 *     list whose length is bounded by a constant, or binary.
 */
#ifndef APPARATUS_WORK_H
#define APPARATUS_WORK_H

#include <izba/builder.h>
#include <izba/text.h>

/* ---- labels (label.c) ---- */

/* A note's label as one number that can be compared: 12 and 12a, or a sign
 * (one dagger, two asterisks).  Labels that follow each other are told by
 * label_next. */
typedef uint32_t label_key;
#define LABEL_NONE 0u
#define LABEL_UNREAD 1u /* something stands there, but no label one can read */

enum label_form {
	FORM_POINT, /* 1. */
	FORM_PAREN, /* 1) */
	FORM_BRACKET, /* [1] */
	FORM_ROUND, /* (1) */
	FORM_RAISED, /* a superscript */
	FORM_LINKED, /* a link to somewhere in this file */
	FORM_NAMED, /* [^1] */
	FORM_WORD, /* [Footnote 1: the note itself] */
	FORM_SIGN, /* an asterisk, a dagger */
	FORM_BARE, /* 1, then a blank */
	FORM_DOUBT, /* raised, but perhaps an exponent */
	FORM_LETTER, /* a link over letters: perhaps a misread label */
	FORM_GLUED, /* plain digits at the end of a word */
	FORM_KINDS
};

label_key label_number(uint32_t n, unsigned letter);
/* The number of a label; 0 for signs and unread ones. */
uint32_t label_value(label_key key);
bool label_is_sign(label_key key);
/* May `b` be the next label after `a`? */
bool label_follows(label_key a, label_key b);
label_key label_after(label_key a);
/* May a list of notes begin with it? */
bool label_begins(label_key key);
/* Append "7", "12a", "**". */
void label_print(struct buf *out, label_key key);
/* The label at the start of s: bytes taken, 0 if there is none.  *raised says
 * that it is made of superscript characters. */
size_t label_scan(struct str s, label_key *key, bool *raised);
/* What closes a bracket that labels stand in: [12], (12), {12}; else 0. */
char bracket_closing(char open);

/* ---- titles (title.c) ---- */

/* What is left of a title when case, marks and spaces are evened out. */
struct title_key {
	uint64_t hash;
	uint32_t n; /* letters and digits in it */
};
#define TITLE_KEY_EMPTY \
	{ \
		14695981039346656037u, 0 \
	}
/* Go on with `key` over more text. */
void title_key_add(struct title_key *key, struct str s);
bool title_key_eq(struct title_key a, struct title_key b);
/* A hash of the first three letters and digits of s: titles of which it
 * differs have different keys. */
uint32_t title_prefix(struct str s);

struct title_parts {
	struct str number; /* "12", "XIV", "One", or null */
	struct str title; /* the rest; the whole if there is no rest */
	bool part; /* "Part One": stands over chapters */
	bool named; /* "Chapter 12", not only "12" */
	bool alone; /* there is no rest */
};
/* Take a title apart.  The strings point into s. */
struct title_parts title_split(struct str s);
/* The value of a printed number, roman, arabic or in words; 0 if it is none. */
uint32_t number_value(struct str s);
/* "Chapter 12" of "Chapter 12. The Thaw"; the whole if it has no such. */
struct str title_number(struct str s);
/* Does s begin with this lower-case word, whole, in any case?  Returns its
 * bytes in s, else 0. */
size_t word_at_start(struct str s, const char *word);
/* The kind that a title's words tell, or SECTION_KINDS if they tell none. */
enum section_kind title_kind(struct str title);
/* Without callouts, points and leaders at its end. */
struct str title_trim(struct str s);
/* Does it end as a sentence does? */
bool text_ends_sentence(struct str s);
/* Does it end as a sentence that neither asks nor calls out?  Titles do both:
 * "Chapter 4: Who Lit the Lamp?" */
bool text_ends_statement(struct str s);

/* ---- the work ---- */

/* A heading to be: `n` blocks from `block`. */
struct heading {
	uint32_t block, n;
	uint8_t level;
	uint8_t kind; /* enum section_kind, SECTION_KINDS if not told */
	bool listed; /* the printed contents name it */
	bool part;
	bool told; /* its kind is stated */
	bool bare; /* no heading stands there: the block is text */
	uint16_t lead; /* bytes of a number that stood on a line of its own */
	struct str title; /* as the stated contents have it, or null */
	struct str href; /* the name of its place, or null */
};

/* A line of the printed contents: `n` blocks from `block` that name the
 * heading at block `target` (NOWHERE if none was found). */
struct listing {
	uint32_t block, n;
	uint32_t target;
};

/* A block that begins as a note does. */
struct item {
	uint32_t block;
	uint32_t body; /* place after the label */
	label_key printed;
	label_key key; /* the label it truly has */
	uint32_t list; /* the list that took it, or NOWHERE */
	uint32_t note; /* the note it became, or NOWHERE */
	uint8_t form;
	bool duplicate; /* its number was used before in the list */
	bool stated; /* the format says that it is a note */
	uint32_t end; /* one past its last block if that is known, or 0 */
	struct str label; /* what the format prints, or null */
	struct str href; /* the name of its place, or null */
};

/* Items whose labels follow one another. */
struct list {
	uint32_t section;
	uint32_t from; /* where its first item begins */
	uint32_t at, n; /* its items: w->members[at], ... */
	uint32_t mark_from, mark_to; /* the marks that may be its callouts */
	bool signs; /* its labels are signs */
	bool used; /* it is a list of notes */
	bool brackets; /* its callouts stand in brackets */
	bool sparse; /* its notes stand between the paragraphs */
	bool stated; /* of stated notes, in whatever order of labels */
};

/* A callout to be. */
struct mark {
	uint32_t from, to; /* the whole mark */
	uint32_t block;
	label_key key; /* as printed */
	uint32_t item; /* the note it leads to, or NOWHERE */
	uint8_t form;
	bool dropped; /* it is none */
	bool inside; /* it stands in a note */
	bool stated; /* the format says where it leads */
};

/* A stated callout: to the stated note or block that it leads to. */
struct call {
	uint32_t from, to;
	uint32_t note; /* of the stated notes, or NOWHERE */
	uint32_t block; /* that its key names and that is a note, or NOWHERE */
};

struct work {
	struct book *b;
	struct block *blocks; /* the book's */

	const struct stated *stated;
	uint8_t *told; /* TOLD_* of every block; NULL if nothing is stated */
	struct call *calls;
	size_t n_calls, cap_calls;

	struct heading *headings;
	size_t n_headings, cap_headings;
	struct listing *listings;
	size_t n_listings, cap_listings;
	uint32_t contents_from, contents_to; /* blocks of the printed contents,
						its heading included */

	struct section *sections;
	uint32_t n_sections;

	struct item *items;
	size_t n_items, cap_items;
	uint32_t *members; /* of the lists: item ids */
	size_t n_members, cap_members;
	struct list *lists;
	size_t n_lists, cap_lists;
	struct mark *marks;
	size_t n_marks, cap_marks;
	struct mark *glued; /* found late, see recover.c */
	size_t n_glued, cap_glued;

	struct note *notes;
	size_t n_notes, cap_notes;
	struct reference *references;
	size_t n_references, cap_references;
	struct entry *entries;
	size_t n_entries, cap_entries;
	struct link *links;
	size_t n_links, cap_links;
};

struct str block_text(const struct work *w, uint32_t block);
/* Is it running text (not a heading, a picture, a caption, a rule)? */
bool block_is_text(const struct block *k);
/* Tables, pictures and the like stay what they are in a note or an entry. */
bool block_keeps_kind(const struct block *k);
/* The range of blocks that are the section's own, before its first child. */
void section_own(
    const struct work *w, uint32_t section, uint32_t *from, uint32_t *to);

/* ---- what the format states (stated.c, outline.c, told.c) ---- */

enum {
	TOLD_NOTE = 1, /* of a stated note */
	TOLD_ENTRY = 2, /* of a stated entry */
	TOLD_CALLED = 4 /* begins a note that a stated callout leads to */
};

/* Does the format say of the block what it is?  Then nothing is guessed. */
bool block_is_told(const struct work *w, uint32_t block);
/* Which blocks are told of; again after block ids have moved. */
void stated_mark(struct work *w);
/* Where the stated callouts lead. */
void stated_calls(struct work *w);
/* No mark where a callout is stated, and none in a stated note. */
void stated_shadow(struct work *w);
/* The items of stated notes among the others. */
void stated_items(struct work *w);
/* The label that a callout prints, without its brackets, as a key; LABEL_NONE
 * if it prints none. */
label_key stated_key(struct str label);
/* Their lists and callouts among the others, once guessing is over. */
void stated_lists(struct work *w);
/* The label of a stated note, which its first callout may tell. */
struct str stated_label(struct work *w, const struct item *it);
/* Headings by the stated contents; false if there are none to be believed. */
bool headings_by_outline(struct work *w);
/* Kinds of sections as stated; a section that has no heading gets one. */
void headings_told(struct work *w);
/* Entries that the format states. */
void entries_told(struct work *w);

/* ---- the steps, in order; apparatus.c calls them ---- */

void meta_find(struct work *w);
/* Is a word of this name, not the last one, a given name? (given.c) */
bool name_has_given(struct str name);
void contents_find(struct work *w);
void headings_find(struct work *w);
/* The same by looks alone (looks.c). */
void heading_add(struct work *w, uint32_t block, unsigned level);
void headings_by_number(struct work *w);
void headings_by_capitals(struct work *w);
void headings_below(struct work *w, size_t n);
void titles_take(struct work *w);
/* A short block between empty lines that does not end like a sentence. */
bool stands_alone(const struct work *w, uint32_t block);
/* The same, though it may end in a colon. */
bool stands_apart(const struct work *w, uint32_t block);
/* Blocks of a title that stands alone on one line or two; 0 if it does not. */
uint32_t title_blocks(const struct work *w, uint32_t block);
void sections_make(struct work *w);
/* The names of their places (names.c). */
void sections_name(struct work *w);

void callouts_find(struct work *w);
void items_find(struct work *w);
void lists_find(struct work *w);
/* The section whose text a list may belong to: its own, or the chapter that has
 * a section of notes right below it. */
uint32_t list_home(const struct work *w, const struct list *l);
/* Of the lists in each section, which are notes; and their callouts. */
void lists_choose(struct work *w);
void lists_pair(struct work *w);
void lists_recover(struct work *w);
void notes_make(struct work *w);
void references_make(struct work *w);
/* Pair the marks [from, to) with a list; it is used if some call it. */
void list_pair(struct work *w, struct list *l, uint32_t from, uint32_t to);
/* Forms that hardly can be anything but callouts; brackets of both kinds. */
bool form_is_strong(unsigned form);
bool form_is_bracket(unsigned form);
/* Does the block begin as a note does? */
bool item_at(const struct work *w, uint32_t block, struct item *out);
/* The item of a used list with this label, or NOWHERE. */
uint32_t list_find(const struct work *w, const struct list *l, label_key key);
/* The item that a block is, or NULL. */
const struct item *item_of_block(const struct work *w, uint32_t block);
/* The first mark at or after a place. */
uint32_t mark_from(const struct work *w, uint32_t place);
void ibid_find(struct work *w);

/* The entries in the blocks [i, end) of a section. */
void glossary_find(struct work *w, uint32_t section, uint32_t i, uint32_t end);
void dates_find(struct work *w, uint32_t section, uint32_t i, uint32_t end);
void people_find(struct work *w, uint32_t section, uint32_t i, uint32_t end);
void entries_see(struct work *w);

void links_make(struct work *w);
void problems_find(struct work *w);
void lookup_make(struct work *w);

/* ---- alignment (align.c) ---- */

struct align_mark {
	label_key key;
	bool doubtful; /* may well be no callout */
	bool firm; /* its print may be trusted: brackets, signs */
};

/* Pair the callouts of a stretch of text with its notes, both in order: to[i]
 * is the note of mark i, or NOWHERE.  Order is believed; a print that
 * disagrees is a misprint if that explains more.  Linear in n + m. */
void align(const struct align_mark *marks, size_t n, const label_key *notes,
    size_t m, uint32_t *to);

/* ---- entries (entries.c) ---- */

/* Growing strings of an entry; kept by strings_keep. */
struct strings {
	struct str *v;
	size_t n, cap;
};
void strings_add(struct strings *s, struct str one);
/* Put them into the book's arena and free the list. */
struct strs strings_keep(struct work *w, struct strings *s);

/* The heads in "A, B" or "B, time of", which are turned round. */
void term_heads(struct work *w, struct str head, struct strings *heads,
    struct strings *variants);
/* The other forms in a bracket behind a head. */
void term_forms(struct work *w, struct str bracket, struct strings *out);
/* Blocks [first, last) become the life of a person, if they begin like one. */
bool person_add(struct work *w, uint32_t first, uint32_t last);
/* Blocks [first, last) become an entry. */
void entry_add(struct work *w, struct entry e, uint32_t first, uint32_t last);
/* The section whose list of entries goes on in this one: itself, or that above
 * it, while sections are chapters without a number, or letters, or years;
 * NOWHERE if all are. */
uint32_t list_section(const struct work *w, uint32_t section);
/* The blocks of a section that may hold entries: the first at or after
 * `block` and before `end`; `end` if none. */
uint32_t entry_block(const struct work *w, uint32_t block, uint32_t end);
/* The end of the bracket that opens at byte `at` of s (the byte after it),
 * or 0 if it is not closed. */
size_t bracket_end(struct str s, size_t at);
/* Without quotation marks and blanks around it. */
struct str unquote(struct str s);
/* Does it read as a date or a span of dates? */
bool text_is_date(struct str s);

#endif
