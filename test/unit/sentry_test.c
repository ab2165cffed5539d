/* test/unit/sentry_test.c - partners/sentry.h: where a DSN leads. */
#include "test.h"

#include "partners/sentry.h"

static bool reads(const char *dsn, const char *url, const char *key)
{
	struct sentry_dsn out;
	struct err err;

	return partners_sentry_read(&test_mem, str_c(dsn), &out, &err) &&
	       str_is(out.url, url) && str_is(out.key, key);
}

TEST(a_dsn_leads_to_its_envelopes)
{
	OK(reads("https://c0ffee@o1.ingest.sentry.io/42",
		"https://o1.ingest.sentry.io/api/42/envelope/", "c0ffee"));
	OK(reads("http://c0ffee@10.0.0.7:9000/sub/path/42",
		"http://10.0.0.7:9000/sub/path/api/42/envelope/", "c0ffee"));
	OK(reads("https://c0ffee:5ec4e7@sentry.example.org/42",
		"https://sentry.example.org/api/42/envelope/", "c0ffee"));
}

TEST(what_is_no_dsn_is_refused_with_its_form)
{
	static const char *const wrong[] = { "", "x", "https://", "https://@/",
		"https://c0ffee@/42", "https://c0ffee@example.org",
		"https://c0ffee@example.org/", "https://example.org/42",
		"ftp://c0ffee@example.org/42", "https://no key@example.org/42",
		"https://c0ffee@exa mple.org/42",
		"https://c0ffee@example.org/4 2" };
	struct sentry_dsn out;
	struct err err;

	for (size_t i = 0; i < LENGTH(wrong); i++) {
		OK(!partners_sentry_read(
			&test_mem, str_c(wrong[i]), &out, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
		OK(strstr(err.text, "https://KEY@HOST/PROJECT"));
	}
}
