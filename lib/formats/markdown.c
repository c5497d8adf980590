/*
 * Markdown: CommonMark with GitHub's tables and footnotes, and what of
 * Pandoc's is common.  One file, several as one book, or a folder with a
 * SUMMARY.md (markdown-folder.c).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/markdown.h"
#include "lib/formats/tree.h"

/* Nothing but front matter tells Markdown from text with light markup. */
int
markdown_sniff(struct str bytes)
{
	if (str_starts(bytes, "\xef\xbb\xbf"))
		bytes = str_slice(bytes, 3, bytes.n);
	if (!str_starts(bytes, "---") && !str_starts(bytes, "+++") &&
	    !str_starts(bytes, "% "))
		return 0;
	return md_front_read(NULL, bytes).named ? 40 : 0;
}

/* ---- pieces into the builder ---- */

/* Where a link leads: outside, or to a place that has a name in this book. */
static void
link_feed(struct md *m, uint32_t from, struct str href)
{
	struct buf key = BUF_INIT, fragment = BUF_INIT;
	uint32_t to = builder_place(m->b);
	bool inside =
	    href.n > 0 && archive_resolve(m->file, href, &key, &fragment);
	struct str file = buf_lend(&key);

	if (from >= to || href.n == 0) {
		buf_free(&key);
		buf_free(&fragment);
		return;
	}
	inside =
	    inside && (str_eq(file, m->file) || md_files_have(m->files, file));
	if (inside && fragment.n > 0) {
		if (key.n > 0)
			buf_putc(&key, '#');
		buf_str(&key, buf_lend(&fragment));
	}
	if (inside && key.n > 0)
		builder_link_to(m->b, from, to, buf_lend(&key));
	else if (!inside)
		builder_link(m->b, from, to, NOWHERE, href);
	buf_free(&key);
	buf_free(&fragment);
}

/* The byte of the source that n bytes of text begin at, if they may be there:
 * what the parser puts in place of broken bytes is longer. */
static uint32_t
source_byte(const struct md *m, uint32_t at, size_t n)
{
	if (at == NOWHERE || m->file.n > 0 || at + n > m->text.n)
		return NOWHERE;
	return decoded_source(m->decoded, at);
}

static uint32_t
source_line(const struct md *m, uint32_t line)
{
	return m->file.n > 0 ? 0 : line;
}

static void
call_feed(struct md *m, const struct md_piece *p)
{
	struct buf label = BUF_INIT, key = BUF_INIT;
	uint32_t from = builder_place(m->b);

	if (p->kind == MD_NOTE) {
		buf_printf(&label, "%u", p->index + 1);
		buf_str(&key, p->text);
	} else {
		md_call(m, p->index, &label);
		md_note_key(m, p->index, &key);
	}
	builder_text(m->b, buf_lend(&label),
	    STYLE_SUPERSCRIPT | (p->style & (STYLE_EMPHASIS | STYLE_STRONG)),
	    source_line(m, p->line), source_byte(m, p->byte, label.n));
	builder_reference(m->b, from, buf_lend(&key));
	buf_free(&label);
	buf_free(&key);
}

/* "[^label]" in s that no footnote defines: where it begins and ends. */
static bool
lost_call(struct str s, size_t from, size_t *at, size_t *end)
{
	enum { LABEL = 100 };

	for (*at = from; *at + 3 < s.n; (*at)++) {
		if (s.p[*at] != '[' || s.p[*at + 1] != '^')
			continue;
		for (*end = *at + 2; *end < s.n && *end < *at + LABEL; (*end)++)
			if (s.p[*end] == ']' || s.p[*end] == ' ')
				break;
		if (*end < s.n && s.p[*end] == ']' && *end > *at + 2) {
			++*end;
			return true;
		}
	}
	return false;
}

static void
part_feed(struct md *m, const struct md_piece *p, size_t from, size_t to)
{
	builder_text(m->b, str_slice(p->text, from, to), p->style,
	    source_line(m, p->line),
	    source_byte(m,
		p->byte == NOWHERE ? NOWHERE : p->byte + (uint32_t)from,
		to - from));
}

/* Text, with callouts of footnotes that are not there. */
static void
text_feed(struct md *m, const struct md_piece *p)
{
	size_t from = 0, at, end = 0;

	while ((p->style & STYLE_CODE) == 0 &&
	       lost_call(p->text, from, &at, &end)) {
		struct buf key = BUF_INIT;
		uint32_t place;

		part_feed(m, p, from, at);
		place = builder_place(m->b);
		part_feed(m, p, at, end);
		buf_printf(&key, "%.*s#^%.*s", (int)m->file.n, m->file.p,
		    (int)(end - at), p->text.p + at);
		builder_reference(m->b, place, buf_lend(&key));
		buf_free(&key);
		from = end;
	}
	if (from < p->text.n)
		part_feed(m, p, from, p->text.n);
}

