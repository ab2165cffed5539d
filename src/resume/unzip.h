/*
 * resume/unzip.h - reads a ZIP archive that somebody sent, in memory, for
 * importers: stored and deflated entries. Writes none (base/zip.h), unpacks
 * nothing into a folder, knows no ZIP64, no encryption, no other method; all
 * these are refused by name.
 *
 * The directory at the end is what counts; an entry must lie where it says,
 * none may overlap another or lead out of a folder, and what comes out of it
 * must be as long as it says and have its check sum.
 */
#ifndef RESUME_UNZIP_H
#define RESUME_UNZIP_H

#include "base/base.h"

enum {
	UNZIP_BYTES = 64 << 20, /* of the archive */
	UNZIP_ENTRIES = 10000,
	UNZIP_ENTRY = 32 << 20, /* of what comes out of one */
	UNZIP_TOTAL = 256 << 20,
	UNZIP_RATIO = 250,     /* of what comes out to what is in, ... */
	UNZIP_SMALL = 1 << 20, /* ... where it is more than this */
	UNZIP_NAME = 1024
};

struct unzip_entry {
	struct str name; /* UTF-8, '/' between its parts */
	size_t size;     /* of what comes out */

	/* private */
	size_t from, packed;
	unsigned method;
	uint32_t crc;
};

struct unzip {
	struct str bytes;
	struct unzip_entry *at; /* in the directory's order; no folders */
	size_t count;
};

/* Is it an archive at all? */
bool resume_unzip_is(struct str bytes);
bool resume_unzip_open(struct arena *mem, struct str bytes, struct unzip *out,
	struct err *err);
/* What is in an entry, which must be of this archive. More than UNZIP_ENTRY
 * is ERR_TOO_BIG, so is what smells of a bomb. */
bool resume_unzip_read(struct arena *mem, const struct unzip *zip,
	const struct unzip_entry *entry, struct str *out, struct err *err);

#endif
