/*
 * intake/answer_int.h - how pages stand in an answer.
 */
#ifndef INTAKE_ANSWER_INT_H
#define INTAKE_ANSWER_INT_H

#include "base/json.h"
#include "intake/answer.h"

/* Entries of one list; the size of an answer is the ceiling of all. */
enum { INTAKE_LIST = 1 << 20 };

struct sent_line;
struct sent_page {
	int64_t width, height, glyphs, unknown, icons, pictures;
	struct {
		struct sent_line *at;
		size_t count;
	} lines;
};

extern const struct json_shape intake_page_shape;

void intake_page_put(struct json_out *o, const struct intake_page *p);
bool intake_page_take(struct arena *mem, const struct sent_page *from,
	struct intake_page *to, struct err *err);

#endif
