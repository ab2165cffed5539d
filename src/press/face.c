/* press/face.c - see face.h. */
#include "press/face.h"

struct face face_of(struct str family)
{
	static const struct {
		const char *name;
		bool serif;
	} families[] = {
#define FAMILY(name, serif, ...) { name, serif },
#include "press/fonts.def"
	};
	static const char *const twins[][2] = {
		{ "Carlito", "Calibri" },
		{ "Caladea", "Cambria" },
		{ "Liberation Sans", "Arial" },
		{ "Liberation Serif", "Times New Roman" },
	};
	struct face f = { .name = family };

	for (size_t i = 0; i < LENGTH(families); i++)
		if (str_is(family, families[i].name))
			f.serif = families[i].serif;
	for (size_t i = 0; i < LENGTH(twins); i++)
		if (str_is(family, twins[i][0]))
			f.known = twins[i][1];
	return f;
}

/* ---- languages ---------------------------------------------------------- */

static const struct locale {
	char language[4], country[4];
	enum face_script script;
} locales[] = {
	{ "en", "US", FACE_WESTERN },
	{ "de", "DE", FACE_WESTERN },
	{ "fr", "FR", FACE_WESTERN },
	{ "es", "ES", FACE_WESTERN },
	{ "it", "IT", FACE_WESTERN },
	{ "pt", "BR", FACE_WESTERN },
	{ "nl", "NL", FACE_WESTERN },
	{ "pl", "PL", FACE_WESTERN },
	{ "sv", "SE", FACE_WESTERN },
	{ "da", "DK", FACE_WESTERN },
	{ "nb", "NO", FACE_WESTERN },
	{ "nn", "NO", FACE_WESTERN },
	{ "fi", "FI", FACE_WESTERN },
	{ "cs", "CZ", FACE_WESTERN },
	{ "hu", "HU", FACE_WESTERN },
	{ "el", "GR", FACE_WESTERN },
	{ "ru", "RU", FACE_WESTERN },
	{ "uk", "UA", FACE_WESTERN },
	{ "tr", "TR", FACE_WESTERN },
	{ "ro", "RO", FACE_WESTERN },
	{ "zh", "CN", FACE_ASIAN },
	{ "ja", "JP", FACE_ASIAN },
	{ "ko", "KR", FACE_ASIAN },
	{ "ar", "SA", FACE_COMPLEX },
	{ "fa", "IR", FACE_COMPLEX },
	{ "he", "IL", FACE_COMPLEX },
	{ "ur", "PK", FACE_COMPLEX },
	{ "hi", "IN", FACE_COMPLEX },
	{ "th", "TH", FACE_COMPLEX },
};

static const struct locale *locale_of(struct str language)
{
	struct str rest = language, first = str_cut(&rest, '-');

	for (size_t i = 0; i < LENGTH(locales); i++)
		if (str_eq_nocase(first, str_c(locales[i].language)))
			return &locales[i];
	return NULL;
}

enum face_script face_script(struct str language)
{
	const struct locale *l = locale_of(language);

	return l ? l->script : FACE_WESTERN;
}

static bool letters(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] | 32) < 'a' || (s.at[i] | 32) > 'z')
			return false;
	return s.len > 0;
}

/* A region among the subtags: "CH" in "de-CH", "TW" in "zh-Hant-TW". Where
 * only the script is told, it tells the region. */
static struct str region(struct str rest, const struct locale *l)
{
	struct str found = str_c(l ? l->country : "");

	while (rest.len) {
		struct str tag = str_cut(&rest, '-');

		if (tag.len == 2 && letters(tag))
			return tag;
		if (str_eq_nocase(tag, STR("Hant")))
			found = STR("TW");
	}
	return found;
}

static void fill(char to[4], struct str s, int bit)
{
	for (size_t i = 0; i < s.len && i < 3; i++)
		to[i] = (char)(bit ? s.at[i] | bit : s.at[i] & ~32);
}

struct face_locale face_locale(struct str language)
{
	struct str rest = language, first = str_cut(&rest, '-');
	struct face_locale l = { "", "" };

	if (!letters(first) || first.len < 2 || first.len > 3)
		return l;
	fill(l.language, first, 32);
	fill(l.country, region(rest, locale_of(language)), 0);
	return l;
}
