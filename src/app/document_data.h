/*
 * app/document_data.h - documents as data: what differs between two, whether
 * one is well formed, other formats in and out (DOC-3, 4, 30). What is stored
 * is app/document.h's.
 */
#ifndef APP_DOCUMENT_DATA_H
#define APP_DOCUMENT_DATA_H

#include "app/document.h"

enum { APP_IMPORT_BYTES = 16 << 20 /* of a file of another format */ };

/* ---- well formed? ------------------------------------------------------- */

struct document_fault {
	struct str at, expected;
	int64_t line, column; /* in the text, from 1 */
};
struct document_verdict {
	bool valid;
	struct {
		struct document_fault *at;
		size_t count;
	} faults;
	int64_t more; /* beyond those told */
};
void app_document_check(
	struct arena *mem, struct str text, struct document_verdict *out);

/* ---- what differs ------------------------------------------------------- */

struct document_section {
	struct str section, title, summary;
};
struct document_run {
	struct str kind, text; /* "same", "deleted", "inserted" */
};
struct document_difference {
	int64_t from, to; /* versions; 0: of none */
	struct str summary;
	struct {
		struct document_section *at;
		size_t count;
	} sections;
	struct str patch; /* JSON Patch */
	struct {
		struct document_run *at;
		size_t count;
	} words; /* of both as Markdown */
};
struct document_pair {
	struct str from, to; /* JSON of documents */
};
bool app_document_diff(struct arena *mem, const struct document_pair *pair,
	struct document_difference *out, struct err *err);

struct version_pair {
	int64_t from, to; /* 0: the newest */
};
/* OWN. */
bool app_document_compare(struct call *c, struct str id,
	const struct version_pair *pair, struct document_difference *out,
	struct err *err);

/* ---- other formats ------------------------------------------------------ */

extern const char *const app_formats_read[];    /* NULL-ended */
extern const char *const app_formats_written[]; /* NULL-ended */

struct document_import {
	struct str format; /* empty: by its content and name */
	struct str name;   /* of the file */
	struct str kind, title;
};
struct import_note {
	struct str kind; /* "kept", "changed", "doubtful", "left" */
	struct str at, say;
};
struct document_imported {
	struct document document;
	struct str format; /* which one it was */
	struct {
		struct import_note *at;
		size_t count;
	} notes;
	int64_t more;
};
/* OWN. */
bool app_document_import(struct call *c, struct str bytes,
	const struct document_import *in, struct document_imported *out,
	struct err *err);

struct document_export {
	struct str format;
	int64_t version; /* 0: the newest */
};
struct document_file {
	struct document of;
	struct str text;
	const char *type, *ending;
};
/* OWN. */
bool app_document_export(struct call *c, struct str id,
	const struct document_export *in, struct document_file *out,
	struct err *err);

#endif
