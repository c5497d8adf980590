/*
 * The encodings by name: as izba writes them, and what else they are called.
 * Knows nothing of what their bytes mean.
 */
#include "lib/formats/encoding-parts.h"

#define HALF(name, other, half) \
	{ \
		name, other, KIND_HALF, half \
	}
#define BYTE(name, other) \
	{ \
		name, other, KIND_BYTE, 0 \
	}
#define MANY(name, other) \
	{ \
		name, other, KIND_MANY, 0 \
	}

/* Other names are written without the case and signs that people vary. */
static const struct encoding encodings[] = {
    {"UTF-8", "utf8 unicode11utf8 ascii usascii", KIND_UTF8, 0},
    {"UTF-16", "utf16 unicode ucs2", KIND_UTF16, 0},
    {"UTF-16LE", "utf16le ucs2le", KIND_UTF16LE, 0},
    {"UTF-16BE", "utf16be ucs2be", KIND_UTF16BE, 0},
    {"UTF-32", "utf32 ucs4", KIND_UTF32, 0},
    {"UTF-32LE", "utf32le ucs4le", KIND_UTF32LE, 0},
    {"UTF-32BE", "utf32be ucs4be", KIND_UTF32BE, 0},
    HALF("windows-1251", "cp1251 xcp1251 win1251 ansi1251 1251", HALF_1251),
    HALF("KOI8-R", "koi8r koi8 koi cskoi8r", HALF_KOI8R),
    HALF("KOI8-U", "koi8u koi8ru", HALF_KOI8U),
    HALF("IBM866", "cp866 dos866 csibm866 dos 866", HALF_866),
    HALF("ISO-8859-5", "iso885951988 cyrillic isoir144 csisolatincyrillic",
	HALF_8859_5),
    HALF("MacCyrillic", "xmaccyrillic xmacukrainian macru", HALF_MAC),
    HALF("windows-1252",
	"cp1252 xcp1252 win1252 1252 iso88591 iso885911987 latin1 l1 "
	"isoir100 csisolatin1 ansi",
	HALF_1252),
    BYTE("windows-1250", "cp1250 xcp1250 win1250 1250"),
    BYTE("windows-1253", "cp1253 xcp1253 win1253 1253"),
    BYTE("windows-1254", "cp1254 xcp1254 win1254 1254 iso88599 latin5"),
    BYTE("windows-1255", "cp1255 xcp1255 win1255 1255"),
    BYTE("windows-1256", "cp1256 xcp1256 win1256 1256"),
    BYTE("windows-1257", "cp1257 xcp1257 win1257 1257"),
    BYTE("windows-1258", "cp1258 xcp1258 win1258 1258"),
    BYTE("ISO-8859-2", "iso885921987 latin2 l2 isoir101 csisolatin2"),
    BYTE("ISO-8859-3", "latin3 l3"),
    BYTE("ISO-8859-4", "latin4 l4"),
    BYTE("ISO-8859-6", "arabic"),
    BYTE("ISO-8859-7", "greek greek8"),
    BYTE("ISO-8859-8", "hebrew iso88598i"),
    BYTE("ISO-8859-10", "latin6 l6"),
    BYTE("ISO-8859-13", "latin7"),
    BYTE("ISO-8859-14", "latin8"),
    BYTE("ISO-8859-15", "latin9 l9"),
    BYTE("ISO-8859-16", "latin10"),
    BYTE("IBM437", "cp437 437 csibm437"),
    BYTE("IBM850", "cp850 850 csibm850"),
    BYTE("IBM852", "cp852 852 csibm852"),
    BYTE("IBM855", "cp855 855 csibm855"),
    BYTE("macintosh", "mac macroman xmacroman"),
    MANY("Shift_JIS", "sjis mskanji cp932 windows31j xsjis"),
    MANY("EUC-JP", "xeucjp"),
    MANY("ISO-2022-JP", "csiso2022jp"),
    MANY("GB18030", "gbk gb2312 cp936 xgbk chinese"),
    MANY("Big5", "big5hkscs cp950 xxbig5"),
    MANY("EUC-KR", "korean cp949 ksc5601 ksc56011987 windows949"),
};

/* The encodings of HALF_*, in their order, begin here. */
enum { FIRST_HALF = 7 };

const struct encoding *
encoding_of_half(enum half h)
{
	return &encodings[FIRST_HALF + h];
}

/* Append only what makes a difference between names: letters, lower, and
 * digits. */
static void
fold_name(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_putc(out, (char)c);
	}
}

/* Is the word one of a list parted by blanks? */
static bool
in_words(const char *words, struct str word)
{
	for (; *words != '\0'; words += strspn(words, " ")) {
		size_t n = strcspn(words, " ");

		if (str_eq((struct str){words, n}, word))
			return true;
		words += n;
	}
	return false;
}

static bool
is_called(const struct encoding *e, struct str folded)
{
	struct buf own = BUF_INIT;
	bool same;

	fold_name(&own, str_of(e->name));
	same = str_eq(buf_lend(&own), folded) || in_words(e->other, folded);
	buf_free(&own);
	return same;
}

const struct encoding *
encoding_find(struct str called)
{
	const struct encoding *found = NULL;
	struct buf folded = BUF_INIT;

	if (called.n > 0 && called.n <= 40)
		fold_name(&folded, called);
	for (size_t i = 0; folded.n > 0 && i < LENGTH(encodings); i++)
		if (is_called(&encodings[i], buf_lend(&folded))) {
			found = &encodings[i];
			break;
		}
	buf_free(&folded);
	return found;
}

const char *
encoding_name(struct str called)
{
	const struct encoding *e = encoding_find(called);

	return e == NULL ? NULL : e->name;
}

const char *
encoding_listed(size_t i)
{
	return i < LENGTH(encodings) ? encodings[i].name : NULL;
}

bool
encoding_check(const char *asked, struct err *err)
{
	struct buf names = BUF_INIT;

	if (asked == NULL || strcmp(asked, "auto") == 0 ||
	    encoding_find(str_of(asked)) != NULL)
		return true;
	for (size_t i = 0; i < LENGTH(encodings); i++)
		buf_printf(&names, "%s%s", i > 0 ? " " : "", encodings[i].name);
	err_set(err, ERR_USAGE, "there is no encoding \"%.40s\"; these are: %s",
	    asked, names.p);
	buf_free(&names);
	return false;
}
