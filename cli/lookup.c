/*
 * izba lookup: what a book itself says of words.
 */
#include <stdio.h>
#include <stdlib.h>

#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/text.h>

#include "cli/cli.h"
#include "cli/json.h"

enum { MOST = 64 };

static json_t *
word_json(
    const struct book *b, struct str word, const struct match *v, size_t n)
{
	json_t *o = json_object(), *list = json_array();

	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &b->entries[v[i].entry];
		json_t *m = json_object();

		json_object_set_new(m, "entry", json_integer(v[i].entry));
		json_object_set_new(m, "head", json_str(v[i].head));
		json_object_set_new(m, "via", json_string(via_names[v[i].via]));
		json_object_set_new(
		    m, "text", json_str(book_text(b, e->from, e->to)));
		json_array_append_new(list, m);
	}
	json_object_set_new(o, "word", json_str(word));
	json_object_set_new(o, "matches", list);
	return o;
}

static void
print_word(const struct book *b, struct str word, const struct match *v,
    size_t n, bool several)
{
	if (several)
		printf("%.*s:\n", (int)word.n, word.p);
	if (n == 0)
		printf("  (nothing)\n");
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &b->entries[v[i].entry];
		struct str text = book_text(b, e->from, e->to);

		printf("  %.*s", (int)text.n, text.p);
		if (v[i].via != VIA_EXACT)
			printf("  (%s: %.*s)", via_names[v[i].via],
			    (int)v[i].head.n, v[i].head.p);
		printf("\n");
	}
}

/* Answer every word; false if some word has no answer. */
static bool
answer(const struct book *b, char **words, int n, json_t *out)
{
	bool all = true;

	for (int i = 0; i < n; i++) {
		struct match v[MOST];
		struct buf clean = BUF_INIT;
		size_t found;

		text_clean(&clean, str_of(words[i]), NULL);
		found = apparatus_lookup(b, buf_lend(&clean), v, MOST);
		all &= found > 0;
		found = found < MOST ? found : MOST;
		if (out != NULL)
			json_array_append_new(
			    out, word_json(b, buf_lend(&clean), v, found));
		else
			print_word(b, buf_lend(&clean), v, found, n > 1);
		buf_free(&clean);
	}
	return all;
}

int
cli_lookup(int argc, char **argv)
{
	static bool json;
	static struct read_options how;
	static const struct cli_option options[] = {
	    {"json", NULL, "print JSON", NULL, &json}, CLI_READ_OPTIONS(how),
	    {.name = NULL}};
	struct err err;
	struct book *b;
	json_t *out;
	bool all;
	int n = cli_options("lookup", "FILE WORD...",
	    "Print what a book itself says of words: its glossary, people, "
	    "dates",
	    options, argc, argv);

	if (n < 0)
		return n == -2 ? cli_end(EXIT_DONE) : EXIT_USAGE;
	if (n < 2)
		return cli_usage("lookup", "wants a file and a word");
	b = cli_book(argv[0], &how, &err);
	if (b == NULL)
		return cli_fail(&err);
	out = json ? json_array() : NULL;
	all = answer(b, argv + 1, n - 1, out);
	if (json)
		json_print(out);
	book_free(b);
	return cli_end(all ? EXIT_DONE : EXIT_NOTHING);
}
