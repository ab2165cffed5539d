/*
 * press/subset_cff.c - CFF outlines: HarfBuzz cuts them out; what a PDF calls
 * the glyphs by is then read from the result.
 */
#include "press/subset_int.h"

#include "base/library.h"

#include <hb-subset.h>

static struct hb_lib {
#define SUBSET(name) __typeof__(&name) name##_;
#include "press/subset_lib.def"
#undef SUBSET
} hb;

/* ---- a CFF table, as far as it is needed -------------------------------- */

struct cff {
	const unsigned char *at;
	size_t len;
};

/* Moves *at behind an INDEX; item 0 of it is in *first. */
static bool skip_index(struct cff c, size_t *at, struct cff *first)
{
	size_t count, size, from = 0, to = 0, data, end = 0;

	if (*at + 2 > c.len)
		return false;
	count = subset_u16(c.at + *at);
	if (!count) {
		*at += 2;
		*first = (struct cff){ 0 };
		return true;
	}
	if (*at + 3 > c.len)
		return false;
	size = c.at[*at + 2];
	if (size < 1 || size > 4 || *at + 3 + (count + 1) * size > c.len)
		return false;
	for (size_t i = 0; i < size; i++) {
		from = from << 8 | c.at[*at + 3 + i];
		to = to << 8 | c.at[*at + 3 + size + i];
		end = end << 8 | c.at[*at + 3 + count * size + i];
	}
	data = *at + 2 + (count + 1) * size;
	if (from < 1 || from > to || to > end || data + end > c.len)
		return false;
	*first = (struct cff){ c.at + data + from, to - from };
	*at = data + end;
	return true;
}

/* How many bytes the number at p has; *n: its value, as far as it is whole. */
static size_t read_number(struct cff dict, size_t p, int64_t *n)
{
	unsigned b = dict.at[p];
	size_t left = dict.len - p, i = 1;

	*n = 0;
	if (b >= 32 && b <= 246) {
		*n = (int64_t)b - 139;
		return 1;
	}
	if (b == 30) {
		while (i < left && (dict.at[p + i] & 0xf) != 0xf &&
			dict.at[p + i] >> 4 != 0xf)
			i++;
		return i + 1;
	}
	if (b == 28 && left >= 3) {
		*n = (int16_t)subset_u16(dict.at + p + 1);
		return 3;
	}
	if (b == 29 && left >= 5) {
		*n = (int32_t)subset_u32(dict.at + p + 1);
		return 5;
	}
	return 2;
}

/* Where the charset is; *cid: it names CIDs. */
static size_t find_charset(struct cff dict, bool *cid)
{
	enum { CHARSET = 15, ESCAPE = 12, ROS = 30 };
	size_t charset = 0, p = 0;
	int64_t n = 0;

	*cid = false;
	while (p < dict.len) {
		unsigned b = dict.at[p];

		if (b > 21) {
			p += read_number(dict, p, &n);
			continue;
		}
		if (b == CHARSET && n > 0)
			charset = (size_t)n;
		if (b == ESCAPE && p + 1 < dict.len && dict.at[p + 1] == ROS)
			*cid = true;
		p += b == ESCAPE ? 2 : 1;
	}
	return charset;
}

/* The CIDs of glyphs 1 to count - 1; false: it has less. */
static bool read_charset(struct cff c, size_t at, size_t count, uint16_t *cid)
{
	unsigned format = at < c.len ? c.at[at] : 3, id;
	size_t row = format == 0 ? 2 : format + 2, i = 1, more;

	if (format > 2)
		return false;
	for (at++; i < count; at += row) {
		if (at + row > c.len)
			return false;
		id = subset_u16(c.at + at);
		more = format == 0   ? 0
		       : format == 1 ? c.at[at + 2]
				     : subset_u16(c.at + at + 2);
		for (size_t k = 0; k <= more && i < count; k++)
			cid[i++] = (uint16_t)(id + k);
	}
	return true;
}

