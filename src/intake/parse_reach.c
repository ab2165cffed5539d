/*
 * intake/parse_reach.c - how to reach somebody: email and telephone. Knows
 * nothing of names, places and links.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

enum {
	LABEL_BYTES = 12,
	PHONE_WORDS = 7,
	PHONE_LEAST = 7,   /* digits */
	PHONE_ENOUGH = 10, /* without the code of a country */
	PHONE_MOST = 15
};

struct str parse_bare(struct str word)
{
	return parse_trim(word, "<([,;|\"'", ">)],;|\"'.:");
}

/* ---- email -------------------------------------------------------------- */

static bool take_email(struct person *o, struct str word)
{
	struct str s = parse_bare(resume_address_plain(parse_bare(word)));
	struct str host = s, local;

	if (!parse_has(s, '@'))
		return false;
	/* "email:a@b.example" */
	for (size_t i = 0; i < s.len && i < LABEL_BYTES; i++)
		if (s.at[i] == ':')
			host = s = str_of(s.at + i + 1, s.len - i - 1);
	if (!resume_email_is(s))
		return false;
	local = str_cut(&host, '@');
	o->to->email = s;
	o->local = resume_fold(&o->p->own, local);
	return true;
}

/* Two parts as one: "ilse@" above "mail.example", where a column had no room,
 * or "brand-" above "vold@mail.example". */
static struct str unbroken(struct person *o, struct str above, struct str below)
{
	const char *at = memchr(above.at, '@', above.len);
	size_t host = at ? above.len - (size_t)(at + 1 - above.at) : 0;

	if (at && !memchr(at, '.', host + 1) && !parse_has(below, '@'))
		return str_fmt(
			o->p->mem, "%.*s%.*s", STR_ARG(above), STR_ARG(below));
	if (!at && above.len > 3 && above.at[above.len - 1] == '-' &&
		above.at[above.len - 2] >= 'a' &&
		above.at[above.len - 2] <= 'z' && below.at[0] >= 'a' &&
		below.at[0] <= 'z' && parse_has(below, '@'))
		return str_fmt(o->p->mem, "%.*s%.*s", (int)above.len - 1,
			above.at, STR_ARG(below));
	return STR_NONE;
}

static bool take_broken(struct person *o, size_t row)
{
	const struct row *r = &o->p->row[row], *next = r + 1;
	const struct cell *c = &r->cell[r->count - 1], *under = &next->cell[0];
	struct str s;

	if (next->page != r->page || next->column != r->column ||
		parse_row_words(r) > 2 || under->count != 1 ||
		next->gap > 2 * r->size)
		return false;
	s = unbroken(o, c->at[c->count - 1].text, under->at[0].text);
	if (!s.len || !take_email(o, s))
		return false;
	parse_note(o->p, o->to->email, row, row + 2, 0.8f);
	return true;
}

/* What stands there is surer than where a link goes to. */
void parse_email(struct person *o)
{
	for (size_t i = 0; i + 1 < o->p->count; i++)
		if (take_broken(o, i))
			return;
	for (int links = 0; links < 2; links++) {
		struct words all = parse_words(o->p, 0, o->p->count);
		const struct intake_word *at;

		while ((at = parse_words_next(&all)))
			if (take_email(o, links ? at->url : at->text)) {
				parse_note(o->p, o->to->email, all.row,
					all.row + 1, 0.98f);
				return;
			}
	}
}

/* ---- telephone ---------------------------------------------------------- */

struct phone {
	struct str text;
	int worth;
	size_t row;
};

bool parse_is_phone_word(struct str s, size_t *digits)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= '0' && c <= '9')
			n++;
		else if (!strchr("+()-./ x", c) && c < 0x80)
			return false;
		else if (c >= 0x80 && c != 0xe2 && c != 0x80 && c != 0x90 &&
			 c != 0x91 && c != 0x93 && c != 0xc2 && c != 0xa0)
			return false;
	}
	*digits += n;
	return n || s.len == 1;
}

/* "Phone: 555-0199": what is behind the label. */
static struct str behind_colon(struct str s)
{
	const char *colon = memchr(s.at, ':', s.len);

	return colon ? str_of(colon + 1, (size_t)(s.at + s.len - colon) - 1)
		     : s;
}

static bool is_period(struct parse *p, struct str s)
{
	struct resume_period when;

	return !parse_has(s, '+') &&
	       resume_period_read(&p->own, parse_trim(s, "(", ")"), &when) &&
	       !when.rest.len && when.from.year > 1950 && when.from.year < 2060;
}

/* ---- postal codes ------------------------------------------------------- */

static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] | 32) >= 'a' && (s.at[i] | 32) <= 'z')
			return true;
	return s.len && (unsigned char)s.at[0] >= 0xc3 &&
	       (unsigned char)s.at[0] != 0xef;
}

/* A postal code has its place beside it: "Austin, TX 78701-1234". */
static bool is_in_address(const struct cell *c, size_t word)
{
	return parse_is_postal(parse_bare(c->at[word].text)) &&
	       ((word && is_word(parse_bare(c->at[word - 1].text))) ||
		       (word + 1 < c->count && is_word(c->at[word + 1].text) &&
			       !parse_has(c->at[word + 1].text, '@')));
}

