/*
 * press/compose_head.c - who the document is of and how one reaches them: name,
 * headline, and the line of contacts, or its list in the side column.
 */
#include "press/compose_int.h"
#include "press/link.h"
#include "resume/shown.h"

/* ---- addresses ---------------------------------------------------------- */

static size_t scheme_len(struct str url)
{
	static const char *const schemes[] = { "https://", "http://" };

	for (size_t i = 0; i < LENGTH(schemes); i++) {
		size_t n = strlen(schemes[i]);

		if (url.len > n &&
			str_eq_nocase(str_of(url.at, n), str_c(schemes[i])))
			return n;
	}
	return 0;
}

struct str compose_address(struct str url)
{
	size_t n;

	url = str_trim(url);
	n = scheme_len(url);
	url = str_of(url.at + n, url.len - n);
	if (url.len > 1 && url.at[url.len - 1] == '/')
		url.len--;
	return url;
}

/* "github.com/ada" was meant as a link; "see below" was not. */
static bool is_host(struct str s)
{
	bool dot = false;

	for (size_t i = 0; i < s.len && s.at[i] != '/'; i++) {
		if ((unsigned char)s.at[i] <= ' ' || s.at[i] == '@' ||
			s.at[i] == ':')
			return false;
		dot = dot || (s.at[i] == '.' && i > 0 && i + 1 < s.len);
	}
	return dot;
}

struct str compose_link(struct arena *mem, struct str url)
{
	struct str out;

	url = press_text_clean(mem, str_trim(url));
	if (!scheme_len(url) && is_host(url))
		url = str_fmt(mem, "https://%.*s", STR_ARG(url));
	return url.len && link_safe(mem, url, &out) ? out : STR_NONE;
}

/* ---- contacts ----------------------------------------------------------- */

struct contacts {
	struct compose *c;
	bool stacked; /* each is a block of its own */
	struct press_line line;
	bool some;
};

static void add_contact(struct contacts *k, struct str text, struct str url,
	unsigned flags, struct str source)
{
	struct compose_block b = { .role = TREE_TEXT, .source = source };

	text = press_text_clean(k->c->mem, text);
	if (!text.len || !compose_spend(k->c, text))
		return;
	if (k->stacked) {
		press_line_begin(&k->line, k->c->mem);
		press_line_add(&k->line, text, flags, url);
		b.text = press_line_end(&k->line);
		b.joined = k->some;
		compose_add(k->c, &b);
	} else {
		if (k->some)
			press_line_between(
				&k->line, k->c->t->file.contact.separator);
		press_line_add(&k->line, text, flags, url);
	}
	k->some = true;
}

static void add_email(struct contacts *k)
{
	struct str email = press_text_clean(k->c->mem, k->c->r->basics.email);
	struct str url = str_fmt(k->c->mem, "mailto:%.*s", STR_ARG(email));
	struct str out;

	if (!email.len || !memchr(email.at, '@', email.len) ||
		!link_safe(k->c->mem, url, &out))
		out = STR_NONE;
	add_contact(k, email, out, TREE_NOBREAK, STR("/basics/email"));
}

/* What a telephone can dial: digits, and a plus before them. */
static struct str number_of(struct arena *mem, struct str phone)
{
	struct buf b;
	size_t digits = 0;

	buf_init(&b, mem, JSON_BYTES);
	buf_add(&b, STR("tel:"));
	for (size_t i = 0; i < phone.len; i++) {
		bool digit = phone.at[i] >= '0' && phone.at[i] <= '9';

		/* +44 (0)20 is dialled without the 0 */
		if (phone.len - i > 2 && !memcmp(phone.at + i, "(0)", 3) &&
			b.len > 4 && b.at[4] == '+') {
			i += 2;
			continue;
		}
		if (digit || (phone.at[i] == '+' && !digits))
			buf_addc(&b, phone.at[i]);
		else if (phone.at[i] >= 'A')
			break; /* "ext. 12" */
		digits += digit;
	}
	return digits >= 3 ? buf_str(&b) : STR_NONE;
}

static void add_phone(struct contacts *k)
{
	struct str phone = press_text_clean(k->c->mem, k->c->r->basics.phone);

	add_contact(k, phone, number_of(k->c->mem, phone), TREE_NOBREAK,
		STR("/basics/phone"));
}

/* Where the number stands behind the town. */
static bool town_first(struct str country)
{
	static const char *const codes[] = { "US", "CA", "GB", "AU", "IE", "NZ",
		"IN", "SG", "ZA", "TW", "KR", "RU", "UA" };

	for (size_t i = 0; i < LENGTH(codes); i++)
		if (str_eq_nocase(country, str_c(codes[i])))
			return true;
	return false;
}

static void add_part(struct press_line *line, struct str text, struct str glue)
{
	if (!press_text_shows(text))
		return;
	press_line_between(line, glue);
	press_line_add(line, text, 0, STR_NONE);
}

