/*
 * A store with one book, into which the tests of import take files.
 */
#ifndef IMPORT_DESK_H
#define IMPORT_DESK_H

#include <izba/apparatus.h>

#include "tests/unit/import-file.h"
#include "tests/unit/store.h"

static const char tale[] =
    "The Reading Room\n\n\n"
    "In the spring the villagers carried forty benches into the izba, and a "
    "lamp was hung over the long table by the stove.\n\n"
    "Old Fedot read aloud; those who could not read listened, and those who "
    "could corrected him under their breath.\n\n"
    "По вечерам приходили и дети, хотя места у печи хватало не всем.\n\n"
    "When the lamp went out they told stories in the dark until morning.\n";

struct desk {
	struct store *s;
	struct book *b;
	struct book_id id;
	struct import *m;
	struct import_known *known;
	struct import_target targets[8];
	struct import_count count;
	struct merge_report report;
	int64_t now;
};

static inline struct desk
begin(struct place *p, const char *text)
{
	struct desk d = {.s = must_open(p), .b = must_read(str_of(text))};

	apparatus_link(d.b);
	must(store_book(d.s, place_file(p, "tale.txt", text), d.b, &d.id, err));
	return d;
}

static inline void
put_away(struct desk *d)
{
	import_free(d->m);
	import_known_free(d->known);
	d->m = NULL;
	d->known = NULL;
}

static inline void
finish(struct desk *d)
{
	put_away(d);
	book_free(d->b);
	store_close(d->s);
}

/* Import a text into the book of the desk. */
static inline void
take(struct desk *d, const char *text)
{
	put_away(d);
	d->m = must_import(text);
	assert_true(d->m->n <= LENGTH(d->targets));
	must((d->known = import_known(d->s, err)) != NULL);
	for (size_t i = 0; i < d->m->n; i++) {
		d->targets[i] = (struct import_target){.id = d->id};
		import_place(d->m, &d->m->books[i], d->b, &d->count);
	}
	d->now += 1000000;
	must(import_store(
	    d->m, d->targets, d->s, d->known, d->now, false, &d->report, err));
}

static inline struct annotations
listed(struct desk *d)
{
	struct annotations v;

	must(store_list(d->s, &d->id, d->b, false, &v, err));
	return v;
}

#define WITH_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, place_make, place_drop)

#endif
