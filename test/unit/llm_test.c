/*
 * test/unit/llm_test.c - partners/llm.h: a text is asked for, and all that a
 * server may do wrong meanwhile (TAI-9). Structs are in llm_shape_test.c. The
 * server is test/llm_standin.py, a stand-in.
 */
#include "test.h"

#include "base/time.h"
#include "llm_asked.h"

#include <pthread.h>

/* ---- how it goes well --------------------------------------------------- */

TEST(an_answer_is_streamed_with_its_model_and_its_tokens)
{
	struct asked a;

	NEED_ERR(ask(&a, "fine", "streamed"), a.err);
	SAME_STR(a.answer.text, STR(STANDIN_TEXT));
	SAME_STR(a.answer.model, STR("stand-in-2026"));
	SAME_INT(a.answer.tokens_in, 21);
	SAME_INT(a.answer.tokens_out, 16);
	SAME_INT(a.answer.cost.tokens, 37);
	SAME_INT(a.answer.attempts, 1);
	OK(!a.answer.counted);
	OK(a.answer.first_us > 0 && a.answer.first_us <= a.answer.took_us);
}

TEST(a_request_has_what_was_asked_and_the_key)
{
	const struct json *seen, *body;
	struct asked a;
	int64_t n;

	asked_begin(&a, "fine", "request");
	a.call.tokens_most = 77;
	a.call.temperature = 0.25;
	NEED(asked_end(&a));
	seen = standin_seen("request");
	SAME_INT(json_count(seen), 1);
	body = json_at(seen, "/0/body");
	OK(json_is(json_at(seen, "/0/key"), "Bearer " STANDIN_KEY));
	OK(json_is(json_find(body, "model"), "stand-in"));
	OK(json_int(json_find(body, "max_tokens"), &n) && n == 77);
	OK(json_bool(json_find(body, "stream")));
	OK(json_bool(json_at(body, "/stream_options/include_usage")));
	SAME_INT(json_count(json_find(body, "messages")), 2);
	OK(json_is(json_at(body, "/messages/0/role"), "system"));
	OK(json_is(json_at(body, "/messages/1/content"), ASKED_TEXT));
	OK(!json_find(body, "response_format"));
	OK(!json_find(body, "max_completion_tokens"));
}

TEST(a_temperature_of_its_own_is_left_to_the_server)
{
	struct asked a;

	asked_begin(&a, "fine", "warm");
	a.call.temperature = LLM_OWN_TEMPERATURE;
	NEED(asked_end(&a));
	OK(!json_at(standin_seen("warm"), "/0/body/temperature"));
}

TEST(a_server_without_a_key_is_sent_none)
{
	struct asked a;

	asked_begin(&a, "no-key", "keyless");
	a.server.key = STR("");
	OK_ERR(asked_end(&a), a.err);
	SAME_INT(json_kind(json_at(standin_seen("keyless"), "/0/key")),
		JSON_NULL);
}

TEST(an_answer_reads_the_same_however_it_comes)
{
	static const char *const modes[] = { "whole", "split", "crlf", "slow",
		"wrong-type", "no-usage", "no-done", "thinking", "parts",
		"after-done", "unended", "unended-no-done" };

	for (size_t i = 0; i < LENGTH(modes); i++) {
		struct asked a;

		OK_ERR(ask(&a, modes[i], "however"), a.err);
		SAME_STR(a.answer.text, STR(STANDIN_TEXT));
	}
}

TEST(tokens_that_the_server_does_not_tell_are_counted_by_us)
{
	struct asked told, untold, thinking;

	NEED(ask(&told, "fine", "told"));
	NEED(ask(&untold, "no-usage", "untold"));
	NEED(ask(&thinking, "thinking", "thought"));
	OK(untold.answer.counted && thinking.answer.counted);
	OK(untold.answer.tokens_in > told.answer.tokens_in / 2);
	OK(untold.answer.tokens_in < told.answer.tokens_in * 2);
	OK(untold.answer.tokens_out > told.answer.tokens_out / 2);
	OK(untold.answer.tokens_out < told.answer.tokens_out * 2);
	/* thoughts are paid for, too */
	OK(thinking.answer.tokens_out > untold.answer.tokens_out + 50);
}

