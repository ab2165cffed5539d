/* resume/build.c - see build.h. */
#include "resume/build.h"
#include "resume/blocks.h"
#include "resume/codes.h"
#include "resume/period.h"
#include "resume/words.h"

/* Doubles a list whose count reached a power of two; so no room need be
 * remembered. */
static void *grown(struct arena *mem, void *at, size_t count, size_t size)
{
	char *more;

	if (count & (count - 1))
		return at;
	more = arena_alloc(mem, (count ? count * 2 : 1) * size);
	if (count)
		memcpy(more, at, count * size);
	return more;
}

struct resume_entry *resume_entry_add(
	struct arena *mem, struct resume_entries *list)
{
	list->at = grown(mem, list->at, list->count, sizeof(*list->at));
	return &list->at[list->count++];
}

struct resume_profile *resume_profile_add(
	struct arena *mem, struct resume_basics *basics)
{
	basics->profiles.at = grown(mem, basics->profiles.at,
		basics->profiles.count, sizeof(*basics->profiles.at));
	return &basics->profiles.at[basics->profiles.count++];
}

void resume_text_add(
	struct arena *mem, struct resume_texts *list, struct str text)
{
	if (!text.len)
		return;
	list->at = grown(mem, list->at, list->count, sizeof(*list->at));
	list->at[list->count++] = text;
}

/* "Talks & Lectures": "talks-lectures". */
static struct str id_of(struct arena *mem, struct str title)
{
	struct str folded = resume_fold(mem, title);
	struct buf id;

	buf_init(&id, mem, RESUME_TEXT);
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.at[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			    c >= 0x80;

		if (word)
			buf_addc(&id, (char)c);
		else if (id.len && id.at[id.len - 1] != '-')
			buf_addc(&id, '-');
	}
	if (id.len && id.at[id.len - 1] == '-')
		id.len--;
	return id.len ? buf_str(&id) : STR("section");
}

struct resume_custom *resume_custom_add(
	struct arena *mem, struct resume *r, struct str title)
{
	struct resume_vitae *v = &r->meta.vitae;
	size_t count = v->custom_sections.count;
	struct resume_custom *c;
	struct str id = id_of(mem, title);

	/* More are refused at the end. */
	for (size_t i = 0; i < count && i < RESUME_ENTRIES; i++)
		if (str_eq(v->custom_sections.at[i].id, id))
			return &v->custom_sections.at[i];
	v->custom_sections.at =
		grown(mem, v->custom_sections.at, count, sizeof(*c));
	c = &v->custom_sections.at[v->custom_sections.count++];
	c->id = id;
	c->title = title;
	return c;
}

/* Beyond so many, ids are told apart by their number alone. */
enum { CUSTOM_LOOKS = 500 };

static bool is_taken(const struct resume_vitae *v, struct str id)
{
	if (str_is(id, "summary"))
		return true;
	for (size_t i = 0; i < RESUME_SECTIONS; i++)
		if (str_is(id, resume_sections[i].name))
			return true;
	for (size_t i = 0; i < v->custom_sections.count; i++)
		if (str_eq(v->custom_sections.at[i].id, id))
			return true;
	return false;
}

struct resume_custom *resume_custom_new(
	struct arena *mem, struct resume *r, struct str title, struct str id)
{
	struct resume_vitae *v = &r->meta.vitae;
	size_t count = v->custom_sections.count;
	struct resume_custom *c;

	if (!id.len)
		id = id_of(mem, title);
	if (count > CUSTOM_LOOKS || is_taken(v, id))
		id = str_fmt(mem, "%.*s-%zu", STR_ARG(id), count + 1);
	v->custom_sections.at =
		grown(mem, v->custom_sections.at, count, sizeof(*c));
	c = &v->custom_sections.at[v->custom_sections.count++];
	c->id = id;
	c->title = title;
	return c;
}

/* ---- dates -------------------------------------------------------------- */

struct str resume_date_take(struct resume_report *report, struct str at,
	struct str text, bool is_end)
{
	struct resume_period p = { 0 };
	struct resume_date d;
	struct str read;

