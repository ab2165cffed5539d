/*
 * resume/outline_entry.c - where one entry of a section ends and the next
 * begins. What the lines of an entry mean is outline_draft.c's.
 */
#include "resume/outline_int.h"

struct gather {
	struct outline_reader *r;
	struct outline_draft draft;
	struct resume_outline body; /* paragraphs of the draft */
	int level;                  /* of the heading it began with; 0: none */
	/* A heading with headings below it: who several roles were for, and
	 * what is said of them. */
	struct str above, about;
	int above_level;
	bool gap; /* before the line that is being read */
	bool strong;
	bool bulleted;      /* the last line was one */
	struct buf wrapped; /* the last bullet, where it has several lines */
};

/* ---- drafts ------------------------------------------------------------- */

static bool has_body(const struct gather *g)
{
	return g->body.count || g->draft.bullets.count;
}

static bool is_empty(const struct gather *g)
{
	return !has_body(g) && !g->draft.count && !g->draft.dated;
}

static void end_bullet(struct gather *g)
{
	struct resume_texts *bullets = &g->draft.bullets;

	if (g->wrapped.len && bullets->count)
		bullets->at[bullets->count - 1] =
			str_copy(g->r->mem, buf_str(&g->wrapped));
	g->wrapped.len = 0;
}

static void finish(struct gather *g)
{
	struct outline_draft *d = &g->draft;

	end_bullet(g);
	if (!is_empty(g)) {
		d->text = resume_outline_text(g->r->mem,
			(struct outline_lines){ g->body.at, g->body.count });
		resume_outline_place_draft(g->r, d);
	}
	*d = (struct outline_draft){ 0 };
	g->body.count = 0;
	g->level = 0;
	g->bulleted = false;
}

static void add_body(struct gather *g, const struct resume_line *l)
{
	if (!g->draft.line)
		g->draft.line = l;
	if (g->gap && g->body.count)
		resume_outline_add(
			&g->body, (struct resume_line){ .kind = OUTLINE_GAP });
	resume_outline_add(&g->body, *l);
}

/* A line of the head; its period is taken out of it. */
static void add_head(struct gather *g, const struct resume_line *l)
{
	struct outline_draft *d = &g->draft;
	struct str text = resume_line_plain(l->text);
	struct resume_period p;

	if (!d->line)
		d->line = l;
	if (!d->dated &&
		resume_line_period(g->r->mem, &g->r->scratch, &text, &p)) {
		d->period = p;
		d->dated = true;
		d->dated_at = d->count;
	}
	text = resume_line_tidy(text);
	if (!text.len)
		return;
	if (d->count < DRAFT_HEADS)
		d->heads[d->count++] = text;
	else
		add_body(g, l);
}

static bool is_dated(struct gather *g, const struct resume_line *l)
{
	struct str text = resume_line_plain(l->text);
	struct resume_period p;

	return resume_line_period(g->r->mem, &g->r->scratch, &text, &p);
}

/* Nothing but when something was. */
static bool is_date(struct gather *g, const struct resume_line *l)
{
	struct str text = resume_line_plain(l->text);
	struct resume_period p;

	return resume_line_period(g->r->mem, &g->r->scratch, &text, &p) &&
	       !resume_line_tidy(text).len;
}

/* ---- lines -------------------------------------------------------------- */

/* What was taken for an entry is who the next ones were for. */
static void make_above(struct gather *g)
{
	struct outline_draft *d = &g->draft;
	struct str more = resume_outline_text(
		g->r->mem, (struct outline_lines){ g->body.at, g->body.count });

	for (size_t i = d->count; i > 1; i--)
		more = more.len ? str_fmt(g->r->mem, "%.*s\n\n%.*s",
					  STR_ARG(d->heads[i - 1]),
					  STR_ARG(more))
				: d->heads[i - 1];
	g->above = d->heads[0];
	g->above_level = g->level;
	g->about = more;
	*d = (struct outline_draft){ 0 };
	g->body.count = 0;
}

