/* test/unit/resume_xml_test.c - resume/xml.h: what is read, what is refused,
 * what is kept. */
#include "test.h"

#include "resume/xml.h"

static struct xml *read_ok(const char *text)
{
	struct xml *x = NULL;
	struct err err = { 0 };

	OK_ERR(resume_xml_read(&test_mem, str_c(text), &x, &err), err);
	return x;
}

static struct err refusal(struct str text)
{
	struct xml *x = NULL;
	struct err err = { 0 };

	OK(!resume_xml_read(&test_mem, text, &x, &err));
	return err;
}

TEST(elements_are_found_by_path_whatever_their_prefix)
{
	struct xml *x = read_ok("<a xmlns='u:1' xmlns:h='u:2'><h:b>"
				"<c k='v'> one </c></h:b><b/></a>");

	NEED(x);
	SAME_STR(x->uri, STR("u:1"));
	SAME_STR(resume_xml_find(x, "b")->uri, STR("u:2"));
	SAME_STR(resume_xml_text(x, "b/c"), STR("one"));
	SAME_STR(resume_xml_attr(resume_xml_find(x, "b/c"), "k"), STR("v"));
	OK(!resume_xml_find(x, "b/d") && !resume_xml_find(x, "d/c"));
	OK(!resume_xml_text(x, "b").at);
	SAME_STR(resume_xml_again(resume_xml_find(x, "b"))->uri, STR("u:1"));
	OK(!resume_xml_again(resume_xml_again(resume_xml_find(x, "b"))));
}

TEST(text_in_pieces_is_one_text)
{
	struct xml *x = read_ok("<a>x &amp; <![CDATA[<b>]]>&#233;<!-- n --> y"
				"<i>within</i> z</a>");

	NEED(x);
	SAME_STR(x->text, STR("x & <b>\xc3\xa9 y z"));
	SAME_STR(resume_xml_text(x, "i"), STR("within"));
}

static const struct {
	const char *name, *bytes;
	size_t len;
} encoded[] = {
#define BYTES(name, text)                    \
	{                                    \
		name, text, sizeof(text) - 1 \
	}
	BYTES("UTF-8 with a mark", "\xef\xbb\xbf<a>\xc3\xa9</a>"),
	BYTES("Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?>"
			 "<a>\xe9</a>"),
	BYTES("Windows-1252", "<?xml version='1.0' encoding='windows-1252'?>"
			      "<a>\xe9</a>"),
	BYTES("UTF-16", "\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0"),
};

TEST(encodings_are_read)
{
	for (size_t i = 0; i < LENGTH(encoded); i++) {
		struct xml *x = NULL;
		struct err err = { 0 };

		NEED_ERR(resume_xml_read(&test_mem,
				 str_of(encoded[i].bytes, encoded[i].len), &x,
				 &err),
			err);
		SAME_STR(x->text, STR("\xc3\xa9"));
	}
}

TEST(quotes_of_windows_1252_and_the_euro_of_latin_9_are_read)
{
	struct xml *x = read_ok("<?xml version='1.0' encoding='cp1252'?>"
				"<a>\x93\x80</a>");

	SAME_STR(x->text, STR("\xe2\x80\x9c\xe2\x82\xac"));
	x = read_ok("<?xml version='1.0' encoding='ISO-8859-15'?><a>\xa4</a>");
	SAME_STR(x->text, STR("\xe2\x82\xac"));
}

TEST(what_is_wrong_is_told_with_line_and_column)
{
	struct err err = refusal(STR("<a>\n  <b></c>\n</a>"));

	SAME_INT(err.code, ERR_BAD_INPUT);
	SAME_STR(str_c(err.text), STR("line 2, column 8: mismatched tag"));
	OK(refusal(STR("")).code == ERR_BAD_INPUT);
	OK(refusal(STR("<a>")).code == ERR_BAD_INPUT);
	OK(refusal(STR("<a/><b/>")).code == ERR_BAD_INPUT);
	OK(refusal(STR("<?xml version='1.0' encoding='x-none'?><a/>")).code ==
		ERR_BAD_INPUT);
}

static const char *const entities[] = {
	/* A billion laughs. */
	"<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;&l;'>]><a>&m;</a>",
	"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
	"<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/'> %p;]><a/>",
	"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a>&gone;</a>",
};

