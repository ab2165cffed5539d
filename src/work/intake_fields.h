/*
 * work/intake_fields.h - where the fields of a resume were found in its file,
 * and how surely, as JSON: for who shows them beside the page.
 */
#ifndef WORK_INTAKE_FIELDS_H
#define WORK_INTAKE_FIELDS_H

#include "intake/answer.h"

enum { WORK_FIELDS_DOUBT = 70 /* per cent: below it people should look */ };

/* In per cent. */
/* How many fields are doubtful. */
size_t work_intake_doubtful(const struct intake_answer *a);
/* {"format", "pages": [{"width", "height", "lines": [{"block", "heading",
 * "item", "words": [{"text", "box", "bold", "cell", "glued"}]}]}], "fields":
 * [{"at", "sure", "page", "line", "lines", "box"}], "left": [{"page", "line",
 * "text", "box"}]}; pages and lines from 1, boxes as [x0, y0, x1, y1] in points
 * from the upper left corner. What is false or 0 of a line or a word is left
 * out, and so are all lines where `out` has no room for them. */
void work_intake_fields(const struct intake_answer *a, struct buf *out);

#endif
