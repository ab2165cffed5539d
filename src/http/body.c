/*
 * http/body.c - bodies: kept in memory, or in an unnamed file once they are
 * larger than the plan wants them there. It does not look inside.
 */
#include "http/http_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BODY_FIRST = 16 * 1024, CHUNK_STEP = 16 * 1024 };

static bool refuse(struct http_call *call, int status, const char *why)
{
	call->keep = false;
	http_call_refuse(call, status, why);
	return false;
}

/* ---- files -------------------------------------------------------------- */

static int unnamed_file(const char *dir)
{
	char path[4096];
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR &&
			       errno != EINVAL && errno != ENOENT))
		return fd;
	if (snprintf(path, sizeof(path), "%s/vitae-body-XXXXXX", dir) >=
		(int)sizeof(path))
		return -1;
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static bool file_write(struct http_call *call, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(call->req.body_fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return refuse(call, 507,
				"there is no room to store the body");
		bytes = str_of(bytes.at + n, bytes.len - (size_t)n);
	}
	return true;
}

/* What is in memory goes to a file, and so will what follows. */
static bool spill(struct http_call *call)
{
	bool ok;

	call->req.body_fd = unnamed_file(call->loop->server->spool_dir);
	if (call->req.body_fd < 0)
		return refuse(call, 507, "there is no room to store the body");
	ok = file_write(call, str_of(call->body, (size_t)call->got));
	mem_free(call->body);
	call->body = NULL;
	call->body_room = 0;
	http_call_charge(call);
	return ok;
}

/* ---- memory ------------------------------------------------------------- */

static bool spools(const struct http_call *call, int64_t size)
{
	return call->plan.spool &&
	       size > (int64_t)call->loop->server->config.spool_over;
}

/* Room for at least one byte more, doubling: what was announced but never
 * sent costs nothing. */
static bool room(struct http_call *call, size_t least)
{
	size_t size = call->body_room ? call->body_room : BODY_FIRST;

	if ((size_t)call->got + least <= call->body_room)
		return true;
	while (size < (size_t)call->got + least)
		size *= 2;
	if (call->head.length >= 0 && size > (size_t)call->head.length)
		size = (size_t)call->head.length;
	if (!http_call_fits(call, (int64_t)(size - call->body_room)))
		return refuse(call, 503, "no memory is left for the body");
	call->body = mem_grow(call->body, size);
	call->body_room = size;
	http_call_charge(call);
	return true;
}

static bool add(struct http_call *call, struct str bytes)
{
	int64_t size = call->got + (int64_t)bytes.len;

	if (size > (int64_t)call->plan.body_most)
		return refuse(call, 413, "the body is too big");
	if (call->req.body_fd < 0 && spools(call, size) && !spill(call))
		return false;
	if (call->req.body_fd >= 0) {
		if (!file_write(call, bytes))
			return false;
	} else {
		if (!room(call, bytes.len))
			return false;
		memcpy(call->body + call->got, bytes.at, bytes.len);
	}
	call->got = size;
	return true;
}

/* ---- the end ------------------------------------------------------------ */

static void done(struct http_call *call)
{
	struct http_req *req = &call->req;

	req->body_size = call->got;
	if (req->body_fd >= 0)
		lseek(req->body_fd, 0, SEEK_SET);
	else
		req->body = str_of(call->body, (size_t)call->got);
	http_conn_deadline(call->conn, TIMER_NEVER);
	http_call_dispatch(call);
}

/* Chunks in `in`. True: it ended or was refused; *in is what follows it. */
static bool chunks(struct http_call *call, struct str *in)
{
	struct str data;
	int verdict;

	do {
		verdict = http_chunk_read(&call->chunk, in, &data);
		if (verdict != HTTP_MORE && verdict != HTTP_READY) {
			refuse(call, verdict, "the chunks are malformed");
			return true;
		}
		if (data.len && !add(call, data))
			return true;
	} while (verdict == HTTP_MORE && in->len);
	if (verdict == HTTP_READY)
		done(call);
	return verdict == HTTP_READY;
}

