/*
 * resume/outline_list.c - sections that are lists of words: skills, languages,
 * interests.
 */
#include "resume/outline_int.h"

/* ---- pieces between commas ---------------------------------------------- */

/* The next piece, not cut within brackets. */
static struct str next_item(struct str *rest)
{
	int depth = 0;
	size_t i = 0;

	for (; i < rest->len; i++) {
		char c = rest->at[i];

		if (c == '(' || c == '[')
			depth++;
		else if ((c == ')' || c == ']') && depth)
			depth--;
		else if (!depth && (c == ',' || c == ';' || c == '|'))
			break;
	}
	struct str item = str_of(rest->at, i);

	*rest = i < rest->len ? str_of(rest->at + i + 1, rest->len - i - 1)
			      : STR("");
	return resume_line_tidy(resume_line_plain(item));
}

/* Words between bars and bullets first, then between commas. */
static void add_items(
	struct arena *mem, struct str text, struct resume_texts *to)
{
	struct str parts[LINE_PARTS];
	size_t n = resume_line_parts(text, parts);

	for (size_t i = 0; i < n; i++)
		while (parts[i].len)
			resume_text_add(mem, to, next_item(&parts[i]));
}

/* "Languages: C, Go", "**Languages:** C, Go", "Languages – C, Go" */
static bool cut_label(struct str line, struct str *label, struct str *rest)
{
	enum { LONG = 60 };
	struct str pieces[LINE_PARTS], s;
	const char *colon = memchr(line.at, ':', line.len);
	size_t n = colon ? (size_t)(colon - line.at) : LONG;

	/* "Models (1:72), choir" has none. */
	if (n < LONG && !memchr(line.at, ',', n) &&
		(n + 1 == line.len || strchr(" *_\t", line.at[n + 1]))) {
		*label = resume_line_tidy(str_of(line.at, n));
		s = str_of(colon + 1, line.len - n - 1);
		/* "**Languages:** C": the marks are around both. */
		if (str_starts(*label, STR("**")) &&
			!memmem(label->at + 2, label->len - 2, "**", 2)) {
			*label = str_of(label->at + 2, label->len - 2);
			while (s.len && *s.at == '*')
				s = str_of(s.at + 1, s.len - 1);
		}
		*rest = str_trim(s);
		return label->len && rest->len;
	}
	if (resume_line_pieces(line, pieces) != 2 ||
		memchr(pieces[0].at, ',', pieces[0].len))
		return false;
	*label = resume_line_plain(pieces[0]);
	*rest = pieces[1];
	return label->len && rest->len;
}

/* "Storage (Expert)", "**English** (native)" */
static void cut_brackets(struct str text, struct str *name, struct str *within)
{
	const char *open = memchr(text.at, '(', text.len);
	size_t n = open ? (size_t)(open - text.at) : 0;

	*name = text;
	if (n && text.at[text.len - 1] == ')' &&
		!memchr(open + 1, '(', text.len - n - 1)) {
		*name = str_of(text.at, n);
		*within = str_of(open + 1, text.len - n - 2);
	}
	*name = resume_line_plain(resume_line_tidy(*name));
}

/* Lines that a comma joins are one. */
static struct str joined(
	struct arena *mem, struct outline_lines lines, size_t *i)
{
	const struct resume_line *l = &lines.at[*i];
	struct buf b;

	buf_init(&b, mem, 2 * OUTLINE_BYTES);
	buf_add(&b, l->text);
	while (*i + 1 < lines.count && l->text.len &&
		l->text.at[l->text.len - 1] == ',' &&
		l[1].kind == OUTLINE_TEXT) {
		l = &lines.at[++*i];
		buf_addc(&b, ' ');
		buf_add(&b, l->text);
	}
	return buf_str(&b);
}

/* ---- skills ------------------------------------------------------------- */

static void take_skill(
	struct outline_reader *r, struct str text, struct resume_entry **group)
{
	struct resume_entries *skills = &r->out->section[RESUME_SKILLS];
	struct resume_texts items = { 0 };
	struct resume_entry *e;
	struct str label, rest;

