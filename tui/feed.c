/*
 * A program fed with text, and what it answers: started without a shell, apart
 * from the terminal, and never waited for longer than was said.  Knows no
 * screen.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/clock.h"
#include "tui/feed.h"

#define LOOK 5 /* milliseconds between two looks at whether it has ended */

/* What a program that is asked for an answer may take: it is given what others
 * have made. */
#define MEMORY_MOST ((rlim_t)4 << 30)
#define SECONDS_MOST 30

/* A running program: what it reads, what it writes (-1: nobody cares), and what
 * it says if it can't start. */
struct fed {
	const char *name;
	pid_t pid;
	int in, out, failed;
	int64_t end; /* milliseconds of the clock */
};

static void
limits_set(void)
{
	struct rlimit memory = {MEMORY_MOST, MEMORY_MOST};
	struct rlimit seconds = {SECONDS_MOST, SECONDS_MOST};

	setrlimit(RLIMIT_AS, &memory);
	setrlimit(RLIMIT_CPU, &seconds);
}

/* In the child: a session of its own, so that no key of this terminal reaches
 * it and it can be killed with its children.  One that answers may ask how
 * large the terminal is, by a descriptor that it can't write to. */
static void
child_begin(char *const argv[], int in, int out, int failed)
{
	const char *terminal = out < 0 ? NULL : ttyname(STDOUT_FILENO);
	int null = open("/dev/null", O_WRONLY), why, said = null;
	sigset_t none;

	if (terminal != NULL)
		said = open(terminal, O_RDONLY | O_NOCTTY);
	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (out >= 0)
		limits_set();
	if (null >= 0 && dup2(in, STDIN_FILENO) >= 0 &&
	    dup2(out >= 0 ? out : null, STDOUT_FILENO) >= 0 &&
	    dup2(said >= 0 ? said : null, STDERR_FILENO) >= 0)
		execvp(argv[0], argv);
	why = errno;
	if (write(failed, &why, sizeof(why)) < 0)
		_exit(126);
	_exit(127);
}

/* Both ends of a pipe that no other program inherits. */
static bool
pipe_new(int ends[2])
{
	if (pipe(ends) != 0)
		return false;
	for (int i = 0; i < 2; i++)
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	return true;
}

static void
pipe_close(int ends[2])
{
	for (int i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
}

static void
fed_close(struct fed *f)
{
	if (f->in >= 0)
		close(f->in);
	if (f->out >= 0)
		close(f->out);
	close(f->failed);
}

/* Start it with pipes to what it reads and, if it is to answer, writes. */
static bool
fed_start(struct fed *f, char *const argv[], bool answers, struct err *err)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, failed[2] = {-1, -1};

	if (!pipe_new(in) || !pipe_new(failed) || (answers && !pipe_new(out))) {
		err_set(err, ERR_FILE, "%s: %s", f->name, strerror(errno));
		pipe_close(in);
		pipe_close(failed);
		return false;
	}
	f->pid = fork();
	if (f->pid == 0)
		child_begin(argv, in[0], out[1], failed[1]);
	if (f->pid < 0)
		err_set(err, ERR_FILE, "%s: %s", f->name, strerror(errno));
	f->in = in[1];
	f->out = out[0];
	f->failed = failed[0];
	in[1] = out[0] = failed[0] = -1;
	pipe_close(in);
	pipe_close(out);
	pipe_close(failed);
	fcntl(f->in, F_SETFL, O_NONBLOCK);
	if (f->pid < 0)
		fed_close(f);
	return f->pid > 0;
}

/* Has it been started?  The pipe says why not, or is closed by what runs. */
static bool
fed_started(const struct fed *f, struct err *err)
{
	int why = 0;
	ssize_t n;

	do
		n = read(f->failed, &why, sizeof(why));
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(why))
		return true;
	return err_set(err, ERR_FILE, "%s: %s", f->name,
	    why == ENOENT ? "not installed" : strerror(why));
}

/* Write all it takes; false when the time is up.  One that does not want the
 * rest is no failure: its status tells. */
static bool
fed_write(const struct fed *f, struct str text)
{
	while (text.n > 0) {
		struct pollfd out = {.fd = f->in, .events = POLLOUT};
		int64_t left = f->end - clock_ms();
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&out, 1, (int)left) <= 0)
			continue;
		n = write(f->in, text.p, text.n);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return true;
		if (n > 0)
			text = str_slice(text, (size_t)n, text.n);
	}
	return true;
}

/* Wait for its end; false when the time is up. */
static bool
fed_wait(const struct fed *f, int *status)
{
	for (;;) {
		pid_t got = waitpid(f->pid, status, WNOHANG);

		if (got == f->pid)
			return true;
		if (got < 0 && errno != EINTR) {
			*status = 0;
			return true;
		}
		if (clock_ms() >= f->end)
			return false;
		poll(NULL, 0, LOOK);
	}
}

static void
fed_kill(const struct fed *f)
{
	kill(-f->pid, SIGKILL);
	kill(f->pid, SIGKILL);
	while (waitpid(f->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* Write what it reads and read what it answers, as each comes; false when the
 * time is up or it says more than `most` bytes. */
static bool
fed_talk(struct fed *f, struct str text, struct buf *out, size_t most)
{
	char part[16384];

	for (;;) {
		struct pollfd v[2] = {{.fd = f->out, .events = POLLIN},
		    {.fd = f->in, .events = POLLOUT}};
		int64_t left = f->end - clock_ms();
		ssize_t n;

		if (text.n == 0 && f->in >= 0) {
			close(f->in);
			v[1].fd = f->in = -1;
		}
		if (left <= 0 || out->n > most)
			return false;
		if (poll(v, 2, (int)left) <= 0)
			continue;
		if (v[1].revents != 0) {
			n = write(f->in, text.p, text.n);
			if (n < 0 && errno != EAGAIN && errno != EINTR)
				text.n = 0;
			if (n > 0)
				text = str_slice(text, (size_t)n, text.n);
		}
		if (v[0].revents == 0)
			continue;
		n = read(f->out, part, sizeof(part));
		if (n > 0)
			buf_add(out, part, (size_t)n);
		else if (n == 0 || errno != EINTR)
			return true;
	}
}

/* How it ended, once it was started and has done what was wanted; it is ended
 * if it has not. */
static bool
fed_end(struct fed *f, bool started, bool done, enum err_code failed,
    struct err *err)
{
	int status = 0;

	fed_close(f);
	done = done && fed_wait(f, &status);
	if (!done) {
		fed_kill(f);
		return err_set(
		    err, ERR_FILE, "%s did not answer and was ended", f->name);
	}
	if (!started)
		return false;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, failed, "%s failed", f->name);
	return true;
}

bool
feed_program(char *const argv[], struct str text, int ms, struct err *err)
{
	struct fed f = {.name = argv[0], .end = clock_ms() + ms};
	bool started, done;

	if (!fed_start(&f, argv, false, err))
		return false;
	started = fed_started(&f, err);
	done = !started || fed_write(&f, text);
	return fed_end(&f, started, done, ERR_FILE, err);
}

bool
feed_answer(char *const argv[], struct str text, int ms, struct buf *out,
    size_t most, struct err *err)
{
	struct fed f = {.name = argv[0], .end = clock_ms() + ms};
	bool started, done;

	if (!fed_start(&f, argv, true, err))
		return false;
	started = fed_started(&f, err);
	done = !started || fed_talk(&f, text, out, most);
	return fed_end(&f, started, done, ERR_FORMAT, err);
}
