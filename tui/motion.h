/*
 * motion: where a caret goes in the book's text: by character, word, sentence,
 * paragraph; and the span of an object around it.  Knows no screen and no
 * lines (those are the layout's).
 *
 * A caret stands on a character; motions return its new place, or the old one
 * if there is nowhere to go.  `count` is at least 1.
 */
#ifndef TUI_MOTION_H
#define TUI_MOTION_H

#include <izba/book.h>

enum motion {
	MOTION_CHAR_NEXT,
	MOTION_CHAR_PREV,
	MOTION_WORD_NEXT, /* w, b, e of vi, with words as readers see them */
	MOTION_WORD_PREV,
	MOTION_WORD_END,
	MOTION_SENTENCE_NEXT,
	MOTION_SENTENCE_PREV,
	MOTION_PARAGRAPH_NEXT,
	MOTION_PARAGRAPH_PREV,
	MOTIONS
};

uint32_t
motion_go(const struct book *b, enum motion how, uint32_t at, uint32_t count);
/* f and t of vi: to (or before) the count-th `cp` in this paragraph. */
uint32_t motion_find(const struct book *b, uint32_t at, uint32_t cp,
    uint32_t count, bool before);
/* The same backwards: F and T. */
uint32_t motion_find_back(
    const struct book *b, uint32_t at, uint32_t cp, uint32_t count, bool after);

enum object { OBJECT_WORD, OBJECT_SENTENCE, OBJECT_PARAGRAPH, OBJECTS };

/* The object that holds a place; false if there is none. */
bool motion_object(
    const struct book *b, uint32_t at, enum object what, struct span *out);
/* Where the next object begins at or after a place; NOWHERE if none does. */
uint32_t
motion_next_object(const struct book *b, uint32_t place, enum object what);
/* The end of the character at a place: where a selection that includes it
 * ends. */
uint32_t motion_after(const struct book *b, uint32_t at);

#endif
