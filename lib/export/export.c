/*
 * The table of exporters.
 */
#include <string.h>

#include "lib/export/parts.h"
#include "lib/export/room.h"

static const struct exporter exporters[] = {
    {.name = "markdown",
	.suffix = "md",
	.help = "quotes, notes and the footnotes in them, as Markdown with "
		"YAML front matter",
	.sign = "\ngenerator: izba\n",
	.stamp = "\nexported: ",
	.shape = &shape_markdown,
	.write = markdown_write_all},
    {.name = "json",
	.suffix = "json",
	.help = "everything the store knows, as JSON",
	.sign = "{\n \"schema\": \"izba-annotations/1\"",
	.stamp = "\n \"exported\": \"",
	.write = json_write_all},
    {.name = "annotations",
	.suffix = "annotation",
	.help = "one book's, as W3C EPUB Annotations 1.0",
	.one_book = true,
	.sign = EXPORT_GENERATOR,
	.stamp = "\n \"generated\": \"",
	.write = annotations_write_all},
    {.name = "jsonld",
	.suffix = "jsonld",
	.help = "the W3C Web Annotation Data Model, as JSON-LD",
	.sign = EXPORT_GENERATOR,
	.stamp = "\n \"generated\": \"",
	.write = webanno_write_all},
    {.name = "csv",
	.suffix = "csv",
	.help = "a table with a row for each annotation",
	.sign = "uuid,type,book_uid,title,",
	.write = csv_write_all},
    {.name = "org",
	.suffix = "org",
	.help = "Org, with quotes, notes and footnotes",
	.sign = "#+generator: izba\n",
	.stamp = "\n#+date: ",
	.shape = &shape_org,
	.write = org_write_all},
    {.name = "html",
	.suffix = "html",
	.help = "a page to read and to print",
	.sign = "<meta name=\"generator\" content=\"izba\">",
	.stamp = "\n<p><time>",
	.write = html_write_all},
    {.name = "text",
	.suffix = "txt",
	.help = "plain text",
	.write = plain_write_all},
    {.name = "readwise",
	.suffix = "csv",
	.help = "the table that Readwise imports",
	.sign = "Highlight,Title,Author,Note,Location,Date\r\n",
	.write = readwise_write_all},
    {.name = "anki",
	.suffix = "txt",
	.help = "cards for Anki",
	.sign = "\n#columns:guid\tFront\tBack\tSource\tTags\n",
	.write = anki_write_all},
    {.name = "clippings",
	.alias = "my-clippings",
	.suffix = "txt",
	.help = "like Kindle's My Clippings",
	.write = clippings_write_all},
    {.name = "bibtex",
	.suffix = "bib",
	.help = "the book and the notes cited, for BibTeX",
	.sign = "@book{izba",
	.is_own = bibtex_is_own,
	.write = bibtex_write_all},
    {.name = "csl",
	.alias = "csl-json",
	.suffix = "csl",
	.help = "the same as CSL-JSON",
	.sign = "\"id\": \"izba",
	.is_own = csl_is_own,
	.write = csl_write_all},
    {.name = "gost",
	.suffix = "gost",
	.help = "lines in the manner of GOST R 7.0.5",
	.write = gost_write_all},
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
		if (strcmp(exporters[i].name, name) == 0 ||
		    (exporters[i].alias != NULL &&
			strcmp(exporters[i].alias, name) == 0))
			return &exporters[i];
	return NULL;
}

void
export_books(const struct exporter *e, struct buf *out,
    const struct export_book *v, size_t n, int64_t now)
{
	e->write(out, v, n, now);
}

bool
export_fits(const struct exporter *e, size_t n, struct err *err)
{
	return n <= 1 || !e->one_book ||
	       err_set(err, ERR_USAGE,
		   "%s holds what was left in one book, and these are %zu: name "
		   "one",
		   e->name, n);
}