TEST(a_server_that_cuts_what_it_is_asked_is_noticed)
{
	struct llm_message long_one = { LLM_USER, STR("") };
	struct asked a;
	struct buf b;

	buf_init(&b, &test_mem, 65536);
	for (int i = 0; i < 400; i++)
		buf_add(&b, STR("a word or another "));
	long_one.text = buf_str(&b);
	for (int clipped = 0; clipped < 2; clipped++) {
		asked_begin(&a, clipped ? "clipped" : "fine", "clipped");
		a.call.messages = &long_one;
		a.call.count = 1;
		NEED_ERR(asked_end(&a), a.err);
		SAME_INT(a.answer.clipped, clipped);
	}
	NEED(ask(&a, "clipped", "clipped"));
	OK(!a.answer.clipped);
}

TEST(an_ask_is_a_span_without_a_word_of_what_was_said)
{
	struct asked a;
	const struct span *s = &a.answer.span;

	NEED(ask(&a, "rate-once-ms", "span"));
	SAME_INT(s->kind, SPAN_MODEL);
	SAME_STR(str_c(s->name), STR("chat stand-in"));
	SAME_STR(str_c(s->model), STR("stand-in"));
	SAME_STR(str_c(s->answered), STR("stand-in-2026"));
	SAME_STR(str_c(s->host), STR("127.0.0.1"));
	SAME_INT(s->port, standin.port);
	SAME_INT(s->tokens_in, a.answer.tokens_in);
	SAME_INT(s->tokens_out, a.answer.tokens_out);
	SAME_INT(s->tokens_most, LLM_TOKENS);
	OK(!s->fault && !s->json);
	/* with the attempt that failed */
	OK(s->took_us >= 30 * 1000);
	OK(s->began_us + s->took_us <= time_now_ms() * 1000 + 1000);
}

struct pieces {
	struct buf all;
	int count, stop_after;
};

static bool take(void *with, struct str piece)
{
	struct pieces *p = with;

	buf_add(&p->all, piece);
	return ++p->count != p->stop_after;
}

TEST(pieces_are_given_out_as_they_come)
{
	struct pieces p = { 0 };
	struct asked a;

	buf_init(&p.all, &test_mem, 4096);
	asked_begin(&a, "fine", "pieces");
	a.call.piece = take;
	a.call.with = &p;
	NEED_ERR(asked_end(&a), a.err);
	SAME_STR(buf_str(&p.all), STR(STANDIN_TEXT));
	OK(p.count > 10);
}

TEST(a_connection_is_kept_and_may_be_closed_between_two_asks)
{
	int64_t first = 0, second = 0;
	const struct json *seen;
	struct asked a;

	NEED(ask(&a, "fine", "kept"));
	NEED(ask(&a, "fine", "kept"));
	seen = standin_seen("kept");
	NEED(json_int(json_at(seen, "/0/from"), &first) && first);
	NEED(json_int(json_at(seen, "/1/from"), &second));
	SAME_INT(second, first);
	for (int i = 0; i < 4; i++)
		OK_ERR(ask(&a, "closed", "closed"), a.err);
}

/* ---- what is tried again ------------------------------------------------ */

TEST(what_passes_is_tried_again)
{
	static const char *const modes[] = { "fail-once", "rate-once-ms",
		"conflict-once", "late-once", "cut-once" };

	for (size_t i = 0; i < LENGTH(modes); i++) {
		struct asked a;

		OK_ERR(ask(&a, modes[i], modes[i]), a.err);
		SAME_STR(a.answer.text, STR(STANDIN_TEXT));
		SAME_INT(a.answer.attempts, 2);
		SAME_INT(a.answer.fault, LLM_FINE);
		/* of the attempt that failed nothing is left */
		SAME_INT(a.err.code, 0);
		SAME_STR(str_c(a.err.text), STR(""));
	}
}

TEST(a_server_that_names_a_time_is_left_alone_so_long)
{
	struct asked a;

	NEED_ERR(ask(&a, "rate-once", "patience"), a.err);
	OK(a.answer.took_us >= 1000 * 1000);
}

TEST(who_may_not_wait_as_long_as_asked_is_told_when)
{
	struct asked a;

	ask(&a, "rate-long", "impatience");
	asked_fails(&a, LLM_FAULT_rate, "is asked too often");
	SAME_INT(a.answer.attempts, 1);
	SAME_INT(a.err.retry_after_ms, 600 * 1000);
}

