/*
 * resume/outline.c - see outline.h. Who it is about, and where sections begin.
 * Entries are outline_entry.c's.
 */
#include "resume/contact.h"
#include "resume/outline_int.h"

/* ---- lines -------------------------------------------------------------- */

void resume_outline_add(struct resume_outline *o, struct resume_line line)
{
	if (o->count == o->room) {
		struct resume_line *more;

		o->room = o->room ? o->room * 2 : 64;
		more = arena_bytes(o->mem, o->room * sizeof(*more));
		if (o->count)
			memcpy(more, o->at, o->count * sizeof(*more));
		o->at = more;
	}
	o->at[o->count++] = line;
}

struct str resume_outline_place(struct arena *mem, const struct resume_line *l)
{
	return str_fmt(mem, "line %d", l->number);
}

void resume_outline_keep(struct outline_reader *r, const struct resume_line *l,
	struct str name, struct str text)
{
	if (text.len)
		resume_keep_text(
			r->report, resume_outline_place(r->mem, l), name, text);
}

/* Lines of a paragraph join; bullets stay lines. */
struct str resume_outline_text(struct arena *mem, struct outline_lines lines)
{
	struct buf b;
	bool gap = false, bullet = false;

	buf_init(&b, mem, OUTLINE_BYTES * 2);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < lines.count; i++) {
		const struct resume_line *l = &lines.at[i];
		bool now = l->kind == OUTLINE_BULLET;

		if (l->kind == OUTLINE_GAP) {
			gap = true;
			continue;
		}
		if (b.len)
			buf_add(&b, now && bullet ? STR("\n")
				    : gap || now  ? STR("\n\n")
						  : STR(" "));
		if (now)
			buf_add(&b, STR("- "));
		buf_add(&b, l->text);
		bullet = now || (bullet && !gap);
		gap = false;
	}
	return buf_str(&b);
}

/* ---- headings ----------------------------------------------------------- */

static int heading_of(struct arena *mem, const struct resume_line *l)
{
	return l->kind == OUTLINE_HEADING
		       ? resume_heading_find(mem,
				 resume_line_tidy(resume_line_plain(l->text)))
		       : RESUME_NO_HEADING;
}

/* The level of the first heading that names a section. */
static int section_level(const struct resume_outline *o)
{
	int most = 0;

	for (size_t i = 0; i < o->count; i++) {
		if (heading_of(o->mem, &o->at[i]) != RESUME_NO_HEADING)
			return o->at[i].level;
		if (o->at[i].kind == OUTLINE_HEADING && o->at[i].level > most &&
			i)
			most = o->at[i].level;
	}
	return most > 2 ? 2 : most;
}

/* What such documents are called, folded. */
static bool is_form(struct arena *mem, struct str text)
{
	static const char *const words[] = { "curriculum vitae", "resume", "cv",
		"lebenslauf", "vita", "curriculo", "curriculum", "zyciorys",
		"tabellarischer lebenslauf", "cv / resume", "hoja de vida" };
	struct str folded = resume_fold(mem, text);

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(folded, words[i]))
			return true;
	return false;
}

/* Where the next section begins; o->count: nowhere. The first heading is the
 * name of somebody, unless it names a section. */
static size_t next_section(const struct resume_outline *o, size_t i, int level)
{
	for (; i < o->count; i++) {
		const struct resume_line *l = &o->at[i];

		if (l->kind != OUTLINE_HEADING || l->level > level ||
			(!i && is_form(o->mem, resume_line_plain(l->text))))
			continue;
		if (heading_of(o->mem, l) != RESUME_NO_HEADING)
			break;
		if (l->level == level && i)
			break;
	}
	return i;
}

/* ---- the top ------------------------------------------------------------ */

/* A few words without digits or addresses. */
static bool may_be_name(struct str s)
{
	enum { MOST = 80 };
	size_t words = 1;

	if (!s.len || s.len > MOST || resume_line_is_prose(s))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if ((s.at[i] >= '0' && s.at[i] <= '9') ||
			strchr("@:/|<>[]{}=_", s.at[i]))
			return false;
		words += s.at[i] == ' ';
	}
	return words <= 6;
}

struct top {
	struct outline_reader *r;
	struct resume_outline prose; /* what goes to the summary */
};

/* Pieces that are no contact: who somebody is, or something to say. */
static void top_left(
	struct top *t, const struct resume_line *l, struct resume_texts left)
{
	struct resume_basics *b = &t->r->out->basics;

