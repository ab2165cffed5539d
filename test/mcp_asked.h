/*
 * test/mcp_asked.h - one message to a desk of the Model Context Protocol,
 * and what came of it. Not here: what there is to ask for.
 */
#ifndef MCP_ASKED_H
#define MCP_ASKED_H

#include "mcp/mcp.h"
#include "test.h"

struct got {
	int answers;
	enum mcp_fault fault;
	struct str text;
};

MAYBE void take(void *with, struct str answer, enum mcp_fault fault)
{
	struct got *got = with;

	got->answers++;
	got->fault = fault;
	got->text = answer.at ? str_copy(&test_mem, answer) : STR_NONE;
}

MAYBE struct got ask(struct mcp_desk *d, const char *text)
{
	struct got got = { 0 };

	mcp_take(d, str_c(text), take, &got);
	return got;
}

MAYBE const struct json *parsed(struct str text)
{
	const struct json *doc = NULL;
	struct err err;

	OK(text.at && json_parse(&test_mem, text, &doc, &err));
	return doc;
}

MAYBE int64_t code_of(struct str text)
{
	int64_t code = 0;

	json_int(json_at(parsed(text), "/error/code"), &code);
	return code;
}

#define HEAD "{\"jsonrpc\":\"2.0\","
#define ASK(id, method) HEAD "\"id\":" id ",\"method\":\"" method "\"}"
#define GREET(revision)                            \
	HEAD "\"id\":0,\"method\":\"initialize\"," \
	     "\"params\":{\"protocolVersion\":\"" revision "\"}}"
#define CALL(id, name, rest)                            \
	HEAD "\"id\":" id ",\"method\":\"tools/call\"," \
	     "\"params\":{\"name\":\"" name "\"" rest "}}"

#endif
