/*
 * app/telemetry_ring.c - spans that wait to be sent. The ring is filled by
 * requests and emptied by one sender; its batch stays until it was sent, so
 * what is tried again is the same.
 */
#include "app/telemetry_int.h"

void app_telemetry_ring_open(struct outlet *o)
{
	o->ring = mem_alloc(RING_SPANS * sizeof(*o->ring));
	o->batch = mem_alloc(BATCH_SPANS * sizeof(*o->batch));
}

void app_telemetry_ring_close(struct outlet *o)
{
	mem_free(o->ring);
	mem_free(o->batch);
}

void app_telemetry_put(struct app_telemetry *t, struct outlet *o,
	const struct span *spans, size_t count)
{
	bool fits;

	pthread_mutex_lock(&t->lock);
	fits = count <= RING_SPANS - o->len;
	for (size_t i = 0; fits && i < count; i++)
		o->ring[(o->first + o->len++) % RING_SPANS] = spans[i];
	if (o->len >= RING_SPANS / 2 && !o->hurry) {
		o->hurry = true;
		pthread_cond_signal(&o->more);
	}
	pthread_mutex_unlock(&t->lock);
	if (!fits)
		atomic_fetch_add(&o->dropped, (int64_t)count);
}

bool app_telemetry_take(struct app_telemetry *t, struct outlet *o, bool alone)
{
	pthread_mutex_lock(&t->lock);
	while (!(alone && o->batch_len) && o->len &&
		o->batch_len < BATCH_SPANS) {
		do {
			o->batch[o->batch_len++] = o->ring[o->first];
			o->first = (o->first + 1) % RING_SPANS;
			o->len--;
		} while (alone && o->len &&
			 o->ring[o->first].kind != SPAN_REQUEST);
	}
	if (o->len < RING_SPANS / 2)
		o->hurry = false;
	pthread_mutex_unlock(&t->lock);
	return o->batch_len > 0;
}
