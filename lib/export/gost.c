/*
 * Lines in the manner of GOST R 7.0.5: the book, then each marked place of it
 * and the notes cited there, with "Там же" worked out.
 */
#include "lib/export/room.h"

static void
one_line(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(out, s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i]);
}

/* A field ends with one point, also when its text ends with one. */
static void
field(struct buf *out, struct str s)
{
	s = str_trim(s);
	one_line(out, s);
	buf_puts(out, str_ends(s, ".") || s.n == 0 ? "" : ".");
}

/* "Издательство, 1911." */
static void
imprint(struct buf *out, const struct book *b)
{
	struct str publisher = head_meta(b, META_PUBLISHER);
	struct str year = head_year(b);

	if (publisher.n + year.n == 0)
		return;
	buf_putc(out, ' ');
	one_line(out, publisher);
	buf_puts(out, publisher.n > 0 && year.n > 0 ? ", " : "");
	field(out, year);
	buf_puts(out, year.n == 0 && !str_ends(publisher, ".") ? "." : "");
}

/* "Автор А. А., Автор Б. Б. Название. Издательство, 1911." */
static void
book_line(struct buf *out, const struct export_book *v)
{
	struct str title = head_title(v->book, v->options), author;
	struct buf names = BUF_INIT;

	for (size_t i = 0;
	     (author = head_author(v->book, v->options, i)).p != NULL; i++) {
		buf_puts(&names, i > 0 ? ", " : "");
		buf_str(&names, author);
	}
	field(out, buf_lend(&names));
	buf_puts(out, names.n > 0 ? " " : "");
	field(out, title.n > 0 ? title : head_file(v->options));
	imprint(out, v->book);
	buf_free(&names);
}

static void
note_address(struct buf *out, const struct book *b, const struct note *note)
{
	cite_address(out, b, note);
	buf_puts(out, ", примеч. ");
	buf_str(out, note->label);
}

/* "С. 41" where the book states its pages, else "§3.14"; in a note
 * "§3.14, примеч. 7". */
static void
address(struct buf *out, const struct book *b, const struct annotation *a)
{
	const struct note *note = head_note_of(b, a);
	struct str page = head_page(b, a);

	if (note != NULL) {
		note_address(out, b, note);
	} else if (page.p != NULL) {
		buf_puts(out, "С. ");
		buf_str(out, page);
	} else {
		head_address(out, b, a);
	}
}

/* A line for each place that is marked; one for several marks there. */
static void
place_lines(struct buf *out, const struct export_book *v)
{
	struct buf last = BUF_INIT, here = BUF_INIT;

	for (size_t i = 0; i < v->notes->n; i++) {
		buf_clear(&here);
		address(&here, v->book, &v->notes->v[i]);
		if (here.n == 0 || str_eq(buf_lend(&here), buf_lend(&last)))
			continue;
		book_line(out, v);
		buf_putc(out, ' ');
		field(out, buf_lend(&here));
		buf_putc(out, '\n');
		buf_clear(&last);
		buf_str(&last, buf_lend(&here));
	}
	buf_free(&last);
	buf_free(&here);
}

/* "Ленин В. И. ПСС. Т. 39. Цит. по: Автор А. А. Название. §3.14, примеч. 7." */
static void
cited_lines(struct buf *out, const struct export_book *v)
{
	struct cite_list list = cite_notes(v);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < list.n; i++) {
		buf_clear(&text);
		cite_text(&text, v->book, list.v[i]);
		field(out, buf_lend(&text));
		buf_puts(out, " Цит. по: ");
		book_line(out, v);
		buf_clear(&text);
		note_address(&text, v->book, list.v[i]);
		buf_putc(out, ' ');
		field(out, buf_lend(&text));
		buf_putc(out, '\n');
	}
	buf_free(&text);
	cite_free(&list);
}

void
gost_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	(void)now;
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i > 0 ? "\n" : "");
		book_line(out, &v[i]);
		buf_putc(out, '\n');
		place_lines(out, &v[i]);
		cited_lines(out, &v[i]);
	}
}
