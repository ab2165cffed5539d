/*
 * intake/merge.c - see merge.h. Runs the steps of merge_int.h, and tells where
 * the values of the result came from.
 */
#include "intake/merge_int.h"

#include "base/hash.h"

#include <stdio.h>

enum {
	ENTRIES_MOST = 1000, /* of a resume that can be held against lines */
	AGREED = 97,         /* of 100: both say so */
	PROPOSED = 80        /* the proposal says so, and the lines hold it */
};

/* ---- notes -----------------------------------------------------------------
 */

void merge_refuse(
	struct merge *m, struct str at, struct str value, const char *why)
{
	struct intake_merged *out = m->out;

	if (out->refused.count == m->refused_room) {
		struct intake_refused *more;

		m->refused_room = m->refused_room ? 2 * m->refused_room : 64;
		more = ARENA_LIST(
			m->mem, struct intake_refused, m->refused_room);
		if (out->refused.count)
			memcpy(more, out->refused.at,
				out->refused.count * sizeof(*more));
		out->refused.at = more;
	}
	out->refused.at[out->refused.count++] =
		(struct intake_refused){ at, value, why };
}

void merge_take(struct merge *m, struct str value, const struct places *from)
{
	parse_note(&m->p, value, from->at[0].from, from->at[0].to,
		PROPOSED / 100.0f);
	m->out->taken++;
}

void merge_agree(struct merge *m, struct str value, const struct places *from)
{
	parse_note(&m->p, value, from->at[0].from, from->at[0].to,
		AGREED / 100.0f);
}

/* ---- the parser's notes ------------------------------------------------- */

static uint32_t *trace_slot(const struct merge *m, struct str at)
{
	for (uint64_t i = hash_quick(at);; i++) {
		uint32_t *slot = &m->trace[i & (m->trace_slots - 1)];

		if (!*slot || str_eq(m->ours->traces.at[*slot - 1].at, at))
			return slot;
	}
}

static void index_traces(struct merge *m)
{
	size_t n = m->ours->traces.count;

	m->trace_slots = 16;
	while (m->trace_slots < 2 * n + 2)
		m->trace_slots *= 2;
	m->trace = ARENA_LIST(&m->p.own, uint32_t, m->trace_slots);
	for (size_t i = 0; i < n; i++)
		*trace_slot(m, m->ours->traces.at[i].at) = (uint32_t)i + 1;
}

float merge_our_sure(const struct merge *m, struct str at)
{
	uint32_t i = *trace_slot(m, at);

	return i ? m->ours->traces.at[i - 1].sure : 0;
}

