/*
 * match/taxonomy.c - see taxonomy.h. The tables are made by the build
 * (tools/taxonomy_table.c); here is how they are looked into.
 */
#include "match/taxonomy.h"
#include "match/taxonomy_key.h"
#include "taxonomy_table.h"

const struct taxonomy match_skills = { .text = skills_text,
	.entry = skills_entry,
	.name = skills_name,
	.family = skills_family,
	.links = skills_links,
	.slot = skills_slot,
	.prefix = skills_prefix,
	.count = LENGTH(skills_entry),
	.names = LENGTH(skills_name),
	.families = LENGTH(skills_family),
	.slot_mask = LENGTH(skills_slot) - 1,
	.prefix_mask = 64 * LENGTH(skills_prefix) - 1 };

const struct taxonomy match_titles = { .text = titles_text,
	.entry = titles_entry,
	.name = titles_name,
	.family = titles_family,
	.links = titles_links,
	.slot = titles_slot,
	.prefix = titles_prefix,
	.count = LENGTH(titles_entry),
	.names = LENGTH(titles_name),
	.families = LENGTH(titles_family),
	.slot_mask = LENGTH(titles_slot) - 1,
	.prefix_mask = 64 * LENGTH(titles_prefix) - 1 };

enum {
	NAME_WORDS = 8, /* longer names are none */
	/* Words to either side within which another of its family speaks for a
	 * weak one. */
	BESIDE = 12
};

/* ---- looking up -----------------------------------------------------------
 */

static bool may_begin(const struct taxonomy *t, uint64_t h)
{
	uint64_t bit = taxonomy_spread(h) >> 40 & t->prefix_mask;

	return t->prefix[bit / 64] >> bit % 64 & 1;
}

/* Are these the letters of the name, in its case? */
static bool same_case(struct str name, struct str written)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < name.len && strchr(" -./", name.at[i]))
			i++;
		while (k < written.len && strchr(" -./\n", written.at[k]))
			k++;
		if (i == name.len || k == written.len)
			return i == name.len && k == written.len;
		if (name.at[i++] != written.at[k++])
			return false;
	}
}

/* "PLCs" is "PLC"; of a name that ends in a small letter nobody makes one so.
 */
static struct str singular(struct str written)
{
	char last = written.len > 3 ? written.at[written.len - 2] : 0;

	return last >= 'A' && last <= 'Z' && str_ends(written, STR("s"))
		       ? str_of(written.at, written.len - 1)
		       : STR_NONE;
}

/* The name of this key, one that needs its case before a plain one. `whole`:
 * no plural's s was taken off. */
static const struct taxonomy_name *name_of(
	const struct taxonomy *t, uint64_t h, bool whole, struct str written)
{
	const struct taxonomy_name *plain = NULL;
	uint64_t key = taxonomy_spread(h);
	uint32_t at = (uint32_t)key & t->slot_mask;

	for (; t->slot[at].name; at = (at + 1) & t->slot_mask) {
		const struct taxonomy_name *name =
			&t->name[t->slot[at].name - 1];

		if (t->slot[at].check != (uint32_t)(key >> 32))
			continue;
		if (!(name->flags & NAME_EXACT))
			plain = name;
		else if (same_case(str_c(t->text + name->text),
				 whole ? written : singular(written)))
			return name;
	}
	return plain;
}

static struct str written(struct str text, const struct resume_word *from,
	const struct resume_word *last)
{
	return str_of(text.at + from->at, last->at + last->len - from->at);
}

/* The longest name that begins with a word; its words, 0: none does. */
static size_t longest(const struct taxonomy *t, struct str text,
	const struct resume_wording *words, size_t from,
	const struct taxonomy_name **out)
{
	uint64_t h = TAXONOMY_SEED;
	size_t best = 0;

	for (size_t n = 1; n <= NAME_WORDS && from + n <= words->count; n++) {
		const struct resume_word *w = &words->at[from + n - 1];
		const struct taxonomy_name *name;
		struct str s = w->text, as;
		uint64_t bare;

		if (n > 1 && w->flags & (WORD_BREAK | WORD_START))
			break;
		as = written(text, &words->at[from], w);
		if (taxonomy_is_plural(s, 's'))
			s.len--;
		bare = taxonomy_key(h, s);
		if (!may_begin(t, bare))
			break;
		h = s.len < w->text.len
			    ? taxonomy_key(bare, str_of(s.at + s.len, 1))
			    : bare;
		if (n > 1 && (str_is(s, "or") || str_is(s, "and")))
			continue; /* "Epic or Cerner" is not Epicor */
		name = name_of(t, h, true, as);
		if (!name && h != bare)
			name = name_of(t, bare, false, as);
		if (name) {
			*out = name;
			best = n;
		}
		if (h != bare && !may_begin(t, h))
			break;
	}
	return best;
}

