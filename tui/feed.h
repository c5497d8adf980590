/*
 * feed: give text to a program's standard input and wait for it, but not for
 * long.
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

#endif
