/*
 * Pages that hold a plain text in <pre>, as libraries of texts send them: the
 * text goes the way of plain text.  Its lines stay where they are in the page,
 * so far as each begins on its own.
 */
#include <string.h>

#include "lib/formats/html.h"

enum {
	MOST = 4, /* of so many bytes of text only one stands outside */
	PROSE = 2000, /* bytes of a text that is more than a listing */
	LONG = 40 /* bytes of a line of prose on the average */
};

/* The text as it goes out, and the line that it has come to. */
struct plain {
	const struct tree *t;
	struct buf out;
	uint32_t line;
	bool heading; /* a line of one is to be ended */
};

/* Bytes of text in <pre>, outside of it, and lines inside. */
struct measure {
	size_t inside, outside, lines, code;
};

static void
measure(const struct tree *t, uint32_t in, bool pre, struct measure *m)
{
	for (uint32_t i = in + 1; i < t->v[in].end; i = t->v[i].end) {
		const struct node *n = &t->v[i];
		struct str s;

		if (n->name.p != NULL) {
			m->code += pre && element_of(n)->style == STYLE_CODE;
			if (element_of(n)->role != ROLE_SKIP)
				measure(t, i,
				    pre || element_of(n)->role == ROLE_PRE, m);
			continue;
		}
		s = tree_text(t, i);
		if (pre)
			m->inside += s.n;
		else
			m->outside += str_trim(s).n;
		for (size_t k = 0; pre && k < s.n; k++)
			m->lines += s.p[k] == '\n';
	}
}

bool
html_is_plain(const struct document *d)
{
	struct measure m = {0, 0, 0, 0};

	measure(&d->tree, d->root, false, &m);
	return m.inside >= PROSE && m.inside / MOST >= m.outside &&
	       m.code == 0 && m.inside >= LONG * (m.lines + 1);
}

/* Go on on the line of the page where a node stands. */
static void
line_reach(struct plain *p, uint32_t line)
{
	for (; p->line < line; p->line++)
		buf_putc(&p->out, '\n');
}

static void
line_begin(struct plain *p)
{
	if (p->out.n > 0 && p->out.p[p->out.n - 1] != '\n') {
		buf_putc(&p->out, '\n');
		p->line++;
	}
}

static void
plain_text(struct plain *p, uint32_t i)
{
	struct str s = tree_text(p->t, i);

	if (p->heading && (s.n == 0 || s.p[0] != '\n'))
		line_begin(p);
	p->heading = false;
	line_reach(p, p->t->v[i].line);
	buf_str(&p->out, s);
	for (size_t k = 0; k < s.n; k++)
		p->line += s.p[k] == '\n';
}

/* A heading as light markup writes it. */
static void
plain_heading(struct plain *p, uint32_t i, unsigned level)
{
	line_reach(p, p->t->v[i].line);
	line_begin(p);
	while (level-- > 0)
		buf_putc(&p->out, '#');
	buf_putc(&p->out, ' ');
	tree_collect(p->t, i, &p->out);
	p->heading = true;
}

static void
plain_walk(struct plain *p, uint32_t in)
{
	for (uint32_t i = in + 1; i < p->t->v[in].end; i = p->t->v[i].end) {
		const struct node *n = &p->t->v[i];
		const struct element *e;

		if (n->name.p == NULL) {
			plain_text(p, i);
			continue;
		}
		e = element_of(n);
		if (e->role == ROLE_HEADING)
			plain_heading(p, i, e->level);
		else if (e->role != ROLE_SKIP)
			plain_walk(p, i);
	}
}

bool
html_read_plain(struct html *h, const struct input *in, struct err *err)
{
	struct plain p = {&h->v[0].tree, BUF_INIT, 1, false};
	struct read_options options = {.encoding = "UTF-8"};
	struct input text = {.path = in->path, .options = &options};
	bool ok;

	plain_walk(&p, h->v[0].root);
	text.bytes = buf_lend(&p.out);
	ok = text_read(h->b, &text, err);
	if (h->encoding != NULL)
		builder_encoding(h->b, str_of(h->encoding));
	buf_free(&p.out);
	return ok;
}
