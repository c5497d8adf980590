/*
 * A program in a pty: started with an environment of its own, fed with keys,
 * read without ever sleeping.  Takes the sync marks (OSC 7700 ; N ST, written
 * by izba after a redraw when no key waits) out of what it shows the emulator.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "tests/terminal/emulator.h"

int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool
session_start(struct session *s, int rows, int cols, char *const argv[],
    char *const envp[], struct err *err)
{
	struct winsize size = {
	    .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	int slave;

	*s = (struct session){.fd = -1, .pid = -1};
	buf_init(&s->clip.text);
	buf_init(&s->clip.coming);
	buf_init(&s->pixels.sequence);
	buf_init(&s->pixels.answer);
	if (openpty(&s->fd, &slave, NULL, NULL, &size) < 0)
		return err_set(err, ERR_FILE, "pty: %s", strerror(errno));
	tcgetattr(slave, &s->before);
	fcntl(s->fd, F_SETFD, FD_CLOEXEC);
	s->pid = fork();
	if (s->pid == 0) {
		close(s->fd);
		login_tty(slave);
		execve(argv[0], argv, envp);
		_exit(127);
	}
	if (s->pid < 0)
		return err_set(err, ERR_FILE, "fork: %s", strerror(errno));
	close(slave);
	for (char *const *v = envp; *v != NULL; v++)
		if (strcmp(*v, "TERM=linux") == 0)
			s->linux_console = true;
	s->emulator = emulator_new(rows, cols);
	return true;
}

static void
show(struct session *s, const char *p, size_t n)
{
	struct buf answer = BUF_INIT;

	if (n == 0)
		return;
	s->bytes += n;
	emulator_write(s->emulator, p, n, &answer);
	if (answer.n > 0 && s->fd >= 0 && s->pixels.how == ANSWERS_LETTERS)
		session_send(s, answer.p, answer.n);
	buf_free(&answer);
}

static void
keep_tail(struct session *s, const char *p, size_t n)
{
	size_t room = sizeof(s->tail);

	if (n > room) {
		p += n - room;
		n = room;
	}
	if (s->n_tail + n > room) {
		size_t drop = s->n_tail + n - room;

		memmove(s->tail, s->tail + drop, s->n_tail - drop);
		s->n_tail -= drop;
	}
	memcpy(s->tail + s->n_tail, p, n);
	s->n_tail += n;
}

/* The length of the sequence at p that is not for the emulator, 0 if there is
 * none, SIZE_MAX if more bytes are needed to tell.  The Linux console's
 * palette sequences have no terminator, and would swallow what follows. */
static size_t
apart(struct session *s, const char *p, size_t n)
{
	static const char mark[] = "\033]7700;";
	size_t i = sizeof(mark) - 1;

	if (s->linux_console && n >= 2 && p[1] == ']') {
		if (n == 2)
			return SIZE_MAX;
		if (p[2] == 'R')
			return 3;
		if (p[2] == 'P')
			return n < 10 ? SIZE_MAX : 10;
	}
	if (n < i)
		return memcmp(p, mark, n) == 0 ? SIZE_MAX : 0;
	if (memcmp(p, mark, i) != 0)
		return 0;
	while (i < n && p[i] >= '0' && p[i] <= '9')
		i++;
	if (i == n)
		return i > 40 ? 0 : SIZE_MAX;
	if (p[i] == '\007')
		i++;
	else if (i + 1 == n)
		return SIZE_MAX;
	else if (p[i] == '\033' && p[i + 1] == '\\')
		i += 2;
	else
		return 0;
	s->marks++;
	s->keys = strtoul(p + sizeof(mark) - 1, NULL, 10);
	return i;
}

/* Cut new bytes into what is shown and what is taken out. */
static void
feed(struct session *s, const char *p, size_t n)
{
	char all[sizeof(s->held) + 8192];
	size_t from = 0, i = 0;

	keep_tail(s, p, n);
	memcpy(all, s->held, s->n_held);
	memcpy(all + s->n_held, p, n);
	n += s->n_held;
	s->n_held = 0;
	while (i < n) {
		size_t skip = all[i] == '\033' ? apart(s, all + i, n - i) : 0;

		if (skip == SIZE_MAX) {
			show(s, all + from, i - from);
			s->n_held = n - i;
			memcpy(s->held, all + i, s->n_held);
			return;
		}
		if (skip > 0) {
			show(s, all + from, i - from);
			from = i + skip;
		}
		i += skip > 0 ? skip : 1;
	}
	show(s, all + from, n - from);
}

/* The pty's other side was closed: nothing more will come. */
static void
reap(struct session *s)
{
	int64_t until = clock_ms() + STUCK_AFTER;
	pid_t pid;

	tcgetattr(s->fd, &s->after);
	close(s->fd);
	s->fd = -1;
	while ((pid = wait4(s->pid, &s->status, WNOHANG, &s->usage)) == 0 &&
	       clock_ms() < until)
		poll(NULL, 0, 1);
	if (pid == 0) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, &s->status, 0);
	}
	s->pid = -1;
}

void
session_hangup(struct session *s)
{
	if (s->fd >= 0)
		reap(s);
}

int
session_read(struct session *s, int ms)
{
	struct pollfd p = {.fd = s->fd, .events = POLLIN};
	char bytes[8192];
	ssize_t n;

	if (s->fd < 0)
		return -1;
	if (poll(&p, 1, ms) <= 0)
		return 0;
	n = read(s->fd, bytes, sizeof(bytes));
	if (n <= 0 && errno != EINTR) {
		reap(s);
		return -1;
	}
	if (n > 0) {
		clip_feed(&s->clip, bytes, (size_t)n);
		pixels_feed(&s->pixels, bytes, (size_t)n);
		if (s->pixels.how != ANSWERS_LATE)
			session_answer(s);
		feed(s, bytes, (size_t)n);
	}
	return 1;
}

void
session_send(struct session *s, const char *p, size_t n)
{
	while (n > 0 && s->fd >= 0) {
		ssize_t done = write(s->fd, p, n);

		if (done < 0 && errno != EINTR)
			return;
		if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
}

void
session_answer(struct session *s)
{
	struct pixels *p = &s->pixels;
	bool silent = p->how == ANSWERS_NEVER || p->how == ANSWERS_LETTERS;
	size_t step = p->how == ANSWERS_PIECES ? 1 : p->answer.n;

	for (size_t at = 0; at < p->answer.n && !silent; at += step)
		session_send(s, p->answer.p + at, step);
	buf_clear(&p->answer);
}

void
session_resize(struct session *s, int rows, int cols)
{
	struct winsize size = {
	    .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	emulator_resize(s->emulator, rows, cols);
	ioctl(s->fd, TIOCSWINSZ, &size);
}

void
session_end(struct session *s)
{
	if (s->pid > 0) {
		kill(s->pid, SIGKILL);
		waitpid(s->pid, &s->status, 0);
	}
	if (s->fd >= 0)
		close(s->fd);
	emulator_free(s->emulator);
	if (s->emulator != NULL) {
		clip_free(&s->clip);
		pixels_free(&s->pixels);
	}
	*s = (struct session){.fd = -1, .pid = -1};
}
