/* test/unit/convert_europass_out_test.c - resume/out_europass.h: a Candidate
 * that is as the editor's, and from which nothing gets lost. */
#include "converts.h"
#include "resumes.h"

#include "resume/xml.h"

static struct str xml_of(const struct resume *r, struct resume_report *report)
{
	const struct resume_format *f = resume_format_find(STR("europass"));
	struct buf *b = ARENA_NEW(&test_mem, struct buf);
	struct err err = { 0 };

	report->mem = &test_mem;
	buf_init(b, &test_mem, 64 << 20);
	buf_add(b, STR(""));
	OK_ERR(f->write(&test_mem, r, b, report, &err), err);
	return buf_str(b);
}

static struct str text_of(const struct resume *r)
{
	struct buf *b = ARENA_NEW(&test_mem, struct buf);

	buf_init(b, &test_mem, 64 << 20);
	resume_write(b, r);
	return buf_str(b);
}

/* What is not for others. */
static void drop_private(struct resume *r)
{
	struct resume_vitae *v = &r->meta.vitae;
	size_t kept = 0;

	r->meta.rest.count = 0;
	v->letter = (struct resume_letter){ 0 };
	for (size_t i = 0; i < v->hidden_sections.count; i++)
		for (int k = 0; k < RESUME_SECTIONS; k++)
			if (str_is(v->hidden_sections.at[i],
				    resume_sections[k].name))
				r->section[k].count = 0;
	for (size_t i = 0; i < v->custom_sections.count; i++) {
		size_t n = 0;

		while (n < v->hidden_sections.count &&
			!str_eq(v->hidden_sections.at[n],
				v->custom_sections.at[i].id))
			n++;
		if (n == v->hidden_sections.count)
			v->custom_sections.at[kept++] =
				v->custom_sections.at[i];
	}
	v->custom_sections.count = kept;
	v->hidden_sections.count = 0;
}

TEST(what_became_a_candidate_comes_back_as_it_was)
{
	const char *names[RESUMES_MOST];
	size_t count = resumes_names(names);

	for (size_t i = 0; i < count; i++) {
		struct resume r = resumes_read(names[i]);
		struct resume_report report = { 0 };
		struct str xml = xml_of(&r, &report);
		struct converted c;
		struct err err = { 0 };

		NEED_ERR(convert_import(&c, xml, "", &err), err);
		drop_private(&r);
		if (!str_eq(c.text, text_of(&r)))
			test_fail(__FILE__, __LINE__, "%s did not", names[i]);
		SAME_INT(c.report.count, 0);
	}
}

/* The same without what only Vitae reads. */
static struct str plain(struct str xml)
{
	const char *from = memmem(xml.at, xml.len, "    <own:", 9);

	OK(from);
	return str_fmt(
		&test_mem, "%.*s</Candidate>\n", (int)(from - xml.at), xml.at);
}

static bool shown(struct str xml, struct str text)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	resume_xml_escape(&b, text);
	return memmem(xml.at, xml.len, b.at, b.len) != NULL;
}

/* Words of every text that is not hidden, outside our own element. */
TEST(editors_of_europass_see_all_of_every_entry)
{
	const char *names[RESUMES_MOST];
	size_t count = resumes_names(names);
	static const char *const fields[] = { "name", "title", "position",
		"organization", "institution", "publisher", "issuer", "awarder",
		"area", "studyType", "score" };

	for (size_t i = 0; i < count; i++) {
		struct resume r = resumes_read(names[i]);
		struct resume_report report = { 0 };
		struct str xml;

		r.meta.vitae.hidden_sections.count = 0;
		xml = plain(xml_of(&r, &report));
		for (int k = 0; k < RESUME_SECTIONS; k++)
			for (size_t n = 0; n < r.section[k].count; n++)
				for (size_t f = 0; f < LENGTH(fields); f++) {
					struct str text = resume_field(
						&r.section[k].at[n], fields[f]);

					if (!shown(xml, text))
						test_fail(__FILE__, __LINE__,
							"%s: '%.*s'", names[i],
							STR_ARG(text));
				}
	}
}

