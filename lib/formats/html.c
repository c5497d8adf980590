/*
 * HTML pages as a book: one, several in the order in which they are named, or
 * a folder in the order of the links of its index.  What is only the frame of
 * a page (menus, banners) is left out.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/formats/archive.h"
#include "lib/formats/encoding.h"
#include "lib/formats/html.h"

enum { DECLARED = 2048, LIMIT_PAGES = 4000 };

/* ---- what it is ---- */

static struct str
past_blanks(struct str s)
{
	if (str_starts(s, "\xef\xbb\xbf"))
		s = str_slice(s, 3, s.n);
	return str_trim(str_slice(s, 0, s.n < 4096 ? s.n : 4096));
}

static bool
begins(struct str s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && strncasecmp(s.p, word, n) == 0;
}

int
html_sniff(struct str bytes)
{
	struct str s = past_blanks(bytes);
	size_t at;

	if (begins(s, "<!doctype html") || begins(s, "<html"))
		return 90;
	if (begins(s, "<head") || begins(s, "<body"))
		return 60;
	if (!begins(s, "<?xml") && !begins(s, "<!--") &&
	    !begins(s, "<!doctype"))
		return 0;
	at = str_find(s, STR("<html"));
	return at != SIZE_MAX ? 85 : 0;
}

/* The value of `charset=` at the head of a page, or null. */
struct str
html_declared(struct str bytes)
{
	struct str s =
	    str_slice(bytes, 0, bytes.n < DECLARED ? bytes.n : DECLARED);
	static const char *const names[] = {
	    "charset=", "CHARSET=", "Charset=", "encoding="};
	size_t at = SIZE_MAX, to;

	for (size_t i = 0; i < LENGTH(names) && at == SIZE_MAX; i++) {
		at = str_find(s, str_of(names[i]));
		if (at != SIZE_MAX)
			at += strlen(names[i]);
	}
	if (at == SIZE_MAX)
		return (struct str){NULL, 0};
	while (at < s.n && (s.p[at] == '"' || s.p[at] == '\''))
		at++;
	for (to = at; to < s.n && strchr("\"' />;?", s.p[to]) == NULL;)
		to++;
	return str_slice(s, at, to);
}

/* ---- the part of a page that is the text ---- */

static size_t
text_under(const struct tree *t, uint32_t i)
{
	size_t n = 0;

	for (uint32_t k = i; k < t->v[i].end; k++)
		if (t->v[k].name.p == NULL)
			n += str_trim(tree_text(t, k)).n;
		else if (element_of(&t->v[k])->role == ROLE_SKIP)
			k = t->v[k].end - 1;
	return n;
}

static bool
is_main(const struct node *n)
{
	return node_is(n, "main") || node_is(n, "article") ||
	       str_is(node_attr(n, "role"), "main");
}

/* The element that holds the text: the only main part or article, if it has
 * most of the text; else the body. */
static uint32_t
main_part(const struct tree *t)
{
	uint32_t body = tree_find(t, 0, "body"), found = 0;
	size_t all;

	if (body == 0)
		body = 0;
	all = text_under(t, body);
	for (uint32_t i = body + 1; i < t->v[body].end; i++) {
		if (t->v[i].name.p == NULL || !is_main(&t->v[i]))
			continue;
		if (text_under(t, i) * 2 > all)
			found = i;
		else
			i = t->v[i].end - 1;
	}
	return found != 0 ? found : body;
}

/* Take the frame of a page away: menus, banners, forms, and what a wiki puts
 * between the text and those who change it. */
static void
frame_hide(struct tree *t, uint32_t root)
{
	static const char *const roles[] = {
	    "navigation", "banner", "contentinfo", "search", "complementary"};
	static const char *const classes[] = {"mw-editsection", "noprint",
	    "mw-jump-link", "ws-noexport", "mw-cite-backlink",
	    "cite-accessibility-label", "navbox", "printfooter", "catlinks",
	    "margin-toggle", NULL};

	for (uint32_t i = root + 1; i < t->v[root].end; i++) {
		struct node *n = &t->v[i];
		struct str role = node_attr(n, "role");
		bool frame = n->name.p != NULL && node_is(n, "nav") &&
			     !element_says(n, says_contents);

		for (size_t k = 0; k < LENGTH(roles); k++)
			frame |= str_is(role, roles[k]);
		frame |= n->name.p != NULL && class_has(n, classes);
		if (frame)
			n->name = STR("template");
	}
}

