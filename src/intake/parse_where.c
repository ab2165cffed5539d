/*
 * intake/parse_where.c - where somebody lives: what a label says is an address,
 * what the lexicon knows as a place, or what is left among the rows that say
 * how to reach them. Looks nothing up.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

struct guess {
	struct str text;
	float worth;
};

#define LEAST 0.35f /* what a guess has to be worth */
#define SURE 0.8f   /* no label says it better */

/* ---- the parts of an address -------------------------------------------- */

/* "12 Rue X, 69001 Lyon, France": nothing is said in other words, so a country
 * is a code only where it stands as one. */
static void take_place(struct person *o, struct str text)
{
	struct resume_place *to = &o->to->location;
	struct str rest = text, part[8];
	size_t count = 0, city = 0;

	while (rest.len && count < LENGTH(part)) {
		part[count] = str_trim(str_cut(&rest, ','));
		count += part[count].len > 0;
	}
	if (!count)
		return;
	/* a street stands before the city */
	while (city + 1 < count && parse_has_digit(part[city]) &&
		!(lexicon_place(&o->p->own, part[city]) > 0.5f))
		city++;
	if (city)
		to->address = str_of(
			part[0].at, (size_t)(part[city - 1].at +
					     part[city - 1].len - part[0].at));
	to->city = part[city];
	if (city + 1 < count)
		to->region = str_of(part[city + 1].at,
			(size_t)(part[count - 1].at + part[count - 1].len -
				 part[city + 1].at));
}

/* ---- labels ------------------------------------------------------------- */

static struct str label_of(struct person *o, struct str s)
{
	return parse_trim(resume_fold(&o->p->own, s), "", " :.");
}

static bool says_place(struct person *o, struct str s)
{
	static const char *const words[] = { "address", "location", "city",
		"region", "adresse", "anschrift", "wohnort", "ort", "lieu",
		"ville", "direccion", "ubicacion", "ciudad", "indirizzo",
		"residenza", "citta", "morada", "endereco", "cidade", "adres",
		"woonplaats", "plaats", "localizacao", "standort" };

	return parse_is_one_of(label_of(o, s), words, LENGTH(words));
}

/* Words before what says how to reach somebody. */
static bool is_label(struct person *o, struct str s)
{
	static const char *const words[] = { "email", "e-mail", "mail", "phone",
		"telephone", "tel", "mobile", "cell", "website", "web", "url",
		"telefon", "telefono", "telefone", "courriel", "portfolio",
		"homepage", "linkedin", "github", "fax", "skype" };

	return says_place(o, s) ||
	       parse_is_one_of(label_of(o, s), words, LENGTH(words));
}

/* "Address", and in the next cell or row where that is. */
static struct str labelled_place(struct person *o)
{
	const struct section *s = NULL;

	while ((s = parse_next_about(o->p, s)))
		for (size_t i = s->from; i < s->to; i++) {
			const struct row *r = &o->p->row[i];

			if (r->count == 2 && says_place(o, r->cell[0].text))
				return r->cell[1].text;
			if (r->count == 1 && i + 1 < s->to &&
				says_place(o, r->text) && r[1].count == 1)
				return r[1].text;
		}
	return STR_NONE;
}

/* ---- what the lexicon knows --------------------------------------------- */

/* The pieces of a row between bars and dots. */
static struct str next_piece(struct str *rest)
{
	static const char *const marks[] = { " | ", " • ", " · ", " ⋄ ", " ● ",
		" – ", " — ", "|", " ∙ ", " ⋅ ", " // ", " / " };
	size_t at = rest->len, len = 0;
	struct str piece;

	for (size_t k = 0; k < LENGTH(marks); k++) {
		const char *hit =
			memmem(rest->at, rest->len, marks[k], strlen(marks[k]));

		if (hit && (size_t)(hit - rest->at) < at) {
			at = (size_t)(hit - rest->at);
			len = strlen(marks[k]);
		}
	}
	piece = str_trim(str_of(rest->at, at));
	*rest = str_of(rest->at + at + len, rest->len - at - len);
	return piece;
}

/* "Halifax, NS, Canada, 555-0199, a@b.example": up to what is no place. */
static struct str without_contacts(struct str s)
{
	struct str rest = s, out = str_of(s.at, 0);

	if (!parse_has(s, ','))
		return s;
	while (rest.len) {
		struct str part = str_cut(&rest, ',');
		size_t digits = 0;

		for (size_t i = 0; i < part.len; i++)
			digits += part.at[i] >= '0' && part.at[i] <= '9';
		if (parse_has(part, '@') || digits > 6 ||
			resume_url_is(str_trim(part))) {
			if (out.len)
				break;
			out = str_of(rest.at, 0);
			continue;
		}
		out.len = (size_t)(part.at + part.len - out.at);
	}
	return str_trim(out);
}

