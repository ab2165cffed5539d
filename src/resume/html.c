/*
 * resume/html.c - fragments of HTML, as editors of rich text write them, become
 * blocks. No tree, no style, no script; nothing that is broken is refused.
 */
#include "resume/blocks.h"
#include "base/utf8.h"
#include "resume/html_int.h"

enum {
	ENDLESS = 32, /* searches for a '>' that is not there */
	LEVELS = 8    /* of bullets; deeper ones are of the last */
};

struct html {
	struct arena *mem;
	struct str rest;
	struct resume_blocks *out;
	struct buf block;
	int level, lists;                 /* of the block; of lists around it */
	int bold, italic;                 /* how many are open in the text */
	bool is_bold, is_italic, in_link; /* what is open in the block */
	bool blank;      /* one is to come before the next character */
	struct str link; /* of the open one; empty: none */
	int endless;     /* tags without an end */
};

/* Without blanks and line ends around it. */
static struct str trimmed(struct str s)
{
	while (s.len && resume_html_blank(*s.at))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && resume_html_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

/* ---- marks -------------------------------------------------------------- */

static void close_marks(struct html *h)
{
	if (h->is_italic)
		buf_addc(&h->block, '*');
	if (h->is_bold)
		buf_add(&h->block, STR("**"));
	h->is_italic = h->is_bold = false;
}

/* Opens what the text asks for, just before a character that is no blank. */
static void open_marks(struct html *h)
{
	if (h->is_italic && !h->is_bold && h->bold) {
		buf_addc(&h->block, '*');
		h->is_italic = false;
	}
	if (h->blank && h->block.len && h->block.at[h->block.len - 1] != '\n')
		buf_addc(&h->block, ' ');
	h->blank = false;
	if (h->link.len && !h->in_link) {
		buf_addc(&h->block, '[');
		h->in_link = true;
	}
	if (h->bold && !h->is_bold)
		buf_add(&h->block, STR("**"));
	if (h->italic && !h->is_italic)
		buf_addc(&h->block, '*');
	h->is_bold = h->bold > 0;
	h->is_italic = h->italic > 0;
}

static void close_link(struct html *h)
{
	close_marks(h);
	if (h->in_link) {
		buf_add(&h->block, STR("]("));
		buf_add(&h->block, h->link);
		buf_addc(&h->block, ')');
	}
	h->in_link = false;
}

static void end_block(struct html *h)
{
	close_link(h);
	if (trimmed(buf_str(&h->block)).len)
		resume_blocks_add(h->mem, h->out,
			str_copy(h->mem, trimmed(buf_str(&h->block))),
			h->level);
	h->block.len = 0;
	h->blank = false;
}

/* ---- text --------------------------------------------------------------- */

static void add_run(struct html *h, struct str s)
{
	if (s.len) {
		open_marks(h);
		buf_add(&h->block, s);
	}
}

/* How many bytes from i on are neither blank nor the beginning of something. */
static size_t plain_run(struct str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.len && !resume_html_blank(s.at[i + n]) &&
		s.at[i + n] != '&' && s.at[i + n] != '<')
		n++;
	return n;
}

static size_t take_entity(struct html *h, struct str s)
{
	char bytes[4];
	uint32_t c;
	size_t n = resume_html_entity(s, &c);
	int length = n ? utf8_encode(c, bytes) : 0;

	if (length)
		add_run(h, str_of(bytes, (size_t)length));
	else
		add_run(h, str_of(s.at, n = 1));
	return n;
}

/* Up to the next tag; at least one character. */
static void take_text(struct html *h)
{
	struct str s = h->rest;
	size_t i = 0, n;

	if (*s.at == '<')
		add_run(h, str_of(s.at, i = 1));
	while (i < s.len && s.at[i] != '<') {
		n = plain_run(s, i);
		add_run(h, str_of(s.at + i, n));
		i += n;
		if (i < s.len && resume_html_blank(s.at[i])) {
			h->blank = true;
			i++;
		} else if (i < s.len && s.at[i] == '&') {
			i += take_entity(h, str_of(s.at + i, s.len - i));
		}
	}
	h->rest = str_of(s.at + i, s.len - i);
}

/* <script> and <style>: up to where they are closed. */
static void skip_hidden(struct html *h, struct str name)
{
	const char *p = h->rest.at, *end = p + h->rest.len;

	for (; p < end && (p = memchr(p, '<', (size_t)(end - p))); p++) {
		struct str s = str_of(p, (size_t)(end - p));

		if (s.len > name.len + 2 && s.at[1] == '/' &&
			str_eq_nocase(str_of(s.at + 2, name.len), name)) {
			h->rest = s;
			return;
		}
	}
	h->rest = str_of(end, 0);
}

