/*
 * press/redact.c - drops personal data. See redact.h.
 */
#include "press/redact.h"

const struct press_redact_row press_redacts[PRESS_REDACTS] = {
#define REDACT(id, name, about) { name, about },
#include "press/redact.def"
#undef REDACT
};

struct secret {
	struct str text;
	bool phone; /* its digits count, not how they are spaced */
};

enum { SECRETS = 200, SHORTEST = 3, PHONE_TAIL = 7 };

struct redacting {
	struct arena *mem;
	bool drop[PRESS_REDACTS];
	struct secret secret[SECRETS];
	size_t count, more; /* more: than there is room for */
	bool first[256];    /* does one begin with this byte? */
};

static void keep_secret(struct redacting *r, struct str text, bool phone)
{
	text = str_trim(text);
	if (text.len < SHORTEST)
		return;
	if (r->count == SECRETS) {
		r->more++;
		return;
	}
	r->secret[r->count++] = (struct secret){ text, phone };
	r->first[(unsigned char)text.at[0]] = true;
	if ((text.at[0] | 0x20) >= 'a' && (text.at[0] | 0x20) <= 'z')
		r->first[(unsigned char)text.at[0] ^ 0x20] = true;
	for (const char *p = "+(0123456789"; phone && *p; p++)
		r->first[(unsigned char)*p] = true;
}

/* ---- finding them again ------------------------------------------------- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool in_phone(char c)
{
	return is_digit(c) || (c && strchr(" +()-./", c));
}

/* The last digits of a text, from its end; how many there were. */
static size_t tail(struct str s, char out[PHONE_TAIL])
{
	size_t n = 0;

	for (size_t i = s.len; i-- > 0 && n < PHONE_TAIL;)
		if (is_digit(s.at[i]))
			out[n++] = s.at[i];
	return n;
}

/* A number at the beginning of s that ends like the secret: how long it is. */
static size_t phone_at(struct str s, struct str secret)
{
	char want[PHONE_TAIL], have[PHONE_TAIL];
	size_t len = 0, last = 0, n = tail(secret, want);

	if (!is_digit(s.at[0]) && s.at[0] != '+' && s.at[0] != '(')
		return 0;
	for (; len < s.len && in_phone(s.at[len]); len++)
		if (is_digit(s.at[len]))
			last = len + 1;
	if (n < PHONE_TAIL - 2 || tail(str_of(s.at, last), have) != n)
		return 0;
	return memcmp(want, have, n) == 0 ? last : 0;
}

/* Is a secret at the beginning of s? Its length there. */
static size_t secret_at(const struct redacting *r, struct str s)
{
	if (!r->first[(unsigned char)s.at[0]])
		return 0;
	for (size_t i = 0; i < r->count; i++) {
		const struct secret *k = &r->secret[i];
		size_t n = k->phone ? phone_at(s, k->text) : 0;

		if (n)
			return n;
		if (!k->phone && s.len >= k->text.len &&
			str_eq_nocase(str_of(s.at, k->text.len), k->text))
			return k->text.len;
	}
	return 0;
}

static void clean(struct redacting *r, struct str *text)
{
	struct str s = *text;
	bool found = false;
	struct buf b;
	size_t n;

	for (size_t i = 0, from = 0; i < s.len; i += n ? n : 1) {
		n = secret_at(r, str_of(s.at + i, s.len - i));
		if (n && !found)
			buf_init(&b, r->mem, s.len * 3 + 8);
		if (n) {
			buf_add(&b, str_of(s.at + from, i - from));
			buf_add(&b, STR("…"));
			from = i + n;
			found = true;
		}
		if (found && i + (n ? n : 1) >= s.len)
			buf_add(&b, str_of(s.at + from, s.len - from));
	}
	if (found)
		*text = buf_str(&b);
}

static void clean_list(struct redacting *r, struct resume_texts *list)
{
	struct str *copy = ARENA_LIST(r->mem, struct str, list->count);

	for (size_t i = 0; i < list->count; i++) {
		copy[i] = list->at[i];
		clean(r, &copy[i]);
	}
	list->at = copy;
}

/* Members that no table names go when a secret is in them. */
static void clean_rest(struct redacting *r, struct json_rest *rest)
{
	struct json_rest kept = { NULL, 0 };

	if (!rest->count)
		return;
	kept.at = ARENA_LIST(r->mem, const struct json *, rest->count);
	for (size_t i = 0; i < rest->count; i++) {
		struct str was, text;
		struct buf b;

		buf_init(&b, r->mem, (size_t)JSON_BYTES * 2);
		json_write(&b, rest->at[i]);
		was = text = buf_str(&b);
		clean(r, &text);
		if (text.at == was.at)
			kept.at[kept.count++] = rest->at[i];
	}
	*rest = kept;
}

/* ---- the parts ---------------------------------------------------------- */

static void clean_entry(struct redacting *r, struct resume_entry *e)
{
#define TEXT(name, json) clean(r, &e->name);
#define TEXTS(name, json) clean_list(r, &e->name);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	clean_rest(r, &e->rest);
}

static void clean_entries(struct redacting *r, struct resume_entries *list)
{
	struct resume_entry *copy =
		ARENA_LIST(r->mem, struct resume_entry, list->count);

	for (size_t i = 0; i < list->count; i++) {
		copy[i] = list->at[i];
		clean_entry(r, &copy[i]);
	}
	list->at = copy;
}

