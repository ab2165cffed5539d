/*
 * base/zip.c - see zip.h. Numbers in comments are sections of PKWARE's
 * APPNOTE 6.3.
 *
 * An entry whose content is at hand is written with its sizes before it; one
 * that comes in pieces has them behind it, in a data descriptor (4.3.9), and
 * is always deflated, because readers that stream cannot find the end of
 * stored bytes.
 */
#include "base/zip.h"

#include <assert.h>
#define ZLIB_CONST /* zlib reads its input, and says so only then */
#include <zlib.h>

#include "base/hash.h"
#include "base/time.h"
#include "base/utf8.h"

enum {
	STORED = 0,
	DEFLATED = 8,
	FLAG_BEHIND = 1 << 3, /* sizes follow the content */
	FLAG_UTF8 = 1 << 11,
	NEEDS_PLAIN = 20,
	NEEDS_ZIP64 = 45,
	MADE_ON_UNIX = 3 << 8,
	ZIP64_EXTRA = 1,
	HEAD_MOST = 128,        /* without the name */
	AT_HAND_MOST = 8 << 20, /* more than this is deflated in pieces */
	PIECE = 64 * 1024,
	NAMES_LEAST = 256,
};

static const uint32_t local_mark = 0x04034b50, behind_mark = 0x08074b50,
		      directory_mark = 0x02014b50, end_mark = 0x06054b50,
		      end64_mark = 0x06064b50, find64_mark = 0x07064b50,
		      plain_most = 0xffffffff, file_mode = 0100644;

/* Leaves room for what deflate may add to bytes that cannot be packed. */
static const uint64_t big_from = 0xff000000;

/* ---- little-endian numbers ---------------------------------------------- */

struct head {
	unsigned char at[HEAD_MOST];
	size_t len;
};

static void put(struct head *h, int bytes, uint64_t n)
{
	assert(h->len + (size_t)bytes <= sizeof(h->at));
	for (; bytes > 0; bytes--, n >>= 8)
		h->at[h->len++] = (unsigned char)n;
}

static void put16(struct head *h, uint64_t n) { put(h, 2, n); }
static void put32(struct head *h, uint64_t n) { put(h, 4, n); }
static void put64(struct head *h, uint64_t n) { put(h, 8, n); }

static struct str head_str(const struct head *h)
{
	return str_of((const char *)h->at, h->len);
}

static uint32_t least(uint64_t n)
{
	return n < plain_most ? (uint32_t)n : plain_most;
}

/* 4.4.6: what MS-DOS could say. */
static void put_time(struct head *h, int64_t ms)
{
	const int64_t first = date_days((struct date){ 1980, 1, 1 }) * DAY_MS,
		      last = date_days((struct date){ 2108, 1, 1 }) * DAY_MS -
			     1;
	int64_t at = ms < first ? first : ms > last ? last : ms;
	struct date d = date_of(time_day(at));
	int64_t s = time_of_day(at) / SECOND_MS;

	put16(h, (uint64_t)((s / 3600) << 11 | (s / 60 % 60) << 5 |
			    (s % 60) / 2));
	put16(h, (uint64_t)((d.year - 1980) << 9 | d.month << 5 | d.day));
}

/* ---- names -------------------------------------------------------------- */

static bool part_ok(struct str part)
{
	return part.len > 0 && !str_is(part, ".") && !str_is(part, "..");
}

static bool name_ok(struct str name)
{
	struct str rest = name;

	if (name.len == 0 || name.len > ZIP_NAME_MOST || !utf8_ok(name))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] < 32 || name.at[i] == 127 ||
			name.at[i] == '\\')
			return false;
	if (name.len > 1 && name.at[1] == ':' && (name.at[0] | 32) >= 'a' &&
		(name.at[0] | 32) <= 'z')
		return false;
	if (name.at[name.len - 1] == '/')
		return false;
	while (rest.len)
		if (!part_ok(str_cut(&rest, '/')))
			return false;
	return true;
}

/* For errors, which are valid text and not long. */
static struct str shown(struct str name)
{
	return utf8_ok(name) ? utf8_fit(name, 100) : STR("?");
}

