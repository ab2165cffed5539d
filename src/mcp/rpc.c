/*
 * mcp/rpc.c - one message of JSON-RPC 2.0, read and written. Which methods
 * there are it does not know.
 */
#include "mcp/mcp_int.h"

struct str mcp_rpc_id(struct arena *mem, const struct json *v)
{
	struct buf b;

	if (json_kind(v) != JSON_TEXT && json_kind(v) != JSON_INT)
		return STR_NONE;
	buf_init(&b, mem, MCP_ID);
	json_write(&b, v);
	return buf_ok(&b) ? buf_str(&b) : STR_NONE;
}

const char *mcp_rpc_read(
	struct arena *mem, const struct json *doc, struct rpc *out)
{
	const struct json *id = json_find(doc, "id");
	const struct json *params = json_find(doc, "params");
	const struct json *method = json_find(doc, "method");

	*out = (struct rpc){ .id = mcp_rpc_id(mem, id),
		.method = json_text(method),
		.params = params };
	if (json_kind(doc) != JSON_OBJECT)
		return "a message is an object";
	if (!json_is(json_find(doc, "jsonrpc"), "2.0"))
		return "'jsonrpc' must be '2.0'";
	if (!method && (json_find(doc, "result") || json_find(doc, "error"))) {
		out->answers = true;
		return NULL;
	}
	if (id && !out->id.at)
		return "'id' must be a text or a whole number, and short";
	if (!out->method.at)
		return "'method' must be a text";
	if (params && json_kind(params) != JSON_OBJECT)
		return "'params' must be an object";
	return NULL;
}

/* ---- writing ------------------------------------------------------------ */

static struct json_out begin(struct buf *b, struct arena *mem)
{
	struct json_out out;

	buf_init(b, mem, MCP_ANSWER);
	out = json_begin(b, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "jsonrpc"), STR("2.0"));
	return out;
}

static void put_id(struct json_out *out, struct str id)
{
	json_key(out, "id");
	if (id.at)
		json_put_raw(out, id);
	else
		json_put_null(out);
}

struct str mcp_rpc_result(struct arena *mem, struct str id, struct str result)
{
	struct json_out out;
	struct buf b;

	out = begin(&b, mem);
	put_id(&out, id);
	json_put_raw(json_key(&out, "result"), result);
	json_end(&out);
	return buf_ok(&b)
		       ? buf_str(&b)
		       : mcp_rpc_error(mem, id, RPC_BROKEN,
				 "the answer is too big to be sent", STR_NONE);
}

struct str mcp_rpc_error(struct arena *mem, struct str id, int code,
	const char *why, struct str data)
{
	struct json_out out;
	struct buf b;

	out = begin(&b, mem);
	put_id(&out, id);
	json_object(json_key(&out, "error"));
	json_put_int(json_key(&out, "code"), code);
	json_put_text(json_key(&out, "message"), str_c(why));
	if (data.at)
		json_put_raw(json_key(&out, "data"), data);
	json_end(&out);
	json_end(&out);
	return buf_str(&b);
}

struct str mcp_rpc_news(
	struct arena *mem, const char *method, struct str params)
{
	struct json_out out;
	struct buf b;

	out = begin(&b, mem);
	json_put_text(json_key(&out, "method"), str_c(method));
	json_put_raw(json_key(&out, "params"), params);
	json_end(&out);
	return buf_str(&b);
}
