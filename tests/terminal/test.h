/*
 * One running test of the terminal: its script, its program, its screen.
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include "tests/terminal/emulator.h"
#include "tests/terminal/script.h"

#define KEPT 8

struct test {
	const char *path;
	unsigned line;
	unsigned commands;	/* done */
	char *home; /* a fresh folder, removed by tests/terminal/run */
	char *program;
	char *term;
	int rows, cols;
	int wait; /* milliseconds, at most, for anything */
	enum pixels_answers answers; /* of the terminal of the next run */
	struct session session;
	bool gone; /* the terminal was taken away */
	bool running; /* started and not yet seen to end */
	unsigned long sent; /* keys */
	size_t marks; /* sync marks before the last resize */
	size_t bytes; /* before the last keys */
	struct picture before; /* the screen before the last keys */
	struct {
		char *name, *screen;
	} kept[KEPT];
};

/* Say what went wrong, show the screen, and end. */
_Noreturn void fail(struct test *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The rows of the screen, each ended by a newline. */
void screen_text(const struct test *t, struct buf *out);

/* Something that may hold now or later; `arg` are its words. */
typedef bool condition(struct test *t, const char *const *arg);

/* Read until the condition holds; false if the time is up or the program has
 * ended without it. */
bool await(struct test *t, condition *holds, const char *const *arg);
/* A condition: nothing is written for arg[0] milliseconds. */
bool is_quiet(struct test *t, const char *const *arg);

/* The commands "expect ...", "screen NAME" and "text NAME". */
void do_expect(struct test *t, struct words *w);
void do_screen(struct test *t, struct words *w);
void do_text(struct test *t, struct words *w);

#endif
