/*
 * What a format states besides its text: notes, entries, kinds of sections,
 * pages, languages, names of places.  Recorded here as it comes; the apparatus
 * makes tables of it.  Knows no format.
 *
 *  1. "The next block" is the one that will have the id of_blocks.n once the
 *     block in hand has ended.
 *  2. A name waits until there is text for it to stand at.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/book/bound.h"

#define NO_BLOCK UINT32_MAX

static uint32_t
next_block(struct builder *b)
{
	block_end(b);
	return (uint32_t)b->w->of_blocks.n;
}

/* ---- metadata, names, pages ---- */

/* Is it an ISBN that only does not say so?  Its last digit checks the others. */
static bool
is_isbn(struct str s)
{
	unsigned sum10 = 0, sum13 = 0, n = 0, digit;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '-' || s.p[i] == ' ')
			continue;
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digit = (unsigned)(s.p[i] - '0');
		else if (n == 9 && (s.p[i] | 32) == 'x')
			digit = 10;
		else
			return false;
		sum10 += (10 - n % 10) * digit;
		sum13 += (n % 2 == 0 ? 1 : 3) * digit;
		if (++n > 13)
			return false;
	}
	return (n == 10 && sum10 % 11 == 0) ||
	       (n == 13 && sum13 % 10 == 0 && str_starts(s, "97"));
}

/* An identifier with its scheme, where that can be told. */
static struct str
identifier(struct bound *w, struct str s)
{
	struct buf whole = BUF_INIT;
	struct str bare = s;

	if (str_starts(bare, "ISBN"))
		bare = str_slice(bare, strlen("ISBN"), bare.n);
	while (bare.n > 0 && (bare.p[0] == ':' || bare.p[0] == ' '))
		bare = str_slice(bare, 1, bare.n);
	if (!is_isbn(bare))
		return s;
	buf_puts(&whole, "isbn:");
	buf_str(&whole, bare);
	s = bound_line(w, buf_lend(&whole));
	buf_free(&whole);
	return s;
}

void
builder_meta(struct builder *b, enum meta_kind kind, struct str value)
{
	struct bound *w = b->w;

	value = bound_line(w, value);
	if (kind == META_IDENTIFIER)
		value = identifier(w, value);
	if (value.n == 0 || w->of_meta.n >= 1000 || b->further)
		return;
	ARRAY_PUSH(w->meta, w->of_meta.n, w->of_meta.cap,
	    (struct meta){(uint8_t)kind, value});
}

static void
wait_for_text(struct builder *b, struct str key, bool folio)
{
	struct waiting wait = {bound_line(b->w, key), folio};

	if (wait.key.n > 0)
		ARRAY_PUSH(
		    b->waiting, b->of_waiting.n, b->of_waiting.cap, wait);
}

void
builder_fragment(struct builder *b, struct str key)
{
	wait_for_text(b, key, false);
}

void
builder_folio(struct builder *b, struct str label)
{
	wait_for_text(b, label, true);
}

void
waiting_place(struct builder *b, uint32_t place)
{
	struct bound *w = b->w;

	for (size_t i = 0; i < b->of_waiting.n; i++) {
		struct str key = b->waiting[i].key;

		if (b->waiting[i].folio)
			ARRAY_PUSH(w->folios, w->of_folios.n, w->of_folios.cap,
			    (struct folio){place, key});
		else
			ARRAY_PUSH(w->fragments, w->of_fragments.n,
			    w->of_fragments.cap, (struct fragment){key, place});
	}
	b->of_waiting.n = 0;
}

void
builder_span_language(struct builder *b, uint32_t from, struct str tag)
{
	struct bound *w = b->w;
	struct language l = {from, builder_place(b), bound_language(w, tag)};

	if (l.from < l.to && l.tag.n > 0)
		ARRAY_PUSH(
		    w->languages, w->of_languages.n, w->of_languages.cap, l);
}

void
builder_image(struct builder *b, struct str href, struct str mime,
    uint32_t width, uint32_t height)
{
	struct bound *w = b->w;

	if (!b->open)
		return;
	ARRAY_PUSH(w->images, w->of_images.n, w->of_images.cap,
	    (struct image){.block = (uint32_t)w->of_blocks.n - 1,
		.width = width,
		.height = height,
		.href = bound_line(w, href),
		.mime = bound_line(w, mime)});
}

void
builder_image_text(
    struct builder *b, uint32_t from, struct str href, struct str mime)
{
	struct bound *w = b->w;
	uint32_t to = (uint32_t)w->text.n, n = (uint32_t)w->of_blocks.n;

	if (!b->open || from >= to || from < w->blocks[n - 1].from ||
	    w->blocks[n - 1].kind == BLOCK_FIGURE)
		return;
	ARRAY_PUSH(w->images, w->of_images.n, w->of_images.cap,
	    (struct image){.from = from,
		.to = to,
		.block = n - 1,
		.href = bound_line(w, href),
		.mime = bound_line(w, mime)});
}

