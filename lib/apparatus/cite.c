/*
 * Reading citations: the words that stand for an earlier one, pages and
 * volumes, surnames with initials.  Knows one note at a time.
 */
#include <string.h>

#include "lib/apparatus/cite.h"

/* ---- words ---- */

/* Bytes of s that are these lower-case words, in any case; 0 if they are
 * not. */
static size_t
words_at(struct str s, const char *words)
{
	const char *end = words + strlen(words);
	size_t at = 0, n, m;

	for (; words < end; words += m, at += n) {
		if (at >= s.n)
			return 0;
		if (cp_lower(cp_decode(s.p + at, s.p + s.n, &n)) !=
		    cp_decode(words, end, &m))
			return 0;
	}
	return at;
}

static bool
ends_word(struct str s, size_t at)
{
	size_t n;

	return at >= s.n || s.p[at - 1] == '.' || s.p[at - 1] == ':' ||
	       !cp_is_letter(cp_decode(s.p + at, s.p + s.n, &n));
}

static struct str
skip_blanks(struct str s)
{
	while (s.n > 0 && memchr(" *_[(", s.p[0], 5) != NULL)
		s = str_slice(s, 1, s.n);
	return s;
}

/* Words that begin with a small letter, among the first `most` of s. */
static unsigned
small_words(struct str s, unsigned most)
{
	unsigned count = 0, words = 0;
	bool inside = false;
	size_t n;

	for (size_t at = 0; at < s.n && words < most; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);
		bool letter = cp_is_letter(cp);

		if (letter && !inside) {
			words++;
			count += cp_is_lower(cp);
		}
		inside = letter ||
			 (inside && (cp == '\'' || cp == 0x2019 || cp == '-'));
	}
	return count;
}

/* ---- cues ---- */

enum { WORD_AUTHOR = CUE_NOTE + 1 };

/* What a note begins with, lower case; longer ones first. */
static const struct {
	const char *words;
	int cue;
} cues[] = {
    {"ibidem", CUE_IBID},
    {"ibid", CUE_IBID},
    {"ib.", CUE_IBID},
    {"ib", CUE_IBID},
    {"ivi", CUE_IBID},
    {"loc. cit", CUE_IBID},
    {"ebenda", CUE_IBID},
    {"ebd.", CUE_IBID},
    {"ebd", CUE_IBID},
    {"tamże", CUE_IBID},
    {"tamtéž", CUE_IBID},
    {"там же", CUE_IBID},
    {"там само", CUE_IBID},
    {"пак там", CUE_IBID},
    {"idem", WORD_AUTHOR},
    {"id.", WORD_AUTHOR},
    {"id,", WORD_AUTHOR},
    {"его же", WORD_AUTHOR},
    {"её же", WORD_AUTHOR},
    {"ее же", WORD_AUTHOR},
    {"op. cit", CUE_WORK},
    {"указ. соч", CUE_WORK},
    {"указ. раб", CUE_WORK},
    {"цит. соч", CUE_WORK},
    {"указанное сочинение", CUE_WORK},
    {"see note", CUE_NOTE},
    {"see n.", CUE_NOTE},
    {"see above, n.", CUE_NOTE},
    {"see above, note", CUE_NOTE},
    {"see footnote", CUE_NOTE},
    {"supra note", CUE_NOTE},
    {"supra, n.", CUE_NOTE},
    {"supra, note", CUE_NOTE},
    {"supra n.", CUE_NOTE},
    {"см. прим", CUE_NOTE},
    {"см. выше, прим", CUE_NOTE},
    {"см. сноску", CUE_NOTE},
    {"см. сн.", CUE_NOTE},
};

/* Cues that may stand behind a name. */
static const char *const work_cues[] = {"op. cit", "loc. cit", "art. cit",
    "a. a. o", "a.a.o", "указ. соч", "указанное соч", "указ. раб", "цит. соч"};

/* What may stand before a cue or a name. */
static const char *const lead_words[] = {"see:", "see also:", "see also", "see",
    "cf.", "cf", "quoted in:", "quoted in", "cited in:", "cited in",
    "quoted from", "см. также:", "см. также", "см.:", "см.", "ср.:", "ср.",
    "цит. по:", "цит. по", "цитируется по:"};

/* The first letter of s, small; 0 if it is empty. */
static uint32_t
first_letter(struct str s)
{
	size_t n;

	return s.n > 0 ? cp_lower(cp_decode(s.p, s.p + s.n, &n)) : 0;
}

static struct str
skip_lead(struct str s)
{
	uint32_t first = first_letter(s);

	if (first != 's' && first != 'c' && first != 'q' && first != 0x441 &&
	    first != 0x446)
		return s;
	for (size_t i = 0; i < sizeof(lead_words) / sizeof(*lead_words); i++) {
		size_t n = words_at(s, lead_words[i]);

		if (n > 0 && ends_word(s, n))
			return skip_blanks(str_slice(s, n, s.n));
	}
	return s;
}

