/*
 * Where words may be parted: the patterns of TeX and the office programs, as
 * libhyphen understands them, from the files of a folder.  The only file that
 * knows libhyphen.
 *
 *  1. A file is read when a word in its language is first asked for, and turned
 *     into UTF-8 first, whatever its first line says that it is in; so there is
 *     one way to ask, and letters are never bytes of another encoding.
 *  2. Parts that are spelled anew when they are parted (German "ck" once) stay
 *     whole: what is shown is always the book's own letters.
 */
#include <dirent.h>
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <izba/formats.h>
#include <izba/loader.h>
#include <izba/text.h>

#include "lib/layout/private.h"

#define HYPHEN(USE) \
	USE(hnj_hyphen_free) \
	USE(hnj_hyphen_hyphenate3) \
	USE(hnj_hyphen_load_file)

LOADER_TABLE(hyphen, HYPHEN);
static struct hyphen hyphen;
LOADER(hyphen, HYPHEN, SONAME_HYPHEN, "Words can't be parted")

bool
hyphens_ready(struct err *err)
{
	return hyphen_load(err);
}

enum {
	LIMIT_BYTES = 8 << 20, /* of a file */
	LIMIT_LANGUAGES = 24, /* that are kept; further ones stay whole */
	TAG = 8,
	LETTERS_LEAST = 2 /* on both sides, whatever the patterns say */
};

/* A language with its patterns, or with none. */
struct dictionary {
	char language[TAG], region[TAG];
	HyphenDict *patterns;
};

struct hyphens {
	char *folder;
	struct dictionary v[LIMIT_LANGUAGES];
	size_t n;
};

struct hyphens *
hyphens_new(const char *folder)
{
	struct hyphens *h = xcalloc(1, sizeof(*h));

	h->folder = str_dup(str_of(folder));
	return h;
}

void
hyphens_free(struct hyphens *h)
{
	if (h == NULL)
		return;
	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].patterns != NULL)
			hyphen.hnj_hyphen_free(h->v[i].patterns);
	free(h->folder);
	free(h);
}

/* ---- the file of a language ---- */

/* All of a file; false if there is none that could hold patterns. */
static bool
read_all(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "re");
	struct stat st;
	size_t n;

	if (f == NULL)
		return false;
	if (fstat(fileno(f), &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size > 0 && st.st_size <= LIMIT_BYTES) {
		buf_reserve(out, (size_t)st.st_size);
		do {
			char part[4096];

			n = fread(part, 1, sizeof(part), f);
			buf_add(out, part, n);
		} while (n > 0 && out->n <= LIMIT_BYTES);
	}
	fclose(f);
	return out->n > 0;
}

/* The file of a language without regard to its region: the first by name. */
static bool
any_region(const char *folder, const char *language, struct buf *path)
{
	struct buf start = BUF_INIT, best = BUF_INIT;
	DIR *dir = opendir(folder);
	struct dirent *e;

	if (dir == NULL)
		return false;
	buf_printf(&start, "hyph_%s_", language);
	while ((e = readdir(dir)) != NULL)
		if (str_starts(str_of(e->d_name), start.p) &&
		    str_ends(str_of(e->d_name), ".dic") &&
		    (best.n == 0 || strcmp(e->d_name, best.p) < 0)) {
			buf_clear(&best);
			buf_puts(&best, e->d_name);
		}
	closedir(dir);
	buf_clear(path);
	if (best.n > 0)
		buf_printf(path, "%s/%s", folder, best.p);
	buf_free(&start);
	buf_free(&best);
	return path->n > 0;
}

static bool
read_language(
    const struct hyphens *h, const struct dictionary *d, struct buf *out)
{
	struct buf path = BUF_INIT;
	bool found = false;

	if (d->region[0] != '\0') {
		buf_printf(&path, "%s/hyph_%s_%s.dic", h->folder, d->language,
		    d->region);
		found = read_all(path.p, out);
	}
	if (!found) {
		buf_clear(&path);
		buf_printf(&path, "%s/hyph_%s.dic", h->folder, d->language);
		found = read_all(path.p, out);
	}
	if (!found && any_region(h->folder, d->language, &path))
		found = read_all(path.p, out);
	buf_free(&path);
	return found;
}

/* The file's text in UTF-8, its first line saying so. */
static bool
to_utf8(struct str file, struct buf *out)
{
	size_t end = str_find(file, STR("\n"));
	struct str name = str_trim(str_slice(file, 0, end));
	struct buf called = BUF_INIT;
	bool known;

	if (end == SIZE_MAX)
		return false;
	if (str_starts(name, "microsoft-"))
		name = str_slice(name, strlen("microsoft-"), name.n);
	buf_str(&called, name);
	buf_puts(out, "UTF-8\n");
	known = encoding_to_utf8(
	    out, str_slice(file, end + 1, file.n), called.p, NULL);
	buf_free(&called);
	return known;
}

