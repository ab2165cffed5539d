/*
 * partners/llm_fault.c - what a server means when it refuses, in our words.
 * Their errors differ in form and code; what they have in common is looked
 * for. See llm_faults.def.
 */
#include "partners/llm_int.h"

#include "base/utf8.h"

enum {
	MESSAGE = 2048,   /* of which is looked at */
	SHOWN = 100,      /* of it is shown */
	REPEATED = 16,    /* so much of a message gives it away, */
	REPEATED_KEY = 6, /* and of the key */
	HOST_SHOWN = 80
};

const char *const partners_llm_fault_words[LLM_FAULTS] = {
	[LLM_FINE] = "fine",
#define LLM_FAULT(name, code, again, text) [LLM_FAULT_##name] = #name,
#include "partners/llm_faults.def"
#undef LLM_FAULT
};

static const struct {
	enum err_code code;
	bool again;
	const char *text;
} faults[LLM_FAULTS] = {
#define LLM_FAULT(name, code, again, text) \
	[LLM_FAULT_##name] = { ERR_##code, again, text },
#include "partners/llm_faults.def"
#undef LLM_FAULT
};

bool partners_llm_again(enum llm_fault fault) { return faults[fault].again; }

bool partners_llm_fail(const struct llm_server *server, enum llm_fault fault,
	struct str words, struct err *err)
{
	int host = server->host.len > HOST_SHOWN ? HOST_SHOWN
						 : (int)server->host.len;

	return err_set(err, faults[fault].code, "'%.*s' %s%s%.*s%s", host,
		server->host.at, faults[fault].text, words.len ? " (" : "",
		STR_ARG(words), words.len ? ")" : "");
}

/* ---- what the server said ----------------------------------------------- */

struct complaint {
	struct str message, code, type;
};

static struct str text_or_number(struct arena *mem, const struct json *v)
{
	int64_t n;

	if (json_int(v, &n))
		return str_fmt(mem, "%lld", (long long)n);
	return json_text(v);
}

/* {"error": {...}}, {"error": "..."}, {"message": ...}, {"detail": ...} */
static struct complaint complaint_of(struct arena *mem, const struct json *body)
{
	const struct json *e = json_find(body, "error");
	struct complaint c = { .message = json_text(e) };

	if (json_kind(e) != JSON_OBJECT)
		e = body;
	if (!c.message.at)
		c.message = json_text(json_find(e, "message"));
	if (!c.message.at)
		c.message = json_text(json_find(e, "detail"));
	if (!c.message.at)
		c.message = json_text(json_at(e, "/detail/0/msg"));
	c.code = text_or_number(mem, json_find(e, "code"));
	c.type = json_text(json_find(e, "type"));
	if (c.message.len > MESSAGE)
		c.message.len = MESSAGE;
	return c;
}

static bool says(struct arena *mem, struct str s, const char *const *words)
{
	struct str low = str_lower(mem, s);

	for (; *words; words++)
		if (low.len && memmem(low.at, low.len, *words, strlen(*words)))
			return true;
	return false;
}

static bool complains(
	struct arena *mem, const struct complaint *c, const char *const *words)
{
	return says(mem, c->code, words) || says(mem, c->type, words) ||
	       says(mem, c->message, words);
}

static const char *const context_words[] = { "context_length", "context length",
	"context size", "context_size", "context window", "maximum context",
	"too many tokens", "prompt is too long", "input is too long",
	"reduce the length", NULL };
static const char *const quota_words[] = { "insufficient_quota",
	"exceeded your current quota", "billing", "credit balance",
	"insufficient credits", "insufficient balance", "spending limit",
	NULL };
static const char *const declined_words[] = { "content_filter",
	"content_policy", "content management policy", "safety system",
	"moderation", NULL };
static const char *const model_words[] = { "model_not_found", "model not found",
	"no such model", "not a valid model", "invalid model", "unknown model",
	"try pulling it", NULL };
static const char *const model_is[] = { "model", NULL };
static const char *const is_missing[] = { "not found", "does not exist",
	"not exist", NULL };
static const char *const key_words[] = { "invalid_api_key", "incorrect api key",
	"invalid api key", "api key not valid", "authentication_error", NULL };

static bool lacks_model(struct arena *mem, const struct complaint *c)
{
	return complains(mem, c, model_words) ||
	       (says(mem, c->message, model_is) &&
		       says(mem, c->message, is_missing));
}

static enum llm_fault by_words(
	struct arena *mem, const struct complaint *c, int status)
{
	if (complains(mem, c, context_words))
		return LLM_FAULT_context;
	if (complains(mem, c, key_words))
		return LLM_FAULT_key;
	/* elsewhere these may be words of what was asked */
	if ((status == 429 || !status) && complains(mem, c, quota_words))
		return LLM_FAULT_quota;
	if (complains(mem, c, declined_words))
		return LLM_FAULT_declined;
	if (lacks_model(mem, c))
		return LLM_FAULT_model;
	return LLM_FINE;
}

static enum llm_fault by_status(int status)
{
	switch (status) {
	case 401:
	case 403:
		return LLM_FAULT_key;
	case 402:
		return LLM_FAULT_quota;
	case 404:
	case 405:
		return LLM_FAULT_place;
	case 408:
	case 409:
		return LLM_FAULT_down;
	case 413:
		return LLM_FAULT_context;
	case 429:
		return LLM_FAULT_rate;
	default:
		if (status >= 300 && status < 400)
			return LLM_FAULT_place;
		return status >= 500 ? LLM_FAULT_down : LLM_FAULT_refused;
	}
}

enum llm_fault partners_llm_fault_of(
	struct arena *mem, int status, const struct json *body)
{
	struct complaint c = complaint_of(mem, body);
	enum llm_fault meant = LLM_FINE;
	int64_t n;

	/* of these the status says it best */
	if (status != 401 && status != 402 && status != 403)
		meant = by_words(mem, &c, status);
	if (meant)
		return meant;
	if (!status && str_int(c.code, &n) && n >= 400 && n < 600)
		status = (int)n;
	if (status)
		return by_status(status);
	/* within a stream that had begun well */
	return LLM_FAULT_down;
}

/* ---- what of it may be shown -------------------------------------------- */

/* Do they share so many bytes in a row? */
static bool share(struct str a, struct str b, size_t run)
{
	for (size_t i = 0; b.len >= run && i + run <= a.len; i++)
		if (memmem(b.at, b.len, a.at + i, run))
			return true;
	return false;
}

static bool gives_away(const struct llm_ask *a, struct str words)
{
	if (share(words, a->server->key, REPEATED_KEY))
		return true;
	for (int i = 0; i < a->count; i++)
		if (share(words, a->messages[i].text, REPEATED))
			return true;
	return false;
}

static struct str on_one_line(struct arena *mem, struct str s)
{
	struct str copy = str_copy(mem, utf8_fit(s, SHOWN));
	char *at = arena_bytes(mem, copy.len + 1);

	for (size_t i = 0; i < copy.len; i++)
		at[i] = (unsigned char)copy.at[i] < ' ' || copy.at[i] == 0x7f
				? ' '
				: copy.at[i];
	return str_trim(str_of(at, copy.len));
}

struct str partners_llm_words(const struct llm_ask *a, const struct json *body)
{
	struct complaint c = complaint_of(a->mem, body);
	const struct str from[] = { c.message, c.code, c.type };

	for (size_t i = 0; i < LENGTH(from); i++) {
		struct str words = on_one_line(a->mem, from[i]);

		if (words.len && !gives_away(a, words))
			return words;
	}
	return STR("");
}

/* ---- what to do otherwise ----------------------------------------------- */

bool partners_llm_adapt(
	struct llm_manner *m, const struct llm_call *call, struct str body)
{
	static const char *const form[] = { "response_format", "json_schema",
		"json_object", "structured output", "grammar", NULL };
	static const char *const limit[] = { "max_tokens",
		"max_completion_tokens", NULL };
	static const char *const usage[] = { "stream_options", "include_usage",
		NULL };
	static const char *const warmth[] = { "temperature", NULL };
	struct arena mem = { 0 };
	bool learnt = true;

	if (call->shape && m->form < LLM_PLAIN && says(&mem, body, form)) {
		m->form++;
	} else if (!m->no_usage && says(&mem, body, usage)) {
		m->no_usage = true;
	} else if (!m->swapped && says(&mem, body, limit)) {
		m->new_name = !m->new_name;
		m->swapped = true;
	} else if (!m->no_temperature && call->temperature >= 0 &&
		   says(&mem, body, warmth)) {
		m->no_temperature = true;
	} else {
		learnt = false;
	}
	arena_free(&mem);
	return learnt;
}