/* Append what names a picture's bytes. */
static void
picture_key(struct md *m, const struct md_piece *p, struct buf *out)
{
	if (data_is(p->href) && p->href.n > LIMIT_DATA) {
		builder_problem(m->b, PROBLEM_LIMIT, source_line(m, p->line),
		    "a picture that stands in the text itself is too large");
	} else if (!archive_resolve(m->file, p->href, out, NULL)) {
		buf_clear(out);
		buf_str(out, p->href);
	}
}

/* A picture among words. */
static void
image_feed(struct md *m, const struct md_piece *p)
{
	struct buf key = BUF_INIT, words = BUF_INIT;
	uint32_t from;

	picture_key(m, p, &key);
	image_stand_in(p->text, buf_lend(&key), &words);
	from = builder_place(m->b);
	builder_literal(m->b, buf_lend(&words), p->style);
	if (key.n > 0)
		builder_image_text(
		    m->b, from, buf_lend(&key), image_mime_of(buf_lend(&key)));
	buf_free(&key);
	buf_free(&words);
}

void
md_pieces_feed(struct md *m, const struct md_piece *v, size_t n)
{
	uint32_t link = NOWHERE, spoken = NOWHERE;
	struct str href = {NULL, 0}, language = {NULL, 0};

	for (size_t i = 0; i < n; i++) {
		const struct md_piece *p = &v[i];

		switch ((enum md_kind)p->kind) {
		case MD_TEXT:
			text_feed(m, p);
			break;
		case MD_RAW:
			part_feed(m, p, 0, p->text.n);
			break;
		case MD_IMAGE:
			image_feed(m, p);
			break;
		case MD_LITERAL:
			builder_literal(m->b, p->text, p->style);
			break;
		case MD_SOFT:
		case MD_HARD:
			builder_literal(
			    m->b, p->kind == MD_SOFT ? STR(" ") : STR("\n"), 0);
			break;
		case MD_CALL:
		case MD_NOTE:
			call_feed(m, p);
			break;
		case MD_LINK:
			link = builder_place(m->b);
			href = p->text;
			break;
		case MD_LINK_END:
			if (link != NOWHERE)
				link_feed(m, link, href);
			link = NOWHERE;
			break;
		case MD_NAME:
			md_name(m, p->text);
			break;
		case MD_LANGUAGE:
			spoken = builder_place(m->b);
			language = p->text;
			break;
		case MD_LANGUAGE_END:
			if (spoken != NOWHERE)
				builder_span_language(m->b, spoken, language);
			spoken = NOWHERE;
			break;
		case MD_NOTE_END:
			break;
		}
	}
	if (link != NOWHERE)
		link_feed(m, link, href);
	if (spoken != NOWHERE)
		builder_span_language(m->b, spoken, language);
}

/* ---- pictures ---- */

/* The block of a picture, with its caption behind it. */
static void
picture_feed(struct md *m, const struct md_block *k)
{
	const struct md_piece *p = &k->v[0];
	struct str caption = p->title.n > 0 ? p->title : p->text;
	struct buf href = BUF_INIT;
	uint32_t line = source_line(m, k->line);
	uint32_t last = source_line(m, k->last_line);

	picture_key(m, p, &href);
	builder_figure(m->b, line, last, &caption, caption.n > 0);
	builder_block(m->b, BLOCK_FIGURE, 0, k->flags, line, k->gap);
	builder_literal(m->b, p->text, 0);
	if (href.n > 0)
		builder_image(m->b, buf_lend(&href),
		    image_mime_of(buf_lend(&href)), 0, 0);
	builder_last_line(m->b, last);
	if (p->title.n > 0 && !str_eq(p->title, p->text)) {
		builder_block(m->b, BLOCK_CAPTION, 0, BLOCK_STATED, line, 0);
		builder_literal(m->b, p->title, 0);
		builder_last_line(m->b, last);
	}
	buf_free(&href);
}

void
md_block_feed(struct md *m, const struct md_block *k)
{
	if (k->kind == BLOCK_FIGURE) {
		picture_feed(m, k);
		return;
	}
	builder_block(
	    m->b, k->kind, k->level, k->flags, source_line(m, k->line), k->gap);
	md_pieces_feed(m, k->v, k->n);
	builder_last_line(m->b, source_line(m, k->last_line));
}

/* ---- one file ---- */

static void
md_free(struct md *m)
{
	for (size_t i = 0; i < m->n_notes; i++)
		free(m->notes[i].v);
	free(m->notes);
	free(m->lines);
	free(m->flags);
	free(m->headings);
	free(m->definitions);
	free(m->by_line);
	free(m->chunks);
	slugs_free(m->slugs);
	arena_free(m->arena);
}

