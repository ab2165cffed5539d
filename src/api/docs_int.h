/* api/docs_int.h - inside of the description to read. */
#ifndef API_DOCS_INT_H
#define API_DOCS_INT_H

#include "api/api_int.h"

static inline const char *docs_field_name(const struct json_field *f)
{
	return f->as ? f->as : f->name;
}

/* docs.c: text as HTML has it */
void api_docs_add_text(struct buf *b, struct str s);

/* docs_shape.c: the fields as a table, and each shape within them once */
void api_docs_add_fields(
	struct buf *b, const struct json_shape *shape, bool given);
void api_docs_add_shapes(struct buf *b);

/* docs_example.c: how to ask with curl, and what comes of it */
void api_docs_add_curl(struct buf *b, const struct api_route *r);
void api_docs_add_answer(struct buf *b, const struct api_route *r);

#endif
