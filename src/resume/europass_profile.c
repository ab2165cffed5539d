/*
 * resume/europass_profile.c - the profile of a Candidate that out_europass.c
 * writes: jobs, education, languages, skills. In the order of the editor's
 * exports, which have empty elements for what there is none of.
 */
#include "resume/out_europass.h"
#include "resume/codes.h"
#include "resume/words.h"

#include "base/code.h"

/* ---- dates -------------------------------------------------------------- */

/* The editor refuses a file with a date that no calendar has. */
static bool is_date(struct str date)
{
	struct resume_date d;

	return resume_date_read(date, &d);
}

void resume_europass_date(
	struct europass_writer *w, const char *name, struct str date)
{
	if (!is_date(date))
		return;
	resume_europass_open(w, name, "");
	resume_europass_leaf(w, "hr:FormattedDateTime", date);
	resume_europass_close(w, name);
}

/* ---- organisations ------------------------------------------------------ */

static void put_city(struct europass_writer *w, struct str location,
	const char *city, const char *country)
{
	struct resume_place p = { 0 };

	resume_place_read(location, &p);
	if (p.region.len)
		p.city = str_fmt(w->mem, "%.*s, %.*s", STR_ARG(p.city),
			STR_ARG(p.region));
	resume_europass_leaf(w, city, p.city);
	resume_europass_leaf(w, country, str_lower(w->mem, p.country_code));
}

static void put_contact(
	struct europass_writer *w, struct str location, struct str url)
{
	if (!location.len && !url.len)
		return;
	resume_europass_open(w, "OrganizationContact", "");
	if (location.len) {
		resume_europass_open(w, "Communication", "");
		resume_europass_open(w, "Address", "");
		put_city(w, location, "oa:CityName", "CountryCode");
		resume_europass_close(w, "Address");
		resume_europass_close(w, "Communication");
	}
	if (url.len) {
		resume_europass_open(w, "Communication", "");
		resume_europass_leaf(w, "ChannelCode", STR("Web"));
		resume_europass_leaf(w, "oa:URI", url);
		resume_europass_close(w, "Communication");
	}
	resume_europass_close(w, "OrganizationContact");
}

/* Two texts as paragraphs of one. */
static struct str joined(struct arena *mem, struct str a, struct str b)
{
	return a.len && b.len
		       ? str_fmt(mem, "%.*s\n\n%.*s", STR_ARG(a), STR_ARG(b))
	       : a.len ? a
		       : b;
}

/* ---- jobs and education ------------------------------------------------- */

/* One employer a position, as the editor does; those of one employer follow
 * each other and are one block again when they are read. */
static void put_job(struct europass_writer *w, const struct resume_entry *e)
{
	resume_europass_open(w, "EmployerHistory", "");
	resume_europass_leaf(w, "hr:OrganizationName", e->name);
	put_contact(w, STR(""), e->url);
	resume_europass_open(w, "PositionHistory", "");
	resume_europass_leaf(w, "PositionTitle", e->position);
	resume_europass_open(w, "eures:EmploymentPeriod", "");
	resume_europass_date(w, "eures:StartDate", e->start_date);
	resume_europass_date(w, "eures:EndDate", e->end_date);
	resume_europass_leaf(w, "hr:CurrentIndicator",
		e->end_date.len ? STR("false") : STR("true"));
	resume_europass_close(w, "eures:EmploymentPeriod");
	resume_europass_html(w, "oa:Description",
		joined(w->mem, e->description, e->summary), &e->highlights);
	put_city(w, e->location, "City", "Country");
	resume_europass_close(w, "PositionHistory");
	resume_europass_close(w, "EmployerHistory");
}

static void put_degree(struct europass_writer *w, const struct resume_entry *e)
{
	struct resume_texts bullets = { 0 };
	struct str thesis = json_text(json_rest_find(&e->rest, STR("thesis")));

	for (size_t i = 0; i < e->highlights.count; i++)
		resume_text_add(w->mem, &bullets, e->highlights.at[i]);
	for (size_t i = 0; i < e->courses.count; i++)
		resume_text_add(w->mem, &bullets, e->courses.at[i]);
	resume_europass_open(w, "EducationDegree", "");
	resume_europass_leaf(w, "hr:DegreeName",
		e->study_type.len && e->area.len
			? str_fmt(w->mem, "%.*s, %.*s", STR_ARG(e->study_type),
				  STR_ARG(e->area))
		: e->area.len ? e->area
			      : e->study_type);
	if (e->score.len) {
		resume_europass_open(w, "FinalGrade", "");
		resume_europass_leaf(w, "hr:ScoreText", e->score);
		resume_europass_close(w, "FinalGrade");
	}
	resume_europass_leaf(w, "Thesis", thesis);
	resume_europass_html(w, "OccupationalSkillsCovered",
		joined(w->mem, e->description, e->summary), &bullets);
	resume_europass_close(w, "EducationDegree");
}

