/* roman: the value of a roman number. */
#include <string.h>

#include <izba/text.h>

uint32_t
roman_value(struct str s)
{
	static const char letters[] = "IVXLC";
	static const uint32_t values[] = {1, 5, 10, 50, 100};
	uint32_t sum = 0, last = 0;

	for (size_t i = s.n; i-- > 0;) {
		const char *at = memchr(letters, s.p[i], 5);
		uint32_t v;

		if (at == NULL)
			return 0;
		v = values[at - letters];
		sum = v < last ? sum - v : sum + v;
		last = v > last ? v : last;
	}
	return sum;
}
