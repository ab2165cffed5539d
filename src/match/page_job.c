/*
 * match/page_job.c - a JobPosting of schema.org as a page: what it is called,
 * at whom and where, then what it says. Names and values are as the boards
 * write them, which is not always as schema.org says.
 */
#include "match/page.h"

enum { JOB_BYTES = 4 << 20, LIST_MOST = 200, NESTED = 6 };

/* ---- finding it --------------------------------------------------------- */

static bool is_type(const struct json *type, int depth)
{
	const struct json *v;

	if (json_kind(type) == JSON_TEXT)
		return str_ends(json_text(type), STR("JobPosting"));
	for (v = depth ? json_first(type) : NULL; v; v = json_next(type, v))
		if (is_type(v, depth - 1))
			return true;
	return false;
}

static bool is_job(const struct json *v)
{
	if (json_kind(v) != JSON_OBJECT)
		return false;
	return is_type(json_find(v, "@type"), 1) ||
	       (json_text(json_find(v, "title")).len &&
		       json_text(json_find(v, "description")).len);
}

static const struct json *find_job(const struct json *v, int depth)
{
	const struct json *part, *found;

	if (is_job(v))
		return v;
	if (!depth || json_kind(v) < JSON_LIST)
		return NULL;
	for (part = json_first(v); part; part = json_next(v, part))
		if ((found = find_job(part, depth - 1)))
			return found;
	return NULL;
}

/* ---- values ------------------------------------------------------------- */

/* Text that holds tags as entities: "&lt;p&gt;". */
static bool is_twice(struct str s)
{
	return s.len && !memchr(s.at, '<', s.len) &&
	       memmem(s.at, s.len, "&lt;", 4);
}

static void add_once(struct buf *to, struct str s)
{
	static const struct {
		struct str from;
		const char *to;
	} all[] = { { { "&lt;", 4 }, "<" }, { { "&gt;", 4 }, ">" },
		{ { "&quot;", 6 }, "\"" }, { { "&amp;", 5 }, "&" } };

	while (s.len) {
		size_t k = 0;

		while (k < LENGTH(all) && !str_starts(s, all[k].from))
			k++;
		if (k < LENGTH(all)) {
			buf_add(to, str_c(all[k].to));
			s = str_of(s.at + all[k].from.len,
				s.len - all[k].from.len);
			continue;
		}
		buf_addc(to, *s.at);
		s = str_of(s.at + 1, s.len - 1);
	}
}

/* Lines of a text without tags are lines of the page, too. */
static void add_text(struct buf *to, struct str s)
{
	bool tags = s.len && memchr(s.at, '<', s.len);

	if (is_twice(s)) {
		add_once(to, s);
		return;
	}
	while (!tags && s.len) {
		buf_add(to, str_cut(&s, '\n'));
		buf_add(to, s.len ? STR("<br>") : STR(""));
	}
	buf_add(to, s);
}

/* What a value says: itself, its name, or all of a list. */
static void add_value(
	struct buf *to, const struct json *v, const char *between, int depth)
{
	static const char *const names[] = { "name", "value", "addressLocality",
		"addressRegion", "addressCountry", "credentialCategory",
		"address", "description" };
	const struct json *part;
	size_t was = to->len, count = 0;

	if (json_kind(v) == JSON_TEXT) {
		add_text(to, json_text(v));
		return;
	}
	if (!depth || json_kind(v) < JSON_LIST)
		return;
	if (json_kind(v) == JSON_LIST) {
		for (part = json_first(v); part && count++ < LIST_MOST;
			part = json_next(v, part)) {
			if (to->len > was)
				buf_add(to, str_c(between));
			add_value(to, part, between, depth - 1);
		}
		return;
	}
	for (size_t i = 0; i < LENGTH(names); i++) {
		if (!(part = json_find(v, names[i])))
			continue;
		if (to->len > was)
			buf_add(to, STR(", "));
		add_value(to, part, ", ", depth - 1);
	}
}

/* "<p>Location: Turku</p>"; nothing where there is nothing. */
static void add_fact(
	struct buf *to, const struct json *job, const char *key, const char *as)
{
	size_t was = to->len, begin;

	if (!json_find(job, key))
		return;
	buf_addf(to, "<p>%s: ", as);
	begin = to->len;
	add_value(to, json_find(job, key), "; ", NESTED);
	if (to->len == begin)
		to->len = was;
	else
		buf_add(to, STR("</p>\n"));
}

static void add_part(
	struct buf *to, const struct json *job, const char *key, const char *as)
{
	size_t was = to->len, begin;

	if (!json_find(job, key))
		return;
	buf_addf(to, "<h2>%s</h2>\n<ul><li>", as);
	begin = to->len;
	add_value(to, json_find(job, key), "</li>\n<li>", NESTED);
	if (to->len == begin)
		to->len = was;
	else
		buf_add(to, STR("</li></ul>\n"));
}

/* {"monthsOfExperience": 36} */
static void add_months(struct buf *to, const struct json *job)
{
	int64_t months;

	if (json_int(json_at(job, "/experienceRequirements/monthsOfExperience"),
		    &months) &&
		months >= 12 && months <= 12 * 30)
		buf_addf(to,
			"<h2>Requirements</h2><ul><li>At least %d years of "
			"experience</li></ul>\n",
			(int)(months / 12));
}

bool posting_page_of(struct arena *mem, const struct json *doc, struct str *out)
{
	const struct json *job = find_job(doc, NESTED);
	struct buf b;

	if (!job)
		return false;
	buf_init(&b, mem, JOB_BYTES);
	buf_add(&b, STR("\xef\xbb\xbf<!DOCTYPE html>\n<h1>"));
	add_value(&b, json_find(job, "title"), " ", 1);
	buf_add(&b, STR("</h1>\n"));
	add_fact(&b, job, "hiringOrganization", "Company");
	add_fact(&b, job, "jobLocation", "Location");
	add_fact(&b, job, "employmentType", "Employment");
	buf_add(&b, STR("<div>"));
	add_value(&b, json_find(job, "description"), "<br>", 1);
	buf_add(&b, STR("</div>\n"));
	add_part(&b, job, "responsibilities", "Responsibilities");
	add_part(&b, job, "qualifications", "Requirements");
	add_part(&b, job, "skills", "Skills");
	add_part(&b, job, "experienceRequirements", "Requirements");
	add_part(&b, job, "educationRequirements", "Education");
	add_months(&b, job);
	*out = buf_str(&b);
	return buf_ok(&b);
}
