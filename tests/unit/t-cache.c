/*
 * Books kept as bytes (lib/book/keep.c), and the folder they are kept in
 * (lib/cache).
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <izba/apparatus.h>
#include <izba/builder.h>
#include <izba/cache.h>

#include "tests/unit/unit.h"

/* A page with a little of everything that a book can have. */
static const char page[] =
    "<!doctype html><html lang=en><head><title>The Stove</title><meta "
    "name=author content='A. Izbach'><meta name=dc.publisher content=Room>"
    "</head><body><h1>Chapter 1. Winter</h1><p>A <i>stove</i><sup><a id=r1 "
    "href='#n1'>1</a></sup> and <span lang=ru>изба</span><sup><a id=r2 "
    "href='#n2'>2</a></sup>, see <a href='#g'>words</a>.<span epub:type="
    "pagebreak title=7></span> More.<figure><img src=a alt=Lamp width=3>"
    "<figcaption>A lamp</figcaption></figure><h1>Notes</h1><p id=n1>1. Smith, "
    "J., A History, p. 3. <a href='#r1'>^</a><p id=n2>2. Ibid., p. 4. <a "
    "href='#r2'>^</a><h1 id=g>Glossary</h1><dl><dt>izba (изба)<dd>a house, "
    "see room<dt>room<dd>not a house</dl><p><a href='#gone'>nowhere</a>";

static struct book *
book_of(struct str bytes)
{
	struct err err;
	struct book *b = book_read_bytes(bytes, "page.html", NULL, &err);

	assert_non_null(b);
	apparatus_link(b);
	return b;
}

