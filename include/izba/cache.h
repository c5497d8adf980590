/*
 * cache: compiled books kept on disk, so that a book opens at once the second
 * time.  Everything in its folder may be deleted at any time; what is damaged,
 * of another build or another user's is passed over and made again.
 */
#ifndef IZBA_CACHE_H
#define IZBA_CACHE_H

#include <izba/formats.h>

/* By which a change of a kept book's file shows. */
struct cache_stamp {
	uint64_t device, inode, size;
	int64_t changed; /* its inode too; nanoseconds */
};

/* What a file was when it was read, for cache_save and cache_seal. */
struct cache_ticket {
	uint64_t device, inode, size;
	int64_t changed, seen; /* nanoseconds since 1970 */
	bool known; /* a single regular file */
	bool kept; /* the book came from the folder */
	char sha[65]; /* of the file, if it is known */
	struct cache_stamp whole; /* the kept book's, found whole, but not
				     yet noted to be */
};

/* The linked book of a file if it is kept in the folder, else NULL. */
struct book *cache_find(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket);
/* Would the book of such a file be kept, so that it can be found? */
bool cache_would_keep(const char *folder, const struct cache_ticket *ticket);
/* The linked book of a file: from the folder if it is kept there, else read
 * and linked.  `folder` NULL: nothing is kept.  NULL with err set as of
 * book_read.  The caller frees the book. */
struct book *cache_open(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    struct err *err) USE_RESULT;
/* Keep a book that cache_open has read, unless it is small, the file was
 * changed since, or there is no room.  Takes as long as reading the file; best
 * done when nobody waits.  False if it was not kept, which is no error. */
bool cache_save(const char *folder, const char *path,
    const struct read_options *options, struct cache_ticket *ticket,
    const struct book *b);
/* Note that the kept book is whole, so that it need not be summed up when it is
 * opened again; best done at the end.  False if there is nothing to note, or it
 * was written so shortly before that a change might not show. */
bool cache_seal(const char *folder, const char *path,
    const struct read_options *options, const struct cache_ticket *ticket);
/* Delete all that is kept; returns its bytes. */
uint64_t cache_clean(const char *folder);

#endif
