/*
 * press/compose_photo.c - the owner's picture, out of a data: URI. Files are
 * read by whoever has some (the command line); this room reads none, and
 * nothing is ever fetched.
 */
#include "press/compose_int.h"
#include "press/picture.h"
#include "base/code.h"

/* "data:image/png;base64,...": what is behind the comma. */
static bool data_of(struct str url, struct str *out)
{
	const char *comma = memchr(url.at ? url.at : "", ',', url.len);
	struct str head;

	if (!comma || url.len < 5 ||
		!str_eq_nocase(str_of(url.at, 5), STR("data:")))
		return false;
	head = str_of(url.at, (size_t)(comma - url.at));
	*out = str_of(comma + 1, url.len - head.len - 1);
	return str_ends(head, STR(";base64"));
}

/* Base64 as people paste it: wrapped, without padding. */
static bool decode(struct arena *mem, struct str text, struct str *out)
{
	char *at = arena_bytes(mem, text.len + 4);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] > ' ')
			at[n++] = text.at[i];
	while (n && at[n - 1] == '=')
		n--;
	while (n % 4)
		at[n++] = '=';
	return code_bytes(mem, CODE_BASE64, str_of(at, n), out);
}

/* ---- what a camera noted stays at home ----------------------------------- */

/* How the camera was held is all that is said behind the first two bytes. */
static void add_turn(struct buf *b, int turn)
{
	static const char exif[] = "\xff\xe1\0\x22"
				   "Exif\0\0MM\0*\0\0\0\x08"
				   "\0\x01\x01\x12\0\x03\0\0\0\x01\0";

	buf_add(b, str_of(exif, sizeof(exif) - 1));
	buf_addc(b, (char)turn);
	buf_add(b, str_of("\0\0\0\0\0\0", 6));
}

static bool bare_jpeg(struct arena *mem, struct str bytes, int turn,
	struct str *out, struct err *err)
{
	struct buf b;

	if (!picture_jpeg_bare(mem, bytes, out, err))
		return false;
	if (turn <= 1)
		return true;
	buf_init(&b, mem, out->len + 64);
	buf_add(&b, str_of(out->at, 2));
	add_turn(&b, turn);
	buf_add(&b, str_of(out->at + 2, out->len - 2));
	*out = buf_str(&b);
	return true;
}

static bool is_note(const char *name)
{
	static const char names[][5] = { "tEXt", "zTXt", "iTXt", "eXIf",
		"tIME" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (!memcmp(name, names[i], 4))
			return true;
	return false;
}

/* Chunk by chunk: length, name, data, check sum. */
static bool bare_png(
	struct arena *mem, struct str bytes, struct str *out, struct err *err)
{
	enum { SIGNATURE = 8, AROUND = 12 };
	struct buf b;
	size_t i = SIGNATURE;

	buf_init(&b, mem, bytes.len);
	buf_add(&b, str_of(bytes.at, SIGNATURE));
	while (bytes.len - i >= AROUND) {
		const unsigned char *at = (const unsigned char *)bytes.at + i;
		size_t size = (size_t)at[0] << 24 | (size_t)at[1] << 16 |
			      (size_t)at[2] << 8 | at[3];

		if (size > bytes.len - i - AROUND)
			break;
		if (!is_note(bytes.at + i + 4))
			buf_add(&b, str_of(bytes.at + i, size + AROUND));
		i += size + AROUND;
		if (!memcmp(at + 4, "IEND", 4)) {
			*out = buf_str(&b);
			return true;
		}
	}
	return err_set(err, ERR_BAD_INPUT, "the photo is damaged");
}

static bool read_photo(
	struct compose *c, struct str url, struct tree_picture *out)
{
	struct str data, bytes;
	struct picture picture;

	if (url.len > (size_t)COMPOSE_PHOTO * 2)
		return err_set(c->err, ERR_TOO_BIG,
			"the photo may have at most %d MB",
			COMPOSE_PHOTO >> 20);
	if (!data_of(url, &data) || !decode(c->mem, data, &bytes))
		return err_set(c->err, ERR_BAD_INPUT,
			"the photo is no data: URI in base64");
	if (!picture_read(bytes, &picture, c->err))
		return false;
	if (picture.kind == PICTURE_JPEG
			? !bare_jpeg(
				  c->mem, bytes, picture.turn, &bytes, c->err)
			: !bare_png(c->mem, bytes, &bytes, c->err))
		return false;
	*out = (struct tree_picture){ bytes,
		press_text_clean(c->mem, c->r->basics.name),
		picture_width(&picture), picture_height(&picture) };
	return true;
}

bool compose_photo(struct compose *c, struct tree_picture *out)
{
	struct str own = c->r->meta.vitae.photo;
	struct str url = own.len ? own : c->r->basics.image;

	if (!str_starts(url, STR("data:")))
		return true; /* somewhere else: not ours to get */
	return read_photo(c, url, out) ||
	       err_in(c->err, "%s",
		       own.len ? "/meta/vitae/photo" : "/basics/image");
}
