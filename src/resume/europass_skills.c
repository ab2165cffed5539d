/*
 * resume/europass_skills.c - the skills of a SkillsPassport, and its letter.
 */
#include "resume/europass.h"

/* ---- languages ---------------------------------------------------------- */

static const char *const levels_of[EUROPASS_LEVELS] = { "Listening", "Reading",
	"SpokenInteraction", "SpokenProduction", "Writing" };

static struct str named(struct xml *x)
{
	struct str label = resume_xml_take(x, "Description/Label"),
		   code = resume_xml_take(x, "Description/Code");

	return label.len ? label : code;
}

static void take_certificates(struct europass *e, struct xml *x)
{
	for (; x; x = resume_xml_again(x)) {
		struct str name = resume_xml_take(x, "Title"),
			   level = resume_xml_take(x, "Level");
		struct resume_entry *entry;

		if (!name.len)
			continue;
		entry = resume_entry_add(
			e->mem, &e->out->section[RESUME_CERTIFICATES]);
		entry->name = level.len ? str_fmt(e->mem, "%.*s (%.*s)",
						  STR_ARG(name), STR_ARG(level))
					: name;
		entry->issuer = resume_xml_take(x, "AwardingBody");
		entry->date =
			resume_europass_old_date(e, resume_xml_find(x, "Date"));
	}
}

static void take_languages(struct europass *e, struct xml *linguistic)
{
	struct xml *x =
		resume_xml_find(linguistic, "MotherTongueList/MotherTongue");
	struct str levels[EUROPASS_LEVELS];

	for (; x; x = resume_xml_again(x))
		resume_europass_language(e, named(x), NULL);
	x = resume_xml_find(linguistic, "ForeignLanguageList/ForeignLanguage");
	for (; x; x = resume_xml_again(x)) {
		struct xml *level = resume_xml_find(x, "ProficiencyLevel");

		for (int i = 0; i < EUROPASS_LEVELS; i++)
			levels[i] = resume_xml_take(level, levels_of[i]);
		resume_europass_language(e, named(x), levels);
		take_certificates(
			e, resume_xml_find(x, "VerifiedBy/Certificate"));
	}
}

/* ---- other skills ------------------------------------------------------- */

static const struct {
	const char *theirs, *name;
} groups[] = {
	{ "Communication", "Communication skills" },
	{ "Organisational", "Organisational skills" },
	{ "JobRelated", "Job-related skills" },
	{ "Computer", "Digital skills" },
	{ "Other", "Other skills" },
};

static void take_licences(struct europass *e, struct xml *x)
{
	for (; x; x = resume_xml_again(x))
		resume_text_add(e->mem,
			&resume_europass_skill(e, STR(EUROPASS_DRIVING))
				 ->keywords,
			resume_xml_take(x, ""));
}

void resume_europass_passport_skills(struct europass *e, struct xml *skills)
{
	take_languages(e, resume_xml_find(skills, "Linguistic"));
	for (size_t i = 0; i < LENGTH(groups); i++) {
		struct xml *x = resume_xml_find(skills, groups[i].theirs),
			   *text = resume_xml_find(x, "Description");

		if (resume_xml_text(x, "Description").len)
			resume_europass_skill(e, str_c(groups[i].name))
				->keywords = resume_europass_lines(e, text);
		take_certificates(
			e, resume_xml_find(x, "VerifiedBy/Certificate"));
	}
	take_licences(
		e, resume_xml_find(skills, "Driving/Description/Licence"));
}

/* ---- the letter --------------------------------------------------------- */

static void take_addressee(
	struct europass *e, struct xml *x, struct resume_texts *to)
{
	struct xml *at = resume_xml_find(
			   x, "Organisation/ContactInfo/Address/Contact"),
		   *country = resume_xml_find(at, "Country");
	struct str code, city;

	resume_text_add(e->mem, to,
		resume_europass_old_name(
			e->mem, resume_xml_find(x, "PersonName")));
	resume_text_add(e->mem, to, resume_xml_take(x, "Position/Label"));
	resume_text_add(e->mem, to, resume_xml_take(x, "Organisation/Name"));
	resume_text_add(e->mem, to, resume_xml_take(at, "AddressLine"));
	code = resume_xml_take(at, "PostalCode");
	city = resume_xml_take(at, "Municipality");
	resume_text_add(e->mem, to,
		code.len ? str_trim(str_fmt(e->mem, "%.*s %.*s", STR_ARG(code),
				   STR_ARG(city)))
			 : city);
	if (resume_xml_text(country, "Label").len)
		resume_xml_take(country, "Code");
	resume_text_add(e->mem, to,
		resume_xml_take(country,
			resume_xml_find(country, "Label") ? "Label" : "Code"));
}

static void take_paragraphs(
	struct europass *e, struct xml *x, struct resume_texts *to)
{
	struct resume_texts lines = resume_europass_lines(e, x);

	for (size_t i = 0; i < lines.count; i++)
		resume_text_add(e->mem, to, lines.at[i]);
}

void resume_europass_passport_letter(struct europass *e, struct xml *letter)
{
	struct resume_letter *l = &e->out->meta.vitae.letter;
	struct xml *in = resume_xml_find(letter, "Letter"),
		   *greeting = resume_xml_find(in, "OpeningSalutation");
	struct str words = resume_xml_take(greeting, "Salutation/Label"), name;

	take_addressee(e, resume_xml_find(letter, "Addressee"), &l->addressee);
	l->date = resume_europass_old_date(
		e, resume_xml_find(in, "Localisation/Date"));
	l->subject = resume_xml_take(in, "SubjectLine");
	name = resume_europass_old_name(
		e->mem, resume_xml_find(greeting, "PersonName"));
	l->salutation = str_trim(
		str_fmt(e->mem, "%.*s %.*s", STR_ARG(words), STR_ARG(name)));
	if (!l->salutation.len)
		l->salutation = STR_NONE;
	take_paragraphs(e, resume_xml_find(in, "Body/Opening"), &l->paragraphs);
	take_paragraphs(
		e, resume_xml_find(in, "Body/MainBody"), &l->paragraphs);
	take_paragraphs(e, resume_xml_find(in, "Body/Closing"), &l->paragraphs);
	l->closing = resume_xml_take(in, "ClosingSalutation/Label");
}
