/*
 * test/unit/llm_shape_test.c - partners/llm.h: a struct is asked for. What the
 * schema says, what servers take of it, what of their answers is believed, and
 * what it may cost (TAI-9). The server is test/llm_standin.py, a stand-in.
 */
#include "test.h"

#include "llm_asked.h"
#include "partners/llm_int.h"

/* ---- a shape of all kinds ----------------------------------------------- */

struct change {
	struct str path, verb;
	int64_t weight;
};
struct advice {
	struct str summary, tone;
	int64_t count;
	double share;
	bool sure;
	struct change first;
	struct {
		struct change *at;
		size_t count;
	} changes;
	struct {
		struct str *at;
		size_t count;
	} skills;
	struct str secret;
};

static const char *const tones[] = { "plain", "warm", NULL };
static const struct json_field change_fields[] = {
	JSON(change, path, JSON_MUST, 1, 80, .about = "what changes"),
	JSON(change, verb, JSON_NULLABLE, 0, 20),
	JSON(change, weight, 0, 0, 10),
	{ 0 },
};
static const struct json_shape change_shape =
	JSON_SHAPE(change, "Change", "One change.", change_fields);
static const struct json_field advice_fields[] = {
	JSON(advice, summary, JSON_MUST, 1, 400, .as = "theSummary",
		.format = JSON_LINE),
	JSON_WORD(advice, tone, JSON_MUST, tones),
	JSON(advice, count, 0, -5, 500),
	JSON(advice, share, 0, 0, 0),
	JSON(advice, sure, 0, 0, 0),
	JSON_IN(advice, first, JSON_MUST, &change_shape),
	JSON_ROWS(advice, changes, 0, 20, &change_shape),
	JSON_TEXTS(advice, skills, 0, 30, 1, 60),
	JSON(advice, secret, JSON_HIDE | JSON_READONLY, 0, 10),
	{ 0 },
};
static const struct json_shape advice_shape =
	JSON_SHAPE(advice, "Advice", "What to change.", advice_fields);

static const struct json *schema_of(const struct json_shape *shape)
{
	const struct json *doc = NULL;
	struct json_out o;
	struct buf b;
	struct err err;

	buf_init(&b, &test_mem, 65536);
	o = json_begin(&b, JSON_COMPACT);
	partners_llm_schema(&o, shape);
	OK_ERR(json_parse(&test_mem, buf_str(&b), &doc, &err), err);
	return doc;
}

TEST(a_schema_requires_all_that_it_names_and_nothing_besides)
{
	const struct json *s = schema_of(&advice_shape);

	SAME_INT(json_count(json_find(s, "properties")), 8);
	SAME_INT(json_count(json_find(s, "required")), 8);
	OK(json_is(json_at(s, "/required/0"), "theSummary"));
	OK(json_kind(json_find(s, "additionalProperties")) == JSON_BOOL);
	OK(!json_bool(json_find(s, "additionalProperties")));
	OK(!json_at(s, "/properties/secret"));
	OK(json_kind(json_at(s, "/properties/changes/items"
				"/additionalProperties")) == JSON_BOOL);
	SAME_INT(json_count(json_at(s, "/properties/first/required")), 3);
}

TEST(what_may_be_absent_may_be_null)
{
	const struct json *s = schema_of(&change_shape);

	OK(json_is(json_at(s, "/properties/verb/type/1"), "null"));
	OK(json_is(json_at(s, "/properties/path/type"), "string"));
}

TEST(bounds_are_told_in_words_since_not_all_servers_know_their_keywords)
{
	const struct json *s = schema_of(&advice_shape);

	OK(json_is(json_at(s, "/properties/theSummary/description"),
		"on one line; not empty; at most 400 characters"));
	OK(json_is(json_at(s, "/properties/count/description"),
		"not less than -5; not more than 500"));
	OK(json_is(json_at(s, "/properties/skills/description"),
		"at most 30 entries; none of them empty; at most 60 "
		"characters"));
	OK(json_is(json_at(s, "/properties/changes/description"),
		"at most 20 entries"));
	OK(json_is(json_at(s, "/properties/first/properties/path/description"),
		"what changes; not empty; at most 80 characters"));
	OK(json_is(json_at(s, "/properties/tone/enum/1"), "warm"));
	OK(!json_at(s, "/properties/share/description"));
}

/* ---- asking ------------------------------------------------------------- */

