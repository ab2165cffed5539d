/*
 * press/compose_section.c - which sections a document has, in which order, in
 * which column, and what each is called. Entries are made in compose_entry.c.
 */
#include "press/compose_int.h"
#include "resume/shown.h"

struct section {
	struct str id;
	int kind; /* RESUME_WORK ..., TEMPLATE_SUMMARY, TEMPLATE_CUSTOM */
	const struct resume_custom *custom;
	size_t number; /* of the custom one */
	bool taken;
};

/* ---- order -------------------------------------------------------------- */

static bool has(const struct resume_texts *list, struct str id)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i], id))
			return true;
	return false;
}

bool compose_hides(const struct compose *c, struct str section)
{
	return has(&c->look->choice->hidden, section);
}

struct order {
	struct section *all, **at;
	size_t total, count;
};

static void take(struct order *o, struct section *s)
{
	if (s->taken)
		return;
	s->taken = true;
	o->at[o->count++] = s;
}

static void take_named(struct order *o, struct str id)
{
	for (size_t i = 0; i < o->total; i++)
		if (str_eq(o->all[i].id, id)) {
			take(o, &o->all[i]);
			return;
		}
}

/* "custom" in a template's order: all that owners made. */
static void take_custom(struct order *o)
{
	for (size_t i = 0; i < o->total; i++)
		if (o->all[i].kind == TEMPLATE_CUSTOM)
			take(o, &o->all[i]);
}

/* The summary, unless it is named; what the owner names; then as the template
 * has it. */
static void put_in_order(const struct compose *c, struct order *o)
{
	const struct look_choice *choice = c->look->choice;
	const struct json *v;

	if (!has(&choice->order, STR("summary")))
		take_named(o, STR("summary"));
	for (size_t i = 0; i < choice->order.count; i++)
		if (str_is(choice->order.at[i], "custom"))
			take_custom(o);
		else
			take_named(o, choice->order.at[i]);
	for (v = json_first(choice->usual); v; v = json_next(choice->usual, v))
		if (json_is(v, "custom"))
			take_custom(o);
		else
			take_named(o, json_text(v));
	for (size_t i = 0; i < o->total; i++)
		take(o, &o->all[i]);
}

static void list_sections(struct compose *c, struct order *o)
{
	const struct resume_vitae *vitae = &c->r->meta.vitae;
	size_t most = TEMPLATE_SECTION_IDS + vitae->custom_sections.count;

	*o = (struct order){ ARENA_LIST(c->mem, struct section, most),
		ARENA_LIST(c->mem, struct section *, most), 0, 0 };
	for (int kind = 0; kind < TEMPLATE_CUSTOM; kind++)
		o->all[o->total++] =
			(struct section){ str_c(template_section_name(kind)),
				kind, NULL, 0, false };
	for (size_t i = 0; i < vitae->custom_sections.count; i++) {
		struct str id = vitae->custom_sections.at[i].id;

		o->all[o->total++] =
			(struct section){ id.at ? id : STR(""), TEMPLATE_CUSTOM,
				&vitae->custom_sections.at[i], i, false };
	}
}

/* ---- names and places --------------------------------------------------- */

static struct str title_in(const struct json *titles, struct str id)
{
	for (const struct json *v = json_first(titles); v;
		v = json_next(titles, v))
		if (str_eq(json_name(v), id))
			return json_text(v);
	return STR_NONE;
}

/* What the style says; what the document says, as importers leave it; the
 * template's; the language's. */
static struct str title_of(const struct compose *c, const struct section *s)
{
	const struct template_section *t = &c->t->section[s->kind];
	struct str title = title_in(c->look->choice->titles, s->id);

	if (!title.at)
		title = title_in(json_rest_find(&c->r->meta.vitae.rest,
					 STR("section_titles")),
			s->id);
	if (title.at)
		return title;
	if (s->custom)
		return s->custom->title.at ? s->custom->title : STR("");
	if (t->title.at)
		return t->title;
	return str_c(s->kind == TEMPLATE_SUMMARY ? c->words->summary
						 : c->words->section[s->kind]);
}

static struct str source_of(struct compose *c, const struct section *s)
{
	if (s->kind == TEMPLATE_SUMMARY)
		return STR("/basics/summary");
	if (s->custom)
		return compose_source(
			c, STR("/meta/vitae/custom_sections"), s->number);
	return compose_path(c, STR(""), template_section_name(s->kind));
}

static enum tree_region region_of(
	const struct compose *c, const struct section *s)
{
	const struct resume_texts *side = &c->t->file.side.sections;

	if (c->look->columns == 2 &&
		(has(side, s->id) || (s->custom && has(side, STR("custom")))))
		return TREE_SIDE;
	return TREE_MAIN;
}

