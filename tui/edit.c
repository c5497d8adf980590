/*
 * Editing one line: by grapheme clusters and words.
 */
#include <izba/text.h>

#include "tui/edit.h"

#define LIMIT_LINE ((size_t)20000) /* bytes of a line that is typed */
#define LIMIT_LINES ((size_t)1 << 20) /* of several */

void
edit_init(struct edit *e)
{
	buf_init(&e->text);
	e->at = 0;
	e->lines = e->full = false;
}

void
edit_free(struct edit *e)
{
	buf_free(&e->text);
}

/* Put text at the cursor, however long. */
static void
insert(struct edit *e, struct str text)
{
	struct buf whole = BUF_INIT, clean = BUF_INIT;

	text_clean(&clean, text, NULL);
	for (size_t i = 0; i < clean.n; i++)
		if ((clean.p[i] == '\n' && !e->lines) || clean.p[i] == '\t')
			clean.p[i] = ' ';
	buf_add(&whole, e->text.p, e->at);
	buf_str(&whole, buf_lend(&clean));
	e->at = whole.n;
	buf_add(
	    &whole, e->text.p + e->at - clean.n, e->text.n - (e->at - clean.n));
	buf_free(&clean);
	buf_free(&e->text);
	e->text = whole;
}

void
edit_set(struct edit *e, struct str text)
{
	buf_clear(&e->text);
	e->at = 0;
	insert(e, text);
}

/* Take [from, to) out, and stand there. */
static void
cut(struct edit *e, size_t from, size_t to)
{
	struct buf left = BUF_INIT;

	buf_add(&left, e->text.p, from);
	buf_add(&left, e->text.p + to, e->text.n - to);
	buf_free(&e->text);
	e->text = left;
	e->at = from;
}

void
edit_insert(struct edit *e, struct str text)
{
	size_t most = e->lines ? LIMIT_LINES : LIMIT_LINE;

	e->full = e->text.n + text.n > most;
	if (!e->full)
		insert(e, text);
}

static size_t
before(const struct edit *e)
{
	return e->at - grapheme_prev((struct str){e->text.p, e->at});
}

static size_t
after(const struct edit *e)
{
	return e->at +
	       grapheme_next(
		   str_slice(buf_lend(&e->text), e->at, e->text.n), NULL);
}

/* The start of the word before the cursor, as parted by blanks. */
static size_t
word_before(const struct edit *e)
{
	size_t at = e->at;

	while (at > 0 && e->text.p[at - 1] == ' ')
		at--;
	while (at > 0 && e->text.p[at - 1] != ' ')
		at--;
	return at;
}

static bool
edit_move(struct edit *e, uint32_t key)
{
	switch (key) {
	case K_CTRL('a'):
	case K_HOME:
		e->at = 0;
		return true;
	case K_CTRL('e'):
	case K_END:
		e->at = e->text.n;
		return true;
	case K_CTRL('b'):
	case K_LEFT:
		e->at = before(e);
		return true;
	case K_CTRL('f'):
	case K_RIGHT:
		e->at = after(e);
		return true;
	default:
		return false;
	}
}

static bool
edit_cut(struct edit *e, uint32_t key)
{
	switch (key) {
	case K_BACKSPACE:
		cut(e, before(e), e->at);
		return true;
	case K_CTRL('d'):
	case K_DELETE:
		cut(e, e->at, after(e));
		return true;
	case K_CTRL('w'):
		cut(e, word_before(e), e->at);
		return true;
	case K_CTRL('u'):
		cut(e, 0, e->at);
		return true;
	case K_CTRL('k'):
		buf_cut(&e->text, e->at);
		return true;
	default:
		return false;
	}
}

bool
edit_key(struct edit *e, uint32_t key)
{
	struct buf one = BUF_INIT;

	e->full = false;
	if (edit_move(e, key) || edit_cut(e, key))
		return true;
	if (key == K_CTRL('o') && e->lines) {
		edit_insert(e, STR("\n"));
		return true;
	}
	if (key < ' ' || key >= KEYS_BASE || key == 127)
		return false;
	buf_putcp(&one, key);
	edit_insert(e, buf_lend(&one));
	buf_free(&one);
	return true;
}
