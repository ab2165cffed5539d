/*
 * intake/picture.c - heads of pictures. See picture.h.
 */
#include "intake/picture.h"
#include "intake/ocr.h"

enum {
	PARTS_MOST = 10000, /* segments, chunks, entries */
	COLOUR_PIXELS = 26000000,
	TIFF_COLOUR_PIXELS = 16000000, /* its library holds three of each */
	SCANS_MOST = 64, /* each may go over all pixels, and be empty */
	DPI_LEAST = 50,
	DPI_MOST = 1300
};

/* ---- numbers ------------------------------------------------------------ */

/* Bytes with a direction. Beyond the end is 0. */
struct view {
	const unsigned char *at;
	size_t len;
	bool little;
};

static uint32_t number(const struct view *v, size_t at, size_t bytes)
{
	uint32_t n = 0;

	if (at > v->len || v->len - at < bytes)
		return 0;
	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | v->at[at + (v->little ? bytes - 1 - i : i)];
	return n;
}

static bool has(const struct view *v, size_t at, const char *what, size_t len)
{
	return at <= v->len && v->len - at >= len &&
	       !memcmp(v->at + at, what, len);
}

static uint32_t dpi_of(double value, double unit)
{
	double dpi = value * unit;

	return dpi >= DPI_LEAST && dpi <= DPI_MOST ? (uint32_t)(dpi + 0.5) : 0;
}

/* ---- TIFF, and EXIF, which is one --------------------------------------- */

enum {
	TAG_WIDTH = 256,
	TAG_HEIGHT = 257,
	TAG_TURN = 274,
	TAG_SAMPLES = 277,
	TAG_DPI = 282,
	TAG_UNIT = 296
};

static uint32_t entry_value(const struct view *v, size_t at)
{
	return number(v, at + 8, number(v, at + 2, 2) == 3 ? 2 : 4);
}

/* What a directory says; where the next one is, 0: nowhere. */
static size_t directory(
	const struct view *v, size_t at, struct intake_picture *out)
{
	uint32_t count = number(v, at, 2), unit = 2, where;
	double dpi = 0;

	for (uint32_t i = 0; i < count; i++) {
		size_t entry = at + 2 + 12 * (size_t)i;
		uint32_t value = entry_value(v, entry);

		switch (number(v, entry, 2)) {
		case TAG_WIDTH:
			out->width = value;
			break;
		case TAG_HEIGHT:
			out->height = value;
			break;
		case TAG_SAMPLES:
			out->colours = value;
			break;
		case TAG_TURN:
			out->turn = value >= 1 && value <= 8 ? value : 1;
			break;
		case TAG_UNIT:
			unit = value;
			break;
		case TAG_DPI:
			where = number(v, entry + 8, 4);
			dpi = (double)number(v, where, 4);
			dpi /= (double)number(v, where + 4, 4) + 1e-9;
			break;
		default:
			break;
		}
	}
	out->dpi = dpi_of(dpi, unit == 3 ? 2.54 : 1);
	return number(v, at + 2 + 12 * (size_t)count, 4);
}

static bool tiff_view(struct str s, struct view *v)
{
	*v = (struct view){ (const unsigned char *)s.at, s.len, false };
	v->little = has(v, 0, "II", 2);
	return (v->little || has(v, 0, "MM", 2)) && number(v, 2, 2) == 42;
}

static bool among(const size_t *seen, size_t count, size_t at)
{
	for (size_t i = 0; i < count; i++)
		if (seen[i] == at)
			return true;
	return false;
}

/* The directories are a list that may run in a circle. */
static void tiff(
	struct str s, size_t page, struct intake_picture *out, size_t *pages)
{
	size_t seen[INTAKE_PICTURE_PAGES + 1], at;
	struct intake_picture one;
	struct view v;

	*pages = 0;
	if (!tiff_view(s, &v))
		return;
	at = number(&v, 4, 4);
	while (at >= 8 && at < s.len && *pages <= INTAKE_PICTURE_PAGES &&
		!among(seen, *pages, at)) {
		seen[*pages] = at;
		one = (struct intake_picture){
			.kind = out->kind, .colours = 1, .turn = 1
		};
		at = directory(&v, at, &one);
		if ((*pages)++ == page)
			*out = one;
	}
}

static void exif(struct str s, struct intake_picture *out)
{
	struct intake_picture said = { .turn = 1 };
	struct view v;

	if (!tiff_view(s, &v))
		return;
	directory(&v, number(&v, 4, 4), &said);
	out->turn = said.turn;
	if (said.dpi)
		out->dpi = said.dpi;
}

