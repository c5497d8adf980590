/*
 * The W3C Web Annotation Data Model as JSON-LD: a collection with one page.
 * The sources are books, by a URI of their bytes.
 */
#include "lib/export/room.h"
#include "lib/export/target.h"

/* The bodies: the reader's words, and each tag. */
static void
bodies(struct jsonout *j, const struct annotation *a)
{
	struct str words = str_trim(a->body), rest = a->tags, tag;

	if (words.n == 0 && str_trim(a->tags).n == 0)
		return;
	jsonout_open(j, "body", '[');
	if (words.n > 0) {
		jsonout_open(j, NULL, '{');
		jsonout_word(j, "type", "TextualBody");
		jsonout_text(j, "value", words);
		jsonout_word(j, "format", "text/plain");
		jsonout_word(j, "purpose", "commenting");
		jsonout_close(j, '}');
	}
	for (size_t i = 0; (tag = head_tag(&rest)).p != NULL; i++) {
		jsonout_open(j, NULL, '{');
		jsonout_word(j, "type", "TextualBody");
		jsonout_text(j, "value", tag);
		jsonout_word(j, "purpose", "tagging");
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
}

/* The look of a highlight as the class of its target, and that class. */
static void
stylesheet(struct jsonout *j, const struct annotation *a)
{
	static const char *const hues[COLOURS] = {
	    [PINK] = "#f4b6cf",
	    [ORANGE] = "#f6c58f",
	    [YELLOW] = "#f2e27a",
	    [GREEN] = "#a9dba4",
	    [BLUE] = "#a4c8f0",
	    [PURPLE] = "#d0b3ec",
	};
	static const char *const looks[MARK_STYLES] = {
	    [SOLID] = "background-color:",
	    [UNDERLINE] = "text-decoration: underline",
	    [STRIKETHROUGH] = "text-decoration: line-through",
	    [OUTLINE] = "outline: solid",
	};
	struct buf css = BUF_INIT;

	buf_printf(&css, ".izba-%s-%s { %s %s }", colour_names[a->colour],
	    mark_style_names[a->style], looks[a->style], hues[a->colour]);
	jsonout_open(j, "stylesheet", '{');
	jsonout_word(j, "type", "CssStylesheet");
	jsonout_text(j, "value", buf_lend(&css));
	jsonout_close(j, '}');
	buf_free(&css);
}

static void
source(struct jsonout *j, const struct export_book *v)
{
	struct buf uri = BUF_INIT;

	target_book(v, &uri);
	jsonout_open(j, "source", '{');
	jsonout_text(j, "id", buf_lend(&uri));
	jsonout_word(j, "type", "Text");
	jsonout_word(j, "format", target_media_type(v));
	jsonout_some(j, "dc:title", head_title(v->book, v->options));
	jsonout_close(j, '}');
	buf_free(&uri);
}

static void
target(struct jsonout *j, const struct target *t, const struct annotation *a)
{
	struct buf class = BUF_INIT;

	jsonout_open(j, "target", '{');
	jsonout_word(j, "type", "SpecificResource");
	source(j, t->book);
	if (a->quote.n > 0) {
		buf_printf(&class, "izba-%s-%s", colour_names[a->colour],
		    mark_style_names[a->style]);
		jsonout_text(j, "styleClass", buf_lend(&class));
	}
	target_selectors(t, a, true, j);
	jsonout_close(j, '}');
	buf_free(&class);
}

static void
item(struct jsonout *j, const struct target *t, const struct annotation *a)
{
	struct buf urn = BUF_INIT;

	buf_printf(&urn, "urn:uuid:%s", a->uuid);
	jsonout_open(j, NULL, '{');
	jsonout_text(j, "id", buf_lend(&urn));
	jsonout_word(j, "type", "Annotation");
	target_motivation(j, a);
	jsonout_time(j, "created", a->created);
	if (a->modified != a->created)
		jsonout_time(j, "modified", a->modified);
	if (a->quote.n > 0)
		stylesheet(j, a);
	bodies(j, a);
	target(j, t, a);
	jsonout_close(j, '}');
	buf_free(&urn);
}

static void
page(struct jsonout *j, const struct export_book *v, size_t n)
{
	jsonout_number(j, "startIndex", 0);
	jsonout_open(j, "items", '[');
	for (size_t i = 0; i < n; i++) {
		struct target t = target_of(&v[i]);

		for (size_t k = 0; k < v[i].notes->n; k++)
			item(j, &t, &v[i].notes->v[k]);
		target_free(&t);
	}
	jsonout_close(j, ']');
}

/* A name for the collection or its page. */
static void
id(struct jsonout *j, const struct export_book *v, size_t n, unsigned which)
{
	struct buf urn = BUF_INIT;

	buf_puts(&urn, "urn:uuid:");
	if (n == 1)
		target_uuid(v, which, &urn);
	else
		buf_printf(
		    &urn, "4d1c3a5e-6b0f-8b7e-9a51-697a626100%02u", which);
	jsonout_text(j, "id", buf_lend(&urn));
	buf_free(&urn);
}

void
webanno_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	struct jsonout j = {.out = out};
	size_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += v[i].notes->n;
	jsonout_open(&j, NULL, '{');
	jsonout_word(&j, "@context", "http://www.w3.org/ns/anno.jsonld");
	id(&j, v, n, 2);
	jsonout_word(&j, "type", "AnnotationCollection");
	jsonout_text(&j, "label",
	    n == 1 && head_title(v->book, v->options).n > 0
		? head_title(v->book, v->options)
		: STR("Annotations"));
	target_generator(&j);
	jsonout_time(&j, "generated", now);
	jsonout_number(&j, "total", (int64_t)total);
	jsonout_open(&j, "first", '{');
	id(&j, v, n, 3);
	jsonout_word(&j, "type", "AnnotationPage");
	page(&j, v, n);
	jsonout_close(&j, '}');
	jsonout_close(&j, '}');
}
