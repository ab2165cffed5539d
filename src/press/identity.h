/*
 * press/identity.h - what the bytes of a document depend on beside its resume
 * and style: this engine, the template, the fonts that it shows, the libraries
 * that shape, order and pack it (DOC-21). Who keeps it with a document can say
 * whether the same bytes would come again, and if not, what changed.
 */
#ifndef PRESS_IDENTITY_H
#define PRESS_IDENTITY_H

#include "press/press.h"

/* What has changed, where it has. The house answers for the first two, the
 * machine for all others. */
enum identity_of {
	IDENTITY_ENGINE,
	IDENTITY_TEMPLATE,
	IDENTITY_FONT,
	IDENTITY_PATTERNS, /* of hyphens */
	IDENTITY_LIBRARY,
	IDENTITY_MACHINE
};

struct identity_part {
	enum identity_of of;
	struct str name; /* "harfbuzz", "font:Lato-Bold.ttf" */
	struct str is;   /* without blanks: a version, the beginning of a
			  * SHA-256 */
};
struct identity {
	struct identity_part *at;
	size_t count;
};

/* Of a document in one format. `pages` are NULL where it was made of the tree
 * alone. */
bool press_identity(struct press *press, struct arena *mem,
	const struct template *t, const struct tree *tree,
	const struct pages *pages, enum press_format format,
	struct identity *out, struct err *err);
/* Two identities are the same when these are: 64 hexadecimal digits. */
struct str identity_digest(struct arena *mem, const struct identity *id);
/* The part of that name; NULL: there is none. */
const struct identity_part *identity_find(
	const struct identity *id, struct str name);

#endif
