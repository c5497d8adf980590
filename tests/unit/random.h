/*
 * Text for property tests: random, but the same in every run.
 */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <izba/base.h>

/* xorshift; *state must not be 0. */
static inline uint32_t
random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* n of the strings in `parts`, one after another. */
static inline void
random_text(struct buf *out, uint32_t *state, const char *const *parts,
    size_t n_parts, size_t n)
{
	buf_clear(out);
	for (size_t i = 0; i < n; i++)
		buf_puts(out, parts[random_next(state) % n_parts]);
}

#endif
