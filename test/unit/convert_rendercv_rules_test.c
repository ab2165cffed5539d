/*
 * test/unit/convert_rendercv_rules_test.c - is what we write something that
 * RenderCV takes? The rules of its data model (2.7), said once more.
 */
#include "converts.h"
#include "resume/yaml.h"

#include <regex.h>

static const char *model;

static void wrong(struct str at, const char *why)
{
	test_fail(__FILE__, __LINE__, "%s, %.*s: %s", model, STR_ARG(at), why);
}

static bool matches(struct str s, const char *pattern)
{
	regex_t re;
	bool is;

	OK(!regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB));
	is = !regexec(&re, str_copy(&test_mem, s).at, 0, NULL, 0);
	regfree(&re);
	return is;
}

static bool listed(const char *words, struct str word)
{
	return word.len &&
	       strstr(words, str_fmt(&test_mem, "|%.*s|", STR_ARG(word)).at) !=
		       NULL;
}

/* No other members than these. */
static void only(const struct json *in, const char *names)
{
	for (const struct json *v = json_first(in); v; v = json_next(in, v))
		if (!listed(names, json_name(v)))
			wrong(json_name(v), "is no member there");
}

static void each(const struct json *v, const char *pattern, const char *name)
{
	if (json_kind(v) == JSON_LIST) {
		for (const struct json *one = json_first(v); one;
			one = json_next(v, one))
			each(one, pattern, name);
	} else if (v && !(json_kind(v) == JSON_TEXT &&
				matches(json_text(v), pattern))) {
		wrong(str_c(name), "is not as it must be");
	}
}

#define URL "^https?://[^ /.][^ /]*(/[^ ]*)?$"
#define DATE "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$"

/* ---- the head ----------------------------------------------------------- */

static const struct {
	const char *name, *pattern;
} networks[] = {
	{ "LinkedIn", "^[^ ]+$" },
	{ "GitHub", "^[^ ]+$" },
	{ "GitLab", "^[^ ]+$" },
	{ "IMDB", "^nm[0-9]{7}$" },
	{ "Instagram", "^[^ ]+$" },
	{ "ORCID", "^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$" },
	{ "Mastodon", "^@[^@]+@[^@]+$" },
	{ "StackOverflow", "^[0-9]+/[^/]+$" },
	{ "ResearchGate", "^[^ ]+$" },
	{ "YouTube", "^[^@ ][^ ]*$" },
	{ "Google Scholar", "^[^ ]+$" },
	{ "Telegram", "^[^ ]+$" },
	{ "WhatsApp", "^\\+[0-9 ().-]{7,}$" },
	{ "Leetcode", "^[^ ]+$" },
	{ "X", "^[^ ]+$" },
	{ "Bluesky", "^([a-zA-Z0-9-]+\\.)+[a-zA-Z0-9-]+$" },
	{ "Reddit", "^[a-zA-Z0-9_-]{3,23}$" },
};

static void check_network(const struct json *v)
{
	only(v, "|network|username|");
	for (size_t i = 0; i < LENGTH(networks); i++)
		if (json_is(json_find(v, "network"), networks[i].name)) {
			each(json_find(v, "username"), networks[i].pattern,
				networks[i].name);
			return;
		}
	wrong(json_text(json_find(v, "network")), "is no network of RenderCV");
}

static void check_connection(const struct json *v)
{
	const struct json *url = json_find(v, "url");

	only(v, "|fontawesome_icon|placeholder|url|");
	each(json_find(v, "fontawesome_icon"), "^[a-z0-9-]+$", "an icon");
	OK(json_text(json_find(v, "placeholder")).len);
	OK(url); /* null, but there */
	if (json_kind(url) != JSON_NULL)
		each(url, URL, "a connection's address");
}

static void check_head(const struct json *cv)
{
	const struct json *list, *v;

	only(cv, "|name|headline|location|email|photo|phone|website|"
		 "social_networks|custom_connections|sections|");
	each(json_find(cv, "email"), "^[^@ ]+@[^@ .]+(\\.[^@ .]+)+$", "email");
	each(json_find(cv, "phone"), "^\\+[0-9 ().-]{7,}$", "phone");
	each(json_find(cv, "website"), URL, "website");
	list = json_find(cv, "social_networks");
	for (v = json_first(list); v; v = json_next(list, v))
		check_network(v);
	list = json_find(cv, "custom_connections");
	for (v = json_first(list); v; v = json_next(list, v))
		check_connection(v);
}

/* ---- entries ------------------------------------------------------------ */

/* In the order in which RenderCV looks; `must` has to be there, as text. */
static const struct {
	const char *type, *tells, *must;
} types[] = {
	{ "one line", "|label|details|", "label details" },
	{ "normal", "|name|", "name" },
	{ "experience", "|company|position|", "company position" },
	{ "education", "|institution|area|degree|", "institution area" },
	{ "publication", "|title|authors|doi|url|journal|", "title" },
	{ "bullet", "|bullet|", "bullet" },
	{ "numbered", "|number|", "number" },
	{ "reversed", "|reversed_number|", "reversed_number" },
};

