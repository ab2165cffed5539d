/* test/unit/convert_rendercv_test.c - RenderCV in. */
#include "converts.h"
#include "resume/yaml.h"

static bool sample(struct converted *c)
{
	struct err err = { 0 };
	bool ok = convert_import(
		c, convert_file("rendercv.yaml"), "cv.yaml", &err);

	OK_ERR(ok, err);
	return ok;
}

TEST(nothing_of_a_full_rendercv_document_gets_lost)
{
	struct converted c;
	const struct json *doc;
	struct err err = { 0 };

	NEED(sample(&c));
	SAME_STR(str_c(c.report.format), STR("rendercv"));
	NEED_ERR(resume_yaml_read(
			 &test_mem, convert_file("rendercv.yaml"), &doc, &err),
		err);
	/* an open end, tags and codes of names, commas between keywords */
	convert_lost(&c, doc,
		"|present|portuguese|Porto,|Portugal|SAP2000,|pandas),|"
		"[Corkdamp](https://corkdamp.example)|");
}

static const struct {
	const char *at, *want;
} places[] = {
	{ "/basics/name", "Tamsin Oyelaran" },
	{ "/basics/label", "Structural Engineer" },
	{ "/basics/image", "portrait.jpg" },
	{ "/basics/email", "tamsin@oyelaran.example" },
	{ "/basics/phone", "+351 912 345 678" },
	{ "/basics/url", "https://oyelaran.example/" },
	{ "/basics/location/city", "Porto" },
	{ "/basics/location/countryCode", "PT" },
	{ "/basics/summary", "Builds footbridges that hum in the wind.\n\n"
			     "Trained as a welder, **twice**." },
	{ "/basics/profiles/0/url", "https://linkedin.com/in/tamsin-oyelaran" },
	{ "/basics/profiles/1/url", "https://masto.example/@tamsin" },
	{ "/basics/profiles/2/url",
		"https://scholar.google.com/citations?user=qX7abcAAAAJ" },
	{ "/basics/profiles/3/network", "Book a site visit" },
	{ "/basics/profiles/3/url", "https://cal.example/tamsin" },
	{ "/basics/profiles/3/icon", "calendar-days" },
	{ "/basics/profiles/4/network", "Chartered no. 55172" },
	{ "/work/0/name", "Pontifex Lda" },
	{ "/work/0/position", "Lead Engineer" },
	{ "/work/0/startDate", "2021-03" },
	{ "/work/0/location", "Porto" },
	{ "/work/0/highlights/0", "Cut the mass of a deck by *18 %*." },
	{ "/work/0/highlights/1", "**Three** bridges opened on time" },
	{ "/work/1/startDate", "2018-09-01" },
	{ "/work/1/endDate", "2021-02" },
	{ "/work/2/startDate", "2016" },
	{ "/work/2/endDate", "2016" },
	{ "/education/0/studyType", "MSc" },
	{ "/education/0/area", "Civil Engineering" },
	{ "/education/0/location", "Coimbra" },
	{ "/education/0/highlights/0", "Thesis: dampers made of cork" },
	{ "/projects/0/name", "Corkdamp" },
	{ "/projects/0/url", "https://corkdamp.example" },
	{ "/projects/0/startDate", "2022-05" },
	{ "/projects/0/endDate", "2022-05" },
	{ "/publications/0/name", "Cork under Cyclic Load" },
	{ "/publications/0/publisher", "Journal of Odd Materials" },
	{ "/publications/0/releaseDate", "2020-11" },
	{ "/publications/0/doi", "10.1234/cork.5678" },
	{ "/publications/0/authors/1", "J. Silva" },
	{ "/skills/0/name", "Software" },
	{ "/skills/0/keywords/1", "Python (NumPy, pandas)" },
	{ "/skills/1/keywords/0", "MIG; TIG" },
	{ "/languages/1/language", "Yoruba" },
	{ "/languages/1/fluency", "native" },
	{ "/awards/0/title", "Golden Rivet" },
	{ "/awards/0/date", "2017-06-04" },
	{ "/awards/0/location", "Braga" },
	{ "/meta/vitae/locale", "pt" },
	{ "/meta/vitae/section_titles/skills", "Technical Skills" },
	{ "/meta/vitae/section_order/0", "summary" },
	{ "/meta/vitae/section_order/1", "work" },
	{ "/meta/vitae/section_order/7", "selected-honors" },
	{ "/meta/vitae/custom_sections/0/title", "Selected Honors" },
	{ "/meta/vitae/custom_sections/0/entries/0/highlights/1",
		"Runner-up, Footbridge of the Year" },
	{ "/meta/vitae/custom_sections/1/entries/0/type", "number" },
	{ "/meta/vitae/custom_sections/2/title", "Invited Talks" },
	{ "/meta/vitae/custom_sections/2/entries/0/type", "reversed_number" },
	{ "/meta/vitae/custom_sections/3/id", "work-4" },
	{ "/meta/vitae/custom_sections/3/entries/0/organization", "Freelance" },
	{ "/meta/vitae/custom_sections/4/entries/0/summary",
		"Bridges are promises." },
	{ "/meta/imported/rendercv/~1design/theme", "sb2nov" },
	{ "/meta/imported/rendercv/~1cv~1email~11",
		"t.oyelaran@bridges.example" },
	{ "/meta/imported/rendercv/"
	  "~1cv~1sections~1experience~12~1date",
		"Summer 2016" },
};

