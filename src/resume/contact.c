/* resume/contact.c - see contact.h. */
#include "resume/contact.h"
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/lines.h"
#include "resume/words.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ---- labels ------------------------------------------------------------- */

enum label {
	LABEL_NONE,
#define LABEL(id, words) LABEL_##id,
#include "resume/contact.def"
#undef LABEL
};

static const struct {
	enum label id;
	const char *words;
} labels[] = {
#define LABEL(id, words) { LABEL_##id, words },
#include "resume/contact.def"
#undef LABEL
};

static const char *const networks[] = {
#define NETWORK(name, ...) name,
#include "resume/networks.def"
#undef NETWORK
	"Skype", "Signal", "Discord", "Matrix", "IRC"
};

static const char *network_of(struct str word)
{
	for (size_t i = 0; i < LENGTH(networks); i++)
		if (str_eq_nocase(word, str_c(networks[i])))
			return networks[i];
	return NULL;
}

static enum label label_of(struct arena *mem, struct str word)
{
	struct str folded = resume_fold(mem, word), rest, one;

	if (folded.len && folded.at[folded.len - 1] == '.')
		folded.len--;
	for (size_t i = 0; i < LENGTH(labels); i++) {
		rest = str_c(labels[i].words);
		while (rest.len) {
			one = str_cut(&rest, '|');
			if (str_eq(one, folded))
				return labels[i].id;
		}
	}
	return LABEL_NONE;
}

/* ---- places ------------------------------------------------------------- */

/* How long a word of capitals and digits is at i; `digits`: how many of them.
 */
static size_t code_word(struct str s, size_t i, size_t *digits)
{
	size_t n = 0;

	for (*digits = 0; i + n < s.len; n++) {
		char c = s.at[i + n];

		if (!is_digit(c) && !(c >= 'A' && c <= 'Z') && c != '-')
			break;
		*digits += is_digit(c);
	}
	return i + n < s.len && s.at[i + n] != ' ' ? 0 : n;
}

/* "80337 Munich", "D02 X285 Dublin", "1012 AB Amsterdam", "K1A 0B1 Ottawa" */
static bool cut_code(struct str *part, struct str *code)
{
	size_t digits, more, n = code_word(*part, 0, &digits), next;

	if (n < 2 || n > 7 || !digits)
		return false;
	next = n + 1 < part->len ? code_word(*part, n + 1, &more) : 0;
	if (next >= 2 && next <= 4 && (more || (next == 2 && n == 4)))
		n += 1 + next;
	else if (digits < 4)
		return false;
	if (n + 1 >= part->len)
		return false;
	*code = str_of(part->at, n);
	*part = str_trim(str_of(part->at + n, part->len - n));
	return true;
}

/* "TX", "TX 78701", "BC V6B 1A1" */
static bool is_state(struct str s)
{
	return s.len >= 2 && (s.len == 2 || (s.at[2] == ' ' && s.len > 7)) &&
	       resume_state_is(str_of(s.at, 2));
}

enum { PLACE_PARTS = 5, PLACE_BYTES = 160 };

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_digit(s.at[i]))
			return true;
	return false;
}

/* Street, code and city, region: what is left without the country. Is there a
 * code? */
static bool place_parts(
	struct arena *mem, struct str *parts, size_t n, struct resume_place *p)
{
	size_t city = 0;

	if (!n)
		return false;
	while (city < n && !p->region.len &&
		!cut_code(&parts[city], &p->postal_code))
		city++;
	/* Before a state the last, else the first, or that behind a street. */
	if (p->region.len)
		city = n - 1;
	else if (city == n)
		city = n > 1 && has_digit(parts[0]) ? 1 : 0;
	p->city = parts[city];
	for (size_t i = city + 1; i < n; i++)
		p->region = p->region.len ? str_fmt(mem, "%.*s, %.*s",
						    STR_ARG(p->region),
						    STR_ARG(parts[i]))
					  : parts[i];
	for (size_t i = 0; i < city; i++)
		p->address = p->address.len ? str_fmt(mem, "%.*s, %.*s",
						      STR_ARG(p->address),
						      STR_ARG(parts[i]))
					    : parts[i];
	return p->postal_code.len > 0;
}

