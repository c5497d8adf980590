/*
 * Lent strings.  Knows bytes only; what characters mean is lib/text's matter.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/base.h>
#include <izba/scan.h>

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (c != 0)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Where its first and its last byte stand right: sixteen places are judged at
 * once.  Gives up, with *from moved on, at the end, or where too many places
 * are right for nothing. */
static size_t
find_quickly(struct str s, struct str needle, size_t *from)
{
	size_t last = needle.n - 1, at = *from, vain = 0;

	for (; at + last + SCAN <= s.n && vain <= 64 + at / SCAN; at += SCAN) {
		unsigned bits = scan_bits(
		    scan_is(scan_load(s.p + at), (uint8_t)needle.p[0]) &
		    scan_is(
			scan_load(s.p + at + last), (uint8_t)needle.p[last]));

		for (; bits != 0; bits &= bits - 1) {
			size_t here = at + (size_t)__builtin_ctz(bits);

			if (memcmp(s.p + here, needle.p, needle.n) == 0)
				return here;
			vain += 1 + needle.n / SCAN;
		}
	}
	*from = at;
	return SIZE_MAX;
}

size_t
str_find(struct str s, struct str needle)
{
	size_t from = 0, found;
	const char *at;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return SIZE_MAX;
	found = find_quickly(s, needle, &from);
	if (found != SIZE_MAX)
		return found;
	at = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return at == NULL ? SIZE_MAX : (size_t)(at - s.p);
}

char *
str_dup(struct str s)
{
	char *p = xmalloc(s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}
