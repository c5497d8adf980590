/*
 * How a paragraph begins, and a few measures of text that several passes use.
 */
#include <string.h>

#include <izba/scan.h>
#include <izba/text.h>

#include "lib/formats/text.h"

/* Words that open a sentence and no name; in the order of str_cmp. */
static const struct str openers[] = {WORD("A"), WORD("After"), WORD("Although"),
    WORD("An"), WORD("And"), WORD("As"), WORD("At"), WORD("Before"),
    WORD("Both"), WORD("But"), WORD("By"), WORD("During"), WORD("Each"),
    WORD("Even"), WORD("For"), WORD("From"), WORD("Having"), WORD("He"),
    WORD("Here"), WORD("His"), WORD("However"), WORD("I"), WORD("If"),
    WORD("In"), WORD("It"), WORD("Its"), WORD("Later"), WORD("Many"),
    WORD("No"), WORD("Not"), WORD("Now"), WORD("Of"), WORD("On"), WORD("One"),
    WORD("Only"), WORD("Our"), WORD("She"), WORD("Since"), WORD("So"),
    WORD("Some"), WORD("Such"), WORD("That"), WORD("The"), WORD("Their"),
    WORD("Then"), WORD("There"), WORD("These"), WORD("They"), WORD("This"),
    WORD("Those"), WORD("Thus"), WORD("To"), WORD("Under"), WORD("Until"),
    WORD("We"), WORD("What"), WORD("When"), WORD("Where"), WORD("While"),
    WORD("With"), WORD("You"), WORD("А"), WORD("Без"), WORD("Более"),
    WORD("Бы"), WORD("В"), WORD("Вот"), WORD("Все"), WORD("Всё"), WORD("Вы"),
    WORD("Да"), WORD("Для"), WORD("До"), WORD("Его"), WORD("Если"), WORD("Ещё"),
    WORD("За"), WORD("И"), WORD("Из"), WORD("Их"), WORD("К"), WORD("Как"),
    WORD("Когда"), WORD("Кроме"), WORD("Мы"), WORD("На"), WORD("Не"),
    WORD("Но"), WORD("О"), WORD("Об"), WORD("Однако"), WORD("Он"), WORD("Она"),
    WORD("Они"), WORD("От"), WORD("По"), WORD("Под"), WORD("После"),
    WORD("При"), WORD("С"), WORD("Так"), WORD("То"), WORD("Тогда"), WORD("У"),
    WORD("Через"), WORD("Что"), WORD("Эта"), WORD("Эти"), WORD("Это"),
    WORD("Этот"), WORD("Я")};

static uint32_t
first_cp(struct str s, size_t *n)
{
	if (s.n == 0) {
		*n = 0;
		return 0;
	}
	return cp_decode(s.p, s.p + s.n, n);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t
text_bullet(struct str s)
{
	size_t n;
	uint32_t cp = first_cp(s, &n);

	if (cp != '-' && cp != '*' && cp != '+' && cp != 0x2022 &&
	    cp != 0x25cf && cp != 0x25aa && cp != 0x25e6 && cp != 0x2023 &&
	    cp != 0xb7)
		return 0;
	if (n >= s.n || (s.p[n] != ' ' && s.p[n] != '\t'))
		return 0;
	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n < s.n && n < 200 ? n : 0;
}

size_t
text_label(struct str s)
{
	size_t i = 0, from;
	bool link = s.n > 0 && s.p[0] == '[';

	i += link;
	from = i;
	while (i < s.n && is_digit(s.p[i]))
		i++;
	if (i == from || i - from > 4)
		return 0;
	if (link) {
		if (i < s.n && s.p[i] == '.')
			i++;
		if (!str_starts(str_slice(s, i, s.n), "]("))
			return 0;
		while (i < s.n && s.p[i] != ')')
			i++;
		i += i < s.n;
		i += i < s.n && s.p[i] == '.';
	} else if (i >= s.n || (s.p[i] != '.' && s.p[i] != ')')) {
		return 0;
	} else {
		i++;
	}
	if (i >= s.n || (s.p[i] != ' ' && s.p[i] != '\t'))
		return 0;
	return i + 1;
}

bool
text_bracket_label(struct str s)
{
	size_t n = 1;
	char close = 0;

	if (s.n > 3)
		close = s.p[0] == '[' ? ']' : s.p[0] == '{' ? '}' : 0;
	if (close == 0)
		return false;
	while (n < s.n && n < 6 && is_digit(s.p[n]))
		n++;
	return n > 1 && n + 1 < s.n && s.p[n] == close && s.p[n + 1] == ' ';
}

static bool
is_opener(struct str s)
{
	size_t n = 0, m;

	while (n < s.n && n < 24 &&
	       cp_is_letter(first_cp(str_slice(s, n, s.n), &m)))
		n += m;
	s = str_slice(s, 0, n);
	for (size_t low = 0, high = LENGTH(openers); low < high;) {
		size_t mid = (low + high) / 2;
		int c = str_cmp(s, openers[mid]);

		if (c == 0)
			return true;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return false;
}

unsigned
text_start(struct str s)
{
	unsigned start = 0;
	size_t n;
	uint32_t cp;

	if (s.n < 64 && text_is_callout(s))
		return START_CALLOUT;
	if (text_label(s) > 0)
		return START_LABEL;
	for (;; s = str_slice(s, n, s.n)) {
		cp = first_cp(s, &n);
		if (cp_is_quote(cp) && s.n > n)
			start |= START_QUOTE;
		else if (cp == '[' || cp == '(' || cp == '{')
			start |= START_BRACKET;
		else if (cp != '*' && cp != '_')
			break;
	}
	if (cp == 0x2026 || str_starts(s, ".."))
		return start | START_DOTS;
	if (cp_is_dash(cp))
		return start | START_DASH;
	if (cp_is_digit(cp))
		return start | START_DIGIT;
	if (cp_is_upper(cp))
		return start | START_UPPER | (is_opener(s) ? START_OPENER : 0);
	return start | (cp_is_letter(cp) ? START_LOWER : START_OTHER);
}

uint32_t
text_chars(struct str s)
{
	size_t i = 0, rest = 0;

	/* bytes that go on a code point, in columns that can't overflow */
	while (i + SCAN <= s.n) {
		scan_bytes column = {0};

		for (int k = 0; k < 255 && i + SCAN <= s.n; k++, i += SCAN)
			column -= scan_in(scan_load(s.p + i), 0x80, 0xbf);
		rest += scan_sum(column);
	}
	for (; i < s.n; i++)
		rest += ((unsigned char)s.p[i] & 0xc0) == 0x80;
	return (uint32_t)(s.n - rest);
}

bool
text_in_list(struct str w, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].n == w.n && list[i].p[0] == w.p[0] &&
		    memcmp(list[i].p, w.p, w.n) == 0)
			return true;
	return false;
}
