/*
 * What izba import says: for people, and as JSON.  Nothing that has no place is
 * left unsaid.
 */
#include <stdio.h>

#include <izba/text.h>

#include "cli/cli.h"
#include "cli/import.h"
#include "cli/json.h"

/* How many notes of a book have this fate. */
static unsigned
count(const struct import_book *k, enum import_fate fate)
{
	unsigned n = 0;

	for (size_t i = 0; i < k->n; i++)
		n += k->v[i].fate == fate;
	return n;
}

static unsigned
count_all(const struct importing *g, enum import_fate fate)
{
	unsigned n = 0;

	for (size_t i = 0; i < g->file->n; i++)
		n += count(&g->file->books[i], fate);
	return n;
}

/* How many are here as the file has them, or newer. */
static unsigned
count_known(const struct importing *g)
{
	return count_all(g, IMPORT_SAME) + count_all(g, IMPORT_CHANGED) -
	       g->report.changed;
}

/* ---- for people ---- */

/* The start of a text, on one line. */
static void
start_of(struct buf *out, struct str s)
{
	struct buf line = BUF_INIT;
	size_t n;

	s = str_trim(s);
	text_fold(&line, NULL, str_slice(s, 0, 1000), 0, FOLD_SPACE);
	n = text_fit(buf_lend(&line), 60);
	buf_add(out, line.p, n);
	if (n < line.n)
		buf_puts(out, "\xe2\x80\xa6");
	buf_free(&line);
}

static struct str
words_of(const struct annotation *a)
{
	if (a->quote.n > 0)
		return a->quote;
	if (a->body.n > 0)
		return a->body;
	return a->address.n > 0 ? a->address : STR("a place");
}

static void
print_title(const struct import_book *k)
{
	struct buf title = BUF_INIT;

	start_of(&title, k->title.n > 0  ? k->title
			 : k->file.n > 0 ? k->file
					 : STR("A book without a title"));
	printf("%s: ", title.p);
	buf_free(&title);
}

static void
print_lost(const struct import_book *k)
{
	for (size_t i = 0; i < k->n; i++) {
		struct buf words = BUF_INIT;

		if (k->v[i].a.state != ANCHOR_LOST)
			continue;
		start_of(&words, words_of(&k->v[i].a));
		if (k->v[i].line > 0)
			printf("  line %u: %s\n", k->v[i].line, words.p);
		else
			printf("  %s\n", words.p);
		buf_free(&words);
	}
}

static void
print_part(const struct importing *g, size_t i)
{
	const struct importing_part *p = &g->parts[i];
	const struct import_book *k = &g->file->books[i];

	if (k->n == 0)
		return;
	print_title(k);
	if (!p->known) {
		printf("no such book is on the shelf; %zu kept under this "
		       "title (to place them: izba import FILE BOOK)\n",
		    k->n);
		return;
	}
	if (p->unread) {
		printf("%s can't be read; %zu kept without a place\n", p->path,
		    k->n);
		return;
	}
	printf("%u found in %s", p->count.found, p->path);
	if (p->count.lost > 0)
		printf(
		    ", %u not found and kept without a place:", p->count.lost);
	putchar('\n');
	print_lost(k);
}

/* What stays away, and why. */
static void
print_more(const struct importing *g)
{
	unsigned deleted = count_all(g, IMPORT_DELETED);
	unsigned fresh = count_all(g, IMPORT_NEW);

	if (deleted > 0)
		printf(", %u were deleted here (izba trash)", deleted);
	if (fresh > g->report.added)
		printf(", %u were purged here", fresh - g->report.added);
}

static void
print_text(const struct importing *g)
{
	for (size_t i = 0; i < g->file->n; i++)
		print_part(g, i);
	printf("%s%u new, %u changed, %u were here already",
	    g->dry ? "would be: " : "", g->report.added, g->report.changed,
	    count_known(g));
	print_more(g);
	if (g->file->repeated > 0)
		printf(", %u stood twice in the file", g->file->repeated);
	putchar('\n');
	if (g->report.conflicts > 0)
		printf("%u notes were changed on both sides: both texts are "
		       "kept\n",
		    g->report.conflicts);
}

/* ---- for programs ---- */

static json_t *
unmatched(const struct import_book *k)
{
	json_t *v = json_array();

	for (size_t i = 0; i < k->n; i++) {
		const struct import_note *n = &k->v[i];

		if (n->a.state != ANCHOR_LOST)
			continue;
		json_array_append_new(
		    v, json_pack("{s:s, s:o, s:o, s:o}", "uuid", n->a.uuid,
			   "line", json_line(n->line), "quote",
			   json_str(n->a.quote), "body", json_str(n->a.body)));
	}
	return v;
}

static json_t *
part(const struct importing *g, size_t i)
{
	const struct importing_part *p = &g->parts[i];
	const struct import_book *k = &g->file->books[i];

	return json_pack("{s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:i, s:o}",
	    "title", json_str(k->title), "authors", json_str(k->authors),
	    "file",
	    json_str(p->known ? str_of(p->path) : (struct str){NULL, 0}),
	    "found", (int)p->count.found, "lost", (int)p->count.lost, "new",
	    (int)count(k, IMPORT_NEW), "changed", (int)count(k, IMPORT_CHANGED),
	    "same", (int)count(k, IMPORT_SAME), "deleted",
	    (int)count(k, IMPORT_DELETED), "unmatched", unmatched(k));
}

static void
print_json(const struct importing *g)
{
	json_t *books = json_array();

	for (size_t i = 0; i < g->file->n; i++)
		json_array_append_new(books, part(g, i));
	json_print(json_pack("{s:s, s:b, s:i, s:i, s:i, s:i, s:i, s:i, s:o}",
	    "format", g->file->format->name, "dry_run", g->dry, "new",
	    (int)g->report.added, "changed", (int)g->report.changed, "same",
	    (int)count_known(g), "deleted", (int)count_all(g, IMPORT_DELETED),
	    "repeated", (int)g->file->repeated, "conflicts",
	    (int)g->report.conflicts, "books", books));
}

void
importing_report(const struct importing *g)
{
	if (g->json)
		print_json(g);
	else
		print_text(g);
}
