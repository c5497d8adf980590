/*
 * Little whole books of many kinds, in tests/books: what is understood of each
 * in one paragraph of text, as izba inspect would tell it.  One that is no book
 * must not be taken for one.
 */
#include "tests/unit/unit.h"

#include <izba/apparatus.h>
#include <izba/formats.h>

static struct book *
linked(const char *name)
{
	const char *top = getenv("srcdir");
	struct buf path = BUF_INIT;
	struct err err;
	struct book *b;

	buf_printf(
	    &path, "%s/tests/books/%s.txt", top != NULL ? top : ".", name);
	buf_putc(&path, '\0');
	b = book_read(path.p, NULL, &err);
	if (b == NULL)
		fail_msg("%s", err.text);
	apparatus_link(b);
	buf_free(&path);
	return b;
}

/* "kind 1 Title / kind Title / ...". */
static void
tell_sections(const struct book *b, struct buf *out)
{
	for (uint32_t i = 0; i < b->n_sections; i++) {
		const struct section *s = &b->sections[i];

		buf_printf(
		    out, "%s%s ", i > 0 ? " / " : "", section_names[s->kind]);
		if (s->number.p != NULL)
			buf_printf(out, "%.*s ", (int)s->number.n, s->number.p);
		buf_str(out, s->title);
	}
	buf_putc(out, '\n');
}

/* Every note as "label<section of its callout", "=2" behind an ibid. */
static void
tell_notes(const struct book *b, struct buf *out)
{
	for (uint32_t i = 0; i < b->n_notes; i++) {
		const struct note *n = &b->notes[i];

		buf_printf(out, "%.*s<%u", (int)n->label.n, n->label.p,
		    n->references.n > 0 ? n->section : 99);
		if (n->ibid && n->ibid_source != NOWHERE)
			buf_printf(out, "%s%u", n->ibid_certain ? "=" : "?",
			    n->ibid_source);
		buf_putc(out, ' ');
	}
	buf_printf(out, "(%u)\n", b->n_references);
}

static void
tell_counts(const struct book *b, struct buf *out)
{
	static const enum block_kind kinds[] = {
	    BLOCK_QUOTE, BLOCK_DIALOGUE, BLOCK_VERSE, BLOCK_CAPTION};

	for (size_t k = 0; k < LENGTH(kinds); k++) {
		unsigned n = 0;

		for (uint32_t i = 0; i < b->n_blocks; i++)
			n += b->blocks[i].kind == kinds[k];
		if (n > 0)
			buf_printf(out, "%u %s, ", n, block_names[kinds[k]]);
	}
	buf_printf(out, "%u entries, %u problems", b->n_entries, b->n_problems);
}

static void
is_read_as(const char *name, const char *want)
{
	struct book *b = linked(name);
	struct buf out = BUF_INIT;
	char *said;

	buf_printf(&out, "%.*s by %.*s\n", (int)b->title.n, b->title.p,
	    b->authors.n > 0 ? (int)b->authors.v[0].n : 1,
	    b->authors.n > 0 ? b->authors.v[0].p : "-");
	tell_sections(b, &out);
	tell_notes(b, &out);
	tell_counts(b, &out);
	said = buf_take(&out);
	assert_string_equal(said, want);
	free(said);
	book_free(b);
}

