/*
 * test/unit/mcp_test.c - the Model Context Protocol as bytes (WEB-8): what is
 * read of messages and what is answered, without any transport. Clients of
 * others are in test/node/mcp_test.mjs.
 */
#include "mcp_asked.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

/* ---- a host ------------------------------------------------------------- */

static struct mcp_tool tools[] = {
	{ .name = "echo",
		.title = "Echo",
		.about = "Says what it was told.",
		.hints = MCP_READS,
		.input = { "{\"type\":\"object\"}", 17 } },
	{ .name = "hold",
		.title = "Hold",
		.about = "Does not answer yet.",
		.hints = MCP_DESTROYS,
		.input = { "{\"type\":\"object\"}", 17 } },
	{ .name = "hidden",
		.title = "Hidden",
		.about = "Not for everybody.",
		.input = { "{\"type\":\"object\"}", 17 } },
};

static struct mcp_call *held;
static int cancels;

static bool offers(void *who, const struct mcp_tool *tool)
{
	return who || strcmp(tool->name, "hidden") != 0;
}

static void run(void *who, struct mcp_call *call)
{
	struct mcp_result result = { 0 };
	struct buf b;

	(void)who;
	if (!strcmp(call->tool->name, "hold")) {
		held = call;
		return;
	}
	mcp_call_tell(call, 1, 2, STR("half"));
	buf_init(&b, &call->mem, 1 << 20);
	if (call->arguments)
		json_write(&b, call->arguments);
	result.json = b.len ? buf_str(&b) : STR("{}");
	mcp_call_end(call, &result);
}

static void cancel(void *who, struct mcp_call *call)
{
	(void)who;
	cancels += call == held;
}

static const struct mcp_host host = { .about = "for tests",
	.tools = tools,
	.tool_count = LENGTH(tools),
	.offers = offers,
	.call = run,
	.cancel = cancel };

/* ---- what is refused ---------------------------------------------------- */

TEST(what_is_no_json_is_a_parse_error_with_no_id)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	static const char *const bad[] = { "", "{", "nope", "{\"a\":1}x",
		"{\"a\":\"\\u0000\"}", "{\"a\":1,\"a\":2}", "\xff" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct got got = ask(d, bad[i]);

		OK(got.answers == 1);
		OK(code_of(got.text) == -32700);
		OK(json_kind(json_find(parsed(got.text), "id")) == JSON_NULL);
	}
	mcp_desk_close(d);
}

TEST(what_is_no_message_is_an_invalid_request)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	static const char *const bad[] = { "1", "\"a\"", "{}", "[]",
		"{\"id\":1,\"method\":\"ping\"}",
		"{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
		HEAD "\"id\":1}", HEAD "\"id\":1,\"method\":2}",
		HEAD "\"id\":null,\"method\":\"ping\"}",
		HEAD "\"id\":1.5,\"method\":\"ping\"}",
		HEAD "\"id\":{},\"method\":\"ping\"}",
		HEAD "\"id\":1,\"method\":\"ping\",\"params\":[]}" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct got got = ask(d, bad[i]);

		OK(got.answers == 1);
		OK(code_of(got.text) == -32600);
	}
	mcp_desk_close(d);
}

TEST(an_id_of_any_length_does_not_come_back)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	char text[2048];
	struct got got;

	snprintf(text, sizeof(text),
		HEAD "\"id\":\"%01000d\",\"method\":\"ping\"}", 7);
	got = ask(d, text);
	OK(code_of(got.text) == -32600);
	OK(got.text.len < 200);
	mcp_desk_close(d);
}

TEST(a_method_that_is_not_offered_is_told)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct got got = ask(d, ASK("\"x\"", "prompts/list"));

	OK(code_of(got.text) == -32601);
	OK(json_is(json_find(parsed(got.text), "id"), "x"));
	mcp_desk_close(d);
}

