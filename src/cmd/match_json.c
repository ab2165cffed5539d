/*
 * cmd/match_json.c - a pair as JSON, for programs: doc/match.md lists its
 * members. Quotations are pieces of what they are quoted from.
 */
#include "cmd/match.h"

#include <assert.h>
#include <math.h>

static const char *const how_names[] = { [PROFILE_NOT] = "no",
	[PROFILE_FIELD] = "field",
	[PROFILE_ABOVE] = "broader",
	[PROFILE_SIBLING] = "sibling",
	[PROFILE_NEAR] = "near",
	[PROFILE_SHOWN] = "shown",
	[PROFILE_PROVED] = "proved",
	[PROFILE_HAS] = "has" };
static_assert(LENGTH(how_names) == PROFILE_HAS + 1, "each has a name");

static const char *const level_names[] = { [LEVEL_INTERN] = "intern",
	[LEVEL_JUNIOR] = "junior",
	[LEVEL_SENIOR] = "senior",
	[LEVEL_LEAD] = "lead",
	[LEVEL_HEAD] = "head",
	[LEVEL_CHIEF] = "chief" };

static const char *const degree_names[] = { [DEGREE_SCHOOL] = "school",
	[DEGREE_ASSOCIATE] = "associate",
	[DEGREE_BACHELOR] = "bachelor",
	[DEGREE_MASTER] = "master",
	[DEGREE_DOCTOR] = "doctor" };

/* Rounded once, here: to hundredths, so that the parts of a score add up to
 * it. */
static void put_points(struct json_out *o, const char *name, double x)
{
	json_put_real(json_key(o, name), round(x * 100) / 100);
}

static void put_some(struct json_out *o, const char *name, struct str s)
{
	json_put_text(json_key(o, name), s.len ? s : STR_NONE);
}

static void put_word(struct json_out *o, const char *name, const char *word)
{
	json_put_text(json_key(o, name), str_c(word));
}

static void put_evidence(struct json_out *o, struct arena *mem,
	const struct profile_passage *p, uint16_t skill, uint32_t stem)
{
	json_key(o, "evidence");
	if (!p) {
		json_put_null(o);
		return;
	}
	json_object(o);
	json_put_text(json_key(o, "at"), p->at);
	json_put_text(
		json_key(o, "quote"), cmd_match_quote(mem, p, skill, stem));
	json_end(o);
}

/* ---- terms -------------------------------------------------------------- */

static void put_term(struct json_out *o, const struct match_pair *p,
	const struct score_term *t)
{
	const struct posting_term *term = t->term;
	bool skill = term->skill != TAXONOMY_NONE;

	json_object(o);
	json_put_text(json_key(o, "term"), term->label);
	put_word(o, "kind", skill ? "skill" : "word");
	put_points(o, "weight", (double)t->of);
	json_put_bool(json_key(o, "must"), term->must);
	put_word(o, "how", how_names[t->how]);
	put_points(o, "points", (double)t->points);
	if (skill && t->credit > 0 && t->by != term->skill)
		json_put_text(json_key(o, "by"),
			taxonomy_label(&match_skills, t->by));
	put_evidence(o, p->mem, t->passage, skill ? t->by : TAXONOMY_NONE,
		term->stem);
	json_put_text(
		json_key(o, "posting"), cmd_match_line(p->posting, term->span));
	json_end(o);
}

static void put_terms(struct json_out *o, const struct match_pair *p,
	const char *name, bool matched)
{
	json_list(json_key(o, name));
	for (size_t i = 0; i < p->score->terms.count; i++)
		if (cmd_match_has(&p->score->terms.at[i]) == matched)
			put_term(o, p, &p->score->terms.at[i]);
	json_end(o);
}

/* ---- needs, changes, the posting ---------------------------------------- */

static void put_needs(struct json_out *o, const struct match_pair *p)
{
	json_list(json_key(o, "requirements"));
	for (size_t i = 0; i < p->score->needs.count; i++) {
		const struct score_need *n = &p->score->needs.at[i];

		json_object(o);
		json_put_text(json_key(o, "text"),
			posting_str(p->posting, n->need->span));
		json_put_bool(json_key(o, "must"), n->need->must);
		put_word(o, "verdict", score_verdicts[n->verdict]);
		json_put_text(json_key(o, "why"), n->why);
		put_evidence(o, p->mem, n->passage,
			n->need->skills ? n->need->skill[0] : TAXONOMY_NONE,
			n->need->stems ? n->need->stem[0] : 0);
		json_end(o);
	}
	json_end(o);
}

static void put_changes(struct json_out *o, const struct score *s)
{
	json_list(json_key(o, "changes"));
	for (size_t i = 0; i < s->changes; i++) {
		json_object(o);
		json_put_text(json_key(o, "do"), s->change[i].text);
		put_points(o, "points", (double)s->change[i].points);
		json_end(o);
	}
	json_end(o);
}

static void put_posting(struct json_out *o, const struct posting *j)
{
	json_object(json_key(o, "posting"));
	put_some(o, "title", posting_str(j, j->title));
	put_word(o, "level", level_names[j->level]);
	put_some(o, "company", posting_str(j, j->company));
	put_some(o, "location", posting_str(j, j->location));
	json_key(o, "years");
	if (j->years)
		json_put_int(o, j->years);
	else
		json_put_null(o);
	put_word(o, "degree", degree_names[j->degree]);
	json_list(json_key(o, "languages"));
	for (size_t i = 0; i < j->languages.count; i++)
		json_put_text(o, str_c(j->languages.at[i].code));
	json_end(o);
	json_end(o);
}

/* ---- all ------------------------------------------------------------------
 */

static void put_parts(struct json_out *o, const struct score *s)
{
	json_object(json_key(o, "parts"));
	for (int i = 0; i < SCORE_PARTS; i++)
		put_points(o, s->part[i].name, (double)s->part[i].points);
	json_end(o);
	json_object(json_key(o, "weights"));
	for (int i = 0; i < SCORE_PARTS; i++)
		put_points(o, s->part[i].name, (double)s->part[i].of);
	json_end(o);
}

void cmd_match_json(
	struct buf *out, const struct match_pair *p, enum json_form form)
{
	struct json_out o = json_begin(out, form);

	json_object(&o);
	json_put_text(json_key(&o, "file"), str_c(p->file));
	json_put_tenths(
		json_key(&o, "score"), lround((double)p->score->total * 10));
	put_parts(&o, p->score);
	put_terms(&o, p, "matched", true);
	put_terms(&o, p, "missing", false);
	put_needs(&o, p);
	put_changes(&o, p->score);
	put_posting(&o, p->posting);
	json_list(json_key(&o, "notes"));
	for (size_t i = 0; i < p->note_count; i++)
		json_put_text(&o, p->notes[i]);
	json_end(&o);
	json_put_int(json_key(&o, "version"), SCORE_VERSION);
	json_put_text(json_key(&o, "as_of"),
		str_fmt(p->mem, "%04d-%02d", p->as_of / 12, p->as_of % 12 + 1));
	json_end(&o);
}
