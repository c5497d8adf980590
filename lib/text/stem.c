/*
 * Stems: Snowball's English and Russian, chosen by the word's script.
 */
#include <libstemmer.h>

#include <izba/text.h>

#define WORD_MAX 256 /* bytes; longer ones are no words and stay */

void
text_stem(struct buf *out, struct str folded)
{
	static const char *const languages[] = {
	    [SCRIPT_LATIN] = "english", [SCRIPT_CYRILLIC] = "russian"};
	enum script script = text_script(folded);
	const sb_symbol *stem = NULL;
	struct sb_stemmer *stemmer;

	if (script == SCRIPT_NONE || script == SCRIPT_OTHER ||
	    folded.n > WORD_MAX) {
		buf_str(out, folded);
		return;
	}
	stemmer = sb_stemmer_new(languages[script], "UTF_8");
	if (stemmer != NULL)
		stem = sb_stemmer_stem(
		    stemmer, (const sb_symbol *)folded.p, (int)folded.n);
	if (stem != NULL)
		buf_add(out, stem, (size_t)sb_stemmer_length(stemmer));
	else
		buf_str(out, folded);
	sb_stemmer_delete(stemmer);
}
