/*
 * ASCII for terminals that have nothing better: Cyrillic romanised as English
 * books do it, signs plain, letters without their marks.
 */
#include <uninorm.h>

#include "lib/text/decode.h"
#include "lib/text/plain.h"

/* From а to я. */
static const char *const russian[32] = {"a", "b", "v", "g", "d", "e", "zh", "z",
    "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
    "ch", "sh", "shch", "\"", "y", "'", "e", "yu", "ya"};

static const struct {
	uint32_t cp;
	const char *ascii;
} others[] = {{0xa0, " "}, {0xa7, "S"}, {0xa9, "(c)"}, {0xab, "\""}, {0xad, ""},
    {0xae, "(r)"}, {0xb0, "deg"}, {0xb6, "P"}, {0xb7, "."}, {0xbb, "\""},
    {0xd7, "x"}, {0xf7, "/"}, {0x2b9, "'"}, {0x2ba, "\""}, {0x2bc, "'"},
    {0x450, "e"}, {0x451, "yo"}, {0x454, "ye"}, {0x456, "i"}, {0x457, "yi"},
    {0x463, "e"}, {0x473, "f"}, {0x475, "i"}, {0x491, "g"}, {0x200b, ""},
    {0x200c, ""}, {0x200d, ""}, {0x2020, "+"}, {0x2021, "++"}, {0x2022, "*"},
    {0x2026, "..."}, {0x2032, "'"}, {0x2033, "\""}, {0x2039, "'"},
    {0x203a, "'"}, {0x2044, "/"}, {0x2060, ""}, {0x20ac, "EUR"},
    {0x2116, "No."}, {0x2190, "<-"}, {0x2192, "->"}, {0x2248, "~"},
    {0x2500, "-"}, {0x2502, "|"}, {0x2551, "="}, {0x2588, "#"}, {0x258c, "|"},
    {0x2691, "!"}, {0x270e, "*"}, {0x25a0, "*"}, {0x25cf, "*"}, {0xfffd, "?"}};

static const char *
ascii_listed(uint32_t cp)
{
	if (cp >= 0x430 && cp < 0x450)
		return russian[cp - 0x430];
	for (size_t i = 0; i < LENGTH(others); i++)
		if (others[i].cp == cp)
			return others[i].ascii;
	return NULL;
}

/* Put the romanisation of a capital: "Shch", or "SHCH" among capitals. */
static void
put_capital(struct buf *out, const char *as, bool all)
{
	for (size_t i = 0; as[i] != '\0'; i++)
		buf_putcp(out, i == 0 || all ? cp_upper((unsigned char)as[i])
					     : (unsigned char)as[i]);
}

/* Put what compatibility decomposition leaves of cp, or '?'. */
static void
put_decomposed(struct buf *out, uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	size_t before = out->n;
	int tag, n;

	n = uc_decomposition((ucs4_t)cp, &tag, parts);
	for (int i = 0; i < n; i++) {
		uint32_t plain = plain_letter(parts[i]);

		if (plain < 0x80)
			buf_putcp(out, plain);
	}
	if (out->n == before)
		buf_putc(out, '?');
}

static void
put_ascii(struct buf *out, uint32_t cp, bool all)
{
	const char *as = ascii_listed(cp);
	uint32_t lower, plain;

	if (as == NULL)
		as = plain_ligature(cp);
	if (as != NULL) {
		buf_puts(out, as);
		return;
	}
	lower = cp_lower(cp);
	if (lower != cp && ascii_listed(lower) != NULL) {
		put_capital(out, ascii_listed(lower), all);
		return;
	}
	plain = plain_letter(cp);
	if (plain < 0x80)
		buf_putcp(out, plain);
	else if (cp_superscript(cp) >= 0)
		buf_putc(out, (char)('0' + cp_superscript(cp)));
	else if (cp == 0x2014 || cp == 0x2015)
		buf_puts(out, "--");
	else if (cp_is_dash(cp))
		buf_putc(out, '-');
	else if (cp_is_quote(cp))
		buf_putc(out, cp >= 0x2018 && cp <= 0x201b ? '\'' : '"');
	else if (cp_is_space(cp))
		buf_putc(out, ' ');
	else if (!plain_is_accent(cp))
		put_decomposed(out, cp);
}

void
text_ascii(struct buf *out, struct str s)
{
	const char *end = s.p + s.n;
	uint32_t cp, before = 0, after;
	size_t n, m;

	for (const char *p = s.p; p < end; p += n) {
		cp = decode(p, end, &n);
		if (cp < 0x80) {
			buf_putc(out, (char)cp);
		} else {
			after = p + n < end ? decode(p + n, end, &m) : 0;
			put_ascii(out, cp,
			    cp_is_upper(after) ||
				(cp_is_upper(before) && !cp_is_lower(after)));
		}
		before = cp;
	}
}
