/* import: Kindle's My Clippings, in the languages and habits of devices. */
#include "tests/unit/import-file.h"

/* One record as a file. */
static struct import *
record(const char *title, const char *meta, const char *text)
{
	struct buf b = BUF_INIT;
	struct import *m;

	buf_printf(
	    &b, "%s\r\n%s\r\n\r\n%s\r\n==========\r\n", title, meta, text);
	m = must_import(b.p);
	buf_free(&b);
	return m;
}

static void
lines_of_all_languages(void **state)
{
	static const struct {
		const char *line, *address;
		enum annotation_kind kind;
		int64_t time;
	} v[] = {
	    {"- Your Highlight on page 12 | Location 170-172 | Added on "
	     "Monday, December 30, 2024 2:46:33 PM",
		"p. 12, loc. 170–172", ANNOTATION_HIGHLIGHT, 1735569993},
	    {"- Your Highlight at location 10-12 | Added on Monday, 30 "
	     "December 2024 14:46:33",
		"loc. 10–12", ANNOTATION_HIGHLIGHT, 1735569993},
	    {"- Highlight Loc. 1406-7 | Added on Monday, December 30, 2024, "
	     "12:46 AM",
		"loc. 1406–1407", ANNOTATION_HIGHLIGHT, 1735519560},
	    {"- Your Note on page xii | Added on Monday, 30 December, 2024 "
	     "14:46:33",
		"p. xii", ANNOTATION_NOTE, 1735569993},
	    {"- Your Bookmark on Location 60 | Added on Monday, December 30, "
	     "2024 2:46:33\xe2\x80\xafPM",
		"loc. 60", ANNOTATION_BOOKMARK, 1735569993},
	    {"– Ваш выделенный отрывок на странице 5 | Место 1234–1236 | "
	     "Добавлено: понедельник, 30 декабря 2024 г. в 14:46:33",
		"p. 5, loc. 1234–1236", ANNOTATION_HIGHLIGHT, 1735569993},
	    {"– Ваша заметка в месте 500 | Добавлено: Monday, December 30, "
	     "2024 в 2:46:33 PM",
		"loc. 500", ANNOTATION_NOTE, 1735569993},
	    {"– Ваша закладка на странице 42 | Добавлено: понедельник, 30 "
	     "декабря 2024 г.",
		"p. 42", ANNOTATION_BOOKMARK, 1735516800},
	    {"- Ihre Markierung auf Seite 42 | Position 1234-1236 | "
	     "Hinzugefügt am Montag, 30. Dezember 2024 14:46:33",
		"p. 42, loc. 1234–1236", ANNOTATION_HIGHLIGHT, 1735569993},
	    {"- Votre surlignement sur la page 5 | emplacement 1234-1236 | "
	     "Ajouté le mardi 30 mai 2023 18:00:39",
		"p. 5, loc. 1234–1236", ANNOTATION_HIGHLIGHT, 1685469639},
	    {"- Tu subrayado en la página 6 | posición 36-40 | Añadido el "
	     "martes, 30 de mayo de 2023 18:00:39",
		"p. 6, loc. 36–40", ANNOTATION_HIGHLIGHT, 1685469639},
	    {"- La tua nota a pagina 6 | posizione 36 | Aggiunto in data "
	     "martedì 30 maggio 2023 18:00:39",
		"p. 6, loc. 36", ANNOTATION_NOTE, 1685469639},
	    {"- Je highlight op locatie 55 t/m 88 | Toegevoegd op dinsdag 30 "
	     "mei 2023 18:00:39",
		"loc. 55–88", ANNOTATION_HIGHLIGHT, 1685469639},
	    {"- Seu destaque na página xiv | posição 7-9 | Adicionado: "
	     "terça-feira, 30 de maio de 2023 18:00:39",
		"p. xiv, loc. 7–9", ANNOTATION_HIGHLIGHT, 1685469639},
	    {"- 您在第 7 页（位置 #114-116）的标注 | 添加于 "
	     "2023年5月30日星期二 下午6:00:39",
		"p. 7, loc. 114–116", ANNOTATION_HIGHLIGHT, 1685469639},
	    {"- 7ページ｜位置No. 114-116のメモ |作成日: "
	     "2023年5月30日火曜日 18:00:39",
		"p. 7, loc. 114–116", ANNOTATION_NOTE, 1685469639},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(v); i++) {
		struct import *m = record("Lamps (A. F.)", v[i].line,
		    v[i].kind == ANNOTATION_BOOKMARK ? "" : "the lamp");
		const struct annotation *a = &m->books[0].v[0].a;

		assert_string_equal(m->format->name, "clippings");
		assert_str(a->address, v[i].address);
		assert_int_equal(a->kind, v[i].kind);
		if (a->created != v[i].time * 1000000)
			fail_msg("%s: %lld", v[i].line,
			    (long long)(a->created / 1000000));
		import_free(m);
	}
}

