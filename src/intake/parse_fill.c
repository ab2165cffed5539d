/*
 * intake/parse_fill.c - an entry's parts go into the model: which field a slot
 * is, in which section; periods; bullets and paragraphs. Guesses nothing.
 */
#include "intake/parse_slots.h"
#include "intake/parse_text.h"
#include "resume/contact.h"

/* ---- texts of parts ----------------------------------------------------- */

static struct str between(const struct atom *a)
{
	switch (a->before) {
	case MARK_COMMA:
		return STR(", ");
	case MARK_COLON:
		return STR(": ");
	case MARK_DASH:
		return STR(" - ");
	default:
		return STR(" ");
	}
}

/* Do its words follow each other in the row, with a mark between at most? */
static bool is_whole(const struct entry *e, const struct part *part)
{
	for (size_t i = part->from + 1; i < part->to; i++) {
		const struct atom *a = &e->atom[i], *last = a - 1;
		const struct intake_word *end = last->at + last->count;

		if (a->row != last->row || a->at < end || a->at > end + 1)
			return false;
	}
	return true;
}

static struct str part_text(
	struct parse *p, const struct entry *e, const struct part *part)
{
	const struct atom *first = &e->atom[part->from],
			  *last = &e->atom[part->to - 1];
	struct buf b;

	if (part->to == part->from + 1)
		return first->text;
	if (is_whole(e, part))
		return parse_trim(
			parse_words_text(p, first->at,
				(size_t)(last->at - first->at) + last->count),
			" ,;:|", " ,;:|");
	buf_init(&b, p->mem, SIZE_MAX / 2);
	for (size_t i = part->from; i < part->to; i++) {
		const struct atom *a = &e->atom[i];
		bool bracket = a->at->text.at[0] == '(' && a->text.at[0] != '(';

		if (i > part->from)
			buf_add(&b, between(a));
		if (bracket)
			buf_addc(&b, '(');
		buf_add(&b, a->text);
		if (bracket)
			buf_addc(&b, ')');
	}
	return buf_str(&b);
}

static const struct part *part_find(const struct entry *e, enum slot slot)
{
	for (size_t i = 0; i < e->parts; i++)
		if (e->part[i].slot == slot)
			return &e->part[i];
	return NULL;
}

static struct str slot_text(
	struct parse *p, const struct entry *e, enum slot slot)
{
	const struct part *part = part_find(e, slot);
	struct str text;

	if (!part)
		return STR_NONE;
	text = part_text(p, e, part);
	parse_note(p, text, e->atom[part->from].row,
		e->atom[part->to - 1].row + 1, part->sure);
	return text;
}

static struct str head_url(struct parse *p, const struct entry *e)
{
	for (size_t i = 0; i < e->atoms; i++) {
		if (resume_url_is(e->atom[i].text))
			return resume_url_mend(p->mem, e->atom[i].text);
		if (parse_is_link(e->atom[i].url))
			return e->atom[i].url;
	}
	return STR_NONE;
}

/* ---- periods ------------------------------------------------------------ */

static void fill_dates(
	struct parse *p, const struct entry *e, struct resume_entry *to)
{
	const struct resume_period *w;

	if (!e->dated)
		return;
	w = &e->when;
	if (!w->single || w->from.year != w->to.year ||
		w->from.month != w->to.month)
		to->start_date = resume_date_text(p->mem, w->from);
	if (!w->open)
		to->end_date = resume_date_text(p->mem, w->to);
	parse_note(p, to->start_date, e->when_row, e->when_row + 1,
		w->doubtful ? 0.6f : 0.95f);
	parse_note(p, to->end_date, e->when_row, e->when_row + 1,
		w->doubtful ? 0.6f : 0.95f);
}

/* ---- fields with a label ------------------------------------------------- */

enum { RESUME_ANY = RESUME_SECTIONS, LABEL_BYTES = 40 };

