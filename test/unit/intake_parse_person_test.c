/* Whom a resume is about: name, headline, how to reach them, where they live
 * (INT-5). */
#include "found_shown.h"

#define NAME(text) found_basics(text)->name
#define EMAIL(text) found_basics(text)->email
#define PHONE(text) found_basics(text)->phone
#define BODY                                              \
	"\n!14 <b>Experience\n\n<b>Nurse | 2019 - 2021\n" \
	"<i>Clinica do Mar\n• Cared for people of all ages on two wards\n"

/* ---- the name ----------------------------------------------------------- */

TEST(a_name_is_what_stands_in_the_largest_type)
{
	SAME_STR(NAME("!24 Ngozi Adebayo\nngozi@mail.example\n" BODY),
		STR("Ngozi Adebayo"));
	SAME_STR(NAME("!24 Jean-Baptiste de la Tour\n" BODY),
		STR("Jean-Baptiste de la Tour"));
	SAME_STR(NAME("!22 Siobhán O'Connor\nDublin, Ireland\n" BODY),
		STR("Siobhán O'Connor"));
}

TEST(a_name_in_any_script_is_a_name)
{
	SAME_STR(NAME("!24 Ольга Петрова\nolga@mail.example\n" BODY),
		STR("Ольга Петрова"));
	SAME_STR(NAME("!24 Ελένη Παπαδοπούλου\n" BODY),
		STR("Ελένη Παπαδοπούλου"));
	SAME_STR(NAME("!24 李小龙\nli@mail.example\n" BODY), STR("李小龙"));
	SAME_STR(NAME("!24 Phạm Thị Hương\n" BODY), STR("Phạm Thị Hương"));
}

TEST(a_name_over_two_lines_of_large_type_is_one)
{
	SAME_STR(NAME("!28 Aurélie\n!28 Lefèvre\naurelie@mail.example\n" BODY),
		STR("Aurélie Lefèvre"));
}

TEST(a_name_in_capitals_is_kept_as_it_stands)
{
	SAME_STR(NAME("!24 KWAME MENSAH\nk.mensah@mail.example\n" BODY),
		STR("KWAME MENSAH"));
}

TEST(the_email_tells_a_name_of_ordinary_type)
{
	SAME_STR(NAME("<b>Tomasz Zielinski\n<b>Curriculum Vitae\n"
		      "tomasz.zielinski@mail.example\n" BODY),
		STR("Tomasz Zielinski"));
}

TEST(a_headline_below_a_name_is_no_part_of_it)
{
	const struct resume_basics *b =
		found_basics("!24 Hanna Virtanen\n!13 Software Engineer\n"
			     "hanna@mail.example\n" BODY);

	SAME_STR(b->name, STR("Hanna Virtanen"));
	SAME_STR(b->label, STR("Software Engineer"));
}

TEST(a_headline_behind_a_name_in_one_line_is_no_part_of_it)
{
	static const char *const between[] = { ", ", " – ", " - ", " · " };

	for (size_t i = 0; i < LENGTH(between); i++) {
		const struct resume_basics *b = found_basics(str_fmt(&test_mem,
			"!24 Maren Oduya%sCustomer Success Manager\n"
			"maren@mail.example\n" BODY,
			between[i])
								     .at);

		SAME_STR(b->name, STR("Maren Oduya"));
		SAME_STR(b->label, STR("Customer Success Manager"));
	}
	SAME_STR(NAME("!24 Maren Oduya, PhD\n" BODY), STR("Maren Oduya, PhD"));
	SAME_STR(NAME("!24 Maren Oduya (she/her)\n" BODY), STR("Maren Oduya"));
	SAME_STR(NAME("!24 Maren Oduya — Lebenslauf\n" BODY),
		STR("Maren Oduya"));
}

TEST(a_title_above_the_name_is_no_name)
{
	SAME_STR(NAME("!12 Resume\n!24 Bao "
		      "Nguyen\nbao.nguyen@mail.example\n" BODY),
		STR("Bao Nguyen"));
}

TEST(a_heading_is_never_a_name)
{
	OK(!NAME("!24 Experience\n<b>Baker | 2019 - 2020\nBrot GmbH\n").len);
}

