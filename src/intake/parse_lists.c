/*
 * intake/parse_lists.c - sections that are lists: skills in groups, languages,
 * interests. Which items there are is parse_items.c's.
 */
#include "intake/parse_items.h"

#include "intake/parse_text.h"

/* ---- words of a list ---------------------------------------------------- */

static bool is_level(struct parse *p, struct str s)
{
	static const char *const levels[] = { "advanced", "intermediate",
		"beginner", "expert", "proficient", "basic", "fluent", "novice",
		"master", "competent", "fundamental awareness", "elementary",
		"experienced", "familiar", "good", "very good", "excellent",
		"grundkenntnisse", "fortgeschritten", "experte", "sehr gut",
		"gut", "avance", "intermediaire", "debutant", "avanzado",
		"intermedio", "basico", "avanzato", "base", "avancado",
		"intermediario", "gevorderd", "basis" };
	struct str f = resume_fold(&p->own, s);

	if (parse_is_one_of(f, levels, LENGTH(levels)))
		return true;
	for (size_t i = 0; i < f.len; i++)
		if (!strchr("0123456789/%.+ ", f.at[i]))
			return false;
	return f.len > 0 && f.len < 8;
}

static size_t mark_at(struct str s, size_t i)
{
	static const char *const marks[] = { ",", ";", "|", "•", "·", "●", "∙",
		"⋅", "◦", "▪", "\n", "、", "，" };

	for (size_t k = 0; k < LENGTH(marks); k++) {
		size_t len = strlen(marks[k]);

		if (i + len <= s.len && !memcmp(s.at + i, marks[k], len))
			return len;
	}
	if (i && i + 3 < s.len && s.at[i] == ' ' &&
		(!memcmp(s.at + i, " / ", 3) || !memcmp(s.at + i, " - ", 3)))
		return 3;
	return 0;
}

static struct str trim_word(struct str s)
{
	s = str_trim(s);
	while (s.len && s.at[s.len - 1] == '.' &&
		!(s.len > 1 && s.at[s.len - 2] == '.'))
		s.len--;
	if (str_starts(s, STR("and ")))
		s = str_of(s.at + 4, s.len - 4);
	return str_trim(s);
}

static void add_keyword(
	struct parse *p, struct resume_texts *to, struct str word, size_t row)
{
	word = trim_word(word);
	if (!word.len || is_level(p, word))
		return;
	resume_text_add(p->mem, to, word);
	parse_note(p, word, row, row + 1, 0.9f);
}

/* "Welding – Milling – Turning": a long dash parts items where it comes again
 * and no other mark does; else it parts an item from what is said of it. */
static size_t long_dash(struct str text)
{
	static const char *const dashes[] = { " – ", " — " };

	for (size_t i = 0; i < text.len; i++)
		if (mark_at(text, i))
			return 0;
	for (size_t i = 0; i < LENGTH(dashes); i++) {
		struct str dash = str_c(dashes[i]);
		const char *first =
			memmem(text.at, text.len, dash.at, dash.len);
		size_t from = first ? (size_t)(first - text.at) + dash.len : 0;

		if (first && memmem(text.at + from, text.len - from, dash.at,
				     dash.len))
			return dash.len;
	}
	return 0;
}

static bool is_long_dash(struct str s, size_t i)
{
	return i + 5 <= s.len &&
	       (!memcmp(s.at + i, " – ", 5) || !memcmp(s.at + i, " — ", 5));
}

/* Between marks that stand in no brackets. */
static void add_keywords(
	struct parse *p, struct resume_texts *to, struct str text, size_t row)
{
	size_t from = 0, deep = 0, dash = long_dash(text);

	for (size_t i = 0; i < text.len;) {
		size_t mark =
			dash && is_long_dash(text, i) ? dash : mark_at(text, i);

		deep += text.at[i] == '(' || text.at[i] == '[';
		if (deep && (text.at[i] == ')' || text.at[i] == ']'))
			deep--;
		if (!mark || deep) {
			i++;
			continue;
		}
		add_keyword(p, to, str_of(text.at + from, i - from), row);
		i += mark;
		from = i;
	}
	add_keyword(p, to, str_of(text.at + from, text.len - from), row);
}

