/*
 * base/json.h - JSON in three layers, each usable without the next:
 *
 *   document   a text becomes values that can be walked (json_parse)
 *   writer     values become a text, one call after another (json_out)
 *   shape      a table binds a C struct to an object: it reads it, writes it
 *              and describes it (JSON Schema 2020-12, for OpenAPI 3.1)
 *
 * Strict RFC 8259: UTF-8 without a byte order mark, nothing behind the value,
 * no lone surrogates. Nothing is lost: whole numbers are int64, any other
 * number keeps its text and is written back as it came.
 */
#ifndef JSON_H
#define JSON_H

#include "base/base.h"

/* ---- the document ------------------------------------------------------- */

enum json_kind {
	JSON_NONE, /* of NULL: there is no value */
	JSON_NULL,
	JSON_BOOL,
	JSON_INT,  /* fits int64 and was written as digits */
	JSON_REAL, /* any other number */
	JSON_TEXT,
	JSON_LIST,
	JSON_OBJECT
};

enum { JSON_DEPTH = 128, JSON_BYTES = (1 << 28) - 1 };

/*
 * One value. All values of a document stand in one array in the order of the
 * text: a container is followed by what it holds, a value in an object by
 * turns with its name. Ask the functions below, do not look inside.
 */
struct json {
	uint32_t kind : 3;
	uint32_t plain : 1; /* text that stands in its source as it is */
	uint32_t len : 28;  /* of text and of JSON_REAL */
	uint32_t offset;    /* of its first byte in the source */
	union {
		const char *at;
		int64_t number;
		struct {
			uint32_t count, span; /* members; values, itself too */
		} in;
	} u;
};

/*
 * Reads a text of at most JSON_BYTES, nested at most JSON_DEPTH deep. The
 * values point into `text`, which must live and stay unchanged as long as
 * they do. What is wrong is told as "line 3, column 7: expected ',' or '}'".
 *
 * RFC 8259 allows U+0000 in text and equal names in one object, so this does,
 * too; shapes and json_check() do not.
 */
bool json_parse(struct arena *mem, struct str text, const struct json **out,
	struct err *err);
/* The same for who shows the place itself: what is wrong at which byte, or
 * NULL. */
const char *json_parse_flaw(struct arena *mem, struct str text,
	const struct json **out, size_t *offset);

/* Refuses what no database keeps as it came: U+0000 and equal names. */
bool json_check(struct arena *mem, const struct json *doc, struct err *err);
/* The same of one value: the first flaw in it and why; NULL: none. */
const struct json *json_flaw(
	struct arena *mem, const struct json *v, const char **why);

/* All of these take NULL (there is no such value) and any kind. */
static inline enum json_kind json_kind(const struct json *v)
{
	return v ? (enum json_kind)v->kind : JSON_NONE;
}
size_t json_count(const struct json *in);
/* The value under a name, of equal ones the last; NULL: none. */
const struct json *json_find(const struct json *object, const char *name);
/* By RFC 6901: json_at(doc, "/skills/0/name"); NULL: none. */
const struct json *json_at(const struct json *doc, const char *pointer);

/*
 *	for (v = json_first(in); v; v = json_next(in, v))
 *		... json_name(v), in an object ...
 */
const struct json *json_first(const struct json *in);
const struct json *json_next(const struct json *in, const struct json *v);
struct str json_name(const struct json *member);
/* The members of an object, those of short names first (it is no alphabet's
 * order), and of equal names the one that was given first. */
const struct json **json_by_name(struct arena *mem, const struct json *object);

struct str json_text(const struct json *v); /* STR_NONE: no text */
bool json_is(const struct json *v, const char *text);
bool json_bool(const struct json *v); /* is it `true`? */
/* False when v is no number or has no exact (json_real: no finite) form.
 * 1e2 and 100.0 are whole numbers, too. */
bool json_int(const struct json *v, int64_t *out);
bool json_tenths(const struct json *v, int64_t *out);
bool json_real(const struct json *v, double *out);

/* Where a value of `doc` is, as an RFC 6901 pointer; as line and column. */
struct str json_pointer(
	struct arena *mem, const struct json *doc, const struct json *v);
void json_place(struct str text, size_t offset, int *line, int *column);

