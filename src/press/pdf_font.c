/*
 * press/pdf_font.c - the objects of a font: program, widths, what its glyphs
 * stand for. What was made for the same glyphs with the same meanings is kept
 * from one document to the next.
 */
#include "press/pdf_int.h"

#include "press/subset.h"

#include <stdlib.h>

enum {
	TAG = 6, /* capitals that tell subsets of one font apart */
	NAME_MOST = 63,
	PROGRAM_MOST = 32 << 20
};

/* What is kept of a font: this, the codes, then the bytes of each stream. */
struct made {
	uint32_t length; /* of the program before it was packed */
	uint32_t program, meanings, widths, map; /* bytes */
	char tag[TAG];
};

struct parts_of {
	struct made made;
	const char *codes;
	struct str program, meanings, widths, map;
};

/* ---- which glyphs ------------------------------------------------------- */

static size_t add_texts(const struct pdf_face *f, uint16_t slot,
	struct pdf_glyph **all, size_t n)
{
	for (; slot; slot = f->glyph[slot - 1].next)
		all[n++] = &f->glyph[slot - 1];
	return n;
}

/* Glyphs by their number, whatever the order of their use was; those that
 * stand for several texts once for each. */
static struct pdf_glyph **by_id(struct pdf_doc *d, const struct pdf_face *f)
{
	size_t words = (size_t)f->font->glyph_count / 64 + 1, n = 0;
	uint64_t *used = ARENA_LIST(d->mem, uint64_t, words);
	struct pdf_glyph **all =
		ARENA_LIST(d->mem, struct pdf_glyph *, f->count + 1);

	for (size_t i = 0; i < f->count; i++)
		if (f->glyph[i].id <= f->font->glyph_count)
			used[f->glyph[i].id / 64] |= 1ull
						     << f->glyph[i].id % 64;
	for (size_t w = 0; w < words; w++)
		for (uint64_t bits = used[w]; bits; bits &= bits - 1) {
			size_t id = w * 64 + (size_t)__builtin_ctzll(bits);

			n = add_texts(f, f->known->slot[id], all, n);
		}
	for (size_t i = 0; i < f->joined_count; i++)
		n = add_texts(f, f->joined[i].slot, all, n);
	return all;
}

static int by_code(const void *a, const void *b)
{
	const struct pdf_glyph *const *x = a, *const *y = b;

	return (*x)->code - (*y)->code;
}

/* Everything that what is made depends on, but for the font. */
static void key_of(
	struct buf *key, const struct pdf_face *f, struct pdf_glyph *const *all)
{
	for (size_t i = 0; i < f->count; i++) {
		struct str text = all[i]->text;

		buf_addc(key, (char)(all[i]->id >> 8));
		buf_addc(key, (char)all[i]->id);
		buf_addc(key, (char)text.len);
		buf_add(key, text);
	}
	for (size_t i = 0; i < f->joined_count; i++) {
		const struct subset_joined *j = &f->joined[i].made;

		buf_addc(key, (char)j->count);
		buf_add(key,
			str_of((const char *)j->at, j->count * sizeof(*j->at)));
	}
}

/* ---- made, or found ----------------------------------------------------- */

static void make_tag(char tag[TAG], struct str key)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < key.len; i++)
		h = (h ^ (unsigned char)key.at[i]) * 1099511628211u;
	h ^= h >> 29;
	for (int i = 0; i < TAG; i++, h /= 26)
		tag[i] = (char)('A' + h % 26);
}

/* The glyph behind each code, where there are more codes than glyphs. */
static void put_map(struct buf *b, struct pdf_glyph *const *all, size_t count,
	const struct subset_made *made)
{
	size_t glyph = 0, n = 0, more = made->total;

	for (size_t i = 0; i < made->total; i++) {
		buf_addc(b, (char)(i >> 8));
		buf_addc(b, (char)i);
	}
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || all[i]->id != all[i - 1]->id) {
			glyph = made->codes[n++];
			continue;
		}
		all[i]->code = (uint16_t)more++;
		buf_addc(b, (char)(glyph >> 8));
		buf_addc(b, (char)glyph);
	}
}

static bool subset(struct pdf_doc *d, const struct pdf_face *f,
	struct pdf_glyph *const *all, struct buf *program, struct buf *map)
{
	uint16_t *ids = ARENA_LIST(d->mem, uint16_t, f->count + 1);
	struct subset_joined *joined =
		ARENA_LIST(d->mem, struct subset_joined, f->joined_count + 1);
	struct subset_made made;
	size_t n = 0;

