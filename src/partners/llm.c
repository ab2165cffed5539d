/*
 * partners/llm.c - one ask: attempts, waits between them, what is tried
 * otherwise, budgets. See llm.h. Bodies are in llm_body.c, answers in
 * llm_reply.c, what errors mean in llm_fault.c.
 */
#include "partners/llm_int.h"

#include "base/hash.h"
#include "base/time.h"
#include "base/tokens.h"
#include "base/utf8.h"

#include <stdio.h>
#include <time.h>

/* What is left of the time and not worth asking in. */
enum { REST_US = 10 * 1000 };
/* Below this our own count is not good enough to say so. */
enum { CLIPPED_LEAST = 1000 };
enum { SLICE_MS = 20, ERROR_MOST = 64 * 1024, MEND_SHOWN = 64 * 1024 };

static bool stopped(const struct llm_ask *a)
{
	return a->call->stop && *a->call->stop;
}

static bool fail(struct llm_ask *a, enum llm_fault fault, struct str words,
	struct err *err)
{
	a->out->fault = fault;
	return partners_llm_fail(a->server, fault, words, err);
}

/* ---- one request -------------------------------------------------------- */

struct attempt {
	struct llm_ask *ask;
	struct llm_reply reply;
	struct net_http_answer answer;
	bool ok; /* the exchange, not its meaning */
	struct err err;
	const struct json *body; /* of a refusal */
};

static void exchange(struct attempt *t, struct str body, int left_ms)
{
	struct llm_ask *a = t->ask;
	const struct net_header headers[] = {
		{ STR("Content-Type"), STR("application/json") },
		{ STR("Accept"), STR("text/event-stream, application/json") },
		{ STR("Authorization"), str_fmt(a->mem, "Bearer %.*s",
						STR_ARG(a->server->key)) },
	};
	const struct net_http_call call = { .url = a->server->chat,
		.headers = headers,
		.header_count = (int)LENGTH(headers) - !a->server->key.len,
		.body = body,
		.reach = NET_REACH_ANY,
		.total_ms = left_ms,
		.answer_most = partners_llm_reply_most(a),
		.answer_cut = true,
		.stop = a->call->stop,
		.piece = partners_llm_reply_piece,
		.with = &t->reply };

	a->out->attempts++;
	t->ok = net_http_send(a->mem, &call, &t->answer, &t->err);
}

static void read_refusal(struct attempt *t)
{
	struct err ignored;

	if (t->answer.body.len > ERROR_MOST)
		t->answer.body.len = ERROR_MOST;
	if (!t->answer.body.len ||
		!json_parse(t->ask->mem, t->answer.body, &t->body, &ignored))
		t->body = NULL;
}

/* It did not come to an end, or not to an answer. */
static enum llm_fault fault_of_exchange(const struct attempt *t)
{
	const struct llm_ask *a = t->ask;

	if (stopped(a))
		return LLM_FAULT_stopped;
	if (time_mono_us() + REST_US >= a->until_us)
		return LLM_FAULT_late;
	return t->answer.status ? LLM_FAULT_cut : LLM_FAULT_unreachable;
}

static void note_refusal(struct attempt *t)
{
	struct llm_reply *r = &t->reply;
	int status = t->answer.status;

	read_refusal(t);
	r->fault = partners_llm_fault_of(t->ask->mem, status, t->body);
	/* who refuses a key may repeat it */
	if (r->fault != LLM_FAULT_key)
		r->words = partners_llm_words(t->ask, t->body);
	if (!r->words.len)
		r->words = str_fmt(t->ask->mem, "status %d", status);
}

static enum llm_fault fault_of(struct attempt *t)
{
	struct llm_reply *r = &t->reply;
	bool good = t->answer.status / 100 == 2,
	     whole = t->ok || r->done || r->finish.len;

	if (!r->fault && t->answer.status && !good) {
		note_refusal(t);
	} else if (!r->fault && !whole) {
		r->fault = fault_of_exchange(t);
		if (r->fault == LLM_FAULT_unreachable)
			r->words = str_c(t->err.text);
	} else if (!r->fault && t->answer.cut) {
		r->fault = LLM_FAULT_long;
	}
	partners_llm_reply_end(r);
	return r->fault;
}

/* What it took, as far as anybody knows. */
static struct llm_cost cost_of(const struct attempt *t, struct llm_answer *out)
{
	const struct llm_reply *r = &t->reply;
	const struct llm_ask *a = t->ask;
	bool began = t->answer.status / 100 == 2 || r->fault == LLM_FAULT_late;

