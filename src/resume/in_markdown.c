/*
 * resume/in_markdown.c - a resume in Markdown: which of its lines are headings,
 * bullets, text. What they mean is outline.c's. Knows the front matter of site
 * generators, tables, HTML in a line; no code, no quotes within quotes.
 */
#include "resume/blocks.h"
#include "resume/charset.h"
#include "resume/contact.h"
#include "resume/marks.h"
#include "resume/outline_int.h"

struct markdown {
	struct arena *mem;
	struct resume_outline out;
	struct marks_links links;
	struct resume *resume; /* NULL: only sniffing */
	struct resume_report *report;
	struct str rest;
	int number;  /* of the line that is being read */
	bool fenced; /* within ``` */
};

static void add(struct markdown *m, enum resume_line_kind kind, int level,
	struct str text, bool strong)
{
	resume_outline_add(&m->out, (struct resume_line){ .kind = kind,
					    .level = level,
					    .text = text,
					    .number = m->number,
					    .strong = strong });
}

/* ---- front matter ------------------------------------------------------- */

static struct str unquoted(struct str s)
{
	if (s.len > 1 && (*s.at == '"' || *s.at == '\'') &&
		s.at[s.len - 1] == *s.at)
		return str_of(s.at + 1, s.len - 2);
	return s;
}

static bool ends_front(struct str line)
{
	return str_is(line, "---") || str_is(line, "...");
}

/* What it says of a person is as good as a line; what it says to a program is
 * kept. */
static void front_line(struct markdown *m, struct str line)
{
	struct resume_texts left = { 0 };
	struct str value = line, key = str_trim(str_cut(&value, ':')), text;

	value = unquoted(str_trim(value));
	if (!m->resume || !value.len)
		return;
	text = str_fmt(m->mem, "%.*s: %.*s", STR_ARG(key), STR_ARG(value));
	if (resume_contact_take(m->report, text,
		    str_fmt(m->mem, "line %d", m->number), &m->resume->basics,
		    &left) &&
		!left.count)
		return;
	resume_keep_text(m->report,
		str_fmt(m->mem, "line %d/%.*s", m->number, STR_ARG(key)), key,
		value);
}

static void take_front(struct markdown *m)
{
	struct str rest = m->rest, line = str_cut(&rest, '\n');
	int lines = 1;

	if (!str_is(str_trim(line), "---"))
		return;
	while (rest.len) {
		line = str_trim(str_cut(&rest, '\n'));
		lines++;
		if (ends_front(line))
			break;
		/* A rule, and no front matter. */
		if (line.len && !memchr(line.at, ':', line.len))
			return;
	}
	if (!ends_front(line))
		return;
	rest = m->rest;
	str_cut(&rest, '\n');
	for (m->number = 2; m->number < lines; m->number++)
		front_line(m, str_trim(str_cut(&rest, '\n')));
	str_cut(&rest, '\n');
	m->rest = rest;
	m->number = lines;
}

/* ---- kinds of lines ----------------------------------------------------- */

/* "## Title ##": how many. */
static int heading(struct str *line)
{
	struct str s = str_trim(*line);
	int level = 0;

	while (level < 7 && (size_t)level < s.len && s.at[level] == '#')
		level++;
	if (!level || level > 6 ||
		((size_t)level < s.len && s.at[level] != ' ' &&
			s.at[level] != '\t'))
		return 0;
	s = str_trim(str_of(s.at + level, s.len - (size_t)level));
	while (s.len && s.at[s.len - 1] == '#')
		s.len--;
	*line = str_trim(s);
	return level;
}

/* Is the line all of that character? */
static bool is_all(struct str line, char c, size_t least)
{
	struct str s = str_trim(line);

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != c)
			return false;
	return s.len >= least;
}

static bool is_underlined(const struct markdown *m, int *level)
{
	struct str rest = m->rest, next = str_cut(&rest, '\n');

	*level = is_all(next, '=', 3) ? 1 : is_all(next, '-', 3) ? 2 : 0;
	return *level > 0;
}

/* "| --- | :-: |" */
static bool is_table_rule(struct str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!strchr("|-: \t", line.at[i]))
			return false;
	return memchr(line.at, '-', line.len) != NULL;
}

static int indent_of(struct str line)
{
	int n = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] != ' ' && line.at[i] != '\t')
			break;
		n += line.at[i] == '\t' ? 4 : 1;
	}
	return n;
}

/* "![me](photo.jpg)" alone in its line. */
static bool take_image(struct markdown *m, struct str line)
{
	struct str text, url, s = str_trim(line);
	size_t n;

	if (!str_starts(s, STR("![")))
		return false;
	n = resume_link_read(str_of(s.at + 1, s.len - 1), &text, &url);
	if (!n || n + 1 != s.len)
		return false;
	if (m->resume && !m->resume->basics.image.len)
		m->resume->basics.image = str_copy(m->mem, url);
	else if (m->resume)
		resume_keep_text(m->report,
			str_fmt(m->mem, "line %d", m->number), STR("image"),
			url);
	if (m->resume && text.len && !str_is(text, "photo"))
		resume_keep_text(m->report,
			str_fmt(m->mem, "line %d/alt", m->number), STR("image"),
			text);
	return true;
}

/* ---- lines -------------------------------------------------------------- */

/* What columns are called says nothing of somebody. */
static bool heads_table(const struct markdown *m)
{
	struct str rest = m->rest, next = str_cut(&rest, '\n');

	return is_table_rule(next) && memchr(next.at, '|', next.len);
}

