/*
 * mcp/era.c - what a message speaks: a revision that a greeting settled, or
 * (the modern ones) what it says of itself, which the head that carried it
 * must repeat. What methods there are it does not know.
 */
#include "mcp/mcp_int.h"

#include "base/code.h"

enum { META_MOST = 4096 };

static const struct revision {
	const char *name;
	bool batches, modern;
} revisions[] = {
#define REVISION(name, batches, modern) { name, batches, modern },
#include "mcp/revisions.def"
#undef REVISION
};

/* Who names none speaks it, says the protocol. */
static const char unnamed[] = "2025-03-26";

int mcp_revision_find(struct str name)
{
	for (size_t i = 0; i < LENGTH(revisions); i++)
		if (str_is(name, revisions[i].name))
			return (int)i;
	return -1;
}

const char *mcp_revision_name(int revision) { return revisions[revision].name; }

bool mcp_revision_has_batches(int revision)
{
	if (revision < 0)
		revision = mcp_revision_find(str_c(unnamed));
	return revisions[revision].batches;
}

bool mcp_revision_is_modern(struct str name)
{
	int found = mcp_revision_find(name);

	return found >= 0 && revisions[found].modern;
}

int mcp_revision_greeted(struct str name)
{
	int found = mcp_revision_find(name);

	if (found < 0 || revisions[found].modern)
		for (found = 0; revisions[found].modern;)
			found++;
	return found;
}

struct str mcp_revision_list(struct arena *mem)
{
	struct json_out out;
	struct buf b;

	buf_init(&b, mem, META_MOST);
	out = json_begin(&b, JSON_COMPACT);
	json_list(&out);
	for (size_t i = 0; i < LENGTH(revisions); i++)
		json_put_text(&out, str_c(revisions[i].name));
	json_end(&out);
	return buf_str(&b);
}

/* ---- what a modern message says of itself ------------------------------- */

#define OURS "io.modelcontextprotocol/"

static bool malformed(struct mcp_call *call, int code, const char *why)
{
	call->fault = MCP_MALFORMED;
	mcp_call_refuse(call, code, why);
	return false;
}

/* What a head cannot say as it is comes in base64 between two marks. */
static struct str head_text(struct arena *mem, struct str value)
{
	static const char begin[] = "=?base64?", end[] = "?=";
	size_t marks = sizeof(begin) - 1 + sizeof(end) - 1;
	struct str plain;

	if (value.len < marks || !str_starts(value, str_c(begin)) ||
		!str_ends(value, str_c(end)))
		return value;
	value = str_of(value.at + sizeof(begin) - 1, value.len - marks);
	return code_bytes(mem, CODE_BASE64, value, &plain) ? plain : STR_NONE;
}

/* What is called or read, where there is something. */
static struct str name_of(const struct rpc *rpc)
{
	if (str_is(rpc->method, "tools/call"))
		return json_text(json_find(rpc->params, "name"));
	if (str_is(rpc->method, "resources/read"))
		return json_text(json_find(rpc->params, "uri"));
	return STR_NONE;
}

static bool head_fits(
	struct mcp_call *call, const struct rpc *rpc, struct str revision)
{
	const struct mcp_desk *d = call->letter->desk;
	struct str name = name_of(rpc);

	if (!d->has_head)
		return true;
	if (!str_eq(d->head.revision, revision))
		return malformed(call, RPC_OTHER_HEAD,
			"the header MCP-Protocol-Version must be the "
			"revision that '_meta' names");
	if (!str_eq(d->head.method, rpc->method))
		return malformed(call, RPC_OTHER_HEAD,
			"the header Mcp-Method must be the message's method");
	return !name.at || str_eq(head_text(&call->mem, d->head.name), name) ||
	       malformed(call, RPC_OTHER_HEAD,
		       "the header Mcp-Name must be what is called or read");
}

static bool other_revision(struct mcp_call *call, struct str asked)
{
	struct json_out out;
	struct buf b;

	buf_init(&b, &call->mem, META_MOST);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_raw(
		json_key(&out, "supported"), mcp_revision_list(&call->mem));
	json_put_text(json_key(&out, "requested"),
		str_of(asked.at, asked.len < 80 ? asked.len : 0));
	json_end(&out);
	call->fault = MCP_MALFORMED;
	mcp_call_refuse_with(call, RPC_OTHER_REVISION,
		"this revision of the protocol is not spoken here",
		buf_str(&b));
	return false;
}

bool mcp_era_fits(struct mcp_call *call, const struct rpc *rpc)
{
	const struct mcp_desk *d = call->letter->desk;
	const struct json *meta = json_find(rpc->params, "_meta");
	const struct json *named = json_find(meta, OURS "protocolVersion");
	struct str asked = json_text(named);

	call->modern = named || (d->has_head && mcp_revision_is_modern(
							d->head.revision));
	if (!call->modern)
		return true;
	if (!asked.at)
		return malformed(call, RPC_BAD_PARAMS,
			"'_meta' must name the '" OURS "protocolVersion'");
	if (!head_fits(call, rpc, asked))
		return false;
	if (!mcp_revision_is_modern(asked))
		return other_revision(call, asked);
	return json_kind(json_find(meta, OURS "clientCapabilities")) ==
		       JSON_OBJECT ||
	       malformed(call, RPC_BAD_PARAMS,
		       "'_meta' must hold '" OURS
		       "clientCapabilities', an object");
}

/* ---- what a modern result says of itself -------------------------------- */

struct str mcp_era_result(struct mcp_call *call, struct str result)
{
	struct buf b;

	if (!call->modern)
		return result;
	buf_init(&b, &call->mem, MCP_ANSWER);
	buf_add(&b, STR("{\"resultType\":\"complete\",\"_meta\":{\"" OURS
			"serverInfo\":{\"name\":\"vitae\",\"title\":\"Vitae\","
			"\"version\":\"" VITAE_VERSION "\"}}"));
	/* what is listed depends on who asks */
	if (call->ttl_ms >= 0)
		buf_addf(&b, ",\"ttlMs\":%lld,\"cacheScope\":\"private\"",
			(long long)call->ttl_ms);
	if (result.len > 2)
		buf_addc(&b, ',');
	buf_add(&b, str_of(result.at + 1, result.len - 1));
	return buf_ok(&b) ? buf_str(&b) : result;
}
