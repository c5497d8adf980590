/*
 * What stands before the text of a Markdown file and speaks of it: front
 * matter in YAML between lines of "---", in TOML between those of "+++", or
 * Pandoc's title block ("% Title").  Of YAML only what people write there: keys
 * at the margin, plain and quoted values, lists, blocks of text; the rest is
 * passed over.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include <izba/text.h>

#include "lib/formats/markdown.h"

enum { FRONT_BYTES = 65536, VALUES = 100 };

struct front {
	struct builder *b; /* or NULL */
	struct buf title, subtitle;
	bool named; /* a key was known */
	int role; /* the kind of who comes next in a list, or -1 */
};

/* ---- what a key means ---- */

enum {
	KEY_TITLE = META_KINDS,
	KEY_SUBTITLE,
	KEY_AUTHOR,
	KEY_LANGUAGE,
	KEY_ISBN
};

static const struct {
	const char *name;
	int kind;
} keys[] = {
    {"title", KEY_TITLE},
    {"subtitle", KEY_SUBTITLE},
    {"author", KEY_AUTHOR},
    {"authors", KEY_AUTHOR},
    {"creator", KEY_AUTHOR},
    {"lang", KEY_LANGUAGE},
    {"language", KEY_LANGUAGE},
    {"isbn", KEY_ISBN},
    {"date", META_DATE},
    {"publisher", META_PUBLISHER},
    {"identifier", META_IDENTIFIER},
    {"series", META_SERIES},
    {"collection", META_SERIES},
    {"translator", META_TRANSLATOR},
    {"subject", META_SUBJECT},
    {"subjects", META_SUBJECT},
    {"keywords", META_SUBJECT},
    {"tags", META_SUBJECT},
    {"description", META_DESCRIPTION},
    {"abstract", META_DESCRIPTION},
    {"rights", META_RIGHTS},
    {"copyright", META_RIGHTS},
};

static void
tell(struct front *f, int kind, struct str value)
{
	struct buf isbn = BUF_INIT;

	value = str_trim(value);
	if (value.n == 0 || f->b == NULL)
		return;
	if (kind == KEY_TITLE && f->title.n == 0)
		buf_str(&f->title, value);
	else if (kind == KEY_SUBTITLE && f->subtitle.n == 0)
		buf_str(&f->subtitle, value);
	else if (kind == KEY_AUTHOR)
		builder_author(f->b, value);
	else if (kind == KEY_LANGUAGE)
		builder_language(f->b, value);
	else if (kind == KEY_ISBN) {
		buf_printf(&isbn, "isbn:%.*s", (int)value.n, value.p);
		builder_meta(f->b, META_IDENTIFIER, buf_lend(&isbn));
	} else if (kind < META_KINDS)
		builder_meta(f->b, (enum meta_kind)kind, value);
	buf_free(&isbn);
}

/* ---- values ---- */

/* What an escape stands for, behind its backslash; returns its bytes. */
static size_t
escape(struct str s, struct buf *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t n = s.p[0] == 'x' ? 2 : s.p[0] == 'u' ? 4 : 0;
	uint32_t cp = 0;

	for (size_t i = 1; n > 0 && i <= n; i++) {
		const char *at = i < s.n && s.p[i] != '\0'
				     ? strchr(digits, tolower(s.p[i]))
				     : NULL;

		if (at == NULL)
			return 0;
		cp = cp << 4 | (uint32_t)(at - digits);
	}
	if (n == 0)
		buf_putc(out, s.p[0] == 'n' || s.p[0] == 't' ? ' ' : s.p[0]);
	else if (cp >= 0x20 && !(cp >= 0xd800 && cp < 0xe000))
		buf_putcp(out, cp);
	return n + 1;
}

/* A quoted value: the bytes it takes, its text in *out. */
static size_t
quoted(struct str s, struct buf *out)
{
	char quote = s.p[0];
	size_t i = 1;

	for (; i < s.n; i++) {
		if (quote == '"' && s.p[i] == '\\' && i + 1 < s.n) {
			i += escape(str_slice(s, i + 1, s.n), out);
		} else if (s.p[i] != quote) {
			buf_putc(out, s.p[i]);
		} else if (quote == '\'' && i + 1 < s.n && s.p[i + 1] == '\'') {
			buf_putc(out, s.p[i++]);
		} else {
			return i + 1;
		}
	}
	return i;
}

/* A plain value ends at a comment, and inside a list at its signs. */
static size_t
plain(struct str s, bool list, struct buf *out)
{
	size_t i = 0;

	for (; i < s.n; i++) {
		if (list && (s.p[i] == ',' || s.p[i] == ']' || s.p[i] == '}'))
			break;
		if (s.p[i] == '#' && i > 0 && s.p[i - 1] == ' ')
			break;
		buf_putc(out, s.p[i]);
	}
	return i;
}

