/*
 * partners/llm_reply.c - an answer as it comes in: a stream of deltas, or one
 * object from servers that do not stream. Which of them is seen by its first
 * byte: what servers say of their content is not always so. See llm.h.
 */
#include "partners/llm_int.h"

#include "base/time.h"

enum {
	EVENT_MOST = 1024 * 1024,
	/* Of a stream, names and numbers around each token included. */
	BYTES_LEAST = 256 * 1024,
	BYTES_A_TOKEN = 2 * 1024,
	TOKENS_CREDIBLE = 1000 * 1000 * 1000,
	SAMPLE = 128 /* of a model's name, of a reason to finish */
};

size_t partners_llm_reply_most(const struct llm_ask *a)
{
	return BYTES_LEAST + 6 * a->answer_most +
	       (size_t)a->tokens_most * BYTES_A_TOKEN;
}

void partners_llm_reply_begin(struct llm_reply *r, struct llm_ask *a)
{
	*r = (struct llm_reply){ .ask = a,
		.tokens_in = -1,
		.tokens_out = -1,
		.began_us = time_mono_us() };
	buf_init(&r->text, a->mem, a->answer_most);
	buf_init(&r->whole, a->mem,
		BYTES_LEAST + 6 * a->answer_most); /* all of it escaped */
}

/* The first thing that is wrong counts. False. */
static bool flaw(struct llm_reply *r, enum llm_fault fault)
{
	if (!r->fault)
		r->fault = fault;
	return false;
}

/* ---- what is in it ------------------------------------------------------ */

static bool stopped(const struct llm_ask *a)
{
	return a->call->stop && *a->call->stop;
}

static bool take_text(struct llm_reply *r, struct str s)
{
	const struct llm_call *c = r->ask->call;

	if (!s.len)
		return true;
	buf_add(&r->text, s);
	if (!buf_ok(&r->text))
		return flaw(r, LLM_FAULT_long);
	if (!r->first_us)
		r->first_us = time_mono_us() - r->began_us;
	if (!c->piece)
		return true;
	r->given = true;
	return c->piece(c->with, s) || flaw(r, LLM_FAULT_stopped);
}

/* Text, or a list of parts of which some are text. */
static bool take_content(struct llm_reply *r, const struct json *v)
{
	if (json_kind(v) != JSON_LIST)
		return take_text(r, json_text(v));
	for (const struct json *p = json_first(v); p; p = json_next(v, p))
		if (json_is(json_find(p, "type"), "text") &&
			!take_text(r, json_text(json_find(p, "text"))))
			return false;
	return true;
}

static void take_count(const struct json *v, int64_t *out)
{
	int64_t n;

	if (json_int(v, &n) && n >= 0 && n <= TOKENS_CREDIBLE)
		*out = n;
}

static void keep(struct llm_reply *r, struct str s, struct str *out)
{
	if (s.len && s.len <= SAMPLE && !str_eq(*out, s))
		*out = str_copy(r->ask->mem, s);
}

/* One chunk of a stream, or a whole answer: they differ by a name. */
static bool take_object(struct llm_reply *r, const struct json *doc)
{
	const struct json *choice = json_at(doc, "/choices/0"),
			  *said = json_find(choice, "delta");
	struct str thought;

	if (json_find(doc, "error") &&
		json_kind(json_find(doc, "error")) != JSON_NULL) {
		r->words = partners_llm_words(r->ask, doc);
		return flaw(r, partners_llm_fault_of(r->ask->mem, 0, doc));
	}
	if (!said)
		said = json_find(choice, "message");
	keep(r, json_text(json_find(doc, "model")), &r->model);
	keep(r, json_text(json_find(choice, "finish_reason")), &r->finish);
	take_count(json_at(doc, "/usage/prompt_tokens"), &r->tokens_in);
	take_count(json_at(doc, "/usage/completion_tokens"), &r->tokens_out);
	thought = json_text(json_find(said, "reasoning_content"));
	if (!thought.len)
		thought = json_text(json_find(said, "reasoning"));
	r->hidden += thought.len;
	if (json_text(json_find(said, "refusal")).len)
		return flaw(r, LLM_FAULT_declined);
	return take_content(r, json_find(said, "content"));
}

