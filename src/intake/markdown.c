/* intake/markdown.c - which lines Markdown has; see markdown_int.h. */
#include "intake/markdown.h"

#include "intake/codepage.h"
#include "intake/html_tag.h"
#include "intake/markdown_int.h"
#include "resume/charset.h"
#include "resume/lines.h"
#include "resume/marks.h"

enum { DEPTHS = 16, COLUMN = 6, FRONT = 200 };

struct reader {
	struct markdown m;
	int depth[DEPTHS], depths; /* how far the items around are indented */
	bool fenced, table;
};

/* ---- front matter --------------------------------------------------------*/

static bool ends_front(struct str line)
{
	return str_is(line, "---") || str_is(line, "...");
}

/* Between rules at the beginning, each line with a colon, a dash or more of
 * the line before: how many lines; 0: it is none. */
static int front_lines(struct str rest)
{
	struct str line = str_cut(&rest, '\n');

	if (!str_is(str_trim(line), "---"))
		return 0;
	for (int i = 1; rest.len && i < FRONT; i++) {
		line = str_cut(&rest, '\n');
		if (ends_front(str_trim(line)))
			return i;
		if (str_trim(line).len && !memchr(line.at, ':', line.len) &&
			*line.at != ' ' && *line.at != '-' && *line.at != '#')
			return 0;
	}
	return 0;
}

static struct str unquoted(struct str s)
{
	s = str_trim(s);
	if (s.len > 1 && (*s.at == '"' || *s.at == '\'') &&
		s.at[s.len - 1] == *s.at)
		return str_of(s.at + 1, s.len - 2);
	return s;
}

static void take_front(struct reader *r)
{
	int lines = front_lines(r->m.rest);

	if (!lines)
		return;
	str_cut(&r->m.rest, '\n');
	for (int i = 1; i < lines; i++) {
		struct str line = str_trim(str_cut(&r->m.rest, '\n'));
		struct str value = line, key = str_cut(&value, ':');

		value = unquoted(value);
		if (!line.len || *line.at == '#')
			continue;
		if (key.len == line.len || !value.len) {
			intake_flow_text(&r->m.flow, line);
		} else {
			intake_flow_text(&r->m.flow, key);
			intake_flow_text(&r->m.flow, STR(": "));
			intake_flow_text(&r->m.flow, value);
		}
		intake_flow_line(&r->m.flow);
	}
	str_cut(&r->m.rest, '\n');
	intake_flow_block(&r->m.flow);
}

/* ---- kinds of lines ------------------------------------------------------*/

static int indent_of(struct str line)
{
	int n = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] != ' ' && line.at[i] != '\t')
			break;
		n += line.at[i] == '\t' ? 4 - n % 4 : 1;
	}
	return n;
}

/* "## Title ##": how many. */
static int heading(struct str *line)
{
	struct str s = str_trim(*line);
	size_t level = 0;

	while (level < s.len && level < 7 && s.at[level] == '#')
		level++;
	if (!level || level > 6 ||
		(level < s.len && s.at[level] != ' ' && s.at[level] != '\t'))
		return 0;
	s = str_trim(str_of(s.at + level, s.len - level));
	while (s.len && s.at[s.len - 1] == '#')
		s.len--;
	*line = str_trim(s);
	return (int)level;
}

static bool is_all(struct str line, char c, size_t least)
{
	struct str s = str_trim(line);

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != c)
			return false;
	return s.len >= least;
}

static int underline(const struct reader *r)
{
	struct str rest = r->m.rest, next = str_cut(&rest, '\n');

	return is_all(next, '=', 2) ? 1 : is_all(next, '-', 2) ? 2 : 0;
}

/* "| --- | :-: |" */
static bool is_table_rule(struct str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!strchr("|-: \t", line.at[i]))
			return false;
	return memchr(line.at, '-', line.len) && memchr(line.at, '|', line.len);
}

static bool is_row(const struct reader *r, struct str s)
{
	struct str rest = r->m.rest, next = str_cut(&rest, '\n');

	return *s.at == '|' ||
	       (memchr(s.at, '|', s.len) && (r->table || is_table_rule(next)));
}

static void add_row(struct reader *r, struct str s)
{
	r->table = true;
	if (is_table_rule(s))
		return;
	s = str_trim(s);
	if (*s.at == '|')
		s = str_of(s.at + 1, s.len - 1);
	while (s.len) {
		size_t n = 0;

		while (n < s.len && s.at[n] != '|')
			n += s.at[n] == '\\' && n + 1 < s.len ? 2 : 1;
		intake_markdown_line(&r->m, str_of(s.at, n));
		intake_flow_gap(&r->m.flow, 0);
		s = n < s.len ? str_of(s.at + n + 1, s.len - n - 1) : STR("");
	}
	intake_flow_line(&r->m.flow);
}

/* ---- items ---------------------------------------------------------------*/