/* ---- the writer ---------------------------------------------------------
 *
 *	struct json_out out = json_begin(&body, JSON_COMPACT);
 *
 *	json_object(&out);
 *	json_put_text(json_key(&out, "name"), name);
 *	json_list(json_key(&out, "items"));
 *	...
 *	json_end(&out);
 *	json_end(&out);
 *
 * Text that is not well-formed UTF-8 is mended by U+FFFD, so that what comes
 * out can always be read. Whether all fitted is asked of the buf.
 */
enum json_form { JSON_COMPACT, JSON_PRETTY };

struct json_out {
	struct buf *to;
	enum json_form form;
	bool named;  /* a name waits for its value */
	bool filled; /* the open container has something in it */
	int depth;
	uint64_t objects[JSON_DEPTH / 64]; /* which of the open ones */
};

struct json_out json_begin(struct buf *to, enum json_form form);
void json_object(struct json_out *o);
void json_list(struct json_out *o);
void json_end(struct json_out *o); /* of the innermost */
struct json_out *json_key(struct json_out *o, const char *name);
struct json_out *json_key_str(struct json_out *o, struct str name);

void json_put_text(struct json_out *o, struct str s); /* at NULL: null */
void json_put_int(struct json_out *o, int64_t n);
void json_put_tenths(struct json_out *o, int64_t tenths); /* 25: 2.5 */
void json_put_real(struct json_out *o, double x);         /* not finite: null */
void json_put_bool(struct json_out *o, bool yes);
void json_put_time(struct json_out *o, int64_t ms); /* RFC 3339 */
void json_put_null(struct json_out *o);
void json_put_raw(struct json_out *o, struct str json); /* as it is */
void json_put(struct json_out *o, const struct json *v);

/* A whole parsed value, compact. */
void json_write(struct buf *to, const struct json *v);

/* ---- shapes -------------------------------------------------------------
 *
 *	struct skill {
 *		struct str name;
 *		int64_t years;
 *	};
 *	static const struct json_field skill_fields[] = {
 *		JSON(skill, name, JSON_MUST, 1, 80, .about = "what it is"),
 *		JSON(skill, years, 0, 0, 80),
 *		{ 0 },
 *	};
 *	const struct json_shape skill_shape =
 *		JSON_SHAPE(skill, "Skill", "Something one can.", skill_fields);
 *
 * The table is the contract: a member that it does not name is refused (unless
 * there is a JSON_REST), so is one given twice, text outside its length, a list
 *over its ceiling. All that is wrong is told at once (up to ERR_FIELDS), each
 *with its pointer.
 */
enum json_type {
	JSON_TYPE_END,
	JSON_TYPE_TEXT,   /* struct str; least and most characters */
	JSON_TYPE_INT,    /* int64_t */
	JSON_TYPE_REAL,   /* double; least == most: any */
	JSON_TYPE_BOOL,   /* bool */
	JSON_TYPE_TIME,   /* int64_t, ms; RFC 3339 text */
	JSON_TYPE_TENTHS, /* int64_t; a number, or text, with one decimal */
	JSON_TYPE_ANY,    /* const struct json *; any value */
	JSON_TYPE_RAW,    /* struct str; any value as compact JSON text */
	JSON_TYPE_IN,     /* a struct; an object of `shape` */
	JSON_TYPE_AT,     /* a pointer to one */
	JSON_TYPE_REST,   /* struct json_rest; what no other field names */
	JSON_TYPE_TEXTS,  /* lists: { T *at; size_t count; } */
	JSON_TYPE_INTS,
	JSON_TYPE_ROWS /* ... of structs */
};

enum json_flag {
	JSON_MUST = 1,        /* has to be given; is always there in answers */
	JSON_HIDE = 2,        /* never written, never described */
	JSON_READONLY = 4,    /* ours: written, but refused when given */
	JSON_WRITEONLY = 8,   /* never written (a password) */
	JSON_OMIT_EMPTY = 16, /* not written when absent, "", [] or time 0 */
	JSON_NULLABLE = 32,   /* null may be given, it means absent; and a
			       * time of 0 is null */
	JSON_OMIT_ABSENT = 64 /* not written when it was never given: "", []
			       * and {} are. For text, lists (at NULL), and
			       * objects within that have nothing at all */
};

/* What text must look like, beside its length. */
enum json_format {
	JSON_FREE,
	JSON_LINE,     /* no line breaks, no control characters */
	JSON_EMAIL,    /* name@host */
	JSON_UUID,     /* as id.h writes it */
	JSON_DATE,     /* 2026-01-31 */
	JSON_URI,      /* http:// or https:// with a host */
	JSON_PASSWORD, /* shown to nobody; any characters */
	JSON_FORMATS
};

