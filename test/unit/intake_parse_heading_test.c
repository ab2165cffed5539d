/* Which rows are headings, and of what: in many languages, and however they
 * are set (INT-5, INT-6). */
#include "found_shown.h"

/* ---- languages ---------------------------------------------------------- */

static const struct {
	const char *work, *education, *skills, *languages;
} spoken[] = {
	{ "Work Experience", "Education", "Skills", "Languages" },
	{ "Expérience professionnelle", "Formation", "Compétences", "Langues" },
	{ "Berufserfahrung", "Ausbildung", "Kenntnisse", "Sprachen" },
	{ "Experiencia laboral", "Educación", "Habilidades", "Idiomas" },
	{ "Experiência profissional", "Formação académica", "Competências",
		"Idiomas" },
	{ "Esperienza lavorativa", "Istruzione", "Competenze", "Lingue" },
	{ "Werkervaring", "Opleiding", "Vaardigheden", "Talen" },
	{ "Employment History", "Academic Background", "Technical Skills",
		"Languages" },
	{ "Professional Experience", "Education & Training", "Core Skills",
		"Languages" },
	{ "Beruflicher Werdegang", "Bildungsweg", "Fähigkeiten",
		"Sprachkenntnisse" },
	{ "Expériences", "Études", "Savoir-faire", "Langues" },
	{ "Doświadczenie zawodowe", "Wykształcenie", "Umiejętności", "Języki" },
};

static struct str sections(struct str text)
{
	struct intake_found *f = found(text.at);
	const struct resume *r = &f->resume;

	return str_fmt(&test_mem, "%zu %zu %zu %zu %zu",
		r->section[RESUME_WORK].count,
		r->section[RESUME_EDUCATION].count,
		r->section[RESUME_SKILLS].count,
		r->section[RESUME_LANGUAGES].count,
		r->meta.vitae.custom_sections.count);
}

static void has_all(size_t i, struct str text)
{
	struct str have = sections(text);

	if (!str_is(have, "1 1 1 2 0"))
		test_fail(__FILE__, __LINE__, "%s: %.*s", spoken[i].work,
			STR_ARG(have));
}

#define BODY(mark, head)                                              \
	"!24 Mehmet Yildiz\nmehmet@mail.example\n\n" head "%s\n" mark \
	"<b>Baker | 2019 - 2021\nBrot GmbH\n\n" head "%s\n" mark      \
	"<b>BSc Physics | 2015 - 2018\nUniversity of Ankara\n\n" head \
	"%s\n" mark "HTML, CSS, Make\n\n" head "%s\n" mark            \
	"English (C1), Deutsch (B2)\n"
#define IN_ALL_LANGUAGES(mark, head)                                    \
	for (size_t i = 0; i < LENGTH(spoken); i++)                     \
	has_all(i, str_fmt(&test_mem, BODY(mark, head), spoken[i].work, \
			   spoken[i].education, spoken[i].skills,       \
			   spoken[i].languages))

TEST(headings_are_known_in_seven_languages_and_more_INT_6)
{
	IN_ALL_LANGUAGES("", "!14 <b>");
}

TEST(headings_in_larger_type_without_bold_are_known_INT_6)
{
	IN_ALL_LANGUAGES("", "!14 ");
}

TEST(headings_in_bold_of_the_same_size_are_known_INT_6)
{
	IN_ALL_LANGUAGES("\n", "<b>");
}

TEST(headings_of_a_style_are_known_INT_6) { IN_ALL_LANGUAGES("", "# "); }

TEST(headings_as_plain_as_the_text_are_known_by_their_words_INT_6)
{
	IN_ALL_LANGUAGES("", "");
}

/* ---- how they are set --------------------------------------------------- */

static struct str first_title(const char *text)
{
	struct intake_found *f = found(text);

	return f->resume.section[RESUME_WORK].count
		       ? f->resume.section[RESUME_WORK].at[0].position
		       : STR("(none)");
}