/* Does a word say how to reach somebody? */
static bool is_contact_word(struct str word)
{
	size_t digits = 0;

	return parse_has(word, '@') || resume_url_is(parse_bare(word)) ||
	       parse_is_phone_word(parse_bare(word), &digits);
}

/* Words between others that say how to reach somebody: "a@b.example  Lyon,
 * France  +33 1 ..." */
static void guess_between(
	struct person *o, const struct cell *c, struct guess *best)
{
	size_t from = 0;

	if (!parse_has(c->text, '@'))
		return;
	for (size_t i = 0; i <= c->count; i++) {
		struct str s;
		float worth;

		if (i < c->count && !is_contact_word(c->at[i].text))
			continue;
		if (i > from && i - from < 6 && i - from < c->count) {
			s = parse_bare(
				parse_words_text(o->p, c->at + from, i - from));
			worth = lexicon_place(&o->p->own, s);
			if (worth > best->worth && worth > 0.55f)
				*best = (struct guess){ s, worth };
		}
		from = i + 1;
	}
}

static void guess_pieces(
	struct person *o, const struct cell *c, struct guess *best)
{
	struct str rest = c->text;

	while (rest.len) {
		struct str piece = next_piece(&rest), s;
		float worth;

		s = str_trim(parse_behind_colon(without_contacts(piece)));
		worth = lexicon_place(&o->p->own, s);
		if (s.at != piece.at && worth > 0)
			worth += 0.3f;
		if (str_eq(s, o->to->name))
			worth = 0;
		if (worth > best->worth)
			*best = (struct guess){ s, worth };
	}
}

/* ---- what is left ------------------------------------------------------- */

static bool begins_upper(struct str s)
{
	return s.at[0] >= 'A' && s.at[0] <= 'Z';
}

/* Words among addresses that are no address, no label, no name or title. */
static bool could_be_place(struct person *o, struct str s)
{
	return begins_upper(s) && !parse_has_digit(s) && !parse_has(s, ':') &&
	       !parse_network(s) && !is_label(o, s) &&
	       !str_eq(s, o->to->name) &&
	       !(lexicon_any(&o->p->own, s) & LEX_TITLE);
}

/* A short row above or below an address, that is none. */
static bool is_beside_contact(
	struct person *o, const struct section *s, size_t i)
{
	struct parse *p = o->p;
	const struct row *r = &p->row[i];

	if (r->count > 1 || r->cell[0].count > 4 || parse_is_contact(o, i) ||
		r->size > 1.3f * p->size || !could_be_place(o, r->text) ||
		str_eq(r->text, o->to->label) ||
		lexicon_heading(&p->own, r->text) != RESUME_NO_HEADING)
		return false;
	return (i > s->from && parse_is_contact(o, i - 1) &&
		       r->gap < 3 * r->size) ||
	       (i + 1 < s->to && parse_is_contact(o, i + 1) &&
		       r[1].gap < 3 * r->size);
}

/* A cell beside those of addresses, that is none. */
static struct str cell_beside_contact(struct person *o, size_t row)
{
	const struct row *r = &o->p->row[row];

	if (r->count < 2 || !parse_is_contact(o, row) ||
		r->size > 1.3f * o->p->size)
		return STR_NONE;
	for (size_t k = 0; k < r->count; k++) {
		const struct cell *c = &r->cell[k];

		if (c->count <= 6 && !c->at[0].url.len &&
			!resume_url_is(c->at[0].text) &&
			!parse_has(c->text, '@') && could_be_place(o, c->text))
			return c->text;
	}
	return STR_NONE;
}

static struct str remaining_piece(struct person *o)
{
	struct parse *p = o->p;
	const struct section *s = NULL;
	struct str found = STR_NONE;

	while ((s = parse_next_about(p, s)))
		for (size_t i = s->from; i < s->to; i++)
			if (is_beside_contact(o, s, i))
				return p->row[i].text;
	for (size_t i = p->section[0].from; i < p->section[0].to && !found.len;
		i++)
		found = cell_beside_contact(o, i);
	return found;
}

void parse_place(struct person *o)
{
	struct parse *p = o->p;
	struct guess best = { .worth = LEAST };
	struct str labelled = STR_NONE;
	const struct section *s = NULL;

	while ((s = parse_next_about(p, s))) {
		struct cells all = parse_cells(p, s->from, s->to);
		const struct cell *c;

		while ((c = parse_cells_next(&all))) {
			guess_between(o, c, &best);
			guess_pieces(o, c, &best);
		}
	}
	if (best.worth < SURE)
		labelled = labelled_place(o);
	if (labelled.len)
		best.text = labelled;
	if (!best.text.len)
		best.text = remaining_piece(o);
	if (best.text.len)
		take_place(o, best.text);
}