size_t taxonomy_find(const struct taxonomy *t, struct str text,
	const struct resume_wording *words, struct taxonomy_hit *out)
{
	size_t count = 0;

	for (size_t i = 0; i < words->count;) {
		const struct taxonomy_name *name = NULL;
		size_t n = longest(t, text, words, i, &name);

		if (n)
			out[count++] =
				(struct taxonomy_hit){ .entry = name->entry,
					.count = (uint8_t)n,
					.weak = (name->flags & NAME_WEAK) != 0,
					.from = (uint32_t)i };
		i += n ? n : 1;
	}
	return count;
}

/* ---- weak names ------------------------------------------------------------
 */

/* Does it stand alone between commas, bullets or line ends? */
static bool is_item(
	const struct resume_wording *words, const struct taxonomy_hit *hit)
{
	size_t end = hit->from + hit->count;

	return words->at[hit->from].flags & WORD_BREAK &&
	       (end == words->count || words->at[end].flags & WORD_BREAK) &&
	       !(words->at[hit->from].flags & WORD_START &&
		       (end == words->count ||
			       words->at[end].flags & WORD_START));
}

/* Of one family, or one proves the other. */
static bool belong(const struct taxonomy *t, uint16_t a, uint16_t b)
{
	return t->entry[a].family == t->entry[b].family ||
	       taxonomy_proves(t, a, b) || taxonomy_proves(t, b, a);
}

static bool has_family(const struct taxonomy *t,
	const struct taxonomy_hit *hits, size_t count, size_t of)
{
	uint32_t at = hits[of].from;

	for (size_t i = of; i-- > 0 && hits[i].from + BESIDE >= at;)
		if (!hits[i].weak && belong(t, hits[i].entry, hits[of].entry))
			return true;
	for (size_t i = of + 1; i < count && hits[i].from <= at + BESIDE; i++)
		if (!hits[i].weak && belong(t, hits[i].entry, hits[of].entry))
			return true;
	return false;
}

/* "R or SPSS", "R, SPSS": does one that needs no other stand right beside it?
 */
static bool is_joined(const struct resume_wording *words,
	const struct taxonomy_hit *a, const struct taxonomy_hit *b)
{
	size_t end = a->from + a->count;

	return end == b->from
		       ? words->at[end].flags & WORD_BREAK
		       : end + 1 == b->from &&
				 (str_is(words->at[end].text, "or") ||
					 str_is(words->at[end].text, "and"));
}

static bool has_beside(const struct resume_wording *words,
	const struct taxonomy_hit *hits, size_t count, size_t of)
{
	return (of && !hits[of - 1].weak &&
		       is_joined(words, &hits[of - 1], &hits[of])) ||
	       (of + 1 < count && !hits[of + 1].weak &&
		       is_joined(words, &hits[of], &hits[of + 1]));
}

static bool is_among(struct str word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_is(word, list[i]))
			return true;
	return false;
}

/* "Services in Go", "writing C", "familiar with Rust"; "with Julia" may be
 * anybody. */
static bool is_introduced(const struct resume_word *words, size_t at)
{
	static const char *const before[] = { "in", "using", "write", "writing",
		"wrote", "written", "code", "coding" };
	static const char *const knows[] = { "experience", "familiar",
		"familiarity", "proficient", "proficiency", "knowledge",
		"command", "skills", "expertise", "understanding", "built",
		"developed", "written", "experienced", "comfortable", "years" };

	if (is_among(words[at - 1].text, before, LENGTH(before)))
		return true;
	return at > 1 &&
	       (str_is(words[at - 1].text, "with") ||
		       str_is(words[at - 1].text, "of")) &&
	       is_among(words[at - 2].text, knows, LENGTH(knows));
}

