/*
 * Stems: Snowball's English and Russian, chosen by the word's script; in a book
 * in another language of the Latin script, that one's.
 */
#include <stdlib.h>

#include <libstemmer.h>

#include <izba/loader.h>
#include <izba/text.h>

#define SNOWBALL(USE) \
	USE(sb_stemmer_delete) \
	USE(sb_stemmer_length) \
	USE(sb_stemmer_new) \
	USE(sb_stemmer_stem)

LOADER_TABLE(snowball, SNOWBALL);
static struct snowball snowball;
LOADER(snowball, SNOWBALL, SONAME_STEMMER, "Words have no stems")

#define WORD_MAX 256 /* bytes; longer ones are no words and stay */

static const char *const languages[] = {
    [SCRIPT_LATIN] = "english", [SCRIPT_CYRILLIC] = "russian"};

/* One for each language, made when it is first needed. */
struct stemmer {
	bool missing; /* the library: words are their own stems */
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
		if (s->of[i] != NULL)
			snowball.sb_stemmer_delete(s->of[i]);
	free(s);
}

/* The stemmer of a script, NULL if there is none. */
static struct sb_stemmer *
of_script(struct stemmer *s, enum script script)
{
	bool latin_too = script == SCRIPT_LATIN && s->latin != NULL;

	if (script == SCRIPT_NONE || script == SCRIPT_OTHER || s->missing)
		return NULL;
	if (s->of[script] == NULL) {
		s->missing = !snowball_load(NULL);
		if (!s->missing)
			s->of[script] = snowball.sb_stemmer_new(
			    latin_too ? s->latin : languages[script], "UTF_8");
	}
	return s->of[script];
}

void
stemmer_add(struct stemmer *s, struct buf *out, struct str folded)
{
	struct sb_stemmer *of =
	    folded.n > WORD_MAX ? NULL : of_script(s, text_script(folded));
	const sb_symbol *stem = NULL;

	if (of != NULL)
		stem = snowball.sb_stemmer_stem(
		    of, (const sb_symbol *)folded.p, (int)folded.n);
	if (stem != NULL)
		buf_add(out, stem, (size_t)snowball.sb_stemmer_length(of));
	else
		buf_str(out, folded);
}

void
text_stem(struct buf *out, struct str folded)
{
	struct stemmer *s = stemmer_new();

	stemmer_add(s, out, folded);
	stemmer_free(s);
}
