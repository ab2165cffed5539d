/*
 * match/lint.c - see lint.h. The list of findings, the texts of a resume, the
 * phrases; rules are in lint_*.c.
 */
#include "match/lint_int.h"

#include "base/utf8.h"
#include "match/written.h"

#include <stdarg.h>
#include <stdio.h>

enum { QUOTED = 60, WHAT = 600 };

const char *const lint_severities[LINT_SEVERITIES] = {
	[LINT_ERROR] = "error",
	[LINT_WARNING] = "warning",
	[LINT_NOTE] = "note",
};

const struct lint_row lint_rows[LINT_CODES] = {
#define LINT(id, code, severity, say, fix) { code, LINT_##severity, say, fix },
#include "match/lint.def"
#undef LINT
};

/* ---- findings ----------------------------------------------------------- */

static struct lint_finding *add(struct lint *l)
{
	struct lint_finding *more;

	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 64;
		more = ARENA_LIST(l->mem, struct lint_finding, l->room);
		if (l->count)
			memcpy(more, l->at, l->count * sizeof(*more));
		l->at = more;
	}
	return &l->at[l->count++];
}

struct lint_finding *lint_add(struct lint *l, enum lint_code code,
	struct str at, const char *fmt, ...)
{
	const struct lint_row *row = &lint_rows[code];
	struct lint_finding *f = add(l);
	char more[WHAT] = "";
	va_list args;

	if (fmt) {
		va_start(args, fmt);
		vsnprintf(more, sizeof(more), fmt, args);
		va_end(args);
	}
	*f = (struct lint_finding){ .code = code,
		.at = at.at ? at : STR(""),
		.what = str_fmt(l->mem, "%s%s%s", row->say, more[0] ? ": " : "",
			more) };
	l->of[row->severity]++;
	return f;
}

struct str lint_quote(struct arena *mem, struct str text)
{
	struct str first = utf8_fit(str_trim(text), QUOTED);
	char *at = arena_bytes(mem, first.len + 6);
	size_t len = 0;

	at[len++] = '\'';
	for (size_t i = 0; i < first.len; i++)
		at[len++] =
			(unsigned char)first.at[i] < ' ' ? ' ' : first.at[i];
	if (first.len < str_trim(text).len) {
		memcpy(at + len, "...", 3);
		len += 3;
	}
	at[len++] = '\'';
	return str_of(at, len);
}

void lint_sort(struct lint *l)
{
	struct lint_finding *out =
		ARENA_LIST(l->mem, struct lint_finding, l->count + 1);
	size_t n = 0;

	for (int s = 0; s < LINT_SEVERITIES; s++)
		for (size_t i = 0; i < l->count; i++)
			if ((int)lint_rows[l->at[i].code].severity == s)
				out[n++] = l->at[i];
	l->at = out;
	l->room = l->count + 1;
}

/* ---- texts -------------------------------------------------------------- */

struct collecting {
	struct linting *g;
	const struct resume_entry *entry;
	bool own;
};

static void take(struct collecting *c, enum lint_sort sort, struct str text,
	struct str at)
{
	struct linting *g = c->g;
	struct lint_text *more;

	if (!text.len)
		return;
	if (g->texts.count == g->texts.room) {
		g->texts.room = g->texts.room ? 2 * g->texts.room : 256;
		more = ARENA_LIST(g->mem, struct lint_text, g->texts.room);
		if (g->texts.count)
			memcpy(more, g->texts.at,
				g->texts.count * sizeof(*more));
		g->texts.at = more;
	}
	more = &g->texts.at[g->texts.count++];
	*more = (struct lint_text){ .text = text,
		.at = at,
		.sort = sort,
		.own = c->own,
		.entry = c->entry };
	resume_wording_read(g->mem, text, &more->words);
}

static void take_all(struct collecting *c, enum lint_sort sort,
	const struct resume_texts *all, struct str at, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		take(c, sort, all->at[i],
			str_fmt(c->g->mem, "%.*s/%s/%zu", STR_ARG(at), name,
				i));
}