	for (size_t i = 0; i < f->joined_count; i++)
		joined[i] = f->joined[i].made;
	for (size_t i = 0; i < f->count; i++)
		if (i == 0 || all[i]->id != all[i - 1]->id)
			ids[n++] = all[i]->id;
	if (!subset_make(f->known->source, d->mem,
		    &(struct subset_wanted){ ids, n, joined, f->joined_count },
		    &made, program, d->err))
		return false;
	if (made.total + f->count - n > UINT16_MAX)
		return err_set(d->err, ERR_TOO_BIG,
			"the text has too many different characters");
	n = 0;
	for (size_t i = 0; i < f->count; i++)
		if (i == 0 || all[i]->id != all[i - 1]->id)
			all[i]->code = made.codes[n++];
	if (n < f->count)
		put_map(map, all, f->count, &made);
	return true;
}

static uint32_t put_packed(
	struct pdf_doc *d, struct buf *out, const struct buf *raw)
{
	struct str packed = { NULL, 0 };

	if (raw->len)
		packed = pdf_pack_once(d->pdf, buf_str(raw));
	buf_add(out, packed);
	return (uint32_t)packed.len;
}

/* Everything about the font, in the form in which it is kept. */
static bool make(struct pdf_doc *d, const struct pdf_face *f,
	struct pdf_glyph *const *all, struct str key, struct buf *out)
{
	struct pdf_glyph **g =
		ARENA_LIST(d->mem, struct pdf_glyph *, f->count + 1);
	struct made m = { 0 };
	struct buf raw, map;

	buf_init(&raw, d->mem, PROGRAM_MOST);
	buf_init(&map, d->mem, PROGRAM_MOST);
	if (!subset(d, f, all, &raw, &map))
		return false;
	memcpy(g, all, f->count * sizeof(*g));
	if (f->font->cff || map.len)
		qsort(g, f->count, sizeof(struct pdf_glyph *), by_code);
	make_tag(m.tag, key);
	m.length = (uint32_t)raw.len;
	buf_add(out, str_of((const char *)&m, sizeof(m)));
	for (size_t i = 0; i < f->count; i++)
		buf_add(out, str_of((const char *)&all[i]->code, 2));
	m.program = put_packed(d, out, &raw);
	raw.len = 0;
	pdf_meanings(d, &raw, g, f->count);
	m.meanings = put_packed(d, out, &raw);
	m.map = put_packed(d, out, &map);
	raw.len = 0;
	pdf_widths(&raw, g, f->count);
	m.widths = (uint32_t)raw.len;
	buf_add(out, buf_str(&raw));
	if (!buf_ok(out) || !buf_ok(&raw) || !buf_ok(&map))
		return err_set(d->err, ERR_TOO_BIG, "the font '%s' is too big",
			f->font->path);
	memcpy(out->at, &m, sizeof(m));
	return true;
}

static struct str take(struct str *rest, size_t len)
{
	struct str piece = str_of(rest->at, len);

	*rest = str_of(rest->at + len, rest->len - len);
	return piece;
}

static struct parts_of take_apart(struct str made, size_t count)
{
	struct parts_of p;

	memcpy(&p.made, take(&made, sizeof(p.made)).at, sizeof(p.made));
	p.codes = take(&made, 2 * count).at;
	p.program = take(&made, p.made.program);
	p.meanings = take(&made, p.made.meanings);
	p.map = take(&made, p.made.map);
	p.widths = take(&made, p.made.widths);
	return p;
}

/* ---- objects ------------------------------------------------------------ */

static void put_name(
	struct buf *b, const struct pdf_face *f, const struct made *m)
{
	size_t n = 0;

