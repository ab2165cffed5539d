/*
 * press/compose_entry.c - an entry becomes lines: paragraphs, bullets, what
 * stands first. Their texts are made in compose_field.c.
 */
#include "press/compose_int.h"

/* ---- paragraphs --------------------------------------------------------- */

static struct str cut_line(struct str *rest)
{
	struct str line = str_cut(rest, '\n');

	while (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* What people put before an item by hand: 0 bytes where there is none. */
static size_t hand_bullet(struct str s)
{
	static const char *const marks[] = { "- ", "* ", "• ", "•\t", "– ",
		"▪ ", "‣ ", "◦ ", "· " };

	/* No letter or digit begins one. */
	if (!s.len || (s.at[0] >= '0' && s.at[0] <= 'z'))
		return 0;
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_starts(s, str_c(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static struct str without_bullet(struct str s)
{
	size_t n;

	s = str_trim(s);
	n = hand_bullet(s);
	return str_of(s.at + n, s.len - n);
}

/* The next paragraph: lines up to an empty one, or one item. */
static struct str cut_paragraph(struct str *rest, bool *bullet, int *depth)
{
	struct str from, line, next;
	size_t blanks;

	do {
		from = *rest;
		line = cut_line(rest);
	} while (rest->len && !str_trim(line).len);
	blanks = (size_t)(str_trim(line).at - line.at);
	*bullet = hand_bullet(str_trim(line)) > 0;
	*depth = *bullet && blanks > 1;
	while (rest->len) {
		struct str after = *rest;

		next = str_trim(cut_line(&after));
		if (!next.len || hand_bullet(next))
			break;
		*rest = after;
	}
	return str_of(from.at, from.len - rest->len);
}

void compose_paragraphs(struct compose *c, enum tree_role role, struct str text,
	struct str source, bool joined)
{
	struct str rest = text, one;
	bool bullet;
	int depth;

	while (rest.len && !c->failed) {
		struct compose_block b = { .role = role, .source = source };

		one = cut_paragraph(&rest, &bullet, &depth);
		if (bullet) {
			b.role = TREE_BULLET;
			b.depth = depth;
			one = without_bullet(one);
		}
		b.joined = joined;
		b.text = compose_runs(c, one);
		joined = joined || b.text.count;
		if (c->failed)
			(void)err_in(c->err, "%.*s", STR_ARG(source));
		else
			compose_add(c, &b);
	}
}

/* ---- lines -------------------------------------------------------------- */

/* The list that a line is repeated for. */
static const struct template_slot *list_slot(
	const struct template_line *l, const struct compose_entry *e)
{
	for (size_t i = 0; l->role == TREE_BULLET && i < l->text.count; i++)
		if (l->text.at[i].kind == TEMPLATE_SLOT &&
			compose_is_list(e, &l->text.at[i].slot))
			return &l->text.at[i].slot;
	return NULL;
}

/* The only thing in a line is a text that may have paragraphs. */
static const struct template_slot *text_slot(const struct template_line *l)
{
	return (l->role == TREE_TEXT || l->role == TREE_QUOTE) &&
			       l->text.count == 1 && !l->aside.count &&
			       l->text.at[0].kind == TEMPLATE_SLOT &&
			       l->text.at[0].slot.kind == TEMPLATE_TEXT
		       ? &l->text.at[0].slot
		       : NULL;
}

/* One item; lists that were written into it are a level below. */
static void add_item(struct compose *c, const struct template_line *l,
	const struct compose_entry *e, struct str item, struct compose_block *b)
{
	struct str rest = without_bullet(item), one;
	bool bullet;
	int depth;

	for (b->depth = 0; rest.len && !c->failed; b->depth = 1) {
		one = without_bullet(cut_paragraph(&rest, &bullet, &depth));
		b->text = b->depth ? compose_runs(c, one)
				   : compose_line(c, &l->text, e, &one, 0);
		if (c->failed)
			(void)err_in(c->err, "%.*s", STR_ARG(b->source));
		if (!b->text.count)
			continue;
		compose_add(c, b);
		b->joined = true;
		b->aside.count = 0;
	}
}

static void add_items(struct compose *c, const struct template_line *l,
	const struct compose_entry *e, const struct template_slot *slot,
	bool joined)
{
	struct resume_texts list = compose_texts(c, e->at, slot);
	struct str source = compose_path(c, e->source, slot->name);
	struct compose_block b = { .role = l->role, .joined = joined };

	b.aside = compose_line(c, &l->aside, e, NULL, TREE_NOBREAK);
	for (size_t i = 0; i < list.count && !c->failed; i++) {
		b.source = compose_source(c, source, i);
		add_item(c, l, e, list.at[i], &b);
	}
}

/* The first line of an entry: where its template's has nothing to say, the
 * details beneath it take its place, and its date. */
struct opening {
	bool waits;
	enum tree_role role;
	unsigned flags;
	struct tree_runs date;
};

static struct opening opening_of(const struct template_lines *lines)
{
	const struct template_line *l = lines->count ? &lines->at[0] : NULL;
	struct opening o = { 0 };

	if (!l || (l->role != TREE_ENTRY && l->role != TREE_ROLE))
		return o;
	o.waits = true;
	o.role = l->role;
	if (l->text.count && l->text.at[0].kind == TEMPLATE_MARK)
		o.flags = l->text.at[0].flags;
	return o;
}

static void add_line(struct compose *c, const struct template_line *l,
	const struct compose_entry *e, bool joined, struct opening *o)
{
	bool takes = o->waits && l->role == TREE_DETAIL;
	struct compose_block b = { .role = takes ? o->role : l->role,
		.joined = joined,
		.source = e->source };

	b.text = compose_line(c, &l->text, e, NULL, takes ? o->flags : 0);
	b.aside = compose_line(c, &l->aside, e, NULL, TREE_NOBREAK);
	if (o->waits && !b.text.count && !o->date.count) {
		o->date = b.aside;
		return;
	}
	if (o->waits && b.text.count) {
		o->waits = false;
		if (!b.aside.count)
			b.aside = o->date;
		o->date.count = 0;
	}
	compose_add(c, &b);
}

/* Nothing takes the date's line: it stands alone. */
static void end_opening(
	struct compose *c, const struct compose_entry *e, struct opening *o)
{
	struct compose_block b = { .role = o->role,
		.joined = e->joined,
		.source = e->source,
		.text = o->date };

	o->waits = false;
	o->date.count = 0;
	compose_add(c, &b);
}

void compose_lines(struct compose *c, const struct template_lines *lines,
	const struct compose_entry *e)
{
	size_t before = c->out->count + (c->heading.at != NULL);
	struct opening o = opening_of(lines);

	for (size_t i = 0; i < lines->count && !c->failed; i++) {
		const struct template_line *l = &lines->at[i];
		const struct template_slot *list = list_slot(l, e);
		const struct template_slot *text = text_slot(l);
		bool joined;

		if (o.waits && l->role != TREE_DETAIL && l->role != o.role)
			end_opening(c, e, &o);
		joined = e->joined || c->out->count > before;
		if (list && e->count == 1)
			add_items(c, l, e, list, joined);
		else if (text && !compose_said(c, e, text))
			compose_paragraphs(c, l->role,
				compose_common(c, e, text),
				compose_path(c, e->source, text->name), joined);
		else if (!list && !text)
			add_line(c, l, e, joined, &o);
	}
	if (o.waits)
		end_opening(c, e, &o);
}
