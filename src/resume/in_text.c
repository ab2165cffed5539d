/*
 * resume/in_text.c - a resume in plain text: which of its lines are headings,
 * bullets, text. What they mean is outline.c's.
 */
#include "resume/charset.h"
#include "resume/marks.h"
#include "resume/outline_int.h"

#include "base/utf8.h"

enum { HEADING_BYTES = 80 };

struct text_reader {
	struct resume_outline out;
	struct str *lines; /* without blanks at their ends */
	size_t count;
	bool capitals; /* headings of sections are in capitals */
};

/* ---- bytes -------------------------------------------------------------- */

/* Files of other kinds begin like this. */
bool resume_text_is(struct str bytes)
{
	static const struct str magic[] = { { "%PDF", 4 }, { "PK\3\4", 4 },
		{ "{\\rtf", 5 }, { "\xd0\xcf\x11\xe0", 4 }, { "\x89PNG", 4 },
		{ "\xff\xd8\xff", 3 }, { "GIF8", 4 }, { "<?", 2 }, { "<!D", 3 },
		{ "<!d", 3 }, { "<html", 5 }, { "<HTML", 5 }, { "{", 1 },
		{ "[", 1 } };
	enum { NEAR = 4096 };
	struct str s = bytes;
	size_t near = bytes.len < NEAR ? bytes.len : NEAR;

	if (str_starts(s, STR("\xff\xfe")) || str_starts(s, STR("\xfe\xff")))
		return true;
	while (s.len && strchr(" \t\r\n", *s.at))
		s = str_of(s.at + 1, s.len - 1);
	for (size_t i = 0; i < LENGTH(magic); i++)
		if (str_starts(s, magic[i]) &&
			/* A link in Markdown, a note in brackets. */
			!(*s.at == '[' && s.len > 1 &&
				!strchr("{[\"]0123456789 \n\r", s.at[1])))
			return false;
	return !memchr(bytes.at, '\0', near);
}

/* ---- what a line is ----------------------------------------------------- */

static struct str without_colon(struct str s)
{
	if (s.len && s.at[s.len - 1] == ':')
		s.len--;
	return str_trim(s);
}

static bool in_capitals(struct str s)
{
	size_t capitals = 0;

	for (size_t i = 0; i < s.len; i++) {
		if ((s.at[i] >= 'a' && s.at[i] <= 'z') ||
			(s.at[i] >= '0' && s.at[i] <= '9'))
			return false;
		capitals += s.at[i] >= 'A' && s.at[i] <= 'Z';
	}
	return capitals >= 3 || (capitals && s.len > 6);
}

static int known(struct text_reader *r, struct str s)
{
	s = without_colon(resume_line_tidy(resume_line_plain(s)));
	return s.len && s.len <= HEADING_BYTES
		       ? resume_heading_find(r->out.mem, s)
		       : RESUME_NO_HEADING;
}

static struct str line_at(const struct text_reader *r, size_t i)
{
	return i < r->count ? r->lines[i] : STR("");
}

static bool is_heading(struct text_reader *r, size_t i)
{
	struct str s = str_trim(r->lines[i]), next = line_at(r, i + 1);
	bool alone = (!i || !line_at(r, i - 1).len ||
		      resume_line_rule(line_at(r, i - 1)));

	if (!s.len || s.len > HEADING_BYTES || resume_line_rule(s))
		return false;
	if (known(r, s) != RESUME_NO_HEADING)
		return alone || in_capitals(s) || s.at[s.len - 1] == ':' ||
		       !next.len || resume_line_rule(next);
	if (!alone || memchr(s.at, '@', s.len))
		return false;
	return (resume_line_rule(next) && !resume_line_is_prose(s)) ||
	       (r->capitals && in_capitals(s) && !next.len);
}

/* "Skills: C, Go" at the margin is a section in a line; "Technologies: C" says
 * more of an entry. */
static bool is_short_section(
	struct text_reader *r, size_t i, struct str *title, struct str *rest)
{
	struct str s = r->lines[i];
	int what;

