/*
 * work/status.h - how far a job is, for who follows it, without its price: a
 * durable event takes a commit, and stages that take no time are not worth
 * one each. What is said waits here; after a moment a thread writes it, and
 * what is left when the job ends is part of the transaction that ends it.
 */
#ifndef WORK_STATUS_H
#define WORK_STATUS_H

#include "job/job.h"

#include <pthread.h>

enum { WORK_STATUS_MOST = 8, WORK_STATUS_DATA = 256 };

struct work_status {
	struct job *job;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	bool threaded, stop;
	size_t count;
	struct work_said {
		const char *stage; /* a constant */
		int percent, page, pages;
	} said[WORK_STATUS_MOST];
};

void work_status_open(struct work_status *s, struct job *job);
/* A stage (a constant) and how far the whole is; pages 0: it has none. A page
 * takes the place of the page before. From any thread. */
void work_status_say(struct work_status *s, const char *stage, int percent,
	int page, int pages);
/* Before the handler ends: nothing is written any more but by this. */
void work_status_close(struct work_status *s);
/* Behind work_status_close, in the transaction that ends the job. */
bool work_status_keep(struct work_status *s, struct db *db, struct err *err);

#endif
