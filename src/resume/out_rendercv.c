/*
 * resume/out_rendercv.c - RenderCV's YAML: who it is, the design that was kept,
 * the locale. What RenderCV would refuse (a telephone number without its
 * country, an address that is none) becomes a connection of one's own.
 */
#include "resume/out_rendercv.h"
#include "resume/build.h"
#include "resume/rendercv.h"
#include "resume/shown.h"
#include "resume/yaml.h"

void resume_rendercv_text(
	struct rendercv_writer *w, const char *name, struct str text)
{
	if (text.len)
		json_put_text(json_key(&w->o, name), text);
}

/* ---- what RenderCV takes ------------------------------------------------ */

bool resume_rendercv_is_url(struct str s)
{
	size_t scheme = str_starts(s, STR("https://")) ? 8 : 7;
	struct str rest, host;

	if ((scheme == 7 && !str_starts(s, STR("http://"))) || !s.at)
		return false;
	rest = str_of(s.at + scheme, s.len - scheme);
	host = str_cut(&rest, '/');
	return host.len && *host.at != '.' && !memchr(s.at, ' ', s.len);
}

static bool is_email(struct str s)
{
	struct str domain = s, name = str_cut(&domain, '@');

	return name.len && domain.len && !memchr(domain.at, '@', domain.len) &&
	       memchr(domain.at, '.', domain.len) && *domain.at != '.' &&
	       domain.at[domain.len - 1] != '.' && !memchr(s.at, ' ', s.len);
}

/* With its country, and of a length that numbers have. */
static bool is_phone(struct str s)
{
	size_t digits = 0;

	if (!s.len || *s.at != '+')
		return false;
	for (size_t i = 1; i < s.len; i++) {
		if (!strchr("0123456789 -().", s.at[i]) || !s.at[i])
			return false;
		digits += s.at[i] >= '0' && s.at[i] <= '9';
	}
	return digits >= 7 && digits <= 15;
}

static bool all_of(struct str s, const char *more, size_t least, size_t most)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool plain = ((c | 32) >= 'a' && (c | 32) <= 'z') ||
			     (c >= '0' && c <= '9');

		if (!plain && (!c || !strchr(more, c)))
			return false;
	}
	return s.len >= least && s.len <= most;
}

/* 0000-0002-1825-0097 */
static bool is_orcid(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (i % 5 == 4 ? c != '-'
			       : !(c >= '0' && c <= '9') &&
					 !(i == 18 && c == 'X'))
			return false;
	}
	return s.len == 19;
}

/* "12345/name" */
static bool is_numbered_name(struct str s)
{
	struct str name = s, number = str_cut(&name, '/');
	int64_t n;

	return str_int(number, &n) && n >= 0 && name.len &&
	       !memchr(name.at, '/', name.len);
}

/* By the patterns that RenderCV checks. */
static bool fits(const char *network, struct str name, struct arena *mem)
{
	int64_t n;

	if (!name.len || memchr(name.at, ' ', name.len))
		return false;
	if (!strcmp(network, "Mastodon"))
		return resume_rendercv_url(mem, STR("Mastodon"), name).len > 0;
	if (!strcmp(network, "StackOverflow"))
		return is_numbered_name(name);
	if (!strcmp(network, "YouTube"))
		return *name.at != '@';
	if (!strcmp(network, "ORCID"))
		return is_orcid(name);
	if (!strcmp(network, "IMDB"))
		return name.len == 9 && str_starts(name, STR("nm")) &&
		       str_int(str_of(name.at + 2, 7), &n) && n >= 0;
	if (!strcmp(network, "Bluesky"))
		return memchr(name.at, '.', name.len) && *name.at != '.' &&
		       all_of(name, ".-", 3, 253);
	if (!strcmp(network, "WhatsApp"))
		return is_phone(name);
	if (!strcmp(network, "Reddit"))
		return all_of(name, "_-", 3, 23);
	return true;
}

/* ---- who it is ---------------------------------------------------------- */