/* Members of an object that no table names, in the order of the text: ask
 * json_name() and the others of each. Once an object was read, `at` is not
 * NULL, also when there was nothing of this kind in it. */
struct json_rest {
	const struct json **at;
	size_t count;
};
/* The value under a name; NULL: none. */
const struct json *json_rest_find(
	const struct json_rest *rest, struct str name);
/* Adds a member of an object, whose name must be new there. Only these
 * functions add: `at` has room by a rule of theirs. */
void json_rest_add(
	struct arena *mem, struct json_rest *rest, const struct json *member);
/* Puts a copy of a value, whose text stays where it is, under a name, instead
 * of what is there under it. A name that the table knows does not belong. */
void json_rest_put(struct arena *mem, struct json_rest *rest, struct str name,
	const struct json *v);
void json_rest_put_text(struct arena *mem, struct json_rest *rest,
	struct str name, struct str text);

struct json_shape;

struct json_field {
	enum json_type type;
	const char *name; /* of the C field, and in JSON unless `as` is set */
	size_t at;
	unsigned flags;
	int64_t least, most; /* of a list: of its entries */
	const char *as;      /* its name in JSON, where C's would not do */
	enum json_format format;
	const char *const *words; /* the only ones allowed; ends with NULL */
	/* Of ANY: what the object should look like, for who reads the schema;
	 * somebody else checks it. */
	const struct json_shape *shape;
	size_t size;     /* of one such, or of one entry of a list */
	size_t count_at; /* of a list */
	int64_t count_least, count_most;
	enum json_kind only; /* of ANY and RAW; JSON_NONE: all */
	size_t has;          /* see JSON_HAS */
	bool otherwise_set;  /* see JSON_ELSE */
	int64_t otherwise;
	const char *otherwise_text;
	const char *about, *example; /* example: text, or JSON for the rest */
};

struct json_shape {
	const char *name, *about; /* the name is unique: Schema refers to it */
	size_t size;
	const struct json_field *fields; /* ends with { 0 } */
};
enum { JSON_FIELDS = 128 }; /* of one shape */

/* The field of this name, or NULL. Members mostly come in the order of the
 * table: it is looked for from `from` on, where the last one was found. */
const struct json_field *json_field_find(const struct json_shape *shape,
	const struct json_field *from, struct str name);

#define JSON_SHAPE(row, name, about, fields)            \
	{                                               \
		name, about, sizeof(struct row), fields \
	}

/* A field of its own type. The rest may be .as = "startDate", .about = "...",
 * .example = "...", .format = JSON_EMAIL, JSON_HAS(...), JSON_ELSE(...), ... */
