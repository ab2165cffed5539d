/* test/unit/verify_test.c - cmd/verify.h: what differs between a document and
 * a file made of it is found and told: words by kind and page, fields. */
#include "pdf_made.h"

#include "cmd/verify.h"

#include <stdio.h>
#include <unistd.h>

static struct tree_run runs[8];
static struct tree_block blocks[8];
static struct err err;

static struct tree tree_of(const char *const *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		runs[i] = (struct tree_run){ .text = str_c(lines[i]) };
		blocks[i] = (struct tree_block){ .role = TREE_TEXT,
			.text = { &runs[i], 1 } };
	}
	return (struct tree){
		.at = blocks, .count = count, .language = STR("en")
	};
}

static bool verified(const struct tree *tree, struct str pdf)
{
	static const struct resume none;
	const struct verify_tell ask = { .what = { .source = &none,
						 .tree = tree,
						 .format = PRESS_PDF,
						 .bytes = pdf },
		.path = "a.pdf" };

	return cmd_verify(&test_mem, &ask, &err);
}

/* What is said on standard error while a page is compared with a tree. */
static struct str said(const struct tree *tree, const char *content, bool *ok)
{
	FILE *to = tmpfile();
	int was = dup(2);
	char *text = arena_bytes(&test_mem, 4096);
	size_t len;

	fflush(stderr);
	dup2(fileno(to), 2);
	*ok = verified(tree, made_plain(&test_mem, str_c(content)));
	fflush(stderr);
	dup2(was, 2);
	close(was);
	rewind(to);
	len = fread(text, 1, 4096, to);
	fclose(to);
	return str_of(text, len);
}

static const char *const two[] = { "Anna knits socks", "and mends shoes" };

#define PAGE(first, second) \
	"BT /F 10 Tf 14 TL 50 700 Td (" first ") Tj T* (" second ") Tj ET"

static void check(const char *content, const char *want)
{
	struct tree tree = tree_of(two, LENGTH(two));
	bool ok;

	err = (struct err){ 0 };
	SAME_STR(said(&tree, content, &ok), str_c(want));
	OK(ok == (strstr(want, "verified") != NULL));
	OK(ok || (err.code == ERR_UNTRUSTED && err_exit(err.code) == 6));
}

TEST(words_that_are_there_in_order_are_counted)
{
	check(PAGE("Anna knits socks", "and mends shoes"),
		"vitae: a.pdf: verified: 6 words read back in order (pdf)\n");
}

TEST(capitals_marks_of_lists_and_footers_are_the_looks_own)
{
	check(PAGE("ANNA KNITS SOCKS",
		      "\\225 and mends shoes") " /Artifact BMC "
					       "BT /F 9 Tf 50 20 Td (Page 1) "
					       "Tj ET EMC",
		"vitae: a.pdf: verified: 6 words read back in order (pdf)\n");
}

TEST(a_word_that_was_broken_is_whole)
{
	check(PAGE("Anna knits socks and me", "nds shoes"),
		"vitae: a.pdf: verified: 6 words read back in order (pdf)\n");
}

TEST(a_missing_word_is_named)
{
	check(PAGE("Anna knits", "and mends shoes"),
		"vitae: a.pdf: page 1: missing: 'socks'\n");
}

TEST(a_changed_word_is_named)
{
	check(PAGE("Anna knits locks", "and mends shoes"),
		"vitae: a.pdf: page 1: changed: 'socks' became 'locks'\n");
}

TEST(a_word_of_nobody_is_named)
{
	check(PAGE("Anna knits red socks", "and mends shoes"),
		"vitae: a.pdf: page 1: not in the source: 'red'\n");
}

TEST(words_out_of_order_are_called_so)
{
	check(PAGE("and mends shoes", "Anna knits socks"),
		"vitae: a.pdf: page 1: out of order: 'and mends shoes'\n");
}

TEST(a_pdf_that_cannot_be_read_is_an_error)
{
	struct tree tree = tree_of(two, LENGTH(two));

	err = (struct err){ 0 };
	OK(!verified(&tree, STR("%PDF-1.7 and no more")));
	SAME_STR(str_c(err.text),
		STR("reading back: the PDF is damaged: no page was "
		    "found in it: export it anew"));
}
