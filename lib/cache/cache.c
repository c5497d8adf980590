/*
 * Compiled books, found again by what a file is.
 *
 *  1. A kept book is named by the SHA-256 of its source, what was asked of its
 *     reading, and the sources of the compiler (compiler.h): "SHA-HOW-BUILD".
 *  2. Hashing a file takes longer than opening a kept book, so what hash a path
 *     had is kept too ("HASH.at"), with all by which a change of the file shows.
 *  3. A file changed just before it was read may change again without showing
 *     it; its hash is not believed.
 *  4. Summing up a kept book takes longer than opening it.  That it was whole is
 *     kept in the note, with all by which a change of its file shows; it holds
 *     until the machine is started anew: what it had not yet on its disk then
 *     may be lost.
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
#define LONG ((uint64_t)8 << 20) /* a book that takes a while to sum up */
#define BOOT 37 /* a name of 36 letters */

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

/* ---- the note ---- */

struct memo {
	struct cache_ticket ticket; /* the source */
	char sha[65];
	struct cache_stamp book; /* that was whole */
	int64_t book_seen; /* then */
	char boot[BOOT]; /* when this was the machine's start */
};

static int64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return nanoseconds(now);
}

/* The name that the machine's start got; empty if it has none. */
static void
boot_read(char boot[BOOT])
{
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");

	boot[0] = '\0';
	if (f == NULL)
		return;
	if (fscanf(f, "%36[0-9a-f-]", boot) != 1 || strlen(boot) != BOOT - 1)
		boot[0] = '\0';
	fclose(f);
}

/* What hash did the file have, if nothing shows that it changed?  All of the
 * note must be as note_write writes it. */
static bool
note_read(const char *folder, const char *path, const struct read_options *o,
    const struct cache_ticket *now, struct memo *note)
{
	struct buf text = BUF_INIT;
	struct cache_ticket *then = &note->ticket;
	char *name = note_name(path, o);
	bool good;

	*note = (struct memo){.ticket = {.known = true}};
	good = folder_read_small(folder, name, &text) &&
	       sscanf(text.p,
		   "izba at 2 %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNd64
		   " %" SCNd64 " %64[0-9a-f]\n"
		   "book %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNd64
		   " %" SCNd64 " %36[0-9a-f-]\n",
		   &then->device, &then->inode, &then->size, &then->changed,
		   &then->seen, note->sha, &note->book.device,
		   &note->book.inode, &note->book.size, &note->book.changed,
		   &note->book_seen, note->boot) >= 6 &&
	       strlen(note->sha) == 64 && same_file(then, now) &&
	       then->seen - then->changed > RACY;
	buf_free(&text);
	free(name);
	return good;
}

static bool
note_write(const char *folder, const char *path, const struct read_options *o,
    const struct memo *note)
{
	const struct cache_ticket *t = &note->ticket;
	struct buf text = BUF_INIT;
	char *name = note_name(path, o);
	bool ok;

	buf_printf(&text,
	    "izba at 2 %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRId64 " %" PRId64
	    " %s\n",
	    t->device, t->inode, t->size, t->changed, t->seen, note->sha);
	if (note->boot[0] != '\0')
		buf_printf(&text,
		    "book %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRId64
		    " %" PRId64 " %s\n",
		    note->book.device, note->book.inode, note->book.size,
		    note->book.changed, note->book_seen, note->boot);
	ok = folder_write(folder, name, buf_lend(&text));
	buf_free(&text);
	free(name);
	return ok;
}

/* ---- opening ---- */

static bool
same_stamp(const struct cache_stamp *a, const struct cache_stamp *b)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->size == b->size && a->changed == b->changed;
}

/* Was this kept book whole when it was looked at last, and is it the same? */
static bool
is_trusted(const struct memo *note, const struct cache_stamp *is)
{
	char boot[BOOT];

	if (note->boot[0] == '\0' || !same_stamp(&note->book, is) ||
	    note->book_seen - note->book.changed <= RACY)
		return false;
	boot_read(boot);
	return strcmp(boot, note->boot) == 0;
}