static void is_heading(const char *heading)
{
	struct str have = first_title(str_fmt(&test_mem,
		PERSON "%s\n\n<b>Baker | 2019 - 2021\nBrot GmbH\n\n"
		       "!14 <b>Education\n\n<b>BSc Physics | 2015\n"
		       "University of Lagos\n",
		heading)
					      .at);

	if (!str_is(have, "Baker"))
		test_fail(
			__FILE__, __LINE__, "%s: %.*s", heading, STR_ARG(have));
}

TEST(headings_in_capitals_with_numbers_and_signs_are_known)
{
	is_heading("!14 <b>EXPERIENCE");
	is_heading("!14 <b>1. Experience");
	is_heading("!14 <b>Experience:");
	is_heading("!14 <b>// Experience");
	is_heading("!14 <b>BERUFSERFAHRUNG");
	is_heading("!14 <b>EXPÉRIENCE PROFESSIONNELLE");
	is_heading("!14 <b>Work Experience (3)");
}

TEST(words_that_only_say_which_are_no_matter)
{
	is_heading("!14 <b>Relevant Work Experience");
	is_heading("!14 <b>Selected Professional Experience");
	is_heading("!14 <b>Work Experience Highlights");
	is_heading("!14 <b>Other Experience");
}

TEST(a_heading_of_two_things_is_of_the_first)
{
	is_heading("!14 <b>Experience & Projects");
	is_heading("!14 <b>Berufserfahrung und Praktika");
}

TEST(a_heading_over_two_lines_is_one)
{
	struct intake_found *f =
		found(PERSON "!12 <b>Licenses &\n!12 <b>Certificates\n\n"
			     "First Aid Certificate | 2020\nRed Cross\n");

	SAME_INT(f->resume.section[RESUME_CERTIFICATES].count, 1);
}

TEST(a_heading_in_the_margin_heads_what_is_beside_it)
{
	struct str have = found_section(RESUME_WORK,
		"<b>Experience @160 <b>Baker<> @450 2019 - 2021\n"
		">110 Brot GmbH\n"
		">110 • Baked bread for a whole town each day\n"
		"\n"
		"<b>Education @160 <b>BSc Physics<> @450 2015 - 2018\n"
		">110 University of Lagos\n");

	SAME_STR(have,
		STR("name: Brot GmbH\nposition: Baker\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Baked bread for a whole town each day\n"));
}

TEST(a_word_of_a_heading_within_a_sentence_is_none)
{
	struct str have = found_section(RESUME_WORK,
		"!14 <b>Experience\n\n<b>Nurse | 2019 - 2021\n<i>Clinic One\n"
		"• Led the education of all new nurses on two wards\n"
		"• Skills in first aid were taught to many people\n");

	SAME_STR(have,
		STR("name: Clinic One\nposition: Nurse\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Led the education of all new nurses on two "
		    "wards / Skills in first aid were taught to many "
		    "people\n"));
}

TEST(a_heading_that_is_not_known_keeps_what_is_below_it)
{
	struct intake_found *f = found(PERSON
		"!14 <b>Experience\n\n<b>Baker | 2019 - 2021\nBrot GmbH\n\n"
		"!14 <b>Education\n\n<b>BSc Physics | 2015\n"
		"University of Lagos\n\n"
		"!14 <b>Expeditions\n\n"
		"Crossed Lake Chad on foot in the dry season of a hot year\n");
	const struct resume_vitae *v = &f->resume.meta.vitae;

	NEED(v->custom_sections.count == 1);
	SAME_STR(v->custom_sections.at[0].title, STR("Expeditions"));
	SAME_STR(shown_entries(&v->custom_sections.at[0].entries),
		STR("summary: Crossed Lake Chad on foot in the dry season of "
		    "a hot year\n"));
}

/* ---- columns ------------------------------------------------------------ */

