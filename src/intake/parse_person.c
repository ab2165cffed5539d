/*
 * intake/parse_person.c - who it is about: name, headline, how to reach them,
 * where they live. Looks at what stands above the first heading, and at the
 * sections that are about that.
 */
#include "intake/parse_int.h"

#include "resume/contact.h"

#include <math.h>

enum {
	PROFILES_MOST = 200, /* what else is linked to found no place */
	TOP_ROWS = 40,
	PHONE_WORDS = 7,
	TEXT_BYTES = 1 << 18
};

struct person {
	struct parse *p;
	struct resume_basics *to;
	struct str local; /* of the email */
	float largest;    /* type among what could be a name */
};

/* ---- where to look ------------------------------------------------------ */

static bool tells_person(const struct parse *p, const struct section *s)
{
	if (s->about || s->what == RESUME_CONTACT || s->what == RESUME_PROFILES)
		return true;
	/* "About" with an address under it */
	for (size_t i = s->from; s->what == RESUME_SUMMARY && i < s->to; i++)
		if (p->row[i].cell[0].count < 5 &&
			memchr(p->row[i].text.at, '@', p->row[i].text.len))
			return true;
	return false;
}

/* ---- email and links ---------------------------------------------------- */

static struct str trim_mark(struct str s)
{
	while (s.len && strchr("<([,;|\"'", s.at[0]))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(">)],;|\"'.:", s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool take_email(struct person *o, struct str word)
{
	struct str s = trim_mark(resume_address_plain(trim_mark(word)));
	struct str host = s, local;

	if (!memchr(s.at, '@', s.len))
		return false;
	/* "email:a@b.example" */
	for (size_t i = 0; i < s.len && i < 12; i++)
		if (s.at[i] == ':')
			host = s = str_of(s.at + i + 1, s.len - i - 1);
	if (!resume_email_is(s))
		return false;
	local = str_cut(&host, '@');
	o->to->email = s;
	o->local = resume_fold(&o->p->own, local);
	return true;
}

static void find_email(struct person *o)
{
	struct parse *p = o->p;

	for (int links = 0; links < 2; links++)
		for (size_t i = 0; i < p->count; i++)
			for (size_t k = 0; k < p->row[i].count; k++)
				for (size_t w = 0; w < p->row[i].cell[k].count;
					w++) {
					struct intake_word *at =
						&p->row[i].cell[k].at[w];

					if (take_email(o, links ? at->url
								: at->text)) {
						parse_note(p, o->to->email, i,
							i + 1, 0.98f);
						return;
					}
				}
}

static bool known_url(const struct person *o, struct str url)
{
	struct resume_profile of;

	if (str_eq(o->to->url, url))
		return true;
	for (size_t i = 0; i < o->to->profiles.count; i++)
		if (str_eq(o->to->profiles.at[i].url, url))
			return true;
	if (!resume_profile_read(o->p->mem, url, &of))
		return false;
	for (size_t i = 0; i < o->to->profiles.count; i++)
		if (str_eq(o->to->profiles.at[i].network, of.network) &&
			str_eq(o->to->profiles.at[i].username, of.username))
			return true;
	return false;
}

static void take_url(struct person *o, struct str found)
{
	struct parse *p = o->p;
	struct resume_profile of = { 0 };
	struct str url = resume_url_mend(p->mem, trim_mark(found));

	if (o->to->profiles.count >= PROFILES_MOST || known_url(o, url))
		return;
	if (resume_profile_read(p->mem, url, &of)) {
		struct resume_profile *to = resume_profile_add(p->mem, o->to);

		*to = of;
		if (!to->url.len)
			to->url = url;
	} else if (!o->to->url.len) {
		o->to->url = url;
	} else {
		resume_profile_add(p->mem, o->to)->url = url;
	}
}

/* A link of an icon: where it goes to says what it is. */
static void take_profile(struct person *o, struct str url)
{
	struct resume_profile of;

	if (resume_profile_read(o->p->mem, url, &of) && of.username.len)
		take_url(o, url);
}

static void find_profiles(struct person *o, const struct section *s)
{
	for (size_t i = s->from; i < s->to; i++)
		for (size_t k = 0; k < o->p->row[i].count; k++)
			for (size_t w = 0; w < o->p->row[i].cell[k].count; w++)
				take_profile(o, o->p->row[i].cell[k].at[w].url);
}

static bool is_link(struct str s)
{
	return str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
}

static void find_links(struct person *o, const struct row *r)
{
	for (size_t k = 0; k < r->count; k++)
		for (size_t w = 0; w < r->cell[k].count; w++) {
			const struct intake_word *at = &r->cell[k].at[w];
			struct str s = trim_mark(at->text);

			if (resume_email_is(resume_address_plain(s)))
				continue;
			if (is_link(at->url))
				take_url(o, at->url);
			else if (resume_url_is(s))
				take_url(o, s);
		}
}

/* "LinkedIn" in one row and the name there in the next, or before it. */
static const char *const networks[] = {
#define NETWORK(name, ...) name,
#include "resume/networks.def"
#undef NETWORK
};

static const char *network_named(struct str s)
{
	s = trim_mark(s);
	for (size_t i = 0; i < LENGTH(networks); i++)
		if (str_eq_nocase(s, str_c(networks[i])))
			return networks[i];
	return str_eq_nocase(s, STR("StackOverflow")) ? "Stack Overflow" : NULL;
}

/* ---- telephone ---------------------------------------------------------- */

static bool is_phone_word(struct str s, size_t *digits)
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

static bool is_period(struct parse *p, struct str s)
{
	struct resume_period when;

	return memchr(s.at, '-', s.len) && !memchr(s.at, '+', s.len) &&
	       !memchr(s.at, '(', s.len) &&
	       resume_period_read(&p->own, s, &when) && !when.rest.len &&
	       when.from.year > 1950 && when.from.year < 2060;
}

static struct str behind_colon(struct str s)
{
	const char *colon = memchr(s.at, ':', s.len);

	return colon ? str_of(colon + 1, (size_t)(s.at + s.len - colon) - 1)
		     : s;
}

struct phone {
	struct str text;
	int worth;
	size_t row;
};

/* What tells a telephone number from others: "+", brackets, a label. */
static int phone_worth(struct str s, size_t digits, bool labelled, bool linked)
{
	int n = 0;

	n += memchr(s.at, '+', s.len) ? 4 : 0;
	n += memchr(s.at, '(', s.len) ? 2 : 0;
	n += memchr(s.at, '-', s.len) || memchr(s.at, '.', s.len) ? 1 : 0;
	n += digits >= 9 ? 2 : digits >= 8 ? 1 : 0;
	return n + 3 * labelled + 4 * linked;
}

static bool says_phone(struct person *o, struct str before)
{
	static const char *const words[] = { "phone", "tel", "mobile", "cell",
		"mob", "telefon", "telephone", "handy", "movil", "telefono",
		"cellulare", "telefone", "telemovel", "mobiel", "telefoon",
		"portable", "mobil", "call" };
	struct str f = resume_fold(&o->p->own, before);

	for (size_t i = 0; i < LENGTH(words); i++)
		if (memmem(f.at, f.len, words[i], strlen(words[i])))
			return true;
	return false;
}

static void try_phone(struct person *o, const struct cell *c, size_t row,
	int about, struct phone *best)
{
	for (size_t i = 0; i < c->count; i++) {
		size_t digits = 0, n = 1;
		struct str raw = trim_mark(c->at[i].text),
			   first = behind_colon(raw), all;
		bool labelled, linked;
		int worth;

		if (!first.len || !is_phone_word(first, &digits) ||
			first.at[0] == '.')
			continue;
		while (i + n < c->count && n < PHONE_WORDS && digits < 13 &&
			!strchr(",;|",
				c->at[i + n - 1]
					.text
					.at[c->at[i + n - 1].text.len - 1]) &&
			is_phone_word(trim_mark(c->at[i + n].text), &digits))
			n++;
		all = behind_colon(parse_words_text(o->p, c->at + i, n));
		while (all.len && strchr(" ,;|.-", all.at[all.len - 1]))
			all.len--;
		while (all.len && strchr(" ,;|.", all.at[0]))
			all = str_of(all.at + 1, all.len - 1);
		labelled = first.at != raw.at ||
			   (i && says_phone(o, c->at[i - 1].text));
		linked = str_starts(c->at[i].url, STR("tel:"));
		i += n - 1;
		if (digits < 7 || digits > 15 || is_period(o->p, all))
			continue;
		worth = phone_worth(all, digits, labelled, linked) + 2 * about;
		if (worth <= best->worth)
			continue;
		*best = (struct phone){ all, worth, row };
	}
}

static void find_phone(struct person *o)
{
	struct parse *p = o->p;
	struct phone best = { .worth = 3 };

	for (size_t s = 0; s < p->sections; s++) {
		const struct section *at = &p->section[s];

		for (size_t i = at->from; i < at->to; i++)
			for (size_t k = 0; k < p->row[i].count; k++)
				try_phone(o, &p->row[i].cell[k], i, at->person,
					&best);
	}
	o->to->phone = best.text;
	if (best.text.len)
		parse_note(p, best.text, best.row, best.row + 1,
			best.worth > 7 ? 0.98f
				       : 0.1f * (float)best.worth + 0.3f);
}

/* ---- name --------------------------------------------------------------- */

static bool is_letter_word(struct str s, bool *upper)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x80 && !((c | 32) >= 'a' && (c | 32) <= 'z') &&
			!strchr(".'-,()\"", c))
			return false;
	}
	*upper = (s.at[0] >= 'A' && s.at[0] <= 'Z') ||
		 (unsigned char)s.at[0] >= 0x80;
	return s.len > 0;
}

