/*
 * press/words.c - finds the words of a language and puts dates together. The
 * words themselves are in words.def.
 */
#include "press/words.h"

#define SECTIONS(...)       \
	{                   \
		__VA_ARGS__ \
	}
#define SAYS(...) __VA_ARGS__
#define MONTHS(...)         \
	{                   \
		__VA_ARGS__ \
	}
#define SHORT MONTHS
#define OF MONTHS
#define ALIKE        \
	{            \
		NULL \
	}
#define WORDS(...) { __VA_ARGS__ },
static const struct press_words languages[] = {
#include "press/words.def"
};
#undef WORDS
#undef ALIKE
#undef OF
#undef SHORT
#undef MONTHS
#undef SAYS
#undef SECTIONS

/* Tags that mean a language of the table without beginning like it. */
static const struct {
	const char *tag, *means;
} others[] = {
	{ "no", "nb" },
	{ "nn", "nb" },
	{ "iw", "he" },
	{ "zh-tw", "zh-hant" },
	{ "zh-hk", "zh-hant" },
	{ "zh-mo", "zh-hant" },
};

const char *const press_dates_names[] = { "MMM yyyy", "MMMM yyyy", "MM/yyyy",
	"MM.yyyy", "yyyy-MM", "yyyy", NULL };

/* Is `tag` the language `of`, or one of its kinds? "de_AT" is of "de". */
static bool tag_of(struct str tag, const char *of)
{
	size_t len = strlen(of);

	if (tag.len < len ||
		(tag.len > len && tag.at[len] != '-' && tag.at[len] != '_'))
		return false;
	for (size_t i = 0; i < len; i++)
		if (!str_eq_nocase(str_of(tag.at + i, 1), str_of(of + i, 1)) &&
			!(of[i] == '-' && tag.at[i] == '_'))
			return false;
	return true;
}

static const struct press_words *find(struct str tag)
{
	const struct press_words *best = NULL;

	for (size_t i = 0; i < LENGTH(others); i++)
		if (tag_of(tag, others[i].tag))
			tag = str_c(others[i].means);
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (tag_of(tag, languages[i].tag) &&
			(!best || strlen(languages[i].tag) > strlen(best->tag)))
			best = &languages[i];
	return best;
}

const struct press_words *press_words(struct str tag)
{
	const struct press_words *w = find(tag);

	return w ? w : &languages[0];
}

/* French has a blank before a colon, which no line ends at. (Chinese, Japanese
 * and Arabic have marks of their own; what reads applications knows these
 * hardly ever, ours included, and takes two fields for one.) */
struct str press_pointed(
	struct arena *mem, const struct press_words *w, struct str said)
{
	struct buf b;

	if (!said.len || strcmp(w->tag, "fr") != 0 ||
		!memchr(said.at, ':', said.len))
		return said;
	buf_init(&b, mem, 3 * said.len);
	for (size_t i = 0; i < said.len; i++) {
		if (said.at[i] == ':')
			buf_add(&b, STR("\u00a0"));
		buf_addc(&b, said.at[i]);
	}
	return buf_str(&b);
}

struct str press_language(struct arena *mem, struct str tag)
{
	enum { LONGEST = 35 };
	char *at = arena_bytes(mem, LONGEST);
	bool ok = tag.len >= 2 && tag.len <= LONGEST;

	for (size_t i = 0; ok && i < tag.len; i++) {
		char c = tag.at[i], low = (char)(c | 0x20);

		at[i] = c == '_' ? '-' : c;
		ok = (low >= 'a' && low <= 'z') ||
		     (i > 1 && ((c >= '0' && c <= '9') || at[i] == '-'));
	}
	return ok ? str_of(at, tag.len) : STR("en");
}

/* ---- dates -------------------------------------------------------------- */

static void add_pattern(struct buf *b, const char *pattern, const char *month,
	int year, int day)
{
	for (const char *p = pattern; *p; p++) {
		if (p[0] != '{') {
			buf_addc(b, *p);
			continue;
		}
		if (p[1] == 'm')
			buf_add(b, str_c(month));
		else
			buf_add_int(b, p[1] == 'y' ? year : day);
		p += 2;
	}
}

static void add_date(struct buf *b, const struct press_words *w,
	enum press_dates how, struct resume_date d)
{
	if (!d.month || how == PRESS_DATES_YEAR) {
		buf_add_int(b, d.year);
		return;
	}
	switch (how) {
	case PRESS_DATES_LONG:
		add_pattern(b, w->with_month, w->month[d.month - 1], d.year, 0);
		break;
	case PRESS_DATES_SLASH:
		buf_addf(b, "%02d/%d", d.month, d.year);
		break;
	case PRESS_DATES_DOT:
		buf_addf(b, "%02d.%d", d.month, d.year);
		break;
	case PRESS_DATES_ISO:
		buf_addf(b, "%d-%02d", d.year, d.month);
		break;
	default:
		add_pattern(b, w->with_brief, w->brief[d.month - 1], d.year, 0);
		break;
	}
}

static bool is_open(struct str date)
{
	static const char *const words[] = { "present", "current", "now",
		"ongoing", "today" };

	if (!date.len || (*date.at >= '0' && *date.at <= '9'))
		return false; /* nearly always */
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_eq_nocase(date, str_c(words[i])))
			return true;
	return false;
}

enum { DATE_ROOM = 64 };

struct str press_date(struct arena *mem, const struct press_words *w,
	enum press_dates how, struct str date)
{
	struct resume_date d;
	struct buf b;

	if (is_open(date))
		return str_c(w->present);
	if (!resume_date_read(date, &d))
		return date;
	buf_init(&b, mem, DATE_ROOM);
	add_date(&b, w, how, d);
	return buf_str(&b);
}

/* 2019–2021, but Jan 2019 – Mar 2021: a dash between words has blanks. */
static struct str with_dash(struct arena *mem, struct str from, struct str to)
{
	bool narrow = true;
	struct buf b;

	for (size_t i = 0; i < from.len; i++)
		narrow = narrow && from.at[i] >= '0' && from.at[i] <= '9';
	for (size_t i = 0; i < to.len; i++)
		narrow = narrow && to.at[i] >= '0' && to.at[i] <= '9';
	buf_init(&b, mem, from.len + to.len + 8);
	buf_add(&b, from);
	buf_add(&b, narrow ? STR("–") : STR(" – "));
	buf_add(&b, to);
	return buf_str(&b);
}

struct str press_date_range(struct arena *mem, const struct press_words *w,
	enum press_dates how, struct str start, struct str end)
{
	struct str from, to;

	if (!start.len)
		return end.len ? press_date(mem, w, how, end) : STR_NONE;
	from = press_date(mem, w, how, start);
	to = end.len ? press_date(mem, w, how, end) : str_c(w->present);
	return str_eq(from, to) ? from : with_dash(mem, from, to);
}

struct str press_date_whole(struct arena *mem, const struct press_words *w,
	struct str tag, struct str date)
{
	const char *pattern = w->with_day;
	struct resume_date d;
	struct buf b;

	if (!resume_date_read(date, &d))
		return date;
	if (!d.day)
		return press_date(mem, w, PRESS_DATES_LONG, date);
	/* Only America puts the month first. */
	if (tag_of(tag, "en") && tag.len > 2 && !tag_of(tag, "en-us"))
		pattern = "{d} {m} {y}";
	buf_init(&b, mem, DATE_ROOM);
	add_pattern(&b, pattern,
		w->of[d.month - 1] ? w->of[d.month - 1] : w->month[d.month - 1],
		d.year, d.day);
	return buf_str(&b);
}
