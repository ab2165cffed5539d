/* test/unit/intake_doc_test.c - intake/doc.h and intake/ole.h: lines of old
 * Word documents. The sample is test/data/intake/sample.rtf, saved by
 * LibreOffice Writer as .doc. */
#include "lines_shown.h"

#include "intake/doc.h"
#include "intake/intake.h"
#include "intake/ole.h"

#include <stdio.h>
#include <string.h>

static struct intake_doc doc;
static struct err err;

static struct str sample(void)
{
	enum { MOST = 1 << 20 };
	char *at = arena_bytes(&test_mem, MOST);
	FILE *f = fopen("test/data/intake/sample.doc", "rb");
	size_t len;

	if (!f) {
		test_fail(__FILE__, __LINE__, "no sample");
		return STR("");
	}
	len = fread(at, 1, MOST, f);
	fclose(f);
	return str_of(at, len);
}

/* A sample that may be written to, and where its main stream begins. */
static char *changed(struct str *whole)
{
	char *at;

	*whole = sample();
	for (size_t i = 512; i + 2048 < whole->len; i += 512) {
		at = (char *)(uintptr_t)whole->at + i;
		if (!memcmp(at, "\xec\xa5", 2))
			return at;
	}
	test_fail(__FILE__, __LINE__, "no header");
	return arena_alloc(&test_mem, 4096);
}

static void put(char *at, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		at[i] = (char)(n >> 8 * i);
}

static bool reads(struct str bytes)
{
	doc = (struct intake_doc){ 0 };
	err = (struct err){ 0 };
	return intake_doc_word(&test_mem, bytes, &doc, &err);
}

static bool says(const char *text) { return strstr(err.text, text) != NULL; }

/* ---- what is in it -------------------------------------------------------*/

TEST(a_document_of_everything_is_read_in_order)
{
	NEED_ERR(reads(sample()), err);
	SAME_STR(shown_lines(&doc),
		STR("Ines Holm, page head\n~\n"
		    "# <b>Ines Holm\n~\n"
		    "Lund \xe2\x80\x93 Sweden, my(https://ines.example/cv) "
		    "page(https://ines.example/cv)\n~\n"
		    "## <b>Experience\n~\n"
		    "<b>Engineer+<>, <i>Nordvik AB | <>2019\xe2\x80\x93"
		    "2023\n"
		    "* Built the <h>secret <>ledger\n"
		    "with three others\n"
		    "** in Rust\n~\n"
		    "Nordvik | 2019\n"
		    "2015 | Hav AB\n"
		    "Tester\n~\n"
		    "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd \xe6\x97\xa5\xe6\x9c\xac "
		    "caf\xc3\xa9 non-break a b\n"
		    "Behind the box\n===\n"
		    "Second page\n~\n"
		    "A note\n~\n"
		    "Text of a box\n~\n"
		    "Foot of the page\n"));
	OK(!doc.mended && !doc.scan);
	SAME_INT((long long)doc.at[0].at[1].size, 18);
}

TEST(the_door_knows_it)
{
	enum intake_format_id id;

	err = (struct err){ 0 };
	NEED_ERR(intake_format_find(sample(), &id, &err), err);
	SAME_STR(str_c(intake_formats[id].name), STR("doc"));
}

/* ---- what is refused -----------------------------------------------------*/

TEST(one_that_is_locked_says_so)
{
	struct str whole;
	char *header = changed(&whole);

	header[11] |= 1;
	OK(!reads(whole));
	SAME_INT(err.code, ERR_UNTRUSTED);
	OK(says("locked with a password: save it without one"));
}

TEST(one_that_is_cut_off_is_damaged)
{
	struct str whole = sample();

	for (size_t len = 0; len < whole.len; len += 509)
		if (!reads(str_of(whole.at, len)))
			OK(says("damaged"));
	OK(!reads(str_of(whole.at, 600)));
	OK(says("it is damaged: save it anew"));
}

TEST(a_chain_that_goes_in_a_circle_is_refused)
{
	struct str whole;
	struct ole ole;
	const struct ole_entry *entry;
	struct str out;

	changed(&whole);
	NEED_ERR(intake_ole_open(&test_mem, whole, &ole, &err), err);
	entry = intake_ole_find(&ole, "WordDocument");
	NEED(entry);
	ole.fat[entry->from] = entry->from;
	err = (struct err){ 0 };
	ole.at[entry - ole.at].size = 1u << 31;
	OK(!intake_ole_read(&test_mem, &ole, entry, &out, &err));
	OK(says("damaged"));
}

TEST(counts_beyond_the_file_are_damage)
{
	struct str whole;
	char *header = changed(&whole);

	put(header + 0x4C, 0x7fffffff);
	OK(!reads(whole));
	OK(says("damaged"));
}

TEST(pieces_beyond_the_file_leave_what_is_there)
{
	struct str whole;
	char *header = changed(&whole);

	put(header + 0x68, 4000);
	if (reads(whole))
		OK(doc.mended);
	else
		OK(says("damaged"));
}

/* ---- Word 6 and 95 -------------------------------------------------------*/

TEST(the_text_of_word_6_is_read)
{
	static const char text[] = "Ren\xe9 Holm\r\x13 HYPERLINK \"http://"
				   "r.example\" \x14Page\x15\rA\x07"
				   "2019\x07\x07";
	struct str whole;
	char *header = changed(&whole);

	put(header, 0xA5DC);
	header[10] = header[11] = 0;
	put(header + 0x18, 0x400);
	put(header + 0x34, sizeof(text) - 1);
	memcpy(header + 0x400, text, sizeof(text) - 1);
	NEED_ERR(reads(whole), err);
	SAME_STR(shown_lines(&doc),
		STR("Ren\xc3\xa9 Holm\nPage(http://r.example)\nA | 2019\n"));
}

/* ---- mutations -----------------------------------------------------------*/

TEST(whatever_bytes_are_changed_there_is_an_answer)
{
	struct str whole = sample();
	uint32_t seed = 7;

	for (int round = 0; round < 1500; round++) {
		struct arena mem = { 0 };
		struct str copy = str_copy(&mem, whole);
		char *at = (char *)(uintptr_t)copy.at;

		for (int i = 0; i < 4; i++) {
			seed = seed * 1664525 + 1013904223;
			at[(seed >> 8) % copy.len] = (char)(seed >> 3);
		}
		err = (struct err){ 0 };
		if (!intake_doc_word(&mem, copy, &doc, &err))
			OK(err.code == ERR_UNTRUSTED ||
				err.code == ERR_TOO_BIG);
		arena_free(&mem);
	}
}
