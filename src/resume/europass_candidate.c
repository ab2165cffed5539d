/*
 * resume/europass_candidate.c - Europass since 2020: the person, jobs,
 * education and languages of a Candidate. Lists of things that somebody did
 * are europass_lists.c's.
 */
#include "resume/codes.h"
#include "resume/europass.h"

/* ---- periods ------------------------------------------------------------ */

static struct str date_of(struct europass *e, struct xml *x, bool is_end)
{
	struct xml *at = resume_xml_find(x, "FormattedDateTime");
	struct str text = resume_xml_take(at ? at : x, ""), day;

	day = str_cut(&text, 'T');
	return resume_date_take(
		e->report, resume_xml_path(e->mem, x), day, is_end);
}

void resume_europass_period(
	struct europass *e, struct xml *x, struct resume_entry *entry)
{
	struct xml *from = resume_xml_find(x, "StartDate"),
		   *to = resume_xml_find(x, "EndDate");

	if (from)
		entry->start_date = date_of(e, from, false);
	if (to)
		entry->end_date = date_of(e, to, true);
	resume_xml_take(x, "Ongoing");
	resume_xml_take(x, "CurrentIndicator");
}

/* ---- the person --------------------------------------------------------- */

/* The texts of x and its siblings of that name, parted. */
static struct str take_each(struct arena *mem, struct xml *x, char mark)
{
	struct buf b;

	buf_init(&b, mem, XML_BYTES);
	buf_add(&b, STR(""));
	for (; x; x = resume_xml_again(x)) {
		struct str more = resume_xml_take(x, "");

		if (more.len && b.len)
			buf_addc(&b, mark);
		buf_add(&b, more);
	}
	return b.len ? buf_str(&b) : STR_NONE;
}

struct str resume_europass_name(struct arena *mem, struct xml *x)
{
	struct str given = resume_xml_take(x, "GivenName"),
		   family = take_each(
			   mem, resume_xml_find(x, "FamilyName"), ' ');

	return str_trim(
		str_fmt(mem, "%.*s %.*s", STR_ARG(given), STR_ARG(family)));
}

/* "+386 69984236"; digits that no country is given for stay as they are. */
static struct str phone_of(struct arena *mem, struct xml *x)
{
	struct str country = resume_xml_take(x, "CountryDialing"),
		   area = resume_xml_take(x, "AreaDialing"),
		   number = resume_xml_take(x, "DialNumber");

	if (area.len)
		number = str_fmt(
			mem, "%.*s %.*s", STR_ARG(area), STR_ARG(number));
	if (!country.len || !number.len || *number.at == '+')
		return number;
	return str_fmt(mem, "%s%.*s %.*s", *country.at == '+' ? "" : "+",
		STR_ARG(country), STR_ARG(number));
}

static void take_address(struct europass *e, struct xml *x)
{
	struct resume_place *to = &e->out->basics.location;
	struct str code = resume_xml_text(x, "CountryCode");

	if (to->city.at || to->address.at || to->country_code.at)
		return; /* a second one is kept */
	to->address =
		take_each(e->mem, resume_xml_find(x, "AddressLine"), '\n');
	to->city = resume_xml_take(x, "CityName");
	to->postal_code = resume_xml_take(x, "PostalCode");
	to->region = resume_xml_take(x, "CountrySubDivisionCode");
	to->country_code = resume_country_find(code);
	if (to->country_code.at)
		resume_xml_take(x, "CountryCode");
}

static void take_first(struct xml *x, const char *path, struct str *to)
{
	if (!to->len)
		*to = resume_xml_take(x, path);
}

static void take_social(struct europass *e, struct xml *x)
{
	struct str title = resume_xml_take(x, "OtherTitle"),
		   use = resume_xml_take(x, "UseCode");

	if (!title.len && use.len && !str_is(use, "other")) {
		char *at = (char *)(uintptr_t)str_copy(e->mem, use).at;

		if (*at >= 'a' && *at <= 'z')
			*at -= 32;
		title = str_of(at, use.len);
	}
	resume_europass_web(
		e, resume_xml_take(x, "URI"), title.len ? title : STR("Web"));
}

