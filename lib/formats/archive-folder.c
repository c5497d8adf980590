/*
 * A folder as an archive: an unpacked book.  Links are not followed, and
 * nothing outside the folder can be named.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/formats/archive.h"

enum { LIMIT_FOLDERS = 16 };

/* What a walk carries. */
struct walk {
	struct archive *archive;
	struct buf name; /* of the file or folder at hand */
};

static void walk_folder(struct walk *w, int fd, unsigned depth);

/* One entry of a folder: a file is listed, a folder is walked. */
static void
walk_entry(struct walk *w, int fd, const char *name, unsigned depth)
{
	struct archive *a = w->archive;
	size_t begun = w->name.n;
	struct stat st;
	int inner;

	if (name[0] == '.' || fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if (begun > 0)
		buf_putc(&w->name, '/');
	buf_puts(&w->name, name);
	if (S_ISREG(st.st_mode)) {
		struct part p = {
		    .name = arena_str(a->arena, buf_lend(&w->name)),
		    .size = (uint64_t)st.st_size,
		    .packed = (uint64_t)st.st_size};

		ARRAY_PUSH(a->v, a->n, a->cap, p);
	} else if (S_ISDIR(st.st_mode) && depth < LIMIT_FOLDERS) {
		inner = openat(
		    fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (inner >= 0)
			walk_folder(w, inner, depth + 1);
	}
	buf_cut(&w->name, begun);
}

/* Takes the descriptor. */
static void
walk_folder(struct walk *w, int fd, unsigned depth)
{
	DIR *dir = fdopendir(fd);
	struct dirent *e;

	if (dir == NULL) {
		close(fd);
		return;
	}
	while (w->archive->n < LIMIT_PARTS && (e = readdir(dir)) != NULL)
		walk_entry(w, dirfd(dir), e->d_name, depth);
	closedir(dir);
}

bool
folder_list(struct archive *a, struct err *err)
{
	struct walk w = {a, BUF_INIT};
	int fd = open(a->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_set(
		    err, ERR_FILE, "it can't be read: %s", strerror(errno));
	walk_folder(&w, fd, 0);
	buf_free(&w.name);
	return a->n > 0 || err_set(err, ERR_FORMAT, "it is an empty folder");
}

bool
folder_read(struct archive *a, const struct part *part, struct buf *out,
    struct err *err)
{
	struct buf path = BUF_INIT;
	size_t begun = out->n;
	bool ok;

	if (part->size > a->left || part->size > LIMIT_PART)
		return err_set(err, ERR_LIMIT, "%.*s is too large",
		    (int)(part->name.n < 200 ? part->name.n : 200),
		    part->name.p);
	buf_printf(
	    &path, "%s/%.*s", a->folder, (int)part->name.n, part->name.p);
	ok = file_read(path.p, out, err);
	buf_free(&path);
	a->left -= out->n - begun < a->left ? out->n - begun : a->left;
	return ok;
}
