/*
 * mcp/method.c - the methods of the protocol: greeting, listing tools, running
 * one, and what clients tell.
 */
#include "mcp/mcp_int.h"

/* A client's list of tools is as old as that, at most. */
enum { MCP_TTL_MS = 5 * 60 * 1000 };

enum era { GREETED = 1, MODERN = 2, BOTH = GREETED | MODERN };

/* ---- greeting ----------------------------------------------------------- */

/* What there is, and who we are. */
static void put_offers(struct json_out *out, const struct mcp_host *host)
{
	json_object(json_key(out, "capabilities"));
	json_object(json_key(out, "tools"));
	json_end(out);
	if (host->source_count) {
		json_object(json_key(out, "resources"));
		json_end(out);
	}
	json_end(out);
	json_put_text(json_key(out, "instructions"), str_c(host->about));
}

/* The client decides whether it goes on with the revision that it hears. */
static void initialize(struct mcp_call *call, const struct rpc *rpc)
{
	struct mcp_desk *d = call->letter->desk;
	struct str asked = json_text(json_find(rpc->params, "protocolVersion"));
	struct json_out out;
	struct buf b;
	int settled;

	if (!asked.at) {
		mcp_call_refuse(call, RPC_BAD_PARAMS,
			"'protocolVersion' must be a text");
		return;
	}
	d->revision = settled = mcp_revision_greeted(asked);
	d->greeted = true;
	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "protocolVersion"),
		str_c(mcp_revision_name(settled)));
	put_offers(&out, d->host);
	json_object(json_key(&out, "serverInfo"));
	json_put_text(json_key(&out, "name"), STR("vitae"));
	json_put_text(json_key(&out, "title"), STR("Vitae"));
	json_put_text(json_key(&out, "version"), STR(VITAE_VERSION));
	json_end(&out);
	json_end(&out);
	mcp_call_answer(call, buf_str(&b));
}

static void discover(struct mcp_call *call, const struct rpc *rpc)
{
	struct json_out out;
	struct buf b;

	(void)rpc;
	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_raw(json_key(&out, "supportedVersions"),
		mcp_revision_list(&call->mem));
	put_offers(&out, call->letter->desk->host);
	json_end(&out);
	call->ttl_ms = MCP_TTL_MS;
	mcp_call_answer(call, buf_str(&b));
}

static void ping(struct mcp_call *call, const struct rpc *rpc)
{
	(void)rpc;
	mcp_call_answer(call, STR("{}"));
}

/* ---- tools -------------------------------------------------------------- */

static bool offers(const struct mcp_desk *d, const struct mcp_tool *tool)
{
	return !d->host->offers || d->host->offers(d->who, tool);
}

static void put_tool(struct json_out *out, const struct mcp_tool *t)
{
	json_object(out);
	json_put_text(json_key(out, "name"), str_c(t->name));
	json_put_text(json_key(out, "title"), str_c(t->title));
	json_put_text(json_key(out, "description"), str_c(t->about));
	json_put_raw(json_key(out, "inputSchema"), t->input);
	if (t->output.at)
		json_put_raw(json_key(out, "outputSchema"), t->output);
	json_object(json_key(out, "annotations"));
	json_put_text(json_key(out, "title"), str_c(t->title));
	json_put_bool(json_key(out, "readOnlyHint"), t->hints & MCP_READS);
	json_put_bool(
		json_key(out, "destructiveHint"), t->hints & MCP_DESTROYS);
	json_put_bool(json_key(out, "idempotentHint"),
		t->hints & (MCP_AGAIN | MCP_READS));
	json_put_bool(json_key(out, "openWorldHint"), t->hints & MCP_WORLD);
	json_end(out);
	json_end(out);
}

/* The tool behind the one that a cursor names; the count: no such cursor. */
static size_t begin_of_page(const struct mcp_host *h, struct str cursor)
{
	size_t i = 0;

	while (i < h->tool_count && !str_is(cursor, h->tools[i].name))
		i++;
	return i < h->tool_count ? i + 1 : i;
}

