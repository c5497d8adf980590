/*
 * markdown-walk: what the files that walk cmark's tree share.  Private to
 * markdown-blocks.c, markdown-leaves.c, markdown-terms.c.
 */
#ifndef FORMATS_MARKDOWN_WALK_H
#define FORMATS_MARKDOWN_WALK_H

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <izba/loader.h>

#include "lib/formats/markdown-inline.h"

/* The parser's functions, once md_ready has said yes. */
#define CMARK(USE) \
	USE(cmark_find_syntax_extension) \
	USE(cmark_gfm_core_extensions_ensure_registered) \
	USE(cmark_gfm_extensions_get_tasklist_item_checked) \
	USE(cmark_iter_free) \
	USE(cmark_iter_get_node) \
	USE(cmark_iter_new) \
	USE(cmark_iter_next) \
	USE(cmark_iter_reset) \
	USE(cmark_node_first_child) \
	USE(cmark_node_free) \
	USE(cmark_node_get_end_line) \
	USE(cmark_node_get_fenced) \
	USE(cmark_node_get_heading_level) \
	USE(cmark_node_get_list_delim) \
	USE(cmark_node_get_list_start) \
	USE(cmark_node_get_list_type) \
	USE(cmark_node_get_literal) \
	USE(cmark_node_get_start_column) \
	USE(cmark_node_get_start_line) \
	USE(cmark_node_get_title) \
	USE(cmark_node_get_type) \
	USE(cmark_node_get_type_string) \
	USE(cmark_node_get_url) \
	USE(cmark_node_next) \
	USE(cmark_node_parent) \
	USE(cmark_parser_attach_syntax_extension) \
	USE(cmark_parser_feed) \
	USE(cmark_parser_finish) \
	USE(cmark_parser_free) \
	USE(cmark_parser_new)

LOADER_TABLE(cmark, CMARK);
extern struct cmark cmark;

enum { LEVELS = 32 /* lists in each other that are told apart */ };

/* A list that is open. */
struct md_list {
	unsigned number; /* of its next item, 0 for bullets */
	bool paren;
	bool fresh; /* its item has no text yet */
};

struct md_walker {
	struct md *m;
	struct builder *b;
	struct md_inlines x;
	struct str text; /* of the chunk */
	uint32_t own; /* lines of it; what is behind them is for the parser */
	unsigned quotes, depth;
	struct md_list lists[LEVELS];
	struct md_note *note; /* in whose definition we are */
	bool ignored; /* in what is only for the parser */
	bool cell_before; /* of the row */
	bool any_row; /* of the table */
	bool was_table; /* the block before is a table */
	bool defined; /* the block before is of a definition */
	struct md_block block; /* of a table that is gathered */
	size_t cap_block;
	/* a term that waits for its definition */
	struct md_piece *term;
	size_t n_term;
	uint32_t term_line;
	uint16_t term_gap;
};

bool md_is_type(cmark_node *n, const char *name);
struct str md_literal(cmark_node *n);
/* The source line (from 0) of a line of the chunk. */
uint32_t md_source_line(const struct md_walker *w, int line);
/* A block with the lines of a node. */
struct md_block
md_block_of(const struct md_walker *w, cmark_node *n, enum block_kind kind);
/* Feed a block, or keep it for its note. */
void md_block_put(struct md_walker *w, const struct md_block *k);
/* A piece before the others. */
void md_literal_before(struct md_walker *w, struct str s);
/* The pieces of the leaf at hand, its notes taken out. */
void md_pieces_ready(struct md_walker *w);

/* What leaves become (markdown-leaves.c). */
void md_paragraph(struct md_walker *w, cmark_node *n);
void md_heading(struct md_walker *w, cmark_node *n);
void md_code(struct md_walker *w, cmark_node *n);
void md_html(struct md_walker *w, cmark_node *n);
void md_rule(struct md_walker *w, cmark_node *n);

/* A paragraph that is a term with its definitions, or one of the two: it is
 * put (markdown-terms.c). */
bool md_terms(struct md_walker *w, struct md_block *k, cmark_node *n);
/* Is it indented in the source, as what goes on with a definition? */
bool md_is_indented(const struct md_walker *w, const struct md_block *k);
/* Are its lines printed lines?  Signs of a line block go. */
bool md_verse(struct md_inlines *x);

#endif
