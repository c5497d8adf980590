/*
 * The table of formats, and how a file's format is found: by what was asked
 * for, by its content, by its suffix; the rest is plain text if it is text.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/formats/archive.h"
#include "lib/formats/format.h"

enum { TEXT, HTML, EPUB, FB2, MARKDOWN, FORMATS };

static const struct format formats[FORMATS] = {
    [TEXT] = {"text", "txt text", "text/plain",
	"Plain text, with the light markup that converters leave."},
    [EPUB] = {"epub", "epub", "application/epub+zip",
	"EPUB 2 and 3, packed or in a folder."},
    [FB2] = {"fb2", "fb2 fbz fb2.zip", "application/x-fictionbook+xml",
	"FictionBook 2, packed or not."},
    [HTML] = {"html", "html htm xhtml xht", "text/html",
	"Web pages: one, several, or a folder with an index."},
    [MARKDOWN] = {"markdown", "md markdown mdown mkd mdwn", "text/markdown",
	"Markdown: one file, several, or a folder with a SUMMARY.md."},
};

/* Bytes by which any format can tell how a book is built. */
#define LEAST ((size_t)128 << 10)

static const struct reader readers[FORMATS] = {
    [EPUB] = {.sniff = epub_sniff,
	.folder = epub_folder,
	.read = epub_read,
	.resource = epub_resource,
	.cover = epub_cover},
    [FB2] = {.sniff = fb2_sniff,
	.read = fb2_read,
	.resource = fb2_resource,
	.cover = fb2_cover},
    [HTML] = {.sniff = html_sniff,
	.folder = html_folder,
	.read = html_read,
	.resource = html_resource,
	.many = true},
    [MARKDOWN] = {.sniff = markdown_sniff,
	.folder = markdown_folder,
	.read = markdown_read,
	.resource = markdown_resource,
	.many = true},
    [TEXT] = {.read = text_read, .least = LEAST},
};

const struct format *
format_table(size_t *n)
{
	*n = FORMATS;
	return formats;
}

/* Is the name's suffix one of a format's? */
static bool
suffix_fits(const struct format *f, const char *name)
{
	const char *dot = name == NULL ? NULL : strrchr(name, '.');
	const char *p = f->suffixes;
	size_t n;

	if (dot == NULL)
		return false;
	for (; *p != '\0'; p += n) {
		p += strspn(p, " ");
		n = strcspn(p, " ");
		if (n == strlen(dot + 1) && strncasecmp(p, dot + 1, n) == 0)
			return true;
	}
	return false;
}

/* The format that the content is surest of, then the suffix's. */
static size_t
format_sniff(const struct input *in, const char *name)
{
	size_t best = TEXT;
	int sure = in->folder ? -1 : 0, s;

	for (size_t i = 0; i < FORMATS; i++) {
		const struct reader *r = &readers[i];

		if (in->folder)
			s = r->folder == NULL ? -1 : r->folder(in->path);
		else
			s = r->sniff == NULL ? 0 : r->sniff(in->bytes);
		if (s == 0 && suffix_fits(&formats[i], name))
			s = 1;
		if (s > sure) {
			sure = s;
			best = i;
		}
	}
	return best;
}

static bool
format_choose(
    const struct input *in, const char *name, size_t *which, struct err *err)
{
	const char *asked = in->options == NULL ? NULL : in->options->format;

	if (asked == NULL) {
		*which = format_sniff(in, name);
		return true;
	}
	for (*which = 0; *which < FORMATS; (*which)++)
		if (strcmp(formats[*which].name, asked) == 0)
			return true;
	return err_set(err, ERR_USAGE, "there is no format \"%s\"", asked);
}

static bool
rule_check(const char *rule, struct err *err)
{
	for (size_t i = 0; note_rules[i] != NULL; i++)
		if (rule == NULL || strcmp(rule, note_rules[i]) == 0)
			return true;
	return err_set(err, ERR_USAGE,
	    "there is no rule \"%s\" for notes; there are auto, stated, all",
	    rule);
}

