/* base/log.c - builds lines and writes them from one thread. See log.h. */
#include "base/log.h"

#include "base/json_int.h"
#include "base/time.h"
#include "base/utf8.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { QUEUE_MOST = 4 << 20, FLUSH_MS = 100, VALUE_MOST = 512 };

static const char *const level_names[] = { "debug", "info", "warn", "error" };
static const char *const colours[] = { "\33[2m", "\33[32m", "\33[33m",
	"\33[31m" };

static struct {
	int fd;
	enum log_level least;
	bool text, colour, running;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	char *queue, *writing; /* swapped under the lock */
	size_t len;
	long dropped;
	bool stop, urgent;
} log_state = { .fd = 2,
	.least = LOG_INFO,
	.text = true,
	.lock = PTHREAD_MUTEX_INITIALIZER };

bool log_on(enum log_level level) { return level >= log_state.least; }

enum log_level log_level_of(const char *word)
{
	for (size_t i = 0; i < LENGTH(level_names); i++)
		if (!strcmp(word, level_names[i]))
			return (enum log_level)i;
	return LOG_INFO;
}

enum log_format log_format_of(const char *word)
{
	return !strcmp(word, "json")   ? LOG_JSON
	       : !strcmp(word, "text") ? LOG_TEXT
				       : LOG_AUTO;
}

/* ---- the writer --------------------------------------------------------- */

static void write_all(const char *at, size_t len)
{
	while (len) {
		ssize_t n = write(log_state.fd, at, len);

		if (n <= 0)
			return; /* nobody reads the log: nothing to be done */
		at += n;
		len -= (size_t)n;
	}
}

static void wait_for_lines(void)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += FLUSH_MS * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!log_state.stop && !log_state.urgent)
		if (pthread_cond_timedwait(
			    &log_state.more, &log_state.lock, &until))
			return;
}

static void *writer(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&log_state.lock);
	while (!log_state.stop || log_state.len) {
		char *full = log_state.queue;
		size_t len = log_state.len;

		log_state.queue = log_state.writing;
		log_state.writing = full;
		log_state.len = 0;
		log_state.urgent = false;
		pthread_mutex_unlock(&log_state.lock);
		write_all(full, len);
		pthread_mutex_lock(&log_state.lock);
		if (!log_state.len)
			wait_for_lines();
	}
	pthread_mutex_unlock(&log_state.lock);
	return NULL;
}

void log_open(int fd, enum log_level least, enum log_format format)
{
	pthread_condattr_t attr;

	log_state.fd = fd;
	log_state.least = least;
	log_state.colour = isatty(fd);
	log_state.text =
		format == LOG_TEXT || (format == LOG_AUTO && log_state.colour);
	log_state.queue = mem_alloc(QUEUE_MOST);
	log_state.writing = mem_alloc(QUEUE_MOST);
	log_state.stop = false;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&log_state.more, &attr);
	pthread_condattr_destroy(&attr);
	log_state.running =
		!pthread_create(&log_state.thread, NULL, writer, NULL);
}

void log_close(void)
{
	if (!log_state.running)
		return;
	pthread_mutex_lock(&log_state.lock);
	log_state.stop = true;
	pthread_cond_signal(&log_state.more);
	pthread_mutex_unlock(&log_state.lock);
	pthread_join(log_state.thread, NULL);
	log_state.running = false;
	pthread_cond_destroy(&log_state.more);
	mem_free(log_state.queue);
	mem_free(log_state.writing);
	log_state.queue = log_state.writing = NULL;
}

/* A reader that is too slow loses lines, and is told how many. */
static void enqueue(struct str line, bool urgent)
{
	pthread_mutex_lock(&log_state.lock);
	if (log_state.len + line.len + 64 > QUEUE_MOST) {
		log_state.dropped++;
	} else {
		char *to = log_state.queue + log_state.len;

		memcpy(to, line.at, line.len);
		log_state.len += line.len;
		if (log_state.dropped) {
			log_state.len += (size_t)snprintf(to + line.len, 64,
				"{\"level\":\"warn\",\"dropped_lines\":%ld}\n",
				log_state.dropped);
			log_state.dropped = 0;
		}
	}
	if (urgent || log_state.len > QUEUE_MOST / 2) {
		log_state.urgent = true;
		pthread_cond_signal(&log_state.more);
	}
	pthread_mutex_unlock(&log_state.lock);
}

/* ---- lines -------------------------------------------------------------- */

/* What could end a line, a text or a terminal's patience: quotes, backslashes,
 * controls (those past 127, too), bytes that are no UTF-8. */
