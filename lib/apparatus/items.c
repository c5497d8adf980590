/*
 * Lists of notes to be: blocks that begin with a label, and the runs in which
 * their labels follow one another.
 *
 *  1. A run is told by its numbers; what is printed may be wrong in one place
 *     if both neighbours agree against it.
 *  2. A block between two items that is no item of the run belongs to the note
 *     before it, even if it begins with a number.
 *  3. Whether a run is a list of notes or a list in the text is not decided
 *     here (see choose.c).
 */
#include <stdlib.h>
#include <string.h>

#include "lib/apparatus/work.h"

/* Runs are made of labels of one class. */
enum { CLASS_NUMBER, CLASS_PAREN, CLASS_BARE, CLASS_SIGN, CLASSES };

static const uint8_t class_of[FORM_KINDS] = {
    [FORM_POINT] = CLASS_NUMBER,
    [FORM_BRACKET] = CLASS_NUMBER,
    [FORM_RAISED] = CLASS_NUMBER,
    [FORM_LINKED] = CLASS_NUMBER,
    [FORM_NAMED] = CLASS_NUMBER,
    [FORM_WORD] = CLASS_NUMBER,
    [FORM_PAREN] = CLASS_PAREN,
    [FORM_ROUND] = CLASS_PAREN,
    [FORM_BARE] = CLASS_BARE,
    [FORM_SIGN] = CLASS_SIGN,
};

/* ---- items ---- */

/* The bullet that a converter leaves before a label. */
static size_t
skip_bullet(struct str s)
{
	static const char *const bullets[] = {
	    "- ", "\xe2\x80\xa2 ", "\xe2\x80\x93 ", "\xe2\x80\x94 "};
	size_t at = 0;

	while (at < s.n && s.p[at] == ' ')
		at++;
	for (size_t i = 0; i < LENGTH(bullets); i++)
		if (str_starts(str_slice(s, at, s.n), bullets[i]))
			return at + strlen(bullets[i]);
	return at;
}

/* What the format says of the label's place: raised, or a link. */
static enum label_form
form_by_style(const struct work *w, uint32_t place, enum label_form form)
{
	uint32_t link = book_link_from(w->b, place), to;

	if ((book_style_at(w->b, place, &to) & STYLE_SUPERSCRIPT) != 0)
		return FORM_RAISED;
	if (link < w->b->n_links && w->b->links[link].from <= place + 1 &&
	    w->b->links[link].to <= place + 12)
		return FORM_LINKED;
	return form;
}

/* The form that the signs around a label tell; *at moves behind them. */
static enum label_form
form_by_signs(struct str s, char open, bool named, bool raised, size_t *at)
{
	enum label_form form = raised ? FORM_RAISED : FORM_BARE;
	char c = *at < s.n ? s.p[*at] : 0;

	if (open != 0) {
		if (c != bracket_closing(open))
			return FORM_KINDS;
		(*at)++;
		form = named         ? FORM_NAMED
		       : open == '(' ? FORM_ROUND
				     : FORM_BRACKET;
		c = *at < s.n ? s.p[*at] : 0;
	}
	if (c == '.' || c == ')' || c == ':') {
		(*at)++;
		if (form == FORM_BARE && c != ':')
			form = c == '.' ? FORM_POINT : FORM_PAREN;
	}
	return form;
}

/* Does it say anything: is there a letter or a digit at its start? */
static bool
has_words(struct str s)
{
	size_t n;

	for (size_t at = 0; at < s.n && at < 24; at += n) {
		uint32_t cp = cp_decode(s.p + at, s.p + s.n, &n);

		if (cp_is_letter(cp) || cp_is_digit(cp))
			return true;
	}
	return false;
}

/* The word before a label: "[Footnote 1: ...]". */
static size_t
skip_word(struct str s)
{
	static const char *const words[] = {"Footnote ", "Note ", "footnote ",
	    "Сноска ", "Примечание ", "Прим. "};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(s, words[i]))
			return strlen(words[i]);
	return 0;
}