/* ---- what has no answer ------------------------------------------------- */

TEST(notifications_and_answers_are_not_answered)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	static const char *const quiet[] = { HEAD
		"\"method\":\"notifications/initialized\"}",
		HEAD "\"method\":\"no/such\"}",
		HEAD "\"method\":\"notifications/cancelled\",\"params\":{}}",
		HEAD "\"id\":3,\"result\":{}}",
		HEAD "\"id\":3,\"error\":{\"code\":1,\"message\":\"m\"}}" };

	for (size_t i = 0; i < LENGTH(quiet); i++) {
		struct got got = ask(d, quiet[i]);

		OK(got.answers == 1);
		OK(!got.text.at);
	}
	mcp_desk_close(d);
}

/* ---- greeting ----------------------------------------------------------- */

TEST(the_revision_asked_for_is_spoken_where_it_is_known)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	static const char *const known[] = { GREET("2025-11-25"),
		GREET("2025-06-18"), GREET("2025-03-26"), GREET("2024-11-05") };
	static const char *const names[] = { "2025-11-25", "2025-06-18",
		"2025-03-26", "2024-11-05" };
	const struct json *doc;

	for (size_t i = 0; i < LENGTH(known); i++) {
		doc = parsed(ask(d, known[i]).text);
		OK(json_is(json_at(doc, "/result/protocolVersion"), names[i]));
		OK(json_at(doc, "/result/capabilities/tools"));
		OK(json_is(json_at(doc, "/result/serverInfo/name"), "vitae"));
		OK(json_is(json_at(doc, "/result/instructions"), "for tests"));
	}
	doc = parsed(ask(d, GREET("1999-01-01")).text);
	OK(json_is(json_at(doc, "/result/protocolVersion"), "2025-11-25"));
	/* what has no greeting is not settled by one */
	doc = parsed(ask(d, GREET("2026-07-28")).text);
	OK(json_is(json_at(doc, "/result/protocolVersion"), "2025-11-25"));
	OK(code_of(ask(d, ASK("1", "initialize")).text) == -32602);
	mcp_desk_close(d);
}

/* ---- batches ------------------------------------------------------------ */

TEST(a_batch_is_answered_where_the_revision_knows_them)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	const struct json *doc;

	doc = parsed(ask(d,
		"[" ASK("1", "ping") "," HEAD "\"method\":\"notifications/"
				     "initialized\"},5," CALL("2", "echo",
					     ",\"arguments\":{\"a\":1}") "]")
			     .text);
	OK(json_kind(doc) == JSON_LIST);
	OK(json_count(doc) == 3);
	OK(json_at(doc, "/0/result"));
	OK(json_at(doc, "/1/error"));
	OK(json_at(doc, "/2/result/structuredContent/a"));
	OK(!ask(d, "[" HEAD "\"method\":\"a\"}]").text.at);
	ask(d, GREET("2025-06-18"));
	OK(code_of(ask(d, "[" ASK("1", "ping") "]").text) == -32600);
	mcp_desk_close(d);
}

TEST(a_batch_of_too_many_is_refused_whole)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i <= MCP_BATCH; i++)
		buf_addf(&b, "%s" ASK("%d", "ping"), i ? "," : "[", i);
	buf_addc(&b, ']');
	OK(code_of(ask(d, b.at).text) == -32600);
	mcp_desk_close(d);
}

/* ---- tools -------------------------------------------------------------- */

