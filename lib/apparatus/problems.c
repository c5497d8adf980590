/*
 * What is wrong with a book: told with source lines, for those who make books.
 */
#include "lib/apparatus/work.h"

static void
check_references(struct work *w)
{
	for (size_t i = 0; i < w->n_references; i++) {
		const struct reference *r = &w->references[i];

		if (r->note == NOWHERE)
			book_problem(w->b, PROBLEM_REFERENCE_WITHOUT_NOTE,
			    r->line, "callout %.*s has no note",
			    (int)r->printed.n, r->printed.p);
		else if (r->corrected)
			book_problem(w->b, PROBLEM_MISPRINTED_REFERENCE,
			    r->line, "callout %.*s must be %.*s",
			    (int)r->printed.n, r->printed.p, (int)r->label.n,
			    r->label.p);
	}
}

static void
check_notes(struct work *w)
{
	for (size_t i = 0; i < w->n_notes; i++) {
		const struct note *n = &w->notes[i];

		if (n->references.n == 0)
			book_problem(w->b, PROBLEM_NOTE_WITHOUT_REFERENCE,
			    n->line, "nothing in the text leads to note %.*s",
			    (int)n->label.n, n->label.p);
	}
}

/* Numbers that skip, that come twice, or are not what is printed. */
static void
check_list(struct work *w, const struct list *l)
{
	label_key last = LABEL_NONE;

	for (uint32_t i = 0; i < l->n; i++) {
		const struct item *it = &w->items[w->members[l->at + i]];
		const struct note *n = &w->notes[it->note];

		if (it->duplicate)
			book_problem(w->b, PROBLEM_DUPLICATE_NOTE, n->line,
			    "note %.*s is there twice", (int)n->label.n,
			    n->label.p);
		else if (last != LABEL_NONE && !label_is_sign(it->key) &&
			 label_value(it->key) > label_value(last) + 1)
			book_problem(w->b, PROBLEM_NUMBER_GAP, n->line,
			    "the notes skip from %u to %u", label_value(last),
			    label_value(it->key));
		if (it->printed != it->key)
			book_problem(w->b, PROBLEM_NUMBER_GAP, n->line,
			    "the note printed as %.*s must be %.*s",
			    (int)n->printed.n, n->printed.p, (int)n->label.n,
			    n->label.p);
		last = it->key;
	}
}

/* Runs right behind a list of notes that begin anew with a number the list
 * has: the same notes twice. */
static void
check_twice(struct work *w)
{
	for (size_t i = 1; i < w->n_lists; i++) {
		const struct list *l = &w->lists[i];
		const struct item *it = &w->items[w->members[l->at]];

		if (l->used || !w->lists[i - 1].used || l[-1].stated ||
		    l->section != w->lists[i - 1].section)
			continue;
		if (list_find(w, &w->lists[i - 1], it->key) != NOWHERE)
			book_problem(w->b, PROBLEM_DUPLICATE_NOTE,
			    w->blocks[it->block].line,
			    "a list begins again with %u behind the notes",
			    label_value(it->key));
	}
}

/* Letters that stand alone on lines of their own: text a converter broke. */
static void
check_letters(struct work *w)
{
	uint32_t run = 0;

	for (uint32_t i = 0; i <= w->b->n_blocks; i++) {
		struct str s =
		    i < w->b->n_blocks ? block_text(w, i) : STR("end");
		size_t n = 0;

		if (s.n > 0)
			cp_decode(s.p, s.p + s.n, &n);
		if (s.n > 0 && n == s.n && w->blocks[i].kind != BLOCK_RULE) {
			run++;
			continue;
		}
		if (run >= 3)
			book_problem(w->b, PROBLEM_LOST_TEXT,
			    w->blocks[i - run].line,
			    "%u lines hold one letter each: text is lost here",
			    run);
		run = 0;
	}
}

void
problems_find(struct work *w)
{
	check_references(w);
	check_notes(w);
	for (size_t i = 0; i < w->n_lists; i++)
		if (w->lists[i].used && !w->lists[i].stated)
			check_list(w, &w->lists[i]);
	check_twice(w);
	check_letters(w);
}
