/*
 * izba inspect: what izba understood of a book.  For people a summary, the
 * table of contents and the problems; for programs JSON.
 */
#include <stdio.h>
#include <stdlib.h>

#include <izba/formats.h>

#include "cli/cli.h"
#include "cli/inspect.h"

static void
print_str(const char *name, struct str s)
{
	if (s.n > 0)
		printf("%-11s %.*s\n", name, (int)s.n, s.p);
}

static void
print_count(uint32_t n, const char *one, const char *many, const char *after)
{
	printf("%u %s%s", n, n == 1 ? one : many, after);
}

/* What the file says of itself, but for its description, which is long. */
static void
print_meta(const struct book *b)
{
	static const enum meta_kind kinds[] = {META_TRANSLATOR, META_SERIES,
	    META_PUBLISHER, META_DATE, META_IDENTIFIER, META_RIGHTS};

	for (size_t k = 0; k < LENGTH(kinds); k++) {
		const char *name = meta_names[kinds[k]];

		for (uint32_t i = 0; i < b->n_meta; i++) {
			if (b->meta[i].kind != kinds[k])
				continue;
			print_str(name, b->meta[i].value);
			name = "";
		}
	}
}

/* Pages of the printed book, pictures, languages: where there are any. */
static void
print_beside(const struct book *b)
{
	const struct {
		uint32_t n;
		const char *one, *many;
	} rows[] = {
	    {b->n_folios, "printed page", "printed pages"},
	    {b->n_images, "picture", "pictures"},
	    {b->n_languages, "passage in another language",
		"passages in other languages"},
	};
	const char *before = "";

	for (size_t i = 0; i < LENGTH(rows); i++) {
		if (rows[i].n == 0)
			continue;
		if (before[0] == '\0')
			printf("%-11s ", "");
		fputs(before, stdout);
		print_count(rows[i].n, rows[i].one, rows[i].many, "");
		before = ", ";
	}
	if (before[0] != '\0')
		putchar('\n');
}

/* How many entries there are of each kind, how many notes say ibid. */
static void
print_counts(const struct book *b)
{
	uint32_t kinds[ENTRY_KINDS] = {0}, ibid = 0, resolved = 0,
		 corrected = 0;

	for (uint32_t i = 0; i < b->n_entries; i++)
		kinds[b->entries[i].kind]++;
	for (uint32_t i = 0; i < b->n_notes; i++) {
		ibid += b->notes[i].ibid;
		resolved += b->notes[i].ibid && b->notes[i].ibid_certain;
	}
	for (uint32_t i = 0; i < b->n_references; i++)
		corrected += b->references[i].corrected;
	printf("%-11s ", "found");
	print_count(b->n_sections, "section", "sections", ", ");
	print_count(b->n_notes, "note", "notes", ", ");
	print_count(b->n_references, "reference", "references", "");
	if (corrected > 0)
		printf(" (%u misprinted)", corrected);
	printf("\n%-11s ", "");
	print_count(kinds[ENTRY_TERM], "term", "terms", ", ");
	print_count(kinds[ENTRY_PERSON], "person", "people", ", ");
	print_count(kinds[ENTRY_DATE], "date", "dates", ", ");
	print_count(b->n_figures, "figure", "figures", "\n");
	print_beside(b);
	if (ibid > 0)
		printf("%-11s %u notes say ibid., %u of them for certain\n", "",
		    ibid, resolved);
}

static void
print_contents(const struct book *b)
{
	uint32_t *notes = xcalloc(b->n_sections + 1, sizeof(*notes));

	for (uint32_t i = 0; i < b->n_notes; i++)
		if (b->notes[i].section < b->n_sections)
			notes[b->notes[i].section]++;
	printf("\ncontents\n");
	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		if (s->line > 0)
			printf("%7u  ", s->line);
		else
			printf("%7s  ", "");
		printf("%*s", 2 * (s->level - 1), "");
		if (s->number.n > 0)
			printf("%.*s. ", (int)s->number.n, s->number.p);
		printf("%.*s  (%s", (int)s->title.n, s->title.p,
		    section_names[s->kind]);
		if (notes[i] > 0) {
			printf(", ");
			print_count(notes[i], "note", "notes", "");
		}
		printf(")\n");
	}
	free(notes);
}

static void
print_problems(const struct book *b)
{
	if (b->n_problems == 0) {
		printf("\nno problems\n");
		return;
	}
	printf("\nproblems\n");
	for (uint32_t i = 0; i < b->n_problems; i++) {
		const struct problem *p = &b->problems[i];

		if (p->line > 0)
			printf("%7u  ", p->line);
		else
			printf("%7s  ", "");
		printf("%s: %.*s\n", problem_names[p->kind], (int)p->message.n,
		    p->message.p);
	}
}

static void
print_book(const struct book *b)
{
	print_str("title", b->title);
	for (uint32_t i = 0; i < b->authors.n; i++)
		print_str(i == 0 ? "by" : "", b->authors.v[i]);
	print_str("language", b->language);
	print_meta(b);
	printf("%-11s %s, %.*s, %u bytes\n", "source", b->format,
	    (int)b->encoding.n, b->encoding.p, b->source_bytes);
	print_counts(b);
	print_contents(b);
	print_problems(b);
}

int
cli_inspect(int argc, char **argv)
{
	static bool json, blocks, strict;
	static struct read_options how;
	static const struct cli_option options[] = {
	    {"json", NULL, "print JSON (schema izba-inspect/1)", NULL, &json},
	    {"blocks", NULL, "with every block of the text (with --json)", NULL,
		&blocks},
	    {"strict", NULL, "exit with status 1 if there are problems", NULL,
		&strict},
	    CLI_READ_OPTIONS(how), {.name = NULL}};
	struct err err;
	struct book *b;
	char *path;
	int status,
	    n = cli_options("inspect", "FILE ...",
		"Print what izba understood of a book", options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n < 1)
		return cli_usage("inspect", "wants a file");
	path = book_path_join((const char *const *)argv, (size_t)n);
	b = cli_book(path, &how, &err);
	if (b == NULL) {
		free(path);
		return cli_fail(&err);
	}
	if (json)
		inspect_json(b, path, blocks);
	else
		print_book(b);
	free(path);
	status = strict && b->n_problems > 0 ? EXIT_NOTHING : EXIT_DONE;
	book_free(b);
	return cli_end(status);
}
