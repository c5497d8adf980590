/*
 * Width: the cells that text takes on a terminal.  The one place of the
 * program that says so.
 */
#include <uniwidth.h>

#include "lib/text/decode.h"

/* Where libunistring differs from glibc's wcwidth, by which ncurses and most
 * terminals move their cursor.  U+00AD is the exception: it has no width
 * since it is consumed before the screen. */
static const struct {
	uint32_t from, to;
	int width;
} corrections[] = {
    {0x600, 0x605, 1}, /* Arabic number signs */
    {0x6dd, 0x6dd, 1}, /* end of ayah */
    {0x70f, 0x70f, 1}, /* Syriac abbreviation mark */
    {0x890, 0x891, 1}, /* Arabic pound and piastre marks */
    {0x8e2, 0x8e2, 1}, /* disputed end of ayah */
    {0xcbf, 0xcbf, 0}, /* Kannada vowel signs */
    {0xcc6, 0xcc6, 0},
    {0x2028, 0x2029, 0}, /* separators; text_clean makes \n of them */
    {0x3248, 0x324f, 2}, /* circled numbers on black squares */
    {0x4dc0, 0x4dff, 2}, /* hexagrams */
    {0x110bd, 0x110bd, 1}, /* Kaithi number signs */
    {0x110cd, 0x110cd, 1},
    {0x11a07, 0x11a08, 0}, /* Zanabazar square vowel signs */
    {0x11c3f, 0x11c3f, 0}, /* Bhaiksuki vowel sign */
};

/* Ranges in which everything takes one cell. */
static inline bool
is_narrow(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) ||
	       (cp >= 0xa0 && cp < 0x300 && cp != 0xad) ||
	       (cp >= 0x400 && cp < 0x483) || (cp >= 0x2010 && cp < 0x2028) ||
	       (cp >= 0x2030 && cp < 0x205f) || (cp >= 0x2070 && cp < 0x209d);
}

int
cp_width(uint32_t cp)
{
	int w;

	if (is_narrow(cp))
		return 1;
	if (cp < 0xa0 || cp == 0xad)
		return 0;
	if (cp >= 0x600)
		for (size_t i = 0; i < LENGTH(corrections); i++)
			if (cp >= corrections[i].from &&
			    cp <= corrections[i].to)
				return corrections[i].width;
	w = uc_width((ucs4_t)cp, "UTF-8");
	return w < 0 ? 0 : w;
}

int
text_width(struct str s)
{
	const char *end = s.p + s.n;
	size_t n;
	int width = 0;

	for (const char *p = s.p; p < end; p += n)
		width += cp_width(decode(p, end, &n));
	return width;
}

size_t
text_fit(struct str s, int cells)
{
	size_t fit = 0, n;
	int width;

	while (fit < s.n) {
		n = grapheme_next(str_slice(s, fit, s.n), &width);
		if (width > cells)
			break;
		cells -= width;
		fit += n;
	}
	return fit;
}
