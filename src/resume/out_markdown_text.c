/*
 * resume/out_markdown_text.c - text of the model as Markdown: what would mean
 * something there and means nothing with us is escaped.
 */
#include "resume/out_markdown.h"

static bool is_word(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       (c & 0x80);
}

/* "1. " and "1) " begin a list with numbers. */
static bool is_number(struct str s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (s.at[k] < '0' || s.at[k] > '9')
			return false;
	return i > 0 && i < 10 && (i + 1 == s.len || s.at[i + 1] == ' ');
}

/* "&amp;", "&#233;" */
static bool is_entity(struct str s)
{
	size_t i = 1;

	while (i < s.len && i < 12 && (is_word(s.at[i]) || s.at[i] == '#'))
		i++;
	return i > 1 && i < s.len && s.at[i] == ';';
}

/* Stars and brackets are marks of ours as well as of Markdown's. */
static bool must_escape(struct str s, size_t i)
{
	char before = i ? s.at[i - 1] : ' ';
	char next = i + 1 < s.len ? s.at[i + 1] : ' ';

	switch (s.at[i]) {
	case '\\':
	case '`':
		return true;
	case '_':
		return !is_word(before) || !is_word(next);
	case '<':
		return is_word(next) || next == '/' || next == '!';
	case '&':
		return is_entity(str_of(s.at + i, s.len - i));
	case '~':
		return next == '~' || before == '~';
	case '#':
	case '>':
	case '=':
	case '|':
		return i == 0;
	case '-':
	case '+':
		return i == 0 && (next == ' ' || next == '-');
	case '.':
	case ')':
		return is_number(s, i);
	default:
		return false;
	}
}

/* One line; line ends in it become blanks. */
void resume_markdown_line(struct markdown_writer *w, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool ends = s.at[i] == '\n' || s.at[i] == '\r';

		if (is_word(s.at[i]) || (!ends && !must_escape(s, i)))
			continue;
		buf_add(w->to, str_of(s.at + from, i - from));
		buf_addc(w->to, ends ? ' ' : '\\');
		from = i + ends;
	}
	if (from < s.len) /* nothing can be added to NULL */
		buf_add(w->to, str_of(s.at + from, s.len - from));
}

void resume_markdown_gap(struct markdown_writer *w)
{
	struct str so_far = buf_str(w->to);

	if (!so_far.len || str_ends(so_far, STR("\n\n")))
		return;
	buf_add(w->to, str_ends(so_far, STR("\n")) ? STR("\n") : STR("\n\n"));
}

/* Lines of our text: those that begin with "- " are bullets as they are, and
 * so is the blank line between paragraphs. */
void resume_markdown_text(struct markdown_writer *w, struct str text)
{
	bool bullet = false;

	resume_markdown_gap(w);
	while (text.len) {
		struct str line = str_cut(&text, '\n'), rest = line;

		while (rest.len && *rest.at == ' ')
			rest = str_of(rest.at + 1, rest.len - 1);
		if (str_starts(rest, STR("- "))) {
			if (!bullet)
				resume_markdown_gap(w);
			buf_add(w->to,
				str_of(line.at, line.len - rest.len + 2));
			resume_markdown_line(
				w, str_of(rest.at + 2, rest.len - 2));
			bullet = true;
		} else {
			if (bullet && rest.len)
				resume_markdown_gap(w);
			resume_markdown_line(w, rest);
			/* a line of its own, where paragraphs join lines */
			if (rest.len && text.len && *text.at != '\n')
				buf_addc(w->to, '\\');
			bullet = false;
		}
		buf_addc(w->to, '\n');
	}
	resume_markdown_gap(w);
}

void resume_markdown_bullets(
	struct markdown_writer *w, struct resume_texts list)
{
	if (list.count)
		resume_markdown_gap(w);
	for (size_t i = 0; i < list.count; i++) {
		if (!str_trim(list.at[i]).len)
			continue;
		buf_add(w->to, STR("- "));
		resume_markdown_line(w, list.at[i]);
		buf_addc(w->to, '\n');
	}
}

static bool is_address(struct str url)
{
	return (str_starts(url, STR("http://")) ||
		       str_starts(url, STR("https://")) ||
		       str_starts(url, STR("mailto:"))) &&
	       !memchr(url.at, ' ', url.len) && !memchr(url.at, ')', url.len);
}

void resume_markdown_link(
	struct markdown_writer *w, struct str text, struct str url)
{
	bool links = text.len && is_address(url) &&
		     !memchr(text.at, '[', text.len) &&
		     !memchr(text.at, ']', text.len);

	if (links)
		buf_addc(w->to, '[');
	resume_markdown_line(w, text);
	if (links) {
		buf_add(w->to, STR("]("));
		buf_add(w->to, url);
		buf_addc(w->to, ')');
	} else if (url.len) {
		buf_add(w->to, text.len ? STR(" ") : STR(""));
		resume_markdown_line(w, url);
	}
}
