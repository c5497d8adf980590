/*
 * Times as other programs write them, into UTC microseconds.  A time without a
 * zone is taken for UTC: the file does not say where its clock stood.
 */
#include <time.h>

#include <izba/text.h>

#include "lib/import/room.h"

/* The end of the year 9999, where the store's times end. */
#define LAST_SECOND INT64_C(253402300799)

struct moment {
	int year, month, day, hour, minute, second;
	int64_t rest; /* microseconds */
	int zone; /* minutes east of UTC */
};

int64_t
when_seconds(int64_t seconds)
{
	return seconds > 0 && seconds <= LAST_SECOND ? seconds * 1000000 : 0;
}

static bool
in_order(const struct moment *m)
{
	static const int days[] = {
	    31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return m->year >= 1970 && m->year <= 9999 && m->month >= 1 &&
	       m->month <= 12 && m->day >= 1 && m->day <= days[m->month - 1] &&
	       m->hour >= 0 && m->hour <= 23 && m->minute >= 0 &&
	       m->minute <= 59 && m->second >= 0 && m->second <= 60 &&
	       m->zone > -24 * 60 && m->zone < 24 * 60;
}

static bool
moment_time(const struct moment *m, int64_t *out)
{
	struct tm tm = {.tm_year = m->year - 1900,
	    .tm_mon = m->month - 1,
	    .tm_mday = m->day,
	    .tm_hour = m->hour,
	    .tm_min = m->minute,
	    .tm_sec = m->second};
	int64_t seconds;

	if (!in_order(m))
		return false;
	seconds = (int64_t)timegm(&tm) - m->zone * 60;
	if (seconds <= 0 || seconds > LAST_SECOND)
		return false;
	*out = seconds * 1000000 + m->rest;
	return true;
}

/* ---- ISO 8601 ---- */

/* Take a number of just so many digits. */
static bool
take(struct str *s, size_t digits, int *out)
{
	int n = 0;

	if (s->n < digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		n = n * 10 + (s->p[i] - '0');
	}
	*s = str_slice(*s, digits, s->n);
	*out = n;
	return true;
}

static bool
take_any(struct str *s, const char *signs)
{
	if (s->n == 0 || strchr(signs, s->p[0]) == NULL || s->p[0] == '\0')
		return false;
	*s = str_slice(*s, 1, s->n);
	return true;
}

/* The time of day, as far as it is given. */
static bool
take_clock(struct str *s, struct moment *m)
{
	int64_t unit = 100000;
	int digit;

	if (!take(s, 2, &m->hour))
		return false;
	if (!take_any(s, ":"))
		return true;
	if (!take(s, 2, &m->minute))
		return false;
	if (!take_any(s, ":"))
		return true;
	if (!take(s, 2, &m->second))
		return false;
	if (take_any(s, ".,"))
		for (; take(s, 1, &digit); unit /= 10)
			m->rest += digit * unit;
	return true;
}

/* "Z", "+03:00", "-0330", or nothing. */
static bool
take_zone(struct str *s, struct moment *m)
{
	bool west = s->n > 0 && s->p[0] == '-';
	int hours, minutes = 0;

	*s = str_trim(*s);
	if (s->n == 0 || take_any(s, "Zz"))
		return s->n == 0;
	west = s->p[0] == '-';
	if (!take_any(s, "+-") || !take(s, 2, &hours))
		return false;
	take_any(s, ":");
	if (s->n > 0 && !take(s, 2, &minutes))
		return false;
	m->zone = (west ? -1 : 1) * (hours * 60 + minutes);
	return s->n == 0;
}

bool
when_iso(struct str s, int64_t *out)
{
	struct moment m = {.year = 0};

	s = str_trim(s);
	if (!take(&s, 4, &m.year) || !take_any(&s, "-") ||
	    !take(&s, 2, &m.month) || !take_any(&s, "-") ||
	    !take(&s, 2, &m.day))
		return false;
	if (s.n > 0 && (!take_any(&s, "Tt ") || !take_clock(&s, &m)))
		return false;
	return take_zone(&s, &m) && moment_time(&m, out);
}

int64_t
when_member(const json_t *o, const char *name)
{
	const json_t *value = data_get(o, name);
	int64_t time;

	if (json_is_integer(value)) {
		time = json_integer_value(value);
		/* milliseconds, as JavaScript has them */
		return when_seconds(
		    time > LAST_SECOND / 10 ? time / 1000 : time);
	}
	return when_iso(data_str(value), &time) ? time : 0;
}

/* ---- in words ---- */

/* How the names of months begin, in the languages of e-readers: English,
 * Russian, German, French, Spanish, Italian, Portuguese, Dutch. */
static const struct {
	const char *stem;
	int month;
} months[] = {
    {"jan", 1},
    {"ene", 1},
    {"gen", 1},
    {"янв", 1},
    {"feb", 2},
    {"fév", 2},
    {"fev", 2},
    {"фев", 2},
    {"mär", 3},
    {"mar", 3},
    {"maa", 3},
    {"мар", 3},
    {"apr", 4},
    {"avr", 4},
    {"abr", 4},
    {"апр", 4},
    {"may", 5},
    {"mai", 5},
    {"mei", 5},
    {"mag", 5},
    {"мая", 5},
    {"май", 5},
    {"jun", 6},
    {"juin", 6},
    {"giu", 6},
    {"июн", 6},
    {"jul", 7},
    {"juil", 7},
    {"lug", 7},
    {"июл", 7},
    {"aug", 8},
    {"aoû", 8},
    {"ago", 8},
    {"авг", 8},
    {"sep", 9},
    {"set", 9},
    {"сен", 9},
    {"oct", 10},
    {"okt", 10},
    {"ott", 10},
    {"out", 10},
    {"окт", 10},
    {"nov", 11},
    {"ноя", 11},
    {"dec", 12},
    {"déc", 12},
    {"dez", 12},
    {"dic", 12},
    {"дек", 12},
};

/* A time's words and numbers, in order. */
struct token {
	struct str text; /* in small letters */
	int number; /* or -1 */
	bool clock; /* "9:30" or "9:30:00" */
	struct moment at; /* of a clock */
};

struct tokens {
	struct token v[24];
	size_t n;
};

static int
month_of(struct str word)
{
	for (size_t i = 0; i < LENGTH(months); i++)
		if (str_starts(word, months[i].stem))
			return months[i].month;
	return 0;
}

/* Digits, and a clock if a colon follows them. */
static void
number_token(struct str s, size_t *i, struct token *t)
{
	int *parts[] = {&t->at.hour, &t->at.minute, &t->at.second};

	t->number = 0;
	for (size_t k = 0; k < LENGTH(parts); k++) {
		int n = 0;

		for (; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i)
			n = n > 99999 ? n : n * 10 + (s.p[*i] - '0');
		*parts[k] = n;
		if (k == 0)
			t->number = n;
		else
			t->clock = true;
		if (s.n - *i < 2 || s.p[*i] != ':' || s.p[*i + 1] < '0' ||
		    s.p[*i + 1] > '9')
			return;
		++*i;
	}
}

static struct tokens
tokens_of(struct str s)
{
	struct tokens ts = {.n = 0};

	for (size_t i = 0, n, from = 0; i < s.n && ts.n < LENGTH(ts.v);) {
		struct token t = {.number = -1};
		uint32_t cp = cp_decode(s.p + i, s.p + s.n, &n);

		if (cp >= '0' && cp <= '9') {
			number_token(s, &i, &t);
			ts.v[ts.n++] = t;
			continue;
		}
		from = i;
		while (i < s.n && cp_is_letter(cp)) {
			i += n;
			if (i < s.n)
				cp = cp_decode(s.p + i, s.p + s.n, &n);
		}
		t.text = str_slice(s, from, i);
		if (i == from)
			i += n;
		else
			ts.v[ts.n++] = t;
	}
	return ts;
}

/* "2024年12月30日": each number is named by what follows it. */
static bool
east_asian(const struct tokens *ts, struct moment *m)
{
	static const char *const names[] = {"年", "月", "日"};
	int *parts[] = {&m->year, &m->month, &m->day};

	for (size_t i = 0, k = 0; i + 1 < ts->n; i++) {
		if (ts->v[i].number < 0 || ts->v[i + 1].number >= 0 ||
		    !str_starts(ts->v[i + 1].text, names[k]))
			continue;
		*parts[k] = ts->v[i].number;
		if (++k == LENGTH(parts))
			return true;
	}
	return false;
}

/* The month is the word behind the day ("30 septembre"), else the one before
 * it ("November 22"): a weekday may begin like a month ("mardi"). */
static bool
western(const struct tokens *ts, struct moment *m)
{
	for (size_t i = 0; i < ts->n; i++) {
		const struct token *t = &ts->v[i];

		if (t->clock || t->number < 0)
			continue;
		if (t->number >= 1000 && m->year == 0)
			m->year = t->number;
		if (t->number < 1 || t->number > 31 || m->day != 0)
			continue;
		m->day = t->number;
		for (size_t k = i + 1; k < ts->n && k < i + 3 &&
				       ts->v[k].number < 0 && m->month == 0;
		     k++)
			m->month = month_of(ts->v[k].text);
		if (m->month == 0 && i > 0)
			m->month = month_of(ts->v[i - 1].text);
	}
	return m->year != 0 && m->month != 0;
}

/* Which half of the day a word says: 1, 2, or 0 for neither.  "p. m." is two
 * words. */
static int
half_of(const struct tokens *ts, size_t i)
{
	static const struct {
		const char *word;
		int half;
	} halves[] = {{"上午", 1}, {"午前", 1}, {"下午", 2}, {"午後", 2}};
	const struct token *t = &ts->v[i];
	bool m = i + 1 < ts->n && str_is(ts->v[i + 1].text, "m");

	if (t->number >= 0)
		return 0;
	for (size_t k = 0; k < LENGTH(halves); k++)
		if (str_ends(t->text, halves[k].word))
			return halves[k].half;
	if (str_is(t->text, "am") || (m && str_is(t->text, "a")))
		return 1;
	return str_is(t->text, "pm") || (m && str_is(t->text, "p")) ? 2 : 0;
}

static void
set_clock(const struct tokens *ts, struct moment *m)
{
	bool found = false;
	int half = 0;

	for (size_t i = 0; i < ts->n; i++) {
		const struct token *t = &ts->v[i];

		if (half == 0)
			half = half_of(ts, i);
		if (!t->clock || found)
			continue;
		found = true;
		m->hour = t->at.hour;
		m->minute = t->at.minute;
		m->second = t->at.second;
	}
	if (half == 2 && m->hour < 12)
		m->hour += 12;
	if (half == 1 && m->hour == 12)
		m->hour = 0;
}

bool
when_words(struct str s, int64_t *out)
{
	struct moment m = {.year = 0};
	struct buf small = BUF_INIT;
	struct tokens ts;
	bool ok;

	text_fold(&small, NULL, str_slice(s, 0, 400), 0, FOLD_CASE);
	ts = tokens_of(buf_lend(&small));
	ok = east_asian(&ts, &m) || western(&ts, &m);
	set_clock(&ts, &m);
	ok = ok && moment_time(&m, out);
	buf_free(&small);
	return ok;
}