static struct book *
book_kept(const char *folder, const struct read_options *o,
    const struct memo *note, struct cache_ticket *ticket)
{
	char *name = book_name(note->sha, o);
	struct cache_stamp is;
	void *map = folder_map(folder, name, book_take_at, &is);
	struct book *b = NULL;
	bool trusted;

	free(name);
	if (map == NULL)
		return NULL;
	trusted = is_trusted(note, &is);
	b = book_take(map, (size_t)is.size, trusted);
	if (b == NULL) {
		munmap(map, (size_t)is.size);
		return NULL;
	}
	memcpy(ticket->sha, note->sha, sizeof(ticket->sha));
	if (!trusted)
		ticket->whole = is;
	apparatus_adopt(b);
	return b;
}

struct book *
cache_find(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket)
{
	struct book *b = NULL;
	struct memo note;

	*ticket = ticket_of(path);
	if (folder != NULL && ticket->known && ticket->size >= SMALL &&
	    note_read(folder, path, options, ticket, &note))
		b = book_kept(folder, options, &note, ticket);
	ticket->kept = b != NULL;
	return b;
}

struct book *
cache_open(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    struct err *err)
{
	struct book *b = cache_find(folder, path, options, ticket);

	if (b != NULL)
		return b;
	b = book_read(path, options, err);
	if (b != NULL)
		apparatus_link(b);
	return b;
}

/* ---- saving ---- */

/* Say in the note that the book was whole when it was `whole`; false if it is
 * not now what it was then, or was written in this tick of the clock. */
static bool
memo_seal(const char *folder, const char *name, struct memo *note,
    const struct cache_stamp *whole)
{
	struct cache_stamp is;

	if (!folder_stamp(folder, name, &is) || !same_stamp(&is, whole))
		return false;
	note->book = is;
	note->book_seen = now_ns();
	boot_read(note->boot);
	return note->book_seen - is.changed > RACY && note->boot[0] != '\0';
}

bool
cache_seal(const char *folder, const char *path,
    const struct read_options *options, const struct cache_ticket *ticket)
{
	struct memo note = {.ticket = *ticket};
	char *name;
	bool ok;

	if (folder == NULL || ticket->whole.size == 0)
		return false;
	memcpy(note.sha, ticket->sha, sizeof(note.sha));
	name = book_name(note.sha, options);
	ok = memo_seal(folder, name, &note, &ticket->whole) &&
	     note_write(folder, path, options, &note);
	free(name);
	return ok;
}

/* About how many bytes the kept book has. */
static uint64_t
kept_size(const struct book *b)
{
	return b->text.n + b->text.n / 8 + b->n_blocks * sizeof(*b->blocks) +
	       b->n_runs * sizeof(*b->runs) +
	       b->n_origins * sizeof(*b->origins);
}

/* Write the book, and the note of it.  A long one takes so long that a tick of
 * the clock more does not count: then it is sealed at once. */
static bool
book_write(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    const struct book *b)
{
	struct timespec tick = {0, 2 * RACY};
	struct memo note = {.ticket = *ticket};
	char *name = book_name(ticket->sha, options);
	struct folder_file f;
	bool ok = folder_make_room(folder, kept_size(b));

	memcpy(note.sha, ticket->sha, sizeof(note.sha));
	if (ok) {
		f = folder_begin(folder, name);
		ok = folder_end(&f, book_keep(b, folder_put, &f)) &&
		     folder_stamp(folder, name, &ticket->whole);
	}
	if (ok && ticket->whole.size >= LONG) {
		nanosleep(&tick, NULL);
		(void)!memo_seal(folder, name, &note, &ticket->whole);
	}
	ok = ok && note_write(folder, path, options, &note);
	free(name);
	return ok;
}

bool
cache_would_keep(const char *folder, const struct cache_ticket *ticket)
{
	return folder != NULL && ticket->known && ticket->size >= SMALL &&
	       ticket->seen - ticket->changed > RACY;
}

bool
cache_save(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    const struct book *b)
{
	struct cache_ticket now;

	if (!cache_would_keep(folder, ticket) || ticket->kept || !b->linked)
		return false;
	if (ticket->sha[0] == '\0' && !book_hash(path, ticket->sha, NULL)) {
		ticket->sha[0] = '\0';
		return false;
	}
	now = ticket_of(path);
	return same_file(&now, ticket) &&
	       book_write(folder, path, options, ticket, b);
}
