/* press/identity.c - see identity.h. */
#include "press/identity.h"

#include "base/code.h"
#include "base/hash.h"
#include "press/hyphen.h"
#include "press/template_int.h"

#include <fribidi.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHORT = 12, PATTERN_BYTES = 16 << 20, MERGED_BYTES = 4 << 20 };

struct making {
	struct arena *mem;
	struct identity *out;
	size_t room;
	uint64_t fonts; /* a bit for each of the first that was added */
};

static void add(
	struct making *m, enum identity_of of, struct str name, struct str is)
{
	struct identity *id = m->out;

	if (identity_find(id, name))
		return;
	if (id->count == m->room) {
		struct identity_part *more;

		m->room = m->room ? 2 * m->room : 16;
		more = ARENA_LIST(m->mem, struct identity_part, m->room);
		if (id->count)
			memcpy(more, id->at, id->count * sizeof(*more));
		id->at = more;
	}
	id->at[id->count++] = (struct identity_part){ of, name, is };
}

/* The beginning of a SHA-256 tells two files apart that nobody made alike. */
static struct str brief(struct arena *mem, const unsigned char hash[32])
{
	return code_text(
		mem, CODE_HEX, str_of((const char *)hash, (size_t)SHORT));
}

static struct str brief_of(struct arena *mem, struct str bytes)
{
	unsigned char hash[HASH_SHA256_SIZE];

	hash_sha256(bytes, hash);
	return brief(mem, hash);
}

/* ---- the house's -------------------------------------------------------- */

static bool add_template(
	struct making *m, const struct template *t, struct err *err)
{
	struct buf b;

	buf_init(&b, m->mem, MERGED_BYTES);
	json_write(&b, t->doc);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG, "the template is too big");
	add(m, IDENTITY_TEMPLATE,
		str_fmt(m->mem, "template:%.*s", STR_ARG(t->name)),
		str_fmt(m->mem, "%lld-%.*s",
			(long long)template_says(t).version,
			STR_ARG(brief_of(m->mem, buf_str(&b)))));
	return true;
}

/* ---- fonts and patterns ------------------------------------------------- */

static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_c(slash ? slash + 1 : path);
}

static void add_font(
	struct making *m, struct press *press, const struct font *font)
{
	struct font *f = fonts_at(press_fonts(press), font->number);
	uint64_t bit = f->number < 64 ? UINT64_C(1) << f->number : 0;
	struct str name;

	if (m->fonts & bit)
		return;
	m->fonts |= bit;
	name = base_name(f->path);
	add(m, IDENTITY_FONT, str_fmt(m->mem, "font:%.*s", STR_ARG(name)),
		brief(m->mem, font_hash(f)));
}

static void add_fonts(
	struct making *m, struct press *press, const struct pages *pages)
{
	for (size_t p = 0; p < pages->count; p++)
		for (size_t i = 0; i < pages->at[p].count; i++) {
			const struct mark *k = &pages->at[p].at[i];

			if (k->kind == MARK_BRIDGE)
				add_font(m, press, k->u.bridge.font);
			for (uint32_t n = 0;
				k->kind == MARK_TEXT && n < k->u.text.count;
				n++)
				add_font(m, press, k->u.text.at[n].shape->font);
		}
}

/* Sizes that were found by lines depend on the fonts of these. */
static bool add_families(struct making *m, struct press *press,
	const struct look *look, struct err *err)
{
	struct str families[] = { look->body_font, look->heading_font };

	for (size_t i = 0; i < LENGTH(families); i++)
		for (int style = 0; style < FONT_STYLES; style++) {
			const struct font *f;
			bool same;

			if (!families[i].len)
				continue;
			if (!fonts_find(press_fonts(press), families[i],
				    (enum font_style)style, &f, &same, err))
				return false;
			add_font(m, press, f);
		}
	return true;
}

static bool add_patterns(struct making *m, struct str language, struct err *err)
{
	const char *path = hyphen_file(language);
	FILE *f = path ? fopen(path, "rb") : NULL;
	struct str bytes;

	if (!path)
		return true;
	if (!f) {
		add(m, IDENTITY_PATTERNS,
			str_fmt(m->mem, "hyphens:%.*s",
				STR_ARG(base_name(path))),
			STR("none"));
		return true;
	}
	bytes.at = arena_bytes(m->mem, PATTERN_BYTES);
	bytes.len = fread((char *)(uintptr_t)bytes.at, 1, PATTERN_BYTES, f);
	fclose(f);
	if (bytes.len == PATTERN_BYTES)
		return err_set(err, ERR_TOO_BIG, "'%s' is too big", path);
	add(m, IDENTITY_PATTERNS,
		str_fmt(m->mem, "hyphens:%.*s", STR_ARG(base_name(path))),
		brief_of(m->mem, bytes));
	return true;
}

