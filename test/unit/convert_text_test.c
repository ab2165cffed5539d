/* test/unit/convert_text_test.c - resume/in_text.c and in_markdown.c: resumes
 * as people write them. */
#include "converts.h"
#include "resumes.h"

struct place {
	const char *at, *want;
};

static bool sample(struct converted *c, const char *name)
{
	struct err err = { 0 };
	bool ok = convert_import(c, convert_file(name), name, &err);

	OK_ERR(ok, err);
	return ok;
}

static void same_places(
	const char *name, const struct place *places, size_t count)
{
	struct converted c;

	NEED(sample(&c, name));
	for (size_t i = 0; i < count; i++)
		SAME_STR(convert_at(&c, places[i].at), str_c(places[i].want));
}

static const struct place english[] = {
	{ "/basics/name", "PERPETUA N. DOLGOPOLOV" },
	{ "/basics/email", "perpetua@dolgopolov.example" },
	{ "/basics/phone", "(503) 555-0182" },
	{ "/basics/location/address", "221 Larch Avenue" },
	{ "/basics/location/city", "Springvale" },
	{ "/basics/location/region", "OR" },
	{ "/basics/location/postalCode", "97001" },
	{ "/basics/summary",
		"Museum registrar with eleven years of moving fragile things "
		"without breaking them. Fluent in crates, customs forms and "
		"climate logs." },
	{ "/work/0/name", "Cascade Museum of Glass" },
	{ "/work/0/position", "Senior Registrar" },
	{ "/work/0/location", "Springvale, OR" },
	{ "/work/0/startDate", "2016-06" },
	{ "/work/0/highlights/0",
		"Moved 14,000 objects to a new store in nineteen weeks with "
		"no loss and two scratches." },
	{ "/work/1/name", "Harbor Historical Society" },
	{ "/work/1/endDate", "2016-05" },
	{ "/work/1/highlights/1", "Trained volunteers." },
	{ "/education/0/institution", "Oregon Coast University" },
	{ "/education/0/studyType", "Master of Arts" },
	{ "/education/0/area", "Museum Studies" },
	{ "/education/1/area", "History" },
	{ "/education/1/endDate", "2010" },
	{ "/skills/0/name", "Collections" },
	{ "/skills/1/keywords/2", "textiles" },
	{ "/languages/1/language", "Russian" },
	{ "/languages/1/fluency", "fluent" },
	{ "/volunteer/0/organization", "Springvale Food Bank" },
	{ "/volunteer/0/position", "Driver" },
	{ "/awards/0/date", "2021" },
	{ "/awards/1/title", "Staff Member of the Year" },
	{ "/publications/0/releaseDate", "2020-03" },
	{ "/interests/2/name", "long trains" },
	{ "/references/0/reference", "Available upon request." },
};

static const struct place french[] = {
	{ "/basics/name", "Clémentine Vautrin-Diop" },
	{ "/basics/label", "Ingénieure en acoustique" },
	{ "/basics/email", "clementine@vautrin.example" },
	{ "/basics/phone", "+33 6 55 50 01 44" },
	{ "/basics/location/postalCode", "38000" },
	{ "/basics/location/city", "Grenoble" },
	{ "/work/0/name", "Sonalp SARL" },
	{ "/work/0/position", "Ingénieure acoustique" },
	{ "/work/0/startDate", "2017-03" },
	{ "/work/1/endDate", "2014-08" },
	{ "/work/1/highlights/0", "Modèles de diffusion" },
	{ "/education/0/institution", "École des Vibrations du Mans" },
	{ "/education/0/area", "acoustique" },
	{ "/skills/1/keywords/0", "sonomètre" },
	{ "/languages/0/fluency", "langue maternelle" },
	{ "/interests/1/name", "escalade" },
	{ "/meta/vitae/custom_sections/0/title", "PERMIS" },
	{ "/meta/imported/text/line 6", "4 mai 1988" },
};

static const struct place spanish[] = {
	{ "/basics/name", "IGNACIO BARRUECO TAPIAL" },
	{ "/basics/phone", "+34 655 500 187" },
	{ "/basics/location/countryCode", "ES" },
	{ "/basics/profiles/0/username", "ibarrueco" },
	{ "/work/0/name", "Taller Barrueco" },
	{ "/work/0/position", "Organero" },
	{ "/work/0/location", "Teruel" },
	{ "/work/0/startDate", "2015-01" },
	{ "/work/1/name", "Organería Levante S.L." },
	{ "/education/0/studyType", "Grado" },
	{ "/languages/1/fluency", "B1" },
};

