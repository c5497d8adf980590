/*
 * Ibid. and its kin: what a note that only says "the same place" stands for.
 *
 *  1. Ibid., Там же, Idem: the note before, if that is a source or says ibid.
 *     itself.  Over a comment it is a guess: the comment may cite something.
 *  2. Op. cit., Указ. соч.: the last note before it, in the whole book, that
 *     begins with the same surname.
 *  3. "See note 5", "См. прим. 5": the note of that number in its section.
 *  4. The source is the end of the chain; one doubtful step makes the whole
 *     chain doubtful.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

enum cue { CUE_NONE, CUE_IBID, CUE_AUTHOR, CUE_WORK, CUE_NOTE };

/* What a note begins with, lower case.  Longer ones first. */
static const struct {
	const char *words;
	enum cue cue;
} cues[] = {
    {"ibidem", CUE_IBID},
    {"ibid", CUE_IBID},
    {"loc. cit", CUE_IBID},
    {"там же", CUE_IBID},
    {"idem", CUE_AUTHOR},
    {"его же", CUE_AUTHOR},
    {"её же", CUE_AUTHOR},
    {"ее же", CUE_AUTHOR},
    {"он же", CUE_AUTHOR},
    {"op. cit", CUE_WORK},
    {"указ. соч", CUE_WORK},
    {"указанное сочинение", CUE_WORK},
    {"see note", CUE_NOTE},
    {"see n.", CUE_NOTE},
    {"see above, n.", CUE_NOTE},
    {"see above, note", CUE_NOTE},
    {"see footnote", CUE_NOTE},
    {"supra note", CUE_NOTE},
    {"supra, n.", CUE_NOTE},
    {"supra n.", CUE_NOTE},
    {"см. прим", CUE_NOTE},
    {"см. сноску", CUE_NOTE},
    {"см. сн.", CUE_NOTE},
};

/* What may stand before a cue. */
static const char *const lead_words[] = {"see:", "see also", "see", "cf.", "cf",
    "quoted in:", "quoted in", "cited in:", "cited in", "quoted from",
    "см. также:", "см. также", "см.:", "см.", "ср.:", "ср.",
    "цит. по:", "цит. по", "цитируется по:"};

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

	return at >= s.n || !cp_is_letter(cp_decode(s.p + at, s.p + s.n, &n));
}

static struct str
skip_blanks(struct str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '*' || s.p[0] == '_' ||
			      s.p[0] == '[' || s.p[0] == '('))
		s = str_slice(s, 1, s.n);
	return s;
}

/* The cue at the very start of s, and what follows it. */
static enum cue
cue_here(struct str s, struct str *rest)
{
	for (size_t i = 0; i < LENGTH(cues); i++) {
		size_t n = words_at(s, cues[i].words);

		if (n == 0 || !(ends_word(s, n) || cues[i].cue == CUE_NOTE ||
				  s.p[n - 1] == '.'))
			continue;
		*rest = str_slice(s, n, s.n);
		return cues[i].cue;
	}
	return CUE_NONE;
}

/* Words of s that begin with a small letter, among its first `most`. */
static unsigned
small_words(struct str s, unsigned most)
{
	size_t from = 0, to = 0, n;
	unsigned count = 0;

	for (unsigned i = 0; i < most; i++) {
		if (!word_next(s, to, &from, &to))
			break;
		count += cp_is_lower(cp_decode(s.p + from, s.p + s.n, &n));
	}
	return count;
}

/* "Idem, p. 5" is the same place, "Idem, Another Book" is not. */
static bool
only_a_page(struct str s)
{
	s = str_trim(s);
	while (s.n > 0 && (s.p[0] == ',' || s.p[0] == '.' || s.p[0] == ' '))
		s = str_slice(s, 1, s.n);
	return s.n == 0 || small_words(s, 1) == 1 || words_at(s, "с.") > 0 ||
	       words_at(s, "стр.") > 0;
}

