/*
 * The table of exporters.
 */
#include <string.h>

#include "lib/export/room.h"

static const struct exporter exporters[] = {
    {"markdown", "md",
	"quotes, notes and the footnotes in them, as Markdown with YAML front "
	"matter",
	markdown_write, markdown_write_all},
    {"json", "json", "everything the store knows, as JSON", json_write,
	json_write_all},
    {"csv", "csv", "a table with a row for each annotation", NULL,
	csv_write_all},
    {"org", "org", "Org, with quotes, notes and footnotes", NULL,
	org_write_all},
    {"html", "html", "a page to read and to print", NULL, html_write_all},
    {"text", "txt", "plain text", NULL, plain_write_all},
    {"readwise", "csv", "the table that Readwise imports", NULL,
	readwise_write_all},
    {"anki", "txt", "cards for Anki", NULL, anki_write_all},
    {"clippings", "txt", "like Kindle's My Clippings", NULL,
	clippings_write_all},
    {"bibtex", "bib", "the book and the notes cited, for BibTeX", NULL,
	bibtex_write_all},
    {"csl", "csl", "the same as CSL-JSON", NULL, csl_write_all},
    {"gost", "gost", "lines in the manner of GOST R 7.0.5", NULL,
	gost_write_all},
};

const struct exporter *
export_table(size_t *n)
{
	*n = LENGTH(exporters);
	return exporters;
}

const struct exporter *
export_find(const char *name)
{
	for (size_t i = 0; i < LENGTH(exporters); i++)
		if (strcmp(exporters[i].name, name) == 0)
			return &exporters[i];
	return NULL;
}

void
export_books(const struct exporter *e, struct buf *out,
    const struct export_book *v, size_t n, int64_t now)
{
	if (n == 1 && e->write != NULL)
		e->write(out, v[0].book, v[0].notes, v[0].options);
	else
		e->write_all(out, v, n, now);
}
