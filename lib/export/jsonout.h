/*
 * JSON, written member by member.
 */
#ifndef EXPORT_JSONOUT_H
#define EXPORT_JSONOUT_H

#include <izba/base.h>

struct jsonout {
	struct buf *out;
	unsigned depth;
	bool begun;	/* this object or array has something in it */
};

/* `name` is NULL for what is in an array, or is the whole document. */
void jsonout_open(struct jsonout *j, const char *name, char bracket);
void jsonout_close(struct jsonout *j, char bracket);
/* A string; null if it is a null str. */
void jsonout_text(struct jsonout *j, const char *name, struct str s);
/* A word of ours, unless it is NULL. */
void jsonout_word(struct jsonout *j, const char *name, const char *word);
/* A string, unless it is empty. */
void jsonout_some(struct jsonout *j, const char *name, struct str s);
void jsonout_number(struct jsonout *j, const char *name, int64_t n);
/* ISO 8601; null for 0. */
void jsonout_time(struct jsonout *j, const char *name, int64_t time);

#endif
