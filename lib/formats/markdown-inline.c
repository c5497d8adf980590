/*
 * The text of a block of Markdown, piece by piece, each with its place in the
 * source; and what Pandoc writes that the parser takes for text.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/markdown-inline.h"

void
md_inlines_begin(struct md_inlines *x)
{
	x->n = 0;
	x->links = x->image = 0;
	x->spoken = (struct str){NULL, 0};
	memset(x->depth, 0, sizeof(x->depth));
	buf_clear(&x->alt);
}

/* ---- places ---- */

/* The byte of the source at which this text stands: where the parser says, or
 * near it on its line. */
static uint32_t
place_of(
    const struct md_inlines *x, uint32_t line, uint32_t column, struct str text)
{
	enum { NEAR = 256, HEAD = 12 };
	const struct md *m = x->m;
	uint32_t from, end, at;
	struct str head = str_slice(text, 0, HEAD), window;
	size_t found;

	if (line >= m->n_lines)
		return NOWHERE;
	from = m->lines[line] > x->byte0 ? m->lines[line] : x->byte0;
	end = m->lines[line + 1];
	at = from + (column > 0 ? column - 1 : 0);
	if (at > end)
		at = end;
	if (str_eq(str_slice(m->text, at, at + head.n), head))
		return at;
	window =
	    str_slice(m->text, at > from + NEAR ? at - NEAR : from, at + NEAR);
	found = str_find(window, head);
	if (found == SIZE_MAX)
		return at;
	return (uint32_t)(window.p - m->text.p + (ptrdiff_t)found);
}

static unsigned
style_now(const struct md_inlines *x)
{
	unsigned style = 0;

	for (unsigned i = 0; i < 8; i++)
		style |= x->depth[i] > 0 ? 1u << i : 0;
	return style;
}

static struct md_piece *
piece_add(struct md_inlines *x, enum md_kind kind, struct str text)
{
	struct md_piece p = {.text = text,
	    .line = x->line + 1,
	    .byte = NOWHERE,
	    .kind = (uint8_t)kind,
	    .style = (uint8_t)style_now(x)};

	ARRAY_PUSH(x->v, x->n, x->cap, p);
	return &x->v[x->n - 1];
}

static void
style_set(struct md_inlines *x, unsigned style, bool on)
{
	for (unsigned i = 0; i < 8; i++) {
		if ((style >> i & 1) == 0)
			continue;
		if (on)
			x->depth[i]++;
		else if (x->depth[i] > 0)
			x->depth[i]--;
	}
}

/* ---- events ---- */

/* Pandoc's attributes at the start of s, "{width=50% .wide #one}": their bytes,
 * or 0. */
static size_t
attributes(struct str s)
{
	size_t end = str_find(s, STR("}"));
	bool begins = true, good = s.n > 2 && s.p[0] == '{' && end > 1;

	if (end == SIZE_MAX)
		return 0;
	for (size_t i = 1; good && i < end; i++) {
		/* a class, a name, or "key=value" up to the next blank */
		if (begins && s.p[i] != '#' && s.p[i] != '.')
			good = memchr(s.p + i, '=', end - i) != NULL;
		begins = s.p[i] == ' ';
	}
	return good ? end + 1 : 0;
}

/* May attributes follow: has a picture, a link or code just ended? */
static bool
takes_attributes(const struct md_inlines *x)
{
	const struct md_piece *p = x->n > 0 ? &x->v[x->n - 1] : NULL;

	return p != NULL &&
	       (p->kind == MD_IMAGE || p->kind == MD_LINK_END ||
		   (p->kind == MD_TEXT && (p->style & STYLE_CODE) != 0));
}

static void
take_text(struct md_inlines *x, const struct md_event *e)
{
	struct str s = e->text;
	struct md_piece *p;
	size_t skip = 0;

	if (e->type == INLINE_TEXT && takes_attributes(x))
		skip = attributes(s);
	s = str_slice(s, skip, s.n);
	if (s.n == 0)
		return;
	p = piece_add(x, MD_TEXT, s);
	p->byte = place_of(x, x->line, e->column + (uint32_t)skip, s);
	if (e->type == INLINE_CODE)
		p->style |= STYLE_CODE;
}

static void
link_begin(struct md_inlines *x, struct str href)
{
	x->links++;
	piece_add(x, MD_LINK, href);
}

static void
link_end(struct md_inlines *x)
{
	if (x->links == 0)
		return;
	x->links--;
	piece_add(x, MD_LINK_END, STR(""));
}

/* A tag that states a language, up to the one that closes it; those within say
 * no more. */
