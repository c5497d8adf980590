/*
 * Errors: one code and one sentence on the caller's stack.
 */
#include <stdio.h>
#include <string.h>

#include <izba/base.h>

/* Bytes of a place; of a longer one the end is told, so that the sentence
 * after it is read too. */
#define PLACE_MOST 200

/* The bytes of the character at s, or 0 if a terminal might act on it: a
 * control character, C1 also as a single byte, or what turns the direction of
 * writing.  What is no UTF-8 is such a byte. */
static size_t
harmless(const unsigned char *s)
{
	size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;

	if (n == 1)
		return s[0] >= 0x20 && s[0] != 0x7f ? 1 : 0;
	if (s[0] < 0xc2 || s[0] > 0xf4 || (s[0] == 0xc2 && s[1] < 0xa0))
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	/* U+202A to U+202E, U+2066 to U+2069 */
	if (s[0] == 0xe2 && ((s[1] == 0x80 && s[2] >= 0xaa && s[2] <= 0xae) ||
				(s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9)))
		return 0;
	return n;
}

/* End the text at a whole code point, and let nothing in it act on a
 * terminal: the sentences carry names from files and command lines. */
static void
err_tidy(struct err *err)
{
	unsigned char *s = (unsigned char *)err->text;
	size_t n = strlen(err->text), back = 0;

	if (n == sizeof(err->text) - 1) {
		while (back < 4 && n > 0 && (s[n - 1] & 0xc0) == 0x80) {
			n--;
			back++;
		}
		if (n > 0 && s[n - 1] >= 0xc0)
			n--;
		s[n] = '\0';
	}
	for (n = 0; s[n] != '\0'; n += back) {
		back = harmless(s + n);
		if (back == 0) {
			s[n] = '?';
			back = 1;
		}
	}
}

bool
err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return false;
	err->code = code;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	err_tidy(err);
	return false;
}

bool
err_in(struct err *err, const char *place)
{
	char old[sizeof(err->text)];
	size_t n = strlen(place), from = n > PLACE_MOST ? n - PLACE_MOST : 0;

	if (err == NULL)
		return false;
	while (from > 0 && ((unsigned char)place[from] & 0xc0) == 0x80)
		from++;
	memcpy(old, err->text, sizeof(old));
	snprintf(err->text, sizeof(err->text), "%s%s: %.400s",
	    from > 0 ? "…" : "", place + from, old);
	err_tidy(err);
	return false;
}