static void add_location(struct contacts *k)
{
	enum { TIED = 60 }; /* a longer address may end a line within */
	const struct resume_place *p = &k->c->r->basics.location;
	bool behind = town_first(p->country_code);
	struct press_line line;

	press_line_begin(&line, k->c->mem);
	add_part(&line, p->address, STR(", "));
	if (!behind)
		add_part(&line, p->postal_code, STR(", "));
	add_part(&line, p->city,
		!behind && p->postal_code.len ? STR(" ") : STR(", "));
	add_part(&line, p->region, STR(", "));
	if (behind)
		add_part(&line, p->postal_code, STR(" "));
	add_part(&line, p->country_code, STR(", "));
	add_contact(k, buf_str(&line.text), STR_NONE,
		k->stacked || line.text.len > TIED ? 0 : TREE_NOBREAK,
		STR("/basics/location"));
}

static void add_url(struct contacts *k, struct str url, struct str source)
{
	struct str link = compose_link(k->c->mem, url);

	add_contact(k, link.at ? compose_address(url) : url, link, TREE_NOBREAK,
		source);
}

static bool is_letter(char c)
{
	return (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (unsigned char)c >= 0x80;
}

static bool holds(struct str in, struct str word)
{
	for (size_t i = 0; i + word.len <= in.len; i++)
		if (str_eq_nocase(str_of(in.at + i, word.len), word))
			return true;
	return false;
}

/* Is each word of `part` somewhere in the address? */
static bool says(struct str url, struct str part)
{
	size_t i = 0, from;

	while (i < part.len) {
		while (i < part.len && !is_letter(part.at[i]))
			i++;
		for (from = i; i < part.len && is_letter(part.at[i]);)
			i++;
		if (!holds(url, str_of(part.at + from, i - from)))
			return false;
	}
	return true;
}

/* The address says it all, most of the time. */
static void add_profile(
	struct contacts *k, const struct resume_profile *p, size_t i)
{
	struct arena *mem = k->c->mem;
	struct str url = press_text_clean(mem, p->url), name = p->username;
	struct str link = compose_link(mem, url),
		   text = link.at ? compose_address(url) : url;
	bool network = !says(url, p->network), user = !says(url, name);

	if (text.len && user)
		text = str_fmt(
			mem, "%.*s (%.*s)", STR_ARG(text), STR_ARG(name));
	else if (!text.len)
		text = name;
	if (text.len && network)
		text = str_fmt(
			mem, "%.*s: %.*s", STR_ARG(p->network), STR_ARG(text));
	add_contact(k, text.len ? text : p->network, link, TREE_NOBREAK,
		compose_source(k->c, STR("/basics/profiles"), i));
}

static void add_profiles(struct contacts *k)
{
	const struct resume_basics *b = &k->c->r->basics;

	for (size_t i = 0; i < b->profiles.count; i++)
		if (!resume_is_hidden(&b->profiles.at[i].rest))
			add_profile(k, &b->profiles.at[i], i);
}

static void add_item(struct contacts *k, struct str item)
{
	const struct resume_basics *b = &k->c->r->basics;
	struct str rest = STR("rest.");

	if (str_is(item, "email"))
		add_email(k);
	else if (str_is(item, "phone"))
		add_phone(k);
	else if (str_is(item, "location"))
		add_location(k);
	else if (str_is(item, "url"))
		add_url(k, b->url, STR("/basics/url"));
	else if (str_is(item, "profiles"))
		add_profiles(k);
	else if (str_starts(item, rest))
		add_contact(k,
			json_text(json_rest_find(
				&b->rest, str_of(item.at + rest.len,
						  item.len - rest.len))),
			STR_NONE, 0, STR("/basics"));
}

static void add_items(struct contacts *k)
{
	const struct resume_texts *items = &k->c->t->file.contact.items;

	for (size_t i = 0; i < items->count && !k->c->failed; i++)
		add_item(k, items->at[i]);
}

void compose_contact(struct compose *c)
{
	struct contacts k = { .c = c, .stacked = true };

	c->region = TREE_SIDE;
	c->section = STR("contact");
	c->source = STR("/basics");
	c->heading = str_c(c->words->contact);
	add_items(&k);
	c->heading = STR_NONE;
}

/* ---- the head ----------------------------------------------------------- */

static void add_basic(struct compose *c, enum tree_role role, struct str text,
	struct str source)
{
	struct compose_block b = { .role = role, .source = source };

	b.text = compose_runs(c, text);
	compose_add(c, &b);
}

void compose_head(struct compose *c)
{
	struct contacts k = { .c = c };
	struct compose_block b = { .role = TREE_CONTACT,
		.source = STR("/basics") };

	c->region = TREE_HEAD;
	add_basic(c, TREE_NAME, c->r->basics.name, STR("/basics/name"));
	add_basic(c, TREE_LABEL, c->r->basics.label, STR("/basics/label"));
	if (c->look->columns == 2 && c->t->file.contact.in_side)
		return;
	press_line_begin(&k.line, c->mem);
	add_items(&k);
	b.text = press_line_end(&k.line);
	compose_add(c, &b);
}
