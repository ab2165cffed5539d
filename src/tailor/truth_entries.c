/*
 * tailor/truth_entries.c - entries of what is proposed against those of the
 * source: which is which, what of it is frozen, what has gone.
 */
#include "base/hash.h"
#include "tailor/truth_int.h"

enum field_rule {
	RULE_FREE,
	RULE_MARK,
	RULE_FACT,
	RULE_SAID,
	RULE_SKILL,
	RULE_PICK
};

struct rule {
	const char *json;
	enum field_rule rule;
	enum truth_kind kind;
};

static const struct rule rules[] = {
#define RULE(json, rule, kind) { json, RULE_##rule, TRUTH_##kind },
#include "tailor/truth_fields.def"
#undef RULE
};

/* A section of both. */
struct pairing {
	struct truth_checking *c;
	const struct resume_entries *theirs;
	int section;
	struct str at;    /* of theirs */
	uint32_t first;   /* of ours, from 0, in t->entry */
	uint32_t ours;    /* how many */
	uint32_t *of;     /* of each of theirs: from 1; 0: none */
	bool *taken;      /* each of ours */
	uint32_t *slot;   /* of ours by their marks; from 1 */
	uint32_t *behind; /* the next of the same slot */
	size_t slots;
};

static struct rule rule_of(const char *json, int section)
{
	static const enum truth_kind named[RESUME_SECTIONS] = {
		[RESUME_WORK] = TRUTH_EMPLOYER,
		[RESUME_CERTIFICATES] = TRUTH_CERTIFICATE,
		[RESUME_PUBLICATIONS] = TRUTH_PUBLICATION
	};
	struct rule r = { json, RULE_FREE, TRUTH_FIELD };

	for (size_t i = 0; i < LENGTH(rules); i++)
		if (!strcmp(rules[i].json, json))
			r = rules[i];
	if (!strcmp(json, "name"))
		r.kind = section < RESUME_SECTIONS && named[section]
				 ? named[section]
				 : TRUTH_FIELD;
	/* What others said of somebody is theirs. */
	if (section == RESUME_REFERENCES && r.rule == RULE_SAID)
		r.rule = RULE_FREE;
	if (section == RESUME_INTERESTS && r.rule == RULE_SKILL)
		r.rule = RULE_PICK;
	return r;
}

bool truth_same(struct str a, struct str b)
{
	for (;;) {
		while (a.len && strchr(" \n\r\t", *a.at))
			a = str_of(a.at + 1, a.len - 1);
		while (b.len && strchr(" \n\r\t", *b.at))
			b = str_of(b.at + 1, b.len - 1);
		if (!a.len || !b.len)
			return !a.len && !b.len;
		if (*a.at != *b.at)
			return false;
		a = str_of(a.at + 1, a.len - 1);
		b = str_of(b.at + 1, b.len - 1);
	}
}

/* ---- which is which -------------------------------------------------------
 */

/* Of two entries that have no marks: 1, and 2 where they say the same. */
static int texts_same(
	const struct resume_entry *a, const struct resume_entry *b)
{
	bool same = truth_same(a->summary, b->summary) &&
		    truth_same(a->description, b->description) &&
		    a->highlights.count == b->highlights.count;

	for (size_t i = 0; same && i < a->highlights.count; i++)
		same = truth_same(a->highlights.at[i], b->highlights.at[i]);
	return same ? 2 : 1;
}

/* How many of the marks are the same, and whether all are. */
static int marks_same(
	const struct resume_entry *a, const struct resume_entry *b, bool *all)
{
	int same = 0, marks = 0;

	*all = true;
#define TEXT(field, json)                                       \
	if (rule_of(json, RESUME_SECTIONS).rule == RULE_MARK && \
		(a->field.len || b->field.len)) {               \
		bool is = truth_same(a->field, b->field);       \
		same += is ? 1 : 0;                             \
		marks++;                                        \
		*all = *all && is;                              \
	}
#define TEXTS(field, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	if (!marks) {
		same = texts_same(a, b);
		*all = same == 2;
	}
	return same;
}

static uint64_t marks_sum(const struct resume_entry *e)
{
	struct str first = e->name.len           ? e->name
			   : e->title.len        ? e->title
			   : e->organization.len ? e->organization
			   : e->institution.len  ? e->institution
						 : e->language;

	return hash_quick(first);
}

static uint64_t date_sum(const struct resume_entry *e)
{
	return hash_quick(e->start_date.len ? e->start_date : e->date) ^
	       0x5555555555555555u;
}

