/*
 * api/follow.h - following jobs, by server-sent events or by waiting for the
 * one answer. A stream ends with how the job ended: "result" with its result,
 * or "error" with {"error", "message"}, which is also for a job whose result
 * is a refusal (work_refuse). See follow.c.
 */
#ifndef API_FOLLOW_H
#define API_FOLLOW_H

#include "app/job.h"
#include "http/http.h"

struct api_follow;

struct api_follow *api_follow_open(struct house *h, struct http_server *s);
/* Tells nobody any more: the server may go. Requests may still begin. */
void api_follow_rest(struct api_follow *f);
void api_follow_close(struct api_follow *f);

/* Turns the answer into the job's stream: what the store holds behind
 * `after`, then what happens. */
bool api_follow_begin(struct api_follow *f, struct call *c, struct str id,
	int64_t after, struct http_res *res, struct err *err);
struct api_ask;
struct api_reply;

/*
 * For a handler of WRITE or OWN that added this job in its call, which is
 * still open for writing, as what it shows: once the change is kept, the
 * answer is what becomes of the job. For who accepts text/event-stream its
 * events as they come; for others one answer when it has ended: the route's
 * `out` or the job's error. Who would wait too long gets the job itself (202),
 * and so does who prefers that (Prefer: respond-async, or wait=SECONDS). Its
 * route says `.follow`. A client that goes changes nothing; one that sends the
 * same Idempotency-Key follows the same job, behind Last-Event-ID if it says
 * one. No lane waits meanwhile.
 */
bool api_follow_answer(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct str id, struct err *err);

/* Nobody waits any more for what this request asked, in this process: the job
 * that it waits for, or will, is cancelled. From any thread; waits for none. */
void api_follow_give_up(struct api_follow *f, struct http_alone *a);
/* Does it accept events as its answer, by name? */
bool api_wants_events(const struct http_req *req);

/* A notice was heard; from any thread, costs next to nothing. */
void api_follow_news(struct api_follow *f);

#endif
