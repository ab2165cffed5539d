/*
 * test/unit/press_plain_test.c - what plain.c makes of a word is what HarfBuzz
 * makes of it, glyph by glyph, in every font that is installed; and it is asked
 * often enough to be worth it.
 */
#include "resumes.h"

#include "base/utf8.h"
#include "press/plain.h"

enum { TEXT_BYTES = 255, WORDS_MOST = 20000 };

static struct fonts *fonts;
static struct str words[WORDS_MOST];
static size_t word_count;

static void add_word(struct str text)
{
	if (text.len && text.len <= TEXT_BYTES && word_count < WORDS_MOST)
		words[word_count++] = text;
}

static void add_words(struct str text)
{
	size_t from = 0;

	for (size_t i = 0; i <= text.len; i++)
		if (i == text.len || (unsigned char)text.at[i] <= ' ' ||
			text.at[i] == '"') {
			add_word(str_of(text.at + from, i - from));
			from = i + 1;
		}
}

/* The samples' words, all pairs of ASCII, letters of other alphabets of Latin
 * script between those that join, and long words of any letters. */
static void gather(void)
{
	static const char joins[] = "fijltTAV.";
	uint64_t x = 1;
	char text[40];

	add_words(resumes_text("engineer"));
	add_words(resumes_text("academic"));
	add_words(resumes_text("odd"));
	add_words(resumes_text("greek"));
	add_words(resumes_text("letter"));
	for (int a = '!'; a < 0x7f; a++)
		for (int b = '!'; b < 0x7f; b++) {
			text[0] = (char)a;
			text[1] = (char)b;
			add_word(str_copy(&test_mem, str_of(text, 2)));
		}
	for (uint32_t c = 0xa1; c < 0x2060; c = c == 0x250 ? 0x2010 : c + 1)
		for (size_t k = 0; k < sizeof(joins) - 1; k++) {
			int n = utf8_encode(c, text + 1);

			text[0] = text[n + 1] = joins[k];
			add_word(str_copy(
				&test_mem, str_of(text, (size_t)n + 2)));
		}
	for (int i = 0; i < 2000; i++) {
		for (size_t k = 0; k < 12; k++) {
			x = x * 6364136223846793005 + 1442695040888963407;
			text[k] =
				"abcdefghijklmnopqrstuvwxyzfftiAV-1"[(x >> 33) %
								     34];
		}
		add_word(str_copy(&test_mem, str_of(text, 3 + (size_t)i % 10)));
	}
	OK(word_count > 11000 && word_count < WORDS_MOST);
}

/* ---- HarfBuzz ----------------------------------------------------------- */

static void shape_by_harfbuzz(hb_buffer_t *b, const struct font *font,
	const struct plain_how *how, struct str text)
{
	hb_buffer_clear_contents(b);
	hb_buffer_add_utf8(b, text.at, (int)text.len, 0, (int)text.len);
	hb_buffer_guess_segment_properties(b);
	hb_buffer_set_direction(b, HB_DIRECTION_LTR);
	hb_buffer_set_language(b, how->language);
	hb_shape(font->hb, b, how->feature, how->features);
}

static bool same(hb_buffer_t *b, const struct shape_glyph *g, uint32_t count,
	struct str text)
{
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
	const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, NULL);
	bool ok = n == count;

	for (unsigned i = 0; ok && i < n; i++) {
		size_t end = i + 1 < n ? info[i + 1].cluster : text.len;

		ok = g[i].id == info[i].codepoint &&
		     g[i].advance == pos[i].x_advance &&
		     g[i].dx == pos[i].x_offset && g[i].dy == pos[i].y_offset &&
		     g[i].from == info[i].cluster &&
		     g[i].len == end - info[i].cluster;
	}
	return ok;
}

/* How many of the words were not declined. */
static size_t check_words(const struct font *font, const struct plain_how *how)
{
	struct plain *p = plain_open(font, how);
	hb_buffer_t *b = hb_buffer_create();
	struct shape_glyph glyphs[TEXT_BYTES];
	size_t taken = 0;

	for (size_t i = 0; i < word_count; i++) {
		struct str text = words[i];
		uint32_t count;

		if (!plain_shape(p, text, glyphs, &count))
			continue;
		taken++;
		shape_by_harfbuzz(b, font, how, text);
		if (!same(b, glyphs, count, text))
			test_fail(__FILE__, __LINE__,
				"'%.*s' in %s %d, %u "
				"features, is not what HarfBuzz makes of it",
				(int)text.len, text.at, font->family.at,
				font->style, how->features);
	}
	hb_buffer_destroy(b);
	plain_close(p);
	return taken;
}