bool
item_at(const struct work *w, uint32_t block, struct item *out)
{
	struct str s = block_text(w, block);
	size_t at = skip_bullet(s), from, n, word;
	char open = at < s.n ? s.p[at] : 0;
	bool raised, named = false;
	label_key key;
	enum label_form form;

	open = bracket_closing(open) != 0 ? open : 0;
	from = at += open != 0;
	if (open == '[' && at < s.n && s.p[at] == '^') {
		named = true;
		from = ++at;
	}
	word = open == '[' ? skip_word(str_slice(s, at, s.n)) : 0;
	at += word;
	n = label_scan(str_slice(s, at, at + 24), &key, &raised);
	if (n == 0)
		return false;
	at += n;
	form = form_by_signs(s, word > 0 ? 0 : open, named, raised, &at);
	if (form == FORM_KINDS || (word > 0 && s.p[at - 1] != ':'))
		return false;
	if (word > 0)
		form = FORM_WORD;
	if (label_is_sign(key))
		form = FORM_SIGN;
	else if (form != FORM_NAMED && form != FORM_WORD && !raised)
		form = form_by_style(
		    w, w->blocks[block].from + (uint32_t)from, form);
	if (at < s.n && s.p[at] != ' ' && s.p[at] != '\t' &&
	    form != FORM_RAISED && form != FORM_SIGN)
		return false;
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	if (!has_words(str_slice(s, at, s.n)) || (form == FORM_BARE && n > 3))
		return false;
	*out = (struct item){.block = block,
	    .body = w->blocks[block].from + (uint32_t)at,
	    .printed = key,
	    .list = NOWHERE,
	    .note = NOWHERE,
	    .form = (uint8_t)form};
	return true;
}

/* Only a digit, a bracket, a bullet or a byte above ASCII can begin a label. */
static bool
may_begin(unsigned char c)
{
	return (c >= '0' && c <= '9') || c >= 0x80 || c == '[' || c == '(' ||
	       c == '{' || c == '-' || c == '*' || c == ' ';
}

/* A bullet that stands alone is no list: it may be the sign of a note. */
static bool
lone_bullet(const struct work *w, uint32_t block, struct item *out)
{
	bool raised;

	if (w->blocks[block].kind != BLOCK_ITEM ||
	    (block > 0 && w->blocks[block - 1].kind == BLOCK_ITEM) ||
	    (block + 1 < w->b->n_blocks &&
		w->blocks[block + 1].kind == BLOCK_ITEM))
		return false;
	*out = (struct item){.block = block,
	    .body = w->blocks[block].from,
	    .list = NOWHERE,
	    .note = NOWHERE,
	    .form = FORM_SIGN};
	return label_scan(STR("*"), &out->printed, &raised) > 0;
}

void
items_find(struct work *w)
{
	for (uint32_t i = 0; i < w->b->n_blocks; i++) {
		const struct block *k = &w->blocks[i];
		/* "1911 was a bad year" */
		bool dates = w->sections[k->section].kind == SECTION_DATES;
		struct item it;

		if (k->from == k->to || !block_is_text(k) ||
		    block_is_told(w, i) ||
		    (i >= w->contents_from && i < w->contents_to))
			continue;
		if ((may_begin((unsigned char)w->b->text.p[k->from]) &&
			item_at(w, i, &it) &&
			!(dates && it.form == FORM_BARE)) ||
		    lone_bullet(w, i, &it))
			ARRAY_PUSH(w->items, w->n_items, w->cap_items, it);
	}
	stated_items(w);
	/* the label of a note is no callout */
	for (size_t i = 0; i < w->n_items; i++) {
		const struct item *it = &w->items[i];
		uint32_t m = mark_from(w, w->blocks[it->block].from);

		for (; m < w->n_marks && w->marks[m].from < it->body; m++)
			w->marks[m].dropped = true;
	}
}

const struct item *
item_of_block(const struct work *w, uint32_t block)
{
	size_t low = 0, high = w->n_items;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->items[mid].block < block)
			low = mid + 1;
		else
			high = mid;
	}
	return low < w->n_items && w->items[low].block == block ? &w->items[low]
								: NULL;
}

/* ---- runs ---- */

enum verdict { TAKE, MEND, SKIP, STOP };

/* What an item with label `k` is to a run that waits for `expected`, seeing
 * the labels of the two items after it. */
static enum verdict
judge(label_key last, label_key k, label_key next, bool is_last)
{
	label_key expected = label_after(last);

	if (label_follows(last, k))
		return TAKE;
	if (label_is_sign(k) && label_begins(k))
		return STOP; /* signs begin anew on every page */
	if (k == last && next == expected)
		return TAKE;
	if (next == expected || label_follows(last, next))
		return SKIP;
	if (label_follows(expected, next) && !label_begins(k))
		return MEND;
	if (label_value(k) > label_value(expected) &&
	    label_value(k) - label_value(expected) <= 5 &&
	    (label_follows(k, next) || is_last))
		return TAKE;
	return STOP;
}