/* ---- a language ---------------------------------------------------------- */

/* What parts a language from how well it is known. */
static bool ends_language(struct str rest)
{
	return strchr("(:-", rest.at[0]) || str_starts(rest, STR("\xe2\x80"));
}

/* A byte of what stands between: no letter lies in U+2000 to U+2FFF. */
static bool is_sign(char c)
{
	unsigned char byte = (unsigned char)c;

	return strchr("(:- ", c) || byte == 0xe2 || byte == 0xc2 ||
	       (byte >= 0x80 && byte < 0xc0);
}

static void take_language(
	struct parse *p, struct str text, struct str level, size_t row)
{
	struct resume_entries *list = &p->out->resume.section[RESUME_LANGUAGES];
	struct resume_entry *e;
	struct str name, rest;

	text = trim_word(text);
	rest = text;
	while (rest.len && !ends_language(rest))
		rest = str_of(rest.at + 1, rest.len - 1);
	name = str_trim(str_of(text.at, text.len - rest.len));
	if (!level.len) {
		while (rest.len && is_sign(rest.at[0]))
			rest = str_of(rest.at + 1, rest.len - 1);
		level = parse_trim(rest, "", ") ");
	}
	if (!name.len)
		return;
	e = resume_entry_add(p->mem, list);
	e->language = name;
	parse_note(p, e->language, row, row + 1, 0.9f);
	if (level.len)
		e->fluency = level;
	parse_note(p, e->fluency, row, row + 1, 0.9f);
}

/* ---- skills ------------------------------------------------------------- */

/* Does this item name the group of those that follow? */
static bool names_group(struct parse *p, const struct items *l, size_t i)
{
	const struct item *it = &l->at[i], *next = it + 1;

	if (it->list || it->head.len || i + 1 >= l->count)
		return false;
	if (next->head.len && !next->text.len)
		return false;
	if (is_level(p, next->text) && i + 2 < l->count)
		next++;
	if (next->list && !next->head.len)
		return true;
	return it->bold && !next->bold && !next->head.len &&
	       !is_level(p, next->text);
}

/* "Tools (Advanced)" */
static struct str without_level(
	struct parse *p, struct str head, struct resume_entry *to)
{
	const char *open = memrchr(head.at, '(', head.len);
	struct str level;

	if (!open || open == head.at || head.at[head.len - 1] != ')')
		return head;
	level = str_of(open + 1, (size_t)(head.at + head.len - open) - 2);
	if (!is_level(p, level))
		return head;
	to->level = level;
	return str_trim(str_of(head.at, (size_t)(open - head.at)));
}

/* A group that says nothing at all. */
static void drop_empty(struct resume_entries *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].keywords.count || list->at[i].name.len)
			list->at[n++] = list->at[i];
	list->count = n;
}

static void take_names_of(
	struct parse *p, const struct resume_texts *words, int what)
{
	for (size_t k = 0; k < words->count; k++)
		resume_entry_add(p->mem, &p->out->resume.section[what])->name =
			words->at[k];
}

/* Do most of them name a language that is spoken? "Languages: C++, Go" has
 * none. */
static bool are_languages(struct parse *p, const struct resume_texts *words)
{
	size_t known = 0;

	for (size_t k = 0; k < words->count; k++)
		known += (lexicon_any(&p->own, words->at[k]) & LEX_LANGUAGE) !=
			 0;
	return known && 2 * known >= words->count;
}

