/*
 * match/posting.c - see posting.h. Runs the steps of posting_int.h, and reads
 * of each line what it asks for.
 */
#include "match/facts.h"
#include "match/posting_int.h"
#include "match/shown.h"

enum {
	/* words of a line that is looked into for little ones; twice as many,
	 * where it is an item */
	LITTLE = 6,
	OPENING = 4 /* words that say that it asks for something */
};

#define LIGHT_WEIGHT 0.1f

/* ---- needs --------------------------------------------------------------- */

/* "Python or R", "tools such as Looker", "e.g. Looker" */
static bool is_choice(struct fact_words w)
{
	if (fact_choice(w))
		return true;
	for (size_t i = 1; i < w.count; i++)
		if ((str_is(w.at[i].text, "as") &&
			    str_is(w.at[i - 1].text, "such")) ||
			(str_is(w.at[i].text, "g") &&
				str_is(w.at[i - 1].text, "e")))
			return true;
	return false;
}

static void add_stem(struct posting_need *n, const struct resume_word *word)
{
	float weigh = word->text.len < 3 ? 0
		      : fact_light(word) ? LIGHT_WEIGHT
					 : match_weight(word);
	uint32_t stem = weigh > 0 ? match_stem(word->text) : 0;

	for (uint8_t i = 0; i < n->stems; i++)
		if (n->stem[i] == stem)
			return;
	if (weigh > 0 && n->stems < LENGTH(n->stem)) {
		n->stem[n->stems] = stem;
		n->weigh[n->stems++] = weigh;
	}
}

/* "Databases (PostgreSQL, MySQL)": what stands in brackets is an example. */
static bool is_in_brackets(const struct posting_reading *r,
	const struct posting_line *l, size_t word)
{
	struct str text = r->out->text;
	int open = 0;

	for (size_t i = l->span.at; i < r->words.at[word].at; i++)
		open += text.at[i] == '(' ? 1 : text.at[i] == ')' ? -1 : 0;
	return open > 0;
}

/* "CRM software" is no tool, but what many are. */
static bool is_sort(uint16_t skill)
{
	struct str rest = taxonomy_label(&match_skills, skill);
	bool sort = false;

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		sort = sort || (word.len && *word.at >= 'a' && *word.at <= 'z');
	}
	return sort;
}

/* "MLflow", of whatever kind its family is; "DevOps" and "SaaS" are none. */
static bool is_brand(uint16_t skill)
{
	struct str s = taxonomy_label(&match_skills, skill);
	bool small = s.len && s.at[0] >= 'a', inner = false;

	if (match_skills.entry[skill].kind == TAXONOMY_SOFT ||
		str_ends(s, STR("Ops")) || str_ends(s, STR("aaS")))
		return false;
	for (size_t i = 1; i < s.len; i++) {
		if (s.at[i] < 'A' || s.at[i] > 'z')
			return false;
		inner = inner || s.at[i] <= 'Z';
		small = small || (s.at[i] >= 'a' && i + 2 < s.len);
	}
	return inner && small;
}

/* A tool or a certificate, by its own name: "Amazon S3", and no "Automated
 * testing". What opens a line has a capital anyway. */
/* "ISO 27001" */
static bool is_standard(
	const struct posting_reading *r, const struct taxonomy_hit *h)
{
	const struct resume_word *w = &r->words.at[h->from];

	return h->count == 2 && w->flags & WORD_CAPS &&
	       w[1].flags & WORD_NUMBER;
}

static bool is_name(const struct posting_reading *r,
	const struct taxonomy_hit *h, bool opens)
{
	uint8_t kind = match_skills.entry[h->entry].kind;
	unsigned flags = r->words.at[h->from].flags;

	if ((kind != TAXONOMY_TOOL && kind != TAXONOMY_CERTIFICATE &&
		    !is_standard(r, h) && !is_brand(h->entry)) ||
		is_sort(h->entry) ||
		!(flags & (WORD_UPPER | WORD_INNER | WORD_NUMBER)))
		return false;
	return opens || flags & (WORD_CAPS | WORD_INNER) ||
	       !(flags & WORD_START);
}

/* Of which choice of the line the next skill is. */
struct choosing {
	size_t end; /* the hit behind those of which one is enough */
	uint8_t choice;
	bool kind; /* they are kinds of the one before them */
};

