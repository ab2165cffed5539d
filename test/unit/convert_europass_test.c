/* test/unit/convert_europass_test.c - resume/in_europass.c: both dialects. */
#include "converts.h"

#include "resume/xml.h"

static bool sample(struct converted *c, const char *name)
{
	struct err err = { 0 };
	bool ok = convert_import(c, convert_file(name), "", &err);

	OK_ERR(ok, err);
	return ok;
}

/* Every text and attribute, but for words that say what another is. */
static void lost(
	const struct converted *c, const struct xml *x, const char *but)
{
	convert_words(c, str_copy(&test_mem, x->text), but);
	for (const struct xml *a = x->attrs; a; a = a->next)
		convert_words(c, str_copy(&test_mem, a->text), but);
	for (const struct xml *in = x->first; in; in = in->next)
		lost(c, in, but);
}

static void nothing_lost(const char *name, const char *but)
{
	struct converted c;
	struct xml *x;
	struct err err = { 0 };

	NEED(sample(&c, name));
	SAME_STR(str_c(c.report.format), STR("europass"));
	NEED(resume_xml_read(&test_mem, convert_file(name), &x, &err));
	lost(&c, x, but);
}

/* Kinds of channels and scores, codes that became names, the picture, which
 * is packed twice. */
static const char forms[] =
	"|NORMAL|FREE_TEXT|Telephone|linkedin|whatsapp|swe|eng|fre|Digital_"
	"Skill|"
	"CEF-Understanding-Listening|CEF-Understanding-Reading|"
	"CEF-Speaking-Interaction|CEF-Speaking-Production|CEF-Writing-"
	"Production|"
	"photo|ProfilePicture|education-training|work-experience|10.9999/"
	"cold.7|"
	"http://www.europass.eu/1.0|Candidate.xsd|true|se|Web|Media|"
	"InstantMessage|language|Honours|awards|";

TEST(nothing_of_a_full_candidate_gets_lost)
{
	struct converted c;
	struct xml *x, *photo;
	struct err err = { 0 };

	NEED(sample(&c, "europass_candidate.xml"));
	SAME_STR(str_c(c.report.format), STR("europass"));
	NEED(resume_xml_read(
		&test_mem, convert_file("europass_candidate.xml"), &x, &err));
	photo = resume_xml_find(x, "CandidateProfile/Attachment/EmbeddedData");
	NEED(photo);
	photo->text = STR("");
	lost(&c, x, forms);
}

TEST(nothing_of_a_full_skills_passport_gets_lost)
{
	nothing_lost("europass_passport.xml",
		"|http://europass.cedefop.europa.eu/Europass|"
		"http://europass.cedefop.europa.eu/xml/v3.4.0/"
		"EuropassSchema.xsd|ECV_ESP|--03|---01|--05|--06|---30|---15|"
		"--02|--09|---10|skype|ga|es|IE|dr|ms|job_applied_for|"
		"publications|Publications|true|JOB|APPLIED|FOR|");
}

struct place {
	const char *at, *want;
};

static const struct place candidate[] = {
	{ "/basics/name", "Maro Lindqvist Dvořák" },
	{ "/basics/email", "maro@lindqvist.example" },
	{ "/basics/phone", "+46 70 000 01 23" },
	{ "/basics/url", "https://lindqvist.example" },
	{ "/basics/summary", "Builds **quiet** instruments for loud skies." },
	{ "/basics/location/address", "Stjärnvägen 4" },
	{ "/basics/location/city", "Lund" },
	{ "/basics/location/postalCode", "22362" },
	{ "/basics/location/countryCode", "SE" },
	{ "/basics/profiles/0/network", "LinkedIn" },
	{ "/basics/profiles/0/username", "maro-lindqvist" },
	{ "/basics/profiles/1/network", "Star Forum" },
	{ "/basics/profiles/1/url", "https://stars.example/maro" },
	{ "/basics/profiles/2/network", "Whatsapp" },
	{ "/basics/profiles/2/username", "+46700000123" },
	{ "/work/0/name", "Polarhimmel Observatory" },
	{ "/work/0/position", "Instrument scientist" },
	{ "/work/0/url", "https://polarhimmel.example" },
	{ "/work/0/location", "Kiruna, Sweden" },
	{ "/work/0/startDate", "2018-04" },
	{ "/work/0/summary", "Keeps the spectrograph cold." },
	{ "/work/0/highlights/1", "Led [CRYO](https://cryo.example)" },
	{ "/work/1/position", "Technician" },
	{ "/work/1/endDate", "2018-03-31" },
	{ "/education/0/institution", "Lund Polytechnic" },
	{ "/education/0/studyType", "MSc in Applied Optics" },
	{ "/education/0/score", "VG" },
	{ "/education/0/thesis", "Stray light in small domes" },
	{ "/education/0/startDate", "2008" },
	{ "/skills/0/name", "Digital skills" },
	{ "/skills/0/keywords/0", "Zemax" },
	{ "/skills/1/name", "Programming" },
	{ "/skills/1/keywords/1", "VHDL" },
	{ "/skills/2/name", "Driving licence" },
	{ "/skills/2/keywords/1", "C1E" },
	{ "/languages/0/language", "Swedish" },
	{ "/languages/0/fluency", "Native speaker" },
	{ "/languages/1/language", "Scanian" },
	{ "/languages/2/language", "English" },
	{ "/languages/2/fluency", "C2" },
	{ "/languages/3/fluency", "listening B2, reading C1" },
	{ "/certificates/0/issuer", "Strålskydd Nord" },
	{ "/certificates/0/date", "2019-11" },
	{ "/publications/0/name", "Mirrors below ninety kelvin" },
	{ "/publications/0/publisher", "Annals of Dark Domes" },
	{ "/publications/0/url", "https://doi.org/10.9999/cold.7" },
	{ "/publications/0/releaseDate", "2020" },
	{ "/references/0/name", "Sunniva Aasen" },
	{ "/references/0/reference", "Never saw a calmer night shift." },
	{ "/interests/0/name", "Bookbinding" },
	{ "/projects/0/description", "Firmware for domes." },
	{ "/projects/0/url", "https://dome.example" },
	{ "/volunteer/0/position", "School talks" },
	{ "/awards/0/title", "Silver Prism" },
	{ "/awards/0/date", "2021-05" },
	{ "/meta/vitae/locale", "en" },
	{ "/meta/vitae/section_order/0", "education" },
	{ "/meta/vitae/section_order/2", "expeditions" },
	{ "/meta/vitae/custom_sections/0/title", "Conferences and seminars" },
	{ "/meta/vitae/custom_sections/0/entries/0/location", "Tromsø" },
	{ "/meta/vitae/custom_sections/1/entries/0/name", "Dark sky council" },
	{ "/meta/vitae/custom_sections/2/entries/1/name", "Atacama 2017" },
	{ "/meta/imported/europass/CandidatePerson~1BirthDate", "1987-09-14" },
};

