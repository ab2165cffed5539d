/*
 * tailor/revamp.c - see revamp.h.
 */
#include "tailor/revamp.h"

#include "resume/wording.h"
#include "tailor/builtin_int.h"

#define KIND(id, name, sentence) { name, sentence },
const struct revamp_kind_row revamp_kinds[REVAMP_KINDS] = {
#include "tailor/revamp_kinds.def"
};
#undef KIND

static const struct str openings[] = {
#define OPENING(text) { text, sizeof(text) - 1 },
#include "tailor/openings.def"
#undef OPENING
};

struct revamping {
	struct arena *mem;
	const struct resume *source;
	struct revamp *out;
};

static void suggest(struct revamping *r, struct str at, struct str quote,
	enum revamp_kind kind)
{
	if (r->out->count == REVAMP_SUGGESTIONS)
		r->out->more++;
	else
		r->out->at[r->out->count++] =
			(struct revamp_suggestion){ at, quote, kind };
}

/* ---- changes ------------------------------------------------------------ */

/* "I built" is "Built". What follows must be a verb in the past. */
static bool drop_person(struct arena *mem, struct str text, struct str *out)
{
	struct str rest, behind, word;
	char *to;

	if (!str_starts(text, STR("I ")))
		return false;
	rest = behind = str_of(text.at + 2, text.len - 2);
	word = str_cut(&behind, ' ');
	if (word.len < 4 || *word.at < 'a' || *word.at > 'z' ||
		(!str_ends(word, STR("ed")) && !str_is(word, "built") &&
			!str_is(word, "wrote") && !str_is(word, "taught")))
		return false;
	to = arena_bytes(mem, rest.len + 1);
	memcpy(to, rest.at, rest.len);
	*to = (char)(*to - 32);
	*out = str_of(to, rest.len);
	return true;
}

static void change(
	struct revamping *r, struct str at, struct str was, bool bullet)
{
	struct tailor_changes *all = &r->out->changes;
	struct str to = was;
	bool person = bullet && drop_person(r->mem, to, &to);
	bool short_form = builtin_tighten(r->mem, to, &to);
	struct tailor_change *c;

	if ((!person && !short_form) || all->count == TAILOR_CHANGES)
		return;
	c = &all->at[all->count++];
	*c = (struct tailor_change){ .at = at,
		.op = TAILOR_SET,
		.before = { .text = was },
		.after = { .text = to },
		.reason = person ? STR("a bullet begins with what was done")
				 : STR("the same in fewer words") };
	builtin_prove(c, at, was);
}

/* ---- suggestions -------------------------------------------------------- */

static bool is_of_person(const struct resume_word *w)
{
	return str_is(w->text, "i") || str_is(w->text, "my") ||
	       str_is(w->text, "me") || str_is(w->text, "myself");
}

static bool speaks_of_person(struct str text, const struct resume_wording *w)
{
	for (size_t i = 0; i < w->count; i++) {
		/* "I" the person is a capital; "phase I" stands behind */
		bool one = str_is(w->at[i].text, "i");

		if (is_of_person(&w->at[i]) &&
			(!one || (text.at[w->at[i].at] == 'I' &&
					 i + 1 < w->count)))
			return true;
	}
	return false;
}

static bool begins_weak(struct str text)
{
	for (size_t i = 0; i < LENGTH(openings); i++)
		if (text.len > openings[i].len &&
			str_eq_nocase(str_of(text.at, openings[i].len),
				openings[i]) &&
			strchr(" :,", text.at[openings[i].len]))
			return true;
	return false;
}

static void look_at_text(
	struct revamping *r, struct str at, struct str text, bool bullet)
{
	struct arena own = { 0 };
	struct resume_wording w;
	struct str rest;

	resume_wording_read(&own, text, &w);
	if (bullet && w.count > REVAMP_WORDS)
		suggest(r, at, text, REVAMP_LONG);
	if (bullet && begins_weak(text))
		suggest(r, at, text, REVAMP_WEAK);
	/* what the change mends is not suggested as well */
	if (speaks_of_person(text, &w) &&
		!(bullet && drop_person(&own, text, &rest)))
		suggest(r, at, text, REVAMP_PERSON);
	arena_free(&own);
}

static struct str opening_of(struct str text)
{
	struct str rest = text;

	return str_cut(&rest, ' ');
}

