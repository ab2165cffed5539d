/*
 * Lint of files (match/lint.h, TAI-3): every rule that is about how a file is
 * made, or how it was read, fires on one that breaks it and not on a good one.
 */
#include "found_shown.h"
#include "lint_made.h"

#define GOOD                                                           \
	"!24 Ines Carvalho\nines@carvalho.example\n+351 21 000 0000\n" \
	"\n# Experience\n<b>Head baker<> | 2021 - 2024\nForno Velho\n" \
	"- Led a crew of six people.\n"

struct file_ask {
	const char *text, *name;
	enum intake_format_id format;
	size_t bytes;
};

static struct lint *linted_doc(const struct intake_doc *doc,
	const struct intake_found *f, const struct file_ask *ask)
{
	struct lint *l = ARENA_NEW(&test_mem, struct lint);
	struct lint_file file = {
		.name = str_c(ask->name ? ask->name : "Ines-Carvalho.pdf"),
		.bytes = ask->bytes ? ask->bytes : 1000,
		.format = ask->format,
		.doc = doc,
		.found = f
	};

	l->mem = &test_mem;
	lint_document(l, &file);
	return l;
}

static size_t file_has(const char *code, struct file_ask ask)
{
	return count_of(
		linted_doc(made_doc(&test_mem, ask.text ? ask.text : GOOD),
			NULL, &ask),
		code);
}

TEST(TAI_3_nothing_is_found_in_a_good_file)
{
	struct file_ask ask = { 0 };
	struct intake_doc *doc = made_doc(&test_mem, GOOD);
	struct intake_found f;
	struct err err = { 0 };

	NEED_ERR(intake_parse(&test_mem, doc, &f, &err), err);
	check_none(linted_doc(doc, &f, &ask));
}

TEST(TAI_3_a_file_is_judged_by_name_kind_and_size)
{
	static const char *const bad[] = { "resume.pdf", "CV (2).pdf",
		"Lebenslauf_final_v3.pdf", "Ines & Co.pdf", "1.pdf" };
	static const char *const fine[] = { "Ines-Carvalho-Resume.pdf",
		"carvalho_cv.pdf", "In\xc3\xaas.pdf" };

	for (size_t i = 0; i < LENGTH(bad); i++)
		SAME_INT(file_has("file-name",
				 (struct file_ask){ .name = bad[i] }),
			1);
	for (size_t i = 0; i < LENGTH(fine); i++)
		SAME_INT(file_has("file-name",
				 (struct file_ask){ .name = fine[i] }),
			0);
	SAME_INT(file_has("file-ending",
			 (struct file_ask){ .name = "Ines.docx" }),
		1);
	SAME_INT(file_has("file-kind",
			 (struct file_ask){ .format = INTAKE_FORMAT_RTF }),
		1);
	SAME_INT(file_has("file-size",
			 (struct file_ask){ .bytes = (2 << 20) + 1 }),
		1);
	SAME_INT(file_has("file-size", (struct file_ask){ .bytes = 2 << 20 }),
		0);
}

TEST(TAI_3_three_pages_are_noted)
{
	SAME_INT(file_has("pages", (struct file_ask){ .text = "a\n===\nb\n" }),
		0);
	SAME_INT(file_has("pages",
			 (struct file_ask){ .text = "a\n===\nb\n===\nc\n" }),
		1);
}

TEST(TAI_3_a_table_is_three_rows_of_three_cells)
{
	SAME_INT(file_has("table",
			 (struct file_ask){ .text = "a | b | c\nd | e | f\n"
						    "g | h | i\n" }),
		1);
	SAME_INT(file_has("table",
			 (struct file_ask){ .text = "a | b | c\nd | e | f\n"
						    "g | h\n" }),
		0);
}

TEST(TAI_3_small_type_is_told_once_a_page)
{
	SAME_INT(file_has("small-type",
			 (struct file_ask){ .text = "!7 one two three\n"
						    "!7.5 four five six\n" }),
		1);
	SAME_INT(file_has("small-type",
			 (struct file_ask){ .text = "!8 one two three\n"
						    "!6 7\n" }),
		0);
}

