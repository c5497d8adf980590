/* import: what izba has exported comes back as it was. */
#include <izba/export.h>

#include "tests/unit/import-desk.h"
#include "tests/unit/random.h"

/* Some place of the text at which a character begins. */
static uint32_t
any_place(uint32_t *r, const struct book *b)
{
	return book_snap(b, random_next(r) % (uint32_t)b->text.n);
}

static struct annotation
any_annotation(uint32_t *r, const struct book *b)
{
	static const char *const bodies[] = {
	    "", "a note", "две строки\nи \"кавычки\", \\", "* * *\n\n, ;"};
	static const char *const tags[] = {"", "oil", "oil trade", "свет"};
	struct annotation a = {.kind = random_next(r) % ANNOTATION_KINDS,
	    .colour = random_next(r) % COLOURS,
	    .style = random_next(r) % MARK_STYLES,
	    .body = str_of(bodies[random_next(r) % LENGTH(bodies)]),
	    .tags = str_of(tags[random_next(r) % LENGTH(tags)])};
	uint32_t one = any_place(r, b), other = any_place(r, b);

	a.from = one < other ? one : other;
	a.to = one < other ? other : one;
	if (a.kind == ANNOTATION_BOOKMARK)
		a.to = a.from;
	else if (a.from == a.to)
		a.kind = ANNOTATION_NOTE;
	return a;
}

/* What every format that is to come back says. */
static void
same_for_all(const struct annotation *a, const struct annotation *b)
{
	assert_string_equal(a->uuid, b->uuid);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->from, b->from);
	assert_int_equal(a->to, b->to);
	assert_int_equal(a->state, b->state);
	assert_true(str_eq(a->quote, b->quote));
	assert_true(str_eq(a->prefix, b->prefix));
	assert_true(str_eq(a->suffix, b->suffix));
	assert_true(str_eq(a->section, b->section));
	assert_true(str_eq(a->address, b->address));
	assert_true(str_eq(a->body, b->body));
	assert_true(str_eq(a->tags, b->tags));
	assert_true(a->created == b->created);
	assert_true(a->modified == b->modified);
	/* a place without words has no look there */
	if (a->quote.n > 0) {
		assert_int_equal(a->colour, b->colour);
		assert_int_equal(a->style, b->style);
	}
}

static int
by_uuid(const void *a, const void *b)
{
	return strcmp(((const struct annotation *)a)->uuid,
	    ((const struct annotation *)b)->uuid);
}

/* `whole`: letters and all looks too. */
static void
same_annotations(const struct annotations *x, struct annotations *y, bool whole)
{
	assert_int_equal(x->n, y->n);
	/* those of one place and time may change their order */
	qsort(x->v, x->n, sizeof(*x->v), by_uuid);
	qsort(y->v, y->n, sizeof(*y->v), by_uuid);
	for (size_t i = 0; i < x->n; i++) {
		const struct annotation *a = &x->v[i], *b = &y->v[i];

		same_for_all(a, b);
		if (!whole)
			continue;
		assert_int_equal(a->mark, b->mark);
		assert_int_equal(a->colour, b->colour);
		assert_int_equal(a->style, b->style);
	}
}

static void
add_at_random(struct desk *d)
{
	uint32_t r = 2463534242u;

	for (int i = 0; i < 200; i++) {
		struct annotation a = any_annotation(&r, d->b);

		if (i % 50 == 0)
			a.mark = "aBcD"[i / 50];
		must(store_add(d->s, &d->id, d->b, &a, err));
		a.style = SOLID;
		if (i % 3 == 0)
			must(store_update(d->s, &d->id, d->b, &a, err));
	}
}

/* Random annotations, exported and imported into an empty store, are the same;
 * where they came from they change nothing. */
static void
there_and_back(struct place *p, const char *format, bool whole)
{
	struct desk d = begin(p, tale), e;
	struct annotations v, w;
	struct export_options o = {.path = "tale.txt", .sha = d.id.sha};
	struct buf out = BUF_INIT;
	void *other = NULL;

	add_at_random(&d);
	v = listed(&d);
	export_books(export_find(format), &out,
	    &(struct export_book){.book = d.b, .notes = &v, .options = &o}, 1,
	    0);
	assert_int_equal(place_make(&other), 0);
	e = begin(other, tale);
	take(&e, out.p);
	assert_int_equal(e.count.lost, 0);
	w = listed(&e);
	same_annotations(&v, &w, whole);
	annotations_free(&w);
	take(&d, out.p);
	if (whole)
		assert_int_equal(d.report.added + d.report.changed, 0);
	w = listed(&d);
	same_annotations(&v, &w, whole);
	annotations_free(&w);
	annotations_free(&v);
	buf_free(&out);
	finish(&d);
	finish(&e);
	place_drop(&other);
}

/* A capital letter that another book has here stays there; a small one is none
 * of its business. */
static void
letters_of_others_stay(void **state)
{
	struct desk d = begin(*state, tale), e;
	struct annotation a = {.kind = ANNOTATION_BOOKMARK, .mark = 'A'};
	struct annotation b = {
	    .kind = ANNOTATION_BOOKMARK, .mark = 'b', .from = 9, .to = 9};
	struct export_options o = {.path = "tale.txt", .sha = d.id.sha};
	struct annotations v;
	struct buf out = BUF_INIT;
	struct book_id other;
	void *place = NULL;

	must(store_add(d.s, &d.id, d.b, &a, err));
	must(store_add(d.s, &d.id, d.b, &b, err));
	v = listed(&d);
	export_books(export_find("json"), &out,
	    &(struct export_book){.book = d.b, .notes = &v, .options = &o}, 1,
	    0);
	annotations_free(&v);
	assert_int_equal(place_make(&place), 0);
	e = begin(place, tale);
	book_free(e.b);
	e.b = must_read(STR("Another book altogether.\n"));
	must(store_book(e.s,
	    place_file(place, "other.txt", "Another book altogether.\n"), e.b,
	    &other, err));
	must(store_add(e.s, &other, e.b, &a, err));
	must(store_add(e.s, &other, e.b, &b, err));
	book_free(e.b);
	e.b = must_read(str_of(tale));
	take(&e, out.p);
	v = listed(&e);
	assert_int_equal(v.n, 2);
	assert_int_equal(v.v[0].mark, 0);
	assert_int_equal(v.v[1].mark, 'b');
	annotations_free(&v);
	must(store_capitals(e.s, &v, err));
	assert_int_equal(v.n, 1);
	assert_int_equal(v.v[0].book, other.row);
	annotations_free(&v);
	buf_free(&out);
	finish(&d);
	finish(&e);
	place_drop(&place);
}

static void
json_there_and_back(void **state)
{
	there_and_back(*state, "json", true);
}

static void
epub_annotations_there_and_back(void **state)
{
	there_and_back(*state, "annotations", false);
}

static void
web_annotations_there_and_back(void **state)
{
	there_and_back(*state, "jsonld", false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH_PLACE(json_there_and_back),
	    WITH_PLACE(letters_of_others_stay),
	    WITH_PLACE(epub_annotations_there_and_back),
	    WITH_PLACE(web_annotations_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
