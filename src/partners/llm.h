/*
 * partners/llm.h - asks a language model, at any endpoint that speaks OpenAI's
 * chat completions: OpenAI itself, Ollama, llama.cpp, vLLM and their like.
 *
 * One ask is one answer: a text, or a struct that a shape (base/json.h)
 * describes; what comes back is held against the shape here, whatever the
 * server promised. Servers differ in what they take: structured outputs, the
 * name of the ceiling, temperature, usage of streams. What one refuses is left
 * out, and remembered in its struct. Neither the key nor a word of the
 * messages or the answer gets into an error or a span.
 *
 * Not here: what is asked and why, whether the answer is true (who asks),
 * where budgets are kept over a month (app), which engine is chosen.
 */
#ifndef PARTNERS_LLM_H
#define PARTNERS_LLM_H

#include "base/json.h"
#include "base/settings.h"
#include "base/span.h"
#include "partners/llm_budget.h"

enum {
	LLM_TOKENS = 4096, /* of an answer, unless asked otherwise */
	LLM_TOKENS_MOST = 131072,
	LLM_ANSWER = 1024 * 1024,    /* bytes of its text */
	LLM_ASKED = 4 * 1024 * 1024, /* bytes of all messages */
	LLM_TRIES = 4,
	LLM_WAIT_MS = 500, /* before the second, then doubled */
	LLM_WAIT_MOST_MS = 8 * 1000,
	LLM_MESSAGES = 64
};

/* ---- where -------------------------------------------------------------- */

/* How an answer of a shape is asked for; a server that refuses one gets the
 * next. */
enum llm_form { LLM_SCHEMA, LLM_OBJECT, LLM_PLAIN };

/* What a server turned out to want; any thread. */
struct llm_habits {
	_Atomic int form;            /* the best one that it takes */
	_Atomic bool new_name;       /* max_completion_tokens */
	_Atomic bool no_usage;       /* no stream_options */
	_Atomic bool no_temperature; /* but its own */
};

struct llm_server {
	struct str chat, models; /* their URLs */
	struct str host, model;
	const char *name; /* of spans: "chat MODEL" */
	int port;
	struct str key;         /* empty: none */
	struct llm_price price; /* zeros: free, or nobody counts */
	int total_ms;
	struct llm_habits habits;
};

/* As OPENAI_* say; an error names the setting. The settings must live as long
 * as the server. */
bool partners_llm_read(struct arena *mem, const struct settings *s,
	struct llm_server *out, struct err *err);

/* Is it there, does it take the key, has it the model? Asks for the list of
 * its models, which costs nothing. *listed: the model stands in the list;
 * servers without a list are there, too. */
bool partners_llm_check(struct arena *mem, const struct llm_server *server,
	int total_ms, bool *listed, struct err *err);

/* ---- asking ------------------------------------------------------------- */

enum llm_role { LLM_SYSTEM, LLM_USER, LLM_ASSISTANT };

struct llm_message {
	enum llm_role role;
	struct str text;
};

#define LLM_OWN_TEMPERATURE (-1.0) /* the server's */

struct llm_call {
	struct llm_server *server;
	const struct llm_message *messages;
	int count;
	double temperature;
	int64_t tokens_most; /* of the answer; 0: LLM_TOKENS */
	size_t answer_most;  /* bytes; 0: LLM_ANSWER */

	/* NULL: any text will do. Else the answer is read into `into`. A shape
	 * for models has text, words, numbers, bools, and lists and objects of
	 * them, nested at most LLM_DEPTH deep. */
	const struct json_shape *shape;
	void *into;
	/* How often an answer that is not of the shape is given back, with
	 * what is wrong with it; never where there is a `piece`. */
	int mends;

	int tries;    /* 0: LLM_TRIES; of which the first is one */
	int wait_ms;  /* 0: LLM_WAIT_MS */
	int total_ms; /* with all waits; 0: the server's */
	struct llm_budget *budgets[LLM_BUDGETS];
	const _Atomic bool *stop; /* true: end within a second; NULL: never */

	/* Each piece of the answer's text as it comes, well-formed UTF-8;
	 * false ends the ask. What was given out is not asked for again when
	 * the answer breaks off. NULL: nobody looks. */
	bool (*piece)(void *with, struct str piece);
	void *with;
};
enum { LLM_DEPTH = 8 };

enum llm_fault {
	LLM_FINE,
#define LLM_FAULT(name, code, again, text) LLM_FAULT_##name,
#include "partners/llm_faults.def"
#undef LLM_FAULT
	LLM_FAULTS
};
extern const char *const partners_llm_fault_words[LLM_FAULTS];

struct llm_answer {
	struct str text;  /* empty where there is none */
	struct str model; /* that answered, as it calls itself */
	enum llm_fault fault;
	enum llm_form form;
	int64_t tokens_in, tokens_out; /* of this answer */
	bool counted; /* by us, roughly: the server did not say */
	/* It counted less than half of what was sent: it may have cut the
	 * messages without a word, as Ollama does beyond its num_ctx. */
	bool clipped;
	/* Of all attempts, also those that came to nothing. */
	struct llm_cost cost;
	int attempts;              /* requests that were sent */
	int64_t took_us, first_us; /* until the first piece; 0: none came */
	/* For who traces; the ids and the parent are his. `name` and `model`
	 * live as long as the server. */
	struct span span;
};

/* *out is filled in either case. ERR_UPSTREAM: see fault; ERR_TOO_BIG: more
 * than the model or we take; ERR_RATE_LIMITED: a budget has no room.
 * err->retry_after_ms: when the server asks to be left alone so long. */
bool partners_llm_ask(struct arena *mem, const struct llm_call *call,
	struct llm_answer *out, struct err *err);

/* About how many tokens a call takes in, the schema included. */
int64_t partners_llm_tokens(struct arena *mem, const struct llm_call *call);

#endif