/* ---- metadata ---- */

static void
meta_tell(struct builder *b, struct str name, struct str value)
{
	static const struct {
		const char *name;
		enum meta_kind kind;
	} kinds[] = {
	    {"dc.publisher", META_PUBLISHER},
	    {"dc.date", META_DATE},
	    {"date", META_DATE},
	    {"dcterms.date", META_DATE},
	    {"citation_publication_date", META_DATE},
	    {"citation_publisher", META_PUBLISHER},
	    {"dc.identifier", META_IDENTIFIER},
	    {"citation_doi", META_IDENTIFIER},
	    {"description", META_DESCRIPTION},
	    {"keywords", META_SUBJECT},
	    {"dc.rights", META_RIGHTS},
	};
	static const char *const authors[] = {
	    "author", "dc.creator", "dcterms.creator", "citation_author"};

	for (size_t i = 0; i < LENGTH(authors); i++)
		if (name.n == strlen(authors[i]) &&
		    strncasecmp(name.p, authors[i], name.n) == 0) {
			builder_author(b, value);
			return;
		}
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (name.n == strlen(kinds[i].name) &&
		    strncasecmp(name.p, kinds[i].name, name.n) == 0)
			builder_meta(b, kinds[i].kind, value);
}

static void
head_tell(struct builder *b, const struct tree *t)
{
	uint32_t head = tree_find(t, 0, "head");
	uint32_t title = tree_child(t, head, head, "title");
	struct buf text = BUF_INIT;
	struct str language = document_language(t);

	if (title != 0) {
		tree_collect(t, title, &text);
		if (text.n > 0)
			builder_title(b, buf_lend(&text));
	}
	if (language.n > 0)
		builder_language(b, language);
	for (uint32_t i = head; (i = tree_child(t, head, i, "meta")) != 0;)
		meta_tell(b, node_attr(&t->v[i], "name"),
		    node_attr(&t->v[i], "content"));
	buf_free(&text);
}

/* ---- documents ---- */

/* The sheets that stand in the page itself. */
static void
sheets_add(struct document *d)
{
	const struct tree *t = &d->tree;

	for (uint32_t i = 1; i < t->n; i++) {
		if (t->v[i].name.p == NULL || !node_is(&t->v[i], "style"))
			continue;
		if (d->sheet == NULL)
			d->sheet = sheet_new();
		for (uint32_t k = i + 1; k < t->v[i].end; k++)
			if (t->v[k].name.p == NULL)
				sheet_add(d->sheet, tree_text(t, k));
	}
}

static bool
page_add(struct html *h, struct str name, struct str bytes,
    const struct input *in, struct err *err)
{
	struct decoded text;
	struct document *d;
	struct str s;

	if (!encoding_read(&text, bytes,
		in->options == NULL ? NULL : in->options->encoding,
		html_declared(bytes), err))
		return false;
	if (h->n == 0) {
		decoded_tell(&text, h->b);
		h->encoding = text.name;
	}
	s = past_blanks(text.text);
	d = html_add(h, name);
	tree_html(&d->tree, text.text,
	    begins(s, "<?xml") ||
		str_find(str_slice(s, 0, 600), STR("XHTML")) != SIZE_MAX);
	decoded_free(&text);
	sheets_add(d);
	d->root = main_part(&d->tree);
	frame_hide(&d->tree, d->root);
	if (h->n == 1)
		head_tell(h->b, &d->tree);
	return true;
}

static struct str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash == NULL ? path : slash + 1);
}

/* One file, or several in their order. */
static bool
pages_read(struct html *h, const struct input *in, struct err *err)
{
	struct buf bytes = BUF_INIT;
	bool ok;

	ok = page_add(h,
	    in->n_more > 0 || in->part ? base_name(in->path) : STR(""),
	    in->bytes, in, err);
	for (size_t i = 0; ok && i < in->n_more; i++) {
		buf_clear(&bytes);
		ok = file_read(in->more[i], &bytes, err) &&
		     page_add(
			 h, base_name(in->more[i]), buf_lend(&bytes), in, err);
	}
	buf_free(&bytes);
	return ok;
}

