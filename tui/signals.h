/*
 * signals: those that the reader handles, by flags.
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

struct app;

/* Handle the signals by flags, and block them; *before is the mask to wait
 * with. */
void signals_take(sigset_t *before);
void signals_give(const sigset_t *mask);
/* Do what the flags ask for: leave, stop, take another size.  True if somebody
 * wants to break off what is done (C-c). */
bool signals_act(struct app *app);

/* Wait for a key, for `other` (a descriptor that becomes readable, or -1) or
 * for a signal, at most for `ms` if that is not 0; false when the time is
 * up. */
bool wait_for_key(const sigset_t *mask, int other, int ms);
/* Can be read from it without waiting? */
bool input_waits(int fd);
bool key_waits(void);

#endif