/* A capital in the middle of a word, and not as in McKay or DeVito. */
static bool is_odd(struct str s)
{
	for (size_t i = 1; i < s.len; i++)
		if (s.at[i] >= 'A' && s.at[i] <= 'Z' && s.at[i - 1] >= 'a' &&
			s.at[i - 1] <= 'z' &&
			(i > 4 || i + 1 >= s.len || s.at[i + 1] < 'a'))
			return true;
	return false;
}

static float as_name(struct person *o, const struct cell *c, size_t row)
{
	struct parse *p = o->p;
	float worth = 0;
	size_t upper = 0;
	unsigned any;

	if (c->count > 6 || c->text.len > 60 || c->text.len < 3 ||
		lexicon_heading(&p->own, c->text) != RESUME_NO_HEADING)
		return -9;
	for (size_t i = 0; i < c->count; i++) {
		bool is_upper = false;
		struct str w = resume_fold(&p->own, c->at[i].text);

		if (!is_letter_word(c->at[i].text, &is_upper))
			return -9;
		upper += is_upper;
		worth -= is_odd(c->at[i].text) ? 1.2f : 0;
		while (w.len && strchr(",.)", w.at[w.len - 1]))
			w.len--;
		if (w.len >= 3 && o->local.len &&
			memmem(o->local.at, o->local.len, w.at, w.len))
			worth += 1.5f;
	}
	any = lexicon_any(&p->own, c->text);
	worth += 4 * fminf(1, c->size / o->largest);
	worth += upper == c->count ? 0.8f : -1;
	worth += c->count >= 2 && c->count <= 4 ? 1 : c->count == 1 ? -1 : 0;
	worth -= any & LEX_TITLE ? 1.6f : 0;
	worth -= any & (LEX_LEGAL | LEX_SCHOOL | LEX_DEGREE) ? 0.8f : 0;
	worth -= lexicon_place(&p->own, c->text) > 0.8f ? 2 : 0;
	worth -= 0.04f * (float)row;
	return worth;
}