static void take_entry(
	struct collecting *c, const struct resume_entry *e, struct str at)
{
	static const char *const names[] = {
#define TEXT(field, json) json,
#define TEXTS(field, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	};
	size_t k = 0;

	c->entry = e;
	c->own = !e->reference.len;
#define TEXT(field, json)                                                      \
	if (&e->field != &e->url && &e->field != &e->start_date &&             \
		&e->field != &e->end_date && &e->field != &e->date &&          \
		&e->field != &e->release_date)                                 \
		take(c,                                                        \
			&e->field == &e->summary ||                            \
					&e->field == &e->description ||        \
					&e->field == &e->reference             \
				? LINT_PROSE                                   \
				: LINT_NAME,                                   \
			e->field,                                              \
			str_fmt(c->g->mem, "%.*s/%s", STR_ARG(at), names[k])); \
	k++;
#define TEXTS(field, json)                                                    \
	take_all(c, &e->field == &e->highlights ? LINT_BULLET : LINT_KEYWORD, \
		&e->field, at, json);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static void take_head(struct collecting *c)
{
	const struct resume_basics *b = &c->g->r->basics;
	const struct resume_place *p = &b->location;

	c->entry = NULL;
	c->own = true;
	take(c, LINT_NAME, b->name, STR("/basics/name"));
	take(c, LINT_NAME, b->label, STR("/basics/label"));
	take(c, LINT_NAME, b->email, STR("/basics/email"));
	take(c, LINT_NAME, b->phone, STR("/basics/phone"));
	take(c, LINT_NAME, p->city, STR("/basics/location/city"));
	take(c, LINT_NAME, p->region, STR("/basics/location/region"));
	take(c, LINT_NAME, p->address, STR("/basics/location/address"));
	take(c, LINT_PROSE, b->summary, STR("/basics/summary"));
}

/* Who writes a letter says "I", and whole sentences. */
static void take_letter(struct collecting *c)
{
	const struct resume_letter *l = &c->g->r->meta.vitae.letter;

	c->entry = NULL;
	take(c, LINT_NAME, l->subject, STR("/meta/vitae/letter/subject"));
	take_all(c, LINT_NAME, &l->paragraphs, STR("/meta/vitae/letter"),
		"paragraphs");
}

/* All texts, as people read them. */
static void collect(struct linting *g)
{
	struct collecting c = { .g = g };
	const struct resume_vitae *v = &g->r->meta.vitae;

	take_head(&c);
	take_letter(&c);
	for (int s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < g->r->section[s].count; i++)
			take_entry(&c, &g->r->section[s].at[i],
				str_fmt(g->mem, "/%s/%zu",
					resume_sections[s].name, i));
	for (size_t s = 0; s < v->custom_sections.count; s++) {
		struct str at =
			str_fmt(g->mem, "/meta/vitae/custom_sections/%zu", s);

		c.entry = NULL;
		c.own = true;
		take(&c, LINT_TITLE, v->custom_sections.at[s].title,
			str_fmt(g->mem, "%.*s/title", STR_ARG(at)));
		for (size_t i = 0; i < v->custom_sections.at[s].entries.count;
			i++)
			take_entry(&c, &v->custom_sections.at[s].entries.at[i],
				str_fmt(g->mem, "%.*s/entries/%zu", STR_ARG(at),
					i));
	}
}

/* ---- phrases ------------------------------------------------------------ */

static const struct {
	enum lint_phrase kind;
	const char *language, *phrases;
} lists[] = {
#define WORDS(kind, language, phrases) { LINT_##kind, language, phrases },
#include "match/lint_words.def"
#undef WORDS
};

static size_t count_phrases(void)
{
	size_t count = 0;

	for (size_t l = 0; l < LENGTH(lists); l++) {
		count++;
		for (const char *at = lists[l].phrases; *at; at++)
			count += *at == '|';
	}
	return count;
}

/* Those of the text's language, and of English. */
static void read_phrases(struct linting *g)
{
	g->phrases.at = ARENA_LIST(g->mem, struct lint_known, count_phrases());
	for (size_t l = 0; l < LENGTH(lists); l++) {
		struct str rest = str_c(lists[l].phrases);

		if (strcmp(lists[l].language, g->language) != 0 &&
			strcmp(lists[l].language, "en") != 0)
			continue;
		while (rest.len) {
			struct lint_known *k =
				&g->phrases.at[g->phrases.count++];

			k->kind = lists[l].kind;
			resume_wording_read(
				g->mem, str_cut(&rest, '|'), &k->words);
		}
	}
}

const struct resume_word *lint_phrase_find(const struct linting *g,
	enum lint_phrase kind, const struct resume_wording *words,
	size_t *count)
{
	for (size_t i = 0; i < words->count; i++)
		for (size_t k = 0; k < g->phrases.count; k++) {
			const struct lint_known *p = &g->phrases.at[k];

			if (p->kind != kind ||
				p->words.count > words->count - i ||
				!resume_wording_same(p->words.at, words->at + i,
					p->words.count))
				continue;
			*count = p->words.count;
			return words->at + i;
		}
	return NULL;
}

/* ---- a resume ----------------------------------------------------------- */

static const char *language_of(const struct linting *g)
{
	struct resume_wording all;
	const char *found;
	struct buf b;

	buf_init(&b, g->mem, RESUME_BYTES);
	for (size_t i = 0; i < g->texts.count; i++)
		if (g->texts.at[i].sort >= LINT_PROSE) {
			buf_add(&b, g->texts.at[i].text);
			buf_addc(&b, '\n');
		}
	if (!buf_ok(&b) || !b.len)
		return "en";
	resume_wording_read(g->mem, buf_str(&b), &all);
	found = written_in(&all);
	return found ? found : "en";
}

void lint_resume(struct lint *l, const struct resume *r, int now)
{
	struct linting g = { .lint = l, .mem = l->mem, .r = r, .now = now };

	collect(&g);
	g.language = language_of(&g);
	read_phrases(&g);
	lint_contact(&g);
	lint_entries(&g);
	lint_dates(&g);
	lint_signs(&g);
	lint_wording(&g);
	lint_lists(&g);
}
