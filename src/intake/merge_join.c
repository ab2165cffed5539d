/*
 * intake/merge_join.c - entries that hold, and those that the parser found,
 * become one list. Nothing that the parser found is lost because a proposal
 * left it out; nothing is said twice because both say it.
 */
#include "intake/merge_int.h"

#include <stdlib.h>

enum {
	MOVED_OF_TEN = 6 /* rows of an entry that others took: it moved there */
};

/* One of the result. */
struct made {
	struct resume_entry e;
	uint32_t anchor;
	size_t order;
};

struct joining {
	struct merge *m;
	struct both both;
	bool *row_taken; /* by what was proposed */
	struct made *made;
	size_t count;
};

/* ---- lists of an entry ----------------------------------------------------
 */

static bool has_text(
	struct merge *m, const struct resume_texts *list, struct str text)
{
	for (size_t i = 0; i < list->count; i++)
		if (merge_same(m, list->at[i], text))
			return true;
	return false;
}

static void take_rows(struct joining *j, const struct places *p)
{
	for (uint32_t i = p->at[0].from; i < p->at[0].to; i++)
		j->row_taken[i] = true;
}

static bool holds_item(struct joining *j, const struct stand *s, bool spoken,
	struct str text, struct places *where)
{
	struct merge *m = j->m;

	if (merge_is_list(s->what) || !spoken)
		return merge_find(m, text, HELD_WORDS, 0, m->p.count, where);
	return merge_find(m, text, HELD_SPOKEN, s->from, s->body, where);
}

static const char *why_no_item(struct joining *j, bool spoken, struct str text)
{
	struct places where;

	if (!spoken)
		return "does not stand there";
	return merge_find(j->m, text, HELD_SPOKEN, 0, j->m->p.count, &where)
		       ? "stands there, and not in this entry"
		       : "does not stand there, as whole sentences";
}

/* `spoken`: sentences, and no words. */
static void take_items(struct joining *j, const struct stand *s, bool spoken,
	const char *name, const struct resume_texts *from,
	struct resume_texts *to)
{
	*to = (struct resume_texts){ 0 };
	for (size_t i = 0; i < from->count; i++) {
		struct places where;

		if (!from->at[i].len || has_text(j->m, to, from->at[i]))
			continue;
		if (!holds_item(j, s, spoken, from->at[i], &where)) {
			merge_refuse(j->m,
				str_fmt(j->m->mem, "%.*s/%s/%zu",
					STR_ARG(s->at), name, i),
				from->at[i],
				why_no_item(j, spoken, from->at[i]));
			continue;
		}
		take_rows(j, &where);
		merge_take(j->m, from->at[i], &where);
		resume_text_add(j->m->mem, to, from->at[i]);
	}
}

/* ---- what holds of one entry -----------------------------------------------
 */

static void hold_text(struct joining *j, struct stand *s,
	struct resume_entry *to, enum field_id id)
{
	struct str value = *merge_field(to, id);
	struct places *where = s->field[id];

	if (!value.len)
		return;
	if (!s->why[id] && !merge_is_head(id) && id != FIELD_url &&
		!merge_find(j->m, value, HELD_SPOKEN, s->from, s->body, where))
		s->why[id] = "stands there, and not in this entry";
	if (s->why[id]) {
		merge_refuse(j->m,
			str_fmt(j->m->mem, "%.*s/%s", STR_ARG(s->at),
				merge_field_names[id]),
			value, s->why[id]);
		*merge_field(to, id) = STR_NONE;
		return;
	}
	if (id != FIELD_start_date && id != FIELD_end_date)
		take_rows(j, where);
	merge_take(j->m, value, where);
}

/* A period that has an end goes on for nobody. */
static void end_period(
	struct joining *j, const struct stand *s, struct resume_entry *to)
{
	const struct places *starts = s->field[FIELD_start_date];
	const struct span *when;