static bool say_continue(struct http_conn *c)
{
	static const char words[] = "HTTP/1.1 100 Continue\r\n\r\n";
	const size_t len = sizeof(words) - 1;
	ssize_t n = c->tls ? http_tls_write(c, words, len)
			   : send(c->fd, words, len, MSG_NOSIGNAL);

	return n == (ssize_t)len;
}

/* Whether the body is there already (or was refused). */
bool http_body_begin(struct http_call *call)
{
	struct str rest =
		str_of(call->in + call->used, call->in_len - call->used);
	int64_t length = call->head.length;

	if (length > (int64_t)call->plan.body_most)
		return !refuse(call, 413, "the body is too big");
	if (length >= 0 && (int64_t)rest.len >= length &&
		!spools(call, length)) {
		call->req.body = str_of(rest.at, (size_t)length);
		call->req.body_size = length;
		call->used += (size_t)length;
		http_call_dispatch(call);
		return true;
	}
	call->conn->at = CONN_BODY;
	call->started_ms = call->loop->now_ms;
	if (call->head.expect && rest.len == 0 && !say_continue(call->conn)) {
		http_conn_close(call->conn);
		return true;
	}
	http_conn_deadline(
		call->conn, call->loop->server->config.body_timeout_ms);
	if (call->head.chunked) {
		bool ended = chunks(call, &rest);

		call->used = call->in_len - rest.len;
		return ended;
	}
	if ((int64_t)rest.len > length)
		rest.len = (size_t)length;
	call->used += rest.len;
	if (spools(call, length) && !spill(call))
		return true;
	if (rest.len && !add(call, rest))
		return true;
	if (call->got == length)
		done(call);
	return call->got == length;
}

/* ---- step by step ------------------------------------------------------- */

static bool later(struct http_conn *c, ssize_t n)
{
	if (n != READ_LATER)
		http_conn_close(c);
	return false;
}

static bool chunk_step(struct http_conn *c)
{
	struct http_call *call = c->call;
	ssize_t n = http_conn_read(c, c->loop->scratch, CHUNK_STEP);
	struct str in;

	if (n <= 0)
		return later(c, n);
	in = str_of(c->loop->scratch, (size_t)n);
	if (chunks(call, &in) && in.len && call->chunk.at == CHUNK_DONE) {
		char *at = mem_alloc(in.len);

		memcpy(at, in.at, in.len);
		call->after = str_of(at, in.len);
	}
	return true;
}

static bool file_step(struct http_conn *c)
{
	struct http_call *call = c->call;
	int64_t left = call->head.length - call->got;
	ssize_t n = http_conn_read(c, c->loop->scratch,
		left < HTTP_SCRATCH ? (size_t)left : HTTP_SCRATCH);

	if (n <= 0)
		return later(c, n);
	if (!file_write(call, str_of(c->loop->scratch, (size_t)n)))
		return true;
	call->got += n;
	if (call->got == call->head.length)
		done(call);
	return true;
}

static bool memory_step(struct http_conn *c)
{
	struct http_call *call = c->call;
	ssize_t n;

	if (!room(call, 1))
		return true;
	n = http_conn_read(
		c, call->body + call->got, call->body_room - (size_t)call->got);
	if (n <= 0)
		return later(c, n);
	call->got += n;
	if (call->got == call->head.length)
		done(call);
	return true;
}

bool http_body_step(struct http_conn *c)
{
	return c->call->head.chunked       ? chunk_step(c)
	       : c->call->req.body_fd >= 0 ? file_step(c)
					   : memory_step(c);
}

int64_t http_body_deadline(const struct http_call *call)
{
	const struct http_config *config = &call->loop->server->config;
	int64_t bonus = config->body_rate_min > 0
				? call->got * 1000 / config->body_rate_min
				: 0;

	return call->started_ms + config->body_timeout_ms + bonus;
}
