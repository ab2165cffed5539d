/* intake/intake.c - see intake.h, and door.h for what decides. */
#include "intake/docx.h"
#include "intake/door.h"
#include "intake/doc.h"
#include "intake/html.h"
#include "intake/markdown.h"
#include "intake/ole.h"
#include "intake/odt.h"
#include "intake/pdf.h"
#include "intake/picture.h"
#include "intake/plain.h"
#include "intake/rtf.h"

const struct intake_format intake_formats[INTAKE_FORMATS] = {
#define FORMAT(id, name, title, endings, read) { name, title, endings, read },
#include "intake/formats.def"
#undef FORMAT
};

/* ---- answers -------------------------------------------------------------*/

bool intake_door_refuse(struct door *d, enum intake_refusal why)
{
	static const char *const texts[REFUSALS] = {
#define REFUSAL(id, text) text,
#include "intake/refusals.def"
#undef REFUSAL
	};

	return err_set(d->err, ERR_BAD_TYPE, "%s", texts[why]);
}

bool intake_door_take(struct door *d, const char *format)
{
	for (int i = 0; i < INTAKE_FORMATS; i++)
		if (!strcmp(intake_formats[i].name, format)) {
			d->is = (enum intake_format_id)i;
			return true;
		}
	return intake_door_refuse(d, REFUSAL_UNKNOWN);
}

/* ---- how it begins -------------------------------------------------------*/

static const struct magic {
	size_t at;
	struct str bytes;
	const char *format; /* or NULL */
	enum intake_refusal refusal;
} magics[] = {
#define FORMAT_AT(at, bytes, id) { at, { bytes, sizeof(bytes) - 1 }, id, 0 },
#define REFUSED_AT(at, bytes, why) \
	{ at, { bytes, sizeof(bytes) - 1 }, NULL, REFUSAL_##why },
#include "intake/magics.def"
#undef FORMAT_AT
#undef REFUSED_AT
};

static bool has(struct str s, size_t at, struct str mark)
{
	return at <= s.len && str_starts(str_of(s.at + at, s.len - at), mark);
}

/* Two letters are no proof: its size and its header's must be right, too. */
static bool is_bmp(struct str s)
{
	unsigned header = has(s, 0, STR("BM")) && s.len > 26
				  ? (unsigned)ole_four(s, 14)
				  : 0;

	return (header == 12 || header == 16 || header == 40 || header == 52 ||
		       header == 56 || header == 64 || header == 108 ||
		       header == 124) &&
	       ole_four(s, 10) >= 14 + header;
}

static bool is_program(struct str s)
{
	size_t at = has(s, 0, STR("MZ")) && s.len > 64 ? ole_four(s, 60) : 0;

	return at && has(s, at, STR("PE\0\0"));
}

static const struct magic *magic_of(struct str s)
{
	for (size_t i = 0; i < LENGTH(magics); i++)
		if (has(s, magics[i].at, magics[i].bytes))
			return &magics[i];
	return NULL;
}

static bool all(struct str s, char c)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != c)
			return false;
	return true;
}

static bool find(struct door *d)
{
	struct str bytes = d->bytes;
	const struct magic *magic = magic_of(bytes);

	if (!bytes.len)
		return intake_door_refuse(d, REFUSAL_EMPTY);
	if (all(bytes, '\0'))
		return intake_door_refuse(d, REFUSAL_ZEROS);
	if (has(bytes, 0, STR("%PDF-")))
		return intake_door_take(d, "pdf");
	if (has(bytes, 0, STR("PK\3\4")) || has(bytes, 0, STR("PK\5\6")))
		return intake_door_zip(d);
	if (intake_ole_is(bytes))
		return intake_door_ole(d);
	if (magic)
		return magic->format ? intake_door_take(d, magic->format)
				     : intake_door_refuse(d, magic->refusal);
	if (is_bmp(bytes))
		return intake_door_take(d, "bmp");
	if (is_program(bytes))
		return intake_door_refuse(d, REFUSAL_PROGRAM);
	return intake_door_text(d);
}

bool intake_format_find(
	struct str bytes, enum intake_format_id *out, struct err *err)
{
	struct door d = { .bytes = bytes, .err = err };

	if (!find(&d))
		return false;
	*out = d.is;
	return true;
}

/* ---- names ---------------------------------------------------------------*/

static bool has_ending(const struct intake_format *format, struct str ending)
{
	struct str rest = str_c(format->endings);

	while (rest.len)
		if (str_eq_nocase(str_cut(&rest, ' '), ending))
			return true;
	return false;
}

/* Markdown may have no marks in it, and a text may have some. */
static bool is_text(int id)
{
	return !strcmp(intake_formats[id].name, "markdown") ||
	       !strcmp(intake_formats[id].name, "text");
}

const struct intake_format *intake_format_named(
	enum intake_format_id is, struct str name)
{
	const char *dot = name.len ? memrchr(name.at, '.', name.len) : NULL;
	struct str ending;

	if (!dot)
		return NULL;
	ending = str_of(dot, (size_t)(name.at + name.len - dot));
	for (int i = 0; i < INTAKE_FORMATS; i++) {
		if (!has_ending(&intake_formats[i], ending))
			continue;
		return i == (int)is || (is_text(i) && is_text((int)is))
			       ? NULL
			       : &intake_formats[i];
	}
	return NULL;
}
