/*
 * Key maps: files parsed into one trie for each mode.
 *
 * A node's children are a list, newest last; maps are small (some 150 lines),
 * and a walk asks one node at a time.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/keymap.h"

#define LIMIT_KEYS 16u /* in one sequence */
#define LIMIT_MAP_FILE 1000000u /* bytes of a key map file */

struct node {
	uint32_t key;
	uint32_t child, next; /* indices; 0 for none */
	uint32_t file, line; /* of the line that bound it */
	bool bound;
	struct binding binding;
};

/* nodes[0] is never used; the root of mode m is m + 1. */
struct keymap {
	struct arena *arena;
	struct node *nodes;
	size_t n, cap;
	struct str *files;
	size_t n_files, cap_files;
};

struct keymap *
keymap_new(void)
{
	struct keymap *k = xcalloc(1, sizeof(*k));

	k->arena = arena_new();
	for (int i = 0; i <= MODES; i++)
		ARRAY_PUSH(k->nodes, k->n, k->cap, (struct node){.key = 0});
	return k;
}

void
keymap_free(struct keymap *k)
{
	if (k == NULL)
		return;
	arena_free(k->arena);
	free(k->nodes);
	free(k->files);
	free(k);
}

static uint32_t
root_of(enum mode mode)
{
	return (uint32_t)mode + 1;
}

static uint32_t
child_of(const struct keymap *k, uint32_t node, uint32_t key)
{
	uint32_t c = k->nodes[node].child;

	while (c != 0 && k->nodes[c].key != key)
		c = k->nodes[c].next;
	return c;
}

/* Add a child at the end of the list, so that files keep their order. */
static uint32_t
child_add(struct keymap *k, uint32_t node, uint32_t key)
{
	uint32_t *link, fresh = (uint32_t)k->n;

	ARRAY_PUSH(k->nodes, k->n, k->cap, (struct node){.key = key});
	for (link = &k->nodes[node].child; *link != 0;)
		link = &k->nodes[*link].next;
	*link = fresh;
	return fresh;
}

/* ---- reading ---- */

/* One line being read. */
struct reading {
	struct keymap *k;
	uint32_t file, line;
	struct str rest;
	struct err *err;
};

static bool
wrong(struct reading *r, const char *what, struct str word)
{
	return err_set(r->err, ERR_USAGE, "%s:%u: %s%s%.*s",
	    r->k->files[r->file].p, (unsigned)r->line, what,
	    word.n > 0 ? " " : "", (int)(word.n > 60 ? 60 : word.n),
	    word.n > 0 ? word.p : "");
}

static struct str
next_word(struct reading *r)
{
	struct str s = str_trim(r->rest);
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	r->rest = str_slice(s, n, s.n);
	return str_slice(s, 0, n);
}

/* "read,select" as bits; 0 after an error. */
static unsigned
take_modes(struct reading *r)
{
	struct str word = next_word(r), all = word;
	unsigned modes = 0;

	if (word.n == 0) {
		wrong(r, "a mode is missing", word);
		return 0;
	}
	for (size_t i = 0; i <= all.n; i++) {
		int m = 0;

		if (i < all.n && all.p[i] != ',')
			continue;
		word = str_slice(all, (size_t)(word.p - all.p), i);
		while (m < MODE_HINTS && !str_is(word, mode_names[m]))
			m++;
		if (m == MODE_HINTS) {
			wrong(r, "no such mode:", word);
			return 0;
		}
		modes |= 1u << m;
		word.p = all.p + i + 1;
	}
	return modes;
}

/* Take the keys at the start of the line, each a word: what is no key is the
 * command.  Returns their number; 0 after an error. */
static size_t
take_keys(struct reading *r, uint32_t *keys)
{
	size_t n = 0;

	for (;;) {
		struct str before = r->rest, word = next_word(r);
		size_t len = 0;
		uint32_t key = key_read(word, &len);

		if (key == K_NONE || len != word.n) {
			if (word.n > 1 && word.p[0] == '<') {
				wrong(r, "no such key:", word);
				return 0;
			}
			r->rest = before;
			break;
		}
		if (n == LIMIT_KEYS) {
			wrong(r, "too many keys", STR(""));
			return 0;
		}
		keys[n++] = key;
	}
	if (n == 0)
		wrong(r, "a key is missing", STR(""));
	return n;
}

static void
bind(struct reading *r, enum mode mode, const uint32_t *keys, size_t n,
    const struct binding *binding)
{
	uint32_t node = root_of(mode);

	for (size_t i = 0; i < n; i++) {
		uint32_t child = child_of(r->k, node, keys[i]);

		node = child != 0 ? child : child_add(r->k, node, keys[i]);
	}
	r->k->nodes[node].bound = true;
	r->k->nodes[node].binding = *binding;
	r->k->nodes[node].file = r->file;
	r->k->nodes[node].line = r->line;
}