static HyphenDict *
load(const struct hyphens *h, const struct dictionary *d)
{
	struct buf file = BUF_INIT, text = BUF_INIT;
	HyphenDict *patterns = NULL;
	FILE *f = NULL;

	if (read_language(h, d, &file) && hyphen_load(NULL) &&
	    to_utf8(buf_lend(&file), &text))
		f = fmemopen(text.p, text.n, "r");
	if (f != NULL) {
		patterns = hyphen.hnj_hyphen_load_file(f);
		fclose(f);
	}
	buf_free(&file);
	buf_free(&text);
	return patterns;
}

/* ---- languages ---- */

/* A part of a tag, in letters of this case; "" if it is no part of 2 or 3. */
static size_t
take_part(struct str tag, size_t at, bool upper, char out[TAG])
{
	size_t n = 0;

	out[0] = '\0';
	while (at + n < tag.n && tag.p[at + n] != '-' && tag.p[at + n] != '_') {
		char c = (char)(tag.p[at + n] | 0x20);

		if (c < 'a' || c > 'z' || n == 3) {
			out[0] = '\0';
			return SIZE_MAX;
		}
		out[n++] = upper ? (char)(c - 'a' + 'A') : c;
		out[n] = '\0';
	}
	return n < 2 ? SIZE_MAX : at + n;
}

static const struct dictionary *
dictionary_of(struct hyphens *h, struct str tag)
{
	struct dictionary d = {.patterns = NULL};
	size_t at = take_part(tag, 0, false, d.language);

	if (at == SIZE_MAX)
		return NULL;
	if (at < tag.n)
		take_part(tag, at + 1, true, d.region);
	for (size_t i = 0; i < h->n; i++)
		if (strcmp(h->v[i].language, d.language) == 0 &&
		    strcmp(h->v[i].region, d.region) == 0)
			return &h->v[i];
	if (h->n == LIMIT_LANGUAGES)
		return NULL;
	d.patterns = load(h, &d);
	h->v[h->n] = d;
	return &h->v[h->n++];
}

/* ---- words ---- */

/* A word as the patterns want it, and where its letters stand in it. */
struct letters {
	char text[HYPHENS_WORD + 8];
	size_t bytes, n;
	uint8_t at[HYPHENS_WORD]; /* the byte at which each letter begins */
};

/* Russian patterns know no ё, nor the letters of before 1918. */
static uint32_t
russian_now(uint32_t cp)
{
	switch (cp) {
	case 0x451: /* ё */
	case 0x463: /* ѣ */
		return 0x435;
	case 0x456: /* і */
	case 0x475: /* ѵ */
		return 0x438;
	case 0x473: /* ѳ */
		return 0x444;
	default:
		return cp;
	}
}

/* In small letters, without stress marks. */
static bool
letters_of(struct letters *l, struct str word, bool russian)
{
	struct buf b = BUF_INIT;
	size_t n;

	l->n = 0;
	for (size_t i = 0; i < word.n; i += n) {
		uint32_t cp =
		    cp_lower(cp_decode(word.p + i, word.p + word.n, &n));

		if (cp_is_mark(cp))
			continue;
		if (cp == 0x2019)
			cp = '\'';
		buf_putcp(&b, russian ? russian_now(cp) : cp);
		l->at[l->n++] = (uint8_t)i;
	}
	l->bytes = b.n;
	if (b.n <= HYPHENS_WORD)
		memcpy(l->text, b.p, b.n + 1);
	buf_free(&b);
	return l->bytes <= HYPHENS_WORD;
}

bool
hyphens_points(struct hyphens *h, struct str language, struct str word,
    bool points[HYPHENS_WORD])
{
	const struct dictionary *d;
	struct letters l;
	char odd[HYPHENS_WORD + 16] = {0};
	char **anew = NULL;
	int *pos = NULL, *cut = NULL;
	int right = language_is(language, "en") ? 3 : LETTERS_LEAST;
	bool any = false;

	memset(points, 0, HYPHENS_WORD * sizeof(*points));
	if (word.n > HYPHENS_WORD || (d = dictionary_of(h, language)) == NULL ||
	    d->patterns == NULL ||
	    !letters_of(&l, word, language_is(language, "ru")) ||
	    hyphen.hnj_hyphen_hyphenate3(d->patterns, l.text, (int)l.bytes, odd,
		NULL, &anew, &pos, &cut, LETTERS_LEAST, right, LETTERS_LEAST,
		LETTERS_LEAST) != 0)
		return false;
	/* an odd number after a letter */
	for (size_t i = LETTERS_LEAST; i + (size_t)right <= l.n; i++) {
		bool whole = anew != NULL && anew[i - 1] != NULL;

		points[l.at[i]] = (odd[i - 1] & 1) != 0 && !whole;
		any |= points[l.at[i]];
	}
	for (size_t i = 0; anew != NULL && i < l.bytes; i++)
		free(anew[i]);
	free(anew);
	free(pos);
	free(cut);
	return any;
}
