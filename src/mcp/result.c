/*
 * mcp/result.c - what a tool found, as the protocol's content: an object twice,
 * for programs and as text for models that read nothing else; files by their
 * type.
 */
#include "mcp/mcp_int.h"

#include "base/code.h"

static void put_text(struct json_out *out, struct str text)
{
	json_object(out);
	json_put_text(json_key(out, "type"), STR("text"));
	json_put_text(json_key(out, "text"), text);
	json_end(out);
}

static bool is_text(struct str type)
{
	return str_starts(type, STR("text/")) ||
	       str_starts(type, STR("application/json")) ||
	       str_starts(type, STR("image/svg+xml"));
}

static bool is_picture(struct str type)
{
	return str_starts(type, STR("image/")) && !is_text(type);
}

static void put_file(
	struct json_out *out, struct arena *mem, const struct mcp_result *r)
{
	json_object(out);
	if (is_picture(r->file_type)) {
		json_put_text(json_key(out, "type"), STR("image"));
		json_put_text(json_key(out, "data"),
			code_text(mem, CODE_BASE64, r->file));
		json_put_text(json_key(out, "mimeType"), r->file_type);
		json_end(out);
		return;
	}
	json_put_text(json_key(out, "type"), STR("resource"));
	json_object(json_key(out, "resource"));
	json_put_text(json_key(out, "uri"),
		str_fmt(mem, "vitae://files/%.*s", STR_ARG(r->file_name)));
	json_put_text(json_key(out, "mimeType"), r->file_type);
	if (is_text(r->file_type))
		json_put_text(json_key(out, "text"), r->file);
	else
		json_put_text(json_key(out, "blob"),
			code_text(mem, CODE_BASE64, r->file));
	json_end(out);
	json_end(out);
}

/* Messages are lines, and the host's JSON may have some of its own. */
static const struct json *object_of(struct arena *mem, struct str json)
{
	const struct json *doc;
	struct err err;

	if (!json.len || !json_parse(mem, json, &doc, &err))
		return NULL;
	return json_kind(doc) == JSON_OBJECT ? doc : NULL;
}

struct str mcp_result_write(struct arena *mem, const struct mcp_result *r)
{
	const struct json *object = object_of(mem, r->json);
	struct json_out out;
	struct buf b;

	buf_init(&b, mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_list(json_key(&out, "content"));
	if (r->text.len)
		put_text(&out, r->text);
	else if (r->json.len)
		put_text(&out, r->json);
	if (r->notes.len)
		put_text(&out, r->notes);
	if (r->file.len)
		put_file(&out, mem, r);
	json_end(&out);
	if (object && !r->failed)
		json_put(json_key(&out, "structuredContent"), object);
	json_put_bool(json_key(&out, "isError"), r->failed);
	json_end(&out);
	return buf_ok(&b) ? buf_str(&b)
			  : STR("{\"content\":[{\"type\":\"text\",\"text\":"
				"\"the answer is too big to be sent\"}],"
				"\"isError\":true}");
}
