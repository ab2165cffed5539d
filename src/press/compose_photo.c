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

bool compose_photo(struct compose *c, struct tree_picture *out)
{
	struct str own = c->r->meta.vitae.photo, data, bytes;
	struct str url = own.len ? own : c->r->basics.image;
	struct picture picture;

	if (!str_starts(url, STR("data:")))
		return true; /* somewhere else: not ours to get */
	if (url.len > (size_t)COMPOSE_PHOTO * 2)
		return err_set(c->err, ERR_TOO_BIG,
			"the photo may have at most %d MB",
			COMPOSE_PHOTO >> 20);
	if (!data_of(url, &data) || !decode(c->mem, data, &bytes))
		return err_set(c->err, ERR_BAD_INPUT,
			"the photo is no data: URI in base64");
	if (!picture_read(bytes, &picture, c->err))
		return false;
	*out = (struct tree_picture){ bytes,
		press_text_clean(c->mem, c->r->basics.name),
		picture_width(&picture), picture_height(&picture) };
	return true;
}