static const struct font *font_of(const char *family, enum font_style style)
{
	const struct font *font = NULL;
	struct err err = { 0 };
	bool same_one;

	return fonts_find(fonts, str_c(family), style, &font, &same_one,
		       &err) && same_one
		       ? font
		       : NULL;
}

static struct plain_how in_language(const char *language)
{
	return (struct plain_how){ .language = hb_language_from_string(
					   language, -1) };
}

/* ---- the tests ---------------------------------------------------------- */

static void begin(void)
{
	struct err err = { 0 };

	OK_ERR(fonts_open(&fonts, NULL, &err), err);
	word_count = 0;
	gather();
}

TEST(every_word_is_what_harfbuzz_makes_of_it_in_every_font)
{
	struct plain_how how = in_language("en");
	const struct font_family *family;
	size_t checked = 0;

	begin();
	for (size_t i = 0; (family = fonts_family(fonts, i)); i++)
		for (int style = 0; style < FONT_STYLES; style++) {
			const struct font *font =
				font_of(family->name, (enum font_style)style);

			if (font) {
				check_words(font, &how);
				checked++;
			}
		}
	OK(checked >= 4);
	fonts_close(fonts);
}

TEST(small_capitals_and_words_without_ligatures_are_the_same_too)
{
	struct plain_how caps = in_language("en"), apart = in_language("en");
	const struct font_family *family;

	begin();
	caps.feature[caps.features++] =
		(hb_feature_t){ HB_TAG('s', 'm', 'c', 'p'), 1, 0,
			(unsigned)-1 };
	apart.feature[apart.features++] =
		(hb_feature_t){ HB_TAG('l', 'i', 'g', 'a'), 0, 0,
			(unsigned)-1 };
	apart.feature[apart.features++] =
		(hb_feature_t){ HB_TAG('c', 'l', 'i', 'g'), 0, 0,
			(unsigned)-1 };
	for (size_t i = 0; (family = fonts_family(fonts, i)); i++) {
		const struct font *font = font_of(family->name, FONT_REGULAR);

		if (font && font->small_caps)
			check_words(font, &caps);
		if (font)
			check_words(font, &apart);
	}
	fonts_close(fonts);
}

TEST(languages_with_letters_of_their_own_are_the_same_too)
{
	static const char *const languages[] = { "tr", "de", "nl", "ro", "pl",
		"ca", "zh" };
	const struct font_family *family;

	begin();
	for (size_t l = 0; l < LENGTH(languages); l++) {
		struct plain_how how = in_language(languages[l]);

		for (size_t i = 0; (family = fonts_family(fonts, i)); i++) {
			const struct font *font =
				font_of(family->name, FONT_REGULAR);

			if (font)
				check_words(font, &how);
		}
	}
	fonts_close(fonts);
}

TEST(nearly_all_words_of_latin_letters_are_taken)
{
	static const char *const families[] = { "Carlito", "Lato", "Roboto",
		"Noto Sans" };
	struct plain_how how = in_language("en");

	begin();
	for (size_t i = 0; i < LENGTH(families); i++) {
		const struct font *font = font_of(families[i], FONT_REGULAR);

		if (font)
			OK(check_words(font, &how) * 10 > word_count * 8);
	}
	OK(font_of("Carlito", FONT_REGULAR));
	fonts_close(fonts);
}

TEST(what_is_not_plain_is_declined)
{
	static const char *const not_plain[] = { "e\u0301", "\u00ad", "a b",
		"שלום", "Ж", "漢", "a\u200db", "\u2044", "\xff" };
	struct plain_how how = in_language("en");
	struct shape_glyph glyphs[TEXT_BYTES];
	struct plain *p;
	uint32_t count;

	begin();
	p = plain_open(font_of("Carlito", FONT_REGULAR), &how);
	for (size_t i = 0; i < LENGTH(not_plain); i++)
		if (plain_shape(p, str_c(not_plain[i]), glyphs, &count))
			test_fail(__FILE__, __LINE__, "'%s' is taken",
				not_plain[i]);
	plain_close(p);
	fonts_close(fonts);
}
