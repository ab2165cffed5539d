/* test/unit/trace_test.c - app/trace.h: what else than queries is laid into a
 * trace. Whole traces are in test/node/telemetry_test.mjs. */
#include "test.h"

#include "app/trace.h"

static const struct span ask = { .kind = SPAN_MODEL,
	.name = "chat small",
	.began_us = 5000,
	.took_us = 700,
	.tokens_in = 12 };

TEST(a_span_within_a_request_has_its_trace_and_an_id_of_its_own)
{
	struct app_trace t = { .count = 1 };
	const struct span *one = &t.spans[1], *two = &t.spans[2];

	memset(t.spans[0].trace, 7, SPAN_TRACE);
	memset(t.spans[0].id, 9, SPAN_ID);
	app_trace_here = &t;
	app_trace_add(&ask);
	app_trace_add(&ask);
	app_trace_here = NULL;
	NEED(t.count == 3);
	OK(!memcmp(one->trace, t.spans[0].trace, SPAN_TRACE));
	OK(!memcmp(one->parent, t.spans[0].id, SPAN_ID));
	OK(memcmp(one->id, t.spans[0].id, SPAN_ID) != 0);
	OK(memcmp(one->id, two->id, SPAN_ID) != 0);
	SAME_INT(one->kind, SPAN_MODEL);
	SAME_INT(one->began_us, 5000);
	SAME_INT(one->took_us, 700);
	SAME_INT(one->tokens_in, 12);
}

TEST(where_nothing_is_traced_a_span_goes_nowhere)
{
	app_trace_here = NULL;
	app_trace_add(&ask);
	OK(!app_trace_here);
}

TEST(a_trace_that_is_full_counts_what_it_left_out)
{
	struct app_trace t = { .count = APP_TRACE_SPANS - 1 };

	app_trace_here = &t;
	for (int i = 0; i < 3; i++)
		app_trace_add(&ask);
	app_trace_here = NULL;
	SAME_INT(t.count, APP_TRACE_SPANS);
	SAME_INT(t.left_out, 2);
}