static void index_ours(struct pairing *p)
{
	struct truth *t = p->c->t;

	p->slots = 16;
	while (p->slots < 4 * (size_t)p->ours)
		p->slots *= 2;
	p->slot = ARENA_LIST(p->c->mem, uint32_t, p->slots);
	p->behind = ARENA_LIST(p->c->mem, uint32_t, 2 * p->ours + 2);
	/* Twice each: by what it is called, and by when it began. */
	for (uint32_t i = 2 * p->ours; i-- > 0;) {
		const struct resume_entry *e = t->entry[p->first + i / 2].e;
		uint64_t sum = i % 2 ? date_sum(e) : marks_sum(e);
		uint32_t *slot = &p->slot[sum & (p->slots - 1)];

		p->behind[i] = *slot;
		*slot = i + 1;
	}
}

/* The untaken one of ours that has most of its marks. */
static uint32_t likest(
	struct pairing *p, const struct resume_entry *e, uint64_t sum, bool all)
{
	uint32_t best = 0;
	int most = 0;

	for (uint32_t i = p->slot[sum & (p->slots - 1)]; i;
		i = p->behind[i - 1]) {
		uint32_t n = (i - 1) / 2;
		bool is_all;
		int same;

		p->c->t->steps++;
		if (p->taken[n])
			continue;
		same = marks_same(p->c->t->entry[p->first + n].e, e, &is_all);
		if (same > most && (is_all || !all)) {
			most = same;
			best = n + 1;
		}
	}
	return best;
}

static void pair(struct pairing *p, bool all, bool by_date)
{
	for (size_t i = 0; i < p->theirs->count; i++) {
		const struct resume_entry *e = &p->theirs->at[i];

		if (p->of[i])
			continue;
		p->of[i] =
			likest(p, e, by_date ? date_sum(e) : marks_sum(e), all);
		if (p->of[i])
			p->taken[p->of[i] - 1] = true;
	}
}

/* ---- fields ---------------------------------------------------------------
 */

struct fielding {
	struct truth_checking *c;
	const struct resume_entry *theirs;
	uint32_t entry; /* of the source, from 1 */
	int section;
	struct str at;
};

static struct str field_at(const struct fielding *f, const char *json)
{
	return str_fmt(f->c->mem, "%.*s/%s", STR_ARG(f->at), json);
}

static void check_text(const struct fielding *f, const char *json,
	struct str ours, struct str theirs)
{
	struct rule r = rule_of(json, f->section);
	bool must = r.rule == RULE_MARK || r.rule == RULE_FACT;

	if (r.rule == RULE_SAID) {
		truth_say(f->c, field_at(f, json), TRUTH_OF_ENTRY, f->entry,
			theirs);
		return;
	}
	if (truth_same(ours, theirs) || (!theirs.len && !must))
		return;
	truth_tell(f->c, field_at(f, json), r.kind, theirs,
		"'%s' is '%.*s' there, not '%.*s'", json, STR_ARG(ours),
		STR_ARG(theirs));
}

static bool is_listed(struct resume_texts list, struct str s)
{
	for (size_t i = 0; i < list.count; i++)
		if (truth_same(list.at[i], s))
			return true;
	return false;
}

static void check_texts(const struct fielding *f, const char *json,
	struct resume_texts ours, struct resume_texts theirs)
{
	struct rule r = rule_of(json, f->section);

	for (size_t i = 0; i < theirs.count && !f->c->too_long; i++) {
		struct str at = str_fmt(
			f->c->mem, "%.*s/%s/%zu", STR_ARG(f->at), json, i);

		if (r.rule == RULE_SAID)
			truth_say(f->c, at, TRUTH_OF_ENTRY, f->entry,
				theirs.at[i]);
		else if (r.rule == RULE_SKILL)
			truth_skill_say(f->c, at, f->entry, theirs.at[i]);
		else if (!truth_text_stands(f->c->t, f->entry, theirs.at[i]) ||
			 !is_listed(ours, theirs.at[i]))
			truth_tell(f->c, at, r.kind, theirs.at[i],
				"'%.*s' is not among its %s there",
				STR_ARG(theirs.at[i]), json);
	}
}

static void check_fields(const struct fielding *f)
{
	const struct resume_entry *ours = f->c->t->entry[f->entry - 1].e;

#define TEXT(field, json) check_text(f, json, ours->field, f->theirs->field);
#define TEXTS(field, json) check_texts(f, json, ours->field, f->theirs->field);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	truth_rest_check(f->c, f->at, &ours->rest, &f->theirs->rest);
}

