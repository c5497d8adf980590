/*
 * A folder of chapters in Markdown, as mdBook has it: SUMMARY.md lists them,
 * in the folder or in its src, and book.toml tells title and authors.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/formats/markdown.h"

enum { CHAPTERS = 20000, DEPTH = 16, PARTS = 1000 };

struct line {
	unsigned level;
	struct str title;
	struct str file; /* null for a part's title */
};

struct summary {
	struct builder *b;
	const struct input *in;
	struct archive archive;
	struct arena *arena;
	struct str name; /* of SUMMARY.md */
	struct line *v;
	size_t n, cap;
	struct md_files files;
	uint64_t bytes; /* of all chapters */
	bool titled;
};

static const char *const places[] = {"SUMMARY.md", "src/SUMMARY.md"};

int
markdown_folder(const char *path)
{
	int sure = 0;

	for (size_t i = 0; i < LENGTH(places); i++) {
		struct buf name = BUF_INIT;

		buf_printf(&name, "%s/%s", path, places[i]);
		if (access(name.p, R_OK) == 0)
			sure = 60;
		buf_free(&name);
	}
	return sure;
}

/* ---- book.toml ---- */

/* A list may go on over lines: up to its bracket. */
static struct str
list_whole(struct str all, struct str value)
{
	size_t from = (size_t)(value.p - all.p), to;

	if (value.n == 0 || value.p[0] != '[')
		return value;
	to = str_find(str_slice(all, from, from + 4096), STR("]"));
	return to == SIZE_MAX ? value : str_slice(all, from, from + to + 1);
}

static void
toml_read(struct summary *s, struct str all)
{
	bool book = false;
	size_t at = 0, end, sign;

	for (; at < all.n; at = end + 1) {
		struct str line, key;

		end = str_find(str_slice(all, at, all.n), STR("\n"));
		end = end == SIZE_MAX ? all.n : at + end;
		line = str_trim(str_slice(all, at, end));
		if (str_starts(line, "["))
			book = str_is(line, "[book]");
		sign = str_find(line, STR("="));
		if (!book || sign == SIZE_MAX || str_starts(line, "#"))
			continue;
		key = str_trim(str_slice(line, 0, sign));
		line = list_whole(
		    all, str_trim(str_slice(line, sign + 1, line.n)));
		s->titled |= str_is(key, "title");
		if (!str_is(key, "src"))
			md_front_value(s->b, key, line);
	}
}

/* ---- SUMMARY.md ---- */

/* A title without the signs of its markup. */
static struct str
plain_title(struct summary *s, struct str title)
{
	struct buf b = BUF_INIT;
	struct str kept;

	for (size_t i = 0; i < title.n; i++)
		if (strchr("*_`\\", title.p[i]) == NULL)
			buf_putc(&b, title.p[i]);
	kept = arena_str(s->arena, str_trim(buf_lend(&b)));
	buf_free(&b);
	return kept;
}

/* The file that a link of the summary names, as the folder has it. */
static struct str
file_of(struct summary *s, struct str href)
{
	struct buf name = BUF_INIT;
	const struct part *p = NULL;
	struct str kept = {NULL, 0};

	if (archive_resolve(s->name, href, &name, NULL))
		p = archive_find(&s->archive, buf_lend(&name));
	if (p != NULL)
		kept = p->name;
	else
		builder_problem(s->b, PROBLEM_CONTENTS, 0,
		    "SUMMARY.md names a chapter that is not there: %.*s",
		    (int)(href.n < 120 ? href.n : 120), href.p);
	buf_free(&name);
	return kept;
}

/* "- [Title](file.md)": the chapter of a line; false if it names none. */
static bool
chapter_read(struct summary *s, struct str line, struct line *out)
{
	size_t open = str_find(line, STR("[")), middle, end;

	middle = str_find(line, STR("]("));
	if (open == SIZE_MAX || middle == SIZE_MAX || open > middle)
		return false;
	for (end = middle + 2; end < line.n && line.p[end] != ')';)
		end++;
	out->title = plain_title(s, str_slice(line, open + 1, middle));
	line = str_trim(str_slice(line, middle + 2, end));
	if (line.n > 1 && line.p[0] == '<')
		line = str_slice(line, 1, line.n - 1);
	if (line.n == 0)
		return false;
	out->file = file_of(s, line);
	return out->file.n > 0;
}

/* How deep a line is indented. */
static unsigned
indent_of(struct str line)
{
	unsigned n = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\t')
			n += 4;
		else if (line.p[i] == ' ')
			n++;
		else
			break;
	}
	return n;
}

static void
summary_read(struct summary *s, struct str all)
{
	unsigned stack[DEPTH], depth = 0, base = 1;
	bool first = true;
	size_t at = 0, end;

	for (; at < all.n && s->n < CHAPTERS; at = end + 1) {
		struct line l = {.level = base};
		struct str line, t;
		unsigned indent;

		end = str_find(str_slice(all, at, all.n), STR("\n"));
		end = end == SIZE_MAX ? all.n : at + end;
		line = str_slice(all, at, end);
		t = str_trim(line);
		if (str_starts(t, "# ")) {
			/* the first is only "Summary" */
			l.level = 1;
			l.title = plain_title(s, str_slice(t, 2, t.n));
			if (!first)
				ARRAY_PUSH(s->v, s->n, s->cap, l);
			base = first ? 1 : 2;
			first = false;
			continue;
		}
		if (!chapter_read(s, t, &l))
			continue;
		first = false;
		indent = indent_of(line);
		while (depth > 0 && stack[depth - 1] >= indent)
			depth--;
		if (strchr("-*+", t.p[0]) == NULL)
			depth = 0;
		/* what is in no list stands before the parts, or behind */
		l.level = strchr("-*+", t.p[0]) != NULL ? base + depth : 1;
		if (depth < DEPTH && strchr("-*+", t.p[0]) != NULL)
			stack[depth++] = indent;
		ARRAY_PUSH(s->v, s->n, s->cap, l);
	}
}

