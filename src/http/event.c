/*
 * http/event.c - server-sent events: topics, their listeners, what they are
 * told. A listener belongs to its connection's loop; who publishes tells each
 * loop by mail, so that what is told stays in order without locks.
 */
#include "http/http_int.h"

#include <stdio.h>

enum { SEEN_MOST = 64, RETRY_MS = 3000 };

struct topic {
	struct topic *next;
	uint64_t hash;
	struct str name;
	int holders; /* listeners, and news under way */
	int listeners;
	struct http_sub *subs[]; /* a list a loop, which alone touches it */
};

struct http_topics {
	pthread_mutex_t mu;
	int loops;
	size_t count, slots; /* a power of two */
	struct topic **slot;
};

/* One listener. While its handler replays, what is published is held. */
struct http_sub {
	struct http_mail mail;
	struct http_call *call;
	struct topic *topic;
	struct http_sub *prev, *next;
	struct http_out held;
	int64_t floor;           /* every id up to it has been seen */
	int64_t seen[SEEN_MOST]; /* and these, the last that were replayed */
	int seen_count;
	bool listed, started, ended;
};

/* What a loop is told: an event, or (no piece) the topic's end. */
struct news {
	struct http_mail mail;
	struct topic *topic;
	struct http_piece *piece;
};

/* ---- topics ------------------------------------------------------------- */

struct http_topics *http_topics_open(int loops)
{
	struct http_topics *t = mem_alloc(sizeof(*t));

	pthread_mutex_init(&t->mu, NULL);
	t->loops = loops;
	t->slots = 64;
	t->slot = mem_alloc(sizeof(*t->slot) * t->slots);
	return t;
}

void http_topics_close(struct http_topics *t)
{
	assert(t->count == 0);
	pthread_mutex_destroy(&t->mu);
	mem_free(t->slot);
	mem_free(t);
}

static uint64_t hash_of(struct str name)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.at[i]) * 0x100000001b3;
	return h ^ h >> 32;
}

static struct topic **slot_of(struct http_topics *t, uint64_t hash)
{
	return &t->slot[hash & (t->slots - 1)];
}

/* With the lock held. */
static struct topic *find(struct http_topics *t, struct str name)
{
	uint64_t hash = hash_of(name);
	struct topic *at = *slot_of(t, hash);

	while (at && (at->hash != hash || !str_eq(at->name, name)))
		at = at->next;
	return at;
}

static void grow(struct http_topics *t)
{
	size_t slots = t->slots * 2;
	struct topic **slot = mem_alloc(sizeof(*slot) * slots);

	for (size_t i = 0; i < t->slots; i++)
		while (t->slot[i]) {
			struct topic *at = t->slot[i];

			t->slot[i] = at->next;
			at->next = slot[at->hash & (slots - 1)];
			slot[at->hash & (slots - 1)] = at;
		}
	mem_free(t->slot);
	t->slot = slot;
	t->slots = slots;
}

static struct topic *add(struct http_topics *t, struct str name)
{
	size_t lists = sizeof(struct http_sub *) * (size_t)t->loops;
	struct topic *at = mem_alloc(sizeof(*at) + lists + name.len + 1);
	char *text = (char *)at + sizeof(*at) + lists;

	if (t->count++ >= t->slots)
		grow(t);
	memcpy(text, name.at, name.len);
	at->name = str_of(text, name.len);
	at->hash = hash_of(name);
	at->next = *slot_of(t, at->hash);
	*slot_of(t, at->hash) = at;
	return at;
}

static void let_go(struct http_topics *t, struct topic *topic, int listeners)
{
	struct topic **at;

	pthread_mutex_lock(&t->mu);
	topic->listeners -= listeners;
	if (--topic->holders == 0) {
		at = slot_of(t, topic->hash);
		while (*at != topic)
			at = &(*at)->next;
		*at = topic->next;
		t->count--;
		mem_free(topic);
	}
	pthread_mutex_unlock(&t->mu);
}

bool http_topic_has(struct http_server *s, struct str topic)
{
	struct topic *at;
	bool has;

	pthread_mutex_lock(&s->topics->mu);
	at = find(s->topics, topic);
	has = at && at->listeners > 0;
	pthread_mutex_unlock(&s->topics->mu);
	return has;
}

