/*
 * Runs one test of izba in a terminal: a script (*.t) of keys and of what the
 * screen must show.  doc/testing.md has the language.
 *
 * Nothing here sleeps.  After keys it reads until the program's sync mark has
 * counted them all; an expectation that does not hold yet is looked at again
 * whenever the program writes, until it holds or the time is up.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/terminal/test.h"

#define ROWS 24
#define COLS 80

/* ---- failing ---- */

void
screen_text(const struct test *t, struct buf *out)
{
	for (int row = 0; row < emulator_rows(t->session.emulator); row++) {
		emulator_row(t->session.emulator, row, out);
		buf_putc(out, '\n');
	}
}

static void
show_screen(const struct test *t)
{
	struct buf text = BUF_INIT;
	int row, col;
	bool visible;

	if (t->session.emulator == NULL)
		return;
	screen_text(t, &text);
	emulator_cursor(t->session.emulator, &row, &col, &visible);
	fprintf(stderr, "---- the screen\n%s---- cursor %d %d%s\n", text.p,
	    row + 1, col + 1, visible ? "" : " (hidden)");
	fprintf(stderr, "---- %lu keys sent, %lu counted; last bytes:\n",
	    t->sent, t->session.keys);
	for (size_t i = 0; i < t->session.n_tail; i++) {
		unsigned char c = (unsigned char)t->session.tail[i];

		fprintf(stderr, c < 0x20 || c == 0x7f ? "\\x%02x" : "%c", c);
	}
	fprintf(stderr, "\n");
	buf_free(&text);
}

void
fail(struct test *t, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%u: ", t->path, t->line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	show_screen(t);
	session_end(&t->session);
	exit(1);
}

/* ---- waiting ---- */

bool
await(struct test *t, condition *holds, const char *const *arg)
{
	int64_t until = clock_ms() + t->wait;

	for (;;) {
		int64_t left = until - clock_ms();

		if (holds(t, arg))
			return true;
		if (left <= 0 || session_read(&t->session, (int)left) < 0)
			return holds(t, arg);
	}
}

static bool
all_counted(struct test *t, const char *const *arg)
{
	(void)arg;
	return t->session.fd < 0 || t->session.keys >= t->sent;
}

static bool
marked_again(struct test *t, const char *const *arg)
{
	(void)arg;
	return t->session.fd < 0 || t->session.marks > t->marks;
}

static void
must_run(struct test *t)
{
	if (!t->running)
		fail(t, "nothing runs");
}

/* ---- commands ---- */

static void
size_of(struct test *t, const char *word, int *rows, int *cols)
{
	if (sscanf(word, "%dx%d", cols, rows) != 2 || *rows < 1 || *cols < 1)
		fail(t, "not a size: %s", word);
}

static void
do_size(struct test *t, struct words *w)
{
	size_of(t, w->v[1], &t->rows, &t->cols);
}

static void
do_term(struct test *t, struct words *w)
{
	free(t->term);
	t->term = xstrdup(w->v[1]);
}

static void
do_env(struct test *t, struct words *w)
{
	(void)t;
	setenv(w->v[1], w->v[2], 1);
}

static void
do_unset(struct test *t, struct words *w)
{
	(void)t;
	unsetenv(w->v[1]);
}

static void
do_program(struct test *t, struct words *w)
{
	free(t->program);
	t->program = xstrdup(w->v[1]);
}

static void
do_answers(struct test *t, struct words *w)
{
	static const char *const names[] = {
	    "letters", "kitty", "sixels", "pieces", "late", "never"};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strcmp(names[i], w->v[1]) == 0) {
			t->answers = (enum pixels_answers)i;
			return;
		}
	fail(t, "no terminal answers %s", w->v[1]);
}

static void
do_answer(struct test *t, struct words *w)
{
	(void)w;
	must_run(t);
	if (t->session.pixels.answer.n == 0)
		fail(t, "nothing was asked");
	session_answer(&t->session);
}

/* Start the program with the words as its arguments and wait for its first
 * page (or its end). */
static void
do_run(struct test *t, struct words *w)
{
	struct err err;

	if (t->running)
		fail(t, "the last program still runs");
	session_end(&t->session);
	if (t->term[0] != '\0')
		setenv("TERM", t->term, 1);
	else
		unsetenv("TERM");
	free(w->v[0]);
	w->v[0] = xstrdup(t->program);
	if (!session_start(&t->session, t->rows, t->cols, w->v, environ, &err))
		fail(t, "%s", err.text);
	t->session.pixels.how = t->answers;
	t->gone = false;
	t->running = true;
	t->sent = 0;
	t->marks = 0;
	t->bytes = 0;
	if (!await(t, marked_again, NULL))
		fail(t, "no sync mark after the start");
	picture_take(&t->before, t->session.emulator);
}

