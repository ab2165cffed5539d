/*
 * mcp/resource.c - what can be read by its address: which kinds there are,
 * which ones, one of them. The addresses are the host's sources with one of
 * their own in the place of {id}.
 */
#include "mcp/mcp_int.h"

enum { URI_MOST = 2048, PLACE = sizeof("{id}") - 1 };

static bool shows(const struct mcp_desk *d, const struct mcp_source *s)
{
	return !d->host->shows || d->host->shows(d->who, s);
}

/* What stands before {id}. */
static struct str stem(const struct mcp_source *s)
{
	struct str uri = str_c(s->uri);

	return str_of(uri.at, uri.len - PLACE);
}

static void put_optional(struct json_out *out, const char *name, struct str s)
{
	if (s.len)
		json_put_text(json_key(out, name), s);
}

/* ---- kinds -------------------------------------------------------------- */

void mcp_resource_sources(struct mcp_call *call, const struct rpc *rpc)
{
	const struct mcp_desk *d = call->letter->desk;
	struct json_out out;
	struct buf b;

	(void)rpc;
	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_list(json_key(&out, "resourceTemplates"));
	for (size_t i = 0; i < d->host->source_count; i++) {
		const struct mcp_source *s = &d->host->sources[i];

		if (!shows(d, s))
			continue;
		json_object(&out);
		json_put_text(json_key(&out, "uriTemplate"), str_c(s->uri));
		json_put_text(json_key(&out, "name"), str_c(s->name));
		json_put_text(json_key(&out, "title"), str_c(s->title));
		json_put_text(json_key(&out, "description"), str_c(s->about));
		json_put_text(json_key(&out, "mimeType"), str_c(s->type));
		json_end(&out);
	}
	json_end(&out);
	json_end(&out);
	call->ttl_ms = 0;
	mcp_call_answer(call, buf_str(&b));
}

/* ---- which ones --------------------------------------------------------- */

void mcp_resource_list(struct mcp_call *call, const struct rpc *rpc)
{
	const struct json *cursor = json_find(rpc->params, "cursor");

	call->cursor = cursor ? json_text(cursor) : STR_NONE;
	if (cursor && !call->cursor.at)
		mcp_call_no_cursor(call);
	else
		mcp_call_run(call, call->letter->desk->host->list);
}

void mcp_call_no_cursor(struct mcp_call *call)
{
	mcp_call_refuse(call, RPC_BAD_PARAMS,
		"'cursor' must be the 'nextCursor' of a page before");
}

static void put_one(struct json_out *out, const struct mcp_resource *r)
{
	const struct mcp_source *s = r->source;

	json_object(out);
	json_put_text(json_key(out, "uri"),
		str_fmt(out->to->mem, "%.*s%.*s", STR_ARG(stem(s)),
			STR_ARG(r->one)));
	json_put_text(
		json_key(out, "name"), r->name.len ? r->name : str_c(s->title));
	put_optional(out, "description", r->about);
	json_put_text(json_key(out, "mimeType"), str_c(s->type));
	if (r->changed_at.at) {
		json_object(json_key(out, "annotations"));
		json_put_text(json_key(out, "lastModified"), r->changed_at);
		json_end(out);
	}
	json_end(out);
}

void mcp_call_list(struct mcp_call *call, const struct mcp_resource *list,
	size_t count, struct str next)
{
	struct json_out out;
	struct buf b;

	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_list(json_key(&out, "resources"));
	for (size_t i = 0; i < count; i++)
		put_one(&out, &list[i]);
	json_end(&out);
	put_optional(&out, "nextCursor", next);
	json_end(&out);
	call->ttl_ms = 0;
	mcp_call_answer(call, buf_str(&b));
}

/* ---- one ---------------------------------------------------------------- */

void mcp_resource_read(struct mcp_call *call, const struct rpc *rpc)
{
	const struct mcp_desk *d = call->letter->desk;
	struct str uri = json_text(json_find(rpc->params, "uri"));

	for (size_t i = 0; i < d->host->source_count; i++) {
		const struct mcp_source *s = &d->host->sources[i];
		struct str begin = stem(s);

		if (uri.len <= begin.len || uri.len > URI_MOST ||
			!str_starts(uri, begin) || !shows(d, s))
			continue;
		call->source = s;
		call->one = str_copy(&call->mem,
			str_of(uri.at + begin.len, uri.len - begin.len));
		mcp_call_run(call, d->host->read);
		return;
	}
	mcp_call_missing(call);
}

void mcp_call_missing(struct mcp_call *call)
{
	mcp_call_refuse(call, call->modern ? RPC_BAD_PARAMS : RPC_NO_RESOURCE,
		"there is no such resource for you here; 'resources/list' "
		"names those that there are");
}

void mcp_call_broken(struct mcp_call *call, struct str why)
{
	mcp_call_refuse(call, RPC_BROKEN, str_copy(&call->mem, why).at);
}

void mcp_call_show(struct mcp_call *call, struct str text)
{
	struct json_out out;
	struct buf b;

	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_list(json_key(&out, "contents"));
	json_object(&out);
	json_put_text(json_key(&out, "uri"),
		str_fmt(&call->mem, "%.*s%.*s", STR_ARG(stem(call->source)),
			STR_ARG(call->one)));
	json_put_text(json_key(&out, "mimeType"), str_c(call->source->type));
	json_put_text(json_key(&out, "text"), text);
	json_end(&out);
	json_end(&out);
	json_end(&out);
	call->ttl_ms = 0;
	if (buf_ok(&b))
		mcp_call_answer(call, buf_str(&b));
	else
		mcp_call_refuse(
			call, RPC_BROKEN, "the resource is too big to be sent");
}
