/* resume/html_out.c - see html_out.h. */
#include "resume/html_out.h"

/* A run of stars in a text: what it opens or closes, if it has a partner. */
struct star {
	size_t at, len; /* 1 or 2 */
	bool opens, closes;
	bool paired, ends;
};

/* "[text](url)": it begins at `at`, its text ends before `middle`. */
struct link {
	size_t at, middle, end;
};

struct marks {
	struct arena *mem;
	struct buf *to;
	struct str text;
	struct star *stars;
	size_t star_count, star_room;
	struct link *links;
	size_t link_count, link_room;
};

static void *grown(
	struct arena *mem, void *at, size_t count, size_t *room, size_t size)
{
	void *more;

	if (count < *room)
		return at;
	*room = *room ? *room * 2 : 8;
	more = arena_bytes(mem, *room * size);
	if (count)
		memcpy(more, at, count * size);
	return more;
}

static void escape(struct buf *to, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct str as = s.at[i] == '&'   ? STR("&amp;")
				: s.at[i] == '<' ? STR("&lt;")
				: s.at[i] == '>' ? STR("&gt;")
				: s.at[i] == '"' ? STR("&quot;")
						 : STR_NONE;

		if (!as.at)
			continue;
		buf_add(to, str_of(s.at + from, i - from));
		buf_add(to, as);
		from = i + 1;
	}
	buf_add(to, str_of(s.at + from, s.len - from));
}

static bool is_blank(struct str s, size_t i)
{
	return i >= s.len || s.at[i] == ' ' || s.at[i] == '\n' ||
	       s.at[i] == '\t';
}

/* ---- links -------------------------------------------------------------- */

/* The next of such characters; s.len: none. */
static size_t next_of(struct str s, size_t i, const char *ends)
{
	while (i < s.len && (!s.at[i] || !strchr(ends, s.at[i])))
		i++;
	return i;
}

/* Looks at no character more than a few times, whatever the text is: neither
 * part of a link has a bracket in it. */
static void find_links(struct marks *m)
{
	struct str s = m->text;
	size_t i = 0, middle, end;

	while ((i = next_of(s, i, "[")) < s.len) {
		middle = next_of(s, i + 1, "[]");
		end = middle;
		if (middle > i + 1 && middle + 1 < s.len &&
			s.at[middle] == ']' && s.at[middle + 1] == '(')
			end = next_of(s, middle + 2, ")[ \t\n");
		if (end == middle || end == middle + 2 || end == s.len ||
			s.at[end] != ')') {
			i = end > i ? end : i + 1;
			continue;
		}
		m->links = grown(m->mem, m->links, m->link_count, &m->link_room,
			sizeof(*m->links));
		m->links[m->link_count++] = (struct link){ i, middle, end + 1 };
		i = end + 1;
	}
}

/* ---- stars -------------------------------------------------------------- */

static void find_stars(struct marks *m)
{
	struct str s = m->text;
	size_t link = 0, n;

	for (size_t i = 0; i < s.len; i += n) {
		while (link < m->link_count && i >= m->links[link].end)
			link++;
		n = 1;
		if (s.at[i] != '*' ||
			(link < m->link_count && i > m->links[link].middle))
			continue;
		while (i + n < s.len && s.at[i + n] == '*')
			n++;
		if (n > 2)
			continue;
		m->stars = grown(m->mem, m->stars, m->star_count, &m->star_room,
			sizeof(*m->stars));
		m->stars[m->star_count++] = (struct star){ .at = i,
			.len = n,
			.opens = !is_blank(s, i + n),
			.closes = i > 0 && !is_blank(s, i - 1) };
	}
}

/* The last that is open of each kind is closed by the next that can. */
static void pair_stars(struct marks *m)
{
	size_t open[3] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };

	for (size_t i = 0; i < m->star_count; i++) {
		struct star *s = &m->stars[i];
		size_t partner = open[s->len], other = open[3 - s->len];

		if (s->closes && partner != SIZE_MAX) {
			/* One that began within must not end outside. */
			if (other != SIZE_MAX && other > partner)
				open[3 - s->len] = SIZE_MAX;
			m->stars[partner].paired = s->paired = s->ends = true;
			open[s->len] = SIZE_MAX;
		} else if (s->opens && partner == SIZE_MAX) {
			open[s->len] = i;
		}
	}
}

/* ---- text --------------------------------------------------------------- */

static void put_plain(struct marks *m, size_t from, size_t end, size_t *star)
{
	for (; *star < m->star_count && m->stars[*star].at < end; ++*star) {
		const struct star *s = &m->stars[*star];

		if (!s->paired)
			continue;
		escape(m->to, str_of(m->text.at + from, s->at - from));
		buf_add(m->to, s->ends ? STR("</") : STR("<"));
		buf_add(m->to, s->len == 2 ? STR("strong>") : STR("em>"));
		from = s->at + s->len;
	}
	escape(m->to, str_of(m->text.at + from, end - from));
}

static void put_marks(struct arena *mem, struct buf *to, struct str text)
{
	struct marks m = { .mem = mem, .to = to, .text = text };
	size_t from = 0, star = 0;

	find_links(&m);
	find_stars(&m);
	pair_stars(&m);
	for (size_t i = 0; i < m.link_count; i++) {
		const struct link *l = &m.links[i];

		put_plain(&m, from, l->at, &star);
		buf_add(to, STR("<a href=\""));
		escape(to, str_of(text.at + l->middle + 2,
				   l->end - l->middle - 3));
		buf_add(to, STR("\">"));
		put_plain(&m, l->at + 1, l->middle, &star);
		buf_add(to, STR("</a>"));
		from = l->end;
	}
	put_plain(&m, from, text.len, &star);
}

/* ---- blocks ------------------------------------------------------------- */

static void put_item(struct arena *mem, struct buf *to, struct str text)
{
	buf_add(to, STR("<li>"));
	put_marks(mem, to, text);
	buf_add(to, STR("</li>"));
}

enum state { NOTHING, PARAGRAPH, LIST };

static void switch_to(struct buf *to, enum state *state, enum state next)
{
	static const char *const closing[] = { "", "</p>", "</ul>" };
	static const char *const opening[] = { "", "<p>", "<ul>" };

	if (*state == next)
		return;
	buf_add(to, str_c(closing[*state]));
	buf_add(to, str_c(opening[next]));
	*state = next;
}

void resume_html_write(struct arena *mem, struct buf *to, struct str text,
	const struct resume_texts *bullets)
{
	enum state now = NOTHING;

	while (text.len) {
		struct str line = str_trim(str_cut(&text, '\n'));

		if (!line.len) {
			switch_to(to, &now, NOTHING);
		} else if (str_starts(line, STR("- "))) {
			switch_to(to, &now, LIST);
			put_item(mem, to, str_of(line.at + 2, line.len - 2));
		} else {
			if (now == PARAGRAPH)
				buf_add(to, STR("<br>"));
			switch_to(to, &now, PARAGRAPH);
			put_marks(mem, to, line);
		}
	}
	for (size_t i = 0; bullets && i < bullets->count; i++) {
		switch_to(to, &now, LIST);
		put_item(mem, to, bullets->at[i]);
	}
	switch_to(to, &now, NOTHING);
}