/* "Go experience", "Jenkins or a comparable tool" */
static bool opens_demand(const struct resume_wording *words, size_t at)
{
	static const char *const behind[] = { "or", "experience", "knowledge",
		"skills", "programming" };

	return words->at[at].flags & WORD_START && at + 1 < words->count &&
	       !(words->at[at + 1].flags & (WORD_START | WORD_BREAK)) &&
	       is_among(words->at[at + 1].text, behind, LENGTH(behind));
}

/* A tool, by its capital and by what stands before it within a sentence, or
 * behind it; and no "in Spring 2020". */
static bool is_led(const struct taxonomy *t, const struct resume_wording *words,
	const struct taxonomy_hit *hit)
{
	const struct resume_word *w = &words->at[hit->from];

	if (t->entry[hit->entry].kind != TAXONOMY_TOOL || hit->count > 1 ||
		!(w->flags & WORD_UPPER))
		return false;
	if (opens_demand(words, hit->from))
		return true;
	return hit->from && !(w->flags & (WORD_START | WORD_BREAK)) &&
	       !(hit->from + 1 < words->count && w[1].flags & WORD_NUMBER) &&
	       is_introduced(words->at, hit->from);
}

static bool is_backed(const struct taxonomy *t,
	const struct resume_wording *words, const struct taxonomy_hit *hits,
	size_t count, size_t of)
{
	return is_item(words, &hits[of]) || has_family(t, hits, count, of) ||
	       is_led(t, words, &hits[of]) ||
	       (hits[of].count == 1 && has_beside(words, hits, count, of));
}

size_t taxonomy_settle(const struct taxonomy *t,
	const struct resume_wording *words, struct taxonomy_hit *hits,
	size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (hits[i].weak && is_backed(t, words, hits, count, i))
			hits[i].count |= 0x80; /* stays, and speaks for none */
	for (size_t i = 0; i < count; i++) {
		if (hits[i].weak && !(hits[i].count & 0x80))
			continue;
		hits[kept] = hits[i];
		hits[kept++].count &= 0x7f;
	}
	return kept;
}

/* ---- what lies where -------------------------------------------------------
 */

static bool is_listed(const uint16_t *links, uint16_t entry)
{
	for (; *links != TAXONOMY_NONE; links++)
		if (*links == entry)
			return true;
	return false;
}

struct str taxonomy_label(const struct taxonomy *t, uint16_t entry)
{
	return str_c(t->text + t->entry[entry].label);
}

struct str taxonomy_family(const struct taxonomy *t, uint16_t entry)
{
	return str_c(t->text + t->family[t->entry[entry].family]);
}

size_t taxonomy_names(const struct taxonomy *t, uint16_t entry,
	const struct taxonomy_name **out)
{
	size_t from = 0, to = t->names, count = 0;

	while (from < to) { /* they stand in the order of their entries */
		size_t mid = (from + to) / 2;

		if (t->name[mid].entry < entry)
			from = mid + 1;
		else
			to = mid;
	}
	*out = &t->name[from];
	while (from + count < t->names && t->name[from + count].entry == entry)
		count++;
	return count;
}

bool taxonomy_proves(const struct taxonomy *t, uint16_t a, uint16_t b)
{
	return a == b || is_listed(t->links + t->entry[a].above, b);
}

bool taxonomy_is_near(const struct taxonomy *t, uint16_t a, uint16_t b)
{
	return is_listed(t->links + t->entry[a].near, b);
}

uint16_t taxonomy_entry_of(const struct taxonomy *t, struct str name)
{
	struct arena mem = { 0 };
	struct resume_wording words;
	const struct taxonomy_name *found = NULL;
	size_t n;

	resume_wording_read(&mem, name, &words);
	for (size_t i = 1; i < words.count; i++)
		words.at[i].flags &= (uint16_t) ~(WORD_BREAK | WORD_START);
	n = words.count ? longest(t, name, &words, 0, &found) : 0;
	n = n == words.count ? n : 0;
	arena_free(&mem);
	return n ? found->entry : TAXONOMY_NONE;
}
