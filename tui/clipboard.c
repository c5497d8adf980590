/*
 * Where copied text goes: over SSH by OSC 52, which reaches the reader's own
 * machine; inside tmux by tmux; on a desktop by its program; else to a file.
 *
 * Terminals do not answer OSC 52, so what goes that way is "sent".
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <izba/export.h>
#include <izba/text.h>

#include "tui/clipboard.h"
#include "tui/clock.h"
#include "tui/config.h"
#include "tui/feed.h"
#include "tui/screen.h"

/* Terminals take some 100 kB of base64; more is cut at a character. */
#define LIMIT_TERMINAL ((size_t)74000)
/* Bytes that GNU screen passes on in one piece. */
#define LIMIT_SCREEN ((size_t)240)
#define PATIENCE 1000 /* milliseconds for a program that takes the text */

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0';
}

/* As much as a terminal takes, whole graphemes. */
static struct str
cut(struct str s)
{
	size_t n = LIMIT_TERMINAL, last;

	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	/* the last one may go on beyond the limit */
	n -= grapheme_prev(str_slice(s, 0, n));
	last = grapheme_next(str_slice(s, n, s.n), NULL);
	return str_slice(s, 0, n + last <= LIMIT_TERMINAL ? n + last : n);
}

/* "120 bytes sent to ..." */
static void
say_sent(struct buf *said, size_t sent, size_t all, const char *where)
{
	if (sent < all)
		buf_printf(said, "Cut: %zu of %zu", sent, all);
	else
		buf_printf(said, "%zu", all);
	buf_printf(said, " bytes sent to %s", where);
	if (sent < all)
		buf_puts(said, " (at most 74 kB)");
}

/* ---- OSC 52 ---- */

static void
base64(struct buf *out, struct str s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t v = (uint32_t)(unsigned char)s.p[i] << 16;

		if (i + 1 < s.n)
			v |= (uint32_t)(unsigned char)s.p[i + 1] << 8;
		if (i + 2 < s.n)
			v |= (unsigned char)s.p[i + 2];
		buf_putc(out, digits[v >> 18]);
		buf_putc(out, digits[v >> 12 & 63]);
		buf_putc(out, i + 1 < s.n ? digits[v >> 6 & 63] : '=');
		buf_putc(out, i + 2 < s.n ? digits[v & 63] : '=');
	}
}

/* GNU screen passes on what stands in a string of its own, in pieces. */
static void
wrap_for_screen(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i += LIMIT_SCREEN) {
		buf_puts(out, "\033P");
		buf_str(out, str_slice(s, i, i + LIMIT_SCREEN));
		buf_puts(out, "\033\\");
	}
}

static bool
send_osc52(struct str text, const char *file, struct buf *said, struct err *err)
{
	struct buf sequence = BUF_INIT, wrapped = BUF_INIT;
	struct str sent = cut(text);

	(void)file;
	(void)err;
	buf_puts(&sequence, "\033]52;c;");
	base64(&sequence, sent);
	buf_puts(&sequence, "\a");
	if (is_set("STY"))
		wrap_for_screen(&wrapped, buf_lend(&sequence));
	screen_raw(buf_lend(wrapped.n > 0 ? &wrapped : &sequence));
	say_sent(said, sent.n, text.n, "the terminal's clipboard");
	buf_free(&sequence);
	buf_free(&wrapped);
	return true;
}

/* ---- programs ---- */

#define WORDS 4

static bool
feed_words(const char *const words[WORDS], struct str text, struct err *err)
{
	char *argv[WORDS + 1] = {NULL};
	bool done;

	for (int i = 0; i < WORDS && words[i] != NULL; i++)
		argv[i] = xstrdup(words[i]);
	done = feed_program(argv, text, patience(PATIENCE), err);
	for (int i = 0; i < WORDS; i++)
		free(argv[i]);
	return done;
}