	buf_addc(b, '/');
	buf_add(b, str_of(m->tag, TAG));
	buf_addc(b, '+');
	for (size_t i = 0; i < f->font->name.len && n < NAME_MOST; i++) {
		char c = f->font->name.at[i];

		if ((c >= '0' && c <= '9') ||
			((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
			c == '_') {
			buf_addc(b, c);
			n++;
		}
	}
}

static long long per_mille(const struct font *f, int units)
{
	long long n = (long long)units * 1000, half = f->upem / 2;

	return (n + (n < 0 ? -half : half)) / f->upem;
}

static void describe(struct buf *b, const struct pdf_face *f,
	const struct made *m, int program)
{
	enum { FIXED = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
	const struct font *t = f->font;
	int flags = SYMBOLIC | (t->mono ? FIXED : 0) | (t->serif ? SERIF : 0) |
		    (t->italic_angle ? ITALIC : 0);

	buf_add(b, STR("<</Type/FontDescriptor/FontName"));
	put_name(b, f, m);
	buf_addf(b, "/Flags %d/FontBBox[%lld %lld %lld %lld]", flags,
		per_mille(t, t->bbox[0]), per_mille(t, t->bbox[1]),
		per_mille(t, t->bbox[2]), per_mille(t, t->bbox[3]));
	buf_addf(b, "/ItalicAngle %d/Ascent %lld/Descent %lld/CapHeight %lld",
		t->italic_angle / 65536, per_mille(t, t->ascent),
		per_mille(t, t->descent), per_mille(t, t->cap_height));
	/* no font says how thick its stems are: this is what weights look
	 * like */
	buf_addf(b, "/StemV %d", 50 + t->weight / 65 * (t->weight / 65));
	buf_add(b, t->cff ? STR("/FontFile3 ") : STR("/FontFile2 "));
	pdf_ref(b, program);
	buf_add(b, STR(">>\n"));
}

static void put_objects(
	struct pdf_doc *d, struct pdf_face *f, const struct parts_of *p)
{
	int program = pdf_number(d), meanings = pdf_number(d),
	    descriptor = pdf_number(d), inner = pdf_number(d),
	    map = p->map.len ? pdf_number(d) : 0;
	struct str kind = STR("/Subtype/CIDFontType0C");
	struct buf *b;

	if (!f->font->cff)
		kind = str_fmt(d->mem, "/Length1 %u", p->made.length);
	pdf_stream_packed(d, program, kind, p->program);
	pdf_stream_packed(d, meanings, STR_NONE, p->meanings);
	if (map)
		pdf_stream_packed(d, map, STR_NONE, p->map);
	describe(pdf_object(d, descriptor), f, &p->made, program);

	b = pdf_object(d, inner);
	buf_add(b, STR("<</Type/Font/Subtype/CIDFontType"));
	buf_add(b, f->font->cff ? STR("0") : STR("2/CIDToGIDMap"));
	if (map) {
		buf_addc(b, ' ');
		pdf_ref(b, map);
	} else if (!f->font->cff) {
		buf_add(b, STR("/Identity"));
	}
	buf_add(b, STR("/BaseFont"));
	put_name(b, f, &p->made);
	buf_add(b, STR("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
		       "/Supplement 0>>/FontDescriptor "));
	pdf_ref(b, descriptor);
	buf_add(b, p->widths);
	buf_add(b, STR(">>\n"));

	f->object = pdf_number(d);
	b = pdf_object(d, f->object);
	buf_add(b, STR("<</Type/Font/Subtype/Type0/Encoding/Identity-H"
		       "/BaseFont"));
	put_name(b, f, &p->made);
	buf_add(b, STR("/DescendantFonts["));
	pdf_ref(b, inner);
	buf_add(b, STR("]/ToUnicode "));
	pdf_ref(b, meanings);
	buf_add(b, STR(">>\n"));
}

/* ---- codes in content --------------------------------------------------- */

static void put_code(struct pdf_glyph *g)
{
	const char raw[2] = { (char)(g->code >> 8), (char)g->code };

	g->size = 0;
	for (int i = 0; i < 2; i++) {
		char c = raw[i];

		if (c == '(' || c == ')' || c == '\\' || c == '\r')
			g->bytes[g->size++] = '\\';
		g->bytes[g->size++] = (char)(c == '\r' ? 'r' : c);
	}
}

static void tell_widths(const struct pdf_face *f, struct pdf_glyph *const *all)
{
	int upem = f->font->upem;

	for (size_t i = 0; i < f->count; i++) {
		size_t joined =
			(size_t)all[i]->id - (size_t)f->font->glyph_count - 1;

		all[i]->advance =
			all[i]->id > f->font->glyph_count
				? f->joined[joined].made.advance
				: subset_advance(f->known->source, all[i]->id);
		all[i]->width = (all[i]->advance * 20000 + upem) / (2 * upem);
	}
}

static bool write_face(struct pdf_doc *d, struct pdf_face *f)
{
	struct pdf_glyph **all = by_id(d, f);
	struct str found;
	struct parts_of p;
	struct buf key, fresh;
	size_t own;

	if (!f->known->source)
		f->known->source = subset_open(f->font);
	tell_widths(f, all);
	buf_init(&key, d->mem, PROGRAM_MOST);
	buf_init(&fresh, d->mem, PROGRAM_MOST);
	buf_addf(&key, "%d ", f->font->number);
	own = key.len;
	key_of(&key, f, all);
	if (!memo_find(d->pdf->subsets, buf_str(&key), &found)) {
		if (!make(d, f, all, str_of(key.at + own, key.len - own),
			    &fresh))
			return false;
		found = buf_str(&fresh);
		memo_keep(d->pdf->subsets, buf_str(&key), found);
	}
	p = take_apart(found, f->count);
	for (size_t i = 0; i < f->count; i++) {
		memcpy(&all[i]->code, p.codes + 2 * i, 2);
		put_code(all[i]);
	}
	put_objects(d, f, &p);
	return true;
}

bool pdf_fonts_write(struct pdf_doc *d)
{
	for (size_t i = 0; i < d->faces; i++)
		if (d->face[i].count && !write_face(d, &d->face[i]))
			return false;
	return true;
}
