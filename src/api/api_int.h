/* api/api_int.h - inside of api: what the runner's parts share. */
#ifndef API_INT_H
#define API_INT_H

#include "api/api.h"
#include "api/follow.h"
#include "app/house.h"
#include "app/idempotency.h"
#include "app/monitor.h"
#include "app/trace.h"
#include "app/upload.h"
#include "mcp/mcp.h"

#include <pthread.h>

enum { API_ROUTES_MOST = 512, API_NODES_MOST = 1024, API_NETS_MOST = 64 };

/* ---- match.c: a tree of path segments ----------------------------------- */

struct api_node {
	struct str segment;
	short child, next, param;   /* indexes; 0: none */
	short routes[HTTP_METHODS]; /* index + 1; 0: none */
	bool any;                   /* some method is there */
};
struct api_tree {
	struct api_node nodes[API_NODES_MOST];
	short count;
};
/* `version`: paths below /api/ stand below /api/VERSION/, too; NULL: not. What
 * the tree points to lies in mem. */
void api_tree_build(struct api_tree *t, struct arena *mem, const char *version);
/* NULL: nothing at this path. */
const struct api_node *api_tree_find(
	const struct api_tree *t, struct str path, struct str ids[API_PARAMS]);

/* ---- peer.c: who is at the other end ------------------------------------ */

struct api_net {
	unsigned char ip[16];
	int bits;
};
struct api_nets {
	struct api_net list[API_NETS_MOST];
	int count;
};
/* "10.0.0.0/8, ::1": unreadable ones are errors. */
bool api_nets_read(struct str text, struct api_nets *out, struct err *err);
/* The client: the connection's peer, or what trusted proxies say. */
struct http_addr api_peer(
	const struct api_nets *nets, const struct http_req *req);

/* ---- one request -------------------------------------------------------- */

struct api {
	struct house *house;
	pthread_mutex_t server_lock; /* for who is no request */
	struct http_server *server;
	struct api_follow *follow;
	struct api_tree tree;
	struct api_nets trusted;
	struct app_timer *timers[API_ROUTES_MOST];
	const char *names[API_ROUTES_MOST]; /* "GET /livez" */
	_Atomic int64_t statuses[6]; /* 1xx .. 5xx; [0]: refused by http */
	struct str description;      /* openapi.json */
	struct str docs;             /* docs as a page */
	struct mcp_host mcp;         /* of POST /mcp */
	pthread_mutex_t mcp_lock;    /* of those that are being answered: */
	struct mcp_asked *mcp_asked;
	struct arena mem;
};

struct visit {
	struct api *api;
	struct call call;
	struct api_ask ask;
	enum limit_class limit; /* of the route, for who asks */
	struct limit_answer limited;
	struct http_addr peer;
	struct kept_request once;
	bool has_once;
	bool lost;               /* no such path: a page says so */
	const struct who *known; /* asked in this process; see tool.h */
	struct http_res *res;
	struct app_trace *trace; /* NULL: not traced */
	int64_t began_us;
	struct str job;   /* that the answer follows; empty: none */
	struct str sorry; /* see struct api_reply */
	char request_id[72];
};

/* plan.c: on the loop, from the head alone */
bool api_plan(void *with, struct http_req *req, struct http_plan *plan,
	struct http_res *res);
/* run.c: in a lane */
void api_answer(void *with, struct http_req *req, struct http_res *res);
/* note.c: behind the answer */
void api_done(void *with, const struct http_req *req,
	const struct http_res *res, int64_t sent_bytes);

/* answer.c */
void api_answer_err(struct visit *v, const struct err *err);
void api_answer_refused(void *with, const struct http_req *req, int status,
	const char *why, struct http_res *res);
void api_answer_headers(struct visit *v);
/* What is told of an error: not what broke inside. */
const char *api_answer_why(const struct err *err);

/* follow_answer.c: the change is kept and http_res_later was called; from
 * here on the job's end answers. */
void api_follow_go(struct visit *v);
/* Is this origin one of ALLOWED_ORIGINS? */
bool api_origin_allowed(const struct settings *s, struct str origin);

/* server.c: what is embedded, with a tag by which clients know it again */
bool api_show_page(struct api_reply *reply, struct str text, const char *type);
bool api_show_file(struct api_reply *reply, const char *path, struct err *err);

/* web.c: shows the pages' own word for a path that leads nowhere, where a
 * browser asks; false: it is for a program, or there are no pages */
bool api_web_lost(struct visit *v, const struct http_req *req);

/* cookie.c: browsers, which sign in by cookies (ACC-4) */
bool api_cookie_bearer(
	struct visit *v, const struct http_req *req, struct err *err);

/* input.c: the body and the query as the route's shapes say */
bool api_input(struct visit *v, const struct http_req *req, struct err *err);

/* mcp.c */
void api_mcp_open(struct api *a);
void api_mcp_close(struct api *a);

/* form.c: the same of a form with a file; who sends too much is told how much
 * that is */
bool api_form_plan(const struct visit *v, const struct http_req *req,
	struct http_plan *plan, struct err *err);
bool api_form_read(
	struct visit *v, const struct http_req *req, struct err *err);
/* render.c: a file that was rendered into the answer's body */
bool api_show_rendered(
	struct call *c, struct api_reply *reply, const struct rendered *r);

/* upload.c */
struct upload_file api_upload_file(const struct api_file *f);
void api_form_too_big(const struct visit *v, struct err *err);

/* openapi.c, docs.c: the description, for machines and to read */
struct str api_describe(struct arena *mem, const struct settings *s);
struct str api_read_page(struct arena *mem);

#endif