/* ---- the chapters ---- */

static void
files_list(struct summary *s)
{
	s->files.v = xcalloc(s->n + 1, sizeof(*s->files.v));
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].file.n > 0)
			s->files.v[s->files.n++] = s->v[i].file;
	md_files_sort(&s->files);
}

/* A part has no file: its title stands before its first chapter. */
static void
part_feed(struct summary *s, size_t i)
{
	struct buf key = BUF_INIT;

	buf_printf(&key, "#part-%zu", i);
	builder_contents(s->b, 1, s->v[i].title, buf_lend(&key));
	builder_fragment(s->b, buf_lend(&key));
	builder_block(s->b, BLOCK_HEADING, 1, BLOCK_STATED, 0, 2);
	builder_literal(s->b, s->v[i].title, 0);
	buf_free(&key);
}

static bool
chapter_feed(struct summary *s, size_t i, bool first, struct err *err)
{
	struct md_source source = {.in = s->in,
	    .files = &s->files,
	    .name = s->v[i].file,
	    .first = first,
	    .titled = true};
	const struct part *p = archive_find(&s->archive, s->v[i].file);
	struct buf bytes = BUF_INIT;
	bool ok;

	builder_contents(s->b, s->v[i].level, s->v[i].title, s->v[i].file);
	ok = p != NULL && archive_read(&s->archive, p, &bytes, err);
	source.bytes = buf_lend(&bytes);
	ok = ok && md_file(s->b, &source, err);
	s->bytes += bytes.n;
	buf_free(&bytes);
	return ok;
}

static int
by_file(const void *a, const void *b)
{
	const struct line *const *x = a, *const *y = b;
	int c = str_cmp((*x)->file, (*y)->file);

	return c != 0 ? c : (*x > *y) - (*x < *y);
}

/* A file that is listed twice stands where it is listed first. */
static void
once(struct summary *s)
{
	struct line **v = xcalloc(s->n + 1, sizeof(struct line *));
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].file.n > 0)
			v[n++] = &s->v[i];
	if (n > 0)
		qsort(v, n, sizeof(struct line *), by_file);
	for (size_t i = n; i-- > 1;)
		if (str_eq(v[i]->file, v[i - 1]->file))
			v[i]->title = (struct str){NULL, 0};
	free(v);
}

static bool
chapters_feed(struct summary *s, struct err *err)
{
	bool first = true, ok = true;

	once(s);
	files_list(s);
	for (size_t i = 0; ok && i < s->n; i++) {
		if (s->v[i].title.n == 0)
			continue;
		if (s->v[i].file.n == 0) {
			part_feed(s, i);
			continue;
		}
		ok = chapter_feed(s, i, first, err);
		first = false;
	}
	builder_source_bytes(
	    s->b, s->bytes < NOWHERE ? (uint32_t)s->bytes : NOWHERE);
	return ok && (s->files.n > 0 ||
			 err_set(err, ERR_FORMAT,
			     "its SUMMARY.md lists no chapter that is there"));
}

/* The folder's own name, for a book that has no title. */
static void
title_by_folder(struct summary *s)
{
	struct str path = str_of(s->in->path);
	size_t from;

	while (path.n > 1 && path.p[path.n - 1] == '/')
		path.n--;
	for (from = path.n; from > 0 && path.p[from - 1] != '/';)
		from--;
	path = str_slice(path, from, path.n);
	if (!s->titled && !str_is(path, ".") && !str_is(path, "/"))
		builder_title(s->b, path);
}

static bool
summary_feed(struct summary *s, struct err *err)
{
	const struct part *toml = archive_find(&s->archive, STR("book.toml"));
	const struct part *list = NULL;
	struct buf text = BUF_INIT;
	bool ok = true;

	for (size_t i = 0; i < LENGTH(places) && list == NULL; i++)
		list = archive_find(&s->archive, str_of(places[i]));
	if (list == NULL)
		return err_set(err, ERR_FORMAT, "the folder has no SUMMARY.md");
	if (toml != NULL && archive_read(&s->archive, toml, &text, NULL))
		toml_read(s, buf_lend(&text));
	title_by_folder(s);
	buf_clear(&text);
	s->name = list->name;
	ok = archive_read(&s->archive, list, &text, err);
	if (ok) {
		summary_read(s, buf_lend(&text));
		ok = chapters_feed(s, err);
	}
	buf_free(&text);
	return ok;
}

bool
md_folder_read(struct builder *b, const struct input *in, struct err *err)
{
	struct summary s = {.b = b, .in = in};
	bool ok;

	if (!archive_open(&s.archive, in, err))
		return false;
	s.arena = arena_new();
	ok = summary_feed(&s, err);
	archive_close(&s.archive);
	arena_free(s.arena);
	free(s.files.v);
	free(s.v);
	return ok;
}
