/*
 * Where an annotation points, in the terms of the Web Annotation Data Model:
 * the resource and the selectors in it.
 *
 * There is no CFI among them: it counts nodes of the file's own markup, which a
 * compiled book does not keep, and one that is made up would be worse than none.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/room.h"
#include "lib/export/target.h"

#define STRETCH 1024 /* bytes of text whose code points are counted at once */

/* ---- code points ---- */

static uint32_t
count_points(struct str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static uint32_t *
count_stretches(const struct book *b)
{
	size_t n = b->text.n / STRETCH + 1;
	uint32_t *v = xcalloc(n + 1, sizeof(*v));

	for (size_t i = 0; i < n; i++)
		v[i + 1] = v[i] + count_points(str_slice(
				      b->text, i * STRETCH, (i + 1) * STRETCH));
	return v;
}

/* How many code points stand before a place. */
static uint32_t
points_before(const struct target *t, uint32_t place)
{
	size_t i = place / STRETCH;

	return t->points[i] +
	       count_points(str_slice(t->book->book->text, i * STRETCH, place));
}

/* ---- the files of an EPUB ---- */

static int
by_place(const void *left, const void *right)
{
	const struct target_file *a = left, *b = right;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return str_cmp(a->href, b->href);
}

/* Fragments that name a file as a whole say where it begins. */
static void
find_files(struct target *t, const struct book *b)
{
	size_t cap = 0;

	for (uint32_t i = 0; i < b->n_fragments; i++) {
		const struct fragment *f = &b->fragments[i];

		if (str_find(f->key, STR("#")) == SIZE_MAX)
			ARRAY_PUSH(t->files, t->n_files, cap,
			    (struct target_file){f->place, f->key});
	}
	if (t->n_files > 0)
		qsort(t->files, t->n_files, sizeof(*t->files), by_place);
}

static const struct target_file *
file_at(const struct target *t, uint32_t place)
{
	size_t low = 0, high = t->n_files;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->files[middle].place <= place)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &t->files[low - 1] : NULL;
}

struct target
target_of(const struct export_book *book)
{
	struct target t = {.book = book};

	if (book->book == NULL)
		return t;
	t.points = count_stretches(book->book);
	if (strcmp(book->book->format, "epub") == 0)
		find_files(&t, book->book);
	return t;
}

void
target_free(struct target *t)
{
	free(t->points);
	free(t->files);
	*t = (struct target){.book = NULL};
}

/* ---- URLs ---- */

/* A path as a relative URL (RFC 3986). */
static void
put_url(struct buf *out, struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z') ||
			     (c != '\0' && strchr("-._~/!$&'()*+,;=@", c));

		if (plain)
			buf_putc(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

static bool
is_found(const struct target *t, const struct annotation *a)
{
	return t->book->book != NULL && a->state != ANCHOR_LOST;
}

void
target_source(
    const struct target *t, const struct annotation *a, struct buf *out)
{
	const struct target_file *file =
	    is_found(t, a) ? file_at(t, a->from) : NULL;

	put_url(out, file != NULL ? file->href : head_file(t->book->options));
}

/* ---- selectors ---- */

static void
put_quote(const struct annotation *a, struct jsonout *j)
{
	jsonout_open(j, NULL, '{');
	jsonout_text(j, "type", STR("TextQuoteSelector"));
	jsonout_text(j, "exact", a->quote.p != NULL ? a->quote : STR(""));
	jsonout_text(j, "prefix", a->prefix.p != NULL ? a->prefix : STR(""));
	jsonout_text(j, "suffix", a->suffix.p != NULL ? a->suffix : STR(""));
	jsonout_close(j, '}');
}

static void
put_position(const struct target *t, const struct annotation *a, bool whole,
    struct jsonout *j)
{
	const struct target_file *file = whole ? NULL : file_at(t, a->from);
	uint32_t base = file != NULL ? points_before(t, file->place) : 0;

	jsonout_open(j, NULL, '{');
	jsonout_text(j, "type", STR("TextPositionSelector"));
	jsonout_number(j, "start", points_before(t, a->from) - base);
	jsonout_number(j, "end", points_before(t, a->to) - base);
	jsonout_close(j, '}');
}

void
target_selectors(const struct target *t, const struct annotation *a, bool whole,
    struct jsonout *j)
{
	jsonout_open(j, "selector", '[');
	put_quote(a, j);
	if (is_found(t, a))
		put_position(t, a, whole, j);
	jsonout_close(j, ']');
}

/* ---- names ---- */

void
target_book(const struct export_book *v, struct buf *out)
{
	const char *sha = v->options->sha;

	if (sha != NULL && sha[0] != '\0') {
		buf_printf(out, "nih:sha-256;%s", sha);
		return;
	}
	buf_puts(out, "urn:uuid:");
	target_uuid(v, 0, out);
}

/* FNV-1a; names only need to differ. */
static uint64_t
hash(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* A UUID of version 8 (RFC 9562): made from what the book is known by. */
void
target_uuid(const struct export_book *v, unsigned n, struct buf *out)
{
	struct str sha = str_of(v->options->sha);
	uint64_t high, low;

	high = hash(UINT64_C(0xcbf29ce484222325) + n, sha);
	if (sha.n == 0) {
		high = hash(high, head_title(v->book, v->options));
		high = hash(high, head_file(v->options));
	}
	low = hash(high, STR("izba"));
	buf_printf(out, "%08x-%04x-8%03x-%04x-%012llx", (unsigned)(high >> 32),
	    (unsigned)(high >> 16) & 0xffff, (unsigned)high & 0xfff,
	    ((unsigned)(low >> 48) & 0x3fff) | 0x8000,
	    (unsigned long long)(low & UINT64_C(0xffffffffffff)));
}

const char *
target_media_type(const struct export_book *v)
{
	static const struct {
		const char *format, *type;
	} types[] = {
	    {"epub", "application/epub+zip"},
	    {"fb2", "application/x-fictionbook+xml"},
	    {"html", "text/html"},
	    {"markdown", "text/markdown"},
	    {"text", "text/plain"},
	};

	for (size_t i = 0; v->book != NULL && i < LENGTH(types); i++)
		if (strcmp(types[i].format, v->book->format) == 0)
			return types[i].type;
	return NULL;
}

void
target_generator(struct jsonout *j)
{
	jsonout_open(j, "generator", '{');
	jsonout_word(j, "id", EXPORT_GENERATOR);
	jsonout_word(j, "type", "Software");
	jsonout_word(j, "name", "izba");
	jsonout_close(j, '}');
}

void
target_motivation(struct jsonout *j, const struct annotation *a)
{
	bool commented =
	    a->kind == ANNOTATION_HIGHLIGHT && str_trim(a->body).n > 0;

	jsonout_word(j, "motivation",
	    a->kind == ANNOTATION_BOOKMARK            ? "bookmarking"
	    : a->kind == ANNOTATION_NOTE || commented ? "commenting"
						      : "highlighting");
	/* a comment on a passage is no highlight for others; for izba it is */
	if (commented)
		jsonout_word(j, "izba:kind", annotation_names[a->kind]);
}
