/*
 * beside: work that a process beside the reader's does, such as reading a long
 * book whole while its first page is looked at.
 */
#ifndef CLI_BESIDE_H
#define CLI_BESIDE_H

#include <stdbool.h>
#include <sys/types.h>

struct beside {
	pid_t pid; /* 0: there is none */
	int fd; /* readable when the work is done */
};

/* Have work(data) done by a copy of this process, which leaves no trace in this
 * one and writes to no terminal.  What is open may not be used there: neither
 * databases nor what is buffered.  False if there can be no process. */
bool beside_begin(struct beside *b, void (*work)(void *data), void *data);
/* Wait until it is done, whether well or badly.  May be called twice. */
void beside_end(struct beside *b);
/* It is wanted no more. */
void beside_stop(struct beside *b);

#endif
