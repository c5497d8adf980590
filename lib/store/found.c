/*
 * Where marks were found again in a changed text, kept so that the next opening
 * need not look again.  Nothing here is worth more than the time it saves: what
 * does not fit is found anew, and not being able to write is no error.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/anchor.h"
#include "lib/store/db.h"

/* Changes whenever other places may be found for the same marks. */
#define METHOD 1

/* What is kept of each mark that does not stand where it stood. */
struct record {
	uint32_t from, to, state, best_from, best_to;
	uint16_t score, quote, before, after, exact, nothing;
};

/* The text and the marks that are looked for in it. */
struct key {
	uint64_t a, b;
};

static void
mix_word(struct key *k, uint64_t w)
{
	k->a = (k->a ^ w) * 0x9e3779b97f4a7c15u;
	k->a ^= k->a >> 32;
	k->b = (k->b + w) * 0xff51afd7ed558ccdu;
	k->b ^= k->b >> 29;
}

static void
mix(struct key *k, struct str s)
{
	uint64_t w;
	size_t i = 0;

	mix_word(k, s.n);
	for (; i + sizeof(w) <= s.n; i += sizeof(w)) {
		memcpy(&w, s.p + i, sizeof(w));
		mix_word(k, w);
	}
	w = 0;
	if (i < s.n)
		memcpy(&w, s.p + i, s.n - i);
	mix_word(k, w);
}

/* The order of the marks that stand counts too: it tells of the others. */
static struct key
key_of(struct str text, const struct anchor *v, size_t n)
{
	struct key k = {METHOD, METHOD};

	mix(&k, text);
	for (size_t i = 0; i < n; i++) {
		mix_word(&k, (uint64_t)v[i].from << 32 | v[i].to);
		mix_word(&k, v[i].state);
		if (v[i].state != ANCHOR_LOST)
			continue;
		mix(&k, v[i].quote);
		mix(&k, v[i].prefix);
		mix(&k, v[i].suffix);
	}
	return k;
}

static bool
fits(const struct record *r, struct str text)
{
	return r->state <= ANCHOR_LOST && r->from <= r->to && r->to <= text.n &&
	       r->best_from <= r->best_to && r->best_to <= text.n;
}

/* Take what is kept; false if it is of another text or other marks. */
static bool
recall(struct store *s, int64_t book, const struct key *key, struct str text,
    struct anchor *v, size_t n, size_t gone)
{
	sqlite3_stmt *st = db_ready(s, SQL_FOUND_GET, NULL);
	const char *p;
	struct record r;
	bool ok = true;

	if (st == NULL)
		return false;
	sqlite3_bind_int64(st, 1, book);
	sqlite3_bind_blob(st, 2, key, sizeof(*key), SQLITE_STATIC);
	if (db_step(s, st, NULL) <= 0)
		return false;
	p = sqlite3_column_blob(st, 0);
	ok = p != NULL &&
	     (size_t)sqlite3_column_bytes(st, 0) == gone * sizeof(r);
	for (size_t i = 0; ok && i < n; i++) {
		if (v[i].state != ANCHOR_LOST)
			continue;
		memcpy(&r, p, sizeof(r));
		p += sizeof(r);
		ok = fits(&r, text);
		if (!ok)
			break;
		v[i].from = r.from;
		v[i].to = r.to;
		v[i].state = (enum anchor_state)r.state;
		v[i].best = (struct anchor_hit){r.best_from, r.best_to, r.score,
		    r.quote, r.before, r.after, r.exact != 0};
	}
	sqlite3_reset(st);
	return ok;
}

static void
keep(struct store *s, int64_t book, const struct key *key,
    const struct record *v, size_t n)
{
	sqlite3_stmt *st;

	if (s->read_only != NULL || s->depth > 0 ||
	    !db_level(s, LEVEL_QUICK, NULL))
		return;
	st = db_ready(s, SQL_FOUND_SET, NULL);
	if (st == NULL)
		return;
	sqlite3_bind_int64(st, 1, book);
	sqlite3_bind_blob(st, 2, key, sizeof(*key), SQLITE_STATIC);
	sqlite3_bind_blob64(st, 3, v, n * sizeof(*v), SQLITE_STATIC);
	(void)!db_run(s, st, NULL);
}

void
found_resolve(
    struct store *s, int64_t book, struct str text, struct anchor *v, size_t n)
{
	size_t gone = anchor_check(text, v, n), k = 0;
	struct anchor *was;
	struct record *records;
	struct key key;

	if (gone == 0)
		return;
	if (book == 0) {
		anchor_resolve(text, v, n);
		return;
	}
	key = key_of(text, v, n);
	was = xcalloc(n, sizeof(*was));
	memcpy(was, v, n * sizeof(*was));
	if (recall(s, book, &key, text, v, n, gone)) {
		free(was);
		return;
	}
	memcpy(v, was, n * sizeof(*was));
	anchor_resolve(text, v, n);
	records = xcalloc(gone, sizeof(*records));
	for (size_t i = 0; i < n; i++)
		if (was[i].state == ANCHOR_LOST)
			records[k++] = (struct record){v[i].from, v[i].to,
			    v[i].state, v[i].best.from, v[i].best.to,
			    v[i].best.score, v[i].best.quote, v[i].best.before,
			    v[i].best.after, v[i].best.exact, 0};
	keep(s, book, &key, records, gone);
	free(records);
	free(was);
}
