/*
 * Filling templates in: what each of their names stands for.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/export/room.h"
#include "lib/export/template.h"

#define MOST ((size_t)256 << 20) /* bytes of a document */

/* Annotations that follow each other under one heading. */
struct group {
	size_t from, to; /* in fill.order */
};

/* Where in its list the member of each scope is. */
struct turn {
	size_t i, n;
};

struct fill {
	const struct export_template *t;
	struct buf *out;
	const struct export_book *books;
	size_t n_books;
	int64_t now;
	/* the members that are open */
	const struct export_book *book;
	const struct annotation **order; /* of the book */
	struct group *groups;
	size_t n_groups, cap_groups;
	const struct group *group; /* or NULL: all of the book */
	const struct annotation *a;
	struct cited *cited;
	size_t n_cited;
	const struct note *note;
	struct str item, rest; /* of a list of words, and those to come */
	struct turn turns[SCOPES];
	const struct turn *turn; /* of the innermost list */
	struct buf word; /* a value that had to be made */
	bool too_much;
};

/* ---- values ---- */

static struct str
put_time(struct fill *f, int64_t time, size_t most)
{
	export_time(&f->word, time);
	return str_slice(buf_lend(&f->word), 0, most);
}

static struct str
put_number(struct fill *f, uint64_t n)
{
	buf_printf(&f->word, "%" PRIu64, n);
	return buf_lend(&f->word);
}

static struct str
flag(bool is)
{
	return is ? STR("yes") : STR("");
}

static struct str
document_value(struct fill *f, enum field field)
{
	uint64_t n = 0;

	if (field == FIELD_EXPORTED)
		return put_time(f, f->now, SIZE_MAX);
	for (size_t i = 0; i < f->n_books; i++)
		n += f->books[i].notes->n;
	return put_number(f, n);
}

static struct str
book_value(struct fill *f, enum field field)
{
	const struct book *b = f->book->book;
	const struct export_options *o = f->book->options;

	switch ((int)field) {
	case FIELD_TITLE:
		return head_title(b, o);
	case FIELD_AUTHORS:
		head_authors(&f->word, b, o);
		return buf_lend(&f->word);
	case FIELD_LANGUAGE:
		return b != NULL ? b->language : STR("");
	case FIELD_PUBLISHER:
		return head_meta(b, META_PUBLISHER);
	case FIELD_YEAR:
		return head_year(b);
	case FIELD_ISBN:
		return head_isbn(b);
	case FIELD_KEY:
		cite_key(&f->word, f->book, (size_t)(f->book - f->books));
		return buf_lend(&f->word);
	case FIELD_FILE:
		return head_file(o);
	case FIELD_PATH:
		return str_of(o->path);
	case FIELD_SHA256:
		return str_of(o->sha);
	default:
		return put_number(f, f->book->notes->n);
	}
}

/* The ids of the sections over an annotation; how many. */
static size_t
path_of(const struct fill *f, const struct annotation *a, uint32_t *path,
    size_t max)
{
	return head_sections(f->book->book, a, path, max);
}

static struct str
section_value(struct fill *f, enum field field)
{
	enum { MOST_LEVELS = 32 };
	const struct annotation *a = f->order[f->group->from];
	uint32_t path[MOST_LEVELS];
	size_t n = path_of(f, a, path, MOST_LEVELS);

	if (field == FIELD_SECTION_LOST)
		return flag(a->state == ANCHOR_LOST);
	if (field == FIELD_LEVEL)
		return put_number(f, n > 0 ? n : 1);
	if (n == 0)
		return a->section;
	head_heading(&f->word, &f->book->book->sections[path[n - 1]]);
	return buf_lend(&f->word);
}

/* What of an annotation is the same in every book. */
static struct str
own_value(struct fill *f, enum field field)
{
	const struct annotation *a = f->a;

	switch ((int)field) {
	case FIELD_UUID:
		return str_of(a->uuid);
	case FIELD_ID:
		return str_slice(str_of(a->uuid), 0, 13);
	case FIELD_KIND:
		return str_of(annotation_names[a->kind]);
	case FIELD_IS_BOOKMARK:
		return flag(a->kind == ANNOTATION_BOOKMARK);
	case FIELD_IS_HIGHLIGHT:
		return flag(a->kind == ANNOTATION_HIGHLIGHT);
	case FIELD_IS_NOTE:
		return flag(a->kind == ANNOTATION_NOTE);
	case FIELD_IS_LOST:
		return flag(a->state == ANCHOR_LOST);
	case FIELD_IS_DOUBTFUL:
		return flag(annotation_is_doubtful(a));
	case FIELD_QUOTE:
		return a->quote;
	case FIELD_NOTE:
		return str_trim(a->body);
	case FIELD_TAGS:
		return a->tags;
	case FIELD_COLOUR:
		return str_of(colour_names[a->colour]);
	case FIELD_STYLE:
		return str_of(mark_style_names[a->style]);
	case FIELD_MARK:
		return (struct str){&a->mark, a->mark != '\0'};
	case FIELD_CREATED:
		return put_time(f, a->created, SIZE_MAX);
	case FIELD_MODIFIED:
		return put_time(f, a->modified, SIZE_MAX);
	default:
		return put_time(f, a->created, 10);
	}
}

