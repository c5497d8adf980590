/*
 * epub: what the files of the EPUB reader share (EPUB 2.0.1, EPUB 3.3).
 * Private to lib/formats.
 */
#ifndef FORMATS_EPUB_H
#define FORMATS_EPUB_H

#include "lib/formats/archive.h"
#include "lib/formats/html.h"

/* A resource of the manifest. */
struct epub_item {
	struct str id, type;	/* media type */
	struct str fallback;	/* id of what stands in for it, or empty */
	struct str name;	/* of its part, resolved */
	bool nav, cover;
	bool spined; /* in the reading order */
};

/* A document in reading order. */
struct epub_spine {
	struct str name;
	struct str type;
	bool linear;
};

struct epub {
	struct builder *b;
	struct archive archive;
	struct html html;
	struct arena *arena;
	struct str package;	/* name of the package document */
	struct epub_item *items;
	struct epub_spine *spine;
	size_t n_items, cap_items, n_spine, cap_spine;
	struct str nav, ncx, cover; /* names, or null */
	struct str cover_page;	/* a document that shows it, or null */
	unsigned covers; /* parts that were said to be the cover */
	unsigned asked; /* questions to all of the metadata */
	const struct read_options *options;
	const struct read_options *cut; /* by which a part is cut, or NULL */
	uint64_t read; /* bytes of the documents */
};

/* Parse a part as XML, mended as HTML where it is broken and `mend`; problems
 * are told.  False if it is not there or holds nothing. */
bool epub_parse(struct epub *e, struct str name, bool mend, struct tree *t);
/* A reference from a part, resolved: in the arena; null if it leads out. */
struct str epub_resolve(struct epub *e, struct str base, struct str href);

/* The package document, of several renditions the first (epub.c). */
bool epub_find_package(struct epub *e, struct err *err) USE_RESULT;
/* A part is said to be the cover, or to show it (epub-cover.c). */
void epub_cover_named(struct epub *e, struct str name);

/* Metadata, manifest and spine of the package document (epub-package.c). */
bool epub_package(struct epub *e, struct err *err) USE_RESULT;
/* Headings for a book that has none, and no contents (epub-titles.c). */
void epub_titles(struct epub *e);
/* Contents, printed pages, landmarks from the navigation document or the NCX
 * (epub-nav.c). */
void epub_nav(struct epub *e);
/* A landmark: the kind of section that begins at a place. */
void epub_landmark(struct epub *e, struct str key, struct str type);

#endif