/* What was kept beside the first of several: its number behind the slash. */
static struct str more_of(const struct json *kept, const char *name)
{
	struct str at = json_name(kept), start = str_c(name);
	int64_t n;

	if (!str_starts(at, STR("/cv/")))
		return STR_NONE;
	at = str_of(at.at + 4, at.len - 4);
	if (!str_starts(at, start) || at.len <= start.len + 1 ||
		at.at[start.len] != '/')
		return STR_NONE;
	at = str_of(at.at + start.len + 1, at.len - start.len - 1);
	return str_int(at, &n) ? json_text(kept) : STR_NONE;
}

struct reach {
	const char *name;
	bool (*takes)(struct str s);
	const char *icon;
};
static const struct reach reaches[] = {
	{ "email", is_email, "envelope" },
	{ "phone", is_phone, "phone" },
	{ "website", resume_rendercv_is_url, "link" },
};

static struct str value_of(struct rendercv_writer *w, const char *name)
{
	const struct resume_basics *b = &w->r->basics;

	return !strcmp(name, "email")   ? b->email
	       : !strcmp(name, "phone") ? b->phone
					: b->url;
}

/* The model has the first; a list where others were kept. */
static void put_reach(struct rendercv_writer *w, const struct reach *reach)
{
	const struct json *in = resume_kept_by(w->r, "rendercv"), *v;
	struct str first = value_of(w, reach->name);
	bool list = false;

	if (!reach->takes(first))
		return;
	json_key(&w->o, reach->name);
	for (v = json_first(in); v; v = json_next(in, v)) {
		struct str more = more_of(v, reach->name);

		if (!more.len)
			continue;
		if (!list) {
			json_list(&w->o);
			json_put_text(&w->o, first);
		}
		list = true;
		json_put_text(&w->o, more);
	}
	if (list)
		json_end(&w->o);
	else
		json_put_text(&w->o, first);
}

static void put_photo(struct rendercv_writer *w)
{
	struct str image = w->r->basics.image;

	if (!image.len)
		return;
	if (str_starts(image, STR("data:"))) {
		resume_note(w->report, RESUME_LEFT, STR("/basics/image"),
			"RenderCV takes a picture from a file or an address "
			"only");
		return;
	}
	json_put_text(json_key(&w->o, "photo"), image);
	if (!resume_rendercv_is_url(image))
		resume_note(w->report, RESUME_CHANGED, STR("/basics/image"),
			"RenderCV asks for this file beside its own");
}

/* The username, from the address where it is not given. */
static struct str username_of(struct rendercv_writer *w,
	const struct resume_profile *p, const struct rendercv_network *n)
{
	struct str prefix = str_c(n->prefix);
	struct resume_profile read = { 0 };

	if (p->username.len)
		return p->username;
	if (prefix.len && str_starts(p->url, prefix))
		return str_of(p->url.at + prefix.len, p->url.len - prefix.len);
	resume_profile_read(w->mem, p->url, &read);
	return read.username;
}

static struct str bare_url(struct str url)
{
	static const struct str starts[] = { { "https://", 8 },
		{ "http://", 7 }, { "www.", 4 } };

	for (size_t i = 0; i < LENGTH(starts); i++)
		if (str_starts(url, starts[i]))
			url = str_of(url.at + starts[i].len,
				url.len - starts[i].len);
	while (str_ends(url, STR("/")))
		url.len--;
	return url;
}

static bool same_url(struct str a, struct str b)
{
	return str_eq_nocase(bare_url(a), bare_url(b));
}

/* One of RenderCV's networks with a name that it takes; NULL: neither. */
static const struct rendercv_network *network_of(struct rendercv_writer *w,
	const struct resume_profile *p, struct str *username)
{
	const struct rendercv_network *n =
		resume_rendercv_network(w->mem, p->network);

	if (!n)
		return NULL;
	*username = username_of(w, p, n);
	if (!fits(n->name, *username, w->mem))
		return NULL;
	/* RenderCV makes the address: another one would get lost */
	return !p->url.len || same_url(p->url,
				      resume_rendercv_url(w->mem,
					      str_c(n->name), *username))
		       ? n
		       : NULL;
}

