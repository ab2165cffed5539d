/* test/unit/http_field_test.c - queries, cookies, addresses, dates, deadlines
 */
#include "test.h"

#include "http/http_int.h"

/* ---- fields ------------------------------------------------------------- */

TEST(a_query_value_is_found_and_decoded)
{
	struct http_req req = { .mem = &test_mem,
		.query = STR("a=1&b+c=x+y%26z&d&bad=%zz&nul=%00&utf=%ff&a=2") };
	struct str out;

	NEED(http_query_find(&req, "a", &out));
	SAME_STR(out, STR("1"));
	NEED(http_query_find(&req, "b c", &out));
	SAME_STR(out, STR("x y&z"));
	NEED(http_query_find(&req, "d", &out));
	SAME_STR(out, STR(""));
	OK(!http_query_find(&req, "bad", &out));
	OK(!http_query_find(&req, "nul", &out));
	OK(!http_query_find(&req, "utf", &out));
	OK(!http_query_find(&req, "e", &out));
}

TEST(a_cookie_is_found_by_its_whole_name)
{
	struct http_req req = { .header_count = 2,
		.headers = { { STR("Cookie"), STR("ab=1; a=2;c=") },
			{ STR("cookie"), STR("d=4=5") } } };

	SAME_STR(http_cookie_find(&req, "a"), STR("2"));
	SAME_STR(http_cookie_find(&req, "c"), STR(""));
	SAME_STR(http_cookie_find(&req, "d"), STR("4=5"));
	OK(http_cookie_find(&req, "b").at == NULL);
}

TEST(addresses_are_read_as_they_are_written)
{
	static const char *const same[] = { "127.0.0.1", "::1", "2001:db8::1",
		"255.255.255.255" };
	struct http_addr a;

	for (size_t i = 0; i < LENGTH(same); i++) {
		NEED(http_addr_read(str_c(same[i]), &a));
		SAME_STR(http_addr_text(&test_mem, &a), str_c(same[i]));
	}
	OK(http_addr_read(STR("::ffff:1.2.3.4"), &a));
	SAME_STR(http_addr_text(&test_mem, &a), STR("1.2.3.4"));
	OK(!http_addr_read(STR(""), &a));
	OK(!http_addr_read(STR("1.2.3"), &a));
	OK(!http_addr_read(STR("1.2.3.4 "), &a));
	OK(!http_addr_read(str_of("::1\0", 4), &a));
}

TEST(entity_tags_are_compared_weakly_and_zipped)
{
	struct str tag = STR("\"a\"");

	OK(http_etag_in(STR("\"a\""), tag));
	OK(http_etag_in(STR("W/\"a\""), tag));
	OK(http_etag_in(STR("\"b\", \"a-gz\""), tag));
	OK(http_etag_in(STR(" * "), tag));
	OK(!http_etag_in(STR("\"b\""), tag));
	OK(!http_etag_in(STR("a"), tag));
	OK(!http_etag_in(STR("\"A\""), tag));
	OK(!http_etag_in(STR(""), tag));
	OK(!http_etag_in(STR("\""), STR("\"")));
}

TEST(gzip_is_wanted_only_where_it_is_said)
{
	OK(http_coding_wanted(STR("gzip"), STR("gzip")));
	OK(http_coding_wanted(STR("br, GZip;q=0.5"), STR("gzip")));
	OK(http_coding_wanted(STR("*"), STR("gzip")));
	OK(http_coding_wanted(STR("gzip;q=0.001"), STR("gzip")));
	OK(!http_coding_wanted(STR(""), STR("gzip")));
	OK(!http_coding_wanted(STR_NONE, STR("gzip")));
	OK(!http_coding_wanted(STR("br"), STR("gzip")));
	OK(!http_coding_wanted(STR("gzip;q=0"), STR("gzip")));
	OK(!http_coding_wanted(STR("gzip; Q=0.000, *"), STR("gzip")));
	OK(!http_coding_wanted(STR("*;q=0"), STR("gzip")));
	OK(!http_coding_wanted(STR("gzipped"), STR("gzip")));
}