static bool
send_tmux(struct str text, const char *file, struct buf *said, struct err *err)
{
	static const char *const words[WORDS] = {
	    "tmux", "load-buffer", "-w", "-"};
	struct str sent = cut(text);

	(void)file;
	if (!feed_words(words, sent, err))
		return false;
	say_sent(said, sent.n, text.n, "tmux and the terminal's clipboard");
	return true;
}

static const struct {
	const char *needs; /* what its desktop sets, or NULL */
	const char *argv[WORDS];
} programs[] = {
    {"WAYLAND_DISPLAY", {"wl-copy", "--type", "text/plain;charset=utf-8"}},
    {"DISPLAY", {"xclip", "-selection", "clipboard", "-in"}},
    {"DISPLAY", {"xsel", "--clipboard", "--input"}},
    {NULL, {"pbcopy"}},
};

/* The first program that takes it; if none does, what the first of those that
 * fit this desktop said. */
static bool
send_command(
    struct str text, const char *file, struct buf *said, struct err *err)
{
	struct err why = {.code = ERR_NONE}, other;

	(void)file;
	for (size_t i = 0; i < LENGTH(programs); i++) {
		bool here =
		    programs[i].needs != NULL && is_set(programs[i].needs);

		if (programs[i].needs != NULL && !here)
			continue;
		if (feed_words(programs[i].argv, text,
			here && why.code == ERR_NONE ? &why : &other)) {
			buf_printf(said, "%zu bytes copied by %s", text.n,
			    programs[i].argv[0]);
			return true;
		}
	}
	if (why.code != ERR_NONE)
		return err_set(err, ERR_FILE, "%s", why.text);
	return err_set(err, ERR_USAGE,
	    "no desktop is here whose clipboard a program could fill "
	    "(WAYLAND_DISPLAY and DISPLAY are not set)");
}

/* ---- a file ---- */

/* Make the folders above a file, for its owner alone. */
static void
folders_make(const char *path)
{
	char *folder = xstrdup(path);

	for (char *p = folder + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		/* what can't be made is said when the file can't be */
		if (mkdir(folder, 0700) != 0 && errno != EEXIST)
			break;
		*p = '/';
	}
	free(folder);
}

static bool
send_file(struct str text, const char *file, struct buf *said, struct err *err)
{
	if (file == NULL)
		return err_set(err, ERR_FILE,
		    "there is no home folder to write a file to");
	folders_make(file);
	if (!export_save(file, text, err))
		return false;
	buf_printf(said, "%zu bytes written to ", text.n);
	config_short(said, file);
	return true;
}

/* ---- choosing ---- */

static bool
in_tmux(void)
{
	return is_set("TMUX");
}

static bool
over_ssh(void)
{
	return is_set("SSH_TTY") || is_set("SSH_CONNECTION");
}

static bool
on_desktop(void)
{
	return !over_ssh();
}

static bool
anywhere(void)
{
	return true;
}

/* In the order in which they are tried. */
static const struct {
	enum clipboard_way way;
	bool (*fits)(void);
	bool (*send)(struct str text, const char *file, struct buf *said,
	    struct err *err);
} ways[] = {
    {CLIPBOARD_TMUX, in_tmux, send_tmux},
    {CLIPBOARD_OSC52, over_ssh, send_osc52},
    {CLIPBOARD_COMMAND, on_desktop, send_command},
    {CLIPBOARD_FILE, anywhere, send_file},
};

/* What fits and fails gives way to the next, and the sentence says so. */
bool
clipboard_send(enum clipboard_way way, struct str text, const char *file,
    struct buf *said, struct err *err)
{
	struct err why = {.code = ERR_NONE};

	for (size_t i = 0; i < LENGTH(ways); i++) {
		if (way != CLIPBOARD_AUTO ? way != ways[i].way
					  : !ways[i].fits())
			continue;
		if (ways[i].send(text, file, said, err)) {
			if (why.code == ERR_FILE)
				buf_printf(said, " (%s)", why.text);
			return true;
		}
		if (why.code != ERR_FILE)
			why = *err;
	}
	return false;
}
