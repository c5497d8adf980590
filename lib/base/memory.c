/*
 * Memory that never comes back NULL: the allocators, growing arrays, the
 * growing string and the arena.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <izba/base.h>

static void (*on_exhaustion)(void);

void
memory_on_exhaustion(void (*fn)(void))
{
	on_exhaustion = fn;
}

/* Nothing here may allocate: it runs when there is no memory. */
static _Noreturn void
exhausted(void)
{
	static const char words[] = "izba: out of memory\n";
	void (*fn)(void) = on_exhaustion;

	on_exhaustion = NULL;
	if (fn != NULL)
		fn();
	if (write(STDERR_FILENO, words, sizeof(words) - 1) < 0)
		_exit(71);
	_exit(70);
}

void *
xmalloc(size_t n)
{
	void *p = malloc(n == 0 ? 1 : n);

	if (p == NULL)
		exhausted();
	return p;
}

void *
xcalloc(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL)
		exhausted();
	return p;
}

void *
xrealloc(void *p, size_t n)
{
	p = realloc(p, n == 0 ? 1 : n);
	if (p == NULL)
		exhausted();
	return p;
}

char *
xstrdup(const char *s)
{
	return str_dup(str_of(s));
}

void *
array_grow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	if (*cap > SIZE_MAX / 2 / size)
		exhausted();
	*cap = *cap == 0 ? 8 : *cap * 2;
	return xrealloc(p, *cap * size);
}

/* ---- the growing string ---- */

char buf_empty[1] = "";

void
buf_init(struct buf *b)
{
	*b = (struct buf)BUF_INIT;
}

void
buf_free(struct buf *b)
{
	if (b->cap > 0)
		free(b->p);
	buf_init(b);
}

void
buf_clear(struct buf *b)
{
	buf_cut(b, 0);
}

void
buf_reserve(struct buf *b, size_t n)
{
	size_t need;

	if (n > SIZE_MAX / 4 - b->n)
		exhausted();
	need = b->n + n + 1;
	if (need <= b->cap)
		return;
	if (need < b->cap + b->cap / 2)
		need = b->cap + b->cap / 2;
	if (need < 32)
		need = 32;
	b->p = xrealloc(b->cap > 0 ? b->p : NULL, need);
	b->cap = need;
	b->p[b->n] = '\0';
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (n >= b->cap - b->n)
		buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_putc(struct buf *b, char c)
{
	if (b->cap - b->n < 2)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

void
buf_putcp(struct buf *b, uint32_t cp)
{
	char u[4];
	size_t n;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	if (cp < 0x80) {
		u[0] = (char)cp;
		n = 1;
	} else if (cp < 0x800) {
		u[0] = (char)(0xc0 | cp >> 6);
		u[1] = (char)(0x80 | (cp & 0x3f));
		n = 2;
	} else if (cp < 0x10000) {
		u[0] = (char)(0xe0 | cp >> 12);
		u[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		u[2] = (char)(0x80 | (cp & 0x3f));
		n = 3;
	} else {
		u[0] = (char)(0xf0 | cp >> 18);
		u[1] = (char)(0x80 | (cp >> 12 & 0x3f));
		u[2] = (char)(0x80 | (cp >> 6 & 0x3f));
		u[3] = (char)(0x80 | (cp & 0x3f));
		n = 4;
	}
	buf_add(b, u, n);
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n > 0) {
		buf_reserve(b, (size_t)n);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_cut(struct buf *b, size_t n)
{
	assert(n <= b->n);
	b->n = n;
	if (b->cap > 0)
		b->p[n] = '\0';
}

struct str
buf_lend(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

char *
buf_take(struct buf *b)
{
	char *p = b->cap > 0 ? b->p : xstrdup("");

	buf_init(b);
	return p;
}

/* ---- the arena ---- */

#define ARENA_CHUNK ((size_t)64 * 1024)
#define ARENA_FIRST ((size_t)4 * 1024) /* most arenas stay small */

struct chunk {
	struct chunk *next;
	size_t n, cap;
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct chunk *chunks;
	size_t next; /* the size of the next chunk */
};

struct arena *
arena_new(void)
{
	struct arena *a = xcalloc(1, sizeof(*a));

	a->next = ARENA_FIRST;
	return a;
}

void
arena_free(struct arena *a)
{
	struct chunk *c, *next;

	if (a == NULL)
		return;
	for (c = a->chunks; c != NULL; c = next) {
		next = c->next;
		free(c);
	}
	free(a);
}

/* A chunk with room for n bytes.  A large one goes behind the first, so that
 * the room left in the first is not lost. */
static struct chunk *
arena_chunk(struct arena *a, size_t n)
{
	bool large = n > a->next / 4;
	size_t cap = large ? n : a->next;
	struct chunk *c;

	if (cap > SIZE_MAX / 2)
		exhausted();
	/* calloc: fresh pages come zeroed and untouched from the system */
	c = xcalloc(1, sizeof(*c) + cap);
	c->cap = cap;
	if (a->next < ARENA_CHUNK)
		a->next *= 2;
	if (large && a->chunks != NULL) {
		c->next = a->chunks->next;
		a->chunks->next = c;
	} else {
		c->next = a->chunks;
		a->chunks = c;
	}
	return c;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	const size_t unit = _Alignof(max_align_t);
	struct chunk *c = a->chunks;
	void *p;

	if (n > SIZE_MAX / 2)
		exhausted();
	n = (n + unit - 1) / unit * unit;
	if (c == NULL || c->cap - c->n < n)
		c = arena_chunk(a, n);
	p = c->data + c->n;
	c->n += n;
	return p;
}

void *
arena_copy(struct arena *a, const void *p, size_t n)
{
	void *to = arena_alloc(a, n);

	if (n > 0)
		memcpy(to, p, n);
	return to;
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p;

	if (s.p == NULL)
		return s;
	p = arena_alloc(a, s.n + 1);
	memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}