/* "Idem, p. 5" is the same place, "Idem, Another Book" is not. */
static bool
only_a_page(struct str s)
{
	s = str_trim(s);
	if (s.n == 0 || s.p[0] == '.' || s.p[0] == '[')
		return true;
	while (s.n > 0 && (s.p[0] == ',' || s.p[0] == ' '))
		s = str_slice(s, 1, s.n);
	return small_words(s, 1) == 1 || words_at(s, "с.") > 0 ||
	       words_at(s, "стр.") > 0 ||
	       (s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9');
}

/* The cue at the very start of s. */
static enum cue
cue_here(struct str s, struct str *rest)
{
	uint32_t first = first_letter(s);

	for (size_t i = 0; i < LENGTH(cues); i++) {
		size_t n;

		/* of one byte or two, as all letters here */
		if (cp_decode(cues[i].words, cues[i].words + 2, &n) != first)
			continue;
		n = words_at(s, cues[i].words);
		if (n == 0 || (!ends_word(s, n) && cues[i].cue != CUE_NOTE &&
				  cues[i].cue != CUE_WORK))
			continue;
		*rest = str_slice(s, n, s.n);
		if (cues[i].cue == WORD_AUTHOR)
			return only_a_page(*rest) ? CUE_IBID : CUE_NONE;
		return (enum cue)cues[i].cue;
	}
	return CUE_NONE;
}

/* The surname that stands before byte `at`, over initials and commas. */
static struct str
surname_before(struct str s, size_t at)
{
	size_t from, to = at, n;

	while (word_prev(s, to, &from, &n)) {
		struct str word = str_slice(s, from, n);
		size_t k;

		if (!cp_is_upper(cp_decode(word.p, word.p + word.n, &k)))
			break;
		if (k < word.n && (n >= s.n || s.p[n] != '.' || word.n > 4))
			return word;
		to = from;
	}
	return STR("");
}

/* Is there a year in s?  Then it holds a citation in full. */
static bool
has_year(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits = s.p[i] >= '0' && s.p[i] <= '9' ? digits + 1 : 0;
		if (digits == 4)
			return true;
	}
	return false;
}

/* Does a cue for somebody's work stand at the start of s? */
static size_t
work_cue_at(struct str s)
{
	uint32_t first = first_letter(s);
	size_t n = 0;

	if (first != 'o' && first != 'l' && first != 'a' && first != 0x443 &&
	    first != 0x446)
		return 0;
	for (size_t i = 0; n == 0 && i < LENGTH(work_cues); i++)
		n = words_at(s, work_cues[i]);
	return n;
}

/* "Orlova, op. cit.": the cue behind a name in the note's first citation,
 * outside brackets. */
static bool
work_cue(struct str s, struct cited *out)
{
	unsigned depth = 0;
	bool start = true;
	size_t n, len;

	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		depth += cp == '[' || cp == '(';
		depth -= depth > 0 && (cp == ']' || cp == ')');
		if (cp == ';' && depth == 0)
			return false;
		len = 0;
		if (start && depth == 0 && cp_is_letter(cp))
			len = work_cue_at(str_slice(s, at, s.n));
		if (len > 0) {
			out->cue = CUE_WORK;
			out->surname = surname_before(s, at);
			out->rest = str_slice(s, at + len, s.n);
			return out->surname.n > 0 &&
			       !has_year(str_slice(s, 0, at));
		}
		start = !cp_is_letter(cp);
	}
	return false;
}

