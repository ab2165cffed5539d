/*
 * press/pdf_picture.c - the photo: a JPEG goes in as it is but for what its
 * camera noted, a PNG as it is unless it is interlaced or lets the page shine
 * through.
 */
#include "press/pdf_int.h"

#include "press/picture.h"

struct str pdf_photo_says(const struct tree *tree)
{
	return tree->photo.says.len ? tree->photo.says : pdf_title(tree);
}

static void head(struct buf *dict, const struct pdf_doc *d,
	const struct picture *p, struct str space, int bits)
{
	buf_init(dict, d->mem, 1 << 16);
	buf_addf(dict,
		"/Type/XObject/Subtype/Image/Width %d/Height %d"
		"/BitsPerComponent %d/ColorSpace",
		p->width, p->height, bits);
	buf_add(dict, space);
}

static struct str space_of(int channels)
{
	return channels == 1 ? STR("/DeviceGray") : STR("/DeviceRGB");
}

static bool write_jpeg(struct pdf_doc *d, const struct picture *p)
{
	struct str bare;
	struct buf dict;

	if (!picture_jpeg_bare(
		    d->mem, d->pages->tree->photo.bytes, &bare, d->err))
		return false;
	head(&dict, d, p, space_of(p->channels), p->bits);
	buf_add(&dict, STR("/Filter/DCTDecode"));
	pdf_stream_as_it_is(d, d->photo, buf_str(&dict), bare);
	return true;
}

/* A string of the colours: its bytes may be any. */
static struct str palette(const struct pdf_doc *d, const struct picture *p)
{
	struct buf b;

	buf_init(&b, d->mem, 4096);
	buf_add(&b, STR("[/Indexed/DeviceRGB "));
	buf_add_int(&b, (int64_t)p->colors.len / 3 - 1);
	pdf_bytes(&b, p->colors);
	buf_addc(&b, ']');
	return buf_str(&b);
}

/* PDF knows the filters of PNG, so that its pixels need not be packed anew. */
static bool write_png(struct pdf_doc *d, const struct picture *p)
{
	struct str packed;
	struct buf dict;

	if (!picture_png_packed(
		    d->mem, d->pages->tree->photo.bytes, p, &packed, d->err))
		return false;
	head(&dict, d, p, p->palette ? palette(d, p) : space_of(p->channels),
		p->bits);
	buf_addf(&dict,
		"/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d"
		"/Columns %d>>",
		p->channels, p->bits, p->width);
	pdf_stream_packed(d, d->photo, buf_str(&dict), packed);
	return true;
}

static bool write_pixels(struct pdf_doc *d, const struct picture *p)
{
	size_t pixels = (size_t)p->width * (size_t)p->height;
	struct picture_pixels px;
	int mask = 0;
	struct buf dict;

	if (!picture_png_pixels(
		    d->mem, d->pages->tree->photo.bytes, p, &px, d->err))
		return false;
	if (px.alpha) {
		mask = pdf_number(d);
		head(&dict, d, p, STR("/DeviceGray"), 8);
		pdf_stream(d, mask, buf_str(&dict),
			str_of((const char *)px.alpha, pixels));
	}
	head(&dict, d, p, space_of(px.channels), 8);
	if (mask) {
		buf_add(&dict, STR("/SMask "));
		pdf_ref(&dict, mask);
	}
	pdf_stream(d, d->photo, buf_str(&dict),
		str_of((const char *)px.color, pixels * (size_t)px.channels));
	return true;
}

static bool is_placed(const struct pages *pages)
{
	for (size_t p = 0; p < pages->count; p++)
		for (size_t i = 0; i < pages->at[p].count; i++)
			if (pages->at[p].at[i].kind == MARK_PICTURE)
				return true;
	return false;
}

bool pdf_picture_write(struct pdf_doc *d)
{
	struct picture p;

	if (!d->pages->tree->photo.bytes.len || !is_placed(d->pages))
		return true;
	if (!picture_read(d->pages->tree->photo.bytes, &p, d->err))
		return false;
	d->photo = pdf_number(d);
	d->photo_width = picture_width(&p);
	d->photo_height = picture_height(&p);
	d->photo_turn = p.turn;
	if (p.kind == PICTURE_JPEG)
		return write_jpeg(d, &p);
	return p.alpha || p.interlaced ? write_pixels(d, &p) : write_png(d, &p);
}

/* The square of an image, set upright, onto the rectangle. */
void pdf_picture_place(const struct pdf_doc *d, struct buf *b, int64_t x,
	int64_t y, int64_t width, int64_t height)
{
	/* what EXIF calls 1 to 8: where (1,0), (0,1) and (0,0) of the image
	 * come to be, in shares of width and height */
	static const int turns[9][6] = { { 1, 0, 0, 1, 0, 0 },
		{ 1, 0, 0, 1, 0, 0 }, { -1, 0, 0, 1, 1, 0 },
		{ -1, 0, 0, -1, 1, 1 }, { 1, 0, 0, -1, 0, 1 },
		{ 0, -1, -1, 0, 1, 1 }, { 0, -1, 1, 0, 0, 1 },
		{ 0, 1, 1, 0, 0, 0 }, { 0, 1, -1, 0, 1, 0 } };
	const int *t = turns[d->photo_turn];
	int64_t n[6] = { t[0] * width, t[1] * height, t[2] * width,
		t[3] * height, x + t[4] * width, y + t[5] * height };

	for (int i = 0; i < 6; i++) {
		pdf_length(b, n[i]);
		buf_addc(b, ' ');
	}
	buf_add(b, STR("cm"));
}
