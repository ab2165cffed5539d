/* Calls to other services: what is sent, what is refused, where it ends. */
#include "test.h"

#include "net/http.h"
#include "netserver.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static struct netserver server;
static char last[16 * 1024]; /* the last request */

/* ---- a small server ----------------------------------------------------- */

static size_t body_len(const char *head)
{
	const char *at = strcasestr(head, "content-length:");

	return at ? strtoul(at + 15, NULL, 10) : 0;
}

static bool read_request(int fd, SSL *tls)
{
	size_t n = 0;
	const char *end = NULL;

	while (n < sizeof(last) - 1) {
		char *at = last + n;
		size_t room = sizeof(last) - 1 - n;
		ssize_t got =
			tls ? SSL_read(tls, at, (int)room) : read(fd, at, room);

		if (got <= 0)
			return false;
		n += (size_t)got;
		last[n] = '\0';
		end = strstr(last, "\r\n\r\n");
		if (end && n >= (size_t)(end - last) + 4 + body_len(last))
			return true;
	}
	return false;
}

static void say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		return; /* the client is gone: some tests want that */
}

static void say_big(int fd)
{
	dprintf(fd, "HTTP/1.1 200 OK\r\nContent-Length: 49999\r\n\r\n%49999s",
		"x");
}

/* The same server under its other name. */
static void say_there(int fd, int port)
{
	dprintf(fd,
		"HTTP/1.1 307 F\r\nContent-Length: 0\r\n"
		"Location: http://localhost:%d/ok#x\r\n\r\n",
		port);
}

static bool asked(const char *path)
{
	const char *at = strchr(last, ' ');

	return at && !strncmp(at + 1, path, strlen(path)) &&
	       at[1 + strlen(path)] == ' ';
}

static void talk(struct netserver *s, int fd)
{
	while (read_request(fd, NULL)) {
		if (asked("/ok"))
			say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
				"X-Two:  a  \r\nRetry-After: 7\r\n\r\nhello");
		else if (asked("/early"))
			say(fd, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
				"HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\n"
				"bad");
		else if (asked("/big"))
			say_big(fd);
		else if (asked("/chunks"))
			say(fd, "HTTP/1.1 200 OK\r\n"
				"Transfer-Encoding: chunked\r\n\r\n"
				"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
		else if (asked("/torn"))
			say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
				"half");
		else if (asked("/here"))
			say(fd, "HTTP/1.1 302 F\r\nLocation: ok\r\n"
				"Content-Length: 0\r\n\r\n");
		else if (asked("/there"))
			say_there(fd, s->port);
		else if (asked("/loop"))
			say(fd, "HTTP/1.1 301 F\r\nLocation: /loop\r\n"
				"Content-Length: 0\r\n\r\n");
		else if (asked("/file"))
			say(fd, "HTTP/1.1 301 F\r\n"
				"Location: file:///etc/passwd\r\n"
				"Content-Length: 0\r\n\r\n");
		else if (asked("/metadata"))
			say(fd, "HTTP/1.1 301 F\r\n"
				"Location: http://169.254.169.254/\r\n"
				"Content-Length: 0\r\n\r\n");
		else if (asked("/slow"))
			netserver_hang(fd);
		if (asked("/torn") || asked("/slow"))
			return;
	}
}

/* ---- asking ------------------------------------------------------------- */

/* The call's url is a path here: the port is known only in between. */
static enum err_code ask(const struct net_http_call *c,
	struct net_http_answer *answer, struct err *err)
{
	struct net_http_call mine = *c;
	enum err_code code = ERR_NONE;

	netserver_start(&server, talk, NULL);
	mine.url = str_fmt(&test_mem, "http://127.0.0.1:%d%.*s", server.port,
		STR_ARG(c->url));
	err->code = ERR_NONE;
	if (!net_http_send(&test_mem, &mine, answer, err))
		code = err->code;
	netserver_stop(&server);
	return code;
}

