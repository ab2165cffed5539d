/*
 * intake/parse_lists.c - sections that are lists: skills in groups, languages,
 * interests. Cells in columns are read column by column.
 */
#include "intake/parse_int.h"

#include <math.h>

enum { KEYWORD_BYTES = 120, TEXT_BYTES = 1 << 18 };

struct item {
	struct str text;
	struct str head; /* what stands before it, in bold or with a colon */
	size_t row;
	float size;
	bool bold, list; /* of several, with commas */
};

struct items {
	struct parse *p;
	struct item *at;
	size_t count, room;
};

/* ---- items -------------------------------------------------------------- */

static bool has_list(struct str s)
{
	return memchr(s.at, ',', s.len) || memchr(s.at, ';', s.len) ||
	       memchr(s.at, '|', s.len) || memmem(s.at, s.len, "•", 3) ||
	       memmem(s.at, s.len, "·", 2);
}

/* "Tools: Git, Make", "Tools Git, Make" with the first in bold. */
static void split_head(struct parse *p, const struct cell *c, struct item *i)
{
	size_t bold = 0;
	const char *colon = memchr(i->text.at, ':', i->text.len);

	while (bold < c->count && c->at[bold].flags & INTAKE_BOLD)
		bold++;
	if (colon && bold && colon - i->text.at <= 48)
		bold = 0; /* "Tools (Advanced): Git" with less in bold */
	if (bold && bold < c->count && bold <= 6) {
		struct str head = parse_words_text(p, c->at, bold);

		if (str_starts(i->text, head)) {
			i->head = head;
			i->text = str_trim(str_of(
				i->text.at + head.len, i->text.len - head.len));
		}
	} else if (colon && colon - i->text.at <= 48 && colon[1] != '/' &&
		   colon + 1 < i->text.at + i->text.len) {
		i->head = str_of(i->text.at, (size_t)(colon - i->text.at));
		i->text = str_trim(
			str_of(colon + 1, i->text.len - i->head.len - 1));
	}
	while (i->head.len && strchr(" :-", i->head.at[i->head.len - 1]))
		i->head.len--;
	while (i->text.len && strchr(" :", i->text.at[0]))
		i->text = str_of(i->text.at + 1, i->text.len - 1);
}

/* "HTML  CSS  Make" with gaps like those of buttons: a mark in each. */
static struct str with_marks(struct parse *p, const struct cell *c)
{
	struct buf b;
	size_t wide = 0;

	for (size_t i = 1; i < c->count; i++)
		wide += c->at[i].box.x0 - c->at[i - 1].box.x1 >
			(2 * p->read > p->count ? 1.2f : 0.62f) * c->at[i].size;
	if (!wide || has_list(c->text))
		return c->text;
	buf_init(&b, p->mem, TEXT_BYTES);
	for (size_t i = 0; i < c->count; i++) {
		if (i && c->at[i].box.x0 - c->at[i - 1].box.x1 >
				 (2 * p->read > p->count ? 1.2f : 0.62f) *
					 c->at[i].size)
			buf_add(&b, STR(", "));
		else if (i)
			buf_addc(&b, ' ');
		buf_add(&b, c->at[i].text);
	}
	return buf_str(&b);
}

/* One more; it holds until the next is added. */
static struct item *item_add(struct items *l)
{
	struct item *more;

	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 16;
		more = ARENA_LIST(&l->p->own, struct item, l->room);
		if (l->count)
			memcpy(more, l->at, l->count * sizeof(*more));
		l->at = more;
	}
	return &l->at[l->count++];
}

static void add(
	struct items *l, const struct cell *c, size_t row, struct str text)
{
	struct item *i;

	if (!text.len)
		return;
	i = item_add(l);
	*i = (struct item){ .text = text,
		.row = row,
		.size = c->size,
		.bold = c->flags & INTAKE_BOLD };
	split_head(l->p, c, i);
	i->list = has_list(i->text);
}

static bool aligned(const struct row *a, const struct row *b)
{
	if (a->count < 2 || b->count < 2 || a->page != b->page ||
		a->column != b->column)
		return false;
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (fabsf(a->cell[i].x0 - b->cell[i].x0) > 12)
			return false;
	return true;
}

static void add_grid(struct items *l, size_t from, size_t to)
{
	size_t most = 0;

	for (size_t i = from; i < to; i++)
		if (l->p->row[i].count > most)
			most = l->p->row[i].count;
	for (size_t k = 0; k < most; k++)
		for (size_t i = from; i < to; i++)
			if (k < l->p->row[i].count)
				add(l, &l->p->row[i].cell[k], i,
					with_marks(
						l->p, &l->p->row[i].cell[k]));
}

/* "Tools | Looker" / "Studio, SQL": how many rows a cell goes on. */
static size_t below_label(const struct parse *p, size_t i, size_t to)
{
	const struct row *r = &p->row[i];
	size_t end = i + 1;

	if (r->count != 2 || r->cell[0].count > 4)
		return 0;
	while (end < to && p->row[end].count == 1 && !p->row[end].item &&
		p->row[end].column == r->column &&
		fabsf(p->row[end].x0 - r->cell[1].x0) < 3)
		end++;
	return end > i + 1 ? end : 0;
}

