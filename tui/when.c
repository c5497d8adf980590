/*
 * Days as readers name them: in their own time zone, with its summer time.
 */
#include <time.h>

#include "tui/when.h"

#define SECOND INT64_C(1000000)

/* Midnight, local time, `days` days on from that of a date. */
static int64_t
midnight(int year, int month, int day, int days)
{
	struct tm tm = {.tm_year = year - 1900,
	    .tm_mon = month - 1,
	    .tm_mday = day + days,
	    .tm_isdst = -1};

	return (int64_t)mktime(&tm) * SECOND;
}

static struct tm
local(int64_t t)
{
	time_t seconds = (time_t)(t / SECOND - (t % SECOND < 0));
	struct tm tm = {.tm_mday = 1};

	localtime_r(&seconds, &tm);
	return tm;
}

/* The day that is `days` days on from the day of a time. */
static struct period
day_from(int64_t t, int days)
{
	struct tm tm = local(t);
	int year = tm.tm_year + 1900, month = tm.tm_mon + 1;

	return (struct period){midnight(year, month, tm.tm_mday, days),
	    midnight(year, month, tm.tm_mday, days + 1)};
}

struct period
when_day(int64_t t)
{
	return day_from(t, 0);
}

void
when_write(struct buf *out, int64_t t)
{
	struct tm tm = local(t);

	buf_printf(out, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1,
	    tm.tm_mday);
}

/* Digits at the start of *s, at most `most`; -1 if there are none. */
static int
take_number(struct str *s, size_t most)
{
	int value = 0;
	size_t n = 0;

	while (n < s->n && n < most && s->p[n] >= '0' && s->p[n] <= '9')
		value = value * 10 + (s->p[n++] - '0');
	*s = str_slice(*s, n, s->n);
	return n > 0 ? value : -1;
}

/* "7d", "2w" */
static bool
read_ago(struct str s, int64_t now, struct period *out)
{
	int n = take_number(&s, 4);

	if (n < 0 || !(str_is(s, "d") || str_is(s, "w")))
		return false;
	out->from = day_from(now, str_is(s, "w") ? -7 * n : -n).from;
	out->to = INT64_MAX;
	return true;
}

/* "-11" at the start of *s; 0 if the date has ended, -1 if it is wrong. */
static int
take_part(struct str *s, int most)
{
	size_t n = s->n;
	int value;

	if (n == 0)
		return 0;
	if (s->p[0] != '-')
		return -1;
	*s = str_slice(*s, 1, n);
	value = take_number(s, 2);
	return n - s->n == 3 && value >= 1 && value <= most ? value : -1;
}

static bool
read_date(struct str s, struct period *out)
{
	size_t n = s.n;
	int year = take_number(&s, 4), month, day;

	if (year < 1900 || n - s.n != 4)
		return false;
	month = take_part(&s, 12);
	day = month > 0 ? take_part(&s, 31) : 0;
	if (month < 0 || day < 0 || s.n > 0)
		return false;
	out->from = midnight(year, month > 0 ? month : 1, day > 0 ? day : 1, 0);
	if (day > 0)
		out->to = midnight(year, month, day, 1);
	else if (month > 0)
		out->to = midnight(year, month + 1, 1, 0);
	else
		out->to = midnight(year + 1, 1, 1, 0);
	/* there is no 31st of February */
	return day <= 0 || local(out->from).tm_mday == day;
}

bool
when_read(struct str s, int64_t now, struct period *out)
{
	if (str_is(s, "today"))
		*out = day_from(now, 0);
	else if (str_is(s, "yesterday"))
		*out = day_from(now, -1);
	else
		return read_ago(s, now, out) || read_date(s, out);
	return true;
}