static void add_skill(const struct posting_reading *r,
	const struct posting_line *l, const struct taxonomy_hit *h,
	struct choosing c, struct posting_need *n)
{
	uint16_t bit = (uint16_t)(1u << n->skills);

	if (n->skills == LENGTH(n->skill))
		return;
	if (is_in_brackets(r, l, h->from))
		n->examples |= c.kind ? 0 : bit;
	else if (is_name(r, h, false))
		n->names |= bit;
	n->choice[n->skills] = c.choice;
	n->skill[n->skills++] = h->entry;
}

/* "ILS or ALS", one of which no table knows. */
static bool is_beside_or(const struct posting_reading *r, size_t hit)
{
	size_t from = r->hit[hit].from, to = from + r->hit[hit].count;

	return fact_is_one_of(r->words.at[from - 1].text, "or oder ou") ||
	       (to < r->words.count &&
		       fact_is_one_of(r->words.at[to].text, "or oder ou"));
}

/* "Life support (ILS or ALS)", "databases such as PostgreSQL" */
static void choose(const struct posting_reading *r,
	const struct posting_line *l, size_t hit, struct choosing *c)
{
	c->end = posting_choice_end(r, l, hit);
	c->kind = posting_is_example(r, l, hit) ||
		  (hit && r->hit[hit - 1].from >= l->from &&
			  is_in_brackets(r, l, r->hit[hit].from) &&
			  (c->end > hit + 1 || is_beside_or(r, hit)));
	c->choice = (uint8_t)(c->choice + !c->kind);
}

static void add_words(const struct posting_reading *r,
	const struct posting_line *l, size_t *hit, struct posting_need *n)
{
	bool first = false;
	struct choosing c = { 0 };

	while (*hit < r->hits && r->hit[*hit].from < l->from)
		++*hit;
	for (size_t i = l->from; i < l->to;) {
		if (*hit < r->hits && r->hit[*hit].from == i) {
			const struct taxonomy_hit *h = &r->hit[*hit];

			if (*hit >= c.end)
				choose(r, l, *hit, &c);
			++*hit;
			first = first || (i == l->from && is_name(r, h, true));
			add_skill(r, l, h, c, n);
			i += h->count;
			continue;
		}
		if (!(r->words.at[i].flags & WORD_NUMBER))
			add_stem(n, &r->words.at[i]);
		i++;
	}
	/* "Kotlin or Swift" */
	if (first && n->names)
		n->names |= 1;
}

/* Do these names cover all words that say something? */
static bool covers(
	struct fact_words w, const struct taxonomy_hit *hit, size_t count)
{
	for (size_t i = 0, k = 0; i < w.count; i++) {
		while (k < count && hit[k].from + hit[k].count <= i)
			k++;
		if ((k == count || i < hit[k].from) &&
			match_weight(&w.at[i]) > 0)
			return false;
	}
	return count > 0;
}

/* "Recruitment experience": a common word is meant, where a line says no other;
 * and so is a word that every posting has. */
static void add_little(struct posting_reading *r, struct fact_words w,
	size_t most, struct posting_need *n)
{
	struct resume_wording line = { r->words.at + (w.at - r->words.at),
		w.count };
	struct taxonomy_hit *hit =
		arena_bytes(r->mem, (w.count + 1) * sizeof(*hit));
	size_t count = taxonomy_find(&match_skills, r->out->text, &line, hit);
	bool none = !n->stems;

	if (covers(w, hit, count)) {
		n->stems = 0;
		for (size_t i = 0; i < count && n->skills < LENGTH(n->skill);
			i++) {
			n->choice[n->skills] = (uint8_t)(i + 1);
			n->skill[n->skills++] = hit[i].entry;
		}
		return;
	}
	for (size_t i = 0; none && i < w.count && w.count <= most; i++)
		if (w.at[i].text.len > 2 && match_says_little(&w.at[i]) &&
			!fact_asks(&w.at[i])) {
			n->stem[n->stems] = match_stem(w.at[i].text);
			n->weigh[n->stems++] = MATCH_LITTLE_WEIGHT;
			if (n->stems == LENGTH(n->stem))
				return;
		}
}

/* "Works well in a team": of nothing but common words, and yet it asks. */
static bool is_topic(struct fact_words w)
{
	uint32_t stem[2 * LITTLE];
	size_t count = w.count < LENGTH(stem) ? w.count : LENGTH(stem);

	for (size_t i = 0; i < count; i++)
		stem[i] = match_stem(w.at[i].text);
	return shown_is_asked(stem, count);
}

