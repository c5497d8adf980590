/*
 * In which language a text is written, by its script, its small words and, among
 * the Cyrillic ones, its letters.  Where that is not clear it is not told.
 */
#include <string.h>

#include <izba/text.h>

enum {
	SAMPLE = 5000, /* bytes that are looked at */
	FEWEST = 3, /* small words that must be there */
	ENOUGH = 4, /* that bear out what was likely anyway */
	WORD = 12, /* bytes of the longest small word */
	STRANGE = 2 /* small words are outweighed by a strange letter */
};

/* The small words of a language: common in it, rare in the others; and letters
 * of its nearest kin that it has not. */
static const struct {
	const char *tag, *words;
	enum script script;
	uint16_t lacks[6];
} languages[] = {
    {"en", " the of and to in that was is with for his it not by from ",
	SCRIPT_LATIN, {0}},
    {"de", " der die und das nicht ist ein den mit von sich auf dem des zu ",
	SCRIPT_LATIN, {0}},
    {"fr", " le les des et est une dans que qui du pas pour sur au la ",
	SCRIPT_LATIN, {0}},
    {"es", " el los las que una por con del en se no su la y lo ", SCRIPT_LATIN,
	{0}},
    {"it", " che di il non una gli per della sono con del nel più è la ",
	SCRIPT_LATIN, {0}},
    {"pt", " que não uma os para com do da em um se as mais dos ao ",
	SCRIPT_LATIN, {0}},
    {"nl", " het een van niet dat de en zijn op te met voor aan er ook ",
	SCRIPT_LATIN, {0}},
    {"sv", " och att det som en är inte på av för med den till var ett ",
	SCRIPT_LATIN, {0}},
    {"pl", " nie się na że jest do jak to był po ale tak za od przez ",
	SCRIPT_LATIN, {0}},
    {"cs", " se na že je to si by ale jako když jsem byl tak jeho který ",
	SCRIPT_LATIN, {0}},
    {"la", " et in est non ad cum quod ut sed qui ex quae esse atque enim ",
	SCRIPT_LATIN, {0}},
    {"ru", " и в не на что с он как его по это но из к же ", SCRIPT_CYRILLIC,
	{0x454, 0x457, 0x45e, 0x491}},
    {"uk", " і в не на що з він як його та до це але від й ", SCRIPT_CYRILLIC,
	{0x44a, 0x44b, 0x44d, 0x451}},
    {"be", " і ў не на што з ён як яго да гэта але ад за ці ", SCRIPT_CYRILLIC,
	{0x438, 0x449, 0x44a, 0x454, 0x457}},
    {"bg", " и в не на че с той как го по това но от се да ", SCRIPT_CYRILLIC,
	{0x44b, 0x44d, 0x451, 0x454, 0x456, 0x457}},
};

/* The word in small letters between two blanks, as it stands in the lists;
 * false if none of theirs is so long. */
static bool
small_word(struct str s, char out[WORD + 3])
{
	size_t n = 1, size;

	if (s.n > WORD)
		return false;
	out[0] = ' ';
	for (size_t at = 0; at < s.n; at += size) {
		uint32_t cp = cp_lower(cp_decode(s.p + at, s.p + s.n, &size));

		if (cp < 0x80) {
			out[n++] = (char)cp;
		} else if (cp < 0x800) {
			out[n++] = (char)(0xc0 | (cp >> 6));
			out[n++] = (char)(0x80 | (cp & 0x3f));
		} else {
			return false;
		}
		if (n > WORD)
			return false;
	}
	memcpy(out + n, " ", 2);
	return true;
}

static enum script
first_script(struct str s)
{
	size_t n;

	return s.n > 0 ? cp_script(cp_decode(s.p, s.p + s.n, &n)) : SCRIPT_NONE;
}

static bool
has_strange(struct str word, const uint16_t lacks[6])
{
	size_t n;

	for (size_t at = 0; at < word.n && lacks[0] != 0; at += n) {
		uint32_t cp =
		    cp_lower(cp_decode(word.p + at, word.p + word.n, &n));

		for (size_t i = 0; i < 6 && lacks[i] != 0; i++)
			if (cp == lacks[i])
				return true;
	}
	return false;
}

