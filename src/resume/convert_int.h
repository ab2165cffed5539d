/*
 * resume/convert_int.h - what importers and exporters share: the functions
 * that formats.def names, what is kept of a source, and the reading of a
 * document of which every value is either used or kept.
 */
#ifndef RESUME_CONVERT_INT_H
#define RESUME_CONVERT_INT_H

#include "resume/convert.h"

#define READS(id, ...)                                           \
	int resume_##id##_sniff(                                 \
		struct arena *mem, struct resume_source source); \
	bool resume_##id##_read(struct arena *mem,               \
		struct resume_source source, struct resume *out, \
		struct resume_report *report, struct err *err);
#define WRITES(id, ...)                                                     \
	bool resume_##id##_write(struct arena *mem, const struct resume *r, \
		struct buf *out, struct resume_report *report,              \
		struct err *err);
#define BOTH(id, ...) READS(id) WRITES(id)
#include "resume/formats.def"
#undef READS
#undef WRITES
#undef BOTH

/* ---- sources ------------------------------------------------------------ */

/* The source as a document: JSON where it begins like that (a byte order mark
 * is borne), else YAML. Equal names and U+0000 are refused. */
bool resume_source_doc(struct arena *mem, struct resume_source source,
	const struct json **out, struct err *err);
/* For sniffing: is there such a member at the root of the JSON, or such a key
 * at the beginning of a line of what may be YAML? */
bool resume_source_has(struct resume_source source, const char *name);

/* ---- what is kept ------------------------------------------------------- */

/* Text, or JSON that is no text, from `at` in the source. */
struct resume_kept {
	struct str at, name;
	struct str text;
	const struct json *value; /* NULL: it is the text */
};
/*
 * Keeps what has no place in the model under meta.imported.FORMAT, by where it
 * was. Values of one name ("columns", "Industry") are told in one note, so it
 * is what a person would call them.
 */
void resume_keep(struct resume_report *report, struct str at, struct str name,
	const struct json *value);
void resume_keep_text(struct resume_report *report, struct str at,
	struct str name, struct str text);
/* Writes the notes and meta.imported; resume_import does it. */
bool resume_keep_all(
	struct resume_report *report, struct resume *out, struct err *err);
/* What an import of `format` kept; NULL: nothing, or none was. */
const struct json *resume_kept_of(
	const struct resume *r, const char *format, const char *at);
/* All of it, by its places; NULL: nothing. */
const struct json *resume_kept_by(const struct resume *r, const char *format);

/* Adds a member to what no table names; `json` is what json_out wrote. */
void resume_rest_add(struct arena *mem, struct json_rest *rest, struct str name,
	struct str json);

/* ---- taking -------------------------------------------------------------
 * A document of others: what is taken of it is marked, the rest is kept, so
 * that an importer need not know what it does not know.
 */
struct resume_take {
	struct arena *mem;
	const struct json *doc;
	uint64_t *taken; /* a bit a value */
	struct resume_report *report;
};
void resume_take_begin(struct resume_take *t, struct arena *mem,
	const struct json *doc, struct resume_report *report);
/* Keeps all of the document that was not taken and says something. */
void resume_take_end(struct resume_take *t);

/* Marks a value and all within. */
void resume_take_all(struct resume_take *t, const struct json *v);
bool resume_take_done(const struct resume_take *t, const struct json *v);
/* A text; a number or a bool as text. STR_NONE: an empty one, and anything
 * else, which is left. */
struct str resume_take_value(struct resume_take *t, const struct json *v);
struct str resume_take_text(
	struct resume_take *t, const struct json *object, const char *name);
/* Text or a list of text (of which what is no text is left). */
struct resume_texts resume_take_texts(
	struct resume_take *t, const struct json *object, const char *name);
/* A date or a period in any words, as the model writes dates: *to is *from
 * where it is one date, STR_NONE where it goes on. What no date takes is kept,
 * and so is a text that was not understood: false. */
bool resume_take_period(struct resume_take *t, const struct json *v,
	struct str *from, struct str *to);
/* One date; of a period its end, else its beginning. */
struct str resume_take_date(struct resume_take *t, const struct json *v);
/* Notes at a value of the document. */
void resume_take_note(struct resume_take *t, enum resume_note_kind kind,
	const struct json *v, const char *fmt, ...) PRINTF_LIKE(4, 5);

#endif
