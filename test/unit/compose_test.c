/* test/unit/compose_test.c - press_compose: what a document says, in which
 * order (DOC-2, DOC-6, DOC-10). That nothing is lost is in
 * compose_words_test.c. */
#include "templates.h"

#include "base/code.h"
#include "press/picture.h"

static void draws(const char *resume, const char *style, const char *want)
{
	struct resume r = resume_of(resume);
	struct tree tree = composed(&r, "modern", style);

	SAME_STR(drawn(&tree), str_c(want));
}

TEST(roles_under_one_employer_are_one_block)
{
	draws("{\"work\":["
	      "{\"name\":\"Acme\",\"location\":\"Oslo\",\"position\":\"Lead\","
	      "\"startDate\":\"2020-05\",\"highlights\":[\"Led\"]},"
	      "{\"name\":\"Acme\",\"location\":\"Oslo\",\"position\":\"Smith\","
	      "\"startDate\":\"2018-01\",\"endDate\":\"2020-04\"},"
	      "{\"name\":\"Bolt\",\"position\":\"Boy\",\"startDate\":\"2016\","
	      "\"endDate\":\"2017\"}]}",
		NULL,
		"section: Experience\n"
		"entry: Acme > Jan 2018 – Present\n"
		" detail: Oslo\n"
		" role: Lead > May 2020 – Present\n"
		" bullet: Led\n"
		" role: Smith > Jan 2018 – Apr 2020\n"
		"entry: Boy > 2016–2017\n"
		" detail: Bolt\n");
}

TEST(what_its_owner_hides_is_on_no_page_and_parts_no_roles)
{
	draws("{\"work\":["
	      "{\"name\":\"Acme\",\"position\":\"Lead\"},"
	      "{\"name\":\"Bolt\",\"position\":\"Boy\",\"hidden\":true},"
	      "{\"name\":\"Acme\",\"position\":\"Smith\",\"hidden\":false}],"
	      "\"awards\":[{\"title\":\"Cup\",\"hidden\":true}],"
	      "\"interests\":[{\"name\":\"Sea\",\"hidden\":true},"
	      "{\"name\":\"Air\"}]}",
		NULL,
		"section: Experience\n"
		"entry: Acme\n"
		" role: Lead\n"
		" role: Smith\n"
		"section: Interests\n"
		"term: Air\n");
}

TEST(what_roles_do_not_share_is_said_of_each)
{
	draws("{\"work\":[{\"name\":\"Acme\",\"position\":\"A\",\"location\":"
	      "\"Oslo\",\"url\":\"https://acme.example\"},"
	      "{\"name\":\"acme\",\"position\":\"B\",\"location\":\"Bergen\"}]"
	      "}",
		NULL,
		"section: Experience\n"
		"entry: Acme\n"
		" detail: acme.example\n"
		" role: A\n"
		" detail: Oslo\n"
		" role: B\n"
		" detail: Bergen\n");
}

TEST(an_entry_without_a_title_begins_with_what_it_has)
{
	draws("{\"work\":[{\"name\":\"Acme\",\"startDate\":\"2020\","
	      "\"endDate\":\"2021\"},{\"startDate\":\"2019\",\"endDate\":"
	      "\"2020\",\"summary\":\"Sea.\"},{\"highlights\":[\"Only\"]}],"
	      "\"education\":[{\"institution\":\"MIT\"}]}",
		NULL,
		"section: Experience\n"
		"entry: Acme > 2020–2021\n"
		"entry: 2019–2020\n"
		" text: Sea.\n"
		"bullet: Only\n"
		"section: Education\n"
		"entry: MIT\n");
}

TEST(a_hidden_profile_is_no_contact)
{
	draws("{\"basics\":{\"name\":\"Ada\",\"profiles\":["
	      "{\"network\":\"Weirbook\",\"username\":\"a\",\"hidden\":true},"
	      "{\"network\":\"Xing\",\"username\":\"Ada_Park\"}]}}",
		NULL,
		"name: Ada\n"
		"contact: Xing: Ada_Park\n");
}

