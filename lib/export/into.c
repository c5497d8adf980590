/*
 * Exporting to a file that may be there already: what is not izba's own is
 * not overwritten, and a file that would not change is not touched.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/export/room.h"

/* More than this is no export. */
#define MOST ((size_t)1 << 30)

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
	       str_find(str_slice(old, 0, 4096), str_of(e->sign)) != SIZE_MAX;
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

/* Replace the old document by the new, if that may be done and need be. */
static bool
replace(const char *path, const struct exporter *e, struct str text,
    struct str old, bool force, struct export_report *report, struct err *err)
{
	if (old.n > 0 && same_but_time(e, text, old)) {
		report->same = true;
		return true;
	}
	report->foreign = !force && !is_own(e, old);
	if (report->foreign)
		return err_set(err, ERR_FILE,
		    "%s is there already and is not izba's %s: it is left as it is",
		    path, e->name);
	return export_save(path, text, err);
}

bool
export_to(const char *path, const struct exporter *e,
    const struct export_book *v, size_t n, int64_t now, bool force,
    struct export_report *report, struct err *err)
{
	struct buf text = BUF_INIT, old = BUF_INIT;
	struct export_report r = {.annotations = 0};
	struct stat st;
	bool ok;

	if (e == NULL && (e = export_for(path)) == NULL)
		e = export_find("markdown");
	for (size_t i = 0; i < n; i++)
		r.annotations += (uint32_t)v[i].notes->n;
	export_books(e, &text, v, n, now);
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		ok = read_all(path, &old, err) &&
		     replace(path, e, buf_lend(&text), buf_lend(&old), force,
			 &r, err);
	else
		ok = export_save(path, buf_lend(&text), err);
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
	if (report->same)
		buf_puts(out, ": nothing to change");
}
