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
	RPC_BROKEN = -32603,
	RPC_NO_RESOURCE = -32002, /* of revisions before the modern ones */
	RPC_OTHER_HEAD = -32020,  /* head and message differ */
	RPC_OTHER_REVISION = -32022
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
/* `data` is JSON, or none. */
struct str mcp_rpc_error(struct arena *mem, struct str id, int code,
	const char *why, struct str data);
struct str mcp_rpc_news(
	struct arena *mem, const char *method, struct str params);

/* ---- desk.c ------------------------------------------------------------- */

struct mcp_desk {
	const struct mcp_host *host;
	void *who;
	atomic_int revision; /* of revisions.def; -1: not settled */
	struct mcp_head head;
	bool has_head, greeted;
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
	mcp_then *then;
	void *with;
};

/* The end of a call: with an answer, with an error, with nothing to say. */
void mcp_call_answer(struct mcp_call *call, struct str result);
void mcp_call_refuse(struct mcp_call *call, int code, const char *why);
void mcp_call_refuse_with(
	struct mcp_call *call, int code, const char *why, struct str data);
void mcp_call_drop(struct mcp_call *call);
/* Does nobody wait for it any more? */
bool mcp_call_cancelled(struct mcp_call *call);
/* It is the host's from here on, and can be cancelled. */
void mcp_call_run(
	struct mcp_call *call, void (*run)(void *who, struct mcp_call *call));
/* Until nothing runs any more. */
void mcp_desk_wait(struct mcp_desk *d);

/* ---- method.c ----------------------------------------------------------- */

void mcp_method_ask(struct mcp_call *call, const struct rpc *rpc);
void mcp_method_tell(
	struct mcp_desk *d, struct arena *mem, const struct rpc *rpc);

/* ---- era.c: what is spoken ---------------------------------------------- */

/* -1: none of ours */
int mcp_revision_find(struct str name);
const char *mcp_revision_name(int revision);
bool mcp_revision_has_batches(int revision);
/* The one asked for, where it begins with a greeting; else our newest such. */
int mcp_revision_greeted(struct str name);
/* A list of all, as JSON. */
struct str mcp_revision_list(struct arena *mem);
/* Which era the message is of, and does it say all it has to? False: it is
 * refused, and over. */
bool mcp_era_fits(struct mcp_call *call, const struct rpc *rpc);
/* A result as that era writes it. */
struct str mcp_era_result(struct mcp_call *call, struct str result);

/* ---- resource.c --------------------------------------------------------- */

void mcp_resource_list(struct mcp_call *call, const struct rpc *rpc);
void mcp_resource_sources(struct mcp_call *call, const struct rpc *rpc);
void mcp_resource_read(struct mcp_call *call, const struct rpc *rpc);

/* ---- result.c ----------------------------------------------------------- */

struct str mcp_result_write(struct arena *mem, const struct mcp_result *result);

#endif
