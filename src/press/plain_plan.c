/*
 * press/plain_plan.c - which lookups of a font are in force is asked of
 * HarfBuzz, once; each glyph knows by a bit for each of them where one can
 * begin. Shapes nothing.
 */
#include "press/plain_int.h"

#include <hb-ot.h>

enum {
	GLYPHS_MOST = 20000, /* more is no font of letters */
	TAGS = 4
};

/* ---- what the font does ------------------------------------------------- */

static bool has_table(const struct font *f, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(f->face, tag);
	bool has = hb_blob_get_length(blob) > 0;

	hb_blob_destroy(blob);
	return has;
}

static bool is_able(const struct font *f)
{
	static const hb_tag_t others[] = { HB_TAG('m', 'o', 'r', 'x'),
		HB_TAG('m', 'o', 'r', 't'), HB_TAG('k', 'e', 'r', 'x'),
		HB_TAG('t', 'r', 'a', 'k'), HB_TAG('S', 'i', 'l', 'f') };

	for (size_t i = 0; i < LENGTH(others); i++)
		if (has_table(f, others[i]))
			return false;
	return f->glyph_count <= GLYPHS_MOST && !hb_ot_var_has_data(f->face);
}

/* A table's features for a script and a language. */
struct system {
	hb_face_t *face;
	hb_tag_t table;
	unsigned script, language;
};

static struct system system_of(
	const struct plain *p, hb_tag_t table, hb_script_t script)
{
	struct system s = { p->font->face, table, 0, 0 };
	hb_tag_t scripts[TAGS], languages[TAGS];
	unsigned script_count = TAGS, language_count = TAGS;

	hb_ot_tags_from_script_and_language(script, p->how.language,
		&script_count, scripts, &language_count, languages);
	hb_ot_layout_table_select_script(
		s.face, table, script_count, scripts, &s.script, NULL);
	hb_ot_layout_script_select_language(s.face, table, s.script,
		language_count, languages, &s.language);
	return s;
}

static bool has_required(const struct system *s)
{
	unsigned feature;

	return hb_ot_layout_language_get_required_feature_index(
		s->face, s->table, s->script, s->language, &feature);
}

static bool has_feature(const struct system *s, hb_tag_t tag)
{
	unsigned feature;

	return hb_ot_layout_language_find_feature(
		s->face, s->table, s->script, s->language, tag, &feature);
}

static bool is_of_fractions(hb_tag_t tag)
{
	return tag == HB_TAG('f', 'r', 'a', 'c') ||
	       tag == HB_TAG('n', 'u', 'm', 'r') ||
	       tag == HB_TAG('d', 'n', 'o', 'm');
}

static void add_lookups(const struct system *s, unsigned feature, hb_set_t *to)
{
	unsigned lookup, count = 1;

	for (unsigned i = 0;; i++, count = 1) {
		hb_ot_layout_feature_get_lookups(
			s->face, s->table, feature, i, &count, &lookup);
		if (!count)
			break;
		hb_set_add(to, lookup);
	}
}

/* Features of fractions are in force beside U+2044 only: lookups of theirs, and
 * those of all others. */
static void lookups_of(
	const struct system *s, hb_set_t *fractions, hb_set_t *others)
{
	unsigned feature, count = 1, one = 1;
	hb_tag_t tag;

	for (unsigned i = 0;; i++, count = one = 1) {
		hb_ot_layout_language_get_feature_indexes(s->face, s->table,
			s->script, s->language, i, &count, &feature);
		hb_ot_layout_language_get_feature_tags(s->face, s->table,
			s->script, s->language, i, &one, &tag);
		if (!count || !one)
			break;
		add_lookups(
			s, feature, is_of_fractions(tag) ? fractions : others);
	}
}

struct begin {
	struct plain_script *s;
	unsigned glyphs;
	uint64_t bit;
};

static void note_begin(void *with, unsigned glyph)
{
	struct begin *b = with;

	if (glyph < b->glyphs)
		b->s->begins[glyph] |= b->bit;
}

static void note_lookup(struct plain *p, struct plain_script *s,
	const struct plain_lookup *l, struct plain_table t, uint64_t bit)
{
	struct begin b = { s, (unsigned)p->font->glyph_count, bit };
	unsigned rows =
		t.at == s->substitutes.at ? PLAIN_ROWS : PLAIN_ROWS_PLACED;

	for (unsigned i = 0; i < l->count; i++)
		plain_begins(
			t, plain_part(t, l, i), l->type, rows, note_begin, &b);
}