/* What a word says for and against each language of its script. */
static void
count_word(struct str w, int *hits)
{
	enum script script = first_script(w);
	char word[WORD + 3];
	bool small = small_word(w, word);

	for (size_t i = 0; i < LENGTH(languages); i++) {
		if (languages[i].script != script)
			continue;
		hits[i] += small && strstr(languages[i].words, word) != NULL;
		if (has_strange(w, languages[i].lacks))
			hits[i] -= STRANGE;
	}
}

/* How often the small words of each language stand in a text; returns how many
 * words it has. */
static size_t
count_words(struct str s, int *hits)
{
	size_t from, to = 0, n = 0;

	for (; word_next(s, to, &from, &to); n++)
		count_word(str_slice(s, from, to), hits);
	return n;
}

const char *
text_language(struct str text)
{
	int hits[LENGTH(languages)] = {0}, best = 0, second = 0, n;
	size_t which = 0;

	n = (int)count_words(str_slice(text, 0, SAMPLE), hits);
	for (size_t i = 0; i < LENGTH(languages); i++) {
		if (hits[i] > best) {
			second = best;
			best = hits[i];
			which = i;
		} else if (hits[i] > second) {
			second = hits[i];
		}
	}
	/* one word in fifteen at least, and clearly more than in any other */
	if (best < FEWEST || best * 15 < n || best * 4 < second * 5)
		return NULL;
	return languages[which].tag;
}

/* ---- what is known of a language by its tag ---- */

bool
language_is(struct str tag, const char *primary)
{
	size_t n = strlen(primary);

	return tag.n >= n && strncasecmp(tag.p, primary, n) == 0 &&
	       (tag.n == n || tag.p[n] == '-' || tag.p[n] == '_');
}

/* Languages that are not written in Latin letters; "sr" may be in either. */
static const struct {
	enum script script;
	const char *tags;
} others[] = {
    {SCRIPT_CYRILLIC,
	" ru uk be bg mk sr kk ky tg mn tt ba cv ce os ab av sah udm kv cu "},
    {SCRIPT_OTHER, " el grc he yi ar fa ur hi bn ta te kn ml mr gu pa ne si ka "
		   "hy zh ja ko th lo my km am "},
};

enum script
language_script(struct str tag)
{
	char name[8] = " ";
	size_t n = 0;

	if (str_find(tag, STR("-Latn")) != SIZE_MAX)
		return SCRIPT_LATIN;
	if (str_find(tag, STR("-Cyrl")) != SIZE_MAX)
		return SCRIPT_CYRILLIC;
	while (n < tag.n && n < 5 && tag.p[n] != '-' && tag.p[n] != '_') {
		name[n + 1] = (char)(tag.p[n] | 0x20);
		n++;
	}
	memcpy(name + n + 1, " ", 2);
	if (n < 2)
		return SCRIPT_NONE;
	for (size_t i = 0; i < LENGTH(others); i++)
		if (strstr(others[i].tags, name) != NULL)
			return others[i].script;
	return SCRIPT_LATIN;
}

/* Does a text bear out that it is in a language that is likely?  As soon as a
 * few of its small words were seen, no more is looked at. */
static bool
borne_out(struct str s, const char *words)
{
	size_t from, to = 0, n = 0, hits = 0;
	char word[WORD + 3];

	for (; word_next(s, to, &from, &to); n++) {
		if (!small_word(str_slice(s, from, to), word) ||
		    strstr(words, word) == NULL)
			continue;
		if (++hits >= ENOUGH && hits * 7 >= n)
			return true;
	}
	return false;
}

const char *
text_language_or(struct str text, struct str likely)
{
	text = str_slice(text, 0, SAMPLE);
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (language_is(likely, languages[i].tag) &&
		    borne_out(text, languages[i].words))
			return languages[i].tag;
	return text_language(text);
}
