/*
 * options: what the reader can set, from options.def.  Knows no curses.
 */
#ifndef TUI_OPTIONS_H
#define TUI_OPTIONS_H

#include <izba/base.h>

enum option_type { OPTION_BOOL, OPTION_NUMBER, OPTION_WORD };

enum option_id {
#define OPTION(id, name, type, preset, least, most, words, help) OPT_##id,
#include "tui/options.def"
#undef OPTION
	OPTIONS
};

struct option {
	const char *name, *words, *help;
	enum option_type type;
	int preset, least, most;
};
extern const struct option option_table[OPTIONS];

struct options {
	int v[OPTIONS];
};

void options_init(struct options *o);
/* Take "name=value", "name" (turn on), "noname" (turn off), "name!" (turn
 * round), "name&" (as it was): the option in *id. */
bool options_set(struct options *o, struct str words, enum option_id *id,
    struct err *err) USE_RESULT;
/* Append the value, and "name=value". */
void options_value(const struct options *o, enum option_id id, struct buf *out);
void options_show(const struct options *o, enum option_id id, struct buf *out);
/* Offer what "name=..." may be, if it begins with `part`: calls `offer` for
 * each. */
void options_offer(
    struct str part, void (*offer)(void *data, struct str s), void *data);
/* Read a file of such lines with # comments; `name` goes into errors. */
bool options_load(struct options *o, struct str text, const char *name,
    struct err *err) USE_RESULT;

#endif
