/*
 * intake/parse_sections.c - which rows are headings, and of what. A heading is
 * known by its words, by how it looks among the others, or by both.
 */
#include "intake/parse_int.h"

#include "intake/parse_text.h"

#include <math.h>

enum { PERSON_ROWS = 14, READ_WORDS = 4, DIRT_BYTES = 5 };
enum { LOOKS_MOST = 4 };   /* of headings, in one document */
enum { STRONG_MOST = 14 }; /* headings that are told by their look */

/* ---- looks -------------------------------------------------------------- */

/* How a heading looks; rows of the same look are of the same rank. */
struct look {
	float size;
	unsigned flags;
	uint8_t level; /* a style's */
};

static struct look look_of(const struct row *r)
{
	/* small capitals begin with a larger one, where words begin large */
	return (struct look){ fmaxf(r->cell[0].size, r->cell[0].at[0].size),
		r->cell[0].flags & (INTAKE_BOLD | INTAKE_ITALIC | CELL_CAPS),
		r->heading };
}

static bool same_look(const struct look *a, const struct look *b)
{
	return fabsf(a->size - b->size) < 0.26f && a->flags == b->flags &&
	       a->level == b->level;
}

/* How much it stands out of the text; 0: it does not. */
static int stands_out(const struct parse *p, const struct look *l)
{
	int n = 0;

	if (l->size > 1.08f * p->size)
		n += l->size > 1.25f * p->size ? 3 : 2;
	if (l->flags & INTAKE_BOLD)
		n += 2;
	if (l->flags & CELL_CAPS)
		n += 2;
	return n + 4 * (l->level > 0);
}

/* ---- candidates --------------------------------------------------------- */

struct candidate {
	int what; /* RESUME_NO_HEADING: its words are not known */
	struct look look;
	bool sure;
	bool weak; /* one of its words says so, and only its look can prove it
		    */
};

static bool could_be(const struct row *r)
{
	return r->count == 1 && !r->when && !r->says &&
	       r->text.len <= HEADING_BYTES &&
	       r->cell[0].count <= HEADING_WORDS &&
	       r->text.at[r->text.len - 1] != ',' &&
	       r->text.at[r->text.len - 1] != '.' && !parse_has(r->text, '@');
}

/* A heading as OCR reads it: "mews EDUCATION", with a line or a sign before it
 * as a word, or a cell; "Fd cation" alone in its row; or both. */
static int as_read(struct parse *p, const struct row *r)
{
	const struct cell *c = &r->cell[0], *last = &r->cell[r->count - 1];
	bool dirt =
		c->at[0].text.len <= DIRT_BYTES && !r->when &&
		(r->count == 1 ? c->count > 1 : r->count == 2 && c->count == 1);
	struct str rest = r->count == 2 ? last->text : STR_NONE;
	int what = RESUME_NO_HEADING;

	if (r->count == 1 && dirt)
		rest = parse_words_text(p, c->at + 1, c->count - 1);
	if (dirt && (parse_is_caps(rest) || r->count == 2))
		what = parse_heading(p, rest);
	if (what != RESUME_NO_HEADING || (!dirt && r->count > 1) ||
		last->count > READ_WORDS || r->gap < 1.2f * p->pitch ||
		parse_has_digit(r->text))
		return what;
	if (r->count == 1)
		what = parse_heading_misread(p, r->text);
	return what == RESUME_NO_HEADING && dirt && !parse_begins_small(rest)
		       ? parse_heading_misread(p, rest)
		       : what;
}

static void judge(struct parse *p, struct candidate *c, size_t i)
{
	const struct row *r = &p->row[i];
	bool could = could_be(r);

	*c = (struct candidate){ .what = RESUME_NO_HEADING,
		.look = look_of(r) };
	if (r->names || r->opens || r->behind || r->deeds)
		return;
	if (could)
		c->what = parse_heading(p, r->text);
	if (c->what == RESUME_NO_HEADING && 2 * p->read > p->count &&
		r->text.len <= HEADING_BYTES && !r->says)
		c->what = as_read(p, r);
	if (could && c->what == RESUME_NO_HEADING &&
		stands_out(p, &c->look) >= 2) {
		c->what = parse_heading_kind(p, r->text);
		c->weak = c->what != RESUME_NO_HEADING;
	}
	c->sure = c->what != RESUME_NO_HEADING && !r->item && !c->weak &&
		  (stands_out(p, &c->look) > 0 || r->gap > 1.45f * p->pitch);
}

