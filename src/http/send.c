/*
 * http/send.c - what goes out: views, a file, pieces, in this order, as far
 * as the socket takes them. It does not know what they mean.
 */
#include "http/http_int.h"

#include <errno.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { IOV_MOST = 32, RECORD = 16 * 1024, FILE_STEP = 1 << 20 };

/* ---- pieces ------------------------------------------------------------- */

struct http_piece *http_piece_new(struct str payload)
{
	struct http_piece *p = mem_alloc(sizeof(*p) + payload.len + 24);
	int n = snprintf(p->bytes, 24, "%zx\r\n", payload.len);

	atomic_init(&p->owners, 1);
	p->before = (size_t)n;
	p->after = 2;
	memcpy(p->bytes + n, payload.at, payload.len);
	memcpy(p->bytes + n + payload.len, "\r\n", 2);
	p->size = p->before + payload.len + p->after;
	return p;
}

void http_piece_drop(struct http_piece *p)
{
	if (atomic_fetch_sub(&p->owners, 1) == 1)
		mem_free(p);
}

static struct str piece_bytes(
	const struct http_out *o, const struct http_piece *p)
{
	if (!o->bare)
		return str_of(p->bytes, p->size);
	return str_of(p->bytes + p->before, p->size - p->before - p->after);
}

/* ---- the queue ---------------------------------------------------------- */

void http_out_init(struct http_out *o)
{
	*o = (struct http_out){ .file_fd = -1, .last = &o->first };
}

void http_out_add(struct http_out *o, struct http_piece *p)
{
	struct http_out_node *n = mem_alloc(sizeof(*n));

	n->piece = p;
	*o->last = n;
	o->last = &n->next;
	o->queued += p->size;
}

static void pop_piece(struct http_out *o)
{
	struct http_out_node *n = o->first;

	o->first = n->next;
	if (!o->first)
		o->last = &o->first;
	o->queued -= n->piece->size;
	http_piece_drop(n->piece);
	mem_free(n);
}

void http_out_move(struct http_out *to, struct http_out *from)
{
	if (!from->first)
		return;
	*to->last = from->first;
	to->last = from->last;
	to->queued += from->queued;
	from->first = NULL;
	from->last = &from->first;
	from->queued = 0;
}

void http_out_free(struct http_out *o)
{
	while (o->first)
		pop_piece(o);
	if (o->file_fd >= 0)
		close(o->file_fd);
	http_out_init(o);
}

static bool is_empty(const struct http_out *o)
{
	return o->head.len + o->body.len == 0 && o->file_left == 0 && !o->first;
}

static int gather_one(struct iovec *iov, int n, size_t *skip, struct str s)
{
	if (*skip >= s.len) {
		*skip -= s.len;
		return n;
	}
	iov[n].iov_base = (char *)(uintptr_t)s.at + *skip;
	iov[n].iov_len = s.len - *skip;
	*skip = 0;
	return n + 1;
}

/* What stands before the file, or, once that is sent, behind it. */
static int gather(const struct http_out *o, struct iovec iov[IOV_MOST])
{
	size_t skip = o->sent;
	int n = 0;

	n = gather_one(iov, n, &skip, o->head);
	n = gather_one(iov, n, &skip, o->body);
	if (o->file_left)
		return n;
	for (struct http_out_node *p = o->first; p && n < IOV_MOST; p = p->next)
		n = gather_one(iov, n, &skip, piece_bytes(o, p->piece));
	return n;
}

static void advance(struct http_out *o, size_t n)
{
	o->total += (int64_t)n;
	o->sent += n;
	if (o->sent < o->head.len + o->body.len)
		return;
	o->sent -= o->head.len + o->body.len;
	o->head = o->body = str_of(NULL, 0);
	while (o->first) {
		size_t len = piece_bytes(o, o->first->piece).len;

		if (o->sent < len)
			return;
		o->sent -= len;
		pop_piece(o);
	}
}

/* ---- plain sockets ------------------------------------------------------ */

static ssize_t send_file(struct http_conn *c, struct http_out *o)
{
	off_t at = (off_t)o->file_at;
	size_t most =
		o->file_left < FILE_STEP ? (size_t)o->file_left : FILE_STEP;
	ssize_t n = sendfile(c->fd, o->file_fd, &at, most);

	if (n == 0) { /* it became shorter: what was promised cannot be kept */
		errno = EIO;
		return -1;
	}
	if (n > 0) {
		o->file_at += n;
		o->file_left -= n;
		o->total += n;
	}
	return n;
}

static ssize_t send_plain(struct http_conn *c, struct http_out *o)
{
	struct iovec iov[IOV_MOST];
	struct msghdr msg = { .msg_iov = iov };
	int more = o->file_left ? MSG_MORE : 0;
	ssize_t n;

	msg.msg_iovlen = (size_t)gather(o, iov);
	if (msg.msg_iovlen == 0)
		return send_file(c, o);
	n = sendmsg(c->fd, &msg, MSG_NOSIGNAL | more);
	if (n > 0)
		advance(o, (size_t)n);
	return n;
}

/* ---- TLS: one record at a time, so that head and body share one --------- */

static ssize_t send_tls(struct http_conn *c, struct http_out *o)
{
	char *record = c->loop->scratch;
	struct iovec iov[IOV_MOST];
	int count = gather(o, iov);
	size_t len = 0;
	ssize_t n;

	for (int i = 0; i < count && len < RECORD; i++) {
		size_t part = iov[i].iov_len;

		if (part > RECORD - len)
			part = RECORD - len;
		memcpy(record + len, iov[i].iov_base, part);
		len += part;
	}
	if (count == 0) {
		n = pread(o->file_fd, record,
			o->file_left < RECORD ? (size_t)o->file_left : RECORD,
			(off_t)o->file_at);
		if (n <= 0) {
			errno = EIO;
			return -1;
		}
		len = (size_t)n;
	}
	n = http_tls_write(c, record, len);
	if (n > 0 && count) {
		advance(o, (size_t)n);
	} else if (n > 0) {
		o->file_at += n;
		o->file_left -= n;
		o->total += n;
	}
	return n;
}

enum http_sent http_conn_send(struct http_conn *c)
{
	struct http_out *o = &c->call->out;
	int64_t before = o->total;

	while (!is_empty(o)) {
		ssize_t n = !c->writable ? (errno = EAGAIN, -1)
			    : c->tls     ? send_tls(c, o)
					 : send_plain(c, o);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			return SENT_BROKEN;
		if (n < 0) {
			c->writable = false;
			if (o->total > before || !c->stalled)
				http_conn_deadline(
					c, c->loop->server->config
						   .write_timeout_ms);
			c->stalled = true;
			return SENT_SOME;
		}
	}
	if (o->file_fd >= 0) {
		close(o->file_fd);
		o->file_fd = -1;
	}
	c->stalled = false;
	return SENT_ALL;
}

ssize_t http_conn_read(struct http_conn *c, char *at, size_t room)
{
	ssize_t n;

	if (!c->readable)
		return READ_LATER;
	if (c->tls)
		return http_tls_read(c, at, room);
	do
		n = recv(c->fd, at, room, 0);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno != EAGAIN)
		return READ_BROKEN;
	/* less than asked for: the next byte will be announced */
	if (n < (ssize_t)room && !c->ended && n != 0)
		c->readable = false;
	return n < 0 ? READ_LATER : n;
}
