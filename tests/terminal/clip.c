/*
 * The clipboard of the tests' terminal: what a program gives it by OSC 52,
 * also in pieces inside GNU screen's own strings.
 */
#include <string.h>

#include "tests/terminal/emulator.h"

static const char sign[] = "\033]52;c;";

/* The value of a digit of base64, or -1. */
static int
value_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

static void
take_digit(struct clip *c, int value)
{
	c->bits = c->bits << 6 | (unsigned)value;
	if (++c->n_bits < 4) {
		if (c->n_bits > 1)
			buf_putc(&c->coming,
			    (char)(c->bits >> (c->n_bits == 2 ? 4 : 2) & 0xff));
		return;
	}
	buf_putc(&c->coming, (char)(c->bits & 0xff));
	c->n_bits = 0;
}

/* The sequence has ended: what came is the clipboard's. */
static void
take_end(struct clip *c)
{
	buf_free(&c->text);
	c->text = c->coming;
	buf_init(&c->coming);
	c->at = 0;
	c->n_bits = 0;
	c->times++;
}

void
clip_feed(struct clip *c, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (c->at < sizeof(sign) - 1)
			c->at =
			    p[i] == sign[c->at] ? c->at + 1 : p[i] == sign[0];
		else if (p[i] == '\a')
			take_end(c);
		else if (p[i] == '\033' || c->escaped)
			c->escaped = p[i] == '\033';
		else if (value_of(p[i]) >= 0)
			take_digit(c, value_of(p[i]));
	}
}

void
clip_free(struct clip *c)
{
	buf_free(&c->text);
	buf_free(&c->coming);
}