	out->tokens_in = out->tokens_out = 0;
	out->counted = out->clipped = false;
	if (!began)
		return (struct llm_cost){ 0 };
	out->counted = r->tokens_in < 0 || r->tokens_out < 0;
	out->tokens_in = r->tokens_in < 0 ? a->tokens_in : r->tokens_in;
	/* 0 is said by servers that remember the messages */
	out->clipped = r->tokens_in > 0 && a->tokens_in > CLIPPED_LEAST &&
		       r->tokens_in < a->tokens_in / 2;
	out->tokens_out = r->tokens_out;
	if (r->tokens_out < 0)
		out->tokens_out = tokens_about(buf_str(&r->text)) +
				  (int64_t)(r->hidden + 3) / 4;
	return partners_llm_cost(
		&a->server->price, out->tokens_in, out->tokens_out);
}

/* Sends and reads once; what it took is settled whatever came of it. */
static bool attempt(struct attempt *t, struct err *err)
{
	struct llm_ask *a = t->ask;
	const struct llm_call *c = a->call;
	struct llm_cost most = partners_llm_cost(&a->server->price,
				a->tokens_in, a->tokens_most),
			was;
	int64_t left_us = a->until_us - time_mono_us();
	struct str body;

	if (stopped(a))
		return fail(a, LLM_FAULT_stopped, STR(""), err);
	if (left_us <= REST_US)
		return fail(a, LLM_FAULT_late, STR(""), err);
	a->out->fault = LLM_FAULT_context;
	if (!partners_llm_body(a, &body, err))
		return false;
	if (!partners_llm_hold(c->budgets, LLM_BUDGETS, &most, &t->err))
		return fail(a, LLM_FAULT_budget, str_c(t->err.text), err);
	partners_llm_reply_begin(&t->reply, a);
	exchange(t, body, (int)(left_us / 1000));
	a->out->fault = fault_of(t);
	was = cost_of(t, a->out);
	partners_llm_settle(c->budgets, LLM_BUDGETS, &most, &was);
	a->out->cost.tokens += was.tokens;
	a->out->cost.money += was.money;
	a->out->text = buf_str(&t->reply.text);
	a->out->model = t->reply.model;
	if (!a->out->first_us)
		a->out->first_us = t->reply.first_us;
	return !a->out->fault || fail(a, a->out->fault, t->reply.words, err);
}

/* ---- another one -------------------------------------------------------- */

/* False: it was stopped meanwhile. */
static bool rest(const struct llm_ask *a, int64_t ms)
{
	int64_t until_us = time_mono_us() + ms * 1000;
	struct timespec slice = { 0, SLICE_MS * 1000000 };

	while (time_mono_us() < until_us) {
		if (stopped(a))
			return false;
		nanosleep(&slice, NULL);
	}
	return !stopped(a);
}

/* Doubles each time; by chance, so that many do not come back together. */
static int64_t wait_ms(const struct llm_ask *a)
{
	int64_t ms = a->call->wait_ms > 0 ? a->call->wait_ms : LLM_WAIT_MS;
	uint16_t luck;

	for (int i = 1; i < a->failures && ms < LLM_WAIT_MOST_MS; i++)
		ms *= 2;
	if (ms > LLM_WAIT_MOST_MS)
		ms = LLM_WAIT_MOST_MS;
	hash_random(&luck, sizeof(luck));
	return ms / 2 + ms / 2 * luck / UINT16_MAX;
}

/* Some say it in ms, too. */
static int64_t asked_ms(const struct net_http_answer *answer)
{
	struct str text = net_http_header(answer, "retry-after-ms");
	int64_t ms;

	if (text.len && str_int(text, &ms) && ms > 0)
		return ms;
	return net_http_retry_ms(answer, time_now_ms());
}

/* Is the same worth another try, after a while? Waits for it. */
static bool again(struct attempt *t, struct err *err)
{
	struct llm_ask *a = t->ask;
	int tries = a->call->tries > 0 ? a->call->tries : LLM_TRIES;
	int64_t ms, asked = asked_ms(&t->answer);

	if (!partners_llm_again(a->out->fault) || t->reply.given)
		return false;
	err->retry_after_ms = asked;
	if (++a->failures >= tries)
		return false;
	ms = wait_ms(a);
	if (ms < asked)
		ms = asked;
	if (time_mono_us() + ms * 1000 >= a->until_us)
		return false;
	return rest(a, ms) || fail(a, LLM_FAULT_stopped, STR(""), err);
}

static bool otherwise(struct attempt *t)
{
	struct llm_ask *a = t->ask;
	int status = t->answer.status;

	return a->out->fault == LLM_FAULT_refused &&
	       (status == 400 || status == 422) &&
	       partners_llm_adapt(&a->manner, a->call, t->answer.body);
}

/* Only what this ask has found out: others learn at the same time. */
static void learn(const struct llm_ask *a)
{
	struct llm_habits *h = &a->server->habits;

	if (h->form < (int)a->manner.form)
		h->form = (int)a->manner.form;
	if (a->manner.swapped)
		h->new_name = a->manner.new_name;
	if (a->manner.no_usage)
		h->no_usage = true;
	if (a->manner.no_temperature)
		h->no_temperature = true;
}

/* ---- is it what was asked for? ------------------------------------------ */

