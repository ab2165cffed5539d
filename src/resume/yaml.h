/*
 * resume/yaml.h - YAML becomes a document (json.h), and values become YAML.
 *
 * Read: YAML 1.2's core types, of one document. What looks like a date or a
 * version number stays text. Aliases stand for what they name, but may not
 * make more than RESUME_BYTES of it; "<<" merges. Tags beyond !!str, !!int,
 * !!float, !!bool, !!null, !!seq and !!map, a key that is no plain text, a key
 * given twice, and nesting beyond 64 are refused, with line and column.
 */
#ifndef RESUME_YAML_H
#define RESUME_YAML_H

#include "base/json.h"

/* What a plain scalar would be read as: JSON_NULL, JSON_BOOL, JSON_REAL (any
 * number) or JSON_TEXT. */
enum json_kind resume_yaml_kind(struct str plain);

bool resume_yaml_read(struct arena *mem, struct str text,
	const struct json **out, struct err *err);

/* Appends a document in block style; reading it gives the same again. */
void resume_yaml_write(struct buf *to, const struct json *doc);

#endif
