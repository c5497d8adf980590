/*
 * The cache's folder: files of its owner only, written whole, the oldest taken
 * away when they are too many.  Knows no books.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cache/private.h"

static char *
path_in(const char *folder, const char *name)
{
	struct buf path = BUF_INIT;

	buf_printf(&path, "%s/%s", folder, name);
	return buf_take(&path);
}

/* Open for reading what is a file of ours, and nobody else may write. */
static int
open_own(const char *folder, const char *name, struct stat *st)
{
	char *path = path_in(folder, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	free(path);
	if (fd < 0)
		return -1;
	if (fstat(fd, st) == 0 && S_ISREG(st->st_mode) &&
	    st->st_uid == geteuid() && (st->st_mode & 022) == 0 &&
	    st->st_size > 0)
		return fd;
	close(fd);
	return -1;
}

bool
folder_read_small(const char *folder, const char *name, struct buf *out)
{
	enum { MOST = 4096 };
	struct stat st;
	int fd = open_own(folder, name, &st);
	ssize_t n;

	if (fd < 0)
		return false;
	buf_reserve(out, MOST);
	n = read(fd, out->p + out->n, MOST - 1);
	close(fd);
	if (n < 0)
		return false;
	out->n += (size_t)n;
	out->p[out->n] = '\0';
	return true;
}

static struct cache_stamp
stamp_of(const struct stat *st)
{
	return (struct cache_stamp){st->st_dev, st->st_ino,
	    (uint64_t)st->st_size,
	    (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec};
}

void *
folder_map(const char *folder, const char *name,
    void *(*address)(const void *head, size_t n), struct cache_stamp *stamp)
{
	char head[1024];
	struct stat st;
	int fd = open_own(folder, name, &st);
	ssize_t n;
	void *map;

	if (fd < 0)
		return NULL;
	*stamp = stamp_of(&st);
	n = pread(fd, head, sizeof(head), 0);
	map = mmap(address(head, n > 0 ? (size_t)n : 0), (size_t)st.st_size,
	    PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	close(fd);
	return map == MAP_FAILED ? NULL : map;
}

bool
folder_stamp(const char *folder, const char *name, struct cache_stamp *stamp)
{
	struct stat st;
	int fd = open_own(folder, name, &st);

	if (fd < 0)
		return false;
	*stamp = stamp_of(&st);
	close(fd);
	return true;
}

/* The folder and those above it, for the owner only. */
static void
folder_make(const char *folder)
{
	char *path = xstrdup(folder);

	for (char *p = path + 1; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(path, 0700);
			*p = '/';
		}
	mkdir(path, 0700);
	free(path);
}

struct folder_file
folder_begin(const char *folder, const char *name)
{
	struct folder_file f = {.path = path_in(folder, name)};
	struct buf beside = BUF_INIT;

	folder_make(folder);
	buf_printf(&beside, "%s.%ld.tmp", f.path, (long)getpid());
	f.beside = buf_take(&beside);
	f.fd = open(f.beside,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	return f;
}

bool
folder_put(void *file, uint64_t at, struct str bytes)
{
	struct folder_file *f = file;
	ssize_t n;

	while (f->fd >= 0 && bytes.n > 0) {
		n = pwrite(f->fd, bytes.p,
		    bytes.n < 1 << 30 ? bytes.n : 1 << 30, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += (uint64_t)n;
		bytes = str_slice(bytes, (size_t)n, bytes.n);
	}
	return f->fd >= 0;
}

bool
folder_end(struct folder_file *f, bool ok)
{
	if (f->fd >= 0) {
		ok = close(f->fd) == 0 && ok;
		ok = ok && rename(f->beside, f->path) == 0;
		if (!ok)
			unlink(f->beside);
	}
	ok = ok && f->fd >= 0;
	free(f->beside);
	free(f->path);
	return ok;
}

bool
folder_write(const char *folder, const char *name, struct str bytes)
{
	struct folder_file f = folder_begin(folder, name);

	return folder_end(&f, folder_put(&f, 0, bytes));
}

/* ---- room ---- */

struct file {
	char *name;
	uint64_t size;
	int64_t used;
};

static bool
is_ours(const char *name)
{
	struct str s = str_of(name);

	return str_ends(s, ".book") || str_ends(s, ".at") ||
	       str_ends(s, ".tmp");
}

static struct file *
folder_list(const char *folder, size_t *n)
{
	DIR *dir = opendir(folder);
	struct file *v = NULL;
	struct dirent *e;
	struct stat st;
	size_t cap = 0;

	*n = 0;
	while (dir != NULL && (e = readdir(dir)) != NULL)
		if (is_ours(e->d_name) &&
		    fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) ==
			0 &&
		    S_ISREG(st.st_mode))
			ARRAY_PUSH(v, *n, cap,
			    (struct file){xstrdup(e->d_name),
				(uint64_t)st.st_size,
				st.st_atim.tv_sec > st.st_mtim.tv_sec
				    ? st.st_atim.tv_sec
				    : st.st_mtim.tv_sec});
	if (dir != NULL)
		closedir(dir);
	return v;
}

static uint64_t
file_delete(const char *folder, const struct file *f)
{
	char *path = path_in(folder, f->name);
	bool gone = unlink(path) == 0;

	free(path);
	return gone ? f->size : 0;
}

static void
list_free(struct file *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(v[i].name);
	free(v);
}

static int
by_use(const void *a, const void *b)
{
	const struct file *x = a, *y = b;

	return (x->used > y->used) - (x->used < y->used);
}

bool
folder_make_room(const char *folder, uint64_t bytes)
{
	uint64_t all = 0;
	struct file *v;
	size_t n;

	if (bytes > LIMIT_CACHE / 2)
		return false;
	v = folder_list(folder, &n);
	for (size_t i = 0; i < n; i++)
		all += v[i].size;
	if (n > 1)
		qsort(v, n, sizeof(*v), by_use);
	for (size_t i = 0; i < n && all + bytes > LIMIT_CACHE; i++)
		all -= file_delete(folder, &v[i]);
	list_free(v, n);
	return all + bytes <= LIMIT_CACHE;
}

uint64_t
cache_clean(const char *folder)
{
	uint64_t all = 0;
	struct file *v;
	size_t n;

	v = folder_list(folder, &n);
	for (size_t i = 0; i < n; i++)
		all += file_delete(folder, &v[i]);
	list_free(v, n);
	return all;
}
