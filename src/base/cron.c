/*
 * base/cron.c - reads schedules, finds the next time. See cron.h. In words:
 * cron_words.c.
 */
#include "base/cron.h"

#include "base/time.h"

#include <assert.h>
#include <stdlib.h>

static const char month_names[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
static const char weekday_names[] = "SUNMONTUEWEDTHUFRISAT";

/* What one of the five fields accepts. */
struct field {
	const char *name, *accepted;
	int least, most;
	const char *words; /* three letters each; the first is `least` */
};
enum { MINUTE, HOUR, DAY, MONTH, WEEKDAY, FIELDS };
static const struct field fields[FIELDS] = {
	{ "minute", "0-59", 0, 59, NULL },
	{ "hour", "0-23", 0, 23, NULL },
	{ "day of month", "1-31", 1, 31, NULL },
	{ "month", "1-12 or JAN-DEC", 1, 12, month_names },
	{ "weekday", "0-7 (0 and 7 are Sunday) or SUN-SAT", 0, 7,
		weekday_names },
};

static const struct {
	const char *name, *text;
} nicknames[] = {
	{ "@hourly", "0 * * * *" },
	{ "@daily", "0 0 * * *" },
	{ "@midnight", "0 0 * * *" },
	{ "@weekly", "0 0 * * 0" },
	{ "@monthly", "0 0 1 * *" },
	{ "@yearly", "0 0 1 1 *" },
	{ "@annually", "0 0 1 1 *" },
};

/* ---- reading ------------------------------------------------------------ */

static bool field_bad(const struct field *f, struct str piece, struct err *err)
{
	return err_set(err, ERR_BAD_INPUT,
		"the %s '%.*s' is not understood: it takes '*', %s, ranges "
		"(a-b), steps (*/n, a-b/n) and lists of these (a,b)",
		f->name, (int)(piece.len > 40 ? 40 : piece.len), piece.at,
		f->accepted);
}

static bool read_value(const struct field *f, struct str s, int *out)
{
	int n = 0;

	for (const char *w = f->words; w && *w; w += 3)
		if (str_eq_nocase(s, str_of(w, 3))) {
			*out = f->least + (int)(w - f->words) / 3;
			return true;
		}
	if (s.len < 1 || s.len > 2)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		n = n * 10 + s.at[i] - '0';
	}
	*out = n;
	return n >= f->least && n <= f->most;
}

static bool read_step(struct str s, int *out)
{
	int64_t n = 0;

	if (s.len > 2 || !s.len || s.at[0] < '0' || s.at[0] > '9' ||
		!str_int(s, &n))
		return false;
	*out = (int)n;
	return n > 0;
}

static bool has(struct str s, char c)
{
	return s.len && memchr(s.at, c, s.len);
}

/* One piece of a list: '*', a, a-b, each with or without a step. */
static bool read_piece(const struct field *f, struct str piece, uint64_t *bits)
{
	bool stepped = has(piece, '/'), ranged;
	struct str range = str_cut(&piece, '/');
	int first = f->least, last = f->most, step = 1;

	/* seven is Sunday's second name, not a day that '*' has besides */
	if (f->words == weekday_names)
		last = 6;
	if (stepped && !read_step(piece, &step))
		return false;
	ranged = has(range, '-');
	if (!str_is(range, "*")) {
		if (!read_value(f, str_cut(&range, '-'), &first))
			return false;
		if (ranged && !read_value(f, range, &last))
			return false;
		if (!ranged && !stepped)
			last = first;
	}
	if (first > last)
		return false;
	for (int i = first; i <= last; i += step)
		*bits |= UINT64_C(1) << i;
	return true;
}

static bool read_field(
	const struct field *f, struct str text, uint64_t *bits, struct err *err)
{
	struct str rest = text;
	bool more;

	*bits = 0;
	do {
		more = has(rest, ',');
		if (!read_piece(f, str_cut(&rest, ','), bits))
			return field_bad(f, text, err);
	} while (more);
	return true;
}

static struct str next_word(struct str *rest)
{
	struct str word = { rest->at, 0 };

	while (rest->len && (*rest->at == ' ' || *rest->at == '\t'))
		*rest = str_of(rest->at + 1, rest->len - 1);
	word.at = rest->at;
	while (rest->len && *rest->at != ' ' && *rest->at != '\t') {
		*rest = str_of(rest->at + 1, rest->len - 1);
		word.len++;
	}
	return word;
}

/* Is there a day that these months have? Weekdays come in every month. */
static bool possible(const struct cron *c)
{
	static const int longest[12] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	if (!c->days_star && !c->weekdays_star)
		return true;
	for (int m = 1; m <= 12; m++)
		for (int d = 1; d <= longest[m - 1]; d++)
			if ((c->months >> m & 1) && (c->days >> d & 1))
				return true;
	return false;
}

static bool read_nickname(struct str text, struct str *out, struct err *err)
{
	for (size_t i = 0; i < LENGTH(nicknames); i++)
		if (str_eq_nocase(text, str_c(nicknames[i].name))) {
			*out = str_c(nicknames[i].text);
			return true;
		}
	return err_set(err, ERR_BAD_INPUT,
		"'%.*s' is not known: the names are @hourly, @daily, "
		"@midnight, @weekly, @monthly, @yearly and @annually",
		(int)(text.len > 40 ? 40 : text.len), text.at);
}

