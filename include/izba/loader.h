/*
 * loader.h: libraries that are loaded when the first of their functions is
 * needed, for most sittings need none of them and each makes the start longer
 * (doc/decisions/0020).
 *
 * A file says what it uses, and has it in a table under the library's own
 * names and of the types that the library's header gives:
 *
 *	#define EXPAT(USE) USE(XML_ParserCreate) USE(XML_Parse)
 *	LOADER_TABLE(expat, EXPAT);
 *	static struct expat expat;
 *	LOADER(expat, EXPAT, SONAME_EXPAT, "XML can't be read")
 *
 *	if (!expat_load(err))
 *		return false;
 *	parser = expat.XML_ParserCreate("UTF-8");
 *
 * A table is written once, by the only thread that there is.
 */
#ifndef IZBA_LOADER_H
#define IZBA_LOADER_H

#include <izba/base.h>

enum { LOADER_MOST = 48 /* functions of a library */ };

/* A library by the name that the loader knows it by, and what can't be done
 * without it, in words that a sentence can begin with. */
struct loader {
	const char *soname, *lacks;
	const char *const *names; /* of its functions */
	size_t n;
};

/* Fill a table (LOADER_TABLE), in the order of the names.  False with err set
 * if the library or one of the functions is missing; then nothing is written. */
bool loader_load(const struct loader *l, void *table, struct err *err);

/* Names may be macros, as PCRE2's are: what they stand for counts. */
#define LOADER_MEMBER(f) __typeof__(f) *f;
#define LOADER_NAME(f) LOADER_QUOTED(f),
#define LOADER_QUOTED(f) #f

/* struct NAME: the table.  `loaded` is NULL until then. */
#define LOADER_TABLE(name, LIST) \
	struct name { \
		void *loaded; \
		LIST(LOADER_MEMBER) \
	}

/* NAME_load, which fills the table NAME if that was not done. */
#define LOADER(name, LIST, its_soname, its_lacks) \
	static bool name##_load(struct err *err) \
	{ \
		static const char *const names[] = {LIST(LOADER_NAME)}; \
		static const struct loader l = { \
		    its_soname, its_lacks, names, LENGTH(names)}; \
\
		_Static_assert(LENGTH(names) <= LOADER_MOST && \
				   sizeof(name) == \
				       (LENGTH(names) + 1) * sizeof(void *), \
		    "a table of pointers"); \
		return name.loaded != NULL || loader_load(&l, &name, err); \
	}

#endif
