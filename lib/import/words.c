/*
 * What other programs call colours and styles, and their tags.
 */

#include "lib/import/room.h"

/* ---- colours ---- */

static const struct {
	const char *name;
	enum colour colour;
} colour_words[] = {
    {"pink", PINK},
    {"red", PINK},
    {"magenta", PINK},
    {"orange", ORANGE},
    {"brown", ORANGE},
    {"yellow", YELLOW},
    {"green", GREEN},
    {"olive", GREEN},
    {"lime", GREEN},
    {"blue", BLUE},
    {"cyan", BLUE},
    {"aqua", BLUE},
    {"teal", BLUE},
    {"purple", PURPLE},
    {"violet", PURPLE},
};

/* By the angle on the wheel of colours, where each of the six ends. */
static const struct {
	int end;
	enum colour colour;
} wheel[] = {
    {14, PINK},
    {42, ORANGE},
    {68, YELLOW},
    {165, GREEN},
    {250, BLUE},
    {305, PURPLE},
    {361, PINK},
};

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
same_word(struct str a, const char *b)
{
	struct str word = str_of(b);

	if (a.n != word.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (small(a.p[i]) != word.p[i])
			return false;
	return true;
}

static enum colour
colour_of_parts(const int rgb[3])
{
	int r = rgb[0], g = rgb[1], b = rgb[2];
	int most = r > g ? r : g, least = r < g ? r : g, hue;

	most = b > most ? b : most;
	least = b < least ? b : least;
	/* a grey is no colour of the six */
	if (most - least < 8)
		return YELLOW;
	if (most == r)
		hue = 60 * (g - b) / (most - least);
	else if (most == g)
		hue = 120 + 60 * (b - r) / (most - least);
	else
		hue = 240 + 60 * (r - g) / (most - least);
	hue = (hue + 360) % 360;
	for (size_t i = 0; i < LENGTH(wheel); i++)
		if (hue < wheel[i].end)
			return wheel[i].colour;
	return PINK;
}

/* "#rrggbb", also with more digits behind. */
static bool
parts_of_hex(struct str s, int rgb[3])
{
	static const char digits[] = "0123456789abcdef";

	if (s.n < 7 || s.p[0] != '#')
		return false;
	for (size_t i = 0; i < 6; i++) {
		const char *d = memchr(digits, small(s.p[i + 1]), 16);

		if (d == NULL)
			return false;
		if (i % 2 == 0)
			rgb[i / 2] = 0;
		rgb[i / 2] = rgb[i / 2] * 16 + (int)(d - digits);
	}
	return true;
}

/* "rgb(255, 128, 0)", "rgba(...)" */
static bool
parts_of_rgb(struct str s, int rgb[3])
{
	size_t n = 0;

	if (!str_starts(s, "rgb"))
		return false;
	for (size_t i = 3; i < s.n && n < 3; i++) {
		int number = 0;

		if (s.p[i] < '0' || s.p[i] > '9')
			continue;
		for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			number =
			    number > 255 ? 256 : number * 10 + (s.p[i] - '0');
		rgb[n++] = number > 255 ? 255 : number;
	}
	return n == 3;
}

enum colour
colour_near(struct str name)
{
	int rgb[3];

	name = str_trim(name);
	for (size_t i = 0; i < LENGTH(colour_words); i++)
		if (same_word(name, colour_words[i].name))
			return colour_words[i].colour;
	if (parts_of_hex(name, rgb) || parts_of_rgb(name, rgb))
		return colour_of_parts(rgb);
	return YELLOW;
}

/* ---- styles ---- */

enum mark_style
style_near(struct str word)
{
	static const struct {
		const char *name;
		enum mark_style style;
	} words[] = {
	    {"underline", UNDERLINE},
	    {"underscore", UNDERLINE},
	    {"squiggly", UNDERLINE},
	    {"strikethrough", STRIKETHROUGH},
	    {"strikeout", STRIKETHROUGH},
	    {"outline", OUTLINE},
	    {"invert", OUTLINE},
	};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (same_word(word, words[i].name))
			return words[i].style;
	return SOLID;
}

/* ---- tags ---- */

void
tag_add(struct buf *tags, struct str tag)
{
	tag = str_trim(tag);
	while (tag.n > 0 && tag.p[0] == '#')
		tag = str_slice(tag, 1, tag.n);
	if (tag.n == 0)
		return;
	if (tags->n > 0)
		buf_putc(tags, ' ');
	for (size_t i = 0; i < tag.n; i++) {
		bool blank = strchr(" \t\r\n,", tag.p[i]) != NULL;

		buf_putc(tags, blank ? '-' : tag.p[i]);
	}
}
