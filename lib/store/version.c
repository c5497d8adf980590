/*
 * The versions of a note's text.
 *
 *  1. A version is never changed.  It names those that it replaced in `base`,
 *     by their numbers, parted by blanks.
 *  2. A head is a version that no other replaced.  A note that was changed on
 *     two machines apart has two heads after a merge.
 *  3. The text that is shown is made of the heads alone, in an order that all
 *     machines agree on, so that the union of versions is all that merging
 *     has to do.  The next change replaces all heads.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "lib/store/db.h"

struct version {
	int64_t id, at;
	struct str base, body;
	bool replaced;
};

struct versions {
	struct arena *arena;
	struct version *v; /* newest first */
	size_t n, cap;
};

/* ---- heads ---- */

static int
by_number(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/* Append the numbers of a list that is parted by blanks. */
static void
numbers_of(struct str s, int64_t **v, size_t *n, size_t *cap)
{
	for (size_t i = 0; i < s.n;) {
		int64_t number = 0;

		while (i < s.n && (s.p[i] < '0' || s.p[i] > '9'))
			i++;
		if (i == s.n)
			return;
		for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			number = (int64_t)((uint64_t)number * 10 +
					   (uint64_t)(s.p[i] - '0'));
		ARRAY_PUSH(*v, *n, *cap, number);
	}
}

static void
find_heads(struct versions *vs)
{
	int64_t *gone = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < vs->n; i++)
		numbers_of(vs->v[i].base, &gone, &n, &cap);
	if (n > 0)
		qsort(gone, n, sizeof(*gone), by_number);
	for (size_t i = 0; i < vs->n; i++)
		vs->v[i].replaced =
		    n > 0 && bsearch(&vs->v[i].id, gone, n, sizeof(*gone),
				 by_number) != NULL;
	free(gone);
}

static bool
versions_of(
    struct store *s, const char *uuid, struct versions *out, struct err *err)
{
	sqlite3_stmt *st = db_ready(s, SQL_VERSION_LIST, err);
	int got;

	*out = (struct versions){.arena = NULL};
	if (st == NULL)
		return false;
	out->arena = arena_new();
	db_text(st, 1, str_of(uuid));
	while ((got = db_step(s, st, err)) > 0) {
		struct version v = {.id = sqlite3_column_int64(st, 0),
		    .at = sqlite3_column_int64(st, 1),
		    .base = arena_str(out->arena, db_column(st, 2)),
		    .body = arena_str(out->arena, db_column(st, 3))};

		ARRAY_PUSH(out->v, out->n, out->cap, v);
	}
	find_heads(out);
	return got == 0;
}

static void
versions_free(struct versions *v)
{
	arena_free(v->arena);
	free(v->v);
}

/* ---- adding ---- */

static bool
random_id(int64_t *id, struct err *err)
{
	if (getrandom(id, sizeof(*id), 0) != (ssize_t)sizeof(*id))
		return err_set(err, ERR_STORE,
		    "the system gives no random numbers (%s)", strerror(errno));
	*id &= INT64_MAX;
	return true;
}

bool
version_add(struct store *s, const char *uuid, struct str body, int64_t at,
    struct err *err)
{
	struct buf base = BUF_INIT;
	struct versions old;
	sqlite3_stmt *st;
	int64_t id;
	bool ok = versions_of(s, uuid, &old, err) && random_id(&id, err);

	for (size_t i = 0; ok && i < old.n; i++)
		if (!old.v[i].replaced)
			buf_printf(&base, "%s%lld", base.n > 0 ? " " : "",
			    (long long)old.v[i].id);
	st = ok ? db_ready(s, SQL_VERSION_ADD, err) : NULL;
	if (st != NULL) {
		db_text(st, 1, str_of(uuid));
		sqlite3_bind_int64(st, 2, id);
		sqlite3_bind_int64(st, 3, at);
		db_text(st, 4, buf_lend(&base));
		db_text(st, 5, body);
		ok = db_run(s, st, err);
	}
	versions_free(&old);
	buf_free(&base);
	return ok && st != NULL;
}

/* ---- showing ---- */

/* By text, and the newest first among the same. */
static int
by_body(const void *left, const void *right)
{
	const struct version *a = *(struct version *const *)left;
	const struct version *b = *(struct version *const *)right;
	int c = str_cmp(a->body, b->body);

	return c != 0 ? c : a < b ? -1 : a > b;
}

/* Leave one head of each text: what says nothing new is not shown. */
static void
drop_repeated(struct versions *vs)
{
	struct version **heads = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < vs->n; i++)
		if (!vs->v[i].replaced)
			ARRAY_PUSH(heads, n, cap, &vs->v[i]);
	if (n > 0)
		qsort(heads, n, sizeof(*heads), by_body);
	for (size_t i = 0; i < n; i++)
		heads[i]->replaced =
		    heads[i]->body.n == 0 ||
		    (i > 0 && str_eq(heads[i]->body, heads[i - 1]->body));
	free(heads);
}

/* The text of all heads, newest first; returns how many differ. */
static uint32_t
join_heads(struct versions *vs, struct buf *out)
{
	uint32_t n = 0;

	drop_repeated(vs);
	for (size_t i = 0; i < vs->n; i++) {
		if (vs->v[i].replaced)
			continue;
		if (n++ > 0)
			buf_puts(out, "\n\n* * *\n\n");
		buf_str(out, vs->v[i].body);
	}
	return n;
}

bool
version_show(
    struct store *s, const char *uuid, uint32_t *conflicts, struct err *err)
{
	struct buf body = BUF_INIT;
	struct versions vs;
	sqlite3_stmt *st = NULL;
	bool ok = versions_of(s, uuid, &vs, err), several;

	several = join_heads(&vs, &body) > 1;
	if (ok && vs.n > 0)
		st = db_ready(s, SQL_VERSION_SHOW, err);
	if (st != NULL) {
		db_text(st, 1, str_of(uuid));
		db_text(st, 2, buf_lend(&body));
		sqlite3_bind_int64(st, 3, vs.v[0].at);
		ok = db_run(s, st, err);
		if (ok && several && sqlite3_changes(s->db) > 0)
			++*conflicts;
	} else if (vs.n > 0) {
		ok = false;
	}
	versions_free(&vs);
	buf_free(&body);
	return ok;
}
