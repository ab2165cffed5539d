/*
 * match/lint_contact.c - the head of a resume: who it is, how to reach them,
 * and what of a person no reader should have to know.
 */
#include "match/lint_int.h"

#include "resume/contact.h"

/* What it opens is nobody's business here: only whether it could. */
static bool is_url(struct str s)
{
	return resume_url_is(resume_address_plain(s)) ||
	       resume_email_is(resume_address_plain(s));
}

static void check_link(struct linting *g, struct str url, struct str at)
{
	if (url.len && !is_url(url))
		lint_add(g->lint, LINT_CODE_BAD_LINK, at, "%.*s",
			STR_ARG(lint_quote(g->mem, url)));
}

static void check_links(struct linting *g)
{
	const struct resume_basics *b = &g->r->basics;

	check_link(g, b->url, STR("/basics/url"));
	for (size_t i = 0; i < b->profiles.count; i++)
		check_link(g, b->profiles.at[i].url,
			str_fmt(g->mem, "/basics/profiles/%zu/url", i));
	for (int s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < g->r->section[s].count; i++)
			check_link(g, g->r->section[s].at[i].url,
				str_fmt(g->mem, "/%s/%zu/url",
					resume_sections[s].name, i));
}

static void check_head(struct linting *g)
{
	const struct resume_basics *b = &g->r->basics;
	const struct resume_place *p = &b->location;

	if (!str_trim(b->name).len)
		lint_add(g->lint, LINT_CODE_NO_NAME, STR("/basics/name"), NULL);
	if (!str_trim(b->email).len)
		lint_add(g->lint, LINT_CODE_NO_EMAIL, STR("/basics/email"),
			NULL);
	else if (!resume_email_is(b->email))
		lint_add(g->lint, LINT_CODE_BAD_EMAIL, STR("/basics/email"),
			"%.*s", STR_ARG(lint_quote(g->mem, b->email)));
	if (!str_trim(b->phone).len)
		lint_add(g->lint, LINT_CODE_NO_PHONE, STR("/basics/phone"),
			NULL);
	else if (!resume_phone_is(resume_address_plain(b->phone)))
		lint_add(g->lint, LINT_CODE_BAD_PHONE, STR("/basics/phone"),
			"%.*s", STR_ARG(lint_quote(g->mem, b->phone)));
	if (!p->city.len && !p->region.len && !p->address.len &&
		!p->postal_code.len && !p->country_code.len)
		lint_add(g->lint, LINT_CODE_NO_PLACE, STR("/basics/location"),
			NULL);
}

/* ---- what no reader should have to know --------------------------------- */

/* Members that the schema does not know, as others name them. */
static void check_members(struct linting *g, const struct json_rest *rest)
{
	static const struct {
		const char *name;
		enum lint_code code;
	} known[] = { { "birth", LINT_CODE_BIRTH_DATE },
		{ "dob", LINT_CODE_BIRTH_DATE },
		{ "age", LINT_CODE_BIRTH_DATE },
		{ "marital", LINT_CODE_MARITAL_STATUS },
		{ "nationalit", LINT_CODE_NATIONALITY },
		{ "citizenship", LINT_CODE_NATIONALITY } };

	for (size_t i = 0; i < rest->count; i++) {
		struct str name = str_lower(g->mem, json_name(rest->at[i]));

		for (size_t k = 0; k < LENGTH(known); k++) {
			bool whole = strlen(known[k].name) == 3;

			if (whole ? !str_is(name, known[k].name)
				  : !memmem(name.at, name.len, known[k].name,
					    strlen(known[k].name)))
				continue;
			lint_add(g->lint, known[k].code,
				str_fmt(g->mem, "/basics/%.*s",
					STR_ARG(json_name(rest->at[i]))),
				NULL);
			break;
		}
	}
}

/* A head, a summary, a section of their owner's: no job tells it. */
static bool may_tell(const struct lint_text *t)
{
	return t->own && (str_starts(t->at, STR("/basics/")) ||
				 str_starts(t->at, STR("/meta/")) ||
				 str_starts(t->at, STR("/interests/")));
}

static void check_texts(struct linting *g)
{
	static const struct {
		enum lint_phrase phrase;
		enum lint_code code;
	} all[] = { { LINT_BORN, LINT_CODE_BIRTH_DATE },
		{ LINT_MARRIED, LINT_CODE_MARITAL_STATUS },
		{ LINT_NATION, LINT_CODE_NATIONALITY } };
	size_t n;

	for (size_t i = 0; i < g->texts.count; i++)
		for (size_t k = 0; k < LENGTH(all); k++) {
			const struct lint_text *t = &g->texts.at[i];

			if (may_tell(t) && lint_phrase_find(g, all[k].phrase,
						   &t->words, &n))
				lint_add(g->lint, all[k].code, t->at, "%.*s",
					STR_ARG(lint_quote(g->mem, t->text)));
		}
}

void lint_contact(struct linting *g)
{
	const struct resume_basics *b = &g->r->basics;

	check_head(g);
	check_links(g);
	if (b->image.len)
		lint_add(g->lint, LINT_CODE_PHOTO, STR("/basics/image"), NULL);
	else if (g->r->meta.vitae.photo.len)
		lint_add(g->lint, LINT_CODE_PHOTO, STR("/meta/vitae/photo"),
			NULL);
	check_members(g, &b->rest);
	check_texts(g);
}
