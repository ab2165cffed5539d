/*
 * work/verify_words.c - does a file that was written say, to whoever reads it
 * without seeing it, what its document says, in that order? Compares words;
 * blanks, capitals and the marks of lists are the look's. Knows no fields.
 */
#include "work/verify.h"

#include "press/letters.h"
#include "press/walk.h"

#include <stdlib.h>

enum {
	WORDS_MOST = 200000,
	AHEAD_MOST = 120, /* how far a part may have moved */
	JOIN_MOST = 6     /* lines that a word may have been broken into */
};

struct said {
	struct str text, folded;
	size_t page; /* 0: of the document */
	bool matched;
};

struct list {
	struct arena *mem;
	struct str language;
	struct said *at;
	size_t count, room;
};

/* ---- words -------------------------------------------------------------- */

static bool is_mark(struct str s)
{
	static const char *const marks[] = { "\xE2\x80\xA2", "\xE2\x80\x93",
		"\xE2\x80\x94", "\xE2\x80\x90", "\xE2\x96\xAA", "\xE2\x97\xA6",
		"\xE2\x97\x8B", "\xE2\x80\xA3", "\xC2\xB7", "-", "|", "*",
		"\xE2\x96\xB8", "\xE2\x96\xA0" };

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_is(s, marks[i]))
			return true;
	return false;
}

static void add(struct list *l, struct str text, size_t page)
{
	struct said *more;

	if (!text.len || is_mark(text) || l->count == WORDS_MOST)
		return;
	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 512;
		more = ARENA_LIST(l->mem, struct said, l->room);
		if (l->count)
			memcpy(more, l->at, l->count * sizeof(*more));
		l->at = more;
	}
	l->at[l->count++] = (struct said){ .text = text,
		.folded = letters_upper(l->mem, text, l->language),
		.page = page };
}

/* How many bytes of a blank stand here. */
static size_t blank(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.at[i];

	if (c <= ' ')
		return 1;
	if (s.len - i >= 2 && !memcmp(s.at + i, "\xC2\xA0", 2))
		return 2;
	if (s.len - i >= 3 && (!memcmp(s.at + i, "\xE2\x80\xAF", 3) ||
				      !memcmp(s.at + i, "\xE2\x80\x8B", 3) ||
				      !memcmp(s.at + i, "\xE2\x80\x89", 3) ||
				      !memcmp(s.at + i, "\xE3\x80\x80", 3)))
		return 3;
	return 0;
}

/* What nobody sees is left out, a ligature is its letters. */
static struct str visible(struct arena *mem, struct str s)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl",
		"st", "st" };
	static const char *const unseen[] = { "\xC2\xAD", "\xE2\x80\x8B",
		"\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F",
		"\xE2\x81\xA0", "\xEF\xBB\xBF" };
	char *to = arena_bytes(mem, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len;) {
		size_t skip = 0;

		for (size_t k = 0; k < LENGTH(unseen) && !skip; k++)
			if (str_starts(str_of(s.at + i, s.len - i),
				    str_c(unseen[k])))
				skip = strlen(unseen[k]);
		if (skip) {
			i += skip;
		} else if (s.len - i > 2 && !memcmp(s.at + i, "\xEF\xAC", 2) &&
			   (unsigned char)s.at[i + 2] - 0x80 < 7) {
			const char *l = ligatures[s.at[i + 2] & 7];

			memcpy(to + len, l, strlen(l));
			len += strlen(l);
			i += 3;
		} else {
			to[len++] = s.at[i++];
		}
	}
	return str_of(to, len);
}

static void add_words(struct list *l, struct str s)
{
	size_t from = 0, n;

	for (size_t i = 0; i <= s.len; i += n ? n : 1) {
		n = i < s.len ? blank(s, i) : 1;
		if (!n)
			continue;
		add(l, visible(l->mem, str_of(s.at + from, i - from)), 0);
		from = i + n;
	}
}

static void of_tree(struct list *l, const struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		add_words(l, walk_text(l->mem, &tree->at[i].text));
		add_words(l, walk_text(l->mem, &tree->at[i].aside));
	}
}

/* Formats that know no pages have the footer once, and each number is 1. */
static void of_footer(struct list *l, const struct tree *tree)
{
	struct walk_page p = walk_page(tree->page_words);

	if (!walk_footer(tree))
		return;
	add_words(l, tree->footer);
	add_words(l, str_fmt(l->mem, "%.*s%s%.*s%s%.*s", STR_ARG(p.before),
			     p.number ? "1" : "", STR_ARG(p.between),
			     p.count ? "1" : "", STR_ARG(p.behind)));
}

struct placed {
	const struct intake_word *word;
	struct str text;
};

static int by_place(const void *a, const void *b)
{
	uint32_t p = ((const struct placed *)a)->word->place;
	uint32_t q = ((const struct placed *)b)->word->place;

	return p < q ? -1 : p > q;
}

/* As it is drawn, which is how most programs hand it on. */
static void of_page(struct list *l, const struct intake_page *page, size_t p)
{
	struct placed *at;
	size_t count = 0, words = 0;

	for (size_t i = 0; i < page->count; i++)
		words += page->at[i].count;
	at = ARENA_LIST(l->mem, struct placed, words + 1);
	for (size_t i = 0; i < page->count; i++)
		for (size_t k = 0; k < page->at[i].count; k++) {
			const struct intake_word *w = &page->at[i].at[k];

			if (w->flags & INTAKE_ARTIFACT)
				continue;
			at[count++] = (struct placed){ w, w->text };
		}
	qsort(at, count, sizeof(*at), by_place);
	for (size_t i = 0; i < count; i++)
		add(l, visible(l->mem, at[i].text), p + 1);
}

