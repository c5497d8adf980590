/*
 * Stems: Snowball's English and Russian, chosen by the word's script; in a book
 * in another language of the Latin script, that one's.
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
	const char *latin; /* instead of English */
};

/* Languages by their tags. */
static const struct {
	const char *tag, *name;
} latin[] = {
    {"da", "danish"},
    {"de", "german"},
    {"es", "spanish"},
    {"fi", "finnish"},
    {"fr", "french"},
    {"hu", "hungarian"},
    {"it", "italian"},
    {"nb", "norwegian"},
    {"nl", "dutch"},
    {"no", "norwegian"},
    {"pt", "portuguese"},
    {"ro", "romanian"},
    {"sv", "swedish"},
    {"tr", "turkish"},
};

struct stemmer *
stemmer_new(void)
{
	return xcalloc(1, sizeof(struct stemmer));
}

/* The row of a language, NULL if it has none. */
static const char *
latin_name(struct str language, const char **tag)
{
	for (size_t i = 0; i < LENGTH(latin); i++)
		if (language_is(language, latin[i].tag)) {
			*tag = latin[i].tag;
			return latin[i].name;
		}
	*tag = "en";
	return NULL;
}

struct stemmer *
stemmer_new_in(struct str language)
{
	struct stemmer *s = stemmer_new();
	const char *tag;

	s->latin = latin_name(language, &tag);
	return s;
}

const char *
stemmer_tag(struct str language)
{
	const char *tag;

	latin_name(language, &tag);
	return tag;
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
		s->of[script] =
		    sb_stemmer_new(script == SCRIPT_LATIN && s->latin != NULL
				       ? s->latin
				       : languages[script],
			"UTF_8");
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
	struct stemmer s = {.latin = NULL};

	stemmer_add(&s, out, folded);
	for (size_t i = 0; i < LENGTH(s.of); i++)
		sb_stemmer_delete(s.of[i]);
}
