/*
 * What a section is, by the words of its title: notes, a glossary, an index, ...
 * Knows words, not places.
 */
#include <string.h>

#include "lib/apparatus/work.h"

enum { WHOLE, ANYWHERE, START };

/* Words that tell what a section is, the telling ones first; lower case. */
static const struct {
	const char *words;
	uint8_t where, kind;
} kind_words[] = {
    {"a note on", START, SECTION_FRONT},
    {"note on", START, SECTION_FRONT},
    {"note from the", START, SECTION_FRONT},
    {"contents", WHOLE, SECTION_CONTENTS},
    {"table of contents", WHOLE, SECTION_CONTENTS},
    {"содержание", WHOLE, SECTION_CONTENTS},
    {"оглавление", WHOLE, SECTION_CONTENTS},
    {"glossary", ANYWHERE, SECTION_GLOSSARY},
    {"abbreviations", ANYWHERE, SECTION_GLOSSARY},
    {"глоссарий", ANYWHERE, SECTION_GLOSSARY},
    {"словарь", START, SECTION_GLOSSARY},
    {"словарик", START, SECTION_GLOSSARY},
    {"сокращений", ANYWHERE, SECTION_GLOSSARY},
    {"сокращения", ANYWHERE, SECTION_GLOSSARY},
    {"biographical", ANYWHERE, SECTION_PEOPLE},
    {"biographies", ANYWHERE, SECTION_PEOPLE},
    {"who’s who", ANYWHERE, SECTION_PEOPLE},
    {"who's who", ANYWHERE, SECTION_PEOPLE},
    {"dramatis personae", START, SECTION_PEOPLE},
    {"people", WHOLE, SECTION_PEOPLE},
    {"persons", WHOLE, SECTION_PEOPLE},
    {"биографические", ANYWHERE, SECTION_PEOPLE},
    {"биографический", ANYWHERE, SECTION_PEOPLE},
    {"биографии", ANYWHERE, SECTION_PEOPLE},
    {"персоналии", START, SECTION_PEOPLE},
    {"действующие лица", START, SECTION_PEOPLE},
    {"chronology", ANYWHERE, SECTION_DATES},
    {"timeline", ANYWHERE, SECTION_DATES},
    {"dates", START, SECTION_DATES},
    {"dates", ANYWHERE, SECTION_DATES},
    {"хронология", ANYWHERE, SECTION_DATES},
    {"хронологическая", START, SECTION_DATES},
    {"даты", ANYWHERE, SECTION_DATES},
    {"index", WHOLE, SECTION_INDEX},
    {"general index", WHOLE, SECTION_INDEX},
    {"index of", START, SECTION_INDEX},
    {"subject index", WHOLE, SECTION_INDEX},
    {"name index", WHOLE, SECTION_INDEX},
    {"именной указатель", START, SECTION_INDEX},
    {"предметный указатель", START, SECTION_INDEX},
    {"указатель", START, SECTION_INDEX},
    {"notes", WHOLE, SECTION_NOTES},
    {"endnotes", WHOLE, SECTION_NOTES},
    {"footnotes", WHOLE, SECTION_NOTES},
    {"notes to", START, SECTION_NOTES},
    {"notes and references", WHOLE, SECTION_NOTES},
    {"примечания", START, SECTION_NOTES},
    {"сноски", WHOLE, SECTION_NOTES},
    {"комментарии", WHOLE, SECTION_NOTES},
    {"conclusion", START, SECTION_CONCLUSION},
    {"conclusions", WHOLE, SECTION_CONCLUSION},
    {"in conclusion", WHOLE, SECTION_CONCLUSION},
    {"epilogue", START, SECTION_CONCLUSION},
    {"заключение", START, SECTION_CONCLUSION},
    {"вместо заключения", START, SECTION_CONCLUSION},
    {"эпилог", START, SECTION_CONCLUSION},
    {"introduction", START, SECTION_FRONT},
    {"introductory", START, SECTION_FRONT},
    {"foreword", START, SECTION_FRONT},
    {"preface", START, SECTION_FRONT},
    {"prologue", START, SECTION_FRONT},
    {"dedication", WHOLE, SECTION_FRONT},
    {"to the reader", WHOLE, SECTION_FRONT},
    {"acknowledgements", WHOLE, SECTION_FRONT},
    {"acknowledgments", WHOLE, SECTION_FRONT},
    {"author’s note", WHOLE, SECTION_FRONT},
    {"author's note", WHOLE, SECTION_FRONT},
    {"editor’s note", START, SECTION_FRONT},
    {"editor's note", START, SECTION_FRONT},
    {"list of illustrations", WHOLE, SECTION_FRONT},
    {"about the author", WHOLE, SECTION_FRONT},
    {"translator’s note", START, SECTION_FRONT},
    {"translator's note", START, SECTION_FRONT},
    {"введение", START, SECTION_FRONT},
    {"предисловие", START, SECTION_FRONT},
    {"вступление", START, SECTION_FRONT},
    {"пролог", START, SECTION_FRONT},
    {"от автора", START, SECTION_FRONT},
    {"к читателю", WHOLE, SECTION_FRONT},
    {"благодарности", WHOLE, SECTION_FRONT},
    {"от редакции", START, SECTION_FRONT},
    {"от переводчика", START, SECTION_FRONT},
    {"afterword", START, SECTION_BACK},
    {"appendix", START, SECTION_BACK},
    {"bibliography", ANYWHERE, SECTION_BACK},
    {"sources", WHOLE, SECTION_BACK},
    {"further reading", START, SECTION_BACK},
    {"works cited", WHOLE, SECTION_BACK},
    {"послесловие", START, SECTION_BACK},
    {"приложение", START, SECTION_BACK},
    {"приложения", WHOLE, SECTION_BACK},
    {"библиография", START, SECTION_BACK},
    {"литература", WHOLE, SECTION_BACK},
    {"источники", START, SECTION_BACK},
};

/* The first letter of a row's words: of one byte or two, as all here. */
static uint32_t
first_letter(const char *words)
{
	size_t n;

	return cp_decode(words, words + 2, &n);
}

/* The first row whose words stand at byte `at` of s, where a word begins;
 * `most` if none before that row. */
static size_t
row_at(struct str s, size_t at, size_t most)
{
	struct str rest = str_slice(s, at, s.n);
	size_t n;
	uint32_t first = cp_lower(cp_decode(rest.p, rest.p + rest.n, &n));

	for (size_t i = 0; i < LENGTH(kind_words) && i < most; i++) {
		if ((at > 0 && kind_words[i].where != ANYWHERE) ||
		    first_letter(kind_words[i].words) != first)
			continue;
		n = word_at_start(rest, kind_words[i].words);
		if (n > 0 && (n == rest.n || kind_words[i].where != WHOLE))
			return i;
	}
	return most;
}

enum section_kind
title_kind(struct str title)
{
	struct str s = title_trim(unquote(title));
	size_t best = LENGTH(kind_words), n;
	bool inside = false;

	if (s.n == 0 || s.n > 160)
		return SECTION_KINDS;
	for (size_t at = 0; at < s.n; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);
		bool letter = cp_is_letter(cp);

		if (letter && !inside)
			best = row_at(s, at, best);
		inside = letter;
	}
	return best < LENGTH(kind_words)
		   ? (enum section_kind)kind_words[best].kind
		   : SECTION_KINDS;
}