static const struct place markdown[] = {
	{ "/basics/name", "Tove Karimi-Hale" },
	{ "/basics/label", "Site Reliability Engineer" },
	{ "/basics/email", "tove@karimi.example" },
	{ "/basics/url", "https://tove.example" },
	{ "/basics/phone", "+44 20 7946 0958" },
	{ "/basics/location/city", "Leeds" },
	{ "/basics/location/countryCode", "GB" },
	{ "/basics/profiles/0/username", "tkarimi" },
	{ "/work/0/name", "Northgate Rail Data" },
	{ "/work/0/position", "Site Reliability Engineer" },
	{ "/work/0/startDate", "2019-05" },
	{ "/work/0/highlights/0",
		"Halved the [alert volume](https://blog.example/alerts) in a "
		"year" },
	{ "/work/0/highlights/1",
		"Moved cron to a queue that survives restarts" },
	{ "/work/1/endDate", "2019-04" },
	{ "/work/1/highlights/1", "On call for *everything*" },
	{ "/education/0/institution", "University of Calderdale" },
	{ "/education/0/score", "2:1" },
	{ "/certificates/0/issuer", "Pager Institute" },
	{ "/certificates/1/date", "2021-03" },
	{ "/skills/1/name", "Platforms" },
	{ "/skills/1/keywords/2", "Nomad" },
	{ "/languages/0/fluency", "native" },
	{ "/languages/1/language", "Farsi" },
	{ "/meta/vitae/custom_sections/0/title", "Bell ringing" },
	{ "/meta/vitae/custom_sections/0/entries/0/startDate", "2016" },
	{ "/meta/imported/markdown/line 2~1layout", "cv" },
};

static const struct place german[] = {
	{ "/basics/name", "Friedemann Aydoğan" },
	{ "/basics/label", "Diplom-Geograf" },
	{ "/basics/phone", "+49 381 555 0123" },
	{ "/basics/location/city", "Rostock" },
	{ "/basics/summary", "Kartiert Küsten, die sich bewegen." },
	{ "/work/0/name", "Ostseeamt" },
	{ "/work/0/position", "Leiter Küstenkartierung" },
	{ "/work/0/location", "Rostock" },
	{ "/work/0/startDate", "2018-03" },
	{ "/work/1/highlights/1", "Lehre im Grundstudium" },
	{ "/education/0/area", "Geographie" },
	{ "/education/0/score", "1,4" },
	{ "/skills/0/keywords/1", "PostGIS" },
	{ "/languages/1/fluency", "fließend" },
	{ "/interests/1/name", "Modellbau (Maßstab 1:72)" },
	{ "/meta/imported/markdown/line 10", "3. April 1982" },
};

TEST(an_english_resume_in_plain_text_finds_its_places)
{
	same_places("resume_en.txt", english, LENGTH(english));
}

TEST(a_french_resume_in_plain_text_finds_its_places)
{
	same_places("resume_fr.txt", french, LENGTH(french));
}

TEST(a_spanish_resume_in_plain_text_finds_its_places)
{
	same_places("resume_es.txt", spanish, LENGTH(spanish));
}

TEST(an_english_resume_in_markdown_finds_its_places)
{
	same_places("resume_en.md", markdown, LENGTH(markdown));
}

TEST(a_german_resume_in_markdown_finds_its_places)
{
	same_places("resume_de.md", german, LENGTH(german));
}

/* ---- nothing gets lost -------------------------------------------------- */

static void lost(const char *name, const char *but)
{
	struct converted c;
	struct str text = convert_file(name), line;
	struct buf b;

	NEED(sample(&c, name));
	buf_init(&b, &test_mem, 1 << 20);
	while (text.len) {
		line = str_cut(&text, '\n');
		for (size_t i = 0; i < line.len; i++)
			buf_addc(&b, strchr("|*_`#,;:()[]\"", line.at[i])
					     ? ' '
					     : line.at[i]);
		buf_addc(&b, ' ');
	}
	convert_words(&c, buf_str(&b), but);
}

#define HEADINGS                                                              \
	"|Work|WORK|Experience|EXPERIENCE|Education|EDUCATION|Skills|SKILLS|" \
	"Certifications|Languages|LANGUAGES|References|REFERENCES|SUMMARY|"   \
	"INTERESTS|VOLUNTEERING|AWARDS|PUBLICATIONS|"
#define SIGNS \
	"|-------|---|-|--|==========|=====================|---------------|"