static void add_labelled(struct items *l, size_t from, size_t to)
{
	struct parse *p = l->p;
	struct buf b;

	buf_init(&b, p->mem, TEXT_BYTES);
	buf_add(&b, p->row[from].cell[1].text);
	for (size_t i = from + 1; i < to; i++) {
		buf_addc(&b, ' ');
		buf_add(&b, p->row[i].text);
	}
	*item_add(l) = (struct item){ .text = buf_str(&b),
		.head = p->row[from].cell[0].text,
		.row = from,
		.size = p->row[from].size,
		.list = true };
}

/* A list that goes on in the next line. */
static bool more(struct parse *p, size_t i, size_t to)
{
	const struct row *r = &p->row[i];
	char end = r->text.at[r->text.len - 1];

	if (i + 1 >= to || p->row[i + 1].item || p->row[i + 1].count > 1 ||
		r[1].cell[0].flags & ~r->flags & INTAKE_BOLD ||
		r[1].cell[0].at[0].flags & INTAKE_BOLD)
		return false;
	if (end == ',' && r[1].gap < 2 * p->pitch)
		return true;
	return has_list(r->text) && parse_wraps(p, i) &&
	       !memchr(r[1].text.at, ':', r[1].text.len) &&
	       fabsf(r[1].size - r->size) < 0.3f;
}

/* How many rows of a section have a second word there, or their second cell. */
static bool is_plain(struct str s)
{
	return !memchr(s.at, ',', s.len) && !memchr(s.at, ':', s.len);
}

static size_t begin_too(const struct parse *p, const struct section *s, float x)
{
	size_t n = 0;

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &p->row[i];

		if (r->item)
			continue;
		if (r->count == 2) {
			n += fabsf(r->cell[1].x0 - x) < 1.5f;
			continue;
		}
		for (size_t k = 1; k < 4 && k < r->cell[0].count &&
				   is_plain(r->cell[0].at[k - 1].text);
			k++)
			if (fabsf(r->cell[0].at[k].box.x0 - x) < 1.5f) {
				n++;
				break;
			}
	}
	return n;
}

/* "Programming languages C, C++" with its list where those of others are. */
static void cut_labels(struct parse *p, const struct section *s)
{
	float x = 0;
	size_t most = 1, rows = 0;

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &p->row[i];

		rows += !r->item;
		if (r->count == 2 && r->cell[0].count < 5 && most < 2)
			x = r->cell[1].x0;
		for (size_t k = 1; !r->item && r->count == 1 && k < 4 &&
				   k < r->cell[0].count &&
				   is_plain(r->cell[0].at[k - 1].text);
			k++) {
			size_t n = begin_too(p, s, r->cell[0].at[k].box.x0);

			if (n > most) {
				most = n;
				x = r->cell[0].at[k].box.x0;
			}
		}
	}
	if (most > 1 && 2 * most < rows)
		return;
	for (size_t i = s->from; i < s->to && x > 0; i++) {
		struct row *r = &p->row[i];

		for (size_t k = 1; r->count == 1 && k < r->cell[0].count &&
				   k < 5 && is_plain(r->cell[0].at[k - 1].text);
			k++)
			if (fabsf(r->cell[0].at[k].box.x0 - x) < 1.5f)
				parse_cut(p, r, k);
	}
}

static void gather(struct items *l, const struct section *s)
{
	struct parse *p = l->p;

	cut_labels(p, s);
	for (size_t i = s->from; i < s->to;) {
		size_t end = below_label(p, i, s->to);

		if (end) {
			add_labelled(l, i, end);
			i = end;
			continue;
		}
		end = i + 1;
		while (end < s->to && aligned(&p->row[i], &p->row[end]))
			end++;
		if (p->row[i].count > 1) {
			add_grid(l, i, end);
			i = end;
			continue;
		}
		end = i + 1;
		while (end - 1 < s->to && more(p, end - 1, s->to))
			end++;
		/* a text of its own, and no list */
		if (end > i + 2 && str_ends(p->row[end - 1].text, STR("."))) {
			i = end;
			continue;
		}
		add(l, &p->row[i].cell[0], i,
			end == i + 1 ? with_marks(p, &p->row[i].cell[0])
				     : parse_join(p, i, end));
		i = end;
	}
	for (size_t i = s->from; i < s->to; i++)
		p->row[i].taken = true;
}

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

	for (size_t i = 0; i < LENGTH(levels); i++)
		if (str_is(f, levels[i]))
			return true;
	for (size_t i = 0; i < f.len; i++)
		if (!(f.at[i] >= '0' && f.at[i] <= '9') &&
			!strchr("/%.+ ", f.at[i]))
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
	resume_text_add(p->mem, to, word);
	parse_note(p, word, row, row + 1, 0.9f);
}

