/* formats: pictures by their first bytes. */
#include "tests/unit/unit.h"

#include <izba/formats.h>

#define PNG(w, h) \
	"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0" w "\0\0" h "\x08\0\0\0\0\0\0\0\0"
#define BYTES(s) ((struct str){s, sizeof(s) - 1})

/* What is said of some bytes; "-" if they are no picture. */
static void
expect(struct str bytes, const char *words)
{
	char *alone = str_dup(bytes);
	struct buf out = BUF_INIT;
	struct image_facts f;

	if (image_sniff((struct str){alone, bytes.n}, &f))
		image_words(&f, &out);
	else
		buf_puts(&out, "-");
	assert_string_equal(out.p, words);
	buf_free(&out);
	free(alone);
}

static void
kinds(void **state)
{
	(void)state;
	expect(BYTES(PNG("\x02\x80", "\x01\xe0")), "640×480 PNG");
	expect(BYTES("GIF89a\x80\x02\xe0\x01\0\0\0"), "640×480 GIF");
	expect(BYTES("\xff\xd8\xff\xe0\0\x04xx\xff\xff\xc2\0\x11\x08\x01\xe0"
		     "\x02\x80\x03"),
	    "640×480 JPEG");
	expect(BYTES("RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf"
		     "\x01\0"),
	    "640×480 WebP");
	expect(BYTES("RIFF\x20\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x80"
		     "\x02\xe0\x01"),
	    "640×480 WebP");
	expect(BYTES("RIFF\x20\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x7f\xc2\x77\0\0\0"
		     "\0\0\0"),
	    "640×480 WebP");
}

static void
drawings(void **state)
{
	(void)state;
	expect(STR("<svg width='64px' height=\"48.5\"/>"), "64×48 SVG");
	expect(STR("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a > b -->"
		   "<!DOCTYPE svg [ <!ENTITY a '>'> ]>\n"
		   "<s:svg xmlns:s='x' viewBox='0 -5 300,200'>"),
	    "300×200 SVG");
	expect(STR("<svg width='100%' height='100%'>"), "SVG");
	expect(STR("<svg width='99999999999999999999' height='2'>"), "SVG");
	expect(STR("<svg"), "SVG");
	expect(STR("<svgx width='1' height='1'>"), "-");
	expect(STR("<html><svg width='1' height='1'>"), "-");
	expect(STR("<!-- <svg> "), "-");
}

static void
what_is_none(void **state)
{
	(void)state;
	expect(STR(""), "-");
	expect(STR("nothing of the kind"), "-");
	expect(BYTES("\x89PNG\r\n\x1a\n"), "-");
	expect(BYTES(PNG("\0\0", "\x01\xe0")), "-");
	expect(BYTES("GIF89a\x80\x02"), "-");
	/* a JPEG that never comes to its frame, or whose parts lead nowhere */
	expect(BYTES("\xff\xd8\xff\xe0\0\x04xx\xff\xda\0\x02"), "-");
	expect(BYTES("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0"), "-");
	expect(BYTES("\xff\xd8\xff\xff\xff\xff\xff\xff\xff\xff"), "-");
	expect(BYTES("RIFF\x20\0\0\0WEBPVP8L"), "-");
}

static void
kinds_by_their_types(void **state)
{
	(void)state;
	assert_string_equal(image_kind_of(STR("image/svg+xml")), "SVG");
	assert_null(image_kind_of(STR("text/plain")));
	assert_null(image_kind_of((struct str){NULL, 0}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kinds),
	    cmocka_unit_test(drawings),
	    cmocka_unit_test(what_is_none),
	    cmocka_unit_test(kinds_by_their_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