TEST(contacts_are_links_without_schemes)
{
	struct resume r = resume_of(
		"{\"basics\":{\"email\":\"ada@park.example\","
		"\"phone\":\"+44 (0)20 7946 0018\","
		"\"url\":\"https://park.example/\",\"location\":{\"address\":"
		"\"1 High St\",\"postalCode\":\"SW1\",\"city\":\"London\","
		"\"countryCode\":\"GB\"},\"profiles\":[{\"network\":\"GitHub\","
		"\"username\":\"ada\",\"url\":\"https://github.com/ada\"},"
		"{\"network\":\"Mastodon\",\"url\":\"http://sea.example/"
		"@ada\"},"
		"{\"network\":\"Xing\",\"username\":\"Ada_Park\"}]}}");
	struct tree tree = composed(&r, "modern", NULL);
	const struct tree_runs *t;

	NEED(tree.count == 1);
	t = &tree.at[0].text;
	SAME_STR(text_of(*t),
		STR("ada@park.example · +44 (0)20 7946 0018 · 1 High St, "
		    "London SW1, GB · park.example · github.com/ada · "
		    "Mastodon: sea.example/@ada · Xing: Ada_Park"));
	SAME_STR(t->at[0].url, STR("mailto:ada@park.example"));
	SAME_STR(t->at[2].url, STR("tel:+442079460018"));
	SAME_STR(t->at[4].text, STR("1 High St, London SW1, GB"));
	for (size_t i = 0; i < t->count; i += 2)
		OK(t->at[i].flags & TREE_NOBREAK); /* none is parted */
	for (size_t i = 0; i < t->count; i++)
		if (str_is(t->at[i].text, "github.com/ada"))
			SAME_STR(t->at[i].url, STR("https://github.com/ada"));
}

TEST(no_link_leads_where_a_browser_would_run_it)
{
	static const char *const urls[] = { "javascript:alert(1)",
		"data:text/html,x", "file:///etc/passwd", "see below",
		"vbscript:x.y", "https://" };

	for (size_t i = 0; i < LENGTH(urls); i++) {
		struct resume r = { 0 };
		struct tree tree;

		r.basics.url = str_c(urls[i]);
		tree = composed(&r, "modern", NULL);
		NEED(tree.count == 1);
		SAME_STR(text_of(tree.at[0].text), str_c(urls[i]));
		OK(!tree.at[0].text.at[0].url.at);
	}
}

TEST(titles_of_jobs_are_in_no_link)
{
	struct resume r = resume_of("{\"work\":[{\"name\":\"A\",\"position\":"
				    "\"B\",\"url\":\"https://a.example\"}]}");

	for (size_t i = 0; template_name(i); i++) {
		struct tree tree = composed(&r, template_name(i), NULL);

		for (size_t b = 0; b < tree.count; b++)
			for (size_t k = 0; k < tree.at[b].text.count; k++) {
				const struct tree_run *run =
					&tree.at[b].text.at[k];

				OK(!run->url.at ||
					str_is(run->text, "a.example"));
			}
	}
}

static const char sections[] =
	"{\"basics\":{\"summary\":\"S\"},\"work\":[{\"position\":\"W\"}],"
	"\"education\":[{\"area\":\"E\"}],\"skills\":[{\"name\":\"K\"}],"
	"\"interests\":[{\"name\":\"I\"}],\"meta\":{\"vitae\":{%s"
	"\"custom_sections\":[{\"id\":\"talks\",\"title\":\"Talks\","
	"\"entries\":[{\"title\":\"T\"}]}]}}}";

static void orders(const char *more, const char *style, const char *want)
{
	struct resume r = resume_of(str_fmt(&test_mem, sections, more).at);
	struct tree tree = composed(&r, "modern", style);
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	for (size_t i = 0; i < tree.count; i++)
		if (tree.at[i].role != TREE_SECTION)
			buf_add(&b, text_of(tree.at[i].text));
	SAME_STR(buf_str(&b), str_c(want));
}

TEST(sections_stand_in_the_order_of_their_owner)
{
	orders("", NULL, "SWEKTI");
	orders("\"section_order\":[\"education\",\"work\"],", NULL, "SEWKTI");
	orders("\"section_order\":[\"talks\",\"skills\",\"summary\"],", NULL,
		"TKSWEI");
	orders("\"section_order\":[\"work\",\"work\",\"nothing\"],",
		"{\"section_order\":[\"interests\",\"custom\"]}", "SITWEK");
	orders("\"hidden_sections\":[\"work\",\"talks\",\"summary\"],", NULL,
		"EKI");
	orders("", "{\"hidden_sections\":[\"skills\"]}", "SWETI");
}

TEST(two_columns_hold_everything_once_and_the_main_one_comes_first)
{
	orders("", "{\"columns\":2}", "SWETKI");
}

TEST(titles_are_the_owners_the_languages_or_the_templates)
{
	draws("{\"work\":[{\"position\":\"W\"}],\"skills\":[{\"name\":\"K\"}],"
	      "\"meta\":{\"vitae\":{\"locale\":\"de\",\"custom_sections\":"
	      "[{\"id\":\"x\",\"title\":\"Vorträge\",\"entries\":"
	      "[{\"title\":\"T\"}]}]}}}",
		"{\"titles\":{\"skills\":\"Werkzeug\"}}",
		"section: Berufserfahrung\n"
		"entry: W\n"
		"section: Werkzeug\n"
		"term: K\n"
		"section: Vorträge\n"
		"entry: T\n");
}

