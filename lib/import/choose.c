/*
 * Which book is meant: by the file itself, by its identifiers, by titles and
 * authors in any script.  Knows names, not text; what passages say of it is in
 * place.c.
 */
#include <stdio.h>
#include <string.h>

#include <izba/digest.h>
#include <izba/text.h>

#include "lib/import/known.h"

/* ---- KOReader's checksum ---- */

/* The MD5 of samples of a kilobyte, at 0, 1024, 4096 ... bytes. */
static bool
partial_md5(const char *path, char out[MD5_HEX])
{
	uint8_t sample[1024];
	FILE *f = fopen(path, "rb");
	struct digest d;

	if (f == NULL)
		return false;
	md5_begin(&d);
	for (int i = -1; i <= 10; i++) {
		long at = i < 0 ? 0 : 1024L << (2 * i);
		size_t n = fseek(f, at, SEEK_SET) == 0
			       ? fread(sample, 1, sizeof(sample), f)
			       : 0;

		if (n == 0)
			break;
		md5_add(&d, sample, n);
	}
	fclose(f);
	md5_end_hex(&d, out);
	return true;
}

static bool
same_md5(const struct import_book *k, const struct import_candidate *c)
{
	char md5[MD5_HEX];

	return k->md5.n > 0 && c->path != NULL && partial_md5(c->path, md5) &&
	       str_is(k->md5, md5);
}

/* ---- identifiers ---- */

/* The letters and digits of "urn:isbn:978-1-..." behind its schemes. */
static void
bare(struct buf *out, struct str s)
{
	static const char *const schemes[] = {"urn:", "isbn:", "uuid:", "doi:"};

	for (size_t i = 0; i < LENGTH(schemes); i++)
		if (str_starts(s, schemes[i]))
			s = str_slice(s, strlen(schemes[i]), s.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			buf_putc(out, c);
	}
}

static bool
same_identifier(const struct import_book *k, const struct book *b)
{
	struct buf mine = BUF_INIT, theirs = BUF_INIT;
	bool same = false;

	if (k->identifier.n == 0 || b == NULL)
		return false;
	bare(&mine, k->identifier);
	for (uint32_t i = 0; i < b->n_meta && !same; i++) {
		if (b->meta[i].kind != META_IDENTIFIER)
			continue;
		buf_clear(&theirs);
		bare(&theirs, b->meta[i].value);
		same =
		    mine.n >= 6 && str_eq(buf_lend(&mine), buf_lend(&theirs));
	}
	buf_free(&mine);
	buf_free(&theirs);
	return same;
}

/* ---- titles ---- */

/* Folded words parted by single blanks. */
static void
fold_words(struct buf *out, struct str s)
{
	struct buf folded = BUF_INIT;
	struct str all;

	text_fold(&folded, NULL, s, 0, FOLD_SEARCH);
	all = buf_lend(&folded);
	for (size_t at = 0, from, to; word_next(all, at, &from, &to); at = to) {
		if (out->n > 0)
			buf_putc(out, ' ');
		buf_str(out, str_slice(all, from, to));
	}
	buf_free(&folded);
}

/* The name of a file without its folders and its suffix. */
static struct str
stem_of(struct str path)
{
	size_t from = path.n, dot;

	while (from > 0 && path.p[from - 1] != '/' && path.p[from - 1] != '\\')
		from--;
	path = str_slice(path, from, path.n);
	for (dot = path.n; dot > 0 && path.p[dot - 1] != '.';)
		dot--;
	return dot > 1 && path.n - dot <= 5 ? str_slice(path, 0, dot - 1)
					    : path;
}

