/*
 * keymap: which keys call which command, from key map files.
 *
 *     # a comment
 *     map MODE[,MODE...] KEY... COMMAND [ARG]...
 *     unmap MODE[,MODE...] [KEY...]
 *
 * A line that maps the same keys again wins over the earlier one; `unmap`
 * forgets its keys and all that begin with them, or all of a mode.  When
 * everything is loaded no mapped keys may be the beginning of others:
 * keymap_check says where they are.
 * Knows no curses.
 */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "tui/command.h"
#include "tui/key.h"

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *k);

/* Read the text of a key map file; `name` goes into errors ("name:12: ..."),
 * the first of which stops the reading. */
bool keymap_load(struct keymap *k, struct str text, const char *name,
    struct err *err) USE_RESULT;
bool keymap_load_file(struct keymap *k, const char *path, const char *name,
    struct err *err) USE_RESULT;
/* No mapped keys are the beginning of others. */
bool keymap_check(const struct keymap *k, struct err *err) USE_RESULT;

/* A key map that comes with izba: "default", "vi", ...; false if unknown.
 * The others stand on "default", which is loaded first. */
bool
keymap_builtin(struct keymap *k, const char *name, struct err *err) USE_RESULT;
/* The i-th name, or NULL. */
const char *keymap_builtin_name(size_t i);

/* What a mapped key calls; `arg` is lent from the key map. */
struct binding {
	enum command_id id;
	struct str arg;
};

/* A walk through the keys of a mode: begin with KEYMAP_TOP. */
#define KEYMAP_TOP 0u
enum keymap_step {
	KEYMAP_MISS, /* nothing is mapped so */
	KEYMAP_MORE, /* *node moved on; another key decides */
	KEYMAP_HIT /* *binding tells */
};
enum keymap_step keymap_step(const struct keymap *k, enum mode mode,
    uint32_t *node, uint32_t key, struct binding *binding);

/* All bindings of a mode, or those below a node, in the order of the files:
 * calls `each` with the names of the keys still to be typed. */
void keymap_each(const struct keymap *k, enum mode mode, uint32_t node,
    void (*each)(void *data, struct str keys, const struct binding *b),
    void *data);
/* Append the keys that call a command in a mode (any argument), shortest
 * first, parted by two blanks, at most `most`; returns how many. */
size_t keymap_keys(const struct keymap *k, enum mode mode, enum command_id id,
    size_t most, struct buf *out);
/* Append the whole as a key map file, which means the same on top of any
 * other. */
void keymap_print(const struct keymap *k, struct buf *out);

#endif
