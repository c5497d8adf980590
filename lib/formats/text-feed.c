/*
 * Text and its resolved markup to the builder: styles and links over it.
 */
#include "lib/formats/text-inline.h"

void
inlines_resolve(struct inlines *in)
{
	size_t kept = 0;

	if (in->n_runs > 1)
		runs_resolve(in);
	for (size_t i = 0; i < in->n_marks; i++)
		if (in->marks[i].real)
			in->marks[kept++] = in->marks[i];
	in->n_marks = kept;
}

static unsigned
style_now(const struct inlines *in)
{
	unsigned style = 0;

	for (unsigned i = 0; i < 8; i++)
		style |= in->depth[i] > 0 ? 1u << i : 0;
	return style;
}

static void
link_close(struct inlines *in)
{
	builder_link(in->b, in->link_from, builder_place(in->b), NOWHERE,
	    str_slice(in->bytes, in->href, in->href + in->href_len));
}

static void
mark_feed(struct inlines *in, const struct mark *m)
{
	for (unsigned i = 0; i < 8; i++) {
		if (m->on >> i & 1 && in->depth[i] < 255)
			in->depth[i]++;
		if (m->off >> i & 1 && in->depth[i] > 0)
			in->depth[i]--;
	}
	if (m->link == LINK_NONE)
		return;
	if (in->in_link)
		link_close(in);
	in->in_link = m->link == LINK_BEGIN;
	if (in->in_link) {
		in->href = m->href;
		in->href_len = m->href_len;
		in->link_from = builder_place(in->b);
	}
}

/* Feed text without marks, in the styles it was struck in. */
static void
struck_feed(struct inlines *in, uint32_t from, uint32_t to, uint32_t line)
{
	uint32_t end;

	for (; from < to; from = end) {
		unsigned struck = style_struck(in->source, from, &end);

		end = end < to ? end : to;
		builder_text(in->b, str_slice(in->bytes, from, end),
		    style_now(in) | struck, line,
		    decoded_source(in->source->decoded, from));
	}
}

/* The same, with the callouts of named notes. */
static void
text_feed(struct inlines *in, uint32_t from, uint32_t to, uint32_t line)
{
	const struct source *s = in->source;
	uint32_t place;

	for (size_t i = callout_from(s, from);
	     i < s->n_callouts && s->callouts[i].to <= to; i++) {
		const struct callout *c = &s->callouts[i];

		struck_feed(in, from, c->from, line);
		place = builder_place(in->b);
		struck_feed(in, c->from, c->to, line);
		callout_end(s, in->b, i, place);
		from = c->to;
	}
	struck_feed(in, from, to, line);
}

void
inlines_feed(struct inlines *in, uint32_t from, uint32_t to, uint32_t line)
{
	const struct mark *m;

	while (in->next < in->n_marks && in->marks[in->next].at < from)
		mark_feed(in, &in->marks[in->next++]);
	if (in->in_link && builder_current(in->b).n == 0)
		in->link_from = builder_place(in->b);
	while (from < to) {
		m = in->next < in->n_marks ? &in->marks[in->next] : NULL;
		if (m == NULL || m->at >= to) {
			text_feed(in, from, to, line);
			return;
		}
		text_feed(in, from, m->at, line);
		mark_feed(in, m);
		in->next++;
		from = m->at + m->len > from ? m->at + m->len : from;
	}
}

void
inlines_break(struct inlines *in)
{
	if (in->in_link && builder_current(in->b).n > 0)
		link_close(in);
}
