/* work/telemetry.c - see telemetry.h. */
#include "work/telemetry.h"

#include "app/house.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/time.h"
#include "net/http.h"

enum { WAIT_LEAST_MS = SECOND_MS, WAIT_MOST_MS = MINUTE_MS };
/* What a collector may ask for at most by Retry-After. */
enum { ASKED_MOST_MS = 10 * MINUTE_MS };
enum { LAST_MS = 2 * SECOND_MS };

/* ---- one round ---------------------------------------------------------- */

static void gather(
	const struct work_telemetry *t, struct arena *mem, struct metrics *out)
{
	struct call c = { .mem = mem,
		.house = t->house,
		.who = { .kind = WHO_SYSTEM, .scopes = ~0u },
		.now = time_now_ms() };
	struct err ignored;

	*out = (struct metrics){ .mem = mem };
	t->measure(t->with, &c, out);
	app_call_close(&c, true, &ignored);
}

static bool send_once(
	struct work_sender *s, bool last, bool *more, struct err *err)
{
	struct work_telemetry *t = s->all;
	struct arena mem = { 0 };
	struct metrics all = { .mem = &mem };
	struct telemetry_round round = { .all = &all, .last = last };
	bool ok;

	if (s->signal == SIGNAL_METRICS)
		gather(t, &mem, &all);
	ok = app_telemetry_send(
		&mem, t->house->telemetry, s->signal, &round, err);
	*more = round.more;
	arena_free(&mem);
	return ok;
}

/* All that there is, but for what must wait; what is refused for good holds
 * up nothing. A server that stops has not the time to empty a ring slowly. */
static bool send_all(struct work_sender *s, bool last, struct err *err)
{
	int64_t until_us = time_mono_us() + LAST_MS * 1000;
	bool more = true, ok = true;

	while (more && !(last && time_mono_us() > until_us)) {
		if (send_once(s, last, &more, err))
			continue;
		ok = false;
		if (err->code == ERR_UPSTREAM)
			break;
	}
	return ok;
}

/* ---- when it fails ------------------------------------------------------ */

/* Nodes that failed together should not come back together. */
static int64_t wait_of(struct work_sender *s, const struct err *err)
{
	int64_t asked = err->retry_after_ms, half;
	uint16_t luck;

	s->wait_ms = s->wait_ms ? 2 * s->wait_ms : WAIT_LEAST_MS;
	if (s->wait_ms > WAIT_MOST_MS)
		s->wait_ms = WAIT_MOST_MS;
	hash_random(&luck, sizeof(luck));
	half = s->wait_ms / 2;
	half += half * luck / UINT16_MAX;
	if (asked > ASKED_MOST_MS)
		asked = ASKED_MOST_MS;
	return asked > half ? asked : half;
}

static void tell(struct work_sender *s, bool ok, const struct err *err)
{
	const char *what = app_signal_words[s->signal];

	if (ok && s->failing)
		log_say(LOG_INFO, "telemetry", "%s are taken again", what);
	else if (!ok && !s->failing)
		log_say(LOG_WARN, "telemetry", "%s are not taken: %s", what,
			err->text);
	s->failing = !ok;
}

static int64_t round_of(struct work_sender *s, bool last)
{
	int64_t every =
		app_telemetry_every_ms(s->all->house->telemetry, s->signal);
	struct err err;
	bool ok;

	ok = send_all(s, last, &err);
	/* what broke off because we stop is no news */
	if (!app_telemetry_ending(s->all->house->telemetry))
		tell(s, ok, &err);
	if (!ok && err.code == ERR_UPSTREAM)
		return wait_of(s, &err);
	s->wait_ms = 0;
	return every;
}

/* ---- the threads -------------------------------------------------------- */

static void *sender(void *with)
{
	struct work_sender *s = with;
	struct app_telemetry *t = s->all->house->telemetry;
	int64_t wait_ms = app_telemetry_every_ms(t, s->signal);

	while (app_telemetry_wait(t, s->signal, wait_ms, s->wait_ms > 0))
		wait_ms = round_of(s, false);
	round_of(s, true);
	net_http_end();
	return NULL;
}

void work_telemetry_start(struct work_telemetry *t, struct house *h,
	work_measure *measure, void *with)
{
	*t = (struct work_telemetry){
		.house = h, .measure = measure, .with = with
	};
	for (int i = 0; i < SIGNALS; i++) {
		struct work_sender *s = &t->senders[i];

		s->all = t;
		s->signal = (enum app_signal)i;
		if (h->telemetry &&
			app_telemetry_wants(h->telemetry, s->signal))
			s->running =
				!pthread_create(&s->thread, NULL, sender, s);
	}
}

void work_telemetry_stop(struct work_telemetry *t)
{
	if (!t->house || !t->house->telemetry)
		return;
	app_telemetry_stop(t->house->telemetry);
	for (int i = 0; i < SIGNALS; i++)
		if (t->senders[i].running)
			pthread_join(t->senders[i].thread, NULL);
	*t = (struct work_telemetry){ 0 };
}
