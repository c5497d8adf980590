/*
 * A file into memory, and a clear sentence for everything that is no file to
 * read.  Never waits on a pipe or a device.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/formats/format.h"

/* What a thing that is no regular file is called. */
static const char *
kind_of(mode_t mode)
{
	static const struct {
		mode_t mode;
		const char *name;
	} kinds[] = {
	    {S_IFDIR, "a folder"},
	    {S_IFIFO, "a pipe"},
	    {S_IFCHR, "a device"},
	    {S_IFBLK, "a device"},
	    {S_IFSOCK, "a socket"},
	};

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if ((mode & S_IFMT) == kinds[i].mode)
			return kinds[i].name;
	return "something unknown";
}

static bool
cannot(const char *path, int why, struct err *err)
{
	if (path[0] == '\0')
		return err_set(err, ERR_FILE, "the file's name is empty");
	if (why == ENOENT)
		err_set(err, ERR_FILE, "there is no such file");
	else if (why == EACCES || why == EPERM)
		err_set(err, ERR_FILE, "it may not be read");
	else if (why == ENXIO)
		err_set(err, ERR_FILE,
		    "it is a socket or an absent device, not a book");
	else
		err_set(err, ERR_FILE, "it can't be read: %s", strerror(why));
	return err_in(err, path);
}

/* Look before opening for good: a regular file of a size izba takes. */
static bool
check_kind(int fd, const char *path, struct stat *st, struct err *err)
{
	if (fstat(fd, st) != 0)
		return cannot(path, errno, err);
	if (!S_ISREG(st->st_mode)) {
		err_set(err, ERR_FILE, "it is %s, not a book",
		    kind_of(st->st_mode));
		return err_in(err, path);
	}
	if ((uint64_t)st->st_size > LIMIT_FILE) {
		err_set(err, ERR_LIMIT, "it is larger than %u MB",
		    (unsigned)(LIMIT_FILE >> 20));
		return err_in(err, path);
	}
	return true;
}

/* Read to the end, or `most` bytes; the file may be shorter or longer than it
 * said. */
static bool
read_all(
    int fd, const char *path, size_t most, struct buf *out, struct err *err)
{
	size_t room;
	ssize_t n;

	while (out->n < most) {
		buf_reserve(out, 65536);
		room = out->cap - out->n - 1;
		n = read(fd, out->p + out->n,
		    room < most - out->n ? room : most - out->n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot(path, errno, err);
		if (n == 0)
			break;
		out->n += (size_t)n;
		if (out->n > LIMIT_FILE) {
			err_set(err, ERR_LIMIT, "it grows without end");
			return err_in(err, path);
		}
	}
	out->p[out->n] = '\0';
	return true;
}

bool
file_read_first(const char *path, size_t most, struct buf *out, struct err *err)
{
	struct stat st;
	size_t n;
	bool ok;
	int fd;

	/* not waiting: a pipe without a writer would hold us for ever */
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return cannot(path, errno, err);
	ok = check_kind(fd, path, &st, err);
	if (ok) {
		n = (size_t)st.st_size < most ? (size_t)st.st_size : most;
		buf_reserve(out, n + 65536);
		ok = read_all(fd, path, most, out, err);
	}
	close(fd);
	return ok;
}

bool
file_read(const char *path, struct buf *out, struct err *err)
{
	return file_read_first(path, SIZE_MAX, out, err);
}

bool
file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