	if (to->end_date.len || !to->start_date.len || !starts)
		return;
	when = j->m->p.row[starts->at[0].from].when;
	if (when && !when->when.open && !when->when.single) {
		to->end_date = resume_date_text(j->m->mem, when->when.to);
		if (to->end_date.len)
			merge_take(j->m, to->end_date, starts);
	}
}

static bool hold_entry(
	struct joining *j, struct stand *s, struct resume_entry *to)
{
	bool any = false;

	*to = *s->e;
	to->rest = (struct json_rest){ 0 };
	if (!s->held) {
		merge_refuse(j->m, s->at, STR_NONE,
			"is an entry of which nothing stands there");
		return false;
	}
	for (int id = 0; id < FIELDS; id++) {
		hold_text(j, s, to, (enum field_id)id);
		any = any || merge_field(to, (enum field_id)id)->len;
	}
	end_period(j, s, to);
	take_items(
		j, s, true, "highlights", &s->e->highlights, &to->highlights);
	take_items(j, s, true, "courses", &s->e->courses, &to->courses);
	take_items(j, s, false, "keywords", &s->e->keywords, &to->keywords);
	take_items(j, s, false, "roles", &s->e->roles, &to->roles);
	return any || to->keywords.count || to->highlights.count;
}

/* ---- both ------------------------------------------------------------------
 */

static bool is_said(struct joining *j, struct resume_entry *e, struct str text)
{
	for (int id = 0; id < FIELDS; id++)
		if (merge_same(j->m, *merge_field(e, (enum field_id)id), text))
			return true;
	return false;
}

static void add_items(struct joining *j, const struct resume_texts *from,
	struct resume_texts *to)
{
	for (size_t i = 0; i < from->count; i++)
		if (!has_text(j->m, to, from->at[i]))
			resume_text_add(j->m->mem, to, from->at[i]);
}

/* A bullet of ours whose rows a proposed one took, in other pieces, is said. */
static void add_spoken(struct joining *j, const struct resume_texts *from,
	struct resume_texts *to)
{
	for (size_t i = 0; i < from->count; i++) {
		struct places where;
		bool taken = false;

		if (has_text(j->m, to, from->at[i]))
			continue;
		if (merge_find(j->m, from->at[i], HELD_WORDS, 0, j->m->p.count,
			    &where))
			for (uint32_t r = where.at[0].from; r < where.at[0].to;
				r++)
				taken = taken || j->row_taken[r];
		if (!taken)
			resume_text_add(j->m->mem, to, from->at[i]);
	}
}

/* What a proposal left out of an entry that it has. */
static void complete(struct joining *j, const struct stand *s,
	struct resume_entry *to, const struct resume_entry *of)
{
	struct resume_entry ours = *of;

	for (int id = 0; id < FIELDS; id++) {
		struct str value = *merge_field(&ours, (enum field_id)id);
		struct str *now = merge_field(to, (enum field_id)id);

		if (!now->len && value.len && !is_said(j, to, value) &&
			!(id == FIELD_end_date && to->start_date.len &&
				!str_eq(to->start_date, ours.start_date)))
			*now = value;
		else if (now->len && s->field[id] &&
			 merge_same(j->m, *now, value))
			merge_agree(j->m, *now, s->field[id]);
	}
	add_spoken(j, &ours.highlights, &to->highlights);
	add_spoken(j, &ours.courses, &to->courses);
	add_items(j, &ours.keywords, &to->keywords);
	add_items(j, &ours.roles, &to->roles);
	to->rest = ours.rest;
}

static struct stand *twin(struct joining *j, const struct stand *s)
{
	struct stand *best = NULL;

	for (size_t i = 0; i < j->both.our_count; i++) {
		struct stand *o = &j->both.ours[i];

		if (o->joined || !o->held || o->what != s->what)
			continue;
		if (o->anchor == s->anchor)
			return o;
		if (o->from < s->to && s->from < o->to && !best)
			best = o;
	}
	return best;
}

