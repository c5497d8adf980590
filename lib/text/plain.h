/*
 * plain.h: letters without their marks, for folding, keys and ASCII.
 */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include <izba/text.h>

/* The letter under the marks of cp ("é" -> e, "Ł" -> L), cp itself if it has
 * none.  й, ё, ї and the like are letters of their own and stay. */
uint32_t plain_letter(uint32_t cp);
/* The letters that a ligature or the like is written with ("æ" -> "ae");
 * NULL for others. */
const char *plain_ligature(uint32_t cp);
/* A mark that folding takes off: accents, points, stress; no vowel signs. */
bool plain_is_accent(uint32_t cp);

#endif
