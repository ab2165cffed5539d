/*
 * net/http_curl.c - one exchange with one server, by libcurl. See http.h;
 * redirects and what a call may hold are in http.c.
 *
 * A handle is kept a thread, mostly for the certificates it has loaded. Where
 * the address came from a user, each call has a connection of its own: one
 * that is kept was judged for another call.
 */
#include "net/http_int.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { VALUE = 8 * 1024, ROUTE = 4096 };

/* ---- the handle of a thread --------------------------------------------- */

static pthread_key_t handles;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void handle_free(void *handle) { curl_easy_cleanup(handle); }
static void begin(void)
{
	struct sigaction now;

	/* a server that hangs up must not end the process; libcurl on many
	 * threads leaves this to us */
	if (!sigaction(SIGPIPE, NULL, &now) && now.sa_handler == SIG_DFL)
		signal(SIGPIPE, SIG_IGN);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) ||
		pthread_key_create(&handles, handle_free))
		mem_none();
}

void net_http_once(void) { pthread_once(&once, begin); }

/* The handle of this thread, clean. */
CURL *net_http_handle(void)
{
	CURL *h;

	net_http_once();
	h = pthread_getspecific(handles);
	if (h) {
		curl_easy_reset(h);
		return h;
	}
	h = curl_easy_init();
	if (!h)
		mem_none();
	pthread_setspecific(handles, h);
	return h;
}

void net_http_end(void)
{
	struct err missing;
	CURL *h;

	if (!net_curl_load(&missing))
		return;
	net_http_once();
	h = pthread_getspecific(handles);
	if (h)
		curl_easy_cleanup(h);
	pthread_setspecific(handles, NULL);
}

/* ---- whom the socket goes to -------------------------------------------- */

static bool may(struct exchange *x, const unsigned char ip[16])
{
	bool ok = x->call->proxy || net_dial_may(ip, x->call->reach);

	x->forbidden |= !ok;
	return ok;
}

static curl_socket_t open_socket(
	void *with, curlsocktype purpose, struct curl_sockaddr *at)
{
	unsigned char ip[16] = { [10] = 0xff, [11] = 0xff };

	(void)purpose;
	if (at->family == AF_INET)
		memcpy(ip + 12, &((struct sockaddr_in *)&at->addr)->sin_addr,
			4);
	else if (at->family == AF_INET6)
		memcpy(ip, &((struct sockaddr_in6 *)&at->addr)->sin6_addr, 16);
	else
		return CURL_SOCKET_BAD;
	if (!may(with, ip))
		return CURL_SOCKET_BAD;
	return socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
}

/* Connected, and nothing sent yet: to whom is what counts. */
static int before_request(
	/* NOLINTNEXTLINE(readability-non-const-parameter): curl's signature */
	void *with, char *their_ip, char *our_ip, int their_port, int our_port)
{
	unsigned char ip[16];

	(void)our_ip;
	(void)their_port;
	(void)our_port;
	return net_addr_read(str_c(their_ip), ip) && may(with, ip)
		       ? CURL_PREREQFUNC_OK
		       : CURL_PREREQFUNC_ABORT;
}

/* ---- the answer --------------------------------------------------------- */

static size_t take_header(char *at, size_t one, size_t size, void *with)
{
	struct exchange *x = with;
	struct net_http_answer *a = x->answer;
	struct str line = str_of(at, one * size), name;

	x->head += line.len;
	x->head_too_long = x->head > x->head_most;
	if (x->head_too_long)
		return 0;
	while (line.len && (line.at[line.len - 1] == '\n' ||
				   line.at[line.len - 1] == '\r'))
		line.len--;
	if (str_starts(line, STR("HTTP/"))) { /* a new head: 100 Continue ... */
		a->header_count = 0;
		return one * size;
	}
	if (!line.len || line.len > VALUE ||
		a->header_count == NET_HTTP_HEADERS)
		return one * size;
	line = str_copy(x->mem, line);
	name = str_cut(&line, ':');
	a->headers[a->header_count++] =
		(struct net_header){ name, str_trim(line) };
	return one * size;
}

static bool take_piece(struct exchange *x, struct str piece)
{
	x->too_long = piece.len > x->call->answer_most - x->passed;
	if (x->too_long)
		return false;
	x->passed += piece.len;
	x->stopped = !x->call->piece(x->call->with, piece);
	return !x->stopped;
}

