/*
 * resume/variant.h - one master, many documents (DOC-5). A variant holds only
 * what differs: which tags are in and out, what is switched on and off, which
 * fields say something else or say it in another language, what is added. All
 * else is the master's, now and after every edit of it.
 *
 * Tags are the master's: an entry has them in "tags": ["backend"], its bullets
 * in "highlightTags": { "lead": ["Led five"] }, each by how it begins. Both are
 * left out of what comes of a variant; see doc/resume.md.
 *
 * A variant points at things by a pointer and by what they are: entries that
 * come before, or edits of the entry itself, do not lead it astray.
 */
#ifndef RESUME_VARIANT_H
#define RESUME_VARIANT_H

#include "resume/resume.h"

enum { RESUME_VARIANT_ITEMS = 20000 }; /* of each of its lists */

/* A place in the master. `keys` has an item for each list that the pointer
 * goes through: the members that tell the entry from others, or the text
 * itself; null: it goes by its index. */
struct resume_spot {
	struct str at;
	const struct json *keys; /* NULL: by index alone */
};

struct resume_override {
	struct str at;
	const struct json *keys;
	struct str language;      /* counts only in this one; none: always */
	const struct json *was;   /* what it stands for; NULL: not known */
	const struct json *value; /* never null */
};

/* What has no tag is always in; what has one, when it has one that is included
 * (or none is said to be), and none that is excluded. */
struct resume_tags {
	struct resume_texts include, exclude;
	struct json_rest rest;
};

struct resume_variant {
	struct str title, locale;
	struct resume_tags tags;
	struct resume_spots {
		struct resume_spot *at;
		size_t count;
	} on, off;
	struct resume_overrides {
		struct resume_override *at;
		size_t count;
	} set, add; /* add: into a list, where `at` ends with an index or "-" */
	struct json_rest rest;
};

extern const struct json_shape resume_variant_shape;

/* Pretty, with a line end, as documents are. Reading is json_read(). */
void resume_variant_write(struct buf *to, const struct resume_variant *v);

/* The place of a pointer, with the keys of what is there now. The last member
 * that it names need not be there: a variant may say what the master does
 * not. */
bool resume_spot_make(struct arena *mem, const struct json *master,
	struct str pointer, struct resume_spot *out, struct err *err);

enum resume_variant_kind {
	RESUME_LOST, /* what it points at is not there: it has no effect */
	RESUME_STALE /* done, but the master says something else by now */
};
struct resume_variant_note {
	enum resume_variant_kind kind;
	const char *list; /* "set", "add", "on", "off", "tags" */
	size_t index;     /* in it */
	struct str at;    /* the pointer, as it was given */
	struct str say;
};
struct resume_variant_notes {
	struct resume_variant_note *at;
	size_t count, more; /* beyond RESUME_FAULTS */
};

/*
 * What the master says by way of the variant. `locale` chooses the language of
 * fields in place of the variant's own; none: that one. The master is such that
 * resume_read() takes it; whether what comes of it does, too, is to be asked:
 * a variant may put anything anywhere.
 */
bool resume_variant_apply(struct arena *mem, const struct json *master,
	const struct resume_variant *v, struct str locale,
	const struct json **out, struct resume_variant_notes *notes,
	struct err *err);

#endif
