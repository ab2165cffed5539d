/*
 * resume/walk.h - what several files ask of a value or of a table on their way
 * through a document. Decides nothing.
 */
#ifndef RESUME_WALK_H
#define RESUME_WALK_H

#include "base/json.h"

/* A list of nothing but texts; an empty one, too. */
static inline bool resume_is_texts(const struct json *v)
{
	const struct json *part = json_first(v);

	while (part && json_kind(part) == JSON_TEXT)
		part = json_next(v, part);
	return json_kind(v) == JSON_LIST && !part;
}

/* The field of this name; NULL: the table does not name it. */
static inline const struct json_field *resume_shape_field(
	const struct json_shape *shape, struct str name)
{
	return json_field_find(shape, shape->fields, name);
}

#endif
