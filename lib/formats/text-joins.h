/*
 * joins: where paragraphs may be cut.  Shared by the file that judges them and
 * the one that measures pages.
 */
#ifndef FORMATS_TEXT_JOINS_H
#define FORMATS_TEXT_JOINS_H

#include "lib/formats/text.h"

enum verdict { CUT_NO, CUT_MAYBE, CUT_SURE };

struct cut {
	uint32_t a, b; /* paragraphs */
	uint64_t at; /* characters of running text before b */
	uint32_t part; /* counts titles passed; rhythm begins anew there */
	uint32_t figure; /* counts pictures passed */
	enum verdict verdict;
};

struct cuts {
	struct cut *v;
	size_t n, cap;
	uint32_t page; /* characters of a page, or 0 if there is no rhythm */
};

/* ---- text-pages.c ---- */
/* Measure the pages by the cuts that are sure. */
void page_measure(struct cuts *c);
/* Does cut i stand where pages do not end, by the sure cuts around it? */
bool off_the_page(const struct cuts *c, size_t i);
/* How far from whole pages it stands, in hundredths of a page. */
uint64_t misfit(const struct cuts *c, size_t i);

#endif