/* The place of a hash in the set, or the free one where it belongs. */
static uint64_t *name_place(uint64_t *names, size_t room, uint64_t hash)
{
	size_t i = hash % room;

	while (names[i] && names[i] != hash)
		i = (i + 1) % room;
	return &names[i];
}

static void names_grow(struct zip *z)
{
	size_t room = z->names_room ? z->names_room * 2 : NAMES_LEAST;
	uint64_t *names = ARENA_LIST(z->mem, uint64_t, room);

	for (size_t i = 0; i < z->names_room; i++)
		if (z->names[i])
			*name_place(names, room, z->names[i]) = z->names[i];
	z->names = names;
	z->names_room = room;
}

/* True when the name is new. The hash is keyed, so nobody can make two names
 * collide; by chance they do less than once in 10^7 full archives. */
static bool name_take(struct zip *z, struct str name)
{
	uint64_t hash = hash_quick(name), *place;

	hash += hash == 0;
	if (z->count * 2 >= z->names_room)
		names_grow(z);
	place = name_place(z->names, z->names_room, hash);
	if (*place)
		return false;
	*place = hash;
	return true;
}

/* ---- the archive's records ---------------------------------------------- */

static bool emit(struct zip *z, struct str bytes, struct err *err)
{
	if (bytes.len == 0)
		return true;
	z->offset += bytes.len;
	return z->write(z->to, bytes, err);
}

/* 4.4.2 to 4.4.9: what the local header and the directory have in common.
 * Sizes of a big part stand in the extra field instead. */
static void put_part(struct head *h, const struct zip_part *p, uint32_t crc,
	uint64_t packed, uint64_t size)
{
	put16(h, p->big ? NEEDS_ZIP64 : NEEDS_PLAIN);
	put16(h, p->flags);
	put16(h, p->method);
	put_time(h, p->entry.time_ms);
	put32(h, crc);
	put32(h, p->big ? plain_most : packed);
	put32(h, p->big ? plain_most : size);
	put16(h, p->entry.name.len);
}

static bool write_local(struct zip *z, struct err *err)
{
	struct zip_part *p = &z->part;
	bool behind = p->flags & FLAG_BEHIND;
	uint64_t packed = behind ? 0 : p->packed, size = behind ? 0 : p->size;
	struct head h = { .len = 0 }, extra = { .len = 0 };

	p->at = z->offset;
	put32(&h, local_mark);
	put_part(&h, p, behind ? 0 : p->crc, packed, size);
	put16(&h, p->big ? 20 : 0);
	if (p->big) {
		put16(&extra, ZIP64_EXTRA);
		put16(&extra, 16);
		put64(&extra, size);
		put64(&extra, packed);
	}
	return emit(z, head_str(&h), err) && emit(z, p->entry.name, err) &&
	       emit(z, head_str(&extra), err);
}

static bool write_behind(struct zip *z, struct err *err)
{
	const struct zip_part *p = &z->part;
	int bytes = p->big ? 8 : 4;
	struct head h = { .len = 0 };

	put32(&h, behind_mark);
	put32(&h, p->crc);
	put(&h, bytes, p->packed);
	put(&h, bytes, p->size);
	return emit(z, head_str(&h), err);
}

/* 4.3.12 */
static bool note_part(struct zip *z, struct err *err)
{
	const struct zip_part *p = &z->part;
	bool far = p->at >= plain_most;
	struct head h = { .len = 0 }, extra = { .len = 0 };

	put32(&h, directory_mark);
	put16(&h, MADE_ON_UNIX | NEEDS_ZIP64);
	put_part(&h, p, p->crc, p->packed, p->size);
	put16(&h, p->big || far ? 4 + (p->big ? 16 : 0) + (far ? 8 : 0) : 0);
	put16(&h, 0); /* comment */
	put16(&h, 0); /* disk */
	put16(&h, 0); /* internal attributes */
	put32(&h, (uint64_t)file_mode << 16);
	put32(&h, least(p->at));
	if (p->big || far) {
		put16(&extra, ZIP64_EXTRA);
		put16(&extra, (p->big ? 16 : 0) + (far ? 8 : 0));
	}
	if (p->big) {
		put64(&extra, p->size);
		put64(&extra, p->packed);
	}
	if (far)
		put64(&extra, p->at);
	buf_add(&z->directory, head_str(&h));
	buf_add(&z->directory, p->entry.name);
	buf_add(&z->directory, head_str(&extra));
	z->count++;
	z->part.open = false;
	if (!buf_ok(&z->directory))
		return err_set(err, ERR_TOO_BIG,
			"an archive cannot have this many entries");
	return true;
}

