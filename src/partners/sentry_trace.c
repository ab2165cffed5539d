/*
 * partners/sentry_trace.c - a traced request becomes an envelope with one
 * transaction. See sentry.h.
 */
#include "partners/sentry_int.h"

#include "base/code.h"
#include "base/json.h"

#include <stdio.h>

enum { ENVELOPE_MOST = 256 * 1024 };

static void put_id(struct json_out *o, const char *name,
	const unsigned char *id, size_t size)
{
	char text[CODE_HEX_LEN(SPAN_TRACE)];

	code_write(CODE_HEX, str_of((const char *)id, size), text);
	json_put_text(json_key(o, name), str_of(text, CODE_HEX_LEN(size)));
}

/* Seconds with all digits of a us, which a double would not keep. */
static void put_time(struct json_out *o, const char *name, int64_t us)
{
	char text[40];

	snprintf(text, sizeof(text), "%lld.%06lld", (long long)(us / 1000000),
		(long long)(us % 1000000));
	json_put_raw(json_key(o, name), str_c(text));
}

/* OpenTelemetry's words for how a request ended, which Sentry takes. */
static const char *word_of(int status)
{
	static const struct {
		int status;
		const char *word;
	} words[] = { { 400, "invalid_argument" }, { 401, "unauthenticated" },
		{ 403, "permission_denied" }, { 404, "not_found" },
		{ 409, "already_exists" }, { 429, "resource_exhausted" },
		{ 499, "cancelled" }, { 501, "unimplemented" },
		{ 503, "unavailable" }, { 504, "deadline_exceeded" } };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (words[i].status == status)
			return words[i].word;
	if (status < 400)
		return "ok";
	return status < 500 ? "invalid_argument" : "internal_error";
}

/* What an operation and the whole request have in common. */
static void put_span(struct json_out *o, const struct span *s)
{
	static const unsigned char none[SPAN_ID];
	static const char *const ops[] = { [SPAN_REQUEST] = "http.server",
		[SPAN_QUERY] = "db",
		[SPAN_MODEL] = "gen_ai.chat" };

	put_id(o, "trace_id", s->trace, SPAN_TRACE);
	put_id(o, "span_id", s->id, SPAN_ID);
	if (memcmp(s->parent, none, SPAN_ID) != 0)
		put_id(o, "parent_span_id", s->parent, SPAN_ID);
	json_put_text(json_key(o, "op"), str_c(ops[s->kind]));
	json_put_text(json_key(o, "status"),
		str_c(s->fault ? "unavailable" : word_of(s->status)));
}

static void put_within(struct json_out *o, const struct span *s)
{
	json_object(o);
	put_span(o, s);
	json_put_text(json_key(o, "description"), str_c(s->name));
	put_time(o, "start_timestamp", s->began_us);
	put_time(o, "timestamp", s->began_us + s->took_us);
	json_end(o);
}

static void put_request(struct json_out *o, const struct span *s)
{
	json_object(json_key(o, "contexts"));
	json_object(json_key(o, "trace"));
	put_span(o, s);
	json_end(o);
	json_object(json_key(o, "response"));
	json_put_int(json_key(o, "status_code"), s->status);
	json_end(o);
	json_end(o);
	json_object(json_key(o, "request"));
	json_put_text(json_key(o, "method"), str_c(s->method));
	json_end(o);
	json_object(json_key(o, "tags"));
	json_put_text(json_key(o, "request_id"), str_c(s->request_id));
	json_end(o);
}

static void add_transaction(
	struct buf *b, const struct sentry_trace *t, struct str id)
{
	struct json_out o = json_begin(b, JSON_COMPACT);
	const struct span *request = &t->spans[0];

	json_object(&o);
	json_put_text(json_key(&o, "type"), STR("transaction"));
	json_put_text(json_key(&o, "event_id"), id);
	json_put_text(json_key(&o, "platform"), STR("native"));
	json_put_text(json_key(&o, "environment"), t->environment);
	json_put_text(json_key(&o, "release"), t->release);
	json_put_text(json_key(&o, "transaction"), str_c(request->name));
	json_object(json_key(&o, "transaction_info"));
	json_put_text(json_key(&o, "source"), STR("route"));
	json_end(&o);
	put_time(&o, "start_timestamp", request->began_us);
	put_time(&o, "timestamp", request->began_us + request->took_us);
	put_request(&o, request);
	json_list(json_key(&o, "spans"));
	for (size_t i = 1; i < t->count; i++)
		put_within(&o, &t->spans[i]);
	json_end(&o);
	json_end(&o);
}

/* The same for the same request, so that one sent twice counts once. */
static struct str event_id(struct arena *mem, const struct span *s)
{
	unsigned char id[SPAN_TRACE];

	memcpy(id, s->trace, SPAN_TRACE - SPAN_ID);
	memcpy(id + SPAN_TRACE - SPAN_ID, s->id, SPAN_ID);
	return code_text(mem, CODE_HEX, str_of((char *)id, sizeof(id)));
}

bool partners_sentry_trace(struct arena *mem, const struct sentry_dsn *dsn,
	const struct sentry_trace *trace, int64_t now_ms, struct err *err)
{
	struct sentry_post post = { .dsn = dsn,
		.total_ms = trace->total_ms,
		.stop = trace->stop,
		.now_ms = now_ms };
	struct str id = event_id(mem, &trace->spans[0]);
	struct buf b;

	buf_init(&b, mem, ENVELOPE_MOST);
	buf_addf(&b, "{\"event_id\":\"%.*s\"}\n{\"type\":\"transaction\"}\n",
		STR_ARG(id));
	add_transaction(&b, trace, id);
	buf_addc(&b, '\n');
	post.envelope = buf_ok(&b) ? buf_str(&b) : STR_NONE;
	return partners_sentry_post(mem, &post, err);
}
