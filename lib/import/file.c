/*
 * A file to import into memory; a sentence for what is no such file.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/import/room.h"

static bool
cannot(const char *path, enum err_code code, const char *why, struct err *err)
{
	err_set(err, code, "%s", why);
	return err_in(err, path[0] != '\0' ? path : "\"\"");
}

static bool
check_kind(int fd, const char *path, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return cannot(path, ERR_FILE, strerror(errno), err);
	if (S_ISDIR(st.st_mode))
		return cannot(path, ERR_FILE,
		    "it is a folder, not a file of annotations", err);
	if (!S_ISREG(st.st_mode))
		return cannot(path, ERR_FILE, "it is no regular file", err);
	if ((uint64_t)st.st_size > LIMIT_IMPORT)
		return cannot(path, ERR_LIMIT,
		    "it is too large for a list of annotations", err);
	return true;
}

static bool
read_all(int fd, const char *path, struct buf *out, struct err *err)
{
	ssize_t n;

	for (;;) {
		buf_reserve(out, 65536);
		n = read(fd, out->p + out->n, 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot(path, ERR_FILE, strerror(errno), err);
		if (n == 0)
			break;
		out->n += (size_t)n;
		if (out->n > LIMIT_IMPORT)
			return cannot(
			    path, ERR_LIMIT, "it grows without end", err);
	}
	out->p[out->n] = '\0';
	return true;
}

bool
import_file(const char *path, struct buf *out, struct err *err)
{
	/* not waiting: a pipe without a writer would hold us for ever */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	bool ok;

	if (fd < 0)
		return cannot(path, ERR_FILE,
		    errno == ENOENT ? "there is no such file" : strerror(errno),
		    err);
	ok = check_kind(fd, path, err) && read_all(fd, path, out, err);
	close(fd);
	return ok;
}
