/*
 * test/http/http_smuggle_test.c - no bytes are ever taken for a request that
 * somebody in front of us could have taken for something else (T13).
 *
 * SMUGGLE_DIR may name a folder of *.req files, raw bytes each, that must not
 * get more answers than a strict reader finds requests in them.
 */
#include "client.h"

#include <dirent.h>

#define HID "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
#define POST_(head) "POST /open HTTP/1.1\r\nHost: a\r\n" head
#define CL(text) POST_("Content-Length:" text "\r\n\r\n")
#define TE(text) POST_("Transfer-Encoding:" text "\r\n\r\n")
#define CHUNKED POST_("Transfer-Encoding: chunked\r\n\r\n")
#define LEN_HID "33" /* bytes in HID */
#define HEX_HID "21"

struct smuggle {
	const char *at;
	size_t len;
	int status; /* of the only answer, behind which the connection ends;
		     * 200: the hidden one is a body, and the connection goes
		     * on */
};
#define S(text, status)                        \
	{                                      \
		text, sizeof(text) - 1, status \
	}

static const struct smuggle cases[] = {
	/* bodies that hold a request stay bodies */
	S(CL(" " LEN_HID) HID, 200),
	S(CHUNKED HEX_HID "\r\n" HID "\r\n0\r\n\r\n", 200),
	S(CHUNKED HEX_HID ";x=y\r\n" HID "\r\n0\r\nA: b\r\n\r\n", 200),
	S(CL(" 0" LEN_HID) HID, 200),
	/* both framings */
	S(POST_("Content-Length: 4\r\nTransfer-Encoding: "
		"chunked\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("Transfer-Encoding: chunked\r\nContent-Length: "
		"4\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("Transfer-Encoding: chunked\r\nContent-Length: "
		"0\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S("POST /open HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
	  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" HID,
		400),
	/* two lengths */
	S(POST_("Content-Length: 0\r\nContent-Length: " LEN_HID "\r\n\r\n") HID,
		400),
	S(POST_("Content-Length: " LEN_HID "\r\nContent-Length: 0\r\n\r\n") HID,
		400),
	S(POST_("Content-Length: 0\r\nContent-Length: 0\r\n\r\n") HID, 400),
	S(POST_("Content-Length: 0\r\ncOnTeNt-LeNgTh: 9\r\n\r\n") HID, 400),
	S(CL(" 0, " LEN_HID) HID, 400),
	S(CL(" 0,0") HID, 400),
	/* lengths that are none */
	S(CL(" +0") HID, 400),
	S(CL(" -0") HID, 400),
	S(CL(" -1") HID, 400),
	S(CL(" 0x0") HID, 400),
	S(CL(" 0 0") HID, 400),
	S(CL(" 0;") HID, 400),
	S(CL(" \"0\"") HID, 400),
	S(CL("") HID, 400),
	S(CL(" 0\x0b") HID, 400),
	S(CL(" 0\x00") HID, 400),
	S(CL(" 0e1") HID, 400),
	S(CL(" 18446744073709551616") HID, 400),
	S(CL(" 9223372036854775808") HID, 400),
	S(CL(" 4294967296000000000000") HID, 400),
	/* codings that are none, or that only some would see */
	S(TE(" xchunked") "0\r\n\r\n" HID, 501),
	S(TE(" chunked, identity") "0\r\n\r\n" HID, 501),
	S(TE(" identity, chunked") "0\r\n\r\n" HID, 501),
	S(TE(" chunked, chunked") "0\r\n\r\n" HID, 501),
	S(TE(" \"chunked\"") "0\r\n\r\n" HID, 501),
	S(TE(" chunked;q=1") "0\r\n\r\n" HID, 501),
	S(TE(" chunked\x0b") "0\r\n\r\n" HID, 400),
	S(TE(" chunked\x00") "0\r\n\r\n" HID, 400),
	S(TE(" \x01"
	     "chunked") "0\r\n\r\n" HID,
		400),
	S(TE("\r\n chunked") "0\r\n\r\n" HID, 501),
	S(TE("\n chunked") "0\r\n\r\n" HID, 400),
	S(POST_("Transfer-Encoding : chunked\r\n\r\n") "0\r\n\r\n" HID, 400),
	S(POST_("Transfer-Encoding\t: chunked\r\n\r\n") "0\r\n\r\n" HID, 400),
	S(POST_(" Transfer-Encoding: chunked\r\n\r\n") "0\r\n\r\n" HID, 400),
	S(POST_("X: y\r\n Transfer-Encoding: chunked\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("X: y\nTransfer-Encoding: chunked\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("X: y\rTransfer-Encoding: chunked\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("X:\0y\r\nTransfer-Encoding: chunked\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("Transfer-Encoding: chunked\r\n"
		"Transfer-Encoding: x\r\n\r\n") "0\r\n\r\n" HID,
		400),
	S(POST_("Transfer-Encoding: x\r\n"
		"Transfer-Encoding: chunked\r\n\r\n") "0\r\n\r\n" HID,
		501),
	S(POST_("Transfer\xc2\xad-Encoding: chunked\r\n\r\n") HID, 400),
	/* chunks */
	S(CHUNKED "0\n\r\n" HID, 400),
	S(CHUNKED "0\r\n\n" HID, 400),
	S(CHUNKED "0\r\r\n\r\n" HID, 400),
	S(CHUNKED "0 \r\n\r\n" HID, 400),
	S(CHUNKED " 0\r\n\r\n" HID, 400),
	S(CHUNKED "-0\r\n\r\n" HID, 400),
	S(CHUNKED "+0\r\n\r\n" HID, 400),
	S(CHUNKED "0x0\r\n\r\n" HID, 400),
	S(CHUNKED "\r\n\r\n" HID, 400),
	S(CHUNKED "00000000000000000000\r\n\r\n" HID, 400),
	S(CHUNKED "10000000000000000\r\n\r\n" HID, 400),
	S(CHUNKED "ffffffffffffffff\r\n\r\n" HID, 400),
	S(CHUNKED "0;\n\r\n\r\n" HID, 400),
	S(CHUNKED "0;a\rb\r\n\r\n" HID, 400),
	S(CHUNKED "0;a\0b\r\n\r\n" HID, 400),
	S(CHUNKED "1\r\naX0\r\n\r\n" HID, 400),
	S(CHUNKED "1\r\na\n0\r\n\r\n" HID, 400),
	S(CHUNKED "1\r\nab\r\n0\r\n\r\n" HID, 400),
	S(CHUNKED "2\r\na\r\n0\r\n\r\n" HID, 400),
	S(CHUNKED "0\r\nContent-Length: 33\r\n\r\n" HID, 400),
	S(CHUNKED "0\r\nTransfer-Encoding: chunked\r\n\r\n" HID, 400),
	S(CHUNKED "0\r\nHost: b\r\n\r\n" HID, 400),
	S(CHUNKED "0\r\n A: b\r\n\r\n" HID, 400),
	S(CHUNKED "0\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n", 400),
	/* line ends, versions, hosts */
	S("GET /open HTTP/1.1\nHost: a\n\n" HID, 400),
	S("GET /open HTTP/1.1\r\nHost: a\n\r\n" HID, 400),
	S("GET /open HTTP/1.1\rHost: a\r\n\r\n" HID, 400),
	S("GET /open HTTP/1.1\r\nHost: a\r\n\n" HID, 400),
	S("GET /open\r\n" HID, 400),
	S("GET /open HTTP/0.9\r\n\r\n" HID, 505),
	S("GET /open HTTP/2.0\r\nHost: a\r\n\r\n" HID, 505),
	S("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" HID, 505),
	S("GET /open HTTP/1.1\r\n\r\n" HID, 400),
	S("GET /open HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" HID, 400),
	S("GET /open HTTP/1.1\r\nHost: a, b\r\n\r\n" HID, 400),
	S("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n" HID, 400),
	S("GET /open?\nHTTP/1.1\r\nHost: a\r\n\r\n" HID, 400),
	S("GET /open HTTP/1.1\r\nHost: a\r\nX\r\n\r\n" HID, 400),
	S("GET /open HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n" HID, 400),
	S("\r\n\r\n" HID, 400),
	S("\x00" HID, 400),
	S("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n" HID, 501),
};

static void try_case(int port, size_t i, size_t cut)
{
	const struct smuggle *s = &cases[i];
	struct client c = client_open(port);
	struct answer a;

	client_send(&c, str_of(s->at, cut));
	if (cut)
		sleep_ms(1);
	client_send(&c, str_of(s->at + cut, s->len - cut));
	a = client_answer(&c, "POST");
	if (a.status != s->status)
		test_fail(__FILE__, __LINE__, "case %zu cut at %zu: %d: %s", i,
			cut, a.status, s->at);
	if (s->status == 200) {
		SAME_STR(a.body, STR("POST /open " HID));
		SAME_STR(client_ask(&c, GET_("/next")).body, STR("GET /next "));
	} else if (!client_ended(&c)) {
		test_fail(__FILE__, __LINE__, "case %zu goes on: %s", i, s->at);
	}
	client_close(&c);
}

TEST(nothing_is_smuggled_past_the_framing)
{
	struct web *w = web_open();

	OK(LENGTH(cases) >= 60 && sizeof(HID) - 1 == 33);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		size_t len = cases[i].len;
		size_t hidden = len > 33 ? len - 33 : len;

		try_case(w->port, i, 0);
		try_case(w->port, i, len / 3);
		try_case(w->port, i, hidden);
		try_case(w->port, i, len - 1);
	}
	web_stop(w);
}

/* ---- files of others ---------------------------------------------------- */

static bool token(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] <= ' ' || s.at[i] >= 0x7f ||
			strchr("\"(),/:;<=>?@[\\]{}", s.at[i]))
			return false;
	return s.len > 0;
}

