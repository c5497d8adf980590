/*
 * The reader's options as a table: parsing, showing, reading a file of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/options.h"

#define BOOL OPTION_BOOL
#define NUMBER OPTION_NUMBER
#define WORD OPTION_WORD
#define OPTION(id, name, type, preset, least, most, words, help) \
	[OPT_##id] = {name, words, help, type, preset, least, most},
const struct option option_table[OPTIONS] = {
#include "tui/options.def"
};
#undef OPTION

void
options_init(struct options *o)
{
	for (int i = 0; i < OPTIONS; i++)
		o->v[i] = option_table[i].preset;
}

static enum option_id
option_find(struct str name)
{
	int i = 0;

	while (i < OPTIONS && !str_is(name, option_table[i].name))
		i++;
	return (enum option_id)i;
}

/* The i-th word of a list parted by blanks; null past its end. */
static struct str
word_of(const char *words, int i)
{
	for (const char *p = words; *p != '\0'; i--) {
		size_t n = strcspn(p, " ");

		if (i == 0)
			return (struct str){p, n};
		p += n + strspn(p + n, " ");
	}
	return (struct str){NULL, 0};
}

static bool
take_number(const struct option *o, struct str value, int *out, struct err *err)
{
	int n = 0;

	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9' || n > 1000000)
			return err_set(
			    err, ERR_USAGE, "%s wants a number", o->name);
		n = n * 10 + (value.p[i] - '0');
	}
	if (value.n == 0 || n < o->least || n > o->most)
		return err_set(err, ERR_USAGE, "%s is from %d to %d", o->name,
		    o->least, o->most);
	*out = n;
	return true;
}

static bool
take_value(const struct option *o, struct str value, int *out, struct err *err)
{
	struct str word;

	if (o->type == OPTION_NUMBER)
		return take_number(o, value, out, err);
	if (o->type == OPTION_BOOL) {
		if (!str_is(value, "on") && !str_is(value, "off"))
			return err_set(
			    err, ERR_USAGE, "%s is on or off", o->name);
		*out = str_is(value, "on");
		return true;
	}
	for (int i = 0; (word = word_of(o->words, i)).p != NULL; i++)
		if (str_eq(word, value)) {
			*out = i;
			return true;
		}
	return err_set(err, ERR_USAGE, "%s is one of: %s", o->name, o->words);
}

bool
options_set(
    struct options *o, struct str words, enum option_id *id, struct err *err)
{
	struct str s = str_trim(words), name = s;
	size_t equals = str_find(s, STR("="));
	bool no = false, turn, back;

	if (equals != SIZE_MAX) {
		name = str_trim(str_slice(s, 0, equals));
		*id = option_find(name);
		if (*id != OPTIONS)
			return take_value(&option_table[*id],
			    str_trim(str_slice(s, equals + 1, s.n)), &o->v[*id],
			    err);
		return err_set(
		    err, ERR_USAGE, "no option %.*s", (int)name.n, name.p);
	}
	turn = str_ends(s, "!");
	back = str_ends(s, "&");
	if (turn || back)
		name.n--;
	*id = option_find(name);
	if (*id == OPTIONS && str_starts(name, "no")) {
		no = true;
		*id = option_find(str_slice(name, 2, name.n));
	}
	if (*id == OPTIONS)
		return err_set(err, ERR_USAGE, "no option %.*s", (int)name.n,
		    name.n > 0 ? name.p : "");
	if (back)
		o->v[*id] = option_table[*id].preset;
	else if (option_table[*id].type != OPTION_BOOL)
		return err_set(err, ERR_USAGE, "%s wants a value: %s=...",
		    option_table[*id].name, option_table[*id].name);
	else
		o->v[*id] = turn ? !o->v[*id] : !no;
	return true;
}

void
options_value(const struct options *o, enum option_id id, struct buf *out)
{
	const struct option *row = &option_table[id];

	if (row->type == OPTION_NUMBER)
		buf_printf(out, "%d", o->v[id]);
	else if (row->type == OPTION_BOOL)
		buf_puts(out, o->v[id] ? "on" : "off");
	else
		buf_str(out, word_of(row->words, o->v[id]));
}

void
options_show(const struct options *o, enum option_id id, struct buf *out)
{
	buf_printf(out, "%s=", option_table[id].name);
	options_value(o, id, out);
}

/* Offer the values of one option. */
static void
offer_values(const struct option *o, struct str part,
    void (*offer)(void *data, struct str s), void *data)
{
	const char *words = o->type == OPTION_BOOL ? "on off" : o->words;
	struct buf whole = BUF_INIT;
	struct str word;

	for (int i = 0; words != NULL && (word = word_of(words, i)).p != NULL;
	     i++) {
		buf_clear(&whole);
		buf_printf(&whole, "%s=", o->name);
		buf_str(&whole, word);
		if (str_eq(str_slice(buf_lend(&whole), 0, part.n), part))
			offer(data, buf_lend(&whole));
	}
	buf_free(&whole);
}

void
options_offer(
    struct str part, void (*offer)(void *data, struct str s), void *data)
{
	bool valued = str_find(part, STR("=")) != SIZE_MAX;

	for (int i = 0; i < OPTIONS; i++) {
		struct str name = str_of(option_table[i].name);

		if (valued)
			offer_values(&option_table[i], part, offer, data);
		else if (str_eq(str_slice(name, 0, part.n), part))
			offer(data, name);
	}
}

bool
options_load(
    struct options *o, struct str text, const char *name, struct err *err)
{
	unsigned line_number = 0;

	for (size_t at = 0, end; at < text.n; at = end + 1) {
		struct str line;
		enum option_id id;
		char place[120];

		for (end = at; end < text.n && text.p[end] != '\n';)
			end++;
		line = str_trim(str_slice(text, at, end));
		line_number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (str_starts(line, "set "))
			line = str_slice(line, 4, line.n);
		if (options_set(o, line, &id, err))
			continue;
		snprintf(place, sizeof(place), "%s:%u", name, line_number);
		return err_in(err, place);
	}
	return true;
}