TEST(dates_are_read_as_they_are_written)
{
	char text[HTTP_DATE_BYTES];
	int64_t back;

	http_date_write(text, 784111777);
	SAME_STR(str_c(text), STR("Sun, 06 Nov 1994 08:49:37 GMT"));
	NEED(http_date_read(str_c(text), &back));
	SAME_INT(back, 784111777);
	OK(!http_date_read(STR("Mon, 06 Nov 1994 08:49:37 GMT"), &back));
	OK(!http_date_read(STR("Sun, 06 Nov 1994 08:49:37 CET"), &back));
	OK(!http_date_read(STR("Sun, 31 Feb 1994 08:49:37 GMT"), &back));
	OK(!http_date_read(STR("Sunday, 06-Nov-94 08:49:37 GMT"), &back));
	OK(!http_date_read(STR("Sun, 06 ovD 1994 08:49:37 GMT"), &back));
	OK(!http_date_read(STR_NONE, &back));
}

TEST(what_is_encoded_decodes_to_the_same)
{
	char bytes[] = "a b/c?d&e=f+g%h~._-\xc3\xa4\x01\x7f";
	struct str back;
	struct buf out;

	buf_init(&out, &test_mem, 1000);
	http_url_encode(&out, str_c(bytes));
	NEED(http_url_decode(&test_mem, buf_str(&out), true, &back));
	SAME_STR(back, str_c(bytes));
}

/* ---- the wheel ---------------------------------------------------------- */

struct fired {
	struct timer timer;
	int64_t at_ms;
};
static int64_t clock_ms;

static void note(void *with, struct timer *t)
{
	(void)with;
	OWNER_OF(t, struct fired, timer)->at_ms = clock_ms;
}

TEST(a_deadline_is_never_early_and_hardly_late)
{
	static const int64_t far[] = { 0, 1, 15, 16, 17, 100, 8191, 8192, 8193,
		20000 };
	struct timer_wheel *w = mem_alloc(sizeof(*w));
	struct fired f[LENGTH(far)] = { 0 };

	clock_ms = 1000003;
	http_timer_init(w, clock_ms);
	for (size_t i = 0; i < LENGTH(far); i++)
		http_timer_set(w, &f[i].timer, clock_ms + far[i]);
	for (; clock_ms < 1000003 + 30000; clock_ms += 7)
		http_timer_run(w, clock_ms, note, NULL);
	for (size_t i = 0; i < LENGTH(far); i++)
		if (f[i].at_ms < 1000003 + far[i] ||
			f[i].at_ms > 1000003 + far[i] + TIMER_TICK_MS + 7)
			test_fail(__FILE__, __LINE__, "%lld fired at %lld",
				(long long)far[i],
				(long long)f[i].at_ms - 1000003);
	OK(http_timer_wait_ms(w, clock_ms) == -1);
	mem_free(w);
}

TEST(a_deadline_moves_both_ways_and_away)
{
	struct timer_wheel *w = mem_alloc(sizeof(*w));
	struct fired nearer = { 0 }, further = { 0 }, never = { 0 };

	clock_ms = 5000;
	http_timer_init(w, clock_ms);
	http_timer_set(w, &nearer.timer, 9000);
	http_timer_set(w, &nearer.timer, 5100);
	http_timer_set(w, &further.timer, 5100);
	http_timer_set(w, &further.timer, 9000);
	http_timer_set(w, &never.timer, 5100);
	http_timer_set(w, &never.timer, TIMER_NEVER);
	while (clock_ms < 10000) {
		int wait = http_timer_wait_ms(w, clock_ms);

		clock_ms += wait < 0 ? 10000 : wait + 1;
		http_timer_run(w, clock_ms, note, NULL);
	}
	OK(nearer.at_ms >= 5100 && nearer.at_ms <= 5100 + 2 * TIMER_TICK_MS);
	OK(further.at_ms >= 9000 && further.at_ms <= 9000 + 2 * TIMER_TICK_MS);
	OK(never.at_ms == 0);
	mem_free(w);
}
