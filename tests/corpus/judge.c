/*
 * Opens a book and says whether what izba understood of it hangs together:
 *
 *     judge FILE [NOTES RESOLVED]
 *
 * fails if a promise of include/izba/book.h is broken, if text was lost, if
 * there are fewer notes than NOTES or if less than RESOLVED percent of the
 * references found their note.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/text.h>

static unsigned broken;

#define HOLDS(what, id) \
	do { \
		if (!(what) && broken++ < 20) \
			printf("broken for %u: %s\n", (unsigned)(id), #what); \
	} while (0)

static void
check_sections(const struct book *b)
{
	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		HOLDS(s->from <= s->to && s->to <= b->text.n, i);
		HOLDS(i == 0 || s->from >= s[-1].from, i);
		HOLDS(s->kind < SECTION_KINDS && s->level > 0, i);
		HOLDS(s->first_block < s->last_block, i);
		HOLDS(s->last_block <= b->n_blocks, i);
		HOLDS(s->title.n > 0, i);
		if (s->parent == NOWHERE)
			continue;
		HOLDS(s->parent < i, i);
		HOLDS(b->sections[s->parent].level < s->level, i);
		HOLDS(b->sections[s->parent].to >= s->to, i);
	}
	for (uint32_t i = 0; i < b->n_blocks; i++)
		HOLDS(b->blocks[i].section < b->n_sections ||
			  b->n_sections == 0 ||
			  b->blocks[i].from < b->sections[0].from,
		    i);
}

static void
check_notes(const struct book *b)
{
	for (uint32_t i = 0; i < b->n_notes; i++) {
		const struct note *n = &b->notes[i];

		HOLDS(n->from < n->to && n->to <= b->text.n, i);
		HOLDS(n->body >= n->from && n->body <= n->to, i);
		HOLDS(i == 0 || n->from >= n[-1].to, i);
		HOLDS(n->section < b->n_sections, i);
		HOLDS(n->label.n > 0 && n->paragraphs > 0, i);
		for (uint32_t k = 0; k < n->references.n; k++) {
			uint32_t r = n->references.v[k];

			HOLDS(r < b->n_references, i);
			HOLDS(b->references[r].note == i, i);
		}
		/* a chain of ibid. ends, and not at itself */
		if (n->ibid_of != NOWHERE)
			HOLDS(n->ibid_of < b->n_notes && n->ibid_of != i, i);
		if (n->ibid_source != NOWHERE)
			HOLDS(
			    n->ibid_source < b->n_notes && n->ibid_source != i,
			    i);
	}
}

/* Returns how many of the references found their note. */
static uint32_t
check_references(const struct book *b)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < b->n_references; i++) {
		const struct reference *r = &b->references[i];

		HOLDS(r->from < r->to && r->to <= b->text.n, i);
		HOLDS(r->section < b->n_sections, i);
		HOLDS(r->corrected == !str_eq(r->label, r->printed) ||
			  !r->corrected,
		    i);
		if (r->note == NOWHERE)
			continue;
		found++;
		HOLDS(r->note < b->n_notes, i);
		HOLDS(str_eq(r->label, b->notes[r->note].label), i);
	}
	return found;
}

static void
check_entries(const struct book *b)
{
	for (uint32_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];
		struct match m[8];
		size_t n;
		bool itself = false;

		HOLDS(e->from < e->to && e->to <= b->text.n, i);
		HOLDS(e->kind < ENTRY_KINDS, i);
		for (uint32_t k = 0; k < e->see.n; k++)
			HOLDS(e->see.v[k] < b->n_entries, i);
		if (e->kind == ENTRY_DATE || e->heads.n == 0)
			continue;
		/* what the book calls it must find it */
		n = apparatus_lookup(b, e->heads.v[0], m, LENGTH(m));
		for (size_t k = 0; k < n && k < LENGTH(m); k++)
			itself = itself || m[k].entry == i;
		HOLDS(itself || n > LENGTH(m), i);
	}
}

/* Letters and digits of some text, ASCII punctuation and marks apart. */
static size_t
count_letters(struct str s)
{
	size_t count = 0, n;

	for (const char *p = s.p; p < s.p + s.n; p += n) {
		uint32_t cp = cp_decode(p, s.p + s.n, &n);

		count += cp_is_letter(cp) || cp_is_digit(cp);
	}
	return count;
}

/* Markup may vanish (a link's address, a picture's), text may not; unless it is
 * said (what a browser put into a page is no text of the book). */
static void
check_text(const struct book *b, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf source = BUF_INIT;
	char bytes[8192];
	size_t n, before, after;
	bool said = false;

	while (f != NULL && (n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(&source, bytes, n);
	if (f != NULL)
		fclose(f);
	before = count_letters(buf_lend(&source));
	after = count_letters(b->text);
	printf("letters: %zu of %zu\n", after, before);
	for (uint32_t i = 0; i < b->n_problems; i++)
		said = said || b->problems[i].kind == PROBLEM_LOST_TEXT;
	HOLDS((double)after >= (said ? 0.95 : 0.99) * (double)before, 0);
	buf_free(&source);
}

int
main(int argc, char **argv)
{
	struct err err;
	struct book *b;
	uint32_t found;

	if (argc != 2 && argc != 4) {
		fprintf(stderr, "usage: judge FILE [NOTES RESOLVED]\n");
		return 2;
	}
	b = book_read(argv[1], NULL, &err);
	if (b == NULL) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	apparatus_link(b);
	check_sections(b);
	check_notes(b);
	found = check_references(b);
	check_entries(b);
	check_text(b, argv[1]);
	printf("%u sections, %u notes, %u references (%u found their note), "
	       "%u entries, %u joins, %u problems\n",
	    b->n_sections, b->n_notes, b->n_references, found, b->n_entries,
	    b->n_joins, b->n_problems);
	if (argc == 4) {
		HOLDS(b->n_notes >= strtoul(argv[2], NULL, 10), b->n_notes);
		HOLDS((double)found * 100 >=
			  strtod(argv[3], NULL) * b->n_references,
		    found);
	}
	book_free(b);
	return broken > 0;
}
