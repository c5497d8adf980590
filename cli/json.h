/*
 * json: what the subcommands that print JSON share.  Around jansson: a str is
 * not terminated, and what is not known is null.
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <jansson.h>

#include <izba/base.h>

/* A string, or null for a null str.  The text must be UTF-8. */
json_t *json_str(struct str s);
json_t *json_strs(const struct str *v, size_t n);
/* A source line; null for 0. */
json_t *json_line(uint32_t line);
/* An id or an offset; null for UINT32_MAX. */
json_t *json_id(uint32_t id);
json_t *json_ids(const uint32_t *v, size_t n);
/* Print it on standard output with a newline, and let it go. */
void json_print(json_t *j);

#endif
