/*
 * intake/parse_employers.c - several roles at one employer: what is said of it
 * once holds for each of them. Reads no rows.
 */
#include "intake/parse_int.h"

static bool within(const struct resume_entry *e, const struct resume_entry *of)
{
	struct str end = e->end_date.len ? e->end_date : STR("9999"),
		   of_end = of->end_date.len ? of->end_date : STR("9999");

	return e->start_date.len && of->start_date.len &&
	       strncmp(e->start_date.at, of->start_date.at, 4) >= 0 &&
	       strncmp(end.at, of_end.at, 4) <= 0;
}

static void set_if_none(struct str *to, struct str s)
{
	if (!to->len)
		*to = s;
}

/* What was said of the employer holds for a role that says nothing else. */
static void hand_down(const struct resume_entry *e, struct resume_entry *to)
{
	set_if_none(&to->description, e->description);
	set_if_none(&to->description, e->summary);
	set_if_none(&to->location, e->location);
	set_if_none(&to->url, e->url);
	if (to->start_date.len || to->end_date.len)
		return;
	to->start_date = e->start_date;
	to->end_date = e->end_date;
}

/* An entry without a body whose time holds that of the next ones is their
 * employer: it goes, and they have its name. */
static bool take_employer(struct resume_entries *list, size_t i)
{
	struct resume_entry *e = &list->at[i];
	struct str name = e->name.len ? e->name : e->position;
	size_t k = i + 1;

	if (e->highlights.count || (e->name.len && e->position.len))
		return false;
	for (; k < list->count; k++) {
		struct resume_entry *of = &list->at[k];
		bool alone = !of->name.len || !of->position.len;

		if (!str_eq(of->name, name) && !(alone && within(of, e)))
			break;
		if (!of->position.len)
			of->position = of->name;
		of->name = name;
		hand_down(e, of);
	}
	return k > i + 1;
}

/* Employers go; each entry moves once. */
static void drop_employers(struct resume_entries *list, size_t first)
{
	size_t n = first;

	for (size_t i = first; i < list->count; i++)
		if (i + 1 == list->count || !take_employer(list, i))
			list->at[n++] = list->at[i];
	list->count = n;
}

/* Of several roles at one employer only the first names it. */
void parse_employers(
	const struct entries *all, struct resume_entries *list, size_t first)
{
	if (all->what != RESUME_WORK && all->what != RESUME_VOLUNTEER)
		return;
	for (size_t i = first; i + 1 < list->count; i++) {
		struct resume_entry *e = &list->at[i], *next = e + 1;

		if (!next->name.len && !next->organization.len &&
			next->position.len) {
			next->name = e->name;
			next->organization = e->organization;
			set_if_none(&next->location, e->location);
		}
	}
	drop_employers(list, first);
}
