/* Answers of models: whatever comes, in pieces of whatever size, is read the
 * same or refused the same; what is read is well-formed. The first byte sets
 * the size, the second whether a struct was asked for. */
#include "base/time.h"
#include "base/utf8.h"
#include "partners/llm_int.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct advice {
	struct str summary;
	int64_t count;
	struct {
		struct str *at;
		size_t count;
	} skills;
};
static const struct json_field fields[] = {
	JSON(advice, summary, JSON_MUST, 1, 400),
	JSON(advice, count, 0, 0, 500),
	JSON_TEXTS(advice, skills, 0, 30, 1, 60),
	{ 0 },
};
static const struct json_shape shape =
	JSON_SHAPE(advice, "Advice", "What to change.", fields);

struct reading {
	struct advice into;
	struct llm_server server;
	struct llm_call call;
	struct llm_message message;
	struct llm_ask ask;
	struct llm_reply reply;
	enum llm_fault fault;
	size_t given;
};

static bool take(void *with, struct str piece)
{
	struct reading *r = with;

	assert(piece.len && utf8_ok(piece));
	r->given += piece.len;
	return true;
}

static void read_in(struct arena *mem, struct reading *r, struct str s,
	size_t piece, bool shaped)
{
	struct err why;

	*r = (struct reading){ .server = { .key = STR("sk-0123456789"),
				       .model = STR("m") },
		.message = { LLM_USER, STR("a question about something") } };
	r->call = (struct llm_call){ .server = &r->server,
		.messages = &r->message,
		.count = 1,
		.shape = shaped ? &shape : NULL,
		.into = &r->into,
		.piece = take,
		.with = r };
	r->ask = (struct llm_ask){ .mem = mem,
		.call = &r->call,
		.server = &r->server,
		.messages = &r->message,
		.count = 1,
		.tokens_most = 64,
		.answer_most = 512,
		.until_us = time_mono_us() + 3600ll * 1000 * 1000 };
	partners_llm_reply_begin(&r->reply, &r->ask);
	while (s.len) {
		size_t n = s.len < piece ? s.len : piece;

		if (!partners_llm_reply_piece(&r->reply, str_of(s.at, n)))
			break;
		s = str_of(s.at + n, s.len - n);
	}
	partners_llm_reply_end(&r->reply);
	r->fault = r->reply.fault;
	if (!r->fault && shaped)
		r->fault = partners_llm_read_object(
			&r->ask, buf_str(&r->reply.text), &why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct reading whole, parts;
	struct arena mem = { 0 };
	struct str s;
	bool shaped;

	if (size < 3 || size > 1 << 16)
		return 0;
	shaped = data[1] & 1;
	s = str_of((const char *)data + 2, size - 2);
	read_in(&mem, &whole, s, s.len, shaped);
	read_in(&mem, &parts, s, *data % 32 + 1u, shaped);
	assert(whole.fault == parts.fault);
	assert(str_eq(buf_str(&whole.reply.text), buf_str(&parts.reply.text)));
	assert(whole.given == whole.reply.text.len);
	assert(whole.reply.text.len <= 512);
	assert(whole.reply.tokens_out == parts.reply.tokens_out);
	assert(whole.fault || !shaped || whole.into.summary.len);
	arena_free(&mem);
	return 0;
}