static void add_table_row(struct markdown *m, struct str line)
{
	struct str s = str_trim(line);

	if (is_table_rule(s))
		return;
	if (m->resume && heads_table(m))
		resume_keep_text(m->report,
			str_fmt(m->mem, "line %d", m->number),
			STR("heading of a table"), s);
	if (heads_table(m))
		return;
	s = str_of(s.at + 1, s.len - 1);
	if (s.len && s.at[s.len - 1] == '|')
		s.len--;
	s = resume_marks_read(m->mem, &m->links, str_trim(s));
	if (s.len)
		add(m, OUTLINE_TEXT, 0, s, false);
}

/* A line with tags in it may be several. */
static void add_html(struct markdown *m, struct str line)
{
	struct resume_blocks blocks = { 0 };

	resume_html_read(m->mem, line, &blocks);
	for (size_t i = 0; i < blocks.count; i++) {
		struct str text = blocks.at[i].text;

		while (text.len) {
			struct str one = str_trim(str_cut(&text, '\n'));

			if (one.len)
				add(m,
					blocks.at[i].level ? OUTLINE_BULLET
							   : OUTLINE_TEXT,
					blocks.at[i].level,
					resume_marks_read(
						m->mem, &m->links, one),
					false);
		}
	}
}

static void add_text(struct markdown *m, struct str line, int level)
{
	struct str s = str_trim(line);
	bool strong = str_starts(s, STR("**")) || str_starts(s, STR("__"));

	/* A definition, a quote. */
	if (str_starts(s, STR(": ")) || str_starts(s, STR(":\t")) ||
		str_starts(s, STR("> ")))
		s = str_trim(str_of(s.at + 1, s.len - 1));
	if (s.len && s.at[s.len - 1] == '\\')
		s.len--;
	if (!m->fenced)
		s = resume_marks_read(m->mem, &m->links, str_trim(s));
	if (s.len)
		add(m, OUTLINE_TEXT, level, s, strong);
}

/* How deep a bullet is: one below another is indented by two or more. */
static int bullet_level(int indent)
{
	return indent < 2 ? 1 : indent < 5 ? 2 : 3;
}

static void add_bullet(struct markdown *m, struct str text, int indent)
{
	add(m, OUTLINE_BULLET, bullet_level(indent),
		resume_marks_read(m->mem, &m->links, text),
		str_starts(text, STR("**")));
}

static void add_line(struct markdown *m, struct str line)
{
	struct str s = str_trim(line), bullet = line;
	int level = 0, depth;
	size_t number = resume_line_number(s);

	if (str_starts(s, STR("```")) || str_starts(s, STR("~~~"))) {
		m->fenced = !m->fenced;
		add(m, OUTLINE_GAP, 0, STR(""), false);
	} else if (m->fenced) {
		add_text(m, line, 0);
	} else if (!s.len || resume_line_rule(s) ||
		   resume_marks_defines(&m->links, s)) {
		add(m, OUTLINE_GAP, 0, STR(""), false);
	} else if ((level = heading(&s)) != 0) {
		s = resume_marks_read(m->mem, &m->links, s);
		if (s.len)
			add(m, OUTLINE_HEADING, level, s, false);
	} else if (take_image(m, line)) {
		add(m, OUTLINE_GAP, 0, STR(""), false);
	} else if (*s.at == '|' && s.len > 1) {
		add_table_row(m, line);
	} else if ((depth = resume_line_bullet(&bullet)) != 0) {
		add_bullet(m, bullet, depth - 1);
	} else if (number) {
		add_bullet(m, str_of(s.at + number, s.len - number),
			indent_of(line));
	} else if (is_underlined(m, &level)) {
		str_cut(&m->rest, '\n');
		add(m, OUTLINE_HEADING, level,
			resume_marks_read(m->mem, &m->links, s), false);
		m->number++;
	} else if (resume_html_is(s)) {
		add_html(m, s);
	} else {
		add_text(m, line, indent_of(line));
	}
}

/* ---- the whole ---------------------------------------------------------- */

static void outline(struct markdown *m, struct str bytes)
{
	enum resume_charset charset;

	m->out.mem = m->mem;
	m->rest = resume_charset_lines(
		m->mem, resume_charset_read(m->mem, bytes, &charset));
	m->rest = resume_marks_uncommented(m->mem, m->rest);
	resume_marks_links(m->mem, m->rest, &m->links);
	take_front(m);
	while (m->rest.len) {
		struct str line = str_cut(&m->rest, '\n');

		m->number++;
		add_line(m, line);
	}
}

/* Headings by number signs or bold words: signs that text has not. */
static bool has_marks(struct str bytes)
{
	return memmem(bytes.at, bytes.len, "\n## ", 4) ||
	       memmem(bytes.at, bytes.len, "\n### ", 5) ||
	       str_starts(bytes, STR("# ")) ||
	       memmem(bytes.at, bytes.len, "\n# ", 3) ||
	       memmem(bytes.at, bytes.len, "](http", 6);
}

int resume_markdown_sniff(struct arena *mem, struct resume_source source)
{
	struct markdown m = { .mem = mem };
	bool named = str_ends(source.name, STR(".md")) ||
		     str_ends(source.name, STR(".markdown"));
	int sure;

	if (source.bytes.len > OUTLINE_NEAR)
		source.bytes.len = OUTLINE_NEAR;
	if (source.doc || !resume_text_is(source.bytes) ||
		(!named && !has_marks(source.bytes)))
		return 0;
	outline(&m, source.bytes);
	sure = resume_outline_sniff(&m.out);
	return sure ? sure / 3 + 30 : named ? 4 : 0;
}

bool resume_markdown_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct markdown m = { .mem = mem, .resume = out, .report = report };

	if (source.bytes.len > OUTLINE_BYTES)
		return err_set(err, ERR_TOO_BIG, "more than %d MB of text",
			OUTLINE_BYTES >> 20);
	outline(&m, source.bytes);
	return resume_outline_read(&m.out, out, report, err);
}
