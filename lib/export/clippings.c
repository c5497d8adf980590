/*
 * The shape of Kindle's "My Clippings": records parted by "==========", a note
 * a record of its own.  A text's own lines can't look like the end of a
 * record.
 */
#include <time.h>

#include "lib/export/room.h"

static const char end_of_record[] = "==========";

/* "Sunday, November 22, 2026 9:30:00 AM", in UTC and in English whatever the
 * locale is. */
static void
date(struct buf *out, int64_t time)
{
	static const char *const days[] = {"Sunday", "Monday", "Tuesday",
	    "Wednesday", "Thursday", "Friday", "Saturday"};
	static const char *const months[] = {"January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December"};
	time_t seconds = (time_t)(time / 1000000);
	struct tm tm;

	if (gmtime_r(&seconds, &tm) == NULL)
		return;
	buf_printf(out, "%s, %s %d, %d %d:%02d:%02d %s", days[tm.tm_wday],
	    months[tm.tm_mon], tm.tm_mday, tm.tm_year + 1900,
	    tm.tm_hour % 12 == 0 ? 12 : tm.tm_hour % 12, tm.tm_min, tm.tm_sec,
	    tm.tm_hour < 12 ? "AM" : "PM");
}

/* Words that stand on one line. */
static void
one_line(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_putc(out, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

/* Text line by line; one that begins like the end of a record is indented. */
static void
lines(struct buf *out, struct str s)
{
	for (size_t i = 0, end; i < s.n; i = end + 1) {
		struct str line;

		for (end = i; end < s.n && s.p[end] != '\n';)
			end++;
		line = str_slice(s, i, end);
		buf_puts(out, str_starts(line, end_of_record) ? " " : "");
		one_line(out, line);
		buf_puts(out, "\r\n");
	}
}

static void
record(struct buf *out, const struct export_book *v, const struct annotation *a,
    const char *what, struct str text)
{
	struct str title = head_title(v->book, v->options);
	struct buf word = BUF_INIT;

	one_line(out, title.n > 0 ? title : head_file(v->options));
	head_authors(&word, v->book, v->options);
	if (word.n > 0) {
		buf_puts(out, " (");
		one_line(out, buf_lend(&word));
		buf_puts(out, ")");
	}
	buf_printf(
	    out, "\r\n- Your %s on Location %u", what, a->from / 150 + 1);
	if (a->to > a->from)
		buf_printf(out, "-%u", (a->to - 1) / 150 + 1);
	buf_puts(out, " | Added on ");
	date(out, a->created);
	buf_puts(out, "\r\n\r\n");
	lines(out, str_trim(text));
	buf_printf(out, "%s\r\n", end_of_record);
	buf_free(&word);
}

static void
records(
    struct buf *out, const struct export_book *v, const struct annotation *a)
{
	if (a->quote.n > 0)
		record(out, v, a, "Highlight", a->quote);
	if (a->body.n > 0)
		record(out, v, a, "Note", a->body);
	if (a->quote.n == 0 && a->body.n == 0)
		record(out, v, a, "Bookmark", STR(""));
}

void
clippings_write_all(
    struct buf *out, const struct export_book *v, size_t n, int64_t now)
{
	(void)now;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].notes->n; k++)
			records(out, &v[i], &v[i].notes->v[k]);
}