void
builder_link_to(struct builder *b, uint32_t from, uint32_t to, struct str key)
{
	if (from < to && to <= b->w->text.n)
		ARRAY_PUSH(b->later, b->of_later.n, b->of_later.cap,
		    (struct link){
			from, to, NOWHERE, NOWHERE, bound_line(b->w, key)});
}

/* ---- sections, notes, entries ---- */

void
builder_section(struct builder *b, enum section_kind kind)
{
	struct stated *s = &b->w->stated;

	ARRAY_PUSH(s->sections, s->n_sections, b->w->caps.sections,
	    (struct stated_section){next_block(b), (uint8_t)kind});
}

void
builder_contents(
    struct builder *b, unsigned level, struct str title, struct str key)
{
	struct stated *s = &b->w->stated;

	if (s->n_contents < LIMIT_BLOCKS)
		ARRAY_PUSH(s->contents, s->n_contents, b->w->caps.contents,
		    (struct stated_line){
			level, bound_line(b->w, title), bound_line(b->w, key)});
}

void
builder_note(struct builder *b, struct str key, struct str label)
{
	struct stated *s = &b->w->stated;
	uint32_t block;

	builder_note_end(b);
	block = next_block(b);
	ARRAY_PUSH(s->notes, s->n_notes, b->w->caps.notes,
	    (struct stated_note){
		block, block, bound_line(b->w, key), bound_line(b->w, label)});
	b->in_note = true;
	builder_fragment(b, key);
}

/* A note that has no text is none; what calls it will say so. */
void
builder_note_end(struct builder *b)
{
	struct stated *s = &b->w->stated;
	struct stated_note *n;

	if (!b->in_note)
		return;
	b->in_note = false;
	n = &s->notes[s->n_notes - 1];
	n->last_block = next_block(b);
	if (n->last_block == n->first_block)
		s->n_notes--;
}

void
builder_reference(struct builder *b, uint32_t from, struct str key)
{
	struct stated *s = &b->w->stated;
	struct stated_reference r = {
	    from, builder_place(b), bound_line(b->w, key)};

	if (r.from < r.to)
		ARRAY_PUSH(
		    s->references, s->n_references, b->w->caps.references, r);
}

void
builder_entry(struct builder *b, enum entry_kind kind)
{
	struct stated *s = &b->w->stated;
	uint32_t block;

	builder_entry_end(b);
	block = next_block(b);
	ARRAY_PUSH(s->entries, s->n_entries, b->w->caps.entries,
	    (struct stated_entry){
		block, block, (uint8_t)kind, (uint32_t)s->n_heads, 0});
	b->in_entry = true;
}

void
builder_entry_end(struct builder *b)
{
	struct stated *s = &b->w->stated;
	struct stated_entry *e;

	if (!b->in_entry)
		return;
	b->in_entry = false;
	e = &s->entries[s->n_entries - 1];
	e->last_block = next_block(b);
	if (e->last_block > e->first_block)
		return;
	s->n_heads = e->head;
	s->n_entries--;
}

void
builder_head(struct builder *b, uint32_t from)
{
	struct stated *s = &b->w->stated;
	struct span head = {from, builder_place(b)};

	if (!b->in_entry || head.from >= head.to)
		return;
	ARRAY_PUSH(s->heads, s->n_heads, b->w->caps.heads, head);
	s->entries[s->n_entries - 1].heads++;
}

/* ---- settling ---- */

static int
fragment_cmp(const void *a, const void *b)
{
	const struct fragment *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	/* a smaller place was named first */
	return c != 0 ? c : (x->place > y->place) - (x->place < y->place);
}

static void
fragments_settle(struct bound *w)
{
	size_t kept = 0;

	if (w->of_fragments.n == 0)
		return;
	qsort(w->fragments, w->of_fragments.n, sizeof(*w->fragments),
	    fragment_cmp);
	for (size_t i = 0; i < w->of_fragments.n; i++) {
		struct fragment f = w->fragments[i];

		if (kept > 0 && str_eq(w->fragments[kept - 1].key, f.key))
			continue;
		if (f.place > w->text.n)
			f.place = (uint32_t)w->text.n;
		w->fragments[kept++] = f;
	}
	w->of_fragments.n = kept;
}

