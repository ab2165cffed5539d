/* Mails: the message, what may not get into a header, what the server says. */
#include "test.h"

#include "base/code.h"
#include "net/http.h"
#include "net/mail.h"
#include "netserver.h"

#include <dirent.h>
#include <sys/stat.h>

static struct net_mail mail(void)
{
	return (struct net_mail){ .from = STR("vitae@cv.example"),
		.from_name = STR("Vitae"),
		.to = STR("ada@example.com"),
		.subject = STR("Your export is ready"),
		.text = STR("Hello Ada,\n\n.it is ready.\n"),
		.id = STR("job-17"),
		.at_ms = INT64_C(784111777000) };
}

static struct str built(const struct net_mail *m)
{
	struct err err = { 0 };
	struct str out = STR("");

	OK_ERR(net_mail_build(&test_mem, m, &out, &err), err);
	return str_copy(&test_mem, out);
}

static bool builds(const struct net_mail *m)
{
	struct err err = { 0 };
	struct str out;
	bool ok = net_mail_build(&test_mem, m, &out, &err);

	OK(ok || err.code == ERR_BAD_INPUT);
	return ok;
}

/* ---- the message -------------------------------------------------------- */

TEST(a_plain_mail_is_written_as_the_rfcs_ask)
{
	struct net_mail m = mail();

	SAME_STR(
		built(&m), STR("Date: Sun, 06 Nov 1994 08:49:37 +0000\r\n"
			       "Message-ID:\r\n <job-17@cv.example>\r\n"
			       "From: \"Vitae\"\r\n <vitae@cv.example>\r\n"
			       "To: ada@example.com\r\n"
			       "Subject: Your export is ready\r\n"
			       "Auto-Submitted: auto-generated\r\n"
			       "MIME-Version: 1.0\r\n"
			       "Content-Type: text/plain; charset=utf-8\r\n"
			       "Content-Transfer-Encoding: quoted-printable\r\n"
			       "\r\n"
			       "Hello Ada,\r\n\r\n.it is ready.\r\n"));
}

TEST(html_comes_as_an_alternative_to_the_text)
{
	struct net_mail m = mail();
	const char *text, *mark, *plain, *html;

	m.html = STR("<p>Hello <b>Ada</b></p>");
	text = built(&m).at;
	mark = strstr(text, "boundary=\"=_");
	NEED(mark);
	plain = strstr(text, "Content-Type: text/plain");
	html = strstr(text, "Content-Type: text/html");
	NEED(plain && html);
	OK(mark < plain && plain < html);
	OK(strstr(html, "<p>Hello <b>Ada</b></p>\r\n"));
	OK(strstr(html, "--\r\n"));
}

TEST(whatever_is_no_plain_text_is_encoded)
{
	struct net_mail m = mail();
	const char *text;

	m.subject = STR("H\xc3\xa9llo");
	m.from_name = STR("a \"quoted\" name");
	m.to_name = STR("Ad\xc3\xa4");
	m.text = STR("5 = f\xc3\xbcnf \nend \t\n  no end");
	text = built(&m).at;
	OK(strstr(text, "Subject: =?UTF-8?B?SMOpbGxv?=\r\n"));
	OK(strstr(text, "From: =?UTF-8?B?YSAicXVvdGVkIiBuYW1l?=\r\n <vitae@"));
	OK(strstr(text, "To: =?UTF-8?B?QWTDpA==?=\r\n <ada@example.com>\r\n"));
	OK(strstr(text, "\r\n\r\n5 =3D f=C3=BCnf=20\r\nend =09\r\n"
			"  no end\r\n"));
	m.subject = STR("=?UTF-8?B?SMOpbGxv?="); /* only looks like one */
	OK(strstr(built(&m).at, "Subject: =?UTF-8?B?PT9VVEYt"));
}

TEST(lines_are_short_and_characters_whole)
{
	struct net_mail m = mail();
	struct str text, line;
	struct buf b;
	int words = 0;

	buf_init(&b, &test_mem, 4000);
	for (int i = 0; i < 150; i++)
		buf_addf(&b, "\xe2\x82\xac");
	m.subject = buf_str(&b);
	for (int i = 0; i < 500; i++)
		buf_addf(&b, "x ");
	m.text = buf_str(&b);
	text = built(&m);
	while (text.len) {
		line = str_cut(&text, '\n');
		OK(line.len <= 77); /* its CR counted */
		if (!strncmp(line.at, " =?UTF-8?B?", 11)) {
			struct str plain;

			line = str_of(line.at + 11, line.len - 14);
			NEED(code_bytes(&test_mem, CODE_BASE64, line, &plain));
			OK(plain.len % 3 == 0); /* whole euro signs */
			words++;
		}
	}
	SAME_INT(words, 11);
}

