/*
 * Stores with backups, for the tests of those and of what they bring back.
 */
#ifndef TESTS_STORE_BACKUP_H
#define TESTS_STORE_BACKUP_H

#include <fcntl.h>

#include "lib/store/db.h"
#include "tests/unit/store.h"

static const char tale[] = "One lamp burned in the reading room, and ten heads "
			   "were bent over one newspaper.\n";

#define DAY 86400000000

static inline struct store *
open_at(const struct place *p, int64_t clock)
{
	struct store_options o = {.fixed_clock = clock};
	struct err err = {.text = ""};
	struct store *s = store_open(p->store, &o, &err);

	if (s == NULL)
		fail_msg("%s", err.text);
	return s;
}

static inline size_t
backups_of(const struct place *p)
{
	struct beside v;
	size_t n;

	backup_names(&v, p->store);
	n = v.n;
	beside_free(&v);
	return n;
}

/* A store of n highlights and its backup. */
static inline struct book_id
make_with_backup(struct place *p, int n)
{
	struct book *b = must_read(str_of(tale));
	struct book_id id;
	struct store *s;

	make_store(p, tale, &id);
	s = open_at(p, 20000 * DAY);
	for (int i = 1; i < n; i++)
		must_add(s, &id, b, "lamp");
	must(store_backup(s, false, err));
	store_close(s);
	book_free(b);
	return id;
}

/* Add one highlight more, after the backup. */
static inline void
add_late(struct place *p, const struct book_id *id)
{
	struct book *b = must_read(str_of(tale));
	struct store *s = open_at(p, 20000 * DAY + 1000000);

	must_add(s, id, b, "newspaper");
	store_close(s);
	book_free(b);
}

static inline void
damage_header(const char *path)
{
	int fd = open(path, O_WRONLY);

	assert_int_equal(pwrite(fd, "XXXXXXXXXXXXXXXXXXXXXXXX", 24, 0), 24);
	close(fd);
}

/* All pages but the first, which says what the others are. */

#endif