/* ---- email -------------------------------------------------------------- */

TEST(an_email_is_found_wherever_it_stands)
{
	SAME_STR(EMAIL("!24 Ana Silva\nLisbon | "
		       "ana.silva+cv@mail.example\n" BODY),
		STR("ana.silva+cv@mail.example"));
	SAME_STR(EMAIL("!24 Ana Silva\n" BODY
		       "\n!14 <b>Contact\nana@mail.example\n"),
		STR("ana@mail.example"));
}

TEST(an_email_sheds_its_label_and_brackets)
{
	SAME_STR(EMAIL("!24 Ana Silva\nEmail: <ana@mail.example>,\n" BODY),
		STR("ana@mail.example"));
	SAME_STR(EMAIL("!24 Ana Silva\ne-mail:ana@mail.example\n" BODY),
		STR("ana@mail.example"));
}

TEST(an_email_is_taken_from_a_link)
{
	SAME_STR(EMAIL("!24 Ana Silva\nEmail{mailto:ana@mail.example}\n" BODY),
		STR("ana@mail.example"));
}

TEST(an_email_as_written_goes_before_one_of_a_link)
{
	SAME_STR(EMAIL("!24 Ana Silva\nWrite{mailto:b@mail.example} "
		       "ana@mail.example\n" BODY),
		STR("ana@mail.example"));
}

TEST(words_with_an_at_are_no_email)
{
	SAME_STR(EMAIL("!24 Ana Silva\n@ana ana@ ana@localhost\n" BODY),
		STR_NONE);
}

/* ---- telephone ---------------------------------------------------------- */

TEST(telephone_numbers_of_many_countries_are_found)
{
	static const char *const numbers[] = { "+49 30 1234567",
		"+1 (555) 010-0199", "(555) 010-0199", "555-010-0199",
		"+33 6 12 34 56 78", "+44 20 7946 0958", "+351 912 345 678",
		"+31 6 12345678", "+39 347 123 4567", "+34 612 345 678",
		"+91 98765 43210", "+81-90-1234-5678", "+234 803 123 4567",
		"+55 (11) 91234-5678", "+86 138 1234 5678", "+41 79 123 45 67",
		"+48 512 345 678", "+972-54-123-4567" };

	for (size_t i = 0; i < LENGTH(numbers); i++)
		SAME_STR(PHONE(str_fmt(&test_mem,
				 "!24 Ana Silva\nana@mail.example | %s\n" BODY,
				 numbers[i])
					 .at),
			str_c(numbers[i]));
}

TEST(a_label_tells_a_telephone_number_without_a_plus)
{
	SAME_STR(PHONE("!24 Ana Silva\nTel: 030 1234567\n" BODY),
		STR("030 1234567"));
	SAME_STR(PHONE("!24 Ana Silva\nMobile: 07700 900123\n" BODY),
		STR("07700 900123"));
}

TEST(a_link_to_call_tells_a_telephone_number)
{
	SAME_STR(PHONE("!24 Ana Silva\n5550100199{tel:5550100199}\n" BODY),
		STR("5550100199"));
}

TEST(dates_ids_and_postal_codes_are_no_telephone_numbers)
{
	SAME_STR(
		PHONE("!24 Ana Silva\n12 Main Street, Austin, TX 78701\n" BODY),
		STR_NONE);
	SAME_STR(PHONE("!24 Ana Silva\n2015 - 2019\n" BODY), STR_NONE);
	SAME_STR(PHONE("!24 Ana Silva\n1200-345 Lisbon\n" BODY), STR_NONE);
	SAME_STR(PHONE("!24 Ana Silva\n" BODY
		       "• Shipped 1 000 000 parts for 20 000 customers\n"),
		STR_NONE);
	SAME_STR(
		PHONE("!24 Ana Silva\n" BODY
		      "\n!14 <b>Publications\n\nA paper, doi 10.1000/182345\n"),
		STR_NONE);
}

