/*
 * test/unit/net_event_test.c - net/event.h: an event stream reads the same in
 * whatever pieces it comes.
 */
#include "test.h"

#include "net/event.h"

enum { MOST = 64 };

/* What was handed on, as "name=data|name=data|". */
struct log {
	struct buf text;
	int stop_after; /* 0: never */
	int count;
};

static bool note(void *with, struct str name, struct str data)
{
	struct log *log = with;

	buf_add(&log->text, name);
	buf_addc(&log->text, '=');
	buf_add(&log->text, data);
	buf_addc(&log->text, '|');
	return ++log->count != log->stop_after;
}

/* Reads `stream` in pieces of `size` bytes, its end included. */
static enum net_event_end read_in(
	struct str stream, size_t size, struct log *log)
{
	enum net_event_end end = NET_EVENT_MORE;
	struct net_events e;

	buf_init(&log->text, &test_mem, 4096);
	net_event_begin(&e, &test_mem, MOST, note, log);
	for (size_t i = 0; i < stream.len && end == NET_EVENT_MORE; i += size)
		end = net_event_feed(&e,
			str_of(stream.at + i,
				stream.len - i < size ? stream.len - i : size));
	return end == NET_EVENT_MORE ? net_event_last(&e) : end;
}

/* In pieces of every size there is. */
static void reads_as(struct str stream, const char *events)
{
	for (size_t size = 1; size <= stream.len; size++) {
		struct log log = { 0 };

		SAME_INT(read_in(stream, size, &log), NET_EVENT_MORE);
		SAME_STR(str_of(log.text.at ? log.text.at : "", log.text.len),
			str_c(events));
	}
}

TEST(an_event_is_what_stands_before_an_empty_line)
{
	reads_as(STR("data: a\n\ndata: b\n\n"), "=a|=b|");
	reads_as(STR("event: x\ndata: a\n\ndata: b\n\n"), "x=a|=b|");
	reads_as(STR("data: a\nevent: y\nevent: z\n\n"), "z=a|");
}

TEST(lines_end_with_cr_with_lf_or_with_both)
{
	reads_as(STR("data: a\r\n\r\ndata: b\r\n\r\n"), "=a|=b|");
	reads_as(STR("data: a\r\rdata: b\r\r"), "=a|=b|");
	reads_as(STR("data: a\r\n\ndata: b\n\r\n"), "=a|=b|");
}

TEST(one_blank_behind_the_colon_is_no_part_of_the_value)
{
	reads_as(STR("data:a\n\ndata:  b\n\ndata\n\ndata:\n\n"), "=a|= b|=|=|");
}

TEST(lines_of_one_event_are_joined_by_line_feeds)
{
	reads_as(STR("data: a\ndata:\ndata: b\n\n"), "=a\n\nb|");
}

TEST(comments_and_foreign_fields_are_passed_over)
{
	reads_as(STR(": ping\n\nid: 7\nretry: 5\nfoo: bar\n\n:\ndata: a\n\n"),
		"=a|");
}

TEST(a_name_without_data_makes_no_event_and_does_not_stick)
{
	reads_as(STR("event: x\n\ndata: a\n\n"), "=a|");
}

TEST(a_byte_order_mark_counts_as_nothing_at_the_start_alone)
{
	reads_as(STR("\xef\xbb\xbf"
		     "data: a\n\n"),
		"=a|");
	reads_as(STR("data: a\n\n\xef\xbb\xbf"
		     "data: b\n\n"),
		"=a|");
}

TEST(pieces_may_end_within_a_character_or_within_a_fields_name)
{
	reads_as(STR("data: gr\xc3\xbc\xc3\x9f "
		     "\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x8c\x8d\n\n"),
		"=gr\xc3\xbc\xc3\x9f \xe4\xbd\xa0\xe5\xa5\xbd "
		"\xf0\x9f\x8c\x8d|");
}

TEST(what_the_end_of_the_stream_cuts_off_is_handed_on_too)
{
	reads_as(STR("data: a\n\ndata: [DONE]"), "=a|=[DONE]|");
	reads_as(STR("data: a\n\ndata: [DO\n"), "=a|=[DO|");
	reads_as(STR("data: a\n\nda"), "=a|");
}

TEST(an_empty_stream_has_no_events)
{
	struct log log = { 0 };

	SAME_INT(read_in(STR(""), 1, &log), NET_EVENT_MORE);
	SAME_INT(log.count, 0);
}

TEST(a_line_and_an_event_have_a_ceiling)
{
	struct str fits = STR("data: 7890123456789012345678901234567890"
			      "123456789012345678901234\n\n"),
		   longer = STR("data: 7890123456789012345678901234567890"
				"1234567890123456789012345\n\n"),
		   sum = STR("data: 789012345678901234567890\n"
			     "data: 789012345678901234567890\n"
			     "data: 789012345678901234567890\n"
			     "data: 789012345678901234567890\n\n");

	for (size_t size = 1; size < sum.len; size++) {
		struct log log = { 0 };

		SAME_INT(read_in(fits, size, &log), NET_EVENT_MORE);
		SAME_INT(log.count, 1);
		SAME_INT(read_in(longer, size, &log), NET_EVENT_LONG);
		SAME_INT(read_in(sum, size, &log), NET_EVENT_LONG);
	}
}

TEST(who_takes_events_may_have_had_enough)
{
	struct log log = { .stop_after = 2 };

	SAME_INT(read_in(STR("data: a\n\ndata: b\n\ndata: c\n\n"), 100, &log),
		NET_EVENT_STOPPED);
	SAME_STR(buf_str(&log.text), STR("=a|=b|"));
}