static bool take_substitutes(struct plain *p, struct plain_script *s,
	const struct system *system, hb_set_t *set)
{
	hb_set_t *fractions = hb_set_create(), *others = hb_set_create();
	hb_codepoint_t n = HB_SET_VALUE_INVALID;
	bool ok = true;

	lookups_of(system, fractions, others);
	while (ok && hb_set_next(set, &n)) {
		struct plain_lookup l = plain_lookup(s->substitutes, n, 7);
		bool of_fractions = hb_set_has(fractions, n);

		if (of_fractions && !hb_set_has(others, n))
			continue;
		l.odd = of_fractions || l.flag & PLAIN_IGNORES ||
			(l.type != PLAIN_SINGLE && l.type != PLAIN_LIGATURE);
		ok = s->lookups < PLAIN_LOOKUPS;
		if (!ok)
			break;
		note_lookup(
			p, s, &l, s->substitutes, (uint64_t)1 << s->lookups);
		s->lookup[s->lookups++] = l;
	}
	hb_set_destroy(fractions);
	hb_set_destroy(others);
	return ok;
}

static bool pairs_fit(
	const struct plain_script *s, const struct plain_lookup *l)
{
	bool ok = l->type == PLAIN_PAIR && !(l->flag & PLAIN_IGNORES);

	for (unsigned i = 0; ok && i < l->count; i++)
		ok = plain_pair_fits(s->places, plain_part(s->places, l, i));
	return ok;
}

static bool take_places(struct plain *p, struct plain_script *s, hb_set_t *set)
{
	hb_codepoint_t n = HB_SET_VALUE_INVALID;

	while (hb_set_next(set, &n)) {
		struct plain_lookup l = plain_lookup(s->places, n, 9);
		bool fits = pairs_fit(s, &l);

		if (s->pair_lookups + s->odd_lookups == PLAIN_LOOKUPS)
			return false;
		if (fits)
			s->pairs[s->pair_lookups++] = l;
		else
			s->odd[s->odd_lookups++] = l;
		note_lookup(p, s, &l, s->places,
			fits ? PLAIN_BEGINS_PAIR : PLAIN_BEGINS_ODD);
	}
	return true;
}

static struct plain_table open_table(
	const struct font *f, hb_tag_t tag, hb_blob_t **blob)
{
	unsigned len;
	const char *at;

	*blob = hb_face_reference_table(f->face, tag);
	at = hb_blob_get_data(*blob, &len);
	return (struct plain_table){ (const unsigned char *)at, len };
}

static bool take_plan(struct plain *p, struct plain_script *s,
	hb_script_t script, hb_shape_plan_t *plan)
{
	struct system of_glyphs = system_of(p, HB_OT_TAG_GSUB, script);
	struct system of_places = system_of(p, HB_OT_TAG_GPOS, script);
	const char *shaper = hb_shape_plan_get_shaper(plan);
	hb_set_t *set;
	bool ok;

	if (!shaper || strcmp(shaper, "ot") != 0 || has_required(&of_glyphs) ||
		has_required(&of_places))
		return false;
	if (!has_feature(&of_places, HB_TAG('k', 'e', 'r', 'n')) &&
		has_table(p->font, HB_TAG('k', 'e', 'r', 'n')))
		return false;
	set = hb_set_create();
	hb_ot_shape_plan_collect_lookups(plan, HB_OT_TAG_GSUB, set);
	ok = take_substitutes(p, s, &of_glyphs, set);
	hb_set_clear(set);
	hb_ot_shape_plan_collect_lookups(plan, HB_OT_TAG_GPOS, set);
	ok = ok && take_places(p, s, set);
	hb_set_destroy(set);
	return ok;
}

bool plain_ask(struct plain *p, struct plain_script *s, hb_script_t script)
{
	const struct font *f = p->font;
	hb_segment_properties_t like = { .direction = HB_DIRECTION_LTR,
		.script = script,
		.language = p->how.language };
	hb_shape_plan_t *plan;
	bool ok;

	if (!is_able(f))
		return false;
	if (!p->advance)
		p->advance =
			mem_alloc((size_t)f->glyph_count * sizeof(*p->advance));
	s->begins = mem_alloc((size_t)f->glyph_count * sizeof(*s->begins));
	s->substitutes = open_table(f, HB_OT_TAG_GSUB, &s->blob[0]);
	s->places = open_table(f, HB_OT_TAG_GPOS, &s->blob[1]);
	plan = hb_shape_plan_create_cached(
		f->face, &like, p->how.feature, p->how.features, NULL);
	ok = take_plan(p, s, script, plan);
	hb_shape_plan_destroy(plan);
	return ok;
}