static const char *language_of(struct fact_words w, bool briefly)
{
	for (size_t i = 0; i < w.count; i++) {
		const char *code = fact_language(&w.at[i]);

		if (code && (briefly || fact_speaks(w)))
			return code;
	}
	return NULL;
}

/* "Non-" keeps its hyphen at the end of a line, and "in-cluding" has none. */
static bool keeps_hyphen(struct str s)
{
	size_t from = --s.len;

	while (from && (s.at[from - 1] | 32) >= 'a' &&
		(s.at[from - 1] | 32) <= 'z')
		from--;
	return fact_is_one_of(str_of(s.at + from, s.len - from),
		"non pre post self cross multi co re well high low long short "
		"full part real end semi sub inter anti mid e");
}

/* What was broken for its width, in one line. */
static struct str one_line(struct arena *mem, struct str text)
{
	struct buf b;

	if (!text.len || !memchr(text.at, '\n', text.len))
		return text;
	buf_init(&b, mem, text.len);
	for (size_t i = 0; i < text.len; i++) {
		bool blank = memchr(" \t\r\n", text.at[i], 4) != NULL;
		bool broken = text.at[i] == '\n' && b.len > 1 &&
			      b.at[b.len - 1] == '-' && b.at[b.len - 2] != ' ';

		while (broken && i + 1 < text.len && text.at[i + 1] == ' ')
			i++;
		if (broken && !keeps_hyphen(buf_str(&b)))
			b.len--;
		if (!blank)
			buf_addc(&b, text.at[i]);
		else if (!broken && b.len && b.at[b.len - 1] != ' ')
			buf_addc(&b, ' ');
	}
	return buf_str(&b);
}

/* "POL-21-00004", "www.example.org", "Days": asks for nothing. */
static bool is_mark(const struct posting_need *n, const struct posting_line *l)
{
	static const char *const signs[] = { "://", "www.", "@" };

	for (size_t at = 0; at < n->text.len; at++)
		for (size_t i = 0; i < LENGTH(signs); i++)
			if (str_starts(
				    str_of(n->text.at + at, n->text.len - at),
				    str_c(signs[i])))
				return true;
	return !l->bullet && !memchr(n->text.at, ' ', n->text.len);
}

static void add_need(
	struct posting_reading *r, const struct posting_line *l, size_t *hit)
{
	struct fact_words w = { r->words.at + l->from, l->to - l->from };
	struct posting_need n = { .span = l->span,
		.text = one_line(r->mem, posting_str(r->out, l->span)) };

	n.must = l->part != POSTING_NICE && !l->welcome;
	n.years = fact_years(w);
	n.degree = fact_degree(w, false);
	n.studying = n.degree && fact_studying(w);
	n.language = language_of(w, w.count <= 4);
	n.any = is_choice(w);
	add_words(r, l, hit, &n);
	if (!n.years && !n.degree && !n.language && !n.skills)
		add_little(r, w, l->bullet ? 2 * LITTLE : LITTLE, &n);
	if (!n.years && !n.degree && !n.language && !n.skills &&
		((!n.stems &&
			 !((l->bullet || fact_asks(w.at)) && is_topic(w))) ||
			is_mark(&n, l)))
		return;
	if (r->out->needs.count < POSTING_NEEDS)
		r->out->needs.at[r->out->needs.count++] = n;
}

/* "Experience with GraphQL is required." */
static bool asks_in_prose(
	const struct posting_reading *r, const struct posting_line *l)
{
	const struct resume_word *words = r->words.at + l->from;
	struct fact_words w = { words, l->to - l->from };
	bool names = fact_years(w) || fact_degree(w, false) || fact_speaks(w);

	for (size_t i = 0; i < r->hits && !names; i++)
		names = r->hit[i].from >= l->from && r->hit[i].from < l->to;
	return names &&
	       (l->welcome || phrase_has(words, w.count, POSTING_MUST));
}

static bool says_known(const struct resume_word *w)
{
	return fact_is_one_of(w->text,
		"experience knowledge skill skills understanding familiarity "
		"proficiency ability abilities expertise");
}