/* The first row at or behind a line of the document. */
static size_t row_at(const struct merge *m, uint32_t page, uint32_t line)
{
	size_t from = 0, to = m->p.count;

	while (from < to) {
		size_t mid = (from + to) / 2;
		const struct row *r = &m->p.row[mid];

		if (r->page < page || (r->page == page && r->line < line))
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static void note_ours(
	struct merge *m, struct str value, const char *name, struct str at)
{
	struct arena own = { 0 };
	uint32_t i = !value.len ? 0
				: *trace_slot(m, str_fmt(&own, "%.*s/%s",
							 STR_ARG(at), name));
	const struct intake_trace *t;

	arena_free(&own);
	if (!i)
		return;
	t = &m->ours->traces.at[i - 1];
	parse_note(&m->p, value, row_at(m, t->page, t->line),
		row_at(m, t->page, t->line + t->count), t->sure);
}

static void note_entry(
	struct merge *m, const struct resume_entry *e, struct str at)
{
	char name[64];

#define TEXT(field, json) note_ours(m, e->field, json, at);
#define TEXTS(field, json)                                       \
	for (size_t i = 0; i < e->field.count; i++) {            \
		snprintf(name, sizeof(name), "%s/%zu", json, i); \
		note_ours(m, e->field.at[i], name, at);          \
	}
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static void note_basics(struct merge *m, const struct resume_basics *b)
{
	struct str at = STR("/basics"), place = STR("/basics/location");

	note_ours(m, b->name, "name", at);
	note_ours(m, b->label, "label", at);
	note_ours(m, b->email, "email", at);
	note_ours(m, b->phone, "phone", at);
	note_ours(m, b->url, "url", at);
	note_ours(m, b->summary, "summary", at);
	note_ours(m, b->location.address, "address", place);
	note_ours(m, b->location.city, "city", place);
	note_ours(m, b->location.region, "region", place);
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *p = &b->profiles.at[i];

		note_ours(m, p->url.len ? p->url : p->username,
			p->url.len ? "url" : "username",
			str_fmt(m->mem, "/basics/profiles/%zu", i));
	}
}

/* ---- entries of both ---------------------------------------------------- */

static size_t entries_of(const struct resume *r)
{
	size_t n = 0;

	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		n += r->section[s].count;
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++)
		n += r->meta.vitae.custom_sections.at[s].entries.count;
	return n;
}

/* What no table names nobody can check. */
static void refuse_rest(
	struct merge *m, const struct json_rest *rest, struct str at)
{
	if (rest->count)
		merge_refuse(m, at, STR_NONE, "has fields that no resume has");
}

static void add_stands(struct merge *m, const struct resume_entries *from,
	bool ours, int what, struct str at, struct stand **to)
{
	for (size_t i = 0; i < from->count; i++, ++*to) {
		(*to)->e = &from->at[i];
		(*to)->what = what;
		(*to)->at = str_fmt(m->mem, "%.*s/%zu", STR_ARG(at), i);
		if (ours)
			note_entry(m, (*to)->e, (*to)->at);
		else
			refuse_rest(m, &from->at[i].rest, (*to)->at);
	}
}

/* Sections of one's own: those of ours first, then new ones. */
struct customs {
	struct str *title;
	size_t count;
};

static int custom_of(struct merge *m, struct customs *all, struct str title)
{
	for (size_t i = 0; i < all->count; i++)
		if (merge_same(m, all->title[i], title))
			return RESUME_SECTIONS + (int)i;
	all->title[all->count++] = title;
	return RESUME_SECTIONS + (int)all->count - 1;
}

static struct stand *stands_of(struct merge *m, const struct resume *r,
	bool theirs, struct customs *customs, size_t *count)
{
	struct stand *all =
		ARENA_LIST(&m->p.own, struct stand, entries_of(r) + 1);
	struct stand *to = all;
	struct places where;

	for (int s = 0; s < RESUME_SECTIONS; s++)
		add_stands(m, &r->section[s], !theirs, s,
			str_fmt(m->mem, "/%s", resume_sections[s].name), &to);
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++) {
		const struct resume_custom *c =
			&r->meta.vitae.custom_sections.at[s];
		struct str at =
			str_fmt(m->mem, "/meta/vitae/custom_sections/%zu", s);

		if (theirs && !merge_find(m, c->title, HELD_WHOLE, 0,
				      m->p.count, &where)) {
			merge_refuse(m, at, c->title, "does not stand there");
			continue;
		}
		add_stands(m, &c->entries, !theirs,
			custom_of(m, customs, c->title),
			str_fmt(m->mem, "%.*s/entries", STR_ARG(at)), &to);
	}
	*count = (size_t)(to - all);
	merge_stand(m, all, *count);
	return all;
}

/* ---- the result --------------------------------------------------------- */

static bool check_bounds(const struct resume *r, struct err *err)
{
	return entries_of(r) <= ENTRIES_MOST &&
			       r->meta.vitae.custom_sections.count <=
				       ENTRIES_MOST
		       ? true
		       : err_set(err, ERR_TOO_BIG,
				 "a resume of over %d entries cannot be held "
				 "against its source",
				 ENTRIES_MOST);
}