TEST(TAI_3_hidden_words_are_an_error)
{
	struct file_ask ask = { 0 };
	struct intake_doc *doc = made_doc(&test_mem, GOOD);
	struct lint *l;

	doc->at[0].at[1].at[0].flags |= INTAKE_HIDDEN;
	l = linted_doc(doc, NULL, &ask);
	NEED(count_of(l, "hidden-text") == 1);
	SAME_INT(l->at[0].page, 1);
	SAME_INT(l->at[0].line, 2);
	doc = made_doc(&test_mem, GOOD);
	doc->at[0].at[1].at[0].flags |= INTAKE_PALE;
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "hidden-text"), 1);
	doc = made_doc(&test_mem, GOOD "!1 python java golang rust\n");
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "hidden-text"), 1);
}

/* The lines of two columns, drawn column by column or line by line. */
static struct intake_doc *columns(bool mixed)
{
	struct intake_doc *doc = made_doc(
		&test_mem, "---\na\nb\nc\nd\ne\n|||320\nf\ng\nh\ni\nj\n");
	struct intake_page *p = &doc->at[0];

	for (size_t i = 0; i < p->count; i++)
		p->at[i].at[0].place =
			(uint32_t)(mixed ? i % 5 * 2 + (i >= 5) : i);
	return doc;
}

TEST(TAI_3_two_columns_are_noted_and_mixed_ones_warned_of)
{
	struct file_ask ask = { 0 };
	struct lint *l = linted_doc(columns(false), NULL, &ask);

	SAME_INT(count_of(l, "columns"), 1);
	SAME_INT(count_of(l, "mixed-columns"), 0);
	l = linted_doc(columns(true), NULL, &ask);
	SAME_INT(count_of(l, "columns"), 0);
	SAME_INT(count_of(l, "mixed-columns"), 1);
}

TEST(TAI_3_contact_data_in_the_margin_alone_is_warned_of)
{
	struct file_ask ask = { 0 };
	struct intake_doc *doc = made_doc(&test_mem, GOOD);

	doc->at[0].at[1].repeated = true;
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "margin-contact"), 1);
	doc = made_doc(&test_mem, GOOD "ines@carvalho.example\n");
	doc->at[0].at[1].repeated = true;
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "margin-contact"), 0);
}

TEST(TAI_3_text_in_pictures_is_an_error_and_below_them_a_warning)
{
	struct file_ask ask = { 0 };
	struct intake_doc *doc = made_doc(&test_mem, "one\ntwo\n");
	struct intake_page *p = &doc->at[0];

	p->pictures = 1;
	SAME_INT(linted_doc(doc, NULL, &ask)->count, 0);
	p->at[0].at[0].sure = p->at[1].at[0].sure = 90;
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "picture-text"), 1);
	p->at[0].at[0].sure = p->at[1].at[0].sure = 0;
	p->at[0].at[0].flags = p->at[1].at[0].flags = INTAKE_HIDDEN;
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "text-layer"), 1);
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "hidden-text"), 0);
	p->count = 0;
	SAME_INT(count_of(linted_doc(doc, NULL, &ask), "picture-text"), 1);
}

TEST(TAI_3_icons_unknown_letters_and_damage_are_told)
{
	struct file_ask ask = { 0 };
	struct intake_doc *doc = made_doc(&test_mem, GOOD);
	struct lint *l;

	doc->at[0].icons = 2;
	doc->at[0].unknown = 3;
	doc->mended = true;
	l = linted_doc(doc, NULL, &ask);
	SAME_INT(count_of(l, "icons"), 1);
	SAME_INT(count_of(l, "letters-unknown"), 1);
	SAME_INT(count_of(l, "damaged"), 1);
}

TEST(TAI_3_lines_left_and_doubtful_fields_are_told_with_their_place)
{
	struct file_ask ask = { 0 };
	struct intake_doc *doc = made_doc(&test_mem, GOOD);
	struct intake_trace traces[] = { { STR("/basics/name"), 0, 0, 1,
						 0.59f },
		{ STR("/basics/email"), 0, 1, 1, 0.6f } };
	struct intake_left left = { 0, 2 };
	struct intake_found f = { 0 };
	struct lint *l;

	f.traces.at = traces;
	f.traces.count = LENGTH(traces);
	f.left.at = &left;
	f.left.count = 1;
	l = linted_doc(doc, &f, &ask);
	NEED(l->count == 2);
	SAME_INT(count_of(l, "unread-line"), 1);
	SAME_INT(l->at[0].line, 3);
	SAME_INT(count_of(l, "doubtful-field"), 1);
	SAME_STR(l->at[1].at, STR("/basics/name"));
	lint_add(l, LINT_CODE_BAD_EMAIL, STR("/basics/email"), NULL);
	lint_locate(l, &f);
	SAME_INT(l->at[2].page, 1);
	SAME_INT(l->at[2].line, 2);
}
