/*
 * http/field.c - what stands in headers and queries: lookups, addresses,
 * dates, entity tags, accepted codings. Pure; it decides nothing.
 */
#include "http/http_int.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <time.h>

struct str http_header_find(const struct http_req *req, const char *name)
{
	struct str want = str_c(name);

	for (int i = 0; i < req->header_count; i++)
		if (str_eq_nocase(req->headers[i].name, want))
			return req->headers[i].value;
	return STR_NONE;
}

bool http_query_find(
	const struct http_req *req, const char *name, struct str *out)
{
	struct str rest = req->query;

	while (rest.len) {
		struct str value = str_cut(&rest, '&');
		struct str key = str_cut(&value, '=');

		if (http_url_decode(req->mem, key, true, &key) &&
			str_is(key, name))
			return http_url_decode(req->mem, value, true, out);
	}
	return false;
}

struct str http_cookie_find(const struct http_req *req, const char *name)
{
	struct str want = str_c(name);

	for (int i = 0; i < req->header_count; i++) {
		struct str rest = req->headers[i].value;

		if (!str_eq_nocase(req->headers[i].name, STR("cookie")))
			continue;
		while (rest.len) {
			struct str value = str_trim(str_cut(&rest, ';'));

			if (str_eq(str_cut(&value, '='), want))
				return value;
		}
	}
	return STR_NONE;
}

int64_t http_event_last(const struct http_req *req)
{
	struct str text = http_header_find(req, "last-event-id");
	int64_t id;

	return str_int(text, &id) && id > 0 ? id : 0;
}

/* ---- addresses ---------------------------------------------------------- */

bool http_addr_read(struct str text, struct http_addr *out)
{
	char z[INET6_ADDRSTRLEN];

	if (text.len == 0 || text.len >= sizeof(z))
		return false;
	memcpy(z, text.at, text.len);
	z[text.len] = '\0';
	if (strlen(z) != text.len)
		return false;
	memset(out->ip, 0, 10);
	memset(out->ip + 10, 0xff, 2);
	return inet_pton(AF_INET, z, out->ip + 12) == 1 ||
	       inet_pton(AF_INET6, z, out->ip) == 1;
}

struct str http_addr_text(struct arena *mem, const struct http_addr *a)
{
	static const unsigned char v4[12] = { [10] = 0xff, [11] = 0xff };
	char z[INET6_ADDRSTRLEN];
	struct buf out;

	if (memcmp(a->ip, v4, sizeof(v4)) != 0) {
		inet_ntop(AF_INET6, a->ip, z, sizeof(z));
		return str_copy(mem, str_c(z));
	}
	buf_init(&out, mem, INET_ADDRSTRLEN);
	for (int i = 12; i < 16; i++) {
		if (i > 12)
			buf_addc(&out, '.');
		buf_add_int(&out, a->ip[i]);
	}
	return buf_str(&out);
}

/* ---- dates -------------------------------------------------------------- */

