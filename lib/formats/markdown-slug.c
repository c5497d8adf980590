/*
 * Names of headings, as links in Markdown use them: those that are written
 * ({#name}), GitHub's, Pandoc's.
 */
#include <stdlib.h>
#include <string.h>

#include <izba/text.h>

#include "lib/formats/markdown.h"

/* Names given so far, with the number the next one of that name gets: a hash
 * table that is at most half full. */
struct slug {
	struct str name;
	uint32_t next;
};

struct slugs {
	struct slug *v;
	size_t n, size;
};

struct slugs *
slugs_new(void)
{
	return xcalloc(1, sizeof(struct slugs));
}

void
slugs_free(struct slugs *s)
{
	if (s != NULL)
		free(s->v);
	free(s);
}

static struct slug *
slot(const struct slugs *s, struct str name)
{
	uint64_t h = 14695981039346656037u;
	size_t i;

	for (i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 1099511628211u;
	for (i = (h ^ h >> 32) & (s->size - 1);
	     s->v[i].name.p != NULL && !str_eq(s->v[i].name, name);)
		i = (i + 1) & (s->size - 1);
	return &s->v[i];
}

static void
grow(struct slugs *s)
{
	struct slugs old = *s;

	if (2 * (s->n + 1) <= s->size)
		return;
	s->size = old.size > 0 ? 2 * old.size : 64;
	s->v = xcalloc(s->size, sizeof(*s->v));
	for (size_t i = 0; i < old.size; i++)
		if (old.v[i].name.p != NULL)
			*slot(s, old.v[i].name) = old.v[i];
	free(old.v);
}

void
md_name(struct md *m, struct str id)
{
	struct buf key = BUF_INIT;

	if (id.n == 0)
		return;
	buf_str(&key, m->file);
	if (m->file.n > 0)
		buf_putc(&key, '#');
	buf_str(&key, id);
	builder_fragment(m->b, buf_lend(&key));
	buf_free(&key);
}

/* Lower case, blanks as hyphens, of the signs only those two keep; `pandoc`
 * keeps points, and lets a name begin with a letter only. */
static void
slug_of(struct buf *out, struct str s, bool pandoc)
{
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);

		if (pandoc && out->n == 0 && !cp_is_letter(cp))
			continue;
		if (cp_is_space(cp))
			buf_putc(out, '-');
		else if (cp_is_letter(cp) || cp_is_digit(cp) ||
			 cp_is_mark(cp) || cp == '-' || cp == '_' ||
			 (pandoc && cp == '.'))
			buf_putcp(out, cp_lower(cp));
	}
}

/* "name", then "name-1", "name-2": by what the heading would be called, as
 * GitHub counts. */
static void
name_once(struct slugs *s, struct md *m, struct str name)
{
	struct slug *k;
	struct buf b = BUF_INIT;

	if (name.n == 0)
		return;
	grow(s);
	k = slot(s, name);
	buf_str(&b, name);
	if (k->name.p == NULL) {
		k->name = arena_str(m->arena, name);
		s->n++;
	} else {
		buf_printf(&b, "-%u", ++k->next);
	}
	md_name(m, buf_lend(&b));
	buf_free(&b);
}

void
slugs_name(struct slugs *s, struct md *m, struct str heading)
{
	struct buf github = BUF_INIT, pandoc = BUF_INIT;

	slug_of(&github, str_trim(heading), false);
	slug_of(&pandoc, str_trim(heading), true);
	name_once(s, m, buf_lend(&github));
	if (!str_eq(buf_lend(&github), buf_lend(&pandoc)))
		name_once(s, m, buf_lend(&pandoc));
	buf_free(&github);
	buf_free(&pandoc);
}
