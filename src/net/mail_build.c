/*
 * net/mail_build.c - the message as bytes: RFC 5322, 2045 to 2047. See
 * mail.h; handing it on is in mail.c.
 *
 * What comes from people gets into a header only encoded or judged; bodies
 * are quoted-printable, so that lines are short, and a boundary holding "=_"
 * can stand in none of them.
 */
#include "net/mail.h"

#include "base/code.h"
#include "base/hash.h"
#include "base/time.h"
#include "base/utf8.h"

enum {
	WORD_BYTES = 39, /* in one encoded word of at most 75 characters */
	PLAIN = 60,      /* longer headers are folded, as encoded words */
	LINE = 75,       /* of quoted-printable, before its soft break */
	LOCAL = 64,
	ID = 120,
	URL = 800,
	BOUNDARY = 12, /* random bytes */
};

/* ---- what may stand in a header ----------------------------------------- */

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool made_of(struct str s, const char *signs)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.at[i]) && (!s.at[i] || !strchr(signs, s.at[i])))
			return false;
	return s.len > 0;
}

static bool dots_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '.' &&
			(i == 0 || i + 1 == s.len || s.at[i + 1] == '.'))
			return false;
	return true;
}

bool net_mail_address_ok(struct str address)
{
	struct str domain = address, local = str_cut(&domain, '@');

	return address.len <= NET_MAIL_ADDRESS && local.len <= LOCAL &&
	       made_of(local, "!#$%&'*+/=?^_`{|}~.-") && dots_ok(local) &&
	       made_of(domain, ".-") && dots_ok(domain) &&
	       domain.at[0] != '-' && domain.at[domain.len - 1] != '-';
}

static bool header_text_ok(struct str s, size_t most)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f)
			return false;
	return s.len <= most && utf8_ok(s);
}

static bool body_ok(struct str s)
{
	return s.len <= NET_MAIL_BODY && utf8_ok(s) &&
	       (!s.len || !memchr(s.at, '\0', s.len));
}

static bool url_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] <= ' ' || s.at[i] == 0x7f || s.at[i] & 0x80 ||
			strchr("<>\"\\,", s.at[i]))
			return false;
	return s.len <= URL && str_starts(s, STR("https://"));
}

static bool mail_ok(const struct net_mail *m, struct err *err)
{
	const struct {
		bool ok;
		const char *what;
	} parts[] = {
		{ net_mail_address_ok(m->from), "the sender's address" },
		{ net_mail_address_ok(m->to), "the receiver's address" },
		{ !m->reply_to.len || net_mail_address_ok(m->reply_to),
			"the address for answers" },
		{ header_text_ok(m->from_name, NET_MAIL_SUBJECT),
			"the sender's name" },
		{ header_text_ok(m->to_name, NET_MAIL_SUBJECT),
			"the receiver's name" },
		{ header_text_ok(m->subject, NET_MAIL_SUBJECT), "the subject" },
		{ !m->unsubscribe.len || url_ok(m->unsubscribe),
			"the address to unsubscribe" },
		{ m->id.len <= ID && made_of(m->id, "._-") && dots_ok(m->id),
			"the id" },
		{ body_ok(m->text), "the text" },
		{ body_ok(m->html), "the HTML" },
	};

	for (size_t i = 0; i < LENGTH(parts); i++)
		if (!parts[i].ok)
			return err_set(err, ERR_BAD_INPUT,
				"%s of a mail is too long or not well formed",
				parts[i].what);
	return true;
}

/* ---- headers ------------------------------------------------------------ */

static bool is_plain(struct str s, const char *not_plain)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] & 0x80 || strchr(not_plain, s.at[i]))
			return false;
	return s.len <= PLAIN &&
	       (!s.len || (s.at[0] != ' ' && s.at[s.len - 1] != ' '));
}

/* RFC 2047: =?UTF-8?B?...?=, each of whole characters, one a line. */
static void add_words(struct buf *b, struct str s)
{
	const char *before = "";

	while (s.len) {
		struct str piece = utf8_fit(s, WORD_BYTES);
		char text[CODE_BASE64_LEN(WORD_BYTES)];

		code_write(CODE_BASE64, piece, text);
		buf_addf(b, "%s=?UTF-8?B?%.*s?=", before,
			(int)code_len(CODE_BASE64, piece.len), text);
		s = str_of(s.at + piece.len, s.len - piece.len);
		before = "\r\n ";
	}
}

