/*
 * The Lua of settings files: `return` and one table of texts, numbers, truth
 * values and tables.  Nothing is run; whatever else Lua can say is an error
 * that names its line.
 *
 * A table whose keys are 1, 2, 3 ... becomes an array, any other an object.
 */
#include <izba/text.h>

#include "lib/import/room.h"

#define LIMIT_DEPTH 64

struct lua {
	struct str s;
	size_t at;
	uint32_t line;
	unsigned depth;
	struct data *data;
	struct buf text; /* of the string last read */
	struct err *err;
};

static json_t *read_value(struct lua *l);

static void
fail(struct lua *l, const char *what)
{
	err_set(l->err, ERR_FORMAT, "%s", what);
	at_line(l->err, l->line);
}

/* ---- blanks and comments ---- */

static char
peek(const struct lua *l, size_t ahead)
{
	return l->at + ahead < l->s.n ? l->s.p[l->at + ahead] : '\0';
}

/* The level of a long bracket "[==[" at a place, or -1. */
static int
long_level(const struct lua *l, size_t ahead)
{
	size_t i = ahead + 1;

	if (peek(l, ahead) != '[')
		return -1;
	while (peek(l, i) == '=')
		i++;
	return peek(l, i) == '[' ? (int)(i - ahead - 1) : -1;
}

/* Pass over a long bracket; its content in *out. */
static bool
pass_long(struct lua *l, int level, struct str *out)
{
	size_t from, n = (size_t)level + 2;

	l->at += n;
	if (peek(l, 0) == '\r')
		l->at++;
	from = l->at;
	if (peek(l, 0) == '\n')
		from++;
	for (; l->at < l->s.n; l->at++) {
		size_t i = 1;

		if (l->s.p[l->at] == '\n')
			l->line++;
		if (l->s.p[l->at] != ']')
			continue;
		while (peek(l, i) == '=')
			i++;
		if (i != (size_t)level + 1 || peek(l, i) != ']') {
			l->at += i - 1;
			continue;
		}
		*out = str_slice(l->s, from, l->at);
		l->at += n;
		return true;
	}
	fail(l, "a long bracket is not closed");
	return false;
}

static bool
pass_blanks(struct lua *l)
{
	struct str comment;

	for (;;) {
		char c = peek(l, 0);

		if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
			l->line += c == '\n';
			l->at++;
		} else if (c == '-' && peek(l, 1) == '-') {
			int level = long_level(l, 2);

			l->at += 2;
			if (level >= 0) {
				if (!pass_long(l, level, &comment))
					return false;
				continue;
			}
			while (l->at < l->s.n && l->s.p[l->at] != '\n')
				l->at++;
		} else {
			return true;
		}
	}
}

/* ---- strings ---- */

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A character by its number: of one byte, or with `wide` any. */
static bool
put_number(struct lua *l, uint32_t number, bool wide)
{
	if (number == 0 || number == 0x1b || (wide && number == 0x9b) ||
	    (!wide && number > 255)) {
		fail(l, number > 255 ? "no such character"
				     : "an escape sequence or a NUL, which no "
				       "list of annotations has");
		return false;
	}
	if (wide)
		buf_putcp(&l->text, number);
	else
		buf_putc(&l->text, (char)number);
	return true;
}

/* \ddd, \xhh, \u{h...}; the place is at what follows the backslash. */
static bool
read_number(struct lua *l)
{
	uint32_t number = 0;
	bool wide = peek(l, 0) == 'u', hex = wide || peek(l, 0) == 'x';
	size_t most = wide ? 8 : hex ? 2 : 3, n = 0;

	l->at += hex;
	if (wide && peek(l, 0) == '{')
		l->at++;
	for (int d; n < most && (d = hex_digit(peek(l, 0))) >= 0; n++) {
		if (!hex && d > 9)
			break;
		number = number * (hex ? 16 : 10) + (uint32_t)d;
		l->at++;
	}
	if (wide && peek(l, 0) == '}')
		l->at++;
	if (n == 0) {
		fail(l, "no number after a backslash");
		return false;
	}
	return put_number(l, number, wide);
}