	if (cut_label(text, &label, &rest)) {
		e = resume_entry_add(r->mem, skills);
		cut_brackets(label, &e->name, &e->level);
		add_items(r->mem, rest, &e->keywords);
		*group = NULL;
		return;
	}
	add_items(r->mem, text, &items);
	if (*group) {
		for (size_t i = 0; i < items.count; i++)
			resume_text_add(
				r->mem, &(*group)->keywords, items.at[i]);
	} else if (items.count == 1) {
		e = resume_entry_add(r->mem, skills);
		cut_brackets(items.at[0], &e->name, &e->level);
	} else if (items.count) {
		e = resume_entry_add(r->mem, skills);
		e->name = r->title;
		e->keywords = items;
	}
}

/* A line with nothing beside it whose bullets follow it. */
static bool is_group(struct outline_lines lines, size_t i)
{
	const struct resume_line *l = &lines.at[i];

	if (l->kind == OUTLINE_HEADING)
		return true;
	while (i + 1 < lines.count && lines.at[i + 1].kind == OUTLINE_GAP)
		i++;
	return i + 1 < lines.count &&
	       (lines.at[i + 1].kind == OUTLINE_BULLET ||
		       lines.at[i + 1].level > l->level) &&
	       lines.at[i + 1].level > (l->kind == OUTLINE_BULLET) &&
	       (l->kind == OUTLINE_TEXT || lines.at[i + 1].level > l->level) &&
	       !memchr(l->text.at, ',', l->text.len);
}

void resume_outline_skills(struct outline_reader *r, struct outline_lines lines)
{
	struct resume_entry *group = NULL;

	for (size_t i = 0; i < lines.count; i++) {
		const struct resume_line *l = &lines.at[i];

		if (l->kind == OUTLINE_GAP)
			continue;
		if (is_group(lines, i)) {
			group = resume_entry_add(
				r->mem, &r->out->section[RESUME_SKILLS]);
			group->name =
				resume_line_tidy(resume_line_plain(l->text));
			continue;
		}
		take_skill(r, joined(r->mem, lines, &i), &group);
	}
}

/* ---- languages and interests -------------------------------------------- */

/* "English (native)", "English: C1", "English – fluent" */
static void take_language(struct outline_reader *r, struct str item)
{
	struct resume_entry *e =
		resume_entry_add(r->mem, &r->out->section[RESUME_LANGUAGES]);
	struct str label, rest;

	cut_brackets(item, &e->language, &e->fluency);
	if (!e->fluency.len && cut_label(item, &label, &rest)) {
		e->language = resume_line_plain(label);
		e->fluency = rest;
	}
}

static void take_interest(struct outline_reader *r, struct str text)
{
	struct resume_entries *to = &r->out->section[RESUME_INTERESTS];
	struct resume_texts items = { 0 };
	struct resume_entry *e;
	struct str label, rest;

	if (cut_label(text, &label, &rest)) {
		e = resume_entry_add(r->mem, to);
		e->name = label;
		add_items(r->mem, rest, &e->keywords);
		return;
	}
	if (resume_line_is_prose(text)) {
		resume_text_add(r->mem, &items, text);
	} else {
		add_items(r->mem, text, &items);
	}
	for (size_t i = 0; i < items.count; i++)
		resume_entry_add(r->mem, to)->name = items.at[i];
}

void resume_outline_items(struct outline_reader *r, struct outline_lines lines)
{
	struct resume_texts items;

	for (size_t i = 0; i < lines.count; i++) {
		struct str text;

		if (lines.at[i].kind == OUTLINE_GAP)
			continue;
		text = joined(r->mem, lines, &i);
		if (r->what == RESUME_INTERESTS) {
			take_interest(r, text);
			continue;
		}
		items = (struct resume_texts){ 0 };
		/* A row of a table is a language and how well. */
		if (memchr(text.at, '|', text.len) &&
			!memchr(text.at, ',', text.len))
			resume_text_add(r->mem, &items, text);
		else
			add_items(r->mem, text, &items);
		for (size_t k = 0; k < items.count; k++)
			take_language(r, items.at[k]);
	}
}
