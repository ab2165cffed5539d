/*
 * intake/parse_person.c - who it is about: looks at what stands above the first
 * heading, and at the sections that are about that. Runs the steps of
 * parse_person.h; the headline and the summary are found here.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"

enum {
	LABEL_ROWS = 3,  /* below the name */
	LABEL_WORDS = 4, /* before a name or an address */
	TEXT_BYTES = 1 << 18
};

#define LABEL_GAP 0.8f /* behind a label, in sizes of its type */

/* ---- where to look ------------------------------------------------------ */

static bool tells_person(const struct parse *p, const struct section *s)
{
	if (s->about || s->what == RESUME_CONTACT || s->what == RESUME_PROFILES)
		return true;
	/* "About" with an address under it */
	for (size_t i = s->from; s->what == RESUME_SUMMARY && i < s->to; i++)
		if (p->row[i].cell[0].count < 5 &&
			parse_has(p->row[i].text, '@'))
			return true;
	return false;
}

const struct section *parse_next_about(
	const struct parse *p, const struct section *after)
{
	const struct section *end = p->section + p->sections;

	for (after = after ? after + 1 : p->section; after < end; after++)
		if (after->person)
			return after;
	return NULL;
}

bool parse_is_contact(const struct person *o, size_t row)
{
	struct words all = parse_words(o->p, row, row + 1);
	struct str text = o->p->row[row].text, phone = o->to->phone;
	const struct intake_word *at;

	while ((at = parse_words_next(&all)))
		if (at->url.len || parse_has(at->text, '@'))
			return true;
	return phone.len && memmem(text.at, text.len, phone.at, phone.len);
}

/* ---- labels ------------------------------------------------------------- */

/* The word behind a label that stands off by more than a blank; 0: none. */
static size_t behind_label(struct person *o, const struct row *r)
{
	const struct cell *c = &r->cell[0];

	for (size_t n = 1; r->count == 1 && n < c->count && n <= LABEL_WORDS;
		n++) {
		const struct intake_word *w = &c->at[n];
		struct str label = parse_words_text(o->p, c->at, n);

		if (w->box.x0 - w[-1].box.x1 > LABEL_GAP * w->size)
			return parse_says_name(o->p, label) ||
					       parse_says_reach(o, label)
				       ? n
				       : 0;
	}
	return 0;
}

/* "Nome e cognome   Ana Silva": a label without a colon, near its value. */
static void cut_labels(struct person *o)
{
	const struct section *s = NULL;

	while ((s = parse_next_about(o->p, s)))
		for (size_t i = s->from; i < s->to; i++) {
			size_t word = behind_label(o, &o->p->row[i]);
			struct span *when = o->p->row[i].when;

			if (word && !when)
				parse_cut(o->p, &o->p->row[i], word);
		}
}

/* ---- headline ----------------------------------------------------------- */

/* Where what is said below the name ends: a name may stand behind a margin. */
static size_t label_end(const struct parse *p, size_t from)
{
	const struct section *s = &p->section[0];

	for (size_t i = 1; i < p->sections; i++)
		if (p->section[i].person && p->section[i].from < from &&
			from <= p->section[i].to)
			s = &p->section[i];
	return s->to < from + LABEL_ROWS ? s->to : from + LABEL_ROWS;
}

/* In the name's own row, behind a gap. */
static bool label_beside(struct person *o, size_t name)
{
	const struct row *r = name == SIZE_MAX ? NULL : &o->p->row[name];
	const struct cell *c;

	if (!r || r->count != 2 || r->when || parse_is_contact(o, name))
		return false;
	c = &r->cell[str_eq(r->cell[0].text, o->to->name)];
	if (c->count > 8 || parse_has_digit(c->text) ||
		!(lexicon_any(&o->p->own, c->text) & LEX_TITLE))
		return false;
	o->to->label = c->text;
	parse_note(o->p, c->text, name, name + 1, 0.7f);
	return true;
}