TEST(a_postal_code_of_nine_digits_is_no_telephone_number)
{
	SAME_STR(PHONE("!24 Ana Silva\n12 Main St, Austin, TX "
		       "78701-1234\n" BODY),
		STR_NONE);
	SAME_STR(PHONE("!24 Ana Silva\nSão Paulo, 01310-100\n" BODY), STR_NONE);
	SAME_STR(PHONE("!24 Ana Silva\n01310-100 São Paulo\n" BODY), STR_NONE);
	SAME_STR(PHONE("!24 Ana Silva\nAustin, TX 78701-1234 · "
		       "555-010-0199\n" BODY),
		STR("555-010-0199"));
}

TEST(a_telephone_number_in_the_foot_of_the_page_is_found)
{
	static const char *const numbers[] = { "555-0134-353", "020 7946 0227",
		"01 23 45 67 89" };

	for (size_t i = 0; i < LENGTH(numbers); i++)
		SAME_STR(PHONE(str_fmt(&test_mem,
				 "!24 Ana Silva\n" BODY
				 "\n!14 <b>Education\n\n<b>BSc Biology | "
				 "2015\nHarbour College\nLeeds, UK – "
				 "ana@mail.example – %s – LinkedIn\n",
				 numbers[i])
					 .at),
			str_c(numbers[i]));
}

TEST(a_telephone_number_against_its_icon_is_found)
{
	SAME_STR(PHONE("!24 Ana Silva\n\xef\xbf\xbd+31612340046\n" BODY),
		STR("+31612340046"));
	SAME_STR(PHONE("!24 Ana Silva\n\xef\x82\x95+31612340046\n" BODY),
		STR("+31612340046"));
}

TEST(a_house_number_behind_a_telephone_number_is_none_of_it)
{
	SAME_STR(PHONE("!24 Ana Silva\nana@mail.example 020 7946 0227 12 Elm "
		       "Street\n" BODY),
		STR("020 7946 0227"));
}

TEST(a_period_in_brackets_is_no_telephone_number)
{
	SAME_STR(PHONE("!24 Ana Silva\nana@mail.example 01.99.00.43.92\n" BODY
		       "\n!14 <b>Education\n\nLycée Vauban - Doctorat en "
		       "Télécommunications (2016–2019)\n"),
		STR("01.99.00.43.92"));
}

/* ---- links -------------------------------------------------------------- */

static struct str profiles(const char *text)
{
	const struct resume_basics *b = found_basics(text);
	struct buf out;

	buf_init(&out, &test_mem, 1 << 16);
	buf_addf(&out, "%.*s", STR_ARG(b->url));
	for (size_t i = 0; i < b->profiles.count; i++)
		buf_addf(&out, " | %.*s %.*s",
			STR_ARG(b->profiles.at[i].network),
			STR_ARG(b->profiles.at[i].username));
	return buf_str(&out);
}

TEST(links_that_are_written_out_are_profiles)
{
	SAME_STR(profiles("!24 Ana Silva\nlinkedin.com/in/anasilva | "
			  "github.com/anas\n" BODY),
		STR(" | LinkedIn anasilva | GitHub anas"));
}

TEST(links_behind_words_are_profiles_by_their_target)
{
	SAME_STR(profiles("!24 Ana Silva\n"
			  "LinkedIn{https://www.linkedin.com/in/anasilva} "
			  "GitHub{https://github.com/anas}\n" BODY),
		STR(" | LinkedIn anasilva | GitHub anas"));
}

TEST(a_site_of_ones_own_is_the_address_of_the_person)
{
	SAME_STR(profiles("!24 Ana Silva\nhttps://anasilva.example\n" BODY),
		STR("https://anasilva.example"));
}

TEST(the_same_link_twice_is_one_profile)
{
	SAME_STR(profiles("!24 Ana Silva\n"
			  "github.com/anas{https://github.com/anas} "
			  "https://github.com/anas\n" BODY),
		STR(" | GitHub anas"));
}

TEST(links_of_bullets_are_no_profiles)
{
	SAME_STR(profiles("!24 Ana Silva\nana@mail.example\n" BODY
			  "• Wrote github.com/acme/engine for all of them\n"),
		STR(""));
}

/* ---- where -------------------------------------------------------------- */

