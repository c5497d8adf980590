/*
 * The language of the terminal tests: words of a line, and keys by name.
 */
#ifndef TESTS_SCRIPT_H
#define TESTS_SCRIPT_H

#include <izba/base.h>

#define WORDS_MAX 32

/* The words of a line.  A word in "quotes" keeps its blanks and knows \" \\
 * \n \t \e and \xHH; $NAME stands for a variable of the environment.  `quoted`
 * has a bit for each word that was in quotes. */
struct words {
	char *v[WORDS_MAX + 1];
	unsigned quoted;
	int n;
};
bool words_split(struct words *w, const char *line, struct err *err)
    USE_RESULT;
void words_free(struct words *w);

/* Append the bytes that a key sends on that terminal: "Space", "C-d", "Esc",
 * "PgDn" ...; any other word is typed letter by letter.  Returns the number of
 * keys. */
unsigned long key_bytes(
    struct buf *out, const char *word, bool quoted, const char *term);

#endif
