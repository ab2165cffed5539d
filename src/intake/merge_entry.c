/*
 * intake/merge_entry.c - do the values of an entry stand together? Every word
 * of a proposal can be in the document, and it can yet say what the document
 * does not: this one's title at that one's employer. An entry has one place;
 * what stands elsewhere is none of its.
 */
#include "intake/merge_int.h"

enum {
	HEAD_ROWS = 6 /* from an entry's anchor to the rest of its head */
};

const char *const merge_field_names[FIELDS] = {
#define TEXT(name, json) json,
#define TEXTS(name, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
};

struct str *merge_field(struct resume_entry *e, enum field_id id)
{
	switch (id) {
#define TEXT(name, json)   \
	case FIELD_##name: \
		return &e->name;
#define TEXTS(name, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	default:
		return NULL;
	}
}

static bool is_date(enum field_id id)
{
	return id == FIELD_start_date || id == FIELD_end_date ||
	       id == FIELD_date || id == FIELD_release_date;
}

bool merge_is_head(enum field_id id)
{
	return id != FIELD_description && id != FIELD_summary &&
	       id != FIELD_reference && id != FIELD_url;
}

bool merge_is_list(int what)
{
	return what == RESUME_SKILLS || what == RESUME_LANGUAGES ||
	       what == RESUME_INTERESTS;
}

/* An employer stands above all the roles there were. */
static bool is_inherited(int what, enum field_id id)
{
	return (what == RESUME_WORK && id == FIELD_name) ||
	       (what == RESUME_VOLUNTEER && id == FIELD_organization) ||
	       (what == RESUME_EDUCATION && id == FIELD_institution) ||
	       id == FIELD_location;
}

static size_t count_of(const struct stand *s, int id)
{
	return s->field[id] ? s->field[id]->count : 0;
}

/* ---- one field ---------------------------------------------------------- */

/* A skill may stand in the midst of a sentence, a title may not. */
static enum held strictness(int what, enum field_id id)
{
	if (!merge_is_head(id))
		return HELD_SPOKEN;
	if (id == FIELD_study_type || id == FIELD_area)
		return HELD_STUDY;
	return merge_is_list(what) && id == FIELD_name ? HELD_WORDS
						       : HELD_WHOLE;
}

static void find_field(struct merge *m, struct stand *s, enum field_id id)
{
	const struct str *value =
		merge_field((struct resume_entry *)(uintptr_t)s->e, id);
	struct places *to;
	bool found;

	if (!value || !value->len)
		return;
	to = s->field[id] = ARENA_NEW(&m->p.own, struct places);
	if (is_date(id))
		found = merge_find_date(m, *value, id == FIELD_end_date, to) ||
			(id == FIELD_date &&
				merge_find_date(m, *value, true, to));
	else if (id == FIELD_url)
		found = merge_find_link(m, *value, to);
	else
		found = merge_find(
			m, *value, strictness(s->what, id), 0, m->p.count, to);
	if (!found)
		s->why[id] = is_date(id) ? "is no date that stands there"
					 : "does not stand there, as a whole";
}

static bool has_row(const struct places *p, uint32_t row)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].from == row)
			return true;
	return false;
}

/* Begin and end are of one period: no other's end is its. */
static void settle_dates(struct stand *s)
{
	const struct places *starts = s->field[FIELD_start_date];
	struct places *ends = s->field[FIELD_end_date];
	size_t kept = 0;

	if (!starts || !ends || !starts->count || !ends->count)
		return;
	for (size_t i = 0; i < ends->count; i++)
		if (has_row(starts, ends->at[i].from))
			ends->at[kept++] = ends->at[i];
	ends->count = kept;
	if (!kept)
		s->why[FIELD_end_date] = "is not when that period ends";
}

static uint32_t distance(const struct places *p, uint32_t row)
{
	uint32_t best = UINT32_MAX;

	for (size_t i = 0; i < p->count; i++) {
		uint32_t far = p->at[i].from > row ? p->at[i].from - row
						   : row - p->at[i].from;

		best = far < best ? far : best;
	}
	return best;
}

/* ---- one entry ------------------------------------------------------------
 */

/* The field that stands in the fewest places. */
static int rarest(const struct stand *s)
{
	int best = -1;

	for (int id = 0; id < FIELDS; id++)
		if (merge_is_head((enum field_id)id) && count_of(s, id) &&
			(best < 0 || count_of(s, id) < count_of(s, best)))
			best = id;
	return best;
}

static uint32_t cost_at(const struct stand *s, uint32_t row)
{
	uint32_t cost = 0;

	for (int id = 0; id < FIELDS; id++)
		if (merge_is_head((enum field_id)id) && count_of(s, id)) {
			uint32_t far = distance(s->field[id], row);

			cost += far > HEAD_ROWS ? 10 * HEAD_ROWS : far;
		}
	return cost;
}

