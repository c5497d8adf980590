/*
 * Names of files, offered while one is typed.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/config.h"
#include "tui/files.h"

#define MOST 1000 /* names of a folder that are looked at */

struct names {
	char **v;
	size_t n, cap;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A name that can stand on the command line; hidden ones only when asked for. */
static bool
is_offered(const char *name, struct str base)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	    (name[0] == '.' && base.n == 0))
		return false;
	for (const char *p = name; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == '\177')
			return false;
	return str_eq(str_slice(str_of(name), 0, base.n), base);
}

/* The names in a folder that begin so, sorted; those of folders end in "/". */
static void
names_read(struct names *out, const char *folder, struct str base)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && out->n < MOST && (entry = readdir(dir)) != NULL) {
		struct buf path = BUF_INIT;
		struct stat st;

		if (!is_offered(entry->d_name, base))
			continue;
		buf_printf(&path, "%s/%s", folder, entry->d_name);
		if (stat(path.p, &st) == 0 && S_ISDIR(st.st_mode)) {
			buf_clear(&path);
			buf_printf(&path, "%s/", entry->d_name);
		} else {
			buf_clear(&path);
			buf_puts(&path, entry->d_name);
		}
		ARRAY_PUSH(out->v, out->n, out->cap, buf_take(&path));
	}
	if (dir != NULL)
		closedir(dir);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), by_name);
}

void
files_offer(struct str before, struct str typed,
    void (*offer)(void *data, struct str s), void *data)
{
	struct buf folder = BUF_INIT, whole = BUF_INIT;
	struct names names = {.v = NULL};
	size_t slash = typed.n;

	while (slash > 0 && typed.p[slash - 1] != '/')
		slash--;
	config_path(&folder, str_slice(typed, 0, slash));
	if (folder.n == 0)
		buf_puts(&folder, ".");
	names_read(&names, folder.p, str_slice(typed, slash, typed.n));
	for (size_t i = 0; i < names.n; i++) {
		buf_clear(&whole);
		buf_str(&whole, before);
		buf_str(&whole, str_slice(typed, 0, slash));
		buf_puts(&whole, names.v[i]);
		offer(data, buf_lend(&whole));
		free(names.v[i]);
	}
	free(names.v);
	buf_free(&folder);
	buf_free(&whole);
}
