/*
 * intake/html.h - web pages become lines, in the order of the source: blocks,
 * items, headings, cells, links. Runs no script and lays nothing out; of styles
 * it knows what stands in the element itself: bold, size, hidden.
 */
#ifndef INTAKE_HTML_H
#define INTAKE_HTML_H

#include "intake/lines.h"

bool intake_html(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
