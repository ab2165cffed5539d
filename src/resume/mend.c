/* resume/mend.c - dates, addresses and countries in the wild. See mend.h. */
#include "resume/mend.h"

#include "resume/build.h"
#include "resume/codes.h"
#include "resume/syntax.h"

#include "base/utf8.h"

struct mending {
	struct resume_report *report;
	struct str at;
};

enum { QUOTED = 60 };

/* "'x' became 'y'" */
static struct str became(
	const struct mending *m, struct str from, struct str to)
{
	struct str a = utf8_fit(from, QUOTED), b = utf8_fit(to, QUOTED);

	if (!str_eq(from, to))
		resume_note(m->report, RESUME_CHANGED, m->at,
			"'%.*s' is written '%.*s'", STR_ARG(a), STR_ARG(b));
	return to;
}

static struct str nothing(
	const struct mending *m, struct str text, const char *why)
{
	struct str a = utf8_fit(text, QUOTED);

	resume_note(m->report, RESUME_CHANGED, m->at, "'%.*s' is left out: %s",
		STR_ARG(a), why);
	return STR_NONE;
}

static struct str doubtful(
	const struct mending *m, struct str text, const char *what)
{
	struct str a = utf8_fit(text, QUOTED);

	resume_note(m->report, RESUME_DOUBTFUL, m->at, "'%.*s' is no %s",
		STR_ARG(a), what);
	return text;
}

static struct str trimmed(struct str s)
{
	while (s.len && (unsigned char)*s.at <= ' ')
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/* ---- dates -------------------------------------------------------------- */

/* "2020-03-15T00:00:00.000Z": the day is what counts. */
static struct str without_time(struct str s)
{
	return s.len > 11 && (s.at[10] == 'T' || s.at[10] == ' ') &&
			       s.at[11] >= '0' && s.at[11] <= '9'
		       ? str_of(s.at, 10)
		       : s;
}

static struct str mend_date(
	const struct mending *m, struct str text, bool is_end)
{
	size_t notes = m->report->count + m->report->more;
	struct str clean = trimmed(text), day = without_time(clean), out;
	struct resume_date d;

	if (resume_date_read(text, &d))
		return text;
	if (resume_date_read(day, &d))
		return became(m, text, day);
	out = resume_date_take(m->report, m->at, clean, is_end);
	if (m->report->count + m->report->more > notes)
		return out;
	if (!out.at)
		return nothing(m, text,
			clean.len ? "what has no end goes on" : "it is empty");
	return became(m, text, out);
}

static struct str mend_start(const struct mending *m, struct str text)
{
	return mend_date(m, text, false);
}

static struct str mend_end(const struct mending *m, struct str text)
{
	return mend_date(m, text, true);
}

/* ---- addresses ---------------------------------------------------------- */

/* "example.org/x", "www.example.org": a host with a dot, and no scheme. */
static bool looks_like_host(struct str s)
{
	size_t i = 0, dots = 0;

	while (i < s.len && !strchr("/?#", s.at[i])) {
		unsigned char c = (unsigned char)s.at[i++];

		if (c == '.')
			dots++;
		else if (c <= ' ' || strchr("@:\"<>()[]{}|\\^`',;", c))
			return false;
	}
	return dots > 0 && i > 3 && *s.at != '.' && s.at[i - 1] != '.';
}

/* What may not stand in an address as it is becomes %XX. */
static struct str escaped(struct arena *mem, struct str s)
{
	static const char odd[] = " \"<>\\^`{|}";
	struct buf b;

	buf_init(&b, mem, s.len * 3 + 1);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c > ' ' && c < 0x7f && !strchr(odd, c))
			buf_addc(&b, (char)c);
		else
			buf_addf(&b, "%%%02X", c);
	}
	return buf_str(&b);
}

static struct str mend_uri(const struct mending *m, struct str text)
{
	struct arena *mem = m->report->mem;
	struct str s = trimmed(text);

	if (!s.len)
		return nothing(m, text, "it is empty");
	if (resume_uri_ok(text))
		return text;
	if (str_starts(s, STR("//")))
		s = str_fmt(mem, "https:%.*s", STR_ARG(s));
	else if (looks_like_host(s))
		s = str_fmt(mem, "https://%.*s", STR_ARG(s));
	if (!resume_uri_ok(s))
		s = escaped(mem, s);
	return resume_uri_ok(s) ? became(m, text, s)
				: doubtful(m, text, "web address");
}

static struct str mend_email(const struct mending *m, struct str text)
{
	struct str s = trimmed(text);

	if (!s.len)
		return nothing(m, text, "it is empty");
	if (s.len > 2 && *s.at == '<' && s.at[s.len - 1] == '>')
		s = str_of(s.at + 1, s.len - 2);
	if (s.len > 7 && str_eq_nocase(str_of(s.at, 7), STR("mailto:")))
		s = str_of(s.at + 7, s.len - 7);
	return resume_email_ok(s) ? became(m, text, s)
				  : doubtful(m, text, "email address");
}

static struct str mend_country(const struct mending *m, struct str text)
{
	struct str s = trimmed(text), code;

	if (!s.len)
		return nothing(m, text, "it is empty");
	if (resume_country_ok(s))
		return became(m, text, s);
	code = str_is(s, "UK") ? STR("GB") : resume_country_find(s);
	return code.len ? became(m, text, code)
			: doubtful(m, text, "country that is known here");
}

/* ---- by name ------------------------------------------------------------ */

static const struct {
	const char *name;
	struct str (*mend)(const struct mending *m, struct str text);
} mends[] = {
	{ "startDate", mend_start },
	{ "endDate", mend_end },
	{ "date", mend_start },
	{ "releaseDate", mend_start },
	{ "url", mend_uri },
	{ "canonical", mend_uri },
	{ "$schema", mend_uri },
	{ "email", mend_email },
	{ "countryCode", mend_country },
};

bool resume_mend_knows(struct str name)
{
	for (size_t i = 0; i < LENGTH(mends); i++)
		if (str_is(name, mends[i].name))
			return true;
	return false;
}

struct str resume_mend(struct resume_report *report, struct str at,
	struct str name, struct str text)
{
	const struct mending m = { report, at };

	for (size_t i = 0; i < LENGTH(mends); i++)
		if (str_is(name, mends[i].name))
			return mends[i].mend(&m, text);
	return text;
}