static bool is_used(
	const struct stand *all, size_t count, int what, uint32_t row)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].held && all[i].what == what && all[i].anchor == row)
			return true;
	return false;
}

/* Takes the place where its values stand closest, and no other entry is. */
static void find_anchor(struct stand *all, size_t i)
{
	struct stand *s = &all[i];
	int by = rarest(s);
	uint32_t best = UINT32_MAX;

	for (size_t k = 0; by >= 0 && k < count_of(s, by); k++) {
		uint32_t row = s->field[by]->at[k].from,
			 cost = 2 * cost_at(s, row);

		cost += is_used(all, i, s->what, row);
		if (cost < best) {
			best = cost;
			s->anchor = row;
			s->held = true;
		}
	}
	s->from = s->anchor;
	s->to = s->anchor + 1;
}

/* What has no head stands where the first of its words do. */
static void find_body(struct merge *m, struct stand *s)
{
	const struct resume_texts *lists[] = { &s->e->keywords,
		&s->e->highlights, &s->e->roles, &s->e->courses };
	struct str body[] = { s->e->summary, s->e->description,
		s->e->reference };
	struct places where = { 0 };

	for (size_t i = 0; i < LENGTH(lists) && !where.count; i++)
		for (size_t k = 0; k < lists[i]->count && !where.count; k++)
			merge_find(m, lists[i]->at[k], HELD_WORDS, 0,
				m->p.count, &where);
	for (size_t i = 0; i < LENGTH(body) && !where.count; i++)
		merge_find(m, body[i], HELD_SPOKEN, 0, m->p.count, &where);
	s->held = where.count > 0;
	s->anchor = s->from = where.count ? where.at[0].from : 0;
	s->to = s->anchor + 1;
}

/* Of the places of a field, the nearest; what stands farther is refused. */
static void keep_near(struct stand *s, enum field_id id)
{
	struct places *p = s->field[id];
	uint32_t near = distance(p, s->anchor);

	if (near > HEAD_ROWS) {
		if (!is_inherited(s->what, id))
			s->why[id] = "stands there, and nowhere near the rest "
				     "of this entry";
		return;
	}
	for (size_t i = 0; i < p->count; i++) {
		uint32_t from = p->at[i].from;

		if ((from > s->anchor ? from - s->anchor : s->anchor - from) !=
			near)
			continue;
		p->at[0] = p->at[i];
		p->count = 1;
		s->from = from < s->from ? from : s->from;
		s->to = p->at[0].to > s->to ? p->at[0].to : s->to;
		return;
	}
}

/* ---- employers above -------------------------------------------------------
 */

/* The last place before the anchor; false: there is none, or another's stands
 * between. */
static bool inherit(struct stand *all, size_t count, size_t i, enum field_id id)
{
	struct stand *s = &all[i];
	struct places *p = s->field[id];
	size_t best = p->count;

	for (size_t k = 0; k < p->count; k++)
		if (p->at[k].from <= s->anchor)
			best = k;
	if (best == p->count)
		return false;
	for (size_t k = 0; k < count; k++) {
		const struct places *other = all[k].field[id];

		if (k == i || all[k].what != s->what || !other ||
			!other->count || distance(other, p->at[best].from) == 0)
			continue;
		for (size_t o = 0; o < other->count; o++)
			if (other->at[o].from > p->at[best].from &&
				other->at[o].from <= s->anchor)
				return false;
	}
	p->at[0] = p->at[best];
	p->count = 1;
	return true;
}

/* ---- all -------------------------------------------------------------------
 */

static void settle_heads(struct stand *all, size_t count, size_t i)
{
	struct stand *s = &all[i];

	for (int id = 0; id < FIELDS; id++)
		if (count_of(s, id) && merge_is_head((enum field_id)id))
			keep_near(s, (enum field_id)id);
	for (int id = 0; id < FIELDS; id++)
		if (count_of(s, id) && !s->why[id] &&
			is_inherited(s->what, (enum field_id)id) &&
			distance(s->field[id], s->anchor) > HEAD_ROWS &&
			!inherit(all, count, i, (enum field_id)id))
			s->why[id] = "stands there for another entry";
}

static void end_bodies(const struct merge *m, struct stand *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t end = (uint32_t)m->p.count;

		for (size_t k = 0; k < count; k++)
			if (all[k].held && all[k].from > all[i].anchor &&
				all[k].anchor != all[i].anchor &&
				all[k].from < end)
				end = all[k].from;
		all[i].body = end;
	}
}

void merge_stand(struct merge *m, struct stand *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (int id = 0; id < FIELDS; id++)
			find_field(m, &all[i], (enum field_id)id);
		settle_dates(&all[i]);
		find_anchor(all, i);
		if (!all[i].held)
			find_body(m, &all[i]);
	}
	for (size_t i = 0; i < count; i++)
		if (all[i].held)
			settle_heads(all, count, i);
	end_bodies(m, all, count);
}