/* ---- the others --------------------------------------------------------- */

static void jpeg_part(const struct view *v, size_t at, unsigned marker,
	size_t len, struct intake_picture *out)
{
	uint32_t unit;

	if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
		marker != 0xC8 && marker != 0xCC) {
		out->height = number(v, at + 5, 2);
		out->width = number(v, at + 7, 2);
		out->colours = number(v, at + 9, 1);
		out->progressive = (marker & 3) == 2;
	} else if (marker == 0xE0 && has(v, at + 4, "JFIF", 5)) {
		unit = number(v, at + 11, 1);
		if (unit == 1 || unit == 2)
			out->dpi = dpi_of(
				number(v, at + 12, 2), unit == 2 ? 2.54 : 1);
	} else if (marker == 0xE1 && len > 8 && has(v, at + 4, "Exif\0\0", 6)) {
		exif(str_of((const char *)v->at + at + 10, len - 8), out);
	}
}

/* Within what is packed no byte of 255 has this behind it. */
static uint32_t scans(struct str s)
{
	const char *at = s.at, *end = s.at + s.len;
	uint32_t count = 0;

	while ((at = memmem(at, (size_t)(end - at), "\xFF\xDA", 2))) {
		count++;
		at += 2;
	}
	return count;
}

static void jpeg(const struct view *v, struct intake_picture *out)
{
	size_t at = 2, len;

	for (int i = 0; i < PARTS_MOST && at + 4 <= v->len; i++) {
		unsigned marker = v->at[at + 1];

		if (v->at[at] != 0xFF) {
			at++;
			continue;
		}
		if (marker == 0xFF || marker == 0 || marker == 1 ||
			(marker >= 0xD0 && marker <= 0xD8)) {
			at += marker == 0xFF ? 1 : 2;
			continue;
		}
		len = number(v, at + 2, 2);
		if (marker == 0xDA || marker == 0xD9 || len < 2 ||
			len > v->len - at - 2)
			return;
		jpeg_part(v, at, marker, len, out);
		at += 2 + len;
	}
}

static void png(const struct view *v, struct intake_picture *out)
{
	size_t at = 8, len;

	if (has(v, 12, "IHDR", 4)) {
		out->width = number(v, 16, 4);
		out->height = number(v, 20, 4);
		out->colours = number(v, 25, 1) & 2 ? 3 : 1;
	}
	for (int i = 0; i < PARTS_MOST && at + 12 <= v->len; i++) {
		len = number(v, at, 4);
		if (has(v, at + 4, "IDAT", 4) || len > v->len - at - 12)
			return;
		if (has(v, at + 4, "pHYs", 4) && number(v, at + 16, 1) == 1)
			out->dpi = dpi_of(number(v, at + 8, 4), 0.0254);
		if (has(v, at + 4, "eXIf", 4))
			exif(str_of((const char *)v->at + at + 8, len), out);
		at += 12 + len;
	}
}

static void bmp(const struct view *as_big, struct intake_picture *out)
{
	struct view v = { as_big->at, as_big->len, true };
	int64_t high;

	if (number(&v, 14, 4) < 40) /* of OS/2: two bytes each */
		return;
	high = (int32_t)number(&v, 22, 4);
	out->width = number(&v, 18, 4);
	out->height = (uint32_t)(high < 0 ? -high : high);
	out->colours = number(&v, 28, 2) > 8 ? 3 : 1;
	out->dpi = dpi_of(number(&v, 38, 4), 0.0254);
}

static void webp(const struct view *as_big, struct intake_picture *out)
{
	struct view v = { as_big->at, as_big->len, true };
	uint32_t bits = number(&v, 21, 4);

	out->colours = 3;
	if (has(&v, 12, "VP8X", 4)) {
		out->width = number(&v, 24, 3) + 1;
		out->height = number(&v, 27, 3) + 1;
	} else if (has(&v, 12, "VP8L", 4)) {
		out->width = (bits & 0x3FFF) + 1;
		out->height = (bits >> 14 & 0x3FFF) + 1;
	} else if (has(&v, 12, "VP8 ", 4)) {
		out->width = number(&v, 26, 2) & 0x3FFF;
		out->height = number(&v, 28, 2) & 0x3FFF;
	}
}

/* ---- any of them -------------------------------------------------------- */

