/*
 * The table of commands, as data: names, modes, help.  What they do stands
 * elsewhere, so that tests and `izba keys` need no terminal.
 */
#include <string.h>

#include "tui/command.h"

const char *const mode_names[MODES] = {
    [MODE_READ] = "read",
    [MODE_SELECT] = "select",
    [MODE_PANE] = "pane",
    [MODE_LIST] = "list",
    [MODE_DESK] = "desk",
    [MODE_REVIEW] = "review",
    [MODE_HINTS] = "hints",
};

#define GROUP(title)
#define COMMAND(id, name, modes, argument, help) \
	[COMMAND_##id] = {name, argument, help, modes},
const struct command commands[COMMANDS] = {
#include "tui/commands.def"
};
#undef COMMAND
#undef GROUP

#define GROUP(title) {title, COMMANDS},
#define COMMAND(id, name, modes, argument, help) {NULL, COMMAND_##id},
static const struct command_row rows[] = {
#include "tui/commands.def"
};
#undef COMMAND
#undef GROUP

const struct command_row *
command_rows(size_t *n)
{
	*n = LENGTH(rows);
	return rows;
}

enum command_id
command_find(struct str s, bool shortened)
{
	enum command_id found = COMMANDS;

	for (int i = 0; i < COMMANDS; i++) {
		if (str_is(s, commands[i].name))
			return (enum command_id)i;
		if (!shortened || s.n == 0 ||
		    strncmp(commands[i].name, s.p, s.n) != 0)
			continue;
		if (found != COMMANDS)
			shortened = false, found = COMMANDS;
		else
			found = (enum command_id)i;
	}
	return found;
}

bool
command_check(enum command_id id, struct str arg, struct err *err)
{
	const struct command *c = &commands[id];

	if (c->argument[0] == '\0' && arg.n > 0)
		return err_set(err, ERR_USAGE, "%s takes no argument", c->name);
	if (c->argument[0] != '\0' && c->argument[0] != '[' && arg.n == 0)
		return err_set(err, ERR_USAGE, "%s wants an argument: %s",
		    c->name, c->argument);
	return true;
}
