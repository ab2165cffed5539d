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

static const struct note *note_find(const struct parse *p, struct str value)
{
	for (size_t i = p->notes; i-- > 0;)
		if (p->note[i].value == value.at)
			return &p->note[i];
	return NULL;
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

enum { KEY_BYTES = 24 };

/* The first row whose text holds the beginning of the value. */
static bool search(struct parse *p, struct str value, struct note *out)
{
	char key[KEY_BYTES], text[1024];
	size_t len = squeeze(value, key, sizeof(key));

	for (size_t i = 0; i < p->count && len; i++) {
		size_t n = squeeze(p->row[i].text, text, sizeof(text));
		size_t want = len < n ? len : n;

		if (want && (n >= len || i + 1 < p->count) &&
			memmem(text, n, key, n >= len ? len : want)) {
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

static void trace(struct parse *p, struct str value, struct str at)
{
	const struct note *n;
	struct note found;

	if (!value.len)
		return;
	n = note_find(p, value);
	if (!n && search(p, value, &found))
		n = &found;
	if (!n)
		return;
	for (size_t i = n->from; i < n->to && i < p->count; i++)
		p->row[i].taken = true;
	add(p, at, n);
}

static void trace_texts(
	struct parse *p, const struct resume_texts *list, struct str at)
{
	for (size_t i = 0; i < list->count; i++)
		trace(p, list->at[i],
			str_fmt(p->mem, "%.*s/%zu", STR_ARG(at), i));
}

static void trace_entry(
	struct parse *p, const struct resume_entry *e, struct str at)
{
#define TEXT(name, json) \
	if (e->name.len) \
		trace(p, e->name, str_fmt(p->mem, "%.*s/" json, STR_ARG(at)));
#define TEXTS(name, json)                \
	if (e->name.count)               \
		trace_texts(p, &e->name, \
			str_fmt(p->mem, "%.*s/" json, STR_ARG(at)));
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static void trace_basics(struct parse *p, const struct resume_basics *b)
{
	trace(p, b->name, STR("/basics/name"));
	trace(p, b->label, STR("/basics/label"));
	trace(p, b->email, STR("/basics/email"));
	trace(p, b->phone, STR("/basics/phone"));
	trace(p, b->url, STR("/basics/url"));
	trace(p, b->summary, STR("/basics/summary"));
	trace(p, b->location.address, STR("/basics/location/address"));
	trace(p, b->location.city, STR("/basics/location/city"));
	trace(p, b->location.region, STR("/basics/location/region"));
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *of = &b->profiles.at[i];
		struct str at = str_fmt(p->mem, "/basics/profiles/%zu", i);

		trace(p, of->url.len ? of->url : of->username,
			str_fmt(p->mem, "%.*s/%s", STR_ARG(at),
				of->url.len ? "url" : "username"));
	}
}

void parse_traces(struct parse *p)
{
	const struct resume *r = &p->out->resume;

	trace_basics(p, &r->basics);
	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < r->section[s].count; i++)
			trace_entry(p, &r->section[s].at[i],
				str_fmt(p->mem, "/%s/%zu",
					resume_sections[s].name, i));
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++) {
		const struct resume_custom *c =
			&r->meta.vitae.custom_sections.at[s];

		for (size_t i = 0; i < c->entries.count; i++)
			trace_entry(p, &c->entries.at[i],
				str_fmt(p->mem,
					"/meta/vitae/custom_sections/%zu/"
					"entries/%zu",
					s, i));
	}
}