TEST(what_does_not_pass_is_given_up)
{
	struct asked a;

	asked_begin(&a, "down", "down");
	a.call.tries = 3;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_down, "'127.0.0.1' failed");
	SAME_INT(a.answer.attempts, 3);
	SAME_INT(json_count(standin_seen("down")), 3);
	SAME_INT(a.answer.cost.tokens, 0);
}

TEST(a_server_that_does_not_run_is_told_so)
{
	struct asked a;

	asked_begin(&a, "fine", "gone");
	a.server.chat = STR("http://127.0.0.1:1/v1/chat/completions");
	a.call.tries = 2;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_unreachable, "check OPENAI_BASE_URL");
	SAME_INT(a.answer.cost.tokens, 0);
}

TEST(what_was_given_out_is_not_asked_for_again)
{
	struct pieces p = { 0 };
	struct asked a;

	buf_init(&p.all, &test_mem, 4096);
	asked_begin(&a, "cut", "given");
	a.call.piece = take;
	a.call.with = &p;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_cut, "broke off");
	SAME_INT(a.answer.attempts, 1);
	SAME_STR(a.answer.text, STR("Half of"));
}

/* ---- what ends it ------------------------------------------------------- */

TEST(each_way_to_fail_has_its_own_words)
{
	static const struct {
		const char *mode;
		enum llm_fault fault;
		const char *words;
	} ways[] = {
		{ "quota", LLM_FAULT_quota, "account is used up" },
		{ "model", LLM_FAULT_model, "check OPENAI_MODEL" },
		{ "ollama-model", LLM_FAULT_model, "try pulling it" },
		{ "place", LLM_FAULT_place, "ends in /v1" },
		{ "elsewhere", LLM_FAULT_place, "status 307" },
		{ "context", LLM_FAULT_context, "128000 tokens" },
		{ "vllm-context", LLM_FAULT_context, "shorten it" },
		{ "cut", LLM_FAULT_cut, "in the middle of its answer" },
		{ "cut-clean", LLM_FAULT_cut, "in the middle of its answer" },
		{ "cut-between", LLM_FAULT_cut, "broke off" },
		{ "cut-before", LLM_FAULT_cut, "broke off" },
		{ "masked-key", LLM_FAULT_key, "(status 401)" },
		{ "gemini-key", LLM_FAULT_key, "check OPENAI_API_KEY" },
		{ "error-in-stream", LLM_FAULT_down, "the worker is gone" },
		{ "page", LLM_FAULT_page, "check OPENAI_BASE_URL" },
		{ "no-answer", LLM_FAULT_page, "not answer as a model does" },
		{ "garbage", LLM_FAULT_page, "not answer as a model does" },
		{ "empty", LLM_FAULT_empty, "answered nothing" },
		{ "length", LLM_FAULT_short, "needs more tokens" },
		{ "filter", LLM_FAULT_declined, "declined to answer" },
		{ "refusal", LLM_FAULT_declined, "declined to answer" },
	};

	for (size_t i = 0; i < LENGTH(ways); i++) {
		struct asked a;

		asked_begin(&a, ways[i].mode, "ways");
		a.call.tries = 1;
		asked_end(&a);
		asked_fails(&a, ways[i].fault, ways[i].words);
		OK(strstr(a.err.text, "'127.0.0.1' "));
		SAME_STR(str_c(a.answer.span.fault),
			str_c(partners_llm_fault_words[ways[i].fault]));
	}
}

TEST(the_key_and_what_was_asked_are_in_no_error)
{
	struct asked a;

	ask(&a, "echo", "echo");
	asked_fails(&a, LLM_FAULT_refused, "(odd_request)");
	OK(!strstr(a.err.text, "Brandauer"));
	ask(&a, "echo-key", "echo");
	asked_fails(&a, LLM_FAULT_refused, "(odd_key)");
	OK(!strstr(a.err.text, "key-01"));
	asked_begin(&a, "fine", "key");
	a.server.key = STR("sk-secretsecret");
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_key, "check OPENAI_API_KEY");
	OK(!strstr(a.err.text, "secret"));
}