TEST(a_newsletter_can_be_left_by_one_click)
{
	struct net_mail m = mail();

	OK(!strstr(built(&m).at, "List-Unsubscribe"));
	m.unsubscribe = STR("https://cv.example/u?t=1");
	OK(strstr(built(&m).at,
		"List-Unsubscribe:\r\n <https://cv.example/u?t=1>\r\n"
		"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
	m.unsubscribe = STR("https://cv.example/>\r\nBcc: x@y.z");
	OK(!builds(&m));
	m.unsubscribe = STR("http://cv.example/");
	OK(!builds(&m));
}

TEST(nothing_gets_into_a_header_that_was_not_meant)
{
	static const char *const bad[] = { "a\r\nBcc: x@y.example", "a\nb",
		"a\rb", "a\tb", "a\x7f", "a\xff", "\xed\xa0\x80" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct net_mail m = mail();

		m.subject = str_c(bad[i]);
		OK(!builds(&m));
		m = mail();
		m.from_name = str_c(bad[i]);
		OK(!builds(&m));
		m = mail();
		m.to_name = str_c(bad[i]);
		OK(!builds(&m));
		m = mail();
		m.id = str_c(bad[i]);
		OK(!builds(&m));
	}
}

TEST(addresses_are_judged_before_they_are_used)
{
	static const char *const good[] = { "a@b", "ada@example.com",
		"a.b+c@x-y.example", "o'neil@example.com" };
	static const char *const bad[] = { "", "a", "@b", "a@", "a@b@c",
		"a b@c.d", "<a@b.c>", "a@b.c,d@e.f", "a@b.c\r\nRCPT TO:<x@y>",
		"\"a b\"@c.d", ".a@b.c", "a.@b.c", "a..b@c.d", "a@.b", "a@b.",
		"a@b..c", "a@-b", "a@b-", "\xc3\xa4@b.c", "a@\xc3\xa4.c",
		"a@[127.0.0.1]", "a@b.c>" };

	for (size_t i = 0; i < LENGTH(good); i++)
		if (!net_mail_address_ok(str_c(good[i])))
			test_fail(__FILE__, __LINE__, "no: %s", good[i]);
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct net_mail m = mail();

		m.to = str_c(bad[i]);
		if (builds(&m))
			test_fail(__FILE__, __LINE__, "yes: %s", bad[i]);
	}
	OK(!net_mail_address_ok(STR("a@b\0")));
}

TEST(sizes_are_bounded)
{
	struct net_mail m = mail();
	char *many = arena_alloc(&test_mem, NET_MAIL_BODY + 1);

	memset(many, '=', NET_MAIL_BODY + 1);
	m.text = m.html = str_of(many, NET_MAIL_BODY);
	OK(builds(&m)); /* each byte becomes three */
	m.text.len++;
	OK(!builds(&m));
	m = mail();
	m.subject = str_of(many, NET_MAIL_SUBJECT + 1);
	OK(!builds(&m));
	m = mail();
	m.text = STR("a\0b");
	OK(!builds(&m));
}

/* ---- the folder --------------------------------------------------------- */

TEST(without_a_server_the_mail_lies_in_the_folder_and_says_so)
{
	char dir[] = "/tmp/vitae-mail-XXXXXX", text[4096] = "";
	struct net_mail_post post = { .url = STR_NONE };
	struct net_mail_fate fate;
	struct net_mail m = mail();
	struct err err = { 0 };
	struct dirent *e;
	int files = 0;
	FILE *f;
	DIR *d;

	NEED(mkdtemp(dir));
	post.folder = str_fmt(&test_mem, "%s/mail", dir);
	NEED_ERR(net_mail_send(&test_mem, &post, &m, &fate, &err), err);
	OK(fate.stand_in && !fate.retry);
	OK(str_ends(fate.path, STR("-job-17.eml")));
	/* sent again: the same file, not a second one */
	NEED_ERR(net_mail_send(&test_mem, &post, &m, &fate, &err), err);
	f = fopen(fate.path.at, "r");
	NEED(f);
	OK(fread(text, 1, sizeof(text) - 1, f) > 0);
	fclose(f);
	OK(!strncmp(text, "X-Stand-In: not sent", 20));
	OK(strstr(text, "\r\nSubject: Your export is ready\r\n"));
	d = opendir(post.folder.at);
	NEED(d);
	while ((e = readdir(d)))
		files += e->d_name[0] != '.';
	closedir(d);
	SAME_INT(files, 1);
	unlink(fate.path.at);
	rmdir(post.folder.at);
	rmdir(dir);
}

TEST(a_folder_that_cannot_be_written_is_told)
{
	struct net_mail_post post = { .folder = STR("/proc/no/such") };
	struct net_mail_fate fate;
	struct net_mail m = mail();
	struct err err = { 0 };

	OK(!net_mail_send(&test_mem, &post, &m, &fate, &err));
	OK(!fate.stand_in && fate.retry);
}

/* ---- a mail server ------------------------------------------------------ */

/* What the server says to each command; NULL: what is usual. */
struct script {
	const char *hello, *from, *to, *data, *end, *auth;
	bool hang; /* never answers */
};
static char heard[16 * 1024];

static void say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		return;
}

