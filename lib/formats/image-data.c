/*
 * Pictures that stand in the text itself: "data:" addresses (RFC 2397), and
 * base64 (RFC 4648).  What they hold is judged by image.c.
 */
#include <string.h>
#include <strings.h>

#include <izba/text.h>

#include "lib/formats/format.h"

static int
digit_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

void
base64_decode(struct str s, struct buf *out)
{
	uint32_t bits = 0;
	unsigned n = 0;

	buf_reserve(out, s.n / 4 * 3 + 3);
	for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
		int d = digit_of(s.p[i]);

		if (d < 0)
			continue;
		bits = bits << 6 | (uint32_t)d;
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_putc(out, (char)(bits >> n & 255));
		}
	}
}

static int
hex_of(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *p = c == '\0' ? NULL : strchr(digits, c | 32);

	return p == NULL ? -1 : (int)(p - digits);
}

/* "%3Csvg" is "<svg". */
static void
percent_decode(struct str s, struct buf *out)
{
	buf_reserve(out, s.n);
	for (size_t i = 0; i < s.n; i++) {
		int high = i + 2 < s.n ? hex_of(s.p[i + 1]) : -1;
		int low = high < 0 ? -1 : hex_of(s.p[i + 2]);

		if (s.p[i] == '%' && low >= 0) {
			buf_putc(out, (char)(high << 4 | low));
			i += 2;
		} else {
			buf_putc(out, s.p[i]);
		}
	}
}

bool
data_is(struct str href)
{
	return href.n > 5 && strncasecmp(href.p, "data:", 5) == 0;
}

/* What stands between "data:" and the comma; null if there is no comma near. */
static struct str
data_head(struct str href)
{
	size_t near = href.n < 300 ? href.n : 300;
	const char *comma = memchr(href.p, ',', near);

	if (comma == NULL)
		return (struct str){NULL, 0};
	return str_slice(href, 5, (size_t)(comma - href.p));
}

bool
data_read(struct str href, struct buf *out, struct err *err)
{
	struct str head = data_head(href), body;
	struct buf plain = BUF_INIT;

	if (head.p == NULL)
		return err_set(err, ERR_FORMAT,
		    "what stands in the text for it is cut off");
	body = str_slice(href, 5 + head.n + 1, href.n);
	if (head.n < 6 || strncasecmp(head.p + head.n - 6, "base64", 6) != 0) {
		percent_decode(body, out);
		return true;
	}
	if (memchr(body.p, '%', body.n) != NULL) {
		percent_decode(body, &plain);
		body = buf_lend(&plain);
	}
	base64_decode(body, out);
	buf_free(&plain);
	return true;
}

struct str
image_mime_of(struct str href)
{
	static const struct {
		const char *suffix, *mime;
	} kinds[] = {{".png", "image/png"}, {".jpg", "image/jpeg"},
	    {".jpeg", "image/jpeg"}, {".gif", "image/gif"},
	    {".svg", "image/svg+xml"}, {".webp", "image/webp"}};
	struct str head;
	size_t n = 0;

	if (data_is(href)) {
		head = data_head(href);
		while (n < head.n && head.p[n] != ';')
			n++;
		head = str_slice(head, 0, n);
		return image_kind_of(head) == NULL ? (struct str){NULL, 0}
						   : head;
	}
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		n = strlen(kinds[i].suffix);
		if (href.n > n &&
		    strncasecmp(href.p + href.n - n, kinds[i].suffix, n) == 0)
			return str_of(kinds[i].mime);
	}
	return (struct str){NULL, 0};
}

/* One letter: the first of a chapter, say, that an artist drew. */
static bool
is_letter(struct str s)
{
	size_t size = 0;

	return s.n > 0 && s.n <= 4 &&
	       cp_is_letter(cp_decode(s.p, s.p + s.n, &size)) && size == s.n;
}

void
image_stand_in(struct str alt, struct str href, struct buf *out)
{
	alt = str_trim(alt);
	if (is_letter(alt)) {
		buf_str(out, alt);
		return;
	}
	if (alt.n == 0)
		alt = image_name_of(href);
	if (alt.n == 0)
		alt = STR("picture");
	buf_putc(out, '[');
	buf_str(out, alt);
	buf_putc(out, ']');
}

/* The last step of a path, without what a server would be asked. */
struct str
image_name_of(struct str href)
{
	size_t from, to = 0;

	if (data_is(href))
		return STR("");
	while (to < href.n && href.p[to] != '?' && href.p[to] != '#')
		to++;
	for (from = to; from > 0 && href.p[from - 1] != '/';)
		from--;
	return str_slice(href, from, to);
}