/* ---- which number ------------------------------------------------------- */

/* What tells a telephone number from others: "+", brackets, a label. */
static int phone_worth(struct str s, size_t digits, bool labelled, bool linked)
{
	int n = 0;

	n += parse_has(s, '+') ? 4 : 0;
	n += parse_has(s, '(') ? 2 : 0;
	n += parse_has(s, '-') || parse_has(s, '.') ? 1 : 0;
	n += digits >= 9 ? 2 : digits >= 8 ? 1 : 0;
	return n + 3 * labelled + 4 * linked;
}

static bool says_phone(struct person *o, struct str before)
{
	static const char *const words[] = { "phone", "tel", "mobile", "cell",
		"mob", "telefon", "telephone", "handy", "movil", "telefono",
		"cellulare", "telefone", "telemovel", "mobiel", "telefoon",
		"portable", "mobil", "call", "telefonnummer", "tlf", "ph",
		"phone number", "cellphone", "smartphone", "gsm", "тел",
		"телефон", "моб", "τηλ", "τηλεφωνο", "κινητο", "הטלפון",
		"טלפון", "נייד", "هاتف", "الهاتف", "جوال", "फोन", "मोबाइल",
		"电话", "手机", "電話", "携帯", "전화", "電話番号", "携帯電話",
		"联系电话", "手机号码", "手机号" };
	struct str f =
		parse_trim(resume_fold(&o->p->own, before), "([", ".:)]#");

	return parse_is_one_of(f, words, LENGTH(words));
}

/* "020 7946 0227 12 Elm Street": the number of a house is none of it. */
static bool is_of_house(
	const struct cell *c, size_t from, size_t word, size_t digits)
{
	struct str s = c->at[word].text;

	return digits >= PHONE_ENOUGH && word + 1 < c->count &&
	       !parse_has(c->at[from].text, '+') &&
	       !strchr(",;|", s.at[s.len - 1]) &&
	       is_word(c->at[word + 1].text) &&
	       !parse_has(c->at[word + 1].text, '@');
}

/* How many words from this one on are one number. */
static size_t phone_words(const struct cell *c, size_t from, size_t *digits)
{
	size_t n = 1;

	for (; from + n < c->count && n < PHONE_WORDS && *digits < 13; n++) {
		const struct intake_word *at = &c->at[from + n];
		struct str last = at[-1].text;

		if (strchr(",;|", last.at[last.len - 1]) ||
			is_of_house(c, from, from + n, *digits) ||
			!parse_is_phone_word(parse_bare(at->text), digits))
			break;
	}
	return n;
}

/* "(+49 30 23125 786)", and not "(030) 23125 786" */
static struct str without_brackets(struct str s)
{
	int depth = 0;

	if (s.len < 2 || s.at[0] != '(' || s.at[s.len - 1] != ')')
		return s;
	for (size_t i = 0; i + 1 < s.len; i++) {
		depth += s.at[i] == '(' ? 1 : s.at[i] == ')' ? -1 : 0;
		if (!depth)
			return s;
	}
	return str_of(s.at + 1, s.len - 2);
}

static void try_phone(struct person *o, const struct cell *c, size_t row,
	bool about, struct phone *best)
{
	size_t n;

	for (size_t i = 0; i < c->count; i += n) {
		const struct intake_word *at = &c->at[i];
		struct str raw = parse_bare(at->text),
			   first = behind_colon(raw), all;
		size_t digits = 0;
		bool labelled;
		int worth;

		n = 1;
		if (!first.len || !parse_is_phone_word(first, &digits) ||
			first.at[0] == '.')
			continue;
		n = phone_words(c, i, &digits);
		all = without_brackets(
			parse_trim(behind_colon(parse_words_text(o->p, at, n)),
				" ,;|./", " ,;|.-/"));
		labelled =
			first.at != raw.at || (i && says_phone(o, at[-1].text));
		if (digits < PHONE_LEAST || digits > PHONE_MOST ||
			is_period(o->p, all) ||
			(!labelled && n == 1 && is_in_address(c, i)))
			continue;
		worth = phone_worth(all, digits, labelled,
				str_starts(at->url, STR("tel:"))) +
			2 * about;
		if (worth > best->worth)
			*best = (struct phone){ all, worth, row };
	}
}

void parse_phone(struct person *o)
{
	struct parse *p = o->p;
	struct phone best = { .worth = 3 };

	for (size_t i = 0; i < p->sections; i++) {
		const struct section *s = &p->section[i];
		struct cells all = parse_cells(p, s->from, s->to);
		const struct cell *c;

		/* a foot of the page says in one row how to reach them */
		while ((c = parse_cells_next(&all)))
			try_phone(o, c, all.row,
				s->person || parse_has(c->text, '@'), &best);
	}
	o->to->phone = best.text;
	if (best.text.len)
		parse_note(p, best.text, best.row, best.row + 1,
			best.worth > 7 ? 0.98f
				       : 0.1f * (float)best.worth + 0.3f);
}
