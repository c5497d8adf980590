/*
 * inspect: the two halves of `izba inspect`.
 */
#ifndef CLI_INSPECT_H
#define CLI_INSPECT_H

#include <jansson.h>

#include <izba/book.h>

/* Print the book as JSON (inspect-json.c). */
void inspect_json(const struct book *b, const char *file, bool blocks);

/* Styles, callouts and links of a block, and how many code points of it are
 * the label of a note (inspect-spans.c). */
json_t *spans_json(const struct book *b, uint32_t block);
json_t *label_json(const struct book *b, uint32_t block);

#endif
