/*
 * intake/parse_traces.c - where each value of the resume was found, and how
 * surely it is what it is said to be. Changes no value.
 */
#include "intake/parse_int.h"

/* What a step knew when it made a value; found again by its text's address. */
void parse_note(
	struct parse *p, struct str value, size_t from, size_t to, float sure)
{
	if (!value.len)
		return;
	if (p->notes == p->note_room) {
		struct note *more;

		p->note_room = p->note_room ? 2 * p->note_room : 256;
		more = ARENA_LIST(&p->own, struct note, p->note_room);
		if (p->notes)
			memcpy(more, p->note, p->notes * sizeof(*more));
		p->note = more;
	}
	p->note[p->notes++] = (struct note){ .value = value.at,
		.from = (uint32_t)from,
		.to = (uint32_t)to,
		.sure = sure };
}

/* What makes looking for many values quick. */
struct tracing {
	struct parse *p;
	uint32_t *last; /* by a value's address: its last note, from 1 */
	size_t slots;
	struct str *row; /* squeezed, once they are asked for */
	size_t looks;    /* at rows, for values that nobody noted */
	/* Where such a value is looked for first. */
	bool person;   /* in the sections that tell of the person */
	uint32_t from; /* from where its entry begins */
};

static uint32_t *slot_of(const struct tracing *t, const char *value)
{
	uint64_t i = (uintptr_t)value * 0x9e3779b97f4a7c15u >> 20;

	for (;; i++) {
		uint32_t *slot = &t->last[i & (t->slots - 1)];

		if (!*slot || t->p->note[*slot - 1].value == value)
			return slot;
	}
}

static struct tracing tracing(struct parse *p)
{
	struct tracing t = { .p = p, .slots = 16 };

	while (t.slots < 2 * p->notes + 1)
		t.slots *= 2;
	t.last = ARENA_LIST(&p->own, uint32_t, t.slots);
	for (size_t i = 0; i < p->notes; i++)
		*slot_of(&t, p->note[i].value) = (uint32_t)i + 1;
	return t;
}

static const struct note *note_find(const struct tracing *t, struct str value)
{
	uint32_t last = *slot_of(t, value.at);

	return last ? &t->p->note[last - 1] : NULL;
}

/* ---- words -------------------------------------------------------------- */

/* Letters and digits only, so that marks and blanks do not matter. */
static size_t squeeze(struct str s, char *to, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < room; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c >= '0' && c <= '9') || c >= 0x80 ||
			((c | 32) >= 'a' && (c | 32) <= 'z'))
			to[n++] = (char)c;
	}
	return n;
}

enum {
	KEY_BYTES = 24,
	ROW_BYTES = 1024,
	/* Of rows that are gone through in all: with as many as a resume has,
	 * that is more than it has values. */
	LOOKS_MOST = 2000000
};

static struct str *squeezed(struct parse *p)
{
	struct str *row = ARENA_LIST(&p->own, struct str, p->count + 1);
	char text[ROW_BYTES];

	for (size_t i = 0; i < p->count; i++) {
		size_t n = squeeze(p->row[i].text, text, sizeof(text));

		row[i] = str_copy(&p->own, str_of(text, n));
	}
	return row;
}

/* How many rows below the one where `key` ends hold more of it. */
static size_t rows_more(const struct tracing *t, size_t row, struct str rest)
{
	size_t n = 1;

	for (; rest.len && row + n < t->p->count; n++) {
		struct str text = t->row[row + n];
		size_t same = text.len < rest.len ? text.len : rest.len;

		if (!same || memcmp(text.at, rest.at, same) != 0)
			break;
		rest = str_of(rest.at + same, rest.len - same);
	}
	return n;
}

/* The first of these rows whose text holds the beginning of the value. */
static bool search_in(struct tracing *t, struct str value, size_t from,
	size_t to, struct note *out)
{
	struct parse *p = t->p;
	size_t key = value.len < KEY_BYTES ? value.len : KEY_BYTES;

	for (size_t i = from; i < to && t->looks < LOOKS_MOST; i++) {
		struct str text = t->row[i];
		size_t want = key < text.len ? key : text.len, same = want;
		const char *at;

		t->looks++;
		if (!want || (text.len < key && i + 1 == p->count))
			continue;
		at = memmem(text.at, text.len, value.at, want);
		if (!at)
			continue;
		while (same < value.len && at + same < text.at + text.len &&
			at[same] == value.at[same])
			same++;
		*out = (struct note){
			.from = (uint32_t)i, .to = (uint32_t)i + 1, .sure = 0.7f
		};
		if (at + same == text.at + text.len)
			out->to =
				(uint32_t)(i +
					   rows_more(t, i,
						   str_of(value.at + same,
							   value.len - same)));
		return true;
	}
	return false;
}

static bool search_person(struct tracing *t, struct str key, struct note *out)
{
	struct parse *p = t->p;

	for (size_t i = 0; i < p->sections; i++) {
		const struct section *s = &p->section[i];

		if ((s->person || s->about || s->what == RESUME_SUMMARY) &&
			search_in(t, key, s->from, s->to, out))
			return true;
	}
	return false;
}

/* A page prints no more than "example.org" of an address, or a sign. */
static struct str without_scheme(struct str s)
{
	static const char *const before[] = { "https://", "http://", "www." };

	for (size_t i = 0; i < LENGTH(before); i++)
		if (str_starts(s, str_c(before[i])))
			s = str_of(s.at + strlen(before[i]),
				s.len - strlen(before[i]));
	return s;
}

static bool links_to(const struct row *r, struct str url)
{
	for (size_t k = 0; k < r->count; k++)
		for (size_t i = 0; i < r->cell[k].count; i++)
			if (str_eq(without_scheme(r->cell[k].at[i].url), url))
				return true;
	return false;
}

