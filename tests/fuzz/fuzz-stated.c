/*
 * Books made through the builder as bytes say, with all that a format can
 * state, in any order: the apparatus takes them.
 */
#include <string.h>

#include <izba/builder.h>

#include "tests/fuzz/fuzz.h"

/* What is left of the bytes. */
struct feed {
	const uint8_t *p, *end;
	struct builder *b;
	uint32_t from; /* a place before */
};

static unsigned
next(struct feed *f)
{
	return f->p < f->end ? *f->p++ : 0;
}

/* One of a few keys, so that some are met again. */
static struct str
key(struct feed *f)
{
	static const char *const keys[] = {
	    "a", "b", "c#1", "c#2", "c#3", "d", "e", "f"};

	return str_of(keys[next(f) % LENGTH(keys)]);
}

static struct str
words(struct feed *f)
{
	static const char *const texts[] = {"1", "12", "*", "[2]",
	    "A river froze.", "Notes", "Chapter 1", "Glossary", "ice: cold",
	    "Orlova, Fish, p. 7.", "Ibid.", " ", "2", "[1] A note.", "May 1911",
	    "Petrov, Ivan (1887-1937). Life."};

	return str_of(texts[next(f) % LENGTH(texts)]);
}

/* Does it take a text of its own? */
static void
act(struct feed *f)
{
	struct builder *b = f->b;
	unsigned op = next(f) % 16, n;

	switch (op) {
	case 0:
	case 1:
	case 2:
		n = next(f);
		builder_block(b, (enum block_kind)(n % BLOCK_KINDS), n / 32,
		    n % 2 ? BLOCK_STATED : 0, n % 3, n % 2);
		break;
	case 3:
	case 4:
		f->from = builder_place(b);
		builder_text(b, words(f), next(f), 0, NOWHERE);
		break;
	case 5:
		builder_fragment(b, key(f));
		break;
	case 6:
		builder_note(
		    b, key(f), next(f) % 2 ? words(f) : (struct str){NULL, 0});
		break;
	case 7:
		builder_note_end(b);
		break;
	case 8:
	case 9:
		builder_reference(b, f->from, key(f));
		break;
	case 10:
		builder_entry(b, (enum entry_kind)(next(f) % ENTRY_KINDS));
		break;
	case 11:
		builder_head(b, f->from);
		break;
	case 12:
		builder_entry_end(b);
		break;
	case 13:
		n = next(f);
		builder_contents(b, n % 5, words(f), key(f));
		break;
	case 14:
		builder_section(
		    b, (enum section_kind)(next(f) % SECTION_KINDS));
		break;
	default:
		builder_link_to(b, f->from, builder_place(b), key(f));
		builder_folio(b, words(f));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = {data, data + size, builder_new("text"), 0};

	while (f.p < f.end)
		act(&f);
	fuzz_made(builder_finish(f.b, NULL));
	return 0;
}
