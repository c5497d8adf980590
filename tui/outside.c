/*
 * The terminal lent to others: an editor, the shell; and bytes for it that are
 * no painting.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/screen.h"

/* Be stopped by SIGTSTP as any program, and keep what was before. */
static void
stop_allow(struct sigaction *action, sigset_t *mask)
{
	struct sigaction stop = {.sa_handler = SIG_DFL};
	sigset_t set;

	sigemptyset(&stop.sa_mask);
	sigaction(SIGTSTP, &stop, action);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, mask);
}

static void
stop_forbid(const struct sigaction *action, const sigset_t *mask)
{
	sigprocmask(SIG_SETMASK, mask, NULL);
	sigaction(SIGTSTP, action, NULL);
}

/* What stops the program from the keyboard stops both, or the shell would wait
 * for one that waits for the other. */
static void
wait_for(pid_t pid, int *status)
{
	struct sigaction action;
	sigset_t mask;

	stop_allow(&action, &mask);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
	stop_forbid(&action, &mask);
}

bool
screen_run(char *const argv[], struct err *err)
{
	int status = 0;
	pid_t pid;

	screen_leave();
	pid = fork();
	if (pid == 0) {
		sigset_t none;

		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		signal(SIGPIPE, SIG_DFL);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0) {
		screen_return();
		return err_set(
		    err, ERR_FILE, "%s: %s", argv[0], strerror(errno));
	}
	wait_for(pid, &status);
	screen_return();
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return err_set(err, ERR_FILE, "%s can't be started", argv[0]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, ERR_FILE, "%s failed", argv[0]);
	return true;
}

void
screen_suspend(void)
{
	struct sigaction action;
	sigset_t mask;

	screen_leave();
	stop_allow(&action, &mask);
	kill(0, SIGTSTP);
	/* here again after SIGCONT */
	stop_forbid(&action, &mask);
	screen_return();
}

void
screen_raw(struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes = str_slice(bytes, (size_t)n, bytes.n);
	}
}
