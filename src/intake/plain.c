/* intake/plain.c - see plain.h. */
#include "intake/plain.h"

#include "intake/codepage.h"
#include "intake/flow.h"
#include "resume/lines.h"

enum {
	TAB = 8,
	DEPTHS = 16,
	LOOK = 12,     /* lines to the next number of a list */
	TITLE = 80,    /* bytes of a heading */
	RULE_LEAST = 3 /* characters under a heading */
};

struct plain {
	struct flow flow;
	struct str rest;           /* lines that were not read yet */
	int depth[DEPTHS], depths; /* how far the items around are indented */
	int64_t number; /* of the last item that had one; 0: no list */
};

/* ---- one line ------------------------------------------------------------*/

static struct str cut_line(struct str *rest)
{
	struct str line;
	size_t n = 0;

	while (n < rest->len && rest->at[n] != '\n' && rest->at[n] != '\r' &&
		rest->at[n] != '\f')
		n++;
	line = str_of(rest->at, n);
	if (n + 1 < rest->len && rest->at[n] == '\r' && rest->at[n + 1] == '\n')
		n++;
	/* A form feed is left as the next line's first byte. */
	n += n < rest->len && rest->at[n] != '\f';
	*rest = str_of(rest->at + n, rest->len - n);
	return line;
}

/* Columns of blanks before it, which go. */
static int cut_indent(struct str *line)
{
	int columns = 0;

	while (line->len && (*line->at == ' ' || *line->at == '\t' ||
				    str_starts(*line, STR("\xc2\xa0")))) {
		size_t n = *line->at == '\xc2' ? 2 : 1;

		columns += *line->at == '\t' ? TAB - columns % TAB : 1;
		*line = str_of(line->at + n, line->len - n);
	}
	return columns;
}

/* What is under a heading: its level. */
static int rule_level(struct str line)
{
	char first;

	line = str_trim(line);
	first = line.len ? *line.at : '\0';
	if (line.len < RULE_LEAST || !resume_line_rule(line) || first == '*' ||
		first == '+' || first == '.')
		return 0;
	return first == '=' || first == '#' ? 1 : 2;
}

/* "2. " in a list whose last number was 1; the first needs one behind it. */
static bool is_number(const struct plain *p, struct str line, int64_t *out)
{
	struct str rest = p->rest, digits = line, next;
	size_t n = resume_line_number(line);
	int64_t behind;

	if (!n || !str_int(str_of(digits.at, n - 2), out))
		return false;
	if (*out != 1)
		return *out == p->number + 1;
	for (int i = 0; i < LOOK && rest.len; i++) {
		next = cut_line(&rest);
		cut_indent(&next);
		n = resume_line_number(next);
		if (n && str_int(str_of(next.at, n - 2), &behind))
			return behind == 2;
	}
	return false;
}

/* ---- what a line is ------------------------------------------------------*/

static int item_level(struct plain *p, int indent)
{
	while (p->depths && p->depth[p->depths - 1] > indent)
		p->depths--;
	if (!p->depths || p->depth[p->depths - 1] < indent) {
		if (p->depths == DEPTHS)
			return p->depths;
		p->depth[p->depths++] = indent;
	}
	return p->depths;
}

/* Two blanks behind a sentence are a typist's. */
static bool is_gap(struct str s, size_t n, size_t blanks)
{
	char behind = n + blanks < s.len ? s.at[n + blanks] : ' ';

	if (memchr(s.at + n, '\t', blanks))
		return true;
	return blanks > 2 ||
	       (blanks == 2 &&
		       !(n && strchr(".!?:", s.at[n - 1]) && behind > '9'));
}

static void add_words(struct flow *f, struct str s)
{
	while (s.len) {
		size_t n = 0, blanks = 0;

		while (n < s.len && s.at[n] != ' ' && s.at[n] != '\t')
			n++;
		intake_flow_text(f, str_of(s.at, n));
		while (n + blanks < s.len &&
			(s.at[n + blanks] == ' ' || s.at[n + blanks] == '\t'))
			blanks++;
		if (is_gap(s, n, blanks))
			intake_flow_gap(f, blanks > 1 ? (int)blanks : TAB);
		else if (blanks)
			intake_flow_char(f, ' ');
		s = str_of(s.at + n + blanks, s.len - n - blanks);
	}
}

/* A line with a rule under it, of which the rule goes. */
static int heading_level(struct plain *p, struct str line)
{
	struct str rest = p->rest;
	int level = rule_level(cut_line(&rest));

	if (!level || line.len > TITLE)
		return 0;
	p->rest = rest;
	return level;
}

static void add_line(struct plain *p, struct str line)
{
	struct str item;
	int indent = cut_indent(&line);
	int64_t number;

	item = line;
	p->flow.indent = 5.5f * (float)(indent < 200 ? indent : 200);
	if (is_number(p, line, &number)) {
		size_t n = resume_line_number(line);

		p->number = number;
		p->flow.item = item_level(p, indent);
		line = str_of(line.at + n, line.len - n);
	} else if (resume_line_bullet(&item)) {
		p->flow.item = item_level(p, indent);
		line = item;
	} else {
		p->flow.heading = heading_level(p, line);
		if (!p->depths || indent <= p->depth[0])
			p->depths = 0;
		if (!indent && !p->depths && p->flow.heading)
			p->number = 0;
	}
	add_words(&p->flow, str_trim(line));
	if (p->flow.heading)
		intake_flow_block(&p->flow);
	else
		intake_flow_line(&p->flow);
}

bool intake_plain(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	struct plain p = { 0 };
	struct str line;

	if (bytes.len > FLOW_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"it is a text of %zu MB; up to %d are read",
			bytes.len >> 20, FLOW_BYTES >> 20);
	intake_flow_begin(&p.flow, mem);
	p.flow.typed = true;
	p.rest = intake_codepage_text(mem, bytes);
	while (p.rest.len) {
		if (*p.rest.at == '\f') {
			intake_flow_page(&p.flow);
			p.rest = str_of(p.rest.at + 1, p.rest.len - 1);
			continue;
		}
		line = cut_line(&p.rest);
		if (!str_trim(line).len || resume_line_rule(line)) {
			intake_flow_block(&p.flow);
			continue;
		}
		add_line(&p, line);
	}
	return intake_flow_end(&p.flow, out, err);
}
