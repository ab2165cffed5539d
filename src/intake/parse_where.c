/*
 * intake/parse_where.c - where somebody lives: what a label says is an address,
 * what the lexicon knows as a place, or what is left among the rows that say
 * how to reach them. Looks nothing up; the parts of an address are
 * parse_address.c's.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

#include <math.h>

enum {
	PLACE_WORDS = 12,
	NUMBER_DIGITS = 6 /* fewer are no telephone's */
};

struct guess {
	struct str text;
	float worth;
	size_t row;
};

#define LEAST 0.35f /* what a guess has to be worth */
#define SURE 0.8f   /* no label says it better */

/* ---- labels ------------------------------------------------------------- */

static struct str label_of(struct person *o, struct str s)
{
	return parse_trim(resume_fold(&o->p->own, s), "", " :.|");
}

static bool says_place(struct person *o, struct str s)
{
	static const char *const words[] = { "address", "location", "city",
		"region", "adresse", "anschrift", "wohnort", "ort", "lieu",
		"ville", "direccion", "ubicacion", "ciudad", "indirizzo",
		"residenza", "citta", "morada", "endereco", "cidade", "adres",
		"woonplaats", "plaats", "localizacao", "standort", "地址",
		"住址", "现居地", "居住地", "所在地", "住所", "現住所", "주소",
		"العنوان", "адрес" };

	return parse_is_one_of(label_of(o, s), words, LENGTH(words));
}