TEST(a_tool_is_seen_and_used_by_who_may_alone)
{
	struct mcp_desk *stranger = mcp_desk_open(&host, NULL);
	struct mcp_desk *friend = mcp_desk_open(&host, &cancels);
	const struct json *doc =
		parsed(ask(stranger, ASK("1", "tools/list")).text);

	OK(json_count(json_at(doc, "/result/tools")) == 2);
	OK(json_bool(json_at(doc, "/result/tools/0/annotations/readOnlyHint")));
	OK(json_bool(
		json_at(doc, "/result/tools/1/annotations/destructiveHint")));
	OK(!json_at(doc, "/result/nextCursor"));
	doc = parsed(ask(friend, ASK("1", "tools/list")).text);
	OK(json_count(json_at(doc, "/result/tools")) == 3);
	OK(code_of(ask(stranger, CALL("1", "hidden", "")).text) == -32602);
	OK(!json_find(
		parsed(ask(friend, CALL("1", "hidden", "")).text), "error"));
	mcp_desk_close(stranger);
	mcp_desk_close(friend);
}

TEST(many_tools_are_listed_page_by_page)
{
	struct mcp_tool many[2 * MCP_PAGE + 1];
	struct mcp_host lots = host;
	struct mcp_desk *d;
	struct str cursor = STR_NONE;
	size_t seen = 0;
	int pages = 0;

	for (size_t i = 0; i < LENGTH(many); i++) {
		many[i] = tools[0];
		many[i].name = str_fmt(&test_mem, "tool_%zu", i).at;
	}
	lots.tools = many;
	lots.tool_count = LENGTH(many);
	d = mcp_desk_open(&lots, NULL);
	do {
		const struct json *doc;
		struct str text = STR(ASK("1", "tools/list"));

		if (cursor.at)
			text = str_fmt(&test_mem,
				HEAD "\"id\":1,\"method\":\"tools/list\","
				     "\"params\":{\"cursor\":\"%.*s\"}}",
				STR_ARG(cursor));
		doc = parsed(ask(d, text.at).text);
		seen += json_count(json_at(doc, "/result/tools"));
		cursor = json_text(json_at(doc, "/result/nextCursor"));
		pages++;
	} while (cursor.at && pages < 10);
	OK(pages == 3);
	OK(seen == LENGTH(many));
	OK(code_of(ask(d, HEAD "\"id\":1,\"method\":\"tools/list\","
			       "\"params\":{\"cursor\":\"what\"}}")
			   .text) == -32602);
	mcp_desk_close(d);
}

TEST(a_call_with_no_object_of_arguments_is_refused)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);

	OK(code_of(ask(d, CALL("1", "echo", ",\"arguments\":[]")).text) ==
		-32602);
	OK(code_of(ask(d, ASK("1", "tools/call")).text) == -32602);
	mcp_desk_close(d);
}

/* ---- progress, cancelling, other threads -------------------------------- */

static struct str news;

static void hear(void *with, struct str message)
{
	(void)with;
	news = str_copy(&test_mem, message);
}

TEST(progress_is_told_to_who_asked_for_it)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	const struct json *doc;

	mcp_desk_on_news(d, hear, NULL);
	news = STR_NONE;
	ask(d, CALL("1", "echo", ""));
	OK(!news.at);
	ask(d, CALL("1", "echo", ",\"_meta\":{\"progressToken\":\"t\"}"));
	doc = parsed(news);
	OK(json_is(json_find(doc, "method"), "notifications/progress"));
	OK(json_is(json_at(doc, "/params/progressToken"), "t"));
	OK(json_is(json_at(doc, "/params/message"), "half"));
	mcp_desk_close(d);
}

TEST(a_cancelled_call_is_not_answered)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct got got = { 0 };

	cancels = 0;
	mcp_take(d, STR(CALL("\"7\"", "hold", "")), take, &got);
	OK(!got.answers);
	ask(d, HEAD "\"method\":\"notifications/cancelled\","
		    "\"params\":{\"requestId\":7}}");
	OK(!cancels);
	ask(d, HEAD "\"method\":\"notifications/cancelled\","
		    "\"params\":{\"requestId\":\"7\"}}");
	OK(cancels == 1);
	mcp_call_end(held, &(struct mcp_result){ .text = STR("late") });
	OK(got.answers == 1);
	OK(!got.text.at);
	mcp_desk_close(d);
}

