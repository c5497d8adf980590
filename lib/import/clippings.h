/*
 * The line under the title in Kindle's My Clippings: what it says, in whatever
 * language the device speaks.
 */
#ifndef IMPORT_CLIPPINGS_H
#define IMPORT_CLIPPINGS_H

#include "lib/import/room.h"

enum clip_kind { CLIP_BOOKMARK, CLIP_HIGHLIGHT, CLIP_NOTE, CLIP_KINDS };

struct clip_meta {
	enum clip_kind kind;
	bool known; /* a word names the kind */
	int64_t from, to; /* location, or -1 */
	struct str page; /* as printed, or null */
	int64_t time; /* or 0 */
};
/* Understand the line; false if it is no such line. */
bool clip_meta(struct str line, struct clip_meta *out);
/* The text of a highlight without what the device says of its limit. */
struct str clip_text(struct str text);

#endif
