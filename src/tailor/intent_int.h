/*
 * tailor/intent_int.h - what the files of the guard share: a text as it reads
 * once nothing is hidden, and where each byte of it stood. Nothing outside
 * includes this.
 */
#ifndef TAILOR_INTENT_INT_H
#define TAILOR_INTENT_INT_H

#include "resume/wording.h"
#include "tailor/intent.h"

/* Bytes, and of each where it came from. */
struct intent_text {
	struct buf text;
	uint32_t *from;
	size_t room;
};

struct intent_range {
	uint32_t from, to;
};
struct intent_ranges {
	struct intent_range *at;
	size_t count, room;
};

/* intent_text.c: what is seen; what stands in comments, in tag characters;
 * which parts of the source a style hides, and which words were disguised. */
struct intent_read {
	struct intent_text seen, comments, tags;
	struct intent_ranges hidden, comment, disguised;
	size_t unseen;            /* characters of no width */
	size_t unseen_at;         /* the first */
	size_t turned, turned_at; /* overrides of direction */
};
void intent_text_read(
	struct arena *mem, struct str text, struct intent_read *out);
void intent_text_init(struct intent_text *t, struct arena *mem, size_t most);
void intent_text_add(struct intent_text *t, char c, size_t from);
void intent_range_add(
	struct arena *mem, struct intent_ranges *to, size_t from, size_t end);
bool intent_range_has(const struct intent_ranges *in, size_t at);
bool intent_is_unseen(uint32_t c);

/* intent_order.c: orders in a text as it reads. */
struct intent_order {
	enum intent_kind kind;
	size_t from, to; /* bytes of the text, whole sentences */
};
struct intent_order_list {
	struct intent_order *at;
	size_t count, room;
};
struct intent_rules;
const struct intent_rules *intent_rules_read(struct arena *mem);
void intent_orders_find(struct arena *mem, const struct intent_rules *r,
	struct str text, struct intent_order_list *out);
bool intent_pattern_check(const char *pattern); /* for tests: is it sound? */

/* intent_code.c: what is written in a code, each as a text of its own. */
typedef void intent_coded_fn(void *with, const struct intent_text *decoded);
void intent_codes_read(struct arena *mem, const struct intent_text *seen,
	intent_coded_fn *each, void *with);

#endif
