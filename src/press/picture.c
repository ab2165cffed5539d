/*
 * press/picture.c - what a picture is, by its first bytes. Reads no pixel.
 */
#include "press/picture_int.h"

#include "base/hash.h"

enum { CHUNK = 12 }; /* bytes around the data of a PNG's chunk */

static uint32_t u32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

static unsigned u16(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

int picture_width(const struct picture *p)
{
	return p->turn >= 5 ? p->height : p->width;
}

int picture_height(const struct picture *p)
{
	return p->turn >= 5 ? p->width : p->height;
}

static bool size_ok(const struct picture *p, int64_t most, struct err *err)
{
	if (p->width < 1 || p->height < 1)
		return picture_broken(err);
	if (p->width > PICTURE_SIDE || p->height > PICTURE_SIDE ||
		(int64_t)p->width * p->height > most)
		return err_set(err, ERR_TOO_BIG,
			"the photo has %d x %d pixels; make it smaller",
			p->width, p->height);
	return true;
}

/* ---- PNG ---------------------------------------------------------------- */

bool picture_chunk(struct str *rest, struct picture_chunk *out)
{
	const unsigned char *at = (const unsigned char *)rest->at;
	size_t len;

	if (rest->len < CHUNK)
		return false;
	len = u32(at);
	if (len > rest->len - CHUNK ||
		u32(at + 8 + len) !=
			hash_crc32(0, str_of(rest->at + 4, len + 4)))
		return false;
	memcpy(out->name, at + 4, 4);
	out->data = str_of(rest->at + 8, len);
	*rest = str_of(rest->at + CHUNK + len, rest->len - CHUNK - len);
	return true;
}

static bool png_head(struct picture_chunk c, struct picture *p)
{
	const unsigned char *at = (const unsigned char *)c.data.at;
	static const int channels[] = { 1, 0, 3, 1, 2, 0, 4 };
	/* depths that each colour type may have, as bits of a set */
	static const unsigned depths[] = { 0x10116, 0, 0x10100, 0x116, 0x10100,
		0, 0x10100 };

	if (memcmp(c.name, "IHDR", 4) != 0 || c.data.len != 13 || at[9] > 6 ||
		at[8] > 16 || !(depths[at[9]] >> at[8] & 1) || at[10] ||
		at[11] || at[12] > 1 || u32(at) > INT32_MAX ||
		u32(at + 4) > INT32_MAX)
		return false;
	p->width = (int)u32(at);
	p->height = (int)u32(at + 4);
	p->bits = at[8];
	p->channels = channels[at[9]];
	p->palette = at[9] == 3;
	p->alpha = at[9] & 4;
	p->interlaced = at[12];
	return true;
}

static bool read_png(struct str bytes, struct picture *p, struct err *err)
{
	struct picture_chunk c;
	struct str rest = str_of(bytes.at + 8, bytes.len - 8);

	p->kind = PICTURE_PNG;
	p->turn = 1;
	if (!picture_chunk(&rest, &c) || !png_head(c, p))
		return picture_broken(err);
	while (picture_chunk(&rest, &c) && memcmp(c.name, "IDAT", 4) != 0)
		if (!memcmp(c.name, "PLTE", 4))
			p->colors = c.data;
		else if (!memcmp(c.name, "tRNS", 4))
			p->opacities = c.data;
	p->alpha |= p->opacities.len > 0;
	if (p->palette &&
		(!p->colors.len || p->colors.len % 3 || p->colors.len > 768))
		return picture_broken(err);
	return size_ok(p, PICTURE_PNG_PIXELS, err);
}

/* ---- JPEG --------------------------------------------------------------- */

/* Of these there is nothing but the marker, and none belongs between parts. */
static bool is_bare(unsigned marker)
{
	return marker < 2 || (marker >= 0xd0 && marker <= 0xd8);
}

bool picture_segment(struct str *rest, struct picture_segment *out)
{
	const unsigned char *at = (const unsigned char *)rest->at;
	size_t i = 0, len = 0;

	while (i + 1 < rest->len && at[i] == 0xff && at[i + 1] == 0xff)
		i++; /* fill bytes */
	if (i + 2 > rest->len || at[i] != 0xff || is_bare(at[i + 1]))
		return false;
	out->marker = at[i + 1];
	if (out->marker != PICTURE_EOI) {
		if (i + 4 > rest->len)
			return false;
		len = u16(at + i + 2);
		if (len < 2 || len > rest->len - i - 2)
			return false;
	}
	out->whole = str_of(rest->at + i, len + 2);
	out->data = len ? str_of(rest->at + i + 4, len - 2) : STR_NONE;
	*rest = str_of(rest->at + i + 2 + len, rest->len - i - 2 - len);
	return true;
}

static bool is_frame(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
	       marker != 0xc8 && marker != 0xcc;
}

static bool read_frame(
	struct picture_segment s, struct picture *p, struct err *err)
{
	const unsigned char *at = (const unsigned char *)s.data.at;

	if (s.marker > 0xc2)
		return err_set(err, ERR_BAD_TYPE,
			"the photo is a rare kind of JPEG; save it as a usual "
			"one");
	if (s.data.len < 6)
		return picture_broken(err);
	p->bits = at[0];
	p->height = (int)u16(at + 1);
	p->width = (int)u16(at + 3);
	p->channels = at[5];
	if (s.data.len < 6 + 3 * (size_t)p->channels)
		return picture_broken(err);
	if (p->bits != 8)
		return err_set(err, ERR_BAD_TYPE,
			"the photo is a JPEG with %d bits a colour; save it "
			"with 8",
			p->bits);
	if (p->channels == 4)
		return err_set(err, ERR_BAD_TYPE,
			"the photo is a JPEG in CMYK, for presses; save it in "
			"RGB");
	if (p->channels != 1 && p->channels != 3)
		return picture_broken(err);
	return size_ok(p, PICTURE_PIXELS, err);
}

/* The orientation in EXIF: a small TIFF file of its own. */
static int read_turn(struct str exif)
{
	const unsigned char *at = (const unsigned char *)exif.at + 6;
	size_t len = exif.len, first, count;
	bool little;

	if (len < 20 || memcmp(exif.at, "Exif\0", 6) != 0)
		return 1;
	len -= 6;
	little = at[0] == 'I';
#define NUMBER(p) (little ? (unsigned)(p)[1] << 8 | (p)[0] : u16(p))
	first = little ? NUMBER(at + 4) | (size_t)NUMBER(at + 6) << 16
		       : u32(at + 4);
	if (first > len - 2)
		return 1;
	count = NUMBER(at + first);
	for (size_t i = first + 2; count-- && i + 12 <= len; i += 12) {
		unsigned turn = NUMBER(at + i + 8);

		if (NUMBER(at + i) == 0x112)
			return turn >= 1 && turn <= 8 ? (int)turn : 1;
	}
#undef NUMBER
	return 1;
}

static bool read_jpeg(struct str bytes, struct picture *p, struct err *err)
{
	struct picture_segment s;
	struct str rest = str_of(bytes.at + 2, bytes.len - 2);
	bool frame = false;

	p->kind = PICTURE_JPEG;
	p->turn = 1;
	while (picture_segment(&rest, &s) && s.marker != PICTURE_EOI) {
		if (s.marker == PICTURE_APP + 1 && p->turn == 1)
			p->turn = read_turn(s.data);
		if (is_frame(s.marker)) {
			if (frame || !read_frame(s, p, err))
				return frame ? picture_broken(err) : false;
			frame = true;
		}
		if (s.marker == PICTURE_SOS)
			return frame ? true : picture_broken(err);
	}
	return picture_broken(err);
}

/* How many bytes of a scan there are before the next marker: neither a stuffed
 * byte, nor a restart, nor what fills up before it. */
static size_t scan_size(struct str rest)
{
	const unsigned char *at = (const unsigned char *)rest.at;
	size_t n = 0;

	while (n + 1 < rest.len &&
		(at[n] != 0xff || at[n + 1] == 0 || at[n + 1] == 0xff ||
			(at[n + 1] >= 0xd0 && at[n + 1] <= 0xd7)))
		n++;
	while (n > 0 && at[n - 1] == 0xff)
		n--;
	return n;
}

static bool is_note(unsigned marker)
{
	return marker == PICTURE_COM ||
	       (marker >= PICTURE_APP && marker < PICTURE_APP + 16 &&
		       marker != PICTURE_APP + 14);
}

/* Keeps what shows the picture: tables, frame, scans, and how its colours are
 * meant (APP14); drops the other notes, and what stands behind the end. */
bool picture_jpeg_bare(
	struct arena *mem, struct str bytes, struct str *out, struct err *err)
{
	struct picture_segment s;
	struct str rest = str_of(bytes.at + 2, bytes.len - 2);
	struct buf b;

	buf_init(&b, mem, bytes.len);
	buf_add(&b, str_of(bytes.at, 2));
	while (picture_segment(&rest, &s)) {
		if (is_note(s.marker))
			continue;
		buf_add(&b, s.whole);
		if (s.marker == PICTURE_EOI) {
			*out = buf_str(&b);
			return true;
		}
		if (s.marker == PICTURE_SOS) {
			size_t n = scan_size(rest);

			buf_add(&b, str_of(rest.at, n));
			rest = str_of(rest.at + n, rest.len - n);
		}
	}
	return picture_broken(err);
}

/* ---- either ------------------------------------------------------------- */

bool picture_read(struct str bytes, struct picture *out, struct err *err)
{
	*out = (struct picture){ 0 };
	if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
		return read_png(bytes, out, err);
	if (str_starts(bytes, STR("\xff\xd8\xff")))
		return read_jpeg(bytes, out, err);
	return err_set(err, ERR_BAD_TYPE, "the photo is neither PNG nor JPEG");
}