/* ---- alike? ------------------------------------------------------------- */

/* How many words of b, put together, are the one word a; 0: none. */
static size_t joins(struct said a, const struct said *b, size_t count)
{
	size_t len = 0;

	for (size_t i = 0; i < count && i < JOIN_MOST; i++) {
		struct str s = b[i].folded;

		if (len + s.len > a.folded.len ||
			memcmp(a.folded.at + len, s.at, s.len) != 0)
			return 0;
		len += s.len;
		if (len == a.folded.len)
			return i + 1;
	}
	return 0;
}

struct step {
	size_t want, have; /* words that are alike, or that differ */
	bool alike;
};

static bool alike(const struct list *want, size_t i, const struct list *have,
	size_t k, struct step *out)
{
	size_t n;

	if (i >= want->count || k >= have->count)
		return i >= want->count && k >= have->count;
	if ((n = joins(want->at[i], have->at + k, have->count - k)))
		*out = (struct step){ 1, n, true };
	else if ((n = joins(have->at[k], want->at + i, want->count - i)))
		*out = (struct step){ n, 1, true };
	return n > 0;
}

/* How far to go on in both until they agree for two words again. */
static struct step differ(
	const struct list *want, size_t i, const struct list *have, size_t k)
{
	struct step first, next;

	for (size_t sum = 1; sum <= AHEAD_MOST; sum++)
		for (size_t a = 0; a <= sum; a++) {
			size_t x = i + a, y = k + (sum - a);

			if (x > want->count || y > have->count ||
				!alike(want, x, have, y, &first))
				continue;
			if (x == want->count ||
				alike(want, x + first.want, have,
					y + first.have, &next))
				return (struct step){ a, sum - a, false };
		}
	return (struct step){ want->count - i, have->count - k, false };
}

/* ---- what is said of it ------------------------------------------------- */

static struct str join_all(struct arena *mem, const struct said *at, size_t n)
{
	struct buf b;

	buf_init(&b, mem, 4096);
	for (size_t i = 0; i < n && i < 8; i++)
		buf_addf(&b, "%s%.*s", i ? " " : "", STR_ARG(at[i].text));
	if (n > 8)
		buf_add(&b, STR(" ..."));
	return buf_ok(&b) ? buf_str(&b) : STR("...");
}

static bool elsewhere(const struct list *l, const struct said *at, size_t n)
{
	for (size_t i = 0; i < l->count; i++)
		if (!l->at[i].matched && i + n <= l->count) {
			size_t k = 0;

			while (k < n &&
				str_eq(l->at[i + k].folded, at[k].folded))
				k++;
			if (k == n)
				return true;
		}
	return false;
}

static struct verify_change change_of(
	struct list *want, size_t i, struct list *have, size_t k, struct step s)
{
	size_t near = k < have->count ? k : have->count - 1;
	struct verify_change c = {
		.kind = VERIFY_CHANGED,
		.page = have->count ? have->at[near].page : 1,
		.want = join_all(want->mem, want->at + i, s.want),
		.have = join_all(have->mem, have->at + k, s.have),
	};

	if (!s.have)
		c.kind = elsewhere(have, want->at + i, s.want)
				 ? VERIFY_OUT_OF_ORDER
				 : VERIFY_MISSING;
	else if (!s.want)
		c.kind = elsewhere(want, have->at + k, s.have)
				 ? VERIFY_OTHER_HALF
				 : VERIFY_ADDED;
	return c;
}

static void mark(struct said *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		at[i].matched = true;
}

struct differing {
	size_t want, have;
	struct step step;
};

static size_t compare(
	struct list *want, struct list *have, struct differing *at)
{
	size_t count = 0, i = 0, k = 0;
	struct step s;

	while (i < want->count || k < have->count) {
		if (!alike(want, i, have, k, &s))
			s = differ(want, i, have, k);
		if (s.alike) {
			mark(want->at + i, s.want);
			mark(have->at + k, s.have);
		} else {
			at[count++] = (struct differing){ i, k, s };
		}
		i += s.want;
		k += s.have;
	}
	return count;
}

void work_verify_words(struct arena *mem, const struct tree *tree, bool footer,
	const struct intake_doc *doc, struct verify_words *out)
{
	struct list want = { .mem = mem,
		.language = tree->language,
		.at = ARENA_LIST(mem, struct said, 1),
		.room = 1 };
	struct list have = { .mem = mem,
		.language = tree->language,
		.at = ARENA_LIST(mem, struct said, 1),
		.room = 1 };
	struct differing *at;

	of_tree(&want, tree);
	if (footer)
		of_footer(&want, tree);
	for (size_t i = 0; i < doc->count; i++)
		of_page(&have, &doc->at[i], i);
	at = ARENA_LIST(mem, struct differing, want.count + have.count);
	*out = (struct verify_words){ .words = want.count };
	out->count = compare(&want, &have, at);
	out->at = ARENA_LIST(mem, struct verify_change, out->count);
	for (size_t i = 0; i < out->count; i++)
		out->at[i] = change_of(
			&want, at[i].want, &have, at[i].have, at[i].step);
}