/* ---- sections -------------------------------------------------------------
 */

static struct str called(const struct resume_entry *e)
{
	return e->name.len           ? e->name
	       : e->title.len        ? e->title
	       : e->organization.len ? e->organization
	       : e->institution.len  ? e->institution
	       : e->language.len     ? e->language
				     : e->position;
}

/* Jobs and degrees that somebody leaves out make a gap that is none. */
static bool must_stay(int section)
{
	return section == RESUME_WORK || section == RESUME_EDUCATION;
}

static void tell_gone(struct pairing *p)
{
	for (uint32_t i = 0; i < p->ours; i++) {
		const struct truth_entry *e = &p->c->t->entry[p->first + i];

		if (p->taken[i] || !must_stay(p->section) ||
			p->c->t->ask.entries_may_go)
			continue;
		truth_tell(p->c, e->at, TRUTH_REMOVED, called(e->e),
			"'%.*s' is gone, and nobody asked for it",
			STR_ARG(called(e->e)));
	}
}

static void check_section(struct pairing *p)
{
	struct arena *mem = p->c->mem;

	p->of = ARENA_LIST(mem, uint32_t, p->theirs->count + 1);
	p->taken = ARENA_LIST(mem, bool, p->ours + 1);
	index_ours(p);
	pair(p, true, false);
	pair(p, false, false);
	pair(p, false, true);
	for (size_t i = 0; i < p->theirs->count && !p->c->too_long; i++) {
		struct fielding f = { p->c, &p->theirs->at[i],
			p->first + p->of[i], p->section,
			str_fmt(mem, "%.*s/%zu", STR_ARG(p->at), i) };

		if (p->of[i])
			check_fields(&f);
		else
			truth_tell(p->c, f.at, TRUTH_ENTRY, called(f.theirs),
				"'%.*s' is an entry that is not there",
				STR_ARG(called(f.theirs)));
	}
	tell_gone(p);
}

static uint32_t entries_of(const struct truth *t, int section, uint32_t *first)
{
	uint32_t n = 0;

	*first = 0;
	while (*first < t->entries && t->entry[*first].section != section)
		++*first;
	while (*first + n < t->entries &&
		t->entry[*first + n].section == section)
		n++;
	return n;
}

/* The section of the source that has the title of this one; of several, each
 * in its turn. -1: none. */
static int custom_of(
	const struct truth *t, const struct resume_vitae *theirs, size_t which)
{
	const struct resume_vitae *v = &t->source->meta.vitae;
	struct str title = theirs->custom_sections.at[which].title;
	size_t before = 0;

	for (size_t i = 0; i < which; i++)
		before +=
			truth_same(theirs->custom_sections.at[i].title, title);
	for (size_t i = 0; i < v->custom_sections.count; i++)
		if (truth_same(v->custom_sections.at[i].title, title) &&
			!before--)
			return RESUME_SECTIONS + (int)i;
	return -1;
}

static void check_customs(struct truth_checking *c)
{
	const struct resume_vitae *v = &c->proposed->meta.vitae;

	for (size_t i = 0; i < v->custom_sections.count; i++) {
		const struct resume_custom *s = &v->custom_sections.at[i];
		struct str at =
			str_fmt(c->mem, "/meta/vitae/custom_sections/%zu", i);
		struct pairing p = { .c = c,
			.theirs = &s->entries,
			.section = custom_of(c->t, v, i),
			.at = str_fmt(c->mem, "%.*s/entries", STR_ARG(at)) };

		if (p.section < 0) {
			truth_tell(c, at, TRUTH_ENTRY, s->title,
				"there is no section '%.*s'",
				STR_ARG(s->title));
			continue;
		}
		p.ours = entries_of(c->t, p.section, &p.first);
		check_section(&p);
		truth_rest_check(c, at,
			&c->t->source->meta.vitae.custom_sections
				 .at[p.section - RESUME_SECTIONS]
				 .rest,
			&s->rest);
	}
}

void truth_entries_check(struct truth_checking *c)
{
	for (int s = 0; s < RESUME_SECTIONS && !c->too_long; s++) {
		struct pairing p = { .c = c,
			.theirs = &c->proposed->section[s],
			.section = s,
			.at = str_fmt(c->mem, "/%s", resume_sections[s].name) };

		if (s == RESUME_SKILLS)
			continue;
		p.ours = entries_of(c->t, s, &p.first);
		check_section(&p);
	}
	check_customs(c);
}
