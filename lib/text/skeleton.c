/*
 * The romanisation skeleton: one key for a name in two scripts.
 *
 * Cyrillic letters have one reading each.  Latin ones are read by the longest
 * rule that fits, over all usual systems at once: Library of Congress, BGN and
 * PCGN, ISO 9, scholarly, popular English, some German, French and Polish.
 * Both then go through skeleton_put, which levels what the systems do
 * differently: й and ы are i; ё, э, ie, io and ye are e; ю is u; ж is z; щ and
 * ш are one (w), ч is q, х is h, ц and ts are c; signs and doubled letters
 * count for nothing.
 */
#include <string.h>

#include "lib/text/decode.h"
#include "lib/text/plain.h"

/* Readings of Latin letters that differ between systems; each doubles the
 * keys of a word that has the letter, up to KEYS_MAX. */
enum {
	READ_J_AS_Z = 1, /* Preobrajensky: French */
	READ_CH_AS_H = 2, /* Bucharin: German, scholarly */
	READ_ENGLISH = 4, /* Marcus, Cohen: c is k, h silent */
	READ_X_AS_H = 8, /* Xrusev: informal */
	READ_H_AS_G = 16 /* Hegel: Cyrillic has Гегель */
};

#define KEYS_MAX 8
#define WORD_MAX 256 /* bytes of a word that are read */

/* ---- the common end ---- */

/* Put one letter of the key, levelled with the one before it. */
static void
skeleton_put(struct buf *out, size_t from, char c)
{
	/* after `last`, `c` gives `now` in place of both */
	static const struct {
		char last, c, now;
	} rules[] = {{'t', 's', 'c'}, {'t', 'q', 'q'}, {'w', 'q', 'w'},
	    {'o', 'u', 'u'}, {'i', 'e', 'e'}, {'i', 'o', 'e'}, {'i', 'u', 'u'}};
	char last = out->n > from ? out->p[out->n - 1] : '\0';

	if (c == 'o' && (last == 'q' || last == 'w'))
		c = 'e';
	if (last != 't' && last != 'w' && last != 'o' && last != 'i') {
		if (c != last)
			buf_putc(out, c);
		return;
	}
	for (size_t i = 0; i < LENGTH(rules); i++)
		if (rules[i].last == last && rules[i].c == c) {
			buf_cut(out, out->n - 1);
			skeleton_put(out, from, rules[i].now);
			return;
		}
	if (c != last)
		buf_putc(out, c);
}

/* ---- Cyrillic ---- */

/* From а to я. */
static const char *const russian[32] = {"a", "b", "v", "g", "d", "e", "z", "z",
    "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c",
    "q", "w", "w", "", "i", "", "e", "u", "ia"};

static const struct {
	uint16_t cp;
	const char *key;
} other_cyrillic[] = {{0x450, "e"}, {0x451, "e"}, {0x452, "dz"}, {0x453, "g"},
    {0x454, "e"}, {0x455, "dz"}, {0x456, "i"}, {0x457, "i"}, {0x458, "i"},
    {0x459, "l"}, {0x45a, "n"}, {0x45b, "q"}, {0x45c, "k"}, {0x45d, "i"},
    {0x45e, "u"}, {0x45f, "dz"}, {0x463, "e"}, {0x473, "f"}, {0x475, "i"},
    {0x491, "g"}};

static void
put_cyrillic(struct buf *out, size_t from, uint32_t cp)
{
	const char *key = "";

	cp = cp_lower(cp);
	if (cp >= 0x430 && cp < 0x450)
		key = russian[cp - 0x430];
	for (size_t i = 0; cp >= 0x450 && i < LENGTH(other_cyrillic); i++)
		if (other_cyrillic[i].cp == cp)
			key = other_cyrillic[i].key;
	for (; *key != '\0'; key++)
		skeleton_put(out, from, *key);
}

/* ---- Latin ---- */

/* Letters whose mark says how they are read, as one sign for the rules. */
static const struct {
	uint16_t cp;
	char sign;
} marked[] = {{0xe2, 'A'}, {0xe4, 'e'}, {0xe7, 's'}, {0xeb, 'E'}, {0xf6, 'E'},
    {0xfb, 'U'}, {0xfc, 'U'}, {0x107, 'C'}, {0x10d, 'C'}, {0x11b, 'e'},
    {0x15b, 's'}, {0x15d, 'S'}, {0x161, 'S'}, {0x163, 'c'}, {0x17a, 'z'},
    {0x17c, 'Z'}, {0x17e, 'Z'}};

/* In a rule, '^' is the start of the word, '#' a consonant and '$' the end of
 * the word, which are seen but not taken.  The first rule of a letter that fits
 * is the one; `only` names a reading that must be asked for. */
