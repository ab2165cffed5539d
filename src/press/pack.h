/*
 * press/pack.h - the archives that a DOCX and an ODT are: XML deflated by
 * libdeflate into base/zip.h. Not a reader, and no format: it knows names and
 * bytes.
 *
 * zlib, which base/zip.h has at hand, would take longer than all the rest of
 * such a document. And most of its parts are what they were in the document
 * before (styles of the same template, a list of types): a thread keeps the
 * last ones packed and knows them again by their bytes. What is written is
 * the same with and without that.
 */
#ifndef PRESS_PACK_H
#define PRESS_PACK_H

#include "base/zip.h"

enum {
	PACK_KEPT = 32,              /* parts that a thread keeps */
	PACK_KEPT_BYTES = 32 << 10,  /* of one, before it is packed */
	PACK_PART_BYTES = 256 << 20, /* of any part */
};

struct pack {
	struct zip zip;
	struct arena *mem;
	struct buf *out;
	int64_t time_ms;
	size_t start, ceiling;
};

enum pack_how {
	PACK_STORED, /* as it is: pictures, OpenDocument's mimetype */
	PACK_NEW,    /* says something of this document */
	PACK_ALIKE   /* likely the same in the next one */
};

/* The archive is appended to `out`, at most `ceiling` bytes of it. */
void pack_init(struct pack *p, struct arena *mem, struct buf *out,
	size_t ceiling, int64_t time_ms);
bool pack_add(struct pack *p, const char *name, struct str content,
	enum pack_how how, struct err *err);
bool pack_close(struct pack *p, struct err *err);

#endif