/* The look that most sure headings have. */
static bool usual_look(const struct parse *p, const struct candidate *at,
	size_t count, struct look *out)
{
	int best = 0;

	for (size_t i = 0; i < count; i++) {
		int known = 0, all = 0;
		bool first[RESUME_NO_HEADING + 1] = { false };

		if (!at[i].sure || !stands_out(p, &at[i].look))
			continue;
		for (size_t k = 0; k < count; k++) {
			if (!same_look(&at[k].look, &at[i].look))
				continue;
			all++;
			/* a heading of a kind counts once */
			if (at[k].sure && !first[at[k].what]) {
				first[at[k].what] = true;
				known++;
			}
		}
		known = 4 * known + stands_out(p, &at[i].look) -
			(all > 6 * known ? 4 : 0);
		if (known > best) {
			best = known;
			*out = at[i].look;
		}
	}
	return best >= 8;
}

/* With one known heading or none: large type that a few short rows have, none
 * of them next to another, is that of headings all the same. */
static bool strong_look(
	const struct parse *p, const struct candidate *at, struct look *out)
{
	size_t known = 0;

	for (size_t i = 0; i < p->count; i++)
		known += at[i].sure;
	for (size_t i = 0; i < p->count && known < 2; i++) {
		size_t all = 0, k;

		if (!at[i].sure || at[i].look.size < 1.25f * p->size)
			continue;
		for (k = 0; k < p->count; k++) {
			if (!same_look(&at[k].look, &at[i].look))
				continue;
			if (!could_be(&p->row[k]) || p->row[k].item ||
				(k && same_look(&at[k - 1].look, &at[i].look)))
				break;
			all++;
		}
		if (k == p->count && all >= 3 && all <= STRONG_MOST) {
			*out = at[i].look;
			return true;
		}
	}
	return false;
}

/* Is an unknown row of that look a heading too? Where most such rows are. */
static bool tells(const struct parse *p, const struct candidate *at,
	size_t count, const struct look *usual)
{
	size_t known = 0, all = 0;
	bool begun = false;

	for (size_t i = 0; i < count; i++) {
		begun |= at[i].sure;
		if (!begun || !could_be(&p->row[i]) ||
			!same_look(&at[i].look, usual))
			continue;
		all++;
		known += at[i].sure;
	}
	return known >= 2 && 2 * known >= all;
}

/* The looks of rows that are headings, whatever they say: a side column and the
 * text beside it may have one each. */
struct looks {
	struct look at[LOOKS_MOST + 1];
	size_t count;
};

static bool has_look(const struct looks *l, const struct look *look)
{
	for (size_t i = 0; i < l->count; i++)
		if (same_look(&l->at[i], look))
			return true;
	return false;
}

/* Those of no smaller type than the usual one, where most rows that have
 * it are headings that are known. */
static struct looks looks_too(const struct parse *p, const struct candidate *at,
	const struct look *usual)
{
	struct looks seen = { 0 }, out = { 0 };

	for (size_t i = 0; i < p->count && seen.count < LOOKS_MOST; i++) {
		const struct look *look = &at[i].look;

		if (!at[i].sure || look->size <= 1.25f * p->size ||
			look->size < usual->size - 0.26f ||
			has_look(&seen, look))
			continue;
		seen.at[seen.count++] = *look;
		if (tells(p, at, p->count, look))
			out.at[out.count++] = *look;
	}
	return out;
}

