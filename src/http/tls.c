/*
 * http/tls.c - TLS 1.2 and 1.3 by OpenSSL, without waiting. Certificates may
 * be changed while connections live on with the old ones.
 */
#include "http/http_int.h"
#include "http/ssl_lib.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static bool fail(struct err *err, const char *what)
{
	char why[160] = "no reason given";
	unsigned long code = ERR_get_error();

	if (code)
		ERR_error_string_n(code, why, sizeof(why));
	ERR_clear_error();
	return err_set(err, ERR_BAD_INPUT, "%s: %s", what, why);
}

/* HTTP/1.1 is all we speak; who offers none gets it too. */
static int choose(SSL *ssl, const unsigned char **out, unsigned char *out_len,
	const unsigned char *in, unsigned in_len, void *with)
{
	static const unsigned char ours[] = "\x08http/1.1";

	(void)ssl;
	(void)with;
	return SSL_select_next_proto((unsigned char **)(uintptr_t)out, out_len,
		       ours, sizeof(ours) - 1, in,
		       in_len) == OPENSSL_NPN_NEGOTIATED
		       ? SSL_TLSEXT_ERR_OK
		       : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/* OpenSSL would ask at the terminal, and a server would wait there. */
static int no_pass_phrase(char *to, int room, int writing, void *asked)
{
	(void)writing;
	if (room > 0)
		*to = '\0';
	*(bool *)asked = true;
	return -1;
}

static bool take_key(const struct http_server *s, SSL_CTX *ctx, struct err *err)
{
	bool asked = false, ok;

	SSL_CTX_set_default_passwd_cb(ctx, no_pass_phrase);
	SSL_CTX_set_default_passwd_cb_userdata(ctx, &asked);
	ok = SSL_CTX_use_PrivateKey_file(ctx, s->tls_key, SSL_FILETYPE_PEM) ==
		     1 &&
	     SSL_CTX_check_private_key(ctx) == 1;
	SSL_CTX_set_default_passwd_cb_userdata(ctx, NULL);
	if (ok || !asked)
		return ok || fail(err, s->tls_key);
	ERR_clear_error();
	return err_set(err, ERR_BAD_INPUT,
		"%s: the key is encrypted, and nobody is there to type its "
		"pass phrase; 'openssl pkey' writes it as plain text",
		s->tls_key);
}

static SSL_CTX *context(const struct http_server *s, struct err *err)
{
	SSL_CTX *ctx;

	if (!http_ssl_lib_load(err))
		return NULL;
	ctx = SSL_CTX_new(TLS_server_method());
	if (!ctx) {
		fail(err, "TLS cannot be used");
		return NULL;
	}
	SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
	SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION |
					 SSL_OP_NO_COMPRESSION |
					 SSL_OP_CIPHER_SERVER_PREFERENCE);
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS |
				      SSL_MODE_ENABLE_PARTIAL_WRITE |
				      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM:ECDHE+CHACHA20");
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_alpn_select_cb(ctx, choose, NULL);
	if (SSL_CTX_use_certificate_chain_file(ctx, s->tls_cert) != 1) {
		fail(err, s->tls_cert);
	} else if (take_key(s, ctx, err)) {
		return ctx;
	}
	SSL_CTX_free(ctx);
	return NULL;
}

bool http_tls_open(struct http_server *s, struct err *err)
{
	if (!s->tls_cert)
		return true;
	s->tls = context(s, err);
	return s->tls != NULL;
}

void http_tls_close(struct http_server *s)
{
	if (s->tls)
		SSL_CTX_free(s->tls);
}

bool http_tls_reload(struct http_server *s, struct err *err)
{
	SSL_CTX *ctx, *old;

	if (!s->tls_cert)
		return true;
	ctx = context(s, err);
	if (!ctx)
		return false;
	pthread_mutex_lock(&s->tls_mu);
	old = s->tls;
	s->tls = ctx;
	pthread_mutex_unlock(&s->tls_mu);
	SSL_CTX_free(old); /* connections keep it while they need it */
	return true;
}

/* ---- one connection ----------------------------------------------------- */

bool http_tls_start(struct http_conn *c)
{
	struct http_server *s = c->loop->server;

	pthread_mutex_lock(&s->tls_mu);
	c->tls = SSL_new(s->tls);
	pthread_mutex_unlock(&s->tls_mu);
	if (!c->tls || SSL_set_fd(c->tls, c->fd) != 1)
		return false;
	SSL_set_accept_state(c->tls);
	return true;
}

void http_tls_free(struct http_conn *c)
{
	if (c->tls)
		SSL_free(c->tls);
	c->tls = NULL;
}

void http_tls_end(struct http_conn *c)
{
	ERR_clear_error();
	SSL_shutdown(c->tls);
	ERR_clear_error();
}

/* What a call that did not succeed means, as errno. */
static ssize_t told(struct http_conn *c, int result)
{
	int why = SSL_get_error(c->tls, result);

	if (why == SSL_ERROR_ZERO_RETURN)
		return 0;
	if (why == SSL_ERROR_WANT_READ)
		c->readable = c->ended;
	else if (why != SSL_ERROR_WANT_WRITE) {
		errno = ECONNRESET;
		return -1;
	}
	errno = EAGAIN;
	return -1;
}

int http_tls_hello(struct http_conn *c)
{
	int done;

	ERR_clear_error();
	done = SSL_do_handshake(c->tls);
	if (done == 1)
		return 1;
	return told(c, done) < 0 && errno == EAGAIN ? 0 : -1;
}

ssize_t http_tls_read(struct http_conn *c, char *at, size_t room)
{
	ssize_t n;

	ERR_clear_error();
	n = SSL_read(c->tls, at, room > INT32_MAX ? INT32_MAX : (int)room);
	if (n > 0)
		return n;
	n = told(c, (int)n);
	if (n == 0)
		return 0;
	return errno == EAGAIN && !c->ended ? READ_LATER : READ_BROKEN;
}

ssize_t http_tls_write(struct http_conn *c, const char *at, size_t len)
{
	ssize_t n;

	ERR_clear_error();
	n = SSL_write(c->tls, at, (int)len);
	if (n > 0)
		return n;
	if (told(c, (int)n) == 0)
		errno = ECONNRESET;
	return -1;
}