static bool search_link(struct tracing *t, struct str url, struct note *out)
{
	for (size_t i = 0; i < t->p->count && t->looks < LOOKS_MOST; i++) {
		t->looks++;
		if (!links_to(&t->p->row[i], url))
			continue;
		*out = (struct note){
			.from = (uint32_t)i, .to = (uint32_t)i + 1, .sure = 0.9f
		};
		return true;
	}
	return false;
}

static bool search(struct tracing *t, struct str value, struct note *out)
{
	char *bytes = arena_bytes(&t->p->own, value.len);
	struct str key, rest = without_scheme(value);

	if (rest.len < value.len && search_link(t, rest, out))
		return true;
	key = str_of(bytes, squeeze(rest, bytes, rest.len));
	if (!key.len)
		return false;
	if (!t->row)
		t->row = squeezed(t->p);
	if (t->person && search_person(t, key, out))
		return true;
	return search_in(t, key, t->from, t->p->count, out) ||
	       search_in(t, key, 0, t->from, out);
}

/* ---- the resume --------------------------------------------------------- */

static void add(struct parse *p, struct str at, const struct note *n)
{
	struct intake_found *out = p->out;
	const struct row *from = &p->row[n->from],
			 *to = &p->row[n->to > n->from ? n->to - 1 : n->from];

	if (out->traces.count == p->trace_room) {
		struct intake_trace *more;

		p->trace_room = p->trace_room ? 2 * p->trace_room : 256;
		more = ARENA_LIST(p->mem, struct intake_trace, p->trace_room);
		if (out->traces.count)
			memcpy(more, out->traces.at,
				out->traces.count * sizeof(*more));
		out->traces.at = more;
	}
	out->traces.at[out->traces.count++] = (struct intake_trace){ .at = at,
		.page = from->page,
		.line = from->line,
		.count = to->page == from->page && to->line >= from->line
				 ? to->line - from->line + 1
				 : 1,
		.sure = n->sure };
}

static void trace(struct tracing *t, struct str value, struct str at)
{
	struct parse *p = t->p;
	const struct note *n;
	struct note found;

	if (!value.len)
		return;
	n = note_find(t, value);
	if (!n && search(t, value, &found))
		n = &found;
	if (!n)
		return;
	for (size_t i = n->from; i < n->to && i < p->count; i++)
		p->row[i].taken = true;
	add(p, at, n);
}

static void trace_texts(
	struct tracing *t, const struct resume_texts *list, struct str at)
{
	for (size_t i = 0; i < list->count; i++)
		trace(t, list->at[i],
			str_fmt(t->p->mem, "%.*s/%zu", STR_ARG(at), i));
}

static uint32_t first_row(
	const struct tracing *t, struct str value, uint32_t other)
{
	const struct note *n = value.len ? note_find(t, value) : NULL;

	return n && n->from < other ? n->from : other;
}

/* The first row of an entry, by those of its values that were noted. */
static uint32_t entry_row(const struct tracing *t, const struct resume_entry *e)
{
	uint32_t from = NO_ROW;

#define TEXT(name, json) from = first_row(t, e->name, from);
#define TEXTS(name, json)                          \
	for (size_t i = 0; i < e->name.count; i++) \
		from = first_row(t, e->name.at[i], from);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	return from == NO_ROW ? 0 : from;
}

static void trace_entry(
	struct tracing *t, const struct resume_entry *e, struct str at)
{
	t->from = entry_row(t, e);
#define TEXT(name, json)          \
	if (e->name.len)          \
		trace(t, e->name, \
			str_fmt(t->p->mem, "%.*s/" json, STR_ARG(at)));
#define TEXTS(name, json)                \
	if (e->name.count)               \
		trace_texts(t, &e->name, \
			str_fmt(t->p->mem, "%.*s/" json, STR_ARG(at)));
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static void trace_basics(struct tracing *t, const struct resume_basics *b)
{
	trace(t, b->name, STR("/basics/name"));
	trace(t, b->label, STR("/basics/label"));
	trace(t, b->email, STR("/basics/email"));
	trace(t, b->phone, STR("/basics/phone"));
	trace(t, b->url, STR("/basics/url"));
	trace(t, b->summary, STR("/basics/summary"));
	trace(t, b->location.address, STR("/basics/location/address"));
	trace(t, b->location.postal_code, STR("/basics/location/postalCode"));
	trace(t, b->location.city, STR("/basics/location/city"));
	trace(t, b->location.region, STR("/basics/location/region"));
	trace(t, b->location.country_code, STR("/basics/location/countryCode"));
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *of = &b->profiles.at[i];
		struct str at = str_fmt(t->p->mem, "/basics/profiles/%zu", i);

		trace(t, of->url.len ? of->url : of->username,
			str_fmt(t->p->mem, "%.*s/%s", STR_ARG(at),
				of->url.len ? "url" : "username"));
	}
}

void parse_traces(struct parse *p)
{
	const struct resume *r = &p->out->resume;
	struct tracing t = tracing(p);

	t.person = true;
	trace_basics(&t, &r->basics);
	t.person = false;
	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < r->section[s].count; i++)
			trace_entry(&t, &r->section[s].at[i],
				str_fmt(p->mem, "/%s/%zu",
					resume_sections[s].name, i));
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++) {
		const struct resume_custom *c =
			&r->meta.vitae.custom_sections.at[s];

		for (size_t i = 0; i < c->entries.count; i++)
			trace_entry(&t, &c->entries.at[i],
				str_fmt(p->mem,
					"/meta/vitae/custom_sections/%zu/"
					"entries/%zu",
					s, i));
	}
}