/* "Languages: Dutch, German", "Interests: Chess" among skills. */
static bool take_other_list(struct parse *p, const struct item *it)
{
	int what = parse_heading(p, it->head);
	struct resume_texts words = { 0 };

	if (what != RESUME_LANGUAGES && what != RESUME_INTERESTS)
		return false;
	add_keywords(p, &words, it->text, it->row);
	if (what == RESUME_LANGUAGES && !are_languages(p, &words))
		return false;
	if (what == RESUME_INTERESTS)
		take_names_of(p, &words, what);
	else
		for (size_t k = 0; k < words.count; k++)
			take_language(p, words.at[k], STR_NONE, it->row);
	return true;
}

/* `mixed`: its heading does not say that all of it are skills. */
static void take_skills(const struct items *l, bool mixed)
{
	struct parse *p = l->p;
	struct resume_entries *list = &p->out->resume.section[RESUME_SKILLS];
	struct resume_entry *group = NULL;
	bool loose = false; /* it has no name */

	for (size_t i = 0; i < l->count; i++) {
		const struct item *it = &l->at[i];

		if (is_level(p, it->text) && !it->head.len)
			continue;
		if (mixed && it->head.len && take_other_list(p, it))
			continue;
		if (it->head.len) {
			group = resume_entry_add(p->mem, list);
			group->name = without_level(p, it->head, group);
			parse_note(p, it->head, it->row, it->row + 1, 0.9f);
			loose = false;
		} else if (names_group(p, l, i)) {
			group = resume_entry_add(p->mem, list);
			group->name = it->text;
			parse_note(p, it->text, it->row, it->row + 1, 0.8f);
			loose = false;
			continue;
		} else if (!group ||
			   (!loose && !it->list && group->keywords.count &&
				   !it[-1].bold && it[-1].list)) {
			group = resume_entry_add(p->mem, list);
			loose = true;
		}
		add_keywords(p, &group->keywords, it->text, it->row);
	}
	drop_empty(list);
}

/* ---- languages and others ----------------------------------------------- */

/* "English - C1" is no list of two; "English - German" is. */
static bool has_level(struct parse *p, struct str text)
{
	const char *dash = memmem(text.at, text.len, " - ", 3);
	const char *end = text.at + text.len;
	struct str level;

	if (!dash || memmem(dash + 3, (size_t)(end - dash) - 3, " - ", 3))
		return false;
	level = str_of(dash + 3, (size_t)(end - dash) - 3);
	return !(lexicon_any(&p->own, level) & LEX_LANGUAGE);
}

static void take_languages(const struct items *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct item *it = &l->at[i];
		struct resume_texts words = { 0 };

		if (it->head.len) {
			take_language(l->p, it->head, it->text, it->row);
			continue;
		}
		if (!it->list && has_level(l->p, it->text)) {
			take_language(l->p, it->text, STR_NONE, it->row);
			continue;
		}
		if (i + 1 < l->count && !it->list && !it[1].list &&
			!(lexicon_any(&l->p->own, it[1].text) & LEX_LANGUAGE)) {
			take_language(l->p, it->text, it[1].text, it->row);
			i++;
			continue;
		}
		add_keywords(l->p, &words, it->text, it->row);
		for (size_t k = 0; k < words.count; k++)
			take_language(l->p, words.at[k], STR_NONE, it->row);
	}
}

static void take_names(const struct items *l, int what)
{
	struct parse *p = l->p;
	struct resume_entries *list = &p->out->resume.section[what];

	for (size_t i = 0; i < l->count; i++) {
		const struct item *it = &l->at[i];
		struct resume_texts words = { 0 };
		struct resume_entry *e;

		add_keywords(p, &words, it->text, it->row);
		if (it->head.len) {
			e = resume_entry_add(p->mem, list);
			e->name = it->head;
			e->keywords = words;
			continue;
		}
		take_names_of(p, &words, what);
	}
}

void parse_list(struct parse *p, const struct section *s)
{
	struct items l = parse_items(p, s);

	if (s->what == RESUME_SKILLS)
		take_skills(&l, s->title.len && parse_heading(p, s->title) !=
							RESUME_SKILLS);
	else if (s->what == RESUME_LANGUAGES)
		take_languages(&l);
	else
		take_names(&l, s->what);
}
