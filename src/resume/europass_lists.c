/*
 * resume/europass_lists.c - the lists of a Candidate's profile: projects,
 * publications, skills, sections of one's own, and in what order they stand.
 */
#include "resume/europass.h"
#include "resume/words.h"

#include "base/code.h"

#define RESUME_OWN RESUME_SECTIONS
#define AT(field) offsetof(struct resume_entry, field)

static const struct list {
	const char *list;
	enum resume_section_id section;
	const char *title;
	size_t name, date;
} lists[] = {
#define LIST(list, item, section, title, name, date) \
	{ list, RESUME_##section, title, AT(name), AT(date) },
#define ORDER(...)
#include "resume/europass.def"
#undef LIST
#undef ORDER
};

static const struct {
	const char *theirs, *ours;
} orders[] = {
#define LIST(...)
#define ORDER(theirs, ours) { theirs, ours },
#include "resume/europass.def"
#undef LIST
#undef ORDER
};

/* ---- activities --------------------------------------------------------- */

static void take_activity(struct europass *e, const struct list *l,
	struct resume_entry *entry, struct xml *x)
{
	struct xml *in = resume_xml_find(x, "Activity"),
		   *when = resume_xml_find(in ? in : x, "Date"),
		   *text = resume_xml_find(in ? in : x, "Description");
	struct str *name = (void *)((char *)entry + l->name),
		   *date = (void *)((char *)entry + l->date);

	*name = resume_xml_take(in ? in : x, "Title");
	resume_europass_period(e, when, entry);
	if (date != &entry->start_date) {
		*date = entry->start_date;
		entry->start_date = STR_NONE;
	}
	entry->location = resume_xml_take(x, "Location");
	entry->url = resume_xml_take(in ? in : x, "Link");
	resume_europass_body(e, text,
		l->section == RESUME_PROJECTS ? &entry->description
					      : &entry->summary,
		&entry->highlights);
}

static void take_list(
	struct europass *e, const struct list *l, struct xml *profile)
{
	struct xml *list = resume_xml_find(profile, l->list);

	/* What an item is called, writers do not agree on. */
	for (struct xml *x = list ? list->first : NULL; x; x = x->next) {
		struct resume_entries *to =
			l->section == RESUME_OWN
				? &resume_custom_add(
					  e->mem, e->out, str_c(l->title))
					   ->entries
				: &e->out->section[l->section];

		take_activity(e, l, resume_entry_add(e->mem, to), x);
	}
}

/* Where a section of one's own belongs by its title; lists[] has the fields
 * that entries of such a section have. */
static const struct list *list_of(struct arena *mem, struct str title)
{
	static const struct list own = {
		.section = RESUME_OWN, .name = AT(name), .date = AT(start_date)
	};
	static const struct list publications = { .section =
							  RESUME_PUBLICATIONS,
		.name = AT(name),
		.date = AT(release_date) };
	int heading = resume_heading_find(mem, title);

	if (heading == RESUME_PUBLICATIONS)
		return &publications;
	for (size_t i = 0; i < LENGTH(lists); i++)
		if (lists[i].section != RESUME_OWN &&
			(int)lists[i].section == heading)
			return &lists[i];
	return &own;
}

static void take_others(struct europass *e, struct xml *x)
{
	struct str title = resume_xml_take(x, "Title");
	const struct list *l = list_of(e->mem, title);
	struct xml *in = resume_xml_find(x, "Other");
	struct resume_entries *to;

	for (; in; in = resume_xml_again(in)) {
		to = l->section == RESUME_OWN
			     ? &resume_custom_add(e->mem, e->out,
				       title.len ? title : STR("Others"))
					->entries
			     : &e->out->section[l->section];
		take_activity(e, l, resume_entry_add(e->mem, to), in);
	}
}

/* ---- lists with a shape of their own ------------------------------------ */

static void take_publication(struct europass *e, struct xml *x)
{
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_PUBLICATIONS]);
	struct str doi = resume_xml_take(x, "DOI/Value");

	entry->name = resume_xml_take(x, "Title");
	entry->release_date = resume_date_take(e->report,
		resume_xml_path(e->mem, x), resume_xml_take(x, "Year"), false);
	entry->publisher = resume_xml_take(
		x, resume_xml_find(x, "Journal") ? "Journal" : "Publisher");
	entry->url = resume_xml_take(
		x, resume_xml_find(x, "DOI/Link") ? "DOI/Link" : "Link");
	if (doi.len && !entry->url.len)
		entry->url = str_fmt(e->mem, "%s%.*s",
			str_starts(doi, STR("10.")) ? "https://doi.org/" : "",
			STR_ARG(doi));
	entry->summary = resume_europass_text(
		e, resume_xml_find(x, "FormattedPublicationDescription"));
	if (!entry->name.len) {
		entry->name = entry->summary;
		entry->summary = STR_NONE;
	}
}

static void take_certificate(struct europass *e, struct xml *x)
{
	struct xml *issued = resume_xml_find(x, "FirstIssuedDate"),
		   *date = resume_xml_find(issued, "FormattedDateTime"),
		   *by = resume_xml_find(x, "IssuingAuthority"),
		   *name = resume_xml_find(by, "Name");
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_CERTIFICATES]);

	entry->name = resume_xml_take(x, "CertificationName");
	entry->issuer = resume_xml_take(name ? name : by, "");
	entry->date = resume_date_take(e->report, resume_xml_path(e->mem, x),
		resume_xml_take(date ? date : issued, ""), false);
	entry->url = resume_xml_take(x, "Link");
	entry->summary =
		resume_europass_text(e, resume_xml_find(x, "Description"));
}

