/*
 * Handlers of fatal signals.  They call nothing but write, tcsetattr and
 * raise.
 */
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tui/crash.h"

static struct {
	char bytes[256];
	size_t n;
	struct termios modes;
	bool has_modes;
	volatile sig_atomic_t on;
} guard;

void
crash_modes(void)
{
	guard.has_modes = tcgetattr(STDIN_FILENO, &guard.modes) == 0;
}

static void
crash(int signal)
{
	if (guard.on) {
		ssize_t n = write(STDOUT_FILENO, guard.bytes, guard.n);

		(void)n;
		if (guard.has_modes)
			tcsetattr(STDIN_FILENO, TCSANOW, &guard.modes);
	}
	raise(signal);
}

void
crash_guard(struct str bytes)
{
	static const int signals[] = {
	    SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT};
	struct sigaction action = {.sa_handler = crash};

	guard.n = bytes.n < sizeof(guard.bytes) ? bytes.n : 0;
	memcpy(guard.bytes, bytes.p, guard.n);
	guard.on = 1;
	action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < LENGTH(signals); i++)
		sigaction(signals[i], &action, NULL);
}

void
crash_relax(void)
{
	guard.on = 0;
}
