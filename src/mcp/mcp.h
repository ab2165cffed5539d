/*
 * mcp/mcp.h - the Model Context Protocol as bytes: messages of JSON-RPC 2.0
 * come in, answers go out. What can be done with it is the host's: a list of
 * tools and a function that runs one. Knows no route, no command, and of ways
 * to carry messages only lines (mcp_serve); HTTP is api/mcp.c's.
 *
 * Spoken are the revisions of mcp/revisions.def, of both eras: those that begin
 * with a greeting, and those where each request says what it speaks. Offered
 * are tools, resources, progress and cancelling; no prompts, no subscriptions,
 * and nothing is ever asked of the client.
 */
#ifndef MCP_H
#define MCP_H

#include "base/json.h"

enum {
	MCP_MESSAGE = 48 << 20, /* bytes of one that comes in */
	MCP_ANSWER = 96 << 20,  /* and of one that goes out */
	MCP_BATCH = 64,         /* messages in one batch */
	MCP_ID = 256,           /* bytes of an id, and of a progress token */
	MCP_PAGE = 100          /* tools a page: many clients ask for one */
};

/* ---- what a host offers ------------------------------------------------- */

/* What a client may take for granted of a tool. */
enum mcp_hint {
	MCP_READS = 1,    /* changes nothing */
	MCP_DESTROYS = 2, /* what it removes or writes over is gone */
	MCP_AGAIN = 4,    /* doing it twice is doing it once */
	MCP_WORLD = 8     /* may ask services beyond this one */
};

struct mcp_tool {
	const char *name, *title, *about;
	unsigned hints;
	struct str input, output; /* JSON Schema; output at NULL: none */
	const void *way;          /* the host's own */
};

/* What has an address of its own and can be read: documents, say. */
struct mcp_source {
	const char *uri; /* ends in {id}, in whose place stands which one */
	const char *name, *title, *about, *type;
	const void *way; /* the host's own */
};

struct mcp_call;

struct mcp_host {
	const char *about; /* for the model: what this is good for */
	const struct mcp_tool *tools;
	size_t tool_count;
	/* May `who` use it? NULL: everybody may use all. */
	bool (*offers)(void *who, const struct mcp_tool *tool);
	/* Runs a tool: ends the call, before it returns or later. */
	void (*call)(void *who, struct mcp_call *call);
	/* Nobody waits for it any more; it has to be ended all the same. Is
	 * called with a lock held: must neither wait nor end it. May be NULL.
	 */
	void (*cancel)(void *who, struct mcp_call *call);
	/* Resources, where there are any: of which sources, may `who` read of
	 * this one, the page at call->cursor by mcp_call_list(), call->one of
	 * call->source by mcp_call_show(). */
	const struct mcp_source *sources;
	size_t source_count;
	bool (*shows)(void *who, const struct mcp_source *source);
	void (*list)(void *who, struct mcp_call *call);
	void (*read)(void *who, struct mcp_call *call);
	/* A client wants the call of this id cancelled, and it is none of this
	 * desk's. May be NULL. */
	void (*cancel_elsewhere)(void *who, struct str id);
};

/* Why a message was refused, for who carries messages: of modern revisions
 * alone, and of letters of one message. */
enum mcp_fault {
	MCP_FINE,
	MCP_MALFORMED, /* it does not say what it has to of itself */
	MCP_UNKNOWN    /* there is no such method */
};

/* ---- running a tool ----------------------------------------------------- */

struct mcp_letter;

struct mcp_call {
	struct arena mem; /* lives until the answer is sent */
	struct mcp_letter *letter;
	const struct mcp_tool *tool;
	const struct json *arguments; /* an object, or NULL */
	const struct mcp_source *source;
	struct str one, cursor; /* cursor at NULL: the first page */
	void (*run)(void *who, struct mcp_call *call);
	void *way;            /* the host's own */
	struct str id, token; /* JSON; token at NULL: no progress */
	struct str answer;
	struct mcp_call *prev, *next, *queued;
	double told;    /* progress grows */
	int64_t ttl_ms; /* how long a client may remember it; < 0: not said */
	enum mcp_fault fault;
	bool modern, running, cancelled;
};

struct mcp_result {
	bool failed;
	struct str json;  /* an object, or none: what the output schema says */
	struct str text;  /* none: the JSON stands for it */
	struct str notes; /* what its reader should know as well */
	/* A file: text is given as text, pictures as pictures, and the rest in
	 * base64, with its type. */
	struct str file, file_name, file_type;
};

/* Sets `way`, which whoever cancels it reads. */
void mcp_call_hold(struct mcp_call *call, void *way);

/* Exactly one of these, once, from any thread; the call is gone then. */
void mcp_call_end(struct mcp_call *call, const struct mcp_result *result);
void mcp_call_fail(struct mcp_call *call, const struct err *err);
/* It will take its time: who carries messages may tell that it is on. */
void mcp_call_begin(struct mcp_call *call);

/* The same for resources. */
struct mcp_resource {
	struct str one; /* of its source */
	const struct mcp_source *source;
	struct str name, about, changed_at; /* RFC 3339; at NULL: not said */
};
/* `next` at NULL: there is no page behind this. */
void mcp_call_list(struct mcp_call *call, const struct mcp_resource *list,
	size_t count, struct str next);
void mcp_call_show(struct mcp_call *call, struct str text);
void mcp_call_missing(struct mcp_call *call); /* there is none */
void mcp_call_no_cursor(struct mcp_call *call);
void mcp_call_broken(struct mcp_call *call, struct str why);

/* Tells a client that asked for it how far it is; else does nothing. */
void mcp_call_tell(
	struct mcp_call *call, double done, double of, struct str what);

/* ---- who is talked to --------------------------------------------------- */

/* One client. Over HTTP each request has one of its own. */
struct mcp_desk;

struct mcp_desk *mcp_desk_open(const struct mcp_host *host, void *who);
/* Calls that still run are answered all the same. */
void mcp_desk_close(struct mcp_desk *d);
void *mcp_desk_who(const struct mcp_call *call);

/* Has it answered a greeting? */
bool mcp_desk_greeted(const struct mcp_desk *d);
/* The revision that a header names; false: none of ours. Without it counts the
 * one that `initialize` settled. */
bool mcp_desk_revision(struct mcp_desk *d, struct str revision);
/* What the carrier's own head said of the one message in it: must be what the
 * message says (modern revisions alone). STR_NONE: nothing. */
struct mcp_head {
	struct str revision, method, name;
};
void mcp_desk_head(struct mcp_desk *d, const struct mcp_head *head);
bool mcp_revision_is_modern(struct str revision);
/* Cancels the call of this id, or (at NULL) all that run. */
void mcp_desk_cancel(struct mcp_desk *d, struct str id);
/* Takes notifications, one whole message each, from any thread; none: a call
 * has begun that takes its time. */
void mcp_desk_on_news(struct mcp_desk *d,
	void (*news)(void *with, struct str message), void *with);

/* Reads what came, one message or a batch, and calls `then` once, perhaps at
 * once, perhaps from another thread. At NULL: there is nothing to answer. */
typedef void mcp_then(void *with, struct str answer, enum mcp_fault fault);
void mcp_take(struct mcp_desk *d, struct str text, mcp_then *then, void *with);

/* Serves a client whose messages are lines, until its input ends. */
bool mcp_serve(const struct mcp_host *host, void *who, int in_fd, int out_fd,
	struct err *err);

#endif
