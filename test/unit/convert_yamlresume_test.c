/* test/unit/convert_yamlresume_test.c - resume/in_yamlresume.c. */
#include "converts.h"
#include "resume/yaml.h"

static bool sample(struct converted *c)
{
	struct err err = { 0 };
	bool ok = convert_import(
		c, convert_file("yamlresume.yml"), "resume.yml", &err);

	OK_ERR(ok, err);
	return ok;
}

static const struct json *source(void)
{
	const struct json *doc = NULL;
	struct err err = { 0 };

	OK_ERR(resume_yaml_read(
		       &test_mem, convert_file("yamlresume.yml"), &doc, &err),
		err);
	return doc;
}

/* Dates, codes of names and tags are written otherwise. */
static const char changed[] = "|Aug|Jun|30,|Sep|1,|Oct|Mar|Feb|Nov|present|"
			      "Switzerland|basics|zh-hant-hk|";

TEST(nothing_of_a_full_yamlresume_gets_lost)
{
	struct converted c;

	NEED(sample(&c));
	SAME_STR(str_c(c.report.format), STR("yamlresume"));
	convert_lost(&c, source(), changed);
}

static const struct {
	const char *at, *want;
} places[] = {
	{ "/basics/name", "Henrike Vasquez-Oyama" },
	{ "/basics/label", "Horologist" },
	{ "/basics/summary", "Mends clocks of towers.\n\n"
			     "- Eleven towers in four cantons\n"
			     "- Climbs **without** a rope when asked" },
	{ "/basics/location/countryCode", "CH" },
	{ "/basics/location/postalCode", "1204" },
	{ "/basics/profiles/0/username", "henrike.clocks" },
	{ "/education/0/studyType", "Diploma" },
	{ "/education/0/startDate", "2009-08" },
	{ "/education/0/endDate", "2013-06-30" },
	{ "/education/0/courses/1", "Metallurgy" },
	{ "/education/0/highlights/0", "Best *pendulum* of the year" },
	{ "/work/0/name", "Tours & Rouages SA" },
	{ "/work/0/startDate", "2016-09-01" },
	{ "/work/0/summary", "Runs the workshop." },
	{ "/work/0/highlights/1", "Taught six apprentices" },
	{ "/work/0/keywords/0", "Restoration" },
	{ "/work/1/endDate", "2016" },
	{ "/volunteer/0/summary", "Sundays." },
	{ "/projects/0/description", "Drawings of escapements" },
	{ "/projects/0/highlights/0", "Forty drawings" },
	{ "/awards/0/date", "2020-10" },
	{ "/certificates/0/date", "2021-02-01" },
	{ "/publications/0/releaseDate", "2022-11" },
	{ "/skills/0/level", "Expert" },
	{ "/languages/0/fluency", "Native or Bilingual Proficiency" },
	{ "/references/0/reference", "Never late." },
	{ "/references/0/relationship", "Owner of the workshop" },
	{ "/meta/vitae/locale", "zh-Hant-HK" },
	{ "/meta/vitae/paper", "letter" },
	{ "/meta/vitae/section_order/0", "summary" },
	{ "/meta/vitae/section_order/2", "work" },
	{ "/meta/vitae/section_titles/work", "Towers and Workshops" },
	{ "/meta/imported/yamlresume/~1layouts~10~1engine", "latex" },
	{ "/meta/imported/yamlresume/~1layouts~10~1sections~1aliases~1location",
		"Lieu" },
};

TEST(fields_of_yamlresume_find_their_place)
{
	struct converted c;

	NEED(sample(&c));
	for (size_t i = 0; i < LENGTH(places); i++)
		if (!str_is(convert_at(&c, places[i].at), places[i].want))
			test_fail(__FILE__, __LINE__, "%s is '%.*s'",
				places[i].at,
				STR_ARG(convert_at(&c, places[i].at)));
	OK(!json_at(c.doc, "/work/0/endDate"));
	OK(!json_at(c.doc, "/projects/0/endDate"));
}

TEST(yamlresume_may_come_as_json)
{
	struct converted c, again;
	struct err err = { 0 };
	struct buf json;

	NEED(sample(&c));
	buf_init(&json, &test_mem, 1 << 20);
	json_write(&json, source());
	NEED_ERR(convert_import(&again, buf_str(&json), "", &err), err);
	SAME_STR(str_c(again.report.format), STR("yamlresume"));
	SAME_STR(again.text, c.text);
}