static bool starts(const char *line, const char *word)
{
	return !strncasecmp(line, word, strlen(word));
}

static const char *reply(const struct script *s, const char *line)
{
	if (starts(line, "EHLO"))
		return s->auth ? "250-me\r\n250 AUTH PLAIN\r\n" : "250 me\r\n";
	if (starts(line, "AUTH"))
		return s->auth;
	if (starts(line, "MAIL"))
		return s->from ? s->from : "250 ok\r\n";
	if (starts(line, "RCPT"))
		return s->to ? s->to : "250 ok\r\n";
	if (starts(line, "DATA"))
		return s->data ? s->data : "354 go on\r\n";
	if (starts(line, "QUIT"))
		return "221 bye\r\n";
	return "502 what?\r\n";
}

static void talk(struct netserver *server, int fd)
{
	const struct script *s = server->with;
	FILE *in = fdopen(dup(fd), "r");
	bool data = false;
	char line[1024];

	if (s->hang)
		netserver_hang(fd);
	say(fd, s->hello ? s->hello : "220 me\r\n");
	while (fgets(line, sizeof(line), in)) {
		snprintf(heard + strlen(heard), sizeof(heard) - strlen(heard),
			"%s", line);
		if (data && !strcmp(line, ".\r\n")) {
			say(fd, s->end ? s->end : "250 taken\r\n");
			data = false;
		} else if (!data) {
			const char *text = reply(s, line);

			say(fd, text);
			data = starts(text, "354");
		}
	}
	fclose(in);
}

static struct net_mail_fate deliver(const struct script *s, const char *user,
	const char *query, struct err *err)
{
	struct netserver server;
	struct net_mail_post post = { .total_ms = 5000 };
	struct net_mail_fate fate;
	struct net_mail m = mail();

	*heard = '\0';
	netserver_start(&server, talk, (void *)(uintptr_t)s);
	post.url = str_fmt(
		&test_mem, "smtp://%s127.0.0.1:%d%s", user, server.port, query);
	if (s->hang)
		post.total_ms = 50;
	err->code = ERR_NONE;
	*err->text = '\0';
	if (!net_mail_send(&test_mem, &post, &m, &fate, err))
		OK(err->code == ERR_UPSTREAM);
	OK(!fate.stand_in);
	netserver_stop(&server);
	return fate;
}

TEST(a_mail_is_handed_to_the_server)
{
	struct script s = { 0 };
	struct err err = { 0 };
	struct net_mail_fate fate = deliver(&s, "", "", &err);

	SAME_INT(err.code, ERR_NONE);
	SAME_INT(fate.reply, 250);
	OK(!fate.retry);
	OK(strstr(heard, "MAIL FROM:<vitae@cv.example>"));
	OK(strstr(heard, "RCPT TO:<ada@example.com>\r\n"));
	OK(strstr(heard, "\r\nHello Ada,\r\n\r\n..it is ready.\r\n.\r\n"));
	OK(!strstr(heard, "X-Stand-In"));
}

