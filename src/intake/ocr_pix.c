/*
 * intake/ocr_pix.c - bytes of a picture become grey pixels, upright. Sizes are
 * known before (picture.c); what remains of a damaged one is taken.
 */
#include "intake/ocr_int.h"

enum { PHOTO_PIXELS = 12000000 }; /* more show no more of a page */

void intake_pix_set(struct Pix **at, struct Pix *to)
{
	if (*at && *at != to)
		pixDestroy(at);
	*at = to;
}

/* Sharpening takes five times the memory of what is made, and what has so many
 * pixels is sharp. */
void intake_pix_scale(struct Pix **at, double x, double y)
{
	double pixels = pixGetWidth(*at) * x * pixGetHeight(*at) * y;
	float by_x = (float)x, by_y = (float)y;

	intake_pix_set(at, pixels > PHOTO_PIXELS
				   ? pixScaleGeneral(*at, by_x, by_y, 0, 0)
				   : pixScale(*at, by_x, by_y));
}

/* A JPEG's decoder leaves out pixels, and colours, on its way. */
static struct Pix *read_jpeg(struct str s, struct intake_picture *p)
{
	uint64_t pixels = (uint64_t)p->width * p->height;
	int by = 1, warnings = 0;

	while (pixels / (uint64_t)(by * by) > PHOTO_PIXELS && by < 8)
		by *= 2;
	p->width /= (uint32_t)by;
	p->height /= (uint32_t)by;
	p->dpi /= (uint32_t)by;
	return pixReadMemJpeg((const l_uint8 *)s.at, s.len, 0, by, &warnings,
		L_JPEG_READ_LUMINANCE | L_JPEG_CONTINUE_WITH_BAD_DATA);
}

static struct Pix *decode(struct str s, size_t page, struct intake_picture *p)
{
	const l_uint8 *at = (const l_uint8 *)s.at;

	switch (p->kind) {
	case INTAKE_PICTURE_JPEG:
		return read_jpeg(s, p);
	case INTAKE_PICTURE_PNG:
		return pixReadMemPng(at, s.len);
	case INTAKE_PICTURE_BMP:
		return intake_pix_bmp(s, p);
	case INTAKE_PICTURE_TIFF:
		return pixReadMemTiff(at, s.len, (l_int32)page);
	case INTAKE_PICTURE_WEBP:
		return pixReadMemWebP(at, s.len);
	default:
		return NULL;
	}
}

/* EXIF's eight ways to hold a camera: mirrored, then turned. */
static void upright(struct Pix **at, uint32_t turn)
{
	static const struct {
		bool mirror;
		int quarters;
	} ways[9] = { { 0 }, { false, 0 }, { true, 0 }, { false, 2 },
		{ true, 2 }, { true, 3 }, { false, 1 }, { true, 1 },
		{ false, 3 } };

	if (ways[turn].mirror)
		pixFlipLR(*at, *at);
	if (ways[turn].quarters)
		intake_pix_set(at, pixRotateOrth(*at, ways[turn].quarters));
}

static l_uint8 grey_on_white(l_uint32 pixel)
{
	unsigned red = pixel >> 24, green = pixel >> 16 & 255;
	unsigned blue = pixel >> 8 & 255, alpha = pixel & 255;
	unsigned grey = (77 * red + 128 * green + 51 * blue) >> 8;

	return (l_uint8)((grey * alpha + 255 * (255 - alpha)) / 255);
}

/* The library would have three of them at a time, of four bytes a pixel. */
static struct Pix *without_alpha(struct Pix *pix)
{
	int wide = pixGetWidth(pix), high = pixGetHeight(pix);
	struct Pix *grey = pixCreate(wide, high, 8);

	for (int y = 0; grey && y < high; y++) {
		const l_uint32 *from =
			pixGetData(pix) + (size_t)y * pixGetWpl(pix);
		l_uint32 *to = pixGetData(grey) + (size_t)y * pixGetWpl(grey);

		for (int x = 0; x < wide; x++)
			SET_DATA_BYTE(to, x, grey_on_white(from[x]));
	}
	return grey;
}

static void make_grey(struct Pix **at)
{
	if (pixGetDepth(*at) == 32 && pixGetSpp(*at) == 4)
		intake_pix_set(at, without_alpha(*at));
	if (*at && pixGetDepth(*at) != 8)
		intake_pix_set(at, pixConvertTo8(*at, 0));
}

static bool read_page(struct str bytes, size_t page, bool stored,
	struct ocr_page *out, struct err *err)
{
	struct intake_picture p;
	size_t pages;

	if (!intake_picture_head(bytes, page, &p, &pages, err))
		return false;
	if (page >= pages)
		return err_set(
			err, ERR_NOT_FOUND, "the picture has %zu pages", pages);
	out->pix = decode(bytes, page, &p);
	if (out->pix)
		make_grey(&out->pix);
	/* the library for TIFF turns it by itself */
	if (out->pix && p.kind != INTAKE_PICTURE_TIFF && !stored)
		upright(&out->pix, p.turn);
	if (!out->pix)
		return err_set(err, ERR_UNTRUSTED,
			"the picture is damaged: it cannot be decoded: save it "
			"anew");
	out->dpi = intake_picture_dpi(&p);
	return true;
}

bool intake_pix_read(
	struct str bytes, size_t page, struct ocr_page *out, struct err *err)
{
	return read_page(bytes, page, false, out, err);
}

bool intake_pix_stored(struct str bytes, struct ocr_page *out, struct err *err)
{
	return read_page(bytes, 0, true, out, err);
}
