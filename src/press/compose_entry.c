/*
 * press/compose_entry.c - an entry becomes lines, by the patterns of its
 * template (template_pattern.c reads them).
 */
#include "press/compose_int.h"

/* ---- fields ------------------------------------------------------------- */

/* A field of the struct; one that its section does not know is in the rest. */
static struct str text_of(
	const struct resume_entry *e, const struct template_slot *slot)
{
	struct str s = { NULL, 0 };

	if (slot->kind != TEMPLATE_REST)
		s = *(const struct str *)(const void *)((const char *)e +
							slot->at);
	if (!s.at && e->rest.count)
		s = json_text(json_rest_find(&e->rest, str_c(slot->name)));
	return s;
}

/* Of a member that is no text: a number or a list in the rest. */
static struct str rest_of(struct compose *c, const struct resume_entry *e,
	const struct template_slot *slot)
{
	const struct json *v = json_rest_find(&e->rest, str_c(slot->name));
	struct buf b;

	if (json_kind(v) == JSON_TEXT)
		return json_text(v);
	if (json_kind(v) != JSON_INT && json_kind(v) != JSON_REAL)
		return STR_NONE;
	buf_init(&b, c->mem, JSON_BYTES);
	json_write(&b, v);
	return buf_str(&b);
}

static struct resume_texts texts_of(struct compose *c,
	const struct resume_entry *e, const struct template_slot *slot)
{
	struct resume_texts own = { NULL, 0 };

	if (slot->kind == TEMPLATE_TEXTS)
		own = *(const struct resume_texts *)(const void
				*)((const char *)e + slot->at);
	return own.count || !e->rest.count
		       ? own
		       : resume_field_list(c->mem, e, slot->name);
}

static struct str dates_of(struct compose *c, const struct compose_entry *e)
{
	const struct press_words *w = c->words;
	enum press_dates how = c->look->choice->dates;
	const struct resume_entry *first = &e->at[0];
	struct resume_span span;

	if (e->count > 1) {
		span = resume_span(e->at, e->count);
		return press_date_range(c->mem, w, how,
			resume_date_text(c->mem, span.from),
			span.open ? STR("present")
				  : resume_date_text(c->mem, span.to));
	}
	if (first->start_date.len || first->end_date.len)
		return press_date_range(
			c->mem, w, how, first->start_date, first->end_date);
	return press_date(c->mem, w, how,
		first->date.len ? first->date : first->release_date);
}

/* What all of an employer's roles that say something say alike. */
static struct str common(struct compose *c, const struct compose_entry *e,
	const struct template_slot *slot)
{
	struct str s = { NULL, 0 }, next;

	for (size_t i = 0; i < e->count; i++) {
		next = slot->kind == TEMPLATE_REST ? rest_of(c, &e->at[i], slot)
						   : text_of(&e->at[i], slot);
		if (!next.len)
			continue;
		if (s.len && !str_eq_nocase(s, next))
			return STR_NONE;
		s = s.len ? s : next;
	}
	return s;
}

static bool same_slot(
	const struct template_slot *a, const struct template_slot *b)
{
	return a->kind == b->kind && a->at == b->at &&
	       !strcmp(a->name, b->name);
}

static bool names_slot(
	const struct template_pattern *p, const struct template_slot *slot)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].kind == TEMPLATE_SLOT &&
			same_slot(&p->at[i].slot, slot))
			return true;
	return false;
}

/* Has the employer's line said it for all its roles? */
static bool said_before(struct compose *c, const struct compose_entry *e,
	const struct template_slot *slot)
{
	if (!e->said)
		return false;
	for (size_t i = 0; i < e->said_by->count; i++) {
		const struct template_line *line = &e->said_by->at[i];

		if (names_slot(&line->text, slot) ||
			names_slot(&line->aside, slot))
			return common(c, e->said, slot).len > 0;
	}
	return false;
}

/* ---- patterns ----------------------------------------------------------- */

struct filling {
	struct compose *c;
	const struct template_pattern *p;
	const struct compose_entry *e;
	const struct str *item; /* what stands for a list; NULL: all of it */
	unsigned flags;
	struct press_line *line;
	bool filled;
};

static bool is_list(struct compose *c, const struct compose_entry *e,
	const struct template_slot *slot)
{
	if (slot->kind == TEMPLATE_REST)
		return json_kind(json_rest_find(
			       &e->at->rest, str_c(slot->name))) == JSON_LIST;
	(void)c;
	return slot->kind == TEMPLATE_TEXTS;
}

static struct str slot_text(struct filling *f, const struct template_slot *slot)
{
	const struct compose_entry *e = f->e;
	struct str s;

	if (slot->kind == TEMPLATE_DATES)
		return dates_of(f->c, e);
	s = common(f->c, e, slot);
	if (!s.len || said_before(f->c, e, slot))
		return STR_NONE;
	if (slot->kind == TEMPLATE_DATE)
		s = press_date(
			f->c->mem, f->c->words, f->c->look->choice->dates, s);
	return s;
}

