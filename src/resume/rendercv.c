/* resume/rendercv.c - see rendercv.h. */
#include "resume/rendercv.h"
#include "resume/words.h"

static const struct rendercv_network networks[] = {
#define NETWORK(name, prefix, spellings) { name, prefix },
#define LOCALE(language, tag)
#include "resume/rendercv.def"
#undef NETWORK
#undef LOCALE
};

const struct rendercv_locale resume_rendercv_locales[] = {
#define NETWORK(name, prefix, spellings)
#define LOCALE(language, tag) { language, tag },
#include "resume/rendercv.def"
#undef NETWORK
#undef LOCALE
};
const size_t resume_rendercv_locale_count = LENGTH(resume_rendercv_locales);

static const char *const spellings[] = {
#define NETWORK(name, prefix, spellings) spellings,
#define LOCALE(language, tag)
#include "resume/rendercv.def"
#undef NETWORK
#undef LOCALE
};

/* Letters and digits alone, folded: "Stack Overflow" is "stackoverflow". */
static struct str letters_of(struct arena *mem, struct str name)
{
	struct str folded = resume_fold(mem, name);
	struct buf b;

	buf_init(&b, mem, folded.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < folded.len; i++)
		if ((folded.at[i] >= 'a' && folded.at[i] <= 'z') ||
			(folded.at[i] >= '0' && folded.at[i] <= '9'))
			buf_addc(&b, folded.at[i]);
	return buf_str(&b);
}

const struct rendercv_network *resume_rendercv_network(
	struct arena *mem, struct str name)
{
	struct str letters = letters_of(mem, name);

	for (size_t i = 0; letters.len && i < LENGTH(spellings); i++) {
		struct str rest = str_c(spellings[i]);

		while (rest.len)
			if (str_eq(str_cut(&rest, ' '), letters))
				return &networks[i];
	}
	return NULL;
}

/* "@ada@hachyderm.io" */
static struct str mastodon_url(struct arena *mem, struct str username)
{
	struct str rest = username, name;

	if (!str_cut(&rest, '@').len)
		name = str_cut(&rest, '@');
	else
		return STR_NONE;
	if (!name.len || !rest.len || memchr(rest.at, '@', rest.len))
		return STR_NONE;
	return str_fmt(mem, "https://%.*s/@%.*s", STR_ARG(rest), STR_ARG(name));
}

struct str resume_rendercv_url(
	struct arena *mem, struct str network, struct str username)
{
	const struct rendercv_network *n =
		resume_rendercv_network(mem, network);

	if (!n || !username.len)
		return STR_NONE;
	if (!n->prefix)
		return mastodon_url(mem, username);
	return str_fmt(mem, "%s%.*s", n->prefix, STR_ARG(username));
}