/* A title without what follows a colon, a bracket or a dash. */
static struct str
main_title(struct str title)
{
	static const char *const ends[] = {
	    ": ", " (", " [", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", ". "};
	size_t n = title.n, at;

	for (size_t i = 0; i < LENGTH(ends); i++) {
		at = str_find(title, str_of(ends[i]));
		n = at > 0 && at < n ? at : n;
	}
	return str_slice(title, 0, n);
}

static void
book_names_make(struct book_names *out, struct str title, struct str file)
{
	struct str stem = stem_of(file);

	*out = (struct book_names){.stated = title.n > 0,
	    .whole = BUF_INIT,
	    .main = BUF_INIT,
	    .stem = BUF_INIT};
	fold_words(&out->stem, stem);
	/* many a title is but the name of a file */
	fold_words(&out->whole, title.n > 0 ? title : stem);
	fold_words(&out->main, main_title(title.n > 0 ? title : stem));
}

void
book_names_of(struct book_names *out, const struct import_book *k)
{
	book_names_make(out, k->title, k->file);
}

void
candidate_names_of(struct book_names *out, const struct import_candidate *c)
{
	book_names_make(out, c->title, str_of(c->path));
}

void
book_names_free(struct book_names *v)
{
	buf_free(&v->whole);
	buf_free(&v->main);
	buf_free(&v->stem);
}

static bool
same_words(const struct buf *a, const struct buf *b)
{
	return a->n > 0 && str_eq(buf_lend(a), buf_lend(b));
}

/* ---- authors ---- */

enum { UNLIKE, UNKNOWN, ALIKE };

/* Is a word of the name, in whatever script, among those of the other? */
static bool
share_word(struct str a, struct str b)
{
	struct buf left = BUF_INIT, right = BUF_INIT;
	bool found = false;

	for (size_t at = 0, from, to; !found && word_next(a, at, &from, &to);
	     at = to) {
		buf_clear(&left);
		text_skeleton(&left, str_slice(a, from, to));
		for (size_t k = 0, f, t;
		     left.n >= 3 && !found && word_next(b, k, &f, &t); k = t) {
			buf_clear(&right);
			text_skeleton(&right, str_slice(b, f, t));
			found = str_eq(buf_lend(&left), buf_lend(&right));
		}
	}
	buf_free(&left);
	buf_free(&right);
	return found;
}

static int
compare_authors(struct str a, struct str b)
{
	if (str_trim(a).n == 0 || str_trim(b).n == 0)
		return UNKNOWN;
	return share_word(str_slice(a, 0, 400), str_slice(b, 0, 400)) ? ALIKE
								      : UNLIKE;
}

/* ---- all together ---- */

/* By titles: the whole, or its main part if the author is the same too; by the
 * files' names if one has no title. */
static unsigned
name_likeness(const struct import_book *k, const struct book_names *kn,
    const struct import_candidate *c, const struct book_names *cn)
{
	bool whole = same_words(&kn->whole, &cn->whole);
	bool main = same_words(&kn->main, &cn->main);
	bool stem = same_words(&kn->stem, &cn->stem);
	int authors;

	if (!whole && !main && !stem)
		return 0;
	authors = compare_authors(k->authors, c->authors);
	if (whole && authors != UNLIKE)
		return authors == ALIKE ? 60 : 50;
	if (main && authors == ALIKE)
		return 40;
	return stem && authors != UNLIKE ? 30 : 0;
}

unsigned
likeness(const struct import_book *k, const struct book_names *kn,
    const struct import_candidate *c, const struct book_names *cn)
{
	if (k->sha.n > 0 && str_eq(k->sha, c->sha))
		return 100;
	if (same_md5(k, c))
		return 90;
	if (same_identifier(k, c->book))
		return 80;
	return name_likeness(k, kn, c, cn);
}

unsigned
import_likeness(const struct import_book *k, const struct import_candidate *c)
{
	struct book_names kn, cn;
	unsigned like;

	book_names_of(&kn, k);
	candidate_names_of(&cn, c);
	like = likeness(k, &kn, c, &cn);
	book_names_free(&kn);
	book_names_free(&cn);
	return like;
}

bool
import_foreign(const struct import *m, const char *book, struct err *err)
{
	struct str title = m->n > 0 ? m->books[0].title : (struct str){NULL, 0};
	uint32_t quotes = 0;

	for (size_t i = 0; i < m->n; i++)
		for (size_t j = 0; j < m->books[i].n; j++)
			quotes += m->books[i].v[j].a.quote.n > 0;
	if (m->n == 1 && title.n > 0)
		return err_set(err, ERR_FORMAT,
		    "it is of another book (\"%.*s\"): none of its %u passages "
		    "stands in %s",
		    (int)(title.n < 120 ? title.n : 120), title.p,
		    (unsigned)quotes, book);
	return err_set(err, ERR_FORMAT,
	    "it is of other books: none of its %u passages stands in %s",
	    (unsigned)quotes, book);
}
