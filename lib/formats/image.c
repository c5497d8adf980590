/*
 * Pictures by their own first bytes: which kind, and how many pixels.  Only
 * headers are looked at, and nothing is decoded: what passes here may be handed
 * to a program that does.
 *
 * PNG (ISO/IEC 15948), JPEG (ITU-T T.81), GIF 87a and 89a, WebP (RFC 9649), SVG
 * (its root element).
 */
#include <string.h>

#include <izba/formats.h>

#include "lib/formats/tree.h"

/* How far the root of an SVG may lie from the start. */
#define SVG_HEAD 65536
/* A length is less than that. */
#define NUMBER_MOST 10000000

static uint32_t
byte_at(struct str s, size_t i)
{
	return i < s.n ? (unsigned char)s.p[i] : 0;
}

static uint32_t
big16(struct str s, size_t i)
{
	return byte_at(s, i) << 8 | byte_at(s, i + 1);
}

static uint32_t
big32(struct str s, size_t i)
{
	return big16(s, i) << 16 | big16(s, i + 2);
}

static uint32_t
little16(struct str s, size_t i)
{
	return byte_at(s, i + 1) << 8 | byte_at(s, i);
}

static uint32_t
little24(struct str s, size_t i)
{
	return byte_at(s, i + 2) << 16 | little16(s, i);
}

static bool
bytes_are(struct str s, size_t from, const char *what, size_t n)
{
	return from <= s.n && s.n - from >= n &&
	       memcmp(s.p + from, what, n) == 0;
}

