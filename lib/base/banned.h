/*
 * Functions that are easy to misuse do not compile.  Included after all system
 * headers by config-wide `-include`; see configure.ac.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <string.h>

/* clang's fortified headers make macros of some of them */
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf
#undef strncpy
#undef strncat

#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok gets

#endif