enum intake_picture_kind intake_picture_kind(struct str s)
{
	struct view v = { (const unsigned char *)s.at, s.len, false };
	struct view t;

	if (has(&v, 0, "\xFF\xD8\xFF", 3))
		return INTAKE_PICTURE_JPEG;
	if (has(&v, 0, "\x89PNG\r\n\x1A\n", 8))
		return INTAKE_PICTURE_PNG;
	if (has(&v, 0, "BM", 2))
		return INTAKE_PICTURE_BMP;
	if (has(&v, 0, "RIFF", 4) && has(&v, 8, "WEBP", 4))
		return INTAKE_PICTURE_WEBP;
	return tiff_view(s, &t) ? INTAKE_PICTURE_TIFF : INTAKE_PICTURE_NONE;
}

static bool judge(const struct intake_picture *p, struct err *err)
{
	uint64_t pixels = (uint64_t)p->width * p->height;
	bool tiff = p->kind == INTAKE_PICTURE_TIFF;
	bool in_parts = p->kind == INTAKE_PICTURE_JPEG && !p->progressive;
	uint64_t most = p->colours == 1 || in_parts ? INTAKE_OCR_PIXELS
			: tiff                      ? TIFF_COLOUR_PIXELS
						    : COLOUR_PIXELS;

	if (p->scans > SCANS_MOST)
		return err_set(err, ERR_TOO_BIG,
			"the picture is drawn in %u scans; up to %d are read: "
			"save it anew",
			p->scans, SCANS_MOST);
	if (!p->width || !p->height)
		return err_set(err, ERR_UNTRUSTED,
			"the picture is damaged: it does not say how large "
			"it is");
	if (pixels > most || p->width > INTAKE_PICTURE_SIDE ||
		p->height > INTAKE_PICTURE_SIDE)
		return err_set(err, ERR_TOO_BIG,
			"the picture has %u x %u pixels; up to %u million are "
			"read: make it smaller",
			p->width, p->height, (unsigned)(most / 1000000));
	return true;
}

bool intake_picture_head(struct str s, size_t page, struct intake_picture *out,
	size_t *pages, struct err *err)
{
	struct view v = { (const unsigned char *)s.at, s.len, false };

	*out = (struct intake_picture){
		.kind = intake_picture_kind(s), .colours = 1, .turn = 1
	};
	*pages = 1;
	switch (out->kind) {
	case INTAKE_PICTURE_JPEG:
		jpeg(&v, out);
		out->scans = scans(s);
		break;
	case INTAKE_PICTURE_PNG:
		png(&v, out);
		break;
	case INTAKE_PICTURE_BMP:
		bmp(&v, out);
		break;
	case INTAKE_PICTURE_TIFF:
		tiff(s, page, out, pages);
		break;
	case INTAKE_PICTURE_WEBP:
		webp(&v, out);
		break;
	default:
		return err_set(err, ERR_UNTRUSTED, "it is no picture");
	}
	if (*pages > INTAKE_PICTURE_PAGES)
		return err_set(err, ERR_TOO_BIG,
			"the picture has more than %d pages; up to %d are read",
			INTAKE_PICTURE_PAGES, INTAKE_PICTURE_PAGES);
	return judge(out, err);
}

/* What a page of paper is most often, where the file says nothing that could
 * be one: photographs say 72 whatever they show. */
double intake_picture_dpi(const struct intake_picture *p)
{
	uint32_t longer = p->width > p->height ? p->width : p->height;
	double inches = p->dpi ? (double)longer / p->dpi : 0;

	return inches >= 4 && inches <= 18 ? p->dpi : longer / 11.5;
}

bool intake_picture(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	struct intake_picture p;
	size_t pages;
	double dpi;

	*out = (struct intake_doc){ .scan = true };
	if (!intake_picture_head(bytes, 0, &p, &pages, err))
		return false;
	out->at = ARENA_LIST(mem, struct intake_page, pages);
	for (; out->count < pages; out->count++) {
		struct intake_page *to = &out->at[out->count];

		if (!intake_picture_head(bytes, out->count, &p, &pages, err))
			return pages > 1
				       ? err_in(err, "page %zu", out->count + 1)
				       : false;
		dpi = intake_picture_dpi(&p);
		to->width =
			(float)(72 * (p.turn > 4 ? p.height : p.width) / dpi);
		to->height =
			(float)(72 * (p.turn > 4 ? p.width : p.height) / dpi);
		to->pictures = 1;
	}
	return true;
}