static void put_networks(struct rendercv_writer *w)
{
	const struct resume_basics *b = &w->r->basics;
	const struct rendercv_network *n;
	struct str username = STR_NONE;
	bool any = false;

	for (size_t i = 0; i < b->profiles.count; i++) {
		n = network_of(w, &b->profiles.at[i], &username);
		if (!n)
			continue;
		if (!any)
			json_list(json_key(&w->o, "social_networks"));
		any = true;
		json_object(&w->o);
		json_put_text(json_key(&w->o, "network"), str_c(n->name));
		json_put_text(json_key(&w->o, "username"), username);
		json_end(&w->o);
	}
	if (any)
		json_end(&w->o);
}

static void put_connection(struct rendercv_writer *w, bool *any,
	struct str icon, struct str placeholder, struct str url)
{
	if (!*any)
		json_list(json_key(&w->o, "custom_connections"));
	*any = true;
	json_object(&w->o);
	json_put_text(json_key(&w->o, "fontawesome_icon"), icon);
	json_put_text(json_key(&w->o, "placeholder"), placeholder);
	json_put_text(json_key(&w->o, "url"),
		resume_rendercv_is_url(url) ? url : STR_NONE);
	json_end(&w->o);
}

static struct str placeholder_of(
	struct rendercv_writer *w, const struct resume_profile *p)
{
	if (p->network.len && p->username.len)
		return str_fmt(w->mem, "%.*s: %.*s", STR_ARG(p->network),
			STR_ARG(p->username));
	return p->network.len    ? p->network
	       : p->username.len ? p->username
				 : p->url;
}

static void put_connections(struct rendercv_writer *w)
{
	const struct resume_basics *b = &w->r->basics;
	struct str username, icon;
	bool any = false;

	for (size_t i = 0; i < LENGTH(reaches); i++) {
		struct str value = value_of(w, reaches[i].name);

		if (!value.len || reaches[i].takes(value))
			continue;
		put_connection(
			w, &any, str_c(reaches[i].icon), value, STR_NONE);
		resume_note(w->report, RESUME_CHANGED,
			str_fmt(w->mem, "/basics/%s",
				i == 2 ? "url" : reaches[i].name),
			"RenderCV would refuse '%.*s' as a %s; it is a "
			"connection now",
			STR_ARG(value), reaches[i].name);
	}
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *p = &b->profiles.at[i];

		if (network_of(w, p, &username) || !placeholder_of(w, p).len)
			continue;
		icon = json_text(json_rest_find(&p->rest, STR("icon")));
		put_connection(w, &any, icon.len ? icon : STR("link"),
			placeholder_of(w, p), p->url);
	}
	if (any)
		json_end(&w->o);
}

static void leave_part(
	struct rendercv_writer *w, const char *name, struct str part)
{
	if (part.len)
		resume_note(w->report, RESUME_LEFT,
			str_fmt(w->mem, "/basics/location/%s", name),
			"RenderCV shows a place without its street");
}

static void put_place(struct rendercv_writer *w)
{
	struct str kept =
		json_text(resume_kept_of(w->r, "rendercv", "/cv/location"));

	resume_rendercv_text(w, "location",
		kept.len ? kept
			 : resume_place_text(w->mem, &w->r->basics.location));
	leave_part(w, "address", w->r->basics.location.address);
	leave_part(w, "postalCode", w->r->basics.location.postal_code);
}

