/* api/follow.h - following jobs by server-sent events. See follow.c. */
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
/* A notice was heard; from any thread, costs next to nothing. */
void api_follow_news(struct api_follow *f);

#endif
