/*
 * find: programs that may be on this machine.
 */
#ifndef BENCH_FIND_H
#define BENCH_FIND_H

#include <izba/base.h>

/* The path of a program, the caller's; NULL if there is none.  An absolute name
 * stands for itself. */
char *find_program(const char *name);

#endif