TEST(sections_without_anything_to_show_have_no_title)
{
	draws("{\"work\":[],\"skills\":[{\"name\":\" \"},{}],\"awards\":"
	      "[{\"title\":\"\\u202e\"}],\"languages\":[{\"language\":\"\"}]}",
		NULL, "");
}

TEST(paragraphs_and_lists_within_a_text_become_blocks)
{
	draws("{\"basics\":{\"summary\":\"One\\nline.\\n\\nTwo:\\n- a\\n  "
	      "- b\\n\\u2022 c\\nand more\\n\\n\\nThree\"}}",
		NULL,
		"section: Summary\n"
		"text: One line.\n"
		" text: Two:\n"
		" bullet: a\n"
		" bullet: b\n"
		" bullet: c and more\n"
		" text: Three\n");
}

TEST(a_list_within_a_bullet_is_a_level_below)
{
	struct resume r = resume_of("{\"work\":[{\"position\":\"W\","
				    "\"highlights\":[\"- a:\\n- b\\n- c\"]}]}");
	struct tree tree = composed(&r, "modern", NULL);

	SAME_STR(drawn(&tree), STR("section: Experience\nentry: W\n"
				   " bullet: a:\n bullet: b\n bullet: c\n"));
	NEED(tree.count == 5);
	SAME_INT(tree.at[2].depth, 0);
	SAME_INT(tree.at[3].depth, 1);
}

TEST(a_letter_says_whom_it_is_to_and_what_it_wants)
{
	struct resume r = resume_of(
		"{\"basics\":{\"name\":\"Ada\"},\"work\":[{\"name\":\"no\"}],"
		"\"meta\":{\"vitae\":{\"kind\":\"cover_letter\",\"locale\":"
		"\"en-GB\",\"letter\":{\"date\":\"2026-03-05\",\"addressee\":"
		"[\"Acme\",\"Oslo\"],\"subject\":\"Post 7\",\"salutation\":"
		"\"Dear all,\",\"paragraphs\":[\"One.\\n\\nTwo.\",\"**Three**."
		"\"],\"closing\":\"Yours,\"}}}}");
	struct tree tree;

	for (size_t i = 0; template_name(i); i++) {
		tree = composed(&r, template_name(i), "{\"columns\":2}");
		SAME_STR(drawn(&tree), STR("name: Ada\n"
					   "address: Acme > 5 March 2026\n"
					   " address: Oslo\n"
					   "subject: Post 7\n"
					   "letter: Dear all,\n"
					   "letter: One.\n"
					   " letter: Two.\n"
					   "letter: Three.\n"
					   "letter: Yours,\n"
					   "signature: Ada\n"));
		SAME_STR(tree.title, STR("Ada – Cover letter"));
	}
}

TEST(a_document_says_what_it_is_in_its_properties)
{
	struct resume r = resume_of(
		"{\"basics\":{\"name\":\"Ada\\u202e "
		"Park\",\"label\":\"Smith\"},"
		"\"skills\":[{\"name\":\"Go\"},{\"name\":\"C\"}],\"meta\":"
		"{\"lastModified\":\"2026-03-05T10:00:00Z\",\"vitae\":"
		"{\"locale\":\"he_IL\",\"kind\":\"cv\"}}}");
	struct tree tree = composed(&r, "modern", NULL);

	SAME_STR(tree.title, STR("Ada Park – קורות חיים"));
	SAME_STR(tree.author, STR("Ada Park"));
	SAME_STR(tree.subject, STR("Smith"));
	SAME_STR(tree.keywords, STR("Go, C"));
	SAME_STR(tree.language, STR("he-IL"));
	OK(tree.rtl);
	SAME_INT(tree.date_ms, 1772704800000);
	tree = composed(&r, "modern", "{\"hidden_sections\":[\"skills\"]}");
	SAME_STR(tree.keywords, STR(""));
}

TEST(a_document_without_a_date_has_none_of_the_clocks)
{
	struct resume r = resume_of("{}");

	SAME_INT(composed(&r, "modern", NULL).date_ms, 0);
}

TEST(dates_are_written_as_the_style_wants)
{
	draws("{\"work\":[{\"position\":\"W\",\"startDate\":\"2020-05\","
	      "\"endDate\":\"2021-06-30\"}]}",
		"{\"date_format\":\"MM/yyyy\"}",
		"section: Experience\nentry: W > 05/2020 – 06/2021\n");
}