static void add_mailbox(
	struct buf *b, const char *header, struct str name, struct str address)
{
	buf_addf(b, "%s: ", header);
	if (name.len && is_plain(name, "\"\\=?"))
		buf_addf(b, "\"%.*s\"\r\n ", STR_ARG(name));
	else if (name.len) {
		add_words(b, name);
		buf_addf(b, "\r\n ");
	}
	buf_addf(b, name.len ? "<%.*s>\r\n" : "%.*s\r\n", STR_ARG(address));
}

static void add_headers(struct buf *b, const struct net_mail *m)
{
	struct str domain = m->from;
	char date[TIME_HTTP + 1];

	str_cut(&domain, '@');
	time_http(m->at_ms, date); /* but for its zone the same as mail's */
	buf_addf(b, "Date: %.*s +0000\r\n", TIME_HTTP - 4, date);
	buf_addf(b, "Message-ID:\r\n <%.*s@%.*s>\r\n", STR_ARG(m->id),
		STR_ARG(domain));
	add_mailbox(b, "From", m->from_name, m->from);
	add_mailbox(b, "To", m->to_name, m->to);
	if (m->reply_to.len)
		add_mailbox(b, "Reply-To", STR_NONE, m->reply_to);
	buf_addf(b, "Subject: ");
	if (is_plain(m->subject, "=?"))
		buf_add(b, m->subject);
	else
		add_words(b, m->subject);
	buf_addf(b, "\r\nAuto-Submitted: auto-generated\r\n");
	if (m->unsubscribe.len)
		buf_addf(b,
			"List-Unsubscribe:\r\n <%.*s>\r\n"
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
			STR_ARG(m->unsubscribe));
	buf_addf(b, "MIME-Version: 1.0\r\n");
}

/* ---- bodies ------------------------------------------------------------- */

/* Is s[i] the last of its line? */
static bool at_line_end(struct str s, size_t i)
{
	return i + 1 == s.len || s.at[i + 1] == '\n' ||
	       (s.at[i + 1] == '\r' && i + 2 < s.len && s.at[i + 2] == '\n');
}

static void add_quoted(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t column = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		bool blank = c == ' ' || c == '\t';
		bool plain = (c > ' ' && c < 0x7f && c != '=') ||
			     (blank && !at_line_end(s, i));

		if (c == '\r' && i + 1 < s.len && s.at[i + 1] == '\n')
			continue;
		if (c == '\n') {
			buf_add(b, STR("\r\n"));
			column = 0;
			continue;
		}
		if (column + (plain ? 1 : 3) > LINE) {
			buf_add(b, STR("=\r\n"));
			column = 0;
		}
		if (plain) {
			buf_addc(b, (char)c);
		} else {
			buf_addc(b, '=');
			buf_addc(b, hex[c >> 4]);
			buf_addc(b, hex[c & 15]);
		}
		column += plain ? 1 : 3;
	}
	if (column)
		buf_add(b, STR("\r\n"));
}

static void add_part(struct buf *b, const char *kind, struct str body)
{
	buf_addf(b,
		"Content-Type: text/%s; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		kind);
	add_quoted(b, body);
}

static void add_both(struct buf *b, const struct net_mail *m)
{
	unsigned char random[BOUNDARY];
	char mark[CODE_HEX_LEN(BOUNDARY) + 1] = "";

	hash_random(random, sizeof(random));
	code_write(CODE_HEX, str_of((char *)random, sizeof(random)), mark);
	buf_addf(b,
		"Content-Type: multipart/alternative;\r\n"
		" boundary=\"=_%s\"\r\n\r\n--=_%s\r\n",
		mark, mark);
	add_part(b, "plain", m->text);
	buf_addf(b, "\r\n--=_%s\r\n", mark);
	add_part(b, "html", m->html);
	buf_addf(b, "\r\n--=_%s--\r\n", mark);
}

bool net_mail_build(struct arena *mem, const struct net_mail *mail,
	struct str *out, struct err *err)
{
	struct buf b;

	if (!mail_ok(mail, err))
		return false;
	buf_init(&b, mem, NET_MAIL_WHOLE);
	add_headers(&b, mail);
	if (mail->html.len)
		add_both(&b, mail);
	else
		add_part(&b, "plain", mail->text);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG, "a mail is too long");
	*out = buf_str(&b);
	return true;
}
