/*
 * loop: painting, for those who wait in other ways than the loop does.
 */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include <stdint.h>

struct app;

/* For tests: tell that the screen answers so many keys, and that no other
 * waits; if IZBA_SYNC is at least the number of what is on the screen. */
enum { SYNC_BOOK = 1, SYNC_FIRST = 2 };
void app_sync(const struct app *app, int from, uint64_t keys);
/* Paint what is stale. */
void app_draw(struct app *app);
/* The screen may have another size than the page was made for: since a signal,
 * or since others had the terminal. */
void app_fit(struct app *app);

#endif
