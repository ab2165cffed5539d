/*
 * test/fuzz/mcp_fuzz.c - any bytes as a message of the Model Context Protocol:
 * there is one answer or none, it is JSON, and each error in it has a code.
 */
#include "mcp/mcp.h"

#include <stdlib.h>

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void run(void *who, struct mcp_call *call)
{
	struct mcp_result result = { .text = STR("done") };

	(void)who;
	mcp_call_tell(call, 1, 0, STR("on"));
	mcp_call_end(call, &result);
}

static void list(void *who, struct mcp_call *call)
{
	(void)who;
	mcp_call_list(call, NULL, 0, call->cursor);
}

static void read_one(void *who, struct mcp_call *call)
{
	(void)who;
	must(call->one.len > 0);
	mcp_call_show(call, call->one);
}

static void check(struct arena *mem, const struct json *one)
{
	int64_t code;

	must(json_is(json_find(one, "jsonrpc"), "2.0"));
	must(json_find(one, "result") ||
		json_int(json_at(one, "/error/code"), &code));
	must(!json_flaw(mem, one, &(const char *){ NULL }));
}

static void answered(void *with, struct str answer, enum mcp_fault fault)
{
	const struct json *doc;
	struct arena mem = { 0 };
	struct err err;

	must(fault == MCP_FINE || answer.at);
	++*(int *)with;
	if (answer.at) {
		must(json_parse(&mem, answer, &doc, &err));
		if (json_kind(doc) != JSON_LIST)
			check(&mem, doc);
		for (const struct json *v = json_first(doc);
			v && json_kind(doc) == JSON_LIST; v = json_next(doc, v))
			check(&mem, v);
	}
	arena_free(&mem);
}

static void told(void *with, struct str message)
{
	(void)with;
	must(!message.at || message.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct mcp_tool tool = { .name = "t",
		.title = "T",
		.about = "a tool",
		.input = { "{\"type\":\"object\"}", 17 } };
	static const struct mcp_source source = { "t://{id}", "t", "T", "", "",
		NULL };
	static const struct mcp_host host = { .about = "",
		.tools = &tool,
		.tool_count = 1,
		.call = run,
		.sources = &source,
		.source_count = 1,
		.list = list,
		.read = read_one };
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	int answers = 0;

	mcp_desk_on_news(d, told, NULL);
	mcp_take(d, str_of((const char *)data, size), answered, &answers);
	must(answers == 1);
	mcp_desk_close(d);
	return 0;
}
