/*
 * tailor/truth.c - see truth.h. Opens a source, runs the checks, tells what is
 * wrong; and what is of the person and of the document, not of an entry.
 */
#include "base/utf8.h"
#include "tailor/truth_int.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const struct truth_kind_row truth_kinds[TRUTH_KINDS] = {
#define KIND(id, name, sentence) { name, sentence },
#include "tailor/truth_kinds.def"
#undef KIND
};

enum { SAID_MOST = 400 /* bytes of a sentence that tells a fault */ };

void truth_tell(struct truth_checking *c, struct str at, enum truth_kind kind,
	struct str what, const char *fmt, ...)
{
	struct truth_report *out = c->out;
	char said[SAID_MOST];
	va_list args;

	if (out->count == TRUTH_FAULTS) {
		out->more++;
		return;
	}
	if (!out->at)
		out->at = ARENA_LIST(c->mem, struct truth_fault, TRUTH_FAULTS);
	va_start(args, fmt);
	vsnprintf(said, sizeof(said), fmt, args);
	va_end(args);
	out->at[out->count++] = (struct truth_fault){ at, kind, what,
		str_copy(c->mem, utf8_whole(str_c(said))) };
}

/* ---- what is hidden -------------------------------------------------------
 */

static bool hides(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xad ||
	       c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x3164 ||
	       c == 0xffa0 || c == 0x180e || c >= 0xe0000 ||
	       (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
}

void truth_hidden_check(struct truth_checking *c, struct str at, uint32_t entry,
	struct str text)
{
	uint32_t code;
	int n;

	if (truth_text_stands(c->t, entry, text))
		return;
	for (size_t i = 0; i < text.len; i += (size_t)abs(n)) {
		n = utf8_decode(str_of(text.at + i, text.len - i), &code);
		if (n <= 0 || hides(code)) {
			truth_tell(c, at, TRUTH_HIDDEN,
				str_of(text.at + i, (size_t)abs(n)),
				"U+%04X hides something or cannot be seen",
				n > 0 ? code : 0xfffdu);
			return;
		}
	}
}

/* ---- values of any kind ---------------------------------------------------
 */

static bool is_same_value(
	struct arena *mem, const struct json *a, const struct json *b)
{
	struct buf one, other;

	if (!a || !b)
		return a == b;
	buf_init(&one, mem, RESUME_BYTES);
	buf_init(&other, mem, RESUME_BYTES);
	json_write(&one, a);
	json_write(&other, b);
	return str_eq(buf_str(&one), buf_str(&other));
}

void truth_rest_check(struct truth_checking *c, struct str at,
	const struct json_rest *ours, const struct json_rest *theirs)
{
	for (size_t i = 0; i < theirs->count; i++) {
		struct str name = json_name(theirs->at[i]);

		if (!is_same_value(
			    c->mem, json_rest_find(ours, name), theirs->at[i]))
			truth_tell(c,
				str_fmt(c->mem, "%.*s/%.*s", STR_ARG(at),
					STR_ARG(name)),
				TRUTH_FIELD, name,
				"'%.*s' is not what it is there",
				STR_ARG(name));
	}
}

/* ---- the person -----------------------------------------------------------
 */

static void same_contact(struct truth_checking *c, const char *at,
	struct str ours, struct str theirs)
{
	if (theirs.len && !truth_same(ours, theirs))
		truth_tell(c, str_c(at), TRUTH_CONTACT, theirs,
			"it is '%.*s' there", STR_ARG(ours));
}

static void check_place(struct truth_checking *c,
	const struct resume_place *ours, const struct resume_place *theirs)
{
	same_contact(
		c, "/basics/location/address", ours->address, theirs->address);
	same_contact(c, "/basics/location/postalCode", ours->postal_code,
		theirs->postal_code);
	same_contact(c, "/basics/location/city", ours->city, theirs->city);
	same_contact(c, "/basics/location/countryCode", ours->country_code,
		theirs->country_code);
	same_contact(
		c, "/basics/location/region", ours->region, theirs->region);
	truth_rest_check(
		c, STR("/basics/location"), &ours->rest, &theirs->rest);
}

static bool has_profile(struct arena *mem, const struct resume_basics *b,
	const struct resume_profile *p)
{
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *o = &b->profiles.at[i];
		bool same = truth_same(o->network, p->network) &&
			    (!p->username.len ||
				    truth_same(o->username, p->username)) &&
			    (!p->url.len || truth_same(o->url, p->url));

		for (size_t k = 0; same && k < p->rest.count; k++)
			same = is_same_value(mem,
				json_rest_find(
					&o->rest, json_name(p->rest.at[k])),
				p->rest.at[k]);
		if (same)
			return true;
	}
	return false;
}

