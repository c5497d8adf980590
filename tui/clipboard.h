/*
 * clipboard: the ways by which copied text leaves izba.  Which one is taken
 * depends on where izba runs (the environment), or on what was asked for.
 */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <izba/base.h>

/* In the order of the option "copy". */
enum clipboard_way {
	CLIPBOARD_AUTO,
	CLIPBOARD_OSC52, /* a sequence that the terminal understands, or not */
	CLIPBOARD_TMUX, /* tmux's own buffer, and through it the terminal */
	CLIPBOARD_COMMAND, /* wl-copy, xclip, xsel, pbcopy */
	CLIPBOARD_FILE,
	CLIPBOARD_WAYS
};

/* Send text by a way; `file` is that of CLIPBOARD_FILE, or NULL.  What
 * happened is appended to `said` as a sentence: it says "sent" where nobody
 * can know whether it arrived. */
bool clipboard_send(enum clipboard_way way, struct str text, const char *file,
    struct buf *said, struct err *err) USE_RESULT;

#endif