static void take_channel(struct europass *e, struct xml *x)
{
	struct resume_basics *b = &e->out->basics;
	struct str channel = resume_xml_take(x, "ChannelCode");

	if (resume_xml_find(x, "Address"))
		take_address(e, resume_xml_find(x, "Address"));
	else if (str_eq_nocase(channel, STR("Email")))
		take_first(x, "URI", &b->email);
	else if (resume_xml_find(x, "DialNumber")) {
		if (!b->phone.len)
			b->phone = phone_of(e->mem, x);
	} else if (str_eq_nocase(channel, STR("Web")))
		resume_europass_web(e, resume_xml_take(x, "URI"), STR_NONE);
	else
		take_social(e, x);
}

/* A code, or free text that says so. */
static struct str language_of(struct xml *x, const char *scheme)
{
	struct str text = resume_xml_take(x, ""),
		   kind = resume_xml_take_attr(x, scheme), name;
	size_t slash = text.len;

	if (str_is(kind, "FREE_TEXT") || str_is(kind, "FREETEXT"))
		return text;
	while (slash && text.at[slash - 1] != '/')
		slash--;
	name = resume_language_name(str_of(text.at + slash, text.len - slash));
	return name.len ? name : text;
}

static void take_person(struct europass *e, struct xml *person)
{
	struct xml *x = resume_xml_find(person, "Communication");

	e->out->basics.name = resume_europass_name(
		e->mem, resume_xml_find(person, "PersonName"));
	for (; x; x = resume_xml_again(x))
		take_channel(e, x);
	x = resume_xml_find(person, "PrimaryLanguageCode");
	for (; x; x = resume_xml_again(x))
		resume_europass_language(e, language_of(x, "name"), NULL);
}

/* ---- organisations ------------------------------------------------------ */

struct organisation {
	struct str name, city, country, url;
};

static struct organisation take_organisation(struct xml *x)
{
	struct organisation o = { .name = resume_xml_take(
					  x, "OrganizationName") };
	struct xml *c = resume_xml_find(x, "OrganizationContact/Communication");

	for (; c; c = resume_xml_again(c)) {
		struct xml *address = resume_xml_find(c, "Address");

		if (address) {
			take_first(address, "CityName", &o.city);
			take_first(address, "CountryCode", &o.country);
		} else if (str_eq_nocase(resume_xml_text(c, "ChannelCode"),
				   STR("Web")) &&
			   !o.url.len) {
			o.url = resume_xml_take(c, "URI");
			resume_xml_take(c, "ChannelCode");
		}
	}
	take_first(x, "Link", &o.url);
	return o;
}

/* ---- jobs and education ------------------------------------------------- */

static void take_position(struct europass *e, const struct organisation *o,
	struct xml *employer, struct xml *x)
{
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_WORK]);
	struct xml *period = resume_xml_find(x, "EmploymentPeriod");
	struct str city = resume_xml_take(x, "City"),
		   country = resume_xml_take(x, "Country");

	entry->name = o->name;
	entry->url = o->url;
	entry->position = resume_xml_take(x, "PositionTitle");
	entry->location = resume_europass_place(e->mem,
		city.len ? city : o->city, country.len ? country : o->country);
	resume_europass_period(e,
		period ? period : resume_xml_find(employer, "EmploymentPeriod"),
		entry);
	resume_europass_body(e, resume_xml_find(x, "Description"),
		&entry->summary, &entry->highlights);
}

static void take_employer(struct europass *e, struct xml *x)
{
	struct organisation o = take_organisation(x);
	struct xml *p = resume_xml_find(x, "PositionHistory");

	/* The same again says nothing. */
	if (str_eq(resume_xml_text(x, "Department"), o.name))
		resume_xml_take(x, "Department");
	if (!p && o.name.len)
		take_position(e, &o, x, NULL);
	for (; p; p = resume_xml_again(p))
		take_position(e, &o, x, p);
}

