/*
 * Keys named to the reader, in what is said and at the foot of panes: as they
 * are bound in the key map that is in use.
 */
#include <stdio.h>
#include <string.h>

#include <izba/text.h>

#include "tui/app.h"

/* The keys that call a command in a mode: without an argument for it if there
 * are such, the fewest, and the first of these. */
struct sought {
	enum command_id id;
	struct buf keys;
	size_t cost; /* 0: none were found */
};

#define COST_ARGUMENT ((size_t)1000)

static void
look(void *data, struct str keys, const struct binding *b)
{
	struct sought *s = data;
	size_t cost = b->arg.n > 0 ? COST_ARGUMENT : 1;

	for (size_t i = 0; i < keys.n; i++)
		cost += keys.p[i] == ' ';
	if (b->id != s->id || (s->cost != 0 && s->cost <= cost))
		return;
	buf_clear(&s->keys);
	buf_str(&s->keys, keys);
	s->cost = cost;
}

/* Append them without the brackets of names: "g Enter" for g <Enter>. */
static bool
add_name(
    const struct app *app, enum mode mode, enum command_id id, struct buf *out)
{
	struct sought s = {.id = id, .keys = BUF_INIT};
	struct str keys;

	keymap_each(app->keys.map, mode, KEYMAP_TOP, look, &s);
	keys = buf_lend(&s.keys);
	for (size_t i = 0, end; i < keys.n; i = end + 1) {
		struct str key;

		for (end = i; end < keys.n && keys.p[end] != ' ';)
			end++;
		key = str_slice(keys, i, end);
		if (key.n > 2 && key.p[0] == '<')
			key = str_slice(key, 1, key.n - 1);
		buf_puts(out, i > 0 ? " " : "");
		buf_str(out, key);
	}
	buf_free(&s.keys);
	return s.cost != 0;
}

struct key_name
app_key_name(const struct app *app, enum mode mode, enum command_id id)
{
	struct buf name = BUF_INIT;
	struct key_name out;

	if (!add_name(app, mode, id, &name) || name.n >= sizeof(out.s)) {
		buf_clear(&name);
		buf_printf(&name, ":%s", commands[id].name);
	}
	snprintf(out.s, sizeof(out.s), "%s", name.p);
	buf_free(&name);
	return out;
}

/* ---- at the foot ---- */

/* What parts keys from what stands before them; two blanks do that already. */
static const char *
part_from(struct str before)
{
	return before.n == 0 || str_ends(before, "  ") ? "" : " · ";
}

void
status_add_keys(const struct app *app, enum mode mode,
    const struct status_key *keys, struct buf *out)
{
	struct buf more = BUF_INIT;

	for (; keys->word != NULL; keys++) {
		const char *part = part_from(buf_lend(out));

		if (add_name(app, mode, keys->id, &more))
			buf_putc(&more, ' ');
		if (keys->word[0] == '\0')
			continue;
		if (more.n > 0 && text_width(buf_lend(out)) +
					  text_width(str_of(part)) +
					  text_width(buf_lend(&more)) +
					  text_width(str_of(keys->word)) <
				      screen_cols())
			buf_printf(out, "%s%s%s", part, more.p, keys->word);
		buf_clear(&more);
	}
	buf_free(&more);
}

void
status_add_key(const struct app *app, enum mode mode, enum command_id id,
    const char *word, struct buf *out)
{
	const struct status_key keys[] = {{id, word}, {id, NULL}};

	status_add_keys(app, mode, keys, out);
}
