/*
 * mcp/desk.c - from what came to what goes out: a letter is opened, each
 * message in it becomes a call, and when the last of them has ended, from
 * whatever thread, the answer is complete. What methods do it does not know.
 */
#include "mcp/mcp_int.h"

#include <assert.h>

/* ---- the desk ----------------------------------------------------------- */

struct mcp_desk *mcp_desk_open(const struct mcp_host *host, void *who)
{
	struct mcp_desk *d = mem_alloc(sizeof(*d));

	d->host = host;
	d->who = who;
	d->revision = -1;
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->ended, NULL);
	return d;
}

static void desk_free(struct mcp_desk *d)
{
	pthread_cond_destroy(&d->ended);
	pthread_mutex_destroy(&d->lock);
	mem_free(d);
}

void mcp_desk_wait(struct mcp_desk *d)
{
	pthread_mutex_lock(&d->lock);
	while (d->letters)
		pthread_cond_wait(&d->ended, &d->lock);
	pthread_mutex_unlock(&d->lock);
}

void mcp_desk_close(struct mcp_desk *d)
{
	bool last;

	pthread_mutex_lock(&d->lock);
	d->closed = true;
	last = !d->letters;
	pthread_mutex_unlock(&d->lock);
	if (last)
		desk_free(d);
}

void *mcp_desk_who(const struct mcp_call *call)
{
	return call->letter->desk->who;
}

bool mcp_desk_revision(struct mcp_desk *d, struct str revision)
{
	int found = mcp_revision_find(revision);

	if (found >= 0)
		d->revision = found;
	return found >= 0;
}

bool mcp_desk_greeted(const struct mcp_desk *d) { return d->greeted; }

void mcp_desk_head(struct mcp_desk *d, const struct mcp_head *head)
{
	d->head = *head;
	d->has_head = true;
}

void mcp_desk_on_news(struct mcp_desk *d,
	void (*news)(void *with, struct str message), void *with)
{
	d->news = news;
	d->news_with = with;
}

/* ---- letters ------------------------------------------------------------ */

static struct mcp_letter *letter_new(
	struct mcp_desk *d, mcp_then *then, void *with)
{
	struct mcp_letter *l = mem_alloc(sizeof(*l));

	l->desk = d;
	l->then = then;
	l->with = with;
	pthread_mutex_lock(&d->lock);
	d->letters++;
	pthread_mutex_unlock(&d->lock);
	return l;
}

/* `count` calls, and one more that is held while they are begun. */
static void letter_hold(struct mcp_letter *l, size_t count)
{
	l->calls = ARENA_LIST(&l->mem, struct mcp_call *, count);
	l->left = (int)count + 1;
}

static struct str join(struct mcp_letter *l)
{
	struct str found = STR_NONE;
	struct buf b;

	buf_init(&b, &l->mem, MCP_ANSWER);
	for (size_t i = 0; i < l->count; i++) {
		struct str one = l->calls[i]->answer;

		if (!one.at)
			continue;
		if (!l->batch)
			return one;
		buf_addc(&b, b.len ? ',' : '[');
		buf_add(&b, one);
	}
	if (b.len) {
		buf_addc(&b, ']');
		found = buf_ok(&b)
				? buf_str(&b)
				: mcp_rpc_error(&l->mem, STR_NONE, RPC_BROKEN,
					  "the answers are too big to be "
					  "sent at once: ask one by one",
					  STR_NONE);
	}
	return found;
}

static void letter_free(struct mcp_letter *l)
{
	struct mcp_desk *d = l->desk;
	bool last;

	for (size_t i = 0; i < l->count; i++) {
		arena_free(&l->calls[i]->mem);
		mem_free(l->calls[i]);
	}
	arena_free(&l->mem);
	mem_free(l);
	pthread_mutex_lock(&d->lock);
	last = --d->letters == 0 && d->closed;
	pthread_cond_broadcast(&d->ended);
	pthread_mutex_unlock(&d->lock);
	if (last)
		desk_free(d);
}

/* One of its calls has ended, or all have begun. */
static void letter_ended(struct mcp_letter *l)
{
	if (atomic_fetch_sub(&l->left, 1) > 1)
		return;
	l->then(l->with, join(l),
		l->count == 1 ? l->calls[0]->fault : MCP_FINE);
	letter_free(l);
}

/* ---- calls -------------------------------------------------------------- */

static struct mcp_call *call_new(struct mcp_letter *l)
{
	struct mcp_call *call = mem_alloc(sizeof(*call));

	call->letter = l;
	call->ttl_ms = -1;
	l->calls[l->count++] = call;
	return call;
}

void mcp_call_run(
	struct mcp_call *call, void (*run)(void *who, struct mcp_call *call))
{
	struct mcp_desk *d = call->letter->desk;

	call->run = run;
	pthread_mutex_lock(&d->lock);
	call->running = true;
	call->next = d->running;
	if (call->next)
		call->next->prev = call;
	d->running = call;
	pthread_mutex_unlock(&d->lock);
	if (d->start)
		d->start(d->start_with, call);
	else
		run(d->who, call);
}

bool mcp_call_cancelled(struct mcp_call *call)
{
	struct mcp_desk *d = call->letter->desk;
	bool cancelled;

	pthread_mutex_lock(&d->lock);
	cancelled = call->cancelled;
	pthread_mutex_unlock(&d->lock);
	return cancelled;
}