/* A converter may number a note anew and leave its old number: "[41] 3. Ibid." */
static struct str
skip_number(struct str s)
{
	size_t n = 0;

	while (n < s.n && n < 4 && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n > 0 && n + 1 < s.n && s.p[n] == '.' && s.p[n + 1] == ' '
		   ? str_slice(s, n + 2, s.n)
		   : s;
}

struct cited
cite_read(struct str note)
{
	struct cited out = {CUE_NONE, {NULL, 0}, {NULL, 0}};
	struct str s =
	    skip_blanks(skip_number(skip_blanks(str_slice(note, 0, 240))));

	out.cue = cue_here(s, &out.rest);
	if (out.cue == CUE_NONE)
		out.cue = cue_here(skip_lead(s), &out.rest);
	if (out.cue == CUE_NONE && !work_cue(s, &out))
		out.cue = CUE_NONE;
	return out;
}

/* ---- sources and comments ---- */

/* What stands before a number in a citation, lower case. */
static const char *const number_words[] = {"p", "pp", "n", "nn", "vol", "vols",
    "volume", "no", "nos", "col", "bd", "s", "f", "fol", "с", "стр", "т", "л",
    "кн", "вып", "ч", "гл", "ф", "оп", "д", "изд"};

static const char *const months[] = {"january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november",
    "december"};

static bool
word_is(struct str word, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (words_at(word, v[i]) == word.n)
			return true;
	return false;
}

/* Does what stands before the number at byte `at` make it a page, a volume or
 * a year of print? */
static bool
number_cites(struct str s, size_t at, size_t digits)
{
	size_t end = at, from, n, first;
	bool comma = false;
	struct str word;

	while (end > 0 && (s.p[end - 1] == ' ' || s.p[end - 1] == ',' ||
			      s.p[end - 1] == '.')) {
		comma |= s.p[end - 1] == ',';
		end--;
	}
	if (end >= 3 && memcmp(s.p + end - 3, "\xe2\x84\x96", 3) == 0)
		return true;
	for (from = end; from > 0; from -= n)
		if (!cp_is_letter(cp_before(s.p, s.p + from, &n)))
			break;
	word = str_slice(s, from, end);
	if (word.n == 0)
		return false;
	if (!comma && end < at &&
	    word_is(word, number_words, LENGTH(number_words)))
		return true;
	return comma && digits == 4 && s.p[at] <= '2' && s.p[at] >= '1' &&
	       cp_is_upper(cp_decode(word.p, word.p + word.n, &first)) &&
	       !word_is(word, months, LENGTH(months));
}

/* Where the first page, volume or year of print stands; SIZE_MAX if
 * nowhere. */
static size_t
cites_at(struct str s)
{
	for (size_t at = 0; at < s.n; at++) {
		size_t n = 0;

		while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
			n++;
		if (n == 0)
			continue;
		if (number_cites(s, at, n))
			return at;
		at += n;
	}
	return SIZE_MAX;
}

/* Is byte `at` inside a bracket? */
static bool
in_bracket(struct str s, size_t at)
{
	unsigned depth = 0;

	for (size_t i = 0; i < at && i < s.n; i++) {
		depth += s.p[i] == '(' || s.p[i] == '[';
		depth -= depth > 0 && (s.p[i] == ')' || s.p[i] == ']');
	}
	return depth > 0;
}

/* One sentence, but for a translation in brackets behind it. */
static bool
one_sentence(struct str s)
{
	size_t from, to;

	return sentence_at(s, 0, &from, &to) &&
	       (to + 2 >= s.n || s.p[to] == '[' || s.p[to + 1] == '[');
}

enum note_kind
cite_kind(struct str note, bool title, size_t title_at)
{
	enum {
		SOON = 90,
		EARLY = 170,
		ALL = 600,
		WHOLE = 20000,
		PROSE = 4,
		LONG = 8
	};
	struct str s = str_slice(note, 0, ALL);
	size_t at = cites_at(s);
	unsigned small = small_words(s, 7);

	if (small >= PROSE
		? at < SOON || (at < EARLY && text_script(str_slice(
						  s, 0, 40)) == SCRIPT_CYRILLIC)
		: at != SIZE_MAX || small_words(s, 40) < LONG)
		return NOTE_SOURCE;
	if (at == SIZE_MAX)
		at = cites_at(str_slice(note, 0, WHOLE));
	if (title && title_at < at)
		at = title_at;
	if (at == SIZE_MAX)
		return NOTE_COMMENT;
	return !in_bracket(s, at) && one_sentence(note) ? NOTE_FIRM
							: NOTE_MIXED;
}

/* ---- names ---- */

static bool
is_initial(struct str s, size_t from, size_t to)
{
	return to - from <= 4 && to < s.n && s.p[to] == '.';
}

/* A word of a note, as a name sees it. */
struct word {
	size_t from, to;
	bool upper, initial;
};

static bool
word_read(struct str s, size_t at, struct word *out)
{
	size_t n;

	if (!word_next(s, at, &out->from, &out->to))
		return false;
	out->upper = cp_is_upper(cp_decode(s.p + out->from, s.p + s.n, &n));
	out->initial = out->upper && is_initial(s, out->from, out->to);
	return true;
}

/* What stands behind a name, over its initials. */
static struct str
after_name(struct str s, size_t at)
{
	struct word word;

	while (word_read(s, at, &word) && word.initial && word.from - at <= 2)
		at = word.to + 1;
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == ',' || s.p[at] == '.'))
		at++;
	return str_slice(s, at, s.n);
}

void
cite_names(struct str note, cite_name_fn *tell, void *to)
{
	struct str s = skip_lead(skip_blanks(str_slice(note, 0, 300)));
	struct word word, next, last = {0, 0, false, false};
	bool all_upper = true;

	for (bool more = word_read(s, 0, &word); more;
	     last = word, word = next) {
		struct str after;

		more = word_read(s, word.to, &next);
		all_upper &= word.upper;
		if (!word.upper || word.initial || word.to - word.from <= 3)
			continue;
		if (!(last.initial && word.from - last.to <= 2) &&
		    !(more && next.initial && next.from - word.to <= 2) &&
		    !(all_upper && word.to < s.n && s.p[word.to] == ','))
			continue;
		after = after_name(s, word.to);
		if (work_cue_at(after) == 0)
			tell(to, str_slice(s, word.from, word.to), after);
	}
}
