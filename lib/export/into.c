/*
 * Exporting to a file that may be there already: what is not izba's own is not
 * overwritten, what people may have written in is brought up to date, and a
 * file that would not change is not touched.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/export/merge.h"
#include "lib/export/room.h"

/* More than this is no export. */
#define MOST ((size_t)1 << 30)
/* The sign and the time of export stand near the beginning. */
#define HEAD 4096

/* ---- what is there ---- */

/* Read a whole file; false with err set. */
static bool
read_all(const char *path, struct buf *out, struct err *err)
{
	FILE *f = fopen(path, "rbe");
	char part[65536];
	size_t n = 1;

	while (f != NULL && n > 0 && out->n < MOST) {
		n = fread(part, 1, sizeof(part), f);
		buf_add(out, part, n);
	}
	if (f == NULL || ferror(f)) {
		err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
		if (f != NULL)
			fclose(f);
		return false;
	}
	fclose(f);
	return out->n < MOST ||
	       err_set(err, ERR_LIMIT, "%s: too big for an export", path);
}

/* Is it an empty file, or one that this exporter wrote? */
static bool
is_own(const struct exporter *e, struct str old)
{
	if (str_trim(old).n == 0)
		return true;
	return e->sign != NULL &&
	       str_find(str_slice(old, 0, HEAD), str_of(e->sign)) != SIZE_MAX;
}

/* ---- the time of export ---- */

/* The text without the time that follows the stamp: two parts. */
static void
part_at_stamp(const char *stamp, struct str s, struct str part[2])
{
	size_t at = stamp == NULL ? SIZE_MAX : str_find(s, str_of(stamp)), to;

	part[0] = s;
	part[1] = str_slice(s, s.n, s.n);
	if (at == SIZE_MAX)
		return;
	at += strlen(stamp);
	for (to = at; to < s.n && strchr("0123456789-:.TZ", s.p[to]) != NULL;)
		to++;
	part[0] = str_slice(s, 0, at);
	part[1] = str_slice(s, to, s.n);
}

/* Do two documents differ in nothing but the time of export? */
static bool
same_but_time(const struct exporter *e, struct str a, struct str b)
{
	struct str left[2], right[2];

	part_at_stamp(e->stamp, a, left);
	part_at_stamp(e->stamp, b, right);
	return str_eq(left[0], right[0]) && str_eq(left[1], right[1]);
}

/* ---- exporting ---- */

const struct exporter *
export_for(const char *path)
{
	const char *dot = path != NULL ? strrchr(path, '.') : NULL;
	size_t n;
	const struct exporter *v = export_table(&n);

	for (size_t i = 0; dot != NULL && i < n; i++)
		if (strcmp(v[i].suffix, dot + 1) == 0)
			return &v[i];
	return NULL;
}

/* Put the time of export in the place of the old one. */
static void
restamp(struct buf *text, const char *stamp, int64_t now)
{
	struct str part[2], head = str_slice(buf_lend(text), 0, HEAD);
	struct buf out = BUF_INIT;

	if (stamp == NULL || str_find(head, str_of(stamp)) == SIZE_MAX)
		return;
	part_at_stamp(stamp, buf_lend(text), part);
	buf_str(&out, part[0]);
	export_time(&out, now);
	buf_str(&out, part[1]);
	buf_free(text);
	*text = out;
}

/* What is exported, and what has become of it so far. */
struct export
{
	const char *path;
	const struct exporter *e;
	const struct export_book *v;
	size_t n;
	int64_t now;
	bool force;
	struct export_report *report;
};

/* Bring a document up to date. */
static bool
update(const struct export *x, struct str text, struct str old, struct err *err)
{
	struct buf out = BUF_INIT;
	bool ok = true;

	merge_documents(x->e->shape, old, text, x->v, x->n, &out, x->report);
	if (!x->report->same) {
		restamp(&out, x->e->stamp, x->now);
		ok = export_save(x->path, buf_lend(&out), err);
	}
	buf_free(&out);
	return ok;
}

static bool
write_new(const struct export *x, struct str text, struct err *err)
{
	if (text.n == 0)
		return err_set(err, ERR_USAGE, "there is nothing to export");
	return export_save(x->path, text, err);
}

/* Replace the old document by the new, if that may be done and need be. */
static bool
replace(
    const struct export *x, struct str text, struct str old, struct err *err)
{
	const struct shape *shape = x->e->shape;
	bool own = is_own(x->e, old) ||
		   (shape != NULL && merge_has_pieces(shape, old));

	if (old.n > 0 && same_but_time(x->e, text, old)) {
		x->report->same = true;
		return true;
	}
	if (own && shape != NULL && str_trim(old).n > 0)
		return update(x, text, old, err);
	x->report->foreign = !x->force && !own;
	if (x->report->foreign)
		return err_set(err, ERR_FILE,
		    "%s is there already and is not izba's %s: it is left as "
		    "it is",
		    x->path, x->e->name);
	return write_new(x, text, err);
}

/* Write the document of those books that have something to show. */
static bool
document(const struct export *x, struct buf *out, struct err *err)
{
	struct export_book *v = xcalloc(x->n + 1, sizeof(*v));
	size_t n = 0;
	bool fits;

	for (size_t i = 0; i < x->n; i++) {
		x->report->annotations += (uint32_t)x->v[i].notes->n;
		if (x->v[i].notes->n > 0)
			v[n++] = x->v[i];
	}
	fits = export_fits(x->e, n, err);
	if (fits && n > 0)
		export_books(x->e, out, v, n, x->now);
	free(v);
	return fits;
}

bool
export_to(const char *path, const struct exporter *e,
    const struct export_book *v, size_t n, int64_t now, bool force,
    struct export_report *report, struct err *err)
{
	struct buf text = BUF_INIT, old = BUF_INIT;
	struct export_report r = {.annotations = 0};
	struct export x = {path, e, v, n, now, force, &r};
	struct stat st;
	bool ok;

	if (x.e == NULL && (x.e = export_for(path)) == NULL)
		x.e = export_find("markdown");
	if (!document(&x, &text, err))
		ok = false;
	else if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		ok = read_all(path, &old, err) &&
		     replace(&x, buf_lend(&text), buf_lend(&old), err);
	else
		ok = write_new(&x, buf_lend(&text), err);
	buf_free(&text);
	buf_free(&old);
	if (report != NULL)
		*report = r;
	return ok;
}

/* ", 2 new" */
static void
count(struct buf *out, bool *first, uint32_t n, const char *what)
{
	if (n == 0)
		return;
	buf_printf(out, "%s%u %s", *first ? ": " : ", ", n, what);
	*first = false;
}

void
export_say(
    struct buf *out, const char *path, const struct export_report *report)
{
	bool first = true;

	buf_printf(out, "%u annotation%s in %s", report->annotations,
	    report->annotations == 1 ? "" : "s", path);
	count(out, &first, report->added, "new");
	count(out, &first, report->changed, "changed");
	count(out, &first, report->gone, "taken out");
	count(out, &first, report->kept, "left as you changed them");
	if (report->same && first)
		buf_puts(out, ": nothing to change");
}
