/*
 * test/unit/mcp_era_test.c - what came to the Model Context Protocol later
 * (WEB-8): messages without a greeting, which say what they are themselves, and
 * resources. The rest is in mcp_test.c.
 */
#include "mcp_asked.h"

/* ---- a host ------------------------------------------------------------- */

static const struct mcp_tool tools[] = {
	{ .name = "echo",
		.title = "Echo",
		.about = "Says that it was called.",
		.input = { "{\"type\":\"object\"}", 17 } },
};

static void run(void *who, struct mcp_call *call)
{
	(void)who;
	mcp_call_end(call, &(struct mcp_result){ .json = STR("{}") });
}

static const struct mcp_host host = {
	.about = "for tests", .tools = tools, .tool_count = 1, .call = run
};

/* ---- modern messages ---------------------------------------------------- */

#define META_OF(revision)                                         \
	"\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":" \
	"\"" revision "\",\"io.modelcontextprotocol/"             \
	"clientCapabilities\":{}}"
#define NOW(method, rest)                    \
	HEAD "\"id\":1,\"method\":\"" method \
	     "\",\"params\":{" META_OF("2026-07-28") rest "}}"

TEST(a_modern_message_needs_no_greeting)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	const struct json *doc =
		parsed(ask(d, NOW("server/discover", "")).text);

	OK(json_is(json_at(doc, "/result/supportedVersions/0"), "2026-07-28"));
	OK(json_count(json_at(doc, "/result/supportedVersions")) == 5);
	OK(json_is(json_at(doc, "/result/resultType"), "complete"));
	OK(json_is(json_at(doc, "/result/cacheScope"), "private"));
	OK(json_is(json_find(json_at(doc, "/result/_meta"),
			   "io.modelcontextprotocol/serverInfo")
			   ? json_find(json_find(json_at(doc, "/result/_meta"),
					       "io.modelcontextprotocol/"
					       "serverInfo"),
				     "name")
			   : NULL,
		"vitae"));
	doc = parsed(ask(d, NOW("tools/call", ",\"name\":\"echo\"")).text);
	OK(json_is(json_at(doc, "/result/resultType"), "complete"));
	OK(!json_at(doc, "/result/ttlMs"));
	/* and what each era does not know, it does not answer */
	OK(code_of(ask(d, NOW("ping", "")).text) == -32601);
	OK(ask(d, NOW("ping", "")).fault == MCP_UNKNOWN);
	OK(code_of(ask(
		   d, NOW("initialize", ",\"protocolVersion\":\"2025-11-25\""))
			   .text) == -32601);
	OK(code_of(ask(d, ASK("1", "server/discover")).text) == -32601);
	OK(ask(d, ASK("1", "no/such")).fault == MCP_FINE);
	mcp_desk_close(d);
}

TEST(a_modern_message_that_leaves_out_what_it_must_say_is_malformed)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	struct got got;

	got = ask(d, HEAD "\"id\":1,\"method\":\"tools/list\",\"params\":{"
			  "\"_meta\":{\"io.modelcontextprotocol/"
			  "protocolVersion\":\"2026-07-28\"}}}");
	OK(code_of(got.text) == -32602);
	OK(got.fault == MCP_MALFORMED);
	got = ask(d, HEAD "\"id\":1,\"method\":\"tools/list\",\"params\":{"
			  "\"_meta\":{\"io.modelcontextprotocol/"
			  "protocolVersion\":7}}}");
	OK(code_of(got.text) == -32602);
	got = ask(d,
		HEAD "\"id\":1,\"method\":\"tools/list\",\"params\":{" META_OF(
			"1900-01-01") "}}");
	OK(code_of(got.text) == -32022);
	OK(got.fault == MCP_MALFORMED);
	OK(json_is(json_at(parsed(got.text), "/error/data/requested"),
		"1900-01-01"));
	OK(json_is(json_at(parsed(got.text), "/error/data/supported/0"),
		"2026-07-28"));
	mcp_desk_close(d);
}

static struct got with_head(
	const char *revision, const char *method, const char *name)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	const struct mcp_head head = { str_c(revision), str_c(method),
		str_c(name) };
	struct got got;

	mcp_desk_head(d, &head);
	got = ask(d, NOW("tools/call", ",\"name\":\"echo\""));
	mcp_desk_close(d);
	return got;
}

