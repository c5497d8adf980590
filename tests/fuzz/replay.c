/*
 * Runs a fuzz target over the files and folders named, and over cut and bent
 * copies of each: what a compiler without libFuzzer can do.
 */
#include <dirent.h>
#include <stdbool.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

static unsigned runs;

static void
run(const char *p, size_t n)
{
	/* a copy of exactly that size, so that a sanitizer sees its end */
	uint8_t *copy = xmalloc(n);

	if (n > 0)
		memcpy(copy, p, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
	runs++;
}

/* The input, its halves, and copies with one byte bent, the places chosen by
 * a fixed sequence so that every run is the same. */
static void
run_variants(struct buf *b)
{
	uint32_t seed = 2463534242u;

	run(b->p, b->n);
	run(b->p, b->n / 2);
	run(b->p + b->n / 2, b->n - b->n / 2);
	for (int i = 0; i < 24 && b->n > 0; i++) {
		size_t at;
		char was;

		seed ^= seed << 13;
		seed ^= seed >> 17;
		seed ^= seed << 5;
		at = seed % b->n;
		was = b->p[at];
		b->p[at] = (char)(seed >> 11);
		run(b->p, b->n);
		b->p[at] = was;
	}
}

static bool
run_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = BUF_INIT;
	char bytes[4096];
	size_t n;

	if (f == NULL)
		return false;
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(&b, bytes, n);
	fclose(f);
	run_variants(&b);
	buf_free(&b);
	return true;
}

static void
run_folder(const char *path, DIR *d)
{
	struct dirent *e;

	while ((e = readdir(d)) != NULL) {
		struct buf name = BUF_INIT;

		if (e->d_name[0] == '.')
			continue;
		buf_printf(&name, "%s/%s", path, e->d_name);
		run_file(name.p);
		buf_free(&name);
	}
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		DIR *d = opendir(argv[i]);

		if (d != NULL) {
			run_folder(argv[i], d);
			closedir(d);
		} else if (!run_file(argv[i])) {
			fprintf(stderr, "%s: cannot be read\n", argv[i]);
			return 1;
		}
	}
	printf("%u inputs\n", runs);
	return runs > 0 ? 0 : 1;
}