TEST(user_and_password_are_unescaped_and_sent)
{
	struct script s = { .auth = "235 welcome\r\n" };
	struct err err = { 0 };
	struct str secret = STR("\0me@cv.example\0p:w/d%");

	deliver(&s, "me%40cv.example:p:w%2fd%25@", "", &err);
	SAME_INT(err.code, ERR_NONE);
	OK(strstr(heard, code_text(&test_mem, CODE_BASE64, secret).at));
}

/* 4xx: later it may work; 5xx: never. */
TEST(refusals_are_told_apart_by_whether_to_try_again)
{
	static const struct {
		struct script script;
		int reply;
		bool retry;
	} cases[] = {
		{ { .to = "550 no such user\r\n" }, 550, false },
		{ { .to = "451 greylisted\r\n" }, 451, true },
		{ { .from = "553 not you\r\n" }, 553, false },
		{ { .from = "421 busy\r\n" }, 421, true },
		{ { .data = "554 no\r\n" }, 554, false },
		{ { .end = "552 too big\r\n" }, 552, false },
		{ { .end = "452 disk full\r\n" }, 452, true },
		{ { .hello = "421 not now\r\n" }, 421, true },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err err = { 0 };
		struct net_mail_fate fate =
			deliver(&cases[i].script, "", "", &err);
		char code[8];

		SAME_INT(err.code, ERR_UPSTREAM);
		SAME_INT(fate.reply, cases[i].reply);
		OK(fate.retry == cases[i].retry);
		snprintf(code, sizeof(code), "%d", cases[i].reply);
		OK(strstr(err.text, code));
	}
}

TEST(a_wrong_password_or_missing_tls_loses_no_mail)
{
	struct script s = { .auth = "535 wrong\r\n" };
	struct err err = { 0 };
	struct net_mail_fate fate = deliver(&s, "me:pw@", "", &err);

	SAME_INT(err.code, ERR_UPSTREAM);
	OK(fate.retry);
	s = (struct script){ 0 };
	fate = deliver(&s, "", "?tls=required", &err);
	SAME_INT(err.code, ERR_UPSTREAM);
	OK(fate.retry);
	OK(!strstr(heard, "MAIL"));
	deliver(&s, "", "?tls=none", &err);
	SAME_INT(err.code, ERR_NONE);
}

TEST(a_server_that_is_away_or_hangs_is_tried_again)
{
	struct script s = { .hang = true };
	struct err err = { 0 };
	struct net_mail_fate fate = deliver(&s, "", "", &err);
	struct net_mail_post post = { .total_ms = 2000 };
	struct net_mail m = mail();

	SAME_INT(err.code, ERR_UPSTREAM);
	OK(fate.retry);
	SAME_INT(fate.reply, 0);
	post.url = str_fmt(
		&test_mem, "smtp://127.0.0.1:%d", netserver_closed_port());
	OK(!net_mail_send(&test_mem, &post, &m, &fate, &err));
	SAME_INT(err.code, ERR_UPSTREAM);
	OK(fate.retry);
}

TEST(settings_that_are_not_well_formed_are_refused)
{
	static const char *const good[] = { "smtp://mail.example",
		"smtps://a:b@mail.example:465", "smtp://[::1]:25",
		"smtp://mail.example:587/?tls=try" };
	static const char *const bad[] = { "", "mail.example",
		"http://mail.example", "smtp:mail.example", "smtp://",
		"smtp://a b", "smtp://mail.example/path",
		"smtp://mail.example?tls=maybe", "smtp://%zz@mail.example",
		"smtp://a%00b@mail.example", "smtp://a:b@", "smtp://x:0",
		"SMTP_URL" };
	struct err err = { 0 };

	for (size_t i = 0; i < LENGTH(good); i++) {
		struct net_mail_post post = { .url = str_c(good[i]) };

		OK_ERR(net_mail_post_ok(&post, &err), err);
	}
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct net_mail_post post = { .url = str_c(bad[i]) };

		OK(!net_mail_post_ok(&post, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
		OK(!strstr(err.text, "a%00b")); /* it may hold a password */
	}
	OK(!net_mail_post_ok(&(struct net_mail_post){ 0 }, &err));
	net_http_end();
}