static void
member_add(struct work *w, uint32_t item, label_key key, uint32_t list)
{
	struct item *it = &w->items[item];
	struct list *l = &w->lists[list];

	it->duplicate =
	    l->n > 0 && w->items[w->members[w->n_members - 1]].key == key;
	it->key = key;
	ARRAY_PUSH(w->members, w->n_members, w->cap_members, item);
	l->n++;
}

/* One run from the i-th of n items of one class; returns where it stopped. */
static size_t
run_take(struct work *w, const uint32_t *ids, size_t n, size_t i,
    label_key first, uint32_t section)
{
	uint32_t list = (uint32_t)w->n_lists;
	label_key last = first;

	ARRAY_PUSH(w->lists, w->n_lists, w->cap_lists,
	    (struct list){.section = section,
		.from = w->blocks[w->items[ids[i]].block].from,
		.at = (uint32_t)w->n_members,
		.signs = label_is_sign(first)});
	member_add(w, ids[i++], first, list);
	for (; i < n; i++) {
		label_key k = w->items[ids[i]].printed;
		label_key next =
		    i + 1 < n ? w->items[ids[i + 1]].printed : LABEL_NONE;
		enum verdict v = judge(last, k, next, i + 1 == n);

		if (v == STOP)
			break;
		if (v == SKIP)
			continue;
		last = v == MEND ? label_after(last) : k;
		member_add(w, ids[i], last, list);
	}
	return i;
}

/* May a label that is not 1 be a misread one, before a 2?  Points stand behind
 * many numbers: there a 3 must come too, all close upon each other. */
static bool
misread_first(const struct work *w, const uint32_t *ids, size_t n, size_t i)
{
	const struct item *it = &w->items[ids[i]];

	if (it->form != FORM_POINT)
		return true;
	return i + 2 < n &&
	       w->items[ids[i + 2]].printed == label_number(3, 0) &&
	       w->items[ids[i + 2]].block == it->block + 2;
}

/* The label with which a run may begin here, or LABEL_NONE. */
static label_key
run_begins(
    const struct work *w, const uint32_t *ids, size_t n, size_t i, label_key go)
{
	label_key k = w->items[ids[i]].printed;
	label_key next = i + 1 < n ? w->items[ids[i + 1]].printed : LABEL_NONE;

	if (label_begins(k) || (k > LABEL_UNREAD && k == go))
		return k;
	if (next == label_number(2, 0) && misread_first(w, ids, n, i))
		return label_number(1, 0);
	return LABEL_NONE;
}

/* The runs of one class among the items of one section. */
static void
runs_of_class(struct work *w, const uint32_t *ids, size_t n, label_key *go,
    uint32_t section)
{
	for (size_t i = 0; i < n;) {
		label_key first = run_begins(w, ids, n, i, *go);

		if (first == LABEL_NONE) {
			i++;
			continue;
		}
		i = run_take(w, ids, n, i, first, section);
		*go = label_after(w->items[w->members[w->n_members - 1]].key);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct list *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Runs in the order of the book; every item its run. */
static void
lists_sort(struct work *w)
{
	if (w->n_lists > 0)
		qsort(w->lists, w->n_lists, sizeof(*w->lists), by_place);
	for (uint32_t i = 0; i < w->n_lists; i++)
		for (uint32_t k = 0; k < w->lists[i].n; k++)
			w->items[w->members[w->lists[i].at + k]].list = i;
}

void
lists_find(struct work *w)
{
	uint32_t *ids = xmalloc((w->n_items + 1) * sizeof(*ids));
	label_key go[CLASSES] = {LABEL_NONE};
	size_t i = 0, end;

	for (; i < w->n_items; i = end) {
		uint32_t section = w->blocks[w->items[i].block].section;

		for (end = i;
		     end < w->n_items &&
		     w->blocks[w->items[end].block].section == section;)
			end++;
		for (unsigned c = 0; c < CLASSES; c++) {
			size_t n = 0;

			for (size_t k = i; k < end; k++)
				if (class_of[w->items[k].form] == c &&
				    !w->items[k].stated)
					ids[n++] = (uint32_t)k;
			runs_of_class(w, ids, n, &go[c], section);
		}
	}
	free(ids);
	lists_sort(w);
}
