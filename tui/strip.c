/*
 * The strip: a row of blocks, one for each stretch of the book, higher where
 * more is said; the stretch that is being read stands out.
 */
#include <izba/text.h>

#include "tui/places.h"
#include "tui/strip.h"

#define STRIP_MOST 40 /* cells */
#define STRIP_LEAST 10
#define STRIP_NAME 14 /* cells of whose places they are */
#define STRIP_WORDS 28 /* cells that the words beside it take */

/* The sign of a level: blocks of eighths; letters of growing ink where the
 * terminal has no others. */
static uint32_t
sign_of(uint8_t level)
{
	static const char plain[PLACES_LEVELS + 2] = "_..::||##";

	if (!screen_is_utf8())
		return (unsigned char)plain[level];
	return level == 0 ? 0xB7 : 0x2580u + level;
}

void
strip_draw(struct app *app, int col, int limit, const struct hits *places,
    struct str of)
{
	struct str name = str_slice(of, 0, text_fit(of, STRIP_NAME));
	int cells = limit - col - STRIP_WORDS - text_width(name);
	uint8_t levels[STRIP_MOST];
	size_t here;

	if (places->n == 0) {
		screen_put(col, limit, STR("Spoken of nowhere else"),
		    LOOK_HUE(HUE_QUIET));
		return;
	}
	if (cells > STRIP_MOST)
		cells = STRIP_MOST;
	if (cells >= STRIP_LEAST) {
		places_levels(app->book, places, levels, (size_t)cells);
		here =
		    places_stretch(app->book, app->view.anchor, (size_t)cells);
		for (size_t i = 0; i < (size_t)cells; i++)
			col = screen_fill(col, 1, sign_of(levels[i]),
			    i == here        ? LOOK_REVERSE
			    : levels[i] == 0 ? LOOK_HUE(HUE_QUIET)
					     : 0);
		col += 2;
	}
	screen_printf(col, limit, LOOK_HUE(HUE_QUIET),
	    "%.*s%s%zu place%s  %s lists", (int)name.n, name.p,
	    name.n > 0 ? ": " : "", places->n, places->n == 1 ? "" : "s",
	    app_key_name(app, MODE_PANE, COMMAND_places).s);
}
