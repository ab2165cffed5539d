/*
 * app/monitor.c - queues of notes and the thread that writes them. What could
 * not be written is tried again before anything newer is taken. Timers are in
 * monitor_timer.c, errors in monitor_error.c, uses in monitor_usage.c.
 */
#include "app/monitor_int.h"

#include "app/house.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"

enum { FLUSH_MS = 1000, GIVE_UP_MS = 60 * 1000 };

/* ---- queues ------------------------------------------------------------- */

static void *queue_slot(struct note_queue *q)
{
	size_t at;

	if (q->len == q->most)
		return NULL;
	at = (q->first + q->len++) % q->most;
	return q->notes + at * q->size;
}

static void queue_open(struct note_queue *q, size_t most, size_t size)
{
	*q = (struct note_queue){
		.most = most, .size = size, .notes = mem_alloc(most * size)
	};
}

void *app_monitor_note(struct app_monitor *m, enum note_kind kind)
{
	struct note_queue *q = &m->queues[kind];
	void *slot = queue_slot(q);

	if (!slot)
		m->lost++;
	if (q->len >= q->most / 2 && !m->hurry && !m->kept) {
		m->hurry = true;
		pthread_cond_signal(&m->more);
	}
	return slot;
}

void app_monitor_error(struct call *c, const char *context,
	const struct err *err, bool critical)
{
	struct app_monitor *m = c->house->monitor;
	struct error_note *n;

	if (!m || !c->house->settings->enable_error_tracking)
		return;
	pthread_mutex_lock(&m->lock);
	n = app_monitor_note(m, NOTE_ERROR);
	if (n) {
		n->at = c->now;
		n->critical = critical;
		n->trace_count = err->trace_count;
		memcpy(n->trace, err->trace, sizeof(n->trace));
		utf8_keep(n->text, sizeof(n->text), str_c(err->text));
		utf8_keep(n->context, sizeof(n->context), str_c(context));
		utf8_keep(n->account_id, sizeof(n->account_id), c->who.id);
		utf8_keep(n->request_id, sizeof(n->request_id),
			c->from.request_id);
		utf8_keep(n->method, sizeof(n->method), c->from.method);
		utf8_keep(n->path, sizeof(n->path), c->from.path);
	}
	pthread_mutex_unlock(&m->lock);
}

void app_monitor_slow(struct app_monitor *m, const char *name, int64_t us,
	struct str request_id)
{
	struct slow_note *n;

	pthread_mutex_lock(&m->lock);
	n = app_monitor_note(m, NOTE_SLOW);
	if (n) {
		n->at = time_now_ms();
		n->name = name;
		n->duration_us = us;
		utf8_keep(n->request_id, sizeof(n->request_id), request_id);
	}
	pthread_mutex_unlock(&m->lock);
}

/* ---- writing ------------------------------------------------------------ */

static bool write_slow(struct call *c, const void *note, struct err *err)
{
	const struct slow_note *n = note;
	struct slow_operation s = {
		.id = id_new(c->mem),
		.at = n->at,
		.name = str_c(n->name),
		.duration_ms = n->duration_us / 1000,
		.request_id = str_c(n->request_id),
	};

	return store_error_add_slow(c->db, &s, err);
}

static const struct {
	size_t most, size;
	note_write *write;
} kinds[] = {
	[NOTE_ERROR] = { 256, sizeof(struct error_note),
		app_monitor_write_error },
	[NOTE_USAGE] = { 8192, sizeof(struct usage_note),
		app_monitor_write_usage },
	[NOTE_SLOW] = { 256, sizeof(struct slow_note), write_slow },
};

static int64_t count_of(const struct note_queue *queues)
{
	size_t n = 0;

	for (int k = 0; k < NOTE_KINDS; k++)
		n += queues[k].len;
	return (int64_t)n;
}

/* Moves what is queued into `to`, which the writer owns alone. */
static void take_all(struct note_queue *from, struct note_queue *to)
{
	for (to->len = 0; from->len; to->len++, from->len--) {
		memcpy(to->notes + to->len * to->size,
			from->notes + from->first * from->size, to->size);
		from->first = (from->first + 1) % from->most;
	}
}

/* In one transaction. */
static bool write_notes(
	struct app_monitor *m, const struct note_queue *notes, struct err *err)
{
	struct arena mem = { 0 };
	struct call c = { .mem = &mem,
		.house = m->house,
		.who = { .kind = WHO_SYSTEM },
		.now = time_now_ms() };
	struct err second;
	bool ok = app_call_write(&c, err);

	for (int k = 0; k < NOTE_KINDS; k++)
		for (size_t i = 0; ok && i < notes[k].len; i++)
			ok = kinds[k].write(
				&c, notes[k].notes + i * notes[k].size, err);
	ok = app_call_close(&c, ok, ok ? err : &second) && ok;
	arena_free(&mem);
	return ok;
}

