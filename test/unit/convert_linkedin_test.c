/* test/unit/convert_linkedin_test.c - resume/linkedin.h and in_linkedin.c: an
 * export of somebody who does not exist, packed here. */
#include "converts.h"

#include "base/zip.h"

#include <dirent.h>
#include <stdlib.h>

#define FOLDER "test/data/convert/linkedin"

static bool keep(void *to, struct str bytes, struct err *err)
{
	(void)err;
	buf_add(to, bytes);
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t sample_names(const char *out[50])
{
	DIR *d = opendir(FOLDER);
	struct dirent *e;
	size_t n = 0;

	while (d && n < 50 && (e = readdir(d)))
		if (str_ends(str_c(e->d_name), STR(".csv")))
			out[n++] = str_copy(&test_mem, str_c(e->d_name)).at;
	if (d)
		closedir(d);
	qsort(out, n, sizeof(*out), by_name);
	return n;
}

static void add(struct zip *z, const char *name, struct str content)
{
	struct err err = { 0 };

	OK_ERR(zip_add(z, &(struct zip_entry){ .name = str_c(name) }, content,
		       &err),
		err);
}

/* The sample, and a file more. */
static struct str archive_of(const char *name, struct str content)
{
	struct buf *out = ARENA_NEW(&test_mem, struct buf);
	const char *names[50];
	size_t count = sample_names(names);
	struct err err = { 0 };
	struct zip z;

	OK(count == 20);
	buf_init(out, &test_mem, 64 << 20);
	zip_init(&z, &test_mem, keep, out);
	for (size_t i = 0; i < count; i++)
		add(&z, names[i],
			convert_file(str_fmt(&test_mem, "linkedin/%s", names[i])
					     .at));
	add(&z, name, content);
	OK_ERR(zip_close(&z, &err), err);
	return buf_str(out);
}

static bool sample(struct converted *c)
{
	struct err err = { 0 };
	bool ok = convert_import(c,
		archive_of("Jobs/photo.jpg", STR("\xff\xd8\xff")), "a.zip",
		&err);

	OK_ERR(ok, err);
	return ok;
}

static const struct {
	const char *at, *want;
} places[] = {
	{ "/basics/name", "Zdeněk Fairweather" },
	{ "/basics/label",
		"Staff Geodesist | Maps that agree with the ground" },
	{ "/basics/summary",
		"Measures glaciers.\n\nWrites about it, \"too\"." },
	{ "/basics/email", "zdenek@fairweather.example" },
	{ "/basics/phone", "+49 555 0178" },
	{ "/basics/url", "https://fairweather.example" },
	{ "/basics/location/address", "Lindwurmstraße 7" },
	{ "/basics/location/postalCode", "80337" },
	{ "/basics/location/city", "Munich" },
	{ "/basics/location/region", "Bavaria" },
	{ "/basics/location/countryCode", "DE" },
	{ "/basics/profiles/0/network", "Blog" },
	{ "/basics/profiles/1/network", "GitHub" },
	{ "/basics/profiles/1/username", "zfair" },
	{ "/basics/profiles/2/username", "zfairweather" },
	{ "/basics/profiles/3/url", "https://x.com/ice_lines" },
	{ "/basics/profiles/4/network", "Skype" },
	{ "/work/0/name", "Gletscherwerk GmbH" },
	{ "/work/0/startDate", "2020-01" },
	{ "/work/0/summary", "Leads the field team." },
	{ "/work/0/highlights/1", "Cut drift by 80%, on all receivers" },
	{ "/work/0/highlights/2", "Trained nine people" },
	{ "/work/1/position", "Geodesist" },
	{ "/work/1/endDate", "2019-12" },
	{ "/work/2/name", "Café Höhenlinie" },
	{ "/work/2/startDate", "2012" },
	{ "/education/0/studyType", "Master of Science - MS" },
	{ "/education/0/area", "Geodesy" },
	{ "/education/0/highlights/0", "Ski club, chess" },
	{ "/skills/1/name", "Remote Sensing, Radar" },
	{ "/languages/0/language", "Tschechisch" },
	{ "/languages/1/fluency", "Full professional proficiency" },
	{ "/certificates/0/licenseNumber", "RR-2018-77" },
	{ "/certificates/0/endDate", "2021-05" },
	{ "/certificates/1/url", "https://certs.example/gis" },
	{ "/projects/0/highlights/0", "1,200 downloads a day" },
	{ "/awards/0/date", "2018-11" },
	{ "/publications/0/releaseDate", "2019-10-01" },
	{ "/volunteer/0/organization", "Bergwacht" },
	{ "/references/0/name", "Ottilie Brandt" },
	{ "/references/0/reference", "Finds the error nobody looks for." },
	{ "/meta/vitae/custom_sections/0/title", "Patents" },
	{ "/meta/vitae/custom_sections/1/entries/0/score", "GEO-301" },
	{ "/meta/vitae/custom_sections/2/entries/0/position", "Hut warden" },
	{ "/meta/vitae/custom_sections/3/entries/0/score", "112" },
};

TEST(tables_of_linkedin_are_told_by_their_header_not_their_name)
{
	struct converted c;

	NEED(sample(&c));
	SAME_STR(str_c(c.report.format), STR("linkedin"));
	for (size_t i = 0; i < LENGTH(places); i++)
		SAME_STR(convert_at(&c, places[i].at), str_c(places[i].want));
}

/* Tables of others, and what is of the tables themselves. */
static const char *const left[] = { "Connections.csv", "messages.csv",
	"Recommendations_Given.csv", "Jobs/photo.jpg" };

TEST(what_linkedin_says_of_others_is_left_out_and_named)
{
	struct converted c;

	NEED(sample(&c));
	for (size_t i = 0; i < LENGTH(left); i++)
		OK(convert_noted(&c, RESUME_LEFT, left[i], ""));
	OK(!convert_has(&c, STR("Petra")) && !convert_has(&c, STR("Secret")) &&
		!convert_has(&c, STR("Given away")));
}

/* What stands in a cell in one way or another, or says what it is. */
#define FORMS                                                                \
	"|Jan|2020|Mar|2016|Dec|2019|May|2018|2021|Jun|Apr|2017|Aug|Nov|Oct" \
	"|1,|Jul|Sep|2014|Germany|Yes|No|-|•|VISIBLE|"

static void lost(const struct converted *c, struct str text)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (size_t i = 0; i < text.len; i++)
		buf_addc(&b, strchr("\",;[]", text.at[i]) ? ' ' : text.at[i]);
	convert_words(c, buf_str(&b), FORMS);
}