/* A name over two lines of large type. */
static size_t name_rows(const struct parse *p, size_t row)
{
	const struct row *r = &p->row[row], *next = r + 1;
	bool upper;

	if (row + 1 >= p->section[0].to || r->count > 1 || next->count > 1 ||
		r->cell[0].count > 2 || next->cell[0].count > 2 ||
		fabsf(r->size - next->size) > 0.1f * r->size ||
		r->size < 1.5f * p->size || next->page != r->page ||
		next->gap > 2 * r->size)
		return 1;
	return is_letter_word(next->cell[0].at[0].text, &upper) && upper ? 2
									 : 1;
}

static size_t name_limit(const struct parse *p)
{
	size_t n = 0;

	while (n < p->count && p->row[n].page == 0)
		n++;
	return n;
}

static size_t find_name(struct person *o)
{
	struct parse *p = o->p;
	size_t limit = name_limit(p), best_row = SIZE_MAX;
	const struct cell *best = NULL;
	float most = 2.5f;

	o->largest = p->size;
	for (size_t i = 0; i < limit; i++)
		for (size_t k = 0; k < p->row[i].count; k++)
			if (p->row[i].cell[k].text.len > 3)
				o->largest = fmaxf(
					o->largest, p->row[i].cell[k].size);
	for (size_t i = 0; i < limit; i++)
		for (size_t k = 0; k < p->row[i].count; k++) {
			const struct cell *c = &p->row[i].cell[k];
			float worth =
				as_name(o, c, i < TOP_ROWS ? i : TOP_ROWS);

			if (i < p->section[0].to)
				worth += 1;
			if (worth > most) {
				most = worth;
				best = c;
				best_row = i;
			}
		}
	if (!best)
		return SIZE_MAX;
	o->to->name = best->text;
	if (name_rows(p, best_row) == 2)
		o->to->name = parse_join(p, best_row, best_row + 2);
	p->row[best_row].taken = true;
	parse_note(p, o->to->name, best_row, best_row + 1, fminf(1, most / 7));
	return best_row;
}

