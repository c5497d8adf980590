/*
 * Bringing a document up to date that people have written in.
 *
 *  1. Only whole pieces are replaced or taken out, and only those that nobody
 *     has changed by hand; no other line is touched.
 *  2. A section of the new document is where its pieces are in the old one, else
 *     where its heading is; so a heading that was renamed stays renamed.
 *  3. What is new goes behind what stands before it in the new document, and
 *     behind what people wrote there: at the next part of its level.
 *  4. Merging a second time changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/export/edits.h"
#include "lib/export/merge.h"

/* Where something of the new document is in the old: at one of its parts, or
 * to be put before one. */
struct spot {
	bool known;
	bool put; /* put before the part, not there yet */
	size_t part; /* of the old document; one past the last: its end */
};

struct merging {
	const struct shape *shape;
	struct str old, new;
	struct parts o, n;
	size_t *by_uuid, n_pieces; /* the old pieces */
	size_t *by_title, n_titles; /* the old headings */
	size_t *claimed; /* by which heading of the new, for each old */
	size_t *ends; /* where what is under an old part ends */
	struct spot *spots; /* for each new part */
	struct spot *last; /* in each section, what was seen last */
	struct edits edits;
	struct export_report *report;
};

/* ---- the old parts, to be found ---- */

static int
by_uuid(const void *left, const void *right, void *arg)
{
	const struct part *v = arg;
	size_t a = *(const size_t *)left, b = *(const size_t *)right;
	int c = str_cmp(v[a].uuid, v[b].uuid);

	return c != 0 ? c : a < b ? -1 : a > b;
}

static int
by_title(const void *left, const void *right, void *arg)
{
	const struct part *v = arg;
	size_t a = *(const size_t *)left, b = *(const size_t *)right;
	int c = str_cmp(v[a].title, v[b].title);

	return c != 0 ? c : a < b ? -1 : a > b;
}

/* What is under a part ends at the next part of its level or above. */
static void
find_ends(struct merging *m)
{
	size_t *open = xcalloc(m->o.n + 1, sizeof(size_t)), n = 0;

	for (size_t i = 0; i < m->o.n; i++) {
		while (n > 0 && m->o.v[open[n - 1]].level >= m->o.v[i].level)
			m->ends[open[--n]] = i;
		open[n++] = i;
	}
	while (n > 0)
		m->ends[open[--n]] = m->o.n;
	free(open);
}

static void
index_old(struct merging *m)
{
	const struct parts *o = &m->o;

	m->ends = xcalloc(o->n + 1, sizeof(size_t));
	find_ends(m);
	m->by_uuid = xcalloc(o->n + 1, sizeof(size_t));
	m->by_title = xcalloc(o->n + 1, sizeof(size_t));
	m->claimed = xcalloc(o->n + 1, sizeof(size_t));
	for (size_t i = 0; i < o->n; i++) {
		m->claimed[i] = NO_PART;
		if (o->v[i].uuid.p != NULL)
			m->by_uuid[m->n_pieces++] = i;
		else
			m->by_title[m->n_titles++] = i;
	}
	qsort_r(m->by_uuid, m->n_pieces, sizeof(size_t), by_uuid, o->v);
	qsort_r(m->by_title, m->n_titles, sizeof(size_t), by_title, o->v);
}

/* The first in m->by_uuid that is not before the UUID. */
static size_t
find_uuid(const struct merging *m, struct str uuid)
{
	size_t low = 0, high = m->n_pieces;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(m->o.v[m->by_uuid[middle]].uuid, uuid) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The old piece of that UUID, the i-th of them; NO_PART if there are not so
 * many. */
static size_t
piece_of(const struct merging *m, struct str uuid, size_t i)
{
	size_t at = find_uuid(m, uuid) + i;

	if (at >= m->n_pieces || !str_eq(m->o.v[m->by_uuid[at]].uuid, uuid))
		return NO_PART;
	return m->by_uuid[at];
}

/* ---- which old heading is which new one ---- */

static bool
is_open(const struct merging *m, size_t new, size_t old)
{
	return new != NO_PART &&old != NO_PART && !m->spots[new].known &&
	       m->claimed[old] == NO_PART;
}

static void
claim(struct merging *m, size_t new, size_t old)
{
	m->claimed[old] = new;
	m->spots[new] = (struct spot){.known = true, .part = old};
}

/* Headings over pieces that are in both are the same if they read the same. */
static void
claim_over_pieces(struct merging *m)
{
	for (size_t i = 0; i < m->n.n; i++) {
		size_t new = m->n.v[i].over, old;

		if (m->n.v[i].uuid.p == NULL)
			continue;
		old = piece_of(m, m->n.v[i].uuid, 0);
		if (old == NO_PART)
			continue;
		old = m->o.v[old].over;
		while (is_open(m, new, old) &&
		       str_eq(m->n.v[new].title, m->o.v[old].title)) {
			claim(m, new, old);
			new = m->n.v[new].over;
			old = m->o.v[old].over;
		}
	}
}

/* An old heading that reads the same and is not taken, inside [from, to). */
static size_t
same_title(const struct merging *m, struct str title, size_t from, size_t to)
{
	enum { MOST = 1000 }; /* of one title, so that it stays quick */
	size_t low = 0, high = m->n_titles;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		size_t i = m->by_title[middle];
		int c = str_cmp(m->o.v[i].title, title);

		if (c < 0 || (c == 0 && i < from))
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t k = low; k < m->n_titles && k < low + MOST; k++) {
		size_t i = m->by_title[k];

		if (i >= to || !str_eq(m->o.v[i].title, title))
			break;
		if (m->claimed[i] == NO_PART)
			return i;
	}
	return NO_PART;
}

