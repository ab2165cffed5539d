/* test/unit/log_test.c - lines of the log: one line each, always JSON. */
#include "base/json.h"
#include "base/log.h"
#include "test.h"

#include <unistd.h>

/* What the log writes meanwhile. */
static struct str logged(void (*say)(void), enum log_format format)
{
	static char text[16 * 1024];
	size_t len = 0;
	ssize_t n;
	int fds[2];

	if (pipe(fds) < 0)
		return STR_NONE;
	log_open(fds[1], LOG_INFO, format);
	say();
	log_close();
	close(fds[1]);
	while ((n = read(fds[0], text + len, sizeof(text) - len)) > 0)
		len += (size_t)n;
	close(fds[0]);
	return str_of(text, len);
}

static const struct json *only_line(struct str lines)
{
	struct str line = str_cut(&lines, '\n');
	const struct json *doc = NULL;
	struct err err;

	OK(!lines.len);
	OK_ERR(json_parse(&test_mem, line, &doc, &err), err);
	return doc;
}

static double number(const struct json *doc, const char *name)
{
	double x;

	return json_real(json_find(doc, name), &x) ? x : -1;
}

static void say_request(void)
{
	struct log_line l;

	log_begin(&l, LOG_INFO, "http", "request");
	log_str(&l, "method", STR("GET"));
	log_int(&l, "status", 200);
	log_ms(&l, "ms", 1042);
	log_ms(&l, "wait", 7);
	log_end(&l);
}

/* OPS-1 */
TEST(a_line_is_an_object_with_its_fields)
{
	const struct json *doc = only_line(logged(say_request, LOG_JSON));

	NEED(doc);
	SAME_STR(json_text(json_find(doc, "level")), STR("info"));
	SAME_STR(json_text(json_find(doc, "context")), STR("http"));
	SAME_STR(json_text(json_find(doc, "message")), STR("request"));
	SAME_STR(json_text(json_find(doc, "method")), STR("GET"));
	OK(number(doc, "status") == 200);
	OK(number(doc, "ms") == 1.042);
	OK(number(doc, "wait") == 0.007);
	SAME_INT(json_text(json_find(doc, "time")).len, 24);
}

static void say_odd(void)
{
	struct log_line l;

	log_begin(&l, LOG_INFO, "http", "odd \"words\"\n");
	log_str(&l, "agent",
		STR("a\"b\\c\nd\x7f\xc2\x9b[2J \xff\xc3\xa4 \xe2\x82"));
	log_end(&l);
}

TEST(nothing_that_is_logged_ends_a_line_or_moves_a_cursor)
{
	struct str all = logged(say_odd, LOG_JSON);
	const struct json *doc = only_line(all);

	NEED(doc);
	SAME_STR(json_text(json_find(doc, "message")), STR("odd \"words\"\n"));
	SAME_STR(json_text(json_find(doc, "agent")),
		STR("a\"b\\c\nd\x7f\xc2\x9b[2J "
		    "\xef\xbf\xbd\xc3\xa4 \xef\xbf\xbd"));
	all = logged(say_odd, LOG_TEXT);
	for (size_t i = 0; i + 1 < all.len; i++) {
		unsigned char c = (unsigned char)all.at[i];

		OK(c >= ' ');
		OK(c != 0xc2 || (unsigned char)all.at[i + 1] >= 0xa0);
	}
	OK(all.len && all.at[all.len - 1] == '\n');
}

static void say_long(void)
{
	char many[3000];
	struct log_line l;

	memset(many, 'x', sizeof(many));
	log_begin(&l, LOG_WARN, "http", "long");
	for (int i = 0; i < 20; i++)
		log_str(&l, "value", str_of(many, sizeof(many)));
	log_end(&l);
}

TEST(a_line_that_is_too_long_is_still_whole)
{
	struct str all = logged(say_long, LOG_JSON);

	OK(all.len < LOG_LINE_MOST && all.len > 512);
	NEED(all.len > 2);
	SAME_STR(str_of(all.at + all.len - 3, 3), STR("\"}\n"));
}

static void say_debug(void)
{
	log_say(LOG_DEBUG, "here", "%s", "quiet");
	log_say(LOG_ERROR, "here", "%s", "loud");
}

TEST(what_is_less_important_than_the_level_is_not_written)
{
	const struct json *doc = only_line(logged(say_debug, LOG_JSON));

	NEED(doc);
	SAME_STR(json_text(json_find(doc, "message")), STR("loud"));
}