/* What no reader could read, whatever its format. */
static bool
input_check(const struct input *in, size_t which, struct err *err)
{
	const struct reader *r = &readers[which];

	if (in->folder && (r->folder == NULL || r->folder(in->path) <= 0))
		return err_set(err, ERR_FILE, "it is a folder, not a book");
	if (in->n_more > 0 && !r->many)
		return err_set(err, ERR_USAGE,
		    "several files can't be one book of the format \"%s\"",
		    formats[which].name);
	if (in->folder)
		return in->n_more == 0 ||
		       err_set(err, ERR_USAGE,
			   "a folder is a book by itself, not with other "
			   "files");
	if (in->bytes.n == 0)
		return err_set(err, ERR_FORMAT, "it is empty");
	if (in->bytes.n > LIMIT_FILE)
		return err_set(err, ERR_LIMIT, "it is too long");
	return true;
}

/* ---- several files ---- */

/* The format of a further file; FORMATS if it can't be read or may not be one
 * of several.  Plain text may follow. */
static size_t
more_format(const struct input *in, size_t i, struct err *err)
{
	struct input one = {.path = in->more[i], .options = in->options};
	struct buf bytes = BUF_INIT;
	size_t which = FORMATS;

	if (file_read(one.path, &bytes, err)) {
		one.bytes = buf_lend(&bytes);
		if (format_choose(&one, one.path, &which, err) &&
		    !readers[which].many && which != TEXT) {
			err_set(err, ERR_USAGE,
			    "it can't be one of several files of a book: its "
			    "format is \"%s\"",
			    formats[which].name);
			which = FORMATS;
		}
	}
	buf_free(&bytes);
	if (which == FORMATS)
		err_in(err, one.path);
	return which;
}

/* Files of one format that follow each other, each such run by its reader. */
static bool
run_read(struct builder *b, const struct input *in, size_t from, size_t to,
    size_t which, struct err *err)
{
	struct input run = *in;
	struct buf bytes = BUF_INIT;
	bool ok = true;

	run.part = true;
	run.n_more = to - from - 1;
	run.more = in->more + from;
	if (from > 0) {
		builder_later(b);
		run.path = in->more[from - 1];
		ok = file_read(run.path, &bytes, err);
		run.bytes = buf_lend(&bytes);
	}
	ok = ok && readers[which].read(b, &run, err);
	buf_free(&bytes);
	return ok;
}

static bool
files_read(
    struct builder *b, const struct input *in, size_t which, struct err *err)
{
	size_t n = in->n_more + 1, from = 0;
	size_t *of = xcalloc(n, sizeof(*of));
	bool ok = true;

	of[0] = which;
	for (size_t i = 1; ok && i < n; i++) {
		of[i] = more_format(in, i - 1, err);
		ok = of[i] != FORMATS;
	}
	for (size_t to = 1; ok && to <= n; to++)
		if (to == n || of[to] != of[from] || of[from] == TEXT) {
			ok = run_read(b, in, from, to, of[from], err);
			from = to;
		}
	free(of);
	return ok;
}

/* A cut leaves no half of a line, or at least of a character, at the end: the
 * encoding is told by it. */
struct str
source_cut(const struct read_options *options, struct str bytes)
{
	size_t n = options == NULL ? 0 : options->enough, line;

	if (n == 0 || bytes.n <= n)
		return bytes;
	for (line = n; line > n / 2 && bytes.p[line - 1] != '\n'; line--)
		continue;
	if (line > n / 2)
		return str_slice(bytes, 0, line);
	while (n > 0 && ((unsigned char)bytes.p[n] & 0xc0) == 0x80)
		n--;
	return str_slice(bytes, 0, n);
}

static bool
book_feed(
    struct builder *b, const struct input *in, size_t which, struct err *err)
{
	return in->n_more > 0 ? files_read(b, in, which, err)
			      : readers[which].read(b, in, err);
}

/* If only the beginning is wanted, cut it off. */
static void
input_cut(struct input *in, struct read_options *how, size_t least)
{
	if (in->options == NULL || in->options->enough == 0)
		return;
	*how = *in->options;
	if (how->enough < least)
		how->enough = least;
	in->options = how;
	if (!archive_sniff(in->bytes))
		in->bytes = source_cut(how, in->bytes);
}

static struct book *
input_read(const struct input *whole, const char *name, struct err *err)
{
	struct input in = *whole;
	struct read_options how;
	struct builder *b;
	size_t which;

	if (!rule_check(in.options == NULL ? NULL : in.options->notes, err) ||
	    !format_choose(&in, name, &which, err) ||
	    !input_check(&in, which, err))
		return NULL;
	input_cut(&in, &how, readers[which].least);
	b = builder_new(formats[which].name);
	builder_source_bytes(b, (uint32_t)in.bytes.n);
	if (!book_feed(b, &in, which, err)) {
		builder_free(b);
		return NULL;
	}
	return builder_finish(b, err);
}