static bool take_event(void *with, struct str name, struct str data)
{
	struct llm_reply *r = with;
	const struct json *doc = NULL;
	struct err ignored;

	(void)name;
	if (r->done)
		return true;
	if (str_is(str_trim(data), "[DONE]")) {
		r->done = true;
		return true;
	}
	arena_reset(&r->scratch);
	if (!json_parse(&r->scratch, data, &doc, &ignored) ||
		json_kind(doc) != JSON_OBJECT)
		return flaw(r, LLM_FAULT_page);
	return take_object(r, doc);
}

/* ---- in pieces ---------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* What is it? Blanks may stand before an object. */
static void look(struct llm_reply *r, struct str *piece)
{
	while (piece->len && is_blank(*piece->at))
		*piece = str_of(piece->at + 1, piece->len - 1);
	if (!piece->len)
		return;
	r->kind = *piece->at == '{' ? LLM_WHOLE : LLM_STREAM;
	if (*piece->at == '<')
		flaw(r, LLM_FAULT_page);
	net_event_begin(&r->events, r->ask->mem, EVENT_MOST, take_event, r);
}

static bool ended(struct llm_reply *r, enum net_event_end end)
{
	if (end == NET_EVENT_LONG)
		flaw(r, LLM_FAULT_long);
	return end == NET_EVENT_MORE;
}

bool partners_llm_reply_piece(void *with, struct str piece)
{
	struct llm_reply *r = with;

	r->bytes += piece.len;
	if (stopped(r->ask))
		return flaw(r, LLM_FAULT_stopped);
	if (r->kind == LLM_UNSEEN)
		look(r, &piece);
	if (r->fault)
		return false;
	if (r->kind == LLM_WHOLE) {
		buf_add(&r->whole, piece);
		return buf_ok(&r->whole) || flaw(r, LLM_FAULT_long);
	}
	return ended(r, net_event_feed(&r->events, piece));
}

/* ---- the end ------------------------------------------------------------ */

static void read_whole(struct llm_reply *r)
{
	const struct json *doc = NULL;
	struct str text = buf_str(&r->whole);
	size_t at = 0;

	if (json_parse_flaw(&r->scratch, text, &doc, &at))
		flaw(r, at >= text.len ? LLM_FAULT_cut : LLM_FAULT_page);
	else if (take_object(r, doc) && !json_at(doc, "/choices/0"))
		flaw(r, LLM_FAULT_page);
}

static bool is_empty(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_blank(s.at[i]))
			return false;
	return true;
}

static void judge(struct llm_reply *r)
{
	if (str_is(r->finish, "content_filter"))
		flaw(r, LLM_FAULT_declined);
	else if (str_is(r->finish, "length"))
		flaw(r, LLM_FAULT_short);
	else if (r->kind == LLM_STREAM && !r->finish.len && !r->done)
		flaw(r, LLM_FAULT_cut);
	else if (is_empty(buf_str(&r->text)))
		flaw(r, LLM_FAULT_empty);
}

void partners_llm_reply_end(struct llm_reply *r)
{
	bool broken = r->fault;

	if (!broken && r->kind == LLM_WHOLE)
		read_whole(r);
	/* the line that a cut left may be half a chunk: then it was cut */
	if (!broken && r->kind == LLM_STREAM && !r->done &&
		!ended(r, net_event_last(&r->events)) &&
		r->fault == LLM_FAULT_page && r->text.len)
		r->fault = LLM_FAULT_cut;
	if (!r->fault)
		judge(r);
	arena_free(&r->scratch);
}
