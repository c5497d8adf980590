/*
 * Compiled books, found again by what a file is.
 *
 *  1. A kept book is named by the SHA-256 of its source, what was asked of its
 *     reading, and the sources of the compiler (compiler.h): "SHA-HOW-BUILD".
 *  2. Hashing a file takes longer than opening a kept book, so what hash a path
 *     had is kept too ("HASH.at"), with all by which a change of the file shows.
 *  3. A file changed just before it was read may change again without showing
 *     it; its hash is not believed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#include <izba/apparatus.h>
#include <izba/builder.h>

#include "lib/cache/compiler.h"
#include "lib/cache/private.h"

#define RACY 20000000 /* nanoseconds */

static int64_t
nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct cache_ticket
ticket_of(const char *path)
{
	struct cache_ticket t = {.known = false};
	struct timespec now;
	struct stat st;

	clock_gettime(CLOCK_REALTIME, &now);
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return t;
	return (struct cache_ticket){.device = st.st_dev,
	    .inode = st.st_ino,
	    .size = (uint64_t)st.st_size,
	    .changed = nanoseconds(st.st_mtim),
	    .seen = nanoseconds(now),
	    .known = true};
}

static bool
same_file(const struct cache_ticket *a, const struct cache_ticket *b)
{
	return a->known && b->known && a->device == b->device &&
	       a->inode == b->inode && a->size == b->size &&
	       a->changed == b->changed;
}

/* ---- names ---- */

static uint64_t
hash_str(uint64_t h, const char *s)
{
	for (; s != NULL && *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (h ^ 1) * 1099511628211u;
}

/* What was asked of the reading, as a number. */
static uint64_t
how_number(const struct read_options *o)
{
	uint64_t h = 14695981039346656037u;

	if (o != NULL)
		h = hash_str(
		    hash_str(hash_str(h, o->format), o->encoding), o->notes);
	return h;
}

/* The name of the note that says which hash a path had. */
static char *
note_name(const char *path, const struct read_options *o)
{
	struct buf name = BUF_INIT;
	char *real = realpath(path, NULL);

	buf_printf(&name, "%016" PRIx64 ".at",
	    hash_str(how_number(o), real == NULL ? path : real));
	free(real);
	return buf_take(&name);
}

static char *
book_name(const char *sha, const struct read_options *o)
{
	struct buf name = BUF_INIT;

	buf_printf(&name, "%.64s-%08" PRIx32 "-" COMPILER ".book", sha,
	    (uint32_t)(how_number(o) >> 32));
	return buf_take(&name);
}

/* ---- opening ---- */

/* What hash did the file have, if nothing shows that it changed?  All of the
 * note must be as cache_save writes it. */
static bool
note_read(const char *folder, const char *path, const struct read_options *o,
    const struct cache_ticket *now, char sha[65])
{
	struct buf text = BUF_INIT;
	struct cache_ticket then = {.known = true};
	char *name = note_name(path, o);
	bool good;

	good = folder_read_small(folder, name, &text) &&
	       sscanf(text.p,
		   "izba at 1 %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNd64
		   " %" SCNd64 " %64[0-9a-f]\n",
		   &then.device, &then.inode, &then.size, &then.changed,
		   &then.seen, sha) == 6 &&
	       strlen(sha) == 64 && same_file(&then, now) &&
	       then.seen - then.changed > RACY;
	buf_free(&text);
	free(name);
	return good;
}

static struct book *
book_kept(const char *folder, const char *sha, const struct read_options *o)
{
	char *name = book_name(sha, o);
	size_t size;
	void *map = folder_map(folder, name, &size);
	struct book *b = NULL;

	free(name);
	if (map == NULL)
		return NULL;
	b = book_take(map, size);
	if (b == NULL)
		munmap(map, size);
	else
		apparatus_adopt(b);
	return b;
}

struct book *
cache_open(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    struct err *err)
{
	struct book *b = NULL;
	char sha[65];

	*ticket = ticket_of(path);
	if (folder != NULL && ticket->known && ticket->size >= SMALL &&
	    note_read(folder, path, options, ticket, sha))
		b = book_kept(folder, sha, options);
	ticket->kept = b != NULL;
	if (b != NULL)
		return b;
	b = book_read(path, options, err);
	if (b != NULL)
		apparatus_link(b);
	return b;
}

/* ---- saving ---- */

static bool
note_write(const char *folder, const char *path, const struct read_options *o,
    const struct cache_ticket *t, const char *sha)
{
	struct buf text = BUF_INIT;
	char *name = note_name(path, o);
	bool ok;

	buf_printf(&text,
	    "izba at 1 %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRId64 " %" PRId64
	    " %s\n",
	    t->device, t->inode, t->size, t->changed, t->seen, sha);
	ok = folder_write(folder, name, buf_lend(&text));
	buf_free(&text);
	free(name);
	return ok;
}

bool
cache_save(const char *folder, const char *path,
    const struct read_options *options, const struct cache_ticket *ticket,
    const struct book *b)
{
	struct cache_ticket now;
	struct buf bytes = BUF_INIT;
	char sha[65], *name;
	bool ok;

	if (folder == NULL || !ticket->known || ticket->kept || !b->linked ||
	    ticket->size < SMALL || ticket->seen - ticket->changed <= RACY)
		return false;
	if (ticket->sha[0] != '\0')
		memcpy(sha, ticket->sha, sizeof(sha));
	else if (!book_hash(path, sha, NULL))
		return false;
	now = ticket_of(path);
	if (!same_file(&now, ticket))
		return false;
	book_keep(b, &bytes);
	name = book_name(sha, options);
	ok = folder_make_room(folder, bytes.n) &&
	     folder_write(folder, name, buf_lend(&bytes)) &&
	     note_write(folder, path, options, ticket, sha);
	free(name);
	buf_free(&bytes);
	return ok;
}