TEST(a_city_and_country_are_where_somebody_lives)
{
	const struct resume_basics *b = found_basics(
		"!24 Ana Silva\nLyon, France | ana@mail.example\n" BODY);

	SAME_STR(b->location.city, STR("Lyon"));
	SAME_STR(b->location.region, STR("France"));
}

TEST(a_street_before_a_city_is_an_address)
{
	const struct resume_basics *b =
		found_basics("!24 Ana Silva\n12 Rue Garibaldi, Lyon, France\n"
			     "ana@mail.example\n" BODY);

	SAME_STR(b->location.address, STR("12 Rue Garibaldi"));
	SAME_STR(b->location.city, STR("Lyon"));
}

static struct str place(const char *text)
{
	const struct resume_place *l = &found_basics(text)->location;

	return str_fmt(&test_mem, "%.*s/%.*s/%.*s/%.*s/%.*s",
		STR_ARG(l->address), STR_ARG(l->postal_code), STR_ARG(l->city),
		STR_ARG(l->region), STR_ARG(l->country_code));
}

TEST(postal_codes_and_countries_are_no_regions)
{
	static const struct {
		const char *words, *means;
	} list[] = { { "Dublin, Leinster D02 X285, IE",
			     "/D02 X285/Dublin/Leinster/IE" },
		{ "Austin, TX 78701-1234", "/78701-1234/Austin/TX/" },
		{ "12 Elm Street, Austin, TX 78701, US",
			"12 Elm Street/78701/Austin/TX/US" },
		{ "3 Rue Haute, 69001 Lyon, France",
			"3 Rue Haute/69001/Lyon/France/" },
		{ "Rua Alta, 112, 4700-320 Braga",
			"Rua Alta, 112/4700-320/Braga//" },
		{ "Keizersgracht 4, 1015 CN Amsterdam, NL",
			"Keizersgracht 4/1015 CN/Amsterdam//NL" },
		{ "Whitby, UK", "//Whitby/UK/" } };

	for (size_t i = 0; i < LENGTH(list); i++)
		SAME_STR(place(str_fmt(&test_mem,
				 "!24 Ana Silva\n%s | ana@mail.example\n" BODY,
				 list[i].words)
					 .at),
			str_c(list[i].means));
}

TEST(a_place_between_other_labels_of_its_line_is_found)
{
	SAME_STR(place("!24 Ana Silva\nTel: +351 912 345 678 Lives in: "
		       "Columbus, Ohio Mail: ana@mail.example\n" BODY),
		STR("//Columbus/Ohio/"));
}

TEST(a_place_over_two_lines_is_one)
{
	SAME_STR(place("!24 Ana "
		       "Silva\nana@mail.example\nDenver\nColorado\n" BODY),
		STR("//Denver/Colorado/"));
	SAME_STR(place("!24 Ana Silva\nana@mail.example\n7 Harbour Row\n"
		       "Leeds, UK\n" BODY),
		STR("7 Harbour Row//Leeds/UK/"));
}

TEST(a_place_between_dashes_is_one)
{
	SAME_STR(place("!24 Ana Silva\n221 Elm Street – 43215 Columbus – "
		       "Ohio\n" BODY),
		STR("221 Elm Street/43215/Columbus/Ohio/"));
}

TEST(a_place_in_the_foot_of_the_page_is_found)
{
	SAME_STR(place("!24 Ana Silva\n" BODY
		       "\n!14 <b>Education\n\n<b>BSc Biology | 2015\nHarbour "
		       "College\n\nPortland, OR – ana@mail.example – "
		       "LinkedIn\n"),
		STR("//Portland/OR/"));
}

TEST(a_state_is_a_region)
{
	const struct resume_basics *b = found_basics(
		"!24 Ana Silva\nAustin, TX | (555) 010-0199\n" BODY);

	SAME_STR(b->location.city, STR("Austin"));
	SAME_STR(b->location.region, STR("TX"));
}

TEST(the_place_of_an_employer_is_not_where_somebody_lives)
{
	const struct resume_basics *b = found_basics(
		"!24 Ana Silva\nana@mail.example\n" BODY
		"\n<b>Nurse | 2017 - 2019\nClinic One | Lyon, France\n");

	SAME_STR(b->location.city, STR_NONE);
}