/* ---- what tags do ------------------------------------------------------- */

static void change(int *depth, bool closes)
{
	*depth += closes ? -(*depth > 0) : 1;
}

static void do_list(struct html *h, const struct html_tag *tag)
{
	end_block(h);
	change(&h->lists, tag->closes);
	h->level = 0;
}

static void do_item(struct html *h, const struct html_tag *tag)
{
	end_block(h);
	h->level = tag->closes ? 0 : h->lists ? h->lists : 1;
	if (h->level > LEVELS)
		h->level = LEVELS;
}

/* A paragraph in an item is the item's, the first one at least. */
static void do_paragraph(struct html *h)
{
	if (h->level && !trimmed(buf_str(&h->block)).len)
		return;
	if (!h->level) {
		end_block(h);
		return;
	}
	close_marks(h);
	if (h->block.at[h->block.len - 1] != '\n')
		buf_addc(&h->block, '\n');
	h->blank = false;
}

static bool is_address(struct str s)
{
	return str_starts(s, STR("http://")) ||
	       str_starts(s, STR("https://")) || str_starts(s, STR("mailto:"));
}

static void do_link(struct html *h, const struct html_tag *tag)
{
	close_link(h);
	h->link = STR("");
	if (tag->closes || !tag->link.len)
		return;
	if (is_address(tag->link) &&
		!memchr(tag->link.at, ' ', tag->link.len) &&
		!memchr(tag->link.at, ')', tag->link.len))
		h->link = tag->link;
	else
		h->out->more = true;
}

static void do_mark(struct html *h, int *depth, const struct html_tag *tag)
{
	change(depth, tag->closes);
	/* closed at once, opened before the next character */
	if ((h->is_italic && !h->italic) || (h->is_bold && !h->bold))
		close_marks(h);
}

static void do_tag(struct html *h, const struct html_tag *tag)
{
	h->out->more |= tag->styled || tag->id == TAG_NUMBERED ||
			tag->id == TAG_NONE || tag->id >= TAG_BLOCK;
	switch (tag->id) {
	case TAG_BREAK:
		close_marks(h);
		buf_addc(&h->block, '\n');
		h->blank = false;
		break;
	case TAG_PARAGRAPH:
	case TAG_BLOCK:
		do_paragraph(h);
		break;
	case TAG_LIST:
	case TAG_NUMBERED:
		do_list(h, tag);
		break;
	case TAG_ITEM:
		do_item(h, tag);
		break;
	case TAG_BOLD:
		do_mark(h, &h->bold, tag);
		break;
	case TAG_ITALIC:
		do_mark(h, &h->italic, tag);
		break;
	case TAG_LINK:
		do_link(h, tag);
		break;
	case TAG_HIDDEN:
		if (!tag->closes)
			skip_hidden(h, tag->name);
		break;
	case TAG_CELL:
		h->blank = true;
		break;
	case TAG_PICTURE:
		if (tag->instead.len)
			add_run(h, tag->instead);
		break;
	default:
		break;
	}
}

/* At a '<'. Text full of tags without an end is searched for one so often
 * only. */
static bool cut_tag(struct html *h, struct html_tag *tag)
{
	size_t n;

	if (h->endless == ENDLESS)
		return false;
	n = resume_html_tag(h->mem, h->rest, tag);
	h->endless += tag->endless;
	h->rest = str_of(h->rest.at + n, h->rest.len - n);
	return n > 0;
}

static void take_comment(struct html *h)
{
	const char *end = memmem(h->rest.at, h->rest.len, "-->", 3);
	size_t n = end ? (size_t)(end - h->rest.at) + 3 : h->rest.len;

	h->out->more = true;
	h->rest = str_of(h->rest.at + n, h->rest.len - n);
}

void resume_html_read(
	struct arena *mem, struct str html, struct resume_blocks *out)
{
	struct html h = { .mem = mem, .rest = html, .out = out };
	struct html_tag tag;

	*out = (struct resume_blocks){ 0 };
	buf_init(&h.block, mem, 4 * html.len + 64);
	buf_add(&h.block, STR(""));
	while (h.rest.len) {
		if (*h.rest.at != '<')
			take_text(&h);
		else if (str_starts(h.rest, STR("<!--")))
			take_comment(&h);
		else if (cut_tag(&h, &tag))
			do_tag(&h, &tag);
		else
			take_text(&h);
	}
	end_block(&h);
}
