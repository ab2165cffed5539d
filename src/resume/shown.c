/* resume/shown.c - see shown.h. */
#include "resume/shown.h"

bool resume_is_hidden(const struct json_rest *of)
{
	return json_bool(json_rest_find(of, STR("hidden")));
}

struct showing {
	struct arena *mem;
	struct resume_report *report;
};

static bool left(struct showing *s, const struct json_rest *of, struct str list,
	size_t i)
{
	if (!resume_is_hidden(of))
		return false;
	resume_note(s->report, RESUME_LEFT,
		str_fmt(s->mem, "%.*s/%zu", STR_ARG(list), i),
		"is hidden, and left out");
	return true;
}

static void show_entries(
	struct showing *s, struct resume_entries *list, struct str at)
{
	struct resume_entry *to =
		ARENA_LIST(s->mem, struct resume_entry, list->count);
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		if (!left(s, &list->at[i].rest, at, i))
			to[count++] = list->at[i];
	if (count < list->count)
		*list = (struct resume_entries){ to, count };
}

static void show_profiles(struct showing *s, struct resume_basics *b)
{
	struct resume_profile *to =
		ARENA_LIST(s->mem, struct resume_profile, b->profiles.count);
	size_t count = 0;

	for (size_t i = 0; i < b->profiles.count; i++)
		if (!left(s, &b->profiles.at[i].rest, STR("/basics/profiles"),
			    i))
			to[count++] = b->profiles.at[i];
	if (count == b->profiles.count)
		return;
	b->profiles.at = to;
	b->profiles.count = count;
}

static void show_customs(struct showing *s, struct resume_vitae *v)
{
	struct resume_custom *to;

	if (!v->custom_sections.count)
		return;
	to = ARENA_LIST(s->mem, struct resume_custom, v->custom_sections.count);

	for (size_t i = 0; i < v->custom_sections.count; i++) {
		to[i] = v->custom_sections.at[i];
		show_entries(s, &to[i].entries,
			str_fmt(s->mem,
				"/meta/vitae/custom_sections/%zu/entries", i));
	}
	v->custom_sections.at = to;
}

void resume_show_only(
	struct arena *mem, struct resume *r, struct resume_report *report)
{
	struct showing s = { mem, report };

	show_profiles(&s, &r->basics);
	for (int i = 0; i < RESUME_SECTIONS; i++)
		show_entries(&s, &r->section[i],
			str_fmt(mem, "/%s", resume_sections[i].name));
	show_customs(&s, &r->meta.vitae);
}