	text = str_trim(text);
	if (!text.len || resume_date_read(text, &d))
		return text.len ? text : STR_NONE;
	if (is_end && resume_present_is(resume_fold(report->mem, text)))
		return STR_NONE;
	if (!resume_period_read(report->mem, text, &p) || !p.single ||
		p.rest.len) {
		resume_note(report, RESUME_DOUBTFUL, at,
			"'%.*s' was not understood as a date", STR_ARG(text));
		return text;
	}
	read = resume_date_text(report->mem, p.from);
	if (p.doubtful)
		resume_note(report, RESUME_DOUBTFUL, at,
			"the date '%.*s' was read as %.*s", STR_ARG(text),
			STR_ARG(read));
	return read;
}

/* ---- bodies and places -------------------------------------------------- */

void resume_body_take(struct resume_report *report, struct str at,
	struct str text, struct str *summary, struct resume_texts *bullets)
{
	struct resume_blocks blocks = { 0 };
	struct resume_texts list;

	resume_blocks_read(report->mem, text, &blocks);
	*summary = resume_blocks_text(report->mem, &blocks);
	if (!summary->len)
		*summary = STR_NONE;
	list = resume_blocks_bullets(report->mem, &blocks);
	if (list.count)
		*bullets = list;
	if (blocks.more)
		resume_note(report, RESUME_CHANGED, at,
			"the text is all there, what it looked like is not");
}

void resume_place_read(struct str text, struct resume_place *out)
{
	struct str rest = text, part, parts[3] = { { 0 } };
	size_t n = 0;

	while (rest.len) {
		part = str_trim(str_cut(&rest, ','));
		if (!part.len)
			continue;
		if (n == LENGTH(parts)) {
			/* More than we know of: all of it names the place. */
			out->city = str_trim(text);
			return;
		}
		parts[n++] = part;
	}
	/* "CA" behind a town is California more often than Canada. */
	if (n && !(n == 2 && resume_state_is(parts[1]))) {
		out->country_code = resume_country_find(parts[n - 1]);
		n -= out->country_code.len > 0;
	}
	if (n)
		out->city = parts[0];
	if (n == 2)
		out->region = parts[1];
	else if (n == 3)
		out->city = str_trim(text);
}

/* ---- profiles ----------------------------------------------------------- */

static const struct {
	const char *name;
	struct str host, path;
} networks[] = {
#define NETWORK(name, host, path) \
	{ name, { host, sizeof(host) - 1 }, { path, sizeof(path) - 1 } },
#include "resume/networks.def"
#undef NETWORK
};

static bool drop(struct str *s, struct str prefix)
{
	if (s->len < prefix.len ||
		!str_eq_nocase(str_of(s->at, prefix.len), prefix))
		return false;
	*s = str_of(s->at + prefix.len, s->len - prefix.len);
	return true;
}

/* "de.linkedin.com" is of linkedin.com; "netlinkedin.com" is not. */
static bool is_of(struct str host, struct str network)
{
	size_t more;

	if (host.len < network.len)
		return false;
	more = host.len - network.len;
	return str_eq_nocase(str_of(host.at + more, network.len), network) &&
	       (!more || host.at[more - 1] == '.');
}

/* The part of a path that names somebody; empty where it names a thing. */
static struct str user_of(struct str path, struct str before)
{
	struct str rest = path, user;

	if (before.len && !drop(&rest, before))
		return STR("");
	for (size_t i = 0; i < rest.len; i++)
		if (rest.at[i] == '?' || rest.at[i] == '#' || rest.at[i] == '&')
			rest.len = i;
	user = str_cut(&rest, '/');
	return rest.len && !before.len ? STR("") : user;
}

bool resume_profile_read(
	struct arena *mem, struct str url, struct resume_profile *out)
{
	struct str rest = str_trim(url), host;

	if (!drop(&rest, STR("https://")) && !drop(&rest, STR("http://")))
		url = str_fmt(mem, "https://%.*s", STR_ARG(rest));
	host = str_cut(&rest, '/');
	for (size_t i = 0; i < LENGTH(networks); i++) {
		struct str user;

		if (!is_of(host, networks[i].host))
			continue;
		user = user_of(rest, networks[i].path);
		if (!user.len)
			return false;
		*out = (struct resume_profile){
			.network = str_c(networks[i].name),
			.username = str_copy(mem, user),
			.url = url,
		};
		return true;
	}
	return false;
}