TEST(nothing_of_an_export_of_linkedin_gets_lost)
{
	static const char *const names[] = { "Education.csv",
		"Certifications.csv", "Projects.csv", "Honors.csv",
		"Publications.csv", "Courses.csv", "Organizations.csv",
		"Patents.csv", "TestScores.csv", "Volunteering.csv",
		"Email Addresses.csv", "PhoneNumbers.csv", "Kenntnisse.csv",
		"Recommendations_Received.csv" };
	struct converted c;

	NEED(sample(&c));
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct str text = convert_file(
			str_fmt(&test_mem, "linkedin/%s", names[i]).at);

		str_cut(&text, '\n');
		lost(&c, text);
	}
	SAME_AT(c, "/meta/imported/linkedin/Profil.csv:2~1Maiden Name",
		"Horák");
	SAME_AT(c, "/meta/imported/linkedin/Profil.csv:2~1Industry",
		"Surveying");
}

TEST(what_linkedin_writes_twice_is_taken_once)
{
	struct converted c;

	NEED(sample(&c));
	SAME_INT(json_count(json_at(c.doc, "/work")), 3);
	OK(convert_noted(&c, RESUME_CHANGED, "Stellen.csv:8", "twice"));
	OK(!json_at(
		c.doc, "/meta/imported/linkedin/PhoneNumbers.csv:3~1Number"));
	SAME_AT(c, "/meta/imported/linkedin/PhoneNumbers.csv:4~1Number",
		"+49 555 0199");
}

TEST(roles_at_one_company_of_linkedin_are_one_block)
{
	struct converted c;

	NEED(sample(&c));
	SAME_INT(resume_roles(&c.resume.section[RESUME_WORK], 0), 2);
}

TEST(empty_addresses_of_linkedin_are_none)
{
	struct converted c;

	NEED(sample(&c));
	OK(!json_at(c.doc, "/certificates/0/url"));
	OK(!json_at(c.doc, "/work/0/endDate"));
}

TEST(recommendations_of_unknown_direction_are_doubted)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("First Name,Last Name,Company,Job Title,Text,"
			     "Creation Date,Status\nA,B,C,D,Good,2020-01-01,"
			     "VISIBLE\n"),
			 "Empfehlungen.csv", &err),
		err);
	SAME_AT(c, "/references/0/reference", "Good");
	OK(convert_noted(&c, RESUME_DOUBTFUL, "Empfehlungen.csv", "others"));
}

TEST(one_table_of_linkedin_alone_is_read)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c, convert_file("linkedin/Stellen.csv"),
			 "Stellen.csv", &err),
		err);
	SAME_INT(json_count(json_at(c.doc, "/work")), 3);
	NEED_ERR(convert_import(&c,
			 STR("Extra,Company Name,Title,Started On\n"
			     "note,E,T,2020\n"),
			 "", &err),
		err);
	SAME_AT(c, "/work/0/name", "E");
	SAME_AT(c, "/meta/imported/linkedin/the table:2~1Extra", "note");
}

TEST(an_archive_without_a_table_of_linkedin_is_refused)
{
	struct buf out;
	struct zip z;
	struct converted c;
	struct err err = { 0 };

	buf_init(&out, &test_mem, 1 << 20);
	zip_init(&z, &test_mem, keep, &out);
	add(&z, "a.csv", STR("x,y\n1,2\n"));
	NEED(zip_close(&z, &err));
	OK(!convert_import(&c, buf_str(&out), "a.zip", &err));
	SAME_INT(err.code, ERR_BAD_TYPE);
	OK(strstr(err.text, "none of the files"));
}

TEST(a_damaged_table_of_linkedin_is_refused)
{
	struct str zip = archive_of("z.csv", STR("Name\nzzzzzzzz\n"));
	char *at = (char *)(uintptr_t)zip.at;
	struct converted c;
	struct err err = { 0 };
	size_t i = 0;

	while (i + 8 < zip.len && memcmp(at + i, "zzzzzzzz", 8) != 0 &&
		memcmp(at + i, "z.csv", 5) != 0)
		i++;
	NEED(i + 20 < zip.len);
	at[i + 7] ^= 0x55;
	OK(!convert_import(&c, zip, "a.zip", &err));
	SAME_STR(str_c(err.text), STR("'z.csv' is damaged"));
}

TEST(a_quote_that_linkedin_never_closes_is_told)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c, STR("Name,Proficiency\nLatin,\"good\nx,y"),
			 "L.csv", &err),
		err);
	OK(convert_noted(&c, RESUME_DOUBTFUL, "L.csv:2", "never closed"));
	SAME_AT(c, "/languages/0/fluency", "good\nx,y");
}