static void begin(struct asked *a, struct advice *into, const char *mode,
	const char *name)
{
	asked_begin(a, mode, name);
	memset(into, 0, sizeof(*into));
	a->call.shape = &advice_shape;
	a->call.into = into;
}

static void is_filled(const struct advice *v)
{
	SAME_STR(v->summary, STR("w\xc3\xb6rd"));
	SAME_STR(v->tone, STR("plain"));
	SAME_INT(v->count, 7);
	OK(v->share == 2.5 && v->sure);
	SAME_STR(v->first.path, STR("w\xc3\xb6rd"));
	SAME_INT(v->changes.count, 2);
	SAME_INT(v->skills.count, 2);
}

TEST(an_answer_becomes_a_struct)
{
	static const char *const modes[] = { "fine", "whole", "split", "crlf",
		"fenced", "thinking", "parts", "no-usage", "no-done" };

	for (size_t i = 0; i < LENGTH(modes); i++) {
		struct advice v;
		struct asked a;

		begin(&a, &v, modes[i], "struct");
		OK_ERR(asked_end(&a), a.err);
		is_filled(&v);
		SAME_INT(a.answer.form, LLM_SCHEMA);
	}
}

/* The stand-in refuses schemas that OpenAI refuses. */
TEST(the_schema_goes_out_as_a_strict_one)
{
	const struct json *form;
	struct advice v;
	struct asked a;

	begin(&a, &v, "fine", "strict");
	NEED_ERR(asked_end(&a), a.err);
	form = json_at(standin_seen("strict"), "/0/body/response_format");
	OK(json_is(json_find(form, "type"), "json_schema"));
	OK(json_is(json_at(form, "/json_schema/name"), "Advice"));
	OK(json_bool(json_at(form, "/json_schema/strict")));
}

TEST(a_server_that_refuses_something_is_asked_otherwise)
{
	static const struct {
		const char *mode;
		int attempts;
		enum llm_form form;
	} servers[] = { { "old-openai", 2, LLM_OBJECT },
		{ "plain-only", 3, LLM_PLAIN }, { "new-openai", 2, LLM_SCHEMA },
		{ "one-temperature", 2, LLM_SCHEMA },
		{ "no-options", 2, LLM_SCHEMA }, { "pydantic", 4, LLM_PLAIN } };

	for (size_t i = 0; i < LENGTH(servers); i++) {
		struct advice v;
		struct asked a;

		begin(&a, &v, servers[i].mode, servers[i].mode);
		OK_ERR(asked_end(&a), a.err);
		is_filled(&v);
		SAME_INT(a.answer.attempts, servers[i].attempts);
		SAME_INT(a.answer.form, servers[i].form);
		/* and is asked so from then on */
		memset(&v, 0, sizeof(v));
		OK_ERR(asked_end(&a), a.err);
		is_filled(&v);
		SAME_INT(a.answer.attempts, 1);
	}
}

TEST(what_the_schema_cannot_say_is_told_behind_the_callers_own_words)
{
	const struct json *last;
	struct advice v;
	struct asked a;

	begin(&a, &v, "plain-only", "in-words");
	NEED_ERR(asked_end(&a), a.err);
	last = json_at(standin_seen("in-words"), "/2/body/messages");
	SAME_INT(json_count(last), 3);
	OK(json_is(json_at(last, "/0/content"), "You are terse."));
	OK(json_is(json_at(last, "/1/role"), "system"));
	OK(json_is(json_at(last, "/2/content"), ASKED_TEXT));
}