/* ---- entries ------------------------------------------------------------ */

/* Those that their owner shows: `hidden` in an entry keeps it off all pages. */
struct shown {
	struct resume_entries list;
	size_t *number; /* of each in the resume */
};

static struct shown shown_of(
	struct compose *c, const struct resume_entries *list)
{
	struct shown s = {
		{ ARENA_LIST(c->mem, struct resume_entry, list->count), 0 },
		ARENA_LIST(c->mem, size_t, list->count)
	};

	for (size_t i = 0; i < list->count; i++) {
		const struct resume_entry *e = &list->at[i];

		if (resume_is_hidden(&e->rest))
			continue;
		s.number[s.list.count] = i;
		s.list.at[s.list.count++] = *e;
	}
	return s;
}

/* Several roles under one employer: what is said once, then each role. */
static void add_group(struct compose *c, const struct template_section *t,
	const struct resume_entry *at, size_t count, struct str source,
	const size_t *number)
{
	struct compose_entry group = { .at = at, .count = count };

	group.source = compose_source(c, source, number[0]);
	compose_lines(c, &t->group, &group);
	for (size_t i = 0; i < count; i++) {
		struct compose_entry role = { .at = &at[i],
			.count = 1,
			.said = &group,
			.said_by = &t->group,
			.joined = true };

		role.source = compose_source(c, source, number[i]);
		compose_lines(c, &t->roles, &role);
	}
}

/* Does an entry begin something, or is it one line among others? */
static bool stands_alone(const struct template_lines *lines)
{
	return lines->count && (lines->at[0].role == TREE_ENTRY ||
				       lines->at[0].role == TREE_QUOTE ||
				       lines->at[0].role == TREE_TEXT);
}

static void add_entries(struct compose *c, const struct template_section *t,
	const struct shown *shown, struct str source)
{
	const struct resume_entries *list = &shown->list;
	const struct template_lines *lines =
		c->region == TREE_SIDE && t->side.count ? &t->side : &t->lines;
	bool alone = stands_alone(lines);
	size_t roles;

	for (size_t i = 0; i < list->count && !c->failed; i += roles) {
		struct compose_entry e = { .at = &list->at[i],
			.count = 1,
			.joined = i > 0 && !alone };

		roles = t->group.count ? resume_roles(list, i) : 1;
		if (roles > 1) {
			add_group(c, t, &list->at[i], roles, source,
				&shown->number[i]);
			continue;
		}
		e.source = compose_source(c, source, shown->number[i]);
		compose_lines(c, lines, &e);
	}
}

/* All of them in one line. */
static void add_joined(struct compose *c, const struct template_section *t,
	const struct resume_entries *list, struct str source)
{
	const struct template_line *l = &t->lines.at[0];
	struct compose_block b = { .role = l->role, .source = source };
	struct press_line line;
	struct str join = compose_pointed(c, t->join);
	bool some = false;

	press_line_begin(&line, c->mem);
	for (size_t i = 0; i < list->count && !c->failed; i++) {
		struct compose_entry e = { .at = &list->at[i], .count = 1 };

		if (some)
			press_line_between(&line, join);
		some = compose_pattern(c, &l->text, &e, NULL, 0, &line) || some;
	}
	if (some)
		b.text = press_line_end(&line);
	compose_add(c, &b);
}

static void add_section(struct compose *c, const struct section *s)
{
	const struct template_section *t = &c->t->section[s->kind];
	struct shown shown;

	c->region = region_of(c, s);
	c->section = s->id;
	c->source = source_of(c, s);
	c->heading = title_of(c, s);
	if (s->kind == TEMPLATE_SUMMARY) {
		compose_paragraphs(
			c, TREE_TEXT, c->r->basics.summary, c->source, false);
		return;
	}
	shown = shown_of(
		c, s->custom ? &s->custom->entries : &c->r->section[s->kind]);
	if (t->join.at && t->lines.count && c->region != TREE_SIDE)
		add_joined(c, t, &shown.list, c->source);
	else
		add_entries(c, t, &shown,
			s->custom ? compose_path(c, c->source, "entries")
				  : c->source);
}

void compose_body(struct compose *c)
{
	struct order o;
	bool contact = c->look->columns == 2 && c->t->file.contact.in_side;

	list_sections(c, &o);
	put_in_order(c, &o);
	/* in the order of reading: the column first that stands first */
	for (int turn = 0; turn < 2; turn++) {
		bool side = turn != c->look->side_first;

		if (side && contact)
			compose_contact(c);
		for (size_t i = 0; i < o.count && !c->failed; i++)
			if (!compose_hides(c, o.at[i]->id) &&
				(region_of(c, o.at[i]) == TREE_SIDE) == side)
				add_section(c, o.at[i]);
	}
	c->heading = STR_NONE;
}
