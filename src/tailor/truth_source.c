/*
 * tailor/truth_source.c - the source, prepared: each text of it as a passage,
 * by entries, and which skills it proves. Judges nothing.
 */
#include "base/hash.h"
#include "tailor/truth_int.h"

/* ---- texts that stand as they are -----------------------------------------
 */

static struct truth_text *text_slot(
	const struct truth *t, uint32_t entry, struct str text)
{
	uint64_t i = hash_quick(text) + entry * 0x9e3779b97f4a7c15u;

	for (;; i++) {
		struct truth_text *slot = &t->text[i & (t->text_slots - 1)];

		if (!slot->text.at ||
			(slot->entry == entry && str_eq(slot->text, text)))
			return slot;
	}
}

bool truth_text_stands(const struct truth *t, uint32_t entry, struct str text)
{
	return !text.len || text_slot(t, entry, text)->text.at;
}

/* ---- passages -------------------------------------------------------------
 */

static struct truth_passage *add_passage(
	struct truth *t, struct str text, struct str at, uint32_t entry)
{
	struct truth_passage *p = &t->passage[t->passages++];

	p->at = at;
	p->entry = entry;
	truth_passage_read(t->mem, &t->lex, text, true, p);
	if (text.at)
		*text_slot(t, entry, text) = (struct truth_text){ text, entry };
	return p;
}

static void add_line(struct buf *to, struct str text)
{
	if (!text.len)
		return;
	if (to->len)
		buf_addc(to, '\n');
	buf_add(to, text);
}

/* A date and an address: no words, and no numbers that count anything. */
static bool is_word_field(const char *json)
{
	static const char *const not [] = { "summary", "description", "url",
		"startDate", "endDate", "date", "releaseDate" };

	for (size_t i = 0; i < LENGTH(not ); i++)
		if (!strcmp(json, not [i]))
			return false;
	return true;
}

/* Facts of an entry as lines: what it is called, where, of what. */
static struct str header_of(struct truth *t, const struct resume_entry *e)
{
	struct buf b;

	buf_init(&b, t->mem, RESUME_BYTES);
	buf_add(&b, STR(""));
#define TEXT(name, json)         \
	if (is_word_field(json)) \
		add_line(&b, e->name);
#define TEXTS(name, json)                                                   \
	for (size_t i = 0; strcmp(json, "highlights") && i < e->name.count; \
		i++)                                                        \
		add_line(&b, e->name.at[i]);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	return buf_str(&b);
}

/* So that each of them may stand again where it stood. */
static void keep_texts(
	struct truth *t, const struct resume_entry *e, uint32_t entry)
{
#define TEXT(name, json)                        \
	if (e->name.len)                        \
		*text_slot(t, entry, e->name) = \
			(struct truth_text){ e->name, entry };
#define TEXTS(name, json)                                     \
	for (size_t i = 0; i < e->name.count; i++)            \
		if (e->name.at[i].len)                        \
			*text_slot(t, entry, e->name.at[i]) = \
				(struct truth_text){ e->name.at[i], entry };
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static int month_of(struct str text, bool end)
{
	struct resume_date d;

	if (!text.len || !resume_date_read(text, &d))
		return -1;
	return 12 * d.year + (d.month ? d.month - 1 : end ? 11 : 0);
}

static void add_entry(struct truth *t, const struct resume_entry *e,
	struct str at, int section)
{
	struct truth_entry *to = &t->entry[t->entries++];
	uint32_t id = (uint32_t)t->entries;