/* Around it may stand what looks like it. */
TEST(the_object_is_found_in_what_a_model_wrote)
{
	static const struct {
		const char *text;
		enum llm_fault fault;
	} cases[] = {
		{ "{\"path\":\"} {\"}", LLM_FINE },
		{ "{\"path\":\"a \\\" } b\"} and so on", LLM_FINE },
		{ "{\"path\":\"\\\\\"} {}", LLM_FINE },
		{ "<think>{\"path\":1}</think>{\"path\":\"x\"}", LLM_FINE },
		{ " \n<think>{}</think> ```json\n{\"path\":\"x\"}\n```}",
			LLM_FINE },
		{ "{\"path\":\"x\",\"more\":1}", LLM_FAULT_shape },
		{ "{\"path\":\"\"}", LLM_FAULT_shape },
		{ "{\"path\":null}", LLM_FAULT_shape },
		{ "{\"verb\":\"x\"}", LLM_FAULT_shape },
		{ "[{\"path\":\"x\"}", LLM_FINE },
		{ "{\"path\":\"x\"", LLM_FAULT_half },
		{ "{\"path\":\"x", LLM_FAULT_half },
		{ "{", LLM_FAULT_half },
		{ "{path: 'x'}", LLM_FAULT_nonsense },
		{ "<think>{\"path\":\"x\"}", LLM_FAULT_nonsense },
		{ "Path: x", LLM_FAULT_nonsense },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct change into;
		const struct llm_call call = { .shape = &change_shape,
			.into = &into };
		const struct llm_ask a = { .mem = &test_mem, .call = &call };
		struct err why;
		enum llm_fault fault = partners_llm_read_object(
			&a, str_c(cases[i].text), &why);

		if (fault != cases[i].fault)
			test_fail(__FILE__, __LINE__, "%s is %s", cases[i].text,
				partners_llm_fault_words[fault]);
	}
}

TEST(a_script_is_answered_in_its_order)
{
	static const char *const answers[] = { "one", "tw\xc3\xb6" };
	struct asked a;

	standin_script("play", answers, LENGTH(answers));
	for (size_t i = 0; i < LENGTH(answers); i++) {
		OK_ERR(ask(&a, "script", "play"), a.err);
		SAME_STR(a.answer.text, str_c(answers[i]));
	}
	ask(&a, "script", "play");
	asked_fails(&a, LLM_FAULT_refused, "no answer left");
}

TEST(openai_is_asked_by_the_new_name_of_the_ceiling_at_once)
{
	struct settings s = { .openai_base_url = "https://api.openai.com/v1",
		.openai_model = "m",
		.openai_api_key = "k" };
	struct llm_server server;
	struct err err;

	NEED_ERR(partners_llm_read(&test_mem, &s, &server, &err), err);
	OK(server.habits.new_name);
	s.openai_base_url = "http://localhost:11434/v1";
	NEED_ERR(partners_llm_read(&test_mem, &s, &server, &err), err);
	OK(!server.habits.new_name);
}

TEST(what_is_not_of_the_shape_is_not_believed)
{
	static const struct {
		const char *mode;
		enum llm_fault fault;
		const char *words;
	} ways[] = { { "nonsense", LLM_FAULT_nonsense, "answered no JSON" },
		{ "half", LLM_FAULT_half, "JSON that breaks off" },
		{ "other", LLM_FAULT_shape, "in another form" },
		{ "length", LLM_FAULT_short, "needs more tokens" },
		{ "refusal", LLM_FAULT_declined, "declined" } };

	for (size_t i = 0; i < LENGTH(ways); i++) {
		struct advice v;
		struct asked a;

		begin(&a, &v, ways[i].mode, "disbelief");
		asked_end(&a);
		asked_fails(&a, ways[i].fault, ways[i].words);
		SAME_INT(a.answer.attempts, 1);
		/* it was paid for all the same */
		OK(a.answer.cost.tokens > 0);
	}
}

TEST(a_wrong_answer_is_given_back_where_that_is_wanted)
{
	const struct json *second;
	struct advice v;
	struct asked a;

	begin(&a, &v, "mended", "mended");
	a.call.mends = 1;
	NEED_ERR(asked_end(&a), a.err);
	is_filled(&v);
	SAME_INT(a.answer.attempts, 2);
	second = json_at(standin_seen("mended"), "/1/body/messages");
	SAME_INT(json_count(second), 4);
	OK(json_is(json_at(second, "/2/content"), "{\"another\": \"form\"}"));
	OK(json_is(json_at(second, "/3/role"), "user"));

	begin(&a, &v, "other", "not-mended");
	a.call.mends = 2;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_shape, "in another form");
	SAME_INT(a.answer.attempts, 3);
}

/* ---- what it costs ------------------------------------------------------- */

TEST(an_ask_is_not_sent_without_room_in_each_budget)
{
	struct llm_budget b = { .name = "this run's ceiling" };
	struct asked a;

	asked_begin(&a, "fine", "budget");
	a.server.price = (struct llm_price){ 1000000, 2000000 };
	a.call.budgets[2] = &b;
	a.call.tokens_most = 1000;
	b.tokens_most = 1000;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_budget, "this run's ceiling of 1000 tokens");
	SAME_INT(a.err.code, ERR_RATE_LIMITED);
	SAME_INT(a.answer.attempts, 0);
	SAME_INT(b.tokens, 0);
	b.tokens_most = 1100;
	NEED_ERR(asked_end(&a), a.err);
	SAME_INT(b.tokens, a.answer.tokens_in + a.answer.tokens_out);
	SAME_INT(b.money, a.answer.tokens_in + 2 * a.answer.tokens_out);
	SAME_INT(a.answer.cost.money, b.money);
}