/* "Good understanding of Oracle", "You should have ...", among duties. */
static bool asks_among_duties(
	const struct posting_reading *r, const struct posting_line *l)
{
	const struct resume_word *w = r->words.at + l->from;
	size_t count = l->to - l->from;

	for (size_t i = 1; i < count && i < 2 * OPENING; i++)
		if (fact_is_one_of(w[i].text, "have possess") &&
			fact_is_one_of(w[i - 1].text, "should must to"))
			return true;
	if (count <= OPENING / 2 || !fact_asks(w))
		return false;
	for (size_t i = 0; i < OPENING && i < count; i++)
		if (says_known(&w[i]))
			return true;
	return says_known(&w[count - 1]);
}

static bool asks(const struct posting_reading *r, const struct posting_line *l)
{
	if (l->heading)
		return false;
	if (l->part == POSTING_MUST || l->part == POSTING_NICE)
		return true;
	if (l->part == POSTING_DUTIES)
		return asks_among_duties(r, l);
	return !r->sorted && l->part == POSTING_TEXT &&
	       (l->bullet || asks_in_prose(r, l));
}

/* "Please tell us about": where nothing asks, lists do. */
static bool lists(const struct posting_line *l)
{
	return l->bullet && !l->heading && l->part != POSTING_OFFER &&
	       l->part != POSTING_COMPANY;
}

static void read_needs(struct posting_reading *r)
{
	size_t hit = 0;

	r->out->needs.at =
		ARENA_LIST(r->mem, struct posting_need, POSTING_NEEDS);
	for (size_t i = 0; i < r->lines; i++)
		if (asks(r, &r->line[i]))
			add_need(r, &r->line[i], &hit);
	if (r->out->needs.count)
		return;
	hit = 0;
	for (size_t i = 0; i < r->lines; i++)
		if (lists(&r->line[i]))
			add_need(r, &r->line[i], &hit);
}

/* ---- of the whole ------------------------------------------------------- */

static void add_language(
	struct posting *p, const char *code, struct posting_span at, bool must)
{
	for (size_t i = 0; i < p->languages.count; i++)
		if (!strcmp(p->languages.at[i].code, code)) {
			p->languages.at[i].must =
				p->languages.at[i].must || must;
			return;
		}
	if (p->languages.count < POSTING_LANGUAGES)
		p->languages.at[p->languages.count++] =
			(struct posting_language){ code, at, must };
}

static void read_facts(struct posting_reading *r, const struct posting_line *l)
{
	struct fact_words w = { r->words.at + l->from, l->to - l->from };
	struct posting *p = r->out;
	bool must = !l->welcome && l->part != POSTING_NICE;
	enum posting_degree degree;
	int years;

	if (l->part == POSTING_OFFER || l->part == POSTING_COMPANY ||
		l->part == POSTING_PROCESS)
		return;
	years = must ? fact_years(w) : 0;
	if (years > p->years) {
		p->years = years;
		p->years_span = l->span;
	}
	degree = must ? fact_degree(w, false) : DEGREE_NONE;
	if (degree && (!p->degree || degree < p->degree)) {
		p->degree = degree;
		p->degree_span = l->span;
		p->degree_or = fact_degree_or(w);
	}
	for (size_t i = 0; i < w.count; i++) {
		const char *code = fact_language(&w.at[i]);

		if (code && (fact_speaks(w) || w.count <= 4))
			add_language(p, code,
				posting_words_span(
					r, l->from + i, l->from + i + 1),
				must);
	}
}

bool posting_read(struct arena *mem, struct str text, struct posting *out,
	struct err *err)
{
	struct posting_reading r = { .mem = mem, .out = out };

	*out = (struct posting){ .text = text };
	if (text.len > POSTING_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"the posting has %zu bytes; at most %d are read",
			text.len, POSTING_BYTES);
	resume_wording_read(mem, text, &r.words);
	if (!r.words.count)
		return err_set(err, ERR_BAD_INPUT,
			"the posting is empty: paste its text, or give a file "
			"that has some");
	posting_join(&r);
	r.hit = arena_bytes(mem, (r.words.count + 1) * sizeof(*r.hit));
	r.hits = taxonomy_find(&match_skills, text, &r.words, r.hit);
	r.hits = taxonomy_settle(&match_skills, &r.words, r.hit, r.hits);
	posting_lines(&r);
	posting_title(&r);
	posting_terms(&r);
	for (size_t i = 0; i < r.lines; i++)
		if (!r.line[i].heading)
			read_facts(&r, &r.line[i]);
	read_needs(&r);
	return true;
}