static void look_at_openings(
	struct revamping *r, struct str at, const struct resume_texts *list)
{
	for (size_t i = 0; i < list->count && i < TAILOR_ITEMS; i++) {
		struct str opening = opening_of(list->at[i]);
		size_t alike = 0, before = 0;

		for (size_t k = 0; k < list->count && k < TAILOR_ITEMS; k++)
			if (str_eq_nocase(opening_of(list->at[k]), opening)) {
				alike++;
				before += k < i;
			}
		/* the first may stay */
		if (opening.len > 2 && alike >= REVAMP_ALIKE && before)
			suggest(r,
				str_fmt(r->mem, "%.*s/highlights/%zu",
					STR_ARG(at), i),
				list->at[i], REVAMP_REPEATED);
	}
}

static bool has_number(const struct resume_texts *list)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t k = 0; k < list->at[i].len; k++)
			if (list->at[i].at[k] >= '0' &&
				list->at[i].at[k] <= '9')
				return true;
	return false;
}

/* ---- all ---------------------------------------------------------------- */

static void look_at_entry(struct revamping *r, struct str at,
	const struct resume_entry *e, bool job)
{
	const struct resume_texts *list = &e->highlights;
	struct str texts[] = { e->summary, e->description };
	static const char *const names[] = { "summary", "description" };

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (texts[i].len) {
			struct str to = str_fmt(
				r->mem, "%.*s/%s", STR_ARG(at), names[i]);

			change(r, to, texts[i], false);
			look_at_text(r, to, texts[i], false);
		}
	for (size_t i = 0; i < list->count; i++) {
		struct str to =
			str_fmt(r->mem, "%.*s/highlights/%zu", STR_ARG(at), i);

		change(r, to, list->at[i], true);
		look_at_text(r, to, list->at[i], true);
	}
	look_at_openings(r, at, list);
	if (job && list->count && !has_number(list))
		suggest(r, at, e->name, REVAMP_NUMBER);
	if (job && !list->count && !e->summary.len)
		suggest(r, at, e->name, REVAMP_EMPTY);
}

void revamp_builtin(
	struct arena *mem, const struct resume *source, struct revamp *out)
{
	static const int told[] = { RESUME_WORK, RESUME_PROJECTS,
		RESUME_VOLUNTEER };
	struct revamping r = { mem, source, out };

	*out = (struct revamp){ .changes = { ARENA_LIST(mem,
						     struct tailor_change,
						     TAILOR_CHANGES),
					0 },
		.at = ARENA_LIST(
			mem, struct revamp_suggestion, REVAMP_SUGGESTIONS) };
	if (source->basics.summary.len) {
		change(&r, STR("/basics/summary"), source->basics.summary,
			false);
		look_at_text(&r, STR("/basics/summary"), source->basics.summary,
			false);
	} else {
		suggest(&r, STR("/basics/summary"), STR_NONE, REVAMP_SUMMARY);
	}
	for (size_t k = 0; k < LENGTH(told); k++)
		for (size_t i = 0; i < source->section[told[k]].count; i++)
			look_at_entry(&r,
				str_fmt(mem, "/%s/%zu",
					resume_sections[told[k]].name, i),
				&source->section[told[k]].at[i],
				told[k] == RESUME_WORK);
}

/* ---- suggestions alone -------------------------------------------------- */

/* The headline, the summary, and what is done in jobs and projects. */
static bool is_words(struct str at)
{
	struct str rest = at, last = STR_NONE;

	if (str_is(at, "/basics/summary") || str_is(at, "/basics/label"))
		return true;
	while (rest.len) {
		last = str_cut(&rest, '/');
		if (str_is(last, "highlights"))
			return true;
	}
	return str_is(last, "summary");
}

void revamp_keep_words(struct revamp *r)
{
	struct tailor_changes *all = &r->changes;
	size_t changes = 0, hints = 0;

	for (size_t i = 0; i < all->count; i++)
		if (is_words(all->at[i].at))
			all->at[changes++] = all->at[i];
	for (size_t i = 0; i < r->count; i++)
		if (is_words(r->at[i].at))
			r->at[hints++] = r->at[i];
	all->count = changes;
	r->count = hints;
	r->more = 0;
}

bool revamp_suggest(struct arena *mem, const struct tailor_ask *ask,
	struct revamp *out, struct err *err)
{
	revamp_builtin(mem, ask->source, out);
	if (ask->posting && !tailor_builtin(mem, ask, &out->changes, err))
		return false;
	revamp_keep_words(out);
	return true;
}
