/*
 * config: the reader's own files: key map and options.  Knows no curses.
 */
#ifndef TUI_CONFIG_H
#define TUI_CONFIG_H

#include "tui/keymap.h"
#include "tui/options.h"

/* A whole and sound key map: the one that comes with izba under the name (NULL:
 * what the options say), and the file on top of it.  NULL with err set. */
struct keymap *
config_keys(const char *builtin, const char *own, struct err *err) USE_RESULT;
/* Read options from a file; one that is not there is none. */
bool
config_options(struct options *o, const char *path, struct err *err) USE_RESULT;
/* Append a path as the shell would have it: "~/" is the home folder; and as
 * people write it, with "~/" for that. */
void config_path(struct buf *out, struct str typed);
void config_short(struct buf *out, const char *path);

#endif
