/*
 * resume/shapes.c - the tables of the model: what JSON Resume v1.0.0 gives
 * each part, in its order, and what is ours under meta.vitae. Types and sizes
 * only; what text must look like is check.c's.
 */
#include "resume/resume.h"

/* ---- fields of entries -------------------------------------------------- */

#define LINE(field, json, ...)                                      \
	JSON(resume_entry, field, JSON_OMIT_ABSENT, 0, RESUME_LINE, \
		.as = json, ##__VA_ARGS__)
#define LONG(field, json, ...)                                      \
	JSON(resume_entry, field, JSON_OMIT_ABSENT, 0, RESUME_TEXT, \
		.as = json, ##__VA_ARGS__)
#define LIST(field, json, ...)                                               \
	JSON_TEXTS(resume_entry, field, JSON_OMIT_ABSENT, RESUME_ENTRIES, 0, \
		RESUME_TEXT, .as = json, ##__VA_ARGS__)
#define DATE(field, json)                                      \
	LINE(field, json, .about = "a year, a month or a day", \
		.example = "2024-03")
#define URL                                        \
	LINE(url, "url", .about = "a web address", \
		.example = "https://example.org")
#define HIGHLIGHTS LIST(highlights, "highlights", .about = "its bullets")
#define OTHERS \
	JSON_REST(resume_entry, rest), { 0 }

static const struct json_field work[] = {
	LINE(name, "name", .about = "the employer"),
	LINE(location, "location"),
	LONG(description, "description", .about = "of the employer"),
	LINE(position, "position"),
	URL,
	DATE(start_date, "startDate"),
	DATE(end_date, "endDate"),
	LONG(summary, "summary"),
	HIGHLIGHTS,
	OTHERS,
};
static const struct json_field volunteer[] = {
	LINE(organization, "organization"),
	LINE(position, "position"),
	URL,
	DATE(start_date, "startDate"),
	DATE(end_date, "endDate"),
	LONG(summary, "summary"),
	HIGHLIGHTS,
	OTHERS,
};
static const struct json_field education[] = {
	LINE(institution, "institution"),
	URL,
	LINE(area, "area", .example = "Computer Science"),
	LINE(study_type, "studyType", .example = "Bachelor"),
	DATE(start_date, "startDate"),
	DATE(end_date, "endDate"),
	LINE(score, "score", .about = "a grade, as text", .example = "3.67/4"),
	LIST(courses, "courses"),
	OTHERS,
};
static const struct json_field awards[] = {
	LINE(title, "title"),
	DATE(date, "date"),
	LINE(awarder, "awarder"),
	LONG(summary, "summary"),
	OTHERS,
};
static const struct json_field certificates[] = {
	LINE(name, "name"),
	DATE(date, "date"),
	URL,
	LINE(issuer, "issuer"),
	OTHERS,
};
static const struct json_field publications[] = {
	LINE(name, "name"),
	LINE(publisher, "publisher"),
	DATE(release_date, "releaseDate"),
	URL,
	LONG(summary, "summary"),
	OTHERS,
};
static const struct json_field skills[] = {
	LINE(name, "name"),
	LINE(level, "level", .example = "Master"),
	LIST(keywords, "keywords"),
	OTHERS,
};
static const struct json_field languages[] = {
	LINE(language, "language"),
	LINE(fluency, "fluency", .example = "Native speaker"),
	OTHERS,
};
static const struct json_field interests[] = {
	LINE(name, "name"),
	LIST(keywords, "keywords"),
	OTHERS,
};
static const struct json_field references[] = {
	LINE(name, "name"),
	LONG(reference, "reference"),
	OTHERS,
};
static const struct json_field projects[] = {
	LINE(name, "name"),
	LONG(description, "description"),
	HIGHLIGHTS,
	LIST(keywords, "keywords"),
	DATE(start_date, "startDate"),
	DATE(end_date, "endDate"),
	URL,
	LIST(roles, "roles"),
	LINE(entity, "entity", .about = "the company or organisation"),
	LINE(type, "type", .example = "application"),
	OTHERS,
};

/* Of a section that its owner made. */
static const struct json_field any[] = {
#define TEXT(field, json) LONG(field, json),
#define TEXTS(field, json) LIST(field, json),
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	OTHERS,
};
static const struct json_shape any_shape = JSON_SHAPE(resume_entry,
	"ResumeEntry", "An entry of a section of one's own.", any);

/* ---- sections ----------------------------------------------------------- */

#define SECTION(id, json, title, fields)                      \
	static const struct json_shape fields##_shape =       \
		JSON_SHAPE(resume_entry, "ResumeEntry_" json, \
			title ": an entry.", fields);
#include "resume/sections.def"
#undef SECTION

const struct resume_section_row resume_sections[RESUME_SECTIONS] = {
#define SECTION(id, json, title, fields) \
	[RESUME_##id] = { json, title, &fields##_shape },
#include "resume/sections.def"
#undef SECTION
};

/* ---- basics ---------------------------------------------------------------
 */

#define OF(row, field, most, ...) \
	JSON(row, field, JSON_OMIT_ABSENT, 0, most, ##__VA_ARGS__)

static const struct json_field profile[] = {
	OF(resume_profile, network, RESUME_LINE, .example = "Mastodon"),
	OF(resume_profile, username, RESUME_LINE),
	OF(resume_profile, url, RESUME_LINE),
	JSON_REST(resume_profile, rest),
	{ 0 },
};
static const struct json_shape profile_shape = JSON_SHAPE(resume_profile,
	"ResumeProfile", "An account in a social network.", profile);

static const struct json_field place[] = {
	OF(resume_place, address, RESUME_TEXT, .about = "may have lines"),
	OF(resume_place, postal_code, RESUME_LINE, .as = "postalCode"),
	OF(resume_place, city, RESUME_LINE),
	OF(resume_place, country_code, RESUME_LINE, .as = "countryCode",
		.about = "ISO 3166-1 alpha-2", .example = "IE"),
	OF(resume_place, region, RESUME_LINE),
	JSON_REST(resume_place, rest),
	{ 0 },
};
static const struct json_shape place_shape =
	JSON_SHAPE(resume_place, "ResumePlace", "Where somebody lives.", place);

static const struct json_field basics[] = {
	OF(resume_basics, name, RESUME_LINE),
	OF(resume_basics, label, RESUME_LINE, .example = "Web Developer"),
	OF(resume_basics, image, RESUME_TEXT,
		.about = "the address of a picture, or a data: URL"),
	OF(resume_basics, email, RESUME_LINE),
	OF(resume_basics, phone, RESUME_LINE),
	OF(resume_basics, url, RESUME_LINE),
	OF(resume_basics, summary, RESUME_TEXT),
	JSON_IN(resume_basics, location, JSON_OMIT_ABSENT, &place_shape),
	JSON_ROWS(resume_basics, profiles, JSON_OMIT_ABSENT, RESUME_ENTRIES,
		&profile_shape),
	JSON_REST(resume_basics, rest),
	{ 0 },
};
static const struct json_shape basics_shape = JSON_SHAPE(resume_basics,
	"ResumeBasics", "Who somebody is and how to reach them.", basics);

/* ---- meta -----------------------------------------------------------------
 */

static const struct json_field custom[] = {
	OF(resume_custom, id, RESUME_LINE,
		.about = "what section_order calls it"),
	OF(resume_custom, title, RESUME_LINE),
	JSON_ROWS(resume_custom, entries, JSON_OMIT_ABSENT, RESUME_ENTRIES,
		&any_shape),
	JSON_REST(resume_custom, rest),
	{ 0 },
};
static const struct json_shape custom_shape = JSON_SHAPE(
	resume_custom, "ResumeCustom", "A section of one's own.", custom);

#define TEXTS_OF(row, field, most) \
	JSON_TEXTS(row, field, JSON_OMIT_ABSENT, RESUME_ENTRIES, 0, most)

static const struct json_field letter[] = {
	OF(resume_letter, date, RESUME_LINE),
	OF(resume_letter, subject, RESUME_LINE),
	OF(resume_letter, salutation, RESUME_LINE),
	OF(resume_letter, closing, RESUME_LINE),
	OF(resume_letter, signature, RESUME_TEXT),
	TEXTS_OF(resume_letter, addressee, RESUME_LINE),
	TEXTS_OF(resume_letter, paragraphs, RESUME_TEXT),
	JSON_REST(resume_letter, rest),
	{ 0 },
};
static const struct json_shape letter_shape =
	JSON_SHAPE(resume_letter, "ResumeLetter",
		"What a cover letter says beside who writes it.", letter);

static const char *const kinds[] = { "resume", "cv", "cover_letter", "revamp",
	NULL };

static const struct json_field vitae[] = {
	JSON_WORD(resume_vitae, kind, JSON_OMIT_ABSENT, kinds),
	OF(resume_vitae, template, RESUME_LINE),
	OF(resume_vitae, locale, RESUME_LINE, .example = "de-CH"),
	OF(resume_vitae, paper, RESUME_LINE, .example = "a4"),
	OF(resume_vitae, photo, RESUME_TEXT),
	JSON(resume_vitae, style, JSON_OMIT_ABSENT, 0, 0, .only = JSON_OBJECT),
	TEXTS_OF(resume_vitae, section_order, RESUME_LINE),
	TEXTS_OF(resume_vitae, hidden_sections, RESUME_LINE),
	JSON_ROWS(resume_vitae, custom_sections, JSON_OMIT_ABSENT,
		RESUME_ENTRIES, &custom_shape),
	JSON_IN(resume_vitae, letter, JSON_OMIT_ABSENT, &letter_shape),
	JSON_REST(resume_vitae, rest),
	{ 0 },
};
static const struct json_shape vitae_shape = JSON_SHAPE(
	resume_vitae, "ResumeVitae", "How Vitae shows the document.", vitae);

static const struct json_field meta[] = {
	OF(resume_meta, canonical, RESUME_LINE),
	OF(resume_meta, version, RESUME_LINE),
	OF(resume_meta, last_modified, RESUME_LINE, .as = "lastModified"),
	JSON_IN(resume_meta, vitae, JSON_OMIT_ABSENT, &vitae_shape),
	JSON_REST(resume_meta, rest),
	{ 0 },
};
static const struct json_shape meta_shape = JSON_SHAPE(
	resume_meta, "ResumeMeta", "What tools say of the document.", meta);

/* ---- the document ---------------------------------------------------------
 */

static const struct json_field fields[] = {
	OF(resume, schema, RESUME_LINE, .as = "$schema"),
	JSON_IN(resume, basics, JSON_OMIT_ABSENT, &basics_shape),
#define SECTION(id, json, title, fields)                          \
	JSON_ROWS(resume, section[RESUME_##id], JSON_OMIT_ABSENT, \
		RESUME_ENTRIES, &fields##_shape, .as = json),
#include "resume/sections.def"
#undef SECTION
	JSON_IN(resume, meta, JSON_OMIT_ABSENT, &meta_shape),
	JSON_REST(resume, rest),
	{ 0 },
};
const struct json_shape resume_shape = JSON_SHAPE(
	resume, "Resume", "A document as JSON Resume v1.0.0.", fields);