/* 4.3.14, 4.3.15 */
static void put_end64(struct head *h, const struct zip *z, uint64_t start)
{
	put32(h, end64_mark);
	put64(h, 44); /* what follows of this record */
	put16(h, MADE_ON_UNIX | NEEDS_ZIP64);
	put16(h, NEEDS_ZIP64);
	put32(h, 0);
	put32(h, 0);
	put64(h, z->count);
	put64(h, z->count);
	put64(h, z->directory.len);
	put64(h, start);
	put32(h, find64_mark);
	put32(h, 0);
	put64(h, start + z->directory.len);
	put32(h, 1);
}

bool zip_close(struct zip *z, struct err *err)
{
	uint64_t start = z->offset;
	uint64_t count = z->count < 0xffff ? z->count : 0xffff;
	struct head h = { .len = 0 };

	assert(!z->part.open);
	if (count == 0xffff || start >= plain_most)
		put_end64(&h, z, start);
	put32(&h, end_mark);
	put16(&h, 0);
	put16(&h, 0);
	put16(&h, count);
	put16(&h, count);
	put32(&h, z->directory.len);
	put32(&h, least(start));
	put16(&h, 0); /* comment */
	return emit(z, buf_str(&z->directory), err) &&
	       emit(z, head_str(&h), err);
}

/* ---- packing ------------------------------------------------------------ */

static void *from_arena(void *mem, unsigned count, unsigned size)
{
	return arena_alloc(mem, (size_t)count * size);
}

static void leave_it(void *mem, void *at)
{
	(void)mem;
	(void)at;
}

static void scratch_need(struct zip *z, size_t room)
{
	if (z->scratch_room >= room)
		return;
	z->scratch_room =
		room > 2 * z->scratch_room ? room : 2 * z->scratch_room;
	z->scratch = arena_bytes(z->mem, z->scratch_room);
}

/* The same bytes must come out whatever was packed before: reset, then set
 * the level, which on a fresh stream flushes nothing. */
static void deflate_start(struct zip *z, int level)
{
	int ok;

	if (!z->deflate) {
		z->deflate = ARENA_NEW(z->mem, struct z_stream_s);
		z->deflate->zalloc = from_arena;
		z->deflate->zfree = leave_it;
		z->deflate->opaque = z->mem;
		ok = deflateInit2(z->deflate, level, Z_DEFLATED, -MAX_WBITS, 8,
			Z_DEFAULT_STRATEGY);
		assert(ok == Z_OK);
	}
	ok = deflateReset(z->deflate);
	assert(ok == Z_OK);
	ok = deflateParams(z->deflate, level, Z_DEFAULT_STRATEGY);
	assert(ok == Z_OK);
}

/* Packs what stands in next_in; Z_FINISH also closes the stream. */
static bool deflate_out(struct zip *z, int flush, struct err *err)
{
	z_stream *d = z->deflate;

	do {
		d->next_out = z->scratch;
		d->avail_out = PIECE;
		deflate(d, flush);
		if (!emit(z, str_of((char *)z->scratch, PIECE - d->avail_out),
			    err))
			return false;
		z->part.packed += PIECE - d->avail_out;
	} while (d->avail_out == 0);
	return true;
}

static void deflate_in(z_stream *d, struct str piece)
{
	d->next_in = (const Bytef *)piece.at;
	d->avail_in = (uInt)piece.len;
}

/* All at once, in scratch. False: not smaller. */
static bool deflate_whole(struct zip *z, struct str content, struct str *out)
{
	z_stream *d;

	scratch_need(z, content.len);
	deflate_start(z, z->level);
	d = z->deflate;
	deflate_in(d, content);
	d->next_out = z->scratch;
	d->avail_out = (uInt)content.len;
	if (content.len == 0 || deflate(d, Z_FINISH) != Z_STREAM_END)
		return false;
	*out = str_of((char *)z->scratch, content.len - d->avail_out);
	return out->len < content.len;
}