TEST(fields_of_rendercv_find_their_place)
{
	struct converted c;

	NEED(sample(&c));
	for (size_t i = 0; i < LENGTH(places); i++)
		if (!str_is(convert_at(&c, places[i].at), places[i].want))
			test_fail(__FILE__, __LINE__, "%s is '%.*s'",
				places[i].at,
				STR_ARG(convert_at(&c, places[i].at)));
	OK(!json_at(c.doc, "/work/0/endDate"));
	OK(!json_at(c.doc, "/meta/vitae/section_titles/work"));
}

TEST(what_rendercv_says_beyond_the_model_is_reported)
{
	struct converted c;

	NEED(sample(&c));
	OK(convert_noted(&c, RESUME_KEPT, "/design", "'design'"));
	OK(convert_noted(&c, RESUME_KEPT, "/cv/email/1", "'email'"));
	OK(convert_noted(&c, RESUME_CHANGED, "/cv/sections/experience/2/date",
		"Summer 2016"));
}

/* ---- out ---------------------------------------------------------------- */

static struct str written(const struct resume *r, struct resume_report *report)
{
	return convert_written("rendercv", r, report);
}

static void same_part(const struct converted *a, const struct converted *b,
	const char *pointer)
{
	struct buf x, y;

	buf_init(&x, &test_mem, 1 << 20);
	buf_init(&y, &test_mem, 1 << 20);
	json_write(&x, json_at(a->doc, pointer));
	json_write(&y, json_at(b->doc, pointer));
	SAME_STR(buf_str(&y), buf_str(&x));
}

TEST(a_rendercv_document_comes_back_as_it_was)
{
	struct converted c, again;
	struct resume_report report;
	struct err err = { 0 };
	struct str yaml;

	NEED(sample(&c));
	yaml = written(&c.resume, &report);
	NEED_ERR(convert_import(&again, yaml, "cv.yaml", &err), err);
	for (const struct json *v = json_first(c.doc); v;
		v = json_next(c.doc, v))
		same_part(&c, &again,
			str_fmt(&test_mem, "/%.*s%s", STR_ARG(json_name(v)),
				str_is(json_name(v), "meta") ? "/vitae" : "")
				.at);
	same_part(&c, &again, "/meta/imported/rendercv/~1design");
	same_part(&c, &again, "/meta/imported/rendercv/~1settings");
	same_part(&c, &again, "/meta/imported/rendercv/~1cv~1email~11");
	SAME_STR(written(&again.resume, &report), yaml);
}

/* Countries and locales become their names; the address of somebody in a
 * network is made of the username. */
TEST(every_word_of_a_resume_is_in_its_rendercv_or_noted)
{
	for (size_t i = 0; i < LENGTH(convert_models); i++) {
		struct resume_report report;
		const struct json *out;
		struct err err = { 0 };
		struct resume r;
		struct str yaml;

		NEED(convert_model(convert_models[i], &r));
		yaml = written(&r, &report);
		NEED_ERR(resume_yaml_read(&test_mem, yaml, &out, &err), err);
		convert_left(convert_models[i], out, &report,
			"|/basics/location/countryCode|/meta/vitae/locale|"
			"/basics/profiles/1/url|");
	}
}
