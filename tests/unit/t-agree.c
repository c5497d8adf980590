/*
 * The sample book is one book in every format: what izba understands of each
 * file is the same, but for what only a source has (lines, hrefs, what it
 * prints for a callout, paragraphs that its pages cut).  "ten-years.txt" is
 * the source of the others (books/convert).
 */
#include <stdio.h>

#include <izba/apparatus.h>
#include <izba/formats.h>
#include <izba/text.h>

#include "tests/unit/unit.h"

static struct book *
sample(const char *name)
{
	const char *srcdir = getenv("srcdir");
	struct buf path = BUF_INIT;
	struct book *b;
	struct err err;

	buf_printf(&path, "%s/books/%s", srcdir == NULL ? "." : srcdir, name);
	b = book_read(path.p, NULL, &err);
	if (b == NULL)
		fail_msg("%s", err.text);
	apparatus_link(b);
	buf_free(&path);
	return b;
}

static void
put(struct buf *out, struct str s)
{
	static const uint32_t raised[10] = {0x2070, 0xb9, 0xb2, 0xb3, 0x2074,
	    0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
	size_t n;

	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		/* blanks differ where a line of the source ended, callouts in
		 * how they are raised */
		if (cp == '\n' || cp == '\t')
			cp = ' ';
		for (uint32_t d = 0; d < 10; d++)
			if (cp == raised[d])
				cp = '0' + d;
		buf_putcp(out, cp);
	}
}

static void
put_strs(struct buf *out, struct strs v)
{
	for (uint32_t i = 0; i < v.n; i++) {
		buf_puts(out, i > 0 ? " " : "");
		put(out, v.v[i]);
	}
}

/* A section's number among those that every format has. */
static int
section_id(const struct book *b, uint32_t id)
{
	int n = 0;

	if (id == NOWHERE)
		return -1;
	for (uint32_t i = 0; i < id; i++)
		n += b->sections[i].kind != SECTION_NOTES;
	return n;
}

static void
put_sections(struct buf *out, const struct book *b)
{
	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		if (s->kind == SECTION_NOTES)
			continue;
		buf_printf(out, "section %d %d %u %s ", section_id(b, i),
		    section_id(b, s->parent), s->level, section_names[s->kind]);
		put(out, s->number);
		buf_puts(out, " | ");
		put(out, s->title);
		buf_putc(out, '\n');
	}
}

/* Where a callout stands; one in a note stands where the note belongs. */
static int
reference_section(const struct book *b, const struct reference *r)
{
	uint32_t note = book_note_at(b, r->from);

	return section_id(
	    b, note == NOWHERE ? r->section : b->notes[note].section);
}

static void
put_note(struct buf *out, const struct book *b, const struct reference *r)
{
	const struct note *n = &b->notes[r->note];
	struct str label = n->label;

	buf_printf(out, "called in %d: note %d %.*s %u called %u: ",
	    reference_section(b, r), section_id(b, n->section), (int)label.n,
	    label.p, n->paragraphs, n->references.n);
	assert_true(str_eq(n->label, r->label));
	put(out, book_text(b, n->body, n->to));
	if (n->ibid_of == NOWHERE)
		return;
	label = b->notes[n->ibid_source].label;
	buf_printf(out, " = %.*s%s", (int)label.n, label.p,
	    n->ibid_certain ? "" : "?");
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In an order of their own: formats keep notes in different places, and with
 * them the callouts that stand in notes. */
static void
put_notes(struct buf *out, const struct book *b)
{
	char **lines = xcalloc(b->n_references + 1, sizeof(*lines));

	for (uint32_t i = 0; i < b->n_references; i++) {
		struct buf line = BUF_INIT;

		assert_int_not_equal(b->references[i].note, NOWHERE);
		put_note(&line, b, &b->references[i]);
		lines[i] = buf_take(&line);
	}
	qsort(lines, b->n_references, sizeof(*lines), by_text);
	for (uint32_t i = 0; i < b->n_references; i++) {
		buf_printf(out, "%s\n", lines[i]);
		free(lines[i]);
	}
	free(lines);
}

static void
put_entries(struct buf *out, const struct book *b)
{
	for (uint32_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];

		buf_printf(out, "%s %d ", entry_names[e->kind],
		    section_id(b, e->section));
		put_strs(out, e->heads);
		buf_puts(out, " (");
		put_strs(out, e->variants);
		buf_puts(out, ") ");
		put(out, e->given);
		buf_puts(out, " / ");
		put(out, e->when);
		buf_puts(out, " / ");
		put(out, e->group);
		for (uint32_t k = 0; k < e->see.n; k++)
			buf_printf(out, " see %u", e->see.v[k]);
		buf_puts(out, ": ");
		put(out, book_text(b, e->from, e->to));
		buf_putc(out, '\n');
	}
	for (uint32_t i = 0; i < b->n_figures; i++) {
		buf_puts(out, "figure: ");
		put_strs(out, b->figures[i].captions);
		buf_putc(out, '\n');
	}
}

static void
understood(const char *name, struct buf *out)
{
	struct book *b = sample(name);

	buf_puts(out, "title: ");
	put(out, b->title);
	buf_puts(out, "\nlanguage: ");
	put(out, b->language);
	buf_putc(out, '\n');
	put_sections(out, b);
	put_notes(out, b);
	put_entries(out, b);
	book_free(b);
}

/* The first line in which two outputs differ. */
static void
assert_agree(const char *name, struct str a, struct str b)
{
	size_t line = 1, at = 0, from = 0, end;

	while (at < a.n && at < b.n && a.p[at] == b.p[at]) {
		if (a.p[at] == '\n') {
			line++;
			from = at + 1;
		}
		at++;
	}
	if (at == a.n && at == b.n)
		return;
	for (end = at; end < a.n && a.p[end] != '\n';)
		end++;
	print_message("text:  %.*s\n", (int)(end - from), a.p + from);
	for (end = at; end < b.n && b.p[end] != '\n';)
		end++;
	print_message("%s: %.*s\n", name, (int)(end - from), b.p + from);
	fail_msg("%s differs in line %zu", name, line);
}

static void
agrees(void **state)
{
	const char *name = *state;
	struct buf source = BUF_INIT, other = BUF_INIT;

	understood("ten-years.txt", &source);
	understood(name, &other);
	assert_true(source.n > 20000);
	assert_agree(name, buf_lend(&source), buf_lend(&other));
	buf_free(&source);
	buf_free(&other);
}

int
main(void)
{
	static char files[][24] = {"ten-years.html", "ten-years.epub",
	    "ten-years-2.epub", "ten-years.fb2", "ten-years.fb2.zip",
	    "ten-years.md"};
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_prestate(agrees, files[0]),
	    cmocka_unit_test_prestate(agrees, files[1]),
	    cmocka_unit_test_prestate(agrees, files[2]),
	    cmocka_unit_test_prestate(agrees, files[3]),
	    cmocka_unit_test_prestate(agrees, files[4]),
	    cmocka_unit_test_prestate(agrees, files[5]),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
