/* press/pdf_file.c - objects become a file: most of them in streams of
 * objects, cross references in a stream. Knows no page. */
#include "press/pdf_int.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "press/scan.h"

#include <libdeflate.h>

enum { INSIDE_MOST = 1000, ROW = 7 }; /* objects in a stream; bytes of a row */

/* ---- numbers and strings ------------------------------------------------ */

void pdf_ref(struct buf *b, int number)
{
	buf_add_int(b, number);
	buf_add(b, STR(" 0 R"));
}

void pdf_length(struct buf *b, int64_t thousandths)
{
	int64_t n = (thousandths + (thousandths < 0 ? -5 : 5)) / 10;

	if (n < 0) {
		buf_addc(b, '-');
		n = -n;
	}
	if (n >= 100 || n == 0)
		buf_add_int(b, n / 100);
	n %= 100;
	if (n) {
		buf_addc(b, '.');
		buf_addc(b, (char)('0' + n / 10));
		if (n % 10)
			buf_addc(b, (char)('0' + n % 10));
	}
}

void pdf_bytes(struct buf *b, struct str bytes)
{
	size_t from = 0;

	buf_addc(b, '(');
	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.at[i];

		if (c != '(' && c != ')' && c != '\\' && c != '\r')
			continue;
		buf_add(b, str_of(bytes.at + from, i - from));
		buf_addc(b, '\\');
		from = c == '\r' ? i + 1 : i;
		if (c == '\r')
			buf_addc(b, 'r');
	}
	if (from < bytes.len) /* what is empty may be at NULL */
		buf_add(b, str_of(bytes.at + from, bytes.len - from));
	buf_addc(b, ')');
}

static bool is_ascii(struct str text)
{
	return scan_from(text, 0, SCAN_BLANKS) == text.len;
}

