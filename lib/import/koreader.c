/*
 * KOReader: the sidecar files metadata.*.lua, in the shape of today
 * ("annotations") and in the old one ("highlight" and "bookmarks"), its file of
 * annotations to carry, and its JSON export.
 *
 * The same highlight has the same seed in all of them, so that it comes in
 * once.  The times of the Lua files are the device's own, without a zone.
 */
#include <stdlib.h>

#include "lib/import/room.h"

bool
koreader_knows(const struct reading *r)
{
	static const char *const names[] = {"annotations", "highlight",
	    "bookmarks", "entries", "documents", "doc_props"};

	if (data_get(r->data.root, "metadata") != NULL)
		return false;
	for (size_t i = 0; i < LENGTH(names); i++)
		if (data_get(r->data.root, names[i]) != NULL)
			return true;
	return false;
}

/* ---- one highlight ---- */

/* What tells a highlight from all others of its book: where it begins and its
 * words. */
static void
seed_of(struct buf *out, const json_t *page, const struct annotation *a)
{
	if (a->kind == ANNOTATION_BOOKMARK)
		buf_puts(out, "bookmark ");
	data_plain(out, page);
	buf_putc(out, '\n');
	buf_str(out, a->quote);
}

static void
put_page(struct buf *out, const json_t *page)
{
	struct buf number = BUF_INIT;

	data_plain(&number, page);
	/* an XPointer says nothing to a reader */
	if (number.n > 0 && number.p[0] != '/')
		buf_printf(out, "p. %s", number.p);
	buf_free(&number);
}

struct words {
	struct str quote, note;
	const json_t *begins; /* a page or an XPointer */
	const json_t *page; /* as a reader counts, or NULL */
	int64_t created, modified;
	bool highlighted;
	bool unordered; /* not in the order of the book */
};

static bool
add(struct reading *r, const json_t *o, const struct words *w, struct err *err)
{
	struct import_note n = {
	    .line = data_line(&r->data, o), .hint = NOWHERE};
	struct buf seed = BUF_INIT, page = BUF_INIT;
	struct str none = {NULL, 0};
	bool ok;

	n.a.kind = w->highlighted            ? ANNOTATION_HIGHLIGHT
		   : str_trim(w->note).n > 0 ? ANNOTATION_NOTE
					     : ANNOTATION_BOOKMARK;
	if (w->highlighted)
		n.a.quote = str_trim(w->quote);
	n.a.body = str_trim(w->note);
	n.a.colour = colour_near(data_text(o, "color"));
	n.a.style = style_near(data_text(o, "drawer"));
	n.a.section = data_text(o, "chapter");
	n.a.created = w->created;
	n.a.modified = w->modified;
	if (!w->unordered)
		n.rank = (int64_t)r->n_notes + 1;
	put_page(&page, w->page);
	n.a.address = buf_lend(&page);
	seed_of(&seed, w->begins, &n.a);
	ok = reading_note(r, &n, none, buf_lend(&seed), err);
	buf_free(&seed);
	buf_free(&page);
	return ok;
}

/* A page number as the book has it, else as the screen had it. */
static const json_t *
page_of(const json_t *o)
{
	const json_t *page = data_get(o, "pageref");

	return page != NULL ? page : data_get(o, "pageno");
}

/* ---- the shape of today ---- */

static bool
read_annotation(struct reading *r, const json_t *o, struct err *err)
{
	struct words w = {.quote = data_text(o, "text"),
	    .note = data_text(o, "note"),
	    .begins = data_get(o, "page"),
	    .page = page_of(o),
	    .created = when_member(o, "datetime"),
	    .modified = when_member(o, "datetime_updated"),
	    .highlighted = json_is_string(data_get(o, "drawer"))};

	return add(r, o, &w, err);
}

/* An entry of the JSON export. */
static bool
read_entry(struct reading *r, const json_t *o, struct err *err)
{
	struct words w = {.quote = data_text(o, "text"),
	    .note = data_text(o, "note"),
	    .begins = data_get(o, "pn_xp"),
	    .page = data_get(o, "page"),
	    .created = when_member(o, "time"),
	    .highlighted = !str_is(data_text(o, "sort"), "bookmark")};

	if (w.begins == NULL)
		w.begins = w.page;
	return add(r, o, &w, err);
}

/* ---- the old shape ---- */

/* A bookmark of the old shape holds the quote in "notes" and the reader's words
 * in "text", where KOReader itself wrote "Page 7 QUOTE @ TIME" if there were
 * none. */
static struct str
old_note(const json_t *o)
{
	struct str text = data_text(o, "text"), quote = data_text(o, "notes");
	struct str time = data_text(o, "datetime");

	if (text.n == 0 || str_eq(text, quote) ||
	    (time.n > 0 && text.n > time.n + 2 &&
		str_eq(str_slice(text, text.n - time.n, text.n), time) &&
		str_ends(str_slice(text, 0, text.n - time.n), "@ ")))
		return (struct str){NULL, 0};
	return text;
}

/* The highlights of the old shape, by their times. */
struct old {
	struct old_one {
		struct str time;
		const json_t *object;
		size_t order;
		size_t taken; /* of those of one time, at the first */
		bool used;
	} * v;
	size_t n, cap;
};

static int
by_time(const void *a, const void *b)
{
	const struct old_one *left = a, *right = b;
	int c = str_cmp(left->time, right->time);

	return c != 0 ? c : left->order < right->order ? -1 : 1;
}

