/* app/limit.c - the policies of limits.def and their decisions. */
#include "app/limit.h"

#include "app/house.h"
#include "base/time.h"

#include <assert.h>
#include <stdio.h>

enum by { ADDRESS, PERSON, TARGET, BYS };
enum { SETTING = -1, EXPORTS = -2, MINUTE = 60, HOUR = 3600, WINDOW = -1 };

static const struct row {
	enum limit_class class;
	const char *name;
	enum by by;
	int64_t limit, period_s;
} rows[] = {
#define LIMIT(class, name, by, limit, period) \
	{ LIMIT_##class, name, by, limit, period },
#define PLAN(name, times)
#include "app/limits.def"
#undef LIMIT
#undef PLAN
};

static const struct {
	const char *name;
	int64_t times;
} plans[] = {
#define LIMIT(class, name, by, limit, period)
#define PLAN(name, times) { name, times },
#include "app/limits.def"
#undef LIMIT
#undef PLAN
};

/* What one decision asks. */
struct policies {
	struct rate_policy list[RATE_ASKS];
	int count;
};

struct app_limits {
	struct policies of[LIMIT_CLASSES][BYS][LENGTH(plans)];
};

/* ---- from the table and the settings ------------------------------------ */

/* A policy that the settings state: its limit and period; 0: switched off. */
static void from_settings(const struct settings *s, const struct row *row,
	int64_t *limit, int64_t *ms)
{
	*ms = row->period_s * SECOND_MS;
	if (row->period_s == MINUTE)
		*limit = s->rate_limit_per_minute;
	else if (row->period_s == HOUR)
		*limit = s->rate_limit_per_hour;
	else {
		*limit = s->rate_limit_max_requests;
		*ms = s->rate_limit_window_ms;
	}
}

static bool add_policy(const struct settings *s, const struct row *row,
	int64_t times, struct policies *to, struct err *err)
{
	int64_t limit = row->limit, ms = row->period_s * SECOND_MS;

	if (row->limit == EXPORTS)
		limit = s->exports_per_minute;
	if (row->limit == SETTING) {
		from_settings(s, row, &limit, &ms);
		limit *= times;
		if (limit > ms * 1000) /* nobody asks more often than each us */
			limit = ms * 1000;
	}
	if (limit == 0)
		return true;
	assert(to->count < RATE_ASKS);
	return rate_policy_init(
		&to->list[to->count++], row->name, limit, ms * 1000, 0, err);
}

bool app_limits_open(struct app_limits **out, const struct settings *settings,
	struct err *err)
{
	struct app_limits *l = mem_alloc(sizeof(*l));

	for (size_t i = 0; i < LENGTH(rows); i++)
		for (size_t p = 0; p < LENGTH(plans); p++) {
			const struct row *row = &rows[i];
			int64_t times = row->by == PERSON ? plans[p].times : 1;

			if (add_policy(settings, row, times,
				    &l->of[row->class][row->by][p], err))
				continue;
			mem_free(l);
			return false;
		}
	*out = l;
	return true;
}

void app_limits_close(struct app_limits *l) { mem_free(l); }

/* ---- in words ----------------------------------------------------------- */

static const struct {
	int64_t s;
	const char *one, *many;
} units[] = { { 86400, "day", "days" }, { 3600, "hour", "hours" },
	{ 60, "minute", "minutes" }, { 1, "second", "seconds" } };

/* "per minute", "per 15 minutes"; "60 seconds" */
static void words(const struct rate_policy *p, char per[32], char span[32])
{
	int64_t s = p->period_us / 1000000;
	size_t i = 0;

	snprintf(span, 32, "%lld seconds", (long long)s);
	while (i < LENGTH(units) - 1 && s % units[i].s)
		i++;
	if (s == units[i].s)
		snprintf(per, 32, "per %s", units[i].one);
	else
		snprintf(per, 32, "per %lld %s", (long long)(s / units[i].s),
			units[i].many);
}

static bool refuse(const struct limit_answer *a, struct err *err)
{
	char per[32], span[32];

	words(a->strictest, per, span);
	err_set(err, ERR_RATE_LIMITED, "Rate limit exceeded: %lld requests %s",
		(long long)a->strictest->limit, per);
	err->retry_after_ms = (a->rate.retry_after_us + 999) / 1000;
	err->field_count = 1;
	snprintf(err->fields[0].at, sizeof(err->fields[0].at), "retry_after");
	snprintf(err->fields[0].why, sizeof(err->fields[0].why), "%s", span);
	return false;
}

/* ---- decisions ---------------------------------------------------------- */

enum where { HERE = 1, SHARED = 2 };

/* By what the nodes count together, else by what this one counts. Where no
 * such place can be asked, `out` stays as it is. */
static bool decide(struct house *h, const struct policies *p, enum where where,
	struct rate_key key, struct limit_answer *out, struct err *err)
{
	struct rate_ask asks[RATE_ASKS];
	struct rate_answer rate;
	struct err away;

	for (int i = 0; i < p->count; i++)
		asks[i] = (struct rate_ask){
			.policy = &p->list[i],
			.key = key,
			.cost = 1,
		};
	if (p->count == 0)
		return true;
	if (!(where & SHARED) || !h->redis ||
		!partners_redis_take(
			h->redis, asks, p->count, 0, &rate, &away)) {
		if (!(where & HERE))
			return true;
		rate = rate_take(h->rate, asks, p->count, time_mono_us());
	}
	*out = (struct limit_answer){ .limited = true,
		.rate = rate,
		.strictest = asks[rate.which].policy };
	return rate.allowed || refuse(out, err);
}

bool app_limit_address(struct house *h, enum limit_class class,
	const unsigned char ip[16], struct limit_answer *out, struct err *err)
{
	*out = (struct limit_answer){ 0 };
	return decide(h, &h->limits->of[class][ADDRESS][0], HERE,
		rate_key_for_ip(&h->rate_secret, ip), out, err);
}

bool app_limit_address_shared(struct house *h, enum limit_class class,
	const unsigned char ip[16], struct limit_answer *out, struct err *err)
{
	return !h->redis ||
	       decide(h, &h->limits->of[class][ADDRESS][0], SHARED,
		       rate_key_for_ip(&h->rate_secret, ip), out, err);
}

static size_t plan_of(const struct who *who)
{
	for (size_t i = 1; i < LENGTH(plans); i++)
		if (str_is(who->plan, plans[i].name))
			return i;
	return 0;
}

bool app_limit_person(struct call *c, enum limit_class class,
	struct limit_answer *out, struct err *err)
{
	const struct app_limits *l = c->house->limits;

	*out = (struct limit_answer){ 0 };
	return c->who.kind == WHO_NOBODY ||
	       decide(c->house, &l->of[class][PERSON][plan_of(&c->who)],
		       HERE | SHARED,
		       rate_key_for(&c->house->rate_secret, c->who.id), out,
		       err);
}

bool app_limit_target(struct call *c, enum limit_class class, struct str target,
	struct err *err)
{
	struct limit_answer unused = { 0 };

	return decide(c->house, &c->house->limits->of[class][TARGET][0],
		HERE | SHARED, rate_key_for(&c->house->rate_secret, target),
		&unused, err);
}
