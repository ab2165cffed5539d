/*
 * cmd/match_show.c - a pair for people: all of it as a report, or two lines of
 * it in a list. What is quoted may say anything, so signs that terminals act on
 * are left out.
 */
#include "cmd/match.h"

#include "base/utf8.h"

#include <math.h>

enum {
	WIDTH = 78,
	BAR = 20,
	QUOTED = 160, /* characters of a quotation */
	TOLD = 12,    /* skills with their lines; more by name */
	NAMED = 5     /* terms in a row of a list */
};

/* ---- text ------------------------------------------------------------------
 */

static bool is_shown(uint32_t c)
{
	return c >= 32 && !(c >= 0x7f && c < 0xa0) && c != 0x200b &&
	       !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069) &&
	       !(c >= 0xe0000 && c <= 0xe007f);
}

/* One line of at most `most` characters. */
static void add_clean(struct buf *out, struct str s, size_t most)
{
	bool blank = false, any = false;
	uint32_t c;
	int n;

	for (; s.len && (n = utf8_decode(s, &c)) != 0;
		s = str_of(s.at + n, s.len - (size_t)n)) {
		if (n < 0) {
			n = -n;
			c = 0;
		}
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			blank = any;
			continue;
		}
		if (!is_shown(c))
			continue;
		if (!most--) {
			buf_add(out, STR("..."));
			return;
		}
		if (blank)
			buf_addc(out, ' ');
		buf_add(out, str_of(s.at, (size_t)n));
		blank = false;
		any = true;
	}
}

static struct str clean(struct arena *mem, struct str s, size_t most)
{
	struct buf b;

	buf_init(&b, mem, s.len + 8);
	buf_add(&b, STR(""));
	add_clean(&b, s, most);
	return buf_str(&b);
}

/* Words from a column on, broken at blanks; the caller is at `at`. */
static void add_hanging(
	struct buf *out, struct str text, size_t at, size_t column)
{
	bool first = true;

	while (text.len) {
		struct str word = str_cut(&text, ' ');
		size_t width = utf8_count(word);

		if (!first && at + width + 1 > WIDTH) {
			buf_addf(out, "\n%*s", (int)column, "");
			at = column;
			first = true;
		}
		if (!first)
			buf_addc(out, ' ');
		buf_add(out, word);
		at += width + !first;
		first = false;
	}
	buf_addc(out, '\n');
}

static void add_quote(struct buf *out, const struct match_pair *p,
	const char *before, struct str quote, struct str at)
{
	struct buf b;

	buf_init(&b, p->mem, 4096);
	buf_addf(&b, "%s\"", before);
	add_clean(&b, quote, QUOTED);
	buf_addc(&b, '"');
	if (at.len)
		buf_addf(&b, " (%.*s)", STR_ARG(at));
	buf_addf(out, "%6s", "");
	add_hanging(out, buf_str(&b), 6, 6);
}

/* ---- head -------------------------------------------------------------------
 */

static void add_job(struct buf *out, const struct match_pair *p, size_t most)
{
	const struct posting *j = p->pair.posting;
	const struct posting_span spans[] = { j->title, j->company,
		j->location };
	bool any = false;

	for (size_t i = 0; i < LENGTH(spans); i++) {
		if (!spans[i].len)
			continue;
		buf_add(out, any ? STR(", ") : STR(""));
		add_clean(out, posting_str(j, spans[i]), most);
		any = true;
	}
	if (!any)
		buf_add(out, STR("(a posting without a title)"));
}

static void add_parts(struct buf *out, const struct score *s)
{
	static const char full[BAR + 1] = "####################";
	static const char none[BAR + 1] = "....................";

	for (int i = 0; i < SCORE_PARTS; i++) {
		const struct score_part *part = &s->part[i];
		float share = part->of > 0 ? part->points / part->of : 0;
		int fill = (int)lrintf(share * BAR);

		if (part->of <= 0)
			buf_addf(out, "  %-12s not asked for\n", part->name);
		else
			buf_addf(out, "  %-12s %4.1f of %4.1f  %.*s%.*s\n",
				part->name, (double)part->points,
				(double)part->of, fill, full, BAR - fill, none);
	}
}

/* ---- terms ------------------------------------------------------------------
 */

static bool is_skill(const struct score_term *t)
{
	return t->term->skill != TAXONOMY_NONE;
}

static void add_why(struct buf *out, const struct score_term *t)
{
	const char *why = t->how == PROFILE_PROVED    ? "proved by"
			  : t->how == PROFILE_NEAR    ? "but close to it:"
			  : t->how == PROFILE_SIBLING ? "but of its kind:"
			  : t->how == PROFILE_ABOVE   ? "but broader:"
						      : NULL;

	if (why)
		buf_addf(out, ", %s %.*s", why,
			STR_ARG(taxonomy_label(&match_skills, t->by)));
}

static void add_skill(
	struct buf *out, const struct match_pair *p, const struct score_term *t)
{
	bool has = pair_has(t);

	buf_addf(out, "  %4.1f of %4.1f  %.*s", (double)t->points,
		(double)t->of, STR_ARG(t->term->label));
	if (t->term->must)
		buf_add(out, STR(" (required)"));
	add_why(out, t);
	buf_addc(out, '\n');
	if (has && t->passage)
		add_quote(out, p, "",
			pair_quote(p->mem, t->passage, t->by, t->term->stem),
			t->passage->at);
	else if (!has)
		add_quote(out, p, "asked for: ",
			pair_line(p->pair.posting, t->term->span), STR_NONE);
}