static void
add_old(struct old *all, const json_t *o)
{
	struct old_one one = {
	    .time = data_text(o, "datetime"), .object = o, .order = all->n};

	ARRAY_PUSH(all->v, all->n, all->cap, one);
}

static void
gather_old(const struct reading *r, struct old *all)
{
	const json_t *pages = data_get(r->data.root, "highlight");
	const json_t *page, *one;
	const char *key;
	size_t i, k;

	json_object_foreach ((json_t *)(uintptr_t)pages, key, page)
		json_array_foreach (page, i, one)
			add_old(all, one);
	/* pages 1, 2, 3 ... look like a list */
	json_array_foreach (pages, k, page)
		json_array_foreach (page, i, one)
			add_old(all, one);
	if (all->n > 0)
		qsort(all->v, all->n, sizeof(*all->v), by_time);
}

/* The next highlight of that time that no bookmark has had, or NULL. */
static struct old_one *
old_at(struct old *all, struct str time)
{
	size_t from = 0, to = all->n, at;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_cmp(all->v[middle].time, time) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	if (from == all->n)
		return NULL;
	at = from + all->v[from].taken++;
	return at < all->n && str_eq(all->v[at].time, time) ? &all->v[at]
							    : NULL;
}

static bool
read_bookmark(
    struct reading *r, const json_t *o, struct old *all, struct err *err)
{
	struct words w = {.quote = data_text(o, "notes"),
	    .note = old_note(o),
	    .begins = data_get(o, "page"),
	    .created = when_member(o, "datetime"),
	    .highlighted = json_is_true(data_get(o, "highlighted"))};
	struct old_one *own =
	    w.highlighted ? old_at(all, data_text(o, "datetime")) : NULL;

	if (json_is_integer(w.begins))
		w.page = w.begins;
	if (own == NULL)
		return add(r, o, &w, err);
	own->used = true;
	/* its look stands with the highlight */
	w.quote = data_text(own->object, "text").n > 0
		      ? data_text(own->object, "text")
		      : w.quote;
	return add(r, own->object, &w, err);
}

static bool
read_old(struct reading *r, struct err *err)
{
	const json_t *marks = data_get(r->data.root, "bookmarks"), *value;
	struct old all = {.v = NULL};
	bool ok = true;
	size_t i;

	gather_old(r, &all);
	/* the newest stands first */
	for (i = json_array_size(marks); ok && i > 0; i--)
		ok = read_bookmark(r, json_array_get(marks, i - 1), &all, err);
	for (i = 0; ok && i < all.n; i++) {
		struct words w = {.highlighted = true, .unordered = true};

		value = all.v[i].object;
		if (all.v[i].used)
			continue;
		w.quote = data_text(value, "text");
		w.begins = data_get(value, "pos0");
		w.created = when_member(value, "datetime");
		ok = add(r, value, &w, err);
	}
	free(all.v);
	return ok;
}

/* ---- books ---- */

/* Authors, a line for each. */
static void
put_authors(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			buf_puts(out, "; ");
		else
			buf_putc(out, s.p[i]);
}

static bool
begin_book(struct reading *r, const json_t *o, struct err *err)
{
	const json_t *props = data_get(o, "doc_props");
	struct import_book k = {.line = data_line(&r->data, o)};
	struct buf authors = BUF_INIT;
	bool ok;

	if (props == NULL)
		props = data_get(o, "stats");
	if (props == NULL)
		props = o;
	put_authors(&authors, data_text(props, "authors").n > 0
				  ? data_text(props, "authors")
				  : data_text(props, "author"));
	k.title = data_text(props, "title");
	k.authors = buf_lend(&authors);
	k.identifier = data_text(props, "identifiers");
	k.file = data_text(o, "doc_path").n > 0 ? data_text(o, "doc_path")
						: data_text(o, "file");
	k.md5 = data_text(o, "partial_md5_checksum");
	ok = reading_book(r, &k, err);
	buf_free(&authors);
	return ok;
}

/* A table that should be a list: an empty one reads as an object. */
static bool
each(struct reading *r, const json_t *list,
    bool (*read)(struct reading *, const json_t *, struct err *),
    struct err *err)
{
	const json_t *value;
	const char *key;
	size_t i;

	json_array_foreach (list, i, value)
		if (json_is_object(value) && !read(r, value, err))
			return false;
	json_object_foreach ((json_t *)(uintptr_t)list, key, value)
		if (json_is_object(value) && !read(r, value, err))
			return false;
	return true;
}

static bool
read_document(struct reading *r, const json_t *o, struct err *err)
{
	return begin_book(r, o, err) &&
	       each(r, data_get(o, "entries"), read_entry, err);
}

bool
koreader_read(struct reading *r, struct err *err)
{
	static const char *const lists[] = {
	    "annotations", "annotations_rolling", "annotations_paging"};
	const json_t *root = r->data.root;

	if (data_get(root, "documents") != NULL)
		return each(r, data_get(root, "documents"), read_document, err);
	if (data_get(root, "entries") != NULL)
		return read_document(r, root, err);
	if (!begin_book(r, root, err))
		return false;
	for (size_t i = 0; i < LENGTH(lists); i++)
		if (!each(r, data_get(root, lists[i]), read_annotation, err))
			return false;
	return data_get(root, "annotations") != NULL || read_old(r, err);
}