/* The cue a note begins with, perhaps after "see". */
static enum cue
cue_at(struct str s, struct str *rest)
{
	enum cue c;

	s = skip_blanks(str_slice(s, 0, 120));
	c = cue_here(s, rest);
	for (size_t i = 0; c == CUE_NONE && i < LENGTH(lead_words); i++) {
		size_t n = words_at(s, lead_words[i]);

		if (n > 0 && ends_word(s, n)) {
			c = cue_here(skip_blanks(str_slice(s, n, s.n)), rest);
			break;
		}
	}
	if (c == CUE_AUTHOR)
		return only_a_page(*rest) ? CUE_IBID : CUE_NONE;
	return c;
}

/* ---- sources and comments ---- */

/* A page, a volume, a number: what a citation has and a comment has not. */
static bool
cites(struct str s)
{
	static const char *const before_number[] = {"p. ", "pp. ", "p.", "pp.",
	    "с. ", "стр. ", "л. ", "т. ", "кн. ", "вып. ", "vol. ", "volume ",
	    "no. ", "№ ", "№", "d. ", "д. ", "оп. ", "ф. ", "m., ", "м., ",
	    "л., ", "спб., "};
	bool start = true;
	size_t n;

	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		for (size_t i = 0; start && i < LENGTH(before_number); i++) {
			size_t k =
			    words_at(str_slice(s, at, s.n), before_number[i]);

			if (k > 0 && at + k < s.n &&
			    ((s.p[at + k] >= '0' && s.p[at + k] <= '9') ||
				memchr("IVXLC", s.p[at + k], 5) != NULL))
				return true;
		}
		start = !cp_is_letter(cp);
	}
	return false;
}

/* Does a note name a source, or does it talk?  Prose begins with small words
 * and comes to a page number late, if at all. */
static bool
is_source(struct str s)
{
	enum { SOON = 90, EARLY = 170, ALL = 600 };

	if (small_words(str_slice(s, 0, EARLY), 7) >= 4)
		return cites(str_slice(s, 0, SOON)) ||
		       (cites(str_slice(s, 0, EARLY)) &&
			   text_script(str_slice(s, 0, 40)) == SCRIPT_CYRILLIC);
	return cites(str_slice(s, 0, ALL)) ||
	       small_words(str_slice(s, 0, ALL), 40) < 8;
}

/* ---- pointing ---- */

struct ibid {
	struct work *w;
	uint8_t *cue;
	bool *source;
	uint32_t *same; /* the last note that begins like this one */
};

static struct str
note_text(const struct work *w, uint32_t i)
{
	return book_text(w->b, w->notes[i].body, w->notes[i].to);
}

static void
point(struct work *w, uint32_t i, uint32_t of, bool certain)
{
	struct note *n = &w->notes[i];

	n->ibid = true;
	n->ibid_of = of;
	n->ibid_certain = certain;
}

static void
doubt(struct work *w, uint32_t i, uint32_t a, uint32_t b)
{
	uint32_t *v = book_alloc(w->b, 2, sizeof(*v));

	v[0] = a;
	v[1] = b;
	w->notes[i].ibid_maybe = (struct ids){v, 2};
}

/* The same place as the note before, over comments. */
static void
point_back(struct ibid *x, uint32_t i)
{
	enum { COMMENTS = 4 };
	struct work *w = x->w;
	uint32_t before = i;
	bool certain = true;

	for (unsigned hops = 0; hops <= COMMENTS; hops++) {
		if (before == 0 ||
		    w->notes[before - 1].section != w->notes[i].section) {
			w->notes[i].ibid = true;
			return;
		}
		before--;
		if (x->source[before] || x->cue[before] != CUE_NONE)
			break;
		certain = false;
	}
	point(w, i, before, certain);
	if (!certain)
		doubt(w, i, before, i - 1);
}

/* A key of the surname that a note begins with; 0 if it begins with none. */
static uint64_t
surname_key(struct str s)
{
	struct title_key key = TITLE_KEY_EMPTY;
	size_t from, to, n;

	s = skip_blanks(str_slice(s, 0, 80));
	for (size_t i = 0; i < LENGTH(lead_words); i++) {
		size_t k = words_at(s, lead_words[i]);

		if (k > 0 && ends_word(s, k)) {
			s = skip_blanks(str_slice(s, k, s.n));
			break;
		}
	}
	for (to = 0; word_next(s, to, &from, &to);) {
		struct str word = str_slice(s, from, to);

		if (!cp_is_upper(cp_decode(word.p, word.p + word.n, &n)))
			return 0;
		/* initials may stand first */
		if (word.n <= 4 && to < s.n && s.p[to] == '.')
			continue;
		title_key_add(&key, word);
		return key.hash;
	}
	return 0;
}

