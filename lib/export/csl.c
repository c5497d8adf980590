/*
 * CSL-JSON, as Zotero, Pandoc and citeproc read it: an item for each book, then
 * one for each note that a marked passage cites.
 */
#include <jansson.h>
#include <stdlib.h>

#include "lib/export/room.h"

static json_t *
string(struct str s)
{
	return json_stringn(s.p != NULL ? s.p : "", s.n);
}

/* A name as it is written: which part is the family's is not known. */
static void
add_name(json_t *list, struct str literal)
{
	json_t *name = json_object();

	json_object_set_new(name, "literal", string(literal));
	json_array_append_new(list, name);
}

static void
set_names(json_t *item, const struct export_book *v)
{
	json_t *authors = json_array(), *translators = json_array();
	struct str name;

	for (size_t i = 0;
	     (name = head_author(v->book, v->options, i)).p != NULL; i++)
		add_name(authors, name);
	for (size_t i = 0; (name = head_translator(v->book, i)).p != NULL; i++)
		add_name(translators, name);
	if (json_array_size(authors) > 0)
		json_object_set(item, "author", authors);
	if (json_array_size(translators) > 0)
		json_object_set(item, "translator", translators);
	json_decref(authors);
	json_decref(translators);
}

static void
set_text(json_t *item, const char *name, struct str s)
{
	if (s.n > 0)
		json_object_set_new(item, name, string(s));
}

static void
set_issued(json_t *item, const struct book *b)
{
	struct str year = head_year(b), date = head_meta(b, META_DATE);
	json_t *issued = json_object();

	if (year.n > 0) {
		int n = (year.p[0] - '0') * 1000 + (year.p[1] - '0') * 100 +
			(year.p[2] - '0') * 10 + (year.p[3] - '0');

		json_object_set_new(
		    issued, "date-parts", json_pack("[[i]]", n));
	} else {
		set_text(issued, "raw", date);
	}
	if (date.n > 0)
		json_object_set(item, "issued", issued);
	json_decref(issued);
}

/* What a note says is not taken apart: it is the title of its item. */
static void
add_notes(json_t *items, const struct export_book *v, size_t i)
{
	struct cite_list list = cite_notes(v);
	struct buf text = BUF_INIT;

	for (size_t k = 0; k < list.n; k++) {
		json_t *item = json_object();

		buf_clear(&text);
		cite_note_key(&text, v, i, list.v[k]);
		set_text(item, "id", buf_lend(&text));
		set_text(item, "type", STR("document"));
		buf_clear(&text);
		cite_text(&text, v->book, list.v[k]);
		set_text(item, "title", buf_lend(&text));
		/* styles put capitals only into English titles */
		set_text(item, "language", STR("und"));
		buf_clear(&text);
		cite_where(&text, v, list.v[k]);
		set_text(item, "note", buf_lend(&text));
		json_array_append_new(items, item);
	}
	buf_free(&text);
	cite_free(&list);
}

static json_t *
item_of(const struct export_book *v, size_t i)
{
	json_t *item = json_object();
	struct str title = head_title(v->book, v->options);
	struct buf key = BUF_INIT;

	cite_key(&key, v, i);
	set_text(item, "id", buf_lend(&key));
	set_text(item, "type", STR("book"));
	set_text(item, "title", title.n > 0 ? title : head_file(v->options));
	set_names(item, v);
	if (v->book != NULL)
		set_text(item, "language", v->book->language);
	set_text(item, "publisher", head_meta(v->book, META_PUBLISHER));
	set_issued(item, v->book);
	set_text(item, "collection-title", head_meta(v->book, META_SERIES));
	set_text(item, "ISBN", head_isbn(v->book));
	buf_free(&key);
	return item;
}

void
csl_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	json_t *items = json_array();
	char *text;

	(void)now;
	for (size_t i = 0; i < n; i++) {
		json_array_append_new(items, item_of(&v[i], i));
		add_notes(items, &v[i], i);
	}
	text = json_dumps(items, JSON_INDENT(2));
	buf_puts(out, text != NULL ? text : "[]");
	buf_putc(out, '\n');
	free(text);
	json_decref(items);
}

bool
csl_is_own(struct str document)
{
	json_t *items = json_loadb(document.p, document.n, 0, NULL), *item;
	bool own = json_is_array(items);
	size_t i;

	json_array_foreach (items, i, item) {
		const char *id = json_string_value(json_object_get(item, "id"));

		own = own && id != NULL && str_starts(str_of(id), "izba");
	}
	json_decref(items);
	return own;
}
