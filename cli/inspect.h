/*
 * inspect: the two halves of `izba inspect`.
 */
#ifndef CLI_INSPECT_H
#define CLI_INSPECT_H

#include <izba/book.h>

/* Print the book as JSON (inspect-json.c). */
void inspect_json(const struct book *b, const char *file, bool blocks);

#endif