static struct str
annotation_value(struct fill *f, enum field field)
{
	const struct book *b = f->book->book;

	switch ((int)field) {
	case FIELD_WORDS:
		return head_words(b, f->a);
	case FIELD_ADDRESS:
		head_address(&f->word, b, f->a);
		return buf_lend(&f->word);
	case FIELD_PAGE:
		return head_page(b, f->a);
	case FIELD_SECTION:
		return head_section(b, f->a);
	case FIELD_NOTE_LABEL:
		return head_note(b, f->a);
	case FIELD_HAS_FOOTNOTES:
		return flag(f->n_cited > 0);
	default:
		return own_value(f, field);
	}
}

static struct str
footnote_value(struct fill *f, enum field field)
{
	const struct book *b = f->book->book;
	const struct note *source = cited_source(b, f->note);

	switch ((int)field) {
	case FIELD_LABEL:
		return f->note->label;
	case FIELD_TEXT:
		return cited_text(b, f->note);
	case FIELD_IBID:
		return source != NULL ? cited_text(b, source) : STR("");
	default:
		cite_text(&f->word, b, f->note);
		return buf_lend(&f->word);
	}
}

static struct str
item_value(struct fill *f, enum field field)
{
	(void)field;
	return f->item;
}

static struct str
turn_value(struct fill *f, enum field field)
{
	return flag(field == FIELD_FIRST ? f->turn->i == 0
					 : f->turn->i + 1 == f->turn->n);
}

static struct str
value_of(struct fill *f, enum field field)
{
	static struct str (*const values[SCOPES])(struct fill *, enum field) = {
	    [SCOPE_DOCUMENT] = document_value,
	    [SCOPE_BOOK] = book_value,
	    [SCOPE_SECTION] = section_value,
	    [SCOPE_ANNOTATION] = annotation_value,
	    [SCOPE_FOOTNOTE] = footnote_value,
	    [SCOPE_ITEM] = item_value,
	    [SCOPE_ANY] = turn_value,
	};

	buf_clear(&f->word);
	return values[template_fields[field].scope](f, field);
}

/* ---- lists ---- */

/* Put the annotations into order, the lost ones last, and part them by their
 * sections. */
static void
sort_out(struct fill *f)
{
	const struct annotations *notes = f->book->notes;
	size_t n = 0;

	f->order = xrealloc(f->order, (notes->n + 1) * sizeof(*f->order));
	for (int k = 0; k < STANDINGS; k++)
		for (size_t i = 0; i < notes->n; i++)
			if (head_standing(&notes->v[i]) == (enum standing)k)
				f->order[n++] = &notes->v[i];
	f->n_groups = 0;
	for (size_t i = 0; i < n; i++) {
		const struct annotation *a = f->order[i], *before;

		before = i > 0 ? f->order[i - 1] : NULL;
		if (before == NULL ||
		    head_standing(before) != head_standing(a) ||
		    !head_same_section(f->book->book, before, a))
			ARRAY_PUSH(f->groups, f->n_groups, f->cap_groups,
			    (struct group){i, i});
		f->groups[f->n_groups - 1].to = i + 1;
	}
}

/* Take the next line off the rest. */
static struct str
next_line(struct str *rest)
{
	size_t end = str_find(*rest, STR("\n"));
	struct str line = str_slice(*rest, 0, end);

	*rest = end == SIZE_MAX ? STR("") : str_slice(*rest, end + 1, rest->n);
	return line;
}

