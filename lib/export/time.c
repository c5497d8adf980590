/*
 * Times: UTC microseconds as ISO 8601 and back.
 */
#include <time.h>

#include "lib/export/room.h"

void
export_time(struct buf *out, int64_t microseconds)
{
	int64_t rest = microseconds % 1000000;
	time_t seconds;
	struct tm tm;
	char text[40];

	if (rest < 0)
		rest += 1000000;
	seconds = (time_t)((microseconds - rest) / 1000000);
	if (gmtime_r(&seconds, &tm) == NULL) {
		buf_puts(out, "1970-01-01T00:00:00Z");
		return;
	}
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	buf_puts(out, text);
	if (rest != 0)
		buf_printf(out, ".%06d", (int)rest);
	buf_putc(out, 'Z');
}

/* Take a number of so many digits off the front; -1 if there is none. */
static int64_t
take(struct str *s, size_t digits)
{
	int64_t n = 0;

	if (s->n < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return -1;
		n = n * 10 + (s->p[i] - '0');
	}
	*s = str_slice(*s, digits, s->n);
	return n;
}

static bool
take_sign(struct str *s, char sign)
{
	if (s->n == 0 || s->p[0] != sign)
		return false;
	*s = str_slice(*s, 1, s->n);
	return true;
}

/* The fraction of a second, if there is one, in microseconds. */
static bool
take_fraction(struct str *s, int64_t *out)
{
	int64_t unit = 100000, digit;

	*out = 0;
	if (!take_sign(s, '.'))
		return true;
	if (s->n == 0 || s->p[0] < '0' || s->p[0] > '9')
		return false;
	while ((digit = take(s, 1)) >= 0) {
		*out += digit * unit;
		unit /= 10;
	}
	return true;
}

static bool
read_iso(struct str s, int64_t *out)
{
	int64_t year, month, day, hour = 0, minute = 0, second = 0, rest = 0;
	struct tm tm = {.tm_sec = 0};

	year = take(&s, 4);
	if (year < 0 || !take_sign(&s, '-') || (month = take(&s, 2)) < 1 ||
	    month > 12 || !take_sign(&s, '-') || (day = take(&s, 2)) < 1 ||
	    day > 31)
		return false;
	if (take_sign(&s, 'T') &&
	    ((hour = take(&s, 2)) < 0 || hour > 23 || !take_sign(&s, ':') ||
		(minute = take(&s, 2)) < 0 || minute > 59 ||
		!take_sign(&s, ':') || (second = take(&s, 2)) < 0 ||
		second > 60 || !take_fraction(&s, &rest) ||
		!take_sign(&s, 'Z')))
		return false;
	if (s.n > 0)
		return false;
	tm.tm_year = (int)year - 1900;
	tm.tm_mon = (int)month - 1;
	tm.tm_mday = (int)day;
	tm.tm_hour = (int)hour;
	tm.tm_min = (int)minute;
	tm.tm_sec = (int)second;
	*out = (int64_t)timegm(&tm) * 1000000 + rest;
	return true;
}

bool
export_time_read(struct str s, int64_t *microseconds)
{
	struct str number = s;
	int64_t n;

	if (s.n > 0 && s.n <= 18 && (n = take(&number, s.n)) >= 0) {
		*microseconds = n;
		return true;
	}
	return read_iso(s, microseconds);
}