/* "1180 County Road 12", "Lindenallee 27" */
static bool is_street(const struct row *r)
{
	const struct cell *c = &r->cell[0];

	return c->count > 1 &&
	       (parse_has_digit(c->at[0].text) ||
		       parse_has_digit(c->at[c->count - 1].text));
}

/* "29 anos", "34 years old": how old somebody is. */
static bool says_age(struct person *o, const struct row *r)
{
	static const char years[] = "years ans anos anni jahre jaar lat";
	const struct cell *c = &r->cell[0];

	for (size_t i = 1; i < c->count; i++)
		if (parse_has_digit(c->at[i - 1].text) &&
			parse_is_listed(resume_fold(&o->p->own,
						parse_bare(c->at[i].text)),
				years))
			return true;
	return false;
}

/* A telephone's number is no headline. */
static bool says_words(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] | 32) >= 'a' || (unsigned char)s.at[i] >= 0xc3)
			return true;
	return false;
}

static void find_label(struct person *o, size_t name)
{
	struct parse *p = o->p;
	size_t from = name == SIZE_MAX ? 0 : name + 1, to = label_end(p, from);

	if (o->to->label.len || label_beside(o, name))
		return;
	for (size_t i = from; i < to; i++) {
		struct row *r = &p->row[i];
		unsigned any = lexicon_any(&p->own, r->text);

		if (r->taken || r->count > 1 || r->when ||
			!says_words(r->text) || parse_is_contact(o, i) ||
			parse_says_where(o, i) || r->cell[0].count > 14)
			continue;
		if (!(any & LEX_TITLE) &&
			(r->cell[0].count > 8 || name == SIZE_MAX ||
				parse_ends_sentence(r->text)))
			continue;
		if (lexicon_place(&p->own, r->text) > 0.5f ||
			(!(any & LEX_TITLE) &&
				(is_street(r) || says_age(o, r))))
			continue;
		o->to->label = r->text;
		r->taken = true;
		return;
	}
}

/* ---- summary ------------------------------------------------------------ */

/* The row behind the paragraph that begins with this one. */
static size_t paragraph_end(const struct parse *p, size_t from, size_t to)
{
	size_t end = from + 1;

	while (end < to && parse_wraps(p, end - 1))
		end++;
	return end;
}

static void add_paragraphs(
	struct parse *p, struct buf *b, const struct section *s)
{
	size_t end;

	parse_roles(p, s);
	for (size_t i = s->from; i < s->to; i = end) {
		end = paragraph_end(p, i, s->to);
		if (b->len)
			buf_addc(b, '\n');
		buf_add(b, parse_join(p, i, end));
	}
}

/* The texts above all headings: the first, and long ones behind it. */
static void add_above(struct person *o, struct buf *b)
{
	struct parse *p = o->p;
	size_t end, to = p->section[0].to;

	for (size_t i = 0; i < to; i = end) {
		const struct row *r = &p->row[i];
		size_t words = r->cell[0].count;

		end = paragraph_end(p, i, to);
		if (words < 8 || parse_is_contact(o, i) || r->count != 1 ||
			(end - i == 1 && words < 12) ||
			(b->len && (r->taken || !parse_ends_sentence(
							p->row[end - 1].text))))
			continue;
		if (b->len)
			buf_addc(b, '\n');
		buf_add(b, parse_join(p, i, end));
	}
}

static void find_summary(struct person *o)
{
	struct parse *p = o->p;
	struct buf b;

	buf_init(&b, p->mem, TEXT_BYTES);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < p->sections; i++)
		if (p->section[i].what == RESUME_SUMMARY &&
			!p->section[i].person)
			add_paragraphs(p, &b, &p->section[i]);
	add_above(o, &b);
	if (b.len)
		o->to->summary = buf_str(&b);
}

void parse_person(struct parse *p)
{
	struct person o = { .p = p, .to = &p->out->resume.basics };

	for (size_t i = 0; i < p->sections; i++)
		p->section[i].person = tells_person(p, &p->section[i]);
	cut_labels(&o);
	parse_email(&o);
	parse_phone(&o);
	parse_links(&o);
	find_label(&o, parse_name(&o));
	parse_place(&o);
	find_summary(&o);
}