static void put_customs(struct merge *m, const struct customs *customs,
	const struct resume_entries *entries)
{
	struct resume *r = &m->out->found.resume;

	r->meta.vitae.custom_sections.at = NULL;
	r->meta.vitae.custom_sections.count = 0;
	for (size_t i = 0; i < customs->count; i++)
		if (entries[i].count)
			resume_custom_add(m->mem, r, customs->title[i])
				->entries = entries[i];
}

/* Lines that were somebody's, and are nobody's now. Headings never were. */
static void tell_left(struct merge *m)
{
	struct intake_found *f = &m->out->found;
	bool *was = ARENA_LIST(&m->p.own, bool, m->p.count + 1);

	for (size_t i = 0; i < m->ours->traces.count; i++) {
		const struct intake_trace *t = &m->ours->traces.at[i];
		size_t row = row_at(m, t->page, t->line);

		for (; row < m->p.count && m->p.row[row].page == t->page &&
			m->p.row[row].line < t->line + t->count;
			row++)
			was[row] = true;
	}
	for (size_t i = 0; i < m->ours->left.count; i++)
		was[row_at(m, m->ours->left.at[i].page,
			m->ours->left.at[i].line)] = true;
	f->left.at = ARENA_LIST(m->mem, struct intake_left, m->p.count + 1);
	for (size_t i = 0; i < m->p.count; i++)
		if (was[i] && !m->p.row[i].taken)
			f->left.at[f->left.count++] =
				(struct intake_left){ m->p.row[i].page,
					m->p.row[i].line };
}

static void merge_all(struct merge *m, const struct resume *theirs)
{
	struct resume *to = &m->out->found.resume;
	const struct resume *ours = &m->ours->resume;
	struct customs customs = {
		ARENA_LIST(&m->p.own, struct str, 1 + 2 * ENTRIES_MOST), 0
	};
	struct both both;
	struct resume_entries *made;
	size_t sections;

	*to = *ours;
	/* Lists of ours are not written to. */
	to->basics.profiles.at = ARENA_LIST(
		m->mem, struct resume_profile, ours->basics.profiles.count + 1);
	if (ours->basics.profiles.count)
		memcpy(to->basics.profiles.at, ours->basics.profiles.at,
			ours->basics.profiles.count *
				sizeof(*to->basics.profiles.at));
	note_basics(m, &ours->basics);
	refuse_rest(m, &theirs->rest, STR(""));
	refuse_rest(m, &theirs->basics.rest, STR("/basics"));
	merge_basics(m, &theirs->basics, &to->basics);
	both.ours = stands_of(m, ours, false, &customs, &both.our_count);
	both.theirs = stands_of(m, theirs, true, &customs, &both.their_count);
	sections = RESUME_SECTIONS + customs.count;
	made = ARENA_LIST(m->mem, struct resume_entries, sections);
	merge_join(m, &both, made, (int)sections);
	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		to->section[s] = made[s];
	put_customs(m, &customs, made + RESUME_SECTIONS);
}

bool intake_merge(struct arena *mem, const struct intake_doc *doc,
	const struct intake_found *ours, const struct resume *proposed,
	struct intake_merged *out, struct err *err)
{
	struct merge m = { .mem = mem,
		.p = { .mem = mem, .doc = doc, .out = &out->found },
		.out = out,
		.ours = ours };
	bool ok;

	*out = (struct intake_merged){ 0 };
	ok = check_bounds(proposed, err) && check_bounds(&ours->resume, err) &&
	     merge_lines(&m, err);
	if (ok) {
		index_traces(&m);
		merge_all(&m, proposed);
		parse_traces(&m.p);
		tell_left(&m);
		if (m.steps >= HELD_STEPS)
			ok = err_set(err, ERR_TOO_BIG,
				"the proposal takes too long to be held "
				"against its source");
	}
	arena_free(&m.p.own);
	return ok;
}
