/* resume/unzip.c - see unzip.h. */
#include "resume/unzip.h"
#include "resume/charset.h"

#include <libdeflate.h>
#include <stdlib.h>

/* APPNOTE.TXT 6.3: sizes and offsets within the records. */
enum {
	END = 22,
	ENTRY = 46,
	LOCAL = 30,
	COMMENT = 65535,
	ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13,
	STORED = 0,
	DEFLATED = 8
};
#define END_MARK STR("PK\5\6")
#define ENTRY_MARK STR("PK\1\2")
#define LOCAL_MARK STR("PK\3\4")

static unsigned two(struct str s, size_t at)
{
	const unsigned char *b = (const unsigned char *)s.at + at;

	return (unsigned)b[0] | (unsigned)b[1] << 8;
}

static uint32_t four(struct str s, size_t at)
{
	return two(s, at) | (uint32_t)two(s, at + 2) << 16;
}

static bool has(struct str s, size_t at, struct str mark)
{
	return at <= s.len && str_starts(str_of(s.at + at, s.len - at), mark);
}

bool resume_unzip_is(struct str bytes)
{
	return str_starts(bytes, LOCAL_MARK) || str_starts(bytes, END_MARK);
}

/* ---- the directory ------------------------------------------------------ */

/* The last record whose comment fills exactly what is behind it. */
static bool find_end(struct str s, size_t *out)
{
	if (s.len < END)
		return false;
	for (size_t at = s.len - END;; at--) {
		if (has(s, at, END_MARK) &&
			at + END + two(s, at + 20) == s.len) {
			*out = at;
			return true;
		}
		if (!at || s.len - END - at == COMMENT)
			return false;
	}
}

static bool leads_out(struct str name)
{
	struct str rest = name;

	if (!name.len || memchr(name.at, '\\', name.len) ||
		memchr(name.at, '\0', name.len) || *name.at == '/' ||
		(name.len > 1 && name.at[1] == ':'))
		return true;
	while (rest.len)
		if (str_is(str_cut(&rest, '/'), ".."))
			return true;
	return false;
}

static bool check_entry(struct str s, const struct unzip_entry *e,
	unsigned flags, struct err *err)
{
	const char *why = NULL;
	enum err_code code = ERR_BAD_INPUT;

	if (leads_out(e->name)) {
		code = ERR_UNTRUSTED;
		why = "leads out of the archive";
	} else if (flags & ENCRYPTED)
		why = "is encrypted; unpack it and send what is in it";
	else if (e->method != STORED && e->method != DEFLATED)
		why = "is packed by a method that is not read here";
	else if (e->method == STORED && e->packed != e->size)
		why = "has two sizes";
	else if (!has(s, e->from, LOCAL_MARK) || s.len - e->from < LOCAL)
		why = "is not where the directory says";
	return !why || err_set(err, code, "'%.*s' %s", STR_ARG(e->name), why);
}

/* One record of the directory; *at moves behind it. */
static bool read_entry(struct arena *mem, struct str s, size_t end, size_t *at,
	struct unzip_entry *e, struct err *err)
{
	enum resume_charset charset;
	size_t name_len, tail, in;

	if (end - *at < ENTRY || !has(s, *at, ENTRY_MARK))
		return err_set(err, ERR_BAD_INPUT,
			"the archive's directory is damaged");
	name_len = two(s, *at + 28);
	tail = name_len + two(s, *at + 30) + two(s, *at + 32);
	if (end - *at - ENTRY < tail || !name_len || name_len > UNZIP_NAME)
		return err_set(err, ERR_BAD_INPUT,
			"the archive's directory is damaged");
	*e = (struct unzip_entry){
		.name = resume_charset_read(
			mem, str_of(s.at + *at + ENTRY, name_len), &charset),
		.size = four(s, *at + 24),
		.packed = four(s, *at + 20),
		.from = four(s, *at + 42),
		.method = two(s, *at + 10),
		.crc = four(s, *at + 16),
	};
	if (!check_entry(s, e, two(s, *at + 8), err))
		return false;
	in = e->from + LOCAL + two(s, e->from + 26) + two(s, e->from + 28);
	*at += ENTRY + tail;
	if (in > s.len || e->packed > s.len - in)
		return err_set(err, ERR_BAD_INPUT, "'%.*s' is cut off",
			STR_ARG(e->name));
	e->from = in;
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct unzip_entry *x = *(struct unzip_entry *const *)a;
	const struct unzip_entry *y = *(struct unzip_entry *const *)b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Bombs let many entries share the same bytes. */
static bool check_overlap(
	struct arena *mem, const struct unzip *zip, struct err *err)
{
	struct unzip_entry **list = arena_bytes(
		mem, (zip->count + 1) * sizeof(struct unzip_entry *));