static void add_keywords(
	struct parse *p, struct resume_texts *to, struct str text, size_t row)
{
	size_t from = 0, deep = 0;

	for (size_t i = 0; i <= text.len;) {
		size_t mark = i < text.len ? mark_at(text, i) : 1;
		struct str word;

		if (i < text.len) {
			deep += text.at[i] == '(' || text.at[i] == '[';
			if (deep && (text.at[i] == ')' || text.at[i] == ']'))
				deep--;
			if (!mark || deep) {
				i++;
				continue;
			}
		}
		word = trim_word(str_of(text.at + from, i - from));
		if (word.len && !is_level(p, word))
			add_keyword(p, to, word, row);
		i += mark;
		from = i;
	}
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
	if (next->list && (!next->head.len))
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

static void skills(struct items *l)
{
	struct resume_entries *list = &l->p->out->resume.section[RESUME_SKILLS];
	struct resume_entry *group = NULL;
	bool loose = false;

	for (size_t i = 0; i < l->count; i++) {
		const struct item *it = &l->at[i];

		if (is_level(l->p, it->text) && !it->head.len)
			continue;
		if (it->head.len) {
			group = resume_entry_add(l->p->mem, list);
			group->name = without_level(l->p, it->head, group);
			parse_note(l->p, it->head, it->row, it->row + 1, 0.9f);
			loose = false;
		} else if (names_group(l->p, l, i)) {
			group = resume_entry_add(l->p->mem, list);
			group->name = it->text;
			parse_note(l->p, it->text, it->row, it->row + 1, 0.8f);
			loose = false;
			continue;
		} else if (!group ||
			   (!loose && !it->list && group->keywords.count &&
				   !l->at[i - 1].bold && l->at[i - 1].list)) {
			group = resume_entry_add(l->p->mem, list);
			loose = true;
		}
		add_keywords(l->p, &group->keywords, it->text, it->row);
	}
	/* a heading of nothing is a skill itself */
	for (size_t i = 0; i < list->count; i++)
		if (!list->at[i].keywords.count && !list->at[i].name.len) {
			memmove(&list->at[i], &list->at[i + 1],
				(list->count - i - 1) * sizeof(*list->at));
			list->count--;
			i--;
		}
}

/* ---- languages and others ----------------------------------------------- */

static void language(
	struct parse *p, struct str text, struct str level, size_t row)
{
	struct resume_entries *list = &p->out->resume.section[RESUME_LANGUAGES];
	struct resume_entry *e;
	size_t i = 0;

	text = trim_word(text);
	if (!text.len)
		return;
	while (i < text.len && !strchr("(:-", text.at[i]) &&
		memcmp(text.at + i, "\xe2\x80", text.len - i < 2 ? 1 : 2) != 0)
		i++;
	e = resume_entry_add(p->mem, list);
	e->language = str_trim(str_of(text.at, i));
	parse_note(p, e->language, row, row + 1, 0.9f);
	if (!level.len && i < text.len) {
		level = str_of(text.at + i, text.len - i);
		while (level.len && (strchr("(:- ", level.at[0]) ||
					    (unsigned char)level.at[0] >= 0x80))
			level = str_of(level.at + 1, level.len - 1);
		while (level.len && strchr(") ", level.at[level.len - 1]))
			level.len--;
	}
	if (level.len)
		e->fluency = level;
	parse_note(p, e->fluency, row, row + 1, 0.9f);
	if (!e->language.len)
		list->count--;
}

static void languages(struct items *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct item *it = &l->at[i];
		struct resume_texts words = { 0 };

		if (it->head.len) {
			language(l->p, it->head, it->text, it->row);
			continue;
		}
		if (i + 1 < l->count && !it->list && !l->at[i + 1].list &&
			!(lexicon_any(&l->p->own, l->at[i + 1].text) &
				LEX_LANGUAGE)) {
			language(l->p, it->text, l->at[i + 1].text, it->row);
			i++;
			continue;
		}
		add_keywords(l->p, &words, it->text, it->row);
		for (size_t k = 0; k < words.count; k++)
			language(l->p, words.at[k], STR_NONE, it->row);
	}
}

static void names(struct items *l, int what)
{
	struct resume_entries *list = &l->p->out->resume.section[what];

	for (size_t i = 0; i < l->count; i++) {
		struct resume_texts words = { 0 };

		add_keywords(l->p, &words, l->at[i].text, l->at[i].row);
		if (l->at[i].head.len) {
			struct resume_entry *e =
				resume_entry_add(l->p->mem, list);

			e->name = l->at[i].head;
			e->keywords = words;
			continue;
		}
		for (size_t k = 0; k < words.count; k++)
			resume_entry_add(l->p->mem, list)->name = words.at[k];
	}
}

void parse_list(struct parse *p, const struct section *s)
{
	struct items l = { .p = p };

	gather(&l, s);
	if (s->what == RESUME_SKILLS)
		skills(&l);
	else if (s->what == RESUME_LANGUAGES)
		languages(&l);
	else
		names(&l, s->what);
}
