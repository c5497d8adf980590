/*
 * The room's own header: what the formats share.
 *
 *  1. A format's reader calls reading_book for each book and reading_note for
 *     each annotation of it; the strings it lends may be any bytes and need
 *     live only for the call.
 *  2. An error names the line of the file.
 *  3. What a file repeats is refused if the file itself calls it the same
 *     (ids twice), and left out otherwise.
 */
#ifndef IMPORT_ROOM_H
#define IMPORT_ROOM_H

#include <jansson.h>

#include <izba/import.h>

/* ---- data: JSON and Lua tables as trees, with the lines they came from ---- */

struct data {
	json_t *root;
	struct data_line {
		const json_t *object;
		uint32_t line;
	} *v; /* sorted by address */
	size_t n, cap;
};

/* Read JSON (RFC 8259), or the Lua of a settings file: one table, of texts,
 * numbers and tables. */
bool data_json(struct data *t, struct str bytes, struct err *err) USE_RESULT;
bool data_lua(struct data *t, struct str bytes, struct err *err) USE_RESULT;
void data_free(struct data *t);
/* Note the line of an object; sort when all are noted. */
void data_note_line(struct data *t, const json_t *object, uint32_t line);
void data_sort(struct data *t);
/* The line an object begins on, or 0. */
uint32_t data_line(const struct data *t, const json_t *object);

/* A member, or NULL; `o` may be anything. */
json_t *data_get(const json_t *o, const char *name);
/* A text, or null. */
struct str data_str(const json_t *value);
struct str data_text(const json_t *o, const char *name);
/* A whole number, or `otherwise`. */
int64_t data_int(const json_t *o, const char *name, int64_t otherwise);
/* Append a text or a number as text. */
void data_plain(struct buf *out, const json_t *value);

/* ---- reading ---- */

struct reading {
	struct import *out;
	struct str bytes; /* without a byte order mark */
	struct data data; /* of formats that are trees */
	size_t book; /* the one begun last */
	size_t cap_books, n_notes;
	struct reading_slot *slots; /* the books by their names */
	size_t n_slots;
};

/* Begin a book, or go on with it. */
bool reading_book(struct reading *r, const struct import_book *k,
    struct err *err) USE_RESULT;
/* Add an annotation to it.  `id` is what the file calls it, or null; then
 * `seed` is what tells it from all others of its book. */
bool reading_note(struct reading *r, const struct import_note *n, struct str id,
    struct str seed, struct err *err) USE_RESULT;
/* Free what reading alone needed. */
void reading_end(struct reading *r);
/* "line 12: ", before the sentence; returns false. */
bool at_line(struct err *err, uint32_t line);

/* What a row of the table does. */
enum { SOURCE_JSON = 1, SOURCE_LUA = 2, SOURCE_TEXT = 4 };
struct importer_row {
	struct importer face;
	unsigned kinds; /* what its files are written in */
	/* Are these bytes, or is this tree, of the format? */
	bool (*knows)(const struct reading *r);
	bool (*read)(struct reading *r, struct err *err);
	bool last_counts; /* of what is said twice */
};

bool own_knows(const struct reading *r);
bool own_read(struct reading *r, struct err *err);
bool webanno_knows(const struct reading *r);
bool webanno_read(struct reading *r, struct err *err);
bool foliate_knows(const struct reading *r);
bool foliate_read(struct reading *r, struct err *err);
bool koreader_knows(const struct reading *r);
bool koreader_read(struct reading *r, struct err *err);
bool clippings_knows(const struct reading *r);
bool clippings_read(struct reading *r, struct err *err);
bool readwise_knows(const struct reading *r);
bool readwise_read(struct reading *r, struct err *err);

/* ---- hints.c ---- */

/* Make places of the hints of n notes that are counts. */
void hints_count(struct import_note *const *v, size_t n, const struct book *b);

/* ---- words of other programs ---- */

/* The nearest of the six colours to a name or to "#rrggbb", "rgb(r, g, b)";
 * YELLOW if it is none. */
enum colour colour_near(struct str name);
/* The style that a word names, or SOLID. */
enum mark_style style_near(struct str word);

/* Times as programs write them: ISO 8601 with or without zone (then UTC). */
bool when_iso(struct str s, int64_t *out);
/* Times in words: "Monday, 30 December 2024 14:46:33", in the languages of
 * e-readers. */
bool when_words(struct str s, int64_t *out);
/* Seconds, or 0 if they are out of what the store takes. */
int64_t when_seconds(int64_t seconds);
/* An ISO time that a member states, or 0. */
int64_t when_member(const json_t *o, const char *name);

/* Append one tag: blanks in it become "-". */
void tag_add(struct buf *tags, struct str tag);

/* A UUID (RFC 9562, version 8) made of words; two words are never taken for
 * one. */
void uuid_of(char uuid[37], const struct str *words, size_t n);
/* A UUID as programs write it, also "urn:uuid:..."; false if it is none. */
bool uuid_read(char uuid[37], struct str s);
/* The SHA-256 of words, as hex. */
void sha_of(char sha[65], const struct str *words, size_t n);
/* A number of 63 bits made of words. */
int64_t number_of(const struct str *words, size_t n);

/* ---- rows of CSV (RFC 4180) ---- */

struct csv {
	struct str bytes;
	size_t at;
	uint32_t line; /* of the row last read */
	uint32_t next_line;
	char parted_by;
	struct buf text; /* of the row's cells */
	struct csv_cell {
		size_t from, to;
	} *v;
	size_t n, cap;
};
/* Read the next row: 1, or 0 at the end, or -1 with err set. */
int csv_row(struct csv *c, struct err *err);
struct str csv_cell(const struct csv *c, size_t i);
void csv_free(struct csv *c);

#endif