static size_t take_body(char *at, size_t one, size_t size, void *with)
{
	struct exchange *x = with;
	struct str piece = str_of(at, one * size);
	size_t room = x->call->answer_most - x->body.len;
	long status = 0;

	curl_easy_getinfo(x->handle, CURLINFO_RESPONSE_CODE, &status);
	if (x->call->piece && status / 100 == 2)
		return take_piece(x, piece) ? piece.len : 0;
	if (piece.len > room) {
		x->too_long = true;
		buf_add(&x->body, str_of(piece.at, room));
		return 0;
	}
	buf_add(&x->body, piece);
	return piece.len;
}

/* libcurl asks once a second while nothing happens. */
static int look_up(void *with, curl_off_t in, curl_off_t of_in, curl_off_t out,
	curl_off_t of_out)
{
	const struct exchange *x = with;

	(void)in;
	(void)of_in;
	(void)out;
	(void)of_out;
	return *x->call->stop;
}

/* ---- the request -------------------------------------------------------- */

static bool is_secret(struct str name)
{
	return str_eq_nocase(name, STR("authorization")) ||
	       str_eq_nocase(name, STR("cookie")) ||
	       str_eq_nocase(name, STR("proxy-authorization")) ||
	       str_eq_nocase(name, STR("x-api-key"));
}

static struct curl_slist *list_add(struct curl_slist *list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(list, line);

	if (!longer)
		mem_none();
	return longer;
}

static struct curl_slist *headers_of(struct exchange *x)
{
	/* what libcurl would add of its own */
	struct curl_slist *list = list_add(NULL, "Expect:");
	bool typed = false;

	for (int i = 0; i < x->call->header_count; i++) {
		const struct net_header *h = &x->call->headers[i];

		if (x->foreign && is_secret(h->name))
			continue;
		typed |= str_eq_nocase(h->name, STR("content-type"));
		/* "Name;" is libcurl's way to send an empty value */
		list = list_add(list,
			str_fmt(x->mem, h->value.len ? "%.*s: %.*s" : "%.*s;",
				STR_ARG(h->name), STR_ARG(h->value))
				.at);
	}
	return typed ? list : list_add(list, "Content-Type:");
}

/* "+host:port:1.2.3.4,[::1]": what libcurl takes instead of looking up. */
static struct curl_slist *route_of(
	struct exchange *x, const struct net_route *route)
{
	struct buf b;

	buf_init(&b, x->mem, ROUTE);
	/* "+": forgotten in time, as these may be many */
	buf_addf(&b, "+%.*s:%d:", STR_ARG(x->url->host), x->url->port);
	for (int i = 0; i < route->count; i++) {
		struct str ip = net_addr_text(x->mem, route->ips[i]);
		bool v6 = memchr(ip.at, ':', ip.len) != NULL;

		buf_addf(&b, v6 ? "%s[%.*s]" : "%s%.*s", i ? "," : "",
			STR_ARG(ip));
	}
	return buf_ok(&b) && !x->url->literal ? list_add(NULL, b.at) : NULL;
}

static void set_method(CURL *h, const struct net_http_call *c)
{
	const char *method = c->method    ? c->method
			     : c->body.at ? "POST"
					  : "GET";

	if (c->body.at) {
		curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE,
			(curl_off_t)c->body.len);
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, c->body.at);
	} else if (!strcmp(method, "HEAD")) {
		curl_easy_setopt(h, CURLOPT_NOBODY, 1L);
	}
	curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, method);
}

static void set_bounds(CURL *h, const struct exchange *x)
{
	const struct net_http_call *c = x->call;

	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(h, CURLOPT_PROXY, c->proxy ? c->proxy : "");
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (c->ca_file)
		curl_easy_setopt(h, CURLOPT_CAINFO, c->ca_file);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)c->connect_ms);
	curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)x->left_ms);
	curl_easy_setopt(h, CURLOPT_FRESH_CONNECT, (long)!x->kept);
	curl_easy_setopt(h, CURLOPT_FORBID_REUSE, (long)!x->kept);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "vitae/" VITAE_VERSION);
}

