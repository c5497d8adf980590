/*
 * How a template writes the values of its tags: so that the text of a book means
 * in the document what it meant in the book.
 */
#include <string.h>

#include "lib/export/room.h"
#include "lib/export/template.h"

/* Does what is written next begin a line? */
static bool
at_start(const struct buf *out)
{
	return out->n == 0 || out->p[out->n - 1] == '\n';
}

/* Line by line, since some signs act at the start of one. */
static void
put_markdown(struct buf *out, struct str s)
{
	for (size_t i = 0, end; i < s.n; i = end + 1) {
		for (end = i; end < s.n && s.p[end] != '\n';)
			end++;
		escape_markdown(out, str_slice(s, i, end), at_start(out));
		if (end < s.n)
			buf_putc(out, '\n');
	}
}

static void
put_org(struct buf *out, struct str s)
{
	for (size_t i = 0, end; i < s.n; i = end + 1) {
		for (end = i; end < s.n && s.p[end] != '\n';)
			end++;
		escape_org(out, str_slice(s, i, end), at_start(out));
		if (end < s.n)
			buf_putc(out, '\n');
	}
}

static void
put_csv(struct buf *out, struct str s)
{
	rows_cell(out, s, ',');
}

static void
put_tsv(struct buf *out, struct str s)
{
	rows_cell(out, s, '\t');
}

/* The first is for files of unknown kinds. */
static const struct template_escape escapes[] = {
    {"none", NULL, buf_str},
    {"markdown", ".md", put_markdown},
    {"org", ".org", put_org},
    {"html", ".html", escape_html},
    {"html", ".xhtml", escape_html},
    {"html", ".xml", escape_html},
    {"latex", ".tex", escape_tex},
    {"latex", ".bib", escape_tex},
    {"csv", ".csv", put_csv},
    {"tsv", ".tsv", put_tsv},
    {"json", ".json", export_json_string},
    {"yaml", ".yaml", escape_yaml},
};

const struct template_escape *
template_escape_find(struct str name)
{
	for (size_t i = 0; i < LENGTH(escapes); i++)
		if (str_is(name, escapes[i].name))
			return &escapes[i];
	return NULL;
}

const struct template_escape *
template_escape_for(const char *file)
{
	for (size_t i = 1; i < LENGTH(escapes); i++)
		if (str_ends(str_of(file), escapes[i].suffix))
			return &escapes[i];
	return &escapes[0];
}