bool
md_file(struct builder *b, const struct md_source *source, struct err *err)
{
	const struct input *in = source->in;
	struct decoded d;
	struct md_front front;
	struct md m = {.b = b, .file = source->name, .files = source->files};

	if (!encoding_read(&d, source->bytes,
		in->options == NULL ? NULL : in->options->encoding,
		(struct str){NULL, 0}, err))
		return false;
	if (source->first)
		decoded_tell(&d, b);
	m.arena = arena_new();
	m.decoded = &d;
	m.text = d.text;
	m.slugs = slugs_new();
	front = md_front_read(source->first ? b : NULL, d.text);
	m.begin = (uint32_t)front.bytes;
	m.titled = front.title || source->titled;
	builder_fragment(b, source->name);
	md_scan(&m);
	md_feed(&m);
	md_free(&m);
	decoded_free(&d);
	return true;
}

/* ---- files ---- */

static int
by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
md_files_sort(struct md_files *files)
{
	if (files->n > 0)
		qsort(files->v, files->n, sizeof(*files->v), by_name);
}

bool
md_files_have(const struct md_files *files, struct str name)
{
	return files != NULL && files->n > 0 &&
	       bsearch(&name, files->v, files->n, sizeof(name), by_name) !=
		   NULL;
}

static struct str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash == NULL ? path : slash + 1);
}

/* Several files in their order; each is named by its own name. */
static bool
files_read(struct builder *b, const struct input *in, struct err *err)
{
	struct md_files files = {
	    xcalloc(in->n_more + 1, sizeof(struct str)), in->n_more + 1};
	struct md_source source = {.in = in, .files = &files};
	struct buf bytes = BUF_INIT;
	uint64_t all = 0;
	bool ok = true;

	for (size_t i = 0; i < files.n; i++)
		files.v[i] = base_name(i == 0 ? in->path : in->more[i - 1]);
	md_files_sort(&files);
	for (size_t i = 0; ok && i < files.n; i++) {
		source.first = i == 0;
		source.titled = true;
		source.name = base_name(i == 0 ? in->path : in->more[i - 1]);
		source.bytes = in->bytes;
		if (i > 0) {
			buf_clear(&bytes);
			ok = file_read(in->more[i - 1], &bytes, err);
			source.bytes = buf_lend(&bytes);
		}
		if (ok && i > 0 && bytes_are_binary(source.bytes)) {
			ok = err_set(err, ERR_FORMAT, "it is no text");
			err_in(err, in->more[i - 1]);
		}
		ok = ok && md_file(b, &source, err);
		all += source.bytes.n;
	}
	builder_source_bytes(b, all < NOWHERE ? (uint32_t)all : NOWHERE);
	buf_free(&bytes);
	free(files.v);
	return ok;
}

bool
markdown_read(struct builder *b, const struct input *in, struct err *err)
{
	struct md_source source = {
	    .in = in, .name = STR(""), .bytes = in->bytes, .first = true};

	if (!md_ready(err) || !tree_html_ready(err))
		return false;
	if (in->folder)
		return md_folder_read(b, in, err);
	if (bytes_are_binary(in->bytes))
		return err_set(err, ERR_FORMAT,
		    "it is neither text nor a kind of book that izba knows");
	return in->n_more > 0 || in->part ? files_read(b, in, err)
					  : md_file(b, &source, err);
}

/* May a name be looked up below the book's folder? */
static bool
stays_below(struct str href)
{
	size_t from = 0;

	if (href.n == 0 || href.p[0] == '/' ||
	    memchr(href.p, '\0', href.n) != NULL)
		return false;
	for (size_t i = 0; i <= href.n; i++) {
		if (i < href.n && href.p[i] != '/')
			continue;
		if (str_is(str_slice(href, from, i), ".."))
			return false;
		from = i + 1;
	}
	return true;
}

/* Pictures lie beside the file, or in the folder. */
bool
markdown_resource(
    const struct input *in, struct str href, struct buf *out, struct err *err)
{
	struct buf path = BUF_INIT;
	const char *slash = in->path == NULL ? NULL : strrchr(in->path, '/');
	bool ok;

	if (in->path == NULL || !stays_below(href))
		return err_set(err, ERR_FORMAT,
		    "the picture %.*s is not beside the book",
		    (int)(href.n < 200 ? href.n : 200), href.p);
	if (in->folder)
		buf_printf(&path, "%s/", in->path);
	else if (slash != NULL)
		buf_add(&path, in->path, (size_t)(slash - in->path) + 1);
	buf_str(&path, href);
	ok = file_read(path.p, out, err);
	buf_free(&path);
	return ok;
}