static size_t
count_lines(struct str s)
{
	size_t n = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

/* What a list of it can only be opened in, as the parser has seen to. */

static const struct export_book *
book_of(const struct fill *f)
{
	assert(f->book != NULL);
	return f->book;
}

static const struct group *
group_of(const struct fill *f)
{
	assert(f->group != NULL);
	return f->group;
}

static const struct annotation *
ordered(const struct fill *f, size_t i)
{
	assert(f->order != NULL);
	return f->order[i];
}

static struct str
author_of(const struct fill *f, size_t i)
{
	return head_author(book_of(f)->book, book_of(f)->options, i);
}

static const struct annotation *
mark_of(const struct fill *f)
{
	assert(f->a != NULL);
	return f->a;
}

static size_t
count_members(struct fill *f, enum field field)
{
	struct str rest;
	size_t n = 0;

	switch ((int)field) {
	case FIELD_BOOKS:
		return f->n_books;
	case FIELD_SECTIONS:
		return f->n_groups;
	case FIELD_ALL:
		return book_of(f)->notes->n;
	case FIELD_ANNOTATIONS:
		return group_of(f)->to - group_of(f)->from;
	case FIELD_AUTHOR_LIST:
		while (author_of(f, n).p)
			n++;
		return n;
	case FIELD_TAG_LIST:
		for (rest = mark_of(f)->tags; head_tag(&rest).p != NULL;)
			n++;
		return n;
	case FIELD_QUOTE_LINES:
		return count_lines(mark_of(f)->quote);
	case FIELD_NOTE_LINES:
		return count_lines(str_trim(mark_of(f)->body));
	default:
		return f->n_cited;
	}
}

static void
enter_annotation(struct fill *f, const struct annotation *a)
{
	const struct book *b = f->book->book;

	f->a = a;
	free(f->cited);
	f->cited = NULL;
	f->n_cited = 0;
	if (b != NULL && a->state != ANCHOR_LOST)
		f->cited = cited_in(b, a->from, a->to, &f->n_cited);
}

static void
enter(struct fill *f, enum field field, size_t i)
{
	switch ((int)field) {
	case FIELD_BOOKS:
		f->book = &f->books[i];
		sort_out(f);
		break;
	case FIELD_SECTIONS:
		f->group = &f->groups[i];
		break;
	case FIELD_ALL:
		enter_annotation(f, ordered(f, i));
		break;
	case FIELD_ANNOTATIONS:
		enter_annotation(f, ordered(f, group_of(f)->from + i));
		break;
	case FIELD_AUTHOR_LIST:
		f->item = author_of(f, i);
		break;
	case FIELD_TAG_LIST:
		f->rest = i == 0 ? mark_of(f)->tags : f->rest;
		f->item = head_tag(&f->rest);
		break;
	case FIELD_QUOTE_LINES:
		f->rest = i == 0 ? mark_of(f)->quote : f->rest;
		f->item = next_line(&f->rest);
		break;
	case FIELD_NOTE_LINES:
		f->rest = i == 0 ? str_trim(mark_of(f)->body) : f->rest;
		f->item = next_line(&f->rest);
		break;
	default:
		f->note = f->cited[i].note;
	}
}

/* ---- nodes ---- */

static void fill_nodes(struct fill *f, size_t from, size_t to);

static void
fill_list(struct fill *f, const struct node *n, size_t from)
{
	enum scope scope = template_fields[n->field].opens;
	const struct turn *outer = f->turn;
	size_t members = count_members(f, n->field);

	for (size_t i = 0; i < members && !f->too_much; i++) {
		f->turns[scope] = (struct turn){i, members};
		f->turn = &f->turns[scope];
		enter(f, n->field, i);
		fill_nodes(f, from, n->end);
	}
	f->turn = outer;
}

static void
fill_section(struct fill *f, const struct node *n, size_t from)
{
	bool list = template_fields[n->field].opens != SCOPES, some;

	if (list && n->kind == NODE_IF) {
		fill_list(f, n, from);
		return;
	}
	some =
	    list ? count_members(f, n->field) > 0 : value_of(f, n->field).n > 0;
	if (some == (n->kind == NODE_IF))
		fill_nodes(f, from, n->end);
}

static void
fill_nodes(struct fill *f, size_t from, size_t to)
{
	for (size_t i = from; i < to && !f->too_much;) {
		const struct node *n = &f->t->v[i++];

		if (n->kind == NODE_TEXT) {
			buf_str(f->out, n->text);
		} else if (n->kind == NODE_RAW) {
			buf_str(f->out, value_of(f, n->field));
		} else if (n->kind == NODE_VALUE) {
			f->t->escape->put(f->out, value_of(f, n->field));
		} else {
			fill_section(f, n, i);
			i = n->end;
		}
		f->too_much = f->out->n > MOST;
	}
}

bool
export_template_write(const struct export_template *t, struct buf *out,
    const struct export_book *v, size_t n, int64_t now, struct err *err)
{
	struct fill f = {.t = t,
	    .out = out,
	    .books = v,
	    .n_books = n,
	    .now = now,
	    .word = BUF_INIT};

	fill_nodes(&f, 0, t->n);
	buf_free(&f.word);
	free(f.order);
	free(f.groups);
	free(f.cited);
	return !f.too_much ||
	       err_set(err, ERR_LIMIT, "%s: it makes more than %zu megabytes",
		   t->name, MOST >> 20);
}
