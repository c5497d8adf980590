/*
 * glyph: which code points may reach the terminal.  Knows no curses.
 */
#ifndef TUI_GLYPH_H
#define TUI_GLYPH_H

#include <izba/base.h>

/* What is shown for a code point, and its cells in *width: the code point
 * itself if it is printable and the C library gives it the width that lib/text
 * does (curses moves its cursor by that); a sign of one cell if not; 0 for one
 * that is left out. */
uint32_t glyph_shown(uint32_t cp, int *width);

#endif