/* Did the proposal put its rows elsewhere? */
static bool is_moved(const struct joining *j, const struct stand *o)
{
	size_t rows = 0, taken = 0;

	for (int id = 0; id < FIELDS; id++)
		if (o->field[id] && o->field[id]->count) {
			rows++;
			taken += j->row_taken[o->field[id]->at[0].from];
		}
	return rows && 10 * taken >= MOVED_OF_TEN * rows;
}

static bool is_listed(struct joining *j, struct str word)
{
	for (size_t i = 0; i < j->count; i++) {
		struct resume_entry *e = &j->made[i].e;

		if (merge_same(
			    j->m, e->name.len ? e->name : e->language, word) ||
			has_text(j->m, &e->keywords, word))
			return true;
	}
	return false;
}

/* Of a list of ours what no proposed one has; false: nothing. */
static bool keep_words(
	struct joining *j, const struct stand *o, struct resume_entry *to)
{
	struct str name = o->e->name.len ? o->e->name : o->e->language;

	*to = *o->e;
	to->keywords = (struct resume_texts){ 0 };
	for (size_t i = 0; i < o->e->keywords.count; i++)
		if (!is_listed(j, o->e->keywords.at[i]))
			resume_text_add(
				j->m->mem, &to->keywords, o->e->keywords.at[i]);
	return to->keywords.count ||
	       (!o->e->keywords.count && !is_listed(j, name));
}

/* ---- sections ---------------------------------------------------------------
 */

static struct made *add_made(struct joining *j, uint32_t anchor)
{
	struct made *made = &j->made[j->count];

	*made = (struct made){ .anchor = anchor, .order = j->count };
	return made;
}

static int by_place(const void *a, const void *b)
{
	const struct made *x = a, *y = b;

	if (x->anchor != y->anchor)
		return x->anchor < y->anchor ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void join_section(struct joining *j, int what)
{
	j->count = 0;
	for (size_t i = 0; i < j->both.their_count; i++) {
		struct stand *s = &j->both.theirs[i], *o;
		struct made *made = add_made(j, s->anchor);

		if (s->what != what || !hold_entry(j, s, &made->e))
			continue;
		o = merge_is_list(what) ? NULL : twin(j, s);
		if (o) {
			o->joined = true;
			complete(j, s, &made->e, o->e);
		}
		j->count++;
	}
}

/* Behind all that was proposed, of all sections. */
static void keep_ours(struct joining *j, int what)
{
	for (size_t i = 0; i < j->both.our_count; i++) {
		struct stand *o = &j->both.ours[i];
		struct made *made = add_made(j, o->anchor);

		if (o->what != what || o->joined)
			continue;
		made->e = *o->e;
		if (merge_is_list(what) ? !keep_words(j, o, &made->e)
					: is_moved(j, o))
			continue;
		j->count++;
	}
}

void merge_join(struct merge *m, const struct both *both,
	struct resume_entries *to, int sections)
{
	struct joining j = { .m = m, .both = *both };
	size_t most = both->their_count + both->our_count + 1;
	size_t *made = ARENA_LIST(&m->p.own, size_t, (size_t)sections);

	j.row_taken = ARENA_LIST(&m->p.own, bool, m->p.count + 1);
	j.made = ARENA_LIST(&m->p.own, struct made, (size_t)sections * most);
	for (int s = 0; s < sections; s++, j.made += most) {
		join_section(&j, s);
		made[s] = j.count;
	}
	for (int s = sections; s-- > 0;) {
		j.made -= most;
		j.count = made[s];
		keep_ours(&j, s);
		qsort(j.made, j.count, sizeof(*j.made), by_place);
		to[s].at = ARENA_LIST(m->mem, struct resume_entry, j.count + 1);
		to[s].count = j.count;
		for (size_t i = 0; i < j.count; i++)
			to[s].at[i] = j.made[i].e;
	}
}
