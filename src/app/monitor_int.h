/* app/monitor_int.h - inside of the monitor: notes, queues, timers. */
#ifndef APP_MONITOR_INT_H
#define APP_MONITOR_INT_H

#include "app/monitor.h"
#include "base/json.h"
#include "store/error.h"
#include "store/usage.h"

#include <pthread.h>
#include <stdatomic.h>

struct error_note {
	int64_t at;
	bool critical;
	int trace_count;
	void *trace[ERR_TRACE];
	char text[256], context[64], account_id[40], request_id[72];
	char method[16], path[256];
};

struct usage_note {
	int64_t at, uses, duration_us;
	const char *name, *path;
	int status;
	char account_id[40], plan[24], agent[120], method[16];
};

/* Where notes of this round lie, to find one that is alike. */
enum { USAGE_SEATS = 4096 };
struct usage_seat {
	int64_t round;
	struct usage_note *note;
};

struct slow_note {
	int64_t at, duration_us;
	const char *name;
	char request_id[72];
};

enum note_kind { NOTE_ERROR, NOTE_USAGE, NOTE_SLOW, NOTE_KINDS };

struct note_queue {
	size_t most, size, first, len;
	char *notes;
};

/* Durations fall into buckets that grow by an eighth of an octave. */
enum { TIMER_BUCKETS = 8 * 36 };
struct app_timer {
	const char *name;
	_Atomic int64_t count, sum_us, most_us;
	_Atomic int64_t buckets[TIMER_BUCKETS];
};

/* The timer of a query; filled once, read without a lock. */
enum { QUERY_SEATS = 1024 };
struct query_timer {
	_Atomic(const struct db_query *) query;
	struct app_timer *timer;
};

struct app_monitor {
	struct house *house;
	pthread_mutex_t lock;
	pthread_cond_t more, idle;
	pthread_t thread;
	bool running, stop, hurry;
	int64_t round, done, lost, written;
	int64_t kept; /* of `taken`: could not be written yet */
	int64_t kept_since;
	struct note_queue queues[NOTE_KINDS];
	struct note_queue taken[NOTE_KINDS]; /* the writer's alone */
	struct usage_seat *seats;
	_Atomic int timer_count;
	_Atomic(struct app_timer *) timers[APP_TIMERS_MOST];
	struct query_timer queries[QUERY_SEATS];
	struct arena names; /* of timers */
};

/* Room for one more, under the lock; NULL: the queue is full, it is lost. */
void *app_monitor_note(struct app_monitor *m, enum note_kind kind);
void app_monitor_slow(struct app_monitor *m, const char *name, int64_t us,
	struct str request_id);

/* How one of a kind is written. */
typedef bool note_write(struct call *c, const void *note, struct err *err);
note_write app_monitor_write_error, app_monitor_write_usage;

#endif
