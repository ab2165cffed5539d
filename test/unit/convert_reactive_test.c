/* test/unit/convert_reactive_test.c - Reactive Resume 3, 4 and 5 in. */
#include "converts.h"

static bool sample(struct converted *c, const char *name)
{
	struct err err = { 0 };
	bool ok = convert_import(c, convert_file(name), name, &err);

	OK_ERR(ok, err);
	return ok;
}

/* Dates are written otherwise, countries become codes, ids are left. */
static void nothing_gets_lost(const char *name, const char *changed)
{
	/* what sections are called anyway, and what is so by default */
	const char *but = str_fmt(&test_mem,
		"%sSummary|Awards|Skills|Projects|Education|Interests|"
		"Languages|References|Publications|Profiles|certifications|"
		"interests|languages|publications|references|default|–|",
		changed)
				  .at;
	struct converted c;
	const struct json *doc;
	struct err err = { 0 };

	NEED(sample(&c, name));
	SAME_STR(str_c(c.report.format), STR("reactive"));
	NEED_ERR(json_parse(&test_mem, convert_file(name), &doc, &err), err);
	convert_lost(&c, doc, but);
}

TEST(nothing_of_version_3_gets_lost)
{
	nothing_gets_lost("reactive-v3.json",
		"|Denmark|w|p1|w1|w2|a1|s1|s2|j1|e1|i1|l1|v1|r1|u1|c1|x1|"
		"basic|");
}

TEST(nothing_of_version_4_gets_lost)
{
	nothing_gets_lost("reactive-v4.json",
		"|Sweden|Malmö,|Skåne,|June|Sept|Aug|Jun|March|Present|Feb|Nov|"
		"01/2020|05/2021|cf1|cuid0001|cuid0002|cuid0003|cuid0004|"
		"cuid0006|cuid0007|cuid0008|cuid0009|cuid0010|cuid0011|"
		"cuid0012|cuid0013|cuid0014|cuid0015|cuid0016|cuid0017|"
		"volunteer|Volunteering|");
}

TEST(nothing_of_version_5_gets_lost)
{
	nothing_gets_lost("reactive-v5.json",
		"|Italy|Aosta,|April|March|mar.|giu.|2009–2014|May|Oct|since|"
		"r1|r2|f1|f2|Letter|cover-letter|99bb-letter|"
		"0197-0018|0197-0019|0197-0020|0197-0021|0197-0022|0197-0023|"
		"0197-0024|0197-0025|0197-0026|0197-0027|0197-0028|0197-0029|"
		"0197-0030|0197-0031|0197-0033|0197-0034|0197-0035|");
}

struct place {
	const char *at, *want;
};

static void find_places(
	const char *name, const struct place *places, size_t count)
{
	struct converted c;

	NEED(sample(&c, name));
	for (size_t i = 0; i < count; i++)
		if (!str_is(convert_at(&c, places[i].at), places[i].want))
			test_fail(__FILE__, __LINE__, "%s: %s is '%.*s'", name,
				places[i].at,
				STR_ARG(convert_at(&c, places[i].at)));
}

TEST(fields_of_version_3_find_their_place)
{
	static const struct place places[] = {
		{ "/basics/name", "Odalys Brandt-Nkemelu" },
		{ "/basics/label", "Pastry Chemist" },
		{ "/basics/summary",
			"Knows why dough rises.\n\n- Proved it **twice**" },
		{ "/basics/birthDate", "1988-04-02" },
		{ "/basics/url", "https://brandt.example" },
		{ "/basics/image", "https://brandt.example/o.jpg" },
		{ "/basics/location/city", "Aarhus" },
		{ "/basics/location/countryCode", "DK" },
		{ "/basics/profiles/0/username", "odalysb" },
		{ "/work/0/name", "Skorpe ApS" },
		{ "/work/0/startDate", "2019-05-01" },
		{ "/work/0/summary", "Leads four bakers." },
		{ "/work/0/highlights/0", "Halved the waste of rye" },
		{ "/work/1/name", "Kringle Works" },
		{ "/work/1/startDate", "2015-01-31" },
		{ "/work/1/endDate", "2019-04" },
		{ "/skills/0/level", "Expert" },
		{ "/skills/0/rating", "9/10" },
		{ "/skills/0/keywords/1", "Folding" },
		{ "/skills/1/level", "3/10" },
		{ "/projects/0/description", "An oven that logs" },
		{ "/projects/0/highlights/0", "Firmware" },
		{ "/education/0/studyType", "BSc" },
		{ "/education/0/courses/0", "Colloids" },
		{ "/languages/0/fluency", "Fluent" },
		{ "/references/0/relationship", "Owner" },
		{ "/references/0/reference", "Punctual." },
		{ "/publications/0/releaseDate", "2019-11" },
		{ "/certificates/0/issuer", "Fødevarestyrelsen" },
		{ "/meta/vitae/custom_sections/0/title", "Competitions" },
		{ "/meta/vitae/custom_sections/0/entries/0/description",
			"Finalist" },
		{ "/meta/vitae/custom_sections/0/entries/0/date", "2016-03" },
		{ "/meta/vitae/section_order/3", "9f1c" },
		{ "/meta/vitae/hidden_sections/0", "interests" },
		{ "/meta/vitae/section_titles/work", "Bakeries" },
		{ "/meta/vitae/section_titles/summary", "Doughy Words" },
		{ "/meta/vitae/locale", "da" },
		{ "/meta/imported/reactive/~1metadata~1theme/primary",
			"#f44336" },
	};

	find_places("reactive-v3.json", places, LENGTH(places));
}

