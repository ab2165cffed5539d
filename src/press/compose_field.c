/*
 * press/compose_field.c - the fields of an entry become text, by the patterns
 * of its template (template_pattern.c reads them).
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

struct resume_texts compose_texts(struct compose *c,
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
struct str compose_common(struct compose *c, const struct compose_entry *e,
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
bool compose_said(struct compose *c, const struct compose_entry *e,
	const struct template_slot *slot)
{
	if (!e->said)
		return false;
	for (size_t i = 0; i < e->said_by->count; i++) {
		const struct template_line *line = &e->said_by->at[i];

		if (names_slot(&line->text, slot) ||
			names_slot(&line->aside, slot))
			return compose_common(c, e->said, slot).len > 0;
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
	/* What was asked last: whether it shows, and then what it says. */
	const struct template_slot *asked;
	struct str answer;
};

bool compose_is_list(
	const struct compose_entry *e, const struct template_slot *slot)
{
	if (slot->kind == TEMPLATE_REST)
		return json_kind(json_rest_find(
			       &e->at->rest, str_c(slot->name))) == JSON_LIST;
	return slot->kind == TEMPLATE_TEXTS;
}

static struct str find_text(struct filling *f, const struct template_slot *slot)
{
	const struct compose_entry *e = f->e;
	struct str s;

	if (slot->kind == TEMPLATE_DATES)
		return dates_of(f->c, e);
	s = compose_common(f->c, e, slot);
	if (!s.len || compose_said(f->c, e, slot))
		return STR_NONE;
	if (slot->kind == TEMPLATE_DATE)
		s = press_date(
			f->c->mem, f->c->words, f->c->look->choice->dates, s);
	return s;
}

static struct str slot_text(struct filling *f, const struct template_slot *slot)
{
	if (f->asked != slot)
		f->answer = find_text(f, slot);
	f->asked = slot;
	return f->answer;
}

/* Is there anything in the slot? */
static bool slot_shows(struct filling *f, const struct template_slot *slot)
{
	struct resume_texts list;

	if (slot->kind == TEMPLATE_WORD)
		return false;
	if (!compose_is_list(f->e, slot))
		return press_text_shows(slot_text(f, slot));
	if (f->item)
		return press_text_shows(*f->item);
	if (f->e->count > 1)
		return false;
	list = compose_texts(f->c, f->e->at, slot);
	for (size_t i = 0; i < list.count; i++)
		if (press_text_shows(list.at[i]))
			return true;
	return false;
}

static void add_value(struct filling *f, struct str s, bool url)
{
	bool plain = press_text_plain(s);
	struct str link;

	if (!plain && !press_text_shows(s))
		return;
	if (!(plain ? compose_spend_plain(f->c, s) : compose_spend(f->c, s)))
		return;
	f->filled = true;
	if (!url) {
		if (plain)
			press_line_plain(f->line, s, f->flags);
		else
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
	if (!compose_is_list(f->e, slot)) {
		add_value(f, slot_text(f, slot), slot->kind == TEMPLATE_URL);
		return;
	}
	if (f->item) {
		add_value(f, *f->item, false);
		return;
	}
	if (f->e->count > 1)
		return;
	list = compose_texts(f->c, f->e->at, slot);
	for (size_t i = 0; i < list.count; i++) {
		if (!press_text_shows(list.at[i]))
			continue;
		if (some)
			press_line_say(f->line,
				compose_pointed(f->c, STR(", ")), f->flags);
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
			press_line_say(
				line, compose_pointed(c, op->text), f.flags);
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

struct tree_runs compose_line(struct compose *c,
	const struct template_pattern *p, const struct compose_entry *e,
	const struct str *item, unsigned flags)
{
	struct press_line line;

	if (item && p->count == 1 && press_text_plain(*item))
		return compose_runs_plain(c, *item);
	press_line_begin(&line, c->mem);
	if (!p->count || !compose_pattern(c, p, e, item, flags, &line))
		return (struct tree_runs){ NULL, 0 };
	return press_line_end(&line);
}
