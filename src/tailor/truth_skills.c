/*
 * tailor/truth_skills.c - lists of skills: each has to be proved by the source,
 * and keeps the level that the source gives it.
 */
#include "base/hash.h"
#include "tailor/truth_int.h"

enum { ITEM_WORDS = 8 /* longer ones are sentences */ };

/* A skill as the source lists it. */
struct item {
	struct str text;
	uint64_t sum; /* of its words */
	uint16_t skill;
	struct str level;
};

struct listing {
	struct truth_checking *c;
	struct item *at;
	size_t count;
};

/* The sum of a text's words, as they count. */
static uint64_t words_sum(struct arena *mem, struct str text)
{
	struct resume_wording words;
	uint64_t sum = 14695981039346656037u;

	resume_wording_read(mem, text, &words);
	for (size_t i = 0; i < words.count; i++)
		sum = (sum ^ hash_quick(words.at[i].text)) * 1099511628211u;
	return words.count ? sum : hash_quick(text);
}

static void add_item(struct listing *l, struct str text, struct str level)
{
	if (!text.len)
		return;
	l->at[l->count++] = (struct item){ text, words_sum(l->c->mem, text),
		taxonomy_entry_of(&match_skills, text), level };
}

static void read_items(struct listing *l)
{
	const struct resume_entries *s =
		&l->c->t->source->section[RESUME_SKILLS];
	size_t room = 1;

	for (size_t i = 0; i < s->count; i++)
		room += 1 + s->at[i].keywords.count;
	l->at = ARENA_LIST(l->c->mem, struct item, room);
	for (size_t i = 0; i < s->count; i++) {
		add_item(l, s->at[i].name, s->at[i].level);
		for (size_t k = 0; k < s->at[i].keywords.count; k++)
			add_item(l, s->at[i].keywords.at[k], s->at[i].level);
	}
}

/* ---- one name -------------------------------------------------------------
 */

/* Stands this name, word by word, in a passage, and nothing holds it back? */
static bool says_whole(
	const struct truth_passage *p, const struct truth_passage *name)
{
	size_t k = name->count ? truth_key_find(p, name->word[0].key) : p->keys;

	for (; k < p->keys && p->key[k].key == name->word[0].key; k++) {
		size_t at = p->key[k].word, n = 0;

		while (n < name->count && at + n < p->count &&
			p->word[at + n].hash == name->word[n].hash &&
			!p->word[at + n].held)
			n++;
		if (n == name->count)
			return true;
	}
	return false;
}

static bool proves_skill(const struct truth_passage *p, uint16_t skill)
{
	for (size_t i = 0; i < p->hits; i++)
		if (!p->word[p->hit[i].from].held &&
			taxonomy_proves(&match_skills, p->hit[i].entry, skill))
			return true;
	return false;
}

static bool is_proved(
	const struct truth *t, uint32_t entry, const struct truth_passage *name)
{
	const struct truth_entry *e = entry ? &t->entry[entry - 1] : NULL;
	size_t i = e ? e->first : 0, end = e ? i + e->count : t->passages;
	uint16_t skill = taxonomy_entry_of(&match_skills, name->text);

	if (skill != TAXONOMY_NONE && !e)
		return t->skill[skill];
	for (; i < end; i++)
		if (skill != TAXONOMY_NONE
				? proves_skill(&t->passage[i], skill)
				: name->count <= ITEM_WORDS &&
					  says_whole(&t->passage[i], name))
			return true;
	return false;
}

/* "Kubernetes (k8s)": one skill by two of its names. */
static bool two_names(struct str name, struct str *first, struct str *second)
{
	struct str rest = name;

	if (!str_ends(name, STR(")")))
		return false;
	*first = str_trim(str_cut(&rest, '('));
	if (rest.len < 2)
		return false;
	*second = str_of(rest.at, rest.len - 1);
	return taxonomy_entry_of(&match_skills, *first) != TAXONOMY_NONE &&
	       taxonomy_entry_of(&match_skills, *first) ==
		       taxonomy_entry_of(&match_skills, *second);
}

static const struct item *item_named(const struct listing *l, struct str name)
{
	uint64_t sum = words_sum(l->c->mem, name);
	uint16_t skill = taxonomy_entry_of(&match_skills, name);

	l->c->t->steps += l->count;
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].sum == sum)
			return &l->at[i];
	for (size_t i = 0; skill != TAXONOMY_NONE && i < l->count; i++)
		if (l->at[i].skill == skill)
			return &l->at[i];
	return NULL;
}

