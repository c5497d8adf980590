/*
 * feed: give text to a program's standard input and wait for it, or for what it
 * answers, but not for long.
 */
#ifndef TUI_FEED_H
#define TUI_FEED_H

#include <izba/base.h>

/* Start a program (found in PATH, without a shell) with `text` as its input
 * and nothing else of ours; true when it ended well.  After `ms` milliseconds
 * it is killed with all that it started.  What it left running of its own
 * accord, as programs for clipboards do, stays. */
bool feed_program(
    char *const argv[], struct str text, int ms, struct err *err) USE_RESULT;
/* The same; what it writes is appended to `out`, `most` bytes at most.  It may
 * ask for the size of the terminal that is its standard error, but neither read
 * nor write there.  ERR_FILE: it was not started or did not end; ERR_FORMAT: it
 * failed. */
bool feed_answer(char *const argv[], struct str text, int ms, struct buf *out,
    size_t most, struct err *err) USE_RESULT;

#endif