/* One member of the head; false: there is none of this name. */
static bool put_member(struct rendercv_writer *w, struct str name)
{
	const struct resume_basics *b = &w->r->basics;

	for (size_t i = 0; i < LENGTH(reaches); i++)
		if (str_is(name, reaches[i].name)) {
			put_reach(w, &reaches[i]);
			return true;
		}
	if (str_is(name, "name"))
		resume_rendercv_text(w, "name", b->name);
	else if (str_is(name, "headline"))
		resume_rendercv_text(w, "headline", b->label);
	else if (str_is(name, "location"))
		put_place(w);
	else if (str_is(name, "photo"))
		put_photo(w);
	else if (str_is(name, "social_networks"))
		put_networks(w);
	else if (str_is(name, "custom_connections"))
		put_connections(w);
	else
		return false;
	return true;
}

/* In the order that was kept, which is that of the head of the page. */
static void put_cv(struct rendercv_writer *w)
{
	static const char usual[] = "name headline location email photo phone "
				    "website social_networks "
				    "custom_connections";
	const struct json *kept = resume_kept_of(w->r, "rendercv", "/cv");
	struct str orders[] = { json_text(kept), str_c(usual) }, done, name;
	struct buf b;

	buf_init(&b, w->mem, RESUME_TEXT + 1000);
	buf_addc(&b, ' ');
	json_object(json_key(&w->o, "cv"));
	for (size_t i = 0; i < LENGTH(orders); i++)
		while (orders[i].len) {
			name = str_cut(&orders[i], ' ');
			done = str_fmt(w->mem, " %.*s ", STR_ARG(name));
			if (memmem(b.at, b.len, done.at, done.len) ||
				!put_member(w, name))
				continue;
			buf_add(&b, name);
			buf_addc(&b, ' ');
		}
	resume_rendercv_sections(w);
	json_end(&w->o);
}

/* ---- what was kept ------------------------------------------------------ */

static void put_kept(
	struct rendercv_writer *w, const char *at, const char *name)
{
	const struct json *v = resume_kept_of(w->r, "rendercv", at);

	if (v)
		json_put(json_key(&w->o, name), v);
}

/* What stood beside the language. */
static void put_phrases(struct rendercv_writer *w)
{
	const struct json *in = resume_kept_by(w->r, "rendercv");

	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct str at = json_name(v);

		if (!str_starts(at, STR("/locale/")))
			continue;
		at = str_of(at.at + 8, at.len - 8);
		if (at.len && !memchr(at.at, '/', at.len))
			json_put(json_key_str(&w->o, at), v);
	}
}

/* The language; of what was kept of a locale, what stood beside it. */
static void put_locale(struct rendercv_writer *w)
{
	struct str tag = w->r->meta.vitae.locale, part = tag;
	const char *language = NULL;

	part = str_cut(&part, '-');
	for (size_t i = 0; i < resume_rendercv_locale_count; i++)
		if (part.len && str_is(part, resume_rendercv_locales[i].tag))
			language = resume_rendercv_locales[i].language;
	if (!language) {
		put_kept(w, "/locale", "locale");
		return;
	}
	w->has_locale = true;
	json_object(json_key(&w->o, "locale"));
	json_put_text(json_key(&w->o, "language"), str_c(language));
	put_phrases(w);
	json_end(&w->o);
}

bool resume_rendercv_write(struct arena *mem, const struct resume *r,
	struct buf *out, struct resume_report *report, struct err *err)
{
	struct resume shown = *r;
	struct rendercv_writer w = {
		.mem = mem, .r = &shown, .report = report
	};
	const struct json *doc;
	struct buf b;

	resume_show_only(mem, &shown, report);
	buf_init(&b, mem, JSON_BYTES);
	w.o = json_begin(&b, JSON_COMPACT);
	json_object(&w.o);
	put_cv(&w);
	put_kept(&w, "/design", "design");
	put_locale(&w);
	put_kept(&w, "/settings", "settings");
	json_end(&w.o);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG, "too big for RenderCV");
	if (!json_parse(mem, buf_str(&b), &doc, err))
		return false;
	resume_note_left(report, r, "RenderCV",
		w.has_locale ? "|section_titles|imported|locale|"
			     : "|section_titles|imported|");
	resume_yaml_write(out, doc);
	return true;
}
