/*
 * Signals become flags, which are looked at between keys.  They are blocked but
 * inside ppoll, so that none is lost between looking at a flag and sleeping.
 */
#include <poll.h>
#include <unistd.h>

#include "tui/app.h"
#include "tui/loop.h"
#include "tui/signals.h"

static volatile sig_atomic_t got_size, got_stop, got_break, got_end;

static void
on_signal(int signal)
{
	if (signal == SIGWINCH)
		got_size = 1;
	else if (signal == SIGTSTP)
		got_stop = 1;
	else if (signal == SIGINT)
		got_break = 1;
	else if (signal != SIGCONT)
		got_end = signal;
	else
		got_size = 1;
}

static const int signals[] = {
    SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGHUP, SIGTERM};

void
signals_take(sigset_t *before)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t set;

	sigemptyset(&action.sa_mask);
	sigemptyset(&set);
	for (size_t i = 0; i < LENGTH(signals); i++) {
		sigaddset(&set, signals[i]);
		sigaction(signals[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &set, before);
	for (size_t i = 0; i < LENGTH(signals); i++)
		sigdelset(before, signals[i]);
	signal(SIGPIPE, SIG_IGN);
}

void
signals_give(const sigset_t *mask)
{
	for (size_t i = 0; i < LENGTH(signals); i++)
		signal(signals[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
}

bool
signals_act(struct app *app)
{
	bool broken = got_break != 0;

	got_break = 0;
	if (got_end != 0) {
		app->signal = got_end;
		app->quit = true;
	}
	if (got_stop) {
		got_stop = 0;
		screen_suspend();
		app_stale(app, STALE_ALL);
	}
	if (got_size) {
		got_size = 0;
		screen_resized();
		app_fit(app);
	}
	return broken;
}

/* ---- waiting ---- */

bool
input_waits(int fd)
{
	struct pollfd in = {.fd = fd, .events = POLLIN};

	return poll(&in, 1, 0) > 0;
}

bool
key_waits(void)
{
	return input_waits(STDIN_FILENO);
}

/* ppoll lets a signal in only if no key is there; what is pending then is let in
 * afterwards, so that no stream of keys holds it off. */
bool
wait_for_key(const sigset_t *mask, int other, int ms)
{
	struct pollfd in[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
	    {.fd = other, .events = POLLIN}};
	struct timespec most = {0, ms * 1000000L};
	int got = ppoll(in, 2, ms > 0 ? &most : NULL, mask);
	sigset_t blocked;

	sigprocmask(SIG_SETMASK, mask, &blocked);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	/* a terminal that has gone stays readable for ever, without a byte */
	if (got > 0 && (in[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
		got_end = SIGHUP;
	return got != 0;
}
