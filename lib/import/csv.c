/*
 * CSV (RFC 4180), one row at a time: cells in quotation marks may hold commas,
 * ends of lines and doubled quotation marks.
 */
#include <stdlib.h>

#include "lib/import/room.h"

#define LIMIT_CELLS 256

/* A cell in quotation marks; the place is behind the first. */
static bool
quoted_cell(struct csv *c, struct err *err)
{
	uint32_t opened = c->next_line;

	for (; c->at < c->bytes.n; c->at++) {
		char sign = c->bytes.p[c->at];

		if (sign == '\n')
			c->next_line++;
		if (sign != '"') {
			buf_putc(&c->text, sign);
			continue;
		}
		c->at++;
		if (c->at >= c->bytes.n || c->bytes.p[c->at] != '"')
			return true;
		buf_putc(&c->text, '"');
	}
	err_set(err, ERR_FORMAT, "a quotation mark is opened and not closed");
	return at_line(err, opened);
}

static bool
ends_cell(const struct csv *c)
{
	struct str rest = str_slice(c->bytes, c->at, c->bytes.n);

	return rest.n == 0 || rest.p[0] == c->parted_by || rest.p[0] == '\n' ||
	       str_starts(rest, "\r\n") || str_is(rest, "\r");
}

static bool
read_cell(struct csv *c, struct err *err)
{
	struct csv_cell cell = {.from = c->text.n};

	if (c->at < c->bytes.n && c->bytes.p[c->at] == '"') {
		c->at++;
		if (!quoted_cell(c, err))
			return false;
		if (!ends_cell(c)) {
			err_set(err, ERR_FORMAT,
			    "text stands behind a closing quotation mark");
			return at_line(err, c->next_line);
		}
	} else {
		for (; !ends_cell(c); c->at++)
			buf_putc(&c->text, c->bytes.p[c->at]);
	}
	cell.to = c->text.n;
	ARRAY_PUSH(c->v, c->n, c->cap, cell);
	return true;
}

int
csv_row(struct csv *c, struct err *err)
{
	if (c->at >= c->bytes.n)
		return 0;
	if (c->next_line == 0)
		c->next_line = 1;
	c->line = c->next_line;
	c->n = 0;
	buf_clear(&c->text);
	for (;;) {
		if (c->n >= LIMIT_CELLS) {
			err_set(err, ERR_LIMIT, "a row of more than %d cells",
			    LIMIT_CELLS);
			at_line(err, c->line);
			return -1;
		}
		if (!read_cell(c, err))
			return -1;
		if (c->at >= c->bytes.n)
			return 1;
		if (c->bytes.p[c->at++] == c->parted_by)
			continue;
		if (c->bytes.p[c->at - 1] == '\r')
			c->at++;
		c->next_line++;
		return 1;
	}
}

struct str
csv_cell(const struct csv *c, size_t i)
{
	if (i >= c->n)
		return (struct str){NULL, 0};
	return str_slice(buf_lend(&c->text), c->v[i].from, c->v[i].to);
}

void
csv_free(struct csv *c)
{
	buf_free(&c->text);
	free(c->v);
	*c = (struct csv){.text = BUF_INIT};
}
