/*
 * partners/llm_object.c - the object in what a model wrote. Models put it in
 * code fences, think aloud before it and say goodbye behind it, where the
 * server does not hold them to the schema. See llm.h.
 */
#include "partners/llm_int.h"

/* Thoughts come first, if at all. */
static struct str behind_thoughts(struct str s)
{
	static const char end[] = "</think>";
	const char *at;

	while (s.len && strchr(" \t\r\n", *s.at))
		s = str_of(s.at + 1, s.len - 1);
	if (!str_starts(s, STR("<think>")))
		return s;
	at = memmem(s.at, s.len, end, sizeof(end) - 1);
	if (!at)
		return str_of(s.at, 0);
	at += sizeof(end) - 1;
	return str_of(at, (size_t)(s.at + s.len - at));
}

/* From the first brace to the one that closes it, or to the end. */
static struct str object_in(struct str s)
{
	const char *open = s.len ? memchr(s.at, '{', s.len) : NULL;
	bool quoted = false;
	size_t depth = 0;

	if (!open)
		return str_of(s.at, 0);
	s = str_of(open, (size_t)(s.at + s.len - open));
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && c == '{')
			depth++;
		else if (!quoted && c == '}' && !--depth)
			return str_of(s.at, i + 1);
	}
	return s;
}

enum llm_fault partners_llm_read_object(
	const struct llm_ask *a, struct str text, struct err *why)
{
	const struct json *doc = NULL;
	struct str object = object_in(behind_thoughts(text));
	const char *wrong;
	size_t at = 0;

	if (!object.len) {
		err_set(why, ERR_BAD_INPUT, "it is no JSON object");
		return LLM_FAULT_nonsense;
	}
	wrong = json_parse_flaw(a->mem, object, &doc, &at);
	if (wrong) {
		err_set(why, ERR_BAD_INPUT, "byte %zu: %s", at, wrong);
		return at >= object.len ? LLM_FAULT_half : LLM_FAULT_nonsense;
	}
	return json_read(a->mem, doc, a->call->shape, a->call->into, why)
		       ? LLM_FINE
		       : LLM_FAULT_shape;
}