static const char days[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void http_date_write(char out[HTTP_DATE_BYTES], int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	gmtime_r(&t, &tm);
	snprintf(out, HTTP_DATE_BYTES,
		"%.3s, %02u %.3s %04u %02u:%02u:%02u GMT",
		days + 3 * tm.tm_wday, tm.tm_mday % 100U,
		months + 3 * tm.tm_mon, (tm.tm_year + 1900U) % 10000U,
		tm.tm_hour % 100U, tm.tm_min % 100U, tm.tm_sec % 100U);
}

/* The number of `len` digits at `at`; -1: something else stands there. */
static int digits(const char *at, size_t len)
{
	int64_t n;

	return *at != '-' && str_int(str_of(at, len), &n) ? (int)n : -1;
}

static int month_of(const char *at)
{
	for (int m = 0; m < 12; m++)
		if (!memcmp(months + 3 * m, at, 3))
			return m;
	return -1;
}

/* Only the one form that may still be sent: what it writes, it reads. */
bool http_date_read(struct str text, int64_t *seconds)
{
	char again[HTTP_DATE_BYTES];
	struct tm tm = { 0 };

	if (text.len != HTTP_DATE_BYTES - 1)
		return false;
	tm.tm_mday = digits(text.at + 5, 2);
	tm.tm_mon = month_of(text.at + 8);
	tm.tm_year = digits(text.at + 12, 4) - 1900;
	tm.tm_hour = digits(text.at + 17, 2);
	tm.tm_min = digits(text.at + 20, 2);
	tm.tm_sec = digits(text.at + 23, 2);
	if (tm.tm_mday < 1 || tm.tm_mon < 0 || tm.tm_year < 0 ||
		tm.tm_hour < 0 || tm.tm_min < 0 || tm.tm_sec < 0)
		return false;
	*seconds = (int64_t)timegm(&tm);
	http_date_write(again, *seconds);
	return str_is(text, again);
}

/* ---- entity tags -------------------------------------------------------- */

/* The same thing, whether weak or strong, and whether zipped on its way. */
static struct str tag_core(struct str tag)
{
	if (str_starts(tag, STR("W/")))
		tag = str_of(tag.at + 2, tag.len - 2);
	if (tag.len < 2 || *tag.at != '"' || tag.at[tag.len - 1] != '"')
		return STR_NONE;
	tag = str_of(tag.at + 1, tag.len - 2);
	if (str_ends(tag, STR("-gz")))
		tag.len -= 3;
	return tag;
}

bool http_etag_in(struct str list, struct str etag)
{
	struct str want = tag_core(etag);

	if (str_eq(str_trim(list), STR("*")))
		return etag.len > 0;
	while (list.len) {
		struct str have = tag_core(str_trim(str_cut(&list, ',')));

		if (have.at && want.at && str_eq(have, want))
			return true;
	}
	return false;
}

/* ---- accepted codings --------------------------------------------------- */

/* "q=0", "q=0.0" and the like: not wanted. */
static bool wanted(struct str parameters)
{
	while (parameters.len) {
		struct str p = str_trim(str_cut(&parameters, ';'));
		bool any = false;

		if (p.len < 3 || (*p.at | 32) != 'q' || p.at[1] != '=')
			continue;
		for (size_t i = 2; i < p.len; i++)
			any |= p.at[i] >= '1' && p.at[i] <= '9';
		return any;
	}
	return true;
}

bool http_coding_wanted(struct str accept, struct str coding)
{
	bool star = false;

	while (accept.len) {
		struct str rest = str_cut(&accept, ',');
		struct str one = str_trim(str_cut(&rest, ';'));

		if (str_eq_nocase(one, STR("x-gzip")))
			one = STR("gzip");
		if (str_eq_nocase(one, coding))
			return wanted(rest);
		if (str_eq(one, STR("*")))
			star = wanted(rest);
	}
	return star;
}

/* ---- headers of an answer ----------------------------------------------- */

static void header_check(const char *name, struct str value)
{
	bool bad = !*name || strpbrk(name, "\r\n: ");

	for (size_t i = 0; i < value.len; i++)
		bad |= value.at[i] == '\r' || value.at[i] == '\n' ||
		       value.at[i] == '\0';
	if (bad)
		abort();
}

void http_res_header(struct http_res *res, const char *name, struct str value)
{
	header_check(name, value);
	buf_add(&res->headers, str_c(name));
	buf_add(&res->headers, STR(": "));
	buf_add(&res->headers, value);
	buf_add(&res->headers, STR("\r\n"));
}

void http_res_fmt(struct http_res *res, const char *name, const char *fmt, ...)
{
	char value[1024];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(value, sizeof(value), fmt, ap);
	va_end(ap);
	assert(n >= 0 && n < (int)sizeof(value));
	http_res_header(res, name, str_of(value, (size_t)n));
}

struct str http_res_find(const struct http_res *res, const char *name)
{
	struct str rest = buf_str(&res->headers), want = str_c(name);

	while (rest.len) {
		struct str value = str_cut(&rest, '\n');
		struct str key = str_cut(&value, ':');

		if (str_eq_nocase(key, want))
			return str_trim(
				str_of(value.at, value.len - (value.len > 0)));
	}
	return STR_NONE;
}
