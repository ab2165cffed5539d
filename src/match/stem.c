/*
 * match/stem.c - see stem.h: a few rules in a fixed order. No dictionary: two
 * words that get one stem by mistake cost less than two that should and do not.
 */
#include "match/stem.h"

enum { STEM_BYTES = 40 };

struct stem {
	char at[STEM_BYTES];
	size_t len;
};

static inline bool ends_so(const struct stem *s, const char *with, size_t n)
{
	return s->len > n && s->at[s->len - 1] == with[n - 1] &&
	       !memcmp(s->at + s->len - n, with, n);
}
#define ends(s, with) ends_so(s, with, sizeof(with) - 1)

/* Takes an ending off when so much stays. */
static inline bool drop_so(
	struct stem *s, const char *ending, size_t n, size_t stays)
{
	if (!ends_so(s, ending, n) || s->len - n < stays)
		return false;
	s->len -= n;
	return true;
}
#define drop(s, ending, stays) drop_so(s, ending, sizeof(ending) - 1, stays)

static void drop_plural(struct stem *s)
{
	if (ends(s, "ies") && s->len > 4) {
		s->len -= 2;
		s->at[s->len - 1] = 'y';
	} else if (ends(s, "sses") || ends(s, "xes") || ends(s, "ches")) {
		s->len -= 2;
	} else if (s->len > 3 && ends(s, "s") && !ends(s, "ss") &&
		   !ends(s, "us") && !ends(s, "is")) {
		s->len--;
	}
}

/* "plann" */
static void drop_double(struct stem *s)
{
	char last = s->at[s->len - 1];

	if (s->len > 3 && last == s->at[s->len - 2] && last != 'l' &&
		last != 's' && last != 'z' && last != 'e' && !(last & 0x80))
		s->len--;
}

static void drop_endings(struct stem *s)
{
	drop_plural(s);
	drop(s, "ly", 4);
	if (drop(s, "ing", 3) || drop(s, "ed", 3))
		drop_double(s);
	else if (ends(s, "xperiment"))
		return; /* no experience */
	else if (!drop(s, "ement", 4) && !drop(s, "ment", 4) &&
		 !drop(s, "ance", 5) && !drop(s, "ence", 5))
		drop(s, "ion", 4);
	if (ends(s, "ificat"))
		drop(s, "cat", 3); /* "classification", "classify" */
	if (drop(s, "er", 4) || drop(s, "or", 4))
		drop_double(s);
	drop(s, "e", 3);
	if (s->len > 5 && (ends(s, "ell") || ends(s, "oll")))
		s->len--; /* "modelling", "patrolling", "counsellor" */
	if (s->len > 5)
		drop(s, "at", 4);
	if (s->len > 3 && ends(s, "y"))
		s->at[s->len - 1] = 'i';
}

uint32_t match_stem(struct str word)
{
	struct stem s = { .len = word.len < STEM_BYTES ? word.len
						       : STEM_BYTES };
	uint64_t h = 0xcbf29ce484222325u;

	memcpy(s.at, word.at, s.len);
	if (s.len > 3 && !(s.at[0] >= '0' && s.at[0] <= '9'))
		drop_endings(&s);
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	h ^= h >> 32;
	return (uint32_t)h ? (uint32_t)h : 1;
}
