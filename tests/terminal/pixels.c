/*
 * A terminal that shows pixels, as far as the tests need one: what it answers
 * when it is asked, and which picture it shows, by kitty's protocol or as
 * sixels.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/terminal/emulator.h"

#define KEPT_BYTES 400 /* of a sequence: what says how large it is */

/* ---- what is asked ---- */

/* Its attributes: 4 stands for sixels. */
static void
asked_attributes(struct pixels *p)
{
	buf_puts(&p->answer,
	    p->how == ANSWERS_SIXELS ? "\033[?62;4;22c" : "\033[?62;22c");
}

static void
asked_kitty(struct pixels *p)
{
	if (p->how != ANSWERS_SIXELS)
		buf_puts(&p->answer, "\033_Gi=31;OK\033\\");
}

/* ---- pictures ---- */

static void
gone(struct pixels *p)
{
	p->shown = PIXELS_NONE;
	p->width = p->height = 0;
}

/* The number of a key in "a=T,f=32,s=8". */
static unsigned long
key_of(const char *keys, const char *name)
{
	const char *at = strstr(keys, name);

	return at == NULL ? 0 : strtoul(at + strlen(name), NULL, 10);
}

/* All of kitty's picture has come: are there as many bytes as it says? */
static void
kitty_whole(struct pixels *p)
{
	p->shown = p->digits / 4 * 3 - p->pads == p->wanted && p->at_home
		       ? PIXELS_KITTY
		       : PIXELS_BROKEN;
	p->coming = false;
}

static void
kitty(struct pixels *p, char *s)
{
	s[strcspn(s, ";")] = '\0';
	if (strstr(s, "a=q") != NULL) {
		asked_kitty(p);
		return;
	}
	if (strstr(s, "a=d") != NULL) {
		gone(p);
		return;
	}
	if (strstr(s, "a=T") != NULL) {
		gone(p);
		p->coming = true;
		p->at_home = strcmp(p->moved, "1;1H") == 0;
		p->digits = p->pads = 0;
		p->width = key_of(s, "c=");
		p->height = key_of(s, "r=");
		p->wanted = key_of(s, "s=") * key_of(s, "v=") *
			    (key_of(s, "f=") == 32 ? 4 : 3);
	}
	if (!p->coming)
		return;
	p->digits += p->payload;
	p->pads += p->padding;
	if (key_of(s, "m=") == 0)
		kitty_whole(p);
}

/* "0;1;0q" and its size: "\"1;1;96;64". */
static void
sixels(struct pixels *p, const char *s)
{
	const char *q = strchr(s, 'q');
	unsigned long v[4];

	if (q == NULL ||
	    sscanf(q, "q\"%lu;%lu;%lu;%lu", &v[0], &v[1], &v[2], &v[3]) != 4)
		return;
	p->shown =
	    strcmp(p->moved, "1;1H") == 0 ? PIXELS_SIXELS : PIXELS_BROKEN;
	p->width = v[2];
	p->height = v[3];
}

/* ---- sequences ---- */

static void
control(struct pixels *p, const char *s, char last)
{
	if (last == 'c' && (s[0] == 'c' || strcmp(s, "0c") == 0))
		asked_attributes(p);
	if (last == 'H')
		snprintf(p->moved, sizeof(p->moved), "%s", s);
	/* what is written over a picture of sixels takes it away */
	if (last == 'J' && p->shown == PIXELS_SIXELS)
		gone(p);
}

static void
sequence_end(struct pixels *p)
{
	char s[KEPT_BYTES + 1];
	size_t n = p->sequence.n < KEPT_BYTES ? p->sequence.n : KEPT_BYTES;

	memcpy(s, p->sequence.p, n);
	s[n] = '\0';
	if (p->state == '_' && s[0] == 'G')
		kitty(p, s);
	else if (p->state == 'P')
		sixels(p, s);
	p->state = 0;
}

static void
take(struct pixels *p, char c)
{
	if (p->length++ < KEPT_BYTES)
		buf_putc(&p->sequence, c);
	p->payload += p->behind;
	p->padding += p->behind && c == '=';
	p->behind |= c == ';';
}

static void
byte_in_string(struct pixels *p, char c)
{
	if (p->escaped && c == '\\')
		sequence_end(p);
	else if (c == '\a' && p->state == ']')
		p->state = 0;
	else if (c != '\033')
		take(p, c);
	p->escaped = c == '\033';
}

static void
byte_in_control(struct pixels *p, char c)
{
	take(p, c);
	if (c < 0x40 || c > 0x7e)
		return;
	control(p, p->sequence.p, c);
	p->state = 0;
}

static void
byte_take(struct pixels *p, char c)
{
	if (p->state == '_' || p->state == 'P' || p->state == ']') {
		byte_in_string(p, c);
	} else if (p->state == '[') {
		byte_in_control(p, c);
	} else if (p->state == '\033') {
		p->state = strchr("_P][", c) != NULL ? c : 0;
		buf_clear(&p->sequence);
		p->length = p->padding = p->payload = 0;
		p->escaped = p->behind = false;
	} else if (c == '\033') {
		p->state = c;
	}
}

void
pixels_feed(struct pixels *p, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		byte_take(p, bytes[i]);
}

void
pixels_free(struct pixels *p)
{
	buf_free(&p->sequence);
	buf_free(&p->answer);
}
