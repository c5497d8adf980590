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

/* What the system says, in words of the one who wants a file written. */
static bool
fail(const char *path, struct err *err)
{
	static const struct {
		int number;
		const char *words;
	} reasons[] = {
	    {ENOENT, "its folder is not there (any more)"},
	    {ENOTDIR, "what should be its folder is a file"},
	    {EACCES, "you may not write there"},
	    {EPERM, "you may not write there"},
	    {EROFS, "the file system can only be read"},
	    {ENOSPC, "the disk is full"},
	    {EDQUOT, "your share of the disk is used up"},
	    {EISDIR, "it is a folder: give the name of a file"},
	    {ENAMETOOLONG, "the name is too long"},
	    {ELOOP, "its links lead in a circle"},
	};

	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (reasons[i].number == errno)
			return err_set(
			    err, ERR_FILE, "%s: %s", path, reasons[i].words);
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

/* Append the folder of a path, with its slash. */
static void
add_folder(struct buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash != NULL)
		buf_add(out, path, (size_t)(slash - path) + 1);
}

/* Write the text to a new file in the same folder and put it in the place of
 * `path`; `named` is what the reader calls it. */
static bool
replace(const char *path, const char *named, struct str text, mode_t mode,
    struct err *err)
{
	struct buf beside = BUF_INIT;
	bool ok;
	int fd;

	add_folder(&beside, path);
	buf_puts(&beside, ".izba-XXXXXX");
	fd = mkostemp(beside.p, O_CLOEXEC);
	ok = fd >= 0 && write_all(fd, text) && fchmod(fd, mode) == 0 &&
	     fsync(fd) == 0;
	if (!ok)
		fail(named, err);
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = fail(named, err);
	if (ok && rename(beside.p, path) != 0)
		ok = fail(named, err);
	if (!ok && fd >= 0)
		unlink(beside.p);
	buf_free(&beside);
	return ok;
}

/* The path that a link leads to, also if nothing is there yet; the path itself
 * if it is none.  False with errno set. */
static bool
follow(struct buf *path)
{
	enum { MOST = 40 };
	char target[4096];
	ssize_t n;

	for (int i = 0; i < MOST; i++) {
		struct buf next = BUF_INIT;

		n = readlink(path->p, target, sizeof(target));
		if (n < 0)
			return true;
		if (target[0] != '/')
			add_folder(&next, path->p);
		buf_add(&next, target, (size_t)n);
		buf_free(path);
		*path = next;
	}
	errno = ELOOP;
	return false;
}

bool
export_save(const char *path, struct str text, struct err *err)
{
	struct buf real = BUF_INIT;
	struct stat st;
	bool ok;

	buf_puts(&real, path);
	/* a link stays a link */
	if (!follow(&real))
		ok = fail(path, err);
	else if (stat(real.p, &st) == 0 && S_ISDIR(st.st_mode))
		ok = err_set(err, ERR_FILE,
		    "%s is a folder: give the name of a file", path);
	else if (access(real.p, F_OK) == 0 && access(real.p, W_OK) != 0)
		/* a new file could take its place, but it is protected */
		ok = fail(path, err);
	else if (stat(real.p, &st) == 0)
		ok = S_ISREG(st.st_mode)
			 ? replace(real.p, path, text, st.st_mode & 07777, err)
			 : write_into(path, text, err);
	else if (errno == ENOENT)
		ok = replace(real.p, path, text, usual_mode(), err);
	else
		ok = fail(path, err);
	buf_free(&real);
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
		err_set(err, ERR_FILE, "%s: %s", path,
		    errno == ENOENT ? "there is no such file"
				    : strerror(errno));
		if (f != NULL)
			fclose(f);
		return false;
	}
	fclose(f);
	return out->n <= most ||
	       err_set(err, ERR_LIMIT, "%s: bigger than %zu megabytes", path,
		   most >> 20);
}
