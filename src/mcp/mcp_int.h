/*
 * mcp/mcp_int.h - inside of mcp: a letter is what came at once, one message or
 * a batch; each message in it is a call, also one that no tool is needed for.
 */
#ifndef MCP_INT_H
#define MCP_INT_H

#include "mcp/mcp.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- rpc.c: one message ------------------------------------------------- */

enum rpc_error {
	RPC_NO_JSON = -32700,
	RPC_NO_MESSAGE = -32600,
	RPC_NO_METHOD = -32601,
	RPC_BAD_PARAMS = -32602,
	RPC_BROKEN = -32603
};

struct rpc {
	struct str id; /* JSON; at NULL: a notification */
	struct str method;
	const struct json *params; /* an object, or NULL */
	bool answers;              /* it is an answer, and we asked nothing */
};
/* NULL, or what is wrong with it; the id is there where it could be read. */
const char *mcp_rpc_read(
	struct arena *mem, const struct json *doc, struct rpc *out);
/* An id or a token as JSON; STR_NONE: it is neither text nor whole number. */
struct str mcp_rpc_id(struct arena *mem, const struct json *v);

struct str mcp_rpc_result(struct arena *mem, struct str id, struct str result);
struct str mcp_rpc_error(
	struct arena *mem, struct str id, int code, const char *why);
struct str mcp_rpc_news(
	struct arena *mem, const char *method, struct str params);

/* ---- desk.c ------------------------------------------------------------- */

struct mcp_desk {
	const struct mcp_host *host;
	void *who;
	atomic_int revision; /* of revisions.def; -1: not settled */
	void (*news)(void *with, struct str message);
	void *news_with;
	/* Runs a tool elsewhere than where its message was read. */
	void (*start)(void *with, struct mcp_call *call);
	void *start_with;
	pthread_mutex_t lock;
	pthread_cond_t ended;
	struct mcp_call *running;
	int letters;
	bool closed;
};

struct mcp_letter {
	struct mcp_desk *desk;
	struct arena mem;
	atomic_int left;
	bool batch;
	size_t count;
	struct mcp_call **calls;
	void (*then)(void *with, struct str answer);
	void *with;
};

/* The end of a call: with an answer, with an error, with nothing to say. */
void mcp_call_answer(struct mcp_call *call, struct str result);
void mcp_call_refuse(struct mcp_call *call, int code, const char *why);
void mcp_call_drop(struct mcp_call *call);
/* Does nobody wait for it any more? */
bool mcp_call_cancelled(struct mcp_call *call);
/* It is a tool's from here on, and can be cancelled. */
void mcp_call_run(struct mcp_call *call);
/* Until nothing runs any more. */
void mcp_desk_wait(struct mcp_desk *d);
void mcp_desk_cancel(struct mcp_desk *d, struct str id);

/* ---- method.c ----------------------------------------------------------- */

void mcp_method_ask(struct mcp_call *call, const struct rpc *rpc);
void mcp_method_tell(
	struct mcp_desk *d, struct arena *mem, const struct rpc *rpc);
/* -1: none of ours */
int mcp_revision_find(struct str name);
bool mcp_revision_has_batches(int revision);

/* ---- result.c ----------------------------------------------------------- */

struct str mcp_result_write(struct arena *mem, const struct mcp_result *result);

#endif
