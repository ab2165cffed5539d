/* resume/codes.c - see codes.h. */
#include "resume/codes.h"
#include "resume/words.h"

static const struct country {
	const char *code, *name, *others;
} countries[] = {
#define COUNTRY(code, name, others) { code, name, others },
#define LANGUAGE(...)
#include "resume/codes.def"
#undef COUNTRY
#undef LANGUAGE
};

static const struct language {
	const char *two, *b, *t, *name;
} languages[] = {
#define COUNTRY(...)
#define LANGUAGE(two, b, t, name) { two, b, t, name },
#include "resume/codes.def"
#undef COUNTRY
#undef LANGUAGE
};

/* ---- countries ---------------------------------------------------------- */

static bool same(struct arena *mem, struct str folded, const char *name)
{
	return str_eq(folded, resume_fold(mem, str_c(name)));
}

static bool is_named(
	struct arena *mem, const struct country *c, struct str folded)
{
	struct str others = str_c(c->others);

	if (same(mem, folded, c->name))
		return true;
	while (others.len)
		if (str_eq(folded, resume_fold(mem, str_cut(&others, '|'))))
			return true;
	return false;
}

struct str resume_country_find(struct str code_or_name)
{
	struct arena scratch = { 0 };
	struct str folded, found = STR_NONE;
	struct str s = str_trim(code_or_name);

	if (!s.len || s.len > 80)
		return STR_NONE;
	for (size_t i = 0; s.len == 2 && i < LENGTH(countries); i++)
		if (str_eq_nocase(s, str_c(countries[i].code)))
			return str_c(countries[i].code);
	folded = resume_fold(&scratch, s);
	for (size_t i = 0; !found.at && i < LENGTH(countries); i++)
		if (is_named(&scratch, &countries[i], folded))
			found = str_c(countries[i].code);
	arena_free(&scratch);
	return found;
}

struct str resume_country_name(struct str code)
{
	for (size_t i = 0; i < LENGTH(countries); i++)
		if (str_eq_nocase(code, str_c(countries[i].code)))
			return str_c(countries[i].name);
	return code;
}

bool resume_state_is(struct str code)
{
	static const char states[] =
		" AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD "
		"MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC "
		"SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NS ON QC ";

	for (size_t i = 0; code.len == 2 && i + 3 < sizeof(states); i += 3)
		if (!memcmp(states + i + 1, code.at, 2))
			return true;
	return false;
}

/* ---- languages ---------------------------------------------------------- */

static const struct language *by_code(struct str code)
{
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (str_eq_nocase(code, str_c(languages[i].two)) ||
			str_eq_nocase(code, str_c(languages[i].t)) ||
			str_eq_nocase(code, str_c(languages[i].b)))
			return &languages[i];
	return NULL;
}

struct str resume_language_name(struct str code)
{
	const struct language *l = by_code(str_trim(code));

	return l ? str_c(l->name) : STR_NONE;
}

struct str resume_language_code(struct str name)
{
	const struct language *l = by_code(str_trim(name));

	for (size_t i = 0; !l && i < LENGTH(languages); i++)
		if (str_eq_nocase(str_trim(name), str_c(languages[i].name)))
			l = &languages[i];
	return l ? str_c(l->t) : STR_NONE;
}
