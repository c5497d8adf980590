/*
 * crash: the terminal given back even by a program that dies of a fault.
 * Knows no curses.
 */
#ifndef TUI_CRASH_H
#define TUI_CRASH_H

#include <izba/base.h>

/* Remember the terminal's modes as they are now. */
void crash_modes(void);
/* From now on a fatal signal writes these bytes (at most 256 are kept) and
 * gives the modes back before it does what it does. */
void crash_guard(struct str bytes);
/* No more: the terminal has been given back. */
void crash_relax(void);

#endif
