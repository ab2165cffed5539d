/*
 * intake/parse_link.c - links of a person, and profiles of networks: what a
 * word links to or is, what a label before it says. Knows nothing of email and
 * telephone.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

enum { PROFILES_MOST = 200 /* what else is linked to found no place */ };

/* ---- links -------------------------------------------------------------- */

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

/* "Mastodon:", "Google Scholar:": the network that these words name. */
static const char *network_of(
	struct parse *p, const struct intake_word *at, size_t count)
{
	struct str last = at[count - 1].text;

	if (last.at[last.len - 1] != ':')
		return NULL;
	return parse_network(
		count == 1 ? last
			   : str_fmt(&p->own, "%.*s %.*s", STR_ARG(at->text),
				     STR_ARG(last)));
}

/* "Mastodon: social.example/@ana": its label stands before a link, or is the
 * beginning of it. */
static const char *labelled_network(
	struct parse *p, const struct cell *c, size_t i)
{
	const char *network = NULL;

	for (size_t n = 1; n <= 2 && !network; n++) {
		if (i >= n)
			network = network_of(p, &c->at[i - n], n);
		if (!network && i + n < c->count)
			network = network_of(p, &c->at[i], n);
	}
	return network;
}

/* Of a network that its label names: its end says of whom. */
static void add_labelled(struct person *o, const char *network, struct str url)
{
	const char *slash = memrchr(url.at, '/', url.len);

	*resume_profile_add(o->p->mem, o->to) =
		(struct resume_profile){ .network = str_c(network),
			.url = url,
			.username = str_of(slash + 1,
				(size_t)(url.at + url.len - slash) - 1) };
}

static void take_url(
	struct person *o, struct str found, size_t row, const char *network)
{
	struct parse *p = o->p;
	struct resume_profile of = { 0 };
	struct str url = resume_url_mend(p->mem, parse_bare(found));

	if (known_url(o, url))
		return;
	if (o->to->profiles.count >= PROFILES_MOST) {
		p->row[row].rest = true;
		return;
	}
	if (resume_profile_read(p->mem, url, &of)) {
		struct resume_profile *to = resume_profile_add(p->mem, o->to);

		*to = of;
		if (!to->url.len)
			to->url = url;
	} else if (network && parse_has(url, '/')) {
		add_labelled(o, network, url);
	} else if (!o->to->url.len) {
		o->to->url = url;
	} else {
		resume_profile_add(p->mem, o->to)->url = url;
	}
}

/* "host.example/in/ana-" above "ruiz", where a column had no room. */
static bool goes_on_below(
	const struct parse *p, size_t row, const struct intake_word *at)
{
	const struct row *r = &p->row[row], *next = r + 1;
	const struct cell *last = &r->cell[r->count - 1];
	struct str s = at->text, more;

	if (row + 1 >= p->count || at != &last->at[last->count - 1] ||
		(s.at[s.len - 1] != '-' && s.at[s.len - 1] != '/') ||
		!resume_url_is(s) || next->page != r->page ||
		next->column != r->column || next->gap > 2 * r->size ||
		next->cell[0].count != 1)
		return false;
	more = next->cell[0].text;
	return ((more.at[0] >= 'a' && more.at[0] <= 'z') ||
		       parse_has_digit(str_of(more.at, 1))) &&
	       !parse_has(more, '@');
}

static struct str below(struct parse *p, size_t row, struct str text)
{
	struct row *next = &p->row[row + 1];

	next->taken |= next->count == 1;
	return str_fmt(
		p->mem, "%.*s%.*s", STR_ARG(text), STR_ARG(next->cell[0].text));
}

static void find_links(struct person *o, const struct section *s)
{
	struct words all = parse_words(o->p, s->from, s->to);
	const struct intake_word *at;

	while ((at = parse_words_next(&all))) {
		struct str text = parse_bare(at->text);
		const char *network;

		if (resume_email_is(resume_address_plain(text)))
			continue;
		network = labelled_network(
			o->p, &o->p->row[all.row].cell[all.cell], all.next - 1);
		if (parse_is_link(at->url))
			take_url(o, at->url, all.row, network);
		else if (goes_on_below(o->p, all.row, at))
			take_url(o, below(o->p, all.row, text), all.row,
				network);
		else if (resume_url_is(text))
			take_url(o, text, all.row, network);
	}
}

/* ---- profiles ----------------------------------------------------------- */

/* A link of an icon: where it goes to says what it is. */
static void take_profile(struct person *o, struct str url, size_t row)
{
	struct resume_profile of;

	if (resume_profile_read(o->p->mem, url, &of) && of.username.len)
		take_url(o, url, row, NULL);
}

static void find_profiles(struct person *o, const struct section *s)
{
	struct words all = parse_words(o->p, s->from, s->to);
	const struct intake_word *at;

	while ((at = parse_words_next(&all)))
		take_profile(o, at->url, all.row);
}

static const char *const networks[] = {
#define NETWORK(name, ...) name,
#include "resume/networks.def"
#undef NETWORK
};

const char *parse_network(struct str s)
{
	s = parse_bare(s);
	for (size_t i = 0; i < LENGTH(networks); i++)
		if (str_eq_nocase(s, str_c(networks[i])))
			return networks[i];
	return str_eq_nocase(s, STR("StackOverflow")) ? "Stack Overflow" : NULL;
}

/* A word alone in the row below, or above. */
static struct str word_beside(
	const struct parse *p, const struct section *s, size_t row)
{
	const struct row *r = &p->row[row];

	if (row + 1 < s->to && r[1].count == 1 && r[1].cell[0].count == 1)
		return r[1].text;
	if (row > s->from && r[-1].count == 1 && r[-1].cell[0].count == 1)
		return r[-1].text;
	return STR_NONE;
}

/* "LinkedIn" in one row and the name there in the next, or before it. */
static void name_profile(struct person *o, const struct section *s, size_t row)
{
	const struct row *r = &o->p->row[row];
	const char *network = parse_network(r->text);
	struct str user;

	if (!network || r->cell[0].at[0].url.len)
		return;
	for (size_t i = 0; i < o->to->profiles.count; i++)
		if (str_is(o->to->profiles.at[i].network, network))
			return;
	user = word_beside(o->p, s, row);
	if (user.len && !parse_network(user))
		*resume_profile_add(o->p->mem, o->to) =
			(struct resume_profile){ .network = str_c(network),
				.username = user };
}

void parse_links(struct person *o)
{
	struct parse *p = o->p;
	const struct section *s = NULL;

	while ((s = parse_next_about(p, s)))
		find_links(o, s);
	for (size_t i = 0; i < p->icons; i++)
		take_profile(o, p->icon[i], 0);
	for (size_t i = 0; i < p->sections; i++)
		if (p->section[i].what == RESUME_SUMMARY)
			find_profiles(o, &p->section[i]);
	while ((s = parse_next_about(p, s)))
		for (size_t i = s->from; i < s->to; i++)
			name_profile(o, s, i);
}