static void set_callbacks(CURL *h, struct exchange *x)
{
	curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, x);
	curl_easy_setopt(h, CURLOPT_PREREQFUNCTION, before_request);
	curl_easy_setopt(h, CURLOPT_PREREQDATA, x);
	curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(h, CURLOPT_HEADERDATA, x);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, x);
	if (!x->call->stop)
		return;
	curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, look_up);
	curl_easy_setopt(h, CURLOPT_XFERINFODATA, x);
	curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
}

/* ---- how it ended ------------------------------------------------------- */

/* Which of the two times was over: until there was a connection, or all? */
static int64_t allowed_ms(CURL *h, const struct exchange *x)
{
	curl_off_t connected_us = 0;

	curl_easy_getinfo(h, CURLINFO_CONNECT_TIME_T, &connected_us);
	return !connected_us && x->call->connect_ms < x->left_ms
		       ? x->call->connect_ms
		       : x->left_ms;
}

static bool failed(const struct exchange *x, CURLcode code, struct err *err)
{
	struct str host = x->url->host;

	if (x->forbidden)
		return err_set(err, ERR_FORBIDDEN,
			"'%.*s' is not an address of the public network, and "
			"no other may be called from here",
			STR_ARG(host));
	if (x->head_too_long)
		return err_set(err, ERR_UPSTREAM,
			"'%.*s' answered with a head of more than %zu bytes",
			STR_ARG(host), x->head_most);
	if (x->too_long)
		return err_set(err, ERR_UPSTREAM,
			"'%.*s' answered with more than %zu bytes",
			STR_ARG(host), x->call->answer_most);
	if (x->stopped)
		return err_set(err, ERR_UPSTREAM,
			"the answer of '%.*s' was not wanted to its end",
			STR_ARG(host));
	if (code == CURLE_ABORTED_BY_CALLBACK)
		return err_set(err, ERR_UPSTREAM,
			"the call of '%.*s' was broken off", STR_ARG(host));
	if (code == CURLE_OPERATION_TIMEDOUT)
		return err_set(err, ERR_UPSTREAM,
			"'%.*s' did not answer within %lld ms", STR_ARG(host),
			(long long)allowed_ms(x->handle, x));
	return err_set(err, ERR_UPSTREAM, "'%.*s': %s", STR_ARG(host),
		*x->detail ? x->detail : curl_easy_strerror(code));
}

void net_http_begin(CURL *h, struct exchange *x, const struct net_route *route)
{
	x->handle = h;
	buf_init(&x->body, x->mem, x->call->answer_most);
	x->headers = headers_of(x);
	x->names = x->call->proxy ? NULL : route_of(x, route);
	set_bounds(h, x);
	set_callbacks(h, x);
	set_method(h, x->call);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, x->detail);
	curl_easy_setopt(h, CURLOPT_URL, net_url_write(x->mem, x->url).at);
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, x->headers);
	curl_easy_setopt(h, CURLOPT_RESOLVE, x->names);
}

bool net_http_finish(struct exchange *x, CURLcode code, struct err *err)
{
	CURL *h = x->handle;
	const char *ip = NULL;
	long status = 0;
	bool ok;

	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(h, CURLINFO_PRIMARY_IP, &ip);
	x->answer->status = (int)status;
	x->answer->ip = str_copy(x->mem, str_c(ip ? ip : ""));
	x->answer->body = buf_str(&x->body);
	x->answer->cut = x->too_long;
	ok = code == CURLE_OK || (x->too_long && x->call->answer_cut) ||
	     failed(x, code, err);
	curl_easy_reset(h); /* holds nothing of this call any more */
	curl_slist_free_all(x->headers);
	curl_slist_free_all(x->names);
	x->headers = x->names = NULL;
	return ok;
}

bool net_http_exchange(struct exchange *x, struct err *err)
{
	bool look = !x->call->proxy || x->call->reach != NET_REACH_ANY;
	struct net_route route = { 0 };
	int wait_ms = x->call->connect_ms;
	CURL *h;

	if (wait_ms > x->left_ms)
		wait_ms = (int)x->left_ms;
	if (look && !net_dial_find(
			    x->url->host, x->call->reach, wait_ms, &route, err))
		return false;
	h = net_http_handle();
	net_http_begin(h, x, &route);
	return net_http_finish(x, curl_easy_perform(h), err);
}