void mcp_call_hold(struct mcp_call *call, void *way)
{
	struct mcp_desk *d = call->letter->desk;

	pthread_mutex_lock(&d->lock);
	call->way = way;
	pthread_mutex_unlock(&d->lock);
}

/* Nobody can cancel it any more. */
static void stop_running(struct mcp_call *call)
{
	struct mcp_desk *d = call->letter->desk;

	pthread_mutex_lock(&d->lock);
	if (call->next)
		call->next->prev = call->prev;
	*(call->prev ? &call->prev->next : &d->running) = call->next;
	call->running = false;
	pthread_mutex_unlock(&d->lock);
}

static void end(struct mcp_call *call, struct str answer)
{
	if (call->running)
		stop_running(call);
	call->answer = call->cancelled ? STR_NONE : answer;
	letter_ended(call->letter);
}

void mcp_call_answer(struct mcp_call *call, struct str result)
{
	end(call, mcp_rpc_result(
			  &call->mem, call->id, mcp_era_result(call, result)));
}

void mcp_call_refuse_with(
	struct mcp_call *call, int code, const char *why, struct str data)
{
	end(call, mcp_rpc_error(&call->mem, call->id, code, why, data));
}

void mcp_call_refuse(struct mcp_call *call, int code, const char *why)
{
	mcp_call_refuse_with(call, code, why, STR_NONE);
}

void mcp_call_drop(struct mcp_call *call) { end(call, STR_NONE); }

void mcp_call_end(struct mcp_call *call, const struct mcp_result *result)
{
	mcp_call_answer(call, mcp_result_write(&call->mem, result));
}

void mcp_call_fail(struct mcp_call *call, const struct err *err)
{
	struct mcp_result result = { .failed = true,
		.text = str_c(*err->text ? err->text : err_text(err->code)) };

	mcp_call_end(call, &result);
}

void mcp_call_begin(struct mcp_call *call)
{
	struct mcp_desk *d = call->letter->desk;

	if (d->news && !call->letter->batch)
		d->news(d->news_with, STR_NONE);
}

void mcp_call_tell(
	struct mcp_call *call, double done, double of, struct str what)
{
	struct mcp_desk *d = call->letter->desk;
	struct json_out out;
	struct buf b;

	if (!call->token.at || !d->news || done <= call->told)
		return;
	call->told = done;
	buf_init(&b, &call->mem, MCP_ANSWER);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_raw(json_key(&out, "progressToken"), call->token);
	json_put_real(json_key(&out, "progress"), done);
	if (of > 0)
		json_put_real(json_key(&out, "total"), of);
	if (what.len)
		json_put_text(json_key(&out, "message"), what);
	json_end(&out);
	d->news(d->news_with, mcp_rpc_news(&call->mem, "notifications/progress",
				      buf_str(&b)));
}

void mcp_desk_cancel(struct mcp_desk *d, struct str id)
{
	pthread_mutex_lock(&d->lock);
	for (struct mcp_call *c = d->running; c; c = c->next) {
		if (c->cancelled || (id.at && !str_eq(c->id, id)))
			continue;
		c->cancelled = true;
		if (d->host->cancel)
			d->host->cancel(d->who, c);
	}
	pthread_mutex_unlock(&d->lock);
}

/* ---- opening a letter --------------------------------------------------- */

static void take_one(struct mcp_letter *l, const struct json *doc)
{
	struct mcp_call *call = call_new(l);
	struct rpc rpc;
	const char *why = mcp_rpc_read(&call->mem, doc, &rpc);

	call->id = rpc.id;
	if (why) {
		mcp_call_refuse(call, RPC_NO_MESSAGE, why);
	} else if (rpc.answers) {
		mcp_call_drop(call);
	} else if (!rpc.id.at) {
		mcp_method_tell(l->desk, &call->mem, &rpc);
		mcp_call_drop(call);
	} else if (mcp_era_fits(call, &rpc)) {
		mcp_method_ask(call, &rpc);
	}
}

static void refuse(struct mcp_letter *l, int code, const char *why)
{
	letter_hold(l, 1);
	mcp_call_refuse(call_new(l), code, why);
}

static void take_batch(struct mcp_letter *l, const struct json *doc)
{
	const struct json *v;

	if (!mcp_revision_has_batches(l->desk->revision)) {
		refuse(l, RPC_NO_MESSAGE,
			"this revision of the protocol knows no batches");
	} else if (!json_count(doc) || json_count(doc) > MCP_BATCH) {
		refuse(l, RPC_NO_MESSAGE, "a batch has 1 to 64 messages");
	} else {
		l->batch = true;
		letter_hold(l, json_count(doc));
		for (v = json_first(doc); v; v = json_next(doc, v))
			take_one(l, v);
	}
}

void mcp_take(struct mcp_desk *d, struct str text, mcp_then *then, void *with)
{
	struct mcp_letter *l = letter_new(d, then, with);
	const struct json *doc;
	struct err err;

	_Static_assert(MCP_BATCH == 64, "take_batch says so");
	if (text.len > MCP_MESSAGE)
		refuse(l, RPC_NO_MESSAGE, "the message is too big");
	else if (!json_parse(&l->mem, str_copy(&l->mem, text), &doc, &err) ||
		 !json_check(&l->mem, doc, &err))
		refuse(l, RPC_NO_JSON, err.text);
	else if (json_kind(doc) == JSON_LIST)
		take_batch(l, doc);
	else {
		letter_hold(l, 1);
		take_one(l, doc);
	}
	letter_ended(l);
}
