/*
 * From code points of a book to those that a terminal shows without surprises.
 */
#include <wchar.h>

#include <izba/text.h>

#include "tui/glyph.h"

uint32_t
glyph_shown(uint32_t cp, int *width)
{
	if (cp < 0x7F || (cp >= 0x400 && cp < 0x482)) {
		*width = 1;
		return cp >= ' ' ? cp : '?';
	}
	if (cp < 0xA0) {
		*width = 1;
		return '?';
	}
	/* what keeps words together is for the layout */
	if (cp == 0xA0 || cp == 0x202F) {
		*width = 1;
		return ' ';
	}
	*width = cp_width(cp);
	/* joiners, marks of direction and variation: terminals differ */
	if ((cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
	    (cp >= 0x2060 && cp <= 0x206F) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
	    cp == 0xFEFF || cp == 0xAD) {
		*width = 0;
		return 0;
	}
	if (wcwidth((wchar_t)cp) != *width) {
		*width = 1;
		return 0xFFFD;
	}
	return cp;
}