#define JSON(row, field, flags, least, most, ...)                            \
	JSON_FIELD(row, field, JSON_TYPE_OF(row, field), flags, least, most, \
		##__VA_ARGS__)
/* Text that is one of a list of words. */
#define JSON_WORD(row, field, flags, list, ...)                              \
	JSON_FIELD(row, field, JSON_IF(row, field, struct str, TEXT), flags, \
		0, 0, .words = list, ##__VA_ARGS__)
#define JSON_TIME(row, field, flags, ...)                                    \
	JSON_FIELD(row, field, JSON_IF(row, field, int64_t, TIME), flags, 0, \
		0, ##__VA_ARGS__)
#define JSON_TENTHS(row, field, flags, least, most, ...)                    \
	JSON_FIELD(row, field, JSON_IF(row, field, int64_t, TENTHS), flags, \
		least, most, ##__VA_ARGS__)
/* Any JSON, kept as compact text of at most `most` bytes. */
#define JSON_RAW(row, field, flags, most, ...)                                 \
	JSON_FIELD(row, field, JSON_IF(row, field, struct str, RAW), flags, 0, \
		most, ##__VA_ARGS__)
/* An object within: the struct itself, or a pointer where NULL is absent. */
#define JSON_IN(row, field, flags, of, ...)                            \
	JSON_FIELD(row, field, JSON_TYPE_IN, flags, 0, 0, .shape = of, \
		.size = sizeof(JSON_OF(row, field)), ##__VA_ARGS__)
#define JSON_AT(row, field, flags, of, ...)                            \
	JSON_FIELD(row, field, JSON_TYPE_AT, flags, 0, 0, .shape = of, \
		.size = sizeof(*JSON_OF(row, field)), ##__VA_ARGS__)
/* Lists: any struct with `at` and `size_t count`. */
#define JSON_TEXTS(row, field, flags, most_count, least, most, ...)        \
	JSON_MANY(row, field, JSON_IF(row, field.at, struct str *, TEXTS), \
		flags, most_count, least, most, ##__VA_ARGS__)
#define JSON_INTS(row, field, flags, most_count, least, most, ...)            \
	JSON_MANY(row, field, JSON_IF(row, field.at, int64_t *, INTS), flags, \
		most_count, least, most, ##__VA_ARGS__)
#define JSON_ROWS(row, field, flags, most_count, of, ...)              \
	JSON_MANY(row, field, JSON_TYPE_ROWS, flags, most_count, 0, 0, \
		.shape = of, ##__VA_ARGS__)

/* Collects what no other field names, instead of refusing it; written behind
 * all others. The last field of its table. */
#define JSON_REST(row, field)                                                  \
	JSON_FIELD(row, field, JSON_IF(row, field, struct json_rest, REST), 0, \
		0, 0)

/* What these are made of. */
#define JSON_FIELD(row, field, type, flags, least, most, ...)                  \
	{                                                                      \
		type, #field, offsetof(struct row, field), flags, least, most, \
			##__VA_ARGS__                                          \
	}
#define JSON_MANY(row, field, type, flags, most_count, least, most, ...)    \
	{                                                                   \
		type, #field, offsetof(struct row, field.at), flags, least, \
			most, .size = sizeof(*JSON_OF(row, field.at)),      \
			      .count_at = JSON_COUNT_OF(row, field),        \
			      .count_most = most_count, ##__VA_ARGS__       \
	}
#define JSON_COUNT_OF(row, field)                  \
	_Generic(JSON_OF(row, field.count), size_t \
		 : offsetof(struct row, field.count))
#define JSON_IF(row, field, is, type) \
	_Generic(JSON_OF(row, field), is : JSON_TYPE_##type)
#define JSON_TYPE_OF(row, field) \
	_Generic(JSON_OF(row, field), struct str: JSON_TYPE_TEXT, \
	int64_t: JSON_TYPE_INT, double: JSON_TYPE_REAL, bool: JSON_TYPE_BOOL, \
	const struct json *: JSON_TYPE_ANY)
#define JSON_OF(row, field) ((struct row *)0)->field

/* A `bool` beside the field that says whether it was given; when false on
 * writing, the field is absent. Text, times and pointers may be given as null
 * and still count as given; other types cannot tell null from 0. */
#define JSON_HAS(row, given) .has = offsetof(struct row, given) + 1
/* What stands for a number, a time or a bool that was not given. */
#define JSON_ELSE(n) .otherwise_set = true, .otherwise = (n)
#define JSON_ELSE_TEXT(text) .otherwise_text = text

/*
 * Reads an object. Every field of the table that may be given is set: what is
 * absent becomes its JSON_ELSE, or none, 0, false, empty. READONLY fields and
 * what the table does not name stay as they were. Text points into the
 * document (and so into its source).
 */
bool json_read(struct arena *mem, const struct json *doc,
	const struct json_shape *shape, void *into, struct err *err);
/* json_parse and json_read. */
bool json_read_text(struct arena *mem, struct str text,
	const struct json_shape *shape, void *into, struct err *err);

/* Writes the object; what is absent is null, or left out (OMIT_EMPTY). */
void json_show(
	struct buf *to, const struct json_shape *shape, const void *from);
void json_put_row(
	struct json_out *o, const struct json_shape *shape, const void *from);

/* The JSON Schema of what is given to us, of what we answer, or (both) of a
 * shape that is used both ways. Shapes within are "#/components/schemas/X". */
enum json_use { JSON_GIVEN = 1, JSON_ANSWERED = 2 };
void json_put_schema(
	struct json_out *o, const struct json_shape *shape, unsigned use);
void json_shape_schema(
	struct buf *to, const struct json_shape *shape, unsigned use);
/* Adds a shape and those within it to a list of `count`, none twice, and
 * says how many they are now. More than `most` is a bug of ours. */
size_t json_shape_collect(const struct json_shape *shape,
	const struct json_shape **list, size_t count, size_t most);
/* For tests of tables: is this one sound? Names the field that is not. */
bool json_shape_check(const struct json_shape *shape, struct err *err);

#endif
