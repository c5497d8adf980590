/*
 * The store's files on the disk: folders and modes, read-only ones, network
 * file systems.  Knows nothing of SQLite.
 *
 * The database must not be opened and closed here once SQLite has it open:
 * closing a file gives up all locks that the process holds on it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "lib/store/db.h"

/* Types of statfs(2) where shared memory or locks can't be relied upon. */
static const uint64_t remote_types[] = {
    0x6969, /* NFS */
    0x517b, /* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB 2 */
    0x65735546, /* FUSE: sshfs and many more */
    0x5346414f, /* OpenAFS */
    0x6b414653, /* kAFS */
    0x73757245, /* Coda */
    0x00c36400, /* Ceph */
    0x01021997, /* 9P */
    0x564c, /* NCP */
    0x0bd00bd0, /* Lustre */
    0x47504653, /* GPFS */
    0x013111a8, /* IBRIX */
    0x7461636f, /* OCFS2 */
    0x01161970, /* GFS2 */
    0x19830326, /* BeeGFS */
    0x786f4256, /* VirtualBox shared folders */
    0xbacbacbc, /* VMware shared folders */
};

bool
files_remote_type(uint64_t type)
{
	for (size_t i = 0; i < LENGTH(remote_types); i++)
		if (remote_types[i] == (type & 0xffffffff))
			return true;
	return false;
}

bool
files_remote(const char *path)
{
	struct statfs fs;

	return statfs(path, &fs) == 0 && files_remote_type((uint64_t)fs.f_type);
}

static bool
fail(const char *path, const char *what, struct err *err)
{
	return err_set(
	    err, ERR_STORE, "%s: %s (%s)", path, what, strerror(errno));
}

char *
files_real(const char *path)
{
	char *real = realpath(path, NULL);

	return real != NULL ? real : xstrdup(path);
}

char *
files_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return xstrdup(".");
	if (slash == path)
		return xstrdup("/");
	return str_dup((struct str){path, (size_t)(slash - path)});
}

/* Make a folder and those above it, each for its owner alone whatever the
 * umask; folders that are there are left as they are. */
static bool
make_folder(const char *folder, struct err *err)
{
	struct stat st;
	char *above;
	bool ok;

	if (stat(folder, &st) == 0) {
		errno = ENOTDIR;
		return S_ISDIR(st.st_mode) ||
		       fail(folder, "can't keep the store there", err);
	}
	if (errno != ENOENT)
		return fail(folder, "can't keep the store there", err);
	above = files_folder(folder);
	ok = strcmp(above, folder) == 0 || make_folder(above, err);
	free(above);
	if (!ok)
		return false;
	if (mkdir(folder, 0700) != 0)
		return errno == EEXIST ||
		       fail(folder, "can't make the folder", err);
	return chmod(folder, 0700) == 0 ||
	       fail(folder, "can't make the folder private", err);
}

/* Make the file with mode 0600, whatever the umask. */
static bool
make_file(const char *path, struct err *err)
{
	char *folder = files_folder(path);
	bool ok = make_folder(folder, err);
	int fd;

	free(folder);
	if (!ok)
		return false;
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	/* somebody else was quicker, or the name leads nowhere yet */
	if (fd < 0 && errno == EEXIST)
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(path, "can't make the store", err);
	ok = fchmod(fd, 0600) == 0 || errno == EPERM;
	close(fd);
	return ok || fail(path, "can't make the store private", err);
}

static char *
why_read_only(const char *path, int number)
{
	struct buf b = BUF_INIT;

	buf_printf(&b,
	    "%s can't be written (%s): it is open for reading only, nothing "
	    "new is kept",
	    path, strerror(number));
	return buf_take(&b);
}

/* SQLite writes beside the file too, so that the folder counts as well. */
static void
check_writable(const char *path, const struct stat *st, bool mend, char **why)
{
	char *folder;

	if (access(path, W_OK) != 0) {
		*why = why_read_only(path, errno);
		return;
	}
	folder = files_folder(path);
	if (access(folder, W_OK | X_OK) != 0)
		*why = why_read_only(folder, errno);
	else if (mend && st->st_uid == geteuid() && (st->st_mode & 077) != 0)
		/* it was looser: from now on it is the reader's alone */
		(void)!chmod(path, 0600);
	free(folder);
}

bool
files_prepare(const char *path, bool read_only, char **why, struct err *err)
{
	struct stat st;

	*why = NULL;
	if (stat(path, &st) != 0) {
		if (errno == ENOENT && !read_only)
			return make_file(path, err);
		return fail(path, "can't open the store", err);
	}
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_STORE,
		    "%s is a folder, not a store of izba", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_STORE,
		    "%s is no regular file, so no store of izba", path);
	if (access(path, R_OK) != 0)
		return fail(path, "can't read the store", err);
	check_writable(path, &st, !read_only, why);
	return true;
}

bool
files_fresh(const char *path, struct err *err)
{
	int fd;

	if (unlink(path) != 0 && errno != ENOENT)
		return fail(path, "can't write", err);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 || fchmod(fd, 0600) != 0) {
		fail(path, "can't write", err);
		if (fd >= 0)
			close(fd);
		return false;
	}
	return close(fd) == 0 || fail(path, "can't write", err);
}

/* Wait until a file or folder is on the disk. */
static bool
sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Write all of a chunk. */
static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

bool
files_copy(const char *from, const char *to, struct err *err)
{
	enum { CHUNK = 65536 };
	char *chunk = xmalloc(CHUNK);
	int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
	ssize_t n = -1;
	bool ok;

	if (in < 0) {
		free(chunk);
		return fail(from, "can't be read", err);
	}
	ok = files_fresh(to, err);
	if (ok) {
		out = open(to, O_WRONLY | O_CLOEXEC);
		while (out >= 0 && (n = read(in, chunk, CHUNK)) > 0)
			if (!write_all(out, chunk, (size_t)n))
				break;
		ok = n == 0 && fsync(out) == 0;
		if (!ok)
			fail(to, "can't be written", err);
	}
	if (out >= 0 && close(out) != 0 && ok)
		ok = fail(to, "can't be written", err);
	close(in);
	free(chunk);
	return ok;
}

bool
files_replace(const char *from, const char *to, struct err *err)
{
	char *folder;

	if (!sync_path(from) || rename(from, to) != 0)
		return fail(to, "can't write", err);
	folder = files_folder(to);
	(void)sync_path(folder);
	free(folder);
	return true;
}

bool
files_in_use(const char *path)
{
	/* where SQLite locks a file; whoever has it open with a WAL holds
	 * there what it reads with (sqlite3's os.h) */
	struct flock lock = {.l_type = F_WRLCK,
	    .l_whence = SEEK_SET,
	    .l_start = 0x40000000,
	    .l_len = 512};
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool used =
	    fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;

	if (fd >= 0)
		close(fd);
	return used;
}
