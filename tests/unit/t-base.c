/* base: strings, buffers, the arena, errors. */
#include <izba/digest.h>
#include <izba/loader.h>
#include <izba/scan.h>

#include "tests/unit/unit.h"

static void
str_finds(void **state)
{
	(void)state;
	assert_true(str_is(str_trim(STR("  a b\t\n")), "a b"));
	assert_int_equal(str_find(STR("reading room"), STR("room")), 8);
	assert_true(str_find(STR("room"), STR("rooms")) == SIZE_MAX);
	assert_true(str_starts(STR("izba"), "iz"));
	assert_false(str_ends(STR("a"), "izba"));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_str(str_slice(STR("abcdef"), 2, 99), "cdef");
}

static void
buf_grows(void **state)
{
	struct buf b = BUF_INIT;
	char *given;

	(void)state;
	assert_string_equal(b.p, "");
	buf_putcp(&b, 0x436);
	buf_putcp(&b, 0xd800);
	buf_printf(&b, "%d", 42);
	assert_string_equal(b.p, "ж\xef\xbf\xbd"
				 "42");
	for (int i = 0; i < 5000; i++)
		buf_putc(&b, 'x');
	assert_int_equal(b.n, 5007);
	buf_cut(&b, 2);
	given = buf_take(&b);
	assert_string_equal(given, "ж");
	free(given);
	buf_free(&b);
}

static void
arena_keeps(void **state)
{
	struct arena *a = arena_new();
	struct str s = arena_str(a, STR("kept"));
	char *big = arena_alloc(a, 1000000);

	(void)state;
	assert_str(s, "kept");
	assert_int_equal(big[999999], 0);
	for (int i = 0; i < 10000; i++)
		assert_int_equal((uintptr_t)arena_alloc(a, 3) % 16, 0);
	assert_str(s, "kept");
	arena_free(a);
	arena_free(NULL);
}

static void
err_is_harmless(void **state)
{
	struct err e;
	struct buf b = BUF_INIT;

	(void)state;
	assert_false(err_set(&e, ERR_FILE, "%s", "a\033[31mb\xc2\x9b"));
	assert_string_equal(e.text, "a?[31mb??");
	err_in(&e, "file");
	assert_string_equal(e.text, "file: a?[31mb??");
	for (int i = 0; i < 400; i++)
		buf_puts(&b, "ж");
	err_set(&e, ERR_FILE, "x%s", b.p);
	assert_int_equal(strlen(e.text) % 2, 1);
	err_set(&e, ERR_FILE, "%s", b.p);
	assert_int_equal(strlen(e.text) % 2, 0);
	/* single bytes of C1, and what turns the direction of writing */
	err_set(&e, ERR_FILE,
	    "a\x9b"
	    "b\xe2\x80\xae"
	    "c\xe2\x80\x94"
	    "d\xd0");
	assert_string_equal(e.text, "a?b???c\xe2\x80\x94"
				    "d?");
	/* a long name does not push out what is said of it */
	err_set(&e, ERR_FILE, "it is empty");
	err_in(&e, b.p);
	assert_true(strlen(e.text) < 250);
	assert_non_null(strstr(e.text, "ж: it is empty"));
	buf_free(&b);
	assert_false(err_set(NULL, ERR_FILE, "nobody cares"));
}

/* What the scan says of sixteen bytes is what a loop says. */
static void
scan_agrees(void **state)
{
	unsigned char v[SCAN];
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		unsigned bits = 0, in = 0;
		size_t sum = 0, first = SCAN;
		scan_bytes b;

		for (size_t i = 0; i < SCAN; i++) {
			seed = seed * 1664525 + 1013904223;
			v[i] = (unsigned char)(seed >> 24);
			sum += v[i];
			bits |= (unsigned)(v[i] >> 7) << i;
			in |= (unsigned)(v[i] >= 'a' && v[i] <= 'z') << i;
			if (v[i] == 'x' && first == SCAN)
				first = i;
		}
		b = scan_load(v);
		assert_int_equal(scan_bits(b), bits);
		assert_int_equal(scan_bits(scan_in(b, 'a', 'z')), in);
		assert_int_equal(scan_first(scan_is(b, 'x')), first);
		assert_int_equal(scan_sum(b), sum);
	}
	assert_int_equal(scan_sum(~(scan_bytes){0}), 255 * SCAN);
}

static void
digests_are_known(void **state)
{
	struct digest d;
	char sha[SHA_HEX], md5[MD5_HEX];

	(void)state;
	sha_begin(&d);
	sha_add(&d, "a", 1);
	sha_add(&d, "bc", 2);
	sha_end_hex(&d, sha);
	assert_string_equal(sha,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	md5_begin(&d);
	md5_add(&d, "abc", 3);
	md5_end_hex(&d, md5);
	assert_string_equal(md5, "900150983cd24fb0d6963f7d28e17f72");
}

/* All of a library or nothing. */
static void
loader_fills_whole_tables(void **state)
{
	static const char *const names[] = {
	    "nettle_md5_init", "nettle_no_such_function"};
	struct loader l = {SONAME_NETTLE, "This can't be done", names, 1};
	void *table[3] = {NULL};
	struct err err = {0};

	(void)state;
	assert_true(loader_load(&l, table, &err));
	assert_non_null(table[0]);
	assert_non_null(table[1]);
	assert_null(table[2]);

	memset(table, 0, sizeof(table));
	l.n = 2;
	assert_false(loader_load(&l, table, &err));
	assert_string_equal(err.text,
	    "This can't be done: the library " SONAME_NETTLE
	    " has no nettle_no_such_function");
	assert_null(table[0]);
	assert_null(table[1]);

	l.soname = "libno-such-library.so.0";
	assert_false(loader_load(&l, table, &err));
	assert_int_equal(err.code, ERR_FILE);
	assert_non_null(strstr(err.text,
	    "This can't be done without the library libno-such-library.so.0: "));
	assert_false(loader_load(&l, table, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(str_finds),
	    cmocka_unit_test(buf_grows),
	    cmocka_unit_test(arena_keeps),
	    cmocka_unit_test(err_is_harmless),
	    cmocka_unit_test(scan_agrees),
	    cmocka_unit_test(digests_are_known),
	    cmocka_unit_test(loader_fills_whole_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