/* ---- libraries ---------------------------------------------------------- */

/* "(GNU FriBidi) 1.0.8" */
static struct str fribidi_version(struct arena *mem)
{
	struct str s = str_c(fribidi_version_info), line = str_cut(&s, '\n');

	str_cut(&line, ')');
	return str_copy(mem, str_trim(line));
}

/* It says no version where it runs; what it makes of a text says more. */
static struct str deflate_prints(struct arena *mem)
{
	static const int levels[] = { 1, 2 };
	struct buf all, text;

	buf_init(&text, mem, 1 << 16);
	for (int i = 0; i < 600; i++)
		buf_addf(&text, "%d 0 obj %d %s\n", i, i * i % 977,
			i % 7 ? "Tj" : "endobj");
	buf_init(&all, mem, 1 << 17);
	for (size_t i = 0; i < LENGTH(levels); i++) {
		struct libdeflate_compressor *z =
			libdeflate_alloc_compressor(levels[i]);
		size_t most =
			z ? libdeflate_deflate_compress_bound(z, text.len) : 0;
		char *to = arena_bytes(mem, most + 1);

		if (!z)
			mem_none();
		most = libdeflate_deflate_compress(
			z, text.at, text.len, to, most);
		libdeflate_free_compressor(z);
		buf_add(&all, str_of(to, most));
	}
	return brief_of(mem, buf_str(&all));
}

/* What rounds otherwise draws otherwise; all else is whole numbers. */
static struct str machine(void)
{
#if defined(__x86_64__)
	return STR("x86_64");
#elif defined(__aarch64__)
	return STR("aarch64");
#else
	return STR("another");
#endif
}

static bool is_packed(enum press_format format)
{
	return format == PRESS_PDF || format == PRESS_DOCX ||
	       format == PRESS_ODT || format == PRESS_PNG;
}

/* ---- all of it ---------------------------------------------------------- */

bool press_identity(struct press *press, struct arena *mem,
	const struct template *t, const struct tree *tree,
	const struct pages *pages, enum press_format format,
	struct identity *out, struct err *err)
{
	struct making m = { .mem = mem, .out = out };
	bool fitted = (format == PRESS_DOCX || format == PRESS_ODT) &&
		      tree->look->fit_pages;
	bool set = pages || fitted;

	*out = (struct identity){ 0 };
	add(&m, IDENTITY_ENGINE, STR("engine"), STR(PRESS_ENGINE));
	if (!add_template(&m, t, err))
		return false;
	if (pages)
		add_fonts(&m, press, pages);
	if (fitted && !add_families(&m, press, tree->look, err))
		return false;
	if (set && tree->look->hyphenate &&
		!add_patterns(&m, tree->language, err))
		return false;
	if (set)
		add(&m, IDENTITY_LIBRARY, STR("harfbuzz"),
			str_c(hb_version_string()));
	if (set || format == PRESS_DOCX)
		add(&m, IDENTITY_LIBRARY, STR("fribidi"), fribidi_version(mem));
	if (is_packed(format))
		add(&m, IDENTITY_LIBRARY, STR("libdeflate"),
			deflate_prints(mem));
	if (format == PRESS_PNG)
		add(&m, IDENTITY_MACHINE, STR("machine"), machine());
	return true;
}

const struct identity_part *identity_find(
	const struct identity *id, struct str name)
{
	for (size_t i = 0; i < id->count; i++)
		if (str_eq(id->at[i].name, name))
			return &id->at[i];
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	const struct identity_part *x = a, *y = b;
	size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
	int order = memcmp(x->name.at, y->name.at, len);

	return order ? order
		     : (x->name.len > y->name.len) -
			       (x->name.len < y->name.len);
}

struct str identity_digest(struct arena *mem, const struct identity *id)
{
	struct identity_part *sorted =
		ARENA_LIST(mem, struct identity_part, id->count);
	unsigned char hash[HASH_SHA256_SIZE];
	struct hash h;

	memcpy(sorted, id->at, id->count * sizeof(*sorted));
	qsort(sorted, id->count, sizeof(*sorted), by_name);
	hash_begin(&h);
	for (size_t i = 0; i < id->count; i++) {
		hash_more(&h, sorted[i].name);
		hash_more(&h, STR(" "));
		hash_more(&h, sorted[i].is);
		hash_more(&h, STR("\n"));
	}
	hash_end(&h, hash);
	return code_text(
		mem, CODE_HEX, str_of((const char *)hash, sizeof(hash)));
}
