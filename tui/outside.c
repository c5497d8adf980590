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
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0) {
		screen_return();
		return err_set(
		    err, ERR_FILE, "%s: %s", argv[0], strerror(errno));
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
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
	struct sigaction stop = {.sa_handler = SIG_DFL}, old;
	sigset_t set, before;

	screen_leave();
	sigemptyset(&stop.sa_mask);
	sigaction(SIGTSTP, &stop, &old);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, &before);
	kill(0, SIGTSTP);
	/* here again after SIGCONT */
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &old, NULL);
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