bool cron_read(struct str text, struct cron *out, struct err *err)
{
	uint64_t bits[FIELDS];
	struct str words[FIELDS], rest = str_trim(text);
	struct cron c;

	if (text.len > CRON_TEXT)
		return err_set(err, ERR_BAD_INPUT,
			"a schedule has at most %d characters", CRON_TEXT);
	if (rest.len && *rest.at == '@' && !read_nickname(rest, &rest, err))
		return false;
	for (int i = 0; i < FIELDS; i++) {
		words[i] = next_word(&rest);
		if (!words[i].len)
			return err_set(err, ERR_BAD_INPUT,
				"the %s is missing: a schedule is 'minute hour "
				"day-of-month month weekday' or such as @daily",
				fields[i].name);
		if (!read_field(&fields[i], words[i], &bits[i], err))
			return false;
	}
	if (rest.len)
		return err_set(err, ERR_BAD_INPUT,
			"there is more behind the weekday: a schedule has "
			"five fields");
	if (bits[WEEKDAY] & 1 << 7)
		bits[WEEKDAY] = (bits[WEEKDAY] | 1) & 0x7f;
	c = (struct cron){ .minutes = bits[MINUTE],
		.hours = (uint32_t)bits[HOUR],
		.days = (uint32_t)bits[DAY],
		.months = (uint32_t)bits[MONTH],
		.weekdays = (uint32_t)bits[WEEKDAY],
		.days_star = *words[DAY].at == '*',
		.weekdays_star = *words[WEEKDAY].at == '*' };
	if (!possible(&c))
		return err_set(err, ERR_BAD_INPUT,
			"this can never come: none of its months has such a "
			"day");
	*out = c;
	return true;
}

/* ---- writing ------------------------------------------------------------ */

/* Whether a field began with a star changes what it means for days only. */
enum star { STAR_NO, STAR_YES, STAR_MAY };

static bool write_stepped(
	struct buf *b, const struct field *f, int most, uint64_t bits)
{
	for (int step = 1; step <= most + 1; step++) {
		uint64_t want = 0;

		for (int i = f->least; i <= most; i += step)
			want |= UINT64_C(1) << i;
		if (want != bits)
			continue;
		if (step == 1)
			buf_addc(b, '*');
		else
			buf_addf(b, "*/%d", step);
		return true;
	}
	return false;
}

static void write_field(
	struct buf *b, const struct field *f, uint64_t bits, enum star star)
{
	int most = f->words == weekday_names ? 6 : f->most;
	const char *comma = "";

	if (b->len)
		buf_addc(b, ' ');
	if (star != STAR_NO && write_stepped(b, f, most, bits))
		return;
	if (star == STAR_YES) /* only the first value, which is in */
		buf_addf(b, "*/99,");
	for (int i = f->least; i <= most; i++) {
		int first = i;

		if (!(bits >> i & 1))
			continue;
		while (i < most && (bits >> (i + 1) & 1))
			i++;
		buf_addf(b, "%s%d", comma, first);
		if (i > first)
			buf_addf(b, "-%d", i);
		comma = ",";
	}
}

struct str cron_write(struct arena *mem, const struct cron *c)
{
	struct buf b;

	buf_init(&b, mem, CRON_TEXT);
	write_field(&b, &fields[MINUTE], c->minutes, STAR_MAY);
	write_field(&b, &fields[HOUR], c->hours, STAR_MAY);
	write_field(
		&b, &fields[DAY], c->days, c->days_star ? STAR_YES : STAR_NO);
	write_field(&b, &fields[MONTH], c->months, STAR_MAY);
	write_field(&b, &fields[WEEKDAY], c->weekdays,
		c->weekdays_star ? STAR_YES : STAR_NO);
	assert(buf_ok(&b));
	return buf_str(&b);
}

/* ---- the next time ------------------------------------------------------ */

/* Days behind which the calendar has shown every month's every weekday:
 * the 29th of February on a Sunday may be forty years away. */
enum { DAYS_MOST = 41 * 366 };

static bool day_fits(const struct cron *c, int64_t day, const struct date *d)
{
	bool by_day = c->days >> d->day & 1;
	bool by_weekday = c->weekdays >> date_weekday(day) & 1;

	if (c->days_star || c->weekdays_star)
		return by_day && by_weekday;
	return by_day || by_weekday;
}

/* The first fitting minute of a day from `from` on; -1: none is left. */
static int minute_in_day(const struct cron *c, int from)
{
	for (int h = from / 60; h < 24; h++) {
		uint64_t left = c->hours >> h & 1 ? c->minutes : 0;

		if (h == from / 60)
			left &= ~UINT64_C(0) << from % 60;
		if (left)
			return h * 60 + __builtin_ctzll(left);
	}
	return -1;
}

int64_t cron_next(const struct cron *c, int64_t after_ms)
{
	int64_t day = time_day(after_ms);
	int from = (int)(time_of_day(after_ms) / MINUTE_MS) + 1;

	for (int64_t end = day + DAYS_MOST; day <= end; day++, from = 0) {
		struct date d = date_of(day);
		int minute;

		if (!(c->months >> d.month & 1)) {
			day += date_month_days(d.year, d.month) - d.day;
			continue;
		}
		if (!day_fits(c, day, &d))
			continue;
		minute = minute_in_day(c, from);
		if (minute >= 0)
			return day * DAY_MS + minute * (int64_t)MINUTE_MS;
	}
	abort(); /* cron_read() lets nothing impossible through */
}
