/* press/bidi.c - see bidi.h. */
#include "press/bidi.h"

#include "base/utf8.h"

enum { FROM_LEFT = 0x2066, FROM_RIGHT = 0x2067, POP = 0x2069 };

struct line {
	FriBidiChar *at; /* with marks around what is isolated */
	size_t count;
	bool *ours; /* such a mark */
};

static void add(struct line *l, uint32_t c, bool ours)
{
	l->ours[l->count] = ours;
	l->at[l->count++] = c;
}

/* As U+2068 finds it: by the first letter, and from the left where there is
 * none. FriBidi 1.0.8 looks for one behind the end, too. */
static uint32_t direction(struct str s)
{
	uint32_t c;
	int n;

	while ((n = utf8_decode(s, &c)) != 0) {
		FriBidiCharType type =
			n < 0 ? FRIBIDI_TYPE_ON : fribidi_get_bidi_type(c);

		if (FRIBIDI_IS_STRONG(type))
			return FRIBIDI_IS_RTL(type) ? FROM_RIGHT : FROM_LEFT;
		n = n < 0 ? -n : n;
		s = str_of(s.at + n, s.len - (size_t)n);
	}
	return FROM_LEFT;
}

static void add_runs(struct line *l, const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		const struct tree_run *r = &runs->at[i];
		bool alone = r->url.at || r->flags & TREE_NOBREAK;
		struct str s = r->text;
		uint32_t c;
		int n;

		if (alone)
			add(l, direction(s), true);
		while ((n = utf8_decode(s, &c)) != 0) {
			size_t took = (size_t)(n < 0 ? -n : n);

			add(l, n < 0 ? 0xfffd : c, false);
			s = str_of(s.at + took, s.len - took);
		}
		if (alone)
			add(l, POP, true);
	}
}

static size_t room_of(const struct tree_runs *runs)
{
	size_t n = 0;

	for (size_t i = 0; runs && i < runs->count; i++)
		n += runs->at[i].text.len + 2;
	return n;
}

FriBidiLevel *bidi_levels(struct arena *mem, const struct tree_runs *text,
	const struct tree_runs *aside, bool rtl, size_t *count)
{
	FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	size_t room = room_of(text) + room_of(aside) + 1;
	struct line l = { ARENA_LIST(mem, FriBidiChar, room), 0,
		ARENA_LIST(mem, bool, room) };
	FriBidiBracketType *brackets =
		ARENA_LIST(mem, FriBidiBracketType, room);
	FriBidiCharType *types = ARENA_LIST(mem, FriBidiCharType, room);
	FriBidiLevel *levels = ARENA_LIST(mem, FriBidiLevel, room);

	*count = 0;
	add_runs(&l, text);
	if (aside) {
		add(&l, '\t', false);
		add_runs(&l, aside);
	}
	if (!l.count)
		return NULL;
	fribidi_get_bidi_types(l.at, (FriBidiStrIndex)l.count, types);
	fribidi_get_bracket_types(
		l.at, (FriBidiStrIndex)l.count, types, brackets);
	if (!fribidi_get_par_embedding_levels_ex(
		    types, brackets, (FriBidiStrIndex)l.count, &base, levels))
		return NULL;
	for (size_t i = 0; i < l.count; i++)
		if (!l.ours[i])
			levels[(*count)++] = levels[i];
	return levels;
}