TEST(entities_of_its_own_are_refused)
{
	for (size_t i = 0; i < LENGTH(entities); i++)
		SAME_INT(refusal(str_c(entities[i])).code, ERR_UNTRUSTED);
	OK(read_ok("<!DOCTYPE a><a>&lt;</a>"));
}

static struct str nested(int depth)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < depth; i++)
		buf_add(&b, STR("<a>"));
	for (int i = 0; i < depth; i++)
		buf_add(&b, STR("</a>"));
	return buf_str(&b);
}

static struct str wide(int count)
{
	struct buf b;

	buf_init(&b, &test_mem, XML_BYTES);
	buf_add(&b, STR("<a>"));
	for (int i = 1; i < count; i++)
		buf_add(&b, STR("<b/>"));
	buf_add(&b, STR("</a>"));
	return buf_str(&b);
}

TEST(depth_and_number_of_elements_have_ceilings)
{
	struct xml *x;
	struct err err = { 0 };

	OK(resume_xml_read(&test_mem, nested(XML_DEPTH), &x, &err));
	SAME_INT(refusal(nested(XML_DEPTH + 1)).code, ERR_TOO_BIG);
	OK(resume_xml_read(&test_mem, wide(XML_NODES), &x, &err));
	SAME_INT(refusal(wide(XML_NODES + 1)).code, ERR_TOO_BIG);
}

static bool kept(const struct resume_report *r, const char *at,
	const char *name, const char *text)
{
	for (size_t i = 0; i < r->kept.count; i++)
		if (str_is(r->kept.at[i].at, at) &&
			str_is(r->kept.at[i].name, name) &&
			str_is(r->kept.at[i].text, text))
			return true;
	return false;
}

TEST(what_nobody_takes_is_kept_by_its_place)
{
	struct resume_report report = { .mem = &test_mem };
	struct xml *x = read_ok("<a id='7'><b>1</b><b>2</b><c><d>3</d>"
				"<d e='4'>5</d></c><f>  </f><b>6</b></a>");

	NEED(x);
	SAME_STR(resume_xml_take(x, "b"), STR("1"));
	SAME_STR(resume_xml_take(x, "c/d"), STR("3"));
	resume_xml_keep(&test_mem, x, &report);
	SAME_INT(report.kept.count, 5);
	OK(kept(&report, "/@id", "a", "7"));
	OK(kept(&report, "b[2]", "b", "2"));
	OK(kept(&report, "b[3]", "b", "6"));
	OK(kept(&report, "c/d[2]", "d", "5"));
	OK(kept(&report, "c/d[2]/@e", "d", "4"));
	SAME_STR(resume_xml_path(&test_mem,
			 resume_xml_again(resume_xml_find(x, "c/d"))),
		STR("c/d[2]"));
}

TEST(an_element_of_which_nothing_is_taken_is_kept_under_its_name)
{
	struct resume_report report = { .mem = &test_mem };
	struct xml *x = read_ok("<a><g><h><i>1</i></h><i>2</i></g></a>");

	NEED(x);
	x->taken = true;
	resume_xml_keep(&test_mem, x, &report);
	SAME_INT(report.kept.count, 2);
	OK(kept(&report, "g/h/i", "g", "1"));
	OK(kept(&report, "g/i", "g", "2"));
}

TEST(what_is_escaped_reads_as_it_was)
{
	struct str text = STR("a<b>&\"'\r\n\tz\xc3\xa9");
	struct xml *x;
	struct buf b;

	buf_init(&b, &test_mem, 4096);
	buf_add(&b, STR("<a k=\""));
	resume_xml_escape(&b, STR("1<2 & 3"));
	buf_add(&b, STR("\">"));
	resume_xml_escape(&b, text);
	buf_add(&b, STR("</a>"));
	x = read_ok(b.at);
	NEED(x);
	SAME_STR(x->text, text);
	SAME_STR(resume_xml_attr(x, "k"), STR("1<2 & 3"));
}

TEST(characters_that_xml_may_not_hold_become_replacements)
{
	struct buf b;

	buf_init(&b, &test_mem, 4096);
	resume_xml_escape(&b, STR("a\x01"
				  "b\xef\xbf\xbf"
				  "c\xef\xbf\xbd"));
	SAME_STR(buf_str(&b), STR("a\xef\xbf\xbd"
				  "b\xef\xbf\xbd"
				  "c\xef\xbf\xbd"));
}
