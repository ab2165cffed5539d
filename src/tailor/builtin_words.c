/*
 * tailor/builtin_words.c - bullets lose words that say nothing: turns of phrase
 * that have a short form, at most so many of a resume that its owner still
 * finds their own sentences.
 */
#include "tailor/builtin_int.h"

enum { TIGHTENED_MOST = 20 };

static const struct {
	struct str from, to;
} phrases[] = {
#define PHRASE(from, to) { { from, sizeof(from) - 1 }, { to, sizeof(to) - 1 } },
#include "tailor/phrases.def"
#undef PHRASE
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c & 0x80;
}

/* The phrase stands at `at` as whole words. */
static bool stands(struct str text, size_t at, struct str phrase)
{
	return at + phrase.len <= text.len &&
	       str_eq_nocase(str_of(text.at + at, phrase.len), phrase) &&
	       (!at || !is_letter(text.at[at - 1])) &&
	       (at + phrase.len == text.len ||
		       !is_letter(text.at[at + phrase.len]));
}

static const struct str *short_form(struct str text, size_t at, size_t *len)
{
	for (size_t i = 0; i < LENGTH(phrases); i++)
		if (stands(text, at, phrases[i].from)) {
			*len = phrases[i].from.len;
			return &phrases[i].to;
		}
	return NULL;
}

static void add_short(struct buf *to, struct str text, size_t at, struct str as)
{
	bool capital = text.at[at] >= 'A' && text.at[at] <= 'Z';

	if (capital && as.len && *as.at >= 'a' && *as.at <= 'z') {
		buf_addc(to, (char)(*as.at - 32));
		as = str_of(as.at + 1, as.len - 1);
	}
	buf_add(to, as);
}

bool builtin_tighten(struct arena *mem, struct str text, struct str *out)
{
	struct buf b, *to = &b;
	bool any = false;

	buf_init(to, mem, text.len + 64);
	buf_add(to, STR(""));
	for (size_t i = 0; i < text.len;) {
		size_t len = 0;
		const struct str *as = is_letter(text.at[i])
					       ? short_form(text, i, &len)
					       : NULL;

		if (!as) {
			/* one blank between words */
			if (text.at[i] != ' ' || !to->len ||
				to->at[to->len - 1] != ' ')
				buf_addc(to, text.at[i]);
			i++;
			continue;
		}
		any = true;
		add_short(to, text, i, *as);
		i += len;
	}
	*out = str_trim(buf_str(to));
	return any && buf_ok(to);
}

static bool tighten_one(struct builtin *b, struct str at, struct str text)
{
	struct tailor_change *c;
	struct str to;

	if (!builtin_tighten(b->mem, text, &to) ||
		!(c = builtin_change(b, at, TAILOR_SET)))
		return false;
	c->before.text = text;
	c->after.text = to;
	c->reason = STR("the same in fewer words");
	c->quote = posting_str(b->ask->posting, b->ask->posting->title);
	builtin_prove_now(b, c, at, text);
	builtin_apply(b, c);
	return true;
}

void builtin_words(struct builtin *b)
{
	static const int told[] = { RESUME_WORK, RESUME_PROJECTS,
		RESUME_VOLUNTEER };
	size_t count = 0;

	for (size_t k = 0; k < LENGTH(told); k++)
		for (size_t i = 0; i < b->now.section[told[k]].count; i++) {
			const struct resume_texts *list =
				&b->now.section[told[k]].at[i].highlights;

			for (size_t n = 0;
				n < list->count && count < TIGHTENED_MOST; n++)
				count += tighten_one(b,
					str_fmt(b->mem,
						"/%s/%zu/highlights/%zu",
						resume_sections[told[k]].name,
						i, n),
					list->at[n]);
		}
}
