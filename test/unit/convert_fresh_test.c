/* test/unit/convert_fresh_test.c - resume/in_fresh.c. */
#include "converts.h"

static bool sample(struct converted *c)
{
	struct err err = { 0 };
	bool ok = convert_import(c, convert_file("fresh.json"), "", &err);

	OK_ERR(ok, err);
	return ok;
}

TEST(nothing_of_a_full_fresh_resume_gets_lost)
{
	struct converted c;
	const struct json *doc;
	struct err err = { 0 };

	NEED(sample(&c));
	SAME_STR(str_c(c.report.format), STR("fresh"));
	NEED(json_parse(&test_mem, convert_file("fresh.json"), &doc, &err));
	/* The first says which format it is, the others that nothing
	 * ended or what month it was. */
	convert_lost(&c, doc, "|FRESH@1.0.0|current|present|February|");
}

static const struct {
	const char *at, *want;
} places[] = {
	{ "/basics/name", "Ingrid Solheim-Okafor" },
	{ "/basics/label", "Marine Instrumentation Engineer" },
	{ "/basics/email", "ingrid@solheim.example" },
	{ "/basics/location/postalCode", "5004" },
	{ "/basics/location/countryCode", "NO" },
	{ "/basics/profiles/0/network", "Signal" },
	{ "/basics/profiles/0/username", "ingrid.77" },
	{ "/basics/profiles/1/network", "website" },
	{ "/basics/profiles/1/url", "https://codeberg.org/solheim" },
	{ "/basics/profiles/2/username", "isolheim" },
	{ "/work/0/name", "Fjordlab AS" },
	{ "/work/0/position", "Lead Engineer" },
	{ "/work/0/highlights/1", "Shipped 400 buoys" },
	{ "/work/1/startDate", "2011" },
	{ "/work/1/endDate", "2017-02" },
	{ "/volunteer/0/organization", "Redningsselskapet" },
	{ "/education/0/courses/1", "Materials in sea water" },
	{ "/education/0/score", "Distinction" },
	{ "/awards/0/awarder", "Norsk Havforum" },
	{ "/publications/0/publisher", "Buoyancy Quarterly" },
	{ "/publications/0/url", "https://buoyancy.example" },
	{ "/publications/0/releaseDate", "2018-04" },
	{ "/publications/1/publisher", "Own press" },
	{ "/skills/0/keywords/2", "RTOS" },
	{ "/skills/1/name", "Soldering" },
	{ "/languages/1/fluency", "C2" },
	{ "/interests/0/keywords/0", "sea" },
	{ "/references/0/reference", "Would hire her again." },
	{ "/references/1/reference", "She fixed it at three in the morning." },
	{ "/projects/0/roles/0", "maintainer" },
	{ "/projects/0/url", "https://codeberg.org/solheim/tidegauge" },
	{ "/meta/version", "2.3.1" },
	{ "/meta/vitae/custom_sections/0/title", "Speaking" },
	{ "/meta/vitae/custom_sections/0/entries/0/organization", "WetConf" },
	{ "/meta/vitae/custom_sections/1/entries/0/position", "treasurer" },
	{ "/meta/imported/fresh/~1disposition/relocation/willing", "maybe" },
};

TEST(fields_of_fresh_find_their_place)
{
	struct converted c;

	NEED(sample(&c));
	for (size_t i = 0; i < LENGTH(places); i++)
		SAME_STR(convert_at(&c, places[i].at), str_c(places[i].want));
}

TEST(an_end_that_says_current_is_open_in_fresh)
{
	struct converted c;

	NEED(sample(&c));
	OK(!json_at(c.doc, "/work/0/endDate"));
	OK(!json_at(c.doc, "/meta/vitae/custom_sections/3/entries/0/endDate"));
}

TEST(what_is_no_date_in_fresh_stays_and_is_doubted)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("{\"meta\":{\"format\":\"FRESH@1.0.0\"},"
			     "\"samples\":[{\"title\":\"t\","
			     "\"date\":\"when we were young\"}]}"),
			 "", &err),
		err);
	SAME_AT(c, "/meta/vitae/custom_sections/0/entries/0/date",
		"when we were young");
	OK(convert_noted(&c, RESUME_DOUBTFUL, "/samples/0/date", "no"));
}

TEST(private_references_of_fresh_are_kept_and_not_shown)
{
	struct converted c;
	const struct json *shown;

	NEED(sample(&c));
	shown = json_at(c.doc, "/references");
	SAME_INT(json_count(shown), 2);
	SAME_AT(c, "/meta/imported/fresh/~1references~11/name",
		"Hidden Person");
}

TEST(fresh_with_items_instead_of_history_is_read)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("name: A\nmeta: {format: FRESH@1.0.0}\n"
			     "info: {label: x}\n"
			     "employment: {items: [{employer: E}]}\n"
			     "skills: [{name: Knots, level: high}]\n"),
			 "a.yaml", &err),
		err);
	SAME_AT(c, "/work/0/name", "E");
	SAME_AT(c, "/skills/0/name", "Knots");
}

TEST(lists_of_fresh_that_hold_no_objects_are_kept)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("{\"meta\":{\"format\":\"FRESH@1.0.0\"},"
			     "\"projects\":[\"x1\",[\"x2\"],null],"
			     "\"social\":\"x3\",\"skills\":[4],"
			     "\"contact\":{\"other\":[\"x5\"]}}"),
			 "", &err),
		err);
	OK(convert_has(&c, STR("x1")) && convert_has(&c, STR("x2")) &&
		convert_has(&c, STR("x3")) && convert_has(&c, STR("x5")));
	SAME_INT(json_count(json_at(c.doc, "/projects")), 0);
}
