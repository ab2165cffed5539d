/* match/written.c - see written.h. */
#include "match/written.h"

#include "base/utf8.h"

enum {
	LOOKED_AT = 1500, /* words */
	EACH = 8,         /* small words of a language */
	HITS_LEAST = 4,
	SHARE_LEAST = 14 /* one word of so many */
};

static const struct {
	const char *code, *name, *words;
} languages[] = {
#define WORDS(code, name, words) { code, name, words },
#include "match/written.def"
#undef WORDS
};

static const struct {
	const char *code, *name;
	uint32_t from, to;
	size_t says;
} scripts[] = {
#define SCRIPT(code, name, from, to, says) { code, name, from, to, says },
#include "match/written.def"
#undef SCRIPT
};

const char *written_name(const char *code)
{
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (!strcmp(code, languages[i].code))
			return languages[i].name;
	for (size_t i = 0; i < LENGTH(scripts); i++)
		if (!strcmp(code, scripts[i].code))
			return scripts[i].name;
	return code;
}

/* A word of at most four bytes as one number; 0: it is longer. */
static uint32_t key_of(struct str s)
{
	uint32_t key = 0;

	if (s.len > 4)
		return 0;
	for (size_t i = 0; i < s.len; i++)
		key = key << 8 | (unsigned char)s.at[i];
	return key;
}

static const char *by_words(const struct resume_wording *w, size_t count)
{
	uint32_t keys[LENGTH(languages)][EACH] = { 0 };
	size_t hits[LENGTH(languages)] = { 0 }, best = 0;

	for (size_t l = 0; l < LENGTH(languages); l++) {
		struct str rest = str_c(languages[l].words);

		for (size_t i = 0; rest.len && i < EACH; i++)
			keys[l][i] = key_of(str_cut(&rest, ' '));
	}
	for (size_t i = 0; i < count; i++) {
		uint32_t key = key_of(w->at[i].text);

		for (size_t l = 0; key && l < LENGTH(languages); l++)
			for (size_t k = 0; k < EACH; k++)
				hits[l] += keys[l][k] == key;
	}
	for (size_t l = 1; l < LENGTH(languages); l++)
		if (hits[l] > hits[best])
			best = l;
	return hits[best] >= HITS_LEAST && hits[best] * SHARE_LEAST >= count
		       ? languages[best].code
		       : NULL;
}

/* Most words are of one script that is not Latin. */
static const char *by_script(const struct resume_wording *w, size_t count)
{
	size_t said[LENGTH(scripts)] = { 0 }, other = 0, best = 0;

	for (size_t i = 0; i < count; i++) {
		struct str s = w->at[i].text;
		bool is = false;
		uint32_t c;
		int n;

		while (s.len && (n = utf8_decode(s, &c)) > 0) {
			for (size_t k = 0; c >= 0x370 && k < LENGTH(scripts);
				k++)
				if (c >= scripts[k].from &&
					c <= scripts[k].to) {
					said[k] += scripts[k].says;
					is = true;
				}
			s = str_of(s.at + n, s.len - (size_t)n);
		}
		other += is;
	}
	for (size_t k = 1; k < LENGTH(scripts); k++)
		if (said[k] > said[best])
			best = k;
	return 2 * other > count ? scripts[best].code : NULL;
}

const char *written_in(const struct resume_wording *w)
{
	size_t count = w->count < LOOKED_AT ? w->count : LOOKED_AT;
	const char *code = by_script(w, count);

	return code ? code : by_words(w, count);
}
