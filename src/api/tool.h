/*
 * api/tool.h - routes as tools for models (tools.def): what each takes and
 * gives is made of its route's shapes, and a call of it is a request of its
 * route, made in this process.
 */
#ifndef API_TOOL_H
#define API_TOOL_H

#include "api/api.h"
#include "mcp/mcp.h"

struct api_tool {
	const char *name;
	enum http_method method;
	const char *path, *title;
	unsigned hints;
	const char *about;
	const char *body; /* what goes as the body of a .raw route */
	const char *pick; /* the last word of the path; see api_tool_pick */
};
extern const size_t api_tool_count;

/* NULL would be a bug of tools.def and resources.def. */
const struct api_route *api_route_at(enum http_method method, const char *path);
/* Its route. */
const struct api_route *api_tool_route(const struct api_tool *tool);

/* The next of the routes that the tool stands for; `r` NULL: the first. Those
 * that `pick` chooses among have one handler, and a path that differs in its
 * last word, *word, alone. */
const struct api_route *api_tool_pick(const struct api_tool *tool,
	const struct api_route *r, struct str *word);
/* May this tool say which version it means to change? */
static inline bool api_tool_has_version(const struct api_route *r)
{
	return r->tagged && r->method != HTTP_GET;
}

/* All of them; what they hold lives in `mem`. */
struct mcp_tool *api_tool_list(struct arena *mem);

/* A client that is known: what it asks is asked in its name. All of it must
 * live until every call has ended. */
struct api_tool_user {
	struct api *api;
	struct who who;
	struct http_addr peer;
	struct str agent, request_id;
};

/* What mcp_host wants to know; `who` is a struct api_tool_user. */
bool api_tool_offers(void *who, const struct mcp_tool *tool);
void api_tool_call(void *who, struct mcp_call *call);

/* Gives up what it waits for, and cancels its job, if it has one. */
void api_tool_cancel(void *who, struct mcp_call *call);

/* The same of resources (resource.c). */
const struct mcp_source *api_resource_sources(size_t *count);
bool api_resource_shows(void *who, const struct mcp_source *source);
void api_resource_list(void *who, struct mcp_call *call);
void api_resource_read(void *who, struct mcp_call *call);

/* mcp.c: all of that, for a client that is served elsewhere. */
const struct mcp_host *api_mcp_host(const struct api *a);

#endif
