/* press/walk.c - see walk.h. */
#include "press/walk.h"

#include "base/utf8.h"
#include "press/scan.h"

/* ---- space -------------------------------------------------------------- */

bool walk_begins(const struct tree *t, size_t i)
{
	const struct tree_block *b = &t->at[i];

	return i > 0 && !b->joined &&
	       (b->role == TREE_ENTRY || b->role == TREE_TEXT) &&
	       b[-1].region == b->region && b[-1].role != TREE_SECTION;
}

static int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

/* The space above a block; none above the first. */
static int32_t gap_above(const struct tree *t, size_t i);

/* What the photo needs beyond the head beside it, where each block of that is
 * one line. */
static int32_t beside_photo(const struct tree *t, size_t head)
{
	int64_t height = t->look->role[t->at[0].role].leading;

	if (!t->photo.bytes.at)
		return 0;
	for (size_t i = 1; i < head && height < t->look->photo_size; i++)
		height +=
			t->look->role[t->at[i].role].leading + gap_above(t, i);
	return height < t->look->photo_size
		       ? t->look->photo_size - (int32_t)height
		       : 0;
}

static int32_t gap_above(const struct tree *t, size_t i)
{
	const struct look_role *role = t->look->role;
	const struct tree_block *b = &t->at[i];
	int32_t gap;

	if (i == 0)
		return 0;
	if (b->region != b[-1].region && b[-1].region == TREE_HEAD)
		return role[TREE_SECTION].before + beside_photo(t, i);
	gap = larger(role[b->role].before, role[b[-1].role].after);
	if (b->region != b[-1].region)
		return larger(gap, role[TREE_SECTION].before);
	return walk_begins(t, i) ? larger(gap, t->look->entry_gap) : gap;
}

int32_t walk_before(const struct look *look, enum tree_role role)
{
	int32_t before = look->role[role].before;

	return role == TREE_ENTRY ? larger(before, look->entry_gap) : before;
}

static struct walk_space space_above(const struct tree *t, size_t i)
{
	int32_t want = gap_above(t, i);
	int32_t below = walk_before(t->look, t->at[i].role);
	int32_t above = i ? t->look->role[t->at[i - 1].role].after : 0;

	if ((!above && below == want) || (!below && above == want))
		return (struct walk_space){ 0 };
	if (above == want)
		return (struct walk_space){ .before_told = true };
	return (struct walk_space){ .after_none = above != 0,
		.before_told = below != want,
		.before = want };
}

struct walk_space walk_space(const struct tree *t, size_t i)
{
	struct walk_space space = space_above(t, i);

	space.after_none = i + 1 < t->count && space_above(t, i + 1).after_none;
	return space;
}

enum walk_keep walk_keep(const struct tree *t, size_t i)
{
	enum tree_role role = t->at[i].role;
	bool goes_on = i + 1 < t->count && t->at[i + 1].joined &&
		       t->at[i + 1].region == t->at[i].region;

	if (goes_on && (role == TREE_DETAIL || role == TREE_TERM))
		return WALK_KEEP;
	return !goes_on && (role == TREE_ENTRY || role == TREE_ROLE)
		       ? WALK_FREE
		       : WALK_AS_STYLE;
}

int walk_depth(const struct tree *t, size_t i, int before)
{
	const struct tree_block *b = &t->at[i];

	if (b->role != TREE_BULLET || i == 0 || b[-1].role != TREE_BULLET ||
		before < 0)
		return 0;
	if (b->depth == b[-1].depth)
		return before;
	if (b->depth > b[-1].depth)
		return before + 1;
	return b->depth < 0 ? 0 : b->depth < before ? b->depth : before;
}

int32_t walk_width(const struct look *look)
{
	return look->paper_width - look->left - look->right;
}

/* ---- text --------------------------------------------------------------- */

struct str walk_text(struct arena *mem, const struct tree_runs *runs)
{
	size_t len = 0;
	char *at;

	if (runs->count == 1)
		return runs->at[0].text;
	for (size_t i = 0; i < runs->count; i++)
		len += runs->at[i].text.len;
	at = arena_bytes(mem, len + 1);
	len = 0;
	for (size_t i = 0; i < runs->count; i++) {
		struct str s = runs->at[i].text;

		if (s.len)
			memcpy(at + len, s.at, s.len);
		len += s.len;
	}
	at[len] = '\0';
	return str_of(at, len);
}

static bool has_place(uint32_t c)
{
	return c >= 0xa0 && (c < 0xfdd0 || c > 0xfdef) &&
	       (c & 0xfffe) != 0xfffe;
}

void walk_clean(struct buf *to, struct str text, bool tied)
{
	struct str blank = tied ? STR("\u00a0") : STR(" ");
	size_t from = 0, i = 0;

	while (i < text.len) {
		uint32_t letter = 0;
		int n = 1;
		char c;

		i += scan_from(text, i, tied ? SCAN_LETTERS : SCAN_BLANKS);
		if (i == text.len)
			break;
		c = text.at[i];
		if ((unsigned char)c >= 0x80)
			n = utf8_decode(
				str_of(text.at + i, text.len - i), &letter);
		if (n > 1 && has_place(letter)) {
			i += (size_t)n;
			continue;
		}
		buf_add(to, str_of(text.at + from, i - from));
		buf_add(to, c == ' ' || c == '\t' || c == '\n' || c == '\r'
				    ? blank
				    : STR("\ufffd"));
		i += (size_t)(n < 0 ? -n : n);
		from = i;
	}
	buf_add(to, str_of(text.at + from, i - from));
}

/* ---- page numbers ------------------------------------------------------- */

/* The piece before the next "%d"; *found: there was one. */
static struct str cut_mark(struct str *rest, bool *found)
{
	struct str piece = *rest;

	for (size_t i = 0; i + 1 < rest->len; i++)
		if (rest->at[i] == '%' && rest->at[i + 1] == 'd') {
			piece.len = i;
			*rest = str_of(rest->at + i + 2, rest->len - i - 2);
			*found = true;
			return piece;
		}
	*rest = STR("");
	*found = false;
	return piece;
}

struct walk_page walk_page(struct str words)
{
	struct walk_page p = { 0 };

	p.before = cut_mark(&words, &p.number);
	p.between = cut_mark(&words, &p.count);
	p.behind = words;
	return p;
}

bool walk_footer(const struct tree *t)
{
	return t->look->numbers != LOOK_NUMBERS_NEVER &&
	       (t->footer.len || t->page_words.len);
}

/* No format without pages can know whether there will be a second one; that a
 * first page has no number is what AUTO looks like on a document of one. */
bool walk_footer_first(const struct tree *t)
{
	return t->look->numbers != LOOK_NUMBERS_AUTO;
}

/* ---- the photo ---------------------------------------------------------- */

const char *walk_picture(struct str bytes)
{
	if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
		return "png";
	return str_starts(bytes, STR("\xff\xd8\xff")) ? "jpeg" : NULL;
}

bool walk_photo(const struct tree *t, int32_t *width, struct err *err)
{
	const struct tree_picture *p = &t->photo;
	int64_t height = t->look->photo_size;

	*width = 0;
	if (!p->bytes.at || height <= 0)
		return true;
	if (!walk_picture(p->bytes) || p->width <= 0 || p->height <= 0)
		return err_set(err, ERR_BAD_INPUT,
			"the photo is neither a PNG nor a JPEG");
	height = t->look->photo_round ? height : height * p->width / p->height;
	/* a panorama does not push the text off the page */
	*width = (int32_t)(height < 2LL * t->look->photo_size
				   ? height
				   : 2LL * t->look->photo_size);
	return true;
}