static void
language_take(struct md_inlines *x, const struct md_tag *tag)
{
	if (x->spoken.p == NULL) {
		if (tag->closing || tag->language.n == 0 || tag->name.p == NULL)
			return;
		x->spoken = tag->name;
		x->spoken_depth = 0;
		piece_add(x, MD_LANGUAGE, tag->language);
	} else if (!str_eq(x->spoken, tag->name)) {
		return;
	} else if (!tag->closing) {
		x->spoken_depth++;
	} else if (x->spoken_depth > 0) {
		x->spoken_depth--;
	} else {
		x->spoken = (struct str){NULL, 0};
		piece_add(x, MD_LANGUAGE_END, STR(""));
	}
}

static void
take_html(struct md_inlines *x, const struct md_event *e)
{
	struct md_tag tag;
	struct md_piece *p;

	if (!md_tag_read(x->m, e->text, &tag))
		return;
	if (tag.id.n > 0)
		piece_add(x, MD_NAME, tag.id);
	language_take(x, &tag);
	if (tag.line_break)
		piece_add(x, MD_HARD, STR(""));
	style_set(x, tag.style, !tag.closing);
	if (tag.closing && str_is(tag.name, "a"))
		link_end(x);
	if (tag.href.n > 0)
		link_begin(x, tag.href);
	if (tag.src.n > 0) {
		p = piece_add(x, MD_IMAGE, tag.alt);
		p->href = tag.src;
		p->title = tag.title;
	}
}

/* An image: what stands in it is its alternative text. */
static void
take_image(struct md_inlines *x, const struct md_event *e)
{
	struct md_piece *p;

	if (e->enter && x->image++ == 0) {
		buf_clear(&x->alt);
		x->picture =
		    (struct md_piece){.href = e->text, .title = e->title};
	}
	if (e->enter || x->image == 0 || --x->image > 0)
		return;
	p = piece_add(x, MD_IMAGE, arena_str(x->m->arena, buf_lend(&x->alt)));
	p->href = x->picture.href;
	p->title = x->picture.title;
}

/* The label of a footnote's callout, from the source. */
static void
take_call(struct md_inlines *x, const struct md_event *e)
{
	const struct md *m = x->m;
	uint32_t byte = place_of(x, x->line, e->column, STR("[^"));
	struct str s =
	    byte < m->text.n ? str_slice(m->text, byte, byte + 300) : STR("");
	size_t end = str_find(s, STR("]"));
	struct md_piece *p;
	uint32_t note = NOWHERE;

	if (e->enter && str_starts(s, "[^") && end != SIZE_MAX)
		note = md_footnote(
		    m, md_label(x->m, str_slice(s, 2, end)), x->line);
	if (note == NOWHERE)
		return;
	p = piece_add(x, MD_CALL, STR(""));
	p->index = note;
	p->byte = byte;
}

void
md_inline(struct md_inlines *x, const struct md_event *e)
{
	if (e->line > 0 && e->enter)
		x->line = x->line0 + e->line - 1;
	if (x->image > 0 && e->type != INLINE_IMAGE) {
		if (e->type == INLINE_TEXT || e->type == INLINE_CODE)
			buf_str(&x->alt, e->text);
		else if (e->type == INLINE_SOFT)
			buf_putc(&x->alt, ' ');
		return;
	}
	switch (e->type) {
	case INLINE_TEXT:
	case INLINE_CODE:
		take_text(x, e);
		break;
	case INLINE_SOFT:
	case INLINE_HARD:
		piece_add(
		    x, e->type == INLINE_SOFT ? MD_SOFT : MD_HARD, STR(""));
		x->line++;
		break;
	case INLINE_HTML:
		take_html(x, e);
		break;
	case INLINE_STYLE:
		style_set(x, e->style, e->enter);
		break;
	case INLINE_LINK:
		if (e->enter)
			link_begin(x, e->text);
		else
			link_end(x);
		break;
	case INLINE_IMAGE:
		take_image(x, e);
		break;
	case INLINE_CALL:
		take_call(x, e);
	}
}

/* ---- Pandoc's notes in the text ---- */

/* A bracket in the text of a piece. */
struct bracket {
	size_t piece, at;
	bool note; /* "^[" */
	size_t pair; /* of a note's: the bracket that closes it */
};

/* Find the brackets of notes: pairs are told by a stack, notes do not nest. */
static struct bracket *
brackets_find(const struct md_inlines *x, size_t *n)
{
	struct bracket *v = NULL;
	size_t cap = 0, depth = 0, cap_open = 0, *open = NULL;

	*n = 0;
	for (size_t i = 0; i < x->n; i++) {
		struct str s = x->v[i].text;

		if (x->v[i].kind != MD_TEXT ||
		    (x->v[i].style & STYLE_CODE) != 0)
			continue;
		for (size_t at = 0; at < s.n; at++) {
			struct bracket k = {i, at, false, SIZE_MAX};

			if (s.p[at] == ']' && depth > 0) {
				v[open[--depth]].pair = *n;
				ARRAY_PUSH(v, *n, cap, k);
			} else if (s.p[at] == '[') {
				k.note = at > 0 && s.p[at - 1] == '^';
				ARRAY_PUSH(open, depth, cap_open, *n);
				ARRAY_PUSH(v, *n, cap, k);
			}
		}
	}
	free(open);
	return v;
}

