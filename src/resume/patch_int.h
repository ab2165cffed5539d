/*
 * resume/patch_int.h - a document that can be changed: its values become nodes
 * where a patch goes, and stay what was parsed where it does not.
 */
#ifndef RESUME_PATCH_INT_H
#define RESUME_PATCH_INT_H

#include "resume/diff.h"

struct node {
	const struct json *v; /* a scalar, or a container not yet opened */
	enum json_kind kind;
	bool open, off, on; /* off: not written; for variants */
	struct item *at;    /* of an open one; in an object some are gone */
	size_t count, room;
	uint32_t *slots; /* an object's names, by hash; 0: free, else i + 1 */
	size_t slot_count;
};

struct item {
	struct str name;   /* in an object */
	struct node *node; /* NULL: gone */
};

struct patching {
	struct arena *mem;
	struct node *top;
	size_t work; /* see RESUME_PATCH_WORK */
	struct err *err;
};

/* False, with an error, once it is too much. */
bool resume_patch_work(struct patching *p, size_t more);

struct node *resume_node(struct arena *mem, const struct json *v);
bool resume_node_open(struct patching *p, struct node *n);
/* Of an open object; NULL: none. */
struct item *resume_node_find(const struct node *object, struct str name);
void resume_node_set(struct patching *p, struct node *object, struct str name,
	struct node *value);
bool resume_node_insert(struct patching *p, struct node *list, size_t index,
	struct node *value);
bool resume_node_cut(struct patching *p, struct node *list, size_t index);

/* A copy that shares nothing that can be changed. */
bool resume_node_copy(
	struct patching *p, const struct node *n, int depth, struct node **out);
/* As RFC 6902 compares: numbers by value, members in any order. */
bool resume_node_same(
	struct patching *p, struct node *n, const struct json *v, bool *same);
/* All of it, compact. */
bool resume_patch_write(struct patching *p, struct buf *to);

#endif
