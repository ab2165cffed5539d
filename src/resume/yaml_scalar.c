/*
 * resume/yaml_scalar.c - what a scalar of YAML is: text, a number, a bool or
 * null. Reads no YAML.
 */
#include "resume/yaml.h"
#include "resume/yaml_int.h"

#include <yaml.h>

static size_t digits(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && s.at[at + n] >= '0' && s.at[at + n] <= '9')
		n++;
	return n;
}

/* Is it what JSON writes in the same way? "007", "+49" and ".5" are no
 * amounts in a resume, so they stay what they are. */
static bool is_number(struct str s)
{
	size_t at = s.len && *s.at == '-', n = digits(s, at);

	if (!n || (n > 1 && s.at[at] == '0'))
		return false;
	at += n;
	if (at < s.len && s.at[at] == '.') {
		n = digits(s, at + 1);
		if (!n)
			return false;
		at += n + 1;
	}
	if (at < s.len && (s.at[at] | 32) == 'e') {
		at++;
		at += at < s.len && (s.at[at] == '-' || s.at[at] == '+');
		n = digits(s, at);
		if (!n)
			return false;
		at += n;
	}
	return at == s.len;
}

static bool is_one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_is(s, *words))
			return true;
	return false;
}

static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
static const char *const yeses[] = { "true", "True", "TRUE", NULL };
static const char *const noes[] = { "false", "False", "FALSE", NULL };

enum json_kind resume_yaml_kind(struct str plain)
{
	if (is_one_of(plain, nulls))
		return JSON_NULL;
	if (is_one_of(plain, yeses) || is_one_of(plain, noes))
		return JSON_BOOL;
	return is_number(plain) ? JSON_REAL : JSON_TEXT;
}

bool resume_yaml_true(struct str plain) { return is_one_of(plain, yeses); }

int resume_yaml_asked(const char *tag, bool plain)
{
	static const struct {
		const char *name;
		int kind;
	} tags[] = {
		{ "!", JSON_TEXT },
		{ YAML_STR_TAG, JSON_TEXT },
		{ YAML_INT_TAG, JSON_REAL },
		{ YAML_FLOAT_TAG, JSON_REAL },
		{ YAML_BOOL_TAG, JSON_BOOL },
		{ YAML_NULL_TAG, JSON_NULL },
		{ YAML_TIMESTAMP_TAG, JSON_TEXT },
	};

	if (!tag)
		return plain ? JSON_NONE : JSON_TEXT;
	for (size_t i = 0; i < LENGTH(tags); i++)
		if (!strcmp(tag, tags[i].name))
			return tags[i].kind;
	return -1;
}
