/*
 * Reading the reader's own files.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/config.h"
#include "tui/tui.h"

#define LIMIT_OPTIONS 65536u /* bytes of an options file */

void
config_short(struct buf *out, const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home != NULL ? strlen(home) : 0;

	if (n > 1 && strncmp(path, home, n) == 0 && path[n] == '/')
		buf_printf(out, "~%s", path + n);
	else
		buf_puts(out, path);
}

void
config_path(struct buf *out, struct str typed)
{
	const char *home = getenv("HOME");

	if (str_starts(typed, "~/") && home != NULL) {
		buf_puts(out, home);
		typed = str_slice(typed, 1, typed.n);
	}
	buf_str(out, typed);
}

static bool
load_own(struct keymap *k, const char *own, struct err *err)
{
	struct buf name = BUF_INIT;
	bool fine;

	if (own == NULL || access(own, F_OK) != 0)
		return true;
	config_short(&name, own);
	fine = keymap_load_file(k, own, name.p, err);
	buf_free(&name);
	return fine;
}

struct keymap *
config_keys(const char *builtin, const char *own, struct err *err)
{
	struct keymap *k = keymap_new();

	if (keymap_builtin(k, builtin != NULL ? builtin : "default", err) &&
	    load_own(k, own, err) && keymap_check(k, err))
		return k;
	keymap_free(k);
	return NULL;
}

bool
config_options(struct options *o, const char *path, struct err *err)
{
	struct buf text = BUF_INIT, name = BUF_INIT;
	FILE *f = fopen(path, "re");
	bool fine = true;

	if (f == NULL)
		return errno == ENOENT ||
		       err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
	buf_reserve(&text, LIMIT_OPTIONS);
	text.n = fread(text.p, 1, LIMIT_OPTIONS, f);
	if (ferror(f))
		fine = err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
	fclose(f);
	config_short(&name, path);
	fine = fine && options_load(o, buf_lend(&text), name.p, err);
	buf_free(&name);
	buf_free(&text);
	return fine;
}

bool
tui_keys(const char *keymap, const char *own, struct buf *out, struct err *err)
{
	struct keymap *k = config_keys(keymap, own, err);

	if (k == NULL)
		return false;
	keymap_print(k, out);
	keymap_free(k);
	return true;
}
