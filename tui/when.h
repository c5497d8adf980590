/*
 * when: days as readers name them, in their own time zone.
 */
#ifndef TUI_WHEN_H
#define TUI_WHEN_H

#include <izba/base.h>

/* From a time to before another; microseconds UTC. */
struct period {
	int64_t from, to;
};

/* "2026-11-22", "2026-11", "2026", "today", "yesterday", "7d", "2w" (so long
 * ago until now); false if it is none of them. */
bool when_read(struct str s, int64_t now, struct period *out);
/* The day that holds a time. */
struct period when_day(int64_t t);
/* Append a time's day: "2026-11-22". */
void when_write(struct buf *out, int64_t t);

#endif