/* Headings without such pieces, by what they say and where they stand. */
static void
claim_by_title(struct merging *m)
{
	for (size_t i = 0; i < m->n.n; i++) {
		size_t over = m->n.v[i].over, from = 0, end = m->o.n, old;

		if (m->n.v[i].uuid.p != NULL || m->spots[i].known ||
		    (over != NO_PART && !m->spots[over].known))
			continue;
		if (over != NO_PART) {
			from = m->spots[over].part + 1;
			end = m->ends[m->spots[over].part];
		}
		old = same_title(m, m->n.v[i].title, from, end);
		if (old != NO_PART)
			claim(m, i, old);
	}
}

/* Headings that are left and have pieces: people gave them another name. */
static void
claim_renamed(struct merging *m)
{
	for (size_t i = 0; i < m->n.n; i++) {
		size_t old;

		if (m->n.v[i].uuid.p == NULL)
			continue;
		old = piece_of(m, m->n.v[i].uuid, 0);
		if (old != NO_PART &&
		    is_open(m, m->n.v[i].over, m->o.v[old].over))
			claim(m, m->n.v[i].over, m->o.v[old].over);
	}
}

/* ---- edits ---- */

static struct str
text_of(struct str document, const struct part *p)
{
	return str_slice(document, p->from, p->to);
}

/* Where the lines before an old part end that are not empty. */
static size_t
end_before(const struct merging *m, size_t part)
{
	size_t at = part < m->o.n ? m->o.v[part].from : m->old.n;

	while (at > 0 && strchr(" \t\r\n", m->old.p[at - 1]) != NULL)
		at--;
	while (at > 0 && at < m->old.n && m->old.p[at - 1] != '\n')
		at++;
	return at;
}

/* How much deeper a section stands in the old document. */
static int
shift_of(const struct merging *m, size_t section)
{
	const struct spot *s;

	if (!m->shape->org || section == NO_PART)
		return 0;
	s = &m->spots[section];
	if (s->put)
		return shift_of(m, m->n.v[section].over);
	return (int)m->o.v[s->part].level - (int)m->n.v[section].level;
}

/* The first old part from i on that is of this level or of one above it. */
static size_t
next_of_level(const struct merging *m, size_t i, unsigned level)
{
	while (i < m->o.n && m->o.v[i].level > level)
		i++;
	return i;
}

/* Put a new part behind a spot of the old document. */
static struct spot
put_behind(struct merging *m, size_t i, struct spot behind)
{
	const struct part *p = &m->n.v[i];
	int shift = shift_of(m, p->over);
	struct spot s = {.known = true, .put = true};

	s.part = next_of_level(
	    m, behind.part + !behind.put, (unsigned)((int)p->level + shift));
	edits_add(&m->edits, (struct edit){.from = end_before(m, s.part),
				 .to = end_before(m, s.part),
				 .text = text_of(m->new, p),
				 .shift = shift,
				 .apart = true});
	return s;
}

/* Put a heading that is missing, and those over it. */
static void
put_heading(struct merging *m, size_t i)
{
	static const struct spot top = {.known = true, .put = true};
	size_t over = m->n.v[i].over;
	struct spot behind = top;

	if (m->spots[i].known)
		return;
	if (over != NO_PART)
		put_heading(m, over);
	if (over != NO_PART)
		behind = m->last[over];
	else if (m->last[m->n.n].known)
		behind = m->last[m->n.n];
	m->spots[i] = put_behind(m, i, behind);
	m->last[i] = m->spots[i];
}

/* A piece was seen in its section, so what follows in that section, and in those
 * around it, goes behind it. */
