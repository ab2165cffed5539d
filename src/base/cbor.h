/*
 * base/cbor.h - reads CBOR (RFC 8949) as authenticators write it (CTAP2's
 * canonical form): whole numbers, bytes, text, lists and maps of known length.
 *
 * A reader walks over bytes that are not ours; every length is held against
 * what is left, nesting against a ceiling. Tags, floats, and lengths that are
 * not told beforehand are refused: nobody who writes canonical CBOR sends them.
 * Not here: writing, numbers past 63 bits.
 */
#ifndef CBOR_H
#define CBOR_H

#include "base/base.h"

enum { CBOR_DEPTH = 16 };

enum cbor_kind {
	CBOR_NONE, /* not well formed, or over */
	CBOR_INT,
	CBOR_BYTES,
	CBOR_TEXT,
	CBOR_LIST, /* `count` values follow */
	CBOR_MAP,  /* `count` pairs follow */
	CBOR_SIMPLE
};

struct cbor {
	enum cbor_kind kind;
	int64_t number;   /* of INT and SIMPLE */
	struct str bytes; /* of BYTES and TEXT */
	uint64_t count;
};

/* The next value, or the head of a container; *rest moves behind it. */
struct cbor cbor_next(struct str *rest);
/* Past one value with all that is in it; false: not well formed. */
bool cbor_skip(struct str *rest);
/* The value under a key of the map that `map` begins with; NONE: it has none,
 * has it twice, or is no map. What a container holds begins at *inside. */
struct cbor cbor_find_int(struct str map, int64_t key, struct str *inside);
struct cbor cbor_find_text(struct str map, const char *key, struct str *inside);

#endif
