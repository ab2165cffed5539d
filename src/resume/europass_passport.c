/*
 * resume/europass_passport.c - Europass until 2020: a SkillsPassport of any
 * version from 3.0 to 3.4. Skills and the letter are europass_skills.c's.
 */
#include "resume/codes.h"
#include "resume/europass.h"
#include "resume/words.h"

/* ---- dates -------------------------------------------------------------- */

/* "2012", "--03", "---15" as XML Schema writes parts of a date. */
static int part_of(struct xml *x, const char *name)
{
	struct str text = resume_xml_take_attr(x, name);
	int64_t n;

	while (text.len && *text.at == '-')
		text = str_of(text.at + 1, text.len - 1);
	return text.len && text.len < 5 && str_int(text, &n) ? (int)n : 0;
}

struct str resume_europass_old_date(struct europass *e, struct xml *x)
{
	struct resume_date d = { 0 };
	struct str text;

	if (!x)
		return STR_NONE;
	x->taken = true;
	d.year = part_of(x, "year");
	d.month = part_of(x, "month");
	d.day = part_of(x, "day");
	if (!d.month)
		d.day = 0;
	text = resume_date_text(e->mem, d);
	return resume_date_take(
		e->report, resume_xml_path(e->mem, x), text, false);
}

static void take_period(
	struct europass *e, struct xml *x, struct resume_entry *entry)
{
	entry->start_date =
		resume_europass_old_date(e, resume_xml_find(x, "From"));
	entry->end_date = resume_europass_old_date(e, resume_xml_find(x, "To"));
	resume_xml_take(x, "Current");
}

/* ---- who it is ---------------------------------------------------------- */

struct str resume_europass_old_name(struct arena *mem, struct xml *x)
{
	struct str title = resume_xml_take(x, "Title/Label"),
		   first = resume_xml_take(x, "FirstName"),
		   last = resume_xml_take(x, "Surname");
	struct buf b;

	buf_init(&b, mem, RESUME_LINE);
	buf_addf(&b, "%.*s%s%.*s%s%.*s", STR_ARG(title), title.len ? " " : "",
		STR_ARG(first), first.len && last.len ? " " : "",
		STR_ARG(last));
	return b.len ? str_trim(buf_str(&b)) : STR_NONE;
}

static void take_address(struct europass *e, struct xml *x)
{
	struct resume_place *to = &e->out->basics.location;
	struct str country = resume_xml_text(x, "Country/Code");

	to->address = resume_xml_take(x, "AddressLine");
	to->postal_code = resume_xml_take(x, "PostalCode");
	to->city = resume_xml_take(x, "Municipality");
	if (!country.len)
		country = resume_xml_text(x, "Country/Label");
	to->country_code = resume_country_find(country);
	if (to->country_code.len)
		resume_xml_take_all(resume_xml_find(x, "Country"));
}

static void take_contact(struct europass *e, struct xml *x)
{
	struct resume_basics *b = &e->out->basics;
	struct xml *in;

	take_address(e, resume_xml_find(x, "Address/Contact"));
	b->email = resume_xml_take(x, "Email/Contact");
	b->phone = resume_xml_take(x, "TelephoneList/Telephone/Contact");
	in = resume_xml_find(x, "WebsiteList/Website");
	for (; in; in = resume_xml_again(in))
		resume_europass_web(
			e, resume_xml_take(in, "Contact"), STR_NONE);
	in = resume_xml_find(x, "InstantMessagingList/InstantMessaging");
	for (; in; in = resume_xml_again(in)) {
		struct str label = resume_xml_take(in, "Use/Label"),
			   code = resume_xml_take(in, "Use/Code");

		resume_europass_web(e, resume_xml_take(in, "Contact"),
			label.len  ? label
			: code.len ? code
				   : STR("Messenger"));
	}
}

static void take_person(struct europass *e, struct xml *x)
{
	struct xml *photo = resume_xml_find(x, "Photo");

	e->out->basics.name = resume_europass_old_name(
		e->mem, resume_xml_find(x, "PersonName"));
	take_contact(e, resume_xml_find(x, "ContactInfo"));
	e->out->basics.image = resume_europass_picture(e->mem,
		resume_xml_text(photo, "MimeType"),
		resume_xml_text(photo, "Data"));
	if (e->out->basics.image.at) {
		resume_xml_take(photo, "MimeType");
		resume_xml_take(photo, "Data");
	}
}

/* A statement, or what somebody wants to be. */
static void take_headline(struct europass *e, struct xml *x)
{
	struct resume_basics *b = &e->out->basics;
	struct str kind = resume_xml_take(x, "Type/Code");

	if (str_is(kind, "personal_statement"))
		b->summary = resume_europass_text(
			e, resume_xml_find(x, "Description/Label"));
	else
		b->label = resume_xml_take(x, "Description/Label");
}

/* ---- jobs and education ------------------------------------------------- */