struct author {
	uint64_t key;
	uint32_t note;
};

static int
by_author(const void *a, const void *b)
{
	const struct author *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->note > y->note) - (x->note < y->note);
}

/* For every note the last one before it that begins with its surname and is
 * a whole source. */
static void
same_authors(struct ibid *x)
{
	uint32_t n = (uint32_t)x->w->n_notes;
	struct author *v = xmalloc((n + 1) * sizeof(*v));
	uint32_t last = NOWHERE;

	for (uint32_t i = 0; i < n; i++)
		v[i] = (struct author){surname_key(note_text(x->w, i)), i};
	if (n > 0)
		qsort(v, n, sizeof(*v), by_author);
	for (uint32_t i = 0; i < n; i++) {
		if (i == 0 || v[i].key != v[i - 1].key)
			last = NOWHERE;
		x->same[v[i].note] = v[i].key != 0 ? last : NOWHERE;
		if (x->source[v[i].note] && x->cue[v[i].note] == CUE_NONE)
			last = v[i].note;
	}
	free(v);
}

/* "note 5": the note with that label, in the same section. */
static void
point_note(struct ibid *x, uint32_t i, struct str rest)
{
	struct work *w = x->w;
	size_t at = 0;
	struct buf label = BUF_INIT;

	while (at < rest.n && at < 16 && (rest.p[at] < '0' || rest.p[at] > '9'))
		at++;
	while (at < rest.n && rest.p[at] >= '0' && rest.p[at] <= '9')
		buf_putc(&label, rest.p[at++]);
	for (uint32_t k = i; label.n > 0 && k-- > 0 && i - k <= 2000;) {
		if (w->notes[k].section != w->notes[i].section)
			break;
		if (str_eq(w->notes[k].label, buf_lend(&label))) {
			point(w, i, k, true);
			break;
		}
	}
	buf_free(&label);
}

/* Follow the chain to its end; sources of earlier notes are known. */
static void
chain(struct work *w, uint32_t i)
{
	struct note *n = &w->notes[i];
	const struct note *of;

	if (n->ibid_of == NOWHERE)
		return;
	of = &w->notes[n->ibid_of];
	n->ibid_source = n->ibid_of;
	if (!of->ibid)
		return;
	n->ibid_certain &= of->ibid_certain;
	if (of->ibid_source != NOWHERE)
		n->ibid_source = of->ibid_source;
}

void
ibid_find(struct work *w)
{
	uint32_t n = (uint32_t)w->n_notes;
	struct ibid x = {.w = w,
	    .cue = xcalloc(n + 1, 1),
	    .source = xcalloc(n + 1, sizeof(bool)),
	    .same = xcalloc(n + 1, sizeof(uint32_t))};
	struct str rest = {NULL, 0};

	for (uint32_t i = 0; i < n; i++) {
		x.cue[i] = (uint8_t)cue_at(note_text(w, i), &rest);
		x.source[i] = is_source(note_text(w, i));
	}
	same_authors(&x);
	for (uint32_t i = 0; i < n; i++) {
		struct str s = note_text(w, i);
		enum cue c = cue_at(s, &rest);

		if (c == CUE_IBID)
			point_back(&x, i);
		else if (c == CUE_NOTE)
			point_note(&x, i, rest);
		else if (c == CUE_WORK)
			point_back(&x, i);
		else if (c == CUE_NONE && x.same[i] != NOWHERE &&
			 (str_find(str_slice(s, 0, 120), STR("op. cit")) !=
				 SIZE_MAX ||
			     str_find(str_slice(s, 0, 120), STR("Op. cit")) !=
				 SIZE_MAX ||
			     str_find(str_slice(s, 0, 160), STR("указ. соч")) !=
				 SIZE_MAX ||
			     str_find(str_slice(s, 0, 160), STR("Указ. соч")) !=
				 SIZE_MAX))
			point(w, i, x.same[i], true);
		chain(w, i);
	}
	free(x.cue);
	free(x.source);
	free(x.same);
}