static int
reference_cmp(const void *a, const void *b)
{
	const struct stated_reference *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

static void
references_settle(struct bound *w)
{
	struct stated *s = &w->stated;
	size_t kept = 0;

	if (s->n_references > 0)
		qsort(s->references, s->n_references, sizeof(*s->references),
		    reference_cmp);
	for (size_t i = 0; i < s->n_references; i++) {
		struct stated_reference r = s->references[i];

		if (r.to > w->text.n ||
		    (kept > 0 && s->references[kept - 1].to > r.from))
			continue;
		s->references[kept++] = r;
	}
	s->n_references = kept;
}

static int
language_cmp(const void *a, const void *b)
{
	const struct language *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (y->to > x->to) - (y->to < x->to);
}

/* Cut the languages so that of those around each other the innermost holds:
 * a sweep with the open ones on a stack. */
static void
languages_settle(struct bound *w)
{
	struct language *in = w->languages, *stack, *out = NULL;
	size_t n = w->of_languages.n, depth = 0, n_out = 0, cap = 0;
	uint32_t at = 0;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		if (in[i].to > w->text.n)
			in[i].to = (uint32_t)w->text.n;
	qsort(in, n, sizeof(*in), language_cmp);
	stack = xcalloc(n, sizeof(*stack));
	for (size_t i = 0; i <= n || depth > 0;) {
		uint32_t next = i < n ? in[i].from : NO_BLOCK;

		if (depth > 0) {
			struct language top = stack[depth - 1];
			uint32_t to = top.to < next ? top.to : next;

			if (at < to)
				ARRAY_PUSH(out, n_out, cap,
				    (struct language){at, to, top.tag});
			if (at < to)
				at = to;
			if (top.to <= next) {
				depth--;
				continue;
			}
		}
		if (i >= n)
			break;
		at = at > next ? at : next;
		stack[depth++] = in[i++];
	}
	free(stack);
	free(in);
	w->languages = out;
	w->of_languages = (struct table){n_out, cap};
}

void
later_settle(struct builder *b)
{
	struct bound *w = b->w;

	fragments_settle(w);
	w->book.fragments = w->fragments;
	w->book.n_fragments = (uint32_t)w->of_fragments.n;
	for (size_t i = 0; i < b->of_later.n; i++) {
		struct link l = b->later[i];

		l.target = book_fragment(&w->book, l.href);
		if (l.target == NOWHERE) {
			builder_problem(b, PROBLEM_BROKEN_LINK, 0,
			    "a link leads nowhere: %.*s (%.*s)",
			    (int)(l.to - l.from < 60 ? l.to - l.from : 60),
			    w->text.p + l.from,
			    (int)(l.href.n < 120 ? l.href.n : 120), l.href.p);
			continue;
		}
		l.href = (struct str){NULL, 0};
		ARRAY_PUSH(w->links, w->of_links.n, w->of_links.cap, l);
	}
}

/* A figure's words are all of its block, known only now. */
static void
images_settle(struct bound *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->of_images.n; i++) {
		struct image m = w->images[i];
		const struct block *k;

		if (m.block >= w->of_blocks.n)
			continue;
		k = &w->blocks[m.block];
		if (k->kind == BLOCK_FIGURE) {
			m.from = k->from;
			m.to = k->to;
		}
		if (m.from >= k->from && m.to <= k->to)
			w->images[n++] = m;
	}
	w->of_images.n = n;
}

void
stated_settle(struct bound *w)
{
	uint32_t last = (uint32_t)w->of_blocks.n - 1;
	size_t n = w->of_folios.n;

	while (n > 0 && w->folios[n - 1].place >= w->text.n)
		n--;
	w->of_folios.n = n;
	references_settle(w);
	languages_settle(w);
	images_settle(w);
	for (size_t i = 0; i < w->stated.n_sections; i++)
		if (w->stated.sections[i].block > last)
			w->stated.sections[i].block = last;
}

/* ---- afterwards ---- */

bool
stated_any(const struct bound *w)
{
	return w->of_images.n + w->stated.n_sections + w->stated.n_notes +
		   w->stated.n_entries >
	       0;
}

void
stated_renumber(struct bound *w, const uint32_t *ids)
{
	struct stated *s = &w->stated;

	for (size_t i = 0; i < w->of_images.n; i++)
		w->images[i].block = ids[w->images[i].block];
	for (size_t i = 0; i < s->n_sections; i++)
		s->sections[i].block = ids[s->sections[i].block];
	for (size_t i = 0; i < s->n_notes; i++) {
		s->notes[i].first_block = ids[s->notes[i].first_block];
		s->notes[i].last_block = ids[s->notes[i].last_block - 1] + 1;
	}
	for (size_t i = 0; i < s->n_entries; i++) {
		s->entries[i].first_block = ids[s->entries[i].first_block];
		s->entries[i].last_block =
		    ids[s->entries[i].last_block - 1] + 1;
	}
}

void
stated_free(struct bound *w)
{
	free(w->meta);
	free(w->folios);
	free(w->languages);
	free(w->images);
	free(w->fragments);
	free(w->stated.sections);
	free(w->stated.contents);
	free(w->stated.notes);
	free(w->stated.references);
	free(w->stated.entries);
	free(w->stated.heads);
}