TEST(who_does_not_answer_is_given_up_in_time)
{
	static const char *const modes[] = { "hang", "drip" };

	for (size_t i = 0; i < LENGTH(modes); i++) {
		struct asked a;

		asked_begin(&a, modes[i], "late");
		a.call.total_ms = 300;
		asked_end(&a);
		asked_fails(&a, LLM_FAULT_late, "raise OPENAI_TIMEOUT_MS");
		OK(a.answer.took_us >= 280 * 1000);
		/* it was asked, and may be paid for */
		OK(a.answer.cost.tokens > 0);
	}
}

TEST(an_answer_that_does_not_end_is_cut_off)
{
	static const char *const modes[] = { "huge", "huge-line", "flood" };
	struct asked a;

	for (size_t i = 0; i < LENGTH(modes); i++) {
		ask(&a, modes[i], "huge");
		asked_fails(&a, LLM_FAULT_long, "more than fits");
		SAME_INT(a.answer.attempts, 1);
		OK(a.answer.text.len <= LLM_ANSWER);
	}
	ask(&a, "huge-error", "huge");
	asked_fails(&a, LLM_FAULT_refused, "status 400");
}

TEST(a_ceiling_of_bytes_is_held_to_the_byte)
{
	struct asked a;

	asked_begin(&a, "fine", "bytes");
	a.call.answer_most = sizeof(STANDIN_TEXT) - 1;
	OK_ERR(asked_end(&a), a.err);
	a.call.answer_most--;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_long, "more than fits");
}

TEST(more_than_may_be_asked_is_refused_before_it_goes_out)
{
	struct asked a;
	struct llm_message big = { LLM_USER,
		str_of(arena_alloc(&test_mem, LLM_ASKED + 1), LLM_ASKED + 1) };

	asked_begin(&a, "fine", "too-much");
	a.call.messages = &big;
	a.call.count = 1;
	OK(!asked_end(&a));
	SAME_INT(a.err.code, ERR_TOO_BIG);
	SAME_INT(json_count(standin_seen("too-much")), 0);
}

/* ---- who does not want it any more -------------------------------------- */

TEST(who_takes_the_pieces_may_end_it)
{
	struct pieces p = { .stop_after = 3 };
	struct asked a;

	buf_init(&p.all, &test_mem, 4096);
	asked_begin(&a, "slow", "enough");
	a.call.piece = take;
	a.call.with = &p;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_stopped, "was not waited for");
	SAME_INT(p.count, 3);
	SAME_INT(a.answer.attempts, 1);
}

static _Atomic bool stop;

static bool stop_now(void *with, struct str piece)
{
	(void)piece;
	stop = true;
	(*(int *)with)++;
	return true;
}

/* Ends the ask from outside, as soon as the server has seen it. */
static void *stop_when_asked(void *with)
{
	struct arena mem = { 0 };
	struct str url = str_fmt(&mem, "http://127.0.0.1:%d/seen/%s",
		standin.port, (const char *)with);
	struct net_http_call call = { .url = url, .reach = NET_REACH_ANY };
	struct net_http_answer answer;
	struct err err;

	while (net_http_send(&mem, &call, &answer, &err) &&
		!memmem(answer.body.at, answer.body.len, "body", 4))
		usleep(1000);
	stop = true;
	net_http_end();
	arena_free(&mem);
	return NULL;
}

TEST(another_thread_ends_it_while_nothing_comes)
{
	static const char *const modes[] = { "hang", "drip", "rate-20" };

	for (size_t i = 0; i < LENGTH(modes); i++) {
		char name[32];
		struct asked a;
		pthread_t other;

		snprintf(name, sizeof(name), "stop-%s", modes[i]);
		stop = false;
		asked_begin(&a, modes[i], name);
		a.call.stop = &stop;
		NEED(!pthread_create(&other, NULL, stop_when_asked, name));
		asked_end(&a);
		asked_fails(&a, LLM_FAULT_stopped, "was not waited for");
		pthread_join(other, NULL);
		OK(a.answer.took_us < 15 * 1000 * 1000);
	}
}

TEST(what_is_stopped_is_not_begun)
{
	struct asked a;
	int pieces = 0;

	stop = true;
	asked_begin(&a, "fine", "stopped");
	a.call.stop = &stop;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_stopped, "was not waited for");
	SAME_INT(json_count(standin_seen("stopped")), 0);
	stop = false;
	a.call.piece = stop_now;
	a.call.with = &pieces;
	asked_end(&a);
	asked_fails(&a, LLM_FAULT_stopped, "was not waited for");
	OK(pieces >= 1);
}
