/*
 * match/page.h - what of a page that somebody saved from a job board is the
 * posting: what it says of the job for machines (JSON-LD, a JobPosting of
 * schema.org), else its main part without menus and feet. HTML in, less HTML
 * out, for who reads HTML, or its text; lays nothing out.
 */
#ifndef MATCH_PAGE_H
#define MATCH_PAGE_H

#include "base/json.h"

/* Does it begin like a page, or is it full of tags? */
bool posting_page_is(struct str text);
/* Of UTF-8; what comes out says by its first bytes that it is that. */
struct str posting_page_cut(struct arena *mem, struct str html);
/* What of that can be read, as text: paragraphs, and bullets as "- ". Without
 * looking at style sheets, so what those hide is not. */
struct str posting_page_text(struct arena *mem, struct str html);

/* The same of a JobPosting by itself, or of any object that has a title and a
 * description. False: it is none. */
bool posting_page_of(
	struct arena *mem, const struct json *doc, struct str *out);

#endif
