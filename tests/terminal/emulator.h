/*
 * What the terminal tests and the bench share: a terminal emulator (libvterm)
 * and a program that runs in a pty in front of it.
 */
#ifndef TESTS_EMULATOR_H
#define TESTS_EMULATOR_H

#include <sys/resource.h>
#include <sys/types.h>
#include <termios.h>

#include <izba/base.h>

/* ---- the emulator ---- */

struct emulator;

struct emulator *emulator_new(int rows, int cols);
void emulator_free(struct emulator *e);
/* Bytes that a program wrote.  What the terminal answers (to a question for
 * its attributes, say) is appended to `answer`. */
void emulator_write(
    struct emulator *e, const char *p, size_t n, struct buf *answer);
void emulator_resize(struct emulator *e, int rows, int cols);
int emulator_rows(const struct emulator *e);
int emulator_cols(const struct emulator *e);

/* One row as text, without the blanks at its end, appended to `out`. */
void emulator_row(const struct emulator *e, int row, struct buf *out);
/* The cell where `text` begins in a row at or after *row; false if nowhere. */
bool emulator_find(
    const struct emulator *e, const char *text, int *row, int *col);
void emulator_cursor(
    const struct emulator *e, int *row, int *col, bool *visible);
bool emulator_alternate(const struct emulator *e);
/* Does the program want to be told of the mouse? */
bool emulator_mouse(const struct emulator *e);
/* Has a cell this look: "bold", "underline", "italic", "reverse", "blink",
 * "fg=N", "bg=N", "plain"? */
bool emulator_look(
    const struct emulator *e, int row, int col, const char *look);

/* A picture of the screen, to compare with later. */
struct picture {
	int rows, cols;
	char (*cells)[32];	/* rows * cols: the text and the look of each */
};
void picture_take(struct picture *p, const struct emulator *e);
void picture_free(struct picture *p);
/* The bytes of text that a perfect program would have to send to come from
 * picture to screen: the changed cells' own characters, after the vertical
 * scroll that saves most; blanks at the end of a row are free. */
size_t picture_change(const struct picture *p, const struct emulator *e);

/* ---- the clipboard ---- */

/* What came by OSC 52; zeros at first but for the two bufs. */
struct clip {
	struct buf text;	/* what the clipboard holds */
	struct buf coming;
	size_t at;		/* bytes of the sequence's start seen */
	unsigned bits;
	int n_bits;		/* digits of base64 in `bits` */
	bool escaped;
	unsigned times;		/* it was filled */
};
void clip_feed(struct clip *c, const char *p, size_t n);
void clip_free(struct clip *c);

/* ---- pixels ---- */

/* How the terminal answers when it is asked what it can show: as libvterm does,
 * that is, letters only; or as one with kitty's protocol, or with sixels; as the
 * former in single bytes, not before it is told, or never. */
enum pixels_answers {
	ANSWERS_LETTERS,
	ANSWERS_KITTY,
	ANSWERS_SIXELS,
	ANSWERS_PIECES,
	ANSWERS_LATE,
	ANSWERS_NEVER
};

/* What came by these two; zeros at first but for the two bufs. */
struct pixels {
	enum pixels_answers how;
	enum { PIXELS_NONE, PIXELS_KITTY, PIXELS_SIXELS, PIXELS_BROKEN } shown;
	unsigned long width, height; /* in cells (kitty), in pixels (sixels) */
	struct buf answer;	/* to be sent */
	char state;		/* the sign that began the sequence, or 0 */
	bool escaped, behind, coming, at_home;
	struct buf sequence;	/* its first bytes */
	size_t length, payload, padding;
	size_t digits, pads, wanted; /* of a picture that is coming */
	char moved[16];		/* where the cursor was put last */
};
void pixels_feed(struct pixels *p, const char *bytes, size_t n);
void pixels_free(struct pixels *p);

/* ---- a program in a pty ---- */

/* Milliseconds after which a program that does nothing is stuck: no machine is
 * that slow. */
#define STUCK_AFTER 60000

struct session {
	struct emulator *emulator;
	struct clip clip;
	struct pixels pixels;
	int fd;			/* the pty's master side; -1 when it ended */
	pid_t pid;
	int status;		/* as from waitpid, once fd is -1 */
	struct rusage usage;	/* what it used, likewise */
	bool linux_console;	/* its OSC have no end: see feed */
	struct termios before;	/* as the terminal was given to the program */
	struct termios after;	/* as it left it */
	size_t bytes;		/* written by the program, sync marks apart */
	size_t marks;		/* sync marks seen */
	unsigned long keys;	/* what the last of them said */
	char held[64];		/* the start of a sequence, not yet ended */
	size_t n_held;
	char tail[400];		/* the last bytes, for a failure's message */
	size_t n_tail;
};

/* Start argv in a terminal of that size with exactly that environment. */
bool session_start(struct session *s, int rows, int cols, char *const argv[],
    char *const envp[], struct err *err) USE_RESULT;
/* Read what is there, waiting at most `ms` for it: 1 something was read, 0
 * nothing came, -1 the program has ended. */
int session_read(struct session *s, int ms);
void session_send(struct session *s, const char *p, size_t n);
/* Send what the terminal was asked and has not answered yet. */
void session_answer(struct session *s);
void session_resize(struct session *s, int rows, int cols);
/* Take the terminal away, as a line that drops does, and wait for the end. */
void session_hangup(struct session *s);
/* Kill what still runs, and free. */
void session_end(struct session *s);
/* Milliseconds of a clock that only goes forward. */
int64_t clock_ms(void);

#endif