static void *end_held(void *with)
{
	(void)with;
	mcp_call_end(held, &(struct mcp_result){ .text = STR("at last") });
	return NULL;
}

TEST(a_call_may_end_elsewhere_behind_its_desk)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct got got = { 0 };
	pthread_t other;

	mcp_take(d, STR("[" CALL("1", "hold", "") "," ASK("2", "ping") "]"),
		take, &got);
	mcp_desk_close(d);
	OK(!got.answers);
	NEED(!pthread_create(&other, NULL, end_held, NULL));
	pthread_join(other, NULL);
	OK(got.answers == 1);
	OK(json_count(parsed(got.text)) == 2);
}

/* ---- results ------------------------------------------------------------ */

static const struct json *shown(const struct mcp_result *result)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct got got = { 0 };

	mcp_take(d, STR(CALL("1", "hold", "")), take, &got);
	mcp_call_end(held, result);
	mcp_desk_close(d);
	return json_find(parsed(got.text), "result");
}

TEST(files_are_given_by_their_type)
{
	const struct json *doc;

	doc = shown(&(struct mcp_result){ .file = STR("%PDF\xff"),
		.file_name = STR("a.pdf"),
		.file_type = STR("application/pdf") });
	OK(json_is(json_at(doc, "/content/0/type"), "resource"));
	OK(json_is(json_at(doc, "/content/0/resource/blob"), "JVBERv8="));
	OK(json_is(json_at(doc, "/content/0/resource/uri"),
		"vitae://files/a.pdf"));
	doc = shown(&(struct mcp_result){ .file = STR("png"),
		.file_name = STR("a.png"),
		.file_type = STR("image/png") });
	OK(json_is(json_at(doc, "/content/0/type"), "image"));
	OK(json_is(json_at(doc, "/content/0/data"), "cG5n"));
	doc = shown(&(struct mcp_result){ .file = STR("words"),
		.file_name = STR("a.txt"),
		.file_type = STR("text/plain") });
	OK(json_is(json_at(doc, "/content/0/resource/text"), "words"));
}

TEST(a_failure_has_no_structured_content)
{
	const struct json *doc = shown(&(struct mcp_result){
		.failed = true, .json = STR("{\"error\":1}") });

	OK(json_bool(json_find(doc, "isError")));
	OK(!json_find(doc, "structuredContent"));
	OK(json_is(json_at(doc, "/content/0/text"), "{\"error\":1}"));
}

TEST(json_of_many_lines_is_one_line_of_a_message)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct got got = { 0 };

	mcp_take(d, STR(CALL("1", "hold", "")), take, &got);
	mcp_call_end(
		held, &(struct mcp_result){ .json = STR("{\n \"a\":\n1}") });
	mcp_desk_close(d);
	OK(!memchr(got.text.at, '\n', got.text.len));
	OK(json_at(parsed(got.text), "/result/structuredContent/a"));
}

/* ---- lines -------------------------------------------------------------- */

TEST(lines_are_answered_line_by_line_until_the_end)
{
	static const char in[] = ASK("1", "ping") "\n\r\n" ASK(
		"2", "ping") "\r\n" CALL("3", "echo", "");
	int there[2], back[2];
	char text[4096];
	struct err err;
	ssize_t n;

	NEED(!pipe(there) && !pipe(back));
	NEED(write(there[1], in, sizeof(in) - 1) == sizeof(in) - 1);
	close(there[1]);
	OK(mcp_serve(&host, NULL, there[0], back[1], &err));
	close(back[1]);
	n = read(back[0], text, sizeof(text) - 1);
	NEED(n > 0);
	text[n] = '\0';
	OK(strstr(text, "\"id\":1") && strstr(text, "\"id\":2") &&
		strstr(text, "\"id\":3"));
	OK(text[n - 1] == '\n');
	close(there[0]);
	close(back[0]);
}
