/*
 * resume/out_reactive_section.c - the sections of Reactive Resume 5, and which
 * of its types one of the owner's own gets.
 */
#include "base/utf8.h"
#include "resume/out_reactive.h"
#include "resume/words.h"

/* In the order of version 5; the profiles, which come first, are of the head
 * with us. */
static const struct out_section {
	const char *name;
	int section;
	const struct reactive_out *fields;
} sections[] = {
	{ "experience", RESUME_WORK, resume_reactive_experience },
	{ "education", RESUME_EDUCATION, resume_reactive_education },
	{ "projects", RESUME_PROJECTS, resume_reactive_projects },
	{ "skills", RESUME_SKILLS, resume_reactive_skills },
	{ "languages", RESUME_LANGUAGES, resume_reactive_languages },
	{ "interests", RESUME_INTERESTS, resume_reactive_interests },
	{ "awards", RESUME_AWARDS, resume_reactive_awards },
	{ "certifications", RESUME_CERTIFICATES,
		resume_reactive_certifications },
	{ "publications", RESUME_PUBLICATIONS, resume_reactive_publications },
	{ "volunteer", RESUME_VOLUNTEER, resume_reactive_volunteer },
	{ "references", RESUME_REFERENCES, resume_reactive_references },
	{ "summary", RESUME_SUMMARY,
		resume_reactive_texts }, /* of one's own only */
};

const char *resume_reactive_name(int section)
{
	for (size_t i = 0; i < LENGTH(sections); i++)
		if (sections[i].section == section)
			return sections[i].name;
	return NULL;
}

static const struct resume_part *part_of(
	const struct resume_parts *parts, int section)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->at[i].what == section)
			return &parts->at[i];
	return NULL;
}

static bool all_have(const struct resume_entries *in, const char *name)
{
	for (size_t i = 0; i < in->count; i++)
		if (!resume_field(&in->at[i], name).len)
			return false;
	return true;
}

static bool any_has(const struct resume_entries *in, const char *names)
{
	for (size_t i = 0; i < in->count; i++) {
		struct str rest = str_c(names), name;

		while (rest.len) {
			char text[32];

			name = str_cut(&rest, ' ');
			utf8_keep(text, sizeof(text), name);
			if (resume_field(&in->at[i], text).len)
				return true;
		}
	}
	return false;
}

/* The type that a section of one's own had, or the one that fits it best. */
static const struct out_section *type_of(
	const struct resume_custom *own, const struct resume_entries *in)
{
	struct str type = json_text(json_rest_find(&own->rest, STR("type")));
	int section = RESUME_PROJECTS;

	for (size_t i = 0; i < LENGTH(sections); i++)
		if (str_is(type, sections[i].name))
			return &sections[i];
	if (!any_has(in, "name title organization institution position url "
			 "startDate endDate date"))
		section = RESUME_SUMMARY;
	else if (all_have(in, "institution"))
		section = RESUME_EDUCATION;
	else if (all_have(in, "publisher"))
		section = RESUME_PUBLICATIONS;
	else if (any_has(in, "position location organization"))
		section = RESUME_WORK;
	for (size_t i = 0; i < LENGTH(sections); i++)
		if (sections[i].section == section)
			return &sections[i];
	return &sections[0];
}

static void put_own(struct reactive_writer *w, const struct resume_part *part)
{
	const struct out_section *type = type_of(part->own, part->entries);

	json_object(&w->o);
	resume_reactive_head(w, part->title, part->hidden);
	resume_reactive_text(w, "id", part->id);
	resume_reactive_text(w, "type", str_c(type->name));
	resume_reactive_put(w, part, type->fields);
	json_end(&w->o);
}

void resume_reactive_sections(
	struct reactive_writer *w, const struct resume_parts *parts)
{
	for (size_t i = 0; i < LENGTH(sections); i++) {
		const struct resume_part *part =
			part_of(parts, sections[i].section);
		bool own;

		if (sections[i].section == RESUME_SUMMARY)
			continue;
		own = part &&
		      !str_is(part->title, resume_sections[part->what].title);
		json_object(json_key(&w->o, sections[i].name));
		resume_reactive_head(
			w, own ? part->title : STR_NONE, part && part->hidden);
		if (sections[i].section == RESUME_SKILLS) {
			resume_reactive_text(w, "keywordLayout", STR("inline"));
			resume_reactive_text(w, "layout", STR("default"));
		}
		resume_reactive_put(w, part, sections[i].fields);
		json_end(&w->o);
	}
}

void resume_reactive_owns(
	struct reactive_writer *w, const struct resume_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->at[i].what == RESUME_OWN)
			put_own(w, &parts->at[i]);
}
