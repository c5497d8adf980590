/*
 * Letters after a merge: two machines may have given one letter of a book, or a
 * capital one in two books, apart.  It is shown where it was given last, the
 * others stay bookmarks without one; nothing of that is written, so that all
 * machines show the same in whatever order they were merged.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/store/db.h"

struct bearer {
	struct annotation *a;
	int64_t at; /* when the letter was given */
};

static int
by_letter(const void *left, const void *right)
{
	const struct bearer *x = left, *y = right;

	if (x->a->book != y->a->book)
		return x->a->book < y->a->book ? -1 : 1;
	if (x->a->mark != y->a->mark)
		return x->a->mark < y->a->mark ? -1 : 1;
	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return strcmp(y->a->uuid, x->a->uuid);
}

static bool
same(const struct bearer *x, const struct bearer *y)
{
	return x->a->book == y->a->book && x->a->mark == y->a->mark;
}

/* When was a letter given? */
static bool
given(struct store *s, struct bearer *x, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_MARK_GIVEN, err);
	int got;

	if (st == NULL)
		return false;
	db_text(st, 1, str_of(x->a->uuid));
	got = db_step(s, st, err);
	if (got > 0) {
		x->at = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return got >= 0;
}

/* Leave each letter to the first of its bearers in v, which is sorted. */
static void
take_away(struct bearer *v, size_t n)
{
	size_t first = 0;

	for (size_t i = 1; i < n; i++)
		if (!same(&v[first], &v[i]))
			first = i;
		else
			v[i].a->mark = 0;
}

/* ---- capital letters: those of the whole store, one by one ---- */

/* Which of all living annotations bears a capital letter? */
static bool
find_bearer(struct store *s, char letter, char uuid[37], struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_MARK_BEARER, err);
	int got;

	if (st == NULL)
		return false;
	db_text(st, 1, (struct str){&letter, 1});
	got = db_step(s, st, err);
	if (got > 0) {
		struct str found = db_column(st, 0);

		if (found.n < 37)
			memcpy(uuid, found.p, found.n);
		sqlite3_reset(st);
	}
	return got >= 0;
}

/* Leave each capital letter to its bearer. */
static bool
settle_capitals(struct store *s, struct annotations *all, struct err *err)
{
	char bearers[26][37] = {""};

	for (size_t i = 0; i < all->n; i++) {
		struct annotation *a = &all->v[i];
		char *bearer;

		if (!letter_is_capital(a->mark) || a->deleted != 0)
			continue;
		bearer = bearers[a->mark - 'A'];
		if (bearer[0] == '\0' && !find_bearer(s, a->mark, bearer, err))
			return false;
		if (strcmp(a->uuid, bearer) != 0)
			a->mark = 0;
	}
	return true;
}

bool
letters_settle(struct store *s, struct annotations *all, struct err *err)
{
	struct bearer *v = NULL;
	size_t n = 0, cap = 0;
	bool ok = settle_capitals(s, all, err), shared = false;

	for (size_t i = 0; ok && i < all->n; i++)
		if (all->v[i].mark != 0 && all->v[i].deleted == 0 &&
		    !letter_is_capital(all->v[i].mark))
			ARRAY_PUSH(v, n, cap, (struct bearer){.a = &all->v[i]});
	if (n > 1)
		qsort(v, n, sizeof(*v), by_letter);
	for (size_t i = 1; ok && i < n; i++)
		if (same(&v[i - 1], &v[i])) {
			shared = true;
			ok = given(s, &v[i - 1], err) && given(s, &v[i], err);
		}
	if (ok && shared) {
		qsort(v, n, sizeof(*v), by_letter);
		take_away(v, n);
	}
	free(v);
	return ok;
}