/* Each alone, so that one that no database takes holds up no other; returns
 * how many were lost. Ends early when the database is away again. */
static int64_t write_singly(struct app_monitor *m)
{
	int64_t lost = 0;
	struct err err;

	for (int k = 0; k < NOTE_KINDS; k++)
		for (struct note_queue *q = &m->taken[k]; q->len; q->len--) {
			struct note_queue one[NOTE_KINDS] = { 0 };

			one[k] = (struct note_queue){ .len = 1,
				.size = q->size,
				.notes = q->notes + (q->len - 1) * q->size };
			if (write_notes(m, one, &err))
				continue;
			if (err.code != ERR_BROKEN)
				return lost;
			lost++;
		}
	return lost;
}

/* Under the lock, which is left while it writes. A database that is away or
 * full is waited for; one that works, and breaks on what is written, is not. */
static void write_taken(struct app_monitor *m)
{
	int64_t count = count_of(m->taken), lost = 0;
	struct err err;

	if (!count)
		return;
	pthread_mutex_unlock(&m->lock);
	if (write_notes(m, m->taken, &err)) {
		for (int k = 0; k < NOTE_KINDS; k++)
			m->taken[k].len = 0;
	} else if (!m->kept) {
		m->kept_since = time_now_ms();
	} else if (err.code == ERR_BROKEN &&
		   time_now_ms() - m->kept_since > GIVE_UP_MS) {
		lost = write_singly(m);
	}
	pthread_mutex_lock(&m->lock);
	m->kept = count_of(m->taken);
	m->lost += lost;
	m->written += count - lost - m->kept;
}

static void wait_a_while(struct app_monitor *m)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += FLUSH_MS / 1000;
	while (!m->stop && !m->hurry)
		if (pthread_cond_timedwait(&m->more, &m->lock, &until))
			return;
}

static void *writer(void *with)
{
	struct app_monitor *m = with;
	bool last;

	pthread_mutex_lock(&m->lock);
	do {
		wait_a_while(m);
		last = m->stop;
		m->hurry = false;
		write_taken(m); /* of a round before */
		m->round++;
		for (int k = 0; k < NOTE_KINDS && !m->kept; k++)
			take_all(&m->queues[k], &m->taken[k]);
		if (!m->kept)
			write_taken(m);
		m->done = m->round;
		pthread_cond_broadcast(&m->idle);
	} while (!last);
	pthread_mutex_unlock(&m->lock);
	return NULL;
}

/* ---- opening and closing ------------------------------------------------ */

struct app_monitor *app_monitor_open(struct house *h)
{
	struct app_monitor *m = mem_alloc(sizeof(*m));
	pthread_condattr_t attr;

	m->house = h;
	for (int k = 0; k < NOTE_KINDS; k++) {
		queue_open(&m->queues[k], kinds[k].most, kinds[k].size);
		queue_open(&m->taken[k], kinds[k].most, kinds[k].size);
	}
	m->seats = mem_alloc(USAGE_SEATS * sizeof(*m->seats));
	m->round = 1; /* seats of round 0 are empty */
	pthread_mutex_init(&m->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&m->more, &attr);
	pthread_cond_init(&m->idle, &attr);
	pthread_condattr_destroy(&attr);
	m->running = !pthread_create(&m->thread, NULL, writer, m);
	return m;
}

void app_monitor_flush(struct app_monitor *m)
{
	int64_t round;

	pthread_mutex_lock(&m->lock);
	round = m->round + 1; /* one that begins after now */
	m->hurry = true;
	pthread_cond_signal(&m->more);
	while (m->running && m->done < round)
		pthread_cond_wait(&m->idle, &m->lock);
	pthread_mutex_unlock(&m->lock);
}

void app_monitor_close(struct app_monitor *m)
{
	pthread_mutex_lock(&m->lock);
	m->stop = true;
	pthread_cond_signal(&m->more);
	pthread_mutex_unlock(&m->lock);
	if (m->running)
		pthread_join(m->thread, NULL);
	for (int k = 0; k < NOTE_KINDS; k++) {
		mem_free(m->queues[k].notes);
		mem_free(m->taken[k].notes);
	}
	mem_free(m->seats);
	arena_free(&m->names);
	for (int i = 0; i < m->timer_count; i++)
		mem_free(m->timers[i]);
	pthread_cond_destroy(&m->more);
	pthread_cond_destroy(&m->idle);
	pthread_mutex_destroy(&m->lock);
	mem_free(m);
}

struct monitor_stats app_monitor_stats(struct app_monitor *m)
{
	struct monitor_stats s;

	pthread_mutex_lock(&m->lock);
	s = (struct monitor_stats){
		.queued = count_of(m->queues) + m->kept,
		.lost = m->lost,
		.written = m->written,
	};
	pthread_mutex_unlock(&m->lock);
	return s;
}