static void take_referee(struct europass *e, struct xml *x)
{
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_REFERENCES]);

	entry->name =
		resume_europass_name(e->mem, resume_xml_find(x, "PersonName"));
	entry->position = resume_xml_take(x, "Role");
	entry->url = resume_xml_take(x, "Link");
	entry->reference =
		resume_europass_text(e, resume_xml_find(x, "Comment"));
}

/* ---- skills ------------------------------------------------------------- */

/* The names of competencies directly within, as keywords. */
static void take_competencies(
	struct europass *e, struct xml *in, struct resume_entry *skill)
{
	struct xml *x = resume_xml_find(in, "PersonCompetency");

	for (; x; x = resume_xml_again(x)) {
		if (!resume_xml_text(x, "CompetencyName").len)
			continue;
		resume_xml_take(x, "TaxonomyID");
		resume_text_add(e->mem, &skill->keywords,
			resume_xml_take(x, "CompetencyName"));
	}
}

static void take_skills(struct europass *e, struct xml *skills)
{
	struct xml *group = resume_xml_find(skills, "SkillsGroup");
	struct str title;

	if (resume_xml_find(skills, "PersonCompetency"))
		take_competencies(e, skills,
			resume_europass_skill(e, STR("Digital skills")));
	for (; group; group = resume_xml_again(group)) {
		title = resume_xml_take(group, "Title");
		take_competencies(e, group,
			resume_europass_skill(
				e, title.len ? title : STR("Digital skills")));
	}
}

static void take_licences(struct europass *e, struct xml *x)
{
	for (; x; x = resume_xml_again(x)) {
		struct str code = resume_xml_take(x, "LicenseTypeCode");

		if (code.len)
			resume_text_add(e->mem,
				&resume_europass_skill(e, STR(EUROPASS_DRIVING))
					 ->keywords,
				code);
	}
}

/* ---- the picture -------------------------------------------------------- */

/* Base64 of a data: URL, which is base64 again. */
static void take_picture(struct europass *e, struct xml *x)
{
	struct str packed, url = STR_NONE;

	for (; x; x = resume_xml_again(x)) {
		packed = resume_xml_text(x, "EmbeddedData");
		if (e->out->basics.image.len || !packed.len ||
			!str_is(resume_xml_text(x, "FileType"), "photo"))
			continue;
		if (str_starts(packed, STR("data:image/")))
			url = packed;
		else if (!code_bytes(e->mem, CODE_BASE64, packed, &url) ||
			 !str_starts(url, STR("data:image/")))
			continue;
		e->out->basics.image = url;
		resume_xml_take(x, "EmbeddedData");
		resume_xml_take(x, "FileType");
		resume_xml_take(x, "Instructions");
	}
}

/* ---- the order ---------------------------------------------------------- */

static struct str ours(struct europass *e, struct str title, bool custom)
{
	struct resume_vitae *v = &e->out->meta.vitae;
	const struct list *l;

	for (size_t i = 0; i < LENGTH(orders) && !custom; i++)
		if (str_is(title, orders[i].theirs))
			return str_c(orders[i].ours);
	for (size_t i = 0; i < v->custom_sections.count; i++)
		if (str_eq(v->custom_sections.at[i].title, title))
			return v->custom_sections.at[i].id;
	l = list_of(e->mem, title);
	return l->section == RESUME_OWN
		       ? STR_NONE
		       : str_c(resume_sections[l->section].name);
}

static void take_order(struct europass *e)
{
	struct resume_texts *order = &e->out->meta.vitae.section_order;
	struct xml *x = resume_xml_find(
		e->root, "RenderingInformation/Design/SectionsOrder/Section");

	for (; x; x = resume_xml_again(x)) {
		struct str title = resume_xml_text(x, "Title"),
			   id = ours(e, title,
				   str_is(resume_xml_text(x, "Custom"),
					   "true"));

		if (!id.len)
			continue;
		resume_text_add(e->mem, order, id);
		resume_xml_take(x, "Title");
		resume_xml_take(x, "Custom");
	}
}

/* ---- the whole ---------------------------------------------------------- */

static void for_each(struct europass *e, struct xml *x,
	void (*take)(struct europass *e, struct xml *x))
{
	for (; x; x = resume_xml_again(x))
		take(e, x);
}

void resume_europass_candidate_lists(struct europass *e, struct xml *profile)
{
	for (size_t i = 0; i < LENGTH(lists); i++)
		take_list(e, &lists[i], profile);
	for_each(e, resume_xml_find(profile, "PublicationHistory/Publication"),
		take_publication);
	for_each(e, resume_xml_find(profile, "Certifications/Certification"),
		take_certificate);
	for_each(e, resume_xml_find(profile, "EmploymentReferences/Referee"),
		take_referee);
	for_each(e, resume_xml_find(profile, "Skills"), take_skills);
	for_each(e, resume_xml_find(profile, "Others"), take_others);
	take_licences(e, resume_xml_find(profile, "Licenses/License"));
	take_picture(e, resume_xml_find(profile, "Attachment"));
	take_order(e);
}
