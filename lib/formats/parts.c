/*
 * What a book's path stands for: a file, a folder, or several files, whose
 * paths are joined by newlines.  Which book that is, is told by the hash of
 * its bytes: of several files, by the hash of their hashes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <izba/digest.h>

#include "lib/formats/archive.h"

/* ---- names ---- */

size_t
book_path_split(const char *path, char ***out)
{
	char **v = NULL;
	size_t n = 0, cap = 0;

	do {
		size_t len = strcspn(path, "\n");

		ARRAY_PUSH(v, n, cap, str_dup((struct str){path, len}));
		path += len + (path[len] != '\0');
	} while (*path != '\0');
	*out = v;
	return n;
}

void
book_path_free(char **v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(v[i]);
	free(v);
}

char *
book_path_join(const char *const *v, size_t n)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "\n" : "", v[i]);
	return buf_take(&b);
}

bool
book_path_exists(const char *path)
{
	char **v;
	size_t n = book_path_split(path, &v);
	bool all = true;

	for (size_t i = 0; i < n; i++)
		all &= access(v[i], F_OK) == 0;
	book_path_free(v, n);
	return all;
}

/* The absolute path of what is not there (any more): its folder may be. */
static char *
missing_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder =
	    slash == NULL
		? xstrdup(".")
		: str_dup((struct str){path, (size_t)(slash - path) + 1});
	char *real = realpath(folder, NULL);
	struct buf b = BUF_INIT;

	free(folder);
	if (real == NULL)
		return xstrdup(path);
	buf_printf(&b, "%s/%s", strcmp(real, "/") == 0 ? "" : real,
	    slash == NULL ? path : slash + 1);
	free(real);
	return buf_take(&b);
}

/* ---- facts ---- */

/* The parts of a folder whose change makes another book: text, not pictures. */
static bool
is_text_part(struct str name)
{
	static const char *const suffixes[] = {".md", ".markdown", ".toml",
	    ".html", ".htm", ".xhtml", ".xml", ".opf", ".ncx", ".txt"};

	for (size_t i = 0; i < LENGTH(suffixes); i++)
		if (str_ends(name, suffixes[i]))
			return true;
	return false;
}

/* Call `one` for each file of a folder that counts, in the order of names. */
static bool
folder_each(const char *path, void *data,
    bool (*one)(void *data, const char *path, struct err *err), struct err *err)
{
	struct input in = {.path = path, .folder = true};
	struct archive a;
	bool ok = archive_open(&a, &in, err);

	if (!ok)
		return false;
	for (size_t i = 0; ok && i < a.n; i++) {
		struct buf name = BUF_INIT;

		buf_printf(
		    &name, "%s/%.*s", path, (int)a.v[i].name.n, a.v[i].name.p);
		if (is_text_part(a.v[i].name))
			ok = one(data, name.p, err);
		buf_free(&name);
	}
	archive_close(&a);
	return ok;
}

static bool
part_facts(void *data, const char *path, struct err *err)
{
	struct book_facts *f = data;
	struct stat st;
	int64_t mtime;

	if (stat(path, &st) != 0)
		return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return folder_each(path, f, part_facts, err);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_FILE, "%s is no regular file", path);
	mtime = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	f->size += st.st_size;
	f->mtime = mtime > f->mtime ? mtime : f->mtime;
	/* one file keeps its own number */
	f->inode = (int64_t)((uint64_t)f->inode * 31 + (uint64_t)st.st_ino);
	return true;
}

bool
book_facts_of(const char *path, struct book_facts *out, struct err *err)
{
	struct buf real = BUF_INIT;
	char **v;
	size_t n = book_path_split(path, &v);
	bool ok = true;

	*out = (struct book_facts){.missing = false};
	for (size_t i = 0; ok && i < n; i++) {
		char *one = realpath(v[i], NULL);

		if (one == NULL && errno != ENOENT && errno != ENOTDIR)
			ok = err_set(
			    err, ERR_FILE, "%s: %s", v[i], strerror(errno));
		out->missing |= one == NULL;
		if (one == NULL)
			one = missing_path(v[i]);
		else
			ok = part_facts(out, one, err);
		buf_printf(&real, "%s%s", i > 0 ? "\n" : "", one);
		free(one);
	}
	book_path_free(v, n);
	out->path = buf_take(&real);
	return ok;
}

/* ---- the hash ---- */

static bool
file_hash(const char *path, char sha[65], struct err *err)
{
	enum { CHUNK = 65536 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	uint8_t *chunk;
	struct digest d;
	ssize_t n = -1;

	if (fd >= 0) {
		chunk = xmalloc(CHUNK);
		sha_begin(&d);
		while ((n = read(fd, chunk, CHUNK)) > 0 ||
		       (n < 0 && errno == EINTR))
			if (n > 0)
				sha_add(&d, chunk, (size_t)n);
		sha_end_hex(&d, sha);
		free(chunk);
		close(fd);
	}
	return n == 0 ||
	       err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
}

static bool
part_hash(void *data, const char *path, struct err *err)
{
	struct digest *d = data;
	char sha[65];

	if (!file_hash(path, sha, err))
		return false;
	sha_add(d, sha, 64);
	return true;
}

bool
book_hash(const char *path, char sha[65], struct err *err)
{
	struct digest d;
	bool ok = true;
	char **v;
	size_t n;

	if (!digest_ready(err))
		return false;
	n = book_path_split(path, &v);
	if (n == 1 && !file_is_folder(v[0])) {
		ok = file_hash(v[0], sha, err);
		book_path_free(v, n);
		return ok;
	}
	sha_begin(&d);
	for (size_t i = 0; ok && i < n; i++)
		ok = file_is_folder(v[i])
			 ? folder_each(v[i], &d, part_hash, err)
			 : part_hash(&d, v[i], err);
	sha_end_hex(&d, sha);
	book_path_free(v, n);
	return ok;
}
