/*
 * files: names of files, offered while one is typed.  Knows no curses.
 */
#ifndef TUI_FILES_H
#define TUI_FILES_H

#include <izba/base.h>

/* Offer the names that `typed` may become, each with `before` in front of it;
 * "~/" is the home folder, and a folder ends in "/". */
void files_offer(struct str before, struct str typed,
    void (*offer)(void *data, struct str s), void *data);

#endif
