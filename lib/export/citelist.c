/*
 * What citations are made of: a book's key, and the notes that its marked
 * passages call or stand in, each once, in the order of the book.
 */
#include <stdlib.h>

#include "lib/export/room.h"

static int
by_place(const void *left, const void *right)
{
	const struct note *a = *(const struct note *const *)left;
	const struct note *b = *(const struct note *const *)right;

	return a < b ? -1 : a > b;
}

static void
add_called(struct cite_list *list, size_t *cap, const struct book *b,
    const struct annotation *a)
{
	size_t n;
	struct cited *v = cited_in(b, a->from, a->to, &n);

	for (size_t i = 0; i < n; i++)
		if (!v[i].again)
			ARRAY_PUSH(list->v, list->n, *cap, v[i].note);
	free(v);
}

struct cite_list
cite_notes(const struct export_book *v)
{
	struct cite_list list = {.v = NULL};
	const struct book *b = v->book;
	size_t cap = 0, kept = 0;

	for (size_t i = 0; b != NULL && i < v->notes->n; i++) {
		const struct annotation *a = &v->notes->v[i];
		uint32_t note;

		if (a->state == ANCHOR_LOST)
			continue;
		add_called(&list, &cap, b, a);
		note = b->n_notes > 0 ? book_note_at(b, a->from) : NOWHERE;
		if (note != NOWHERE)
			ARRAY_PUSH(list.v, list.n, cap, &b->notes[note]);
	}
	if (list.n > 0)
		qsort(list.v, list.n, sizeof(*list.v), by_place);
	for (size_t i = 0; i < list.n; i++)
		if (i == 0 || list.v[i] != list.v[i - 1])
			list.v[kept++] = list.v[i];
	list.n = kept;
	return list;
}

void
cite_free(struct cite_list *list)
{
	free(list->v);
	*list = (struct cite_list){.v = NULL};
}

static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* Letters and digits of the file's name with the head of the book's sum; the
 * number of a book that has none keeps two of one name apart. */
void
cite_key(struct buf *out, const struct export_book *v, size_t i)
{
	struct str name = head_file(v->options);

	buf_puts(out, "izba");
	for (size_t k = 0; k < name.n && name.p[k] != '.'; k++)
		if (is_plain(name.p[k]))
			buf_putc(out, name.p[k]);
	if (v->options->sha != NULL)
		buf_printf(out, "%.8s", v->options->sha);
	else
		buf_printf(out, "-%zu", i + 1);
}

/* The number of a note in its book keeps those of one label apart. */
void
cite_note_key(struct buf *out, const struct export_book *v, size_t i,
    const struct note *note)
{
	cite_key(out, v, i);
	buf_printf(out, "-n%zu", (size_t)(note - v->book->notes) + 1);
}

void
cite_address(struct buf *out, const struct book *b, const struct note *note)
{
	uint32_t place = note->references.n > 0
			     ? b->references[note->references.v[0]].from
			     : note->from;

	book_address(b, place, out);
}

/* "Cited in: A. Fedotova. Lamps, §1.1, n. 2" */
void
cite_where(
    struct buf *out, const struct export_book *v, const struct note *note)
{
	struct str title = head_title(v->book, v->options);

	buf_puts(out, "Cited in: ");
	head_authors(out, v->book, v->options);
	buf_puts(
	    out, head_author(v->book, v->options, 0).p != NULL ? ". " : "");
	buf_str(out, title.n > 0 ? title : head_file(v->options));
	buf_puts(out, ", ");
	cite_address(out, v->book, note);
	buf_puts(out, ", n. ");
	buf_str(out, note->label);
}

/* "Ibid., p. 9. (= n. 1: ...)": an Ibid. keeps its own words, for they
 * have its page, and gets what it stands for. */
void
cite_text(struct buf *out, const struct book *b, const struct note *note)
{
	const struct note *source = cited_source(b, note);

	buf_str(out, cited_text(b, note));
	if (source == NULL)
		return;
	buf_puts(out, " (= n. ");
	buf_str(out, source->label);
	buf_puts(out, ": ");
	buf_str(out, cited_text(b, source));
	buf_putc(out, ')');
}
