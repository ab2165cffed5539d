/* When a service asks to be left alone: how long (RFC 9110 s. 10.2.3). */
#include "net/http.h"
#include "test.h"

static int64_t retry(const char *text)
{
	struct net_http_answer a = { .header_count = 1 };

	a.headers[0] = (struct net_header){ STR("Retry-After"), str_c(text) };
	return net_http_retry_ms(&a, INT64_C(1790000000000));
}

TEST(retry_after_is_read_in_seconds_and_as_a_date)
{
	SAME_INT(retry("120"), 120000);
	SAME_INT(retry("120.1"), 121000);
	SAME_INT(retry("120.6"), 121000);
	SAME_INT(retry("120.0"), 120000);
	SAME_INT(retry("Mon, 21 Sep 2026 14:14:20 GMT"), 60000);
	SAME_INT(retry("Sun, 06 Nov 1994 08:49:37 GMT"), 0);
	SAME_INT(retry("invalid"), 0);
	SAME_INT(retry("-1"), 0);
	SAME_INT(retry("99999999999999999999"), 0);
	SAME_INT(retry(""), 0);
}
