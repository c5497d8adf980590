/*
 * Copying to the terminal's clipboard by OSC 52, which reaches the reader's own
 * machine over SSH.  Nobody answers, so it is "sent", never "copied".
 */
#include <izba/text.h>

#include "tui/app.h"
#include "tui/select.h"

/* Terminals take some 100 kB of base64; more is cut at a character. */
#define LIMIT_COPY ((size_t)74000)

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

void
cmd_copy(struct app *app, const struct call *call)
{
	struct buf words = BUF_INIT, out = BUF_INIT;
	struct span s;
	bool cut = false;

	if (!select_or_object(app, call->arg, &s))
		return;
	text_fold(&words, NULL, book_text(app->book, s.from, s.to), s.from,
	    FOLD_FORMAT);
	if (words.n > LIMIT_COPY) {
		size_t n = LIMIT_COPY;

		while (n > 0 && ((unsigned char)words.p[n] & 0xc0) == 0x80)
			n--;
		buf_cut(&words, n);
		cut = true;
	}
	buf_puts(&out, "\033]52;c;");
	base64(&out, buf_lend(&words));
	buf_puts(&out, "\a");
	screen_raw(buf_lend(&out));
	select_end(app);
	app_say(app, "%zu bytes sent to the terminal's clipboard%s", words.n,
	    cut ? "; the rest is too long for it" : "");
	buf_free(&words);
	buf_free(&out);
}
