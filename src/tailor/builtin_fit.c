/*
 * tailor/builtin_fit.c - what its owner asked to be shorter: the summary keeps
 * the sentences that say most of what the posting asks for, a resume of one
 * page the bullets that do. How long a page is, is estimated: no template is
 * known here.
 */
#include "tailor/builtin_int.h"

#include <stdlib.h>

enum {
	LINE_CHARS = 95,
	PAGE_LINES = 52,
	HEADER_LINES = 4,
	SECTION_LINES = 2,
	ENTRY_LINES = 2,
	SENTENCES = 40,
	KEPT_LATEST = 2, /* bullets of the first entry that stay, whatever */
	KEPT_OTHERS = 1
};

/* ---- the summary -------------------------------------------------------- */

static size_t sentences_of(struct str text, struct str *out)
{
	size_t count = 0, from = 0;

	for (size_t i = 0; i < text.len && count < SENTENCES; i++) {
		bool end = i + 1 == text.len ||
			   (strchr(".!?", text.at[i]) && text.at[i + 1] == ' ');

		if (!end || i < from)
			continue;
		out[count++] = str_of(text.at + from, i + 1 - from);
		from = i + 2;
	}
	return count;
}

/* The first, and the one of the others that is worth most, in their order. */
static struct str shortened(struct builtin *b, struct str text)
{
	struct str s[SENTENCES];
	size_t count = sentences_of(text, s), best = 0;
	float most = 0;

	if (count < 2)
		return text;
	for (size_t i = 1; count > 2 && i < count; i++) {
		const struct posting_term *term;
		float worth = builtin_worth(b, s[i], &term);

		if (worth > most) {
			most = worth;
			best = i;
		}
	}
	return best ? str_fmt(b->mem, "%.*s %.*s", STR_ARG(s[0]),
			      STR_ARG(s[best]))
		    : s[0];
}

static void shorten_summary(struct builtin *b)
{
	struct str was = b->now.basics.summary;
	struct str is = shortened(b, str_trim(was));
	struct tailor_change *c;

	if (is.len >= was.len ||
		!(c = builtin_change(b, STR("/basics/summary"), TAILOR_SET)))
		return;
	c->before.text = was;
	c->after.text = is;
	c->asked = true;
	c->reason = STR("you asked for a shorter summary");
	c->quote = posting_str(b->ask->posting, b->ask->posting->title);
	builtin_prove_now(b, c, c->at, was);
	builtin_apply(b, c);
}

/* ---- one page ----------------------------------------------------------- */

static size_t lines_of(struct str text)
{
	return (text.len + LINE_CHARS - 1) / LINE_CHARS;
}

static size_t lines_of_all(const struct resume_texts *list)
{
	size_t lines = 0;

	for (size_t i = 0; i < list->count; i++)
		lines += lines_of(list->at[i]);
	return lines;
}

static size_t lines_of_resume(const struct resume *r)
{
	size_t lines = HEADER_LINES + lines_of(r->basics.summary);

	for (int s = 0; s < RESUME_SECTIONS; s++) {
		lines += r->section[s].count ? SECTION_LINES : 0;
		for (size_t i = 0; i < r->section[s].count; i++) {
			const struct resume_entry *e = &r->section[s].at[i];
			bool listed = s == RESUME_SKILLS ||
				      s == RESUME_LANGUAGES ||
				      s == RESUME_INTERESTS;

			lines += (listed ? 1 : ENTRY_LINES) +
				 lines_of(e->summary) +
				 lines_of(e->description) +
				 lines_of_all(&e->highlights) +
				 e->keywords.count / 10;
		}
	}
	return lines;
}

struct bullet {
	struct resume_texts *list; /* of `now` */
	struct str text;
	size_t section, entry, stay, number;
	float worth;
};

/* What says least first; of two the later one. */
static int by_worth(const void *a, const void *b)
{
	const struct bullet *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth < y->worth ? -1 : 1;
	return x->number > y->number ? -1 : x->number < y->number;
}

static size_t read_bullets(struct builtin *b, struct bullet **out)
{
	static const int told[] = { RESUME_WORK, RESUME_PROJECTS,
		RESUME_VOLUNTEER };
	size_t count = 0, most = 1;

	for (size_t k = 0; k < LENGTH(told); k++)
		for (size_t i = 0; i < b->now.section[told[k]].count; i++)
			most += b->now.section[told[k]].at[i].highlights.count;
	*out = ARENA_LIST(b->mem, struct bullet, most);
	for (size_t k = 0; k < LENGTH(told); k++)
		for (size_t i = 0; i < b->now.section[told[k]].count; i++) {
			struct resume_texts *list =
				&b->now.section[told[k]].at[i].highlights;
			size_t stay = !k && !i ? KEPT_LATEST : KEPT_OTHERS;

			if (list->count > TAILOR_ITEMS || list->count <= stay)
				continue;
			for (size_t n = 0; n < list->count; n++) {
				const struct posting_term *term;

				(*out)[count] = (struct bullet){ list,
					list->at[n], (size_t)told[k], i, stay,
					count,
					builtin_worth(b, list->at[n], &term) };
				count++;
			}
		}
	qsort(*out, count, sizeof(**out), by_worth);
	return count;
}

/* One more of a list that is shortened already, or the first of it. */
static struct tailor_change *drop_of(struct builtin *b, struct str at,
	size_t from, const struct resume_texts *list)
{
	struct tailor_change *c;

	for (size_t i = from; i < b->out->count; i++)
		if (str_eq(b->out->at[i].at, at))
			return &b->out->at[i];
	c = builtin_change(b, at, TAILOR_DROP);
	if (c)
		c->before.list = *list;
	return c;
}

static bool drop(struct builtin *b, size_t from, const struct bullet *which)
{
	struct str at = str_fmt(b->mem, "/%s/%zu/highlights",
		resume_sections[which->section].name, which->entry);
	struct tailor_change *c = drop_of(b, at, from, which->list);
	struct resume_texts to = {
		ARENA_LIST(b->mem, struct str, which->list->count), 0
	};

	if (!c)
		return false;
	for (size_t i = 0; i < which->list->count; i++)
		if (which->list->at[i].at != which->text.at)
			to.at[to.count++] = which->list->at[i];
	c->after.list = to;
	c->asked = true;
	c->reason = STR("you asked for one page; what says least of what is "
			"asked for goes");
	c->quote = posting_str(b->ask->posting, b->ask->posting->title);
	if (!c->evidences)
		builtin_prove_now(b, c,
			str_fmt(b->mem, "%.*s/%zu", STR_ARG(at), (size_t)0),
			to.at[0]);
	*which->list = to;
	return true;
}

static void fit_page(struct builtin *b)
{
	size_t lines = lines_of_resume(&b->now), from = b->out->count;
	struct bullet *all;
	size_t count;

	if (lines <= PAGE_LINES)
		return;
	count = read_bullets(b, &all);
	for (size_t i = 0; i < count && lines > PAGE_LINES; i++)
		if (all[i].list->count > all[i].stay && drop(b, from, &all[i]))
			lines -= lines_of(all[i].text);
}

void builtin_fit(struct builtin *b)
{
	if (b->asked.short_summary && !(b->asked.keep & ASKED_SUMMARY))
		shorten_summary(b);
	if (b->asked.one_page)
		fit_page(b);
}