static struct str place_of(struct europass *e, struct xml *x)
{
	struct str city = resume_xml_take(x, "Municipality"),
		   label = resume_xml_take(x, "Country/Label"),
		   code = resume_xml_take(x, "Country/Code");

	return resume_europass_place(e->mem, city, label.len ? label : code);
}

static struct str url_of(struct xml *x)
{
	struct str url = resume_xml_take(x, "ContactInfo/Website/Contact");

	return url.len ? url
		       : resume_xml_take(
				 x, "ContactInfo/WebsiteList/Website/Contact");
}

static void take_job(struct europass *e, struct xml *x)
{
	struct xml *employer = resume_xml_find(x, "Employer");
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_WORK]);

	take_period(e, resume_xml_find(x, "Period"), entry);
	entry->position = resume_xml_take(x, "Position/Label");
	entry->name = resume_xml_take(employer, "Name");
	entry->location = place_of(
		e, resume_xml_find(employer, "ContactInfo/Address/Contact"));
	entry->url = url_of(employer);
	resume_europass_body(e, resume_xml_find(x, "Activities"),
		&entry->summary, &entry->highlights);
}

static void take_education(struct europass *e, struct xml *x)
{
	struct xml *school = resume_xml_find(x, "Organisation");
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_EDUCATION]);

	take_period(e, resume_xml_find(x, "Period"), entry);
	entry->study_type = resume_xml_take(x, "Title");
	entry->institution = resume_xml_take(school, "Name");
	entry->location = place_of(
		e, resume_xml_find(school, "ContactInfo/Address/Contact"));
	entry->url = url_of(school);
	entry->area = resume_xml_take(x, "Field/Label");
	resume_europass_body(e, resume_xml_find(x, "Activities"),
		&entry->summary, &entry->highlights);
}

/* ---- achievements ------------------------------------------------------- */

/* What a text of several publications or awards says, an entry a line. */
static bool take_lines(
	struct europass *e, struct str title, struct resume_texts lines)
{
	int heading = resume_heading_find(e->mem, title);
	struct resume_entries *to;

	if (heading != RESUME_PUBLICATIONS && heading != RESUME_AWARDS &&
		heading != RESUME_PROJECTS && heading != RESUME_CERTIFICATES)
		return false;
	to = &e->out->section[heading];
	for (size_t i = 0; i < lines.count; i++) {
		struct resume_entry *entry = resume_entry_add(e->mem, to);

		*(heading == RESUME_AWARDS ? &entry->title : &entry->name) =
			lines.at[i];
	}
	return true;
}

static void take_achievement(struct europass *e, struct xml *x)
{
	struct xml *text = resume_xml_find(x, "Description");
	struct str title = resume_xml_take(x, "Title/Label"),
		   code = resume_xml_take(x, "Title/Code");
	struct resume_entry *entry;

	if (!title.len)
		title = code.len ? code : STR("Achievements");
	if (take_lines(
		    e, code.len ? code : title, resume_europass_lines(e, text)))
		return;
	entry = resume_entry_add(
		e->mem, &resume_custom_add(e->mem, e->out, title)->entries);
	resume_europass_body(e, text, &entry->summary, &entry->highlights);
}

/* ---- the whole ---------------------------------------------------------- */

static void for_each(struct europass *e, struct xml *x,
	void (*take)(struct europass *e, struct xml *x))
{
	for (; x; x = resume_xml_again(x))
		take(e, x);
}

static void take_kind(struct europass *e)
{
	struct str kind = resume_xml_text(e->root, "DocumentInfo/DocumentType");

	if (str_is(kind, "ECL"))
		e->out->meta.vitae.kind = STR("cover_letter");
	else if (str_starts(kind, STR("ECV")))
		e->out->meta.vitae.kind = STR("cv");
	else
		return;
	resume_xml_take(e->root, "DocumentInfo/DocumentType");
}

void resume_europass_passport(struct europass *e)
{
	struct xml *learner = resume_xml_find(e->root, "LearnerInfo"),
		   *letter = resume_xml_find(e->root, "CoverLetter");

	/* Where it says what it is, not what it says. */
	resume_xml_take_attr(e->root, "schemaLocation");
	e->out->meta.vitae.locale = resume_xml_take_attr(e->root, "locale");
	take_kind(e);
	take_person(e, resume_xml_find(learner, "Identification"));
	take_headline(e, resume_xml_find(learner, "Headline"));
	for_each(e,
		resume_xml_find(learner, "WorkExperienceList/WorkExperience"),
		take_job);
	for_each(e, resume_xml_find(learner, "EducationList/Education"),
		take_education);
	resume_europass_passport_skills(e, resume_xml_find(learner, "Skills"));
	for_each(e, resume_xml_find(learner, "AchievementList/Achievement"),
		take_achievement);
	if (letter)
		resume_europass_passport_letter(e, letter);
}
