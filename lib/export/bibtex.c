/*
 * BibTeX: an entry for each book, then one for each note that a marked passage
 * cites.  What a note says is not taken apart: it is the title of its entry.
 */
#include <string.h>

#include "lib/export/room.h"

static void
field(struct buf *out, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, ",\n  %s = {", name);
	escape_tex(out, value);
	buf_putc(out, '}');
}

/* Names are parted by "and"; braces keep one that has the word in it whole. */
static void
name_put(struct buf *out, const char *key, size_t i, struct str name)
{
	bool whole = str_find(name, STR(" and ")) != SIZE_MAX;

	if (i == 0)
		buf_printf(out, ",\n  %s = {", key);
	else
		buf_puts(out, " and ");
	buf_puts(out, whole ? "{" : "");
	escape_tex(out, name);
	buf_puts(out, whole ? "}" : "");
}

static void
names(struct buf *out, const struct export_book *v)
{
	struct str name;
	size_t i = 0;

	while ((name = head_author(v->book, v->options, i)).p != NULL)
		name_put(out, "author", i++, name);
	buf_puts(out, i > 0 ? "}" : "");
	for (i = 0; (name = head_translator(v->book, i)).p != NULL; i++)
		name_put(out, "translator", i, name);
	buf_puts(out, i > 0 ? "}" : "");
}

static void
notes(struct buf *out, const struct export_book *v, size_t i)
{
	struct cite_list list = cite_notes(v);
	struct buf text = BUF_INIT;

	for (size_t k = 0; k < list.n; k++) {
		buf_puts(out, "\n@misc{");
		cite_note_key(out, v, i, list.v[k]);
		buf_clear(&text);
		cite_text(&text, v->book, list.v[k]);
		/* in two braces, so that no style changes its capitals */
		buf_puts(out, ",\n  title = {{");
		escape_tex(out, buf_lend(&text));
		buf_puts(out, "}}");
		buf_clear(&text);
		cite_where(&text, v, list.v[k]);
		field(out, "note", buf_lend(&text));
		buf_puts(out, "\n}\n");
	}
	buf_free(&text);
	cite_free(&list);
}

void
bibtex_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	(void)now;
	for (size_t i = 0; i < n; i++) {
		struct str title = head_title(v[i].book, v[i].options);

		if (title.n == 0)
			title = head_file(v[i].options);
		buf_puts(out, i > 0 ? "\n@book{" : "@book{");
		cite_key(out, &v[i], i);
		names(out, &v[i]);
		field(out, "title", title);
		if (v[i].book != NULL)
			field(out, "language", v[i].book->language);
		field(out, "publisher", head_meta(v[i].book, META_PUBLISHER));
		field(out, "year", head_year(v[i].book));
		field(out, "series", head_meta(v[i].book, META_SERIES));
		field(out, "isbn", head_isbn(v[i].book));
		/* styles sort by it where there is no author */
		if (head_author(v[i].book, v[i].options, 0).p == NULL)
			field(out, "key", title);
		buf_puts(out, "\n}\n");
		notes(out, &v[i], i);
	}
}

/* Entries begin with "@"; so does what people write between them, if it is to
 * mean anything. */
bool
bibtex_is_own(struct str document)
{
	struct str rest = document;
	size_t at;

	while ((at = str_find(rest, STR("@"))) != SIZE_MAX) {
		bool begins = at == 0 || rest.p[at - 1] == '\n';

		rest = str_slice(rest, at + 1, rest.n);
		if (begins && !str_starts(rest, "book{izba") &&
		    !str_starts(rest, "misc{izba"))
			return false;
	}
	return true;
}
