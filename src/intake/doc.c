/* intake/doc.c - the file: its header, its texts in order; see doc_int.h.
 * Places of the header: MS-DOC 2.5. */
#include "intake/doc_int.h"

#include "base/utf8.h"
#include "intake/codepage.h"

enum {
	MARK = 0xA5EC,
	OLD_MARK = 0xA5DC, /* of Word 6 and 95 */
	ENCRYPTED = 0x0100,
	TABLE_ONE = 0x0200,
	COMPLEX = 0x0004,
	HEADER = 0x1AA,
	OLD_HEADER = 0x168,
	/* places in it: of counts of characters, and of parts of the table */
	COUNTS = 0x4C,
	STYLES = 0xA2,
	HEADS = 0xF2,
	LETTERS = 0xFA,
	PARAGRAPHS = 0x102,
	PIECES = 0x1A2,
	OLD_TEXT = 0x18,
	OLD_COUNT = 0x34,
	OLD_PIECES = 0x160,
	COMPRESSED = 1 << 30,
	STORIES = 300 /* of heads and feet */
};

/* Texts in the order in which they stand. */
enum text {
	BODY,
	NOTES,
	HEADS_AND_FEET,
	MACROS,
	COMMENTS,
	END_NOTES,
	BOXES,
	HEAD_BOXES,
	TEXTS
};

static bool damaged(struct err *err)
{
	return err_set(err, ERR_UNTRUSTED,
		"it is a Word document that is damaged: save it anew, or "
		"export "
		"it as PDF");
}

/* A part of a stream that the header names by place and length. */
static struct str part(struct str header, size_t at, struct str stream)
{
	uint32_t from = ole_four(header, at), len = ole_four(header, at + 4);

	if (from >= stream.len || len > stream.len - from)
		return STR("");
	return str_of(stream.at + from, len);
}

/* ---- pieces --------------------------------------------------------------*/

static bool add_piece(
	struct doc *d, uint32_t count, uint32_t where, size_t room)
{
	bool small = d->old || where & COMPRESSED;
	size_t at = where & (COMPRESSED - 1), each = small ? 1 : 2;

	at = small && !d->old ? at / 2 : at;
	for (uint32_t i = 0; i < count && d->count < room; i++, at += each) {
		unsigned char c;

		if (at >= d->main.len || d->main.len - at < each)
			return false;
		c = (unsigned char)d->main.at[at];
		d->place[d->count] = (uint32_t)at;
		d->text[d->count++] =
			(uint16_t)(small ? intake_codepage_char(
						   CODEPAGE_LATIN, c)
					 : ole_two(d->main, at));
	}
	return true;
}

/* Behind lists of changes: where the pieces begin in the text, and where they
 * stand in the file. */
static struct str piece_table(struct str clx)
{
	while (clx.len > 3 && *clx.at == 1) {
		size_t len = 3 + ole_two(clx, 1);

		clx = len < clx.len ? str_of(clx.at + len, clx.len - len)
				    : STR("");
	}
	if (clx.len < 5 || *clx.at != 2 || ole_four(clx, 1) > clx.len - 5)
		return STR("");
	return str_of(clx.at + 5, ole_four(clx, 1));
}

static bool read_pieces(
	struct doc *d, struct str clx, size_t all, struct err *err)
{
	struct str table = piece_table(clx);
	size_t count = table.len >= 16 ? (table.len - 4) / 12 : 0;

	if (!count)
		return damaged(err);
	for (size_t i = 0; i < count && d->count < all; i++) {
		uint32_t from = ole_four(table, 4 * i);
		uint32_t to = ole_four(table, 4 * i + 4);
		uint32_t where = ole_four(table, 4 * (count + 1) + 8 * i + 2);

		if (to < from || from != d->count)
			return damaged(err);
		/* One that was cut off: what is there counts. */
		if (!add_piece(d, to - from, where, all))
			break;
	}
	return d->count || !all || damaged(err);
}

static bool make_room(struct doc *d, uint64_t all, struct err *err)
{
	if (all > INTAKE_DOC_CHARS || all > 2 * (uint64_t)d->main.len)
		return all > INTAKE_DOC_CHARS && all <= d->main.len
			       ? err_set(err, ERR_TOO_BIG,
					 "it is a Word document of %llu "
					 "letters; "
					 "up to %d are read",
					 (unsigned long long)all,
					 INTAKE_DOC_CHARS)
			       : damaged(err);
	d->text = arena_bytes(d->mem, ((size_t)all + 1) * sizeof(*d->text));
	d->place = arena_bytes(d->mem, ((size_t)all + 1) * sizeof(*d->place));
	return true;
}

/* ---- heads and feet ------------------------------------------------------*/

/* Six of separators, then six a section: heads of even and odd pages, feet of
 * both, head and foot of the first. */
static bool is_foot(size_t story)
{
	return story % 6 == 2 || story % 6 == 3 || story % 6 == 5;
}

static bool same(const struct doc *d, size_t a, size_t b, size_t len)
{
	return !memcmp(d->text + a, d->text + b, len * sizeof(*d->text));
}

/* The same head on odd and even pages counts once. */
static bool is_new(const struct doc *d, struct str table, size_t base,
	size_t story, bool feet)
{
	size_t from = ole_four(table, 4 * story);
	size_t len = ole_four(table, 4 * story + 4) - from;

	for (size_t i = 6; i < story; i++) {
		size_t other = ole_four(table, 4 * i);

		if (is_foot(i) == feet && other < d->count &&
			ole_four(table, 4 * i + 4) - other == len &&
			same(d, base + other, base + from, len))
			return false;
	}
	return true;
}

