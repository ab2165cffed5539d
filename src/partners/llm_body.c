/* partners/llm_body.c - what is sent to a model: one body of
 * /chat/completions, in the manner that its server takes. See llm.h. */
#include "partners/llm_int.h"

#include "base/tokens.h"

/* All text escaped as badly as can be, and the schema. */
enum { BODY_MOST = 6 * LLM_ASKED + 1024 * 1024, SCHEMA_MOST = 256 * 1024 };
/* What a message takes beside its text: its role and its borders. */
enum { MESSAGE_TOKENS = 4 };

static struct str schema_of(struct arena *mem, const struct json_shape *shape)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, SCHEMA_MOST);
	o = json_begin(&b, JSON_COMPACT);
	partners_llm_schema(&o, shape);
	return buf_ok(&b) ? buf_str(&b) : STR_NONE;
}

/* For servers that cannot be held to a schema, and for those that want the
 * word JSON to be said. */
static struct str in_words(struct arena *mem, struct str schema)
{
	return str_fmt(mem,
		"Answer with one JSON object and nothing else: no "
		"introduction, no code fence. It must be valid by this "
		"JSON Schema:\n%.*s",
		STR_ARG(schema));
}

static void put_message(struct json_out *o, enum llm_role role, struct str text)
{
	static const char *const roles[] = { [LLM_SYSTEM] = "system",
		[LLM_USER] = "user",
		[LLM_ASSISTANT] = "assistant" };

	json_object(o);
	json_put_text(json_key(o, "role"), str_c(roles[role]));
	json_put_text(json_key(o, "content"), text);
	json_end(o);
}

static void put_messages(
	struct json_out *o, const struct llm_ask *a, struct str schema)
{
	bool told = !schema.at || a->manner.form == LLM_SCHEMA;

	json_list(json_key(o, "messages"));
	for (int i = 0; i < a->count; i++) {
		/* behind the caller's own words to the system */
		if (!told && a->messages[i].role != LLM_SYSTEM) {
			put_message(o, LLM_SYSTEM, in_words(a->mem, schema));
			told = true;
		}
		put_message(o, a->messages[i].role, a->messages[i].text);
	}
	if (!told)
		put_message(o, LLM_SYSTEM, in_words(a->mem, schema));
	json_end(o);
}

static void put_form(
	struct json_out *o, const struct llm_ask *a, struct str schema)
{
	if (!schema.at || a->manner.form == LLM_PLAIN)
		return;
	json_object(json_key(o, "response_format"));
	if (a->manner.form == LLM_OBJECT) {
		json_put_text(json_key(o, "type"), STR("json_object"));
	} else {
		json_put_text(json_key(o, "type"), STR("json_schema"));
		json_object(json_key(o, "json_schema"));
		json_put_text(json_key(o, "name"), str_c(a->call->shape->name));
		json_put_bool(json_key(o, "strict"), true);
		json_put_raw(json_key(o, "schema"), schema);
		json_end(o);
	}
	json_end(o);
}

bool partners_llm_body(
	const struct llm_ask *a, struct str *out, struct err *err)
{
	const struct llm_call *c = a->call;
	struct str schema = c->shape ? schema_of(a->mem, c->shape) : STR_NONE;
	struct json_out o;
	struct buf b;

	buf_init(&b, a->mem, BODY_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "model"), a->server->model);
	put_messages(&o, a, schema);
	json_put_int(json_key(&o, a->manner.new_name ? "max_completion_tokens"
						     : "max_tokens"),
		a->tokens_most);
	if (c->temperature >= 0 && !a->manner.no_temperature)
		json_put_real(json_key(&o, "temperature"), c->temperature);
	put_form(&o, a, schema);
	json_put_bool(json_key(&o, "stream"), true);
	if (!a->manner.no_usage) {
		json_object(json_key(&o, "stream_options"));
		json_put_bool(json_key(&o, "include_usage"), true);
		json_end(&o);
	}
	json_end(&o);
	*out = buf_str(&b);
	return buf_ok(&b) ||
	       err_set(err, ERR_TOO_BIG, "the messages are too long");
}

int64_t partners_llm_tokens(struct arena *mem, const struct llm_call *call)
{
	int64_t sum = MESSAGE_TOKENS;

	for (int i = 0; i < call->count; i++)
		sum += MESSAGE_TOKENS + tokens_about(call->messages[i].text);
	if (call->shape)
		sum += tokens_about(schema_of(mem, call->shape));
	return sum;
}