/* ---- text --------------------------------------------------------------- */

/* A line ends at CR, LF or both; each becomes a line of its own. */
static struct str line_cut(struct str *rest)
{
	struct str line = *rest;
	size_t n = 0;

	while (n < rest->len && rest->at[n] != '\n' && rest->at[n] != '\r')
		n++;
	line.len = n;
	if (n + 1 < rest->len && rest->at[n] == '\r' && rest->at[n + 1] == '\n')
		n++;
	*rest = n < rest->len ? str_of(rest->at + n + 1, rest->len - n - 1)
			      : STR_NONE;
	return line;
}

void http_event_write(
	struct buf *out, int64_t id, struct str name, struct str data)
{
	struct str rest = data;

	if (id)
		buf_addf(out, "id: %lld\n", (long long)id);
	if (name.len) {
		buf_add(out, STR("event: "));
		buf_add(out, line_cut(&name));
		buf_addc(out, '\n');
	}
	do {
		buf_add(out, STR("data: "));
		buf_add(out, line_cut(&rest));
		buf_addc(out, '\n');
	} while (rest.at);
	buf_addc(out, '\n');
}

/* ---- listening: on the handler's thread --------------------------------- */

static void take_sub(struct http_loop *l, struct http_mail *m)
{
	struct http_sub *sub = OWNER_OF(m, struct http_sub, mail);
	struct http_sub **list = &sub->topic->subs[l->index];

	sub->listed = true;
	sub->next = *list;
	if (sub->next)
		sub->next->prev = sub;
	*list = sub;
	http_count(&l->streams, 1);
}

static void set_type(struct http_res *res)
{
	res->type = "text/event-stream";
	res->no_compress = true;
	http_res_header(res, "Cache-Control", STR("no-store"));
	http_res_header(res, "X-Accel-Buffering", STR("no"));
}

void http_res_push_events(struct http_res *res)
{
	set_type(res);
	res->pushed = true;
}

void http_res_events(struct http_res *res, struct str topic, int64_t after)
{
	struct http_call *call = res->call;
	struct http_topics *t;
	struct http_sub *sub;

	set_type(res);
	if (res->alone || call->req.method == HTTP_HEAD) {
		res->streamed = true;
		return;
	}
	assert(!call->sub && !res->streamed);
	t = call->loop->server->topics;
	sub = mem_alloc(sizeof(*sub));
	sub->call = call;
	sub->floor = after;
	sub->mail.take = take_sub;
	http_out_init(&sub->held);
	pthread_mutex_lock(&t->mu);
	sub->topic = find(t, topic);
	if (!sub->topic)
		sub->topic = add(t, topic);
	sub->topic->holders++;
	sub->topic->listeners++;
	pthread_mutex_unlock(&t->mu);
	call->sub = sub;
	call->open = res->streamed = true;
	buf_addf(&res->body, "retry: %d\n\n", RETRY_MS);
	http_mail_post(call->loop, &sub->mail);
}

void http_event_replay(
	struct http_res *res, int64_t id, struct str name, struct str data)
{
	struct http_sub *sub;

	if (res->alone) {
		http_event_write(&res->body, id, name, data);
		return;
	}
	sub = res->call->sub;
	if (!sub || id <= sub->floor)
		return;
	http_event_write(&res->body, id, name, data);
	if (sub->seen_count == SEEN_MOST) {
		sub->floor = sub->seen[0];
		memmove(sub->seen, sub->seen + 1,
			sizeof(sub->seen[0]) * (SEEN_MOST - 1));
		sub->seen_count--;
	}
	sub->seen[sub->seen_count++] = id;
}

/* ---- listening: on the loop --------------------------------------------- */

static bool seen(const struct http_sub *sub, int64_t id)
{
	if (!id)
		return false;
	if (id <= sub->floor)
		return true;
	for (int i = sub->seen_count; i-- > 0;)
		if (sub->seen[i] == id)
			return true;
	return false;
}