/* The line before CRLF, taken off *rest; false when it has no clean end. */
static bool line_take(struct str *rest, struct str *line)
{
	const char *end = memmem(rest->at, rest->len, "\r\n", 2);

	if (!end)
		return false;
	*line = str_of(rest->at, (size_t)(end - rest->at));
	*rest = str_of(end + 2, rest->len - line->len - 2);
	return !memchr(line->at, '\r', line->len) &&
	       !memchr(line->at, '\n', line->len) &&
	       !memchr(line->at, '\0', line->len);
}

static bool chunks_take(struct str *rest)
{
	struct str line;
	size_t n;

	do {
		if (!line_take(rest, &line) || line.len == 0)
			return false;
		n = strtoul(str_copy(&test_mem, line).at, NULL, 16);
		if (rest->len < n + 2)
			return n == 0;
		*rest = str_of(rest->at + n, rest->len - n);
		if (n && !line_take(rest, &line))
			return false;
	} while (n);
	while (line_take(rest, &line))
		if (!line.len)
			return true;
	return false;
}

/* Written apart from the parser: one request off *rest, or false. */
static bool request_take(struct str *rest)
{
	struct str line, length = STR_NONE, coding = STR_NONE;
	int64_t n = 0;

	if (!line_take(rest, &line) || !str_ends(line, STR(" HTTP/1.1")))
		return false;
	for (;;) {
		struct str value, name;

		if (!line_take(rest, &line))
			return false;
		if (!line.len)
			break;
		value = line;
		name = str_cut(&value, ':');
		if (!token(name) || name.len == line.len)
			return false;
		value = str_trim(value);
		if (str_eq_nocase(name, STR("content-length"))) {
			if (length.at || !str_int(value, &n) || n < 0)
				return false;
			length = value;
		}
		if (str_eq_nocase(name, STR("transfer-encoding"))) {
			if (coding.at || !str_eq_nocase(value, STR("chunked")))
				return false;
			coding = value;
		}
	}
	if (coding.at)
		return !length.at && chunks_take(rest);
	if (rest->len < (size_t)n)
		return false;
	*rest = str_of(rest->at + n, rest->len - (size_t)n);
	return true;
}

