/*
 * base/log.h - structured log lines: a level, a context, a message, fields.
 *
 * Only the entrances (api, cmd, work) and main write them. A line is built on
 * the stack, bounded, and handed to one writer thread, so that no request
 * waits for a terminal; warnings and errors wake it at once. JSON lines in
 * production, readable and coloured on a terminal. Control characters are
 * escaped, so that a line is always one line. Never put a secret, a token or
 * personal data into a field.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/base.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
enum log_format { LOG_AUTO, LOG_JSON, LOG_TEXT };

enum { LOG_LINE_MOST = 6144 };

struct log_line {
	enum log_level level;
	struct buf out;
	char room[LOG_LINE_MOST];
	bool on, text;
};

/* Before log_open everything goes straight to stderr as text. */
void log_open(int fd, enum log_level least, enum log_format format);
void log_close(void); /* writes what is left */
bool log_on(enum log_level level);
enum log_level log_level_of(const char *word); /* "warn" -> LOG_WARN */
enum log_format log_format_of(const char *word);

void log_begin(struct log_line *l, enum log_level level, const char *context,
	const char *message);
void log_str(struct log_line *l, const char *name, struct str value);
void log_int(struct log_line *l, const char *name, int64_t value);
void log_ms(struct log_line *l, const char *name, int64_t us); /* "1.234" */
void log_end(struct log_line *l);

/* A line without fields. */
void log_say(enum log_level level, const char *context, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

#endif