struct rule {
	const char *latin, *key;
	unsigned only;
};

static const struct rule rules_c[] = {{"chtch", "w", 0},
    {"ch", "h", READ_CH_AS_H}, {"ch", "q", 0}, {"cz", "q", 0},
    {"c", "k", READ_ENGLISH}, {"c", "c", 0}};
static const struct rule rules_d[] = {{"dj", "dz", 0}};
static const struct rule rules_e[] = {{"eh#", "e", 0}};
static const struct rule rules_f[] = {{"ff$", "v", 0}};
static const struct rule rules_g[] = {{"gh", "g", 0}};
static const struct rule rules_h[] = {
    {"h", "", READ_ENGLISH}, {"h", "g", READ_H_AS_G}};
static const struct rule rules_j[] = {
    {"j", "z", READ_J_AS_Z}, {"^jou", "zu", 0}, {"^j#", "z", 0}, {"j", "i", 0}};
static const struct rule rules_k[] = {{"kh", "h", 0}};
static const struct rule rules_p[] = {{"ph", "f", 0}};
static const struct rule rules_q[] = {{"qu", "kv", 0}, {"q", "k", 0}};
static const struct rule rules_r[] = {{"rh", "r", 0}};
static const struct rule rules_s[] = {{"schtsch", "w", 0}, {"shch", "w", 0},
    {"szcz", "w", 0}, {"sch", "w", 0}, {"sh", "w", 0}, {"sz", "w", 0}};
static const struct rule rules_t[] = {{"tsch", "q", 0}, {"tch", "q", 0},
    {"tsh", "q", 0}, {"th", "t", 0}, {"tz", "c", 0}};
static const struct rule rules_w[] = {{"w", "v", 0}};
static const struct rule rules_x[] = {{"x", "h", READ_X_AS_H}, {"x", "ks", 0}};
static const struct rule rules_y[] = {{"y", "i", 0}};
static const struct rule rules_z[] = {{"zh", "z", 0}};
static const struct rule rules_marked_a[] = {{"A", "ia", 0}};
static const struct rule rules_marked_c[] = {{"C", "q", 0}};
static const struct rule rules_marked_e[] = {{"E", "e", 0}};
static const struct rule rules_marked_s[] = {{"S", "w", 0}};
static const struct rule rules_marked_u[] = {{"U", "u", 0}};
static const struct rule rules_marked_z[] = {{"Z", "z", 0}};

#define RULES(v) \
	{ \
		v, LENGTH(v) \
	}
/* By the letter that a rule begins with; those not here stand for
 * themselves. */
static const struct {
	const struct rule *v;
	size_t n;
} rules_of[128] = {
    ['c'] = RULES(rules_c),
    ['d'] = RULES(rules_d),
    ['e'] = RULES(rules_e),
    ['f'] = RULES(rules_f),
    ['g'] = RULES(rules_g),
    ['h'] = RULES(rules_h),
    ['j'] = RULES(rules_j),
    ['k'] = RULES(rules_k),
    ['p'] = RULES(rules_p),
    ['q'] = RULES(rules_q),
    ['r'] = RULES(rules_r),
    ['s'] = RULES(rules_s),
    ['t'] = RULES(rules_t),
    ['w'] = RULES(rules_w),
    ['x'] = RULES(rules_x),
    ['y'] = RULES(rules_y),
    ['z'] = RULES(rules_z),
    ['A'] = RULES(rules_marked_a),
    ['C'] = RULES(rules_marked_c),
    ['E'] = RULES(rules_marked_e),
    ['S'] = RULES(rules_marked_s),
    ['U'] = RULES(rules_marked_u),
    ['Z'] = RULES(rules_marked_z),
};

/* What must be asked for, by a letter that stands in the word. */
static const struct {
	const char *letters;
	unsigned reading;
} ambiguous[] = {{"j", READ_J_AS_Z}, {"ch", READ_CH_AS_H}, {"c", READ_ENGLISH},
    {"x", READ_X_AS_H}, {"h", READ_H_AS_G}};

static void
sign_latin(struct buf *signs, uint32_t cp)
{
	const char *as;

	cp = cp_lower(cp);
	if (cp >= 'a' && cp <= 'z') {
		buf_putc(signs, (char)cp);
		return;
	}
	as = plain_ligature(cp);
	if (as != NULL) {
		buf_puts(signs, as);
		return;
	}
	for (size_t i = 0; i < LENGTH(marked); i++)
		if (marked[i].cp == cp) {
			buf_putc(signs, marked[i].sign);
			return;
		}
	cp = plain_letter(cp);
	if (cp >= 'a' && cp <= 'z')
		buf_putc(signs, (char)cp);
}

static bool
is_consonant(char c)
{
	return c != '\0' && strchr("aeiouyAEU", c) == NULL;
}

