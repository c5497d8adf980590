/*
 * Writing a file whole or not at all: a new one beside it takes its place once
 * it is on the disk.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/export/room.h"

static bool
fail(const char *path, struct err *err)
{
	return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
}

static bool
write_all(int fd, struct str text)
{
	while (text.n > 0) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text = str_slice(text, (size_t)n, text.n);
	}
	return true;
}

/* Something that is no file: a device, a pipe. */
static bool
write_into(const char *path, struct str text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, text);

	if (!ok)
		fail(path, err);
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = fail(path, err);
	return ok;
}

/* The mode that a new file gets from the umask. */
static mode_t
usual_mode(void)
{
	mode_t mask = umask(077);

	umask(mask);
	return 0666 & ~mask;
}

/* Write the text to a new file and put it in the place of `path`. */
static bool
replace(const char *path, struct str text, mode_t mode, struct err *err)
{
	struct buf beside = BUF_INIT;
	bool ok;
	int fd;

	buf_printf(&beside, "%s.XXXXXX", path);
	fd = mkostemp(beside.p, O_CLOEXEC);
	ok = fd >= 0 && write_all(fd, text) && fchmod(fd, mode) == 0 &&
	     fsync(fd) == 0;
	if (!ok)
		fail(path, err);
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = fail(path, err);
	if (ok && rename(beside.p, path) != 0)
		ok = fail(path, err);
	if (!ok && fd >= 0)
		unlink(beside.p);
	buf_free(&beside);
	return ok;
}

bool
export_save(const char *path, struct str text, struct err *err)
{
	struct stat st;
	char *real;
	bool ok;

	if (stat(path, &st) != 0) {
		if (errno != ENOENT)
			return fail(path, err);
		return replace(path, text, usual_mode(), err);
	}
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_FILE,
		    "%s is a folder: give the name of a file", path);
	if (!S_ISREG(st.st_mode))
		return write_into(path, text, err);
	/* a link stays a link */
	real = realpath(path, NULL);
	ok = replace(real != NULL ? real : path, text, st.st_mode & 07777, err);
	free(real);
	return ok;
}

bool
save_read(const char *path, size_t most, struct buf *out, struct err *err)
{
	FILE *f = fopen(path, "rbe");
	char part[65536];
	size_t n = 1;

	while (f != NULL && n > 0 && out->n <= most) {
		n = fread(part, 1, sizeof(part), f);
		buf_add(out, part, n);
	}
	if (f == NULL || ferror(f)) {
		fail(path, err);
		if (f != NULL)
			fclose(f);
		return false;
	}
	fclose(f);
	return out->n <= most ||
	       err_set(err, ERR_LIMIT, "%s: bigger than %zu megabytes", path,
		   most >> 20);
}
