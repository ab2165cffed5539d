/* partners/llm_server.c - where a model is, and whether it is there. See
 * llm.h. */
#include "partners/llm_int.h"

#include "net/url.h"

#include <math.h>

enum { MODELS_MOST = 4 * 1024 * 1024 };

/* ---- where -------------------------------------------------------------- */

/* What was read from a file may end with its line. */
static struct str trimmed(const char *text)
{
	struct str s = str_c(text);

	while (s.len && strchr(" \t\r\n", *s.at))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(" \t\r\n", s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool read_url(struct arena *mem, const struct settings *s,
	struct llm_server *out, struct err *err)
{
	static const struct str tail = STR("/chat/completions");
	struct str base = trimmed(s->openai_base_url);
	struct net_url url;

	while (str_ends(base, STR("/")))
		base.len--;
	if (str_ends(base, tail)) /* the whole address will do, too */
		base.len -= tail.len;
	if (!net_url_read(mem, base, &url, err))
		return err_in(err, "OPENAI_BASE_URL");
	if (url.query.at)
		return err_set(err, ERR_BAD_INPUT,
			"OPENAI_BASE_URL must be an address without '?'");
	out->chat = str_fmt(mem, "%.*s/chat/completions", STR_ARG(base));
	out->models = str_fmt(mem, "%.*s/models", STR_ARG(base));
	out->host = str_copy(mem, url.host);
	out->port = url.port;
	return true;
}

/* OpenAI calls the ceiling max_completion_tokens and refuses the old name for
 * newer models; most others know the old name only, some without a word. */
static bool is_openai(struct str host)
{
	return str_ends(host, STR("openai.com")) ||
	       str_ends(host, STR("azure.com"));
}

/* A header ends with its line. */
static bool key_ok(struct str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (key.at[i] <= ' ' || key.at[i] >= 0x7f)
			return false;
	return true;
}

bool partners_llm_read(struct arena *mem, const struct settings *s,
	struct llm_server *out, struct err *err)
{
	*out = (struct llm_server){ .model = trimmed(s->openai_model),
		.key = trimmed(s->openai_api_key),
		.total_ms = (int)s->openai_timeout_ms,
		.price = { .in = llround(s->openai_input_price * 1e6),
			.out = llround(s->openai_output_price * 1e6) } };
	if (!read_url(mem, s, out, err))
		return false;
	if (!out->model.len)
		return err_set(
			err, ERR_BAD_INPUT, "OPENAI_MODEL must name a model");
	if (!key_ok(out->key))
		return err_set(err, ERR_BAD_INPUT,
			"OPENAI_API_KEY has characters that no key has");
	out->model = str_copy(mem, out->model);
	out->name = str_fmt(mem, "chat %.*s", STR_ARG(out->model)).at;
	out->habits.new_name = is_openai(out->host);
	return true;
}

/* ---- is it there? ------------------------------------------------------- */

static bool lists(const struct json *doc, struct str model)
{
	const struct json *data = json_find(doc, "data");

	for (const struct json *v = json_first(data); v;
		v = json_next(data, v)) {
		struct str id = json_text(json_find(v, "id"));

		/* Ollama lists "name:latest" for "name" */
		if (str_eq(id, model) ||
			(str_starts(id, model) &&
				str_is(str_of(id.at + model.len,
					       id.len - model.len),
					":latest")))
			return true;
	}
	return false;
}

static bool judge(struct arena *mem, const struct llm_server *server,
	const struct net_http_answer *answer, bool *listed, struct err *err)
{
	const struct json *doc = NULL;
	enum llm_fault fault;
	struct err ignored;

	if (!json_parse(mem, answer->body, &doc, &ignored))
		doc = NULL;
	*listed = lists(doc, server->model);
	if (answer->status / 100 == 2 && doc)
		return true;
	/* a server without such a list is a server */
	if (answer->status == 404 || answer->status == 405)
		return true;
	fault = answer->status / 100 == 2
			? LLM_FAULT_page
			: partners_llm_fault_of(mem, answer->status, doc);
	return partners_llm_fail(
		server, fault, str_fmt(mem, "status %d", answer->status), err);
}

bool partners_llm_check(struct arena *mem, const struct llm_server *server,
	int total_ms, bool *listed, struct err *err)
{
	const struct net_header headers[] = {
		{ STR("Accept"), STR("application/json") },
		{ STR("Authorization"),
			str_fmt(mem, "Bearer %.*s", STR_ARG(server->key)) },
	};
	const struct net_http_call call = { .url = server->models,
		.headers = headers,
		.header_count = (int)LENGTH(headers) - !server->key.len,
		.reach = NET_REACH_ANY,
		.total_ms = total_ms,
		.answer_most = MODELS_MOST,
		.answer_cut = true };
	struct net_http_answer answer;
	struct err why;

	*listed = false;
	if (!net_http_send(mem, &call, &answer, &why))
		return partners_llm_fail(
			server, LLM_FAULT_unreachable, str_c(why.text), err);
	return judge(mem, server, &answer, listed, err);
}
