/*
 * press/shape.c - the cache of words: an open hash table over an arena that
 * is emptied whole. Splits a word where the fonts change, nowhere else.
 */
#include "press/shape.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "press/plain.h"

#include <assert.h>

enum { WORDS_BYTES = 6 << 20, WORDS_FIRST = 2048, LANGUAGES_MOST = 64 };
enum { WAYS_MOST = 64 };

/* Plain words of one font, feature and language. */
struct way {
	const struct font *font;
	unsigned how;
	int language;
	struct plain *plain;
};

struct slot {
	uint64_t hash;
	struct word *word;
};

struct words {
	struct arena mem;
	struct fonts *fonts;
	struct slot *slots;
	size_t room, count;
	uint64_t key[2]; /* odd */
	hb_buffer_t *buffer;
	hb_language_t languages[LANGUAGES_MOST];
	int language, language_count;
	uint32_t missing; /* in the word at hand */
	struct way way[WAYS_MOST];
	int ways;
};

struct words *words_open(struct fonts *fonts)
{
	struct words *w = mem_alloc(sizeof(*w));

	w->fonts = fonts;
	w->room = WORDS_FIRST;
	w->slots = mem_alloc(w->room * sizeof(*w->slots));
	w->buffer = hb_buffer_create();
	hash_random(w->key, sizeof(w->key));
	w->key[1] |= 1;
	return w;
}

static void forget_ways(struct words *w)
{
	while (w->ways)
		plain_close(w->way[--w->ways].plain);
}

void words_close(struct words *w)
{
	if (!w)
		return;
	forget_ways(w);
	hb_buffer_destroy(w->buffer);
	arena_free(&w->mem);
	mem_free(w->slots);
	mem_free(w);
}

static void forget(struct words *w)
{
	arena_free(&w->mem);
	memset(w->slots, 0, w->room * sizeof(*w->slots));
	w->count = 0;
	w->language_count = 0;
	forget_ways(w);
}

void words_begin(struct words *w, struct str language)
{
	hb_language_t l =
		hb_language_from_string(language.len ? language.at : "en",
			language.len ? (int)language.len : 2);

	if (w->mem.bytes > WORDS_BYTES || w->language_count == LANGUAGES_MOST)
		forget(w);
	for (w->language = 0; w->language < w->language_count; w->language++)
		if (w->languages[w->language] == l)
			break;
	if (w->language == w->language_count)
		w->languages[w->language_count++] = l;
	fonts_language(w->fonts, language);
}

/* ---- quick --------------------------------------------------------------- */

static uint64_t eight(const char *at)
{
	uint64_t n;

	memcpy(&n, at, sizeof(n));
	return n;
}

/* Both halves of the product. */
static uint64_t mixed(uint64_t a, uint64_t b)
{
	unsigned __int128 n = (unsigned __int128)a * b;

	return (uint64_t)n ^ (uint64_t)(n >> 64);
}

/* A word in a few steps, where SipHash takes a hundred. Words are anybody's,
 * and there may be a hundred thousand of them in one document: the key, which
 * nobody is shown anything of, keeps them from being made to collide. */
static uint64_t hash_of(const struct words *w, struct str s)
{
	uint64_t h = w->key[0] ^ s.len, last;
	const char *at = s.at;
	size_t left = s.len;

	for (; left > 8; at += 8, left -= 8)
		h = mixed(h ^ eight(at), w->key[1]);
	if (s.len >= 8) {
		last = eight(s.at + s.len - 8);
	} else {
		last = 0;
		memcpy(&last, s.at, s.len);
	}
	return mixed(h ^ last, w->key[1] ^ h >> 32);
}

/* ---- one font ----------------------------------------------------------- */

/* Which bytes each glyph stands for: from its cluster to the next one. */
static void tell_clusters(
	struct shape *s, struct shape_glyph *g, const hb_glyph_info_t *info)
{
	for (uint32_t i = 0; i < s->count; i++) {
		uint32_t from = info[i].cluster, next = (uint32_t)s->text.len;
		uint32_t k = i;

		if (i > 0 && info[i].cluster == info[i - 1].cluster) {
			g[i].from = g[i - 1].from;
			continue;
		}
		if (s->rtl) {
			if (i > 0)
				next = g[i - 1].from;
		} else {
			while (k < s->count &&
				info[k].cluster == info[i].cluster)
				k++;
			if (k < s->count)
				next = info[k].cluster;
		}
		g[i].from = (uint16_t)from;
		g[i].len = (uint16_t)(next - from);
	}
}

static int16_t narrow(int32_t n)
{
	return (int16_t)(n > INT16_MAX   ? INT16_MAX
			 : n < INT16_MIN ? INT16_MIN
					 : n);
}

