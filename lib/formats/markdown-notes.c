/*
 * Footnotes of Markdown: which one a label means, what it is shown as, and
 * where the notes stand in the book.
 *
 *  1. A label that several chapters define means the one of its chapter.
 *  2. Notes stand at the end of the chapter that defines them, in the order in
 *     which they are called.
 *  3. Labels that end in numbers which run 1, 2, 3 (and may begin anew) are
 *     shown by those, and the few without a number by an asterisk; else notes
 *     are numbered as they are called.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/markdown.h"

struct str
md_label(struct md *m, struct str label)
{
	struct buf b = BUF_INIT;
	struct str kept;
	bool blank = false;
	size_t n;

	label = str_trim(label);
	for (size_t i = 0; i < label.n; i += n) {
		uint32_t cp = cp_decode(label.p + i, label.p + label.n, &n);

		if (cp_is_space(cp)) {
			blank = true;
			continue;
		}
		if (blank)
			buf_putc(&b, ' ');
		blank = false;
		buf_putcp(&b, cp_lower(cp));
	}
	kept = arena_str(m->arena, buf_lend(&b));
	buf_free(&b);
	return kept;
}

/* ---- definitions ---- */

static int
by_label(const void *a, const void *b)
{
	const struct md_definition *x = a, *y = b;
	int c = (int)y->footnote - (int)x->footnote;

	if (c == 0)
		c = str_cmp(x->label, y->label);
	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

/* The number that a label ends with; 0 if it ends otherwise. */
static uint32_t
trailing_number(struct str s)
{
	size_t n = s.n;
	uint32_t value = 0;

	while (n > 0 && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	if (s.n - n > 5)
		return 0;
	for (; n < s.n; n++)
		value = value * 10 + (uint32_t)(s.p[n] - '0');
	return value;
}

/* Do the numbers at the ends of the labels run on, nearly all? */
static bool
numbers_run(const struct md *m)
{
	uint32_t last = 0;
	size_t good = 0;

	for (size_t i = 0; i < m->n_by_line; i++) {
		uint32_t n =
		    trailing_number(m->definitions[m->by_line[i]].label);

		good += n > 0 && (n == last + 1 || n == 1);
		last = n;
	}
	return m->n_by_line > 0 && good * 10 >= m->n_by_line * 9;
}

void
md_definitions_settle(struct md *m)
{
	struct md_definition *v = m->definitions;

	/* they were found line by line */
	for (size_t i = 0; i < m->n_definitions; i++)
		if (v[i].footnote)
			v[i].nth = (uint32_t)m->n_by_line++;
	if (m->n_definitions > 0)
		qsort(v, m->n_definitions, sizeof(*v), by_label);
	m->by_line = xmalloc((m->n_by_line + 1) * sizeof(*m->by_line));
	for (uint32_t i = 0; i < m->n_definitions; i++) {
		v[i].chapter = md_chapter(m, v[i].line);
		if (i > 0 && v[i - 1].footnote == v[i].footnote &&
		    str_eq(v[i - 1].label, v[i].label))
			v[i].copy = v[i - 1].copy + 1;
		if (v[i].footnote)
			m->by_line[v[i].nth] = i;
	}
	m->printed = !m->notes_inside && numbers_run(m);
}

/* The first footnote of a label, or the place where it would stand. */
static size_t
label_first(const struct md *m, struct str label)
{
	size_t low = 0, high = m->n_by_line;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(m->definitions[mid].label, label) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint32_t
md_footnote(const struct md *m, struct str label, uint32_t line)
{
	size_t i = label_first(m, label), last = i;
	uint32_t chapter = md_chapter(m, line);

	/* of several the one of this chapter, else the next, else the last */
	for (; i < m->n_by_line && str_eq(m->definitions[i].label, label);
	     i++) {
		last = i;
		if (m->definitions[i].chapter >= chapter)
			return (uint32_t)i;
	}
	return last < m->n_by_line && str_eq(m->definitions[last].label, label)
		   ? (uint32_t)last
		   : NOWHERE;
}

uint32_t
md_footnote_at(const struct md *m, uint32_t line)
{
	size_t low = 0, high = m->n_by_line;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (m->definitions[m->by_line[mid]].line <= line)
			low = mid + 1;
		else
			high = mid;
	}
	return low > 0 ? m->by_line[low - 1] : NOWHERE;
}

void
md_note_key(const struct md *m, uint32_t definition, struct buf *out)
{
	const struct md_definition *d = &m->definitions[definition];

	buf_str(out, m->file);
	buf_puts(out, m->file.n > 0 ? "#^" : "^");
	buf_str(out, d->label);
	if (d->copy > 0)
		buf_printf(out, "^%u", d->copy + 1);
}

void
md_called(struct md *m, uint32_t definition)
{
	struct md_definition *d = &m->definitions[definition];

	if (d->order == NOWHERE)
		d->order = m->called++;
}

void
md_call(struct md *m, uint32_t definition, struct buf *label)
{
	struct md_definition *d = &m->definitions[definition];

	md_called(m, definition);
	if (m->printed && trailing_number(d->label) > 0)
		buf_printf(label, "%u", trailing_number(d->label));
	else if (m->printed)
		buf_putc(label, '*'); /* one note among numbers */
	else
		buf_printf(label, "%u", d->order + 1);
}

/* ---- notes ---- */

struct md_note *
md_note_add(struct md *m, uint32_t definition, uint32_t line)
{
	struct md_note n = {
	    .line = line, .definition = definition, .order = NOWHERE};
	struct buf key = BUF_INIT;

	if (definition != NOWHERE)
		md_note_key(m, definition, &key);
	else
		buf_printf(&key, "%.*s%s^^%u", (int)m->file.n, m->file.p,
		    m->file.n > 0 ? "#" : "", m->called + 1);
	n.key = arena_str(m->arena, buf_lend(&key));
	buf_free(&key);
	if (definition == NOWHERE)
		n.order = m->called++;
	ARRAY_PUSH(m->notes, m->n_notes, m->cap_notes, n);
	return &m->notes[m->n_notes - 1];
}

static struct str
copy(struct md *m, struct str s)
{
	return s.n > 0 ? arena_str(m->arena, s) : s;
}

void
md_note_block(struct md *m, struct md_note *n, const struct md_block *k)
{
	struct md_block kept = *k;

	kept.v = arena_alloc(m->arena, (k->n + 1) * sizeof(*kept.v));
	for (size_t i = 0; i < k->n; i++) {
		kept.v[i] = k->v[i];
		kept.v[i].text = copy(m, k->v[i].text);
		kept.v[i].href = copy(m, k->v[i].href);
		kept.v[i].title = copy(m, k->v[i].title);
	}
	/* most notes are one block */
	if (n->n == n->cap) {
		n->cap = n->cap == 0 ? 1 : 2 * n->cap;
		n->v = xrealloc(n->v, n->cap * sizeof(*n->v));
	}
	n->v[n->n++] = kept;
}

static int
by_order(const void *a, const void *b)
{
	const struct md_note *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* What stands before the note: its number if it is called already; at the end
 * of the file else its label. */
static void
note_label(struct md *m, const struct md_note *n, bool end, struct buf *out)
{
	if (n->definition == NOWHERE)
		buf_printf(out, "%u", n->order + 1);
	else if (m->printed || n->order != NOWHERE)
		md_call(m, n->definition, out);
	else if (end)
		buf_str(out, m->definitions[n->definition].label);
}

static void
note_feed(struct md *m, const struct md_note *n, bool end)
{
	struct buf label = BUF_INIT;

	note_label(m, n, end, &label);
	builder_note(m->b, n->key,
	    label.n > 0 ? buf_lend(&label) : (struct str){NULL, 0});
	for (size_t i = 0; i < n->n; i++)
		md_block_feed(m, &n->v[i]);
	builder_note_end(m->b);
	buf_free(&label);
}

/* A note that is called only in a note comes with the others: its callout is
 * seen when that is fed, so some may be numbered late. */
void
md_notes_flush(struct md *m, uint32_t line)
{
	bool end = line >= m->n_lines;
	size_t kept = m->flushed, from;

	/* those that stand before the line go to the front */
	for (size_t i = m->flushed; i < m->n_notes; i++) {
		struct md_note n = m->notes[i];

		if (n.line >= line)
			continue;
		if (n.definition != NOWHERE)
			n.order = m->definitions[n.definition].order;
		m->notes[i] = m->notes[kept];
		m->notes[kept++] = n;
	}
	from = m->flushed;
	if (kept > from)
		qsort(
		    m->notes + from, kept - from, sizeof(*m->notes), by_order);
	m->flushed = (uint32_t)kept;
	for (size_t i = from; i < kept; i++) {
		note_feed(m, &m->notes[i], end);
		free(m->notes[i].v);
		m->notes[i].v = NULL;
	}
}