static void put_school(struct europass_writer *w, const struct resume_entry *e)
{
	resume_europass_open(w, "EducationOrganizationAttendance", "");
	resume_europass_leaf(w, "hr:OrganizationName", e->institution);
	put_contact(w, e->location, e->url);
	resume_europass_open(w, "AttendancePeriod", "");
	resume_europass_date(w, "StartDate", e->start_date);
	resume_europass_date(w, "EndDate", e->end_date);
	resume_europass_leaf(
		w, "Ongoing", e->end_date.len ? STR("false") : STR("true"));
	resume_europass_close(w, "AttendancePeriod");
	put_degree(w, e);
	resume_europass_close(w, "EducationOrganizationAttendance");
}

static void put_all(struct europass_writer *w, enum resume_section_id id,
	const char *element,
	void (*put)(struct europass_writer *w, const struct resume_entry *e))
{
	const struct resume_entries *list = &w->r->section[id];

	resume_europass_open(w, element, "");
	for (size_t i = 0; i < list->count; i++)
		put(w, &list->at[i]);
	resume_europass_close(w, element);
}

/* ---- languages ---------------------------------------------------------- */

bool resume_europass_is_native(struct arena *mem, struct str fluency)
{
	static const char *const words[] = { "native", "mother tongue",
		"muttersprach", "langue maternelle", "lengua materna",
		"madrelingua", "lingua materna", "moedertaal" };
	struct str folded = resume_fold(mem, fluency);

	for (size_t i = 0; i < LENGTH(words); i++)
		if (memmem(folded.at, folded.len, words[i], strlen(words[i])))
			return true;
	return false;
}

/* The first level of the Common Framework in a text: "fluent (C1)". */
static struct str level_in(struct str s)
{
	for (size_t i = 0; i + 2 <= s.len; i++) {
		bool alone = (!i || !strchr("ABCabc", s.at[i - 1])) &&
			     (i + 2 == s.len || s.at[i + 2] < '0' ||
				     s.at[i + 2] > '9');

		if (alone && s.at[i] >= 'A' && s.at[i] <= 'C' &&
			(s.at[i + 1] == '1' || s.at[i + 1] == '2'))
			return str_of(s.at + i, 2);
	}
	return STR_NONE;
}

/* Of one of the five: "listening C2, reading C1", or of all. */
static struct str level_of(struct str fluency, int i)
{
	struct str rest = fluency, name = str_c(resume_europass_levels[i]);

	while (rest.len) {
		struct str part = str_trim(str_cut(&rest, ','));

		if (str_starts(part, name))
			return level_in(part);
	}
	for (int k = 0; k < EUROPASS_LEVELS; k++)
		if (str_starts(fluency, str_c(resume_europass_levels[k])))
			return STR_NONE;
	return level_in(fluency);
}

static const char *const dimensions[EUROPASS_LEVELS] = {
	"CEF-Understanding-Listening", "CEF-Understanding-Reading",
	"CEF-Speaking-Interaction", "CEF-Speaking-Production",
	"CEF-Writing-Production"
};

static void put_language(
	struct europass_writer *w, const struct resume_entry *e)
{
	struct str code = resume_language_code(e->language);

	if (!e->language.len || resume_europass_is_native(w->mem, e->fluency))
		return;
	resume_europass_open(w, "PersonCompetency", "");
	resume_europass_leaf_with(w, "CompetencyID",
		code.len ? " schemeName=\"NORMAL\""
			 : " schemeName=\"FREE_TEXT\"",
		code.len ? code : e->language);
	resume_europass_leaf(w, "hr:TaxonomyID", STR("language"));
	for (int i = 0; i < EUROPASS_LEVELS; i++) {
		struct str level = level_of(e->fluency, i);

		resume_europass_open(w, "eures:CompetencyDimension", "");
		resume_europass_leaf(w, "hr:CompetencyDimensionTypeCode",
			str_c(dimensions[i]));
		if (level.len) {
			resume_europass_open(w, "eures:Score", "");
			resume_europass_leaf(w, "hr:ScoreText", level);
			resume_europass_close(w, "eures:Score");
		}
		resume_europass_close(w, "eures:CompetencyDimension");
	}
	resume_europass_close(w, "PersonCompetency");
}

/* ---- skills ------------------------------------------------------------- */

bool resume_europass_is_driving(const struct resume_entry *e)
{
	return str_is(e->name, EUROPASS_DRIVING) && e->keywords.count;
}

static void put_licences(struct europass_writer *w)
{
	const struct resume_entries *list = &w->r->section[RESUME_SKILLS];

	resume_europass_open(w, "eures:Licenses", "");
	for (size_t i = 0; i < list->count; i++) {
		const struct resume_texts *codes = &list->at[i].keywords;

		if (!resume_europass_is_driving(&list->at[i]))
			continue;
		for (size_t k = 0; k < codes->count; k++) {
			resume_europass_open(w, "eures:License", "");
			resume_europass_leaf(
				w, "hr:LicenseTypeCode", codes->at[k]);
			resume_europass_close(w, "eures:License");
		}
	}
	resume_europass_close(w, "eures:Licenses");
}

