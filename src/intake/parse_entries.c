/*
 * intake/parse_entries.c - a section's rows become entries: a head of a few
 * rows and a body. Dates show where heads are; looks and gaps show where they
 * begin.
 */
#include "intake/parse_int.h"

#include <math.h>

enum { HEAD_ROWS = 6 };

/* ---- where heads begin -------------------------------------------------- */

struct heads {
	struct parse *p;
	const struct section *s;
	size_t *start, count;
	const struct row *first; /* the head row that the section begins with */
};

static bool like(const struct row *a, const struct row *b)
{
	unsigned flags = INTAKE_BOLD | INTAKE_ITALIC | CELL_CAPS;

	return ((a->cell[0].flags ^ b->cell[0].flags) & flags) == 0 &&
	       fabsf(a->cell[0].size - b->cell[0].size) < 0.3f &&
	       fabsf(a->x0 - b->x0) < 6 && !a->heading == !b->heading;
}

static void start(struct heads *h, size_t row)
{
	if (!h->count || h->start[h->count - 1] < row)
		h->start[h->count++] = row;
}

/* The row between two dated ones that most looks like the first of a head. */
static size_t between(
	const struct heads *h, size_t above, size_t dated, size_t lead)
{
	size_t best = dated;
	float most = -INFINITY;

	for (size_t i = above + 1; i <= dated; i++) {
		const struct row *r = &h->p->row[i];
		float gap = r->gap > 4 * h->p->pitch ? 4 * h->p->pitch : r->gap;
		float worth = 2 * (gap / h->p->pitch - 1);

		worth += h->first && like(r, h->first) ? 2 : 0;
		worth += i + lead == dated ? 1.5f : 0;
		if (worth > most) {
			most = worth;
			best = i;
		}
	}
	return best;
}

/* A date and nothing else. */
static bool is_lone_date(const struct row *r)
{
	return r->when && r->count == 1 && !r->when->from &&
	       r->when->to == r->cell[0].count && r->when->when.single;
}

/* "2015" above "2016" is one period. */
static bool is_end_of(const struct row *r)
{
	return is_lone_date(r) && is_lone_date(r - 1) &&
	       r->when->when.from.year >= r[-1].when->when.from.year;
}

/* A form's records begin where its labels say so. */
static bool take_records(struct heads *h, size_t from, size_t to)
{
	bool any = false;

	for (size_t i = from; i < to; i++)
		any |= h->p->row[i].begins;
	for (size_t i = from; i < to && any; i++)
		if (i == from || h->p->row[i].begins)
			start(h, i);
	return any;
}

/* A run of head rows is the head of one entry, or of several with no body. */
static void take_run(struct heads *h, size_t from, size_t to, bool any_dated)
{
	size_t dated = 0, last = 0, lead = 0;

	if (take_records(h, from, to))
		return;
	for (size_t i = from; i < to; i++) {
		if (!parse_is_dated(&h->p->row[i]) ||
			(i > from && is_end_of(&h->p->row[i])))
			continue;
		if (!dated++) {
			lead = i - from;
			start(h, from);
		} else {
			start(h, between(h, last, i, lead));
		}
		last = i;
	}
	if (dated)
		return;
	if (!any_dated || from == h->s->from)
		start(h, from);
	else if (h->first && like(&h->p->row[from], h->first))
		start(h, from);
	for (size_t i = from + 1; i < to && !any_dated; i++) {
		const struct row *r = &h->p->row[i];

		if ((h->first && like(r, h->first) &&
			    (r->flags & INTAKE_BOLD ||
				    r->gap > 1.4f * h->p->pitch)) ||
			r->gap > 1.8f * h->p->pitch)
			start(h, i);
	}
}

/* Where no row looks like a head: lines with bullets below them are heads, or
 * else every bullet and every line is an entry. */
static bool begins_alone(const struct heads *h, size_t row)
{
	enum row_role first = h->p->row[h->s->from].role;
	enum row_role role = h->p->row[row].role;

	return role == ROW_TEXT || (role == ROW_BULLET && first != ROW_TEXT);
}

/* A long head without a date among shorter ones: it begins as they do, behind
 * other bullets or the heading, and has bullets below. */
static bool begins_as_heads(const struct heads *h, size_t row)
{
	const struct row *r = &h->p->row[row];

	return r->role == ROW_TEXT && row + 1 < h->s->to &&
	       r[1].role == ROW_BULLET &&
	       (row == h->s->from || r[-1].role == ROW_BULLET) &&
	       fabsf(r->x0 - h->first->x0) < 6 &&
	       !((r->cell[0].at[0].flags ^ h->first->cell[0].at[0].flags) &
		       (INTAKE_BOLD | INTAKE_ITALIC));
}