static size_t add_odd(struct buf *b, struct str s)
{
	uint32_t c;
	int n = utf8_decode(s, &c);

	if (n <= 0) {
		buf_add(b, STR("\xef\xbf\xbd"));
		return (size_t)-n;
	}
	if (c == '"' || c == '\\')
		buf_addf(b, "\\%c", (char)c);
	else if (c < ' ' || (c >= 128 && c < 160))
		buf_addf(b, "\\u%04x", c);
	else
		buf_add(b, str_of(s.at, (size_t)n));
	return (size_t)n;
}

static void add_escaped(struct log_line *l, struct str s)
{
	struct str left = str_of(s.at, s.len > VALUE_MOST ? VALUE_MOST : s.len);

	while (left.len) {
		const char *end = left.at + left.len;
		const char *odd = json_plain_run(left.at, end);
		size_t plain = (size_t)(odd - left.at);

		buf_add(&l->out, str_of(left.at, plain));
		left = str_of(odd, left.len - plain);
		plain = left.len ? add_odd(&l->out, left) : 0;
		left = str_of(left.at + plain, left.len - plain);
	}
	if (s.len > VALUE_MOST)
		buf_add(&l->out, STR("..."));
}

/* A field that does not fit is left out whole. */
static void settle(struct log_line *l, size_t was)
{
	if (!buf_ok(&l->out))
		l->out.len = was;
}

static void add_name(struct log_line *l, const char *name)
{
	if (!l->text) {
		buf_add(&l->out, STR(",\""));
		buf_add(&l->out, str_c(name));
		buf_add(&l->out, STR("\":"));
		return;
	}
	buf_add(&l->out, log_state.colour ? STR(" \33[2m") : STR(" "));
	buf_add(&l->out, str_c(name));
	buf_add(&l->out, log_state.colour ? STR("=\33[0m") : STR("="));
}

void log_begin(struct log_line *l, enum log_level level, const char *context,
	const char *message)
{
	char now[TIME_TEXT + 1];

	l->level = level;
	l->text = log_state.text;
	l->on = log_on(level);
	if (!l->on)
		return;
	l->out = (struct buf){ .at = l->room,
		.room = sizeof(l->room) - 3,
		.ceiling = sizeof(l->room) - 4 };
	time_write(time_now_ms(), now);
	if (l->text) {
		buf_addf(&l->out,
			log_state.colour ? "%s%.8s %-5s\33[0m %s: "
					 : "%s%.8s %-5s %s: ",
			log_state.colour ? colours[level] : "", now + 11,
			level_names[level], context);
		add_escaped(l, str_c(message));
		return;
	}
	buf_add(&l->out, STR("{\"time\":\""));
	buf_add(&l->out, str_of(now, TIME_TEXT));
	buf_add(&l->out, STR("\",\"level\":\""));
	buf_add(&l->out, str_c(level_names[level]));
	buf_add(&l->out, STR("\",\"context\":\""));
	buf_add(&l->out, str_c(context));
	buf_add(&l->out, STR("\",\"message\":\""));
	add_escaped(l, str_c(message));
	buf_addc(&l->out, '"');
}

void log_str(struct log_line *l, const char *name, struct str value)
{
	size_t was = l->out.len;

	if (!l->on)
		return;
	add_name(l, name);
	if (!l->text)
		buf_addc(&l->out, '"');
	add_escaped(l, value);
	if (!l->text)
		buf_addc(&l->out, '"');
	settle(l, was);
}

void log_int(struct log_line *l, const char *name, int64_t value)
{
	size_t was = l->out.len;

	if (!l->on)
		return;
	add_name(l, name);
	buf_add_int(&l->out, value);
	settle(l, was);
}

void log_ms(struct log_line *l, const char *name, int64_t us)
{
	size_t was = l->out.len;

	if (!l->on)
		return;
	add_name(l, name);
	buf_add_int(&l->out, us / 1000);
	buf_addc(&l->out, '.');
	for (int64_t unit = 100, left = us % 1000; unit; unit /= 10)
		buf_addc(&l->out, (char)('0' + left / unit % 10));
	settle(l, was);
}

void log_end(struct log_line *l)
{
	if (!l->on)
		return;
	if (!l->text)
		l->room[l->out.len++] = '}';
	l->room[l->out.len++] = '\n';
	if (log_state.running)
		enqueue(buf_str(&l->out), l->level >= LOG_WARN);
	else
		write_all(l->room, l->out.len);
}

void log_say(enum log_level level, const char *context, const char *fmt, ...)
{
	struct log_line l;
	char message[512];
	va_list ap;

	if (!log_on(level))
		return;
	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	log_begin(&l, level, context, message);
	log_end(&l);
}