static void check_basics(struct truth_checking *c)
{
	const struct resume_basics *ours = &c->t->source->basics;
	const struct resume_basics *b = &c->proposed->basics;

	if (!truth_same(ours->name, b->name))
		truth_tell(c, STR("/basics/name"), TRUTH_CONTACT, b->name,
			"it is '%.*s' there", STR_ARG(ours->name));
	same_contact(c, "/basics/email", ours->email, b->email);
	same_contact(c, "/basics/phone", ours->phone, b->phone);
	same_contact(c, "/basics/url", ours->url, b->url);
	same_contact(c, "/basics/image", ours->image, b->image);
	check_place(c, &ours->location, &b->location);
	for (size_t i = 0; i < b->profiles.count && i < TRUTH_ENTRIES; i++)
		if (!has_profile(c->mem, ours, &b->profiles.at[i]))
			truth_tell(c,
				str_fmt(c->mem, "/basics/profiles/%zu", i),
				TRUTH_CONTACT,
				b->profiles.at[i].url.len
					? b->profiles.at[i].url
					: b->profiles.at[i].username,
				"there is no such profile");
	truth_rest_check(c, STR("/basics"), &ours->rest, &b->rest);
	truth_say(c, STR("/basics/label"), TRUTH_OF_LABEL, 0, b->label);
	truth_say(c, STR("/basics/summary"), TRUTH_OF_PERSON, 0, b->summary);
}

/* ---- the document ---------------------------------------------------------
 */

static bool is_hidden(const struct resume *r, struct str section)
{
	const struct resume_texts *h = &r->meta.vitae.hidden_sections;

	for (size_t i = 0; i < h->count; i++)
		if (str_eq(h->at[i], section))
			return true;
	return false;
}

static void check_meta(struct truth_checking *c)
{
	const struct resume_vitae *ours = &c->t->source->meta.vitae;
	const struct resume_vitae *v = &c->proposed->meta.vitae;
	static const char *const stay[] = { "work", "education" };

	if (v->style && !is_same_value(c->mem, ours->style, v->style))
		truth_tell(c, STR("/meta/vitae/style"), TRUTH_HIDDEN, STR_NONE,
			"colours and sizes are not for who words a resume");
	for (size_t i = 0; i < LENGTH(stay); i++)
		if (!c->t->ask.entries_may_go &&
			is_hidden(c->proposed, str_c(stay[i])) &&
			!is_hidden(c->t->source, str_c(stay[i])))
			truth_tell(c, STR("/meta/vitae/hidden_sections"),
				TRUTH_REMOVED, str_c(stay[i]),
				"'%s' is hidden, and nobody asked for it",
				stay[i]);
	truth_rest_check(c, STR(""), &c->t->source->rest, &c->proposed->rest);
	truth_rest_check(c, STR("/meta/vitae"), &ours->rest, &v->rest);
}

/* ---- the calls ------------------------------------------------------------
 */

bool truth_open(struct arena *mem, const struct resume *source,
	struct truth_ask ask, struct truth **out, struct err *err)
{
	struct truth *t = ARENA_NEW(mem, struct truth);

	t->mem = mem;
	t->source = source;
	t->ask = ask;
	truth_lexicon_read(mem, &t->lex);
	*out = t;
	return truth_source_read(t, err);
}

static bool end(const struct truth_checking *c, struct err *err)
{
	if (c->too_long)
		return err_set(err, ERR_TOO_BIG,
			"the proposal takes too long to be held against its "
			"source");
	return true;
}

bool truth_check(struct arena *mem, struct truth *t,
	const struct resume *proposed, struct truth_report *out,
	struct err *err)
{
	struct truth_checking c = { mem, t, proposed, out, false };
	size_t texts;

	*out = (struct truth_report){ 0 };
	t->steps = 0;
	if (!truth_size_check(proposed, &texts, err))
		return false;
	check_basics(&c);
	truth_entries_check(&c);
	truth_skills_check(&c);
	check_meta(&c);
	return end(&c, err);
}

/* Is the pointer that of the entry, or of something in it? */
static bool is_in(struct str at, struct str entry)
{
	return str_starts(at, entry) &&
	       (at.len == entry.len || at.at[entry.len] == '/');
}

static uint32_t entry_at(const struct truth *t, struct str at)
{
	for (size_t i = 0; i < t->entries; i++)
		if (is_in(at, t->entry[i].at))
			return (uint32_t)i + 1;
	return 0;
}

bool truth_check_text(struct arena *mem, struct truth *t, struct str at,
	struct str before, struct str after, struct truth_report *out,
	struct err *err)
{
	struct truth_checking c = { mem, t, NULL, out, false };
	uint32_t entry = entry_at(t, at);

	*out = (struct truth_report){ 0 };
	t->steps = 0;
	if (after.len > TRUTH_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"a text of over %d kB cannot be held against its "
			"source",
			TRUTH_BYTES >> 10);
	if (!truth_text_stands(t, entry, before))
		truth_tell(&c, at, TRUTH_BEFORE, before,
			"'%.*s' does not stand there", STR_ARG(before));
	if (is_in(at, STR("/skills")) ||
		(entry && str_ends(at, STR("/keywords"))))
		truth_skill_say(
			&c, at, is_in(at, STR("/skills")) ? 0 : entry, after);
	else
		truth_say(&c, at,
			entry                         ? TRUTH_OF_ENTRY
			: str_is(at, "/basics/label") ? TRUTH_OF_LABEL
						      : TRUTH_OF_PERSON,
			entry, after);
	return end(&c, err);
}
