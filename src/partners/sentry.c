/* partners/sentry.c - an event becomes an envelope. See sentry.h. */
#include "partners/sentry_int.h"

#include "base/json.h"
#include "net/http.h"
#include "net/url.h"

enum { ENVELOPE_MOST = 256 * 1024, TOTAL_MS = 10 * 1000 };

/* ---- where to ----------------------------------------------------------- */

static bool refuse(struct err *err)
{
	return err_set(err, ERR_BAD_INPUT,
		"must be 'https://KEY@HOST/PROJECT', as Sentry shows it");
}

static bool key_ok(struct str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (!strchr("0123456789abcdefABCDEF", key.at[i]))
			return false;
	return key.len >= 1 && key.len <= 64;
}

bool partners_sentry_read(struct arena *mem, struct str dsn,
	struct sentry_dsn *out, struct err *err)
{
	struct str rest = dsn, scheme = str_cut(&rest, ':'), host, path;
	struct net_url url;
	const char *slash;

	if (!str_starts(rest, STR("//")))
		return refuse(err);
	rest = str_of(rest.at + 2, rest.len - 2);
	/* an old form has a secret behind a colon, which is not needed */
	out->key = str_cut(&rest, '@');
	out->key = str_cut(&out->key, ':');
	host = str_cut(&rest, '/');
	path = rest;
	slash = path.len ? memrchr(path.at, '/', path.len) : NULL;
	if (slash) {
		rest = str_of(
			slash + 1, (size_t)(path.at + path.len - slash - 1));
		path.len -= rest.len;
	} else {
		path.len = 0;
	}
	if (!key_ok(out->key) || !host.len || !rest.len)
		return refuse(err);
	out->url = str_fmt(mem, "%.*s://%.*s/%.*sapi/%.*s/envelope/",
		STR_ARG(scheme), STR_ARG(host), STR_ARG(path), STR_ARG(rest));
	return net_url_read(mem, out->url, &url, err) || refuse(err);
}

/* ---- what --------------------------------------------------------------- */

/* A UUID without its hyphens. */
static struct str event_id(struct arena *mem, struct str uuid)
{
	struct buf b;

	buf_init(&b, mem, 64);
	for (size_t i = 0; i < uuid.len; i++)
		if (uuid.at[i] != '-')
			buf_addc(&b, uuid.at[i]);
	return buf_str(&b);
}

static void put_in(
	struct json_out *o, const char *object, const char *name, struct str s)
{
	if (!s.len)
		return;
	json_object(json_key(o, object));
	json_put_text(json_key(o, name), s);
	json_end(o);
}

static void add_event(
	struct buf *b, const struct sentry_event *e, struct str id)
{
	struct json_out o = json_begin(b, JSON_COMPACT);

	json_object(&o);
	json_put_text(json_key(&o, "event_id"), id);
	json_put_time(json_key(&o, "timestamp"), e->at);
	json_put_text(json_key(&o, "platform"), STR("native"));
	json_put_text(json_key(&o, "level"),
		e->critical ? STR("fatal") : STR("error"));
	json_put_text(json_key(&o, "logger"), e->context);
	json_put_text(json_key(&o, "transaction"), e->path);
	json_put_text(json_key(&o, "environment"), e->environment);
	json_put_text(json_key(&o, "release"), e->release);
	json_list(json_key(&o, "fingerprint"));
	json_put_text(&o, e->fingerprint);
	json_end(&o);
	put_in(&o, "message", "formatted", e->message);
	put_in(&o, "user", "id", e->account_id);
	put_in(&o, "tags", "request_id", e->request_id);
	put_in(&o, "extra", "trace", e->trace);
	json_end(&o);
}

static struct str envelope(struct arena *mem, const struct sentry_event *e)
{
	struct str id = event_id(mem, e->id);
	struct buf b;

	buf_init(&b, mem, ENVELOPE_MOST);
	buf_addf(&b, "{\"event_id\":\"%.*s\"}\n{\"type\":\"event\"}\n",
		STR_ARG(id));
	add_event(&b, e, id);
	buf_addc(&b, '\n');
	return buf_ok(&b) ? buf_str(&b) : STR_NONE;
}

/* ---- sending ------------------------------------------------------------ */

bool partners_sentry_post(
	struct arena *mem, const struct sentry_post *post, struct err *err)
{
	const struct net_header headers[] = {
		{ STR("Content-Type"), STR("application/x-sentry-envelope") },
		{ STR("X-Sentry-Auth"),
			str_fmt(mem,
				"Sentry sentry_version=7, "
				"sentry_client=vitae/" VITAE_VERSION
				", sentry_key=%.*s",
				STR_ARG(post->dsn->key)) },
	};
	const struct net_http_call call = { .url = post->dsn->url,
		.headers = headers,
		.header_count = LENGTH(headers),
		.body = post->envelope,
		.reach = NET_REACH_ANY,
		.total_ms = post->total_ms,
		.answer_cut = true,
		.stop = post->stop };
	struct net_http_answer answer;

	if (!call.body.at)
		return err_set(err, ERR_BAD_INPUT, "the event is too big");
	if (!net_http_send(mem, &call, &answer, err))
		return false;
	if (answer.status >= 200 && answer.status < 300)
		return true;
	err_set(err,
		answer.status == 429 || answer.status >= 500 ? ERR_UPSTREAM
							     : ERR_BAD_INPUT,
		"Sentry answers %d", answer.status);
	err->retry_after_ms = net_http_retry_ms(&answer, post->now_ms);
	return false;
}

bool partners_sentry_send(struct arena *mem, const struct sentry_dsn *dsn,
	const struct sentry_event *event, int64_t now_ms, struct err *err)
{
	const struct sentry_post post = { .dsn = dsn,
		.envelope = envelope(mem, event),
		.total_ms = TOTAL_MS,
		.now_ms = now_ms };

	return partners_sentry_post(mem, &post, err);
}
