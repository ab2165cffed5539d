/* partners/otlp.c - where a collector is, and how it answers. See otlp.h;
 * what it is sent is in otlp_body.c. */
#include "partners/otlp.h"

#include "base/code.h"
#include "base/json.h"
#include "net/url.h"

enum { ANSWER_MOST = 64 * 1024 };

/* ---- where to ----------------------------------------------------------- */

static bool read_place(struct arena *mem, struct str endpoint,
	struct otlp_place *out, struct err *err)
{
	struct net_url url;

	while (str_ends(endpoint, STR("/")))
		endpoint.len--;
	if (!net_url_read(mem, endpoint, &url, err))
		return false;
	if (url.query.at)
		return err_set(err, ERR_BAD_INPUT,
			"must be an address without '?': /v1/metrics and "
			"/v1/traces are put behind it");
	out->metrics = str_fmt(mem, "%.*s/v1/metrics", STR_ARG(endpoint));
	out->traces = str_fmt(mem, "%.*s/v1/traces", STR_ARG(endpoint));
	return true;
}

static bool unescape(struct arena *mem, struct str s, struct str *out)
{
	struct buf b;

	buf_init(&b, mem, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		size_t size;

		if (c == '%' &&
			(i + 2 >= s.len ||
				!code_read(CODE_HEX, str_of(s.at + i + 1, 2),
					&c, &size)))
			return false;
		i += s.at[i] == '%' ? 2 : 0;
		buf_addc(&b, c);
	}
	*out = b.at ? buf_str(&b) : STR("");
	return true;
}

static bool name_ok(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] <= ' ' || name.at[i] >= 0x7f ||
			strchr("\"(),/:;<=>?@[\\]{}", name.at[i]))
			return false;
	return name.len > 0;
}

static bool value_ok(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

/* Never names a value: it may be a secret. */
static bool read_headers(struct arena *mem, struct str headers,
	struct otlp_place *out, struct err *err)
{
	out->headers[out->header_count++] =
		(struct net_header){ STR("Content-Type"),
			STR("application/json") };
	while (headers.len) {
		struct str value = str_trim(str_cut(&headers, ','));
		struct net_header *h = &out->headers[out->header_count];
		bool pair = memchr(value.at, '=', value.len) != NULL;

		if (!value.len)
			continue;
		if (out->header_count > OTLP_HEADERS)
			return err_set(err, ERR_BAD_INPUT,
				"are more than %d headers", OTLP_HEADERS);
		h->name = str_trim(str_cut(&value, '='));
		if (!pair || !name_ok(h->name) ||
			!unescape(mem, str_trim(value), &h->value) ||
			!value_ok(h->value))
			return err_set(err, ERR_BAD_INPUT,
				"must be pairs NAME=VALUE between commas, "
				"values percent-encoded: number %d is none",
				out->header_count);
		out->header_count++;
	}
	return true;
}

bool partners_otlp_read(struct arena *mem, struct str endpoint,
	struct str headers, struct otlp_place *out, struct err *err)
{
	*out = (struct otlp_place){ 0 };
	if (!read_place(mem, endpoint, out, err))
		return err_in(err, "OTEL_EXPORTER_OTLP_ENDPOINT");
	return read_headers(mem, headers, out, err) ||
	       err_in(err, "OTEL_EXPORTER_OTLP_HEADERS");
}

/* ---- sending ------------------------------------------------------------ */

/* A number of 64 bits is text in OTLP's JSON, and may be a number. */
static int64_t number_at(const struct json *doc, const char *pointer)
{
	const struct json *v = json_at(doc, pointer);
	int64_t n;

	if (json_int(v, &n) || (json_text(v).at && str_int(json_text(v), &n)))
		return n;
	return 0;
}

/* It took them, but said perhaps that it did not take them all. */
static bool took_all(
	struct arena *mem, struct str answer, int64_t *refused, struct err *err)
{
	const struct json *doc = NULL;
	struct err unreadable;
	struct str why;

	if (!answer.len || !json_parse(mem, answer, &doc, &unreadable))
		return true;
	*refused = number_at(doc, "/partialSuccess/rejectedSpans") +
		   number_at(doc, "/partialSuccess/rejectedDataPoints");
	why = json_text(json_at(doc, "/partialSuccess/errorMessage"));
	return *refused <= 0 ||
	       err_set(err, ERR_BAD_INPUT, "the collector refuses %lld: %.*s",
		       (long long)*refused, why.len > 100 ? 100 : (int)why.len,
		       why.at ? why.at : "");
}

bool partners_otlp_send(struct arena *mem, const struct otlp_post *post,
	int64_t *refused, struct err *err)
{
	const struct net_http_call call = { .url = post->url,
		.headers = post->place->headers,
		.header_count = post->place->header_count,
		.body = post->body,
		.reach = NET_REACH_ANY,
		.total_ms = post->total_ms,
		.answer_most = ANSWER_MOST,
		.answer_cut = true,
		.stop = post->stop };
	struct net_http_answer a;

	*refused = 0;
	if (!call.body.at)
		return err_set(err, ERR_BAD_INPUT, "more than fits");
	if (!net_http_send(mem, &call, &a, err))
		return false;
	if (a.status >= 200 && a.status < 300)
		return took_all(mem, a.body, refused, err);
	err_set(err,
		a.status == 429 || a.status == 502 || a.status == 503 ||
				a.status == 504
			? ERR_UPSTREAM
			: ERR_BAD_INPUT,
		"the collector answers %d", a.status);
	err->retry_after_ms = net_http_retry_ms(&a, post->now_ms);
	return false;
}