static const struct place passport[] = {
	{ "/basics/name", "Dr. Bríd Castellanos" },
	{ "/basics/label", "Harbour master" },
	{ "/basics/email", "brid@castellanos.example" },
	{ "/basics/phone", "+353 20 910 1234" },
	{ "/basics/url", "https://castellanos.example" },
	{ "/basics/location/countryCode", "IE" },
	{ "/basics/profiles/0/username", "bridcast" },
	{ "/basics/profiles/1/network", "Skype" },
	{ "/basics/profiles/1/username", "brid.c" },
	{ "/work/0/name", "Port of Ballynowhere" },
	{ "/work/0/location", "Ballynowhere, Ireland" },
	{ "/work/0/startDate", "2012-03" },
	{ "/work/0/highlights/0", "Berthed 900 ships" },
	{ "/education/0/studyType", "BSc Nautical Science" },
	{ "/education/0/area", "Transport services" },
	{ "/education/0/endDate", "2002-06-30" },
	{ "/education/0/location", "Cobh, Ireland" },
	{ "/languages/0/language", "Irish" },
	{ "/languages/0/fluency", "Native speaker" },
	{ "/languages/1/fluency",
		"listening C1, reading C2, spoken interaction B2, "
		"spoken production B2, writing B1" },
	{ "/certificates/0/name", "DELE (C1)" },
	{ "/certificates/0/date", "2006-05" },
	{ "/skills/2/name", "Job-related skills" },
	{ "/skills/2/keywords/1", "Salvage law" },
	{ "/skills/5/name", "Driving licence" },
	{ "/publications/1/name", "Ropes, 2017" },
	{ "/meta/vitae/kind", "cv" },
	{ "/meta/vitae/custom_sections/0/title", "Theatre" },
	{ "/meta/vitae/letter/date", "2016-02-15" },
	{ "/meta/vitae/letter/addressee/0", "Ms. Oonagh Pike" },
	{ "/meta/vitae/letter/addressee/4", "D00 AB12 Dublin" },
	{ "/meta/vitae/letter/salutation", "Dear Ms. Pike" },
	{ "/meta/vitae/letter/paragraphs/2", "Both are steady." },
	{ "/meta/vitae/letter/closing", "Yours faithfully" },
};

TEST(fields_of_a_candidate_find_their_place)
{
	struct converted c;

	NEED(sample(&c, "europass_candidate.xml"));
	for (size_t i = 0; i < LENGTH(candidate); i++)
		SAME_STR(convert_at(&c, candidate[i].at),
			str_c(candidate[i].want));
	OK(!json_at(c.doc, "/work/0/endDate"));
	OK(str_starts(convert_at(&c, "/basics/image"),
		STR("data:image/png;base64,iVBOR")));
}

TEST(fields_of_a_skills_passport_find_their_place)
{
	struct converted c;

	NEED(sample(&c, "europass_passport.xml"));
	for (size_t i = 0; i < LENGTH(passport); i++)
		SAME_STR(convert_at(&c, passport[i].at),
			str_c(passport[i].want));
	OK(str_starts(convert_at(&c, "/basics/image"),
		STR("data:image/png;base64,iVBOR")));
	OK(!memchr(convert_at(&c, "/basics/image").at, '\n',
		convert_at(&c, "/basics/image").len));
}

TEST(xml_that_is_no_europass_is_refused)
{
	struct converted c;
	struct err err = { 0 };

	OK(!convert_import(&c,
		STR("<?xml version='1.0'?><Candidate xmlns='urn:europass'/>"),
		"a.xml", &err));
	SAME_INT(err.code, ERR_BAD_TYPE);
	OK(strstr(err.text, "expected a Candidate"));
	err = (struct err){ 0 };
	OK(!convert_import(&c,
		STR("<SkillsPassport xmlns='http://europass.cedefop.europa.eu/"
		    "Europass'><a></SkillsPassport>"),
		"a.xml", &err));
	OK(strstr(err.text, "line 1, column"));
}

TEST(a_candidate_that_says_nothing_is_an_empty_resume)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("<Candidate xmlns='http://www.europass.eu/1.0'/>"),
			 "", &err),
		err);
	NEED_ERR(convert_import(&c,
			 STR("<e:SkillsPassport xmlns:e='http://europass."
			     "cedefop.europa.eu/Europass'/>"),
			 "", &err),
		err);
	OK(!json_at(c.doc, "/work"));
}