/* ---- a folder ---- */

static bool
is_page(struct str name)
{
	return str_ends(name, ".html") || str_ends(name, ".htm") ||
	       str_ends(name, ".xhtml");
}

/* The page with which a folder begins: where there is one for each language, in
 * English or Russian if it may be. */
static const struct part *
index_of(const struct archive *a)
{
	static const char *const names[] = {"index.html", "index.htm",
	    "index.xhtml", "toc.html", "index.en.html", "index.ru.html"};
	const struct part *p = NULL;

	for (size_t i = 0; i < LENGTH(names) && p == NULL; i++)
		p = archive_find(a, str_of(names[i]));
	for (size_t i = 0; i < a->n && p == NULL; i++)
		if (str_starts(a->v[i].name, "index.") &&
		    str_ends(a->v[i].name, ".html"))
			p = &a->v[i];
	return p;
}

int
html_folder(const char *path)
{
	struct input in = {.path = path, .folder = true};
	struct archive a;
	int sure = 0;

	if (!archive_open(&a, &in, NULL))
		return 0;
	if (index_of(&a) != NULL)
		sure = 50;
	archive_close(&a);
	return sure;
}

/* A page of the folder, once; later ones of the same name are passed over. */
static bool
folder_page(struct html *h, struct archive *a, const struct part *p,
    const struct input *in, struct err *err)
{
	struct buf bytes = BUF_INIT;
	bool ok = true;

	for (size_t i = 0; i < h->n; i++)
		if (str_eq(h->v[i].name, p->name))
			return true;
	if (h->n < LIMIT_PAGES)
		ok = archive_read(a, p, &bytes, err) &&
		     page_add(h, p->name, buf_lend(&bytes), in, err);
	buf_free(&bytes);
	return ok;
}

/* The index, then what it links to, in order. */
static bool
folder_pages(struct html *h, const struct input *in, struct err *err)
{
	const struct part *p;
	struct archive a;
	bool ok;

	if (!archive_open(&a, in, err))
		return false;
	p = index_of(&a);
	ok = p != NULL ? folder_page(h, &a, p, in, err)
		       : err_set(err, ERR_FORMAT,
			     "the folder has no index.html to begin with");
	for (uint32_t i = 1; ok && i < h->v[0].tree.n; i++) {
		struct document *d = &h->v[0];
		const struct node *n = &d->tree.v[i];
		struct buf name = BUF_INIT;

		if (n->name.p != NULL && node_is(n, "a") &&
		    archive_resolve(
			d->name, node_attr(n, "href"), &name, NULL) &&
		    is_page(buf_lend(&name)) &&
		    (p = archive_find(&a, buf_lend(&name))) != NULL)
			ok = folder_page(h, &a, p, in, err);
		buf_free(&name);
	}
	archive_close(&a);
	return ok;
}

bool
html_read(struct builder *b, const struct input *in, struct err *err)
{
	struct html h;
	bool ok;

	if (!tree_html_ready(err))
		return false;
	html_init(&h, b, in->options);
	ok = in->folder ? folder_pages(&h, in, err) : pages_read(&h, in, err);
	if (ok && h.n == 1 && html_is_plain(&h.v[0])) {
		ok = html_read_plain(&h, in, err);
	} else if (ok) {
		html_repeats(&h);
		html_notes(&h);
		html_feed(&h);
		html_frame_tell(&h);
	}
	html_free(&h);
	return ok;
}

/* Pictures lie beside the page. */
bool
html_resource(
    const struct input *in, struct str href, struct buf *out, struct err *err)
{
	struct buf path = BUF_INIT;
	size_t folder = strlen(in->path);
	bool ok;

	if (in->folder)
		buf_printf(&path, "%s/", in->path);
	else {
		while (folder > 0 && in->path[folder - 1] != '/')
			folder--;
		buf_add(&path, in->path, folder);
	}
	buf_str(&path, href);
	ok = file_read(path.p, out, err);
	buf_free(&path);
	return ok;
}