static void
unbind(struct keymap *k, enum mode mode, const uint32_t *keys, size_t n)
{
	uint32_t node = root_of(mode), child, *link;

	if (n == 0) {
		k->nodes[node].child = 0;
		return;
	}
	for (size_t i = 0; i + 1 < n; i++)
		if ((node = child_of(k, node, keys[i])) == 0)
			return;
	child = child_of(k, node, keys[n - 1]);
	for (link = &k->nodes[node].child; *link != 0 && *link != child;)
		link = &k->nodes[*link].next;
	if (*link != 0)
		*link = k->nodes[*link].next;
}

static bool
take_map(struct reading *r)
{
	uint32_t keys[LIMIT_KEYS];
	unsigned modes = take_modes(r);
	size_t n = modes != 0 ? take_keys(r, keys) : 0;
	struct binding b;
	struct str word;
	struct err why;

	if (n == 0)
		return false;
	word = next_word(r);
	if (word.n == 0)
		return wrong(r, "a command is missing", word);
	b.id = command_find(word, false);
	if (b.id == COMMANDS)
		return wrong(r, "no such command:", word);
	b.arg = arena_str(r->k->arena, str_trim(r->rest));
	if (!command_check(b.id, b.arg, &why))
		return wrong(r, why.text, STR(""));
	if ((modes & ~commands[b.id].modes) != 0)
		return wrong(r, "not a command for that mode:", word);
	for (int m = 0; m < MODES; m++)
		if ((modes & 1u << m) != 0)
			bind(r, (enum mode)m, keys, n, &b);
	return true;
}

static bool
take_unmap(struct reading *r)
{
	uint32_t keys[LIMIT_KEYS];
	unsigned modes = take_modes(r);
	bool all = str_trim(r->rest).n == 0;
	size_t n = modes != 0 && !all ? take_keys(r, keys) : 0;

	if (modes == 0 || (n == 0 && !all))
		return false;
	if (str_trim(r->rest).n > 0)
		return wrong(r, "no such key:", next_word(r));
	for (int m = 0; m < MODES; m++)
		if ((modes & 1u << m) != 0)
			unbind(r->k, (enum mode)m, keys, n);
	return true;
}

static bool
take_line(struct reading *r)
{
	struct str word = next_word(r);

	if (word.n == 0 || word.p[0] == '#')
		return true;
	if (str_is(word, "map"))
		return take_map(r);
	if (str_is(word, "unmap"))
		return take_unmap(r);
	return wrong(r, "neither map nor unmap:", word);
}

bool
keymap_load(
    struct keymap *k, struct str text, const char *name, struct err *err)
{
	struct reading r = {.k = k, .file = (uint32_t)k->n_files, .err = err};

	ARRAY_PUSH(k->files, k->n_files, k->cap_files,
	    arena_str(k->arena, str_of(name)));
	for (size_t at = 0, end; at < text.n; at = end + 1) {
		for (end = at; end < text.n && text.p[end] != '\n';)
			end++;
		r.rest = str_slice(text, at, end);
		if (r.rest.n > 0 && r.rest.p[r.rest.n - 1] == '\r')
			r.rest.n--;
		r.line++;
		if (!take_line(&r))
			return false;
	}
	return true;
}

bool
keymap_load_file(
    struct keymap *k, const char *path, const char *name, struct err *err)
{
	struct buf text = BUF_INIT;
	FILE *f = fopen(path, "re");
	bool fine;
	size_t got = 1;

	if (f == NULL)
		return err_set(err, ERR_FILE, "%s: %s", name, strerror(errno));
	while (got > 0 && text.n <= LIMIT_MAP_FILE) {
		buf_reserve(&text, 4096);
		got = fread(text.p + text.n, 1, 4096, f);
		text.n += got;
	}
	if (ferror(f))
		fine = err_set(err, ERR_FILE, "%s: %s", name, strerror(errno));
	else if (text.n > LIMIT_MAP_FILE)
		fine =
		    err_set(err, ERR_LIMIT, "%s: too long for a key map", name);
	else
		fine = keymap_load(k, (struct str){text.p, text.n}, name, err);
	fclose(f);
	buf_free(&text);
	return fine;
}

/* ---- the maps that come with izba ---- */

static const struct {
	const char *name, *text;
} builtins[] = {
#include "keymaps/builtin.inc"
};

const char *
keymap_builtin_name(size_t i)
{
	return i < LENGTH(builtins) ? builtins[i].name : NULL;
}

/* The text of a key map; NULL p if there is none of that name. */
static struct str
keymap_text(const char *name)
{
	for (size_t i = 0; i < LENGTH(builtins); i++)
		if (strcmp(builtins[i].name, name) == 0)
			return str_of(builtins[i].text);
	return (struct str){NULL, 0};
}

bool
keymap_builtin(struct keymap *k, const char *name, struct err *err)
{
	struct str text = keymap_text(name);
	struct buf names = BUF_INIT;

	if (text.p != NULL)
		return (strcmp(name, "default") == 0 ||
			   keymap_builtin(k, "default", err)) &&
		       keymap_load(k, text, name, err);
	for (size_t i = 0; i < LENGTH(builtins); i++)
		buf_printf(&names, " %s", builtins[i].name);
	err_set(err, ERR_USAGE, "no key map %s; there are:%s", name, names.p);
	buf_free(&names);
	return false;
}

