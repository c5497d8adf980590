/* find: a program in $PATH. */
#include "tests/bench/find.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *
find_program(const char *name)
{
	const char *path = getenv("PATH");
	struct buf b = BUF_INIT;

	if (name[0] == '/')
		return access(name, X_OK) == 0 ? xstrdup(name) : NULL;
	while (path != NULL && *path != '\0') {
		size_t n = strcspn(path, ":");

		buf_clear(&b);
		buf_printf(&b, "%.*s/%s", (int)n, path, name);
		if (access(b.p, X_OK) == 0)
			return buf_take(&b);
		path += n + (path[n] == ':');
	}
	buf_free(&b);
	return NULL;
}
