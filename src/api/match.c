/*
 * api/match.c - from a path to a route: a tree of segments, built once from
 * the table. A segment in braces matches anything; a literal one goes first.
 */
#include "api/api_int.h"

#include <assert.h>

static short add_node(struct api_tree *t, struct str segment)
{
	assert(t->count < API_NODES_MOST);
	t->nodes[t->count].segment = segment;
	return t->count++;
}

static short step(struct api_tree *t, short from, struct str segment)
{
	struct api_node *n = &t->nodes[from];
	short child;

	if (*segment.at == '{') {
		if (!n->param)
			n->param = add_node(t, segment);
		return n->param;
	}
	for (child = n->child; child; child = t->nodes[child].next)
		if (str_eq(t->nodes[child].segment, segment))
			return child;
	child = add_node(t, segment);
	t->nodes[child].next = n->child;
	n->child = child;
	return child;
}

static void add_route(struct api_tree *t, struct str path, size_t route)
{
	enum http_method method = api_routes[route].method;
	short at = 0;

	str_cut(&path, '/');
	while (path.len)
		at = step(t, at, str_cut(&path, '/'));
	assert(!t->nodes[at].routes[method]);
	t->nodes[at].routes[method] = (short)(route + 1);
	t->nodes[at].any = true;
}

void api_tree_build(struct api_tree *t, struct arena *mem, const char *version)
{
	assert(api_route_count <= API_ROUTES_MOST);
	t->count = 1; /* the root */
	for (size_t i = 0; i < api_route_count; i++) {
		struct str path = str_c(api_routes[i].path);

		add_route(t, path, i);
		if (version && str_starts(path, STR("/api/")))
			add_route(t,
				str_fmt(mem, "/api/%s%s", version, path.at + 4),
				i);
	}
}

const struct api_node *api_tree_find(
	const struct api_tree *t, struct str path, struct str ids[API_PARAMS])
{
	const struct api_node *n = &t->nodes[0];
	int id_count = 0;

	if (!path.len || *path.at != '/')
		return NULL;
	path = str_of(path.at + 1, path.len - 1);
	while (path.at && path.len) {
		struct str segment = str_cut(&path, '/');
		short child = n->child;

		/* a slash at the end is another path, and there is none */
		if (!segment.len || (!path.len && path.at[-1] == '/'))
			return NULL;
		while (child && !str_eq(t->nodes[child].segment, segment))
			child = t->nodes[child].next;
		if (!child && n->param && id_count < API_PARAMS) {
			child = n->param;
			ids[id_count++] = segment;
		}
		if (!child)
			return NULL;
		n = &t->nodes[child];
	}
	return n->any ? n : NULL;
}
