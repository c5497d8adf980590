/*
 * Rows as annotations.  A list is not stepped through row by row: its statement
 * hands every row to a function of ours as the arguments of an aggregate, which
 * costs half of what asking for the columns does.
 */
#include <string.h>

#include "lib/store/db.h"

const char *const annotation_names[ANNOTATION_KINDS] = {
    [ANNOTATION_BOOKMARK] = "bookmark",
    [ANNOTATION_HIGHLIGHT] = "highlight",
    [ANNOTATION_NOTE] = "note",
};

const char *const colour_names[COLOURS] = {
    [PINK] = "pink",
    [ORANGE] = "orange",
    [YELLOW] = "yellow",
    [GREEN] = "green",
    [BLUE] = "blue",
    [PURPLE] = "purple",
};

const char *const mark_style_names[MARK_STYLES] = {
    [SOLID] = "solid",
    [UNDERLINE] = "underline",
    [STRIKETHROUGH] = "strikethrough",
    [OUTLINE] = "outline",
};

int
word_index(const char *const *words, int n, struct str word, int otherwise)
{
	for (int i = 0; i < n; i++)
		if (word.n > 0 && word.p[0] == words[i][0] &&
		    str_is(word, words[i]))
			return i;
	return otherwise;
}

static struct str
text_of(sqlite3_value *v)
{
	struct str text;

	text.p = (const char *)sqlite3_value_text(v);
	text.n = (size_t)sqlite3_value_bytes(v);
	return text;
}

static struct str
kept(sqlite3_value *v, struct arena *arena)
{
	struct str text = text_of(v);

	return text.n == 0 && text.p != NULL ? (struct str){"", 0}
					     : arena_str(arena, text);
}

/* The columns that ANNOTATION_PARTS names. */
static void
read_parts(sqlite3_value **v, struct arena *arena, struct annotation *a)
{
	struct str uuid = text_of(v[0]), mark = text_of(v[4]);

	*a = (struct annotation){.uuid = ""};
	if (uuid.n < sizeof(a->uuid))
		memcpy(a->uuid, uuid.p, uuid.n);
	a->kind = (enum annotation_kind)word_index(
	    annotation_names, ANNOTATION_KINDS, text_of(v[1]), ANNOTATION_NOTE);
	a->from = (uint32_t)sqlite3_value_int64(v[2]);
	a->to = (uint32_t)sqlite3_value_int64(v[3]);
	a->mark = mark.n == 1 ? mark.p[0] : '\0';
	a->colour = (enum colour)word_index(
	    colour_names, COLOURS, text_of(v[5]), YELLOW);
	a->style = (enum mark_style)word_index(
	    mark_style_names, MARK_STYLES, text_of(v[6]), SOLID);
	a->quote = kept(v[7], arena);
	a->prefix = kept(v[8], arena);
	a->suffix = kept(v[9], arena);
	a->section = kept(v[10], arena);
	a->address = kept(v[11], arena);
	a->body = kept(v[12], arena);
	a->tags = kept(v[13], arena);
	a->created = sqlite3_value_int64(v[14]);
	a->modified = sqlite3_value_int64(v[15]);
	a->orphan = sqlite3_value_int(v[16]) != 0;
	a->made = a->listed = (struct span){a->from, a->to};
}

enum { PARTS = 17, COLUMNS = 19 };

/* Those that ANNOTATION_COLUMNS names. */
static void
read_columns(sqlite3_value **v, struct arena *arena, struct annotation *a)
{
	read_parts(v, arena, a);
	a->deleted = sqlite3_value_int64(v[PARTS]);
	a->book = sqlite3_value_int64(v[PARTS + 1]);
}

void
annotation_read(sqlite3_stmt *st, struct arena *arena, struct annotation *a)
{
	sqlite3_value *v[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		v[i] = sqlite3_column_value(st, i);
	read_columns(v, arena, a);
}

/* ---- rows as the arguments of an aggregate ---- */

static void
take(sqlite3_context *context, int n, sqlite3_value **v)
{
	struct store *s = sqlite3_user_data(context);
	struct rows *rows = s->rows;

	if (rows == NULL)
		return;
	rows->v = array_grow(rows->v, rows->n, &rows->cap, sizeof(*rows->v));
	if (n == COLUMNS) {
		read_columns(v, rows->arena, &rows->v[rows->n++]);
		return;
	}
	read_parts(v, rows->arena, &rows->v[rows->n]);
	rows->v[rows->n++].book = rows->book;
}

static void
taken(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

bool
rows_prepare(struct store *s)
{
	static const int arguments[] = {PARTS, COLUMNS};
	bool ok = true;

	for (size_t i = 0; i < LENGTH(arguments); i++)
		ok = ok && sqlite3_create_function(s->db, "take", arguments[i],
			       SQLITE_UTF8 | SQLITE_DIRECTONLY, s, NULL, take,
			       taken) == SQLITE_OK;
	return ok;
}