/* What follows a backslash. */
static bool
read_escape(struct lua *l)
{
	static const char named[] = "n\nt\tr\rv\vf\fa\ab\b\\\\\"\"''\n\n";
	char c = peek(l, 0);

	if ((c >= '0' && c <= '9') || c == 'x' || c == 'u')
		return read_number(l);
	if (c == 'z') {
		l->at++;
		return pass_blanks(l);
	}
	if (c == '\r' && peek(l, 1) == '\n') {
		l->at++;
		c = '\n';
	}
	for (size_t i = 0; c != '\0' && i + 1 < sizeof(named); i += 2) {
		if (named[i] != c)
			continue;
		l->line += c == '\n';
		l->at++;
		/* a bell or a backspace is no text */
		if (c != 'a' && c != 'b')
			buf_putc(&l->text, named[i + 1]);
		return true;
	}
	fail(l, "no such escape after a backslash");
	return false;
}

static bool
read_quoted(struct lua *l)
{
	char quote = l->s.p[l->at++];

	buf_clear(&l->text);
	while (l->at < l->s.n && l->s.p[l->at] != quote) {
		char c = l->s.p[l->at++];

		if (c == '\n') {
			fail(l, "a text is not closed");
			return false;
		}
		if (c != '\\')
			buf_putc(&l->text, c);
		else if (!read_escape(l))
			return false;
	}
	if (l->at++ >= l->s.n) {
		fail(l, "a text is not closed");
		return false;
	}
	return true;
}

/* A string of either kind, in l->text. */
static bool
read_string(struct lua *l)
{
	int level = long_level(l, 0);
	struct str content;

	if (level < 0)
		return read_quoted(l);
	if (!pass_long(l, level, &content))
		return false;
	buf_clear(&l->text);
	buf_str(&l->text, content);
	return true;
}

static json_t *
string_value(struct lua *l)
{
	struct buf clean = BUF_INIT;
	json_t *value;

	text_clean(&clean, buf_lend(&l->text), NULL);
	value = json_stringn(clean.p, clean.n);
	buf_free(&clean);
	return value;
}

/* ---- words and numbers ---- */

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

static struct str
read_word(struct lua *l)
{
	size_t from = l->at;

	if (peek(l, 0) == '-')
		l->at++;
	while (is_word(peek(l, 0)) ||
	       ((peek(l, 0) == '+' || peek(l, 0) == '-') && l->at > from &&
		   (l->s.p[l->at - 1] | 0x20) == 'e'))
		l->at++;
	return str_slice(l->s, from, l->at);
}

/* A number, as JSON writes it; jansson heeds no locale.  Lua's other numbers
 * (hexadecimal ones) are nowhere asked for. */
static json_t *
number_value(struct lua *l, struct str word)
{
	json_t *value = json_loadb(word.p, word.n, JSON_DECODE_ANY, NULL);
	char c = word.n > 0 ? word.p[word.p[0] == '-' && word.n > 1] : '\0';

	if (json_is_number(value))
		return value;
	json_decref(value);
	if (c == '.' || (c >= '0' && c <= '9'))
		return json_null();
	fail(l, "neither a text, a number nor a table");
	return NULL;
}

/* A truth value, nil or a number; what has no end is nil too. */
static json_t *
word_value(struct lua *l)
{
	static const char *const nothing[] = {
	    "nil", "inf", "-inf", "nan", "-nan", "math.huge"};
	struct str word = read_word(l);

	if (str_is(word, "true"))
		return json_true();
	if (str_is(word, "false"))
		return json_false();
	for (size_t i = 0; i < LENGTH(nothing); i++)
		if (str_is(word, nothing[i]))
			return json_null();
	return number_value(l, word);
}

/* ---- tables ---- */

/* A table while it is read: keys and values in order. */
struct table {
	json_t *object; /* everything, by its key as text */
	uint64_t next; /* the key of a value without one */
	uint64_t listed; /* keys 1 ... listed came in order */
	bool list; /* nothing else came */
};

/* [key] = or name =; in l->text, and in *number if it is one.  1: a key; 0:
 * there is none; -1: an error. */
