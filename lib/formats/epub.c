/*
 * EPUB: the container, what locks it, and its documents to the HTML feeder.
 * Opens as far as it goes; what is missing is told.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/formats/encoding.h"
#include "lib/formats/epub.h"

#define CONTAINER "META-INF/container.xml"

/* ---- what it is ---- */

int
epub_sniff(struct str bytes)
{
	struct str tail;

	if (!archive_sniff(bytes))
		return 0;
	if (str_find(str_slice(bytes, 0, 200),
		STR("mimetypeapplication/epub+zip")) != SIZE_MAX)
		return 100;
	/* the list of parts stands at the end */
	tail = str_slice(
	    bytes, bytes.n > 1 << 20 ? bytes.n - (1 << 20) : 0, bytes.n);
	return str_find(tail, STR(CONTAINER)) != SIZE_MAX ? 95 : 0;
}

int
epub_folder(const char *path)
{
	struct input in = {.path = path, .folder = true};
	struct archive a;
	int sure = 0;

	if (!archive_open(&a, &in, NULL))
		return 0;
	if (archive_find(&a, STR(CONTAINER)) != NULL)
		sure = 95;
	archive_close(&a);
	return sure;
}

/* ---- parts ---- */

struct str
epub_resolve(struct epub *e, struct str base, struct str href)
{
	struct buf path = BUF_INIT, fragment = BUF_INIT;
	struct str kept = {NULL, 0};

	if (href.n > 0 && archive_resolve(base, href, &path, &fragment)) {
		const struct part *p =
		    archive_find(&e->archive, buf_lend(&path));

		/* as the archive writes it */
		if (p != NULL) {
			buf_clear(&path);
			buf_str(&path, p->name);
		}
		if (fragment.n > 0)
			buf_printf(&path, "#%s", fragment.p);
		kept = arena_str(e->arena, buf_lend(&path));
	}
	buf_free(&path);
	buf_free(&fragment);
	return kept;
}

/* The text of a part in UTF-8. */
static bool
part_text(
    struct epub *e, struct str name, struct buf *bytes, struct decoded *text)
{
	const struct part *p = archive_find(&e->archive, name);
	struct err err = {0};

	if (p == NULL) {
		builder_problem(e->b, PROBLEM_LOST_TEXT, 0,
		    "%.*s is missing from the archive",
		    (int)(name.n < 200 ? name.n : 200), name.p);
		return false;
	}
	if (!archive_read(&e->archive, p, bytes, &err) ||
	    !encoding_read(text, buf_lend(bytes), NULL,
		html_declared(buf_lend(bytes)), &err)) {
		builder_problem(e->b, PROBLEM_LOST_TEXT, 0, "%s", err.text);
		return false;
	}
	if (bytes_are_binary(text->unit > 1 ? text->text : buf_lend(bytes))) {
		decoded_free(text);
		builder_problem(e->b, PROBLEM_LOST_TEXT, 0,
		    "%.*s holds no text, but other bytes",
		    (int)(name.n < 200 ? name.n : 200), name.p);
		return false;
	}
	return true;
}

bool
epub_parse(struct epub *e, struct str name, bool mend, struct tree *t)
{
	struct buf bytes = BUF_INIT;
	struct decoded text;
	struct err err = {0};
	bool ok = false;
	int n = (int)(name.n < 200 ? name.n : 200);

	if (part_text(e, name, &bytes, &text)) {
		text.text = source_cut(e->cut, text.text);
		e->read += text.text.n;
		ok = tree_xml(t, text.text, &err);
		if (!ok || t->broken_line > 0) {
			if (ok)
				builder_problem(e->b, PROBLEM_MARKUP, 0,
				    "%.*s is no well-formed XML: line %u: %s",
				    n, name.p, t->broken_line, t->broken_says);
			else
				builder_problem(e->b, PROBLEM_MARKUP, 0,
				    "%.*s: %s", n, name.p, err.text);
			if (mend && ok)
				tree_free(t);
			if (mend) {
				tree_html(t, text.text, true);
				ok = true;
			}
		}
		decoded_free(&text);
	}
	buf_free(&bytes);
	/* a line of one part among many says nothing */
	for (uint32_t i = 0; ok && i < t->n; i++)
		t->v[i].line = 0;
	return ok;
}