/* Gives the model its answer back, and what is wrong with it. */
static void mend(struct llm_ask *a, const struct err *why)
{
	struct str text = a->out->text;

	a->mends--;
	if (text.len > MEND_SHOWN)
		text = str_of(text.at, MEND_SHOWN);
	a->messages[a->count++] = (struct llm_message){ LLM_ASSISTANT, text };
	a->messages[a->count++] = (struct llm_message){ LLM_USER,
		str_fmt(a->mem,
			"That answer cannot be used: %s. Answer once more, "
			"with nothing but one JSON object of the form that was "
			"asked for.",
			why->text) };
	a->tokens_in += tokens_about(text) + tokens_about(str_c(why->text));
}

/* False with *more: it was asked to mend it. */
static bool fits(struct llm_ask *a, bool *more, struct err *err)
{
	enum llm_fault fault;
	struct err why;

	*more = false;
	if (!a->call->shape)
		return true;
	fault = partners_llm_read_object(a, a->out->text, &why);
	if (!fault)
		return true;
	*more = a->mends > 0;
	if (*more)
		mend(a, &why);
	/* names of members are told, their values never are */
	return fail(a, fault,
		fault == LLM_FAULT_shape && why.field_count
			? str_c(why.fields[0].at)
			: STR(""),
		err);
}

/* ---- all of it ---------------------------------------------------------- */

static bool rounds(struct llm_ask *a, struct err *err)
{
	bool more = true;

	while (more) {
		struct attempt t = { .ask = a };

		if (attempt(&t, err)) {
			learn(a);
			a->failures = 0;
			if (fits(a, &more, err))
				return true;
		} else {
			more = otherwise(&t) || again(&t, err);
		}
	}
	return false;
}

static void begin(struct llm_ask *a, const struct llm_call *c)
{
	struct llm_habits *h = &c->server->habits;
	int total_ms = c->total_ms > 0 ? c->total_ms : c->server->total_ms;

	a->manner = (struct llm_manner){ .form = (enum llm_form)h->form,
		.new_name = h->new_name,
		.no_usage = h->no_usage,
		.no_temperature = h->no_temperature };
	a->until_us = time_mono_us() + (int64_t)total_ms * 1000;
	a->tokens_most = c->tokens_most > 0 ? c->tokens_most : LLM_TOKENS;
	if (a->tokens_most > LLM_TOKENS_MOST)
		a->tokens_most = LLM_TOKENS_MOST;
	a->answer_most = c->answer_most ? c->answer_most : LLM_ANSWER;
	a->tokens_in = partners_llm_tokens(a->mem, c);
	a->mends = c->shape && !c->piece ? c->mends : 0;
	a->messages = ARENA_LIST(a->mem, struct llm_message,
		(size_t)c->count + 2 * (size_t)a->mends);
	memcpy(a->messages, c->messages,
		(size_t)c->count * sizeof(*c->messages));
	a->count = c->count;
}

static bool call_ok(const struct llm_call *c, struct err *err)
{
	size_t bytes = 0;

	for (int i = 0; i < c->count; i++)
		bytes += c->messages[i].text.len;
	if (c->count > LLM_MESSAGES || bytes > LLM_ASKED)
		return err_set(err, ERR_TOO_BIG,
			"a model is asked at most %d messages of %d bytes in "
			"all",
			LLM_MESSAGES, LLM_ASKED);
	return true;
}

static void end(struct llm_ask *a, int64_t began_us)
{
	struct llm_answer *out = a->out;
	const struct llm_server *s = a->server;

	out->form = a->manner.form;
	out->took_us = time_mono_us() - began_us;
	out->span = (struct span){ .kind = SPAN_MODEL,
		.began_us = time_now_ms() * 1000 - out->took_us,
		.took_us = out->took_us,
		.name = s->name,
		.model = s->model.at,
		.host = s->host.at,
		.port = s->port,
		.fault = out->fault ? partners_llm_fault_words[out->fault]
				    : NULL,
		.json = a->call->shape != NULL,
		.tokens_in = out->tokens_in,
		.tokens_out = out->tokens_out,
		.tokens_most = a->tokens_most };
	utf8_keep(out->span.answered, sizeof(out->span.answered), out->model);
}

bool partners_llm_ask(struct arena *mem, const struct llm_call *call,
	struct llm_answer *out, struct err *err)
{
	struct llm_ask a = {
		.mem = mem, .call = call, .server = call->server, .out = out
	};
	int64_t began_us = time_mono_us();
	struct err why; /* of an attempt, which need not be the last */
	bool ok;

	*out = (struct llm_answer){ .text = STR(""), .model = STR("") };
	if (!call_ok(call, err)) {
		out->fault = LLM_FAULT_context;
		return false;
	}
	begin(&a, call);
	ok = rounds(&a, &why);
	end(&a, began_us);
	if (!ok)
		*err = why;
	return ok;
}