/* ---- headline, place, text ---------------------------------------------- */

static bool is_contact(struct person *o, const struct row *r)
{
	for (size_t k = 0; k < r->count; k++)
		for (size_t w = 0; w < r->cell[k].count; w++) {
			const struct intake_word *at = &r->cell[k].at[w];

			if (at->url.len ||
				memchr(at->text.at, '@', at->text.len))
				return true;
		}
	return o->to->phone.len && memmem(r->text.at, r->text.len,
					   o->to->phone.at, o->to->phone.len);
}

static void find_label(struct person *o, size_t name)
{
	struct parse *p = o->p;
	size_t from = name == SIZE_MAX ? 0 : name + 1;

	for (size_t i = from; i < p->count && i < from + 3; i++) {
		const struct row *r = &p->row[i];
		unsigned any = lexicon_any(&p->own, r->text);

		if (p->section[0].to <= i || r->count > 1 || r->when ||
			is_contact(o, r) || r->cell[0].count > 14)
			continue;
		if (!(any & LEX_TITLE) && r->cell[0].count > 8)
			continue;
		if (lexicon_place(&p->own, r->text) > 0.5f)
			continue;
		o->to->label = r->text;
		p->row[i].taken = true;
		return;
	}
}

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

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	return false;
}

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
	while (city + 1 < count && has_digit(part[city]) &&
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

/* Words before what says how to reach somebody. */
static bool is_label(struct person *o, struct str s, bool address)
{
	static const char *const labels[] = { "email", "e-mail", "mail",
		"phone", "telephone", "tel", "mobile", "cell", "website", "web",
		"url", "telefon", "telefono", "telefone", "telephone",
		"courriel", "portfolio", "homepage", "linkedin", "github",
		"fax", "skype" };
	static const char *const places[] = { "address", "location", "city",
		"region", "adresse", "anschrift", "wohnort", "ort", "lieu",
		"ville", "direccion", "ubicacion", "ciudad", "indirizzo",
		"residenza", "citta", "morada", "endereco", "cidade", "adres",
		"woonplaats", "plaats", "localizacao", "standort" };
	struct str f = resume_fold(&o->p->own, s);

	while (f.len && strchr(" :.", f.at[f.len - 1]))
		f.len--;
	for (size_t i = 0; i < LENGTH(places); i++)
		if (str_is(f, places[i]))
			return true;
	for (size_t i = 0; i < LENGTH(labels) && !address; i++)
		if (str_is(f, labels[i]))
			return true;
	return false;
}

/* A short row above or below an address, that is none. */
static bool between_contacts(
	struct person *o, const struct section *s, size_t i)
{
	struct parse *p = o->p;
	const struct row *r = &p->row[i];
	const struct cell *c = &r->cell[0];

	if (r->count > 1 || c->count > 4 || is_contact(o, r) ||
		has_digit(r->text) || r->size > 1.3f * p->size ||
		!(r->text.at[0] >= 'A' && r->text.at[0] <= 'Z') ||
		network_named(r->text) || str_eq(r->text, o->to->name) ||
		str_eq(r->text, o->to->label) ||
		memchr(r->text.at, ':', r->text.len) ||
		lexicon_heading(&p->own, r->text) != RESUME_NO_HEADING ||
		lexicon_any(&p->own, r->text) & LEX_TITLE ||
		is_label(o, r->text, false))
		return false;
	return (i > s->from && is_contact(o, r - 1) && r->gap < 3 * r->size) ||
	       (i + 1 < s->to && is_contact(o, r + 1) &&
		       r[1].gap < 3 * r->size);
}

/* In a row of addresses, what is none of these: it says where. */
static struct str remaining_piece(struct person *o)
{
	struct parse *p = o->p;

	for (size_t s = 0; s < p->sections; s++)
		for (size_t i = p->section[s].from;
			p->section[s].person && i < p->section[s].to; i++)
			if (between_contacts(o, &p->section[s], i))
				return p->row[i].text;
	for (size_t i = p->section[0].from; i < p->section[0].to; i++) {
		const struct row *r = &p->row[i];

		if (r->count < 2 || !is_contact(o, r) ||
			r->size > 1.3f * p->size)
			continue;
		for (size_t k = 0; k < r->count; k++) {
			const struct cell *c = &r->cell[k];

			if (c->count > 6 || c->at[0].url.len ||
				resume_url_is(c->at[0].text) ||
				memchr(c->text.at, '@', c->text.len) ||
				memchr(c->text.at, ':', c->text.len) ||
				network_named(c->text) ||
				is_label(o, c->text, false) ||
				has_digit(c->text) ||
				str_eq(c->text, o->to->name) ||
				lexicon_any(&p->own, c->text) & LEX_TITLE)
				continue;
			if (c->text.at[0] >= 'A' && c->text.at[0] <= 'Z')
				return c->text;
		}
	}
	return STR_NONE;
}

/* "Halifax, NS, Canada, 555-0199, a@b.example": up to what is no place. */
static struct str without_contacts(struct str s)
{
	struct str rest = s, out = str_of(s.at, 0);

	if (!memchr(s.at, ',', s.len))
		return s;
	while (rest.len) {
		struct str part = str_cut(&rest, ',');
		size_t digits = 0;

		for (size_t i = 0; i < part.len; i++)
			digits += part.at[i] >= '0' && part.at[i] <= '9';
		if (memchr(part.at, '@', part.len) || digits > 6 ||
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

/* "Address", and in the next cell or row where that is. */
static struct str labelled_place(struct person *o)
{
	struct parse *p = o->p;

	for (size_t s = 0; s < p->sections; s++) {
		const struct section *at = &p->section[s];

		for (size_t i = at->from; at->person && i < at->to; i++) {
			const struct row *r = &p->row[i];

			if (r->count == 2 && is_label(o, r->cell[0].text, true))
				return r->cell[1].text;
			if (r->count == 1 && i + 1 < at->to &&
				is_label(o, r->text, true) && r[1].count == 1)
				return r[1].text;
		}
	}
	return STR_NONE;
}

/* Words between others that say how to reach somebody: "a@b.example  Lyon,
 * France  +33 1 ..." */
static struct str place_among(
	struct person *o, const struct cell *c, float *most)
{
	struct parse *p = o->p;
	struct str best = STR_NONE;
	size_t from = 0;

	if (!memchr(c->text.at, '@', c->text.len))
		return best;
	for (size_t i = 0; i <= c->count; i++) {
		size_t digits = 0;
		float worth;
		struct str s;

		if (i < c->count &&
			!memchr(c->at[i].text.at, '@', c->at[i].text.len) &&
			!resume_url_is(trim_mark(c->at[i].text)) &&
			!is_phone_word(trim_mark(c->at[i].text), &digits))
			continue;
		if (i > from && i - from < 6 && i - from < c->count) {
			s = trim_mark(
				parse_words_text(p, c->at + from, i - from));
			worth = lexicon_place(&p->own, s);
			if (worth > *most && worth > 0.55f) {
				*most = worth;
				best = s;
			}
		}
		from = i + 1;
	}
	return best;
}

static void find_place(struct person *o)
{
	struct parse *p = o->p;
	float most = 0.35f;
	struct str best = STR_NONE, among;

	for (size_t s = 0; s < p->sections; s++) {
		const struct section *at = &p->section[s];

		if (!at->person)
			continue;
		for (size_t i = at->from; i < at->to; i++)
			for (size_t k = 0; k < p->row[i].count; k++) {
				struct str rest = p->row[i].cell[k].text;

				among = place_among(
					o, &p->row[i].cell[k], &most);
				if (among.len)
					best = among;

				while (rest.len) {
					struct str piece = next_piece(&rest);
					struct str v = piece;
					float worth;

					v = str_trim(behind_colon(
						without_contacts(v)));
					worth = lexicon_place(&p->own, v);
					if (v.at != piece.at && worth > 0)
						worth += 0.3f;
					if (str_eq(v, o->to->name))
						worth = 0;
					if (worth > most) {
						most = worth;
						best = v;
					}
				}
			}
	}
	if (most < 0.8f && labelled_place(o).len)
		best = labelled_place(o);
	if (!best.len)
		best = remaining_piece(o);
	if (best.len)
		take_place(o, best);
}

static void find_summary(struct person *o)
{
	struct parse *p = o->p;
	struct buf b;

	buf_init(&b, p->mem, TEXT_BYTES);
	buf_add(&b, STR(""));
	for (size_t s = 0; s < p->sections; s++) {
		struct section *at = &p->section[s];

		if (at->what != RESUME_SUMMARY || at->person)
			continue;
		parse_roles(p, at);
		for (size_t i = at->from; i < at->to;) {
			size_t end = i + 1;

			while (end < at->to && parse_wraps(p, end - 1))
				end++;
			if (b.len)
				buf_addc(&b, '\n');
			buf_add(&b, parse_join(p, i, end));
			i = end;
		}
	}
	for (size_t i = 0; i < p->section[0].to && !b.len;) {
		size_t end = i + 1;

		while (end < p->section[0].to && parse_wraps(p, end - 1))
			end++;
		if (p->row[i].cell[0].count >= 8 &&
			!is_contact(o, &p->row[i]) && p->row[i].count == 1 &&
			(end - i > 1 || p->row[i].cell[0].count >= 12))
			buf_add(&b, parse_join(p, i, end));
		i = end;
	}
	if (b.len)
		o->to->summary = buf_str(&b);
}

/* "LinkedIn" / "ada" without a link. */
static void find_named_profiles(struct person *o)
{
	struct parse *p = o->p;

	for (size_t s = 0; s < p->sections; s++) {
		const struct section *at = &p->section[s];

		for (size_t i = at->from; at->person && i < at->to; i++) {
			struct row *r = &p->row[i];
			const char *network = network_named(r->text);
			struct str user = STR_NONE;
			bool have = false;

			if (!network || r->cell[0].at[0].url.len)
				continue;
			for (size_t k = 0; k < o->to->profiles.count; k++)
				have |= str_eq(o->to->profiles.at[k].network,
					str_c(network));
			if (have)
				continue;
			if (i + 1 < at->to && p->row[i + 1].count == 1 &&
				p->row[i + 1].cell[0].count == 1)
				user = p->row[i + 1].text;
			else if (i > at->from && p->row[i - 1].count == 1 &&
				 p->row[i - 1].cell[0].count == 1)
				user = p->row[i - 1].text;
			if (!user.len || network_named(user))
				continue;
			*resume_profile_add(p->mem, o->to) =
				(struct resume_profile){ .network =
								 str_c(network),
					.username = user };
		}
	}
}

void parse_person(struct parse *p)
{
	struct person o = { .p = p, .to = &p->out->resume.basics };
	size_t name;

	for (size_t s = 0; s < p->sections; s++)
		p->section[s].person = tells_person(p, &p->section[s]);
	find_email(&o);
	find_phone(&o);
	for (size_t s = 0; s < p->sections; s++)
		for (size_t i = p->section[s].from;
			p->section[s].person && i < p->section[s].to; i++)
			find_links(&o, &p->row[i]);
	for (size_t i = 0; i < p->icons; i++)
		take_profile(&o, p->icon[i]);
	for (size_t s = 0; s < p->sections; s++)
		if (p->section[s].what == RESUME_SUMMARY)
			find_profiles(&o, &p->section[s]);
	find_named_profiles(&o);
	name = find_name(&o);
	find_label(&o, name);
	find_place(&o);
	find_summary(&o);
}
