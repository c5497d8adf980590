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
	.write = markdown_write,
	.write_all = markdown_write_all},
    {.name = "json",
	.suffix = "json",
	.help = "everything the store knows, as JSON",
	.sign = "{\n\"schema\": \"izba-annotations/1\"",
	.stamp = "\n\"exported\": \"",
	.write = json_write,
	.write_all = json_write_all},
    {.name = "csv",
	.suffix = "csv",
	.help = "a table with a row for each annotation",
	.sign = "uuid,type,book_uid,title,",
	.write_all = csv_write_all},
    {.name = "org",
	.suffix = "org",
	.help = "Org, with quotes, notes and footnotes",
	.sign = "#+generator: izba\n",
	.stamp = "\n#+date: ",
	.shape = &shape_org,
	.write_all = org_write_all},
    {.name = "html",
	.suffix = "html",
	.help = "a page to read and to print",
	.sign = "<meta name=\"generator\" content=\"izba\">",
	.stamp = "\n<p><time>",
	.write_all = html_write_all},
    {.name = "text",
	.suffix = "txt",
	.help = "plain text",
	.write_all = plain_write_all},
    {.name = "readwise",
	.suffix = "csv",
	.help = "the table that Readwise imports",
	.sign = "Highlight,Title,Author,Note,Location,Date\r\n",
	.write_all = readwise_write_all},
    {.name = "anki",
	.suffix = "txt",
	.help = "cards for Anki",
	.sign = "\n#columns:guid\tFront\tBack\tSource\tTags\n",
	.write_all = anki_write_all},
    {.name = "clippings",
	.suffix = "txt",
	.help = "like Kindle's My Clippings",
	.write_all = clippings_write_all},
    {.name = "bibtex",
	.suffix = "bib",
	.help = "the book and the notes cited, for BibTeX",
	.sign = "@book{izba",
	.write_all = bibtex_write_all},
    {.name = "csl",
	.suffix = "csl",
	.help = "the same as CSL-JSON",
	.sign = "\"id\": \"izba",
	.write_all = csl_write_all},
    {.name = "gost",
	.suffix = "gost",
	.help = "lines in the manner of GOST R 7.0.5",
	.write_all = gost_write_all},
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
