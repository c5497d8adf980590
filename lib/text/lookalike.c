/*
 * Letters that look alike in Latin and Cyrillic, and the repair of words in
 * which one stands for the other.
 */
#include "lib/text/decode.h"

static const struct {
	uint16_t latin, cyrillic;
} alike[] = {{'A', 0x410}, {'B', 0x412}, {'C', 0x421}, {'E', 0x415},
    {'H', 0x41d}, {'I', 0x406}, {'J', 0x408}, {'K', 0x41a}, {'M', 0x41c},
    {'O', 0x41e}, {'P', 0x420}, {'S', 0x405}, {'T', 0x422}, {'X', 0x425},
    {'Y', 0x423}, {'a', 0x430}, {'c', 0x441}, {'e', 0x435}, {'i', 0x456},
    {'j', 0x458}, {'o', 0x43e}, {'p', 0x440}, {'s', 0x455}, {'x', 0x445},
    {'y', 0x443}, {0xcb, 0x401}, {0xeb, 0x451}, {0xcf, 0x407}, {0xef, 0x457}};

/* The letter of the wanted script that looks like cp; 0 if there is none. */
static uint32_t
twin_of(uint32_t cp, enum script wanted)
{
	for (size_t i = 0; i < LENGTH(alike); i++) {
		if (wanted == SCRIPT_CYRILLIC && alike[i].latin == cp)
			return alike[i].cyrillic;
		if (wanted == SCRIPT_LATIN && alike[i].cyrillic == cp)
			return alike[i].latin;
	}
	return 0;
}

/* The script that the word is meant to be of; SCRIPT_NONE if it is not mixed
 * or can't be told. */
static enum script
meant_script(struct str word)
{
	const char *end = word.p + word.n;
	size_t all[SCRIPT_OTHER + 1] = {0}, sure[SCRIPT_OTHER + 1] = {0}, n;
	enum script script, other;

	for (const char *p = word.p; p < end; p += n) {
		uint32_t cp = decode(p, end, &n);

		script = cp_script(cp);
		other = script == SCRIPT_LATIN ? SCRIPT_CYRILLIC : SCRIPT_LATIN;
		all[script]++;
		sure[script] += twin_of(cp, other) == 0;
	}
	if (all[SCRIPT_LATIN] == 0 || all[SCRIPT_CYRILLIC] == 0)
		return SCRIPT_NONE;
	if ((sure[SCRIPT_LATIN] > 0) != (sure[SCRIPT_CYRILLIC] > 0))
		return sure[SCRIPT_LATIN] > 0 ? SCRIPT_LATIN : SCRIPT_CYRILLIC;
	if (sure[SCRIPT_LATIN] > 0 || all[SCRIPT_LATIN] == all[SCRIPT_CYRILLIC])
		return SCRIPT_NONE;
	return all[SCRIPT_LATIN] > all[SCRIPT_CYRILLIC] ? SCRIPT_LATIN
							: SCRIPT_CYRILLIC;
}

void
text_unmix(struct buf *out, struct str word)
{
	const char *end = word.p + word.n;
	enum script meant = meant_script(word);
	uint32_t cp, twin;
	size_t n;

	for (const char *p = word.p; p < end; p += n) {
		cp = decode(p, end, &n);
		twin = meant == SCRIPT_NONE || cp_script(cp) == meant
			   ? 0
			   : twin_of(cp, meant);
		if (twin != 0)
			buf_putcp(out, twin);
		else
			buf_add(out, p, n);
	}
}