static void find_heads(struct heads *h)
{
	const struct section *s = h->s;
	bool any_dated = false, any_head = false;

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &h->p->row[i];

		if (r->role != ROW_HEAD)
			continue;
		any_head = true;
		any_dated |= parse_is_dated(r);
		if (!h->first)
			h->first = r;
	}
	for (size_t i = s->from; i < s->to;) {
		size_t to = i;

		while (to < s->to &&
			(h->p->row[to].role == ROW_HEAD ||
				(to > i && h->p->row[to].role == ROW_GONE)))
			to++;
		if (to > i)
			take_run(h, i, to, any_dated);
		/* bullets alone are entries */
		else if (any_head ? !any_dated && begins_as_heads(h, i)
				  : begins_alone(h, i))
			start(h, i);
		i = to > i ? to : i + 1;
	}
}

/* ---- entries ------------------------------------------------------------ */

static void make(struct parse *p, struct entry *e, size_t from, size_t to)
{
	size_t i = from;

	*e = (struct entry){ .from = (uint32_t)from, .to = (uint32_t)to };
	while (i < to && i < from + HEAD_ROWS &&
		(p->row[i].role == ROW_HEAD || p->row[i].role == ROW_GONE ||
			i == from ||
			(p->row[from].role != ROW_HEAD &&
				p->row[i].role == ROW_MORE)))
		i++;
	e->body = (uint32_t)i;
	for (i = from; i < e->body && !e->dated; i++)
		if (parse_is_dated(&p->row[i])) {
			e->dated = true;
			e->when = p->row[i].when->when;
			e->when_row = (uint32_t)i;
			if (i + 1 < e->body && is_end_of(&p->row[i + 1])) {
				e->when.to = p->row[i + 1].when->when.to;
				e->when.single = false;
			}
		}
}

/* ---- heads of several lines --------------------------------------------- */

/* The words of the next row go to the end of a head that had no room. */
static void append(struct parse *p, struct row *r, struct row *next)
{
	struct cell *c = (struct cell *)(uintptr_t)parse_text_cell(r),
		    *more = &next->cell[0];
	size_t count = c->count + more->count;
	struct intake_word *words = arena_bytes(p->mem, count * sizeof(*words));
	struct str *last;

	memcpy(words, c->at, c->count * sizeof(*words));
	memcpy(words + c->count, more->at, more->count * sizeof(*words));
	last = &words[c->count - 1].text;
	if (last->len > 2 && last->at[last->len - 1] == '-') {
		if (more->text.at[0] >= 'a' && more->text.at[0] <= 'z')
			last->len--;
		words[c->count].flags |= INTAKE_GLUED;
	}
	*c = parse_cell(p, words, count);
	next->role = ROW_GONE;
	next->taken = true;
}

/* A school below a degree is no more of it, whatever room there was; nor is
 * what begins as a degree below a school. */
static bool is_school_of(
	struct parse *p, const struct row *r, const struct row *next)
{
	const unsigned both = LEX_DEGREE | LEX_SCHOOL;
	unsigned above = lexicon_any(&p->own, r->text) & both;
	struct str first = next->cell[0].at[0].text;

	return (above == LEX_DEGREE &&
		       lexicon_any(&p->own, next->text) & LEX_SCHOOL) ||
	       (above == LEX_SCHOOL &&
		       lexicon_word(&p->own, first) & LEX_DEGREE);
}

static void join_heads(struct parse *p, const struct section *s)
{
	for (size_t i = s->from; i + 1 < s->to; i++) {
		struct row *r = &p->row[i], *next = r + 1;
		struct span *when = r->when;

		if (r->role != ROW_HEAD || next->role != ROW_HEAD ||
			next->count > 1 || next->when || next->item ||
			next->says || is_school_of(p, r, next) ||
			fabsf(next->size - r->size) > 0.05f * r->size ||
			fabsf(next->x0 - parse_text_cell(r)->x0) > 14 ||
			((parse_text_cell(r)->flags ^ next->flags) &
				(INTAKE_BOLD | INTAKE_ITALIC)) ||
			!parse_wraps(p, i))
			continue;
		append(p, r, next);
		parse_row_measure(p, r);
		r->when = when;
	}
}

/* ---- roles at one employer ---------------------------------------------- */

static int months(struct resume_date d, int none)
{
	return d.year ? 12 * d.year + (d.month ? d.month : none) : 0;
}

