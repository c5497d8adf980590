/*
 * Errors: one code and one sentence on the caller's stack.
 */
#include <stdio.h>
#include <string.h>

#include <izba/base.h>

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
	for (size_t i = 0; s[i] != '\0'; i++) {
		if (s[i] < 0x20 || s[i] == 0x7f)
			s[i] = '?';
		else if (s[i] == 0xc2 && s[i + 1] >= 0x80 && s[i + 1] < 0xa0)
			s[i] = s[i + 1] = '?';
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

	if (err == NULL)
		return false;
	memcpy(old, err->text, sizeof(old));
	snprintf(err->text, sizeof(err->text), "%s: %.400s", place, old);
	err_tidy(err);
	return false;
}