static bool
png(struct str s, struct image_facts *f)
{
	if (!bytes_are(s, 0, "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16) || s.n < 33)
		return false;
	f->width = big32(s, 16);
	f->height = big32(s, 20);
	return f->width > 0 && f->height > 0 && f->width <= INT32_MAX &&
	       f->height <= INT32_MAX;
}

static bool
gif(struct str s, struct image_facts *f)
{
	if ((!bytes_are(s, 0, "GIF87a", 6) && !bytes_are(s, 0, "GIF89a", 6)) ||
	    s.n < 13)
		return false;
	f->width = little16(s, 6);
	f->height = little16(s, 8);
	return f->width > 0 && f->height > 0;
}

/* Does a marker begin a frame?  So do all from C0 to CF but three. */
static bool
is_frame(uint32_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
	       marker != 0xc8 && marker != 0xcc;
}

/* Marker by marker, to the one that says how large the frame is. */
static bool
jpeg(struct str s, struct image_facts *f)
{
	size_t at = 2;

	if (!bytes_are(s, 0, "\xff\xd8\xff", 3))
		return false;
	while (at + 4 <= s.n && byte_at(s, at) == 0xff) {
		uint32_t marker = byte_at(s, at + 1);

		if (marker == 0xff || marker == 1 ||
		    (marker >= 0xd0 && marker <= 0xd8)) {
			at += marker == 0xff ? 1 : 2;
			continue;
		}
		if (is_frame(marker) && at + 9 <= s.n) {
			f->height = big16(s, at + 5);
			f->width = big16(s, at + 7);
			return f->width > 0 && f->height > 0;
		}
		if (marker == 0xd9 || marker == 0xda || big16(s, at + 2) < 2)
			return false;
		at += 2 + big16(s, at + 2);
	}
	return false;
}

/* The three ways in which WebP says its size. */
static bool
webp(struct str s, struct image_facts *f)
{
	if (!bytes_are(s, 0, "RIFF", 4) || !bytes_are(s, 8, "WEBP", 4) ||
	    s.n < 30)
		return false;
	if (bytes_are(s, 12, "VP8X", 4)) {
		f->width = little24(s, 24) + 1;
		f->height = little24(s, 27) + 1;
	} else if (bytes_are(s, 12, "VP8L", 4) && byte_at(s, 20) == 0x2f) {
		f->width = (little16(s, 21) & 0x3fff) + 1;
		f->height = (little24(s, 22) >> 6 & 0x3fff) + 1;
	} else if (bytes_are(s, 12, "VP8 ", 4) &&
		   bytes_are(s, 23, "\x9d\x01\x2a", 3)) {
		f->width = little16(s, 26) & 0x3fff;
		f->height = little16(s, 28) & 0x3fff;
	}
	return f->width > 0 && f->height > 0;
}

/* ---- SVG ---- */

/* Past a document type, with what it declares in brackets. */
static size_t
past_doctype(struct str s, size_t i)
{
	while (i < s.n && s.p[i] != '>' && s.p[i] != '[')
		i++;
	return i < s.n && s.p[i] == '[' ? past_end(s, past_end(s, i, "]"), ">")
	       : i < s.n                ? i + 1
					: s.n;
}

/* The root element's tag, without its brackets; null if it is none of SVG. */
static struct str
svg_tag(struct str s)
{
	size_t i = bytes_are(s, 0, "\xef\xbb\xbf", 3) ? 3 : 0, from, name;

	s = str_slice(s, 0, s.n < SVG_HEAD ? s.n : SVG_HEAD);
	for (;;) {
		while (i < s.n && tree_blank(s.p[i]))
			i++;
		if (bytes_are(s, i, "<?", 2))
			i = past_end(s, i, "?>");
		else if (bytes_are(s, i, "<!--", 4))
			i = past_end(s, i, "-->");
		else if (bytes_are(s, i, "<!DOCTYPE", 9))
			i = past_doctype(s, i);
		else
			break;
	}
	from = name = i + 1;
	if (i >= s.n || s.p[i] != '<')
		return (struct str){NULL, 0};
	for (; i < s.n && !tree_blank(s.p[i]) && s.p[i] != '>'; i++)
		if (s.p[i] == ':')
			name = i + 1;
	if (!str_is(str_slice(s, name, i), "svg"))
		return (struct str){NULL, 0};
	return str_slice(s, from, past_end(s, i, ">"));
}

/* An attribute's value in a tag; empty if it has none. */
static struct str
svg_attr(struct str tag, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 1; i + n + 2 < tag.n; i++) {
		size_t k = i + n, from;
		char quote;

		if (!tree_blank(tag.p[i - 1]) || !bytes_are(tag, i, name, n))
			continue;
		while (k < tag.n && (tree_blank(tag.p[k]) || tag.p[k] == '='))
			k++;
		if (k >= tag.n || (tag.p[k] != '"' && tag.p[k] != '\''))
			continue;
		quote = tag.p[k];
		from = ++k;
		while (k < tag.n && tag.p[k] != quote)
			k++;
		return str_slice(tag, from, k);
	}
	return STR("");
}

/* The whole part of a number from *at, which goes past it; 0 if it is none, is
 * negative, or is too large to be believed. */
static uint32_t
number(struct str s, size_t *at)
{
	bool fraction = false, negative;
	uint32_t v = 0;

	while (*at < s.n && (tree_blank(s.p[*at]) || s.p[*at] == ','))
		++*at;
	negative = *at < s.n && s.p[*at] == '-';
	for (*at += negative; *at < s.n; ++*at) {
		char c = s.p[*at];

		if (c == '.')
			fraction = true;
		else if (c < '0' || c > '9')
			break;
		else if (!fraction && v < NUMBER_MOST)
			v = v * 10 + (uint32_t)(c - '0');
	}
	return negative || v >= NUMBER_MOST ? 0 : v;
}

/* A length in pixels; 0 if it is in something else. */
static uint32_t
length(struct str s)
{
	size_t at = 0;
	uint32_t v = number(s, &at);
	struct str unit = str_trim(str_slice(s, at, s.n));

	return unit.n == 0 || str_is(unit, "px") ? v : 0;
}

/* Its size may be missing: an SVG has any. */
static bool
svg(struct str s, struct image_facts *f)
{
	struct str tag = svg_tag(s), box;
	size_t at = 0;

	if (tag.p == NULL)
		return false;
	f->width = length(svg_attr(tag, "width"));
	f->height = length(svg_attr(tag, "height"));
	if (f->width > 0 && f->height > 0)
		return true;
	box = svg_attr(tag, "viewBox");
	number(box, &at);
	number(box, &at);
	f->width = number(box, &at);
	f->height = number(box, &at);
	if (f->width == 0 || f->height == 0)
		f->width = f->height = 0;
	return true;
}

/* ---- all of them ---- */

static const struct {
	const char *name, *suffix, *mime;
	bool (*is)(struct str bytes, struct image_facts *f);
} kinds[] = {
    {"PNG", "png", "image/png", png},
    {"JPEG", "jpg", "image/jpeg", jpeg},
    {"GIF", "gif", "image/gif", gif},
    {"WebP", "webp", "image/webp", webp},
    {"SVG", "svg", "image/svg+xml", svg},
};

bool
image_sniff(struct str bytes, struct image_facts *out)
{
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		*out =
		    (struct image_facts){kinds[i].name, kinds[i].suffix, 0, 0};
		if (kinds[i].is(bytes, out))
			return true;
	}
	*out = (struct image_facts){NULL, NULL, 0, 0};
	return false;
}

const char *
image_kind_of(struct str mime)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_is(mime, kinds[i].mime))
			return kinds[i].name;
	return NULL;
}

void
image_words(const struct image_facts *f, struct buf *out)
{
	if (f->width > 0 && f->height > 0)
		buf_printf(out, "%u×%u", f->width, f->height);
	if (f->kind != NULL)
		buf_printf(out, "%s%s", out->n > 0 ? " " : "", f->kind);
}
