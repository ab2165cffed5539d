/* partners/llm_int.h - between the files of llm.h. */
#ifndef PARTNERS_LLM_INT_H
#define PARTNERS_LLM_INT_H

#include "net/event.h"
#include "net/http.h"
#include "partners/llm.h"

/* What is left out or said otherwise in this ask; becomes a habit when it
 * helped. */
struct llm_manner {
	enum llm_form form;
	bool new_name, no_usage, no_temperature;
	bool swapped; /* the ceiling's name, once */
};

struct llm_ask {
	struct arena *mem;
	const struct llm_call *call;
	struct llm_server *server;
	struct llm_answer *out;
	struct llm_manner manner;

	struct llm_message *messages; /* with those that mend */
	int count;
	int64_t tokens_in; /* about */
	int64_t tokens_most;
	size_t answer_most;
	int64_t until_us;
	int failures; /* in a row that were worth another try */
	int mends;    /* left */
};

/* ---- llm_schema.c ------------------------------------------------------- */

/* What strict structured outputs want: every member required, none besides,
 * no keyword that a server may not know; bounds are told in words. */
void partners_llm_schema(struct json_out *o, const struct json_shape *shape);

/* ---- llm_body.c --------------------------------------------------------- */

bool partners_llm_body(
	const struct llm_ask *a, struct str *out, struct err *err);

/* ---- llm_reply.c -------------------------------------------------------- */

enum llm_kind { LLM_UNSEEN, LLM_STREAM, LLM_WHOLE };

/* One answer as it comes in. */
struct llm_reply {
	struct llm_ask *ask;
	enum llm_kind kind;
	struct arena scratch; /* of one event */
	struct net_events events;
	struct buf whole; /* an answer that is no stream */
	struct buf text;
	struct str model, finish;
	int64_t tokens_in, tokens_out; /* -1: not told */
	size_t bytes, hidden;          /* arrived; of thoughts */
	bool done, given;              /* [DONE]; a piece went to the caller */
	int64_t began_us, first_us;

	/* noticed meanwhile */
	enum llm_fault fault;
	struct str words; /* of the server, for the error */
};

/* How many bytes may come at most. */
size_t partners_llm_reply_most(const struct llm_ask *a);
void partners_llm_reply_begin(struct llm_reply *r, struct llm_ask *a);
/* For net_http_call.piece. */
bool partners_llm_reply_piece(void *with, struct str piece);
/* No more will come; what is wrong with it is in r->fault. */
void partners_llm_reply_end(struct llm_reply *r);

/* ---- llm_fault.c -------------------------------------------------------- */

bool partners_llm_fail(const struct llm_server *server, enum llm_fault fault,
	struct str words, struct err *err);
bool partners_llm_again(enum llm_fault fault);

/* What an error means, which came with a status or within a stream (0). */
enum llm_fault partners_llm_fault_of(
	struct arena *mem, int status, const struct json *body);
/* What of it may be shown: its text, unless that repeats what was asked or
 * the key, else its code. */
struct str partners_llm_words(const struct llm_ask *a, const struct json *body);
/* Learns from a refusal; false: there is nothing to do otherwise. */
bool partners_llm_adapt(
	struct llm_manner *m, const struct llm_call *call, struct str body);

/* ---- llm_object.c ------------------------------------------------------- */

/* The one object in what a model wrote, read into the call's struct. */
enum llm_fault partners_llm_read_object(
	const struct llm_ask *a, struct str text, struct err *why);

#endif