	for (size_t i = 0; i < left.count; i++) {
		struct str s = resume_line_tidy(resume_line_plain(left.at[i]));

		if (!s.len || is_form(t->r->mem, s))
			continue;
		if (!b->name.len && may_be_name(s))
			b->name = s;
		else if (!b->label.len && !resume_line_is_prose(s) &&
			 !t->prose.count)
			b->label = s;
		else
			resume_outline_add(&t->prose,
				(struct resume_line){ .kind = OUTLINE_TEXT,
					.text = s,
					.number = l->number });
	}
}

static void top_line(struct top *t, const struct resume_line *l)
{
	struct outline_reader *r = t->r;
	struct resume_texts left = { 0 };
	struct str plain = resume_line_plain(l->text);
	size_t taken;

	if (l->kind == OUTLINE_GAP) {
		if (t->prose.count)
			resume_outline_add(&t->prose, *l);
		return;
	}
	if (!r->out->basics.name.len &&
		(may_be_name(plain) ||
			(l->kind == OUTLINE_HEADING && l->level == 1))) {
		if (!is_form(r->mem, plain))
			r->out->basics.name = resume_line_tidy(plain);
		return;
	}
	taken = resume_contact_take(r->report, l->text,
		resume_outline_place(r->mem, l), &r->out->basics, &left);
	/* "Firefighter · Diver" is one thing that somebody is. */
	if (!taken && left.count > 1 && !resume_line_is_prose(plain)) {
		left.at[0] = plain;
		left.count = 1;
	}
	if (taken || l->kind == OUTLINE_HEADING ||
		(l->kind == OUTLINE_TEXT && !resume_line_is_prose(l->text)))
		top_left(t, l, left);
	else
		resume_outline_add(&t->prose, *l);
}

static void add_summary(struct outline_reader *r, struct outline_lines lines)
{
	struct str text = resume_outline_text(r->mem, lines);

	if (text.len && r->summary.len)
		buf_add(&r->summary, STR("\n\n"));
	buf_add(&r->summary, text);
}

static void read_top(struct outline_reader *r, struct outline_lines lines)
{
	struct top t = { .r = r, .prose.mem = r->mem };

	for (size_t i = 0; i < lines.count; i++)
		top_line(&t, &lines.at[i]);
	add_summary(r, (struct outline_lines){ t.prose.at, t.prose.count });
}

/* ---- sections ----------------------------------------------------------- */

static void read_section(struct outline_reader *r, struct outline_lines lines)
{
	switch (r->what) {
	case RESUME_SUMMARY:
		add_summary(r, lines);
		break;
	case RESUME_CONTACT:
	case RESUME_PROFILES:
		read_top(r, lines);
		break;
	case RESUME_SKILLS:
		resume_outline_skills(r, lines);
		break;
	case RESUME_LANGUAGES:
	case RESUME_INTERESTS:
		resume_outline_items(r, lines);
		break;
	default:
		resume_outline_entries(r, lines);
	}
}

bool resume_outline_read(const struct resume_outline *o, struct resume *out,
	struct resume_report *report, struct err *err)
{
	struct outline_reader r = {
		.mem = o->mem, .out = out, .report = report
	};
	int level = section_level(o);
	size_t i = next_section(o, 0, level), end;

	if (o->count > OUTLINE_LINES)
		return err_set(err, ERR_TOO_BIG, "more than %d lines of text",
			OUTLINE_LINES);
	buf_init(&r.summary, r.mem, 4 * OUTLINE_BYTES);
	r.what = RESUME_CONTACT;
	read_top(&r, (struct outline_lines){ o->at, i });
	for (; i < o->count; i = end) {
		end = next_section(o, i + 1, level);
		r.what = heading_of(o->mem, &o->at[i]);
		r.title = resume_line_tidy(resume_line_plain(o->at[i].text));
		read_section(&r,
			(struct outline_lines){ o->at + i + 1, end - i - 1 });
	}
	if (r.summary.len)
		out->basics.summary = buf_str(&r.summary);
	arena_free(&r.scratch);
	return true;
}

int resume_outline_sniff(const struct resume_outline *o)
{
	int headings = 0;
	bool email = false;

	for (size_t i = 0; i < o->count && headings < 4; i++) {
		headings += heading_of(o->mem, &o->at[i]) != RESUME_NO_HEADING;
		email = email ||
			memchr(o->at[i].text.at, '@', o->at[i].text.len);
	}
	/* Many things that are no resume have an address in them. */
	return headings ? 15 * headings + 10 * email : 0;
}
