/*
 * izba find: the places of a pattern in books, for people or as JSON.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <izba/book.h>
#include <izba/formats.h>
#include <izba/search.h>
#include <izba/text.h>

#include "cli/cli.h"
#include "cli/json.h"

#define CONTEXT 40 /* characters shown on each side */

/* One run of the subcommand. */
struct finding {
	struct str pattern;
	unsigned flags;
	size_t limit; /* 0: none */
	bool json;
	bool regex; /* the pattern is a regular expression */
	size_t found;
	struct read_options how;
	bool failed; /* a book could not be read */
};

/* ---- the words around a hit ---- */

/* Text on one line. */
static void
put_flat(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(out, s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i]);
}

/* Where CONTEXT characters before `at` begin, at the start of a word, within
 * the block. */
static uint32_t
context_start(const struct book *b, uint32_t at)
{
	uint32_t floor = b->blocks[book_block_at(b, at)].from, start = at;
	size_t from, to, n;

	for (int i = 0; i < CONTEXT && start > floor; i++) {
		n = grapheme_prev(book_text(b, floor, start));
		start -= (uint32_t)n;
	}
	if (start > floor &&
	    word_at(book_text(b, floor, at), start - floor, &from, &to) &&
	    from < start - floor)
		start = floor + (uint32_t)to;
	while (start > floor && start < at && b->text.p[start] == ' ')
		start++;
	return start < at ? start : at;
}

/* Where CONTEXT characters after `at` end, at the end of a word, within the
 * block. */
static uint32_t
context_end(const struct book *b, uint32_t at)
{
	uint32_t ceiling = b->blocks[book_block_at(b, at)].to, end = at;
	size_t from, to;

	for (int i = 0; i < CONTEXT && end < ceiling; i++)
		end +=
		    (uint32_t)grapheme_next(book_text(b, end, ceiling), NULL);
	if (end < ceiling &&
	    word_at(book_text(b, at, ceiling), end - at, &from, &to) &&
	    from < end - at && from > 0)
		end = at + (uint32_t)from;
	while (end < ceiling && end > at && b->text.p[end - 1] == ' ')
		end--;
	return end;
}

/* ---- one hit ---- */

struct place {
	struct buf file, section, before, match, after;
	uint32_t line;
	bool cut_before, cut_after; /* the block has more */
	const char *via;
};

static void
place_of(struct place *p, const struct book *b, const struct hit *hit)
{
	uint32_t block = book_block_at(b, hit->from);
	uint32_t section = book_section_at(b, hit->from);
	uint32_t start = context_start(b, hit->from);
	uint32_t end = context_end(b, hit->to);

	buf_clear(&p->section);
	buf_clear(&p->before);
	buf_clear(&p->match);
	buf_clear(&p->after);
	if (section != NOWHERE)
		put_flat(&p->section, b->sections[section].title);
	put_flat(&p->before, book_text(b, start, hit->from));
	put_flat(&p->match, book_text(b, hit->from, hit->to));
	put_flat(&p->after, book_text(b, hit->to, end));
	p->line = book_origin(b, hit->from).line;
	p->cut_before = start > b->blocks[block].from;
	p->cut_after = end < b->blocks[book_block_at(b, hit->to)].to;
	p->via = found_names[hit->via];
}

static void
print_json(const struct place *p, bool first)
{
	json_t *o = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "file",
	    json_str(buf_lend(&p->file)), "section",
	    json_str(buf_lend(&p->section)), "line", json_line(p->line),
	    "before", json_str(buf_lend(&p->before)), "match",
	    json_str(buf_lend(&p->match)), "after",
	    json_str(buf_lend(&p->after)), "via", p->via);

	fputs(first ? "" : ",\n", stdout);
	json_dumpf(o, stdout, JSON_COMPACT);
	json_decref(o);
}

static void
print_line(const struct place *p)
{
	fputs(p->file.p, stdout);
	if (p->line > 0)
		printf(":%u", p->line);
	if (p->section.n > 0)
		printf(": %s", p->section.p);
	printf(": %s%s[%s]%s%s\n", p->cut_before ? "…" : "", p->before.p,
	    p->match.p, p->after.p, p->cut_after ? "…" : "");
}

/* ---- a book ---- */