/* "[a, 'b']" */
static void
flow_list(struct front *f, int kind, struct str s)
{
	struct buf one = BUF_INIT;

	for (unsigned n = 0; n < VALUES && s.n > 0 && s.p[0] != ']'; n++) {
		size_t used;

		s = str_trim(str_slice(s, 1, s.n));
		buf_clear(&one);
		if (s.n == 0)
			break;
		used = s.p[0] == '"' || s.p[0] == '\'' ? quoted(s, &one)
						       : plain(s, true, &one);
		tell(f, kind, buf_lend(&one));
		s = str_trim(str_slice(s, used, s.n));
	}
	buf_free(&one);
}

/* "{name: a, number: 3}": the name. */
static void
flow_map(struct front *f, int kind, struct str s)
{
	static const char *const names[] = {"name:", "text:", "title:"};
	struct buf one = BUF_INIT;

	for (size_t i = 0; i < LENGTH(names); i++) {
		size_t at = str_find(s, str_of(names[i]));
		struct str t;

		if (at == SIZE_MAX)
			continue;
		t = str_trim(str_slice(s, at + strlen(names[i]), s.n));
		if (t.n > 0 && (t.p[0] == '"' || t.p[0] == '\''))
			quoted(t, &one);
		else
			plain(t, true, &one);
		tell(f, kind, buf_lend(&one));
		break;
	}
	buf_free(&one);
}

static void
value(struct front *f, int kind, struct str s)
{
	struct buf one = BUF_INIT;

	s = str_trim(s);
	if (s.n > 1 && (s.p[0] == '&' || s.p[0] == '!'))
		s = str_trim(str_slice(s, str_find(s, STR(" ")), s.n));
	if (s.n > 0 && s.p[0] == '[') {
		flow_list(f, kind, s);
		return;
	}
	if (s.n > 0 && s.p[0] == '{') {
		flow_map(f, kind, s);
		return;
	}
	if (s.n > 0 && (s.p[0] == '"' || s.p[0] == '\''))
		quoted(s, &one);
	else
		plain(s, false, &one);
	tell(f, kind, buf_lend(&one));
	buf_free(&one);
}

/* ---- lines ---- */

/* The next line from *at on, without its end; false at the end. */
static bool
next_line(struct str s, size_t *at, struct str *line)
{
	size_t from = *at, to;
	const char *nl;

	if (from >= s.n)
		return false;
	nl = memchr(s.p + from, '\n', s.n - from);
	to = nl == NULL ? s.n : (size_t)(nl - s.p);
	*at = nl == NULL ? to : to + 1;
	while (to > from && s.p[to - 1] == '\r')
		to--;
	*line = str_slice(s, from, to);
	return true;
}

/* The kind of a key, or -1. */
static int
kind_of(struct str s)
{
	if (str_starts(s, "dc:") || str_starts(s, "dc."))
		s = str_slice(s, 3, s.n);
	for (size_t i = 0; i < LENGTH(keys); i++)
		if (s.n == strlen(keys[i].name) &&
		    strncasecmp(s.p, keys[i].name, s.n) == 0)
			return keys[i].kind;
	return -1;
}

/* "key: rest" or "key = rest" at the start of s: the key's kind, or -1. */
static int
key_of(struct str s, bool toml, struct str *rest)
{
	size_t sign = str_find(s, toml ? STR("=") : STR(":"));
	struct str key;

	if (sign == SIZE_MAX ||
	    (!toml && sign + 1 < s.n && s.p[sign + 1] != ' '))
		return -1;
	*rest = str_trim(str_slice(s, sign + 1, s.n));
	key = str_trim(str_slice(s, 0, sign));
	if (key.n > 2 && (key.p[0] == '"' || key.p[0] == '\'') &&
	    key.p[key.n - 1] == key.p[0])
		key = str_slice(key, 1, key.n - 1);
	return kind_of(key);
}

/* What somebody with this role is to the book: an author, a translator, or
 * nobody it names. */
static int
role_of(struct str s)
{
	s = str_trim(s);
	if (str_starts(s, "aut"))
		return KEY_AUTHOR;
	return str_starts(s, "tra") || str_is(s, "trl") ? META_TRANSLATOR : -1;
}

/* What an indented line under a key says: an element of a list, a name in a
 * map ("- name: X", "text: X"), or text of a block. */
static void
inner(struct front *f, int kind, struct str s)
{
	static const char *const names[] = {"name:", "text:", "family:"};
	bool item = str_starts(s, "- ");

	if (item) {
		s = str_trim(str_slice(s, 2, s.n));
		f->role = kind;
	}
	if (kind == KEY_AUTHOR && str_starts(s, "role:"))
		f->role = role_of(str_slice(s, strlen("role:"), s.n));
	if (kind == KEY_AUTHOR)
		kind = f->role;
	if (kind < 0)
		return;
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_starts(s, names[i])) {
			value(f, kind, str_slice(s, strlen(names[i]), s.n));
			return;
		}
	if (item && str_find(s, STR(": ")) == SIZE_MAX)
		value(f, kind, s);
}

