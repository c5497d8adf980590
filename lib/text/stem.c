/*
 * Stems: Snowball's English and Russian, chosen by the word's script.
 */
#include <stdlib.h>

#include <libstemmer.h>

#include <izba/text.h>

#define WORD_MAX 256 /* bytes; longer ones are no words and stay */

static const char *const languages[] = {
    [SCRIPT_LATIN] = "english", [SCRIPT_CYRILLIC] = "russian"};

/* One for each language, made when it is first needed. */
struct stemmer {
	struct sb_stemmer *of[LENGTH(languages)];
};

struct stemmer *
stemmer_new(void)
{
	return xcalloc(1, sizeof(struct stemmer));
}

void
stemmer_free(struct stemmer *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < LENGTH(s->of); i++)
		sb_stemmer_delete(s->of[i]);
	free(s);
}

void
stemmer_add(struct stemmer *s, struct buf *out, struct str folded)
{
	enum script script = text_script(folded);
	const sb_symbol *stem = NULL;

	if (script == SCRIPT_NONE || script == SCRIPT_OTHER ||
	    folded.n > WORD_MAX) {
		buf_str(out, folded);
		return;
	}
	if (s->of[script] == NULL)
		s->of[script] = sb_stemmer_new(languages[script], "UTF_8");
	if (s->of[script] != NULL)
		stem = sb_stemmer_stem(
		    s->of[script], (const sb_symbol *)folded.p, (int)folded.n);
	if (stem != NULL)
		buf_add(out, stem, (size_t)sb_stemmer_length(s->of[script]));
	else
		buf_str(out, folded);
}

void
text_stem(struct buf *out, struct str folded)
{
	struct stemmer s = {{NULL}};

	stemmer_add(&s, out, folded);
	for (size_t i = 0; i < LENGTH(s.of); i++)
		sb_stemmer_delete(s.of[i]);
}