/* What a PDF calls each glyph by: its number, unless they have CIDs. */
static bool name_glyphs(struct cff c, size_t count, uint16_t *name)
{
	struct cff names, dict;
	size_t at = c.len > 4 ? c.at[2] : 0, charset;
	bool cid;

	for (size_t i = 0; i < count; i++)
		name[i] = (uint16_t)i;
	if (!at || !skip_index(c, &at, &names) || !skip_index(c, &at, &dict))
		return false;
	charset = find_charset(dict, &cid);
	return !cid || !charset || read_charset(c, charset, count, name);
}

/* ---- HarfBuzz ----------------------------------------------------------- */

static bool load(struct err *err)
{
	static const char *const names[] = {
#define SUBSET(name) #name,
#include "press/subset_lib.def"
#undef SUBSET
		NULL
	};
	static const struct library library = { "libharfbuzz-subset.so.0",
		"HarfBuzz's library for subsets", names, (void **)&hb };

	return library_load(&library, err);
}

static hb_subset_input_t *input(const uint16_t *ids, size_t count)
{
	static const char drop[][5] = { "GSUB", "GPOS", "GDEF", "BASE", "name",
		"OS/2", "post", "cmap", "DSIG", "VORG", "vhea", "vmtx", "STAT",
		"kern", "gasp", "hdmx", "LTSH", "VDMX" };
	hb_subset_input_t *in = hb.hb_subset_input_create_or_fail_();
	hb_set_t *set;

	if (!in)
		return NULL;
	set = hb.hb_subset_input_glyph_set_(in);
	for (size_t i = 0; i < count; i++)
		hb_set_add(set, ids[i]);
	set = hb.hb_subset_input_set_(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < LENGTH(drop); i++)
		hb_set_add(set, hb_tag_from_string(drop[i], 4));
	/* subroutines that few glyphs share cost more than they save */
	hb.hb_subset_input_set_flags_(in,
		HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
	return in;
}

/* HarfBuzz may keep more glyphs than were asked for. */
static bool tell_codes(struct arena *mem, struct cff c,
	const hb_subset_plan_t *plan, const struct subset_wanted *want,
	uint16_t *codes)
{
	const hb_map_t *map = hb.hb_subset_plan_old_to_new_glyph_mapping_(plan);
	size_t total = hb_map_get_population(map);
	uint16_t *name = ARENA_LIST(mem, uint16_t, total + 1);

	if (!name_glyphs(c, total, name))
		return false;
	for (size_t i = 0; i < want->count; i++) {
		hb_codepoint_t at = hb_map_get(map, want->ids[i]);

		if (at >= total)
			return false;
		codes[i] = name[at];
	}
	return true;
}

static bool take(struct arena *mem, hb_subset_plan_t *plan,
	const struct subset_wanted *want, uint16_t *codes, struct buf *out)
{
	hb_face_t *face = hb.hb_subset_plan_execute_or_fail_(plan);
	hb_blob_t *blob;
	unsigned len;
	const char *at;
	bool ok;

	if (!face)
		return false;
	blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
	at = hb_blob_get_data(blob, &len);
	ok = tell_codes(mem, (struct cff){ (const unsigned char *)at, len },
		plan, want, codes);
	buf_add(out, str_of(at, len));
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	return ok && buf_ok(out);
}

bool subset_cff(struct subset_font *s, struct arena *mem,
	const struct subset_wanted *want, uint16_t *codes, struct buf *out,
	struct err *err)
{
	hb_subset_input_t *in;
	hb_subset_plan_t *plan = NULL;
	bool ok = false;

	if (!load(err))
		return false;
	in = input(want->ids, want->count);
	/* hb_subset_preprocess would take longer than a hundred of these */
	if (in)
		plan = hb.hb_subset_plan_create_or_fail_(s->font->face, in);
	if (plan)
		ok = take(mem, plan, want, codes, out);
	hb.hb_subset_plan_destroy_(plan);
	hb.hb_subset_input_destroy_(in);
	return ok ? true
		  : err_set(err, ERR_BROKEN, "the font '%s' is damaged",
			    s->font->path);
}
