/* intake/field.c - see field.h. */
#include "intake/field.h"

enum { LONG = 2048 };

static struct str after(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

/* A word, or what stands in quotes. */
static struct str cut(struct str *s)
{
	struct str word;
	bool quoted;

	*s = str_trim(*s);
	quoted = s->len && *s->at == '"';
	if (quoted)
		*s = after(*s, 1);
	word = str_cut(s, quoted ? '"' : ' ');
	*s = str_trim(*s);
	return word;
}

struct str intake_field_link(struct arena *mem, struct str does)
{
	struct str s = does, word;

	if (!str_eq_nocase(cut(&s), STR("HYPERLINK")))
		return STR_NONE;
	while (s.len && *s.at == '\\') {
		word = cut(&s);
		/* a place, a frame, a tip */
		if (word.len == 2 && strchr("lto", word.at[1]))
			cut(&s);
	}
	word = cut(&s);
	return word.len && word.len <= LONG ? str_copy(mem, word) : STR_NONE;
}