TEST(attempts_that_come_to_nothing_are_settled_by_what_they_took)
{
	struct llm_budget b = { .name = "b", .tokens_most = 100000 };
	struct asked a;

	asked_begin(&a, "down", "free");
	a.call.budgets[0] = &b;
	asked_end(&a);
	SAME_INT(b.tokens, 0);
	asked_begin(&a, "cut-once", "paid-twice");
	a.call.budgets[0] = &b;
	NEED_ERR(asked_end(&a), a.err);
	SAME_INT(b.tokens, a.answer.cost.tokens);
	OK(b.tokens > a.answer.tokens_in + a.answer.tokens_out);
}

/* ---- settings, and whether it is there ---------------------------------- */

TEST(wrong_settings_are_named)
{
	static const struct {
		const char *url, *model, *key, *words;
	} wrong[] = {
		{ "ftp://example.org", "m", "", "OPENAI_BASE_URL" },
		{ "http://example.org/v1?a=b", "m", "", "OPENAI_BASE_URL" },
		{ "http://example.org/v1", " ", "", "OPENAI_MODEL" },
		{ "http://example.org/v1", "m", "a\nb", "OPENAI_API_KEY" },
	};

	for (size_t i = 0; i < LENGTH(wrong); i++) {
		struct settings s = { .openai_base_url = wrong[i].url,
			.openai_model = wrong[i].model,
			.openai_api_key = wrong[i].key };
		struct llm_server server;
		struct err err;

		OK(!partners_llm_read(&test_mem, &s, &server, &err));
		OK(strstr(err.text, wrong[i].words));
	}
}

TEST(an_address_may_end_in_slashes_or_be_the_whole_one)
{
	static const char *const same[] = { "http://10.0.0.7:8080/v1",
		"http://10.0.0.7:8080/v1//",
		"http://10.0.0.7:8080/v1/chat/completions" };

	for (size_t i = 0; i < LENGTH(same); i++) {
		struct settings s = { .openai_base_url = same[i],
			.openai_model = " m ",
			.openai_api_key = " k\n",
			.openai_input_price = 0.15 };
		struct llm_server server;
		struct err err;

		NEED_ERR(partners_llm_read(&test_mem, &s, &server, &err), err);
		SAME_STR(server.chat,
			STR("http://10.0.0.7:8080/v1/chat/completions"));
		SAME_STR(server.models, STR("http://10.0.0.7:8080/v1/models"));
		SAME_STR(server.model, STR("m"));
		SAME_STR(str_c(server.name), STR("chat m"));
		SAME_INT(server.price.in, 150000);
	}
}

TEST(a_server_is_asked_whether_it_has_the_model)
{
	struct llm_server server = standin_server("fine", "there");
	bool listed = false;
	struct err err;

	OK_ERR(partners_llm_check(&test_mem, &server, 10000, &listed, &err),
		err);
	OK(listed);
	server.model = STR("small");
	OK(partners_llm_check(&test_mem, &server, 10000, &listed, &err));
	OK(listed);
	server.model = STR("smal");
	OK(partners_llm_check(&test_mem, &server, 10000, &listed, &err));
	OK(!listed);
	server.key = STR("sk-other");
	OK(!partners_llm_check(&test_mem, &server, 10000, &listed, &err));
	OK(strstr(err.text, "check OPENAI_API_KEY"));
	server = standin_server("page", "there");
	OK(!partners_llm_check(&test_mem, &server, 10000, &listed, &err));
	OK(strstr(err.text, "check OPENAI_BASE_URL"));
	server.models = STR("http://127.0.0.1:1/v1/models");
	OK(!partners_llm_check(&test_mem, &server, 10000, &listed, &err));
	OK(strstr(err.text, "cannot be reached; check OPENAI_BASE_URL"));
	server = standin_server("no-list", "there");
	OK_ERR(partners_llm_check(&test_mem, &server, 10000, &listed, &err),
		err);
	OK(!listed);
}