static int
read_key(struct lua *l, uint64_t *number)
{
	struct lua back = *l;
	struct str word;
	json_t *key;

	*number = 0;
	if (peek(l, 0) == '[' && long_level(l, 0) < 0) {
		l->at++;
		if (!pass_blanks(l) || (key = read_value(l)) == NULL)
			return -1;
		buf_clear(&l->text);
		data_plain(&l->text, key);
		if (json_is_integer(key) && json_integer_value(key) > 0)
			*number = (uint64_t)json_integer_value(key);
		json_decref(key);
		if (!pass_blanks(l) || peek(l, 0) != ']') {
			fail(l, "no \"]\" after a key");
			return -1;
		}
		l->at++;
		if (!pass_blanks(l) || peek(l, 0) != '=') {
			fail(l, "no \"=\" after a key");
			return -1;
		}
		l->at++;
		return 1;
	}
	if (!is_word(peek(l, 0)) || peek(l, 0) <= '9')
		return 0;
	word = read_word(l);
	if (!pass_blanks(l))
		return -1;
	if (peek(l, 0) != '=') {
		l->at = back.at;
		l->line = back.line;
		return 0;
	}
	l->at++;
	buf_clear(&l->text);
	buf_str(&l->text, word);
	return 1;
}

/* One "key = value" or "value". */
static bool
read_field(struct lua *l, struct table *t)
{
	struct buf key = BUF_INIT;
	uint64_t number;
	int got = read_key(l, &number);
	json_t *value;
	bool ok;

	if (got < 0)
		return false;
	if (got == 0) {
		number = t->next++;
		buf_clear(&l->text);
		buf_printf(&l->text, "%llu", (unsigned long long)number);
	}
	buf_str(&key, buf_lend(&l->text));
	value = pass_blanks(l) ? read_value(l) : NULL;
	ok = value != NULL;
	if (ok && number == t->listed + 1)
		t->listed++;
	else
		t->list = false;
	/* a later value of the same key takes the place of an earlier, as in
	 * Lua; a key that is no text is left out */
	if (ok)
		json_object_set_new(t->object, key.p, value);
	buf_free(&key);
	return ok;
}

/* The same as an array. */
static json_t *
list_of(json_t *object)
{
	json_t *list = json_array(), *value;
	const char *key;

	json_object_foreach (object, key, value)
		json_array_append(list, value);
	json_decref(object);
	return list;
}

static bool
read_fields(struct lua *l, struct table *t)
{
	for (;;) {
		if (!pass_blanks(l))
			return false;
		if (peek(l, 0) == '}') {
			l->at++;
			return true;
		}
		if (!read_field(l, t) || !pass_blanks(l))
			return false;
		if (peek(l, 0) == ',' || peek(l, 0) == ';') {
			l->at++;
		} else if (peek(l, 0) != '}') {
			fail(l, "a table is not closed");
			return false;
		}
	}
}

static json_t *
read_table(struct lua *l)
{
	struct table t = {.object = json_object(), .next = 1, .list = true};
	uint32_t line = l->line;

	l->at++;
	if (++l->depth > LIMIT_DEPTH) {
		fail(l, "tables within tables, too deep");
		json_decref(t.object);
		return NULL;
	}
	if (!read_fields(l, &t)) {
		json_decref(t.object);
		return NULL;
	}
	l->depth--;
	if (t.list && t.listed > 0)
		return list_of(t.object);
	data_note_line(l->data, t.object, line);
	return t.object;
}

static json_t *
read_value(struct lua *l)
{
	char c = peek(l, 0);

	if (c == '{')
		return read_table(l);
	if (c == '"' || c == '\'' || long_level(l, 0) >= 0)
		return read_string(l) ? string_value(l) : NULL;
	return word_value(l);
}

bool
data_lua(struct data *t, struct str bytes, struct err *err)
{
	struct lua l = {
	    .s = bytes, .line = 1, .data = t, .text = BUF_INIT, .err = err};

	*t = (struct data){.root = NULL};
	if (pass_blanks(&l) && str_is(read_word(&l), "return") &&
	    pass_blanks(&l) && peek(&l, 0) == '{')
		t->root = read_table(&l);
	else
		fail(&l, "no \"return\" with a table");
	if (t->root != NULL && pass_blanks(&l) && l.at < l.s.n &&
	    peek(&l, 0) != ';') {
		fail(&l, "something stands after the table");
		json_decref(t->root);
		t->root = NULL;
	}
	data_sort(t);
	buf_free(&l.text);
	return t->root != NULL;
}
