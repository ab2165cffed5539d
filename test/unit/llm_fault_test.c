/*
 * test/unit/llm_fault_test.c - partners/llm_int.h: what servers mean when they
 * refuse. The bodies have the forms of OpenAI, Ollama, llama.cpp, vLLM,
 * Mistral, Gemini, Groq and OpenRouter, which all claim one protocol.
 */
#include "test.h"

#include "partners/llm_int.h"

static const struct {
	int status;
	const char *body;
	enum llm_fault fault;
} cases[] = {
	/* OpenAI */
	{ 401,
		"{\"error\":{\"message\":\"Incorrect API key provided\","
		"\"code\":\"invalid_api_key\"}}",
		LLM_FAULT_key },
	{ 403,
		"{\"error\":{\"message\":\"Country not supported\",\"code\":"
		"\"unsupported_country_region_territory\"}}",
		LLM_FAULT_key },
	{ 404,
		"{\"error\":{\"message\":\"The model `x` does not exist\","
		"\"code\":\"model_not_found\"}}",
		LLM_FAULT_model },
	{ 429,
		"{\"error\":{\"message\":\"Rate limit reached for x on tokens "
		"per min\",\"type\":\"tokens\",\"code\":"
		"\"rate_limit_exceeded\"}}",
		LLM_FAULT_rate },
	{ 429,
		"{\"error\":{\"message\":\"You exceeded your current quota\","
		"\"code\":\"insufficient_quota\"}}",
		LLM_FAULT_quota },
	{ 400,
		"{\"error\":{\"message\":\"This model's maximum context length"
		" is 128000 tokens\",\"code\":\"context_length_exceeded\"}}",
		LLM_FAULT_context },
	{ 400,
		"{\"error\":{\"message\":\"Unsupported parameter\",\"param\":"
		"\"max_tokens\",\"code\":\"unsupported_parameter\"}}",
		LLM_FAULT_refused },
	{ 500, "{\"error\":{\"message\":\"had an error\"}}", LLM_FAULT_down },
	/* a gateway in front of it */
	{ 502, "<html>Bad Gateway</html>", LLM_FAULT_down },
	{ 504, "", LLM_FAULT_down },
	{ 413, "<html>Too Large</html>", LLM_FAULT_context },
	{ 301, "", LLM_FAULT_place },
	{ 404, "404 page not found", LLM_FAULT_place },
	{ 405, "", LLM_FAULT_place },
	/* Ollama */
	{ 404,
		"{\"error\":{\"message\":\"model \\\"x\\\" not found, try "
		"pulling it first\",\"type\":\"api_error\",\"code\":null}}",
		LLM_FAULT_model },
	{ 500, "{\"error\":\"llama runner process has terminated\"}",
		LLM_FAULT_down },
	/* llama.cpp */
	{ 503,
		"{\"error\":{\"code\":503,\"message\":\"Loading model\","
		"\"type\":\"unavailable_error\"}}",
		LLM_FAULT_down },
	{ 400,
		"{\"error\":{\"code\":400,\"message\":\"the request exceeds "
		"the available context size\",\"type\":"
		"\"exceed_context_size_error\"}}",
		LLM_FAULT_context },
	{ 401,
		"{\"error\":{\"code\":401,\"message\":\"Invalid API Key\","
		"\"type\":\"authentication_error\"}}",
		LLM_FAULT_key },
	/* vLLM */
	{ 404,
		"{\"object\":\"error\",\"message\":\"The model `x` does not "
		"exist.\",\"type\":\"NotFoundError\",\"code\":404}",
		LLM_FAULT_model },
	{ 400,
		"{\"object\":\"error\",\"message\":\"maximum context length is "
		"4096 tokens\",\"type\":\"BadRequestError\",\"code\":400}",
		LLM_FAULT_context },
	/* Mistral */
	{ 422, "{\"detail\":[{\"msg\":\"Extra inputs are not permitted\"}]}",
		LLM_FAULT_refused },
	{ 400,
		"{\"object\":\"error\",\"message\":\"Invalid model: "
		"x\",\"type\""
		":\"invalid_model\"}",
		LLM_FAULT_model },
	/* Gemini */
	{ 400, "{\"error\":{\"code\":400,\"message\":\"API key not valid.\"}}",
		LLM_FAULT_key },
	/* Groq */
	{ 413, "{\"error\":{\"message\":\"Request too large for model\"}}",
		LLM_FAULT_context },
	/* OpenRouter */
	{ 402,
		"{\"error\":{\"message\":\"Insufficient "
		"credits\",\"code\":402}}",
		LLM_FAULT_quota },
	{ 400,
		"{\"error\":{\"message\":\"x is not a valid model ID\","
		"\"code\":400}}",
		LLM_FAULT_model },
	{ 408, "{\"error\":{\"message\":\"timed out\",\"code\":408}}",
		LLM_FAULT_down },
	/* within a stream that began well */
	{ 0, "{\"error\":{\"message\":\"gone\",\"code\":502}}",
		LLM_FAULT_down },
	{ 0, "{\"error\":{\"message\":\"slow down\",\"code\":429}}",
		LLM_FAULT_rate },
	{ 0, "{\"error\":{\"message\":\"slow down\",\"code\":\"x\"}}",
		LLM_FAULT_down },
	/* words of what was asked are no words of the server */
	{ 400, "{\"error\":{\"message\":\"cannot parse: billing clerk\"}}",
		LLM_FAULT_refused },
	{ 403, "{\"error\":{\"message\":\"model not found for this key\"}}",
		LLM_FAULT_key },
	/* what is no error at all */
	{ 418, "[]", LLM_FAULT_refused },
	{ 400, "{\"error\":null}", LLM_FAULT_refused },
};

TEST(the_errors_of_many_servers_are_understood)
{
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct json *doc = NULL;
		enum llm_fault fault;
		struct err ignored;

		if (!json_parse(
			    &test_mem, str_c(cases[i].body), &doc, &ignored))
			doc = NULL;
		fault = partners_llm_fault_of(&test_mem, cases[i].status, doc);
		if (fault != cases[i].fault)
			test_fail(__FILE__, __LINE__, "%d %s is %s",
				cases[i].status, cases[i].body,
				partners_llm_fault_words[fault]);
	}
}

TEST(every_way_to_fail_fits_an_error_whole)
{
	const struct llm_server server = { .host = STR(
						   "a-name-of-sixty-"
						   "letters.of-a-machine-that-"
						   "is-far-away.example.org") };
	struct str words = str_of(arena_alloc(&test_mem, 100), 100);

	memset((char *)(uintptr_t)words.at, 'w', words.len);
	for (int i = LLM_FINE + 1; i < LLM_FAULTS; i++) {
		struct err err;

		OK(!partners_llm_fail(&server, (enum llm_fault)i, words, &err));
		OK(strstr(err.text, "www)"));
	}
}
