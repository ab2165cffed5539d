/* base/settings.c - the table of settings and its values. See settings.h. */
#include "base/settings_int.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

const struct setting_row setting_rows[] = {
#define GROUP(words) { .kind = SETTING_GROUP, .text = words },
#define ALIAS(other, setting)    \
	{ .kind = SETTING_ALIAS, \
		.name = other,   \
		.at = offsetof(struct settings, setting) },
#define SETTING(setting, type, given, low, high, words)      \
	{ SETTING_##type, #setting, given, low, high, words, \
		offsetof(struct settings, setting) },
#include "settings.def"
#undef SETTING
#undef ALIAS
#undef GROUP
};
const size_t setting_row_count = LENGTH(setting_rows);

void setting_name(const struct setting_row *row, char out[48])
{
	size_t i = 0;

	for (; row->name[i] && i < 47; i++)
		out[i] = (char)toupper((unsigned char)row->name[i]);
	out[i] = '\0';
}

/* ---- from text ---------------------------------------------------------- */

static const struct {
	const char *suffix;
	int64_t bytes;
} sizes[] = { { "", 1 }, { "b", 1 }, { "k", 1 << 10 }, { "kb", 1 << 10 },
	{ "m", 1 << 20 }, { "mb", 1 << 20 }, { "g", 1 << 30 },
	{ "gb", 1 << 30 } };

static bool read_size(const char *text, int64_t *out)
{
	char *end;
	long long n = strtoll(text, &end, 10);

	if (end == text || n < 0)
		return false;
	for (size_t i = 0; i < LENGTH(sizes); i++)
		if (str_eq_nocase(str_c(end), str_c(sizes[i].suffix)))
			return !__builtin_mul_overflow(n, sizes[i].bytes, out);
	return false;
}

/* Tenths, exactly: "2.5" is 25, "2" is 20, "2.55" is refused. */
static bool read_amount(const char *text, int64_t *out)
{
	struct str rest = str_c(text), whole = str_cut(&rest, '.');
	bool fraction = whole.len < strlen(text);

	if (!str_int(whole, out) || __builtin_mul_overflow(*out, 10, out))
		return false;
	if (!fraction)
		return true;
	if (rest.len != 1 || !isdigit((unsigned char)*rest.at))
		return false;
	*out += *text == '-' ? -(*rest.at - '0') : *rest.at - '0';
	return true;
}

static bool read_bool(const char *text, bool *out)
{
	static const char *const words[2][4] = { { "false", "0", "no", "off" },
		{ "true", "1", "yes", "on" } };

	for (int value = 0; value < 2; value++)
		for (size_t i = 0; i < 4; i++)
			if (str_eq_nocase(str_c(text), str_c(words[value][i])))
				return *out = value, true;
	return false;
}

/* Is it one of the words in the sentence's brackets? */
static bool is_word(const struct setting_row *row, const char *text)
{
	const char *open = strrchr(row->text, '[');
	struct str words = str_c(open + 1);

	words.len = (size_t)(strchr(open, ']') - open - 1);
	while (words.len)
		if (str_eq(str_cut(&words, ' '), str_c(text)))
			return true;
	return false;
}

static bool in_range(const struct setting_row *row, int64_t n)
{
	return n >= row->least && n <= row->most;
}

bool setting_read(const struct setting_row *row, const char *text, void *into)
{
	void *at = (char *)into + row->at;
	int64_t n = 0;
	char *end;

	switch (row->kind) {
	case SETTING_TEXT:
	case SETTING_SECRET:
		*(const char **)at = text;
		return in_range(row, (int64_t)strlen(text));
	case SETTING_WORD:
		*(const char **)at = text;
		return is_word(row, text);
	case SETTING_BOOL:
		return read_bool(text, at);
	case SETTING_REAL:
		*(double *)at = strtod(text, &end);
		return *text && !*end && *(double *)at >= (double)row->least &&
		       *(double *)at <= (double)row->most;
	case SETTING_INT:
		*(int64_t *)at = str_int(str_c(text), &n) ? n : INT64_MIN;
		return in_range(row, *(int64_t *)at);
	case SETTING_SIZE:
		*(int64_t *)at = read_size(text, &n) ? n : INT64_MIN;
		return in_range(row, *(int64_t *)at);
	case SETTING_AMOUNT:
		*(int64_t *)at = read_amount(text, &n) ? n : INT64_MIN;
		return in_range(row, *(int64_t *)at);
	case SETTING_GROUP:
	case SETTING_ALIAS:
		break;
	}
	return false;
}

/* ---- in words ----------------------------------------------------------- */

void setting_accepted(const struct setting_row *row, char *out, size_t room)
{
	long long least = row->least, most = row->most;
	const char *open = strrchr(row->text, '[');

	switch (row->kind) {
	case SETTING_TEXT:
	case SETTING_SECRET:
		snprintf(out, room, "text of %lld to %lld bytes", least, most);
		return;
	case SETTING_WORD:
		snprintf(out, room, "one of: %.*s",
			(int)(strchr(open, ']') - open - 1), open + 1);
		return;
	case SETTING_BOOL:
		snprintf(out, room, "true or false");
		return;
	case SETTING_REAL:
		snprintf(out, room, "a number from %lld to %lld", least, most);
		return;
	case SETTING_INT:
		snprintf(out, room, "a whole number from %lld to %lld", least,
			most);
		return;
	case SETTING_SIZE:
		snprintf(out, room, "a size like 50mb, from %lld to %lld bytes",
			least, most);
		return;
	case SETTING_AMOUNT:
		snprintf(out, room,
			"an amount with at most one decimal, up to %lld.%lld",
			most / 10, most % 10);
		return;
	case SETTING_GROUP:
	case SETTING_ALIAS:
		break;
	}
	*out = '\0';
}

void settings_example(struct buf *out)
{
	buf_add(out, STR("# Every setting of Vitae with its default. Copy this "
			 "file to .env and change\n# what you need; made by "
			 "`vitae config --example`.\n"));
	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting_row *row = &setting_rows[i];
		char name[48], accepted[128];

		if (row->kind == SETTING_ALIAS)
			continue;
		if (row->kind == SETTING_GROUP) {
			buf_addf(out, "\n# ---- %s\n", row->text);
			continue;
		}
		setting_name(row, name);
		setting_accepted(row, accepted, sizeof(accepted));
		buf_addf(out, "\n# %s\n# Accepts %s.\n#%s=%s\n", row->text,
			accepted, name, row->value);
	}
}