static const struct {
	const char *name, *words;
	int section;
} labels[] = {
#define LABEL(name, words, section) \
	{ #name, "|" #name "|" words "|", RESUME_##section },
#include "resume/labels.def"
#undef LABEL
};

const char *parse_field_label(
	struct parse *p, int what, struct str text, struct str *value)
{
	const char *colon = memchr(text.at, ':', text.len);
	struct str label;

	if (!colon || colon - text.at > LABEL_BYTES)
		return NULL;
	label = resume_fold(
		&p->own, str_of(text.at, (size_t)(colon - text.at)));
	label = str_fmt(&p->own, "|%.*s|", STR_ARG(str_trim(label)));
	for (size_t i = 0; i < LENGTH(labels); i++)
		if ((labels[i].section == what ||
			    labels[i].section == RESUME_ANY) &&
			strstr(labels[i].words, label.at)) {
			if (value)
				*value = str_trim(str_of(colon + 1,
					(size_t)(text.at + text.len - colon) -
						1));
			return labels[i].name;
		}
	return NULL;
}

static void take_list(struct parse *p, struct resume_texts *to, struct str text)
{
	while (text.len)
		resume_text_add(p->mem, to, str_trim(str_cut(&text, ',')));
}

/* "GPA: 3.8", "Courses: A, B" */
static bool take_field(
	struct parse *p, int what, struct str text, struct resume_entry *to)
{
	struct str value;
	const char *name = parse_field_label(p, what, text, &value);

	if (!name || !value.len)
		return false;
	if (!strcmp(name, "courses"))
		take_list(p, &to->courses, value);
	else if (!strcmp(name, "keywords"))
		take_list(p, &to->keywords, value);
	else if (!strcmp(name, "score") && !to->score.len)
		to->score = value;
	else
		return false;
	return true;
}

/* ---- bodies ------------------------------------------------------------- */

static void fill_body(struct parse *p, int what, const struct entry *e,
	struct resume_entry *to)
{
	bool bullets = false;
	struct buf text;

	buf_init(&text, p->mem, RESUME_TEXT);
	buf_add(&text, STR(""));
	for (size_t i = e->body; i < e->to; i++)
		bullets |= p->row[i].role == ROW_BULLET;
	for (size_t i = e->body; i < e->to;) {
		enum row_role role = p->row[i].role;
		size_t end = i + 1;
		struct str s;

		while (end < e->to && p->row[end].role == ROW_MORE)
			end++;
		if (role == ROW_GONE) {
			i++;
			continue;
		}
		if (role == ROW_LINK) {
			p->row[i].taken = true;
			if (!to->url.len)
				to->url = p->row[i].text;
			i++;
			continue;
		}
		if (role == ROW_LABEL) {
			p->row[i].taken = true;
			i++;
			continue;
		}
		s = parse_join(p, i, end);
		if (take_field(p, what, s, to)) {
			i = end;
			continue;
		}
		parse_note(p, s, i, end, role == ROW_BULLET ? 0.95f : 0.75f);
		i = end;
		/* without bullets, short paragraphs are what bullets are */
		if (role == ROW_BULLET || !bullets) {
			resume_text_add(p->mem, &to->highlights, s);
			continue;
		}
		if (text.len)
			buf_addc(&text, '\n');
		buf_add(&text, s);
	}
	if (text.len)
		to->summary = buf_str(&text);
}

/* One paragraph is a summary. */
static void one_is_summary(
	struct parse *p, const struct entry *e, struct resume_entry *to)
{
	if (to->highlights.count == 1 && !to->summary.len &&
		p->row[e->body].role == ROW_TEXT) {
		to->summary = to->highlights.at[0];
		to->highlights.count = 0;
	}
}

/* ---- sections ----------------------------------------------------------- */

/* Of a project: for whom it was, or as whom one did it. */
static void take_who(struct parse *p, struct str who, struct resume_entry *to)
{
	if (lexicon_any(&p->own, who) & LEX_TITLE)
		take_list(p, &to->roles, who);
	else
		to->entity = who;
}

/* "Author, Maintainer · library": what one was stands beside what it is. */
static void take_roles(
	struct parse *p, struct entry *e, struct resume_entry *to)
{
	bool role = false;

	for (size_t i = e->parts; i-- > 0;) {
		struct part *part = &e->part[i];
		const struct atom *a = &e->atom[part->from];

		role = part->slot == SLOT_NOTE &&
		       (lexicon_any(&p->own, a->text) & LEX_TITLE ||
			       (role && a->before == MARK_COMMA));
		if (!role)
			continue;
		take_list(p, &to->roles, part_text(p, e, part));
		part->to = part->from; /* it has a place */
	}
}

/* A project has a description, and no summary. */
static void describe(int what, struct resume_entry *to)
{
	if (what != RESUME_PROJECTS || to->description.len)
		return;
	to->description = to->summary;
	to->summary = STR_NONE;
}

static void fill_slots(struct parse *p, int what, const struct entry *e,
	struct resume_entry *to)
{
	struct str is = slot_text(p, e, SLOT_WHAT),
		   who = slot_text(p, e, SLOT_WHO);

	to->location = slot_text(p, e, SLOT_PLACE);
	to->url = head_url(p, e);
	switch (what) {
	case RESUME_WORK:
		to->position = is;
		to->name = who;
		break;
	case RESUME_VOLUNTEER:
		to->position = is;
		to->organization = who;
		break;
	case RESUME_EDUCATION:
		to->study_type = is;
		to->institution = who;
		to->area = slot_text(p, e, SLOT_AREA);
		to->score = slot_text(p, e, SLOT_SCORE);
		parse_degree(p, to);
		break;
	case RESUME_AWARDS:
		to->title = is;
		to->awarder = who;
		break;
	case RESUME_CERTIFICATES:
		to->name = is;
		to->issuer = who;
		break;
	case RESUME_PUBLICATIONS:
		to->name = is;
		to->publisher = who;
		break;
	default:
		to->name = is;
		if (what == RESUME_PROJECTS)
			take_who(p, who, to);
		break;
	}
}

/* "Hosted log search" in a row of its own tells what the employer does. */
static bool tells_employer(
	struct parse *p, const struct entry *e, const struct part *part)
{
	const struct row *r = &p->row[e->atom[part->from].row];

	return part->slot == SLOT_NOTE && r->count == 1 && !r->when &&
	       r->role == ROW_HEAD && r->cell[0].count > 2 &&
	       part->to == part->from + 1 &&
	       e->atom[part->from].count == r->cell[0].count &&
	       !(lexicon_any(&p->own, r->text) & LEX_TERM) &&
	       !parse_has(r->text, '@') && !resume_url_is(r->text);
}

static void fill_description(
	struct parse *p, int what, struct entry *e, struct resume_entry *to)
{
	if (what != RESUME_WORK && what != RESUME_VOLUNTEER)
		return;
	for (size_t i = 0; i < e->parts && !to->description.len; i++)
		if (tells_employer(p, e, &e->part[i])) {
			to->description = e->atom[e->part[i].from].text;
			parse_note(p, to->description,
				e->atom[e->part[i].from].row,
				e->atom[e->part[i].from].row + 1,
				e->part[i].sure);
			e->part[i].to = e->part[i].from; /* it has a place */
		}
}

static void take_rows(struct parse *p, const struct entry *e)
{
	for (size_t i = e->from; i < e->body; i++)
		p->row[i].taken = true;
}

/* Other sections have one date, and no bullets of their own. */
static void fit(int what, struct resume_entry *to)
{
	struct str date = to->end_date.len ? to->end_date : to->start_date;

	if (what != RESUME_AWARDS && what != RESUME_CERTIFICATES &&
		what != RESUME_PUBLICATIONS)
		return;
	if (what == RESUME_PUBLICATIONS)
		to->release_date = date;
	else
		to->date = date;
	to->start_date = to->end_date = STR_NONE;
}

void parse_fill_more(struct parse *p, int what, size_t from, size_t to)
{
	struct resume_entries *list = &p->out->resume.section[what];
	struct entry rest = { .from = (uint32_t)from,
		.body = (uint32_t)from,
		.to = (uint32_t)to };

	if (list->count && from < to)
		fill_body(p, what, &rest, &list->at[list->count - 1]);
}

/* ---- entries that are one bullet ----------------------------------------- */

enum { NAME_BYTES = 70 };

/* "Planner: a tool that ...": its name, and what it is. */
static void fill_line(struct parse *p, const struct entry *e, struct str *name,
	struct resume_entry *to)
{
	static const char *const marks[] = { ": ", " – ", " — ", " - ", " | " };
	const struct cell *c = &p->row[e->from].cell[0];
	struct str text = parse_join(p, e->from, e->body);
	size_t bold = 0, cut = 0, skip = 0;

	while (bold < c->count && c->at[bold].flags & INTAKE_BOLD)
		bold++;
	if (bold && bold < c->count) {
		cut = parse_words_text(p, c->at, bold).len;
		skip = cut;
	}
	for (size_t i = 0; i < LENGTH(marks) && !cut; i++) {
		const char *at =
			memmem(text.at, text.len, marks[i], strlen(marks[i]));

		if (at && at - text.at <= NAME_BYTES) {
			cut = (size_t)(at - text.at);
			skip = cut + strlen(marks[i]);
		}
	}
	*name = text;
	if (!cut || cut >= text.len)
		return;
	*name = str_of(text.at, cut);
	to->summary = parse_trim(
		str_of(text.at + skip, text.len - skip), " :-|,", "");
	*name = parse_trim(*name, "", " :,-|");
}

void parse_fill(struct parse *p, const struct entries *all)
{
	struct resume_entries *list = &p->out->resume.section[all->what];
	size_t first = list->count;

	for (size_t i = 0; i < all->count; i++) {
		struct entry *e = &all->at[i];
		struct resume_entry *to = resume_entry_add(p->mem, list);

		if (all->what == RESUME_PROJECTS &&
			p->row[e->from].role != ROW_HEAD)
			fill_line(p, e, &to->name, to);
		else
			fill_slots(p, all->what, e, to);
		if (all->what == RESUME_PROJECTS)
			take_roles(p, e, to);
		fill_description(p, all->what, e, to);
		fill_dates(p, e, to);
		fit(all->what, to);
		fill_body(p, all->what, e, to);
		one_is_summary(p, e, to);
		describe(all->what, to);
		parse_bodies(p, all->what, e, to);
		take_rows(p, e);
		if (!to->name.len && !to->position.len && !to->title.len &&
			!to->institution.len && !to->study_type.len &&
			!to->organization.len && !to->area.len) {
			list->count--;
			to = NULL;
		}
		parse_notes(p, all->what, e, to);
	}
	parse_employers(all, list, first);
}