static bool holds(const struct entry *e, const struct entry *of)
{
	const struct resume_period *a = &e->when, *b = &of->when;

	return e->dated && of->dated && !a->single && a->from.year &&
	       b->from.year && months(b->from, 12) >= months(a->from, 1) &&
	       (a->open || (!b->open && months(b->to, 1) <= months(a->to, 12)));
}

/* An entry without bullets whose time holds that of the next ones. */
static void find_employers(struct parse *p, struct entries *all)
{
	for (size_t i = 0; i + 1 < all->count; i++) {
		struct entry *e = &all->at[i];
		bool body = e->to - e->body > 3;

		for (size_t r = e->body; r < e->to; r++)
			body |= p->row[r].role == ROW_BULLET;
		if (body || e->role || !holds(e, &all->at[i + 1]))
			continue;
		e->employer = true;
		for (size_t k = i + 1; k < all->count && holds(e, &all->at[k]);
			k++)
			all->at[k].role = true;
	}
}

static size_t head_rows(const struct parse *p, const struct entry *e)
{
	size_t n = 0;

	for (size_t i = e->from; i < e->body; i++)
		n += p->row[i].role != ROW_GONE;
	return n;
}

/* "Title, dates" behind one that names an employer in a row of its own. */
static void find_roles(struct parse *p, struct entries *all)
{
	bool named = false;

	for (size_t i = 0; i < all->count; i++) {
		struct entry *e = &all->at[i];

		if (head_rows(p, e) > 1)
			named = true;
		else if (named && e->dated && e->atoms == 1)
			e->role = true;
	}
}

/* ---- schools among jobs ------------------------------------------------- */

/* Where no heading says where schools begin, or it could not be read. */
static bool are_schools_elsewhere(const struct parse *p)
{
	for (size_t i = 1; i < p->sections; i++)
		if (p->section[i].what == RESUME_EDUCATION)
			return true;
	return false;
}

static unsigned says(struct parse *p, const struct entry *e)
{
	unsigned any = 0;

	for (size_t i = e->from; i < e->body; i++)
		any |= lexicon_any(&p->own, p->row[i].text);
	return any & (LEX_DEGREE | LEX_SCHOOL | LEX_TITLE);
}

/* The first with a degree and a school: one that has no title is sure, and
 * those right before it may have words of titles. */
static size_t first_school(struct parse *p, const struct entries *all)
{
	const unsigned both = LEX_DEGREE | LEX_SCHOOL;
	size_t i = 0;

	while (i < all->count && says(p, &all->at[i]) != both)
		i++;
	while (i < all->count && i && (says(p, &all->at[i - 1]) & both) == both)
		i--;
	return i;
}

/* What stands behind it has a degree or a school, or is a job again. */
static void part_schools(
	struct parse *p, struct entries *all, struct entries *schools)
{
	size_t first = first_school(p, all), n = first;

	schools->at = ARENA_LIST(&schools->own, struct entry, all->count + 1);
	for (size_t i = first; i < all->count; i++)
		if (says(p, &all->at[i]) & (LEX_DEGREE | LEX_SCHOOL))
			schools->at[schools->count++] = all->at[i];
		else
			all->at[n++] = all->at[i];
	all->count = n;
}

/* ---- all of them -------------------------------------------------------- */

static void read_entries(struct parse *p, struct entries *all)
{
	if (all->what == RESUME_WORK || all->what == RESUME_VOLUNTEER) {
		find_employers(p, all);
		parse_atoms(p, all);
		find_roles(p, all);
	} else {
		parse_atoms(p, all);
	}
	parse_slots(all);
	parse_fill(p, all);
}

void parse_entries(struct parse *p, const struct section *s)
{
	struct heads h = { .p = p, .s = s };
	struct entries all = { .what = s->what },
		       schools = { .what = RESUME_EDUCATION };

	parse_roles(p, s);
	join_heads(p, s);
	h.start = ARENA_LIST(&all.own, size_t, s->to - s->from + 1);
	find_heads(&h);
	if (s->continues)
		parse_fill_more(
			p, s->what, s->from, h.count ? h.start[0] : s->to);
	all.at = ARENA_LIST(&all.own, struct entry, h.count + 1);
	for (size_t i = 0; i < h.count; i++)
		make(p, &all.at[all.count++], h.start[i],
			i + 1 < h.count ? h.start[i + 1] : s->to);
	if (s->what == RESUME_WORK && !are_schools_elsewhere(p))
		part_schools(p, &all, &schools);
	read_entries(p, &all);
	read_entries(p, &schools);
	arena_free(&all.own);
	arena_free(&schools.own);
}