	for (size_t i = 0; i < zip->count; i++)
		list[i] = &zip->at[i];
	qsort(list, zip->count, sizeof(struct unzip_entry *), by_place);
	for (size_t i = 1; i < zip->count; i++)
		if (list[i]->from - list[i - 1]->from < list[i - 1]->packed)
			return err_set(err, ERR_UNTRUSTED,
				"'%.*s' and another entry overlap",
				STR_ARG(list[i]->name));
	return true;
}

static bool read_directory(struct arena *mem, struct unzip *zip, size_t at,
	size_t end, size_t count, struct err *err)
{
	uint64_t total = 0;

	zip->at = ARENA_LIST(mem, struct unzip_entry, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct unzip_entry *e = &zip->at[zip->count];

		if (!read_entry(mem, zip->bytes, end, &at, e, err))
			return false;
		total += e->size;
		/* Folders are entries, too. */
		zip->count += e->name.at[e->name.len - 1] != '/';
	}
	if (total > UNZIP_TOTAL)
		return err_set(err, ERR_TOO_BIG,
			"the archive holds more than %d MB", UNZIP_TOTAL >> 20);
	return check_overlap(mem, zip, err);
}

bool resume_unzip_open(
	struct arena *mem, struct str bytes, struct unzip *out, struct err *err)
{
	size_t end = 0, at, size, count;

	*out = (struct unzip){ .bytes = bytes };
	if (bytes.len > UNZIP_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"an archive of more than %d MB", UNZIP_BYTES >> 20);
	if (!find_end(bytes, &end))
		return err_set(err, ERR_BAD_INPUT,
			"no ZIP archive, or one that is cut off");
	count = two(bytes, end + 10);
	size = four(bytes, end + 12);
	at = four(bytes, end + 16);
	if (count == UINT16_MAX || size == UINT32_MAX || at == UINT32_MAX)
		return err_set(err, ERR_TOO_BIG, "ZIP64 is not read here");
	if (two(bytes, end + 4) || two(bytes, end + 6) ||
		two(bytes, end + 8) != count)
		return err_set(err, ERR_BAD_INPUT,
			"one part of an archive in several");
	if (count > UNZIP_ENTRIES)
		return err_set(
			err, ERR_TOO_BIG, "more than %d files", UNZIP_ENTRIES);
	if (at > end || size > end - at)
		return err_set(err, ERR_BAD_INPUT,
			"the archive's directory is damaged");
	return read_directory(mem, out, at, at + size, count, err);
}

/* ---- what is in it ------------------------------------------------------ */

static bool inflated(const struct unzip_entry *e, struct str packed, char *to)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	bool ok;

	ok = d && libdeflate_deflate_decompress(d, packed.at, packed.len, to,
			  e->size, NULL) == LIBDEFLATE_SUCCESS;
	libdeflate_free_decompressor(d);
	return ok;
}

bool resume_unzip_read(struct arena *mem, const struct unzip *zip,
	const struct unzip_entry *e, struct str *out, struct err *err)
{
	struct str packed = str_of(zip->bytes.at + e->from, e->packed);
	char *to;

	if (e->size > UNZIP_ENTRY)
		return err_set(err, ERR_TOO_BIG, "'%.*s' is more than %d MB",
			STR_ARG(e->name), UNZIP_ENTRY >> 20);
	if (e->size > UNZIP_SMALL && e->size / UNZIP_RATIO > e->packed)
		return err_set(err, ERR_TOO_BIG,
			"'%.*s' would grow more than %d times",
			STR_ARG(e->name), UNZIP_RATIO);
	to = arena_bytes(mem, e->size + 1);
	to[e->size] = '\0';
	if (e->method == STORED)
		memcpy(to, packed.at, packed.len);
	if ((e->method != STORED && !inflated(e, packed, to)) ||
		libdeflate_crc32(0, to, e->size) != e->crc)
		return err_set(err, ERR_BAD_INPUT, "'%.*s' is damaged",
			STR_ARG(e->name));
	*out = str_of(to, e->size);
	return true;
}