static void show_heads(
	struct doc *d, struct str table, size_t base, size_t len, bool feet)
{
	size_t count = table.len / 4;

	if (base + len > d->count)
		return;
	for (size_t i = 6; i + 1 < count && i < STORIES; i++) {
		size_t from = ole_four(table, 4 * i);
		size_t to = ole_four(table, 4 * i + 4);

		if (is_foot(i) != feet || from >= to || to > len)
			continue;
		if (is_new(d, table, base, i, feet))
			intake_doc_show(d, base + from, base + to);
	}
}

/* ---- documents -----------------------------------------------------------*/

static bool finish(struct doc *d, struct intake_doc *out, struct err *err)
{
	if (d->work <= 0)
		return err_set(err, ERR_UNTRUSTED,
			"it is a Word document of more work than any of people "
			"takes: export it as PDF");
	return intake_flow_end(&d->flow, out, err);
}

static void show_texts(struct doc *d, struct str header)
{
	size_t from[TEXTS + 1] = { 0 };
	struct str heads = part(header, HEADS, d->table);
	size_t at, len;

	for (size_t i = 0; i < TEXTS; i++)
		from[i + 1] = from[i] + ole_four(header, COUNTS + 4 * i);
	at = from[HEADS_AND_FEET];
	len = from[HEADS_AND_FEET + 1] - at;
	show_heads(d, heads, at, len, false);
	intake_doc_show(d, from[BODY], from[BODY + 1]);
	intake_doc_show(d, from[NOTES], from[NOTES + 1]);
	intake_doc_show(d, from[END_NOTES], from[END_NOTES + 1]);
	intake_doc_show(d, from[BOXES], from[BOXES + 1]);
	intake_doc_show(d, from[HEAD_BOXES], from[HEAD_BOXES + 1]);
	show_heads(d, heads, at, len, true);
}

static bool read_new(struct doc *d, struct intake_doc *out, struct err *err)
{
	struct str header = d->main;
	uint64_t all = 1; /* a last paragraph's end */

	if (header.len < HEADER)
		return damaged(err);
	for (size_t i = 0; i < TEXTS; i++)
		all += ole_four(header, COUNTS + 4 * i);
	if (!make_room(d, all, err) ||
		!read_pieces(
			d, part(header, PIECES, d->table), (size_t)all, err))
		return false;
	intake_doc_styles(d, part(header, STYLES, d->table));
	intake_doc_runs(&d->letters, part(header, LETTERS, d->table));
	intake_doc_runs(&d->paragraphs, part(header, PARAGRAPHS, d->table));
	show_texts(d, header);
	if (!finish(d, out, err))
		return false;
	out->mended = d->count + 1 < all;
	return true;
}

/* Letters of one byte, in the alphabet that they look like. */
static void guess_letters(struct doc *d)
{
	char *at = arena_bytes(d->mem, d->count + 1);
	struct str s;

	for (size_t i = 0; i < d->count; i++)
		at[i] = d->main.at[d->place[i]];
	s = intake_codepage_text(d->mem, str_of(at, d->count));
	for (size_t i = 0, k = 0; i < s.len && k < d->count; k++) {
		uint32_t c;
		int n = utf8_decode(str_of(s.at + i, s.len - i), &c);

		if (n < 1)
			return;
		d->text[k] = (uint16_t)c;
		i += (size_t)n;
	}
}

static bool read_old(struct doc *d, struct intake_doc *out, struct err *err)
{
	struct str header = d->main;
	uint32_t all = ole_four(header, OLD_COUNT);
	struct str pieces = part(header, OLD_PIECES, d->main);

	d->old = true;
	if (header.len < OLD_HEADER || !make_room(d, all, err))
		return header.len < OLD_HEADER ? damaged(err) : false;
	if (ole_two(header, 10) & COMPLEX) {
		if (!read_pieces(d, pieces, all, err))
			return false;
	} else {
		add_piece(d, all, ole_four(header, OLD_TEXT), all);
	}
	guess_letters(d);
	intake_doc_show(d, 0, d->count);
	if (!finish(d, out, err))
		return false;
	out->mended = d->count < all;
	return true;
}

static bool read_streams(struct doc *d, struct str bytes, struct err *err)
{
	struct ole ole;
	const struct ole_entry *entry;
	unsigned flags;

	if (!intake_ole_open(d->mem, bytes, &ole, err))
		return false;
	entry = intake_ole_find(&ole, "WordDocument");
	if (!entry || !intake_ole_read(d->mem, &ole, entry, &d->main, err))
		return entry ? false : damaged(err);
	flags = ole_two(d->main, 10);
	if (flags & ENCRYPTED)
		return err_set(err, ERR_UNTRUSTED,
			"it is a Word document locked with a password: save it "
			"without one, or export it as PDF");
	entry = intake_ole_find(&ole, flags & TABLE_ONE ? "1Table" : "0Table");
	return !entry || intake_ole_read(d->mem, &ole, entry, &d->table, err);
}

bool intake_doc_word(struct arena *mem, struct str bytes,
	struct intake_doc *out, struct err *err)
{
	struct doc d = {
		.mem = mem, .work = INTAKE_DOC_WORK, .table = STR("")
	};

	if (bytes.len > FLOW_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"it is a Word document of %zu MB; up to %d are read",
			bytes.len >> 20, FLOW_BYTES >> 20);
	if (!read_streams(&d, bytes, err))
		return false;
	intake_flow_begin(&d.flow, mem);
	d.flow.typed = true;
	if (ole_two(d.main, 0) == MARK)
		return read_new(&d, out, err);
	if (ole_two(d.main, 0) == OLD_MARK)
		return read_old(&d, out, err);
	return damaged(err);
}
