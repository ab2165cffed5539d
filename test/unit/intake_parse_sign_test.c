/* Marks and digits of other scripts (INT-5). */
#include "found_shown.h"

#define WORK(text) found_section(RESUME_WORK, "!14 <b>Experience\n\n" text)

/* ---- signs -------------------------------------------------------------- */

TEST(wide_colons_part_labels_from_what_they_label)
{
	const struct resume_basics *b =
		found_basics("!24 陈雨桐\n"
			     "电话：138-0000-1234　邮箱：chen@mail.example\n\n"
			     "!14 <b>工作经历\n\n青禾有限公司 | 2019年4月 – "
			     "至今\n产品经理\n");

	SAME_STR(b->name, STR("陈雨桐"));
	SAME_STR(b->phone, STR("138-0000-1234"));
	SAME_STR(b->email, STR("chen@mail.example"));
}

TEST(a_name_behind_a_label_of_japanese_is_one)
{
	SAME_STR(found_basics("!18 職務経歴書\n氏名：佐藤 美咲\n"
			      "電話番号：090-0000-1234\n"
			      "メール：misaki@mail.example\n\n"
			      "!14 <b>学歴\n\n2012年4月 – 2016年3月 北山大学\n")
			 ->name,
		STR("佐藤 美咲"));
}

TEST(commas_of_chinese_and_arabic_part_the_words_of_a_list)
{
	SAME_STR(found_section(RESUME_SKILLS,
			 "!14 <b>专业技能\n\n编程语言：Java、Python，Go\n"),
		STR("name: 编程语言\nkeywords: Java / Python / Go\n"));
	SAME_STR(found_section(RESUME_SKILLS, "!14 <b>المهارات\n\n"
					      "إكسل، ساب، بايثون\n"),
		STR("keywords: إكسل / ساب / بايثون\n"));
}

TEST(a_language_is_parted_from_its_level_by_a_wide_colon)
{
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>语言能力\n\n普通话：母语；英语：CET-6\n"),
		STR("language: 普通话\nfluency: 母语\n~\n"
		    "language: 英语\nfluency: CET-6\n"));
}

TEST(what_is_quoted_whole_keeps_the_signs_that_stand_there)
{
	SAME_STR(WORK("<b>青禾有限公司 | 2019年4月 – 2021年3月\n产品经理\n"
		      "• 负责规划，上线后退单率下降（12%）。\n"),
		STR("name: 青禾有限公司\nposition: 产品经理\n"
		    "startDate: 2019-04\nendDate: 2021-03\n"
		    "highlights: 负责规划，上线后退单率下降（12%）。\n"));
}

TEST(digits_of_arabic_are_those_of_a_date)
{
	SAME_STR(WORK("<b>Harbour Trading Ltd | مارس ٢٠١٩ - ٢٠٢١\n"
		      "Accountant\n"),
		STR("name: Harbour Trading Ltd\nposition: Accountant\n"
		    "startDate: 2019-03\nendDate: 2021\n"));
}