/* ---- locks ---- */

static const struct {
	const char *part, *name;
} locks[] = {
    {"META-INF/license.lcpl", "Readium LCP"},
    {"META-INF/sinf.xml", "Apple FairPlay"},
    {"META-INF/rights.xml", "Adobe ADEPT"},
};

static bool
locked_by(struct err *err, const char *name)
{
	return err_set(err, ERR_FORMAT,
	    "it is locked by digital rights management (%s); izba can't read "
	    "it",
	    name);
}

/* Is what is encrypted no text: a font, a picture, a sound? */
static bool
is_harmless(const struct tree *t, uint32_t data)
{
	static const char *const ways[] = {
	    "http://www.idpf.org/2008/embedding",
	    "http://ns.adobe.com/pdf/enc#RC",
	};
	static const char *const suffixes[] = {".otf", ".ttf", ".woff",
	    ".woff2", ".png", ".jpg", ".jpeg", ".gif", ".mp3", ".mp4", ".m4a"};
	uint32_t method = tree_find(t, data, "EncryptionMethod");
	uint32_t what = tree_find(t, data, "CipherReference");
	struct str uri = node_attr(&t->v[what], "URI");

	for (size_t i = 0; i < LENGTH(ways); i++)
		if (str_is(node_attr(&t->v[method], "Algorithm"), ways[i]))
			return true;
	for (size_t i = 0; i < LENGTH(suffixes); i++)
		if (str_ends(uri, suffixes[i]))
			return true;
	return false;
}

/* Is any text encrypted? */
static bool
is_locked(struct epub *e)
{
	struct tree t;
	bool locked = false;

	if (archive_find(&e->archive, STR("META-INF/encryption.xml")) == NULL ||
	    !epub_parse(e, STR("META-INF/encryption.xml"), false, &t))
		return false;
	for (uint32_t i = 1; i < t.n && !locked; i++)
		locked = t.v[i].name.p != NULL &&
			 node_is(&t.v[i], "EncryptedData") &&
			 !is_harmless(&t, i);
	tree_free(&t);
	return locked;
}

/* The lock whose papers the archive has, or NULL. */
static const char *
lock_name(const struct epub *e)
{
	for (size_t i = 0; i < LENGTH(locks); i++)
		if (archive_find(&e->archive, str_of(locks[i].part)) != NULL)
			return locks[i].name;
	return NULL;
}

/* False with err set if the book is locked; names the lock. */
static bool
locks_check(struct epub *e, struct err *err)
{
	const char *name = lock_name(e);

	return !is_locked(e) ||
	       locked_by(
		   err, name == NULL ? "a scheme that it does not name" : name);
}

/* The same of a book that does not say that it is: its text is none. */
static bool
silent_locks_check(struct epub *e, struct err *err)
{
	const char *name = lock_name(e);

	return e->html.n > 0 || name == NULL || locked_by(err, name);
}

/* ---- the container ---- */

/* Does a root file name a package document, rather than the same book as PDF?
 */
static bool
is_package(const struct node *n)
{
	struct str type = node_attr(n, "media-type");

	return node_is(n, "rootfile") &&
	       (type.n == 0 || str_is(type, "application/oebps-package+xml") ||
		   str_ends(node_attr(n, "full-path"), ".opf"));
}

/* The package document that the container names: of several renditions the
 * first that is there. */
static void
container_read(struct epub *e)
{
	unsigned there = 0;
	struct tree t;

	if (archive_find(&e->archive, STR(CONTAINER)) == NULL ||
	    !epub_parse(e, STR(CONTAINER), false, &t))
		return;
	for (uint32_t i = 1; i < t.n; i++) {
		struct str name;

		if (t.v[i].name.p == NULL || !is_package(&t.v[i]))
			continue;
		name =
		    epub_resolve(e, STR(""), node_attr(&t.v[i], "full-path"));
		if (name.p != NULL && archive_find(&e->archive, name) != NULL &&
		    there++ == 0)
			e->package = name;
	}
	tree_free(&t);
	if (there > 1)
		builder_problem(e->b, PROBLEM_MARKUP, 0,
		    "the book is in the archive %u times; the first is read",
		    there);
}