static void list_tools(struct mcp_call *call, const struct rpc *rpc)
{
	struct mcp_desk *d = call->letter->desk;
	const struct json *cursor = json_find(rpc->params, "cursor");
	const char *last = NULL;
	struct json_out out;
	size_t i = 0, shown = 0;
	struct buf b;

	if (cursor)
		i = begin_of_page(d->host, json_text(cursor));
	if (cursor && i == d->host->tool_count) {
		mcp_call_refuse(call, RPC_BAD_PARAMS,
			"'cursor' must be the 'nextCursor' of a page before");
		return;
	}
	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_list(json_key(&out, "tools"));
	for (; i < d->host->tool_count && shown < MCP_PAGE; i++)
		if (offers(d, &d->host->tools[i])) {
			put_tool(&out, &d->host->tools[i]);
			last = d->host->tools[i].name;
			shown++;
		}
	json_end(&out);
	while (i < d->host->tool_count && !offers(d, &d->host->tools[i]))
		i++;
	if (i < d->host->tool_count)
		json_put_text(json_key(&out, "nextCursor"), str_c(last));
	json_end(&out);
	call->ttl_ms = MCP_TTL_MS;
	mcp_call_answer(call, buf_str(&b));
}

static void call_tool(struct mcp_call *call, const struct rpc *rpc)
{
	struct mcp_desk *d = call->letter->desk;
	struct str name = json_text(json_find(rpc->params, "name"));
	const struct json *meta = json_find(rpc->params, "_meta");

	call->arguments = json_find(rpc->params, "arguments");
	call->token = mcp_rpc_id(&call->mem, json_find(meta, "progressToken"));
	for (size_t i = 0; i < d->host->tool_count; i++)
		if (str_is(name, d->host->tools[i].name) &&
			offers(d, &d->host->tools[i]))
			call->tool = &d->host->tools[i];
	if (!call->tool)
		mcp_call_refuse(call, RPC_BAD_PARAMS,
			str_fmt(&call->mem,
				"there is no tool '%.*s' for you here; "
				"'tools/list' names them",
				(int)(name.len < 80 ? name.len : 80),
				name.at ? name.at : "")
				.at);
	else if (call->arguments && json_kind(call->arguments) != JSON_OBJECT)
		mcp_call_refuse(
			call, RPC_BAD_PARAMS, "'arguments' must be an object");
	else
		mcp_call_run(call, d->host->call);
}

/* ---- which one ---------------------------------------------------------- */

/* Is it spoken in this era, and is there anything of the kind here? */
static bool is_there(
	const struct mcp_call *call, enum era eras, bool of_resources)
{
	return (eras & (call->modern ? MODERN : GREETED)) &&
	       (!of_resources || call->letter->desk->host->source_count);
}

void mcp_method_ask(struct mcp_call *call, const struct rpc *rpc)
{
	static const struct {
		const char *name;
		void (*run)(struct mcp_call *call, const struct rpc *rpc);
		enum era eras;
		bool of_resources;
	} methods[] = {
		{ "initialize", initialize, GREETED, false },
		{ "ping", ping, GREETED, false },
		{ "server/discover", discover, MODERN, false },
		{ "tools/list", list_tools, BOTH, false },
		{ "tools/call", call_tool, BOTH, false },
		{ "resources/list", mcp_resource_list, BOTH, true },
		{ "resources/templates/list", mcp_resource_sources, BOTH,
			true },
		{ "resources/read", mcp_resource_read, BOTH, true },
	};

	for (size_t i = 0; i < LENGTH(methods); i++)
		if (str_is(rpc->method, methods[i].name) &&
			is_there(call, methods[i].eras,
				methods[i].of_resources)) {
			methods[i].run(call, rpc);
			return;
		}
	if (call->modern)
		call->fault = MCP_UNKNOWN;
	mcp_call_refuse(call, RPC_NO_METHOD, "this method is not offered");
}

/* What it does not know it passes over, says JSON-RPC. */
void mcp_method_tell(
	struct mcp_desk *d, struct arena *mem, const struct rpc *rpc)
{
	struct str id;

	if (!str_is(rpc->method, "notifications/cancelled"))
		return;
	id = mcp_rpc_id(mem, json_find(rpc->params, "requestId"));
	if (!id.at)
		return;
	mcp_desk_cancel(d, id);
	if (d->host->cancel_elsewhere)
		d->host->cancel_elsewhere(d->who, id);
}