static void
do_sh(struct test *t, struct words *w)
{
	int status = system(w->v[1]);

	if (status != 0)
		fail(t, "the command failed (status %d)", WEXITSTATUS(status));
}

/* Escape is told from the start of a sequence by what follows it, so it goes
 * alone. */
static void
do_keys(struct test *t, struct words *w)
{
	struct buf out = BUF_INIT;

	must_run(t);
	t->bytes = t->session.bytes;
	picture_take(&t->before, t->session.emulator);
	for (int i = 1; i < w->n; i++) {
		bool quoted = (w->quoted >> i & 1) != 0;

		t->sent += key_bytes(&out, w->v[i], quoted, t->term);
		if (i + 1 < w->n && strcmp(w->v[i], "Esc") != 0)
			continue;
		session_send(&t->session, out.p, out.n);
		buf_clear(&out);
		if (!await(t, all_counted, NULL))
			fail(t, "the keys were not all counted");
	}
	buf_free(&out);
}

/* Text so many times over, pasted as one.  The end goes alone: a machine that is
 * busy may tear a sequence at the end of a long text, and then it is none. */
static void
do_paste(struct test *t, struct words *w)
{
	struct buf out = BUF_INIT;
	unsigned long times = w->n > 2 ? strtoul(w->v[2], NULL, 10) : 1;

	must_run(t);
	t->sent += key_bytes(&out, "Paste", false, t->term);
	while (times-- > 0)
		t->sent += key_bytes(&out, w->v[1], true, t->term);
	for (int i = 0; i < 2; i++) {
		if (i == 1)
			t->sent += key_bytes(&out, "Pasted", false, t->term);
		session_send(&t->session, out.p, out.n);
		buf_clear(&out);
		if (!await(t, all_counted, NULL))
			fail(t, "what was pasted was not all counted");
	}
	buf_free(&out);
}

/* Text byte by byte, each read before the next is sent. */
static void
do_trickle(struct test *t, struct words *w)
{
	struct buf out = BUF_INIT;

	must_run(t);
	t->sent += key_bytes(&out, w->v[1], true, t->term);
	for (size_t i = 0; i < out.n; i++) {
		t->marks = t->session.marks;
		session_send(&t->session, out.p + i, 1);
		if (!await(t, marked_again, NULL))
			fail(t, "a byte was not answered");
	}
	buf_free(&out);
	if (!await(t, all_counted, NULL))
		fail(t, "the keys were not all counted");
}

/* The mouse as xterm tells it (SGR): each deed is one key.  A double click goes
 * at once, so that no slow machine parts it. */
static void
do_mouse(struct test *t, struct words *w)
{
	static const struct {
		const char *name, *deeds;
	} names[] = {{"press", "p"}, {"drag", "d"}, {"release", "r"},
	    {"up", "u"}, {"down", "n"}, {"click", "pr"}, {"twice", "prpr"}};
	static const char deeds[] = "pdrun";
	static const int buttons[] = {0, 32, 0, 64, 65};
	struct buf out = BUF_INIT;

	must_run(t);
	for (size_t i = 0; i < LENGTH(names); i++) {
		const char *p = names[i].deeds;

		for (; strcmp(names[i].name, w->v[1]) == 0 && *p; p++) {
			buf_printf(&out, "\033[<%d;%d;%d%c",
			    buttons[strchr(deeds, *p) - deeds], atoi(w->v[3]),
			    atoi(w->v[2]), *p == 'r' ? 'm' : 'M');
			t->sent++;
		}
	}
	if (out.n == 0)
		fail(t, "no mouse %s", w->v[1]);
	t->bytes = t->session.bytes;
	picture_take(&t->before, t->session.emulator);
	session_send(&t->session, out.p, out.n);
	buf_free(&out);
	if (!await(t, all_counted, NULL))
		fail(t, "the mouse was not counted");
}

static void
do_resize(struct test *t, struct words *w)
{
	int rows, cols;

	must_run(t);
	size_of(t, w->v[1], &rows, &cols);
	t->marks = t->session.marks;
	t->bytes = t->session.bytes;
	session_resize(&t->session, rows, cols);
	if (!await(t, marked_again, NULL))
		fail(t, "no sync mark after the resize");
}

