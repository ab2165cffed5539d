/* test/http/http_tls_test.c - the same over TLS, with a certificate of our own
 */
#include "client.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>

/* ---- a certificate ------------------------------------------------------ */

static char cert_path[4096], key_path[4096];

static void certificate_write(const char *name)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = X509_new();
	X509_NAME *subject = X509_get_subject_name(x);
	FILE *f;

	X509_set_version(x, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
	X509_gmtime_adj(X509_getm_notBefore(x), 0);
	X509_gmtime_adj(X509_getm_notAfter(x), 3600);
	X509_set_pubkey(x, key);
	X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
		(const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(x, subject);
	X509_sign(x, key, EVP_sha256());
	if (!*cert_path)
		snprintf(cert_path, sizeof(cert_path), "%s/cert.pem",
			help_folder());
	snprintf(key_path, sizeof(key_path), "%s", cert_path);
	f = fopen(cert_path, "w");
	PEM_write_X509(f, x);
	PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL);
	fclose(f);
	X509_free(x);
	EVP_PKEY_free(key);
}

/* ---- a client ----------------------------------------------------------- */

struct safe {
	struct client raw;
	SSL_CTX *ctx;
	SSL *ssl;
};

static struct safe safe_open(int port, int version)
{
	static const unsigned char alpn[] = "\x02h2\x08http/1.1";
	struct safe s = { .raw = client_open(port),
		.ctx = SSL_CTX_new(TLS_client_method()) };

	SSL_CTX_set_max_proto_version(s.ctx, version);
	if (version < TLS1_2_VERSION)
		SSL_CTX_set_security_level(s.ctx, 0);
	s.ssl = SSL_new(s.ctx);
	SSL_set_alpn_protos(s.ssl, alpn, sizeof(alpn) - 1);
	SSL_set_fd(s.ssl, s.raw.fd);
	return s;
}

static void safe_close(struct safe *s)
{
	SSL_free(s->ssl);
	SSL_CTX_free(s->ctx);
	client_close(&s->raw);
	ERR_clear_error();
}

static void safe_send(struct safe *s, struct str text)
{
	OK(SSL_write(s->ssl, text.at, (int)text.len) == (int)text.len);
}

/* Reads until `size` bytes of body (with a Content-Length) are there. */
static struct str safe_body(struct safe *s, size_t size)
{
	char *at = arena_bytes(&test_mem, size + 4096), *body = NULL;
	size_t len = 0;

	for (;;) {
		int n = SSL_read(s->ssl, at + len, (int)(size + 4095 - len));

		if (n <= 0)
			return STR_NONE;
		len += (size_t)n;
		at[len] = '\0';
		body = strstr(at, "\r\n\r\n");
		if (body && len - (size_t)(body + 4 - at) >= size)
			return str_of(body + 4, size);
	}
}

static void safe_answer(void *with, struct http_req *req, struct http_res *res)
{
	OK(req->secure);
	if (str_is(req->path, "/file")) {
		res->file_fd = open(cert_path, O_RDWR);
		OK(!ftruncate(res->file_fd, 300000));
		res->file_size = 300000;
		return;
	}
	web_answer(with, req, res);
}

static struct web *open_safe(void)
{
	struct web *w = web_new();

	signal(SIGPIPE, SIG_IGN); /* the client's; the server needs none */
	certificate_write("first");
	w->app.answer = safe_answer;
	w->config.tls_cert = cert_path;
	w->config.tls_key = key_path;
	web_start(w);
	return w;
}

TEST(requests_are_served_over_both_versions)
{
	static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };
	struct web *w = open_safe();

	for (size_t i = 0; i < LENGTH(versions); i++) {
		struct safe s = safe_open(w->port, versions[i]);
		const unsigned char *alpn;
		unsigned alpn_len;

		NEED(SSL_connect(s.ssl) == 1);
		SAME_INT(SSL_version(s.ssl), versions[i]);
		SSL_get0_alpn_selected(s.ssl, &alpn, &alpn_len);
		SAME_STR(str_of((const char *)alpn, alpn_len), STR("http/1.1"));
		for (int k = 0; k < 20; k++) {
			safe_send(&s, STR(GET_("/x")));
			SAME_STR(safe_body(&s, 7), STR("GET /x "));
		}
		safe_close(&s);
	}
	web_stop(w);
}

TEST(large_bodies_pass_both_ways)
{
	struct web *w = open_safe();
	struct safe s = safe_open(w->port, TLS1_3_VERSION);
	char *body = mem_alloc(300000);
	struct str echoed;

	NEED(SSL_connect(s.ssl) == 1);
	for (int i = 0; i < 300000; i++)
		body[i] = (char)('a' + i % 26);
	safe_send(&s, STR("POST /slow HTTP/1.1\r\nHost: a\r\n"
			  "Content-Length: 300000\r\n\r\n"));
	safe_send(&s, str_of(body, 300000));
	echoed = safe_body(&s, 300000 + 11);
	NEED(echoed.len == 300000 + 11);
	SAME_STR(str_of(echoed.at, 11), STR("POST /slow "));
	OK(!memcmp(echoed.at + 11, body, 300000));
	safe_send(&s, STR(GET_("/file")));
	SAME_INT(safe_body(&s, 300000).len, 300000);
	mem_free(body);
	safe_close(&s);
	web_stop(w);
}

