/*
 * intake/pdf_filter.c - streams unpacked: Flate, LZW, ASCII85, ASCIIHex, run
 * lengths, predictors. Pictures' own methods are not among them. A stream that
 * breaks off gives what stands before.
 */
#include "intake/pdf_int.h"

#include <libdeflate.h>
#include <zlib.h>

enum {
	PIECE = 16 << 10,
	FILTERS_MOST = 8,
	LZW_CODES = 4096,
	COLUMNS_MOST = 1 << 20
};

/* What may still come out of a stream. */
static size_t ceiling(const struct pdf *pdf, struct str in)
{
	size_t most = INTAKE_PDF_STREAM, left, ratio;

	if (pdf->picture_bytes)
		return pdf->picture_bytes + PIECE;
	left = pdf->unpacked < INTAKE_PDF_STREAMS
		       ? INTAKE_PDF_STREAMS - pdf->unpacked
		       : 0;
	ratio = in.len > INTAKE_PDF_SMALL / INTAKE_PDF_RATIO
			? in.len * INTAKE_PDF_RATIO
			: INTAKE_PDF_SMALL;
	most = ratio < most ? ratio : most;
	return left < most ? left : most;
}

/* A picture is gone when its pixels are made, and is large. */
static struct arena *place(struct pdf *pdf)
{
	return pdf->picture_bytes ? &pdf->picture : &pdf->own;
}

static struct str took(struct pdf *pdf, const char *at, size_t len)
{
	pdf->unpacked += len;
	intake_pdf_work(pdf, (int64_t)(len / 4));
	return len ? str_of(at, len) : STR("");
}

static struct str overflows(struct pdf *pdf)
{
	pdf->spent = "much content in its streams";
	return STR("");
}

/* zlib goes as far as the bytes do, whatever is wrong with them, and into
 * the room that there is already, if any. */
static struct str inflate_some(
	struct pdf *pdf, struct str in, struct str room, bool headless)
{
	z_stream z = { 0 };
	struct buf out;
	int status = Z_OK;

	buf_init(&out, place(pdf),
		room.len ? room.len - 1 : ceiling(pdf, in) + 2);
	if (room.len) {
		out.at = (char *)(uintptr_t)room.at;
		out.room = room.len;
	}
	if (inflateInit2(&z, headless ? -15 : 15) != Z_OK)
		return STR("");
	z.next_in = (Bytef *)(uintptr_t)in.at;
	z.avail_in = (uInt)in.len;
	while (status == Z_OK && buf_need(&out, PIECE)) {
		z.next_out = (Bytef *)out.at + out.len;
		z.avail_out = PIECE;
		status = inflate(&z, Z_NO_FLUSH);
		out.len = (size_t)((char *)z.next_out - out.at);
	}
	inflateEnd(&z);
	if (!buf_ok(&out) && !pdf->picture_bytes)
		return overflows(pdf);
	pdf->mended = true;
	if (!out.len && !headless && in.len > 2)
		return inflate_some(
			pdf, str_of(in.at + 2, in.len - 2), room, true);
	return took(pdf, out.at, out.len);
}

static struct str flate(struct pdf *pdf, struct str in)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	size_t most = ceiling(pdf, in), used, len;
	/* a picture is not tried twice: what has no room is cut */
	size_t room = pdf->picture_bytes ? most + 1 : in.len * 4 + 1024;
	enum libdeflate_result got = LIBDEFLATE_INSUFFICIENT_SPACE;
	char *out = NULL;

	for (; d && got == LIBDEFLATE_INSUFFICIENT_SPACE && room <= 4 * most;
		room *= 4) {
		room = room > most ? most + 1 : room;
		out = arena_bytes(
			pdf->picture_bytes ? &pdf->picture : &pdf->spare, room);
		got = libdeflate_zlib_decompress_ex(
			d, in.at, in.len, out, room, &used, &len);
		if (room > most)
			break;
	}
	libdeflate_free_decompressor(d);
	if (got == LIBDEFLATE_SUCCESS && pdf->picture_bytes)
		return took(pdf, out, len);
	if (got == LIBDEFLATE_INSUFFICIENT_SPACE && !pdf->picture_bytes)
		return overflows(pdf);
	if (got != LIBDEFLATE_SUCCESS)
		return inflate_some(pdf, in,
			pdf->picture_bytes && out ? str_of(out, room) : STR(""),
			false);
	return took(pdf, str_copy(&pdf->own, str_of(out, len)).at, len);
}