/* ---- a text about oneself ----------------------------------------------- */

TEST(a_summary_is_joined_over_its_lines)
{
	SAME_STR(found_basics(
			 "!24 Ana Silva\nana@mail.example\n\n"
			 "!14 <b>Summary\n\n"
			 "Nurse with ten years of work on wards for children "
			 "and in emergency rooms, in two\n"
			 "countries and three languages.\n" BODY)
			 ->summary,
		STR("Nurse with ten years of work on wards for children and "
		    "in emergency rooms, in two countries and three "
		    "languages."));
}

TEST(a_short_word_left_to_the_next_line_begins_no_paragraph)
{
	SAME_STR(found_basics(
			 "!24 Ana Silva\nana@mail.example\n\n"
			 "!14 <b>Summary\n\n"
			 "Nurse with ten years of work on wards for children, "
			 "and in a house by the sea for those of high age,\n"
			 "and of the year in her town, where she has lived "
			 "since she came back, and where she has\n"
			 "a garden.\n" BODY)
			 ->summary,
		STR("Nurse with ten years of work on wards for children, and "
		    "in a house by the sea for those of high age, and of the "
		    "year in her town, where she has lived since she came "
		    "back, and where she has a garden."));
}

TEST(a_text_below_the_name_is_a_summary_without_a_heading)
{
	SAME_STR(found_basics(
			 "!24 Ana Silva\nana@mail.example\n\n"
			 "Nurse with ten years of work on wards for children "
			 "and in emergency rooms.\n" BODY)
			 ->summary,
		STR("Nurse with ten years of work on wards for children and "
		    "in emergency rooms."));
}

/* ---- nothing ------------------------------------------------------------ */

TEST(a_document_without_words_is_an_error_INT_9)
{
	struct intake_doc *doc = made_doc(&test_mem, "");
	struct intake_found f;
	struct err err = { 0 };

	OK(!intake_parse(&test_mem, doc, &f, &err));
	OK(err.code == ERR_UNTRUSTED);
	OK(!strncmp(err.text, "there is no text in it: hand in", 31));
}

static bool is_resume(const char *text)
{
	struct intake_found f;
	struct err err = { 0 };
	bool ok = intake_parse(&test_mem, made_doc(&test_mem, text), &f, &err);

	if (!ok)
		OK(err.code == ERR_UNTRUSTED && strlen(err.text) > 20);
	return ok;
}

TEST(a_few_words_that_are_no_resume_are_an_error_INT_9)
{
	static const char *const texts[] = { "x\n", "hello\n", "Hello\n",
		"!24 Test\n", "•\n", "★\n", "• •\n", "12 34 56\n", "...\n",
		"lorem ipsum dolor\n", "555-010-0199\n", "你好\n" };

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (is_resume(texts[i]))
			test_fail(__FILE__, __LINE__, "%s", texts[i]);
}

TEST(a_short_resume_is_one)
{
	static const char *const texts[] = { "Ana Silva\n",
		"Ana\nana@mail.example\n", "Ana\n+351 912 345 678\n",
		"Experience\nBaker, Brot GmbH, 2019\n", "Skills\nRust, C\n",
		"Baker 2019 - 2021\n", "ana.example\nBaker\n",
		"李小龙\nli@mail.example\n", "技能\nRust\n",
		("I bake bread and rolls in two shops and teach others how to "
		 "do it well every day.\n") };

	for (size_t i = 0; i < LENGTH(texts); i++)
		if (!is_resume(texts[i]))
			test_fail(__FILE__, __LINE__, "%s", texts[i]);
}

TEST(nothing_is_said_that_is_not_there)
{
	const struct resume_basics *b = found_basics("!24 Ana Silva\n");

	SAME_STR(b->name, STR("Ana Silva"));
	SAME_STR(b->email, STR_NONE);
	SAME_STR(b->phone, STR_NONE);
	SAME_STR(b->url, STR_NONE);
	SAME_STR(b->label, STR_NONE);
	SAME_STR(b->summary, STR_NONE);
	SAME_STR(b->location.city, STR_NONE);
}
