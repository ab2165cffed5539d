/*
 * test/unit/convert_reactive_out_test.c - Reactive Resume 5 out: does it keep
 * to the schema, whose rules are said once more here, and does it come back?
 */
#include "converts.h"

/* ---- the schema --------------------------------------------------------- */

/* name and kind of each member that has to be there; none other may be: s
 * text, S text that is not empty, b bool, n number, i 0 to 5, t list of text,
 * w a website. */
static const char section_head[] =
	"title:s icon:s columns:n hidden:b keepTogether:b startOnNewPage:b";
static const struct {
	const char *name, *members;
} items[] = {
	{ "profiles", "id:S hidden:b icon:s iconColor:s network:S username:s "
		      "website:w" },
	{ "experience", "id:S hidden:b company:S position:s location:s "
			"period:s website:w description:s roles:r" },
	{ "education", "id:S hidden:b school:S degree:s area:s grade:s "
		       "location:s period:s website:w description:s" },
	{ "projects", "id:S hidden:b name:S period:s website:w description:s" },
	{ "skills", "id:S hidden:b icon:s iconColor:s name:S proficiency:s "
		    "level:i keywords:t" },
	{ "languages", "id:S hidden:b language:S fluency:s level:i" },
	{ "interests", "id:S hidden:b icon:s iconColor:s name:S keywords:t" },
	{ "awards", "id:S hidden:b title:S awarder:s date:s website:w "
		    "description:s" },
	{ "certifications", "id:S hidden:b title:S issuer:s date:s website:w "
			    "description:s" },
	{ "publications", "id:S hidden:b title:S publisher:s date:s "
			  "website:w description:s" },
	{ "volunteer", "id:S hidden:b organization:S location:s period:s "
		       "website:w description:s" },
	{ "references", "id:S hidden:b name:S position:s website:w phone:s "
			"description:s" },
	{ "summary", "id:S hidden:b content:s" },
	{ "cover-letter", "id:S hidden:b recipient:s content:s" },
};

static const char *model;

static void keeps(const struct json *v, const char *members, const char *of);

static bool is_of_kind(const struct json *v, char kind, const char *of)
{
	int64_t n;

	switch (kind) {
	case 'S':
		return json_text(v).len > 0;
	case 's':
		return json_kind(v) == JSON_TEXT;
	case 'b':
		return json_kind(v) == JSON_BOOL;
	case 'n':
		return json_kind(v) == JSON_INT || json_kind(v) == JSON_REAL;
	case 'i':
		return json_int(v, &n) && n >= 0 && n <= 5;
	case 'w':
		keeps(v, "url:s label:s inlineLink:b", of);
		return true;
	default:
		break;
	}
	for (const struct json *one = json_first(v); one;
		one = json_next(v, one)) {
		if (kind == 'r')
			keeps(one, "id:S position:s period:s description:s",
				"a role");
		else if (json_kind(one) != JSON_TEXT)
			return false;
	}
	return json_kind(v) == JSON_LIST;
}

static void keeps(const struct json *v, const char *members, const char *of)
{
	struct str rest = str_c(members);
	size_t count = 0;

	while (rest.len) {
		struct str kind = str_cut(&rest, ' ');
		struct str name = str_copy(&test_mem, str_cut(&kind, ':'));

		count++;
		if (!is_of_kind(json_find(v, name.at), *kind.at, of))
			test_fail(__FILE__, __LINE__, "%s: %s of %s", model,
				name.at, of);
	}
	if (count != json_count(v))
		test_fail(__FILE__, __LINE__, "%s: members of %s", model, of);
}

static void keeps_items(const struct json *section, const char *name)
{
	const struct json *in = json_find(section, "items");

	OK(json_kind(in) == JSON_LIST);
	for (size_t i = 0; i < LENGTH(items); i++) {
		if (strcmp(items[i].name, name) != 0)
			continue;
		for (const struct json *v = json_first(in); v;
			v = json_next(in, v))
			keeps(v, items[i].members, name);
		return;
	}
	test_fail(__FILE__, __LINE__, "%s: no section '%s'", model, name);
}

