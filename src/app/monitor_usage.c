/*
 * app/monitor_usage.c - used features. What one person does again and again
 * within a round of the writer is one row with a number, so that writing
 * costs what people do, not how often their programs ask.
 */
#include "app/monitor_int.h"

#include "app/house.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/utf8.h"

static struct usage_seat *seat_of(
	struct app_monitor *m, const struct call *c, const char *name)
{
	uint64_t hash = hash_quick(c->who.id) ^ (uintptr_t)name >> 3;

	return &m->seats[(hash ^ hash >> 32) & (USAGE_SEATS - 1)];
}

/* A copy may be shorter than what it is of, and is still alike. */
static bool kept_of(const char *copy, size_t room, struct str whole)
{
	return str_is(utf8_fit(whole, room - 1), copy);
}

static bool alike(const struct usage_note *n, const struct call *c,
	const char *name, int status)
{
	return n->name == name && n->status == status &&
	       kept_of(n->account_id, sizeof(n->account_id), c->who.id) &&
	       kept_of(n->plan, sizeof(n->plan), c->who.plan) &&
	       kept_of(n->method, sizeof(n->method), c->from.method) &&
	       kept_of(n->agent, sizeof(n->agent), c->from.agent);
}

static struct usage_note *note_new(
	struct app_monitor *m, const struct call *c, const char *name)
{
	struct usage_note *n = app_monitor_note(m, NOTE_USAGE);

	if (!n)
		return NULL;
	n->name = name;
	n->uses = n->duration_us = 0;
	utf8_keep(n->account_id, sizeof(n->account_id), c->who.id);
	utf8_keep(n->plan, sizeof(n->plan), c->who.plan);
	utf8_keep(n->method, sizeof(n->method), c->from.method);
	utf8_keep(n->agent, sizeof(n->agent), c->from.agent);
	return n;
}

void app_monitor_usage(struct call *c, const char *name, const char *path,
	int status, int64_t duration_us)
{
	struct app_monitor *m = c->house->monitor;
	struct usage_seat *seat;
	struct usage_note *n;

	if (!m || !c->house->settings->enable_usage_tracking)
		return;
	pthread_mutex_lock(&m->lock);
	seat = seat_of(m, c, name);
	n = seat->round == m->round ? seat->note : NULL;
	if (!n || !alike(n, c, name, status)) {
		n = note_new(m, c, name);
		*seat = (struct usage_seat){ m->round, n };
	}
	if (n) {
		n->at = c->now;
		n->path = path;
		n->status = status;
		n->uses++;
		n->duration_us += duration_us;
	}
	pthread_mutex_unlock(&m->lock);
}

bool app_monitor_write_usage(struct call *c, const void *note, struct err *err)
{
	const struct usage_note *n = note;
	struct buf metadata;
	struct json_out out;
	struct usage u;

	buf_init(&metadata, c->mem, 4096);
	out = json_begin(&metadata, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "agent"), str_c(n->agent));
	json_put_text(json_key(&out, "method"), str_c(n->method));
	json_put_text(json_key(&out, "path"), str_c(n->path));
	json_end(&out);
	u = (struct usage){
		.id = id_new(c->mem),
		.at = n->at,
		.feature_type = STR("api"),
		.feature_name = str_c(n->name),
		.account_id = str_c(n->account_id),
		.plan = str_c(n->plan),
		.success = n->status < 400,
		.status = n->status,
		.uses = n->uses,
		.duration_ms = n->duration_us / 1000,
		.metadata = buf_str(&metadata),
	};
	return store_usage_add(c->db, &u, err);
}
