/*
 * What a document says of its book and of the places in it.
 */
#include <string.h>

#include "lib/export/room.h"

const char *
head_state(const struct annotation *a)
{
	static const char *const names[] = {
	    [ANCHOR_EXACT] = "exact",
	    [ANCHOR_MOVED] = "moved",
	    [ANCHOR_LOST] = "lost",
	};

	return annotation_is_doubtful(a) ? "doubtful" : names[a->state];
}

enum standing
head_standing(const struct annotation *a)
{
	if (a->state != ANCHOR_LOST)
		return STANDING_FOUND;
	return annotation_is_doubtful(a) ? STANDING_DOUBTFUL : STANDING_LOST;
}

const char *
head_doubt(const struct annotation *a)
{
	if (a->state != ANCHOR_LOST)
		return NULL;
	if (a->orphan)
		return "its passage is gone";
	return annotation_is_doubtful(a) ? "doubtful in the present text"
					 : "not found in the present text";
}

/* Take the next part off a text that is parted by the byte; null after the
 * last.  Empty parts are none. */
static struct str
next_part(struct str *rest, char parted_by)
{
	size_t from = 0, to;

	while (from < rest->n && rest->p[from] == parted_by)
		from++;
	for (to = from; to < rest->n && rest->p[to] != parted_by;)
		to++;
	if (from == to)
		return (struct str){NULL, 0};
	*rest = (struct str){rest->p + to, rest->n - to};
	return (struct str){rest->p - (to - from), to - from};
}

struct str
head_title(const struct book *b, const struct export_options *o)
{
	return b != NULL && b->title.p != NULL ? b->title : o->title;
}

struct str
head_author(const struct book *b, const struct export_options *o, size_t i)
{
	enum { MOST = 100 }; /* whatever another machine sent */
	struct str rest = o->authors, author = {NULL, 0};

	if (b != NULL && b->authors.n > 0)
		return i < b->authors.n ? b->authors.v[i] : author;
	if (i >= MOST)
		return author;
	for (size_t k = 0; k <= i; k++)
		author = next_part(&rest, ';');
	return author.p == NULL ? author : str_trim(author);
}

struct str
head_tag(struct str *rest)
{
	return next_part(rest, ' ');
}

size_t
head_sections(const struct book *b, const struct annotation *a, uint32_t *path,
    size_t max)
{
	uint32_t innermost = NOWHERE, i;
	size_t depth = 0, n;

	if (b != NULL && a->state != ANCHOR_LOST && b->n_sections > 0 &&
	    !annotation_is_on_book(a))
		innermost = book_section_at(b, a->from);
	for (i = innermost; i != NOWHERE; i = b->sections[i].parent)
		depth++;
	n = depth < max ? depth : max;
	for (i = innermost; i != NOWHERE; i = b->sections[i].parent)
		if (depth-- <= max)
			path[depth] = i;
	return n;
}

void
head_authors(
    struct buf *out, const struct book *b, const struct export_options *o)
{
	struct str author;

	for (size_t i = 0; (author = head_author(b, o, i)).p != NULL; i++) {
		buf_puts(out, i > 0 ? "; " : "");
		buf_str(out, author);
	}
}

struct str
head_meta(const struct book *b, enum meta_kind kind)
{
	return b != NULL ? book_meta(b, kind) : (struct str){NULL, 0};
}

struct str
head_year(const struct book *b)
{
	struct str date = head_meta(b, META_DATE);
	size_t digits = 0;

	for (size_t i = 0; i < date.n; i++) {
		digits = date.p[i] >= '0' && date.p[i] <= '9' ? digits + 1 : 0;
		if (digits == 4)
			return str_slice(date, i - 3, i + 1);
	}
	return (struct str){NULL, 0};
}