static void keeps_head(const struct json *section, const char *more)
{
	struct str rest = str_c(section_head);

	while (rest.len) {
		struct str kind = str_cut(&rest, ' ');
		struct str name = str_copy(&test_mem, str_cut(&kind, ':'));

		OK(is_of_kind(json_find(section, name.at), *kind.at, ""));
	}
	for (rest = str_c(more); rest.len;)
		OK(json_find(
			section, str_copy(&test_mem, str_cut(&rest, ' ')).at));
}

/* A layout names each section that says something, once. */
static void names_each(
	const struct json *doc, const struct json *section, struct str name)
{
	const struct json *page = json_first(json_find(
		json_find(json_find(doc, "metadata"), "layout"), "pages"));
	static const char *const columns[] = { "main", "sidebar" };
	int found = 0;

	for (size_t i = 0; i < LENGTH(columns); i++) {
		const struct json *in = json_find(page, columns[i]);

		for (const struct json *v = json_first(in); v;
			v = json_next(in, v))
			found += str_eq(json_text(v), name);
	}
	if (json_count(json_find(section, "items")) && found != 1)
		test_fail(__FILE__, __LINE__,
			"%s: layout names '%.*s' %d "
			"times",
			model, STR_ARG(name), found);
}

static void keeps_metadata(const struct json *m)
{
	const struct json *page;

	keeps(json_find(m, "page"),
		"gapX:n gapY:n marginX:n marginY:n format:S locale:S "
		"hideLinkUnderline:b hideIcons:b hideSectionIcons:b",
		"page");
	keeps(json_find(json_find(m, "design"), "colors"),
		"primary:S text:S background:S", "colors");
	keeps(json_find(json_find(m, "design"), "level"), "icon:s type:S",
		"level");
	keeps(json_find(json_find(m, "typography"), "body"),
		"fontFamily:S fontWeights:t fontSize:n lineHeight:n", "body");
	keeps(json_find(json_find(m, "typography"), "heading"),
		"fontFamily:S fontWeights:t fontSize:n lineHeight:n",
		"heading");
	page = json_first(json_find(json_find(m, "layout"), "pages"));
	keeps(page, "fullWidth:b main:t sidebar:t", "a page");
	OK(is_of_kind(
		json_find(json_find(m, "layout"), "sidebarWidth"), 'n', ""));
	OK(json_text(json_find(m, "template")).len);
	OK(json_kind(json_find(m, "notes")) == JSON_TEXT);
	OK(json_kind(json_find(m, "styleRules")) == JSON_LIST);
}

static void keeps_all(const struct json *doc)
{
	const struct json *in = json_find(doc, "sections"), *v;

	keeps(json_find(doc, "picture"),
		"hidden:b fit:S url:s size:n rotation:n aspectRatio:n "
		"borderRadius:n borderColor:s borderWidth:n shadowColor:s "
		"shadowWidth:n",
		"picture");
	keeps_head(json_find(doc, "summary"), "content");
	SAME_INT(json_count(in), 12);
	for (v = json_first(in); v; v = json_next(in, v)) {
		struct str name = str_copy(&test_mem, json_name(v));

		keeps_head(v, str_is(name, "skills") ? "keywordLayout layout"
						     : "items");
		keeps_items(v, name.at);
		names_each(doc, v, name);
	}
	in = json_find(doc, "customSections");
	for (v = json_first(in); v; v = json_next(in, v)) {
		keeps_head(v, "id type items");
		keeps_items(
			v, str_copy(&test_mem, json_text(json_find(v, "type")))
				   .at);
		names_each(doc, v, json_text(json_find(v, "id")));
	}
	in = json_find(json_find(doc, "basics"), "customFields");
	for (v = json_first(in); v; v = json_next(in, v))
		keeps(v, "id:S icon:s text:s link:s", "a custom field");
	keeps_metadata(json_find(doc, "metadata"));
}

static const struct json *written(
	const struct resume *r, struct resume_report *report)
{
	const struct json *doc = NULL;
	struct err err = { 0 };

	OK_ERR(json_parse(&test_mem, convert_written("reactive", r, report),
		       &doc, &err),
		err);
	return doc;
}