static const char *const same[] = { "/basics/name", "/basics/label",
	"/basics/email", "/basics/phone", "/basics/url", "/basics/summary",
	"/basics/location/city", "/basics/location/postalCode",
	"/basics/location/countryCode", "/basics/profiles/0/network",
	"/basics/profiles/0/url", "/work/0/name", "/work/0/position",
	"/work/0/startDate", "/work/0/url", "/work/1/summary",
	"/work/0/highlights/0", "/work/1/name", "/work/1/endDate",
	"/education/0/institution", "/education/0/startDate",
	"/education/0/endDate", "/skills/0/name", "/skills/0/keywords/1",
	"/projects/0/name", "/projects/0/url", "/projects/0/startDate",
	"/certificates/0/name", "/certificates/0/date", "/awards/0/title",
	"/awards/0/date", "/publications/0/name", "/publications/0/url",
	"/languages/0/language", "/interests/0/name" };

TEST(a_candidate_that_another_program_touched_is_read_by_its_elements)
{
	struct resume r = resumes_read("engineer");
	struct resume_report report = { 0 };
	struct str xml = xml_of(&r, &report), before = text_of(&r);
	struct converted c;
	const struct json *doc;
	struct err err = { 0 };

	NEED(json_parse(&test_mem, before, &doc, &err));
	NEED_ERR(convert_import(&c, plain(xml), "", &err), err);
	for (size_t i = 0; i < LENGTH(same); i++)
		SAME_STR(convert_at(&c, same[i]),
			json_text(json_at(doc, same[i])));
}

TEST(a_candidate_that_was_changed_by_hand_is_read_as_changed)
{
	struct resume r = resumes_read("engineer");
	struct resume_report report = { 0 };
	struct str xml = str_copy(&test_mem, xml_of(&r, &report));
	struct converted c;
	struct err err = { 0 };
	char *at = memmem(xml.at, xml.len, "<PositionHistory>", 17);

	NEED(at);
	at = strstr(at, "<PositionTitle>");
	NEED(at);
	at[15] = 'Q';
	NEED_ERR(convert_import(&c, xml, "", &err), err);
	OK(*convert_at(&c, "/work/0/position").at == 'Q');
	OK(convert_noted(&c, RESUME_LEFT, "Document", "was changed after"));
	xml = str_copy(&test_mem, xml_of(&r, &report));
	at = memmem(xml.at, xml.len, "\"work\": [", 9);
	NEED(at);
	at[1] = 'X';
	NEED_ERR(convert_import(&c, xml, "", &err), err);
	OK(convert_noted(&c, RESUME_LEFT, "Document", "was changed after"));
}

TEST(an_indented_candidate_is_the_same_candidate)
{
	struct resume r = resumes_read("minimal");
	struct resume_report report = { 0 };
	struct str xml = xml_of(&r, &report);
	struct converted c;
	struct buf b;
	struct err err = { 0 };

	buf_init(&b, &test_mem, 1 << 20);
	for (size_t i = 0; i < xml.len; i++) {
		buf_addc(&b, xml.at[i]);
		if (xml.at[i] == '\n')
			buf_add(&b, STR("\r\n\t"));
	}
	/* The document within is JSON, to which blanks mean as little, but
	 * the sum is of its characters. */
	b.len = (size_t)((char *)memmem(b.at, b.len, "    <own:", 9) - b.at);
	buf_add(&b, str_of(memmem(xml.at, xml.len, "    <own:", 9),
			    xml.len - (size_t)((char *)memmem(xml.at, xml.len,
						       "    <own:", 9) -
					       xml.at)));
	NEED_ERR(convert_import(&c, buf_str(&b), "", &err), err);
	SAME_STR(c.text, text_of(&r));
}

