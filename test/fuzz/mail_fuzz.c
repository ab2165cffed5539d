/* Mails: whatever stands in names, subject and text, the message has the
 * headers that were meant and no more, short lines, and the same text. */
#include "net/mail.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = { "Date: ", "Message-ID:", "From: ", "To: ",
	"Subject: ", "Auto-Submitted: ", "MIME-Version: ", "Content-Type: ",
	"Content-Transfer-Encoding: " };

/* Lines end by CRLF, and CR and LF stand nowhere else. */
static struct str take_line(struct str *rest)
{
	struct str line = str_cut(rest, '\n');

	assert(line.len && line.at[line.len - 1] == '\r');
	line.len--;
	assert(!line.len || !memchr(line.at, '\r', line.len));
	assert(line.len <= 998);
	return line;
}

static void check_head(struct str *rest)
{
	size_t header = 0;

	for (;;) {
		struct str line = take_line(rest);

		if (!line.len)
			break;
		if (line.at[0] == ' ') {
			assert(header > 0 && line.len > 1);
			continue;
		}
		assert(header < LENGTH(names));
		assert(str_starts(line, str_c(names[header++])));
	}
	assert(header == LENGTH(names));
}

static int digit(char c) { return c <= '9' ? c - '0' : c - 'A' + 10; }

/* Undoes quoted-printable; lines end by LF again. */
static struct str plain_of(struct arena *mem, struct str rest)
{
	struct buf b;

	buf_init(&b, mem, NET_MAIL_BODY * 2);
	while (rest.len) {
		struct str line = take_line(&rest);
		bool soft = line.len && line.at[line.len - 1] == '=';

		assert(line.len <= 76);
		line.len -= soft;
		assert(soft || !line.len ||
			(line.at[line.len - 1] != ' ' &&
				line.at[line.len - 1] != '\t'));
		for (size_t i = 0; i < line.len; i++) {
			if (line.at[i] != '=') {
				buf_addc(&b, line.at[i]);
				continue;
			}
			assert(i + 2 < line.len);
			buf_addc(&b, (char)(digit(line.at[i + 1]) << 4 |
					     digit(line.at[i + 2])));
			i += 2;
		}
		if (!soft)
			buf_addc(&b, '\n');
	}
	return buf_str(&b);
}

/* What the text becomes: CRLF is LF, and the last line is ended. */
static struct str lines_of(struct arena *mem, struct str s)
{
	struct buf b;

	buf_init(&b, mem, NET_MAIL_BODY * 2);
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != '\r' || i + 1 == s.len || s.at[i + 1] != '\n')
			buf_addc(&b, s.at[i]);
	if (b.len && b.at[b.len - 1] != '\n')
		buf_addc(&b, '\n');
	return buf_str(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str rest = str_of((const char *)data, size), out;
	struct net_mail m = { .from = STR("a@b.example"),
		.to = STR("c@d.example"),
		.id = STR("1"),
		.at_ms = 1 };
	struct err err;

	m.subject = str_cut(&rest, '|');
	m.from_name = str_cut(&rest, '|');
	m.to_name = str_cut(&rest, '|');
	m.text = rest;
	if (net_mail_build(&mem, &m, &out, &err)) {
		check_head(&out);
		assert(str_eq(plain_of(&mem, out), lines_of(&mem, m.text)));
		m.html = rest;
		assert(net_mail_build(&mem, &m, &out, &err));
	}
	m.to = m.from_name;
	if (net_mail_build(&mem, &m, &out, &err))
		assert(net_mail_address_ok(m.to));
	arena_free(&mem);
	return 0;
}
