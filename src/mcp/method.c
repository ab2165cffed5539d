/*
 * mcp/method.c - the methods of the protocol: greeting, listing tools, running
 * one, and what clients tell.
 */
#include "mcp/mcp_int.h"

static const struct revision {
	const char *name;
	bool batches;
} revisions[] = {
#define REVISION(name, batches) { name, batches },
#include "mcp/revisions.def"
#undef REVISION
};

/* Who names none speaks it, says the protocol. */
enum { REVISION_UNNAMED = 1 };

int mcp_revision_find(struct str name)
{
	for (size_t i = 0; i < LENGTH(revisions); i++)
		if (str_is(name, revisions[i].name))
			return (int)i;
	return -1;
}

bool mcp_revision_has_batches(int revision)
{
	return revisions[revision < 0 ? REVISION_UNNAMED : revision].batches;
}

/* ---- greeting ----------------------------------------------------------- */

/* The revision that was asked for, where we speak it; else our newest, and
 * the client decides whether it goes on. */
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
	settled = mcp_revision_find(asked);
	d->revision = settled = settled < 0 ? 0 : settled;
	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "protocolVersion"),
		str_c(revisions[settled].name));
	json_object(json_key(&out, "capabilities"));
	json_object(json_key(&out, "tools"));
	json_end(&out);
	json_end(&out);
	json_object(json_key(&out, "serverInfo"));
	json_put_text(json_key(&out, "name"), STR("vitae"));
	json_put_text(json_key(&out, "title"), STR("Vitae"));
	json_put_text(json_key(&out, "version"), STR(VITAE_VERSION));
	json_end(&out);
	json_put_text(json_key(&out, "instructions"), str_c(d->host->about));
	json_end(&out);
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
		mcp_call_run(call);
}

/* ---- which one ---------------------------------------------------------- */

void mcp_method_ask(struct mcp_call *call, const struct rpc *rpc)
{
	static const struct {
		const char *name;
		void (*run)(struct mcp_call *call, const struct rpc *rpc);
	} methods[] = {
		{ "initialize", initialize },
		{ "ping", ping },
		{ "tools/list", list_tools },
		{ "tools/call", call_tool },
	};

	for (size_t i = 0; i < LENGTH(methods); i++)
		if (str_is(rpc->method, methods[i].name)) {
			methods[i].run(call, rpc);
			return;
		}
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
	if (id.at)
		mcp_desk_cancel(d, id);
}