static void
do_signal(struct test *t, struct words *w)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"ABRT", SIGABRT}, {"HUP", SIGHUP}, {"INT", SIGINT},
	    {"TERM", SIGTERM}, {"KILL", SIGKILL}, {"WINCH", SIGWINCH},
	    {"CONT", SIGCONT}};

	must_run(t);
	for (size_t i = 0; i < LENGTH(signals); i++) {
		if (strcmp(signals[i].name, w->v[1]) != 0)
			continue;
		kill(t->session.pid, signals[i].number);
		return;
	}
	fail(t, "no signal %s", w->v[1]);
}

static void
do_hangup(struct test *t, struct words *w)
{
	(void)w;
	must_run(t);
	session_hangup(&t->session);
	t->gone = true;
}

static void
do_patience(struct test *t, struct words *w)
{
	t->wait = atoi(w->v[1]);
}

static void
do_remember(struct test *t, struct words *w)
{
	struct buf text = BUF_INIT;

	for (int i = 0; i < KEPT; i++) {
		if (t->kept[i].name != NULL &&
		    strcmp(t->kept[i].name, w->v[1]) != 0)
			continue;
		free(t->kept[i].name);
		free(t->kept[i].screen);
		screen_text(t, &text);
		t->kept[i].name = xstrdup(w->v[1]);
		t->kept[i].screen = buf_take(&text);
		return;
	}
	fail(t, "too many screens to remember");
}

static const struct {
	const char *name;
	int least, most; /* words after the name */
	void (*run)(struct test *t, struct words *w);
} commands[] = {
    {"size", 1, 1, do_size},
    {"term", 1, 1, do_term},
    {"env", 2, 2, do_env},
    {"unset", 1, 1, do_unset},
    {"program", 1, 1, do_program},
    {"run", 0, WORDS_MAX, do_run},
    {"sh", 1, 1, do_sh},
    {"keys", 1, WORDS_MAX, do_keys},
    {"paste", 1, 2, do_paste},
    {"trickle", 1, 1, do_trickle},
    {"mouse", 3, 3, do_mouse},
    {"resize", 1, 1, do_resize},
    {"signal", 1, 1, do_signal},
    {"hangup", 0, 0, do_hangup},
    {"answers", 1, 1, do_answers},
    {"answer", 0, 0, do_answer},
    {"patience", 1, 1, do_patience},
    {"remember", 1, 1, do_remember},
    {"expect", 1, 3, do_expect},
    {"screen", 1, 1, do_screen},
    {"text", 1, 1, do_text},
};

static void
do_line(struct test *t, const char *line)
{
	struct words w;
	struct err err;

	if (!words_split(&w, line, &err))
		fail(t, "%s", err.text);
	for (size_t i = 0; w.n > 0 && i < LENGTH(commands); i++) {
		if (strcmp(commands[i].name, w.v[0]) != 0)
			continue;
		if (w.n - 1 < commands[i].least || w.n - 1 > commands[i].most)
			fail(t, "%s: wrong number of words", w.v[0]);
		commands[i].run(t, &w);
		t->commands++;
		words_free(&w);
		return;
	}
	if (w.n > 0)
		fail(t, "no such command: %s", w.v[0]);
}

int
main(int argc, char **argv)
{
	struct test t = {.rows = ROWS, .cols = COLS, .wait = STUCK_AFTER};
	const char *wait = getenv("IZBA_TEST_WAIT");
	char *line = NULL;
	size_t cap = 0;
	FILE *f;

	if (argc != 2 || (f = fopen(argv[1], "r")) == NULL) {
		fprintf(stderr, "usage: terminal SCRIPT\n");
		return 99;
	}
	t.path = argv[1];
	t.session.fd = -1;
	t.term = xstrdup("xterm-256color");
	t.program = xstrdup(getenv("IZBA") != NULL ? getenv("IZBA") : "izba");
	if (wait != NULL)
		t.wait = atoi(wait);
	while (getline(&line, &cap, f) > 0) {
		t.line++;
		line[strcspn(line, "\n")] = '\0';
		do_line(&t, line);
	}
	if (t.commands == 0)
		fail(&t, "the script is empty");
	if (t.running)
		fail(&t, "the script ends and the program still runs");
	session_end(&t.session);
	picture_free(&t.before);
	for (int i = 0; i < KEPT; i++) {
		free(t.kept[i].name);
		free(t.kept[i].screen);
	}
	free(t.term);
	free(t.program);
	free(line);
	fclose(f);
	return 0;
}