TEST(what_is_written_keeps_to_the_schema_of_version_5)
{
	struct resume_report report;
	struct resume r;

	for (size_t i = 0; i < LENGTH(convert_models); i++) {
		model = convert_models[i];
		NEED(convert_model(model, &r));
		keeps_all(written(&r, &report));
	}
	for (int version = 3; version <= 5; version++) {
		struct converted c;
		struct err err = { 0 };

		model = str_fmt(&test_mem, "reactive-v%d.json", version).at;
		NEED_ERR(
			convert_import(&c, convert_file(model), "", &err), err);
		keeps_all(written(&c.resume, &report));
	}
}

/* Countries, levels and roles are said otherwise. */
TEST(every_word_of_a_resume_is_in_its_reactive_or_noted)
{
	struct resume_report report;
	struct resume r;

	for (size_t i = 0; i < LENGTH(convert_models); i++) {
		NEED(convert_model(convert_models[i], &r));
		convert_left(convert_models[i], written(&r, &report), &report,
			"|/basics/location/countryCode|");
	}
}

/* ---- there and back ----------------------------------------------------- */

static void same_part(const struct converted *a, const struct converted *b,
	struct str pointer)
{
	struct buf x, y;

	buf_init(&x, &test_mem, 1 << 20);
	buf_init(&y, &test_mem, 1 << 20);
	json_write(&x, json_at(a->doc, pointer.at));
	json_write(&y, json_at(b->doc, pointer.at));
	SAME_STR(buf_str(&y), buf_str(&x));
}

TEST(version_5_comes_back_as_it_was)
{
	struct converted c, again;
	struct resume_report report;
	struct err err = { 0 };
	struct str text;

	NEED_ERR(convert_import(&c, convert_file("reactive-v5.json"), "", &err),
		err);
	text = convert_written("reactive", &c.resume, &report);
	NEED_ERR(convert_import(&again, text, "", &err), err);
	for (const struct json *v = json_first(c.doc); v;
		v = json_next(c.doc, v))
		if (!str_is(json_name(v), "meta"))
			same_part(&c, &again,
				str_fmt(&test_mem, "/%.*s",
					STR_ARG(json_name(v))));
	same_part(&c, &again, STR("/meta/vitae/custom_sections"));
	same_part(&c, &again, STR("/meta/vitae/letter"));
	same_part(&c, &again, STR("/meta/vitae/hidden_sections"));
	same_part(&c, &again, STR("/meta/vitae/section_titles"));
	same_part(&c, &again,
		STR("/meta/imported/reactive/~1metadata~1typography"));
	same_part(&c, &again, STR("/meta/imported/reactive/~1picture~1size"));
	SAME_STR(convert_written("reactive", &again.resume, &report), text);
}

TEST(roles_under_one_employer_are_one_item)
{
	struct resume_report report;
	const struct json *doc, *item;
	struct resume r;

	NEED(convert_model("engineer.json", &r));
	doc = written(&r, &report);
	item = json_at(doc, "/sections/experience/items/0");
	SAME_INT(json_count(json_find(item, "roles")), 2);
	OK(json_is(json_find(item, "period"), "Sep 2018 – Present"));
	OK(json_is(json_at(item, "/roles/1/period"), "Sep 2018 – Apr 2021"));
	SAME_INT(json_count(json_at(doc, "/sections/experience/items")), 4);
}

/* ---- lines that are fields ---------------------------------------------- */

TEST(fields_without_a_member_come_back_from_their_lines)
{
	struct converted c;
	struct resume_report report;
	struct err err = { 0 };
	struct resume r;

	NEED(convert_model("engineer.json", &r));
	NEED_ERR(convert_import(&c, convert_written("reactive", &r, &report),
			 "", &err),
		err);
	SAME_AT(c, "/education/0/courses/1", "Real-Time Systems");
	OK(!json_at(c.doc, "/education/0/summary"));
	SAME_AT(c, "/projects/0/keywords/0", "Rust");
	SAME_AT(c, "/projects/0/roles/1", "Maintainer");
	SAME_AT(c, "/projects/0/type", "application");
	SAME_AT(c, "/projects/0/description",
		"A checker for double-entry journals in plain text.");
}
