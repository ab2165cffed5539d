/* Photos that strangers send: a PNG that is taken has all its pixels, a JPEG
 * that is taken is still one, and the same, when its notes are gone. */
#include "press/picture.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PIXELS_MOST = 1 << 20 }; /* larger ones only cost time */

static void look_at_png(
	struct arena *mem, struct str bytes, const struct picture *p)
{
	struct err err = { 0 };
	struct picture_pixels px;
	struct str packed;
	size_t pixels = (size_t)p->width * (size_t)p->height, sum = 0;

	if (pixels > PIXELS_MOST ||
		!picture_png_pixels(mem, bytes, p, &px, &err))
		return;
	assert(px.channels == 1 || px.channels == 3);
	for (size_t i = 0; i < pixels * (size_t)px.channels; i++)
		sum += px.color[i];
	for (size_t i = 0; px.alpha && i < pixels; i++)
		sum += px.alpha[i];
	assert(sum <= pixels * 4 * 255);
	assert(picture_png_packed(mem, bytes, p, &packed, &err));
	assert(packed.len > 0 && packed.len < bytes.len);
}

static void draw_jpeg(
	struct arena *mem, struct str bytes, const struct picture *p)
{
	struct err err = { 0 };
	struct picture_pixels px;
	size_t sum = 0, count;

	if ((size_t)p->width * (size_t)p->height > PIXELS_MOST ||
		!picture_jpeg_pixels(
			mem, bytes, p, (p->width + 3) / 4, 1, &px, &err))
		return;
	count = (size_t)px.width * (size_t)px.height * (size_t)px.channels;
	assert(px.width * 4 >= p->width && count > 0);
	for (size_t i = 0; i < count; i++)
		sum += px.color[i];
	assert(sum <= count * 255);
}

static void look_at_jpeg(
	struct arena *mem, struct str bytes, const struct picture *p)
{
	struct err err = { 0 };
	struct picture again;
	struct str bare, barer;

	draw_jpeg(mem, bytes, p);
	if (!picture_jpeg_bare(mem, bytes, &bare, &err))
		return;
	assert(bare.len <= bytes.len);
	assert(picture_read(bare, &again, &err));
	assert(again.kind == PICTURE_JPEG && again.turn == 1);
	assert(again.width == p->width && again.height == p->height);
	assert(picture_jpeg_bare(mem, bare, &barer, &err));
	assert(str_eq(bare, barer));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct arena mem = { 0 };
	struct err err = { 0 };
	struct picture p;

	if (!picture_read(bytes, &p, &err)) {
		assert(err.text[0]);
		return 0;
	}
	assert(p.width > 0 && p.height > 0 && p.turn >= 1 && p.turn <= 8);
	if (p.kind == PICTURE_PNG)
		look_at_png(&mem, bytes, &p);
	else
		look_at_jpeg(&mem, bytes, &p);
	arena_free(&mem);
	return 0;
}
