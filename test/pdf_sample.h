/*
 * test/pdf_sample.h - documents made by hand as PDFs, and what tests ask of
 * them. The structs are those of press_sample.h and pdf_walk.h.
 */
#ifndef PDF_SAMPLE_H
#define PDF_SAMPLE_H

#include "pdf_walk.h"
#include "press_sample.h"

/* Sets and writes; the walk's objects live in test_mem. */
MAYBE bool write_with(
	struct press *press, struct sample *s, struct str *out, struct err *err)
{
	struct pages pages;
	struct buf b;

	buf_init(&b, &test_mem, 32 << 20);
	if (!press_layout(press, &test_mem, &s->tree, &pages, err) ||
		!press_pdf(press, &test_mem, &pages, &b, err))
		return false;
	*out = buf_str(&b);
	return true;
}

MAYBE bool try_pdf(struct sample *s, struct str *out, struct err *err)
{
	struct press *press;
	bool ok = press_open(&press, err);

	if (!ok)
		return false;
	ok = write_with(press, s, out, err);
	press_close(press);
	return ok;
}

MAYBE bool walked(struct sample *s, struct walk *w)
{
	struct err err = { 0 };
	struct str file;

	if (!try_pdf(s, &file, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return false;
	}
	if (walk_open(w, &test_mem, file))
		return true;
	test_fail(__FILE__, __LINE__, "%s", w->wrong);
	return false;
}

MAYBE struct str catalogue(const struct walk *w)
{
	return walk_object(w, walk_ref(w->trailer, "/Root"));
}

MAYBE struct str page_content(struct walk *w, int page)
{
	struct str list = walk_object(w, walk_ref(catalogue(w), "/Pages"));
	const char *at =
		list.at ? memmem(list.at, list.len, "/Kids[", 6) : NULL;
	char *end = (char *)(uintptr_t)at + 6;

	if (!at)
		return STR_NONE;
	while (page--) {
		strtol(end, &end, 10);
		end += strlen(" 0 R ");
	}
	return walk_stream(
		w, walk_ref(walk_object(w, (int)strtol(end, NULL, 10)),
			   "/Contents"));
}

MAYBE bool has(struct str text, const char *what)
{
	return text.at && memmem(text.at, text.len, what, strlen(what)) != NULL;
}

MAYBE struct sample *every_block(void)
{
	struct sample *s = sample_new();
	struct tree_block *b;

	sample_block(s, TREE_NAME, "Ada Sample");
	b = sample_block(s, TREE_CONTACT, "Write to ");
	sample_run(&b->text, "ada@sample.example")->url =
		STR("mailto:ada@sample.example");
	sample_block(s, TREE_SECTION, "Work");
	b = sample_block(s, TREE_ENTRY, "Engineer of engines");
	sample_run(&b->aside, "2019 – 2024");
	sample_block(s, TREE_ROLE, "Lead");
	sample_block(s, TREE_BULLET, "Built the first one");
	sample_block(s, TREE_BULLET, "and then a second")->depth = 1;
	sample_block(s, TREE_BULLET, "Sold both");
	sample_block(s, TREE_QUOTE, "She is the best of us.");
	sample_block(s, TREE_TEXT, "A paragraph at the end.");
	return s;
}

/* Bytes that begin as a JPEG of so many channels and turned as EXIF says. */
MAYBE struct str jpeg(int channels, int turn, size_t more)
{
	static const char exif[] = "\xff\xe1\0\x22"
				   "Exif\0\0MM\0*\0\0\0\x08"
				   "\0\1\x01\x12\0\3\0\0\0\1\0\0\0\0\0\0\0\0";
	struct buf b;
	char *at;

	buf_init(&b, &test_mem, more + 4096);
	buf_add(&b, STR("\xff\xd8"));
	buf_add(&b, str_of(exif, sizeof(exif) - 1));
	b.at[b.len - 7] = (char)turn;
	buf_add(&b, STR("\xff\xfe\0\x0eMade at home"));
	buf_add(&b, STR("\xff\xc0"));
	buf_addc(&b, 0);
	buf_addc(&b, (char)(8 + 3 * channels));
	buf_add(&b, STR("\x08\0\x30\0\x20"));
	buf_addc(&b, (char)channels);
	for (int i = 0; i < channels; i++) {
		buf_addc(&b, (char)(i + 1));
		buf_add(&b, STR("\x11\0"));
	}
	buf_add(&b, STR("\xff\xda\0\x08\1\1\0\0\x3f\0"));
	at = ARENA_LIST(&test_mem, char, more + 1);
	buf_add(&b, str_of(at, more));
	buf_add(&b, STR("\xff\xd9"
			"and what a phone hides behind it"));
	return buf_str(&b);
}

MAYBE struct sample *with_photo(struct str bytes)
{
	struct sample *s = every_block();

	s->look.photo_size = 60000;
	s->tree.photo = (struct tree_picture){ .bytes = bytes,
		.says = STR("Ada at her desk"),
		.width = 32,
		.height = 48 };
	return s;
}

#endif
