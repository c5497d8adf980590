/*
 * Templates: what a parsed one is made of.
 */
#ifndef EXPORT_TEMPLATE_H
#define EXPORT_TEMPLATE_H

#include <izba/export.h>

/* What a name is looked up in: the innermost that has it. */
enum scope {
	SCOPE_DOCUMENT,
	SCOPE_BOOK,
	SCOPE_SECTION,
	SCOPE_ANNOTATION,
	SCOPE_FOOTNOTE,
	SCOPE_ITEM,		/* of a list of words */
	SCOPE_ANY,		/* the innermost list */
	SCOPES
};

#define FIELD(id, scope, name, opens, help) FIELD_##id,
enum field {
#include "lib/export/template.def"
	FIELDS
};
#undef FIELD

struct field_row {
	const char *name;
	enum scope scope;	/* that has it */
	enum scope opens;	/* of a list: what each of its members is; else
				   SCOPES */
};
extern const struct field_row template_fields[FIELDS];

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_RAW, NODE_IF, NODE_UNLESS };

struct node {
	enum node_kind kind;
	enum field field;
	struct str text;	/* of NODE_TEXT */
	size_t end;		/* of NODE_IF and NODE_UNLESS: one past the last
				   node inside */
	uint32_t line;
};

/* How a value is written. */
struct template_escape {
	const char *name;	/* "markdown" */
	const char *suffix;	/* ".md" */
	void (*put)(struct buf *out, struct str s);
};

struct export_template {
	char *name;
	char *text;		/* what the nodes lend from */
	const struct template_escape *escape;
	struct node *v;
	size_t n, cap;
};

/* The escape of that name, or of a file's suffix; NULL if there is none. */
const struct template_escape *template_escape_find(struct str name);
const struct template_escape *template_escape_for(const char *file);

#endif