/* ---- asking ---- */

/* The first bound node below one, if it is itself bound: the two shadow each
 * other. */
static uint32_t
first_below(const struct keymap *k, uint32_t node)
{
	uint32_t c = k->nodes[node].child;

	while (c != 0 && !k->nodes[c].bound) {
		uint32_t deeper = first_below(k, c);

		if (deeper != 0)
			return deeper;
		c = k->nodes[c].next;
	}
	return c;
}

static bool
check_below(const struct keymap *k, uint32_t node, struct err *err)
{
	for (uint32_t c = k->nodes[node].child; c != 0; c = k->nodes[c].next) {
		const struct node *a = &k->nodes[c], *b;
		uint32_t below = a->bound ? first_below(k, c) : 0;

		if (!check_below(k, c, err))
			return false;
		if (below == 0)
			continue;
		b = &k->nodes[below];
		if (a->file < b->file ||
		    (a->file == b->file && a->line < b->line)) {
			const struct node *swap = a;

			a = b;
			b = swap;
		}
		return err_set(err, ERR_USAGE,
		    "%s:%u: these keys and those of %s:%u begin alike, so "
		    "that the longer ones can't be typed; unmap one of them",
		    k->files[a->file].p, (unsigned)a->line, k->files[b->file].p,
		    (unsigned)b->line);
	}
	return true;
}

bool
keymap_check(const struct keymap *k, struct err *err)
{
	for (int m = 0; m < MODES; m++)
		if (!check_below(k, root_of((enum mode)m), err))
			return false;
	return true;
}

enum keymap_step
keymap_step(const struct keymap *k, enum mode mode, uint32_t *node,
    uint32_t key, struct binding *binding)
{
	uint32_t at = *node == KEYMAP_TOP ? root_of(mode) : *node;
	uint32_t child = child_of(k, at, key);

	if (child == 0 ||
	    (!k->nodes[child].bound && k->nodes[child].child == 0))
		return KEYMAP_MISS;
	if (k->nodes[child].bound) {
		*binding = k->nodes[child].binding;
		return KEYMAP_HIT;
	}
	*node = child;
	return KEYMAP_MORE;
}

static void
each_below(const struct keymap *k, uint32_t node, struct buf *keys,
    void (*each)(void *data, struct str keys, const struct binding *b),
    void *data)
{
	for (uint32_t c = k->nodes[node].child; c != 0; c = k->nodes[c].next) {
		size_t before = keys->n;

		if (before > 0)
			buf_putc(keys, ' ');
		key_write(keys, k->nodes[c].key);
		if (k->nodes[c].bound)
			each(data, buf_lend(keys), &k->nodes[c].binding);
		each_below(k, c, keys, each, data);
		buf_cut(keys, before);
	}
}

void
keymap_each(const struct keymap *k, enum mode mode, uint32_t node,
    void (*each)(void *data, struct str keys, const struct binding *b),
    void *data)
{
	struct buf keys = BUF_INIT;

	each_below(
	    k, node == KEYMAP_TOP ? root_of(mode) : node, &keys, each, data);
	buf_free(&keys);
}

/* What keymap_keys gathers. */
struct gather {
	enum command_id id;
	size_t n, most;
	struct buf *out;
};

static void
gather_key(void *data, struct str keys, const struct binding *b)
{
	struct gather *g = data;
	size_t glyphs = 0;

	if (b->id != g->id || g->n == g->most)
		return;
	if (g->n++ > 0)
		buf_puts(g->out, "  ");
	/* g g reads better as gg; <Space> x stays */
	for (size_t i = 0; i < keys.n; i++)
		glyphs += keys.p[i] == '<';
	for (size_t i = 0; i < keys.n; i++)
		if (keys.p[i] != ' ' || glyphs > 0)
			buf_putc(g->out, keys.p[i]);
}

size_t
keymap_keys(const struct keymap *k, enum mode mode, enum command_id id,
    size_t most, struct buf *out)
{
	struct gather g = {id, 0, most, out};

	keymap_each(k, mode, KEYMAP_TOP, gather_key, &g);
	return g.n;
}

/* What keymap_print prints. */
struct printing {
	struct buf *out;
	enum mode mode;
};

static void
print_binding(void *data, struct str keys, const struct binding *b)
{
	struct printing *p = data;

	buf_printf(p->out, "map %s %.*s %s", mode_names[p->mode], (int)keys.n,
	    keys.p, commands[b->id].name);
	if (b->arg.n > 0)
		buf_printf(p->out, " %.*s", (int)b->arg.n, b->arg.p);
	buf_putc(p->out, '\n');
}

void
keymap_print(const struct keymap *k, struct buf *out)
{
	for (int m = 0; m < MODE_HINTS; m++) {
		struct printing p = {out, (enum mode)m};

		buf_printf(
		    out, "%sunmap %s\n", m > 0 ? "\n" : "", mode_names[m]);
		keymap_each(k, p.mode, KEYMAP_TOP, print_binding, &p);
	}
}