	*to = (struct truth_entry){ .e = e,
		.at = at,
		.section = section,
		.first = (uint32_t)t->passages,
		.from = month_of(e->start_date, false),
		.to = month_of(e->end_date, true) };
	add_passage(t, header_of(t, e), at, id)->header = true;
	if (e->summary.len)
		add_passage(t, e->summary,
			str_fmt(t->mem, "%.*s/summary", STR_ARG(at)), id);
	if (e->description.len)
		add_passage(t, e->description,
			str_fmt(t->mem, "%.*s/description", STR_ARG(at)), id);
	for (size_t i = 0; i < e->highlights.count; i++)
		add_passage(t, e->highlights.at[i],
			str_fmt(t->mem, "%.*s/highlights/%zu", STR_ARG(at), i),
			id);
	keep_texts(t, e, id);
	to->count = (uint32_t)t->passages - to->first;
}

static void add_entries(struct truth *t, const struct resume_entries *from,
	struct str at, int section)
{
	for (size_t i = 0; i < from->count; i++)
		add_entry(t, &from->at[i],
			str_fmt(t->mem, "%.*s/%zu", STR_ARG(at), i), section);
}

/* ---- what is proved -------------------------------------------------------
 */

static void prove(const struct taxonomy *tax, uint8_t *of, uint16_t entry)
{
	of[entry] = 1;
	for (const uint16_t *a = tax->links + tax->entry[entry].above;
		*a != TAXONOMY_NONE; a++)
		of[*a] = 1;
}

static void prove_titles(struct truth *t, const struct truth_passage *p)
{
	struct resume_wording words;
	struct taxonomy_hit *hit;
	size_t n;

	resume_wording_read(t->mem, p->text, &words);
	hit = ARENA_LIST(t->mem, struct taxonomy_hit, words.count + 1);
	n = taxonomy_find(&match_titles, p->text, &words, hit);
	for (size_t i = 0; i < n; i++)
		if (!p->word[hit[i].from].held)
			prove(&match_titles, t->title, hit[i].entry);
}

/* What of a skill is not had; of a certificate, a part is nothing. */
static uint8_t not_had_of(uint16_t skill)
{
	if (match_skills.entry[skill].kind == TAXONOMY_CERTIFICATE)
		return UINT8_MAX;
	return GUARD_NEGATION | GUARD_WISH | GUARD_BASIC | GUARD_OTHERS;
}

static void prove_all(struct truth *t)
{
	t->skill = ARENA_LIST(t->mem, uint8_t, match_skills.count);
	t->title = ARENA_LIST(t->mem, uint8_t, match_titles.count);
	for (size_t i = 0; i < t->passages; i++) {
		const struct truth_passage *p = &t->passage[i];

		for (size_t k = 0; k < p->hits; k++)
			if (!(p->word[p->hit[k].from].held &
				    not_had_of(p->hit[k].entry)))
				prove(&match_skills, t->skill, p->hit[k].entry);
		if (p->header && t->entry[p->entry - 1].section == RESUME_WORK)
			prove_titles(t, p);
		if (!p->entry && str_is(p->at, "/basics/label"))
			prove_titles(t, p);
	}
}

/* What goes on has the last date that is named, unless somebody says. */
static void end_open(struct truth *t)
{
	int last = t->ask.now;

	for (size_t i = 0; !t->ask.now && i < t->entries; i++) {
		last = t->entry[i].to > last ? t->entry[i].to : last;
		last = t->entry[i].from > last ? t->entry[i].from : last;
	}
	for (size_t i = 0; i < t->entries; i++)
		if (!t->entry[i].e->end_date.len)
			t->entry[i].to = last;
}

/* ---- ceilings -------------------------------------------------------------
 */

struct counting {
	size_t entries, texts, bytes;
};

static void count_entries(struct counting *c, const struct resume_entries *of)
{
	c->entries += of->count;
	for (size_t i = 0; i < of->count; i++) {
		const struct resume_entry *e = &of->at[i];

#define TEXT(name, json) c->texts++, c->bytes += e->name.len;
#define TEXTS(name, json)                          \
	c->texts += e->name.count;                 \
	for (size_t k = 0; k < e->name.count; k++) \
		c->bytes += e->name.at[k].len;
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	}
}

bool truth_size_check(const struct resume *r, size_t *texts, struct err *err)
{
	struct counting c = { 0, 8, r->basics.summary.len };

	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		count_entries(&c, &r->section[s]);
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++) {
		count_entries(&c, &r->meta.vitae.custom_sections.at[s].entries);
		c.entries++;
	}
	*texts = c.texts;
	if (c.entries > TRUTH_ENTRIES || c.bytes > TRUTH_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"a resume of over %d entries or %d kB of text cannot "
			"be held against its source",
			TRUTH_ENTRIES, TRUTH_BYTES >> 10);
	return true;
}

bool truth_source_read(struct truth *t, struct err *err)
{
	const struct resume *r = t->source;
	size_t texts;

	if (!truth_size_check(r, &texts, err))
		return false;
	t->text_slots = 64;
	while (t->text_slots < 4 * texts)
		t->text_slots *= 2;
	t->text = ARENA_LIST(t->mem, struct truth_text, t->text_slots);
	t->passage = ARENA_LIST(t->mem, struct truth_passage, texts + 8);
	t->entry = ARENA_LIST(t->mem, struct truth_entry, TRUTH_ENTRIES + 1);
	add_passage(t, r->basics.summary, STR("/basics/summary"), 0);
	add_passage(t, r->basics.label, STR("/basics/label"), 0);
	for (int s = 0; s < RESUME_SECTIONS; s++)
		add_entries(t, &r->section[s],
			str_fmt(t->mem, "/%s", resume_sections[s].name), s);
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++)
		add_entries(t, &r->meta.vitae.custom_sections.at[s].entries,
			str_fmt(t->mem,
				"/meta/vitae/custom_sections/%zu/entries", s),
			RESUME_SECTIONS + (int)s);
	end_open(t);
	prove_all(t);
	return true;
}
