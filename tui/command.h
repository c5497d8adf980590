/*
 * command: the table made from commands.def.  Knows no curses.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include <izba/base.h>

/* What keys mean depends on the mode. */
enum mode {
	MODE_READ, /* the page alone */
	MODE_SELECT, /* a caret on the page, with or without a selection */
	MODE_PANE, /* a pane at the foot: a note, an entry */
	MODE_LIST, /* a list over the whole screen */
	MODE_DESK, /* the workbench of annotations */
	MODE_REVIEW, /* doubtful marks, one after the other */
	MODE_HINTS, /* letters wait for one of them; no key map */
	MODES
};
extern const char *const mode_names[MODES];

enum {
	IN_READ = 1 << MODE_READ,
	IN_SELECT = 1 << MODE_SELECT,
	IN_PANE = 1 << MODE_PANE,
	IN_LIST = 1 << MODE_LIST,
	IN_DESK = 1 << MODE_DESK,
	IN_REVIEW = 1 << MODE_REVIEW,
	IN_PANES = IN_PANE | IN_LIST | IN_DESK | IN_REVIEW
};

enum command_id {
#define GROUP(title)
#define COMMAND(id, name, modes, argument, help) COMMAND_##id,
#include "tui/commands.def"
#undef COMMAND
#undef GROUP
	COMMANDS
};

/* One call of a command, by a key or by the command line. */
struct call {
	enum command_id id;
	uint32_t count; /* 1 if none was given */
	bool counted; /* was one given? */
	struct str arg; /* empty if none */
};

struct app;

struct command {
	const char *name;
	const char *argument;
	const char *help;
	unsigned modes;
};
extern const struct command commands[COMMANDS];

/* The rows of the help screen in order: a group's title, or a command. */
struct command_row {
	const char *group; /* or NULL */
	enum command_id id;
};
const struct command_row *command_rows(size_t *n);

/* COMMANDS if there is none of that name; so it is if `s` begins several, but
 * a beginning of one name alone will do when `shortened`. */
enum command_id command_find(struct str s, bool shortened);
/* false with a sentence if the argument is missing or not wanted. */
bool command_check(enum command_id id, struct str arg, struct err *err);

#endif
