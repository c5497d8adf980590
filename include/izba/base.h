/*
 * base: what every room stands on.  Lent strings, one growing string, an
 * arena, errors, and memory that never comes back NULL.
 *
 * This room knows nothing of books, Unicode, files or terminals.
 */
#ifndef IZBA_BASE_H
#define IZBA_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define USE_RESULT __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* The number of elements of an array (not of a pointer). */
#define LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* ---- lent text ---- */

/* Text that somebody else owns: n bytes at p, not terminated.  p may be NULL
 * when n is 0; a null str (p == NULL) stands for "not known". */
struct str {
	const char *p;
	size_t n;
};

/* A literal or a terminated string as a str. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
static inline struct str
str_of(const char *s)
{
	return (struct str){s, s == NULL ? 0 : strlen(s)};
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Inline, so that the length of a literal is known. */
static inline bool
str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

static inline bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

static inline bool
str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

/* Order by bytes, as memcmp; a prefix comes first. */
int str_cmp(struct str a, struct str b);
/* Without the ASCII white space at both ends. */
struct str str_trim(struct str s);
/* The bytes [from, to) of s, clipped to it. */
static inline struct str
str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	/* where there is no text, from is 0 */
	return (struct str){from == 0 ? s.p : s.p + from, to - from};
}

/* Where the first `needle` begins, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);
/* A terminated copy on the heap; the caller frees it. */
char *str_dup(struct str s);

/* ---- memory: never NULL ---- */

/* Out of memory ends the program: first `fn` runs (the terminal is restored,
 * the store closed), then one sentence goes to standard error, status 70. */
void memory_on_exhaustion(void (*fn)(void));

void *xmalloc(size_t n);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t n);
char *xstrdup(const char *s);

/* Make room in a growing array for one more element: `p` the array, `n` its
 * elements, `cap` its capacity; returns the array, moved if need be. */
void *array_grow(void *p, size_t n, size_t *cap, size_t size);

/* Append to an array held in three variables: ARRAY_PUSH(v, n, cap, value). */
#define ARRAY_PUSH(v, n, cap, ...) \
	do { \
		(v) = array_grow((v), (n), &(cap), sizeof(*(v))); \
		(v)[(n)++] = __VA_ARGS__; \
	} while (0)

/* ---- a growing string ---- */

/* Owned text that grows.  `p` is always terminated and never NULL after
 * buf_init or BUF_INIT; free with buf_free. */
struct buf {
	char *p;
	size_t n;
	size_t cap;
};

extern char buf_empty[1];
#define BUF_INIT \
	{ \
		buf_empty, 0, 0 \
	}

void buf_init(struct buf *b);
void buf_free(struct buf *b);
void buf_clear(struct buf *b);
/* Make room for n more bytes, so that p[n + i] may be written. */
void buf_reserve(struct buf *b, size_t n);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
/* Append a code point as UTF-8; a surrogate or one past U+10FFFF becomes
 * U+FFFD. */
void buf_putcp(struct buf *b, uint32_t cp);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
/* Cut to n bytes; n must not be more than there are. */
void buf_cut(struct buf *b, size_t n);
/* Lend the content. */
struct str buf_lend(const struct buf *b);
/* Give the content away: the caller frees it; the buf is empty again. */
char *buf_take(struct buf *b);

/* ---- an arena ---- */

/* Memory that is freed all at once. */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);
/* n bytes of zeros, aligned for anything. */
void *arena_alloc(struct arena *a, size_t n);
/* A terminated copy; the str lent back does not count the terminator. */
struct str arena_str(struct arena *a, struct str s);
void *arena_copy(struct arena *a, const void *p, size_t n);

/* ---- errors ---- */

/* What the user's world can do wrong.  The numbers of cli/ exit statuses are
 * made from these (see cli/main.c). */
enum err_code {
	ERR_NONE,
	ERR_USAGE, /* words of a command line or a command */
	ERR_FILE, /* a file that can't be read or written */
	ERR_FORMAT, /* a file that is not what it should be */
	ERR_LIMIT, /* a file that asks for more than izba gives */
	ERR_STORE, /* the annotations' database */
	ERR_TERMINAL, /* a terminal izba can't work with */
	ERR_CODES
};

/* An error on its caller's stack: a code for programs, one sentence for
 * people, without a point at its end.  Nothing to free. */
struct err {
	enum err_code code;
	char text[480];
};

/* Set the error and return false; `err` may be NULL.  The text is cut at a
 * whole code point; control characters, bytes that are no UTF-8 and marks that
 * turn the direction of writing become '?'. */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/* Put "place: " before the sentence, of a long place its end; returns false. */
bool err_in(struct err *err, const char *place);

#endif