/* Is there anything in the slot? */
static bool slot_shows(struct filling *f, const struct template_slot *slot)
{
	struct resume_texts list;

	if (slot->kind == TEMPLATE_WORD)
		return false;
	if (!is_list(f->c, f->e, slot))
		return press_text_shows(slot_text(f, slot));
	if (f->item)
		return press_text_shows(*f->item);
	if (f->e->count > 1)
		return false;
	list = texts_of(f->c, f->e->at, slot);
	for (size_t i = 0; i < list.count; i++)
		if (press_text_shows(list.at[i]))
			return true;
	return false;
}

static void add_value(struct filling *f, struct str s, bool url)
{
	struct str link;

	if (!press_text_shows(s) || !compose_spend(f->c, s))
		return;
	f->filled = true;
	if (!url) {
		press_line_mark(f->line, s, f->flags);
		return;
	}
	link = compose_link(f->c->mem, s);
	press_line_add(
		f->line, link.at ? compose_address(s) : s, f->flags, link);
}

static void add_slot(struct filling *f, const struct template_slot *slot)
{
	struct resume_texts list;
	bool some = false;

	if (slot->kind == TEMPLATE_WORD) {
		press_line_say(f->line,
			str_c(*(const char *const *)(const void
					*)((const char *)f->c->words +
					   slot->at)),
			f->flags);
		return;
	}
	if (!is_list(f->c, f->e, slot)) {
		add_value(f, slot_text(f, slot), slot->kind == TEMPLATE_URL);
		return;
	}
	if (f->item) {
		add_value(f, *f->item, false);
		return;
	}
	if (f->e->count > 1)
		return;
	list = texts_of(f->c, f->e->at, slot);
	for (size_t i = 0; i < list.count; i++) {
		if (!press_text_shows(list.at[i]))
			continue;
		if (some)
			press_line_say(f->line, STR(", "), f->flags);
		add_value(f, list.at[i], false);
		some = true;
	}
}

static bool any_shows(struct filling *f, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (f->p->at[i].kind == TEMPLATE_SLOT &&
			slot_shows(f, &f->p->at[i].slot))
			return true;
	return false;
}

bool compose_pattern(struct compose *c, const struct template_pattern *p,
	const struct compose_entry *e, const struct str *item, unsigned flags,
	struct press_line *line)
{
	struct filling f = { .c = c,
		.p = p,
		.e = e,
		.item = item,
		.flags = flags,
		.line = line };

	for (size_t i = 0; i < p->count; i++) {
		const struct template_op *op = &p->at[i];

		if (op->kind == TEMPLATE_SAY)
			press_line_say(line, op->text, f.flags);
		else if (op->kind == TEMPLATE_MARK)
			f.flags ^= op->flags;
		else if (op->kind == TEMPLATE_SLOT)
			add_slot(&f, &op->slot);
		else if (op->kind == TEMPLATE_OPEN &&
			 !any_shows(&f, i, op->close))
			i = op->close;
	}
	return f.filled;
}

static struct tree_runs runs_of(struct compose *c,
	const struct template_pattern *p, const struct compose_entry *e,
	const struct str *item, unsigned flags)
{
	struct press_line line;

	if (item && p->count == 1 && press_text_plain(*item))
		return compose_runs(c, *item);
	press_line_begin(&line, c->mem);
	if (!p->count || !compose_pattern(c, p, e, item, flags, &line))
		return (struct tree_runs){ NULL, 0 };
	return press_line_end(&line);
}

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
	struct str from = *rest, line, next;
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
		compose_add(c, &b);
	}
}

/* ---- lines -------------------------------------------------------------- */

/* The list that a line is repeated for. */
static const struct template_slot *list_slot(struct compose *c,
	const struct template_line *l, const struct compose_entry *e)
{
	for (size_t i = 0; l->role == TREE_BULLET && i < l->text.count; i++)
		if (l->text.at[i].kind == TEMPLATE_SLOT &&
			is_list(c, e, &l->text.at[i].slot))
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
				   : runs_of(c, &l->text, e, &one, 0);
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
	struct resume_texts list = texts_of(c, e->at, slot);
	struct str source = compose_path(c, e->source, slot->name);
	struct compose_block b = { .role = l->role, .joined = joined };

	b.aside = runs_of(c, &l->aside, e, NULL, TREE_NOBREAK);
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

	b.text = runs_of(c, &l->text, e, NULL, takes ? o->flags : 0);
	b.aside = runs_of(c, &l->aside, e, NULL, TREE_NOBREAK);
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
		const struct template_slot *list = list_slot(c, l, e);
		const struct template_slot *text = text_slot(l);
		bool joined;

		if (o.waits && l->role != TREE_DETAIL && l->role != o.role)
			end_opening(c, e, &o);
		joined = e->joined || c->out->count > before;
		if (list && e->count == 1)
			add_items(c, l, e, list, joined);
		else if (text && !said_before(c, e, text))
			compose_paragraphs(c, l->role, common(c, e, text),
				compose_path(c, e->source, text->name), joined);
		else if (!list && !text)
			add_line(c, l, e, joined, &o);
	}
	if (o.waits)
		end_opening(c, e, &o);
}
