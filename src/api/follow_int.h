/* api/follow_int.h - inside of following: who waits, and what they are told. */
#ifndef API_FOLLOW_INT_H
#define API_FOLLOW_INT_H

#include "api/api_int.h"

enum { FOLLOWED_MOST = 1024 };

struct followed {
	char id[40];
	int64_t last;
	bool joined; /* somebody came since it was last looked at */
};

/* A request whose answer is what becomes of a job. It lies in the request's
 * own memory, which stays until the answer is sent. */
struct follower {
	struct follower *next;
	struct visit *visit;
	int64_t until_us; /* then it is told how far the job is */
};

struct api_follow {
	struct house *house;
	struct http_server *server;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	bool running, stop, news;
	int count;
	struct followed list[FOLLOWED_MOST];
	struct follower *coming;  /* with the lock */
	struct follower *waiting; /* the thread's own, for one answer each */
};

/* follow.c */
bool api_follow_remember(
	struct api_follow *f, struct str id, int64_t last, struct err *err);
/* Subscribes, and replays what the store holds behind `after`. */
bool api_follow_replay(struct call *c, struct str id, int64_t after,
	struct http_res *res, int64_t *last, struct err *err);

/* follow_answer.c: on the thread, without the lock */
void api_follow_come(struct api_follow *f, struct follower *one);
bool api_follow_awaited(const struct api_follow *f, struct str id);
int64_t api_follow_until(const struct api_follow *f);
/* Whoever waited for too long, or (`all`) at all. */
void api_follow_let_go(struct api_follow *f, bool all);

/* follow_end.c: how it ended, as the last event of its stream */
struct follow_end {
	const char *name; /* "result", "error" */
	struct str data;  /* JSON */
	struct err err;   /* of "error" */
};
/* In a reading call. False: it cannot be shown any more, and what the job
 * kept has to do. */
typedef bool api_result(struct call *c, const struct job_row *job,
	struct buf *out, struct err *err);
api_result api_upload_result;

/* In a reading call. */
void api_follow_end(
	struct call *c, const struct job_row *job, struct follow_end *out);

/* Who asked in this process hears what is new meanwhile. */
void api_follow_tell_all(
	struct api_follow *f, struct str id, const struct job_news *news);
/* Whoever waits for this job is answered. */
void api_follow_answer_all(
	struct api_follow *f, struct str id, const struct follow_end *end);
void api_follow_fail_all(
	struct api_follow *f, struct str id, const struct err *err);

#endif