/* ---- entries ------------------------------------------------------------ */

void zip_init(struct zip *z, struct arena *mem, zip_write *write, void *to)
{
	*z = (struct zip){ .mem = mem, .write = write, .to = to, .level = 6 };
	buf_init(&z->directory, mem, ZIP_DIRECTORY_MOST);
}

static bool part_open(struct zip *z, const struct zip_entry *entry,
	uint64_t size, struct err *err)
{
	assert(!z->part.open);
	if (!name_ok(entry->name))
		return err_set(err, ERR_BAD_INPUT,
			"'%.*s' cannot be a name in an archive",
			STR_ARG(shown(entry->name)));
	if (!name_take(z, entry->name))
		return err_set(err, ERR_BAD_INPUT,
			"'%.*s' is in the archive already",
			STR_ARG(shown(entry->name)));
	z->part = (struct zip_part){
		.entry = *entry,
		.flags = FLAG_UTF8,
		.big = size >= big_from,
		.open = true,
	};
	z->part.entry.name = str_copy(z->mem, entry->name);
	return true;
}

bool zip_add(struct zip *z, const struct zip_entry *entry, struct str content,
	struct err *err)
{
	struct zip_entry sized = *entry;
	struct zip_part *p = &z->part;
	struct str packed = content;

	sized.size_most = content.len;
	if (!entry->store && content.len > AT_HAND_MOST)
		return zip_begin(z, &sized, err) && zip_more(z, content, err) &&
		       zip_end(z, err);
	if (!part_open(z, &sized, content.len, err))
		return false;
	if (!entry->store && deflate_whole(z, content, &packed))
		p->method = DEFLATED;
	p->crc = hash_crc32(0, content);
	p->size = content.len;
	p->packed = packed.len;
	return write_local(z, err) && emit(z, packed, err) && note_part(z, err);
}

bool zip_add_packed(struct zip *z, const struct zip_entry *entry,
	const struct zip_packed *packed, struct err *err)
{
	struct zip_part *p = &z->part;

	assert(packed->packed.len < big_from);
	if (!part_open(z, entry, packed->size, err))
		return false;
	p->method = DEFLATED;
	p->crc = packed->crc;
	p->size = packed->size;
	p->packed = packed->packed.len;
	return write_local(z, err) && emit(z, packed->packed, err) &&
	       note_part(z, err);
}

bool zip_begin(struct zip *z, const struct zip_entry *entry, struct err *err)
{
	if (!part_open(z, entry, entry->size_most, err))
		return false;
	z->part.method = DEFLATED;
	z->part.flags |= FLAG_BEHIND;
	scratch_need(z, PIECE);
	deflate_start(z, entry->store ? Z_NO_COMPRESSION : z->level);
	return write_local(z, err);
}

bool zip_more(struct zip *z, struct str piece, struct err *err)
{
	struct zip_part *p = &z->part;

	assert(p->open && (p->flags & FLAG_BEHIND));
	if (piece.len > p->entry.size_most - p->size)
		return err_set(err, ERR_TOO_BIG,
			"'%.*s' grew while it was archived",
			STR_ARG(shown(p->entry.name)));
	p->size += piece.len;
	while (piece.len) {
		size_t n = piece.len < PIECE ? piece.len : PIECE;
		struct str now = str_of(piece.at, n);

		p->crc = hash_crc32(p->crc, now);
		deflate_in(z->deflate, now);
		if (!deflate_out(z, Z_NO_FLUSH, err))
			return false;
		piece = str_of(piece.at + n, piece.len - n);
	}
	return true;
}

bool zip_end(struct zip *z, struct err *err)
{
	assert(z->part.open && (z->part.flags & FLAG_BEHIND));
	deflate_in(z->deflate, STR(""));
	return deflate_out(z, Z_FINISH, err) && write_behind(z, err) &&
	       note_part(z, err);
}