TEST(no_word_of_a_resume_in_plain_text_gets_lost)
{
	lost("resume_en.txt", HEADINGS SIGNS
		"|June|2016|Present|Aug|2012|May|in|March|2020|");
	lost("resume_fr.txt",
		SIGNS "|Tél.|Courriel|EXPÉRIENCE|PROFESSIONNELLE|Mars|2017|–|"
		      "aujourd'hui|Février|2014|à|août|FORMATION|COMPÉTENCES|•|"
		      "LANGUES|CENTRES|D'INTÉRÊT|en|");
	lost("resume_es.txt", SIGNS
		"|Correo|·|Móvil|PERFIL|EXPERIENCIA|LABORAL|01/2015|España|"
		"actualidad|09/2010|12/2014|2006-2010|en|EDUCACIÓN|IDIOMAS|");
}

TEST(no_word_of_a_resume_in_markdown_gets_lost)
{
	lost("resume_en.md", HEADINGS SIGNS
		"|title|email|May|2019|present|2014|April|2010|2013|GPA|UK|"
		"2018|Mar|2021|since|blog|GitHub|");
	lost("resume_de.md", SIGNS
		"|Lebenslauf|Adresse|Telefon|E-Mail|Profil|------|—|seit|März|"
		"2018|10/2011|–|02/2018|1.|2.|Ausbildung|2003–2011|Note|"
		"Kenntnisse|Sprachkenntnisse|----------|----------------|"
		"Berufserfahrung|Hobbys|");
}

/* ---- headings in several languages -------------------------------------- */

static const struct {
	const char *work, *education, *skills;
} words[] = {
	{ "Work Experience", "Education", "Skills" },
	{ "Berufserfahrung", "Ausbildung", "Kenntnisse" },
	{ "Expérience professionnelle", "Formation", "Compétences" },
	{ "Experiencia laboral", "Educación", "Habilidades" },
	{ "Esperienza lavorativa", "Istruzione", "Competenze" },
	{ "Experiência profissional", "Educação", "Competências" },
	{ "Werkervaring", "Opleiding", "Vaardigheden" },
};

TEST(sections_are_found_in_seven_languages)
{
	for (size_t i = 0; i < LENGTH(words); i++) {
		struct converted c;
		struct err err = { 0 };
		struct str text = str_fmt(&test_mem,
			"# A B\n\na@b.example\n\n## %s\n\n### X — Y\n\n2020\n\n"
			"## %s\n\n### D — U\n\n## %s\n\n- K: l, m\n",
			words[i].work, words[i].education, words[i].skills);

		NEED_ERR(convert_import(&c, text, "a.md", &err), err);
		SAME_AT(c, "/work/0/position", "X");
		SAME_AT(c, "/education/0/studyType", "D");
		SAME_AT(c, "/skills/0/keywords/1", "m");
	}
}

/* ---- our own Markdown --------------------------------------------------- */

static const char *const same[] = { "/basics/name", "/basics/label",
	"/basics/email", "/basics/phone", "/basics/url", "/basics/summary",
	"/basics/location/address", "/basics/location/city",
	"/basics/location/region", "/basics/location/postalCode",
	"/basics/profiles/1/username", "/basics/profiles/2/url", "/work/0/name",
	"/work/0/position", "/work/0/location", "/work/0/description",
	"/work/0/startDate", "/work/0/summary", "/work/0/highlights/4",
	"/work/1/position", "/work/1/name", "/work/1/endDate", "/work/2/name",
	"/work/2/url", "/work/3/location", "/education/0/courses/1",
	"/education/0/score", "/education/1/area", "/certificates/0/date",
	"/certificates/0/issuer", "/publications/0/summary",
	"/publications/0/url", "/skills/0/level", "/skills/3/keywords/2",
	"/languages/3/fluency", "/projects/0/type", "/projects/0/keywords/1",
	"/projects/0/description" };

TEST(markdown_that_we_wrote_reads_back)
{
	const struct resume_format *f = resume_format_find(STR("markdown"));
	struct resume r = resumes_read("engineer");
	struct resume_report report = { .mem = &test_mem };
	struct converted c;
	const struct json *doc;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	NEED_ERR(f->write(&test_mem, &r, &b, &report, &err), err);
	NEED(json_parse(&test_mem, resumes_text("engineer"), &doc, &err));
	NEED_ERR(convert_import(&c, buf_str(&b), "a.md", &err), err);
	SAME_STR(str_c(c.report.format), STR("markdown"));
	for (size_t i = 0; i < LENGTH(same); i++)
		SAME_STR(convert_at(&c, same[i]),
			json_text(json_at(doc, same[i])));
	for (int i = 0; i < RESUME_SECTIONS; i++)
		SAME_INT(c.resume.section[i].count, r.section[i].count);
}

