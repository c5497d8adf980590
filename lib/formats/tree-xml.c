/*
 * XML into a tree, by expat.  Reads nothing but the bytes it is given: an
 * external entity is an empty one.
 *
 * XHTML and FB2 files use HTML's names of characters (&nbsp;) without the DTD
 * that declares them.  Told that there is a DTD which it has not seen, expat
 * hands such names over instead of giving up.
 */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "lib/formats/tree-entity.h"
#include "lib/formats/tree.h"

struct xml {
	XML_Parser parser;
	struct tree *tree;
	struct str bytes;
	bool returns; /* some lines end with CR */
	size_t at; /* up to here lines are counted */
	uint32_t line;
};

/* The line of what is being told.  Expat knows it too, but looks at every
 * character for it. */
static uint32_t
line_of(struct xml *x)
{
	XML_Index index = XML_GetCurrentByteIndex(x->parser);
	size_t to = index < 0 ? 0 : (size_t)index;
	const char *nl;

	if (x->returns)
		return (uint32_t)XML_GetCurrentLineNumber(x->parser);
	while (x->at < to && to <= x->bytes.n) {
		nl = memchr(x->bytes.p + x->at, '\n', to - x->at);
		x->line += nl != NULL;
		x->at = nl == NULL ? to : (size_t)(nl - x->bytes.p) + 1;
	}
	return x->line;
}

static void
on_open(void *user, const XML_Char *name, const XML_Char **pairs)
{
	struct xml *x = user;
	struct attr attrs[LIMIT_ATTRS];
	uint32_t n = 0;

	for (; pairs[2 * n] != NULL && n < LIMIT_ATTRS; n++)
		attrs[n] = (struct attr){
		    str_of(pairs[2 * n]), str_of(pairs[2 * n + 1])};
	tree_open(x->tree, str_of(name), attrs, n, line_of(x));
	if (x->tree->n >= LIMIT_NODES)
		XML_StopParser(x->parser, XML_FALSE);
}

static void
on_close(void *user, const XML_Char *name)
{
	struct xml *x = user;

	(void)name;
	tree_close(x->tree);
}

static void
on_text(void *user, const XML_Char *p, int n)
{
	struct xml *x = user;

	tree_add_text(x->tree, (struct str){p, (size_t)n}, line_of(x));
}

/* A name that no DTD here declares: HTML's meaning of it, else its letters. */
static void
on_entity(void *user, const XML_Char *name, int parameter)
{
	struct xml *x = user;
	struct buf out = BUF_INIT;

	if (parameter)
		return;
	if (!entity_text(str_of(name), &out))
		buf_printf(&out, "&%s;", name);
	tree_add_text(x->tree, buf_lend(&out), line_of(x));
	buf_free(&out);
}

/* Whatever is outside is empty. */
static int
on_external(XML_Parser parser, const XML_Char *context, const XML_Char *base,
    const XML_Char *system, const XML_Char *public)
{
	XML_Parser inner;
	int ok;

	(void)base;
	(void)system;
	(void)public;
	inner = XML_ExternalEntityParserCreate(parser, context, NULL);
	if (inner == NULL)
		return XML_STATUS_ERROR;
	ok = XML_Parse(inner, "", 0, 1) != XML_STATUS_ERROR;
	XML_ParserFree(inner);
	return ok ? XML_STATUS_OK : XML_STATUS_ERROR;
}

/* Give expat the bytes in pieces that its int can count. */
static bool
parse_all(XML_Parser parser, struct str bytes)
{
	enum { PIECE = 1 << 20 };
	size_t at = 0, n;

	do {
		n = bytes.n - at < PIECE ? bytes.n - at : PIECE;
		if (XML_Parse(parser, bytes.p + at, (int)n,
			at + n == bytes.n) != XML_STATUS_OK)
			return false;
		at += n;
	} while (at < bytes.n);
	return true;
}

bool
tree_xml(struct tree *t, struct str bytes, struct err *err)
{
	XML_Parser parser = XML_ParserCreate("UTF-8");
	struct xml x = {.parser = parser,
	    .tree = t,
	    .bytes = bytes,
	    .returns = memchr(bytes.p, '\r', bytes.n) != NULL,
	    .line = 1};
	bool ok;

	if (parser == NULL)
		return err_set(err, ERR_LIMIT, "there is no memory for XML");
	tree_begin(t, bytes.n);
	XML_SetUserData(parser, &x);
	XML_SetElementHandler(parser, on_open, on_close);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetSkippedEntityHandler(parser, on_entity);
	XML_SetExternalEntityRefHandler(parser, on_external);
	XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
	XML_UseForeignDTD(parser, XML_TRUE);
	ok = parse_all(parser, bytes);
	tree_end(t);
	if (!ok) {
		t->broken_line = line_of(&x);
		t->broken_says =
		    xstrdup(XML_ErrorString(XML_GetErrorCode(parser)));
	}
	XML_ParserFree(parser);
	if (t->n > 1)
		return true;
	err_set(err, ERR_FORMAT, "it is no XML: line %u: %s", t->broken_line,
	    t->broken_says == NULL ? "it is empty" : t->broken_says);
	tree_free(t);
	return false;
}
