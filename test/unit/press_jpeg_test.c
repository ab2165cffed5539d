/* JPEGs become pixels: of every kind that cameras and programs write, whole or
 * smaller, and as far as they go when they are cut off. */
#include "press/picture.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 45, HEIGHT = 35 };

static struct str load(const char *name)
{
	const char *path =
		str_fmt(&test_mem, "test/data/photo/%s.jpg", name).at;
	FILE *f = fopen(path, "rb");
	char *at = arena_bytes(&test_mem, 1 << 16);
	size_t len = f ? fread(at, 1, 1 << 16, f) : 0;

	if (!f)
		test_fail(__FILE__, __LINE__, "%s cannot be read", path);
	else
		fclose(f);
	return str_of(at, len);
}

/* What all of them were made of. */
static int meant(int x, int y, int channel)
{
	return channel == 0   ? 40 + 4 * x
	       : channel == 1 ? 30 + 5 * y
			      : 220 - 2 * x - 3 * y;
}

/* By Rec. 709, as the program weighed them that wrote it. */
static int grey(int x, int y)
{
	return (2126 * meant(x, y, 0) + 7152 * meant(x, y, 1) +
		       722 * meant(x, y, 2)) /
	       10000;
}

/* The largest difference of a channel, `scale` pixels being one. */
static int difference(const struct picture_pixels *px, int scale)
{
	int most = 0;

	for (int y = 0; y < px->height; y++)
		for (int x = 0; x < px->width; x++)
			for (int c = 0; c < px->channels; c++) {
				size_t at = (size_t)y * (size_t)px->width +
					    (size_t)x;
				int mx = x * scale + (scale - 1) / 2;
				int my = y * scale + (scale - 1) / 2;
				int want = px->channels == 1 ? grey(mx, my)
							     : meant(mx, my, c);
				int off = abs(
					px->color[at * (size_t)px->channels +
						  (size_t)c] -
					want);

				most = off > most ? off : most;
			}
	return most;
}

static bool decode(struct str file, int width, int height,
	struct picture_pixels *px, struct err *err)
{
	struct picture p;

	return picture_read(file, &p, err) &&
	       picture_jpeg_pixels(&test_mem, file, &p, width, height, px, err);
}

static const char *const names[] = { "full", "half", "quarter", "grey",
	"progressive", "restart", "progressive_restart", "adobe_rgb" };

TEST(jpegs_of_every_kind_become_their_pixels)
{
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct err err = { 0 };
		struct picture_pixels px;

		NEED_ERR(decode(load(names[i]), WIDTH, HEIGHT, &px, &err), err);
		SAME_INT(px.width, WIDTH);
		SAME_INT(px.height, HEIGHT);
		if (difference(&px, 1) > 12)
			test_fail(__FILE__, __LINE__, "%s is off by %d",
				names[i], difference(&px, 1));
	}
}

TEST(a_jpeg_is_made_smaller_as_long_as_it_is_large_enough)
{
	static const struct {
		int wanted, have, scale;
	} cases[] = { { 45, 45, 1 }, { 24, 45, 1 }, { 23, 23, 2 },
		{ 12, 12, 4 }, { 13, 23, 2 }, { 6, 6, 8 }, { 1, 6, 8 } };

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err err = { 0 };
		struct picture_pixels px;

		NEED_ERR(decode(load("full"), cases[i].wanted, 1, &px, &err),
			err);
		SAME_INT(px.width, cases[i].have);
		OK(difference(&px, cases[i].scale) < 24);
	}
}

TEST(a_jpeg_that_is_cut_off_shows_what_there_is)
{
	struct str file = load("full");
	struct err err = { 0 };
	struct picture_pixels px;

	NEED_ERR(decode(str_of(file.at, file.len - 60), WIDTH, HEIGHT, &px,
			 &err),
		err);
	for (int x = 0; x < WIDTH; x++)
		OK(abs(px.color[3 * x] - meant(x, 0, 0)) < 12);
	for (size_t n = 0; n < file.len; n++)
		decode(str_of(file.at, n), WIDTH, HEIGHT, &px, &err);
}

/* Any byte may be another one: an error or pixels, nothing else. */
TEST(a_jpeg_with_one_wrong_byte_does_no_harm)
{
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct str file = load(names[i]);
		char *at = (char *)(uintptr_t)file.at;

		for (size_t k = 0; k < file.len; k++) {
			struct err err = { 0 };
			struct picture_pixels px = { 0 };

			at[k] ^= 0x41;
			if (!decode(file, 8, 8, &px, &err))
				OK(err.text[0]);
			else
				OK(px.width > 0 && px.height > 0);
			at[k] ^= 0x41;
		}
	}
}
