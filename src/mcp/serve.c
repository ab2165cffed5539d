/*
 * mcp/serve.c - a client at the other end of two pipes: each message is a line.
 * One thread reads, so that what is cancelled is heard of; a few run tools.
 */
#include "mcp/mcp_int.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { RUNNERS = 8, READ_BYTES = 64 * 1024 };

struct serve {
	struct mcp_desk *desk;
	int in_fd, out_fd;
	pthread_mutex_t out_lock;
	bool broken; /* nobody reads any more */
	/* calls that wait for a thread */
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct mcp_call *first, **last;
	bool stop;
	pthread_t runners[RUNNERS];
	int started;
	/* the line that is being read */
	char *line;
	size_t len, room;
	bool over; /* it is too long: what is left of it is passed over */
};

/* ---- what goes out ------------------------------------------------------ */

static bool write_all(int fd, struct str s)
{
	while (s.len) {
		ssize_t n = write(fd, s.at, s.len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			s = str_of(s.at + n, s.len - (size_t)n);
	}
	return true;
}

static void say(void *with, struct str message)
{
	struct serve *s = with;

	if (!message.at)
		return;
	pthread_mutex_lock(&s->out_lock);
	if (!s->broken)
		s->broken = !write_all(s->out_fd, message) ||
			    !write_all(s->out_fd, STR("\n"));
	pthread_mutex_unlock(&s->out_lock);
}

static void answer(void *with, struct str text, enum mcp_fault fault)
{
	(void)fault;
	say(with, text);
}

/* ---- tools -------------------------------------------------------------- */

static void start(void *with, struct mcp_call *call)
{
	struct serve *s = with;

	pthread_mutex_lock(&s->lock);
	call->queued = NULL;
	*s->last = call;
	s->last = &call->queued;
	pthread_cond_signal(&s->more);
	pthread_mutex_unlock(&s->lock);
}

static struct mcp_call *next(struct serve *s)
{
	struct mcp_call *call;

	pthread_mutex_lock(&s->lock);
	while (!s->first && !s->stop)
		pthread_cond_wait(&s->more, &s->lock);
	call = s->first;
	if (call)
		s->first = call->queued;
	if (!s->first)
		s->last = &s->first;
	pthread_mutex_unlock(&s->lock);
	return call;
}

static void *run(void *with)
{
	struct serve *s = with;
	struct mcp_call *call;

	while ((call = next(s)))
		if (mcp_call_cancelled(call))
			mcp_call_drop(call);
		else
			call->run(s->desk->who, call);
	return NULL;
}

static bool start_runners(struct serve *s, struct err *err)
{
	for (; s->started < RUNNERS; s->started++)
		if (pthread_create(&s->runners[s->started], NULL, run, s))
			return err_set(err, ERR_BROKEN,
				"a thread could not be started");
	return true;
}

static void stop_runners(struct serve *s)
{
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_broadcast(&s->more);
	pthread_mutex_unlock(&s->lock);
	for (int i = 0; i < s->started; i++)
		pthread_join(s->runners[i], NULL);
}

/* ---- what comes in ------------------------------------------------------ */

static void take_line(struct serve *s)
{
	struct str line = str_trim(str_of(s->line, s->len));

	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (s->over)
		say(s, STR("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":"
			   "{\"code\":-32600,\"message\":"
			   "\"the message is too big\"}}"));
	else if (line.len)
		mcp_take(s->desk, line, answer, s);
	s->len = 0;
	s->over = false;
}

static void keep(struct serve *s, struct str piece)
{
	if (s->over || s->len + piece.len > MCP_MESSAGE) {
		s->over = true;
		return;
	}
	if (s->len + piece.len > s->room) {
		s->room = 2 * (s->len + piece.len);
		s->line = mem_grow(s->line, s->room);
	}
	memcpy(s->line + s->len, piece.at, piece.len);
	s->len += piece.len;
}

static void take(struct serve *s, struct str bytes)
{
	while (bytes.len) {
		const char *end = memchr(bytes.at, '\n', bytes.len);
		size_t len = end ? (size_t)(end - bytes.at) : bytes.len;

		keep(s, str_of(bytes.at, len));
		if (end)
			take_line(s);
		len += end != NULL;
		bytes = str_of(bytes.at + len, bytes.len - len);
	}
}

static bool read_all(struct serve *s, struct err *err)
{
	char *bytes = mem_alloc(READ_BYTES);
	ssize_t n;

	do {
		n = read(s->in_fd, bytes, READ_BYTES);
		if (n > 0)
			take(s, str_of(bytes, (size_t)n));
	} while (n > 0 || (n < 0 && errno == EINTR));
	if (s->len || s->over)
		take_line(s);
	mem_free(bytes);
	return n == 0 || err_set(err, ERR_BROKEN, "the input broke off: %s",
				 strerror(errno));
}

bool mcp_serve(const struct mcp_host *host, void *who, int in_fd, int out_fd,
	struct err *err)
{
	struct serve s = { .in_fd = in_fd,
		.out_fd = out_fd,
		.out_lock = PTHREAD_MUTEX_INITIALIZER,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER,
		.last = &s.first };
	bool ok;

	s.desk = mcp_desk_open(host, who);
	s.desk->start = start;
	s.desk->start_with = &s;
	mcp_desk_on_news(s.desk, say, &s);
	ok = start_runners(&s, err) && read_all(&s, err);
	/* what was asked is answered: the input may be a file */
	stop_runners(&s);
	mcp_desk_wait(s.desk);
	mcp_desk_close(s.desk);
	mem_free(s.line);
	return ok;
}