/* How sure one can be that this is an address or a place: 0 is not. */
static int place_read(
	struct arena *mem, struct str text, struct resume_place *p)
{
	struct str parts[PLACE_PARTS], rest = text, country = STR_NONE;
	size_t n = 0;
	int sure = 0;

	while (rest.len && n < PLACE_PARTS)
		parts[n++] = str_trim(str_cut(&rest, ','));
	if (rest.len || !n || text.len > PLACE_BYTES)
		return 0;
	if (parts[n - 1].len > 3 ||
		(n > 1 && parts[n - 1].len > 1 && !is_state(parts[n - 1])))
		country = resume_country_find(parts[n - 1]);
	n -= country.len > 0;
	sure += country.len > 0;
	*p = (struct resume_place){ .country_code = country };
	if (n > 1 && is_state(parts[n - 1])) {
		p->region = str_of(parts[n - 1].at, 2);
		if (parts[n - 1].len > 3)
			p->postal_code = str_of(
				parts[n - 1].at + 3, parts[n - 1].len - 3);
		n--;
		sure++;
	}
	return sure + place_parts(mem, parts, n, p);
}

static bool take_place(struct arena *mem, struct resume_basics *b,
	struct str text, bool labelled)
{
	struct resume_place p, *to = &b->location;
	bool first = !to->city.len && !to->address.len && !to->country_code.len;
	int sure = place_read(mem, text, &p);

	if (!first || (!sure && !labelled))
		return false;
	if (!sure)
		p = (struct resume_place){ .city = text };
	*to = p;
	return true;
}

/* ---- pieces ------------------------------------------------------------- */

struct take {
	struct arena *mem;
	struct resume_report *report;
	struct resume_basics *b;
	struct resume_texts *left;
	struct str at; /* where the line is */
};

static bool take_url(struct take *t, struct str url, const char *network)
{
	struct resume_profile p = { 0 };

	url = resume_url_mend(t->mem, url);
	if (resume_profile_read(t->mem, url, &p) || network || t->b->url.len) {
		if (network || !p.network.len)
			p.network = str_c(network ? network : "Web");
		p.url = url;
		*resume_profile_add(t->mem, t->b) = p;
	} else {
		t->b->url = url;
	}
	return true;
}

static bool take_email(struct take *t, struct str email)
{
	email = resume_address_plain(email);
	if (!t->b->email.len)
		t->b->email = email;
	else if (!str_eq_nocase(t->b->email, email))
		resume_keep_text(t->report, t->at, STR("email"), email);
	return true;
}

static bool take_phone(struct take *t, struct str phone)
{
	phone = resume_address_plain(phone);
	if (!t->b->phone.len)
		t->b->phone = phone;
	else if (!str_eq(t->b->phone, phone))
		resume_keep_text(t->report, t->at, STR("phone"), phone);
	return true;
}

/* One that tells by itself what it is. */
static bool take_plain(struct take *t, struct str s)
{
	if (resume_email_is(s))
		return take_email(t, s);
	if (resume_url_is(s))
		return take_url(t, s, NULL);
	return resume_phone_is(s) && take_phone(t, s);
}

/* "[GitHub: ada](https://github.com/ada)" */
static bool take_named(struct take *t, struct str url, struct str text)
{
	struct str name = text, network = str_trim(str_cut(&name, ':'));
	struct resume_profile *p;

	name = str_trim(name);
	p = resume_profile_add(t->mem, t->b);
	p->url = resume_url_mend(t->mem, url);
	p->network = name.len ? network : text;
	if (name.len)
		p->username = name;
	return true;
}

static bool take_link(struct take *t, struct str s)
{
	struct str text, url;

	if (resume_link_read(s, &text, &url) != s.len || !s.len)
		return false;
	if (str_starts(url, STR("mailto:")))
		return take_email(t, url);
	if (str_starts(url, STR("tel:")))
		return take_phone(t, text.len ? text : url);
	/* What is shown may be the address without its beginning. */
	if (network_of(text) || resume_url_is(text) ||
		label_of(t->mem, text) == LABEL_URL || !text.len)
		return take_url(t, url, network_of(text));
	return take_named(t, url, text);
}