TEST(members_that_no_table_names_can_be_shown)
{
	const struct template *t;
	struct resume r = resume_of(
		"{\"work\":[{\"position\":\"W\",\"team\":\"Blue\",\"size\":7,"
		"\"tools\":[\"a\",\"b\"],\"deep\":{\"x\":1}}]}");
	struct look look;
	struct tree tree;
	struct err err;

	NEED_ERR(reads("{\"sections\":{\"work\":{\"lines\":[{\"entry\":"
		       "\"{position}[, {rest.team}][ ({rest.size})][{rest.deep}"
		       "][{rest.none}]\"},{\"bullet\":\"{rest.tools}\"}]}}}",
			 &t, &err),
		err);
	NEED_ERR(template_look(&test_mem, t, &r, NULL, &look, &err) &&
			 press_compose(&test_mem, &r, t, &look, &tree, &err),
		err);
	SAME_STR(drawn(&tree), STR("section: Experience\n"
				   "entry: W, Blue (7)\n"
				   " bullet: a\n bullet: b\n"));
}

/* ---- photos ------------------------------------------------------------- */

static const char dot[] =
	"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
	"DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

static bool shows_photo(
	const char *photo, const char *style, struct tree *out, struct err *err)
{
	struct resume r = { 0 };
	struct look *look = ARENA_NEW(&test_mem, struct look);

	*out = (struct tree){ 0 };
	memset(err, 0, sizeof(*err));
	r.basics.name = STR("Ada");
	r.meta.vitae.photo = str_c(photo);
	return template_look(&test_mem, found("studio"), &r,
		       style ? parsed(style) : NULL, look, err) &&
	       press_compose(&test_mem, &r, found("studio"), look, out, err);
}

TEST(a_photo_is_one_that_was_handed_in_and_can_be_read)
{
	struct tree tree = { 0 };
	struct err err;

	OK_ERR(shows_photo(dot, NULL, &tree, &err), err);
	SAME_INT(tree.photo.width, 1);
	SAME_INT(tree.photo.height, 1);
	SAME_STR(tree.photo.says, STR("Ada"));
	OK(shows_photo(dot, "{\"photo\":false}", &tree, &err));
	OK(!tree.photo.bytes.at);
	OK(shows_photo("https://a.example/me.png", NULL, &tree, &err));
	OK(!tree.photo.bytes.at); /* nothing is fetched */
	OK(shows_photo("/etc/passwd", NULL, &tree, &err));
	OK(!tree.photo.bytes.at);
}

/* Where a photo was taken, and with what, is nobody's business (DOC-17); how
 * the camera was held has to stay. */
TEST(what_a_camera_noted_is_in_no_document)
{
	static const char jpeg[] =
		"\xff\xd8\xff\xe1\0\x34"
		"Exif\0\0II*\0\x08\0\0\0\x02\0"
		"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
		"\x0f\x01\x02\0\x06\0\0\0\x26\0\0\0\0\0\0\0"
		"SECRET\xff\xfe\0\x08SECRET"
		"\xff\xc0\0\x0b\x08\0\x04\0\x02\x01\x01\x11\0"
		"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x7f\xff\xd9";
	static const char png[] =
		"\x89PNG\r\n\x1a\n"
		"\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15"
		"\xc4\x89\0\0\0\x08tEXtSECRET\0\0\0\0\0\0"
		"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82";
	const struct str files[] = { str_of(jpeg, sizeof(jpeg) - 1),
		str_of(png, sizeof(png) - 1) };
	struct picture picture;
	struct tree tree;
	struct err err;

	for (size_t i = 0; i < LENGTH(files); i++) {
		struct str url = str_fmt(&test_mem, "data:image/x;base64,%s",
			code_text(&test_mem, CODE_BASE64, files[i]).at);

		OK(holds(files[i], "SECRET"));
		NEED_ERR(shows_photo(url.at, NULL, &tree, &err), err);
		OK(!holds(tree.photo.bytes, "SECRET"));
		OK(tree.photo.bytes.len > 40);
	}
	NEED_ERR(shows_photo(
			 str_fmt(&test_mem, "data:image/jpeg;base64,%s",
				 code_text(&test_mem, CODE_BASE64, files[0]).at)
				 .at,
			 NULL, &tree, &err),
		err);
	SAME_INT(tree.photo.width, 4); /* it lay on its side: 2 by 4 */
	SAME_INT(tree.photo.height, 2);
	NEED_ERR(picture_read(tree.photo.bytes, &picture, &err), err);
	SAME_INT(picture.turn, 6);
}

TEST(a_photo_that_is_no_picture_is_refused)
{
	static const char *const wrong[] = { "data:image/png;base64,AAAA",
		"data:image/png;base64,!!!!", "data:image/png,AAAA",
		"data:image/svg+xml;base64,PHN2Zy8+",
		"data:image/png;base64,iVBORw0KGgo=", "data:" };
	struct tree tree;
	struct err err;

	for (size_t i = 0; i < LENGTH(wrong); i++) {
		OK(!shows_photo(wrong[i], NULL, &tree, &err));
		OK(err.code == ERR_BAD_INPUT || err.code == ERR_BAD_TYPE);
		OK(holds(str_c(err.text), "photo"));
	}
}
