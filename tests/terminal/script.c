/*
 * Words of a test's line, and the bytes of keys.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/terminal/script.h"

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Append the value of the variable whose name follows the dollar sign at p;
 * returns where its name ends. */
static const char *
expand(struct buf *out, const char *p)
{
	struct buf name = BUF_INIT;
	const char *value;

	while (is_name(*++p))
		buf_putc(&name, *p);
	value = getenv(name.p);
	if (value != NULL)
		buf_puts(out, value);
	buf_free(&name);
	return p;
}

static const char *
escaped(struct buf *out, const char *p)
{
	static const char from[] = "nte", to[] = "\n\t\033";
	const char *at = p[0] != '\0' ? strchr(from, p[0]) : NULL;
	char hex[3] = {0};

	if (p[0] == 'x' && p[1] != '\0' && p[2] != '\0') {
		memcpy(hex, p + 1, 2);
		buf_putc(out, (char)strtoul(hex, NULL, 16));
		return p + 3;
	}
	buf_putc(out, at != NULL ? to[at - from] : *p);
	return p + 1;
}

/* One word from p; NULL if its quotes never close. */
static const char *
word(struct buf *out, const char *p, bool *quoted)
{
	*quoted = *p == '"';
	if (*quoted)
		p++;
	for (;;) {
		if (*quoted && *p == '"')
			return p + 1;
		if (*p == '\0' || (!*quoted && (*p == ' ' || *p == '\t')))
			return *quoted ? NULL : p;
		if (*p == '$' && is_name(p[1]))
			p = expand(out, p);
		else if (*quoted && *p == '\\' && p[1] != '\0')
			p = escaped(out, p + 1);
		else
			buf_putc(out, *p++);
	}
}

bool
words_split(struct words *w, const char *line, struct err *err)
{
	*w = (struct words){.n = 0};
	for (;;) {
		struct buf out = BUF_INIT;
		bool quoted;

		line += strspn(line, " \t");
		if (*line == '\0' || *line == '#')
			return true;
		line = word(&out, line, &quoted);
		if (line == NULL || w->n == WORDS_MAX) {
			buf_free(&out);
			return err_set(err, ERR_FORMAT,
			    line == NULL ? "quotes that never close"
					 : "too many words");
		}
		if (quoted)
			w->quoted |= 1u << w->n;
		w->v[w->n++] = buf_take(&out);
		w->v[w->n] = NULL;
	}
}

void
words_free(struct words *w)
{
	for (int i = 0; i < w->n; i++)
		free(w->v[i]);
	w->n = 0;
}

/* What a key sends, after the program has switched the keypad on.  The second
 * column is the Linux console's, where it differs. */
static const struct {
	const char *name, *bytes, *console;
} keys[] = {
    {"Space", " ", NULL},
    {"Enter", "\r", NULL},
    {"Tab", "\t", NULL},
    {"S-Tab", "\033[Z", "\033\t"},
    {"Esc", "\033", NULL},
    {"Backspace", "\177", NULL},
    {"Up", "\033OA", "\033[A"},
    {"Down", "\033OB", "\033[B"},
    {"Right", "\033OC", "\033[C"},
    {"Left", "\033OD", "\033[D"},
    {"Home", "\033OH", "\033[1~"},
    {"End", "\033OF", "\033[4~"},
    {"Ins", "\033[2~", NULL},
    {"Del", "\033[3~", NULL},
    {"PgUp", "\033[5~", NULL},
    {"PgDn", "\033[6~", NULL},
    {"F1", "\033OP", "\033[[A"},
    {"F2", "\033OQ", "\033[[B"},
    {"S-Up", "\033[1;2A", NULL},
    {"S-F1", "\033[[a", NULL},
    {"C-Down", "\033Ob", NULL}, /* as rxvt has it */
    {"Paste", "\033[200~", NULL},
    {"Pasted", "\033[201~", NULL},
};

unsigned long
key_bytes(struct buf *out, const char *word, bool quoted, const char *term)
{
	bool console = strcmp(term, "linux") == 0;
	bool screen = strncmp(term, "screen", 6) == 0;
	unsigned long n = 0;

	for (size_t i = 0; i < LENGTH(keys) && !quoted; i++) {
		if (strcmp(keys[i].name, word) != 0)
			continue;
		/* screen's Home and End are the console's */
		if (keys[i].console != NULL &&
		    (console || (screen && strstr("Home End", word) != NULL)))
			buf_puts(out, keys[i].console);
		else
			buf_puts(out, keys[i].bytes);
		return 1;
	}
	if (!quoted && strncmp(word, "C-", 2) == 0 && word[2] != '\0' &&
	    word[3] == '\0') {
		buf_putc(out, (char)(word[2] & 0x1f));
		return 1;
	}
	buf_puts(out, word);
	for (const char *p = word; *p != '\0'; p++)
		n += ((unsigned char)*p & 0xc0) != 0x80;
	return n;
}