/* The bytes that a rule takes at p; 0 if it does not fit. */
static size_t
rule_fits(const char *rule, const char *p, bool first)
{
	size_t i;

	if (*rule == '^' && !first)
		return 0;
	rule += *rule == '^';
	for (i = 0; rule[i] != '\0'; i++) {
		if (rule[i] == '#')
			return is_consonant(p[i]) ? i : 0;
		if (rule[i] == '$')
			return p[i] == '\0' ? i : 0;
		if (rule[i] != p[i])
			return 0;
	}
	return i;
}

/* Find the rule for what stands at p, and put its key; returns the bytes it
 * takes. */
static size_t
put_rule(
    struct buf *out, size_t from, const char *p, bool first, unsigned readings)
{
	const struct rule *r = rules_of[*p & 127].v;

	for (size_t i = 0; i < rules_of[*p & 127].n; i++, r++) {
		size_t n = 0;

		if (!(r->only & ~readings))
			n = rule_fits(r->latin, p, first);
		if (n == 0)
			continue;
		for (const char *k = r->key; *k != '\0'; k++)
			skeleton_put(out, from, *k);
		return n;
	}
	skeleton_put(out, from, *p);
	return 1;
}

static void
put_latin(struct buf *out, size_t from, const char *signs, unsigned readings)
{
	const char *p = signs;

	while (*p != '\0')
		p += put_rule(out, from, p, p == signs, readings);
}

/* ---- words ---- */

/* Append the key of a word, with the given readings of its Latin letters. */
static void
skeleton_add(
    struct buf *out, struct str word, const char *signs, unsigned readings)
{
	const char *end = word.p + word.n;
	size_t from = out->n, n;

	if (signs[0] != '\0') {
		put_latin(out, from, signs, readings);
		return;
	}
	for (const char *p = word.p; p < end; p += n)
		put_cyrillic(out, from, decode(p, end, &n));
}

/* The Latin letters of a word as signs, empty if its script is another; and
 * the word itself with its mixed letters put right, in `whole`. */
static void
word_signs(struct buf *whole, struct buf *signs, struct str word)
{
	const char *end;
	size_t n, ascii = 0;

	word = str_slice(word, 0, WORD_MAX);
	while (ascii < word.n && (signed char)word.p[ascii] >= 0)
		ascii++;
	if (ascii == word.n)
		buf_str(whole, word);
	else
		text_unmix(whole, word);
	if (ascii < word.n && text_script(buf_lend(whole)) != SCRIPT_LATIN)
		return;
	end = whole->p + whole->n;
	for (const char *p = whole->p; p < end; p += n)
		sign_latin(signs, decode(p, end, &n));
}

/* How a word is read at first: a haček speaks for the scholarly system, in
 * which ch is х. */
static unsigned
usual_readings(const char *signs)
{
	return strpbrk(signs, "CSZ") != NULL && strstr(signs, "ch") != NULL
		   ? READ_CH_AS_H
		   : 0;
}

void
text_skeleton(struct buf *out, struct str word)
{
	struct buf whole = BUF_INIT, signs = BUF_INIT;

	word_signs(&whole, &signs, word);
	skeleton_add(out, buf_lend(&whole), signs.p, usual_readings(signs.p));
	buf_free(&whole);
	buf_free(&signs);
}

/* Is the last of the keys, which begins at `last`, among those before it? */
static bool
is_repeated(const struct buf *out, size_t from, size_t last)
{
	struct str key = str_slice(buf_lend(out), last, out->n);
	size_t at = from, end;

	while (at < last) {
		for (end = at; out->p[end] != ' ';)
			end++;
		if (str_eq(str_slice(buf_lend(out), at, end), key))
			return true;
		at = end + 1;
	}
	return false;
}

void
text_skeletons(struct buf *out, struct str word)
{
	struct buf whole = BUF_INIT, signs = BUF_INIT;
	unsigned mask = 0, usual, set;
	size_t from = out->n, last, keys = 0;

	word_signs(&whole, &signs, word);
	usual = usual_readings(signs.p);
	for (size_t i = 0; i < LENGTH(ambiguous); i++)
		if (strstr(signs.p, ambiguous[i].letters) != NULL)
			mask |= ambiguous[i].reading;
	/* all subsets of the mask, the empty one first */
	for (set = 0;; set = (set - mask) & mask) {
		if (keys > 0)
			buf_putc(out, ' ');
		last = out->n;
		skeleton_add(out, buf_lend(&whole), signs.p, set ^ usual);
		if (is_repeated(out, from, last))
			buf_cut(out, last - (keys > 0));
		else
			keys++;
		if (set == mask || keys == KEYS_MAX)
			break;
	}
	buf_free(&whole);
	buf_free(&signs);
}