/* Nothing was found: was it typed with the other keyboard layout? */
static void
suggest(struct search *s, struct str pattern)
{
	struct buf meant = BUF_INIT;
	struct hits hits;

	text_relayout(&meant, pattern);
	search_find(s, buf_lend(&meant), 0, 1, &hits);
	if (hits.n > 0)
		fprintf(stderr,
		    "izba find: nothing found; \"%s\" (the other keyboard "
		    "layout) would be\n",
		    meant.p);
	hits_free(&hits);
	buf_free(&meant);
}

/* All hits in a book; false after a message if the pattern is at fault. */
static bool
search(const struct finding *f, struct search *s, struct hits *hits)
{
	size_t limit = f->limit > 0 ? f->limit - f->found : 0;
	struct err err;

	if (!f->regex) {
		search_find(s, f->pattern, f->flags, limit, hits);
		return true;
	}
	if (search_regex(s, f->pattern, f->flags, limit, hits, &err))
		return true;
	cli_fail(&err);
	return false;
}

static void
print_hits(struct finding *f, const struct book *b, const char *path,
    const struct hits *hits)
{
	struct place place = {BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT, BUF_INIT,
	    0, false, false, NULL};

	/* a name may hold anything, even what a terminal obeys */
	text_clean(&place.file, str_of(path), NULL);
	for (size_t i = 0; i < hits->n; i++) {
		place_of(&place, b, &hits->v[i]);
		if (f->json)
			print_json(&place, f->found + i == 0);
		else
			print_line(&place);
	}
	f->found += hits->n;
	buf_free(&place.file);
	buf_free(&place.section);
	buf_free(&place.before);
	buf_free(&place.match);
	buf_free(&place.after);
}

/* Find in one book; false if the pattern is at fault. */
static bool
find_in(struct finding *f, const char *path)
{
	struct err err;
	struct book *b = cli_book(path, &f->how, &err);
	struct search *s;
	struct hits hits;
	bool done;

	if (b == NULL) {
		cli_fail(&err);
		f->failed = true;
		return true;
	}
	s = search_new(b);
	done = search(f, s, &hits);
	print_hits(f, b, path, &hits);
	if (done && f->found == 0 && !f->regex)
		suggest(s, f->pattern);
	hits_free(&hits);
	search_free(s);
	book_free(b);
	return done;
}

/* A whole number above 0; false if the word is none. */
static bool
read_limit(const char *word, size_t *limit)
{
	char *end;
	unsigned long long n;

	errno = 0;
	n = strtoull(word, &end, 10);
	if (errno != 0 || end == word || *end != '\0' || word[0] == '-' ||
	    n == 0 || n > SIZE_MAX)
		return false;
	*limit = (size_t)n;
	return true;
}

int
cli_find(int argc, char **argv)
{
	const char *limit = NULL;
	bool heed = false, words = false, good = true;
	struct finding f = {.limit = 0};
	const struct cli_option options[] = {
	    {"json", NULL, "print JSON", NULL, &f.json},
	    {"limit", "N", "stop after N places", &limit, NULL},
	    {"case", NULL, "heed capitals", NULL, &heed},
	    {"word", NULL, "whole words only", NULL, &words},
	    {"regex", NULL, "PATTERN is a regular expression (as Perl's)", NULL,
		&f.regex},
	    CLI_READ_OPTIONS(f.how),
	    {.name = NULL},
	};
	int n = cli_options("find", "PATTERN FILE...",
	    "Find a pattern in books, in both scripts", options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n < 2)
		return cli_usage("find", "wants a pattern and a file");
	if (limit != NULL && !read_limit(limit, &f.limit))
		return cli_usage(
		    "find", "--limit wants a number of places, not %s", limit);
	f.pattern = str_of(argv[0]);
	f.flags = (heed ? SEARCH_CASE : 0) | (words ? SEARCH_WORDS : 0);
	if (f.json)
		fputs("[", stdout);
	for (int i = 1; i < n && good && (f.limit == 0 || f.found < f.limit);
	     i++)
		good = find_in(&f, argv[i]);
	if (f.json)
		fputs("]\n", stdout);
	if (!good)
		return cli_end(EXIT_USAGE);
	if (f.failed)
		return cli_end(EXIT_INPUT);
	return cli_end(f.found > 0 ? EXIT_DONE : EXIT_NOTHING);
}