static void
titles_and_authors(void **state)
{
	static const char line[] = "- Your Highlight on Location 1-2 | Added "
				   "on Monday, 30 December 2024 14:46:33";
	static const struct {
		const char *head, *title, *authors;
	} v[] = {
	    {"\xef\xbb\xbfLamps (A. F.)", "Lamps", "A. F."},
	    {"Lamps", "Lamps", ""},
	    {"Lamps (a tale)  ", "Lamps (a tale)", ""},
	    {"Lamps (a tale) (F., A. (ed.))", "Lamps (a tale)", "F., A. (ed.)"},
	    {"Lamps)", "Lamps)", ""},
	    {"(A. F.)", "(A. F.)", ""},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(v); i++) {
		struct import *m = record(v[i].head, line, "x");

		assert_str(m->books[0].title, v[i].title);
		assert_str(m->books[0].authors, v[i].authors);
		import_free(m);
	}
}

#define HEAD "Lamps (A. F.)\n"
#define AT(place, time) \
	"- Your " place " | Added on Monday, 30 December 2024 " time "\n\n"
#define END "\n==========\n"

/* A highlight made longer twice, its note written twice. */
static const char grown[] = HEAD AT("Highlight on Location 10-11",
    "14:00:00") "the oil" END HEAD AT("Note on Location 11",
    "14:00:01") "first thought" END HEAD AT("Highlight on Location 10-12",
    "14:01:00") "the oil was never" END "Stoves\n" AT("Highlight on Location 10-12",
    "14:01:00") "oil" END HEAD AT("Highlight on Location 9-12",
    "14:02:00") "of the oil was never counted" END HEAD
    AT("Note on Location 11", "14:03:00") "second thought" END HEAD AT(
	"Note on Location 90",
	"14:04:00") "of nothing" END HEAD AT("Highlight on Location 95-96",
	"14:05:00") " <You have reached the clipping limit for this item>" END;

static void
versions_become_one(void **state)
{
	struct import *m = must_import(grown), *before;
	const struct import_book *k = &m->books[1];
	const char *second = strstr(grown, "Stoves");
	struct buf b = BUF_INIT;

	(void)state;
	assert_int_equal(m->n, 2);
	assert_int_equal(k->n, 2);
	assert_str(k->v[0].a.quote, "of the oil was never counted");
	assert_str(k->v[0].a.body, "second thought");
	assert_true(k->v[0].a.created == SECONDS(1735567200));
	assert_true(k->v[0].a.modified == SECONDS(1735567380));
	assert_int_equal(k->v[1].a.kind, ANNOTATION_NOTE);
	assert_str(k->v[1].a.body, "of nothing");
	assert_int_equal(m->books[0].n, 1);
	/* the file as it was earlier calls it the same */
	buf_add(&b, grown, (size_t)(second - grown));
	before = must_import(b.p);
	assert_int_equal(before->books[0].n, 1);
	assert_string_equal(before->books[0].v[0].a.uuid, k->v[0].a.uuid);
	assert_str(before->books[0].v[0].a.body, "first thought");
	buf_free(&b);
	import_free(before);
	import_free(m);
}

/* Without locations a note belongs to the highlight before it. */
static void
pages_alone(void **state)
{
	struct import *m = must_import(HEAD AT("highlight on page 5",
	    "14:00:00") "one lamp" END HEAD AT("note on page 5",
	    "14:00:00") "of one" END HEAD AT("highlight on page 5",
	    "14:00:01") "two lamps" END HEAD AT("highlight on page 6",
	    "14:00:02") "one lamp" END HEAD AT("note on page 5",
	    "14:00:03") "of none" END);
	const struct import_book *k = &m->books[0];

	(void)state;
	assert_int_equal(k->n, 4);
	assert_str(k->v[0].a.body, "of one");
	assert_int_equal(k->v[1].a.body.n, 0);
	assert_str(k->v[3].a.body, "of none");
	import_free(m);
}

static void
files_that_are_bad(void **state)
{
	(void)state;
	refuses(HEAD AT("Highlight on Location 1",
		    "14:00:00") "x" END
				"Lamps\nno such line\n\nx\n==========\n",
	    "line 7: no line of a clipping");
	refuses(HEAD AT("Highlight on Location 1", "14:00:00") "x" END "Lamps",
	    "line 6: no line of a clipping");
}

/* A file that broke off in the middle of a text keeps what it has. */
static void
cut_off(void **state)
{
	struct import *m = must_import(
	    HEAD AT("Highlight on Location 1", "14:00:00") "x" END HEAD AT(
		"Highlight on Location 2", "14:00:00") "half a tex");

	(void)state;
	assert_int_equal(m->books[0].n, 2);
	assert_str(m->books[0].v[1].a.quote, "half a tex");
	import_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_of_all_languages),
	    cmocka_unit_test(titles_and_authors),
	    cmocka_unit_test(versions_become_one),
	    cmocka_unit_test(pages_alone),
	    cmocka_unit_test(files_that_are_bad),
	    cmocka_unit_test(cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
