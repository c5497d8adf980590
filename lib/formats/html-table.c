/*
 * Tables of HTML: which are tables at all, and their cells with spans filled.
 */
#include <stdlib.h>

#include "lib/formats/html.h"

enum { COLUMNS = 64, LIMIT_SPAN = 1000 };

static unsigned
span_of(const struct node *cell, const char *name)
{
	struct str s = node_attr(cell, name);
	unsigned long n = s.n > 0 && s.n < 6 ? strtoul(s.p, NULL, 10) : 1;

	if (n < 1)
		return 1;
	return n > LIMIT_SPAN ? LIMIT_SPAN : (unsigned)n;
}

static bool
is_cell(const struct node *n)
{
	return n->name.p != NULL && (node_is(n, "td") || node_is(n, "th"));
}

/* The next row of a table at or behind node i, not of a table inside; the
 * table's end if there is none. */
static uint32_t
next_row(const struct tree *t, uint32_t table, uint32_t i)
{
	while (i < t->v[table].end) {
		const struct node *n = &t->v[i];

		if (n->name.p != NULL && node_is(n, "tr"))
			return i;
		if (n->name.p != NULL &&
		    (node_is(n, "thead") || node_is(n, "tbody") ||
			node_is(n, "tfoot")))
			i++;
		else
			i = n->end;
	}
	return t->v[table].end;
}

/* Data stand in two columns or more, and hold no headings nor tables. */
bool
table_is_data(const struct tree *t, uint32_t table)
{
	unsigned cells, most = 0, rows = 0;
	struct str role = node_attr(&t->v[table], "role");

	if (str_is(role, "presentation") || str_is(role, "none"))
		return false;
	for (uint32_t i = table + 1; i < t->v[table].end; i++)
		if (t->v[i].name.p != NULL &&
		    (element_of(&t->v[i])->role == ROLE_HEADING ||
			node_is(&t->v[i], "table")))
			return false;
	for (uint32_t row = next_row(t, table, table + 1);
	     row < t->v[table].end; row = next_row(t, table, t->v[row].end)) {
		cells = 0;
		for (uint32_t i = row + 1; i < t->v[row].end; i = t->v[i].end)
			cells += is_cell(&t->v[i]);
		most = cells > most ? cells : most;
		rows++;
	}
	return most > 1 && rows > 0;
}

/* What a row above reaches down into this one: rows left, by column. */
struct reach {
	unsigned rows[COLUMNS];
};

void
table_walk(const struct tree *t, uint32_t table,
    void (*cell)(void *user, uint32_t node, unsigned row, unsigned column),
    void *user)
{
	struct reach down = {{0}};
	unsigned r = 0, column, across, rows;

	for (uint32_t row = next_row(t, table, table + 1);
	     row < t->v[table].end;
	     row = next_row(t, table, t->v[row].end), r++) {
		column = 0;
		for (uint32_t i = row + 1; i < t->v[row].end; i = t->v[i].end) {
			if (!is_cell(&t->v[i]))
				continue;
			while (column < COLUMNS && down.rows[column] > 0) {
				down.rows[column]--;
				cell(user, 0, r, column++);
			}
			if (column >= COLUMNS)
				break;
			across = span_of(&t->v[i], "colspan");
			rows = span_of(&t->v[i], "rowspan");
			cell(user, i, r, column);
			for (unsigned k = 0; k < across && column < COLUMNS;
			     k++, column++) {
				down.rows[column] = rows - 1;
				if (k > 0)
					cell(user, 0, r, column);
			}
		}
		for (; column < COLUMNS; column++)
			if (down.rows[column] > 0) {
				down.rows[column]--;
				cell(user, 0, r, column);
			}
	}
}
