/*
 * A process beside the reader's, for work whose result is found on the disk.
 * Knows nothing of books.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include <izba/base.h>

#include "cli/beside.h"

/* What goes wrong there is not for the screen, nor are its keys; who breaks off
 * what the reader does (C-c) need not mean this. */
static void
be_apart(void)
{
	static const int signals[] = {
	    SIGHUP, SIGTERM, SIGTSTP, SIGWINCH, SIGCONT};
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	for (size_t i = 0; i < LENGTH(signals); i++)
		signal(signals[i], SIG_DFL);
	signal(SIGINT, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
#ifdef PR_SET_PDEATHSIG
	/* without a reader it would be for nobody */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif

	for (int fd = 0; null >= 0 && fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	if (null > STDERR_FILENO)
		close(null);
}

bool
beside_begin(struct beside *b, void (*work)(void *data), void *data)
{
	int ends[2];

	*b = (struct beside){.pid = 0, .fd = -1};
	if (pipe(ends) != 0)
		return false;
	b->pid = fork();
	if (b->pid == 0) {
		/* the other end is closed by leaving, in whatever way */
		close(ends[0]);
		be_apart();
		work(data);
		_exit(0);
	}
	close(ends[1]);
	if (b->pid < 0) {
		close(ends[0]);
		b->pid = 0;
		return false;
	}
	b->fd = ends[0];
	fcntl(b->fd, F_SETFD, FD_CLOEXEC);
	return true;
}

void
beside_end(struct beside *b)
{
	if (b->pid == 0)
		return;
	while (waitpid(b->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	close(b->fd);
	*b = (struct beside){.pid = 0, .fd = -1};
}

void
beside_stop(struct beside *b)
{
	if (b->pid != 0)
		kill(b->pid, SIGKILL);
	beside_end(b);
}
