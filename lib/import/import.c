/*
 * The table of importers; a file's way from bytes to annotations that can be
 * kept: what format it is, what no file may hold, what is said twice.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/digest.h>
#include <izba/text.h>

#include "lib/import/room.h"

/* The first that knows the file reads it. */
static const struct importer_row rows[] = {
    {{"json", "izba's own JSON"}, SOURCE_JSON, own_knows, own_read, false},
    {{"annotations", "Web Annotations: W3C's, Readium's and Thorium's sets"},
	SOURCE_JSON, webanno_knows, webanno_read, false},
    {{"foliate", "Foliate's JSON"}, SOURCE_JSON, foliate_knows, foliate_read,
	false},
    {{"koreader", "KOReader's metadata.*.lua and JSON export"},
	SOURCE_JSON | SOURCE_LUA, koreader_knows, koreader_read, false},
    {{"readwise", "Readwise's CSV"}, SOURCE_TEXT, readwise_knows, readwise_read,
	false},
    {{"clippings", "Kindle's My Clippings.txt"}, SOURCE_TEXT, clippings_knows,
	clippings_read, true},
};

const struct importer *
import_format(size_t i)
{
	return i < LENGTH(rows) ? &rows[i].face : NULL;
}

bool
at_line(struct err *err, uint32_t line)
{
	char place[32];

	if (line == 0)
		return false;
	snprintf(place, sizeof(place), "line %u", (unsigned)line);
	return err_in(err, place);
}

/* ---- what no file may hold ---- */

/* A NUL, or what begins an escape sequence: no program writes these into
 * annotations. */
static bool
check_bytes(struct str s, struct err *err)
{
	uint32_t line = 1;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\n')
			line++;
		if (c == 0)
			err_set(err, ERR_FORMAT,
			    "a NUL byte: it is no text in UTF-8");
		else if (c == 0x1b ||
			 (c == 0x9b && i > 0 && s.p[i - 1] == '\xc2'))
			err_set(err, ERR_FORMAT,
			    "an escape sequence, which no list of annotations "
			    "has");
		else
			continue;
		return at_line(err, line);
	}
	return true;
}

/* ---- reading ---- */

static unsigned
kind_of(struct str bytes)
{
	struct str s = str_trim(bytes);

	if (str_starts(s, "{") || str_starts(s, "["))
		return SOURCE_JSON;
	/* a comment may stand before Lua's "return" */
	while (str_starts(s, "--")) {
		size_t end = str_find(s, STR("\n"));

		s = str_trim(str_slice(s, end, s.n));
	}
	return str_starts(s, "return") ? SOURCE_LUA : SOURCE_TEXT;
}

static bool
read_data(struct reading *r, unsigned kind, struct err *err)
{
	if (kind == SOURCE_JSON)
		return data_json(&r->data, r->bytes, err);
	return kind != SOURCE_LUA || data_lua(&r->data, r->bytes, err);
}

static void
list_names(struct buf *out)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", rows[i].face.name);
}

/* The row that knows the file, or whose name was given. */
static const struct importer_row *
find_row(
    const struct reading *r, unsigned kind, const char *format, struct err *err)
{
	struct buf names = BUF_INIT;

	for (size_t i = 0; i < LENGTH(rows); i++)
		if ((rows[i].kinds & kind) != 0 &&
		    (format == NULL ||
			strcmp(rows[i].face.name, format) == 0) &&
		    rows[i].knows(r))
			return &rows[i];
	list_names(&names);
	if (format != NULL)
		err_set(
		    err, ERR_FORMAT, "it is not of the format \"%s\"", format);
	else
		err_set(err, ERR_FORMAT,
		    "it is no file of annotations that izba knows (%s)",
		    names.p);
	buf_free(&names);
	return NULL;
}

static bool
has_name(const char *format)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (strcmp(rows[i].face.name, format) == 0)
			return true;
	return false;
}

/* ---- what is said twice ---- */

struct named {
	const char *uuid;
	struct import_note *note;
	size_t order;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->uuid, y->uuid);

	return c != 0 ? c : x->order < y->order ? -1 : x->order > y->order;
}

static struct named *
names_of(const struct import *m, size_t *n)
{
	struct named *v;
	size_t all = 0, at = 0;

	for (size_t i = 0; i < m->n; i++)
		all += m->books[i].n;
	v = xcalloc(all + 1, sizeof(*v));
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->books[i].n; k++, at++)
			v[at] = (struct named){
			    m->books[i].v[k].a.uuid, &m->books[i].v[k], at};
	if (all > 0)
		qsort(v, all, sizeof(*v), by_name);
	*n = all;
	return v;
}

/* Take out what was marked by an empty uuid. */
static void
drop_nameless(struct import_book *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		if (k->v[i].a.uuid[0] != '\0')
			k->v[n++] = k->v[i];
	k->n = n;
}

/* The file itself calls two annotations the same. */
static bool
twice(const struct named *v, struct err *err)
{
	err_set(err, ERR_FORMAT, "the id %s is there twice, first in line %u",
	    v->uuid, (unsigned)v[0].note->line);
	return at_line(err, v[1].note->line);
}

/* What a file calls the same must not be there twice; of what it says twice
 * without calling it anything one is left, the first or the last. */
static bool
check_names(struct import *m, bool last_counts, struct err *err)
{
	size_t n;
	struct named *v = names_of(m, &n);
	bool ok = true;

	for (size_t i = 1; ok && i < n; i++) {
		/* names that are taken out must be looked at no more */
		size_t at = last_counts ? i - 1 : n - 1 - i;

		if (strcmp(v[at].uuid, v[at + 1].uuid) != 0)
			continue;
		if (v[at].note->lasting || v[at + 1].note->lasting) {
			ok = twice(&v[at], err);
			continue;
		}
		v[last_counts ? at : at + 1].note->a.uuid[0] = '\0';
		m->repeated++;
	}
	for (size_t i = 0; ok && i < m->n; i++)
		drop_nameless(&m->books[i]);
	free(v);
	return ok;
}

/* ---- all together ---- */

static bool
read_all(struct reading *r, const char *format, struct err *err)
{
	unsigned kind = kind_of(r->bytes);
	const struct importer_row *row;

	if (str_trim(r->bytes).n == 0)
		return err_set(err, ERR_FORMAT, "it is empty");
	if (str_starts(r->bytes, "PK\3\4"))
		return err_set(err, ERR_FORMAT,
		    "it is an archive: unpack it, and import the file "
		    "annotations.json in it");
	if (!check_bytes(r->bytes, err) || !read_data(r, kind, err))
		return false;
	row = find_row(r, kind, format, err);
	if (row == NULL)
		return false;
	r->out->format = &row->face;
	return row->read(r, err) && check_names(r->out, row->last_counts, err);
}

struct import *
import_read(struct str bytes, const char *format, struct err *err)
{
	struct reading r = {.out = xcalloc(1, sizeof(*r.out))};
	bool ok;

	r.bytes = str_starts(bytes, "\xef\xbb\xbf")
		      ? str_slice(bytes, 3, bytes.n)
		      : bytes;
	r.out->arena = arena_new();
	if (format != NULL && !has_name(format))
		ok = err_set(err, ERR_USAGE,
		    "there is no format \"%s\" to import", format);
	else
		ok = digest_ready(err) && read_all(&r, format, err);
	reading_end(&r);
	data_free(&r.data);
	if (ok)
		return r.out;
	import_free(r.out);
	return NULL;
}

void
import_free(struct import *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->n; i++)
		free(m->books[i].v);
	free(m->books);
	arena_free(m->arena);
	free(m);
}
