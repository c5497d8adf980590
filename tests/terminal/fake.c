/*
 * A small full-screen program with which the terminal tests test themselves:
 * counts its keys, redraws on a resize, writes sync marks as izba does.
 */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t resized, stopped;

static void
on_signal(int number)
{
	if (number == SIGWINCH)
		resized = 1;
	else
		stopped = 1;
}

static void
draw(unsigned long keys, int last)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	ioctl(STDIN_FILENO, TIOCGWINSZ, &size);
	printf("\033[H\033[2J\033[1mBold\033[m and \033[4;31mred\033[m, "
	       "широко 漢字 e\xcc\x81.\r\n");
	printf("%lu keys, the last %d, %dx%d", keys, last, size.ws_col,
	    size.ws_row);
	printf("\033[%d;3H\033]7700;%lu\033\\", size.ws_row, keys);
	fflush(stdout);
}

static bool
next_key(unsigned long *keys, int *last)
{
	unsigned char c;

	if (read(STDIN_FILENO, &c, 1) != 1)
		return false;
	/* a continuation of UTF-8 is no key of its own */
	if ((c & 0xc0) != 0x80)
		++*keys;
	*last = c;
	return c != 'q';
}

/* Signals come in only while it waits, so that none is lost. */
static int
await_key(const sigset_t *open)
{
	struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};

	return ppoll(&p, 1, NULL, open);
}

static void
block_signals(sigset_t *open)
{
	static const int numbers[] = {SIGWINCH, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t blocked;

	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		sigaction(numbers[i], &action, NULL);
		sigaddset(&blocked, numbers[i]);
	}
	sigprocmask(SIG_BLOCK, &blocked, open);
}

/* With the word "untidy" it leaves the terminal as it was while running. */
int
main(int argc, char **argv)
{
	struct termios before, raw;
	unsigned long keys = 0;
	int last = 0;
	sigset_t open;

	block_signals(&open);
	tcgetattr(STDIN_FILENO, &before);
	raw = before;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	printf("\033[?1049h");
	draw(keys, last);
	while (!stopped) {
		int ready = await_key(&open);

		if (ready > 0 && !next_key(&keys, &last))
			break;
		if (ready > 0 || resized)
			draw(keys, last);
		resized = 0;
	}
	if (argc < 2 || strcmp(argv[1], "untidy") != 0) {
		printf("\033[?1049l");
		fflush(stdout);
		tcsetattr(STDIN_FILENO, TCSANOW, &before);
	}
	return stopped ? 9 : 0;
}