static bool is_simple(const struct shape *s)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct shape_glyph *g = &s->at[i];
		uint32_t c;

		if (!g->len || !g->advance || g->dy || !g->id ||
			g->id >= s->font->glyph_count)
			return false;
		if (s->rtl && utf8_decode(str_of(s->text.at + g->from, g->len),
				      &c) != g->len)
			return false;
	}
	return true;
}

static void take_glyphs(struct words *w, struct shape *s)
{
	unsigned count;
	const hb_glyph_info_t *info =
		hb_buffer_get_glyph_infos(w->buffer, &count);
	const hb_glyph_position_t *pos =
		hb_buffer_get_glyph_positions(w->buffer, NULL);
	struct shape_glyph *g = ARENA_LIST(&w->mem, struct shape_glyph, count);

	s->at = g;
	s->count = count;
	for (unsigned i = 0; i < count; i++) {
		g[i].id = (uint16_t)info[i].codepoint;
		g[i].advance = narrow(pos[i].x_advance);
		g[i].dx = narrow(pos[i].x_offset);
		g[i].dy = narrow(pos[i].y_offset);
		s->width += g[i].advance;
	}
	tell_clusters(s, g, info);
	s->simple = is_simple(s);
}

/* What is shown for a character that no font has. */
static uint32_t stand_in(const struct font *f)
{
	return font_has(f, 0xfffd) ? 0xfffd : '?';
}