static const char *const births[] = { "birth", "birthDate", "birthday",
	"birth_date", "dateOfBirth", "birthPlace", "placeOfBirth", "age",
	NULL };
static const char *const photos[] = { "picture", "photo", NULL };

static void drop_members(
	struct redacting *r, struct json_rest *rest, const char *const *names)
{
	struct json_rest kept = { NULL, 0 };

	kept.at = ARENA_LIST(r->mem, const struct json *, rest->count);
	for (size_t i = 0; i < rest->count; i++) {
		bool found = false;

		for (const char *const *n = names; *n; n++)
			found = found || str_eq_nocase(json_name(rest->at[i]),
						 str_c(*n));
		if (found)
			keep_secret(r, json_text(rest->at[i]), false);
		else
			kept.at[kept.count++] = rest->at[i];
	}
	*rest = kept;
}

static void clean_basics(struct redacting *r, struct resume_basics *b)
{
	struct resume_profile *copy =
		ARENA_LIST(r->mem, struct resume_profile, b->profiles.count);

	clean(r, &b->name);
	clean(r, &b->label);
	clean(r, &b->summary);
	clean(r, &b->url);
	clean_rest(r, &b->rest);
	clean_rest(r, &b->location.rest);
	for (size_t i = 0; i < b->profiles.count; i++) {
		copy[i] = b->profiles.at[i];
		clean(r, &copy[i].username);
		clean(r, &copy[i].url);
		clean_rest(r, &copy[i].rest);
	}
	b->profiles.at = copy;
}

static void clean_letter(struct redacting *r, struct resume_letter *l)
{
	clean(r, &l->subject);
	clean(r, &l->salutation);
	clean(r, &l->closing);
	clean(r, &l->signature);
	clean_list(r, &l->addressee);
	clean_list(r, &l->paragraphs);
	clean_rest(r, &l->rest);
}

static void clean_custom(struct redacting *r, struct resume_vitae *v)
{
	struct resume_custom *copy = ARENA_LIST(
		r->mem, struct resume_custom, v->custom_sections.count);

	for (size_t i = 0; i < v->custom_sections.count; i++) {
		copy[i] = v->custom_sections.at[i];
		clean(r, &copy[i].title);
		clean_entries(r, &copy[i].entries);
		copy[i].rest.count = 0;
	}
	v->custom_sections.at = copy;
}

/* ---- what is dropped ---------------------------------------------------- */

static void drop(struct redacting *r, enum press_redact what, struct str *field,
	bool phone)
{
	if (!r->drop[what])
		return;
	keep_secret(r, *field, phone);
	*field = STR_NONE;
}

static void drop_referees(struct redacting *r, struct resume_entries *list)
{
	struct resume_entry *copy =
		ARENA_LIST(r->mem, struct resume_entry, list->count);

	for (size_t i = 0; i < list->count; i++) {
		keep_secret(r, list->at[i].name, false);
		copy[i].reference = list->at[i].reference;
	}
	list->at = copy;
}

static bool read_names(
	struct redacting *r, const struct resume_texts *names, struct err *err)
{
	for (size_t i = 0; i < names->count; i++) {
		int k = 0;

		while (k < PRESS_REDACTS &&
			!str_is(names->at[i], press_redacts[k].name))
			k++;
		if (k == PRESS_REDACTS)
			return err_set(err, ERR_BAD_INPUT,
				"'%.*s' cannot be redacted; photo, address, "
				"phone, email, birth_date and referees can",
				names->at[i].len > 40 ? 40
						      : (int)names->at[i].len,
				names->at[i].at);
		r->drop[k] = true;
	}
	return true;
}

bool press_redact(struct arena *mem, const struct resume *r,
	const struct resume_texts *names, struct resume *out, struct err *err)
{
	struct redacting k = { .mem = mem };
	struct resume_basics *b = &out->basics;

	if (!read_names(&k, names, err))
		return false;
	*out = *r;
	if (!names->count)
		return true;
	if (k.drop[PRESS_REDACT_PHOTO])
		b->image = out->meta.vitae.photo = STR_NONE;
	drop(&k, PRESS_REDACT_EMAIL, &b->email, false);
	drop(&k, PRESS_REDACT_PHONE, &b->phone, true);
	drop(&k, PRESS_REDACT_ADDRESS, &b->location.address, false);
	if (k.drop[PRESS_REDACT_ADDRESS])
		b->location.postal_code = STR_NONE;
	if (k.drop[PRESS_REDACT_BIRTH])
		drop_members(&k, &b->rest, births);
	if (k.drop[PRESS_REDACT_PHOTO])
		drop_members(&k, &b->rest, photos);
	if (k.drop[PRESS_REDACT_REFEREES])
		drop_referees(&k, &out->section[RESUME_REFERENCES]);
	if (k.more)
		return err_set(err, ERR_TOO_BIG,
			"at most %d names can be redacted", SECRETS);
	clean_basics(&k, b);
	for (int i = 0; i < RESUME_SECTIONS; i++)
		clean_entries(&k, &out->section[i]);
	clean_letter(&k, &out->meta.vitae.letter);
	clean_custom(&k, &out->meta.vitae);
	/* Nobody knows what else is in there: what was imported, for one. */
	out->rest.count = out->meta.rest.count = 0;
	out->meta.vitae.rest.count = 0;
	return true;
}
