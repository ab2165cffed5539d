/*
 * net/http.c - one call: is it well formed, where does it go, where is it
 * sent on to. See http.h; talking to the server is in http_curl.c.
 */
#include "net/http_int.h"

#include <stdio.h>

#include "base/time.h"

/* ---- is the call well formed? ------------------------------------------- */

static bool is_token(struct str s)
{
	static const char signs[] = "!#$%&'*+-.^_`|~";

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!(c >= '0' && c <= '9') &&
			!((c | 32) >= 'a' && (c | 32) <= 'z') &&
			(!c || !strchr(signs, c)))
			return false;
	}
	return s.len > 0;
}

static bool header_ok(const struct net_header *h)
{
	/* these are made from the call itself */
	static const char *const ours[] = { "host", "content-length",
		"transfer-encoding", "connection", "expect", "te", "upgrade" };

	for (size_t i = 0; i < LENGTH(ours); i++)
		if (str_eq_nocase(h->name, str_c(ours[i])))
			return false;
	for (size_t i = 0; i < h->value.len; i++) {
		unsigned char c = (unsigned char)h->value.at[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return is_token(h->name);
}

bool net_http_call_ok(const struct net_http_call *c, struct err *err)
{
	if (c->method && !is_token(str_c(c->method)))
		return err_set(err, ERR_BAD_INPUT, "this is no method");
	if (c->header_count > NET_HTTP_HEADERS)
		return err_set(err, ERR_BAD_INPUT, "at most %d headers",
			NET_HTTP_HEADERS);
	for (int i = 0; i < c->header_count; i++)
		if (!header_ok(&c->headers[i]))
			return err_set(err, ERR_BAD_INPUT,
				"the header '%.*s' can not be sent",
				(int)(c->headers[i].name.len > 60
						? 60
						: c->headers[i].name.len),
				c->headers[i].name.at);
	return true;
}

static struct net_http_call with_defaults(const struct net_http_call *call)
{
	struct net_http_call c = *call;

	if (c.connect_ms <= 0)
		c.connect_ms = NET_HTTP_CONNECT_MS;
	if (c.total_ms <= 0)
		c.total_ms = NET_HTTP_TOTAL_MS;
	if (!c.answer_most)
		c.answer_most = NET_HTTP_ANSWER;
	if (c.body.at)
		c.redirects = 0;
	return c;
}

/* ---- redirects ---------------------------------------------------------- */

static bool is_redirect(const struct net_http_answer *a)
{
	return a->status == 301 || a->status == 302 || a->status == 303 ||
	       a->status == 307 || a->status == 308;
}

/* A Location may be relative; libcurl knows the rules (RFC 3986, 5.2). */
static struct str join(
	struct arena *mem, const struct net_url *base, struct str location)
{
	struct str out = STR_NONE;
	CURLU *u = curl_url();
	char *text = NULL;

	if (u &&
		!curl_url_set(
			u, CURLUPART_URL, net_url_write(mem, base).at, 0) &&
		!curl_url_set(
			u, CURLUPART_URL, str_copy(mem, location).at, 0) &&
		!curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) &&
		!curl_url_get(u, CURLUPART_URL, &text, 0))
		out = str_copy(mem, str_c(text));
	curl_free(text);
	curl_url_cleanup(u);
	return out;
}

static bool follow(struct arena *mem, struct net_url *url, bool *foreign,
	struct str location, struct err *err)
{
	struct str text = join(mem, url, location);
	struct net_url next;
	struct err why;

	if (memchr(location.at, '\0', location.len) || !text.at ||
		!net_url_read(mem, text, &next, &why))
		return err_set(err, ERR_UPSTREAM,
			"'%.*s' sends on to something that is no address",
			STR_ARG(url->host));
	if (url->secure && !next.secure)
		return err_set(err, ERR_UPSTREAM,
			"'%.*s' sends on from https to http",
			STR_ARG(url->host));
	*foreign |= next.secure != url->secure || next.port != url->port ||
		    !str_eq(next.host, url->host);
	*url = next;
	return true;
}

/* ---- the call ----------------------------------------------------------- */

bool net_http_send(struct arena *mem, const struct net_http_call *call,
	struct net_http_answer *out, struct err *err)
{
	struct net_http_call c = with_defaults(call);
	int64_t began_us = time_mono_us();
	struct net_url url;
	bool foreign = false;

	memset(out, 0, sizeof(*out));
	if (!net_http_call_ok(&c, err) ||
		!net_url_read(mem, c.url, &url, err) || !net_curl_load(err))
		return false;
	for (int hops = 0;; hops++) {
		int64_t spent_us = time_mono_us() - began_us;
		struct exchange x = { .mem = mem,
			.call = &c,
			.url = &url,
			.answer = out,
			.foreign = foreign,
			.kept = c.reach == NET_REACH_ANY,
			.head_most = NET_HTTP_HEAD,
			.left_ms = c.total_ms - spent_us / 1000 };
		struct str location;
		bool ok;

		memset(out, 0, sizeof(*out));
		if (x.left_ms <= 0)
			return err_set(err, ERR_UPSTREAM,
				"'%.*s' did not answer within %d ms",
				STR_ARG(url.host), c.total_ms);
		ok = net_http_exchange(&x, err);
		out->took_us = time_mono_us() - began_us;
		if (!ok)
			return false;
		location = net_http_header(out, "location");
		if (!c.redirects || !is_redirect(out) || !location.len)
			return true;
		if (hops == c.redirects)
			return err_set(err, ERR_UPSTREAM,
				"'%.*s' sends on too often", STR_ARG(url.host));
		if (!follow(mem, &url, &foreign, location, err))
			return false;
	}
}

struct str net_http_header(
	const struct net_http_answer *answer, const char *name)
{
	for (int i = 0; i < answer->header_count; i++)
		if (str_eq_nocase(answer->headers[i].name, str_c(name)))
			return answer->headers[i].value;
	return STR_NONE;
}

/* "120", some send "120.5", or a date. */
int64_t net_http_retry_ms(const struct net_http_answer *answer, int64_t now_ms)
{
	struct str text = net_http_header(answer, "retry-after");
	struct str rest = text, whole = str_cut(&rest, '.');
	int64_t seconds = 0, part = 0;
	struct err missing;
	char date[64];
	time_t at;

	if (!text.len || text.len >= sizeof(date))
		return 0;
	if (str_int(whole, &seconds)) {
		if (seconds < 0 || seconds > INT32_MAX ||
			(whole.len < text.len && !str_int(rest, &part)))
			return 0;
		return (seconds + (part > 0)) * 1000;
	}
	if (!net_curl_load(&missing))
		return 0;
	memcpy(date, text.at, text.len);
	date[text.len] = '\0';
	at = curl_getdate(date, NULL);
	return at > 0 && at * 1000 > now_ms ? at * 1000 - now_ms : 0;
}