static void
spare_add(struct md_inlines *x, struct md_piece p, size_t *n)
{
	if (p.kind == MD_TEXT && p.text.n == 0)
		return;
	ARRAY_PUSH(x->spare, *n, x->cap_spare, p);
}

/* A part of a piece of text. */
static struct md_piece
part_of(const struct md_piece *p, size_t from, size_t to)
{
	struct md_piece part = *p;

	part.text = str_slice(p->text, from, to);
	if (p->byte != NOWHERE)
		part.byte = p->byte + (uint32_t)from;
	return part;
}

static void
spare_take(struct md_inlines *x, size_t n)
{
	struct md_piece *v = x->v;
	size_t cap = x->cap;

	x->v = x->spare;
	x->n = n;
	x->cap = x->cap_spare;
	x->spare = v;
	x->cap_spare = cap;
}

/* Cut the pieces at the brackets of notes. */
static void
notes_find(struct md_inlines *x)
{
	size_t n, out = 0, at = 0, piece = 0, end = SIZE_MAX;
	struct bracket *v = brackets_find(x, &n);

	for (size_t i = 0; i < n; i++) {
		const struct bracket *k = &v[i];
		bool begins = k->note && k->pair != SIZE_MAX && end == SIZE_MAX;
		struct md_piece mark;

		if (!begins && i != end)
			continue;
		for (; piece < k->piece; piece++, at = 0)
			spare_add(x,
			    x->v[piece].kind == MD_TEXT
				? part_of(&x->v[piece], at, x->v[piece].text.n)
				: x->v[piece],
			    &out);
		spare_add(x, part_of(&x->v[piece], at, k->at - begins), &out);
		mark = part_of(&x->v[piece], k->at - begins, k->at + 1);
		mark.kind = begins ? MD_NOTE : MD_NOTE_END;
		spare_add(x, mark, &out);
		at = k->at + 1;
		end = begins ? k->pair : SIZE_MAX;
	}
	for (; out > 0 && piece < x->n; piece++, at = 0)
		spare_add(x,
		    x->v[piece].kind == MD_TEXT
			? part_of(&x->v[piece], at, x->v[piece].text.n)
			: x->v[piece],
		    &out);
	free(v);
	if (out > 0)
		spare_take(x, out);
}

/* ---- raised and lowered words ---- */

/* "2^nd^", "H~2~O": the byte of the closing sign, 0 if there is none. */
static size_t
raised_end(struct str s, size_t at)
{
	enum { MOST = 24 };

	for (size_t i = at + 1; i < s.n && i < at + MOST; i++) {
		if (s.p[i] == s.p[at])
			return i > at + 1 ? i : 0;
		if (strchr(" []()/\\<>=|{}", s.p[i]) != NULL)
			return 0;
	}
	return 0;
}

static void
raised_cut(struct md_inlines *x, const struct md_piece *p, size_t *out)
{
	size_t from = 0, end;

	for (size_t i = 0; i < p->text.n; i++) {
		struct md_piece part;

		if (p->text.p[i] != '^' && p->text.p[i] != '~')
			continue;
		end = raised_end(p->text, i);
		if (end == 0)
			continue;
		spare_add(x, part_of(p, from, i), out);
		part = part_of(p, i + 1, end);
		part.style |=
		    p->text.p[i] == '^' ? STYLE_SUPERSCRIPT : STYLE_SUBSCRIPT;
		spare_add(x, part, out);
		from = end + 1;
		i = end;
	}
	spare_add(x, part_of(p, from, p->text.n), out);
}

void
md_inlines_refine(struct md_inlines *x)
{
	bool notes = false, raised = false;
	size_t out = 0;

	for (size_t i = 0; i < x->n; i++) {
		struct str s = x->v[i].text;

		if (x->v[i].kind != MD_TEXT || s.n == 0)
			continue;
		notes |= str_find(s, STR("^[")) != SIZE_MAX;
		raised |= memchr(s.p, '^', s.n) != NULL ||
			  memchr(s.p, '~', s.n) != NULL;
	}
	if (notes)
		notes_find(x);
	for (size_t i = 0; raised && i < x->n; i++)
		if (x->v[i].kind == MD_TEXT &&
		    (x->v[i].style & STYLE_CODE) == 0)
			raised_cut(x, &x->v[i], &out);
		else
			spare_add(x, x->v[i], &out);
	if (raised)
		spare_take(x, out);
}