static bool
is_block(struct str rest)
{
	return rest.n > 0 && rest.n <= 3 &&
	       (rest.p[0] == '|' || rest.p[0] == '>');
}

/* The lines between those of "---", or of "+++". */
static void
yaml(struct front *f, struct str s, bool toml)
{
	struct buf block = BUF_INIT;
	struct str line, rest = {NULL, 0};
	int kind = -1;
	bool gather = false;
	size_t at = 0;

	while (next_line(s, &at, &line)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.p[0] == ' ' || line.p[0] == '\t' ||
		    (line.p[0] == '-' && kind >= 0)) {
			if (gather)
				buf_printf(&block, " %.*s",
				    (int)str_trim(line).n, str_trim(line).p);
			else if (kind >= 0)
				inner(f, kind, str_trim(line));
			continue;
		}
		if (gather)
			tell(f, kind, buf_lend(&block));
		buf_clear(&block);
		kind = f->role = key_of(line, toml, &rest);
		f->named |= kind == KEY_TITLE || kind == KEY_AUTHOR;
		gather = kind >= 0 && is_block(rest);
		if (kind >= 0 && !gather && rest.n > 0)
			value(f, kind, rest);
	}
	if (gather)
		tell(f, kind, buf_lend(&block));
	buf_free(&block);
}

/* Where front matter ends: one past its last line; 0 if there is none. */
static size_t
yaml_end(struct str s, size_t *body, size_t *body_end)
{
	struct str line, mark;
	size_t at = 0, begun;

	s = str_slice(s, 0, FRONT_BYTES);
	if (!next_line(s, &at, &line) || line.n < 3 ||
	    (!str_starts(line, "---") && !str_starts(line, "+++")))
		return 0;
	mark = str_trim(line);
	if (mark.n != 3)
		return 0;
	*body = at;
	for (begun = at; next_line(s, &at, &line); begun = at) {
		*body_end = begun;
		line = str_trim(line);
		if (begun == *body && line.n == 0)
			return 0;
		if (str_eq(line, mark) ||
		    (mark.p[0] == '-' && str_is(line, "...")))
			return at;
	}
	return 0;
}

/* ---- Pandoc's title block ---- */

static void
percent_tell(struct front *f, unsigned field, struct str s)
{
	static const int kinds[] = {KEY_TITLE, KEY_AUTHOR, META_DATE};

	if (field != 1) {
		tell(f, kinds[field], s);
		return;
	}
	while (s.n > 0) {
		size_t end = 0;

		while (end < s.n && s.p[end] != ';' && s.p[end] != '\n')
			end++;
		tell(f, KEY_AUTHOR, str_slice(s, 0, end));
		s = str_slice(s, end + 1, s.n);
	}
}

static size_t
percent(struct front *f, struct str s)
{
	struct buf value = BUF_INIT;
	struct str line;
	size_t at = 0, used = 0;
	unsigned field = 0;

	s = str_slice(s, 0, FRONT_BYTES);
	while (next_line(s, &at, &line)) {
		bool begins = str_starts(line, "%");

		if (!begins && !(used > 0 && str_starts(line, " ")))
			break;
		if (begins && used > 0) {
			percent_tell(f, field++, buf_lend(&value));
			buf_clear(&value);
		}
		if (field > 2)
			break;
		buf_putc(&value, field == 1 && !begins ? '\n' : ' ');
		buf_str(&value, str_trim(str_slice(line, begins, line.n)));
		used = at;
	}
	if (used > 0 && field <= 2)
		percent_tell(f, field, buf_lend(&value));
	buf_free(&value);
	f->named = used > 0 && field >= 1;
	return used;
}

static void
front_end(struct front *f)
{
	if (f->title.n > 0 && f->subtitle.n > 0)
		buf_printf(&f->title, ": %s", f->subtitle.p);
	if (f->title.n > 0)
		builder_title(f->b, buf_lend(&f->title));
	buf_free(&f->title);
	buf_free(&f->subtitle);
}

struct md_front
md_front_read(struct builder *b, struct str text)
{
	struct front f = {
	    .b = b, .title = BUF_INIT, .subtitle = BUF_INIT, .role = -1};
	struct md_front out = {0};
	size_t body = 0, end = 0;

	if (str_starts(text, "% "))
		out.bytes = percent(&f, text);
	else
		out.bytes = yaml_end(text, &body, &end);
	if (end > body)
		yaml(&f, str_slice(text, body, end), text.p[0] == '+');
	out.named = f.named;
	out.title = f.title.n > 0;
	front_end(&f);
	return out;
}

bool
md_front_value(struct builder *b, struct str key, struct str s)
{
	struct front f = {
	    .b = b, .title = BUF_INIT, .subtitle = BUF_INIT, .role = -1};
	int kind = kind_of(key);

	if (kind >= 0)
		value(&f, kind, s);
	front_end(&f);
	return kind >= 0;
}
