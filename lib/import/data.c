/*
 * Trees of objects and arrays, whatever they were written in, and the line that
 * each object began on.  JSON itself is jansson's; this file knows no format of
 * annotations.
 */
#include <stdlib.h>

#include "lib/import/room.h"

/* ---- lines of objects ---- */

void
data_note_line(struct data *t, const json_t *object, uint32_t line)
{
	struct data_line one = {object, line};

	ARRAY_PUSH(t->v, t->n, t->cap, one);
}

static int
by_address(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct data_line *)a)->object;
	uintptr_t right = (uintptr_t)((const struct data_line *)b)->object;

	return left < right ? -1 : left > right;
}

void
data_sort(struct data *t)
{
	if (t->n > 0)
		qsort(t->v, t->n, sizeof(*t->v), by_address);
}

uint32_t
data_line(const struct data *t, const json_t *object)
{
	struct data_line key = {object, 0}, *found = NULL;

	if (t->n > 0)
		found = bsearch(&key, t->v, t->n, sizeof(key), by_address);
	return found != NULL ? found->line : 0;
}

void
data_free(struct data *t)
{
	json_decref(t->root);
	free(t->v);
	*t = (struct data){.root = NULL};
}

/* ---- JSON ---- */

/* The lines of the opening braces of a text that is JSON. */
struct braces {
	uint32_t *v;
	size_t n, cap, at;
};

static bool
is_hex4(struct str s, const char *digits)
{
	for (size_t i = 0; i < 4; i++)
		if (s.n < 4 || (s.p[i] | 0x20) != (digits[i] | 0x20))
			return false;
	return true;
}

/* Pass over a string, `i` behind its first quotation mark; false if it writes
 * a character that begins an escape sequence. */
static bool
pass_string(struct str s, size_t *i)
{
	while (*i < s.n && s.p[*i] != '"') {
		if (s.p[*i] != '\\') {
			++*i;
			continue;
		}
		if (s.n - *i > 2 && s.p[*i + 1] == 'u' &&
		    (is_hex4(str_slice(s, *i + 2, s.n), "001b") ||
			is_hex4(str_slice(s, *i + 2, s.n), "009b")))
			return false;
		*i += 2;
	}
	++*i;
	return true;
}

static bool
find_braces(struct braces *b, struct str s, struct err *err)
{
	uint32_t line = 1;

	for (size_t i = 0; i < s.n;) {
		char c = s.p[i++];

		if (c == '\n')
			line++;
		else if (c == '{')
			ARRAY_PUSH(b->v, b->n, b->cap, line);
		else if (c == '"' && !pass_string(s, &i)) {
			err_set(err, ERR_FORMAT,
			    "an escape sequence, which no list of annotations "
			    "has");
			return at_line(err, line);
		}
	}
	return true;
}

/* Objects keep the order of their members, so the n-th object of the tree is
 * that of the n-th brace. */
static void
give_lines(struct data *t, const json_t *value, struct braces *b)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_object(value)) {
		if (b->at < b->n)
			data_note_line(t, value, b->v[b->at++]);
		json_object_foreach ((json_t *)(uintptr_t)value, key, member)
			give_lines(t, member, b);
	} else if (json_is_array(value)) {
		json_array_foreach (value, i, member)
			give_lines(t, member, b);
	}
}

bool
data_json(struct data *t, struct str bytes, struct err *err)
{
	struct braces b = {.v = NULL};
	json_error_t why;
	bool ok;

	*t = (struct data){
	    .root = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, &why)};
	if (t->root == NULL) {
		err_set(err, ERR_FORMAT, "broken JSON: %s", why.text);
		return at_line(
		    err, why.line > 0 ? (uint32_t)why.line : (uint32_t)1);
	}
	ok = find_braces(&b, bytes, err);
	if (ok) {
		give_lines(t, t->root, &b);
		data_sort(t);
	}
	free(b.v);
	return ok;
}

/* ---- members ---- */

json_t *
data_get(const json_t *o, const char *name)
{
	return json_object_get(o, name);
}

struct str
data_str(const json_t *value)
{
	if (!json_is_string(value))
		return (struct str){NULL, 0};
	return (struct str){
	    json_string_value(value), json_string_length(value)};
}

struct str
data_text(const json_t *o, const char *name)
{
	return data_str(data_get(o, name));
}

int64_t
data_int(const json_t *o, const char *name, int64_t otherwise)
{
	const json_t *value = data_get(o, name);
	double real = json_real_value(value);

	if (json_is_integer(value))
		return json_integer_value(value);
	if (json_is_real(value) && real > -1e15 && real < 1e15)
		return (int64_t)real;
	return otherwise;
}

void
data_plain(struct buf *out, const json_t *value)
{
	char *text;

	if (json_is_string(value)) {
		buf_str(out, data_str(value));
	} else if (json_is_number(value)) {
		text =
		    json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
		buf_puts(out, text != NULL ? text : "");
		free(text);
	}
}