static int type_of(const struct json *entry)
{
	if (json_kind(entry) == JSON_TEXT)
		return (int)LENGTH(types);
	for (size_t i = 0; i < LENGTH(types); i++)
		for (const struct json *v = json_first(entry); v;
			v = json_next(entry, v))
			if (listed(types[i].tells, json_name(v)))
				return (int)i;
	return -1;
}

static void check_dates(const struct json *entry)
{
	const struct json *start = json_find(entry, "start_date"),
			  *end = json_find(entry, "end_date");

	each(start, DATE, "start_date");
	if (!json_is(end, "present"))
		each(end, DATE, "end_date");
	if (start && end && !json_is(end, "present"))
		OK(strcmp(str_copy(&test_mem, json_text(start)).at,
			   str_copy(&test_mem, json_text(end)).at) <= 0 ||
			json_text(end).len < json_text(start).len);
	OK(!json_find(entry, "date") ||
		json_kind(json_find(entry, "date")) == JSON_TEXT);
}

static void check_entry(const struct json *entry, int type, struct str section)
{
	struct str must;

	if (type < 0 || type_of(entry) != type) {
		wrong(section, "has entries of several types, or of none");
		return;
	}
	if (type == (int)LENGTH(types))
		return;
	for (must = str_c(types[type].must); must.len;) {
		struct str name = str_copy(&test_mem, str_cut(&must, ' '));

		if (json_kind(json_find(entry, name.at)) != JSON_TEXT)
			wrong(section, name.at);
	}
	check_dates(entry);
	if (!strcmp(types[type].type, "publication")) {
		OK(json_kind(json_find(entry, "authors")) == JSON_LIST);
		each(json_find(entry, "doi"), "(^|[^0-9a-zA-Z_])10\\.", "doi");
		each(json_find(entry, "url"), URL, "url");
	}
	if (json_find(entry, "highlights"))
		each(json_find(entry, "highlights"), "", "highlights");
}

static void check_document(const struct json *doc)
{
	const struct json *cv = json_find(doc, "cv"),
			  *sections = json_find(cv, "sections");

	only(doc, "|cv|design|locale|settings|");
	check_head(cv);
	for (const struct json *s = json_first(sections); s;
		s = json_next(sections, s)) {
		OK(json_kind(s) == JSON_LIST && json_count(s));
		for (const struct json *v = json_first(s); v;
			v = json_next(s, v))
			check_entry(v, type_of(json_first(s)), json_name(s));
	}
}

static void check(const struct resume *r)
{
	struct resume_report report;
	struct err err = { 0 };
	const struct json *doc;

	NEED_ERR(resume_yaml_read(&test_mem,
			 convert_written("rendercv", r, &report), &doc, &err),
		err);
	check_document(doc);
}

TEST(what_is_written_keeps_to_the_rules_of_rendercv)
{
	struct resume r;

	for (size_t i = 0; i < LENGTH(convert_models); i++) {
		model = convert_models[i];
		NEED(convert_model(model, &r));
		check(&r);
	}
}

/* What RenderCV would refuse. */
static const char odd[] =
	"{\"basics\":{\"name\":\"O\",\"email\":\"nobody\",\"phone\":\"0170 1\","
	"\"url\":\"oddities\",\"profiles\":["
	"{\"network\":\"ORCID\",\"username\":\"12\"},"
	"{\"network\":\"Mastodon\",\"username\":\"o\"},"
	"{\"network\":\"YouTube\",\"username\":\"@o\"},"
	"{\"network\":\"twitter\",\"username\":\"o_o\"},"
	"{\"network\":\"Stack Overflow\",\"username\":\"7/o\"},"
	"{\"network\":\"Codeberg\",\"url\":\"ftp://o\"},"
	"{\"url\":\"https://o.example\"},{}]},"
	"\"work\":[{\"name\":\"A\",\"startDate\":\"2020\","
	"\"endDate\":\"2019-01\",\"label\":\"x\",\"title\":\"y\"},"
	"{\"position\":\"P\",\"startDate\":\"long ago\"},{}],"
	"\"education\":[{\"area\":\"A\",\"name\":\"N\"},{\"url\":\"u\"}],"
	"\"publications\":[{\"name\":\"P\",\"url\":\"none\",\"doi\":\"x\"}],"
	"\"skills\":[{\"name\":\"S\"},{\"level\":\"high\"}],"
	"\"interests\":[{\"name\":\"I\"}],"
	"\"references\":[{\"reference\":\"R\"}],"
	"\"meta\":{\"vitae\":{\"custom_sections\":["
	"{\"id\":\"a\",\"title\":\"Experience\",\"entries\":["
	"{\"name\":\"x\",\"company\":\"y\"},{\"summary\":\"z\"}]},"
	"{\"id\":\"b\",\"title\":\"Experience\",\"entries\":[{}]},"
	"{\"id\":\"d\",\"title\":\"Experience (2)\",\"entries\":[{}]},"
	"{\"id\":\"c\",\"title\":\"\",\"entries\":[{\"name\":\"n\"}]}]}}}";

TEST(what_rendercv_would_refuse_is_written_otherwise)
{
	struct resume r;
	struct err err = { 0 };

	model = "odd";
	NEED_ERR(resume_read_text(&test_mem, str_c(odd), &r, &err), err);
	check(&r);
}
