/*
 * Letters without their marks: by canonical decomposition, and a table for
 * those that Unicode does not decompose.
 */
#include <uninorm.h>

#include "lib/text/plain.h"

static const struct {
	uint32_t cp, plain;
} strokes[] = {{0xd8, 'O'}, {0xf8, 'o'}, {0x110, 'D'}, {0x111, 'd'},
    {0x126, 'H'}, {0x127, 'h'}, {0x131, 'i'}, {0x141, 'L'}, {0x142, 'l'},
    {0x166, 'T'}, {0x167, 't'}, {0x17f, 's'}, {0x180, 'b'}, {0x197, 'I'},
    {0x19a, 'l'}, {0x1b5, 'Z'}, {0x1b6, 'z'}, {0x23b, 'C'}, {0x23c, 'c'},
    {0x268, 'i'}};

static const struct {
	uint32_t cp;
	const char *letters;
} ligatures[] = {{0xc6, "AE"}, {0xd0, "D"}, {0xde, "Th"}, {0xdf, "ss"},
    {0xe6, "ae"}, {0xf0, "d"}, {0xfe, "th"}, {0x132, "IJ"}, {0x133, "ij"},
    {0x152, "OE"}, {0x153, "oe"}, {0x1e9e, "SS"}, {0xfb00, "ff"},
    {0xfb01, "fi"}, {0xfb02, "fl"}, {0xfb03, "ffi"}, {0xfb04, "ffl"},
    {0xfb05, "st"}, {0xfb06, "st"}};

static const struct {
	uint32_t from, to;
} accents[] = {{0x300, 0x36f}, {0x483, 0x489}, {0x591, 0x5bd}, {0x5bf, 0x5bf},
    {0x5c1, 0x5c2}, {0x5c4, 0x5c5}, {0x5c7, 0x5c7}, {0x64b, 0x65f},
    {0x670, 0x670}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff},
    {0xfe20, 0xfe2f}};

uint32_t
plain_letter(uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int n;

	if (cp < 0xc0 || (cp >= 0x401 && cp < 0x450 && cp != 0x40d) ||
	    (cp >= 0x2000 && cp < 0xf900))
		return cp;
	for (size_t i = 0; i < LENGTH(strokes); i++)
		if (strokes[i].cp == cp)
			return strokes[i].plain;
	if (cp >= 0x451 && cp < 0x500 && cp != 0x45d)
		return cp;
	while (cp_is_letter(cp)) {
		n = uc_canonical_decomposition((ucs4_t)cp, parts);
		/* Hangul comes apart into letters, not into marks */
		if (n < 1 || (n > 1 && !plain_is_accent(parts[1])))
			break;
		cp = parts[0];
	}
	return cp;
}

const char *
plain_ligature(uint32_t cp)
{
	for (size_t i = 0; i < LENGTH(ligatures); i++)
		if (ligatures[i].cp == cp)
			return ligatures[i].letters;
	return NULL;
}

bool
plain_is_accent(uint32_t cp)
{
	for (size_t i = 0; i < LENGTH(accents) && cp >= accents[i].from; i++)
		if (cp <= accents[i].to)
			return true;
	return false;
}
