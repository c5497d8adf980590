/*
 * JSON, written member by member, one on a line: what is the same is the same
 * bytes, and a change is a change of few lines.
 */
#include <inttypes.h>

#include "lib/export/jsonout.h"
#include "lib/export/room.h"

/* The comma, the line and the name before a value. */
static void
begin(struct jsonout *j, const char *name)
{
	if (j->begun)
		buf_putc(j->out, ',');
	if (j->depth > 0)
		buf_putc(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		buf_putc(j->out, ' ');
	if (name != NULL)
		buf_printf(j->out, "\"%s\": ", name);
	j->begun = true;
}

void
jsonout_open(struct jsonout *j, const char *name, char bracket)
{
	begin(j, name);
	buf_putc(j->out, bracket);
	j->depth++;
	j->begun = false;
}

void
jsonout_close(struct jsonout *j, char bracket)
{
	j->depth--;
	if (j->begun) {
		buf_putc(j->out, '\n');
		for (unsigned i = 0; i < j->depth; i++)
			buf_putc(j->out, ' ');
	}
	buf_putc(j->out, bracket);
	j->begun = true;
	if (j->depth == 0)
		buf_putc(j->out, '\n');
}

void
jsonout_text(struct jsonout *j, const char *name, struct str s)
{
	begin(j, name);
	if (s.p == NULL)
		buf_puts(j->out, "null");
	else
		export_json_string(j->out, s);
}

void
jsonout_word(struct jsonout *j, const char *name, const char *word)
{
	if (word != NULL)
		jsonout_text(j, name, str_of(word));
}

void
jsonout_some(struct jsonout *j, const char *name, struct str s)
{
	if (s.n > 0)
		jsonout_text(j, name, s);
}

void
jsonout_number(struct jsonout *j, const char *name, int64_t n)
{
	begin(j, name);
	buf_printf(j->out, "%" PRId64, n);
}

void
jsonout_time(struct jsonout *j, const char *name, int64_t time)
{
	begin(j, name);
	if (time == 0) {
		buf_puts(j->out, "null");
		return;
	}
	buf_putc(j->out, '"');
	export_time(j->out, time);
	buf_putc(j->out, '"');
}
