/*
 * private: what the two files of the cache share.
 */
#ifndef CACHE_PRIVATE_H
#define CACHE_PRIVATE_H

#include <izba/cache.h>

#define LIMIT_CACHE ((uint64_t)1 << 30) /* bytes in the folder */
#define SMALL 65536u /* a source that is read in no time */

/* A file of the folder that is being written, for its owner only: it is there as
 * a whole or not at all. */
struct folder_file {
	int fd; /* -1: it can't be written */
	char *path, *beside; /* its name, and the one that it has until then */
};
struct folder_file folder_begin(const char *folder, const char *name);
/* Write bytes at this place; `file` is a struct folder_file. */
bool folder_put(void *file, uint64_t at, struct str bytes);
/* It is done, or (`ok` false) given up; false if it is not there. */
bool folder_end(struct folder_file *f, bool ok);
bool folder_write(const char *folder, const char *name, struct str bytes);
/* Append a small file of the folder; false if it is not there, or somebody
 * else's. */
bool folder_read_small(const char *folder, const char *name, struct buf *out);
/* Map a file of the folder privately, writable, best where `address` says of
 * its first bytes; NULL if there is none, or it is somebody else's. */
void *folder_map(const char *folder, const char *name,
    void *(*address)(const void *head, size_t n), struct cache_stamp *stamp);
bool
folder_stamp(const char *folder, const char *name, struct cache_stamp *stamp);
/* Make room for so many bytes: what was not used for longest goes.  False if
 * there can't be. */
bool folder_make_room(const char *folder, uint64_t bytes);

#endif