struct str
head_translator(const struct book *b, size_t i)
{
	for (uint32_t k = 0; b != NULL && k < b->n_meta; k++)
		if (b->meta[k].kind == META_TRANSLATOR && i-- == 0)
			return b->meta[k].value;
	return (struct str){NULL, 0};
}

struct str
head_isbn(const struct book *b)
{
	for (uint32_t i = 0; b != NULL && i < b->n_meta; i++)
		if (b->meta[i].kind == META_IDENTIFIER &&
		    str_starts(b->meta[i].value, "isbn:"))
			return str_slice(
			    b->meta[i].value, 5, b->meta[i].value.n);
	return (struct str){NULL, 0};
}

struct str
head_section(const struct book *b, const struct annotation *a)
{
	uint32_t path[1], at;

	if (head_sections(b, a, path, 1) == 0)
		return a->section;
	at = book_section_at(b, a->from);
	return b->sections[at].title;
}

struct str
head_page(const struct book *b, const struct annotation *a)
{
	uint32_t page = NOWHERE;

	if (b != NULL && a->state != ANCHOR_LOST)
		page = book_folio_at(b, a->from);
	return page == NOWHERE ? (struct str){NULL, 0} : b->folios[page].label;
}

const struct note *
head_note_of(const struct book *b, const struct annotation *a)
{
	uint32_t note = NOWHERE;

	if (b != NULL && a->state != ANCHOR_LOST && b->n_notes > 0)
		note = book_note_at(b, a->from);
	return note == NOWHERE ? NULL : &b->notes[note];
}

struct str
head_note(const struct book *b, const struct annotation *a)
{
	const struct note *note = head_note_of(b, a);

	return note == NULL ? (struct str){NULL, 0} : note->label;
}

struct str
head_file(const struct export_options *o)
{
	const char *slash = o->path != NULL ? strrchr(o->path, '/') : NULL;

	return str_of(slash != NULL ? slash + 1 : o->path);
}

void
head_address(struct buf *out, const struct book *b, const struct annotation *a)
{
	if (b == NULL || a->state == ANCHOR_LOST)
		buf_str(out, a->address);
	else if (annotation_is_on_book(a))
		buf_puts(out, "the book");
	else
		book_whereabouts(b, a->from, out);
}

struct str
head_words(const struct book *b, const struct annotation *a)
{
	struct str s = a->suffix;
	size_t end;

	if (annotation_is_on_book(a))
		return STR("");
	if (b != NULL && a->state != ANCHOR_LOST)
		s = book_text(b, a->from, book_snap(b, a->from + 80));
	s = str_trim(s);
	end = str_find(s, STR("\n"));
	if (end != SIZE_MAX)
		return str_slice(s, 0, end);
	for (end = s.n; end > 0 && s.p[end - 1] != ' ';)
		end--;
	return end > s.n / 2 ? str_trim(str_slice(s, 0, end)) : s;
}

void
head_heading(struct buf *out, const struct section *s)
{
	buf_str(out, s->number);
	buf_puts(out, s->number.n > 0 && s->title.n > 0 ? ". " : "");
	buf_str(out, s->title);
}

void
head_kind(struct buf *out, const struct annotation *a, const char *between)
{
	buf_puts(out, annotation_names[a->kind]);
	if (a->mark != '\0')
		buf_printf(out, " %c", a->mark);
	if (a->kind != ANNOTATION_BOOKMARK)
		buf_printf(out, "%s%s", between, colour_names[a->colour]);
	if (a->style != SOLID)
		buf_printf(out, "%s%s", between, mark_style_names[a->style]);
}

bool
head_same_section(const struct book *b, const struct annotation *x,
    const struct annotation *y)
{
	uint32_t path[1];
	bool in_x = head_sections(b, x, path, 1) > 0;
	bool in_y = head_sections(b, y, path, 1) > 0;

	if (in_x && in_y)
		return book_section_at(b, x->from) ==
		       book_section_at(b, y->from);
	return !in_x && !in_y && str_eq(x->section, y->section);
}