/* Headings of less than the usual look are words of a text, mostly. */
static bool fits(const struct parse *p, const struct candidate *c,
	const struct row *r, const struct look *usual)
{
	if (same_look(&c->look, usual))
		return true;
	if (stands_out(p, &c->look) + 1 >= stands_out(p, usual) ||
		stands_out(p, &c->look) >= 4 ||
		(stands_out(p, &c->look) >= 2 && r->gap > 1.6f * p->pitch))
		return true;
	return c->look.size >= usual->size - 0.26f &&
	       r->gap > 1.3f * p->pitch && !(usual->level && !c->look.level);
}

static struct section *begin(
	struct parse *p, int what, struct str title, size_t head, size_t from)
{
	struct section *s = &p->section[p->sections++];

	if (s > p->section)
		s[-1].to = (uint32_t)(head == NO_ROW ? from : head);
	*s = (struct section){ .what = what,
		.title = title,
		.head = (uint32_t)head,
		.from = (uint32_t)from,
		.to = (uint32_t)p->count };
	return s;
}

/* ---- columns ------------------------------------------------------------ */

static bool begins_part(const struct parse *p, size_t i)
{
	return i && (p->row[i].page != p->row[i - 1].page ||
			    p->row[i].column != p->row[i - 1].column);
}

/* Does what stands here, up to the next heading, tell of the person? */
static bool tells_person(
	const struct parse *p, const struct candidate *c, size_t from)
{
	for (size_t i = from; i < p->count && i < from + PERSON_ROWS; i++) {
		const struct row *r = &p->row[i];

		if (c[i].sure || (i > from && begins_part(p, i)))
			return false;
		if (parse_has(r->text, '@') || r->cell[0].size > 1.5f * p->size)
			return true;
	}
	return false;
}

/* The last section of the part above this one, on an earlier page. */
static const struct section *section_above(const struct parse *p, size_t row)
{
	float x = p->row[row].x0;

	for (size_t i = row; i < p->count && !(i > row && begins_part(p, i));
		i++)
		x = fminf(x, p->row[i].x0);
	for (size_t k = p->sections; k-- > 0;) {
		const struct section *s = &p->section[k];
		const struct row *r =
			&p->row[s->head == NO_ROW ? s->from : s->head];

		if (!s->about && fabsf(r->x0 - x) < 25 &&
			(r->page < p->row[row].page ||
				r->column != p->row[row - 1].column))
			return s;
	}
	return NULL;
}

static int column_of(const struct parse *p, const struct section *s)
{
	const struct row *r = &p->row[s->head == NO_ROW ? s->from : s->head];

	return (int)r->page * 1000 + r->column;
}

static void begin_part(struct parse *p, const struct candidate *c, size_t i)
{
	const struct section *above;
	struct section was;

	if (!p->row[i].page && tells_person(p, c, i)) {
		begin(p, RESUME_NO_HEADING, STR_NONE, NO_ROW, i)->about = true;
		return;
	}
	above = section_above(p, i);
	/* in one column, what was last goes on */
	if (!above || above == &p->section[p->sections - 1] ||
		column_of(p, above) ==
			column_of(p, &p->section[p->sections - 1]))
		return;
	was = *above;
	begin(p, was.what, was.title, NO_ROW, i)->continues = true;
}

/* ---- the whole ---------------------------------------------------------- */

/* Without headings that stand out, words alone tell them. */
static void believe_words(struct parse *p, struct candidate *c)
{
	size_t sure = 0;

	for (size_t i = 0; i < p->count; i++)
		sure += c[i].sure && stands_out(p, &c[i].look) > 0;
	if (2 * p->read > p->count) /* pictures tell no type */
		sure = 0;
	for (size_t i = 0; i < p->count && sure < 2; i++)
		c[i].sure = c[i].what != RESUME_NO_HEADING && !p->row[i].item;
}

/* A school, a degree, an employer, a title: no heading that is unknown. */
static bool is_of_entry(struct parse *p, size_t i)
{
	return lexicon_any(&p->own, p->row[i].text) &
	       (LEX_SCHOOL | LEX_LEGAL | LEX_DEGREE | LEX_TITLE);
}

/* A heading of the text's own type: with much room above, and of a kind that
 * no other heading has. */
