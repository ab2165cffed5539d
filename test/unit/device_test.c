/* What a User-Agent gives away. The lines are as browsers and programs of
 * 2024 to 2026 send them. ACC-4. */
#include "app/device.h"
#include "test.h"

#define WEBKIT "AppleWebKit/537.36 (KHTML, like Gecko) "
#define APPLE "AppleWebKit/605.1.15 (KHTML, like Gecko) "

static const struct {
	const char *agent, *browser, *system;
} lines[] = {
	{ "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 "
	  "Firefox/133.0",
		"Firefox", "Linux" },
	{ "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) "
	  "Gecko/20100101 Firefox/120.0",
		"Firefox", "Linux" },
	{ "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 "
	  "Firefox/133.0",
		"Firefox", "Android" },
	{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " APPLE
	  "FxiOS/127.0 Mobile/15E148 Safari/605.1.15",
		"Firefox", "iPhone" },
	{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT
	  "Chrome/131.0.0.0 Safari/537.36",
		"Chrome", "Windows" },
	{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT
	  "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
		"Edge", "Windows" },
	{ "Mozilla/5.0 (Linux; Android 10; K) " WEBKIT
	  "Chrome/131.0.0.0 Mobile Safari/537.36 EdgA/131.0.0.0",
		"Edge", "Android" },
	{ "Mozilla/5.0 (Linux; Android 10; K) " WEBKIT
	  "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
		"Samsung Internet", "Android" },
	{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " WEBKIT
	  "Chrome/131.0.0.0 Safari/537.36 OPR/117.0.0.0",
		"Opera", "macOS" },
	{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " APPLE
	  "Version/18.1 Safari/605.1.15",
		"Safari", "macOS" },
	{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " APPLE
	  "Version/17.5 Mobile/15E148 Safari/604.1",
		"Safari", "iPhone" },
	{ "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) " APPLE
	  "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1",
		"Chrome", "iPad" },
	{ "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " WEBKIT
	  "Chrome/131.0.0.0 Safari/537.36",
		"Chrome", "ChromeOS" },
	{ "Mozilla/5.0 (X11; Linux x86_64) " WEBKIT
	  "HeadlessChrome/131.0.0.0 Safari/537.36",
		"Chrome", "Linux" },
	{ "Mozilla/5.0 (X11; Linux x86_64) " APPLE
	  "Version/17.0 Safari/605.1.15 Epiphany/605.1.15",
		"GNOME Web", "Linux" },
	{ "Opera/9.80 (Windows NT 6.1; U; en) Presto/2.8.131", "", "Windows" },
	{ "curl/8.5.0", "curl", "" },
	{ "Wget/1.21.3 (linux-gnu)", "Wget", "" },
	{ "python-requests/2.32.3", "python-requests", "" },
	{ "Go-http-client/2.0", "Go-http-client", "" },
	{ "okhttp/4.12.0", "okhttp", "" },
	{ "node", "node", "" },
	{ "  curl/8.5.0  ", "curl", "" },
};

TEST(a_browser_is_told_from_those_that_it_pretends_to_be)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct device d = app_device_read(str_c(lines[i].agent));

		SAME_STR(d.browser, str_c(lines[i].browser));
		SAME_STR(d.system, str_c(lines[i].system));
	}
}

TEST(what_says_nothing_is_not_guessed)
{
	static const char *const silent[] = { "", " ", "Mozilla/5.0",
		"Mozilla/5.0 (compatible)", "<script>/1", "\xc3\xa9l/2", "/1.0",
		"a-name-that-is-far-too-long-to-be-one-of-a-program/1" };

	for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++) {
		struct device d = app_device_read(str_c(silent[i]));

		SAME_STR(d.browser, STR(""));
		SAME_STR(d.system, STR(""));
	}
}

TEST(a_word_inside_of_another_is_none)
{
	struct device d = app_device_read(
		str_c("Mozilla/5.0 (X11; MyLinux) NotFirefox/1.0"));

	SAME_STR(d.browser, STR(""));
	SAME_STR(d.system, STR(""));
}
