/*
 * intake/parse_sections.c - which rows are headings, and of what. A heading is
 * known by its words, by how it looks among the others, or by both.
 */
#include "intake/parse_int.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

#include <math.h>

enum { PERSON_ROWS = 14, LISTS_MOST = 12, LABEL_BYTES = 30 };
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

/* "mews EDUCATION": OCR read a line or a sign before it as a word. */
static int behind_dirt(struct parse *p, const struct row *r)
{
	const struct cell *c = &r->cell[0];
	struct str rest;

	if (c->count < 2 || c->at[0].text.len > 5)
		return RESUME_NO_HEADING;
	rest = parse_words_text(p, c->at + 1, c->count - 1);
	return parse_is_caps(rest) ? parse_heading(p, rest) : RESUME_NO_HEADING;
}

static void judge(struct parse *p, struct candidate *c, size_t i)
{
	const struct row *r = &p->row[i];

	*c = (struct candidate){ .what = RESUME_NO_HEADING,
		.look = look_of(r) };
	if (!could_be(r))
		return;
	c->what = parse_heading(p, r->text);
	if (c->what == RESUME_NO_HEADING && 2 * p->read > p->count)
		c->what = behind_dirt(p, r);
	if (c->what == RESUME_NO_HEADING && stands_out(p, &c->look) >= 2) {
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

/* An address of some kind, and little else. */
static bool is_contact(struct parse *p, const struct row *r)
{
	size_t digits = 0;

	if (r->when || r->item || r->cell[0].count > 8)
		return false;
	for (size_t i = 0; i < r->text.len; i++)
		digits += r->text.at[i] >= '0' && r->text.at[i] <= '9';
	return parse_has(r->text, '@') || digits > 6 ||
	       resume_url_is(r->cell[0].at[0].text) ||
	       lexicon_place(&p->own, r->text) > 0.5f;
}

/* Addresses under the last section: a foot of the document. */
static bool begins_contact(struct parse *p, size_t row)
{
	const struct section *now = &p->section[p->sections - 1];
	bool mail = false;

	if (now->about || now->what == RESUME_CONTACT ||
		now->what == RESUME_PROFILES ||
		now->what == RESUME_REFERENCES || now->what == RESUME_SUMMARY ||
		now->what == RESUME_NO_HEADING ||
		p->row[row].gap < 1.15f * p->pitch ||
		p->row[row].role != ROW_HEAD)
		return false;
	for (size_t i = row; i < p->count && i < row + 6; i++) {
		if (!is_contact(p, &p->row[i]))
			return mail && i > row + 1;
		mail |= memchr(p->row[i].text.at, '@', p->row[i].text.len) !=
			NULL;
	}
	return mail;
}

/* What somebody did may stand under no heading at all. */
static void find_work(struct parse *p)
{
	struct section *s = &p->section[0];
	size_t at;

	for (size_t i = 0; i < p->sections; i++)
		if (p->section[i].what == RESUME_WORK)
			return;
	for (at = s->from; at < s->to; at++)
		if (parse_is_dated(&p->row[at]) &&
			!p->row[at].when->when.single)
			break;
	if (at == s->to || at == s->from)
		return;
	memmove(s + 2, s + 1, (p->sections - 1) * sizeof(*s));
	p->sections++;
	s[1] = (struct section){ .what = RESUME_WORK,
		.head = NO_ROW,
		.from = (uint32_t)at,
		.to = s->to };
	s->to = (uint32_t)at;
}

/* "Tools: Jira, Git" */
static bool is_listing(const struct row *r)
{
	const char *colon = memchr(r->text.at, ':', r->text.len);
	size_t label = colon ? (size_t)(colon - r->text.at) : 0;

	return label && label <= LABEL_BYTES && label + 1 < r->text.len &&
	       colon[1] == ' ' && !r->item && !r->when &&
	       memchr(colon, ',', r->text.len - label) &&
	       r->text.at[r->text.len - 1] != '.';
}

/* What somebody can do may stand at the end, under no heading at all. */
static void find_lists(struct parse *p)
{
	struct section *s = &p->section[p->sections - 1];
	uint32_t from = s->to, known = 0;

	if (s->head != NO_ROW || s->about)
		return;
	while (from > s->from + 1 && from + LISTS_MOST > s->to) {
		const struct row *r = &p->row[from - 1];

		/* or what had no room in the row above */
		if (!is_listing(r) && !is_listing(r - 1))
			break;
		known += is_listing(r);
		from--;
	}
	while (from < s->to && !is_listing(&p->row[from]))
		from++;
	if (known < 2)
		return;
	begin(p, RESUME_SKILLS, STR_NONE, NO_ROW, from);
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

void parse_sections(struct parse *p)
{
	struct candidate *c;
	struct look usual = { 0 };
	bool alike, tell;

	parse_forms(p);
	parse_sides(p);
	parse_margins(p);
	parse_dates(p);
	c = ARENA_LIST(&p->own, struct candidate, p->count + 1);
	p->section = ARENA_LIST(p->mem, struct section, 2 * p->count + 2);
	for (size_t i = 0; i < p->count; i++)
		judge(p, &c[i], i);
	believe_words(p, c);
	alike = 2 * p->read <= p->count && usual_look(p, c, p->count, &usual);
	tell = alike && tells(p, c, p->count, &usual);
	if (!tell && 2 * p->read <= p->count && strong_look(p, c, &usual))
		tell = alike = true;
	begin(p, RESUME_NO_HEADING, STR_NONE, NO_ROW, 0)->about = true;
	for (size_t i = 0; i < p->count; i++) {
		const struct section *now = &p->section[p->sections - 1];
		bool other,
			known = c[i].weak
					? alike && !p->row[i].item &&
						  same_look(&c[i].look, &usual)
					: c[i].sure &&
						  (!alike ||
							  fits(p, &c[i],
								  &p->row[i],
								  &usual) ||
							  stands_apart(p, c, i,
								  &usual));

		/* a title that is called like its section */
		if (known && alike && c[i].what == now->what &&
			!same_look(&c[i].look, &usual))
			known = false;
		other = !known && tell && i > 1 && !is_of_entry(p, i) &&
			could_be(&p->row[i]) && !p->row[i].item &&
			same_look(&c[i].look, &usual) &&
			!begins_with_label(p, c, &usual);

		if (known || other)
			begin(p, c[i].what, parse_heading_text(p->row[i].text),
				i, i + 1);
		else if (begins_part(p, i))
			begin_part(p, c, i);
		else if (begins_contact(p, i))
			begin(p, RESUME_NO_HEADING, STR_NONE, NO_ROW, i)
				->about = true;
	}
	find_work(p);
	find_lists(p);
	parse_guess(p);
}