static struct book *
kept(const struct buf *bytes)
{
	void *map = mmap(NULL, bytes->n, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct book *b;

	assert_true(map != MAP_FAILED);
	memcpy(map, bytes->p, bytes->n);
	b = book_take(map, bytes->n, false);
	if (b == NULL)
		munmap(map, bytes->n);
	else
		apparatus_adopt(b);
	return b;
}

/* Put pieces of a kept book where they belong. */
static bool
put(void *data, uint64_t at, struct str bytes)
{
	struct buf *out = data;

	while (out->n < at + bytes.n)
		buf_putc(out, '\0');
	memcpy(out->p + at, bytes.p, bytes.n);
	return true;
}

static bool
put_once(void *data, uint64_t at, struct str bytes)
{
	bool *done = data, first = !*done;

	(void)at;
	(void)bytes;
	*done = true;
	return first;
}

static void
keep(const struct book *b, struct buf *out)
{
	buf_clear(out);
	assert_true(book_keep(b, put, out));
}

/* The bytes of two books are the same if they are the same book. */
static void
assert_same(const struct book *a, const struct book *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;

	keep(a, &x);
	keep(b, &y);
	assert_int_equal(x.n, y.n);
	/* pads between members may differ: strings and numbers are compared */
	assert_true(str_eq(a->text, b->text));
	assert_true(str_eq(a->title, b->title));
	assert_string_equal(a->format, b->format);
	assert_true(str_eq(a->authors.v[0], b->authors.v[0]));
	assert_int_equal(a->n_notes, b->n_notes);
	for (uint32_t i = 0; i < a->n_notes; i++) {
		assert_true(str_eq(a->notes[i].label, b->notes[i].label));
		assert_int_equal(
		    a->notes[i].references.v[0], b->notes[i].references.v[0]);
		assert_int_equal(a->notes[i].ibid_of, b->notes[i].ibid_of);
	}
	assert_int_equal(a->n_entries, b->n_entries);
	for (uint32_t i = 0; i < a->n_entries; i++) {
		assert_int_equal(
		    a->entries[i].variants.n, b->entries[i].variants.n);
		assert_true(
		    str_eq(a->entries[i].heads.v[0], b->entries[i].heads.v[0]));
		assert_int_equal(a->entries[i].see.n, b->entries[i].see.n);
	}
	assert_true(str_eq(a->images[0].href, b->images[0].href));
	assert_null(b->images[0].mime.p);
	assert_true(
	    str_eq(a->figures[0].captions.v[0], b->figures[0].captions.v[0]));
	assert_true(str_eq(a->folios[0].label, b->folios[0].label));
	assert_int_equal(
	    book_fragment(a, STR("g")), book_fragment(b, STR("g")));
	assert_true(str_eq(book_language_at(a, 30), book_language_at(b, 30)));
	assert_int_equal(a->n_problems, b->n_problems);
	buf_free(&x);
	buf_free(&y);
}

static void
a_book_comes_back_whole(void **state)
{
	struct book *a = book_of(str_of(page)), *b;
	struct buf bytes = BUF_INIT;
	struct match m[2];
	struct err err;

	(void)state;
	assert_true(a->n_notes == 2 && a->n_entries == 2 && a->n_images == 1);
	assert_true(a->n_figures == 1 && a->n_folios == 1);
	assert_true(a->n_languages > 0 && a->n_problems > 0);
	keep(a, &bytes);
	b = kept(&bytes);
	assert_non_null(b);
	assert_true(book_check(b, &err));
	assert_same(a, b);
	assert_int_equal(apparatus_lookup(b, STR("изба"), m, 2), 1);
	book_free(b);
	book_free(a);
	buf_free(&bytes);
}

static void
damaged_bytes_are_none(void **state)
{
	struct book *a = book_of(str_of(page)), *b;
	struct buf bytes = BUF_INIT;

	(void)state;
	keep(a, &bytes);
	for (size_t i = 0; i < bytes.n; i++) {
		bytes.p[i] ^= 0x10;
		b = kept(&bytes);
		/* the unused end of the magic's room says nothing */
		if (b != NULL)
			assert_true(i >= 11 && i < 16);
		book_free(b);
		bytes.p[i] ^= 0x10;
	}
	for (size_t n = bytes.n - 1; n > 0; n -= n > 97 ? 97 : n) {
		struct buf cut = bytes;

		cut.n = n;
		assert_null(kept(&cut));
	}
	book_free(a);
	buf_free(&bytes);
}

/* One that is long comes in many pieces; one that can't be written is none. */
static void
long_books_come_in_pieces(void **state)
{
	struct buf text = BUF_INIT, bytes = BUF_INIT;
	struct book *a, *b;
	bool done = false;

	(void)state;
	buf_puts(&text, page);
	for (int i = 0; i < 30000; i++)
		buf_printf(&text, "<p>Lamp <i>%d</i> was trimmed.", i);
	a = book_of(buf_lend(&text));
	keep(a, &bytes);
	b = kept(&bytes);
	assert_non_null(b);
	assert_same(a, b);
	assert_int_equal(a->n_blocks, b->n_blocks);
	assert_memory_equal(
	    a->blocks, b->blocks, a->n_blocks * sizeof(*a->blocks));
	assert_memory_equal(a->runs, b->runs, a->n_runs * sizeof(*a->runs));
	assert_false(book_keep(a, put_once, &done));
	book_free(a);
	book_free(b);
	buf_free(&text);
	buf_free(&bytes);
}

/* ---- the folder ---- */

struct place {
	char folder[64], cache[80], file[80];
};

/* A file that is long enough to be kept, and older than just now. */
static void
write_book(const struct place *p, const char *word)
{
	struct timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
	FILE *f = fopen(p->file, "w");

	assert_non_null(f);
	fprintf(f, "%s<p>%s", page, word);
	for (int i = 0; i < 2000; i++)
		fprintf(f, "<p>Paragraph %d of the stove and the lamp.", i);
	fclose(f);
	assert_int_equal(utimensat(AT_FDCWD, p->file, old, 0), 0);
}

static int
begin(void **state)
{
	struct place *p = xcalloc(1, sizeof(*p));

	snprintf(p->folder, sizeof(p->folder), "/tmp/t-cache.XXXXXX");
	if (mkdtemp(p->folder) == NULL)
		return -1;
	snprintf(p->cache, sizeof(p->cache), "%s/c/izba", p->folder);
	snprintf(p->file, sizeof(p->file), "%s/book.html", p->folder);
	write_book(p, "first");
	*state = p;
	return 0;
}

static int
end(void **state)
{
	struct place *p = *state;
	char above[84];

	cache_clean(p->cache);
	rmdir(p->cache);
	snprintf(above, sizeof(above), "%s/c", p->folder);
	rmdir(above);
	unlink(p->file);
	rmdir(p->folder);
	free(p);
	return 0;
}

static struct book *
opened(const struct place *p, struct cache_ticket *t, bool from_cache)
{
	struct err err;
	struct book *b = cache_open(p->cache, p->file, NULL, t, &err);

	assert_non_null(b);
	assert_int_equal(t->kept, from_cache);
	assert_true(book_check(b, &err));
	return b;
}

static void
books_are_kept(void **state)
{
	const struct place *p = *state;
	struct read_options how = {.encoding = "windows-1251"};
	struct cache_ticket t;
	struct book *a, *b;
	struct err err;

	assert_null(cache_find(p->cache, p->file, NULL, &t));
	assert_true(cache_would_keep(p->cache, &t));
	assert_false(cache_would_keep(NULL, &t));
	a = opened(p, &t, false);
	assert_true(cache_save(p->cache, p->file, NULL, &t, a));
	b = cache_find(p->cache, p->file, NULL, &t);
	assert_non_null(b);
	assert_true(t.kept && strlen(t.sha) == 64);
	assert_same(a, b);
	book_free(b);
	b = opened(p, &t, true);
	assert_same(a, b);
	assert_false(cache_save(p->cache, p->file, NULL, &t, b));
	book_free(a);
	/* two at once can't both lie where its pointers are right */
	a = opened(p, &t, true);
	assert_true(a->blocks != b->blocks);
	assert_same(a, b);
	book_free(a);
	book_free(b);
	/* asked for otherwise, it is another book */
	b = cache_open(p->cache, p->file, &how, &t, &err);
	assert_false(t.kept);
	book_free(b);
	/* changed, it is read anew; another size tells, another time too */
	write_book(p, "second edition");
	b = opened(p, &t, false);
	assert_true(str_find(b->text, STR("second edition")) != SIZE_MAX);
	book_free(b);
	assert_true(cache_clean(p->cache) > 65536);
	assert_int_equal(cache_clean(p->cache), 0);
}

/* Seal the kept book, which can't be done before a change would show; it never can
 * where the machine does not tell when it was started. */
static void
must_seal(const struct place *p, const struct cache_ticket *t)
{
	time_t until = time(NULL) + 120;

	while (!cache_seal(p->cache, p->file, NULL, t))
		assert_true(time(NULL) < until);
}

static void
a_sealed_book_is_not_summed_up(void **state)
{
	const struct place *p = *state;
	struct cache_ticket t, other;
	struct book *b;

	b = opened(p, &t, false);
	assert_false(cache_seal(p->cache, p->file, NULL, &t));
	assert_true(cache_save(p->cache, p->file, NULL, &t, b));
	book_free(b);
	b = opened(p, &other, true);
	assert_true(other.whole.size > 0);
	book_free(b);
	must_seal(p, &t);
	b = opened(p, &other, true);
	assert_true(other.whole.size == 0);
	assert_false(cache_seal(p->cache, p->file, NULL, &other));
	book_free(b);
}

/* What a command does to the files of the folder that end so. */
static void
change_file(const struct place *p, const char *end, const char *how)
{
	char command[400];

	snprintf(command, sizeof(command), "for f in %s/*%s; do %s; done",
	    p->cache, end, how);
	assert_int_equal(system(command), 0);
}

static void
others_files_are_passed_over(void **state)
{
	static const char *const harms[] = {
	    "chmod g+w $f",
	    "chmod g-w $f; printf x | dd of=$f bs=1 seek=5000 conv=notrunc",
	    "truncate -s 100 $f",
	    "rm $f; ln -s /etc/passwd $f",
	    "rm $f; mkfifo $f",
	};
	const struct place *p = *state;
	struct cache_ticket t;
	struct book *b;

	b = opened(p, &t, false);
	assert_true(cache_save(p->cache, p->file, NULL, &t, b));
	book_free(b);
	for (size_t i = 0; i < LENGTH(harms); i++) {
		change_file(p, ".book", harms[i]);
		b = opened(p, &t, false);
		book_free(b);
	}
	change_file(p, ".book", "rm $f");
	change_file(p, ".at", "echo izba at 1 nonsense >$f");
	b = opened(p, &t, false);
	assert_true(cache_save(p->cache, p->file, NULL, &t, b));
	book_free(b);
	b = opened(p, &t, true);
	book_free(b);
}

/* A book so long that it is not summed up again, when it is known to be whole
 * since this machine was started. */
static void
long_books_are_trusted_if_nothing_changed(void **state)
{
	enum { PARAGRAPHS = 20000 };
	static const char *const harms[] = {
	    "printf x | dd of=$f bs=1 seek=9000 conv=notrunc",
	    "cp -p $f $f.new; printf x | dd of=$f.new bs=1 seek=9000 "
	    "conv=notrunc; touch -r $f $f.new; mv $f.new $f",
	};
	const struct place *p = *state;
	struct timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
	FILE *f = fopen(p->file, "w");
	struct cache_ticket t;
	struct book *b;

	assert_non_null(f);
	fputs(page, f);
	for (int i = 0; i < PARAGRAPHS; i++)
		fprintf(f, "<p>%d%0500d\n", i, i);
	fclose(f);
	assert_int_equal(utimensat(AT_FDCWD, p->file, old, 0), 0);
	for (size_t i = 0; i < LENGTH(harms); i++) {
		b = opened(p, &t, false);
		assert_true(cache_save(p->cache, p->file, NULL, &t, b));
		book_free(b);
		b = opened(p, &t, true);
		book_free(b);
		change_file(p, ".book", harms[i]);
		b = opened(p, &t, false);
		book_free(b);
	}
	/* another start of the machine: summed up, and sealed anew */
	b = opened(p, &t, false);
	assert_true(cache_save(p->cache, p->file, NULL, &t, b));
	book_free(b);
	change_file(
	    p, ".at", "sed -i -e 's/0-/1-/' -e t -e 's/[1-9a-f]-/0-/' $f");
	b = opened(p, &t, true);
	assert_true(t.whole.size > 0);
	book_free(b);
	must_seal(p, &t);
	b = opened(p, &t, true);
	assert_true(t.whole.size == 0);
	book_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_book_comes_back_whole),
	    cmocka_unit_test(damaged_bytes_are_none),
	    cmocka_unit_test(long_books_come_in_pieces),
	    cmocka_unit_test_setup_teardown(books_are_kept, begin, end),
	    cmocka_unit_test_setup_teardown(
		a_sealed_book_is_not_summed_up, begin, end),
	    cmocka_unit_test_setup_teardown(
		others_files_are_passed_over, begin, end),
	    cmocka_unit_test_setup_teardown(
		long_books_are_trusted_if_nothing_changed, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
