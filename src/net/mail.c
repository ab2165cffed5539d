/*
 * net/mail.c - hands a message to a mail server, or lays it into a folder.
 * See mail.h; the message itself is made in mail_build.c.
 */
#include "net/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/code.h"
#include "base/hash.h"
#include "net/http_int.h"

enum { TOTAL_MS = 30 * 1000, CONNECT_MS = 10 * 1000, USER = 256, REPLY = 160 };

/* ---- where to ----------------------------------------------------------- */

struct target {
	bool implicit; /* smtps */
	long use_ssl;  /* CURLUSESSL_* */
	struct str user, password;
	struct str url; /* as libcurl wants it, without secrets */
};

static bool bad_url(struct err *err, const char *why)
{
	return err_set(err, ERR_BAD_INPUT,
		"SMTP_URL %s: it reads smtp://user:password@host:587 or "
		"smtps://user:password@host:465",
		why);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool unescape(struct arena *mem, struct str s, struct str *out)
{
	char *to = arena_alloc(mem, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high, low;

		if (s.at[i] != '%') {
			to[n++] = s.at[i];
			continue;
		}
		if (s.len - i < 3 || (high = hex_digit(s.at[i + 1])) < 0 ||
			(low = hex_digit(s.at[i + 2])) < 0 || !(high | low))
			return false;
		to[n++] = (char)(high << 4 | low);
		i += 2;
	}
	*out = str_of(to, n);
	return n <= USER;
}

static bool read_tls(const struct net_url *url, long *out)
{
	bool here =
		str_is(url->host, "localhost") ||
		(url->literal && net_addr_kind(url->ip) == NET_ADDR_LOOPBACK);

	if (!url->query.at)
		*out = here ? CURLUSESSL_TRY : CURLUSESSL_ALL;
	else if (str_is(url->query, "tls=required"))
		*out = CURLUSESSL_ALL;
	else if (str_is(url->query, "tls=try"))
		*out = CURLUSESSL_TRY;
	else if (str_is(url->query, "tls=none"))
		*out = CURLUSESSL_NONE;
	else
		return false;
	return true;
}

static bool read_user(struct arena *mem, struct str user, struct target *out)
{
	struct str password = user, name = str_cut(&password, ':');

	return unescape(mem, name, &out->user) &&
	       unescape(mem, password, &out->password);
}

static bool read_target(
	struct arena *mem, struct str text, struct target *out, struct err *err)
{
	struct str rest = text, scheme = str_cut(&rest, ':');
	const char *at;
	struct net_url url;
	struct err why;

	*out = (struct target){ .implicit = str_is(scheme, "smtps") };
	if ((!out->implicit && !str_is(scheme, "smtp")) ||
		!str_starts(rest, STR("//")))
		return bad_url(err, "begins with neither smtp:// nor smtps://");
	rest = str_of(rest.at + 2, rest.len - 2);
	at = rest.len ? memrchr(rest.at, '@', rest.len) : NULL;
	if (at) {
		struct str user = { rest.at, (size_t)(at - rest.at) };

		if (!read_user(mem, user, out))
			return bad_url(
				err, "has a user that is not well formed");
		rest = str_of(at + 1, rest.len - user.len - 1);
	}
	/* from here on it is like any address */
	if (!net_url_read(mem, str_fmt(mem, "http://%.*s", STR_ARG(rest)), &url,
		    &why) ||
		!str_is(url.path, "/"))
		return bad_url(err, "has no host that is well formed");
	if (!read_tls(&url, &out->use_ssl))
		return bad_url(err, "knows ?tls=required, try or none");
	if (!url.port_given)
		url.port = out->implicit ? 465 : 587;
	out->url = str_fmt(mem,
		memchr(url.host.at, ':', url.host.len) ? "%.*s://[%.*s]:%d"
						       : "%.*s://%.*s:%d",
		STR_ARG(scheme), STR_ARG(url.host), url.port);
	return true;
}

bool net_mail_post_ok(const struct net_mail_post *post, struct err *err)
{
	struct arena mem = { 0 };
	struct target t;
	bool ok = post->url.at
			  ? read_target(&mem, post->url, &t, err)
			  : post->folder.len > 0 ||
				    err_set(err, ERR_BAD_INPUT,
					    "mail has neither SMTP_URL nor "
					    "a folder");

	arena_free(&mem);
	return ok;
}

/* ---- by SMTP ------------------------------------------------------------ */

struct sending {
	struct str left;
	char reply[REPLY]; /* the server's last refusal, printable */
};

static size_t give(char *to, size_t one, size_t room, void *with)
{
	struct sending *s = with;
	size_t n = one * room < s->left.len ? one * room : s->left.len;

	memcpy(to, s->left.at, n);
	s->left = str_of(s->left.at + n, s->left.len - n);
	return n;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): curl's signature */
static size_t hear(char *at, size_t one, size_t size, void *with)
{
	struct sending *s = with;
	size_t n = 0;

	/* behind a refusal comes the answer to our QUIT */
	if (!one || !size || (at[0] != '4' && at[0] != '5'))
		return one * size;
	for (size_t i = 0; i < one * size && n < REPLY - 1; i++)
		if (at[i] >= ' ' && at[i] < 0x7f)
			s->reply[n++] = at[i];
	s->reply[n] = '\0';
	return one * size;
}

static void set_smtp(CURL *h, const struct net_mail_post *post,
	const struct target *t, struct sending *s)
{
	long total = post->total_ms > 0 ? post->total_ms : TOTAL_MS;

	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(h, CURLOPT_PROXY, "");
	curl_easy_setopt(h, CURLOPT_URL, t->url.at);
	curl_easy_setopt(h, CURLOPT_USE_SSL, t->use_ssl);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (post->ca_file)
		curl_easy_setopt(h, CURLOPT_CAINFO, post->ca_file);
	if (t->user.len) {
		curl_easy_setopt(h, CURLOPT_USERNAME, t->user.at);
		curl_easy_setopt(h, CURLOPT_PASSWORD, t->password.at);
		curl_easy_setopt(h, CURLOPT_SASL_IR, 1L);
	}
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS,
		total < CONNECT_MS ? total : (long)CONNECT_MS);
	curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, total);
	curl_easy_setopt(h, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(h, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(h, CURLOPT_READDATA, s);
	curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(h, CURLOPT_HEADERDATA, s);
}

/* A refusal of our own user or of TLS is the setting's fault, which somebody
 * will mend: the mail must not be lost over it. */
static bool is_permanent(CURLcode code, int reply)
{
	return reply / 100 == 5 && code != CURLE_LOGIN_DENIED &&
	       code != CURLE_USE_SSL_FAILED;
}

static bool smtp_failed(CURLcode code, const struct sending *s,
	const char *detail, struct net_mail_fate *fate, struct err *err)
{
	fate->retry = !is_permanent(code, fate->reply);
	if (fate->reply >= 400 && *s->reply)
		return err_set(err, ERR_UPSTREAM, "the mail server refused: %s",
			s->reply);
	return err_set(err, ERR_UPSTREAM, "the mail server: %s",
		*detail ? detail : curl_easy_strerror(code));
}

static bool by_smtp(struct arena *mem, const struct net_mail_post *post,
	const struct net_mail *mail, struct str text,
	struct net_mail_fate *fate, struct err *err)
{
	struct sending s = { .left = text };
	char detail[CURL_ERROR_SIZE] = "";
	struct curl_slist *to;
	struct target target;
	CURLcode code;
	long reply = 0;
	CURL *h;

	if (!read_target(mem, post->url, &target, err) || !net_curl_load(err))
		return false;
	h = net_http_handle();
	to = curl_slist_append(
		NULL, str_fmt(mem, "<%.*s>", STR_ARG(mail->to)).at);
	if (!to)
		mem_none();
	set_smtp(h, post, &target, &s);
	curl_easy_setopt(h, CURLOPT_MAIL_FROM,
		str_fmt(mem, "<%.*s>", STR_ARG(mail->from)).at);
	curl_easy_setopt(h, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, detail);
	code = curl_easy_perform(h);
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &reply);
	curl_easy_reset(h);
	curl_slist_free_all(to);
	fate->reply = (int)reply;
	return code == CURLE_OK || smtp_failed(code, &s, detail, fate, err);
}

