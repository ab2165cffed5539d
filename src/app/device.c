/* app/device.c - a table of words, the first that is found counts. See
 * device.h. */
#include "app/device.h"

enum { PROGRAM_MOST = 40 };

struct sign {
	const char *word, *name;
};

/* Browsers name those that they want to be taken for, so the one that nobody
 * pretends to be comes first, and Safari last. */
static const struct sign browsers[] = {
	{ "Edg/", "Edge" },
	{ "EdgA/", "Edge" },
	{ "EdgiOS/", "Edge" },
	{ "OPR/", "Opera" },
	{ "OPT/", "Opera" },
	{ "Vivaldi/", "Vivaldi" },
	{ "YaBrowser/", "Yandex Browser" },
	{ "SamsungBrowser/", "Samsung Internet" },
	{ "DuckDuckGo/", "DuckDuckGo" },
	{ "Ddg/", "DuckDuckGo" },
	{ "Seamonkey/", "SeaMonkey" },
	{ "SeaMonkey/", "SeaMonkey" },
	{ "FxiOS/", "Firefox" },
	{ "Focus/", "Firefox" },
	{ "Firefox/", "Firefox" },
	{ "CriOS/", "Chrome" },
	{ "Chromium/", "Chromium" },
	{ "HeadlessChrome/", "Chrome" },
	{ "Chrome/", "Chrome" },
	{ "Epiphany/", "GNOME Web" },
	{ "Konqueror/", "Konqueror" },
	{ "Version/", "Safari" },
	{ 0 },
};

/* Android says that it is Linux, and iPhones that they are like a Mac. */
static const struct sign systems[] = {
	{ "iPhone", "iPhone" },
	{ "iPad", "iPad" },
	{ "iPod", "iPod" },
	{ "Android", "Android" },
	{ "CrOS", "ChromeOS" },
	{ "Windows", "Windows" },
	{ "Macintosh", "macOS" },
	{ "Mac OS X", "macOS" },
	{ "FreeBSD", "FreeBSD" },
	{ "OpenBSD", "OpenBSD" },
	{ "NetBSD", "NetBSD" },
	{ "Linux", "Linux" },
	{ 0 },
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* As a word of its own: "Chrome/" is not in "HeadlessChrome/". */
static bool says(struct str agent, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= agent.len; i++)
		if (!memcmp(agent.at + i, word, len) &&
			(!i || !is_letter(agent.at[i - 1])))
			return true;
	return false;
}

static struct str find(const struct sign *signs, struct str agent)
{
	for (const struct sign *s = signs; s->word; s++)
		if (says(agent, s->word))
			return str_c(s->name);
	return STR("");
}

/* "curl/8.5.0" is curl. One that begins as all browsers do is none. */
static struct str program_of(struct str agent)
{
	struct str rest = agent, first = str_cut(&rest, ' ');
	struct str name = str_cut(&first, '/');

	if (!name.len || name.len > PROGRAM_MOST || str_is(name, "Mozilla"))
		return STR("");
	for (size_t i = 0; i < name.len; i++)
		if (!is_letter(name.at[i]) && !is_digit(name.at[i]) &&
			!strchr("-_.", name.at[i]))
			return STR("");
	return name;
}

struct device app_device_read(struct str agent)
{
	struct str text = str_trim(agent);
	bool browses = str_starts(text, STR("Mozilla/")) ||
		       str_starts(text, STR("Opera/"));

	return (struct device){
		browses ? find(browsers, text) : program_of(text),
		find(systems, text),
	};
}