TEST(fields_of_version_4_find_their_place)
{
	static const struct place places[] = {
		{ "/basics/summary",
			"Listens to **bridges**.\n\n- Hears cracks" },
		{ "/basics/location/region", "Skåne" },
		{ "/basics/profiles/0/network", "Driving licence" },
		{ "/basics/profiles/0/username", "Class C1E" },
		{ "/basics/profiles/1/url", "https://github.com/thandil" },
		{ "/work/0/startDate", "2018-03" },
		{ "/work/0/highlights/0",
			"Found [a crack](https://crack.example)" },
		{ "/work/1/name", "Örat HB" },
		{ "/work/1/startDate", "2014" },
		{ "/work/1/endDate", "2017" },
		{ "/work/1/summary", "Plain words." },
		{ "/education/0/startDate", "2008-08" },
		{ "/education/0/endDate", "2013-06" },
		{ "/awards/0/date", "2020-06" },
		{ "/awards/0/url", "https://silent.example" },
		{ "/certificates/0/date", "2019-09" },
		{ "/publications/0/releaseDate", "2021-11-11" },
		{ "/projects/0/endDate", "2021-05" },
		{ "/projects/0/keywords/1", "LoRa" },
		{ "/skills/0/rating", "4/5" },
		{ "/languages/1/fluency", "2/5" },
		{ "/references/0/position", "CEO of Bro AB" },
		{ "/meta/vitae/paper", "letter" },
		{ "/meta/vitae/section_order/2", "k3j2" },
		{ "/meta/vitae/section_order/6", "awards" },
		{ "/meta/vitae/hidden_sections/0", "skills" },
		{ "/meta/vitae/section_titles/work", "Jobs" },
		{ "/meta/vitae/custom_sections/0/entries/0/keywords/0", "Ice" },
		{ "/meta/imported/reactive/~1metadata~1notes",
			"ask for a raise" },
		{ "/meta/imported/reactive/~1sections~1experience~1items~11/"
		  "company",
			"Hidden Consulting" },
	};

	find_places("reactive-v4.json", places, LENGTH(places));
}

TEST(fields_of_version_5_find_their_place)
{
	static const struct place places[] = {
		{ "/basics/location/countryCode", "IT" },
		{ "/basics/profiles/1/url", "https://maps.example/imani" },
		{ "/basics/profiles/2/icon", "github-logo" },
		{ "/work/0/description", "Maps of forty glaciers." },
		{ "/work/0/position", "Chief Cartographer" },
		{ "/work/0/highlights/0", "Mapped the **Lys**" },
		{ "/work/1/name", "Ghiaccio Srl" },
		{ "/work/1/endDate", "2019-03" },
		{ "/work/2/startDate", "2014-03" },
		{ "/work/2/endDate", "2014-06" },
		{ "/education/0/score", "110/110" },
		{ "/skills/0/rating", "4/5" },
		{ "/skills/1/level", "3/5" },
		{ "/awards/0/date", "2021-05-12" },
		{ "/certificates/0/name", "Drone Pilot A2" },
		{ "/volunteer/0/startDate", "2016" },
		{ "/references/0/phone", "+39 0165 555 02" },
		{ "/meta/vitae/section_order/2", "5f0e-outreach" },
		{ "/meta/vitae/hidden_sections/0", "languages" },
		{ "/meta/vitae/custom_sections/1/type", "experience" },
		{ "/meta/vitae/custom_sections/1/entries/0/position",
			"Founder" },
		{ "/meta/vitae/letter/addressee/1", "Via Gelo 1" },
		{ "/meta/vitae/letter/paragraphs/1", "I would map for you." },
		{ "/meta/imported/reactive/"
		  "~1sections~1experience~1items~11~1description",
			"<ol><li>Sorted photographs</li></ol>" },
	};

	find_places("reactive-v5.json", places, LENGTH(places));
}

TEST(what_has_no_end_in_reactive_goes_on)
{
	struct converted c;

	NEED(sample(&c, "reactive-v3.json"));
	OK(!json_at(c.doc, "/work/0/endDate"));
	NEED(sample(&c, "reactive-v4.json"));
	OK(!json_at(c.doc, "/work/0/endDate"));
	NEED(sample(&c, "reactive-v5.json"));
	OK(!json_at(c.doc, "/work/0/endDate"));
	OK(!json_at(c.doc, "/volunteer/0/endDate"));
}

TEST(hidden_items_are_told_and_not_shown)
{
	struct converted c;

	NEED(sample(&c, "reactive-v4.json"));
	SAME_INT(json_count(json_at(c.doc, "/work")), 2);
	OK(convert_noted(&c, RESUME_KEPT, "/sections/experience/items/1",
		"hidden item"));
	NEED(sample(&c, "reactive-v5.json"));
	SAME_INT(json_count(json_at(c.doc, "/references")), 1);
	OK(convert_noted(&c, RESUME_KEPT, "/sections/references/items/1",
		"hidden item"));
}

static bool is_reactive(const char *json)
{
	struct converted c;
	struct err err = { 0 };

	return convert_import(&c, str_c(json), "", &err) &&
	       !strcmp(c.report.format, "reactive");
}

TEST(versions_are_told_by_their_shape)
{
	OK(is_reactive("{\"public\":true,\"basics\":{},\"sections\":{}}"));
	OK(is_reactive("{\"basics\":{\"url\":{\"href\":\"\"}},"
		       "\"sections\":{\"summary\":{}}}"));
	OK(is_reactive("{\"basics\":{},\"sections\":{"
		       "\"skills\":{\"title\":\"\"}}}"));
	OK(!is_reactive("{\"basics\":{},\"work\":[]}"));
	OK(!is_reactive("{\"basics\":{},\"sections\":[]}"));
}