struct book *
book_read_bytes(struct str bytes, const char *name,
    const struct read_options *options, struct err *err)
{
	struct input in = {.bytes = bytes, .options = options};

	return input_read(&in, name, err);
}

/* Fill in what a path stands for: a folder, or the bytes of a file; of an
 * archive always all, for its list of parts stands at the end. */
static bool
input_open(struct input *in, struct buf *bytes, struct err *err)
{
	size_t enough = in->options == NULL ? 0 : in->options->enough;
	size_t most = enough < LEAST ? LEAST : enough;

	in->folder = file_is_folder(in->path);
	if (in->folder)
		return true;
	/* a byte more, so that a cut shows */
	if (!file_read_first(
		in->path, enough == 0 ? SIZE_MAX : most + 1, bytes, err))
		return false;
	if (enough > 0 && bytes->n > most && archive_sniff(buf_lend(bytes))) {
		buf_clear(bytes);
		if (!file_read(in->path, bytes, err))
			return false;
	}
	in->bytes = buf_lend(bytes);
	return true;
}

struct book *
book_read_files(const char *const *paths, size_t n,
    const struct read_options *options, struct err *err)
{
	struct input in = {.path = paths[0],
	    .more = paths + 1,
	    .n_more = n - 1,
	    .options = options};
	struct buf bytes = BUF_INIT;
	struct book *b = NULL;

	if (input_open(&in, &bytes, err)) {
		in.ours = !in.folder;
		b = input_read(&in, paths[0], err);
		if (b == NULL)
			err_in(err, paths[0]);
	}
	buf_free(&bytes);
	return b;
}

struct book *
book_read(const char *path, const struct read_options *options, struct err *err)
{
	char **v;
	size_t n = book_path_split(path, &v);
	struct book *b =
	    book_read_files((const char *const *)v, n, options, err);

	book_path_free(v, n);
	return b;
}

/* The reader of the format that a book was read in. */
static const struct reader *
reader_of(const struct book *b)
{
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(formats[i].name, b->format) == 0)
			return &readers[i];
	return &readers[TEXT];
}

/* Does an address lead out of the book ("https:...")? */
static bool
is_outside(struct str href)
{
	struct buf path = BUF_INIT;
	bool inside = archive_resolve(STR(""), href, &path, NULL);

	buf_free(&path);
	return !inside;
}

/* A book's file once more, for what was left in it. */
struct again {
	struct read_options options;
	struct buf bytes;
	struct input in;
	char **v;
	size_t n;
};

static bool
again_open(
    struct again *g, const char *path, const struct book *b, struct err *err)
{
	*g = (struct again){.options = {.encoding = encoding_name(b->encoding)},
	    .bytes = BUF_INIT};
	g->n = book_path_split(path, &g->v);
	g->in = (struct input){.path = g->v[0], .options = &g->options};
	return input_open(&g->in, &g->bytes, err);
}

static void
again_close(struct again *g)
{
	buf_free(&g->bytes);
	book_path_free(g->v, g->n);
}

bool
book_resource(const char *path, const struct book *b, struct str href,
    struct buf *out, struct err *err)
{
	const struct reader *r = reader_of(b);
	struct again g;
	bool ok;

	if (data_is(href))
		return data_read(href, out, err);
	if (is_outside(href))
		return err_set(err, ERR_FORMAT, "it is outside the book: %.*s",
		    (int)(href.n < 200 ? href.n : 200), href.p);
	if (r->resource == NULL)
		return err_set(
		    err, ERR_FORMAT, "books of this format hold no images");
	ok = again_open(&g, path, b, err) && r->resource(&g.in, href, out, err);
	again_close(&g);
	return ok;
}

bool
book_cover(
    const char *path, const struct book *b, struct buf *href, struct err *err)
{
	const struct reader *r = reader_of(b);
	struct again g;
	bool ok;

	if (r->cover == NULL)
		return err_set(
		    err, ERR_FORMAT, "books of this format have no cover");
	ok = again_open(&g, path, b, err) && r->cover(&g.in, href, err);
	again_close(&g);
	return ok;
}