/* Those that stand in a list behind the first few. */
static void add_also(
	struct buf *out, const struct match_pair *p, bool has, size_t told)
{
	const struct score *s = p->pair.score;
	size_t seen = 0;
	struct buf b;

	buf_init(&b, p->mem, 64 << 10);
	for (size_t i = 0; i < s->terms.count; i++) {
		const struct score_term *t = &s->terms.at[i];

		if (!is_skill(t) || pair_has(t) != has || seen++ < told)
			continue;
		buf_addf(&b, "%s%.*s",
			b.len ? ", " : "also: ", STR_ARG(t->term->label));
	}
	if (!b.len)
		return;
	buf_addf(out, "%14s", "");
	add_hanging(out, buf_str(&b), 14, 14);
}

static void add_skills(
	struct buf *out, const struct match_pair *p, bool has, const char *head)
{
	const struct score *s = p->pair.score;
	size_t told = 0;

	for (size_t i = 0; i < s->terms.count && told < TOLD; i++) {
		const struct score_term *t = &s->terms.at[i];

		if (!is_skill(t) || pair_has(t) != has)
			continue;
		if (!told++)
			buf_addf(out, "\n%s\n", head);
		add_skill(out, p, t);
	}
	add_also(out, p, has, told);
}

static void add_words(
	struct buf *out, const struct match_pair *p, bool has, const char *head)
{
	const struct score *s = p->pair.score;
	struct buf b;

	buf_init(&b, p->mem, 64 << 10);
	buf_addf(&b, "%s", head);
	for (size_t i = 0; i < s->terms.count; i++) {
		const struct score_term *t = &s->terms.at[i];

		if (is_skill(t) || pair_has(t) != has)
			continue;
		buf_addc(&b, ' ');
		add_clean(&b, t->term->label, QUOTED);
		buf_addc(&b, ',');
	}
	if (b.len == strlen(head))
		return;
	b.len--;
	buf_add(out, STR("  "));
	add_hanging(out, buf_str(&b), 2, 4);
}

/* ---- needs and changes ------------------------------------------------------
 */

static void add_need(
	struct buf *out, const struct match_pair *p, const struct score_need *n)
{
	buf_addf(out, "  %-8s ", score_verdicts[n->verdict]);
	add_hanging(out, clean(p->mem, n->need->text, 400), 11, 11);
	buf_addf(out, "%11s%.*s%s\n", "", STR_ARG(n->why),
		n->need->must ? "" : " (welcome, not required)");
	if (n->passage)
		add_quote(out, p, "     ",
			pair_quote(p->mem, n->passage,
				n->need->skills ? n->need->skill[0]
						: TAXONOMY_NONE,
				n->need->stems ? n->need->stem[0] : 0),
			n->passage->at);
}

static void add_needs(struct buf *out, const struct match_pair *p)
{
	const struct score *s = p->pair.score;

	if (s->needs.count)
		buf_add(out, STR("\nWhat it asks for\n"));
	for (size_t i = 0; i < s->needs.count; i++)
		add_need(out, p, &s->needs.at[i]);
}

static void add_changes(struct buf *out, const struct match_pair *p)
{
	const struct score *s = p->pair.score;

	if (s->changes)
		buf_add(out, STR("\nWhat would raise it most, where it is "
				 "true\n"));
	for (size_t i = 0; i < s->changes; i++) {
		buf_addf(out, "  +%4.1f  ", (double)s->change[i].points);
		add_hanging(out, clean(p->mem, s->change[i].text, 400), 9, 9);
	}
}

void cmd_match_report(struct buf *out, const struct match_pair *p)
{
	const struct score *s = p->pair.score;

	buf_addf(out, "%.1f of 100: %s for ",
		(double)lround((double)s->total * 10) / 10, p->resume);
	add_job(out, p, 80);
	buf_add(out, STR("\n\n"));
	add_parts(out, s);
	for (size_t i = 0; i < p->pair.note_count; i++) {
		buf_addf(out, "%s  Note: ", i ? "" : "\n");
		add_hanging(out, p->pair.notes[i], 8, 8);
	}
	add_skills(out, p, true, "Skills that it shows");
	add_skills(out, p, false, "Skills that it does not show");
	buf_add(out, STR("\nOther words of the posting\n"));
	add_words(out, p, true, "in both:");
	add_words(out, p, false, "in the posting alone:");
	add_needs(out, p);
	add_changes(out, p);
}

/* ---- a row of a list ---------------------------------------------------- */

static void add_named(
	struct buf *out, const struct score *s, bool has, const char *head)
{
	int named = 0;

	for (size_t i = 0; i < s->terms.count && named < NAMED; i++) {
		const struct score_term *t = &s->terms.at[i];

		if (!is_skill(t) || pair_has(t) != has)
			continue;
		buf_addf(out, "%s%.*s", named++ ? ", " : head,
			STR_ARG(t->term->label));
	}
}

void cmd_match_row(struct buf *out, const struct match_pair *p)
{
	struct buf b;

	add_clean(out, str_c(p->file), 400);
	if (p->file == p->job) {
		buf_add(out, STR("  "));
		add_job(out, p, 60);
	}
	buf_addc(out, '\n');
	buf_init(&b, p->mem, 4096);
	add_named(&b, p->pair.score, true, "shows ");
	add_named(
		&b, p->pair.score, false, b.len ? "; not " : "does not show ");
	if (!b.len)
		return;
	buf_addf(out, "%14s", "");
	add_hanging(out, buf_str(&b), 14, 14);
}
