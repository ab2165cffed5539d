/*
 * api/api.h - asked over HTTP: the table of routes and its runner.
 *
 * A route is one line of routes.def. Whatever can be declared there is done
 * by the runner (run.c): who may ask and how often, what body is taken,
 * whether the feature is on, the transaction, idempotency, audit, usage, the
 * log line, metrics, errors. What is left for a handler is one expression:
 * `do && show`. The same table writes /api/openapi.json.
 */
#ifndef API_H
#define API_H

#include "app/call.h"
#include "app/limit.h"
#include "app/sign.h"
#include "base/json.h"
#include "base/metric.h"
#include "http/http.h"

/* ---- routes ------------------------------------------------------------- */

enum api_who { ANYONE, SIGNED, ADMIN };

/* How a handler runs: READ and WRITE are short and have their call opened; a
 * rule that is OWN opens it itself, and may compute or wait; so does SAVE,
 * which computes shortly and waits for the database alone; DIRECT answers
 * from memory, at once; so does PAGE, from where it can be zipped. */
enum api_mode { DIRECT, PAGE, READ, WRITE, SAVE, OWN };

/* What may be switched off (OPS-8). */
enum api_switch {
	ALWAYS,
	SWITCH_AI,
	SWITCH_PAYMENT,
	SWITCH_EMAIL,
	SWITCH_DEMO
};

struct api_ask;
struct api_reply;
typedef bool api_handler(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err);

/* For a route that any API key may ask. */
#define API_ANY_SCOPE (~0u)

enum {
	API_PARAMS = 2,
	API_BODY = 64 * 1024, /* of JSON, by default */
	API_NO_BODY = 64      /* where there is nothing to say: {}, if any */
};

struct api_route {
	enum http_method method;
	const char *path; /* "/api/users/{id}" */
	api_handler *run;
	enum api_who who;
	enum api_mode mode;
	uint32_t scope; /* what an API key needs; 0: only sessions may */
	enum limit_class limit;
	enum api_switch needs;
	const struct json_shape *in, *query, *out; /* NULL: none */
	const char *many;  /* a list under this key; NULL: one */
	const char *type;  /* of the answer, where it is no JSON */
	const char *raw;   /* the type of a body that no shape reads */
	size_t body_most;  /* 0: API_BODY where there is `in` */
	int status;        /* 0: 200 */
	bool once;         /* takes Idempotency-Key */
	bool secret;       /* the answer holds a token */
	bool hidden;       /* not in the API's description */
	bool file;         /* the body is a form with a file */
	bool tagged;       /* has an ETag: takes If-Match, if it
			    * changes something */
	bool follow;       /* see api/follow.h */
	bool own_policy;   /* writes Content-Security-Policy itself */
	bool elsewhere;    /* asks another site, where it is set */
	bool unwell;       /* its 503 looks like its 200 */
	bool kept;         /* may be kept by who asked, and asked about */
	bool forever;      /* its path names its bytes: keep them */
	const char *audit; /* "account.register"; NULL: not audited */
	const char *feature, *tag; /* feature: "auth.login" */
	const char *say, *tell;    /* one sentence; more, if needed */
};

/* Does it take JSON that no shape reads? */
static inline bool api_raw_is_json(const struct api_route *r)
{
	return r->raw && !strcmp(r->raw, "application/json");
}

extern const struct api_route api_routes[];
extern const size_t api_route_count;

#define ROUTE(method, path, handler, ...) api_handler api_##handler;
#include "api/routes.def"
#undef ROUTE

/* ---- what a handler gets and gives -------------------------------------- */

struct api;

/* The part "file" of a form. Its name and type are what the client says. */
struct api_file {
	struct str name, type;
	struct str bytes;   /* of a body in memory; else, with at NULL, */
	int fd;             /* of the body's file, */
	int64_t from, size; /* this range */
};

struct api_ask {
	struct api *api;
	const struct api_route *route;
	const struct http_req *req;
	const void *in, *query; /* as the route's shapes say; checked */
	const struct api_file *file;
	struct str id[API_PARAMS]; /* what stood in the path's braces */
};

struct api_reply {
	const struct api_route *route;
	struct http_res *res;
	/* a path of ours: browsers that asked for a page go on there when it
	 * fails, with the error's name behind "#fault=" */
	struct str sorry;
};

/* All of these return true. */
bool api_show(struct api_reply *r, const void *row);
/* {"<many>": [rows], "next_cursor": next or null} */
bool api_show_list(struct api_reply *r, const struct db_rows *rows,
	size_t row_size, struct str next);
bool api_show_nothing(struct api_reply *r); /* 204 */
/* What the file that is answered is called: RFC 6266. `shown`: browsers may
 * show it, and need not keep it. */
void api_show_name(struct api_reply *r, struct str name, bool shown);
/* Text that lives as long as the program. */
bool api_show_fixed(struct api_reply *r, const char *type, struct str text);

/* ---- browsers (cookie.c) ------------------------------------------------- */

/* What came along of our cookies; STR_NONE: it did not. */
enum api_cookie { COOKIE_ACCESS, COOKIE_REFRESH, COOKIE_PAGE, COOKIE_WALK };
struct str api_cookie_find(
	struct call *c, const struct api_ask *ask, enum api_cookie which);
void api_cookie_set(struct call *c, const struct api_ask *ask,
	struct api_reply *r, enum api_cookie which, struct str value,
	int64_t seconds);
/* Moves the tokens of a sign-in into cookies. */
void api_cookie_give(struct call *c, const struct api_ask *ask,
	struct api_reply *r, struct sign_answer *out);
void api_cookie_drop(
	struct call *c, const struct api_ask *ask, struct api_reply *r);
/* For every sign-in: one that asks for cookies may only come from our pages;
 * then its answer, with cookies or tokens. */
bool api_may_sign(struct call *c, const struct api_ask *ask, bool cookie,
	struct err *err);
bool api_show_sign(struct call *c, const struct api_ask *ask,
	struct api_reply *r, bool cookie, struct sign_answer *out);
/* "https://cv.example.org": where browsers find this server. */
struct str api_own_origin(struct call *c, const struct api_ask *ask);

/* ---- the whole ---------------------------------------------------------- */

/* Serves `house`; what it takes of settings is read at this moment. */
bool api_open(struct api **out, struct house *h, struct err *err);
void api_close(struct api *a);

/* For http_start. */
struct http_app api_app(struct api *a);
/* Before the server stops: streams are told nothing more, and nothing of the
 * server is counted any more. */
void api_rest(struct api *a);
/* What it counts, at this moment; the call is opened for reading. */
void api_measure(struct api *a, struct call *c, struct metrics *out);
/* A notice of the database was heard; from any thread. */
void api_heard(struct api *a);

#endif