static const struct {
	const char *name, *want;
} books[] = {
    {"wrapped", "The Lamp at Ferry Point by Edith Marrow\n"
		"front The Lamp at Ferry Point / contents CONTENTS / "
		"chapter I THE KEEPER'S HOUSE / "
		"chapter II A LETTER FROM HULL / chapter III THE LONG TIDE / "
		"back END OF THE FREE TEXT THE LAMP AT FERRY POINT\n"
		"1<2 2<3 (2)\n"
		"1 quote, 2 verse, 0 entries, 0 problems"},
    {"harbour", "THE WINTER HARBOUR by Robert Lane\n"
		"front THE WINTER HARBOUR / chapter I The Ice / "
		"chapter II The Island / chapter III The Thaw\n"
		"1<1 2<1=0 3<2 4<2=2 5<3 (5)\n"
		"0 entries, 0 problems"},
    {"russian-notes", "ПАРОМ НА СТАРОЙ РЕКЕ by Степан Горелов\n"
		      "front ПАРОМ НА СТАРОЙ РЕКЕ / front Предисловие / "
		      "chapter первая Переправа / chapter вторая Лёд / "
		      "conclusion Заключение / notes Примечания / "
		      "notes первая Глава первая / notes вторая Глава вторая / "
		      "glossary Словарь терминов / people Краткие биографии / "
		      "index Именной указатель\n"
		      "1<2 2<2=0 3<2 1<3=2 2<3 3<3=4 4<3 (7)\n"
		      "1 quote, 3 dialogue, 6 entries, 0 problems"},
    {"russian-parts",
	"ЗАПИСКИ ЗЕМСКОГО ВРАЧА by А. К. Сомов\n"
	"front ЗАПИСКИ ЗЕМСКОГО ВРАЧА / contents Содержание / "
	"front От автора / part первая Уезд / chapter 1 Дорога / "
	"chapter 2 Больница / part вторая Город / chapter 3 Съезд / "
	"notes Примечания / dates Хронология\n"
	"1<4 2<4=0 3<5 4<5 5<7 6<7=4 (6)\n"
	"1 quote, 3 entries, 0 problems"},
    {"grouped-notes", "The Salt Road by -\n"
		      "front The Salt Road / front Introduction / "
		      "chapter 1 The First Wells / chapter 2 The Caravans / "
		      "notes Notes / notes 1 The First Wells / "
		      "notes 2 The Caravans / dates Chronology / index Index\n"
		      "1<2 2<2=0 3<2 1<3=0 2<3=0 (5)\n"
		      "1 quote, 3 entries, 0 problems"},
    {"signs", "THE GARDENS OF NORTH STREET by -\n"
	      "front THE GARDENS OF NORTH STREET / part I PART I / "
	      "chapter 1 Chapter 1 / chapter 2 Chapter 2 / part II PART II / "
	      "chapter 1 Chapter 1 / chapter 2 Chapter 2\n"
	      "*<2 †<2 ‡<2 *<3 (4)\n"
	      "0 entries, 0 problems"},
    {"markdown-notes",
	"The Clockmaker's Year by -\n"
	"front The Clockmaker's Year / chapter Winter / chapter Spring\n"
	"1<0 2<1 3<2=1 cold<1 (4)\n"
	"0 entries, 0 problems"},
    {"essay", "On Keeping Bees by Oliver Stone\n"
	      "chapter On Keeping Bees\n"
	      "1<0 2<0 3<0 (3)\n"
	      "0 entries, 0 problems"},
    {"capitals", "A WALK TO THE SEA by -\n"
		 "front A WALK TO THE SEA / chapter THE POSTMAN / "
		 "chapter THE SEA\n"
		 "(0)\n"
		 "0 entries, 0 problems"},
    {"letters", "LETTERS OF A SHIP'S DOCTOR by -\n"
		"front LETTERS OF A SHIP'S DOCTOR / chapter 1 Letter 1 / "
		"chapter 2 Letter 2 / chapter 3 Letter 3\n"
		"(0)\n"
		"0 entries, 0 problems"},
    {"poems", "SMALL LIGHTS by -\n"
	      "chapter SMALL LIGHTS\n"
	      "(0)\n"
	      "3 verse, 0 entries, 0 problems"},
    {"play", "THE EMPTY CHAIR by -\n"
	     "front THE EMPTY CHAIR / people Dramatis Personae / "
	     "part I ACT I / chapter I A room with two chairs / "
	     "chapter II The same, a day later / part II ACT II / "
	     "chapter I A garden\n"
	     "(0)\n"
	     "0 entries, 0 problems"},
    {"words", "A Sailor's Words by -\n"
	      "front A Sailor's Words / front Preface / chapter 1 Ropes / "
	      "glossary Glossary / dates Chronology / index Index\n"
	      "(0)\n"
	      "7 entries, 0 problems"},
    {"rules", "The Rules of the Reading Room by -\n"
	      "front The Rules of the Reading Room / chapter 1 Admission / "
	      "chapter 2 Books / chapter 3 Silence / chapter 4 Lamps\n"
	      "(0)\n"
	      "0 entries, 0 problems"},
    {"gutenberg",
	"The Ferry House: A Story of the Lower River by Edith Marrow\n"
	"front The Ferry House: A Story of the Lower River / contents CONTENTS / chapter I THE TOLL / chapter II WHAT THE EEL-MAN SAW / chapter III HIGH WATER / back END OF THE PROJECT GUTENBERG EBOOK THE FERRY HOUSE\n"
	"1<2 2<2 3<3 (3)\n"
	"1 verse, 3 caption, 0 entries, 0 problems"},
    {"endnotes",
	"A Treatise of Small Lamps by John Weir\n"
	"front A Treatise of Small Lamps / front PREFACE / notes FOOTNOTES / chapter FIRST OF WICKS / notes FOOTNOTES / chapter SECOND OF OIL / index INDEX / back END OF THIS PROJECT GUTENBERG EBOOK A TREATISE OF SMALL LAMPS\n"
	"1<1 2<1 1<3 2<3 3<3 A<5 (6)\n"
	"0 entries, 0 problems"},
    {"paragraphs-set-in",
	"Паром by Степан Горелов\n"
	"front Паром / front ПРЕДИСЛОВИЕ / part ПЕРВАЯ ЧАСТЬ ПЕРВАЯ / chapter 1 Причал / chapter 2 Разлив / part ВТОРАЯ ЧАСТЬ ВТОРАЯ / chapter 3 Суша / notes ПРИМЕЧАНИЯ\n"
	"1<3 2<4 (2)\n"
	"2 dialogue, 1 verse, 0 entries, 0 problems"},
    {"stars",
	"ЗАПИСКИ О ПЧЁЛАХ by Прохор Сомов\n"
	"front ЗАПИСКИ О ПЧЁЛАХ / front Предисловие / chapter ПЕРВАЯ Улей / chapter ВТОРАЯ Мёд / chapter I I / chapter II II / back ПОСЛЕСЛОВИЕ\n"
	"(0)\n"
	"0 entries, 0 problems"},
    {"roman",
	"THE SALT ROAD by JOHN WEIR\n"
	"front THE SALT ROAD / front PREFACE / chapter I The First Well / chapter II The Second Well / chapter III The Third Well / part SECOND BOOK THE SECOND / conclusion EPILOGUE\n"
	"(0)\n"
	"0 entries, 0 problems"},
    {"named-notes", "THE COLD LAMP by -\n"
		    "front THE COLD LAMP / chapter 1 Frost / chapter 2 Thaw\n"
		    "A<1 A<2 B<2 cold<1 book<1 (6)\n"
		    "0 entries, 0 problems"},
    {"manual",
	"LAMP(1) by -\n"
	"front LAMP(1) / chapter NAME / chapter SYNOPSIS / chapter DESCRIPTION / chapter EXIT STATUS\n"
	"(0)\n"
	"0 entries, 0 problems"},
    {"pages",
	"1.  Of the Lamp by -\n"
	"chapter 1 Of the Lamp / chapter 2 Of the Pier / chapter 3 Of the Bell\n"
	"(0)\n"
	"0 entries, 1 problems"},
    {"russian-wrapped",
	"ДОРОГА К МОРЮ by Аркадий Лоскутов\n"
	"front ДОРОГА К МОРЮ / part ПЕРВАЯ ЧАСТЬ ПЕРВАЯ / chapter I I / chapter II II / part ВТОРАЯ ЧАСТЬ ВТОРАЯ / chapter I I / notes ПРИМЕЧАНИЯ\n"
	"1<3 (1)\n"
	"3 dialogue, 1 verse, 0 entries, 0 problems"},
    {"russian-verse", "ЛЁГКИЕ СТИХИ by Анна Заречная\n"
		      "front ЛЁГКИЕ СТИХИ / chapter ПИСЬМО / chapter ПРО КОТА\n"
		      "(0)\n"
		      "5 verse, 0 entries, 0 problems"},
    {"braces", "МЕЛЬНИЦА У БРОДА by Пётр Лугов\n"
	       "front МЕЛЬНИЦА У БРОДА / chapter ПЕРВАЯ Брод / "
	       "chapter ВТОРАЯ Плотина / notes ПРИМЕЧАНИЯ\n"
	       "1<1 2<1 3<2 4<2=2 (4)\n"
	       "0 entries, 0 problems"},
    {"close", "The Lamp on the Pier by Martha Weir\n"
	      "front The Lamp on the Pier / chapter 1 The Old Woman / "
	      "chapter 2 The Committee\n"
	      "1<1 2<1=0 1<2 2<2=2 (4)\n"
	      "0 entries, 0 problems"},
    {"plain-digits", "A Short History of the Ferry by -\n"
		     "front A Short History of the Ferry / "
		     "chapter 1 The Rope / chapter 2 The Boat\n"
		     "1<1 2<1=0 3<1 4<1 1<2 2<2=4 3<2=4 4<2=4 5<2=4 (9)\n"
		     "0 entries, 1 problems"},
    {"drawer",
	"Odds and Ends by Nobody Inparticular\n"
	"front Odds and Ends / front PREFACE / chapter I OF STRING / chapter II OF KEYS / notes FOOTNOTES / back END OF THIS PROJECT GUTENBERG EBOOK ODDS AND ENDS\n"
	"1<99 (0)\n"
	"1 quote, 0 entries, 1 problems"},
    {"log",
	"2024-03-01 12:00:01 INFO  server[112]: started on port 8080 by -\n"
	"chapter 2024-03-01 12:00:01 INFO  server[112]: started on port 8080\n"
	"(0)\n"
	"0 entries, 0 problems"},
    {"mail", "From: Anna Weir <anna@example.org> by -\n"
	     "chapter From: Anna Weir <anna@example.org>\n"
	     "(0)\n"
	     "0 entries, 0 problems"},
    {"table", "id,name,year,price by -\n"
	      "chapter id,name,year,price\n"
	      "(0)\n"
	      "0 entries, 0 problems"},
    {"scan",
	"THE HUT ON THE PASS by Walter Quint\n"
	"front THE HUT ON THE PASS / chapter ONE The Woodshed / chapter TWO The Surveyors\n"
	"(0)\n"
	"0 entries, 1 problems"},
    {"small-print",
	"The Hut on the Pass by Walter Quint\n"
	"front The Hut on the Pass / front PREFACE / chapter I THE WOODSHED / chapter II THE SURVEYORS / notes FOOTNOTES\n"
	"1<2 2<2=0 3<3=0 (3)\n"
	"1 quote, 0 entries, 0 problems"},
    {"russian-set-in",
	"Избушка на перевале by Иван Квинтов\n"
	"front Избушка на перевале / chapter первая САРАЙ / chapter вторая ЗЕМЛЕМЕРЫ / notes ПРИМЕЧАНИЯ\n"
	"1<1 2<1=0 3<2 4<2=2 (4)\n"
	"0 entries, 0 problems"},
    {"russian-chapters",
	"ИЗБУШКА НА ПЕРЕВАЛЕ by Квинтов Иван Кузьмич\n"
	"front ИЗБУШКА НА ПЕРЕВАЛЕ / chapter I Сарай / notes Примечания / chapter II Землемеры / notes Примечания / chapter III Приливы / notes Примечания / dates Хронология / people Биографические справки\n"
	"1<1 2<1=0 1<3 2<3=2 1<5 (5)\n"
	"5 entries, 0 problems"},
    {"numbered-deep",
	"A Survey of the Pass by Edith Varley\n"
	"front A Survey of the Pass / chapter 1 The Hut / chapter 1.1 The Woodshed / chapter 1.2 The Books / chapter 2 The Surveyors / chapter 2.1 The Instrument / notes Notes / notes 1 Chapter 1 / notes 2 Chapter 2\n"
	"1<1 2<1=0 3<2 1<4 2<5=3 3<5 (6)\n"
	"0 entries, 0 problems"},
    {"entries",
	"The Words of the Pass by George Upham\n"
	"front The Words of the Pass / chapter 1 Chapter 1 / chapter 2 Chapter 2 / glossary Glossary / dates Chronology / people Biographical Notes / people Biographies / glossary Glossary of the Post\n"
	"(0)\n"
	"15 entries, 0 problems"},
    {"stars-twice", "The Hut by Walter Quint\n"
		    "front The Hut / chapter 1 Snow / chapter 2 Salt\n"
		    "*<1 *<1 **<1 *<2 (4)\n"
		    "0 entries, 0 problems"},
    {"lists-and-notes",
	"The Keeper's Reasons by Walter Quint\n"
	"front The Keeper's Reasons / chapter 1 The Hut / notes Notes / chapter 2 The Hut / notes Notes\n"
	"1<1 2<1=0 3<1 1<3 2<3=3 3<3=0 (6)\n"
	"0 entries, 0 problems"},
    {"numbered-twice",
	"The Keeper's Salt by Walter Quint\n"
	"front The Keeper's Salt / chapter 1 The Hut / chapter 2 The Pass\n"
	"1<1 2<1=0 3<1 4<2 (4)\n"
	"0 entries, 0 problems"},
    {"parted-stories",
	"THE HUT ON THE PASS by Walter Quint\n"
	"front THE HUT ON THE PASS / contents CONTENTS / front TO THE READER / chapter SNOW AND SALT / chapter I I / chapter II II / chapter THE CLERK / chapter I I / chapter II II / chapter TIDES / glossary APPENDIX A: ABBREVIATIONS / dates Appendix B: Chronology / people Appendix C: Who's Who\n"
	"(0)\n"
	"7 entries, 0 problems"},
};

static void
books_of_many_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(books); i++)
		is_read_as(books[i].name, books[i].want);
}

/* A text that is one endless line is a paragraph, and its title is short. */
static void
one_line_is_no_title(void **state)
{
	static const char *const begins[] = {"", "1 ", "Chapter 1 "};

	(void)state;
	for (size_t i = 0; i < LENGTH(begins); i++) {
		struct buf text = BUF_INIT;
		struct err err;
		struct book *b;

		buf_puts(&text, begins[i]);
		for (int k = 0; k < 3000; k++)
			buf_puts(&text, "the boats lay on the shore and ");
		b = book_read_bytes(buf_lend(&text), "line.txt", NULL, &err);
		assert_non_null(b);
		apparatus_link(b);
		assert_int_equal(b->n_sections, 1);
		assert_int_equal(b->blocks[0].kind, BLOCK_PARAGRAPH);
		assert_true(b->sections[0].title.n <= 60);
		assert_true(b->title.n == 0);
		book_free(b);
		buf_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(books_of_many_kinds),
	    cmocka_unit_test(one_line_is_no_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
