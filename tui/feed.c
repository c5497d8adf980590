/*
 * A program fed with text: started without a shell, apart from the terminal,
 * and never waited for longer than was said.  Knows no screen.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tui/feed.h"

#define LOOK 5 /* milliseconds between two looks at whether it has ended */

/* A running program: what it reads, and what it says if it can't start. */
struct fed {
	const char *name;
	pid_t pid;
	int in, failed;
	int64_t end; /* milliseconds of the clock */
};

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* In the child: a session of its own, so that no key of this terminal reaches
 * it and it can be killed with its children. */
static void
child_begin(char *const argv[], int in, int failed)
{
	sigset_t none;
	int null = open("/dev/null", O_WRONLY), why;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (null >= 0 && dup2(in, STDIN_FILENO) >= 0 &&
	    dup2(null, STDOUT_FILENO) >= 0 && dup2(null, STDERR_FILENO) >= 0)
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

static bool
fed_start(struct fed *f, char *const argv[], struct err *err)
{
	int in[2], failed[2];

	if (!pipe_new(in))
		return err_set(
		    err, ERR_FILE, "%s: %s", f->name, strerror(errno));
	if (!pipe_new(failed)) {
		close(in[0]);
		close(in[1]);
		return err_set(
		    err, ERR_FILE, "%s: %s", f->name, strerror(errno));
	}
	f->pid = fork();
	if (f->pid == 0)
		child_begin(argv, in[0], failed[1]);
	close(in[0]);
	close(failed[1]);
	f->in = in[1];
	f->failed = failed[0];
	fcntl(f->in, F_SETFL, O_NONBLOCK);
	if (f->pid < 0)
		err_set(err, ERR_FILE, "%s: %s", f->name, strerror(errno));
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

bool
feed_program(char *const argv[], struct str text, int ms, struct err *err)
{
	struct fed f = {.name = argv[0], .end = clock_ms() + ms};
	bool started, done;
	int status = 0;

	if (!fed_start(&f, argv, err))
		return false;
	started = fed_started(&f, err);
	done = !started || fed_write(&f, text);
	close(f.in);
	close(f.failed);
	done = done && fed_wait(&f, &status);
	if (!done) {
		fed_kill(&f);
		return err_set(
		    err, ERR_FILE, "%s did not answer and was ended", f.name);
	}
	if (!started)
		return false;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, ERR_FILE, "%s failed", f.name);
	return true;
}