static void put_competency(struct europass_writer *w, struct str name)
{
	if (!name.len)
		return;
	resume_europass_open(w, "PersonCompetency", "");
	resume_europass_leaf(w, "hr:TaxonomyID", STR("Digital_Skill"));
	resume_europass_leaf(w, "hr:CompetencyName", name);
	resume_europass_close(w, "PersonCompetency");
}

static void put_skill(struct europass_writer *w, const struct resume_entry *e)
{
	if (resume_europass_is_driving(e))
		return;
	if (!e->keywords.count) {
		put_competency(w, e->name);
		return;
	}
	resume_europass_open(w, "SkillsGroup", "");
	resume_europass_leaf(w, "Title", e->name);
	for (size_t i = 0; i < e->keywords.count; i++)
		put_competency(w, e->keywords.at[i]);
	resume_europass_close(w, "SkillsGroup");
}

/* ---- publications, references ------------------------------------------- */

static void put_publication(
	struct europass_writer *w, const struct resume_entry *e)
{
	struct str year = is_date(e->release_date)
				  ? str_of(e->release_date.at, 4)
				  : STR("");

	resume_europass_open(w, "Publication", "");
	resume_europass_html(
		w, "hr:FormattedPublicationDescription", e->summary, NULL);
	resume_europass_leaf(w, "Title", e->name);
	resume_europass_leaf(w, "Year", year);
	resume_europass_leaf(w, "Link", e->url);
	resume_europass_leaf(w, "Publisher", e->publisher);
	resume_europass_close(w, "Publication");
}

static void put_referee(struct europass_writer *w, const struct resume_entry *e)
{
	resume_europass_open(w, "Referee", "");
	if (e->name.len) {
		resume_europass_open(w, "PersonName", "");
		resume_europass_leaf(w, "hr:FamilyName", e->name);
		resume_europass_close(w, "PersonName");
	}
	resume_europass_leaf(w, "hr:Comment", e->reference);
	resume_europass_leaf(w, "Role", e->position);
	resume_europass_close(w, "Referee");
}

/* ---- the whole ---------------------------------------------------------- */

bool resume_europass_has_picture(const struct europass_writer *w)
{
	return str_starts(w->r->basics.image, STR("data:image/"));
}

static void put_picture(struct europass_writer *w)
{
	if (!resume_europass_has_picture(w))
		return;
	resume_europass_open(w, "eures:Attachment", "");
	resume_europass_leaf(w, "oa:EmbeddedData",
		code_text(w->mem, CODE_BASE64, w->r->basics.image));
	resume_europass_leaf(w, "oa:FileType", STR("photo"));
	resume_europass_leaf(w, "hr:Instructions", STR("ProfilePicture"));
	resume_europass_close(w, "eures:Attachment");
}

static void put_label(struct europass_writer *w)
{
	if (!w->r->basics.label.len)
		return;
	resume_europass_open(w, "CandidatePositionPreferences", "");
	resume_europass_leaf(w, "PositionTitle", w->r->basics.label);
	resume_europass_close(w, "CandidatePositionPreferences");
}

/* The language of the CV: two letters, which the editor insists on. */
static const char *language_attr(struct europass_writer *w)
{
	struct str locale = w->r->meta.vitae.locale;
	bool two = locale.len == 2 ||
		   (locale.len > 2 &&
			   (locale.at[2] == '-' || locale.at[2] == '_'));

	if (!two || !resume_language_code(str_of(locale.at, 2)).len)
		return " languageCode=\"en\"";
	return str_fmt(w->mem, " languageCode=\"%.2s\"", locale.at).at;
}

void resume_europass_profile(struct europass_writer *w)
{
	resume_europass_open(w, "CandidateProfile", language_attr(w));
	resume_europass_html(
		w, "hr:ExecutiveSummary", w->r->basics.summary, NULL);
	put_label(w);
	put_all(w, RESUME_WORK, "EmploymentHistory", put_job);
	put_all(w, RESUME_EDUCATION, "EducationHistory", put_school);
	put_licences(w);
	resume_europass_open(w, "Certifications", "");
	resume_europass_close(w, "Certifications");
	put_all(w, RESUME_PUBLICATIONS, "PublicationHistory", put_publication);
	put_all(w, RESUME_LANGUAGES, "PersonQualifications", put_language);
	put_all(w, RESUME_REFERENCES, "EmploymentReferences", put_referee);
	put_picture(w);
	put_all(w, RESUME_SKILLS, "Skills", put_skill);
	resume_europass_activities(w);
	resume_europass_others(w);
	resume_europass_close(w, "CandidateProfile");
}
