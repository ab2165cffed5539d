/*
 * press/photo.c - every pixel of the place is the average of what it covers of
 * the photo.
 */
#include "press/photo.h"

#include "press/picture.h"

#include <math.h>

struct photo {
	struct picture picture;
	struct picture_pixels px;
	int width, height; /* upright */
	/* The part that covers the place, in pixels of the photo. */
	double left, top, across, down;
};

/* Where an upright pixel is stored; EXIF calls the ways 1 to 8. */
static size_t stored(const struct photo *p, int x, int y)
{
	int w = p->px.width - 1, h = p->px.height - 1;

	switch (p->picture.turn) {
	case 2:
		x = w - x;
		break;
	case 3:
		x = w - x;
		y = h - y;
		break;
	case 4:
		y = h - y;
		break;
	case 5:
	case 6:
	case 7:
	case 8: {
		int was = x;

		x = p->picture.turn < 7 ? y : w - y;
		y = p->picture.turn == 5 || p->picture.turn == 8 ? was
								 : h - was;
		break;
	}
	default:
		break;
	}
	return (size_t)y * (size_t)p->px.width + (size_t)x;
}

struct sum {
	unsigned rgb[3], alpha, count;
};

static void sum_pixel(struct sum *s, const struct photo *p, size_t at)
{
	unsigned a = p->px.alpha ? p->px.alpha[at] : 255;

	for (int i = 0; i < 3; i++)
		s->rgb[i] +=
			a * p->px.color[at * (size_t)p->px.channels +
					(p->px.channels == 3 ? (size_t)i : 0)];
	s->alpha += a;
	s->count++;
}

static int within(double n, int most)
{
	return n < 0 ? 0 : n > most ? most : (int)n;
}

/* The photo between two shares of the place. */
static uint32_t average(
	const struct photo *p, double x0, double y0, double x1, double y1)
{
	int left = within(p->left + x0 * p->across, p->width - 1);
	int top = within(p->top + y0 * p->down, p->height - 1);
	int right = within(ceil(p->left + x1 * p->across), p->width);
	int bottom = within(ceil(p->top + y1 * p->down), p->height);
	struct sum s = { 0 };
	uint32_t out = 0;

	for (int y = top; y < bottom || y == top; y++)
		for (int x = left; x < right || x == left; x++)
			sum_pixel(&s, p, stored(p, x, y));
	for (int i = 0; i < 3; i++)
		out = out << 8 |
		      (s.alpha ? (s.rgb[i] + s.alpha / 2) / s.alpha : 0);
	return (s.alpha + s.count / 2) / s.count << 24 | out;
}

/* How much of a pixel is within the circle, out of 255. */
static unsigned inside(double x, double y, int width, int height)
{
	double dx = x - width / 2.0, dy = y - height / 2.0;
	double edge = (width < height ? width : height) / 2.0 -
		      sqrt(dx * dx + dy * dy) + 0.5;

	return edge <= 0 ? 0 : edge >= 1 ? 255 : (unsigned)(edge * 255);
}

static bool decode(struct photo *p, struct arena *mem, struct str bytes,
	int width, int height, struct err *err)
{
	if (!picture_read(bytes, &p->picture, err))
		return false;
	if (p->picture.turn >= 5) {
		int was = width;

		width = height;
		height = was;
	}
	return p->picture.kind == PICTURE_JPEG
		       ? picture_jpeg_pixels(mem, bytes, &p->picture, 2 * width,
				 2 * height, &p->px, err)
		       : picture_png_pixels(
				 mem, bytes, &p->picture, &p->px, err);
}

/* The largest part of the place's shape, from the middle. */
static void cover(struct photo *p, int width, int height)
{
	bool turned = p->picture.turn >= 5;
	double scale;

	p->width = turned ? p->px.height : p->px.width;
	p->height = turned ? p->px.width : p->px.height;
	scale = fmin((double)p->width / width, (double)p->height / height);
	p->across = width * scale;
	p->down = height * scale;
	p->left = (p->width - p->across) / 2;
	p->top = (p->height - p->down) / 2;
}

bool photo_draw(struct arena *mem, const struct tree_picture *photo, int width,
	int height, bool round, uint32_t **out, struct err *err)
{
	struct photo p;

	if (!decode(&p, mem, photo->bytes, width, height, err))
		return false;
	cover(&p, width, height);
	*out = arena_bytes(mem, (size_t)width * (size_t)height * sizeof(**out));
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			uint32_t color = average(&p, (double)x / width,
				(double)y / height, (x + 1.0) / width,
				(y + 1.0) / height);
			uint32_t alpha = color >> 24;

			if (round)
				alpha = alpha *
					inside(x + 0.5, y + 0.5, width,
						height) /
					255;
			(*out)[(size_t)y * (size_t)width + (size_t)x] =
				alpha << 24 | (color & 0xffffff);
		}
	return true;
}