struct lzw {
	uint16_t before[LZW_CODES];
	uint16_t len[LZW_CODES];
	unsigned char last[LZW_CODES];
};

/* Writes what a code stands for, from its end to its beginning. */
static void lzw_put(struct buf *out, const struct lzw *t, unsigned code)
{
	unsigned len = t->len[code];

	if (!buf_need(out, len))
		return;
	for (unsigned i = len; i-- > 0; code = t->before[code])
		out->at[out->len + i] = (char)t->last[code];
	out->len += len;
}

static struct str lzw(struct pdf *pdf, struct str in, bool early)
{
	struct lzw *t = ARENA_NEW(&pdf->spare, struct lzw);
	unsigned next = 258, width = 9, held = 0, before = LZW_CODES, code;
	uint32_t bits = 0;
	struct buf out;

	buf_init(&out, place(pdf), ceiling(pdf, in));
	for (unsigned i = 0; i < 256; i++) {
		t->last[i] = (unsigned char)i;
		t->len[i] = 1;
	}
	for (size_t i = 0; i < in.len; i++) {
		bits = bits << 8 | (unsigned char)in.at[i];
		if ((held += 8) < width)
			continue;
		held -= width;
		code = bits >> held & ((1u << width) - 1);
		if (code == 257)
			break;
		if (code == 256) {
			next = 258;
			width = 9;
			before = LZW_CODES;
			continue;
		}
		if (code > next || (code == next && before == LZW_CODES))
			break;
		if (before < LZW_CODES && next < LZW_CODES) {
			unsigned first = code == next ? before : code;

			while (t->len[first] > 1)
				first = t->before[first];
			t->before[next] = (uint16_t)before;
			t->len[next] = (uint16_t)(t->len[before] + 1);
			t->last[next++] = t->last[first];
			intake_pdf_work(pdf, t->len[code] / 8);
		}
		if (code >= next || !t->len[code] || pdf->spent)
			break;
		lzw_put(&out, t, code);
		before = code;
		while (width < 12 && next + early >= 1u << width)
			width++;
	}
	return buf_ok(&out) ? took(pdf, out.at, out.len) : overflows(pdf);
}

static struct str ascii85(struct pdf *pdf, struct str in)
{
	char *out = arena_bytes(&pdf->own, in.len * 4 + 4);
	size_t len = 0;
	uint32_t value = 0;
	int n = 0;

	for (size_t i = 0; i < in.len && in.at[i] != '~'; i++) {
		unsigned c = (unsigned char)in.at[i];

		if (c == 'z' && !n) {
			memset(out + len, 0, 4);
			len += 4;
			continue;
		}
		if (c < '!' || c > 'u')
			continue;
		value = value * 85 + (c - '!');
		if (++n < 5)
			continue;
		for (int k = 24; k >= 0; k -= 8)
			out[len++] = (char)(value >> k);
		value = 0;
		n = 0;
	}
	if (n > 1) {
		for (int k = n; k < 5; k++)
			value = value * 85 + 84;
		for (int k = 24; n-- > 1; k -= 8)
			out[len++] = (char)(value >> k);
	}
	return took(pdf, out, len);
}

static struct str ascii_hex(struct pdf *pdf, struct str in)
{
	struct pdf_lex l = { .mem = &pdf->own, .pdf = pdf };
	struct buf b;
	struct pdf_obj o;