TEST(a_pipeline_over_tls_is_answered_whole)
{
	struct web *w = open_safe();
	struct safe s = safe_open(w->port, TLS1_3_VERSION);
	struct buf all;

	NEED(SSL_connect(s.ssl) == 1);
	buf_init(&all, &test_mem, 1 << 20);
	for (int i = 0; i < 300; i++) /* more than one record, one buffer */
		buf_add(&all, STR(GET_("/pipelined")));
	safe_send(&s, buf_str(&all));
	for (int i = 0; i < 300; i++) {
		/* byte by byte, so as not to read into the next */
		char at[4096];
		size_t n = 0;

		while (n < sizeof(at) - 1 && SSL_read(s.ssl, at + n, 1) == 1) {
			at[++n] = '\0';
			if (strstr(at, "GET /pipelined "))
				break;
		}
		NEED(strstr(at, "HTTP/1.1 200 OK"));
	}
	safe_close(&s);
	web_stop(w);
}

TEST(old_versions_and_plain_text_are_refused)
{
	struct web *w = open_safe();
	struct safe s = safe_open(w->port, TLS1_1_VERSION);
	struct client c;

	OK(SSL_connect(s.ssl) != 1);
	safe_close(&s);
	c = client_open(w->port);
	client_send(&c, STR(GET_("/x")));
	while (client_more(&c)) /* perhaps an alert */
		;
	OK(!c.len || c.at[0] != 'H');
	client_close(&c);
	web_stop(w);
}

TEST(a_handshake_that_stalls_is_cut_off)
{
	struct web *w = web_new();
	struct client c;

	certificate_write("first");
	w->config.tls_cert = cert_path;
	w->config.tls_key = key_path;
	w->config.head_timeout_ms = 60;
	NEED(web_start(w));
	c = client_open(w->port);
	client_send(&c, str_of("\x16\x03\x01", 3));
	OK(client_ended(&c));
	client_close(&c);
	web_stop(w);
}

static struct str name_of(struct safe *s)
{
	X509 *x = SSL_get1_peer_certificate(s->ssl);
	char text[64];

	X509_NAME_get_text_by_NID(
		X509_get_subject_name(x), NID_commonName, text, 64);
	X509_free(x);
	return str_copy(&test_mem, str_c(text));
}

TEST(a_certificate_can_be_changed_while_serving)
{
	struct web *w = open_safe();
	struct safe old = safe_open(w->port, TLS1_3_VERSION), new;
	struct err err;
	FILE *f;

	NEED(SSL_connect(old.ssl) == 1);
	SAME_STR(name_of(&old), STR("first"));
	certificate_write("second");
	NEED_ERR(http_tls_reload(w->server, &err), err);
	new = safe_open(w->port, TLS1_3_VERSION);
	NEED(SSL_connect(new.ssl) == 1);
	SAME_STR(name_of(&new), STR("second"));
	safe_send(&old, STR(GET_("/x")));
	SAME_STR(safe_body(&old, 7), STR("GET /x "));
	safe_close(&new);
	f = fopen(cert_path, "w");
	fclose(f);
	OK(!http_tls_reload(w->server, &err));
	new = safe_open(w->port, TLS1_3_VERSION);
	OK(SSL_connect(new.ssl) == 1);
	safe_close(&new);
	safe_close(&old);
	web_stop(w);
}

static void key_lock(void)
{
	FILE *f = fopen(cert_path, "r+");
	X509 *x = PEM_read_X509(f, NULL, NULL, NULL);
	EVP_PKEY *key = PEM_read_PrivateKey(f, NULL, NULL, NULL);

	rewind(f);
	OK(!ftruncate(fileno(f), 0));
	PEM_write_X509(f, x);
	PEM_write_PKCS8PrivateKey(
		f, key, EVP_aes_256_cbc(), "a phrase", 8, NULL, NULL);
	fclose(f);
	X509_free(x);
	EVP_PKEY_free(key);
}

/* OpenSSL's own way to ask is to wait at the terminal. */
TEST(an_encrypted_key_is_refused_and_nobody_is_asked)
{
	struct web *w = open_safe();
	struct err err = { 0 };

	key_lock();
	OK(!http_tls_reload(w->server, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(strstr(err.text, "encrypted"));
	web_stop(w);
}

TEST(clients_may_vanish_during_the_handshake)
{
	struct web *w = open_safe();
	struct safe s;

	for (int i = 0; i < 40; i++) {
		s = safe_open(w->port, TLS1_3_VERSION);
		if (i & 1)
			OK(SSL_connect(s.ssl) == 1);
		if (i & 2)
			(void)!write(s.raw.fd, "\x16\x03\x01\x02\x00\x01", 6);
		safe_close(&s);
	}
	WAIT_FOR(web_stats(w).connections == 0);
	s = safe_open(w->port, TLS1_3_VERSION);
	OK(SSL_connect(s.ssl) == 1);
	safe_close(&s);
	web_stop(w);
}
