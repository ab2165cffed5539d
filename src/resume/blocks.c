/* resume/blocks.c - see blocks.h. Lines of text; HTML is html.c's. */
#include "resume/blocks.h"

void resume_blocks_add(struct arena *mem, struct resume_blocks *blocks,
	struct str text, int level)
{
	size_t n = blocks->count;

	/* a power of two is full */
	if (!(n & (n - 1))) {
		struct resume_block *more =
			ARENA_LIST(mem, struct resume_block, n ? n * 2 : 1);

		if (n)
			memcpy(more, blocks->at, n * sizeof(*more));
		blocks->at = more;
	}
	blocks->at[blocks->count++] = (struct resume_block){ text, level };
}

/* ---- lines -------------------------------------------------------------- */

static struct str without_cr(struct str line)
{
	return str_ends(line, STR("\r")) ? str_of(line.at, line.len - 1) : line;
}

/* Cuts the mark of a bullet off and says how deep it is; 0: none. */
static int cut_bullet(struct str *line)
{
	static const struct str marks[] = {
		{ "- ", 2 },
		{ "* ", 2 },
		{ "+ ", 2 },
		{ "\xe2\x80\xa2", 3 }, /* U+2022, the bullet */
		{ "\xe2\x96\xaa", 3 },
		{ "\xe2\x97\x8f", 3 },
		{ "\xe2\x80\x93 ", 4 },
		{ "\xc2\xb7", 2 },
	};
	size_t indent = 0;
	struct str s;

	while (indent < line->len &&
		(line->at[indent] == ' ' || line->at[indent] == '\t'))
		indent++;
	s = str_of(line->at + indent, line->len - indent);
	for (size_t i = 0; i < LENGTH(marks); i++) {
		if (!str_starts(s, marks[i]))
			continue;
		*line = str_trim(
			str_of(s.at + marks[i].len, s.len - marks[i].len));
		return indent < 2 ? 1 : 2;
	}
	return 0;
}

struct lines {
	struct arena *mem;
	struct resume_blocks *out;
	struct buf block;
	int level;
};

static void end_block(struct lines *l)
{
	struct str text = str_copy(l->mem, str_trim(buf_str(&l->block)));

	if (text.len)
		resume_blocks_add(l->mem, l->out, text, l->level);
	l->block.len = 0;
	l->level = 0;
}

/* Lines of a bullet join, those of a paragraph stay lines. */
static void add_line(struct lines *l, struct str line)
{
	if (l->block.len)
		buf_addc(&l->block, l->level ? ' ' : '\n');
	buf_add(&l->block, str_trim(line));
}

static void read_lines(
	struct arena *mem, struct str text, struct resume_blocks *out)
{
	struct lines l = { .mem = mem, .out = out };

	buf_init(&l.block, mem, text.len + 1);
	buf_add(&l.block, STR(""));
	while (text.len) {
		struct str line = without_cr(str_cut(&text, '\n'));
		int level = cut_bullet(&line);

		if (level || !str_trim(line).len)
			end_block(&l);
		if (level)
			l.level = level;
		if (line.len)
			add_line(&l, line);
	}
	end_block(&l);
}

void resume_blocks_read(
	struct arena *mem, struct str text, struct resume_blocks *out)
{
	if (resume_html_is(text)) {
		resume_html_read(mem, text, out);
		return;
	}
	*out = (struct resume_blocks){ 0 };
	read_lines(mem, text, out);
}

/* ---- what they are together --------------------------------------------- */

static size_t bytes_of(const struct resume_blocks *blocks)
{
	size_t n = 1;

	for (size_t i = 0; i < blocks->count; i++)
		n += blocks->at[i].text.len + 4 +
		     2 * (size_t)blocks->at[i].level;
	return n;
}

struct str resume_blocks_text(
	struct arena *mem, const struct resume_blocks *blocks)
{
	struct buf b;

	buf_init(&b, mem, bytes_of(blocks));
	for (size_t i = 0; i < blocks->count; i++) {
		if (blocks->at[i].level)
			continue;
		if (b.len)
			buf_add(&b, STR("\n\n"));
		buf_add(&b, blocks->at[i].text);
	}
	return b.len ? buf_str(&b) : STR_NONE;
}

struct resume_texts resume_blocks_bullets(
	struct arena *mem, const struct resume_blocks *blocks)
{
	struct resume_texts out = { 0 };

	out.at = ARENA_LIST(mem, struct str, blocks->count + 1);
	for (size_t i = 0; i < blocks->count; i++)
		if (blocks->at[i].level)
			out.at[out.count++] = blocks->at[i].text;
	return out.count ? out : (struct resume_texts){ 0 };
}

struct str resume_blocks_lines(
	struct arena *mem, const struct resume_blocks *blocks)
{
	struct buf b;

	buf_init(&b, mem, bytes_of(blocks));
	for (size_t i = 0; i < blocks->count; i++) {
		int level = blocks->at[i].level;

		if (b.len)
			buf_add(&b, level && blocks->at[i - 1].level
					    ? STR("\n")
					    : STR("\n\n"));
		for (int k = 1; k < level; k++)
			buf_add(&b, STR("  "));
		if (level)
			buf_add(&b, STR("- "));
		buf_add(&b, blocks->at[i].text);
	}
	return b.len ? buf_str(&b) : STR_NONE;
}
