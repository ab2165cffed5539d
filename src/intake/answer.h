/*
 * intake/answer.h - what crosses the pipe between a locked child, which reads
 * a file, and who asked it to: the request and the answer, as bytes. Knows no
 * pipe and no process.
 *
 * The child believes the head of a request, and nothing behind it. Who asked
 * believes nothing at all of an answer: what intake_answer_read lets pass is a
 * resume that keeps to the schema, with lines, places and pointers that exist.
 */
#ifndef INTAKE_ANSWER_H
#define INTAKE_ANSWER_H

#include "intake/intake.h"
#include "intake/ocr.h"
#include "intake/parse.h"

enum {
	INTAKE_PAGES = 50,     /* of a file that is taken */
	INTAKE_WORDS = 200000, /* of all its pages */
	INTAKE_ANSWER_BYTES = 48 << 20
};

/* ---- pages -------------------------------------------------------------- */

/* A page by itself, as a child gives it that read one picture. */
void intake_page_write(struct buf *out, const struct intake_page *page);
bool intake_page_read(struct arena *mem, struct str text,
	struct intake_page *out, struct err *err);

/* ---- the request -------------------------------------------------------- */

/* Pages that were read as pictures meanwhile; they take the place of those
 * in the file. */
struct intake_seen {
	uint32_t page;   /* from 0 */
	struct str text; /* as intake_page_write wrote it */
};

struct intake_request {
	bool lines; /* these alone, and no resume */
	enum intake_ocr_mode ocr;
	struct {
		struct intake_seen *at;
		size_t count;
	} seen;
	struct str file;
};

void intake_request_write(struct buf *out, const struct intake_request *q);
/* Texts point into `bytes`. */
bool intake_request_read(struct arena *mem, struct str bytes,
	struct intake_request *out, struct err *err);

/* ---- the answer --------------------------------------------------------- */

struct intake_answer {
	enum intake_format_id format;
	struct intake_doc doc;
	/* Pages that are for OCR, and none was in the request: then there is
	 * no resume yet. From 0, going up. */
	struct {
		uint32_t *at;
		size_t count;
	} unread;
	bool parsed; /* there is a resume */
	struct intake_found found;
	/* Read only: the resume's canonical text, and that text as values. */
	struct str text;
	const struct json *json;
};

/* Makes a resume keep to its schema, before it is sent: values that break it
 * go, and lines that nothing else came of are left. */
bool intake_found_settle(
	struct arena *mem, struct intake_found *f, struct err *err);
void intake_answer_write(struct buf *out, const struct intake_answer *a);
/* Text points into `bytes`, which must stay. */
bool intake_answer_read(struct arena *mem, struct str bytes,
	struct intake_answer *out, struct err *err);

#endif
