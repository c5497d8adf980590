/*
 * cite: what the text of a note says of sources.  Between cite.c, which reads
 * it, and ibid.c, which follows it.
 */
#ifndef APPARATUS_CITE_H
#define APPARATUS_CITE_H

#include <izba/text.h>

enum cue {
	CUE_NONE,
	CUE_IBID, /* the same place as before */
	CUE_WORK, /* the same work of somebody: op. cit. */
	CUE_NOTE /* another note, by its number */
};

enum note_kind {
	NOTE_COMMENT, /* it talks, and names no source */
	NOTE_MIXED, /* it talks, and names one in passing */
	NOTE_FIRM, /* one sentence that leads to its source */
	NOTE_SOURCE /* it is a citation */
};

struct cited {
	enum cue cue;
	struct str rest; /* what follows the cue */
	struct str surname; /* before "op. cit."; empty if it has none */
};

/* How a note begins. */
struct cited cite_read(struct str note);
/* What kind of note it is; `title` says that it holds an emphasised title,
 * which begins at byte `title_at`. */
enum note_kind cite_kind(struct str note, bool title, size_t title_at);

/* A name that a note cites: "Orlova" of "Orlova A. P." */
typedef void cite_name_fn(void *to, struct str surname, struct str after);
/* Tell every surname that stands at the start of the note before a comma, or
 * beside initials. */
void cite_names(struct str note, cite_name_fn *tell, void *to);

#endif
