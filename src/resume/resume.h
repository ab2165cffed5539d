/*
 * resume/resume.h - the model: a resume is JSON Resume v1.0.0, every field of
 * it and whatever else its owner put there. This room is pure: data in, data
 * out; no database, no clock, no network, no file, no global that changes.
 *
 * The text of a resume (a JSON document) is what is stored, compared, patched
 * and versioned (diff.h, variant.h). `struct resume` is that text read into
 * something to work with, by importers, exporters (convert.h) and the press.
 * Reading and writing lose nothing: members that no table names are kept in
 * `rest` and written behind the others.
 */
#ifndef RESUME_H
#define RESUME_H

#include "base/json.h"

/* What is outside gets in at most so big; more is refused. */
enum {
	RESUME_BYTES = 16 << 20, /* of a document's text */
	RESUME_ENTRIES = 20000,  /* of one list */
	RESUME_TEXT = 12 << 20,  /* characters of one text */
	RESUME_LINE = 100000,    /* of one that should be a line */
	RESUME_DEPTH = 100,      /* so that it can stand in something else */
	RESUME_VALUES = 500000,  /* of a document, names too */
	RESUME_FAULTS = 1000     /* told of one document */
};

struct resume_texts {
	struct str *at;
	size_t count;
};

/* ---- the parts ---------------------------------------------------------- */

struct resume_entry {
#define TEXT(name, json) struct str name;
#define TEXTS(name, json) struct resume_texts name;
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	struct json_rest rest;
};

struct resume_entries {
	struct resume_entry *at;
	size_t count;
};

struct resume_profile {
	struct str network, username, url;
	struct json_rest rest;
};

struct resume_place {
	struct str address, postal_code, city, country_code, region;
	struct json_rest rest;
};

struct resume_basics {
	struct str name, label, image, email, phone, url, summary;
	struct resume_place location;
	struct {
		struct resume_profile *at;
		size_t count;
	} profiles;
	struct json_rest rest;
};

/* The sections that JSON Resume knows, in its order. */
enum resume_section_id {
#define SECTION(id, ...) RESUME_##id,
#include "resume/sections.def"
#undef SECTION
	RESUME_SECTIONS
};

/* One that the owner made: a title and entries, which may have any field. */
struct resume_custom {
	struct str id, title;
	struct resume_entries entries;
	struct json_rest rest;
};

/* What a cover letter says beside who writes it. */
struct resume_letter {
	struct str date, subject, salutation, closing, signature;
	struct resume_texts addressee, paragraphs;
	struct json_rest rest;
};

/* Ours: meta.vitae. */
struct resume_vitae {
	struct str kind; /* resume, cv, cover_letter, revamp */
	struct str template, locale, paper, photo;
	const struct json *style; /* as a template's "style"; NULL: none */
	struct resume_texts section_order, hidden_sections;
	struct {
		struct resume_custom *at;
		size_t count;
	} custom_sections;
	struct resume_letter letter;
	struct json_rest rest;
};

struct resume_meta {
	struct str canonical, version, last_modified;
	struct resume_vitae vitae;
	struct json_rest rest;
};

struct resume {
	struct str schema; /* "$schema" */
	struct resume_basics basics;
	struct resume_entries section[RESUME_SECTIONS];
	struct resume_meta meta;
	struct json_rest rest;
};

/* ---- sections and fields as tables -------------------------------------- */

struct resume_section_row {
	const char *name;  /* in JSON: "work" */
	const char *title; /* in English: "Experience" */
	const struct json_shape *entry;
};
extern const struct resume_section_row resume_sections[RESUME_SECTIONS];

/* A text of an entry by its JSON name, one in `rest` too; none: STR_NONE. */
struct str resume_field(const struct resume_entry *e, const char *json_name);
/* A list of it; a text in its place is a list of one. */
struct resume_texts resume_field_list(
	struct arena *mem, const struct resume_entry *e, const char *json_name);

/* ---- reading and writing ------------------------------------------------ */

extern const struct json_shape resume_shape;

/*
 * Reads a document that keeps to the schema. Text points into the document.
 * What is wrong is told as in json_read: pointer and expectation, of the
 * first ERR_FIELDS; resume_check() tells all.
 */
bool resume_read(struct arena *mem, const struct json *doc, struct resume *out,
	struct err *err);
bool resume_read_text(struct arena *mem, struct str text, struct resume *out,
	struct err *err);
/* Is it nested at most so deep (and at most JSON_DEPTH)? */
bool resume_depth_below(const struct json *doc, int most);
/* Has it at most RESUME_VALUES, at most RESUME_DEPTH deep? */
bool resume_bounds_check(const struct json *doc, struct err *err);

/* Writes the canonical form: JSON Resume's order of members, two blanks of
 * indent, what is absent left out, a line end at the end. */
void resume_write(struct buf *to, const struct resume *r);
/* The same without blanks and line ends. */
void resume_write_compact(struct buf *to, const struct resume *r);

struct resume_fault {
	struct str at;    /* JSON pointer; "" is the document */
	struct str why;   /* what was expected */
	int line, column; /* in the text, from 1 */
};
struct resume_faults {
	struct resume_fault *at;
	size_t count, more; /* more: beyond RESUME_FAULTS */
};
/* All that is wrong with a text, each with its place (DOC-4); none: count is
 * 0. Strict: what JSON Resume v1.0.0 says, formats too. */
void resume_check(
	struct arena *mem, struct str text, struct resume_faults *out);
/* The same of who has read it already; not longer than RESUME_BYTES. */
void resume_check_read(struct arena *mem, struct str text,
	const struct json *doc, struct resume_faults *out);

/* ---- meanings ----------------------------------------------------------- */

struct resume_date {
	int year, month, day; /* month and day: 0 where not given */
};
/* "2024", "2024-03", "2024-03-15"; a day that no calendar has is refused. */
bool resume_date_read(struct str text, struct resume_date *out);
/* How importers write it; year 0: none. */
struct str resume_date_text(struct arena *mem, struct resume_date d);

/* How many entries from `i` on are roles under one employer (DOC-6): they
 * follow each other and name the same one. At least 1. */
size_t resume_roles(const struct resume_entries *work, size_t i);

/* From the earliest beginning to the latest end of some entries; open: one of
 * them goes on, and `to` is none. Dates that cannot be read do not count. */
struct resume_span {
	struct resume_date from, to; /* year 0: none is known */
	bool open;
};
struct resume_span resume_span(const struct resume_entry *at, size_t count);

#endif