TEST(the_head_of_a_modern_message_says_what_the_message_says)
{
	static const char now[] = "2026-07-28", call[] = "tools/call";
	static const struct {
		const char *revision, *method, *name;
	} bad[] = {
		{ NULL, call, "echo" },
		{ "2025-11-25", call, "echo" },
		{ now, NULL, "echo" },
		{ now, "tools/list", "echo" },
		{ now, "Tools/call", "echo" },
		{ now, call, NULL },
		{ now, call, "hold" },
		{ now, call, "=?base64?aG9sZA==?=" },
		{ now, call, "=?base64?!?=" },
	};

	OK(with_head(now, call, "echo").fault == MCP_FINE);
	OK(with_head(now, call, "=?base64?ZWNobw==?=").fault == MCP_FINE);
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct got got =
			with_head(bad[i].revision, bad[i].method, bad[i].name);

		OK(got.fault == MCP_MALFORMED);
		OK(code_of(got.text) == -32020);
	}
}

/* ---- resources ---------------------------------------------------------- */

static const struct mcp_source sources[] = {
	{ "test://things/{id}", "thing", "Thing", "One thing.", "text/plain",
		NULL },
	{ "test://secrets/{id}", "secret", "Secret", "Not for everybody.",
		"text/plain", NULL },
};

static bool shows(void *who, const struct mcp_source *source)
{
	return who || source == sources;
}

static void list(void *who, struct mcp_call *call)
{
	const struct mcp_resource one = { .one = STR("1"),
		.source = sources,
		.name = STR("First"),
		.changed_at = STR("2026-01-02T03:04:05Z") };

	(void)who;
	if (call->cursor.at && !str_is(call->cursor, "second"))
		mcp_call_no_cursor(call);
	else
		mcp_call_list(call, &one, 1,
			call->cursor.at ? STR_NONE : STR("second"));
}

static void read_one(void *who, struct mcp_call *call)
{
	(void)who;
	if (str_is(call->one, "1"))
		mcp_call_show(call, STR("what it says"));
	else
		mcp_call_missing(call);
}

static const struct mcp_host library = { .about = "for tests",
	.call = run,
	.sources = sources,
	.source_count = LENGTH(sources),
	.shows = shows,
	.list = list,
	.read = read_one };

#define READ(uri)                                      \
	HEAD "\"id\":1,\"method\":\"resources/read\"," \
	     "\"params\":{\"uri\":\"" uri "\"}}"

TEST(resources_are_listed_page_by_page_and_read_by_their_address)
{
	struct mcp_desk *d = mcp_desk_open(&library, NULL);
	const struct json *doc = parsed(ask(d, GREET("2025-11-25")).text);

	OK(json_at(doc, "/result/capabilities/resources"));
	doc = parsed(ask(d, ASK("1", "resources/templates/list")).text);
	OK(json_count(json_at(doc, "/result/resourceTemplates")) == 1);
	OK(json_is(json_at(doc, "/result/resourceTemplates/0/uriTemplate"),
		"test://things/{id}"));
	doc = parsed(ask(d, ASK("1", "resources/list")).text);
	OK(json_is(json_at(doc, "/result/resources/0/uri"), "test://things/1"));
	OK(json_is(json_at(doc, "/result/resources/0/name"), "First"));
	OK(json_is(json_at(doc, "/result/nextCursor"), "second"));
	doc = parsed(ask(d, HEAD "\"id\":1,\"method\":\"resources/list\","
				 "\"params\":{\"cursor\":\"second\"}}")
			     .text);
	OK(!json_at(doc, "/result/nextCursor"));
	doc = parsed(ask(d, READ("test://things/1")).text);
	OK(json_is(json_at(doc, "/result/contents/0/text"), "what it says"));
	OK(json_is(json_at(doc, "/result/contents/0/uri"), "test://things/1"));
	mcp_desk_close(d);
}

TEST(a_resource_that_is_not_there_is_told_as_its_revision_tells_it)
{
	struct mcp_desk *d = mcp_desk_open(&library, NULL);
	static const char *const none[] = { READ("test://things/2"),
		READ("test://things/"), READ("test://secrets/1"),
		READ("other://things/1"), READ(""),
		ASK("1", "resources/read") };

	for (size_t i = 0; i < LENGTH(none); i++)
		OK(code_of(ask(d, none[i]).text) == -32002);
	OK(code_of(ask(d, NOW("resources/read", ",\"uri\":\"test://things/2\""))
			   .text) == -32602);
	OK(code_of(ask(d, HEAD "\"id\":1,\"method\":\"resources/list\","
			       "\"params\":{\"cursor\":7}}")
			   .text) == -32602);
	mcp_desk_close(d);
}

TEST(a_host_without_resources_offers_none)
{
	struct mcp_desk *d = mcp_desk_open(&host, NULL);
	const struct json *doc = parsed(ask(d, GREET("2025-11-25")).text);

	OK(!json_at(doc, "/result/capabilities/resources"));
	OK(code_of(ask(d, ASK("1", "resources/list")).text) == -32601);
	mcp_desk_close(d);
}
