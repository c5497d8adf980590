/*
 * Strings, lines and ids as JSON.  Does not know what they stand for.
 */
#include <stdio.h>

#include "cli/json.h"

json_t *
json_str(struct str s)
{
	return s.p == NULL ? json_null() : json_stringn(s.p, s.n);
}

json_t *
json_strs(const struct str *v, size_t n)
{
	json_t *j = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(j, json_str(v[i]));
	return j;
}

json_t *
json_line(uint32_t line)
{
	return line == 0 ? json_null() : json_integer(line);
}

json_t *
json_id(uint32_t id)
{
	return id == UINT32_MAX ? json_null() : json_integer(id);
}

json_t *
json_ids(const uint32_t *v, size_t n)
{
	json_t *j = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(j, json_integer(v[i]));
	return j;
}

void
json_print(json_t *j)
{
	json_dumpf(j, stdout, JSON_COMPACT);
	fputc('\n', stdout);
	json_decref(j);
}