bool
epub_find_package(struct epub *e, struct err *err)
{
	container_read(e);
	if (e->package.p != NULL)
		return true;
	for (size_t i = 0; i < e->archive.n; i++)
		if (str_ends(e->archive.v[i].name, ".opf")) {
			builder_problem(e->b, PROBLEM_MARKUP, 0,
			    "the archive does not name its package document; "
			    "%.*s is taken",
			    (int)e->archive.v[i].name.n,
			    e->archive.v[i].name.p);
			e->package = e->archive.v[i].name;
			return true;
		}
	for (size_t i = 0; i < e->archive.n; i++)
		if (str_ends(e->archive.v[i].name, ".xhtml") ||
		    str_ends(e->archive.v[i].name, ".html")) {
			builder_problem(e->b, PROBLEM_MARKUP, 0,
			    "there is no package document (.opf) in it");
			return true;
		}
	return err_set(err, ERR_FORMAT,
	    "there is no package document (.opf) in it: it is no EPUB");
}

/* ---- documents ---- */

/* The sheets that a document links to and holds; those of a book are few, and
 * are read once. */
static void
sheets_add(struct epub *e, struct document *d)
{
	const struct tree *t = &d->tree;
	struct buf css = BUF_INIT;

	for (uint32_t i = 1; i < t->n; i++) {
		const struct node *n = &t->v[i];
		const struct part *p;
		struct str name;

		if (n->name.p == NULL)
			continue;
		if (node_is(n, "body"))
			break;
		buf_clear(&css);
		if (node_is(n, "link") &&
		    words_have(node_attr(n, "rel"), "stylesheet")) {
			name = epub_resolve(e, d->name, node_attr(n, "href"));
			p = name.p == NULL ? NULL
					   : archive_find(&e->archive, name);
			if (p == NULL ||
			    !archive_read(&e->archive, p, &css, NULL))
				continue;
		} else if (node_is(n, "style")) {
			tree_collect(t, i, &css);
		}
		if (css.n == 0)
			continue;
		if (d->sheet == NULL)
			d->sheet = sheet_new();
		sheet_add(d->sheet, buf_lend(&css));
	}
	buf_free(&css);
}

static void
document_read(struct epub *e, const struct epub_spine *s)
{
	struct document *d;
	struct tree t;
	bool there;

	e->cut = e->options;
	there = epub_parse(e, s->name, true, &t);
	e->cut = NULL;
	if (!there)
		return;
	d = html_add(&e->html, s->name);
	d->tree = t;
	d->root = tree_find(&d->tree, 0, "body");
	sheets_add(e, d);
}

/* A picture by itself in the reading order, or a cover nobody shows. */
static void
picture_document(struct epub *e, struct str name, const char *alt)
{
	struct document *d = html_add(&e->html, name);
	struct attr attrs[2] = {
	    {STR("src"), arena_str(e->arena, name)},
	    {STR("alt"), str_of(alt)},
	};

	/* a reference is resolved against the document, beside which it lies */
	for (size_t i = name.n; i > 0 && name.p[i - 1] != '/'; i--)
		attrs[0].value = str_slice(name, i - 1, name.n);
	tree_begin(&d->tree, 0);
	tree_open(&d->tree, STR("body"), NULL, 0, 0);
	tree_open(&d->tree, STR("img"), attrs, 2, 0);
	tree_end(&d->tree);
	d->root = 1;
}

/* Is the cover shown by one of the documents? */
static bool
cover_is_shown(const struct epub *e)
{
	struct buf key = BUF_INIT;
	bool shown = false;

	for (size_t i = 0; i < e->html.n && i < 3 && !shown; i++) {
		const struct document *d = &e->html.v[i];

		for (uint32_t k = 1; k < d->tree.n && !shown; k++) {
			const struct node *n = &d->tree.v[k];
			struct str href;

			if (n->name.p == NULL ||
			    element_of(n)->role != ROLE_IMAGE)
				continue;
			href = node_attr(n, "src");
			if (href.n == 0)
				href = node_attr_local(n, "href");
			buf_clear(&key);
			shown = html_target(&e->html, d, href, &key) &&
				str_eq(buf_lend(&key), e->cover);
		}
	}
	buf_free(&key);
	return shown;
}

