/*
 * Ibid. and its kin: what a note that only says "the same place" stands for.
 *
 *  1. Ibid., Там же, Idem: the note before, if that is a source, leads to one,
 *     or says ibid. itself.  Over a comment that names no source it is the note
 *     before the comment.  Over one that names a source in passing there are
 *     two candidates, and so no certainty.
 *  2. Op. cit., Указ. соч., loc. cit. behind a name: the last note of the whole
 *     book that cites that name in full; two works of one name are doubtful.
 *  3. "See note 5", "См. прим. 5": the note of that number in its section.
 *  4. The source is the end of the chain; one doubtful step makes the whole
 *     chain doubtful.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/cite.h"
#include "lib/apparatus/work.h"

/* A name cited in full. */
struct name {
	uint64_t key;
	uint64_t work; /* a key of the words after it */
	uint32_t note;
};

struct ibid {
	struct work *w;
	struct cited *cited;
	uint8_t *kind; /* enum note_kind */
	struct name *names; /* made when they are first asked for */
	size_t n_names, cap_names;
	bool named;
	uint32_t telling; /* the note whose names are told */
};

static struct str
note_text(const struct work *w, uint32_t i)
{
	return book_text(w->b, w->notes[i].body, w->notes[i].to);
}

/* ---- pointing ---- */

static void
point(struct work *w, uint32_t i, uint32_t of, bool certain)
{
	struct note *n = &w->notes[i];

	n->ibid_of = of;
	n->ibid_certain = certain;
}

static void
doubt(struct work *w, uint32_t i, uint32_t a, uint32_t b)
{
	uint32_t *v = book_alloc(w->b, 2, sizeof(*v));

	v[0] = a < b ? a : b;
	v[1] = a < b ? b : a;
	w->notes[i].ibid_maybe = (struct ids){v, 2};
}

/* Is there a note before `i` in its section, or close before it in a list
 * whose numbers go on over the chapters? */
static bool
has_before(const struct work *w, uint32_t i)
{
	const struct note *n = &w->notes[i];

	if (i == 0 || n[-1].section == n->section)
		return i > 0;
	return n[-1].last_block == n->first_block && !str_is(n->label, "1");
}

/* The nearest source before note `i`, over comments; *over counts them. */
static uint32_t
source_before(const struct ibid *x, uint32_t i, unsigned *over)
{
	enum { COMMENTS = 4 };

	for (*over = 0; has_before(x->w, i) && *over <= COMMENTS; (*over)++) {
		i--;
		if (x->cited[i].cue != CUE_NONE || x->kind[i] >= NOTE_FIRM)
			return i;
	}
	return NOWHERE;
}

/* The same place as the note before. */
static void
point_back(struct ibid *x, uint32_t i)
{
	uint32_t of, before = i - 1;
	unsigned over;

	if (!has_before(x->w, i))
		return;
	of = source_before(x, i, &over);
	if (over == 0) {
		point(x->w, i, of, true);
	} else if (x->kind[before] == NOTE_MIXED) {
		point(x->w, i, of != NOWHERE ? of : before, of == NOWHERE);
		if (of != NOWHERE)
			doubt(x->w, i, of, before);
	} else if (of != NOWHERE) {
		point(x->w, i, of, over == 1);
	}
}

/* ---- names ---- */

static uint64_t
key_of(struct str s)
{
	struct title_key key = TITLE_KEY_EMPTY;

	title_key_add(&key, s);
	return key.hash;
}

/* What comes first after a name and its initials: the work. */
static uint64_t
work_key(struct str after)
{
	size_t from, to = 0;
	unsigned words = 0;
	struct title_key key = TITLE_KEY_EMPTY;

	while (words < 2 && word_next(after, to, &from, &to)) {
		if (to - from <= 4 && to < after.n && after.p[to] == '.')
			continue;
		title_key_add(&key, str_slice(after, from, to));
		words++;
	}
	return key.hash;
}

static void
name_tell(void *to, struct str surname, struct str after)
{
	struct ibid *x = to;

	ARRAY_PUSH(x->names, x->n_names, x->cap_names,
	    (struct name){key_of(surname), work_key(after), x->telling});
}

static int
by_name(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->note > y->note) - (x->note < y->note);
}

/* All names that notes cite in full. */
static void
names_make(struct ibid *x)
{
	x->named = true;
	for (uint32_t i = 0; i < x->w->n_notes; i++) {
		x->telling = i;
		if (x->cited[i].cue == CUE_NONE && x->kind[i] != NOTE_COMMENT)
			cite_names(note_text(x->w, i), name_tell, x);
	}
	if (x->n_names > 0)
		qsort(x->names, x->n_names, sizeof(*x->names), by_name);
}