/* ---- into the folder ---------------------------------------------------- */

static bool write_all(int fd, struct str s)
{
	while (s.len) {
		ssize_t n = write(fd, s.at, s.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = str_of(s.at + n, s.len - (size_t)n);
	}
	return true;
}

static bool folder_failed(
	const char *path, struct net_mail_fate *fate, struct err *err)
{
	fate->retry = true;
	return err_set(err, errno == ENOSPC ? ERR_FULL : ERR_BROKEN,
		"the mail folder: '%s': %s", path, strerror(errno));
}

static bool into_folder(struct arena *mem, struct str folder,
	const struct net_mail *mail, struct str text,
	struct net_mail_fate *fate, struct err *err)
{
	static const struct str note = STR(
		"X-Stand-In: not sent to anybody, as SMTP_URL is not set\r\n");
	struct str dir = str_copy(mem, folder);
	struct str path = str_fmt(mem, "%s/%lld-%.*s.eml", dir.at,
		(long long)mail->at_ms, STR_ARG(mail->id));
	struct str draft = str_fmt(mem, "%s.XXXXXX", path.at);
	char *name = (char *)(uintptr_t)draft.at;
	bool ok;
	int fd;

	if (mkdir(dir.at, 0700) && errno != EEXIST)
		return folder_failed(dir.at, fate, err);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		return folder_failed(dir.at, fate, err);
	ok = write_all(fd, note) && write_all(fd, text);
	ok = close(fd) == 0 && ok && rename(name, path.at) == 0;
	if (!ok) {
		folder_failed(path.at, fate, err);
		unlink(name);
		return false;
	}
	fate->stand_in = true;
	fate->path = path;
	return true;
}

bool net_mail_send(struct arena *mem, const struct net_mail_post *post,
	const struct net_mail *mail, struct net_mail_fate *fate,
	struct err *err)
{
	struct str text;

	*fate = (struct net_mail_fate){ .path = STR_NONE };
	if (!net_mail_post_ok(post, err) ||
		!net_mail_build(mem, mail, &text, err))
		return false;
	return post->url.at
		       ? by_smtp(mem, post, mail, text, fate, err)
		       : into_folder(mem, post->folder, mail, text, fate, err);
}