TEST(nothing_hidden_or_private_is_written_for_others)
{
	struct resume r = { 0 };
	struct resume_report report = { 0 };
	struct str xml;
	struct err err = { 0 };

	NEED_ERR(resume_read_text(&test_mem,
			 STR("{\"references\":[{\"name\":\"Secret One\"}],"
			     "\"meta\":{\"imported\":{\"x\":{\"a\":\"Secret "
			     "Two\"}},\"vitae\":{\"hidden_sections\":["
			     "\"references\",\"mine\"],\"custom_sections\":[{"
			     "\"id\":\"mine\",\"title\":\"Mine\",\"entries\":["
			     "{\"name\":\"Secret Three\"}]}],\"letter\":{"
			     "\"paragraphs\":[\"Secret Four\"]}}}}"),
			 &r, &err),
		err);
	xml = xml_of(&r, &report);
	OK(!memmem(xml.at, xml.len, "Secret", 6));
	SAME_INT(report.count, 4);
	for (size_t i = 0; i < report.count; i++)
		SAME_INT(report.at[i].kind, RESUME_LEFT);
}

TEST(what_editors_of_europass_refuse_is_not_written_for_them)
{
	struct resume r = { 0 };
	struct resume_report report = { 0 };
	struct str xml;
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(resume_read_text(&test_mem,
			 STR("{\"basics\":{\"phone\":\"0178 555\"},\"work\":[{"
			     "\"name\":\"A\",\"startDate\":\"2021-02-31\"}]}"),
			 &r, &err),
		err);
	xml = plain(xml_of(&r, &report));
	OK(!memmem(xml.at, xml.len, "DialNumber", 10));
	OK(!memmem(xml.at, xml.len, "2021-02-31", 10));
	SAME_INT(report.count, 1);
	SAME_STR(report.at[0].at, STR("/basics/phone"));
	NEED(convert_import(&c, xml_of(&r, &report), "", &err));
	SAME_AT(c, "/basics/phone", "0178 555");
	SAME_AT(c, "/work/0/startDate", "2021-02-31");
}

static const struct {
	const char *phone, *country, *number;
} phones[] = {
	{ "+1 212 555 0100", ">1<", ">212 555 0100<" },
	{ "+49 30 5550100", ">49<", ">30 5550100<" },
	{ "+353 20 910 1234", ">353<", ">20 910 1234<" },
	{ "+353209101234", ">353<", ">209101234<" },
};

TEST(telephone_numbers_are_cut_behind_their_country)
{
	for (size_t i = 0; i < LENGTH(phones); i++) {
		struct resume r = { .basics.phone = str_c(phones[i].phone) };
		struct resume_report report = { 0 };
		struct str xml = xml_of(&r, &report);

		OK(memmem(xml.at, xml.len, phones[i].country,
			strlen(phones[i].country)));
		OK(memmem(xml.at, xml.len, phones[i].number,
			strlen(phones[i].number)));
	}
}

TEST(a_person_from_europass_goes_back_with_what_was_kept)
{
	struct converted c;
	struct resume_report report = { 0 };
	struct str xml;
	struct err err = { 0 };

	NEED_ERR(convert_import(
			 &c, convert_file("europass_candidate.xml"), "", &err),
		err);
	xml = xml_of(&c.resume, &report);
	OK(memmem(xml.at, xml.len, "<hr:BirthDate>1987-09-14<", 25));
	OK(memmem(xml.at, xml.len, "<NationalityCode>cz<", 20));
	OK(memmem(xml.at, xml.len, "<hr:LicenseTypeCode>C1E<", 24));
	OK(memmem(xml.at, xml.len, "<oa:FileType>photo<", 19));
	NEED_ERR(convert_import(&c, plain(xml), "", &err), err);
	SAME_AT(c, "/meta/imported/europass/CandidatePerson~1BirthDate",
		"1987-09-14");
	OK(str_starts(convert_at(&c, "/basics/image"),
		STR("data:image/png;base64,iVBOR")));
}

TEST(characters_that_xml_may_not_hold_come_back)
{
	struct resume r = { .basics.name = STR("A\x01\xef\xbf\xbe\xef\xbf\xbf"
					       "B\r\nC") };
	struct resume_report report = { 0 };
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c, xml_of(&r, &report), "", &err), err);
	SAME_STR(c.resume.basics.name, r.basics.name);
}