static void take_heading(struct gather *g, const struct resume_line *l)
{
	if (g->level && l->level > g->level && !g->draft.dated &&
		g->draft.count && !g->draft.bullets.count)
		make_above(g);
	else
		finish(g);
	if (l->level <= g->above_level)
		g->above_level = 0;
	if (g->above_level) {
		g->draft.above = g->above;
		g->draft.about = g->about;
		g->about = STR_NONE;
	}
	g->level = l->level;
	add_head(g, l);
}

/* Where sections are a line an entry, bullets are entries as well. */
static bool is_list(int what)
{
	return what == RESUME_AWARDS || what == RESUME_CERTIFICATES ||
	       what == RESUME_PUBLICATIONS;
}

static void take_bullet(struct gather *g, const struct resume_line *l)
{
	bool own = l->level == 1 &&
		   (is_empty(g) || !g->draft.count ||
			   (g->bulleted && !g->level && is_list(g->r->what)));

	if (own && (is_list(g->r->what) || is_dated(g, l))) {
		finish(g);
		add_head(g, l);
		g->bulleted = true;
		return;
	}
	end_bullet(g);
	if (!g->draft.line)
		g->draft.line = l;
	resume_text_add(g->r->mem, &g->draft.bullets, l->text);
	g->bulleted = true;
}

/* "Technologies: C, Go" says more of an entry, it does not begin one. */
static bool is_labelled(struct str s)
{
	const char *colon = memchr(s.at, ':', s.len);

	return colon && colon + 1 < s.at + s.len && colon[1] == ' ' &&
	       colon - s.at < 40;
}

static bool begins_entry(struct gather *g, const struct resume_line *l)
{
	bool dated = is_dated(g, l);

	if ((resume_line_is_prose(l->text) && !l->strong) ||
		(!g->draft.dated && is_date(g, l)))
		return false;
	if (is_list(g->r->what) && !g->level)
		return g->draft.count > 0 && (g->gap || dated || has_body(g));
	if (is_list(g->r->what))
		return false;
	if (has_body(g))
		return (g->gap && !is_labelled(l->text) &&
			       (!g->level || l->strong || dated)) ||
		       (dated && !g->level) || (l->strong && g->strong);
	return dated && g->draft.dated && g->draft.count > 0;
}

/* A wrapped line of the bullet or the paragraph before it. */
static bool goes_on(const struct gather *g, const struct resume_line *l)
{
	unsigned char c = l->text.len ? (unsigned char)*l->text.at : 0;

	return !g->gap && g->bulleted && g->draft.bullets.count && !l->strong &&
	       (l->level > 1 || (c >= 'a' && c <= 'z') || c == '(');
}

static void take_text(struct gather *g, const struct resume_line *l)
{
	struct resume_texts *bullets = &g->draft.bullets;
	bool begins;

	if (goes_on(g, l)) {
		if (!g->wrapped.len)
			buf_add(&g->wrapped, bullets->at[bullets->count - 1]);
		buf_addc(&g->wrapped, ' ');
		buf_add(&g->wrapped, l->text);
		return;
	}
	end_bullet(g);
	begins = begins_entry(g, l);
	g->bulleted = false;
	if (!begins && g->level && g->draft.dated && g->gap &&
		!is_dated(g, l)) {
		add_body(g, l);
		return;
	}
	if (begins)
		finish(g);
	if (begins || (!has_body(g) && (!resume_line_is_prose(l->text) ||
					       (is_list(g->r->what) &&
						       !g->draft.count)))) {
		if (begins || !g->draft.count)
			g->strong = l->strong;
		add_head(g, l);
	} else {
		add_body(g, l);
	}
}

void resume_outline_entries(
	struct outline_reader *r, struct outline_lines lines)
{
	struct gather g = { .r = r, .body.mem = r->mem };

	buf_init(&g.wrapped, r->mem, 2 * OUTLINE_BYTES);
	for (size_t i = 0; i < lines.count; i++) {
		const struct resume_line *l = &lines.at[i];

		if (l->kind == OUTLINE_HEADING)
			take_heading(&g, l);
		else if (l->kind == OUTLINE_BULLET)
			take_bullet(&g, l);
		else if (l->kind == OUTLINE_TEXT)
			take_text(&g, l);
		g.gap = l->kind == OUTLINE_GAP;
	}
	finish(&g);
}