uint32_t pdf_character(uint32_t c)
{
	bool private = (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
	bool none = c == 0 || c == 0xfeff || (c & 0xfffe) == 0xfffe;

	return private || none ? 0xfffd : c;
}

static size_t put_utf16(char *to, uint32_t c)
{
	uint32_t high = 0xd800 + ((c - 0x10000) >> 10),
		 low = 0xdc00 + ((c - 0x10000) & 0x3ff);

	if (c < 0x10000) {
		to[0] = (char)(c >> 8);
		to[1] = (char)c;
		return 2;
	}
	put_utf16(to, high);
	put_utf16(to + 2, low);
	return 4;
}

void pdf_text(struct buf *b, struct str text)
{
	char wide[PDF_STRING];
	size_t len = 2;
	uint32_t c;
	int n;

	if (is_ascii(text)) {
		pdf_bytes(b, utf8_fit(text, PDF_STRING));
		return;
	}
	wide[0] = (char)0xfe;
	wide[1] = (char)0xff;
	while ((n = utf8_decode(text, &c)) != 0 && len + 4 <= sizeof(wide)) {
		len += put_utf16(wide + len, n > 0 ? pdf_character(c) : 0xfffd);
		n = n < 0 ? -n : n;
		text = str_of(text.at + n, text.len - (size_t)n);
	}
	pdf_bytes(b, str_of(wide, len));
}

/* ---- objects ------------------------------------------------------------ */

void pdf_file_begin(struct pdf_doc *d)
{
	d->begin = d->out->len;
	d->inside_number = ARENA_LIST(d->mem, int, INSIDE_MOST);
	d->inside_at = ARENA_LIST(d->mem, uint32_t, INSIDE_MOST);
	buf_add(d->out, STR("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"));
	pdf_number(d); /* 0 begins the list of the free ones */
}

int pdf_number(struct pdf_doc *d)
{
	if (d->count == d->room) {
		int room = d->room ? d->room * 2 : 256;
		struct pdf_place *place =
			ARENA_LIST(d->mem, struct pdf_place, (size_t)room);

		if (d->count)
			memcpy(place, d->place,
				(size_t)d->count * sizeof(*place));
		d->place = place;
		d->room = room;
	}
	return d->count++;
}

static uint32_t here(const struct pdf_doc *d)
{
	return (uint32_t)(d->out->len - d->begin);
}

static void write_stream(struct pdf_doc *d, int number, struct str dict,
	struct str filter, struct str bytes)
{
	struct buf *out = d->out;

	d->place[number] = (struct pdf_place){ here(d), 0 };
	buf_add_int(out, number);
	buf_add(out, STR(" 0 obj\n<<"));
	buf_add(out, dict);
	buf_add(out, filter);
	buf_add(out, STR("/Length "));
	buf_add_int(out, (int64_t)bytes.len);
	buf_add(out, STR(">>stream\n"));
	buf_add(out, bytes);
	buf_add(out, STR("\nendstream\nendobj\n"));
}

void pdf_stream_as_it_is(
	struct pdf_doc *d, int number, struct str dict, struct str content)
{
	write_stream(d, number, dict, STR_NONE, content);
}

struct str pdf_pack_once(struct pdf *pdf, struct str content)
{
	struct buf *z = &pdf->zipped;
	size_t most = libdeflate_zlib_compress_bound(pdf->deflate, content.len);

	z->len = 0;
	if (buf_need(z, most))
		z->len = libdeflate_zlib_compress(
			pdf->deflate, content.at, content.len, z->at, most);
	return buf_str(z);
}

static struct str pack(struct pdf *pdf, struct str content)
{
	struct str packed;

	if (!memo_find(pdf->packed, content, &packed)) {
		packed = pdf_pack_once(pdf, content);
		memo_keep(pdf->packed, content, packed);
	}
	return packed;
}

static const struct str zipped = { "/Filter/FlateDecode", 19 };

void pdf_stream(
	struct pdf_doc *d, int number, struct str dict, struct str content)
{
	write_stream(d, number, dict, zipped, pack(d->pdf, content));
}

void pdf_stream_packed(
	struct pdf_doc *d, int number, struct str dict, struct str packed)
{
	write_stream(d, number, dict, zipped, packed);
}

static void flush(struct pdf_doc *d)
{
	struct buf *all = &d->pdf->content, *dict = &d->pdf->small;
	size_t first;

	if (!d->inside)
		return;
	all->len = dict->len = 0;
	for (int i = 0; i < d->inside; i++) {
		buf_add_int(all, d->inside_number[i]);
		buf_addc(all, ' ');
		buf_add_int(all, d->inside_at[i]);
		buf_addc(all, ' ');
	}
	first = all->len;
	buf_add(all, buf_str(&d->pdf->objects));
	buf_add(dict, STR("/Type/ObjStm/N "));
	buf_add_int(dict, d->inside);
	buf_add(dict, STR("/First "));
	buf_add_int(dict, (int64_t)first);
	pdf_stream(d, d->stream, buf_str(dict), buf_str(all));
	d->inside = 0;
}

struct buf *pdf_object(struct pdf_doc *d, int number)
{
	struct buf *b = &d->pdf->objects;

	if (d->inside == INSIDE_MOST)
		flush(d);
	if (!d->inside) {
		b->len = 0;
		d->stream = pdf_number(d);
	}
	d->inside_number[d->inside] = number;
	d->inside_at[d->inside] = (uint32_t)b->len;
	d->place[number] =
		(struct pdf_place){ (uint32_t)d->inside++, d->stream };
	return b;
}

/* ---- cross references --------------------------------------------------- */

/* Each byte is what it differs by from the one above: most do not. */
static void write_rows(const struct pdf_doc *d, struct buf *b)
{
	unsigned char was[ROW - 1] = { 0 }, row[ROW - 1];

	for (int i = 0; i < d->count; i++) {
		const struct pdf_place *p = &d->place[i];
		uint32_t where = p->within ? (uint32_t)p->within : p->at;
		uint32_t which = p->within ? p->at : 0;

		row[0] = i == 0 ? 0 : p->within ? 2 : 1;
		row[1] = (unsigned char)(where >> 16);
		row[2] = (unsigned char)(where >> 8);
		row[3] = (unsigned char)where;
		row[4] = (unsigned char)(which >> 8);
		row[5] = (unsigned char)which;
		if (i == 0)
			row[4] = row[5] = 0xff;
		buf_addc(b, 2);
		for (int k = 0; k < ROW - 1; k++)
			buf_addc(b, (char)(row[k] - was[k]));
		memcpy(was, row, sizeof(was));
	}
}

/* What the file is called by: its content, so that the same is the same. Two
 * files have to differ in it, nobody has to believe it: SipHash under a key
 * that everybody knows will do, and libcrypto stays unloaded. */
static void write_id(const struct pdf_doc *d, struct buf *b)
{
	static const unsigned char key[16] = "vitae names pdf";
	uint64_t id[2];
	struct str name = { (const char *)id, sizeof(id) };

	hash_sip128((struct hash_rounds){ 1, 3 }, key,
		str_of(d->out->at + d->begin, here(d)), id);
	buf_add(b, STR("/ID["));
	pdf_bytes(b, name);
	pdf_bytes(b, name);
	buf_addc(b, ']');
}

void pdf_file_end(struct pdf_doc *d, int catalogue, int about)
{
	struct buf *rows = &d->pdf->content, *dict = &d->pdf->small;
	int number;
	size_t at;

	flush(d);
	number = pdf_number(d);
	at = here(d);
	d->place[number] = (struct pdf_place){ (uint32_t)at, 0 };
	rows->len = dict->len = 0;
	write_rows(d, rows);
	buf_add(dict, STR("/Type/XRef/W[1 3 2]/DecodeParms<</Predictor 12"
			  "/Columns 6>>/Size "));
	buf_add_int(dict, d->count);
	buf_add(dict, STR("/Root "));
	pdf_ref(dict, catalogue);
	buf_add(dict, STR("/Info "));
	pdf_ref(dict, about);
	write_id(d, dict);
	pdf_stream_packed(
		d, number, buf_str(dict), pdf_pack_once(d->pdf, buf_str(rows)));
	buf_add(d->out, STR("startxref\n"));
	buf_add_int(d->out, (int64_t)at);
	buf_add(d->out, STR("\n%%EOF\n"));
}
