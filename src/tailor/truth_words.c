/*
 * tailor/truth_words.c - truth_words.def as tables that are looked into. They
 * are made for each source: that takes less time than one of its passages.
 */
#include "match/stem.h"
#include "tailor/truth_int.h"

static struct truth_row *slot_of(struct truth_lexicon *lex, uint32_t hash)
{
	uint32_t i = hash;

	while (lex->row[i % TRUTH_SLOTS].hash &&
		lex->row[i % TRUTH_SLOTS].hash != hash)
		i++;
	lex->row[i % TRUTH_SLOTS].hash = hash;
	return &lex->row[i % TRUTH_SLOTS];
}

static void add_family(
	struct truth_lexicon *lex, struct str word, int family, bool verb)
{
	uint32_t stem = match_stem(word), i = stem;

	while (lex->family[i % TRUTH_FAMILY_SLOTS].stem &&
		lex->family[i % TRUTH_FAMILY_SLOTS].stem != stem)
		i++;
	lex->family[i % TRUTH_FAMILY_SLOTS].stem = stem;
	lex->family[i % TRUTH_FAMILY_SLOTS].family = (uint8_t)family;
	lex->family[i % TRUTH_FAMILY_SLOTS].verb = verb;
}

/* Lists in the order of the file; `with` as the list says. */
enum list_kind {
	LIST_FAMILY,
	LIST_THINGS,
	LIST_CLASS,
	LIST_GUARD,
	LIST_LEVEL,
	LIST_UNIT,
	LIST_COUNT
};
struct list {
	enum list_kind kind;
	unsigned with;
	double count;
	const char *unit, *words;
};

static const struct list lists[] = {
#define FAMILY(words) { LIST_FAMILY, 0, 0, NULL, words },
#define THINGS(words) { LIST_THINGS, 0, 0, NULL, words },
#define PAST(words) { LIST_CLASS, IS_PAST, 0, NULL, words },
#define PLAIN(words) { LIST_CLASS, IS_PLAIN, 0, NULL, words },
#define GENERIC(words) { LIST_CLASS, IS_GENERIC, 0, NULL, words },
#define MEEK(words) { LIST_CLASS, IS_MEEK, 0, NULL, words },
#define GUARD(id, words) { LIST_GUARD, GUARD_##id, 0, NULL, words },
#define LEVEL(words) { LIST_LEVEL, 0, 0, NULL, words },
#define BOAST(words) { LIST_CLASS, IS_BOAST, 0, NULL, words },
#define SCOPE(words) { LIST_CLASS, IS_SCOPE, 0, NULL, words },
#define PEOPLE(words) { LIST_CLASS, IS_PEOPLE, 0, NULL, words },
#define HEADING(words) { LIST_CLASS, IS_HEADING, 0, NULL, words },
#define OVER(words) { LIST_CLASS, IS_OVER, 0, NULL, words },
#define UNDER(words) { LIST_CLASS, IS_UNDER, 0, NULL, words },
#define UNIT(sign, words) { LIST_UNIT, 0, 0, sign, words },
#define COUNT(number, words) { LIST_COUNT, 0, number, NULL, words },
#include "tailor/truth_words.def"
};

static void add_word(struct truth_lexicon *lex, const struct list *l, int n,
	const struct resume_word *w)
{
	struct truth_row *row;

	if (l->kind == LIST_FAMILY || l->kind == LIST_THINGS) {
		add_family(lex, w->text, n, l->kind == LIST_FAMILY);
		return;
	}
	row = slot_of(lex, w->hash);
	switch (l->kind) {
	case LIST_CLASS:
		row->is |= (uint16_t)l->with;
		break;
	case LIST_GUARD:
		row->guard = (uint8_t)l->with;
		break;
	case LIST_LEVEL:
		row->level = (uint8_t)n;
		break;
	case LIST_UNIT:
		row->unit = l->unit;
		break;
	default:
		row->counts = true;
		row->count = l->count;
	}
}

void truth_lexicon_read(struct arena *mem, struct truth_lexicon *out)
{
	int families = 0, levels = 0;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < LENGTH(lists); i++) {
		const struct list *l = &lists[i];
		struct resume_wording words;
		int n = l->kind <= LIST_THINGS  ? ++families
			: l->kind == LIST_LEVEL ? ++levels
						: 0;

		resume_wording_read(mem, str_c(l->words), &words);
		for (size_t k = 0; k < words.count; k++)
			add_word(out, l, n, &words.at[k]);
	}
}

const struct truth_row *truth_row_of(
	const struct truth_lexicon *lex, uint32_t hash)
{
	static const struct truth_row none;

	for (uint32_t i = hash; lex->row[i % TRUTH_SLOTS].hash; i++)
		if (lex->row[i % TRUTH_SLOTS].hash == hash)
			return &lex->row[i % TRUTH_SLOTS];
	return &none;
}

int truth_family_of(
	const struct truth_lexicon *lex, struct str word, bool *verb)
{
	uint32_t stem = match_stem(word);

	*verb = false;
	for (uint32_t i = stem; lex->family[i % TRUTH_FAMILY_SLOTS].stem; i++)
		if (lex->family[i % TRUTH_FAMILY_SLOTS].stem == stem) {
			*verb = lex->family[i % TRUTH_FAMILY_SLOTS].verb;
			return lex->family[i % TRUTH_FAMILY_SLOTS].family;
		}
	return 0;
}

bool truth_words_alike(const struct truth *t, struct str a, struct str b)
{
	bool verb;
	int family;

	if (match_stem(a) == match_stem(b))
		return true;
	family = truth_family_of(&t->lex, a, &verb);
	return family && family == truth_family_of(&t->lex, b, &verb);
}
