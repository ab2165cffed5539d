/* Rich text of editors becomes paragraphs and bullets. */
#include "test.h"
#include "resume/blocks.h"

/* "text|-bullet|--one below", and " +" when more was said than that. */
static struct str read_blocks(struct str text)
{
	struct resume_blocks blocks;
	struct buf b;

	resume_blocks_read(&test_mem, text, &blocks);
	buf_init(&b, &test_mem, 1 << 24);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < blocks.count; i++) {
		if (i)
			buf_addc(&b, '|');
		for (int k = 0; k < blocks.at[i].level; k++)
			buf_addc(&b, '-');
		buf_add(&b, blocks.at[i].text);
	}
	if (blocks.more)
		buf_add(&b, STR(" +"));
	return buf_str(&b);
}

#define SAME_BLOCKS(text, want) SAME_STR(read_blocks(str_c(text)), str_c(want))

TEST(paragraphs_and_bullets_are_told_apart)
{
	SAME_BLOCKS("<p>One</p><ul><li><p>Two</p></li><li>Three</li></ul>"
		    "<p>Four</p>",
		"One|-Two|-Three|Four");
	SAME_BLOCKS(
		"<p>One<br>two</p><p></p><div>three</div>", "One\ntwo|three");
	SAME_BLOCKS("<ul><li><p>A</p><p>B</p><ul><li>C</li></ul></li>"
		    "<li>D</li></ul>",
		"-A\nB|--C|-D");
	SAME_BLOCKS("<li>alone</li>", "-alone");
	SAME_BLOCKS("<p> a \n  b\t c </p>", "a b c");
}

TEST(marks_become_those_of_the_model)
{
	SAME_BLOCKS("<p>a <strong>b</strong> c</p>", "a **b** c");
	SAME_BLOCKS("<p>a<strong> b </strong>c</p>", "a **b** c");
	SAME_BLOCKS("<b>a <i>b</i></b> c", "**a *b*** c");
	SAME_BLOCKS("<i>a <b>b</b></i> c", "*a* ***b*** c");
	SAME_BLOCKS("<b>a<p>b</b>c</p>", "**a**|**b**c");
	SAME_BLOCKS("<b></b><i> </i>x", "x");
	SAME_BLOCKS("<p>see <a href=\"https://a.example/?x=1&amp;y=2\">"
		    "<b>here</b></a>.</p>",
		"see [**here**](https://a.example/?x=1&y=2).");
	SAME_BLOCKS("<a href=https://a.example target=_blank>a</a>",
		"[a](https://a.example)");
	SAME_BLOCKS("<a href='/local'>a</a>", "a +");
	SAME_BLOCKS("<a href='https://a.example'></a>b", "b");
}

TEST(entities_are_characters_and_unknown_ones_text)
{
	SAME_BLOCKS("<p>R&amp;D &lt;b&gt; &#233;&#xE9;&eacute; &hellip;</p>",
		"R&D <b> ééé …");
	SAME_BLOCKS("<p>R&D &unknown; &#xD800; &#0; & &;</p>",
		"R&D &unknown; &#xD800; &#0; & &;");
	SAME_BLOCKS("<p>a&nbsp;b</p>", "a\xc2\xa0"
				       "b");
}

TEST(what_is_no_tag_is_text)
{
	SAME_BLOCKS("<p>a < b, x <y> and 1<2</p>", "a < b, x <y> and 1<2");
	SAME_BLOCKS("<p>unclosed <b", "unclosed <b");
	SAME_BLOCKS("<p title='a > b'>x</p>", "x +");
	SAME_BLOCKS("<p>\xff</p>", "\xff");
}

TEST(what_blocks_have_no_word_for_is_told)
{
	SAME_BLOCKS("<ol><li>one</li></ol>", "-one +");
	SAME_BLOCKS("<h2>Head</h2><p>x</p>", "Head|x +");
	SAME_BLOCKS("<p>a<u>b</u></p>", "ab +");
	SAME_BLOCKS("<p style=\"color: red\">a</p>", "a +");
	SAME_BLOCKS(
		"<p>a</p><!-- b --><script>c</script><style>d</style>", "a +");
	SAME_BLOCKS("<p>a<img src='x.png' alt='a cat'></p>", "aa cat +");
	SAME_BLOCKS("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>"
		    "</table>",
		"a b|c +");
}

TEST(lines_without_a_tag_are_read_as_lines)
{
	SAME_BLOCKS("One\ntwo\n\nthree", "One\ntwo|three");
	SAME_BLOCKS("Did:\n- one\n  more\r\n- two\n  - below\n• three",
		"Did:|-one more|-two|--below|-three");
	SAME_BLOCKS("5 * 3 - 2", "5 * 3 - 2");
	SAME_BLOCKS("a < b > c", "a < b > c");
	SAME_BLOCKS("", "");
}

TEST(text_and_bullets_come_back_apart_or_as_lines)
{
	struct resume_blocks blocks;
	struct resume_texts bullets;

	resume_blocks_read(&test_mem,
		STR("<p>a</p><ul><li>b</li><li>c<ul><li>d</li></ul></li></ul>"
		    "<p>e</p>"),
		&blocks);
	SAME_STR(resume_blocks_text(&test_mem, &blocks), STR("a\n\ne"));
	bullets = resume_blocks_bullets(&test_mem, &blocks);
	SAME_INT(bullets.count, 3);
	SAME_STR(bullets.at[2], STR("d"));
	SAME_STR(resume_blocks_lines(&test_mem, &blocks),
		STR("a\n\n- b\n- c\n  - d\n\ne"));
}

/* A megabyte of what is slow to read for who looks ahead again and again;
 * each would take hours if time grew with the square of it. */
TEST(broken_html_takes_time_in_line_with_its_size)
{
	static const struct {
		const char *part;
		bool hides; /* what comes behind it */
	} rows[] = {
		{ "<p ", false },
		{ "<p \"", false },
		{ "<b>", false },
		{ "<ul><li>", false },
		{ "<!--", true },
		{ "<script>", true },
		{ "&", false },
		{ "<a href='", false },
		{ "<p>>", false },
		{ "</p", false },
		{ "<b>x ", false },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str part = str_c(rows[i].part), text;
		struct buf b;

		buf_init(&b, &test_mem, 2 << 20);
		while (b.len < 1 << 20)
			buf_add(&b, part);
		buf_add(&b, STR("<p>theend"));
		text = read_blocks(buf_str(&b));
		OK((memmem(text.at, text.len, "theend", 6) == NULL) ==
			rows[i].hides);
	}
}