static bool stands_apart(const struct parse *p, const struct candidate *c,
	size_t row, const struct look *usual)
{
	const struct row *r = &p->row[row];

	if (r->gap < 1.9f * p->pitch || r->cell[0].count > 3 ||
		c[row].look.size < p->size - 0.3f)
		return false;
	for (size_t i = 0; i < p->count; i++)
		if (c[i].what == c[row].what && i != row && c[i].sure &&
			same_look(&c[i].look, usual))
			return false;
	return true;
}

/* Does the section begin with a row that looks like a heading and is none that
 * is known? Then others that look so are labels within it, too. */
static bool begins_with_label(const struct parse *p, const struct candidate *c,
	const struct look *usual)
{
	const struct section *now = &p->section[p->sections - 1];

	return now->head != NO_ROW && now->from < p->count &&
	       now->from == now->head + 1 && !c[now->from].sure &&
	       same_look(&c[now->from].look, usual);
}

/* All rows, and how those look that are headings. */
struct headings {
	struct parse *p;
	struct candidate *at;
	struct look usual;
	bool alike; /* there is a usual look */
	bool tell;  /* it tells a heading whose words nobody knows */
	struct looks told;
};

static void look_at_all(struct headings *h)
{
	struct parse *p = h->p;
	bool read = 2 * p->read > p->count;

	for (size_t i = 0; i < p->count; i++)
		judge(p, &h->at[i], i);
	believe_words(p, h->at);
	h->alike = !read && usual_look(p, h->at, p->count, &h->usual);
	h->tell = h->alike && tells(p, h->at, p->count, &h->usual);
	if (h->tell)
		h->told = looks_too(p, h->at, &h->usual);
	else if (!read && strong_look(p, h->at, &h->usual))
		h->tell = h->alike = true;
	if (h->tell && !has_look(&h->told, &h->usual))
		h->told.at[h->told.count++] = h->usual;
}

static bool is_known(const struct headings *h, size_t i)
{
	const struct parse *p = h->p;
	const struct candidate *c = &h->at[i];
	bool usual = same_look(&c->look, &h->usual);

	if (c->weak)
		return h->alike && !p->row[i].item && usual;
	/* a title that is called like its section */
	if (h->alike && !usual && c->what == p->section[p->sections - 1].what)
		return false;
	return c->sure && (!h->alike || fits(p, c, &p->row[i], &h->usual) ||
				  stands_apart(p, h->at, i, &h->usual));
}

static bool is_told(const struct headings *h, size_t i)
{
	return h->tell && i > 1 && !is_of_entry(h->p, i) &&
	       could_be(&h->p->row[i]) && !h->p->row[i].item &&
	       has_look(&h->told, &h->at[i].look) &&
	       !begins_with_label(h->p, h->at, &h->usual);
}

void parse_sections(struct parse *p)
{
	struct headings h = { .p = p };

	parse_forms(p);
	parse_sides(p);
	parse_margins(p);
	parse_dates(p);
	parse_splits(p);
	h.at = ARENA_LIST(&p->own, struct candidate, p->count + 1);
	p->section = ARENA_LIST(p->mem, struct section, 2 * p->count + 2);
	look_at_all(&h);
	begin(p, RESUME_NO_HEADING, STR_NONE, NO_ROW, 0)->about = true;
	for (size_t i = 0; i < p->count; i++) {
		if (p->row[i].names)
			begin(p, p->row[i].names - 1,
				parse_heading_text(p->row[i].text), i, i + 1);
		else if (p->row[i].opens)
			begin(p, p->row[i].opens - 1, STR_NONE, NO_ROW, i);
		else if (is_known(&h, i) || is_told(&h, i))
			begin(p, h.at[i].what,
				parse_heading_text(p->row[i].text), i, i + 1);
		else if (parse_begins_contact(p, i))
			begin(p, RESUME_NO_HEADING, STR_NONE, NO_ROW, i)
				->about = true;
		else if (begins_part(p, i))
			begin_part(p, h.at, i);
	}
	parse_guess(p);
}
