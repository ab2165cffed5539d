/*
 * intake/markdown.h - Markdown becomes lines: headings, items, cells, looks and
 * links, without their marks. Tags of HTML are left out, what is between them
 * stays; front matter becomes lines of "key: value".
 */
#ifndef INTAKE_MARKDOWN_H
#define INTAKE_MARKDOWN_H

#include "intake/lines.h"

bool intake_markdown(struct arena *mem, struct str bytes,
	struct intake_doc *out, struct err *err);

#endif
