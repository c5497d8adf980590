/*
 * Libraries loaded when they are needed.  The only file that speaks with the
 * loader; knows none of the libraries.
 */
#include <dlfcn.h>

#include <izba/loader.h>

bool
loader_load(const struct loader *l, void *table, struct err *err)
{
	void *found[LOADER_MOST + 1] = {dlopen(l->soname, RTLD_NOW)};

	if (found[0] == NULL)
		return err_set(err, ERR_FILE, "%s without the library %s: %s",
		    l->lacks, l->soname, dlerror());
	for (size_t i = 0; i < l->n; i++) {
		found[i + 1] = dlsym(found[0], l->names[i]);
		if (found[i + 1] == NULL) {
			dlclose(found[0]);
			return err_set(err, ERR_FILE,
			    "%s: the library %s has no %s", l->lacks, l->soname,
			    l->names[i]);
		}
	}
	/* so, and not by a cast, a function's address comes out of void * */
	memcpy(table, found, (l->n + 1) * sizeof(*found));
	return true;
}