static int strict_count(struct str all)
{
	int n = 0;

	while (all.len && request_take(&all))
		n++;
	return n;
}

static void try_file(int port, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *at = mem_alloc(1 << 20);
	struct client c = client_open(port);
	int answers = 0, most;
	size_t len;

	NEED(f);
	len = fread(at, 1, 1 << 20, f);
	fclose(f);
	client_send(&c, str_of(at, len));
	shutdown(c.fd, SHUT_WR);
	while (client_answer(&c, "GET").status)
		answers++;
	most = strict_count(str_of(at, len));
	if (answers > (most > 1 ? most : 1))
		test_fail(__FILE__, __LINE__, "%s: %d answers to %d requests",
			path, answers, most);
	client_close(&c);
	mem_free(at);
}

TEST(files_of_smuggled_requests_get_no_answer_too_many)
{
	const char *dir = getenv("SMUGGLE_DIR");
	struct web *w;
	struct dirent *e;
	char path[4096];
	DIR *d;

	if (!dir) {
		printf("    SMUGGLE_DIR is not set: only the table above was "
		       "tried\n");
		return;
	}
	w = web_open();
	d = opendir(dir);
	NEED(d);
	while ((e = readdir(d)))
		if (str_ends(str_c(e->d_name), STR(".req"))) {
			snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
			try_file(w->port, path);
		}
	closedir(d);
	web_stop(w);
}