TEST(an_answer_comes_with_status_headers_and_body)
{
	struct net_http_call c = { .url = STR("/ok"),
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_INT(a.status, 200);
	SAME_STR(a.body, STR("hello"));
	SAME_STR(net_http_header(&a, "x-two"), STR("a"));
	OK(!net_http_header(&a, "x-three").at);
	SAME_STR(a.ip, STR("127.0.0.1"));
	SAME_INT(net_http_retry_ms(&a, 0), 7000);
	OK(strstr(last, "GET /ok HTTP/1.1\r\n"));
	OK(strstr(last, "User-Agent: vitae/"));
	OK(!strstr(last, "Content-Type"));
}

TEST(a_bad_status_is_an_answer_and_early_heads_are_passed_over)
{
	struct net_http_call c = { .url = STR("/early"),
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_INT(a.status, 500);
	SAME_STR(a.body, STR("bad"));
	OK(!net_http_header(&a, "link").at);
}

TEST(a_body_is_sent_byte_for_byte)
{
	struct net_header headers[] = {
		{ STR("Content-Type"), STR("application/json") },
		{ STR("X-Empty"), STR("") },
	};
	struct net_http_call c = { .url = STR("/ok"),
		.headers = headers,
		.header_count = 2,
		.body = STR("{\"a\":1}\n"),
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	OK(strstr(last, "POST /ok HTTP/1.1\r\n"));
	OK(strstr(last, "Content-Type: application/json\r\n"));
	OK(strstr(last, "X-Empty:\r\n"));
	OK(strstr(last, "Content-Length: 8\r\n"));
	OK(strstr(last, "\r\n\r\n{\"a\":1}\n"));
	OK(!strstr(last, "Expect"));
	c.method = "PUT";
	c.body = STR("");
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	OK(strstr(last, "PUT /ok HTTP/1.1\r\n"));
	OK(strstr(last, "Content-Length: 0\r\n"));
}

TEST(headers_that_could_forge_a_request_are_refused)
{
	static const struct net_header bad[] = {
		{ { "X", 1 }, { "a\r\nY: b", 7 } },
		{ { "X", 1 }, { "a\nb", 3 } },
		{ { "X", 1 }, { "a\0b", 3 } },
		{ { "X\r\n", 3 }, { "a", 1 } },
		{ { "X:", 2 }, { "a", 1 } },
		{ { "", 0 }, { "a", 1 } },
		{ { "Host", 4 }, { "a", 1 } },
		{ { "Content-length", 14 }, { "1", 1 } },
	};
	struct net_http_answer a;
	struct err err = { 0 };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct net_http_call c = { .url = STR("/ok"),
			.headers = &bad[i],
			.header_count = 1,
			.reach = NET_REACH_LOOPBACK };

		SAME_INT(ask(&c, &a, &err), ERR_BAD_INPUT);
		SAME_INT(atomic_load(&server.connections), 0);
	}
}

/* Nothing reaches an address that the call may not go to. */
TEST(an_address_out_of_bounds_is_never_connected_to)
{
	struct net_http_call c = { .url = STR("/ok") };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_FORBIDDEN);
	SAME_INT(atomic_load(&server.connections), 0);
	netserver_start(&server, talk, NULL);
	c.url = str_fmt(&test_mem, "http://localhost:%d/ok", server.port);
	OK(!net_http_send(&test_mem, &c, &a, &err));
	SAME_INT(err.code, ERR_FORBIDDEN);
	netserver_stop(&server);
	SAME_INT(atomic_load(&server.connections), 0);
}

TEST(other_protocols_and_users_in_addresses_are_refused)
{
	static const char *const bad[] = { "ftp://127.0.0.1/", "file:///etc",
		"http://u:p@127.0.0.1/", "gopher://127.0.0.1/" };
	struct net_http_answer a;

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct net_http_call c = { .url = str_c(bad[i]),
			.reach = NET_REACH_ANY };
		struct err err = { 0 };

		OK(!net_http_send(&test_mem, &c, &a, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
	}
}

/* ---- bounds ------------------------------------------------------------- */

TEST(an_answer_longer_than_asked_for_is_an_error_or_cut)
{
	struct net_http_call c = { .url = STR("/big"),
		.reach = NET_REACH_LOOPBACK,
		.answer_most = 1000 };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	OK(strstr(err.text, "more than 1000 bytes"));
	c.answer_cut = true;
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	OK(a.cut);
	SAME_INT(a.body.len, 1000);
	SAME_INT(a.status, 200);
	c.answer_most = 49999;
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	OK(!a.cut);
	SAME_INT(a.body.len, 49999);
}

TEST(a_call_ends_at_its_deadline)
{
	struct net_http_call c = {
		.url = STR("/slow"), .reach = NET_REACH_LOOPBACK, .total_ms = 50
	};
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	OK(strstr(err.text, "did not answer within"));
}

TEST(a_call_is_broken_off_by_who_made_it)
{
	_Atomic bool stop = true;
	struct net_http_call c = {
		.url = STR("/slow"), .reach = NET_REACH_LOOPBACK, .stop = &stop
	};
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	OK(strstr(err.text, "was broken off"));
	c.url = STR("/ok");
	stop = false;
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
}

TEST(a_torn_answer_and_a_closed_port_are_the_services_failure)
{
	struct net_http_call c = { .url = STR("/torn"),
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	c.url = str_fmt(
		&test_mem, "http://127.0.0.1:%d/", netserver_closed_port());
	OK(!net_http_send(&test_mem, &c, &a, &err));
	SAME_INT(err.code, ERR_UPSTREAM);
}

static bool collect(void *with, struct str piece)
{
	buf_add(with, piece);
	return ((struct buf *)with)->len < 20 * 1000;
}

TEST(pieces_come_as_they_arrive_and_can_be_stopped)
{
	struct buf b;
	struct net_http_call c = { .url = STR("/chunks"),
		.reach = NET_REACH_LOOPBACK,
		.answer_most = 100,
		.piece = collect,
		.with = &b };
	struct net_http_answer a;
	struct err err = { 0 };

	buf_init(&b, &test_mem, 100 * 1000);
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_STR(buf_str(&b), STR("abcdefg"));
	SAME_INT(a.body.len, 0);
	c.url = STR("/big");
	c.answer_most = 100 * 1000;
	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	OK(strstr(err.text, "not wanted"));
	OK(b.len < 49999);
	c.answer_most = 6;
	c.url = STR("/chunks");
	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	c.url = STR("/early"); /* not 2xx: told as an answer */
	c.answer_most = 100;
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_STR(a.body, STR("bad"));
}

/* ---- redirects ---------------------------------------------------------- */

TEST(redirects_are_followed_only_when_asked)
{
	struct net_http_call c = { .url = STR("/here"),
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_INT(a.status, 302);
	c.redirects = 1;
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_INT(a.status, 200);
	SAME_STR(a.body, STR("hello"));
	c.url = STR("/loop");
	c.redirects = 3;
	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
	SAME_INT(atomic_load(&server.connections), 4);
	c.body = STR("once");
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_INT(a.status, 301);
}

TEST(secrets_stay_behind_when_another_host_is_named)
{
	struct net_header secret = { STR("Authorization"), STR("Bearer abc") };
	struct net_http_call c = { .url = STR("/here"),
		.headers = &secret,
		.header_count = 1,
		.redirects = 2,
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	OK(strstr(last, "Authorization: Bearer abc"));
	c.url = STR("/there");
	SAME_INT(ask(&c, &a, &err), ERR_NONE);
	SAME_INT(a.status, 200);
	OK(strstr(last, "Host: localhost"));
	OK(!strstr(last, "Authorization"));
}

TEST(a_redirect_is_judged_like_a_first_call)
{
	struct net_http_call c = { .url = STR("/metadata"),
		.redirects = 2,
		.reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;
	struct err err = { 0 };

	SAME_INT(ask(&c, &a, &err), ERR_FORBIDDEN);
	c.url = STR("/file");
	SAME_INT(ask(&c, &a, &err), ERR_UPSTREAM);
}

/* ---- TLS ---------------------------------------------------------------- */

/* Signs itself, for `name`, from `from_s` to `to_s` seconds from now. */
static X509 *make_cert(EVP_PKEY *key, const char *name, long from_s, long to_s)
{
	X509 *cert = X509_new();
	X509_NAME *subject = X509_get_subject_name(cert);
	char san[128];
	X509_EXTENSION *ext;

	snprintf(san, sizeof(san), "DNS:%s", name);
	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 7);
	X509_gmtime_adj(X509_getm_notBefore(cert), from_s);
	X509_gmtime_adj(X509_getm_notAfter(cert), to_s);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
		(const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(cert, subject);
	X509_set_pubkey(cert, key);
	ext = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, san);
	X509_add_ext(cert, ext, -1);
	X509_EXTENSION_free(ext);
	X509_sign(cert, key, EVP_sha256());
	return cert;
}

static void talk_tls(struct netserver *s, int fd)
{
	SSL *tls = SSL_new(s->with);

	SSL_set_fd(tls, fd);
	if (SSL_accept(tls) == 1 && read_request(fd, tls))
		SSL_write(tls, "HTTP/1.1 204 Fine\r\n\r\n", 21);
	SSL_shutdown(tls);
	SSL_free(tls);
}

/* Calls https://localhost of a server with such a certificate. */
static enum err_code over_tls(
	const char *name, long from_s, long to_s, bool trusted, struct err *err)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = make_cert(key, name, from_s, to_s);
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	char path[] = "/tmp/vitae-test-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	struct net_http_call c = { .reach = NET_REACH_LOOPBACK };
	struct net_http_answer a;

	SSL_CTX_use_certificate(ctx, cert);
	SSL_CTX_use_PrivateKey(ctx, key);
	PEM_write_X509(file, cert);
	fclose(file);
	netserver_start(&server, talk_tls, ctx);
	c.url = str_fmt(&test_mem, "https://localhost:%d/", server.port);
	c.ca_file = trusted ? path : NULL;
	err->code = ERR_NONE;
	*err->text = '\0';
	if (net_http_send(&test_mem, &c, &a, err))
		SAME_INT(a.status, 204);
	netserver_stop(&server);
	unlink(path);
	SSL_CTX_free(ctx);
	X509_free(cert);
	EVP_PKEY_free(key);
	return err->code;
}

/* ASVS 12.3.2: the chain, the name and the time are verified. */
TEST(certificates_are_always_verified)
{
	struct err err = { 0 };

	SAME_INT(over_tls("localhost", -60, 3600, true, &err), ERR_NONE);
	SAME_INT(over_tls("localhost", -60, 3600, false, &err), ERR_UPSTREAM);
	OK(strstr(err.text, "certificate"));
	SAME_INT(
		over_tls("other.example", -60, 3600, true, &err), ERR_UPSTREAM);
	SAME_INT(over_tls("localhost", -3600, -60, true, &err), ERR_UPSTREAM);
	OK(strstr(err.text, "expired"));
	net_http_end();
}