static const struct item *item_of(const struct listing *l, struct str name)
{
	const struct item *is = item_named(l, name);
	struct str first, second;

	return is || !two_names(name, &first, &second) ? is
						       : item_named(l, second);
}

void truth_skill_say(struct truth_checking *c, struct str at, uint32_t entry,
	struct str name)
{
	struct truth_passage said = { 0 };
	struct str is = name, other;

	if (!name.len || truth_text_stands(c->t, entry, name))
		return;
	truth_hidden_check(c, at, entry, name);
	if (!two_names(name, &is, &other))
		is = name;
	truth_passage_read(c->mem, &c->t->lex, is, false, &said);
	c->t->steps += c->t->passages;
	if (!is_proved(c->t, entry, &said))
		truth_tell(c, at, TRUTH_SKILL, name,
			"'%.*s' is a skill that nothing %s proves",
			STR_ARG(name), entry ? "of this entry" : "there");
}

/* Listed, and not with something hidden that is not listed with it. */
static bool is_listed(struct listing *l, struct str at, struct str name)
{
	if (!item_of(l, name))
		return false;
	for (size_t i = 0; i < l->count; i++)
		if (str_eq(l->at[i].text, name))
			return true;
	truth_hidden_check(l->c, at, 0, name);
	return true;
}

/* ---- groups ---------------------------------------------------------------
 */

static bool is_heading(struct truth_checking *c, struct str name)
{
	struct truth_passage said = { 0 };

	truth_passage_read(c->mem, &c->t->lex, name, false, &said);
	for (size_t i = 0; i < said.count; i++)
		if (!(said.word[i].is & (IS_HEADING | IS_PLAIN)))
			return false;
	return said.count > 0;
}

/* "Containers and orchestration" over Kubernetes. */
static bool is_family(const struct truth *t, struct str name)
{
	for (size_t i = 0; i < match_skills.count; i++)
		if (t->skill[i] && str_eq_nocase(taxonomy_family(&match_skills,
							 (uint16_t)i),
					   name))
			return true;
	return false;
}

/* A name without keywords is a skill itself, and one with them its heading. */
static void check_name(
	struct listing *l, const struct resume_entry *e, struct str at)
{
	struct str to = str_fmt(l->c->mem, "%.*s/name", STR_ARG(at));

	if (!e->name.len || is_listed(l, to, e->name))
		return;
	if (e->keywords.count &&
		(is_heading(l->c, e->name) || is_family(l->c->t, e->name)))
		return;
	truth_skill_say(l->c, to, 0, e->name);
}

static void check_level(
	struct listing *l, struct str skill, struct str level, struct str at)
{
	const struct item *is = item_of(l, skill);
	struct str had = is ? is->level : STR_NONE;

	if (!skill.len || truth_same(had, level))
		return;
	truth_tell(l->c, at, TRUTH_LEVEL, level.len ? level : skill,
		"the level of '%.*s' is '%.*s' there, not '%.*s'",
		STR_ARG(skill), STR_ARG(had), STR_ARG(level));
}

static void check_group(
	struct listing *l, const struct resume_entry *e, struct str at)
{
	struct truth_checking *c = l->c;

	check_name(l, e, at);
	if (!e->keywords.count || e->level.len)
		check_level(
			l, e->keywords.count ? STR("") : e->name, e->level, at);
	for (size_t i = 0; i < e->keywords.count; i++) {
		struct str to =
			str_fmt(c->mem, "%.*s/keywords/%zu", STR_ARG(at), i);
		struct str skill = e->keywords.at[i];

		if (!is_listed(l, to, skill))
			truth_skill_say(c, to, 0, skill);
		check_level(l, skill, e->level, to);
	}
}

void truth_skills_check(struct truth_checking *c)
{
	const struct resume_entries *s = &c->proposed->section[RESUME_SKILLS];
	struct listing l = { .c = c };

	read_items(&l);
	for (size_t i = 0; i < s->count && !c->too_long; i++)
		check_group(&l, &s->at[i], str_fmt(c->mem, "/skills/%zu", i));
}