static void give(struct http_sub *sub, struct http_piece *p)
{
	struct http_out *out = sub->started ? &sub->call->out : &sub->held;
	struct http_conn *c = sub->call->conn;

	if (!c || sub->ended || (sub->started && seen(sub, p->id)))
		return;
	/* one event may be larger than that, and comes all the same */
	if (out->queued > HTTP_BEHIND_MOST) {
		http_conn_close(c); /* it comes back and says where it was */
		return;
	}
	atomic_fetch_add(&p->owners, 1);
	http_out_add(out, p);
	if (sub->started)
		http_conn_go(c);
}

void http_sub_end(struct http_call *call)
{
	if (call->sub->ended)
		return;
	call->sub->ended = true;
	if (!call->sub->started)
		return;
	if (!call->out.bare)
		http_out_add(&call->out, http_piece_new(str_of("", 0)));
	call->open = false;
	http_conn_go(call->conn);
}

void http_sub_start(struct http_call *call)
{
	struct http_sub *sub = call->sub;
	struct http_out_node *n;
	bool refused = call->res.status != 200;
	bool ended = sub->ended || refused ||
		     atomic_load(&call->loop->server->stopping);

	sub->started = true;
	sub->ended = false;
	http_conn_short_queue(call->conn);
	http_out_add(&call->out, http_piece_new(buf_str(&call->res.body)));
	for (n = sub->held.first; n; n = n->next)
		if (!refused && !seen(sub, n->piece->id)) {
			atomic_fetch_add(&n->piece->owners, 1);
			http_out_add(&call->out, n->piece);
		}
	http_out_free(&sub->held);
	if (!ended)
		return;
	sub->ended = true;
	if (!call->out.bare)
		http_out_add(&call->out, http_piece_new(str_of("", 0)));
	call->open = false;
}

void http_sub_beat(struct http_call *call)
{
	http_out_add(&call->out, http_piece_new(STR(":\n\n")));
	http_conn_go(call->conn);
}

void http_sub_drop(struct http_call *call)
{
	struct http_sub *sub = call->sub;
	struct http_loop *l = call->loop;

	assert(sub->listed);
	if (sub->next)
		sub->next->prev = sub->prev;
	*(sub->prev ? &sub->prev->next : &sub->topic->subs[l->index]) =
		sub->next;
	http_count(&l->streams, -1);
	let_go(l->server->topics, sub->topic, 1);
	http_out_free(&sub->held);
	mem_free(sub);
	call->sub = NULL;
}

/* ---- telling ------------------------------------------------------------ */

static void take_news(struct http_loop *l, struct http_mail *m)
{
	struct news *news = OWNER_OF(m, struct news, mail);
	struct http_sub *sub = news->topic->subs[l->index], *next;

	for (; sub; sub = next) {
		next = sub->next;
		if (news->piece)
			give(sub, news->piece);
		else
			http_sub_end(sub->call);
	}
	if (news->piece)
		http_piece_drop(news->piece);
	let_go(l->server->topics, news->topic, 0);
	mem_free(news);
}

static struct topic *hold(struct http_topics *t, struct str name)
{
	struct topic *at;

	pthread_mutex_lock(&t->mu);
	at = find(t, name);
	if (at && at->listeners > 0)
		at->holders += t->loops;
	else
		at = NULL;
	pthread_mutex_unlock(&t->mu);
	return at;
}

static void tell(
	struct http_server *s, struct topic *topic, struct http_piece *piece)
{
	for (int i = 0; i < s->loop_count; i++) {
		struct news *news = mem_alloc(sizeof(*news));

		news->topic = topic;
		news->piece = piece;
		news->mail.take = take_news;
		http_mail_post(&s->loops[i], &news->mail);
	}
}

void http_publish(struct http_server *s, struct str topic, int64_t id,
	struct str name, struct str data)
{
	struct topic *at = hold(s->topics, topic);
	struct arena mem = { 0 };
	struct http_piece *piece;
	struct buf text;

	if (!at)
		return;
	/* every byte a line of its own would be the worst */
	buf_init(&text, &mem, 128 + name.len + data.len * 8);
	http_event_write(&text, id, name, data);
	piece = http_piece_new(buf_str(&text));
	piece->id = id;
	atomic_store(&piece->owners, s->loop_count);
	tell(s, at, piece);
	arena_free(&mem);
}

void http_publish_end(struct http_server *s, struct str topic)
{
	struct topic *at = hold(s->topics, topic);

	if (at)
		tell(s, at, NULL);
}
