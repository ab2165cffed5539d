/*
 * tailor/intent_order.c - the patterns of intent_orders.def, held against the
 * words of a text, sentence by sentence. Knows nothing of how words were
 * hidden.
 */
#include "tailor/intent_int.h"

static const struct {
	enum intent_kind kind;
	const char *pattern;
} rules[] = {
#define ORDER(kind, pattern) { INTENT_##kind, pattern },
#include "tailor/intent_orders.def"
#undef ORDER
};

enum { STEPS_MOST = 4000 /* of one pattern at one word */ };

struct matching {
	const struct resume_wording *words;
	size_t steps;
};

/* The next part of a pattern. */
static struct str next_part(const char **pattern)
{
	const char *from = *pattern, *end;

	while (*from == ' ')
		from++;
	end = from;
	while (*end && *end != ' ')
		end++;
	*pattern = end;
	return str_of(from, (size_t)(end - from));
}

static bool is_one(struct str word, struct str choice)
{
	if (choice.len > 1 && choice.at[choice.len - 1] == '*')
		return str_starts(word, str_of(choice.at, choice.len - 1));
	return str_eq(word, choice);
}

static bool ends_here(const struct matching *m, size_t at)
{
	return at >= m->words->count ||
	       m->words->at[at].flags & (WORD_BREAK | WORD_START);
}

/* Is the word at `at` one of a part's? How many words that takes; -1: no. */
static int take(const struct matching *m, struct str part, size_t at)
{
	while (part.len) {
		struct str choice = str_cut(&part, '|');

		if (str_is(choice, "$") && ends_here(m, at))
			return 0;
		if (at < m->words->count &&
			is_one(m->words->at[at].text, choice))
			return 1;
	}
	return -1;
}

/* Where the match ends; 0: there is none. */
static size_t match(struct matching *m, const char *pattern, size_t at)
{
	struct str part = next_part(&pattern);
	int gap = 0, n;

	if (!part.len)
		return at;
	if (++m->steps > STEPS_MOST)
		return 0;
	if (str_is(part, "^"))
		return at < m->words->count &&
				       m->words->at[at].flags & WORD_START
			       ? match(m, pattern, at)
			       : 0;
	if (str_starts(part, STR(".."))) {
		gap = part.at[2] - '0';
		part = next_part(&pattern);
	}
	for (int i = 0; i <= gap; i++) {
		size_t end;

		n = take(m, part, at + (size_t)i);
		end = n < 0 ? 0 : match(m, pattern, at + (size_t)i + (size_t)n);
		if (end)
			return end;
		/* what is left out is of one sentence */
		if (at + (size_t)i + 1 >= m->words->count ||
			m->words->at[at + (size_t)i + 1].flags & WORD_START)
			break;
	}
	return 0;
}

static void add_order(struct arena *mem, struct intent_order_list *to,
	struct intent_order order)
{
	if (to->count && to->at[to->count - 1].to >= order.from &&
		to->at[to->count - 1].from <= order.from) {
		struct intent_order *last = &to->at[to->count - 1];

		last->to = order.to > last->to ? order.to : last->to;
		return;
	}
	if (to->count == to->room) {
		struct intent_order *more;

		to->room = to->room ? 2 * to->room : 16;
		more = ARENA_LIST(mem, struct intent_order, to->room);
		if (to->count)
			memcpy(more, to->at, to->count * sizeof(*more));
		to->at = more;
	}
	to->at[to->count++] = order;
}

/* The sentences that words stand in, as bytes. */
static struct intent_order sentence(
	const struct resume_wording *w, struct str text, size_t from, size_t to)
{
	while (from && !(w->at[from].flags & WORD_START))
		from--;
	while (to < w->count && !(w->at[to].flags & WORD_START))
		to++;
	return (struct intent_order){ .from = w->at[from].at,
		.to = to < w->count ? w->at[to].at : text.len };
}

/* Which patterns may begin with a word, by its first two bytes, so that most
 * words cost nothing; the last is for the first words of sentences. */
enum { SETS = (LENGTH(rules) + 63) / 64, HEADS = 1024 };
struct intent_rules {
	uint64_t set[HEADS + 1][SETS];
};

static size_t head_of(struct str word)
{
	unsigned first = word.len ? (unsigned char)word.at[0] : 0;
	unsigned second = word.len > 1 ? (unsigned char)word.at[1] : 0;

	return (first * 37 + second) % HEADS;
}

static void add_heads(struct intent_rules *r, size_t rule, struct str part)
{
	while (part.len) {
		struct str choice = str_cut(&part, '|');

		r->set[head_of(choice)][rule / 64] |= 1ull << rule % 64;
	}
}

const struct intent_rules *intent_rules_read(struct arena *mem)
{
	struct intent_rules *r = ARENA_NEW(mem, struct intent_rules);

	for (size_t i = 0; i < LENGTH(rules); i++) {
		const char *p = rules[i].pattern;
		struct str part = next_part(&p);

		if (str_is(part, "^"))
			r->set[HEADS][i / 64] |= 1ull << i % 64;
		else
			add_heads(r, i, part);
	}
	return r;
}

/* The pattern that matches here; its end; -1: none does. */
static int rule_at(const struct intent_rules *r,
	const struct resume_wording *words, size_t at, size_t *end)
{
	const uint64_t *set = r->set[head_of(words->at[at].text)];
	bool start = words->at[at].flags & WORD_START;

	for (size_t s = 0; s < SETS; s++) {
		uint64_t left = set[s] | (start ? r->set[HEADS][s] : 0);

		for (; left; left &= left - 1) {
			int i = (int)(64 * s) + __builtin_ctzll(left);
			struct matching m = { words, 0 };

			*end = match(&m, rules[i].pattern, at);
			if (*end)
				return i;
		}
	}
	return -1;
}

void intent_orders_find(struct arena *mem, const struct intent_rules *r,
	struct str text, struct intent_order_list *out)
{
	struct resume_wording words;

	resume_wording_read(mem, text, &words);
	for (size_t i = 0; i < words.count; i++) {
		size_t end = 0;
		int rule = rule_at(r, &words, i, &end);
		struct intent_order found;

		if (rule < 0)
			continue;
		found = sentence(&words, text, i, end);
		found.kind = rules[rule].kind;
		add_order(mem, out, found);
	}
}

bool intent_pattern_check(const char *pattern)
{
	size_t parts = 0;
	struct str part;

	while ((part = next_part(&pattern)).len) {
		if (str_starts(part, STR("..")) &&
			(part.len != 3 || !strchr("123456789", part.at[2])))
			return false;
		while (part.len)
			if (!str_cut(&part, '|').len)
				return false;
		parts++;
	}
	return parts > 1;
}
