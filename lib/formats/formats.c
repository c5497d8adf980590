/*
 * The table of formats, and how a file's format is found: by what was asked
 * for, by its content, by its suffix; the rest is plain text if it is text.
 */
#include <string.h>
#include <strings.h>

#include "lib/formats/format.h"

enum { TEXT, FORMATS };

static const struct format formats[FORMATS] = {
    [TEXT] = {"text", "txt text", "text/plain",
	"Plain text, with the light markup that converters leave."},
};

static const struct reader readers[FORMATS] = {
    [TEXT] = {NULL, text_read},
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

/* Is this no text at all?  Counted over the beginning: NULs and controls that
 * no text file has. */
static bool
is_binary(struct str s)
{
	size_t odd = 0, n = s.n < 65536 ? s.n : 65536;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		odd += c < 0x20 && c != '\n' && c != '\r' && c != '\t' &&
		       c != '\f' && c != 0x1b;
	}
	return odd > n / 10;
}

/* The format that the content is surest of, then the suffix's. */
static size_t
format_sniff(struct str bytes, const char *name)
{
	size_t best = TEXT;
	int sure = 0, s;

	for (size_t i = 0; i < FORMATS; i++) {
		s = readers[i].sniff == NULL ? 0 : readers[i].sniff(bytes);
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
format_choose(struct str bytes, const char *name,
    const struct read_options *options, size_t *which, struct err *err)
{
	if (options == NULL || options->format == NULL) {
		*which = format_sniff(bytes, name);
		return true;
	}
	for (*which = 0; *which < FORMATS; (*which)++)
		if (strcmp(formats[*which].name, options->format) == 0)
			return true;
	return err_set(
	    err, ERR_USAGE, "there is no format \"%s\"", options->format);
}

struct book *
book_read_bytes(struct str bytes, const char *name,
    const struct read_options *options, struct err *err)
{
	struct builder *b;
	size_t which;

	if (bytes.n == 0) {
		err_set(err, ERR_FORMAT, "it is empty");
		return NULL;
	}
	if (bytes.n > LIMIT_FILE) {
		err_set(err, ERR_LIMIT, "it is too long");
		return NULL;
	}
	if (!format_choose(bytes, name, options, &which, err))
		return NULL;
	if (which == TEXT && is_binary(bytes)) {
		err_set(err, ERR_FORMAT,
		    "it is neither text nor a kind of book that izba knows");
		return NULL;
	}
	b = builder_new(formats[which].name);
	builder_source_bytes(b, (uint32_t)bytes.n);
	if (!readers[which].read(b, bytes, err)) {
		builder_free(b);
		return NULL;
	}
	return builder_finish(b, err);
}

struct book *
book_read(const char *path, const struct read_options *options, struct err *err)
{
	struct buf bytes = BUF_INIT;
	struct book *b = NULL;

	if (file_read(path, &bytes, err)) {
		b = book_read_bytes(buf_lend(&bytes), path, options, err);
		if (b == NULL)
			err_in(err, path);
	}
	buf_free(&bytes);
	return b;
}
