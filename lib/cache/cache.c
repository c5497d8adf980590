/*
 * Compiled books, found again by what a file is.
 *
 *  1. A kept book is named by the SHA-256 of its source, what was asked of its
 *     reading, and the sources of the compiler (compiler.h): "SHA-HOW-BUILD".
 *  2. Hashing a file takes longer than opening a kept book, so what hash a path
 *     had is kept too ("HASH.at"), with all by which a change of the file shows.
 *  3. A file changed just before it was read may change again without showing
 *     it; its hash is not believed.
 *  4. Summing up a long book takes longer than opening it.  That it was whole is
 *     kept in the note, with all by which a change of its file shows, as far as
 *     the machine has not been started anew since: what it had not yet on its
 *     disk then may be lost.
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
	struct stamp book; /* that was whole */
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

/* Was this kept book whole when it was looked at last, and is it the same? */
static bool
is_trusted(const struct memo *note, const struct stamp *is)
{
	char boot[BOOT];

	if (is->size < LONG || note->boot[0] == '\0' ||
	    note->book.device != is->device || note->book.inode != is->inode ||
	    note->book.size != is->size || note->book.changed != is->changed ||
	    note->book_seen - note->book.changed <= RACY)
		return false;
	boot_read(boot);
	return strcmp(boot, note->boot) == 0;
}

static struct book *
book_kept(const char *folder, const char *path, const struct read_options *o,
    struct memo *note)
{
	char *name = book_name(note->sha, o);
	struct stamp is;
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
	if (is.size >= LONG && !trusted) {
		note->book = is;
		note->book_seen = now_ns();
		boot_read(note->boot);
		note_write(folder, path, o, note);
	}
	apparatus_adopt(b);
	return b;
}

struct book *
cache_open(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    struct err *err)
{
	struct book *b = NULL;
	struct memo note;

	*ticket = ticket_of(path);
	if (folder != NULL && ticket->known && ticket->size >= SMALL &&
	    note_read(folder, path, options, ticket, &note))
		b = book_kept(folder, path, options, &note);
	ticket->kept = b != NULL;
	if (b != NULL)
		return b;
	b = book_read(path, options, err);
	if (b != NULL)
		apparatus_link(b);
	return b;
}

/* ---- saving ---- */

/* Say in the note that the book which was just written is whole.  A change
 * within the same tick of the clock would not show: waits until that is over.
 * Such a book is long; nobody waits for its being kept. */
static void
note_book(const char *folder, const char *name, struct memo *note)
{
	struct timespec tick = {0, 2 * RACY};

	nanosleep(&tick, NULL);
	if (folder_stamp(folder, name, &note->book)) {
		note->book_seen = now_ns();
		boot_read(note->boot);
	}
}

bool
cache_save(const char *folder, const char *path,
    const struct read_options *options, const struct cache_ticket *ticket,
    const struct book *b)
{
	struct cache_ticket now;
	struct buf bytes = BUF_INIT;
	struct memo note = {.ticket = *ticket};
	char *name;
	bool ok;

	if (folder == NULL || !ticket->known || ticket->kept || !b->linked ||
	    ticket->size < SMALL || ticket->seen - ticket->changed <= RACY)
		return false;
	if (ticket->sha[0] != '\0')
		memcpy(note.sha, ticket->sha, sizeof(note.sha));
	else if (!book_hash(path, note.sha, NULL))
		return false;
	now = ticket_of(path);
	if (!same_file(&now, ticket))
		return false;
	book_keep(b, &bytes);
	name = book_name(note.sha, options);
	ok = folder_make_room(folder, bytes.n) &&
	     folder_write(folder, name, buf_lend(&bytes));
	if (ok && bytes.n >= LONG)
		note_book(folder, name, &note);
	ok = ok && note_write(folder, path, options, &note);
	free(name);
	buf_free(&bytes);
	return ok;
}