/* The number of a part of the archive, or the number of parts. */
static size_t
part_number(const struct epub *e, struct str name)
{
	const struct part *p = archive_find(&e->archive, name);

	return p == NULL ? e->archive.n : (size_t)(p - e->archive.v);
}

/* Documents that the text links to and the reading order forgets come last. */
static void
forgotten_read(struct epub *e)
{
	bool *due = xcalloc(e->archive.n + 1, sizeof(*due));
	struct buf path = BUF_INIT;

	for (size_t i = 0; i < e->n_items; i++)
		if (str_is(e->items[i].type, "application/xhtml+xml") &&
		    !e->items[i].nav)
			due[part_number(e, e->items[i].name)] = true;
	for (size_t i = 0; i < e->n_spine; i++)
		due[part_number(e, e->spine[i].name)] = false;
	due[e->archive.n] = false;
	for (size_t i = 0; i < e->html.n; i++)
		for (uint32_t k = 1; k < e->html.v[i].tree.n; k++) {
			const struct node *n = &e->html.v[i].tree.v[k];
			size_t part;

			if (n->name.p == NULL || !node_is(n, "a"))
				continue;
			buf_clear(&path);
			if (!archive_resolve(e->html.v[i].name,
				node_attr(n, "href"), &path, NULL))
				continue;
			part = part_number(e, buf_lend(&path));
			if (!due[part])
				continue;
			due[part] = false;
			document_read(e, &(struct epub_spine){
					     .name = e->archive.v[part].name});
		}
	buf_free(&path);
	free(due);
}

/* Is what was read enough for the book's beginning, if no more is wanted? */
static bool
is_enough(const struct epub *e)
{
	return e->options != NULL && e->options->enough > 0 &&
	       e->read >= e->options->enough;
}

static void
documents_read(struct epub *e)
{
	e->read = 0;
	for (size_t i = 0; i < e->n_spine && !is_enough(e); i++) {
		const struct epub_spine *s = &e->spine[i];

		if (str_starts(s->type, "image/"))
			picture_document(e, s->name, "");
		else
			document_read(e, s);
	}
	if (!is_enough(e))
		forgotten_read(e);
	if (e->cover.p != NULL && !cover_is_shown(e) &&
	    archive_find(&e->archive, e->cover) != NULL) {
		picture_document(e, e->cover, "");
		html_first(&e->html);
	}
}

bool
epub_read(struct builder *b, const struct input *in, struct err *err)
{
	struct epub e = {.b = b, .options = in->options};
	bool ok;

	if (!tree_xml_ready(err) || !archive_open(&e.archive, in, err))
		return false;
	e.arena = arena_new();
	html_init(&e.html, b, in->options);
	ok = epub_find_package(&e, err) && locks_check(&e, err) &&
	     epub_package(&e, err);
	if (ok) {
		documents_read(&e);
		ok = silent_locks_check(&e, err);
	}
	if (ok) {
		epub_nav(&e);
		epub_titles(&e);
		html_notes(&e.html);
		html_feed(&e.html);
	}
	if (e.archive.mended)
		builder_problem(
		    b, PROBLEM_LOST_TEXT, 0, ARCHIVE_MENDED, e.archive.n);
	if (e.archive.damaged > 0)
		builder_problem(b, PROBLEM_LOST_TEXT, 0,
		    "%u parts of the archive are damaged", e.archive.damaged);
	html_free(&e.html);
	archive_close(&e.archive);
	arena_free(e.arena);
	free(e.items);
	free(e.spine);
	return ok;
}

bool
epub_resource(
    const struct input *in, struct str href, struct buf *out, struct err *err)
{
	const struct part *p;
	struct archive a;
	bool ok;

	if (!archive_open(&a, in, err))
		return false;
	p = archive_find(&a, href);
	ok = p != NULL ? archive_read(&a, p, out, err)
		       : err_set(err, ERR_FORMAT, "%.*s is not in the book",
			     (int)(href.n < 200 ? href.n : 200), href.p);
	archive_close(&a);
	return ok;
}
