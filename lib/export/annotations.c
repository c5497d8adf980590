/*
 * W3C EPUB Annotations 1.0 (Working Draft of September 2026): the annotation
 * set of one book.  A highlight's colour and style are of the body there, so it
 * has a body, with empty words.
 */
#include "lib/export/room.h"
#include "lib/export/target.h"

static void
urn_member(struct jsonout *j, const char *name, const char *uuid)
{
	struct buf urn = BUF_INIT;

	buf_printf(&urn, "urn:uuid:%s", uuid);
	jsonout_text(j, name, buf_lend(&urn));
	buf_free(&urn);
}

/* ---- the book ---- */

/* The identifiers that the book states ("isbn:978..."), then its bytes. */
static void
identifiers(struct jsonout *j, const struct export_book *v)
{
	struct buf uri = BUF_INIT;

	jsonout_open(j, "dc:identifier", '[');
	for (uint32_t i = 0; v->book != NULL && i < v->book->n_meta; i++) {
		const struct meta *m = &v->book->meta[i];

		if (m->kind != META_IDENTIFIER)
			continue;
		buf_clear(&uri);
		if (str_starts(m->value, "isbn:") ||
		    str_starts(m->value, "uuid:"))
			buf_puts(&uri, "urn:");
		buf_str(&uri, m->value);
		jsonout_text(j, NULL, buf_lend(&uri));
	}
	buf_clear(&uri);
	target_book(v, &uri);
	jsonout_text(j, NULL, buf_lend(&uri));
	jsonout_close(j, ']');
	buf_free(&uri);
}

static void
about(struct jsonout *j, const struct export_book *v)
{
	struct str author;

	jsonout_open(j, "about", '{');
	identifiers(j, v);
	jsonout_some(j, "dc:title", head_title(v->book, v->options));
	jsonout_word(j, "dc:format", target_media_type(v));
	jsonout_some(j, "dc:publisher", head_meta(v->book, META_PUBLISHER));
	if (head_author(v->book, v->options, 0).p != NULL) {
		jsonout_open(j, "dc:creator", '[');
		for (size_t i = 0;
		     (author = head_author(v->book, v->options, i)).p != NULL;
		     i++)
			jsonout_text(j, NULL, author);
		jsonout_close(j, ']');
	}
	jsonout_some(j, "dc:date", head_year(v->book));
	jsonout_close(j, '}');
}

/* ---- an annotation ---- */

/* Where it stands, in words: the headings over it and the printed page. */
static void
meta(struct jsonout *j, const struct book *b, const struct annotation *a)
{
	enum { MOST = 32 };
	uint32_t path[MOST];
	size_t n = head_sections(b, a, path, MOST);
	struct str page = head_page(b, a);

	if (n == 0 && page.p == NULL)
		return;
	jsonout_open(j, "meta", '{');
	jsonout_open(j, "headings", '[');
	for (size_t i = 0; i < n; i++) {
		jsonout_open(j, NULL, '{');
		jsonout_number(j, "level", (int64_t)i + 1);
		jsonout_text(j, "txt", b->sections[path[i]].title);
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
	jsonout_some(j, "page", page);
	jsonout_close(j, '}');
}

static void
target(struct jsonout *j, const struct target *t, const struct annotation *a)
{
	struct buf source = BUF_INIT;

	target_source(t, a, &source);
	jsonout_open(j, "target", '{');
	jsonout_text(j, "source", buf_lend(&source));
	target_selectors(t, a, false, j);
	meta(j, t->book->book, a);
	jsonout_close(j, '}');
	buf_free(&source);
}

static void
body(struct jsonout *j, const struct annotation *a)
{
	struct str words = str_trim(a->body), rest = a->tags, tag;

	if (a->kind == ANNOTATION_BOOKMARK && words.n == 0 && a->tags.n == 0)
		return;
	jsonout_open(j, "body", '{');
	jsonout_word(j, "type", "TextualBody");
	jsonout_text(j, "value", words.p != NULL ? words : STR(""));
	jsonout_word(j, "format", "text/plain");
	jsonout_word(j, "color", colour_names[a->colour]);
	jsonout_word(j, "highlight", mark_style_names[a->style]);
	if (str_trim(a->tags).n > 0) {
		jsonout_open(j, "tags", '[');
		for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++)
			jsonout_text(j, NULL, tag);
		jsonout_close(j, ']');
	}
	jsonout_close(j, '}');
}

static void
item(struct jsonout *j, const struct target *t, const struct annotation *a)
{
	jsonout_open(j, NULL, '{');
	urn_member(j, "id", a->uuid);
	jsonout_word(j, "type", "Annotation");
	target_motivation(j, a);
	jsonout_time(j, "created", a->created);
	if (a->modified != a->created)
		jsonout_time(j, "modified", a->modified);
	target(j, t, a);
	body(j, a);
	jsonout_close(j, '}');
}

static void
set(struct jsonout *j, const struct export_book *v, int64_t now)
{
	struct target t = target_of(v);
	struct buf uuid = BUF_INIT;

	target_uuid(v, 1, &uuid);
	jsonout_open(j, NULL, '{');
	jsonout_word(j, "@context", "https://www.w3.org/ns/epub-anno.jsonld");
	urn_member(j, "id", uuid.p);
	jsonout_word(j, "type", "AnnotationSet");
	target_generator(j);
	jsonout_time(j, "generated", now);
	about(j, v);
	jsonout_open(j, "items", '[');
	for (size_t i = 0; i < v->notes->n; i++)
		item(j, &t, &v->notes->v[i]);
	jsonout_close(j, ']');
	jsonout_close(j, '}');
	buf_free(&uuid);
	target_free(&t);
}

/* A set is of one book, so several are several documents, one after another;
 * export_fits keeps them out of one file. */
void
annotations_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	for (size_t i = 0; i < n; i++) {
		struct jsonout j = {.out = out};

		set(&j, &v[i], now);
	}
}
