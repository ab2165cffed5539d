/*
 * resume/date.c - dates as JSON Resume writes them, and the time that several
 * roles span. Knows no clock: what has no end is open, not today.
 */
#include "resume/resume.h"

#include "base/time.h"

/* Exactly `digits` of them from the front of *s. */
static bool take(struct str *s, size_t digits, int *out)
{
	int n = 0;

	if (s->len < digits)
		return false;
	for (size_t i = 0; i < digits; i++) {
		if (s->at[i] < '0' || s->at[i] > '9')
			return false;
		n = n * 10 + s->at[i] - '0';
	}
	*s = str_of(s->at + digits, s->len - digits);
	*out = n;
	return true;
}

static bool take_hyphen(struct str *s)
{
	if (!s->len || *s->at != '-')
		return false;
	*s = str_of(s->at + 1, s->len - 1);
	return true;
}

bool resume_date_read(struct str text, struct resume_date *out)
{
	struct resume_date d = { 0 };

	if (!take(&text, 4, &d.year) || d.year < 1000 || d.year > 2999)
		return false;
	if (text.len && (!take_hyphen(&text) || !take(&text, 2, &d.month) ||
				d.month < 1 || d.month > 12))
		return false;
	if (text.len &&
		(!take_hyphen(&text) || !take(&text, 2, &d.day) || d.day < 1 ||
			d.day > date_month_days(d.year, d.month)))
		return false;
	if (text.len)
		return false;
	*out = d;
	return true;
}

struct str resume_date_text(struct arena *mem, struct resume_date d)
{
	if (!d.year)
		return STR_NONE;
	if (!d.month)
		return str_fmt(mem, "%04d", d.year);
	if (!d.day)
		return str_fmt(mem, "%04d-%02d", d.year, d.month);
	return str_fmt(mem, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* ---- roles ----------------------------------------------------------------
 */

static struct str employer(const struct resume_entry *e)
{
	return str_trim(e->name.at ? e->name : e->organization);
}

size_t resume_roles(const struct resume_entries *work, size_t i)
{
	struct str name = employer(&work->at[i]);
	size_t n = 1;

	if (!name.len)
		return 1;
	while (i + n < work->count &&
		str_eq_nocase(employer(&work->at[i + n]), name))
		n++;
	return n;
}

/* Earlier first; "2024" counts as its first day. */
static int compare(struct resume_date a, struct resume_date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* The end of "2024" is behind all of its months. */
static struct resume_date last_of(struct resume_date d)
{
	if (!d.month)
		d.month = 13;
	if (!d.day)
		d.day = 32;
	return d;
}

struct resume_span resume_span(const struct resume_entry *at, size_t count)
{
	struct resume_span span = { 0 };
	struct resume_date d;

	for (size_t i = 0; i < count; i++) {
		if (resume_date_read(at[i].start_date, &d) &&
			(!span.from.year || compare(d, span.from) < 0))
			span.from = d;
		if (!at[i].end_date.len)
			span.open |= at[i].start_date.len > 0;
		else if (resume_date_read(at[i].end_date, &d) &&
			 (!span.to.year ||
				 compare(last_of(d), last_of(span.to)) > 0))
			span.to = d;
	}
	if (span.open)
		span.to = (struct resume_date){ 0 };
	return span;
}
