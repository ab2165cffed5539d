/* test/unit/identity_test.c - press/identity.h: what the bytes of a document
 * depend on. */
#include "resumes.h"
#include "templates.h"

#include "press/identity.h"

static struct err err;

static struct identity identity(const char *name, const char *template,
	enum press_format format, const char *style)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct identity id = { 0 };
	struct press *press = NULL;
	struct pages pages;
	struct tree tree;
	bool paged = press_formats[format].paged;

	*r = resumes_read(name);
	tree = composed(r, template, style);
	OK_ERR(press_open(&press, &err) &&
			press_layout(press, &test_mem, &tree, &pages, &err) &&
			press_identity(press, &test_mem, found(template), &tree,
				paged ? &pages : NULL, format, &id, &err),
		err);
	press_close(press);
	return id;
}

static bool has(const struct identity *id, const char *name)
{
	return identity_find(id, str_c(name)) != NULL;
}

TEST(a_pdf_depends_on_the_fonts_that_it_shows_and_on_no_others)
{
	struct identity id = identity("student", "modern", PRESS_PDF, NULL);

	OK(has(&id, "engine"));
	OK(has(&id, "template:modern"));
	OK(has(&id, "font:Lato-Bold.ttf"));
	OK(has(&id, "font:Lato-Regular.ttf"));
	OK(!has(&id, "font:Lato-BoldItalic.ttf"));
	OK(!has(&id, "font:NotoSansArabic-Regular.ttf"));
	OK(has(&id, "harfbuzz"));
	OK(has(&id, "libdeflate"));
	OK(!has(&id, "machine"));
}

TEST(another_script_brings_its_fonts)
{
	struct identity id = identity("arabic", "modern", PRESS_PDF, NULL);

	OK(has(&id, "font:NotoSansArabic-Regular.ttf"));
	OK(has(&id, "fribidi"));
}

TEST(a_web_page_depends_on_what_is_ours_alone)
{
	struct identity id = identity("arabic", "modern", PRESS_HTML, NULL);

	SAME_INT(id.count, 2);
	OK(has(&id, "engine") && has(&id, "template:modern"));
}

TEST(a_word_document_depends_on_fonts_only_where_it_was_fitted)
{
	struct identity id = identity("student", "modern", PRESS_DOCX, NULL);

	OK(has(&id, "libdeflate"));
	OK(!has(&id, "harfbuzz") && !has(&id, "font:Lato-Regular.ttf"));
	id = identity(
		"student", "modern", PRESS_DOCX, "{\"fit\":{\"pages\":1}}");
	OK(has(&id, "harfbuzz") && has(&id, "font:Lato-Regular.ttf"));
}

TEST(patterns_count_where_words_are_hyphenated)
{
	struct identity id = identity(
		"engineer", "modern", PRESS_PDF, "{\"hyphenate\":true}");

	OK(has(&id, "hyphens:hyph_en_GB.dic") ||
		has(&id, "hyphens:hyph_en_US.dic"));
	id = identity("engineer", "modern", PRESS_PDF, "{\"hyphenate\":false}");
	OK(!has(&id, "hyphens:hyph_en_GB.dic") &&
		!has(&id, "hyphens:hyph_en_US.dic"));
}

TEST(the_digest_is_one_of_the_parts_whatever_their_order)
{
	struct identity a = identity("student", "modern", PRESS_PDF, NULL);
	struct identity b = identity("student", "classic", PRESS_PDF, NULL);
	struct str was = identity_digest(&test_mem, &a);
	struct identity_part first;

	NEED(a.count > 1);
	first = a.at[0];
	SAME_INT(was.len, 64);
	a.at[0] = a.at[a.count - 1];
	a.at[a.count - 1] = first;
	SAME_STR(identity_digest(&test_mem, &a), was);
	OK(!str_eq(identity_digest(&test_mem, &b), was));
	a.at[0].is = STR("another");
	OK(!str_eq(identity_digest(&test_mem, &a), was));
}