static void
seen(struct merging *m, size_t section, struct spot s)
{
	for (; section != NO_PART; section = m->n.v[section].over)
		m->last[section] = s;
	m->last[m->n.n] = s;
}

static void
replace_piece(struct merging *m, size_t new, size_t old)
{
	const struct part *n = &m->n.v[new], *o = &m->o.v[old];

	if (str_eq(n->stated, o->stated))
		return;
	if (o->edited) {
		m->report->kept++;
		return;
	}
	m->report->changed++;
	edits_add(&m->edits,
	    (struct edit){.from = o->from,
		.to = o->to,
		.text = text_of(m->new, n),
		.shift = m->shape->org ? (int)o->level - (int)n->level : 0});
}

/* Bring one piece up to date, or put it where it belongs. */
static void
merge_piece(struct merging *m, size_t i)
{
	static const struct spot top = {.known = true, .put = true};
	size_t section = m->n.v[i].over, old;
	size_t key = section == NO_PART ? m->n.n : section;

	old = piece_of(m, m->n.v[i].uuid, 0);
	if (old == NO_PART) {
		if (section != NO_PART)
			put_heading(m, section);
		m->report->added++;
		seen(m, section,
		    put_behind(m, i, m->last[key].known ? m->last[key] : top));
		return;
	}
	if (section == NO_PART
		? m->o.v[old].over == NO_PART
		: m->spots[section].known && !m->spots[section].put &&
		      m->spots[section].part == m->o.v[old].over)
		seen(m, section, (struct spot){.known = true, .part = old});
	for (size_t k = 0; old != NO_PART;
	     old = piece_of(m, m->n.v[i].uuid, ++k))
		replace_piece(m, i, old);
}

static void
merge_parts(struct merging *m)
{
	for (size_t i = 0; i < m->n.n; i++)
		if (m->n.v[i].uuid.p == NULL && m->spots[i].known)
			m->last[i] = m->spots[i];
	for (size_t i = 0; i < m->n.n; i++)
		if (m->n.v[i].uuid.p != NULL)
			merge_piece(m, i);
		else if (m->spots[i].known)
			seen(m, i, m->spots[i]);
}

/* ---- what was deleted ---- */

/* Take a piece out, with the empty line before it if one follows too. */
static void
take_out(struct merging *m, size_t old)
{
	const struct part *p = &m->o.v[old];
	size_t from = p->from;

	if (p->edited) {
		m->report->kept++;
		return;
	}
	if (from > 0 && edits_blank_line(m->old, p->to)) {
		size_t line = from - 1;

		while (line > 0 && m->old.p[line - 1] != '\n')
			line--;
		if (edits_blank_line(m->old, line))
			from = line;
	}
	m->report->gone++;
	edits_add(&m->edits, (struct edit){.from = from, .to = p->to});
}

static void
take_out_deleted(struct merging *m, const struct annotations *deleted)
{
	for (size_t i = 0; deleted != NULL && i < deleted->n; i++) {
		struct str uuid = str_of(deleted->v[i].uuid);
		size_t old;

		for (size_t k = 0; (old = piece_of(m, uuid, k)) != NO_PART; k++)
			take_out(m, old);
	}
}

/* ---- all together ---- */

bool
merge_has_pieces(const struct shape *shape, struct str text)
{
	struct parts p = parts_find(shape, text);
	bool has = false;

	for (size_t i = 0; i < p.n && !has; i++)
		has = p.v[i].uuid.p != NULL;
	parts_free(&p);
	return has;
}

void
merge_documents(const struct shape *shape, struct str old, struct str new,
    const struct export_book *v, size_t n, struct buf *out,
    struct export_report *report)
{
	struct merging m = {.shape = shape,
	    .old = old,
	    .new = new,
	    .o = parts_find(shape, old),
	    .n = parts_find(shape, new),
	    .report = report};

	m.spots = xcalloc(m.n.n + 1, sizeof(*m.spots));
	m.last = xcalloc(m.n.n + 1, sizeof(*m.last));
	index_old(&m);
	claim_over_pieces(&m);
	claim_by_title(&m);
	claim_renamed(&m);
	merge_parts(&m);
	for (size_t i = 0; i < n; i++)
		take_out_deleted(&m, v[i].deleted);
	report->merged = true;
	report->same = m.edits.n == 0;
	if (!report->same)
		edits_put(&m.edits, old, out);
	parts_free(&m.o);
	parts_free(&m.n);
	free(m.by_uuid);
	free(m.by_title);
	free(m.claimed);
	free(m.ends);
	free(m.spots);
	free(m.last);
	edits_free(&m.edits);
}
