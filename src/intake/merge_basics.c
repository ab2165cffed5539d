/*
 * intake/merge_basics.c - what a proposal says of the person: held against the
 * lines one by one. How to reach somebody is left to the parser where it is
 * sure, since it reads addresses by their grammar.
 */
#include "intake/merge_int.h"
#include "resume/codes.h"

#define SURE 0.9f

enum way { WORDS, WHOLE, SPOKEN, MAIL, PHONE, LINK, NEVER };

static bool find(
	struct merge *m, enum way how, struct str value, struct places *out)
{
	static const enum held held[] = { [WORDS] = HELD_WORDS,
		[WHOLE] = HELD_WHOLE,
		[SPOKEN] = HELD_SPOKEN };

	switch (how) {
	case MAIL:
	case LINK:
		return merge_find_link(m, value, out);
	case PHONE:
		return merge_find_digits(m, value, out);
	case NEVER:
		return false;
	default:
		return merge_find(m, value, held[how], 0, m->p.count, out);
	}
}

/* The lines hold it, and the parser is not surer of another. */
static void take(struct merge *m, enum way how, const char *at,
	struct str value, struct str *to)
{
	struct places where;

	if (!value.len)
		return;
	if (!find(m, how, value, &where)) {
		merge_refuse(m, str_c(at), value,
			how == NEVER ? "cannot be told from words"
				     : "does not stand there");
		return;
	}
	if (to->len && how >= MAIL && merge_our_sure(m, str_c(at)) >= SURE)
		return;
	merge_take(m, value, &where);
	if (to->len && merge_same(m, *to, value))
		merge_agree(m, value, &where);
	*to = value;
}

/* A country's code is held by any of its names. */
static void take_country(
	struct merge *m, struct str code, struct resume_place *to)
{
	struct str name = resume_country_name(code);
	struct places where;

	if (!code.len)
		return;
	if (merge_find(m, code, HELD_WHOLE, 0, m->p.count, &where) ||
		merge_find(m, name, HELD_WORDS, 0, m->p.count, &where) ||
		str_eq_nocase(code, to->country_code)) {
		to->country_code = code;
		return;
	}
	merge_refuse(m, STR("/basics/location/countryCode"), code,
		"is no country that stands there");
}

static void take_place(struct merge *m, const struct resume_place *theirs,
	struct resume_place *to)
{
	struct resume_place ours = *to;

	take(m, WHOLE, "/basics/location/address", theirs->address,
		&to->address);
	take(m, WORDS, "/basics/location/postalCode", theirs->postal_code,
		&to->postal_code);
	take(m, WORDS, "/basics/location/city", theirs->city, &to->city);
	take(m, WORDS, "/basics/location/region", theirs->region, &to->region);
	/* Another city is in no region of the first. */
	if (!str_eq(to->city, ours.city) && str_eq(to->region, ours.region))
		to->region = theirs->region;
	take_country(m, theirs->country_code, to);
}

static bool has_profile(
	const struct resume_basics *b, const struct resume_profile *p)
{
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *o = &b->profiles.at[i];

		if (p->url.len ? str_eq_nocase(o->url, p->url)
			       : str_eq_nocase(o->username, p->username))
			return true;
	}
	return false;
}

/* Its address is held, or its network and its name stand side by side. */
static bool profile_held(
	struct merge *m, const struct resume_profile *p, struct places *where)
{
	struct places network;

	if (p->url.len)
		return merge_find_link(m, p->url, where);
	if (!merge_find(m, p->username, HELD_WORDS, 0, m->p.count, where) ||
		!merge_find(m, p->network, HELD_WORDS, 0, m->p.count, &network))
		return false;
	for (size_t i = 0; i < where->count; i++)
		for (size_t k = 0; k < network.count; k++)
			if (where->at[i].from == network.at[k].from)
				return true;
	return false;
}

static void take_profile(struct merge *m, size_t i,
	const struct resume_profile *theirs, struct resume_basics *to)
{
	struct resume_profile one = { 0 };
	struct places where;

	if (has_profile(to, theirs) ||
		(!theirs->url.len && !theirs->username.len))
		return;
	if (!profile_held(m, theirs, &where)) {
		merge_refuse(m, str_fmt(m->mem, "/basics/profiles/%zu", i),
			theirs->url.len ? theirs->url : theirs->username,
			"does not stand there");
		return;
	}
	/* What an address says of itself is believed, and nothing else. */
	if (!theirs->url.len || !resume_profile_read(m->mem, theirs->url, &one))
		one = (struct resume_profile){ .network = theirs->network,
			.username =
				theirs->url.len ? STR_NONE : theirs->username,
			.url = theirs->url };
	if (theirs->url.len &&
		!merge_find(m, one.network, HELD_WORDS, 0, m->p.count, &where))
		one.network = one.username.len ? one.network : STR_NONE;
	*resume_profile_add(m->mem, to) = one;
	merge_take(m, theirs->url.len ? one.url : one.username, &where);
}

void merge_basics(struct merge *m, const struct resume_basics *theirs,
	struct resume_basics *to)
{
	take(m, WHOLE, "/basics/name", theirs->name, &to->name);
	take(m, WHOLE, "/basics/label", theirs->label, &to->label);
	take(m, SPOKEN, "/basics/summary", theirs->summary, &to->summary);
	take(m, MAIL, "/basics/email", theirs->email, &to->email);
	take(m, PHONE, "/basics/phone", theirs->phone, &to->phone);
	take(m, LINK, "/basics/url", theirs->url, &to->url);
	take(m, NEVER, "/basics/image", theirs->image, &to->image);
	take_place(m, &theirs->location, &to->location);
	for (size_t i = 0; i < theirs->profiles.count; i++)
		take_profile(m, i, &theirs->profiles.at[i], to);
}
