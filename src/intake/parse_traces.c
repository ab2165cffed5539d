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

/* The first row whose text holds the beginning of the value. */
static bool search(struct tracing *t, struct str value, struct note *out)
{
	struct parse *p = t->p;
	char key[KEY_BYTES];
	size_t len = squeeze(value, key, sizeof(key));

	if (!t->row)
		t->row = squeezed(p);
	for (size_t i = 0; i < p->count && len && t->looks < LOOKS_MOST; i++) {
		struct str text = t->row[i];
		size_t want = len < text.len ? len : text.len;

		t->looks++;
		if (want && (text.len >= len || i + 1 < p->count) &&
			memmem(text.at, text.len, key, want)) {
			*out = (struct note){ .from = (uint32_t)i,
				.to = (uint32_t)i + 1,
				.sure = 0.7f };
			return true;
		}
	}
	return false;
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

static void trace_entry(
	struct tracing *t, const struct resume_entry *e, struct str at)
{
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
	trace(t, b->location.city, STR("/basics/location/city"));
	trace(t, b->location.region, STR("/basics/location/region"));
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

	trace_basics(&t, &r->basics);
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