/* mend: characters that the font lacks are taken for others. */
static void fill(struct words *w, const struct shape *s, bool mend)
{
	struct str rest = s->text;
	uint32_t c;
	int n;

	hb_buffer_clear_contents(w->buffer);
	for (; (n = utf8_decode(rest, &c)) > 0; rest.at += n, rest.len -= n) {
		hb_unicode_general_category_t kind =
			!mend ? HB_UNICODE_GENERAL_CATEGORY_FORMAT
			      : hb_unicode_general_category(
					hb_unicode_funcs_get_default(), c);

		if (kind != HB_UNICODE_GENERAL_CATEGORY_FORMAT &&
			kind != HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK &&
			!font_has(s->font, c)) {
			w->missing = c;
			c = stand_in(s->font);
		}
		hb_buffer_add(w->buffer, c, (unsigned)(rest.at - s->text.at));
	}
	hb_buffer_set_content_type(w->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
}

static bool lacks_any(const struct words *w)
{
	unsigned count;
	const hb_glyph_info_t *info =
		hb_buffer_get_glyph_infos(w->buffer, &count);

	for (unsigned i = 0; i < count; i++)
		if (!info[i].codepoint)
			return true;
	return false;
}

static struct plain_how how_of(const struct words *w, unsigned how)
{
	struct plain_how h = { .language = w->languages[w->language] };
	hb_tag_t ligatures[] = { HB_TAG('l', 'i', 'g', 'a'),
		HB_TAG('c', 'l', 'i', 'g') };

	if (how & SHAPE_SMALL_CAPS)
		h.feature[h.features++] =
			(hb_feature_t){ HB_TAG('s', 'm', 'c', 'p'), 1, 0,
				(unsigned)-1 };
	for (size_t i = 0; how & SHAPE_PLAIN && i < LENGTH(ligatures); i++)
		h.feature[h.features++] =
			(hb_feature_t){ ligatures[i], 0, 0, (unsigned)-1 };
	return h;
}

static void shape(struct words *w, struct shape *s, unsigned how)
{
	struct plain_how h = how_of(w, how);

	for (int mend = 0; mend < 2; mend++) {
		fill(w, s, mend);
		hb_buffer_guess_segment_properties(w->buffer);
		hb_buffer_set_direction(w->buffer,
			s->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
		hb_buffer_set_language(w->buffer, h.language);
		hb_shape(s->font->hb, w->buffer, h.feature, h.features);
		if (!lacks_any(w))
			break;
	}
	take_glyphs(w, s);
}

/* ---- plain words -------------------------------------------------------- */

static struct plain *plain_for(
	struct words *w, const struct font *font, unsigned how)
{
	struct plain_how h;

	for (int i = 0; i < w->ways; i++)
		if (w->way[i].font == font && w->way[i].how == how &&
			w->way[i].language == w->language)
			return w->way[i].plain;
	if (w->ways == WAYS_MOST)
		forget_ways(w);
	h = how_of(w, how);
	w->way[w->ways] =
		(struct way){ font, how, w->language, plain_open(font, &h) };
	return w->way[w->ways++].plain;
}

/* A word that needs no HarfBuzz; NULL: this one may. */
static struct word *word_plain(
	struct words *w, const struct font *font, unsigned how, struct str text)
{
	struct shape_glyph glyphs[WORD_BYTES], *at;
	struct shape *s;
	struct word *word;
	uint32_t count;

	if (how & SHAPE_RTL ||
		!plain_shape(plain_for(w, font, how), text, glyphs, &count))
		return NULL;
	at = arena_bytes(&w->mem, count * sizeof(*at));
	memcpy(at, glyphs, count * sizeof(*at));
	word = arena_alloc(&w->mem, sizeof(*word) + sizeof(*word->at));
	word->text = str_copy(&w->mem, text);
	word->count = 1;
	s = word->at;
	*s = (struct shape){
		.font = font, .text = word->text, .at = at, .count = count
	};
	for (uint32_t i = 0; i < count; i++)
		s->width += at[i].advance;
	s->simple = is_simple(s);
	return word;
}

/* ---- which font --------------------------------------------------------- */

static bool joins(uint32_t c)
{
	switch (hb_unicode_general_category(
		hb_unicode_funcs_get_default(), c)) {
	case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
	case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
		return true;
	default:
		return false;
	}
}

static const struct font *font_for(struct words *w, const struct font *base,
	const struct font *before, uint32_t c)
{
	const struct font *f;

	if (before && (joins(c) || c == 0x200d))
		return before;
	if (font_has(base, c))
		return base;
	if (before && before != base && font_has(before, c))
		return before;
	f = fonts_fallback(w->fonts, base, c);
	return f ? f : base;
}

/* Cuts the text where the font changes; at most WORD_BYTES pieces. */
static uint32_t split(struct words *w, const struct font *base, struct str text,
	struct shape *out)
{
	const struct font *before = NULL;
	uint32_t count = 0, c;
	int n;

	while ((n = utf8_decode(text, &c)) > 0) {
		const struct font *f = font_for(w, base, before, c);

		if (f != before) {
			out[count].font = f;
			out[count++].text = str_of(text.at, 0);
			before = f;
		}
		out[count - 1].text.len += (size_t)n;
		text.at += n;
		text.len -= (size_t)n;
	}
	return count;
}

static struct word *word_shaped(
	struct words *w, const struct font *font, unsigned how, struct str text)
{
	struct shape pieces[WORD_BYTES];
	struct word *word;
	uint32_t count;

	memset(pieces, 0,
		sizeof(*pieces) *
			(text.len < WORD_BYTES ? text.len : WORD_BYTES));
	text = str_copy(&w->mem, text);
	count = split(w, font, text, pieces);
	word = arena_alloc(&w->mem, sizeof(*word) + count * sizeof(*word->at));
	word->text = text;
	word->count = count;
	w->missing = 0;
	for (uint32_t i = 0; i < count; i++) {
		word->at[i] = pieces[i];
		word->at[i].rtl = how & SHAPE_RTL;
		shape(w, &word->at[i], how);
	}
	word->missing = w->missing;
	return word;
}

/* ---- the table ---------------------------------------------------------- */

static struct word *word_new(
	struct words *w, const struct font *font, unsigned how, struct str text)
{
	struct word *word = word_plain(w, font, how, text);

	if (!word)
		word = word_shaped(w, font, how, text);
	word->font = font;
	word->how = how;
	word->language = w->language;
	return word;
}

static void grow(struct words *w)
{
	size_t room = w->room * 2;
	struct slot *slots = mem_alloc(room * sizeof(*slots));

	for (size_t i = 0; i < w->room; i++) {
		size_t at = w->slots[i].hash & (room - 1);

		if (!w->slots[i].word)
			continue;
		while (slots[at].word)
			at = (at + 1) & (room - 1);
		slots[at] = w->slots[i];
	}
	mem_free(w->slots);
	w->slots = slots;
	w->room = room;
}

const struct word *words_find(
	struct words *w, const struct font *font, unsigned how, struct str text)
{
	uint64_t hash = hash_of(w, text) ^
			((uint64_t)font->number << 40 | (uint64_t)how << 32);
	size_t at;

	assert(text.len <= WORD_BYTES);
	if (w->count * 2 >= w->room)
		grow(w);
	for (at = hash & (w->room - 1); w->slots[at].word;
		at = (at + 1) & (w->room - 1)) {
		struct word *word = w->slots[at].word;

		if (w->slots[at].hash == hash && word->font == font &&
			word->how == how && word->language == w->language &&
			str_eq(word->text, text))
			return word;
	}
	w->slots[at].hash = hash;
	w->slots[at].word = word_new(w, font, how, text);
	w->count++;
	return w->slots[at].word;
}
