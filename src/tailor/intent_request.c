/*
 * tailor/intent_request.c - a whole request to the guard: its instructions, its
 * posting, every text of its resume. Finds by intent.c; decides what is
 * refused.
 */
#include "tailor/intent_int.h"

struct asking {
	struct arena *mem;
	struct intent_report *out;
};

static void find_in(
	struct asking *a, struct str text, enum intent_of of, struct str where)
{
	struct intent_report found;

	intent_find(a->mem, text, of, &found);
	for (size_t i = 0; i < found.count; i++) {
		if (a->out->count == INTENT_FOUND) {
			a->out->more += found.count - i;
			return;
		}
		if (!a->out->at)
			a->out->at = ARENA_LIST(
				a->mem, struct intent_found, INTENT_FOUND);
		a->out->at[a->out->count] = found.at[i];
		a->out->at[a->out->count++].where = where;
	}
	a->out->more += found.more;
}

static void find_in_entry(
	struct asking *a, const struct resume_entry *e, struct str at)
{
#define TEXT(name, json)                           \
	if (e->name.len > 5)                       \
		find_in(a, e->name, INTENT_RESUME, \
			str_fmt(a->mem, "%.*s/" json, STR_ARG(at)));
#define TEXTS(name, json)                                            \
	for (size_t i = 0; i < e->name.count; i++)                   \
		if (e->name.at[i].len > 5)                           \
			find_in(a, e->name.at[i], INTENT_RESUME,     \
				str_fmt(a->mem, "%.*s/" json "/%zu", \
					STR_ARG(at), i));
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static void find_in_entries(
	struct asking *a, const struct resume_entries *of, struct str at)
{
	for (size_t i = 0; i < of->count; i++)
		find_in_entry(a, &of->at[i],
			str_fmt(a->mem, "%.*s/%zu", STR_ARG(at), i));
}

static void find_in_resume(struct asking *a, const struct resume *r)
{
	find_in(a, r->basics.summary, INTENT_RESUME, STR("/basics/summary"));
	find_in(a, r->basics.label, INTENT_RESUME, STR("/basics/label"));
	find_in(a, r->basics.name, INTENT_RESUME, STR("/basics/name"));
	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		find_in_entries(a, &r->section[s],
			str_fmt(a->mem, "/%s", resume_sections[s].name));
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++)
		find_in_entries(a, &r->meta.vitae.custom_sections.at[s].entries,
			str_fmt(a->mem,
				"/meta/vitae/custom_sections/%zu/entries", s));
}

/* ---- is it about a resume? ------------------------------------------------
 */

static bool has_word(
	const struct resume_wording *w, const char *const *list, size_t count)
{
	for (size_t i = 0; i < w->count; i++)
		for (size_t k = 0; k < count; k++)
			if (str_starts(w->at[i].text, str_c(list[k])))
				return true;
	return false;
}

/* Who asks for a poem, a program or a fact asks the wrong program. */
static bool is_other_use(struct arena *mem, struct str text)
{
	static const char *const ours[] = { "resume", "cv", "lebenslauf",
		"curriculum", "summary", "bullet", "highlight", "job",
		"posting", "role", "position", "experience", "skill", "section",
		"page", "letter", "tone", "short", "long", "keyword", "stress",
		"emphas", "focus", "education", "project", "career",
		"achievement", "lead", "word", "anschreiben", "stelle", "kurz",
		"betone", "employer", "recruiter", "tailor" };
	static const char *const things[] = { "poem", "essay", "story", "song",
		"joke", "novel", "recipe", "homework", "malware", "virus",
		"exploit", "gedicht", "haiku", "lyrics", "screenplay", "tweet",
		"python", "javascript", "sql", "bash", "shell" };
	static const char *const makes[] = { "write", "compose", "generate",
		"create", "tell", "make", "schreib", "give" };
	struct resume_wording words;
	bool asks = memchr(text.at, '?', text.len) != NULL;

	resume_wording_read(mem, text, &words);
	if (has_word(&words, ours, LENGTH(ours)))
		return false;
	return asks || (has_word(&words, makes, LENGTH(makes)) &&
			       has_word(&words, things, LENGTH(things)));
}

bool intent_validate(struct arena *mem, const struct intent_request *q,
	struct intent_report *out, struct err *err)
{
	struct asking a = { mem, out };

	*out = (struct intent_report){ 0 };
	find_in(&a, q->instructions, INTENT_INSTRUCTION, STR("instructions"));
	if (out->count)
		return err_set(err, ERR_BAD_INPUT,
			"the instructions hold %s ('%.*s'): say how the "
			"resume is to be tailored",
			intent_kinds[out->at[0].kind].sentence,
			STR_ARG(out->at[0].quote));
	if (q->instructions.len && is_other_use(mem, q->instructions))
		return err_set(err, ERR_BAD_INPUT,
			"the instructions ask for something else than to "
			"tailor a resume");
	find_in(&a, q->posting, INTENT_POSTING, STR("posting"));
	if (q->resume)
		find_in_resume(&a, q->resume);
	return true;
}