	/* as a text of the same digits */
	buf_init(&b, &pdf->own, in.len + 3);
	buf_addc(&b, '<');
	buf_add(&b, in);
	buf_addc(&b, '>');
	l.at = (const unsigned char *)b.at;
	l.end = l.at + b.len;
	o = intake_pdf_lex(&l);
	return took(pdf, o.as.text, o.kind == PDF_TEXT ? o.count : 0);
}

static struct str run_length(struct pdf *pdf, struct str in)
{
	struct buf out;

	buf_init(&out, place(pdf), ceiling(pdf, in));
	for (size_t i = 0; i < in.len;) {
		unsigned n = (unsigned char)in.at[i++];

		if (n == 128)
			break;
		if (n < 128) {
			n = n + 1 < in.len - i ? n + 1 : (unsigned)(in.len - i);
			buf_add(&out, str_of(in.at + i, n));
			i += n;
		} else if (i < in.len) {
			for (; n <= 256; n++)
				buf_addc(&out, in.at[i]);
			i++;
		}
	}
	return buf_ok(&out) ? took(pdf, out.at, out.len) : overflows(pdf);
}

static int paeth(int a, int b, int c)
{
	int p = a + b - c, pa = p > a ? p - a : a - p;
	int pb = p > b ? p - b : b - p, pc = p > c ? p - c : c - p;

	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/* In place: a row is shorter than what it comes from. */
static struct str png_rows(struct str s, size_t row, size_t step)
{
	unsigned char *at = (unsigned char *)(uintptr_t)s.at, *to = at;
	const unsigned char *up = NULL;
	size_t left = s.len;

	while (left > 1) {
		size_t n = row < left - 1 ? row : left - 1;
		int kind = *at++;

		for (size_t i = 0; i < n; i++) {
			int a = i >= step ? to[i - step] : 0;
			int b = up ? up[i] : 0;
			int c = up && i >= step ? up[i - step] : 0;

			to[i] = (unsigned char)(at[i] +
						(kind == 1          ? a
							: kind == 2 ? b
							: kind == 3
								? (a + b) / 2
							: kind == 4
								? paeth(a, b, c)
								: 0));
		}
		up = n == row ? to : NULL;
		at += n;
		to += n;
		left -= n + 1;
	}
	return str_of(s.at, (size_t)((char *)to - s.at));
}

static struct str predict(
	struct pdf *pdf, struct str s, const struct pdf_obj *how)
{
	int64_t kind =
		intake_pdf_int(intake_pdf_key(pdf, how, "Predictor"), 1, 15, 1);
	int64_t colors =
		intake_pdf_int(intake_pdf_key(pdf, how, "Colors"), 1, 32, 1);
	int64_t bits = intake_pdf_int(
		intake_pdf_key(pdf, how, "BitsPerComponent"), 1, 16, 8);
	int64_t columns = intake_pdf_int(
		intake_pdf_key(pdf, how, "Columns"), 1, COLUMNS_MOST, 1);
	size_t row = (size_t)(colors * bits * columns + 7) / 8;
	size_t step = (size_t)(colors * bits + 7) / 8;
	char *at = (char *)(uintptr_t)s.at;

	if (kind < 2 || !s.len)
		return s;
	intake_pdf_work(pdf, (int64_t)s.len);
	if (kind >= 10)
		return png_rows(s, row, step);
	for (size_t i = 0; bits == 8 && i < s.len; i++)
		if (i % row >= step)
			at[i] = (char)(at[i] + at[i - step]);
	return s;
}

static struct str one(struct pdf *pdf, struct str in,
	const struct pdf_obj *name, const struct pdf_obj *how)
{
	if (intake_pdf_is(name, "FlateDecode") || intake_pdf_is(name, "Fl"))
		return predict(pdf, flate(pdf, in), how);
	if (intake_pdf_is(name, "LZWDecode") || intake_pdf_is(name, "LZW"))
		return predict(pdf,
			lzw(pdf, in,
				intake_pdf_int(
					intake_pdf_key(pdf, how, "EarlyChange"),
					0, 1, 1)),
			how);
	if (intake_pdf_is(name, "ASCII85Decode") || intake_pdf_is(name, "A85"))
		return ascii85(pdf, in);
	if (intake_pdf_is(name, "ASCIIHexDecode") || intake_pdf_is(name, "AHx"))
		return ascii_hex(pdf, in);
	if (intake_pdf_is(name, "RunLengthDecode") || intake_pdf_is(name, "RL"))
		return run_length(pdf, in);
	return intake_pdf_is(name, "Crypt") ? in : STR("");
}

static const struct pdf_obj *either(struct pdf *pdf, const struct pdf_obj *dict,
	const char *key, const char *brief)
{
	const struct pdf_obj *o = intake_pdf_key(pdf, dict, key);

	return o->kind == PDF_NULL ? intake_pdf_key(pdf, dict, brief) : o;
}

static bool is_picture(const struct pdf_obj *name)
{
	static const char *const names[] = { "DCTDecode", "DCT",
		"CCITTFaxDecode", "CCF", "JBIG2Decode", "JPXDecode" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (intake_pdf_is(name, names[i]))
			return true;
	return false;
}

/* One filter after the other, up to that of a picture. */
static struct str unpack(struct pdf *pdf, const struct pdf_obj *stream,
	const struct pdf_obj **method, const struct pdf_obj **its)
{
	const struct pdf_stream *s = stream->as.stream;
	const struct pdf_obj *filter, *how, *name, *with;
	struct str out = s->raw;
	uint32_t count;

	filter = either(pdf, stream, "Filter", "F");
	how = either(pdf, stream, "DecodeParms", "DP");
	if (pdf->lock && !s->plain)
		out = intake_pdf_clear(
			pdf, &pdf->own, s->raw, s->number, s->generation, true);
	count = filter->kind == PDF_LIST ? filter->count
					 : filter->kind == PDF_NAME;
	for (uint32_t i = 0; i < count && i < FILTERS_MOST && !pdf->spent;
		i++) {
		name = filter->kind == PDF_LIST
			       ? intake_pdf_item(pdf, filter, i)
			       : filter;
		with = how->kind == PDF_LIST ? intake_pdf_item(pdf, how, i)
					     : how;
		if (method && is_picture(name)) {
			*method = name;
			*its = with;
			return out;
		}
		out = one(pdf, out, name, with);
	}
	return pdf->spent || count > FILTERS_MOST || !out.len ? STR("") : out;
}

struct str intake_pdf_unpack(struct pdf *pdf, const struct pdf_obj *stream)
{
	struct pdf_stream *s = stream->as.stream;
	size_t picture = pdf->picture_bytes; /* whose parts lead here */

	if (stream->kind != PDF_STREAM)
		return STR("");
	if (s->done || pdf->spent)
		return s->out;
	s->done = true; /* its own parts may lead back to it */
	pdf->picture_bytes = 0;
	s->out = unpack(pdf, stream, NULL, NULL);
	pdf->picture_bytes = picture;
	return s->out;
}

bool intake_pdf_is_samples(struct pdf *pdf, const struct pdf_obj *stream)
{
	const struct pdf_obj *filter = either(pdf, stream, "Filter", "F");

	if (filter->kind != PDF_LIST)
		return !is_picture(filter);
	for (uint32_t i = 0; i < filter->count && i < FILTERS_MOST; i++)
		if (is_picture(intake_pdf_item(pdf, filter, i)))
			return false;
	return true;
}

struct str intake_pdf_unpack_picture(struct pdf *pdf,
	const struct pdf_obj *stream, const struct pdf_obj **method,
	const struct pdf_obj **how)
{
	*method = *how = &intake_pdf_null;
	return stream->kind == PDF_STREAM ? unpack(pdf, stream, method, how)
					  : STR("");
}
