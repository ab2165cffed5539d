/*
 * press/hyphen.c - a thin door to libhyphen. Which file serves which language
 * is the table hyphens.def.
 */
#include "press/hyphen.h"

#include "base/library.h"

#include <hyphen.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORD_MOST = 100 };

static struct hnj_lib {
#define HNJ(name) __typeof__(&name) name##_;
#include "press/hyphen_lib.def"
#undef HNJ
} hnj;

struct row {
	const char *language, *file;
};
static const struct row rows[] = {
#define HYPHEN(language, file) { language, "/usr/share/hyphen/" file },
#include "press/hyphens.def"
};

struct hyphens {
	struct {
		bool looked;
		HyphenDict *dict;
	} open[LENGTH(rows)];
	size_t row; /* LENGTH(rows): none */
};

static bool load(struct err *err)
{
	static const char *const names[] = {
#define HNJ(name) #name,
#include "press/hyphen_lib.def"
#undef HNJ
		NULL
	};
	static const struct library library = { "libhyphen.so.0",
		"the library for hyphens (libhyphen)", names, (void **)&hnj };

	return library_load(&library, err);
}

struct hyphens *hyphen_open(void)
{
	struct hyphens *h = mem_alloc(sizeof(*h));

	h->row = LENGTH(rows);
	return h;
}

void hyphen_close(struct hyphens *h)
{
	for (size_t i = 0; h && i < LENGTH(rows); i++)
		if (h->open[i].dict)
			hnj.hnj_hyphen_free_(h->open[i].dict);
	mem_free(h);
}

/* "de-CH" begins with "de-CH", and with "de"; the first row that fits. */
static size_t row_of(struct str language)
{
	size_t row;

	for (row = 0; row < LENGTH(rows); row++) {
		struct str is = str_c(rows[row].language);

		if (str_starts(language, is) &&
			(language.len == is.len || language.at[is.len] == '-'))
			break;
	}
	return row;
}

void hyphen_language(struct hyphens *h, struct str language)
{
	h->row = row_of(language);
}

const char *hyphen_file(struct str language)
{
	size_t row = row_of(language);

	return row < LENGTH(rows) ? rows[row].file : NULL;
}

/* Without the library as without the patterns, words stay whole. */
static HyphenDict *dict_of(struct hyphens *h)
{
	struct err none = { 0 };

	if (h->row == LENGTH(rows))
		return NULL;
	if (!h->open[h->row].looked) {
		h->open[h->row].looked = true;
		if (load(&none))
			h->open[h->row].dict =
				hnj.hnj_hyphen_load_(rows[h->row].file);
	}
	return h->open[h->row].dict;
}

/* Marks count characters; those that would change the spelling are left. */
static size_t take_marks(struct str word, const char *marks, char **rep,
	uint8_t *places, size_t most)
{
	size_t count = 0, character = 0;

	for (size_t i = 1; i < word.len && count < most; i++) {
		if ((word.at[i] & 0xc0) == 0x80)
			continue;
		if ((marks[character] & 1) && (!rep || !rep[character]))
			places[count++] = (uint8_t)i;
		character++;
	}
	return count;
}

size_t hyphen_find(
	struct hyphens *h, struct str word, uint8_t *places, size_t most)
{
	HyphenDict *dict = dict_of(h);
	char text[WORD_MOST + 1], marks[WORD_MOST + 5];
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	size_t count = 0;

	if (!dict || word.len < 5 || word.len > WORD_MOST)
		return 0;
	/* the patterns know small letters */
	for (size_t i = 0; i < word.len; i++)
		text[i] = word.at[i] >= 'A' && word.at[i] <= 'Z'
				  ? (char)(word.at[i] + 32)
				  : word.at[i];
	text[word.len] = '\0';
	if (hnj.hnj_hyphen_hyphenate3_(dict, text, (int)word.len, marks, NULL,
		    &rep, &pos, &cut, 2, 3, 2, 3) == 0)
		count = take_marks(word, marks, rep, places, most);
	for (size_t i = 0; rep && i < word.len; i++)
		free(rep[i]);
	free(rep);
	free(pos);
	free(cut);
	return count;
}
