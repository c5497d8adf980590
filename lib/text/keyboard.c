/*
 * Two keyboards: the Russian one (ЙЦУКЕН) and the American one (QWERTY), key
 * for key.
 */
#include "lib/text/decode.h"

static const struct {
	const char *russian, *latin;
} rows[] = {
    {"йцукенгшщзхъ", "qwertyuiop[]"},
    {"фывапролджэ", "asdfghjkl;'"},
    {"ячсмитьбюё", "zxcvbnm,.`"},
    {"ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"},
    {"ФЫВАПРОЛДЖЭ", "ASDFGHJKL:\""},
    {"ЯЧСМИТЬБЮЁ", "ZXCVBNM<>~"},
    {"№", "#"},
    /* from here on signs that both have, on other keys */
    {".,\";:?", "/?@$^&"},
};

#define ROWS_RUSSIAN (LENGTH(rows) - 1)

static uint32_t
key_latin(uint32_t cp, size_t n_rows)
{
	for (size_t r = 0; r < n_rows; r++) {
		struct str s = str_of(rows[r].russian);
		const char *p = s.p, *end = s.p + s.n;
		size_t n;

		for (size_t i = 0; p < end; p += n, i++)
			if (decode(p, end, &n) == cp)
				return (unsigned char)rows[r].latin[i];
	}
	return cp;
}

static uint32_t
key_russian(uint32_t cp)
{
	for (size_t r = 0; r < LENGTH(rows); r++) {
		struct str s = str_of(rows[r].russian);
		const char *p = s.p, *end = s.p + s.n;
		size_t n;

		for (size_t i = 0; p < end; p += n, i++) {
			uint32_t key = decode(p, end, &n);

			if ((unsigned char)rows[r].latin[i] == cp)
				return key;
		}
	}
	return cp;
}

uint32_t
cp_qwerty(uint32_t cp)
{
	return cp < 0x80 ? cp : key_latin(cp, ROWS_RUSSIAN);
}

void
text_relayout(struct buf *out, struct str typed)
{
	const char *end = typed.p + typed.n;
	bool russian = text_script(typed) == SCRIPT_CYRILLIC;
	size_t n;

	for (const char *p = typed.p; p < end; p += n) {
		uint32_t cp = decode(p, end, &n);

		buf_putcp(out,
		    russian ? key_latin(cp, LENGTH(rows)) : key_russian(cp));
	}
}