/* The work of somebody, cited before. */
static void
point_work(struct ibid *x, uint32_t i)
{
	uint64_t key = key_of(x->cited[i].surname);
	size_t low = 0, high;

	if (!x->named)
		names_make(x);
	high = x->n_names;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct name *n = &x->names[mid];

		if (n->key < key || (n->key == key && n->note < i))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || x->names[low - 1].key != key)
		return;
	low--;
	point(x->w, i, x->names[low].note, true);
	if (low > 0 && x->names[low - 1].key == key &&
	    x->names[low - 1].note != x->names[low].note &&
	    x->names[low - 1].work != x->names[low].work) {
		x->w->notes[i].ibid_certain = false;
		doubt(x->w, i, x->names[low - 1].note, x->names[low].note);
	}
}

/* ---- numbers ---- */

/* "note 5": the note with that label, in the same section. */
static void
point_note(struct ibid *x, uint32_t i)
{
	enum { FAR = 2000 };
	struct work *w = x->w;
	struct str rest = x->cited[i].rest;
	size_t at = 0, n = 0;

	while (at < rest.n && at < 20 && (rest.p[at] < '0' || rest.p[at] > '9'))
		at++;
	while (
	    at + n < rest.n && rest.p[at + n] >= '0' && rest.p[at + n] <= '9')
		n++;
	rest = str_slice(rest, at, at + n);
	for (uint32_t d = 1; n > 0 && d < FAR; d++) {
		bool back =
		    d <= i && w->notes[i - d].section == w->notes[i].section;
		bool on = i + d < w->n_notes &&
			  w->notes[i + d].section == w->notes[i].section;

		if (back && str_eq(w->notes[i - d].label, rest)) {
			point(w, i, i - d, true);
			return;
		}
		if (on && str_eq(w->notes[i + d].label, rest)) {
			point(w, i, i + d, true);
			return;
		}
		if (!back && !on)
			return;
	}
}

/* ---- chains ---- */

/* Follow every chain to its end.  A chain that comes back to itself has
 * none. */
static void
chain(struct work *w, uint32_t i)
{
	enum { HOPS = 4000 };
	struct note *n = &w->notes[i];
	uint32_t at = n->ibid_of;

	for (unsigned hops = 0; at != NOWHERE && hops < HOPS; hops++) {
		const struct note *of = &w->notes[at];

		if (!of->ibid || at == i)
			break;
		n->ibid_certain &= of->ibid_certain;
		if (of->ibid_source != NOWHERE) {
			at = of->ibid_source;
			break;
		}
		at = of->ibid_of;
	}
	if (at == i || at == NOWHERE) {
		n->ibid_of = NOWHERE;
		n->ibid_certain = false;
		return;
	}
	n->ibid_source = at;
}

static void
notes_read(struct ibid *x)
{
	const struct work *w = x->w;

	for (uint32_t i = 0; i < w->n_notes; i++) {
		const struct note *n = &w->notes[i];
		uint32_t run = book_run_from(w->b, n->body);
		bool title = false;
		size_t at = 0;

		for (; run < w->b->n_runs && w->b->runs[run].from < n->to &&
		       !title;
		     run++) {
			const struct run *r = &w->b->runs[run];

			title = (r->style & STYLE_EMPHASIS) != 0 &&
				r->to - r->from >= 6;
			at = r->from > n->body ? r->from - n->body : 0;
		}
		x->cited[i] = cite_read(note_text(w, i));
		x->kind[i] = (uint8_t)cite_kind(note_text(w, i), title, at);
	}
}

void
ibid_find(struct work *w)
{
	static void (*const points[])(struct ibid *, uint32_t) = {
	    [CUE_IBID] = point_back,
	    [CUE_WORK] = point_work,
	    [CUE_NOTE] = point_note,
	};
	uint32_t n = (uint32_t)w->n_notes;
	struct ibid x = {.w = w,
	    .cited = xcalloc(n + 1, sizeof(*x.cited)),
	    .kind = xcalloc(n + 1, 1)};

	notes_read(&x);
	for (uint32_t i = 0; i < n; i++) {
		enum cue cue = x.cited[i].cue;

		w->notes[i].ibid = cue != CUE_NONE;
		if (cue == CUE_WORK && x.cited[i].surname.n == 0)
			cue = CUE_IBID;
		if (cue != CUE_NONE)
			points[cue](&x, i);
	}
	for (uint32_t i = 0; i < n; i++)
		if (w->notes[i].ibid)
			chain(w, i);
	free(x.cited);
	free(x.kind);
	free(x.names);
}