TEST(sections_of_a_side_bar_are_its_own)
{
	struct intake_found *f = found(
		"!24 Ines Carvalho\nines@mail.example\n---\n"
		"!14 <b>Skills\nHTML\nCSS\n\n!14 <b>Languages\nEnglish\n"
		"German\n|||250\n!14 <b>Experience\n<b>Baker | 2019 - 2021\n"
		"Brot GmbH\n\n!14 <b>Education\n<b>BSc Physics | 2015\n"
		"University of Lagos\n");
	const struct resume *r = &f->resume;

	SAME_STR(shown_entries(&r->section[RESUME_SKILLS]),
		STR("keywords: HTML / CSS\n"));
	SAME_STR(shown_entries(&r->section[RESUME_LANGUAGES]),
		STR("language: English\n~\nlanguage: German\n"));
	SAME_INT(r->section[RESUME_WORK].count, 1);
	SAME_INT(r->section[RESUME_EDUCATION].count, 1);
}

TEST(a_section_goes_on_over_the_page)
{
	struct str have = found_section(RESUME_WORK,
		"!14 <b>Experience\n\n<b>Baker | 2019 - 2021\nBrot GmbH\n"
		"• Baked bread for a whole town each day\n===\n"
		"<b>Cook | 2017 - 2019\nSuppe GmbH\n"
		"• Cooked soup for a whole school each day\n");

	SAME_STR(have,
		STR("name: Brot GmbH\nposition: Baker\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Baked bread for a whole town each day\n~\n"
		    "name: Suppe GmbH\nposition: Cook\n"
		    "startDate: 2017\nendDate: 2019\n"
		    "highlights: Cooked soup for a whole school each day\n"));
}

/* ---- other scripts ------------------------------------------------------ */

TEST(capitals_of_other_scripts_set_headings_apart_from_labels)
{
	SAME_STR(found_section(RESUME_SKILLS,
			 "<b>ΠΡΟΫΠΗΡΕΣΙΑ\n<b>Μάγειρας | 2019 - 2021\nΤαβέρνα "
			 "Γαλάζιο Κύμα\n\n<b>ΔΕΞΙΟΤΗΤΕΣ\n<b>Λογισμικό\nQGIS, "
			 "Blender\n\n<b>ΓΛΩΣΣΕΣ\nΕλληνικά – μητρική\n"),
		STR("name: Λογισμικό\nkeywords: QGIS / Blender\n"));
}

TEST(a_label_directly_below_a_heading_begins_no_section_of_its_own)
{
	SAME_STR(found_section(RESUME_SKILLS,
			 "<b>Experience\nNurse | 2019 - 2021\nClinica do "
			 "Mar\n\n<b>Education\nBSc Nursing | 2015\n\n"
			 "<b>Skills\n<b>Ward\nTriage, Wound care\n<b>Office\n"
			 "Rotas, Stock\n\n<b>Languages\nEnglish\n"),
		STR("name: Ward\nkeywords: Triage / Wound care\n~\n"
		    "name: Office\nkeywords: Rotas / Stock\n"));
}

TEST(signs_set_apart_are_one_heading)
{
	SAME_STR(found_section(RESUME_SKILLS,
			 "<b>職 務 経 歴\n店員 | 2019 - "
			 "2021\n青空商店\n\n<b>ス キ "
			 "ル\nRust, Python\n\n<b>語 学\n日本語\n"),
		STR("keywords: Rust / Python\n"));
}

TEST(letters_set_apart_once_hid_where_the_words_of_a_heading_part)
{
	struct intake_found *f =
		found("!24 Mehmet Yildiz\nmehmet@mail.example\n"
		      "\n!14 CAREERHISTORY\n"
		      "<b>Baker | 2019 - 2021\nBrot GmbH\n\n"
		      "!14 EDUCATION&QUALIFICATIONS\n"
		      "<b>BSc Physics | 2015 - 2018\n"
		      "University of Ankara\n");

	SAME_INT(f->resume.section[RESUME_WORK].count, 1);
	SAME_INT(f->resume.section[RESUME_EDUCATION].count, 1);
}