static void take_education(struct europass *e, struct xml *x)
{
	struct organisation o = take_organisation(x);
	struct xml *degree = resume_xml_find(x, "EducationDegree");
	struct resume_entry *entry =
		resume_entry_add(e->mem, &e->out->section[RESUME_EDUCATION]);

	entry->institution = o.name;
	entry->url = o.url;
	entry->location = resume_europass_place(e->mem, o.city, o.country);
	resume_europass_period(
		e, resume_xml_find(x, "AttendancePeriod"), entry);
	take_first(degree, "DegreeName", &entry->study_type);
	take_first(x, "ProgramName", &entry->study_type);
	entry->area = resume_xml_take(degree, "DegreeMajor/Name");
	entry->score = resume_xml_take(degree, "FinalGrade/ScoreText");
	resume_europass_body(e,
		resume_xml_find(degree, "OccupationalSkillsCovered"),
		&entry->summary, &entry->highlights);
	if (resume_xml_text(degree, "Thesis").len)
		json_rest_put_text(e->mem, &entry->rest, STR("thesis"),
			resume_xml_take(degree, "Thesis"));
}

/* ---- languages ---------------------------------------------------------- */

static const char *const dimensions[EUROPASS_LEVELS] = {
	"CEF-Understanding-Listening", "CEF-Understanding-Reading",
	"CEF-Speaking-Interaction", "CEF-Speaking-Production", "CEF-Writing"
};

static void take_competency(struct europass *e, struct xml *x)
{
	struct str levels[EUROPASS_LEVELS] = { { 0 } };
	struct xml *d = resume_xml_find(x, "CompetencyDimension");
	struct str name = resume_xml_text(x, "CompetencyName");

	if (!str_eq_nocase(resume_xml_text(x, "TaxonomyID"), STR("language"))) {
		if (!name.len)
			return;
		resume_text_add(e->mem,
			&resume_europass_skill(e, STR("Digital skills"))
				 ->keywords,
			resume_xml_take(x, "CompetencyName"));
		resume_xml_take(x, "TaxonomyID");
		return;
	}
	resume_xml_take(x, "TaxonomyID");
	for (; d; d = resume_xml_again(d)) {
		struct str kind =
			resume_xml_text(d, "CompetencyDimensionTypeCode");

		for (int i = 0; i < EUROPASS_LEVELS; i++)
			if (str_starts(kind, str_c(dimensions[i])) &&
				!levels[i].len) {
				levels[i] =
					resume_xml_take(d, "Score/ScoreText");
				resume_xml_take(
					d, "CompetencyDimensionTypeCode");
			}
	}
	resume_europass_language(e,
		language_of(resume_xml_find(x, "CompetencyID"), "schemeName"),
		levels);
}

/* ---- the whole ---------------------------------------------------------- */

static void for_each(struct europass *e, struct xml *x,
	void (*take)(struct europass *e, struct xml *x))
{
	for (; x; x = resume_xml_again(x))
		take(e, x);
}

static void take_profile(struct europass *e, struct xml *x)
{
	struct resume_basics *b = &e->out->basics;

	e->out->meta.vitae.locale = resume_xml_take_attr(x, "languageCode");
	b->summary =
		resume_europass_text(e, resume_xml_find(x, "ExecutiveSummary"));
	b->label = resume_xml_take(
		x, "CandidatePositionPreferences/PositionTitle");
	for_each(e, resume_xml_find(x, "EmploymentHistory/EmployerHistory"),
		take_employer);
	for_each(e,
		resume_xml_find(
			x, "EducationHistory/EducationOrganizationAttendance"),
		take_education);
	for_each(e, resume_xml_find(x, "PersonQualifications/PersonCompetency"),
		take_competency);
	resume_europass_candidate_lists(e, x);
}

void resume_europass_candidate(struct europass *e)
{
	/* Where it says what it is, not what it says. */
	resume_xml_take_attr(e->root, "schemaLocation");
	take_person(e, resume_xml_find(e->root, "CandidatePerson"));
	take_profile(e, resume_xml_find(e->root, "CandidateProfile"));
	resume_europass_own(e);
}
