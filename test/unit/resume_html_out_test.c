/* test/unit/resume_html_out_test.c - resume/html_out.h. */
#include "test.h"

#include "resume/blocks.h"
#include "resume/html_out.h"

static struct str html_of(struct str text, const struct resume_texts *bullets)
{
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	buf_add(&b, STR(""));
	resume_html_write(&test_mem, &b, text, bullets);
	return buf_str(&b);
}

static const struct {
	const char *text, *html;
} rows[] = {
	{ "", "" },
	{ "One", "<p>One</p>" },
	{ "One\nTwo", "<p>One<br>Two</p>" },
	{ "One\n\n\nTwo", "<p>One</p><p>Two</p>" },
	{ "- a\n- b", "<ul><li>a</li><li>b</li></ul>" },
	{ "One\n- a\nTwo", "<p>One</p><ul><li>a</li></ul><p>Two</p>" },
	{ "a < b & \"c\" > d", "<p>a &lt; b &amp; &quot;c&quot; &gt; d</p>" },
	{ "**b** *i*", "<p><strong>b</strong> <em>i</em></p>" },
	{ "**b *i* b**", "<p><strong>b <em>i</em> b</strong></p>" },
	{ "2 * 3 * 4", "<p>2 * 3 * 4</p>" },
	{ "a*", "<p>a*</p>" },
	{ "*a", "<p>*a</p>" },
	{ "***a***", "<p>***a***</p>" },
	{ "**a *b** c*", "<p><strong>a *b</strong> c*</p>" },
	{ "[t](https://u.example)",
		"<p><a href=\"https://u.example\">t</a></p>" },
	{ "see [**t**](u?a=*&b=*), *x*",
		"<p>see <a href=\"u?a=*&amp;b=*\"><strong>t</strong></a>, "
		"<em>x</em></p>" },
	{ "[t] (u)", "<p>[t] (u)</p>" },
	{ "[t](u", "<p>[t](u</p>" },
	{ "[](u) [t]()", "<p>[](u) [t]()</p>" },
	{ "[a[b](c)", "<p>[a<a href=\"c\">b</a></p>" },
	{ "[a](b [c](d)", "<p>[a](b <a href=\"d\">c</a></p>" },
};

TEST(marks_of_the_model_become_tags)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		SAME_STR(html_of(str_c(rows[i].text), NULL),
			str_c(rows[i].html));
}

TEST(bullets_follow_the_text)
{
	struct str at[] = { STR("x"), STR("**y**") };
	struct resume_texts list = { at, 2 };

	SAME_STR(html_of(STR("One"), &list),
		STR("<p>One</p><ul><li>x</li><li><strong>y</strong></li></"
		    "ul>"));
	SAME_STR(html_of(STR("- a"), &list),
		STR("<ul><li>a</li><li>x</li><li><strong>y</strong></li></"
		    "ul>"));
}

TEST(what_became_html_reads_as_it_was)
{
	static const char *const texts[] = { "One & **two** *three*",
		"A [link](https://a.example/?q=1&r=2) in *it*",
		"First line\nsecond line\n\nSecond paragraph", "a < b > c" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct resume_blocks blocks = { 0 };

		resume_html_read(
			&test_mem, html_of(str_c(texts[i]), NULL), &blocks);
		SAME_STR(resume_blocks_text(&test_mem, &blocks),
			str_c(texts[i]));
	}
}

/* Megabytes of what might begin something, in less than the test's time. */
TEST(brackets_and_stars_without_end_take_no_longer)
{
	static const char *const pieces[] = { "[", "[a](", "x *a", "**",
		"[a]" };

	for (size_t i = 0; i < LENGTH(pieces); i++) {
		struct buf b;

		buf_init(&b, &test_mem, 8 << 20);
		while (b.len < 1 << 20)
			buf_add(&b, str_c(pieces[i]));
		SAME_INT(html_of(buf_str(&b), NULL).len, b.len + 7);
	}
}