static bool take_account(struct take *t, const char *network, struct str name)
{
	struct resume_profile *p;

	if (resume_url_is(name))
		return take_url(t, name, network);
	if (*name.at == '@')
		name = str_of(name.at + 1, name.len - 1);
	p = resume_profile_add(t->mem, t->b);
	p->network = str_c(network);
	p->username = name;
	return true;
}

static bool take_text(struct str *to, struct str text)
{
	if (to->len)
		return false;
	*to = text;
	return true;
}

/* "Phone: +46 ..." */
static bool take_labelled(struct take *t, struct str s)
{
	struct str value = s, word = str_trim(str_cut(&value, ':'));
	const char *network = network_of(word);
	struct str text, url;

	value = str_trim(value);
	if (!value.len || word.len > 40 || str_starts(value, STR("//")))
		return false;
	if (resume_link_read(value, &text, &url) == value.len)
		value = url;
	if (network)
		return take_account(t, network, value);
	switch (label_of(t->mem, word)) {
	case LABEL_EMAIL:
		return (resume_email_is(value) ||
			       str_starts(value, STR("mailto:"))) &&
		       take_email(t, value);
	case LABEL_PHONE:
		return take_phone(t, value);
	case LABEL_URL:
		return resume_url_is(value) && take_url(t, value, NULL);
	case LABEL_ADDRESS:
		return take_place(t->mem, t->b, value, true);
	case LABEL_NAME:
		return take_text(&t->b->name, value);
	case LABEL_TITLE:
		return take_text(&t->b->label, value);
	case LABEL_PRIVATE:
		resume_keep_text(t->report, t->at, word, value);
		return true;
	case LABEL_NONE:
		break;
	}
	return false;
}

static bool take_piece(struct take *t, struct str s)
{
	return take_plain(t, s) || take_link(t, s) ||
	       (memchr(s.at, ':', s.len) && take_labelled(t, s));
}

/* Words of a piece that are addresses by themselves; the others, joined. */
static struct str take_words(struct take *t, struct str s)
{
	struct buf others;

	buf_init(&others, t->mem, s.len + 1);
	buf_add(&others, STR(""));
	while (s.len) {
		struct str word = str_cut(&s, ' ');

		if (!word.len)
			continue;
		if ((resume_email_is(word) || resume_url_is(word)) &&
			take_plain(t, word))
			continue;
		if (others.len)
			buf_addc(&others, ' ');
		buf_add(&others, word);
	}
	return buf_str(&others);
}

static size_t take_rest(struct take *t, struct str s)
{
	struct str words = take_words(t, s);
	size_t taken = words.len < s.len;

	if (words.len && (take_piece(t, words) ||
				 take_place(t->mem, t->b, words, false)))
		return taken + 1;
	resume_text_add(t->mem, t->left, words);
	return taken;
}

/* A piece between commas only where one of them is more than a word. */
static size_t take_listed(struct take *t, struct str s)
{
	struct str part;
	struct buf others;
	size_t taken = 0;

	buf_init(&others, t->mem, 2 * s.len + 1);
	buf_add(&others, STR(""));
	while (s.len) {
		part = str_trim(str_cut(&s, ','));
		if (!part.len)
			continue;
		if (take_piece(t, part)) {
			taken++;
			continue;
		}
		if (others.len)
			buf_add(&others, STR(", "));
		buf_add(&others, part);
	}
	return others.len ? taken + take_rest(t, buf_str(&others)) : taken;
}

/* Nobody is reached by more than that. */
enum { LINE_LONG = 2000 };

size_t resume_contact_take(struct resume_report *report, struct str line,
	struct str at, struct resume_basics *basics, struct resume_texts *left)
{
	struct take t = { report->mem, report, basics, left, at };
	struct str parts[LINE_PARTS];
	size_t n = line.len > LINE_LONG ? 0 : resume_line_parts(line, parts);
	size_t taken = 0;

	if (line.len > LINE_LONG)
		resume_text_add(t.mem, left, line);
	for (size_t i = 0; i < n; i++) {
		struct str s = resume_line_plain(parts[i]);

		if (!s.len)
			continue;
		if (take_piece(&t, s) || take_place(t.mem, basics, s, false))
			taken++;
		else
			taken += take_listed(&t, s);
	}
	return taken;
}
