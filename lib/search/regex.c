/*
 * Regular expressions (PCRE2, Perl's syntax, Unicode properties) over the
 * text as it is, but for callouts and soft hyphens.
 *
 * Patterns may be hostile.  Two limits hold whatever they are: STEPS for what
 * may be tried from one place, and a time for the whole book, asked of the
 * clock in a callout at the start of the pattern, which PCRE2 calls at each
 * place it tries.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>
#include <time.h>

#include <izba/loader.h>
#include "lib/search/kept.h"

#define PCRE2(USE) \
	USE(pcre2_code_free) \
	USE(pcre2_compile) \
	USE(pcre2_get_error_message) \
	USE(pcre2_get_ovector_pointer) \
	USE(pcre2_match) \
	USE(pcre2_match_context_create) \
	USE(pcre2_match_context_free) \
	USE(pcre2_match_data_create) \
	USE(pcre2_match_data_free) \
	USE(pcre2_set_callout) \
	USE(pcre2_set_heap_limit) \
	USE(pcre2_set_match_limit)

LOADER_TABLE(pcre2, PCRE2);
static struct pcre2 pcre2;
LOADER(pcre2, PCRE2, SONAME_PCRE2, "There are no regular expressions")

#define STEPS 1000000 /* of the matcher from one place */
#define HEAP_KIB 65536 /* that it may ask for */
#define CLOCK_EVERY 64 /* places between two looks at the clock */
#define CLOCK_START "(?C)"
/* A second, and one more for each of these */
#define BYTES_PER_SECOND (32u << 20)

struct watch {
	clock_t end;
	unsigned calls;
};

static int
watch_clock(pcre2_callout_block *block, void *data)
{
	struct watch *w = data;

	(void)block;
	if (w->calls++ % CLOCK_EVERY != 0 || clock() < w->end)
		return 0;
	return PCRE2_ERROR_MATCHLIMIT;
}

/* Compile a pattern; NULL with a sentence that says where it is wrong. */
static pcre2_code *
regex_compile(struct str pattern, bool heed_case, struct err *err)
{
	struct buf watched = BUF_INIT;
	PCRE2_UCHAR words[128];
	pcre2_code *code;
	size_t at;
	int why;

	buf_puts(&watched, CLOCK_START);
	text_clean(&watched, pattern, NULL);
	code = pcre2.pcre2_compile((PCRE2_SPTR)watched.p, watched.n,
	    PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C |
		(heed_case ? 0 : PCRE2_CASELESS),
	    &why, &at, NULL);
	if (code == NULL) {
		pcre2.pcre2_get_error_message(why, words, sizeof(words));
		at = at < strlen(CLOCK_START) ? 0 : at - strlen(CLOCK_START);
		err_set(err, ERR_USAGE,
		    "the regular expression %.100s is wrong after %zu "
		    "characters: %s",
		    watched.p + strlen(CLOCK_START), at, (char *)words);
	}
	buf_free(&watched);
	return code;
}

/* Has it a capital of its own?  Those of \W and \p{Lu} are the syntax's. */
static bool
has_capital(struct str s)
{
	size_t n, close;

	for (size_t i = 0; i < s.n; i += n) {
		if (s.p[i] != '\\') {
			if (cp_is_upper(cp_decode(s.p + i, s.p + s.n, &n)))
				return true;
			continue;
		}
		n = 2;
		if (i + 2 < s.n && s.p[i + 2] == '{') {
			close = str_find(str_slice(s, i, s.n), STR("}"));
			n = close == SIZE_MAX ? s.n - i : close + 1;
		}
	}
	return false;
}

/* All matches; what pcre2_match said last: PCRE2_ERROR_NOMATCH if it came to
 * the end. */
static int
regex_match(const struct search *s, const pcre2_code *code,
    pcre2_match_context *context, unsigned flags, size_t limit,
    struct hits *hits)
{
	const struct folded *f = &s->unfolded;
	pcre2_match_data *data = pcre2.pcre2_match_data_create(1, NULL);
	const size_t *ends = pcre2.pcre2_get_ovector_pointer(data);
	size_t at = 0, n;
	int got = PCRE2_ERROR_NOMATCH;

	while (at < f->text.n) {
		got = pcre2.pcre2_match(code, (PCRE2_SPTR)f->text.p, f->text.n,
		    at, PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, data, context);
		if (got < 0)
			break;
		/* \K can put the start behind the end */
		if (ends[0] < at || ends[1] <= ends[0] ||
		    ((flags & SEARCH_WORDS) &&
			!kept_is_whole(f, ends[0], ends[1]))) {
			at = ends[0] > at ? ends[0] : at;
			cp_decode(f->text.p + at, f->text.p + f->text.n, &n);
			at += n;
			continue;
		}
		if (limit > 0 && hits->n == limit) {
			hits->cut = true;
			break;
		}
		ARRAY_PUSH(hits->v, hits->n, hits->cap,
		    kept_hit(s, f, ends[0], ends[1]));
		hits->v[hits->n - 1].via = FOUND_REGEX;
		at = ends[1];
	}
	pcre2.pcre2_match_data_free(data);
	return at < f->text.n && got < 0 ? got : PCRE2_ERROR_NOMATCH;
}

bool
search_regex(struct search *s, struct str pattern, unsigned flags, size_t limit,
    struct hits *hits, struct err *err)
{
	bool heed = (flags & SEARCH_CASE) ||
		    ((flags & SEARCH_SMART) && has_capital(pattern));
	pcre2_match_context *context;
	struct watch watch = {.calls = 0};
	PCRE2_UCHAR words[128];
	pcre2_code *code;
	int got;

	*hits = (struct hits){0};
	if (pattern.n == 0)
		return true;
	if (!pcre2_load(err))
		return false;
	code = regex_compile(pattern, heed, err);
	if (code == NULL)
		return false;
	kept_fold(s, &s->unfolded, FOLD_FORMAT);
	context = pcre2.pcre2_match_context_create(NULL);
	pcre2.pcre2_set_match_limit(context, STEPS);
	pcre2.pcre2_set_heap_limit(context, HEAP_KIB);
	pcre2.pcre2_set_callout(context, watch_clock, &watch);
	watch.end = clock() + (clock_t)(1 + s->b->text.n / BYTES_PER_SECOND) *
				  CLOCKS_PER_SEC;
	got = regex_match(s, code, context, flags, limit, hits);
	pcre2.pcre2_match_context_free(context);
	pcre2.pcre2_code_free(code);
	if (got == PCRE2_ERROR_NOMATCH)
		return true;
	hits->cut = true;
	if (got == PCRE2_ERROR_MATCHLIMIT || got == PCRE2_ERROR_HEAPLIMIT ||
	    got == PCRE2_ERROR_DEPTHLIMIT)
		return err_set(err, ERR_LIMIT,
		    "the regular expression takes too long on this book; the "
		    "search was stopped");
	pcre2.pcre2_get_error_message(got, words, sizeof(words));
	return err_set(
	    err, ERR_LIMIT, "the regular expression: %s", (char *)words);
}
