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

static void
copy_send(struct app *app, struct str s)
{
	struct buf out = BUF_INIT;
	bool cut = s.n > LIMIT_COPY;

	if (cut) {
		s.n = LIMIT_COPY;
		while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80)
			s.n--;
	}
	buf_puts(&out, "\033]52;c;");
	base64(&out, s);
	buf_puts(&out, "\a");
	screen_raw(buf_lend(&out));
	app_say(app, "%zu bytes sent to the terminal's clipboard%s", s.n,
	    cut ? "; the rest is too long for it" : "");
	buf_free(&out);
}

void
copy_spans(struct app *app, const struct span *v, size_t n)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(&text, '\n');
		text_fold(&text, NULL, book_text(app->book, v[i].from, v[i].to),
		    v[i].from, FOLD_FORMAT);
	}
	copy_send(app, buf_lend(&text));
	buf_free(&text);
}

void
cmd_copy(struct app *app, const struct call *call)
{
	struct span s;

	if (!select_or_object(app, call->arg, &s))
		return;
	select_end(app);
	copy_spans(app, &s, 1);
}