static int item_level(struct reader *r, int indent)
{
	while (r->depths && r->depth[r->depths - 1] > indent)
		r->depths--;
	if (!r->depths || r->depth[r->depths - 1] + 1 < indent) {
		if (r->depths == DEPTHS)
			return r->depths;
		r->depth[r->depths++] = indent;
	}
	return r->depths;
}

static bool item(struct str *line)
{
	struct str s = str_trim(*line);
	size_t n = resume_line_number(s);

	if (n) {
		*line = str_of(s.at + n, s.len - n);
		return true;
	}
	return resume_line_bullet(line) > 0;
}

/* "[ ] to do", "[x] done" */
static struct str without_box(struct str s)
{
	s = str_trim(s);
	if (s.len > 4 && *s.at == '[' && strchr(" xX", s.at[1]) &&
		s.at[2] == ']' && s.at[3] == ' ')
		return str_of(s.at + 4, s.len - 4);
	return s;
}

/* ---- lines ---------------------------------------------------------------*/

static void add_heading(struct reader *r, struct str s, int level)
{
	intake_flow_block(&r->m.flow);
	r->m.flow.heading = level;
	r->depths = 0;
	intake_markdown_line(&r->m, s);
	intake_flow_block(&r->m.flow);
}

/* A definition, a quote. */
static struct str without_sign(struct str s)
{
	s = str_trim(s);
	while (s.len > 1 && (*s.at == '>' || (*s.at == ':' && s.at[1] == ' ')))
		s = str_trim(str_of(s.at + 1, s.len - 1));
	if (s.len && s.at[s.len - 1] == '\\')
		s.len--;
	return s;
}

static void add_text(struct reader *r, struct str line)
{
	int indent = indent_of(line), level;
	struct str s = without_sign(line), text = s;

	r->m.flow.indent = (float)(COLUMN * (indent < 60 ? indent : 60));
	if (s.len && item(&text)) {
		r->m.flow.item = item_level(r, indent);
		s = without_box(text);
	} else {
		if (!indent)
			r->depths = 0;
		level = underline(r);
		if (level && indent < 4 && s.len < 100) {
			str_cut(&r->m.rest, '\n');
			add_heading(r, s, level);
			return;
		}
	}
	if (s.len && is_row(r, s))
		add_row(r, s);
	else
		intake_markdown_line(&r->m, s);
	intake_flow_line(&r->m.flow);
}

static bool fence(struct reader *r, struct str s)
{
	if (!str_starts(s, STR("```")) && !str_starts(s, STR("~~~")))
		return false;
	r->fenced = !r->fenced;
	intake_flow_block(&r->m.flow);
	return true;
}

/* <script> and <style> that begin a line: up to where they end. */
static bool skip_raw(struct reader *r, struct str line, struct str s)
{
	struct html_tag tag;
	struct str all;
	const char *end;
	char close[16] = "</";

	if (!s.len || *s.at != '<' || !intake_html_tag(s, &tag) ||
		tag.kind != HTML_RAW || tag.closes || tag.name.len > 10)
		return false;
	memcpy(close + 2, tag.name.at, tag.name.len);
	all = str_of(line.at, (size_t)(r->m.rest.at + r->m.rest.len - line.at));
	end = memmem(all.at, all.len, close, tag.name.len + 2);
	r->m.rest =
		end ? str_of(end, (size_t)(all.at + all.len - end)) : STR("");
	return true;
}

static void add_line(struct reader *r, struct str line)
{
	struct str s = str_trim(line);
	int level;

	r->table = r->table && s.len;
	if (fence(r, s))
		return;
	if (r->fenced) {
		intake_flow_text(&r->m.flow, line);
		intake_flow_line(&r->m.flow);
	} else if (!s.len || resume_line_rule(s) ||
		   intake_markdown_defines(&r->m, s)) {
		intake_flow_block(&r->m.flow);
	} else if ((level = heading(&s)) != 0) {
		add_heading(r, s, level);
	} else if (!skip_raw(r, line, s)) {
		add_text(r, line);
	}
}

/* Names of links may stand behind where they are used. */
static void find_links(struct reader *r)
{
	struct str rest = r->m.rest;

	while (rest.len && r->m.link_count < MARKDOWN_LINKS)
		intake_markdown_defines(&r->m, str_cut(&rest, '\n'));
}

bool intake_markdown(struct arena *mem, struct str bytes,
	struct intake_doc *out, struct err *err)
{
	struct reader *r = ARENA_NEW(mem, struct reader);

	if (bytes.len > FLOW_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"it is a Markdown text of %zu MB; up to %d are read",
			bytes.len >> 20, FLOW_BYTES >> 20);
	r->m.mem = mem;
	intake_flow_begin(&r->m.flow, mem);
	r->m.flow.typed = true;
	r->m.rest = resume_charset_lines(mem, intake_codepage_text(mem, bytes));
	r->m.rest = resume_marks_uncommented(mem, r->m.rest);
	find_links(r);
	take_front(r);
	while (r->m.rest.len && !r->m.flow.spent)
		add_line(r, str_cut(&r->m.rest, '\n'));
	return intake_flow_end(&r->m.flow, out, err);
}
