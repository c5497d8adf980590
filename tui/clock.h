/*
 * clock: milliseconds of a clock that only goes forward, and for how many izba
 * waits for others.
 */
#ifndef TUI_CLOCK_H
#define TUI_CLOCK_H

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static inline int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* So many milliseconds, or as many times more as IZBA_PATIENCE says: on a busy
 * machine whoever is waited for is slow. */
static inline int
patience(int ms)
{
	const char *times = getenv("IZBA_PATIENCE");
	long n = times != NULL ? strtol(times, NULL, 10) : 1;

	return n > 1 && n <= 100 ? ms * (int)n : ms;
}

#endif
