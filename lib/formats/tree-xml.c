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

#include <izba/loader.h>

#include "lib/formats/tree-entity.h"
#include "lib/formats/tree.h"

#define EXPAT(USE) \
	USE(XML_ErrorString) \
	USE(XML_ExternalEntityParserCreate) \
	USE(XML_GetCurrentByteIndex) \
	USE(XML_GetCurrentLineNumber) \
	USE(XML_GetErrorCode) \
	USE(XML_Parse) \
	USE(XML_ParserCreate) \
	USE(XML_ParserFree) \
	USE(XML_SetCharacterDataHandler) \
	USE(XML_SetElementHandler) \
	USE(XML_SetExternalEntityRefHandler) \
	USE(XML_SetParamEntityParsing) \
	USE(XML_SetSkippedEntityHandler) \
	USE(XML_SetUserData) \
	USE(XML_StopParser) \
	USE(XML_UseForeignDTD)

LOADER_TABLE(expat, EXPAT);
static struct expat expat;
LOADER(expat, EXPAT, SONAME_EXPAT, "EPUB and FB2 can't be read")

bool
tree_xml_ready(struct err *err)
{
	return expat_load(err) && tree_html_ready(err);
}

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
	XML_Index index = expat.XML_GetCurrentByteIndex(x->parser);
	size_t to = index < 0 ? 0 : (size_t)index;
	const char *nl;

	if (x->returns)
		return (uint32_t)expat.XML_GetCurrentLineNumber(x->parser);
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
		expat.XML_StopParser(x->parser, XML_FALSE);
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
	inner = expat.XML_ExternalEntityParserCreate(parser, context, NULL);
	if (inner == NULL)
		return XML_STATUS_ERROR;
	ok = expat.XML_Parse(inner, "", 0, 1) != XML_STATUS_ERROR;
	expat.XML_ParserFree(inner);
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
		if (expat.XML_Parse(parser, bytes.p + at, (int)n,
			at + n == bytes.n) != XML_STATUS_OK)
			return false;
		at += n;
	} while (at < bytes.n);
	return true;
}

bool
tree_xml(struct tree *t, struct str bytes, struct err *err)
{
	struct xml x = {.tree = t,
	    .bytes = bytes,
	    .returns = memchr(bytes.p, '\r', bytes.n) != NULL,
	    .line = 1};
	XML_Parser parser;
	bool ok;

	if (!tree_xml_ready(err))
		return false;
	x.parser = parser = expat.XML_ParserCreate("UTF-8");
	if (parser == NULL)
		return err_set(err, ERR_LIMIT, "there is no memory for XML");
	tree_begin(t, bytes.n);
	expat.XML_SetUserData(parser, &x);
	expat.XML_SetElementHandler(parser, on_open, on_close);
	expat.XML_SetCharacterDataHandler(parser, on_text);
	expat.XML_SetSkippedEntityHandler(parser, on_entity);
	expat.XML_SetExternalEntityRefHandler(parser, on_external);
	expat.XML_SetParamEntityParsing(
	    parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
	expat.XML_UseForeignDTD(parser, XML_TRUE);
	ok = parse_all(parser, bytes);
	tree_end(t);
	if (!ok) {
		t->broken_line = line_of(&x);
		t->broken_says = xstrdup(
		    expat.XML_ErrorString(expat.XML_GetErrorCode(parser)));
	}
	expat.XML_ParserFree(parser);
	if (t->n > 1)
		return true;
	err_set(err, ERR_FORMAT, "it is no XML: line %u: %s", t->broken_line,
	    t->broken_says == NULL ? "it is empty" : t->broken_says);
	tree_free(t);
	return false;
}