/* Words before what says how to reach somebody. */
bool parse_says_reach(struct person *o, struct str s)
{
	static const char *const words[] = { "email", "e-mail", "mail", "phone",
		"telephone", "tel", "mobile", "cell", "website", "web", "url",
		"telefon", "telefonnummer", "telefono", "telefone", "courriel",
		"portfolio", "homepage", "linkedin", "github", "fax", "skype" };

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

bool parse_says_where(struct person *o, size_t row)
{
	const struct cell *c = &o->p->row[row].cell[0];
	struct str first = c->at[0].text;

	return c->count > 1 && first.at[first.len - 1] == ':' &&
	       says_place(o, first);
}

/* ---- what the lexicon knows --------------------------------------------- */

static size_t phone_digits(struct str word)
{
	size_t digits = 0;

	return parse_is_phone_word(parse_bare(word), &digits) ? digits : 0;
}

/* "(81)": what goes on behind it is no postal code. */
static bool is_of_phone(struct str word)
{
	return phone_digits(word) && strchr("+(", word.at[0]);
}

/* Does a word say how to reach somebody? */
static bool is_contact_word(const struct cell *c, size_t i)
{
	struct str word = c->at[i].text;
	bool postal = parse_is_postal(parse_bare(word)) &&
		      !(i && is_of_phone(c->at[i - 1].text));

	return parse_has(word, '@') || resume_url_is(parse_bare(word)) ||
	       (word.at[0] == '+' && phone_digits(word)) ||
	       (phone_digits(word) >= NUMBER_DIGITS && !postal);
}

static bool is_between(struct str word)
{
	static const char *const marks[] = { "|", "•", "·", "⋄", "●", "∙", "⋅",
		"//", "/", "◦", "▪", "–", "—", "-" };

	return parse_is_one_of(word, marks, LENGTH(marks));
}

static bool is_dash(struct str word)
{
	return str_is(word, "–") || str_is(word, "—") || str_is(word, "-");
}

static void guess(struct person *o, size_t row, struct str s, bool labelled,
	struct guess *best)
{
	float worth = lexicon_place(&o->p->own, s);

	if (labelled)
		worth = fmaxf(worth + 0.3f, LEAST + 0.05f);
	if (!s.len || str_eq(s, o->to->name) || !(worth > best->worth))
		return;
	*best = (struct guess){ s, worth, row };
}

/* The words of a cell between marks, labels and addresses of other kinds. */
struct run {
	size_t from, to;
	bool dash; /* stands behind it */
};

/* "Belo Horizonte/MG": a city and the code of its state. */
static struct str with_comma(struct person *o, struct str s)
{
	size_t i = s.len - 3;

	return s.len > 6 && s.at[i] == '/' && s.at[i + 1] >= 'A' &&
			       s.at[i + 1] <= 'Z' && s.at[i + 2] >= 'A' &&
			       s.at[i + 2] <= 'Z'
		       ? str_fmt(o->p->mem, "%.*s, %.*s", (int)i, s.at, 2,
				 s.at + i + 1)
		       : s;
}

static struct str run_text(
	struct person *o, const struct cell *c, size_t from, size_t to)
{
	if (from >= to || to - from > PLACE_WORDS)
		return STR_NONE;
	return with_comma(
		o, parse_trim(parse_words_text(o->p, c->at + from, to - from),
			   " ,;|([", " ,;|)]."));
}

static struct run next_run(const struct cell *c, size_t from)
{
	struct run r = { .from = from, .to = from };

	for (; r.to < c->count; r.to++) {
		struct str w = c->at[r.to].text;

		if (w.at[w.len - 1] == ':' || is_between(w) ||
			is_contact_word(c, r.to))
			break;
	}
	r.dash = r.to < c->count && is_dash(c->at[r.to].text);
	return r;
}

/* "12 Elm Street – 32911 Columbus – Ohio": as with commas, all of it known. */
static void guess_dashed(struct person *o, const struct cell *c, size_t row,
	size_t from, size_t to, struct guess *best)
{
	struct str s = run_text(o, c, from, to), commas;
	struct buf b;

	if (!s.len)
		return;
	buf_init(&b, &o->p->own, 4 * s.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = from; i < to; i++) {
		if (is_dash(c->at[i].text))
			buf_addc(&b, ',');
		else
			buf_addf(&b, "%s%.*s", i > from ? " " : "",
				STR_ARG(c->at[i].text));
	}
	commas = with_comma(o, buf_str(&b));
	if (lexicon_place(&o->p->own, commas) > SURE) {
		guess(o, row, commas, false, best);
		if (best->text.at == commas.at)
			best->text = s;
	}
}

/* "Nationality: Portugal" tells of no home. */
static bool says_other(struct person *o, const struct cell *c, size_t word)
{
	static const char others[] =
		"citizenship nationality citizen birth birthplace visa born "
		"staatsangehorigkeit nationalitat geburtsort nationalite "
		"naissance nacionalidad nacimiento cittadinanza nazionalita "
		"nascita nacionalidade nascimento naturalidade nationaliteit "
		"geboorteplaats obywatelstwo narodowosc";
	size_t from = word > 3 ? word - 3 : 0;

	for (size_t i = from; i <= word; i++)
		if (parse_is_listed(label_of(o, c->at[i].text), others))
			return true;
	return false;
}

static void guess_cell(
	struct person *o, const struct cell *c, size_t row, struct guess *best)
{
	size_t dashed = 0; /* where runs began that dashes part */
	bool labelled = false, other = false;

	for (size_t from = 0; from < c->count;) {
		struct run r = next_run(c, from);
		size_t to = r.to;
		bool colon = to < c->count && !is_between(c->at[to].text) &&
			     !is_contact_word(c, to);

		if (!other)
			guess(o, row, run_text(o, c, from, to), labelled, best);
		/* "Lyon, France Lives in:" */
		if (colon && to > from + 1)
			guess(o, row, run_text(o, c, from, to - 1), labelled,
				best);
		if (!r.dash) {
			if (dashed < from)
				guess_dashed(o, c, row, dashed, to, best);
			dashed = to + 1;
		}
		labelled = colon && says_place(o, c->at[to].text);
		other = colon && says_other(o, c, to);
		from = to + 1;
	}
}

/* ---- an address in several rows ----------------------------------------- */

static bool goes_on(const struct parse *p, size_t row, size_t section_to)
{
	const struct row *r = &p->row[row], *next = r + 1;

	return row + 1 < section_to && next->count == 1 && r->count == 1 &&
	       next->gap < 1.9f * r->size &&
	       fabsf(next->size - r->size) < 0.5f && !next->when;
}

static bool could_be_street(struct person *o, size_t row)
{
	const struct cell *c = &o->p->row[row].cell[0];

	return c->count > 1 && c->count <= 6 && parse_has_digit(c->text) &&
	       !parse_is_contact(o, row) && !parse_has(c->text, ':') &&
	       !(lexicon_any(&o->p->own, c->text) & LEX_TITLE);
}

/* Does the row name such a place, and nothing else? */
static bool names(struct person *o, size_t row, unsigned mark)
{
	struct str s = parse_trim(o->p->row[row].text, "", " ,");

	return (lexicon_find(resume_fold(&o->p->own, s)) & mark) != 0;
}

/* The words of another row go before it, or behind it. */
static void join_rows(
	struct person *o, struct guess *best, size_t row, bool before)
{
	struct str other = parse_trim(o->p->row[row].text, "", " ,"),
		   first = before ? other : best->text,
		   second = before ? best->text : other;

	best->text = str_fmt(
		o->p->mem, "%.*s, %.*s", STR_ARG(first), STR_ARG(second));
	best->row = before ? row : best->row;
	o->p->row[row].taken = true;
}

/* "Denver" above "Colorado", "Elm Street 12" above "Leeds, UK". */
static void widen(struct person *o, const struct section *s, struct guess *best)
{
	struct parse *p = o->p;
	size_t row = best->row;

	if (!str_eq(parse_trim(p->row[row].text, "", " ,"), best->text))
		return;
	if (names(o, row, LEX_CITY) && goes_on(p, row, s->to) &&
		names(o, row + 1, LEX_COUNTRY))
		join_rows(o, best, row + 1, false);
	else if (names(o, row, LEX_COUNTRY) && row > s->from &&
		 goes_on(p, row - 1, s->to) && names(o, row - 1, LEX_CITY))
		join_rows(o, best, row - 1, true);
	row = best->row;
	if (row > s->from && goes_on(p, row - 1, s->to) &&
		could_be_street(o, row - 1))
		join_rows(o, best, row - 1, true);
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
	       !parse_has(s, '/') && !parse_network(s) &&
	       !parse_says_reach(o, s) && !str_eq(s, o->to->name) &&
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
			return parse_trim(c->text, " |", " |");
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

/* How to reach somebody may stand in the foot of the last page, too. */
static bool says_reach(const struct section *s, const struct cell *c)
{
	return s->person || parse_has(c->text, '@');
}

void parse_place(struct person *o)
{
	struct parse *p = o->p;
	struct guess best = { .worth = LEAST };
	const struct section *in = NULL;
	struct str labelled = STR_NONE;

	for (size_t i = 0; i < p->sections; i++) {
		const struct section *s = &p->section[i];
		struct cells all = parse_cells(p, s->from, s->to);
		const struct cell *c;
		float was = best.worth;

		while ((c = parse_cells_next(&all)))
			if (says_reach(s, c))
				guess_cell(o, c, all.row, &best);
		if (best.worth > was)
			in = s;
	}
	if (best.worth < SURE)
		labelled = labelled_place(o);
	if (labelled.len)
		best.text = labelled;
	else if (in)
		widen(o, in, &best);
	if (!best.text.len)
		best.text = remaining_piece(o);
	if (best.text.len)
		parse_address(p, best.text, &o->to->location);
}