	*rest = s;
	*title = str_trim(str_cut(rest, ':'));
	*rest = str_trim(*rest);
	if (!rest->len || !title->len || *s.at == ' ' || *s.at == '\t' ||
		resume_outline_label(r->out.mem, RESUME_PROJECTS, *title))
		return false;
	what = known(r, *title);
	return what == RESUME_SKILLS || what == RESUME_LANGUAGES ||
	       what == RESUME_INTERESTS || what == RESUME_SUMMARY;
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

static void add(struct text_reader *r, enum resume_line_kind kind, int level,
	struct str text, size_t i)
{
	resume_outline_add(&r->out, (struct resume_line){ .kind = kind,
					    .level = level,
					    .text = text,
					    .number = (int)i + 1 });
}

static void add_line(struct text_reader *r, size_t i, int *what)
{
	struct str s = r->lines[i], title, rest;
	int depth;

	if (!str_trim(s).len || resume_line_rule(s)) {
		add(r, OUTLINE_GAP, 0, STR(""), i);
		return;
	}
	if (is_heading(r, i)) {
		s = without_colon(str_trim(s));
		*what = known(r, s);
		add(r, OUTLINE_HEADING, 1, s, i);
		return;
	}
	/* "Languages: C, Go" among skills is none of its own. */
	if (*what != RESUME_SKILLS && is_short_section(r, i, &title, &rest)) {
		*what = known(r, title);
		add(r, OUTLINE_HEADING, 1, title, i);
		add(r, OUTLINE_TEXT, 0, rest, i);
		return;
	}
	depth = resume_line_bullet(&s);
	if (depth)
		add(r, OUTLINE_BULLET, depth > 4 ? 2 : 1, s, i);
	else
		add(r, OUTLINE_TEXT, indent_of(s), str_trim(s), i);
}

/* ---- the whole ---------------------------------------------------------- */

static void split(struct text_reader *r, struct str text)
{
	size_t room = 1;

	for (size_t i = 0; i < text.len; i++)
		room += text.at[i] == '\n';
	r->lines = ARENA_LIST(r->out.mem, struct str, room);
	while (text.len) {
		struct str line = str_cut(&text, '\n');

		while (line.len && strchr(" \t", line.at[line.len - 1]))
			line.len--;
		r->lines[r->count++] = line;
	}
}

static void outline(struct text_reader *r, struct arena *mem, struct str bytes)
{
	enum resume_charset charset;
	int what = RESUME_NO_HEADING;

	r->out.mem = mem;
	split(r, resume_charset_lines(
			 mem, resume_charset_read(mem, bytes, &charset)));
	for (size_t i = 0; i < r->count && !r->capitals; i++)
		r->capitals =
			in_capitals(r->lines[i]) &&
			known(r, str_trim(r->lines[i])) != RESUME_NO_HEADING;
	for (size_t i = 0; i < r->count; i++)
		add_line(r, i, &what);
}

int resume_text_sniff(struct arena *mem, struct resume_source source)
{
	struct text_reader r = { 0 };
	int sure;

	if (source.bytes.len > OUTLINE_NEAR)
		source.bytes.len = OUTLINE_NEAR;
	if (source.doc || !resume_text_is(source.bytes))
		return 0;
	outline(&r, mem, source.bytes);
	/* Marks of Markdown are words in text, too. */
	sure = resume_outline_sniff(&r.out) / 3;
	return sure ? sure : str_ends(source.name, STR(".txt")) ? 3 : 0;
}

bool resume_text_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct text_reader r = { 0 };

	if (source.bytes.len > OUTLINE_BYTES)
		return err_set(err, ERR_TOO_BIG, "more than %d MB of text",
			OUTLINE_BYTES >> 20);
	if (memchr(source.bytes.at, '\0', source.bytes.len) &&
		!resume_text_is(source.bytes))
		return err_set(err, ERR_BAD_TYPE, "expected text");
	outline(&r, mem, source.bytes);
	return resume_outline_read(&r.out, out, report, err);
}
