/*
 * base/zip.h - writes a ZIP archive as a stream. Reads none: archives from
 * outside are untrusted bytes, and read in a jail.
 *
 * Bytes leave through a callback as soon as they stand, in order, and are
 * never gone back to, so that an archive can be an HTTP answer. The same
 * calls give the same bytes: times come from the caller, not from a clock.
 * ZIP64 is used where a size, an offset or the number of entries needs it,
 * and nowhere else.
 *
 *      zip_init(&z, mem, write, to);
 *      return zip_add(&z, &(struct zip_entry){ .name = STR("a.txt") }, text,
 *                     err) &&
 *             zip_close(&z, err);
 *
 * What it needs (300 KB, the directory, some space for content) lives in the
 * arena, so an archive that is given up needs no call. After a failure no
 * further call may be made on it.
 */
#ifndef ZIP_H
#define ZIP_H

#include "base/base.h"

struct z_stream_s;

enum {
	ZIP_NAME_MOST = 1024,
	ZIP_DIRECTORY_MOST = 256 << 20, /* about two million entries */
};

/* Takes the next bytes of the archive. */
typedef bool zip_write(void *to, struct str bytes, struct err *err);

struct zip_entry {
	/* A relative path in UTF-8 with '/' between its parts. Refused, as
	 * ERR_BAD_INPUT: parts that are empty, "." or "..", a backslash, a
	 * control character, a drive letter, a name that was used before. */
	struct str name;
	int64_t time_ms;    /* kept in steps of 2 s, within 1980 to 2107, UTC */
	uint64_t size_most; /* zip_begin: what the content may grow to */
	bool store;         /* does not get smaller: do not try */
};

struct zip {
	struct arena *mem;
	zip_write *write;
	void *to;
	/* How many bytes stand before the next. A caller who has written some
	 * of his own before the archive adds them after zip_init. */
	uint64_t offset;
	uint64_t count; /* entries */
	int level;      /* 1 fast to 9 small; zip_init sets 6 */

	/* private */
	struct buf directory;
	struct z_stream_s *deflate;
	struct zip_part {
		struct zip_entry entry;
		uint64_t at, size, packed;
		uint32_t crc;
		unsigned method, flags;
		bool big, open;
	} part;
	uint64_t *names; /* a set of their hashes */
	size_t names_room;
	unsigned char *scratch;
	size_t scratch_room;
};

void zip_init(struct zip *z, struct arena *mem, zip_write *write, void *to);

/* A whole entry. Content that does not get smaller is stored as it is; with
 * .store it keeps its place and form, as OpenDocument wants its mimetype. */
bool zip_add(struct zip *z, const struct zip_entry *entry, struct str content,
	struct err *err);

/* An entry that was packed elsewhere: `packed` is raw deflate (RFC 1951) of
 * `size` bytes whose CRC-32 is `crc`. It is believed. */
struct zip_packed {
	struct str packed;
	uint64_t size;
	uint32_t crc;
};
bool zip_add_packed(struct zip *z, const struct zip_entry *entry,
	const struct zip_packed *packed, struct err *err);

/* An entry in pieces. More than .size_most bytes are ERR_TOO_BIG. */
bool zip_begin(struct zip *z, const struct zip_entry *entry, struct err *err);
bool zip_more(struct zip *z, struct str piece, struct err *err);
bool zip_end(struct zip *z, struct err *err);

/* Writes the directory; without it there is no archive. */
bool zip_close(struct zip *z, struct err *err);

#endif