/* ---- odd ones ----------------------------------------------------------- */

TEST(latin_1_and_utf_16_are_read_as_text)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("Jos\xe9 N\xfa\xf1"
			     "ez\r\njose@n.example\r\n\r\n"
			     "EXPERIENCIA\r\nJefe, Caf\xe9 SL 2019\r\n"),
			 "a.txt", &err),
		err);
	SAME_AT(c, "/basics/name", "José Núñez");
	SAME_AT(c, "/work/0/name", "Café SL");
	NEED_ERR(convert_import(&c,
			 STR("\xff\xfe"
			     "A\0 \0B\0\n\0a\0@\0b\0.\0d\0e\0\n\0"),
			 "a.txt", &err),
		err);
	SAME_AT(c, "/basics/email", "a@b.de");
}

TEST(what_is_told_by_order_alone_is_doubted_once)
{
	struct converted c;
	struct err err = { 0 };
	size_t doubts = 0;

	NEED_ERR(convert_import(&c,
			 STR("A B\na@b.example\n\nExperience\n\n"
			     "Foo, Bar 2019\n\nBaz, Qux 2018\n"),
			 "a.txt", &err),
		err);
	SAME_AT(c, "/work/0/position", "Foo");
	SAME_AT(c, "/work/1/name", "Qux");
	for (size_t i = 0; i < c.report.count; i++)
		doubts += c.report.at[i].kind == RESUME_DOUBTFUL;
	SAME_INT(doubts, 1);
	OK(convert_noted(&c, RESUME_DOUBTFUL, "line 6", "order"));
}

TEST(text_that_is_no_resume_is_refused)
{
	static const char *const texts[] = { "Dear diary,\n\nnothing.\n",
		"%PDF-1.7\n", "{\\rtf1 a@b.example\nExperience\n}",
		"<html>Experience a@b.example</html>",
		"Name,Mail\nA,a@b.example\n" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct converted c;
		struct err err = { 0 };

		OK(!convert_import(&c, str_c(texts[i]), "", &err));
		SAME_INT(err.code, ERR_BAD_TYPE);
	}
}

static struct err refusal(const char *format, struct str text)
{
	const struct resume_format *f = resume_format_find(str_c(format));
	struct resume r = { 0 };
	struct resume_report report = { .mem = &test_mem };
	struct err err = { 0 };

	OK(!resume_import_as(&test_mem, f,
		(struct resume_source){ .bytes = text }, &r, &report, &err));
	return err;
}

static struct str repeated(const char *piece, size_t size)
{
	struct buf b;

	buf_init(&b, &test_mem, 4 << 20);
	while (b.len < size)
		buf_add(&b, str_c(piece));
	return buf_str(&b);
}

TEST(more_text_than_a_resume_has_is_refused)
{
	SAME_INT(refusal("text", repeated("a", (1 << 20) + 1)).code,
		ERR_TOO_BIG);
	SAME_INT(refusal("markdown", repeated("a", (1 << 20) + 1)).code,
		ERR_TOO_BIG);
	SAME_INT(refusal("text", repeated("a\n", 50000)).code, ERR_TOO_BIG);
}

TEST(a_name_that_no_document_may_have_is_refused)
{
	struct err err = refusal("markdown",
		str_fmt(&test_mem, "# %s\n", repeated("a", 200000).at));

	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(strstr(err.text, "/basics/name"));
}

/* Where each piece was copied with those before it, this would hold a
 * gigabyte. */
TEST(many_pieces_of_one_kind_hold_no_more_than_a_few_times_their_length)
{
	static const char *const pieces[] = { "a, b, ", "- x\n", "y z,\n",
		"- x\nlower\n", "[", "# Summary\nx\n", "2020 ",
		"## Skills\na,\n", "*a ", "[a][b] ", "Jan 2020 - " };

	for (size_t i = 0; i < LENGTH(pieces); i++)
		for (int k = 0; k < 2; k++) {
			const struct resume_format *f = resume_format_find(
				k ? STR("text") : STR("markdown"));
			struct arena mem = { 0 };
			struct resume r = { 0 };
			struct resume_report report = { .mem = &mem };
			struct err err = { 0 };
			struct str text = str_fmt(&test_mem,
				"A B\n[b]: https://b.example\n%s",
				repeated(pieces[i], 60000).at);

			if (!resume_import_as(&mem, f,
				    (struct resume_source){ .bytes = text }, &r,
				    &report, &err))
				SAME_INT(err.code, ERR_TOO_BIG);
			OK(mem.bytes < 40 << 20);
			arena_free(&mem);
		}
}
