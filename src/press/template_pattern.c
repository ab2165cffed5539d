/*
 * press/template_pattern.c - reads the patterns of lines, as
 *
 *	**{position}**[, {name}[ ({location})]]
 *
 * {field} stands for a field, [...] goes when all fields within are empty,
 * ** * ^ ~ ` turn bold, italic, small capitals, the muted colour and the
 * accent on and off; \ takes its meaning from what follows. What patterns
 * give is in compose_line.c.
 */
#include "press/template_int.h"

#include <stddef.h>

#define NAMED(text)                       \
	{                                 \
		"" text, sizeof(text) - 1 \
	}

static const struct {
	struct str name;
	enum template_slot_kind kind;
	size_t at;
} fields[] = {
#define TEXT(name, json) \
	{ NAMED(json), TEMPLATE_TEXT, offsetof(struct resume_entry, name) },
#define TEXTS(name, json) \
	{ NAMED(json), TEMPLATE_TEXTS, offsetof(struct resume_entry, name) },
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
};

/* What some texts mean, and what is no text of an entry. */
static const struct {
	struct str name;
	enum template_slot_kind kind;
	size_t at;
} special[] = {
#define WORD(name)                                         \
	{                                                  \
		NAMED("word." #name), TEMPLATE_WORD,       \
			offsetof(struct press_words, name) \
	}
	{ NAMED("url"), TEMPLATE_URL, offsetof(struct resume_entry, url) },
	{ NAMED("date"), TEMPLATE_DATE, offsetof(struct resume_entry, date) },
	{ NAMED("releaseDate"), TEMPLATE_DATE,
		offsetof(struct resume_entry, release_date) },
	{ NAMED("startDate"), TEMPLATE_DATE,
		offsetof(struct resume_entry, start_date) },
	{ NAMED("endDate"), TEMPLATE_DATE,
		offsetof(struct resume_entry, end_date) },
	{ NAMED("dates"), TEMPLATE_DATES, 0 },
	WORD(summary),
	WORD(contact),
	WORD(courses),
	WORD(technologies),
	WORD(grade),
	WORD(present),
#undef WORD
};

struct reading {
	struct arena *mem;
	struct str rest; /* not read yet */
	struct template_op op[TEMPLATE_OPS];
	size_t count;
	struct buf say; /* what stands there as it is */
	unsigned flags; /* that are on */
	size_t open[TEMPLATE_OPS], depth;
	struct str *why;
};

static bool fail(struct reading *r, const char *fmt, struct str what)
{
	struct buf b;

	buf_init(&b, r->mem, TEMPLATE_PATTERN * 2);
	for (const char *p = fmt; *p; p++)
		if (*p == '$')
			buf_add(&b, what);
		else
			buf_addc(&b, *p);
	*r->why = buf_str(&b);
	return false;
}

static bool add(struct reading *r, struct template_op op)
{
	if (r->count == TEMPLATE_OPS)
		return fail(r, "has too many parts", STR_NONE);
	r->op[r->count++] = op;
	return true;
}

/* What was said so far becomes a part. */
static bool flush(struct reading *r)
{
	struct template_op op = { .kind = TEMPLATE_SAY };

	if (!r->say.len)
		return true;
	op.text = str_copy(r->mem, buf_str(&r->say));
	r->say.len = 0;
	return add(r, op);
}

static bool slot_find(
	struct reading *r, struct str name, struct template_slot *out)
{
	struct str rest = STR("rest.");

	for (size_t i = 0; i < LENGTH(special); i++)
		if (str_eq(name, special[i].name)) {
			*out = (struct template_slot){ special[i].kind,
				special[i].at, special[i].name.at };
			return true;
		}
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (str_eq(name, fields[i].name)) {
			*out = (struct template_slot){ fields[i].kind,
				fields[i].at, fields[i].name.at };
			return true;
		}
	if (str_starts(name, rest) && name.len > rest.len) {
		name = str_copy(r->mem,
			str_of(name.at + rest.len, name.len - rest.len));
		*out = (struct template_slot){ TEMPLATE_REST, 0, name.at };
		return true;
	}
	return fail(r, "names the unknown field '{$}'", name);
}

static bool read_slot(struct reading *r)
{
	struct template_op op = { .kind = TEMPLATE_SLOT };
	const char *end = memchr(r->rest.at, '}', r->rest.len);
	struct str name;

	if (!end)
		return fail(r, "has a '{' without its '}'", STR_NONE);
	name = str_of(r->rest.at + 1, (size_t)(end - r->rest.at) - 1);
	r->rest = str_of(end + 1, r->rest.len - (size_t)(end + 1 - r->rest.at));
	return flush(r) && slot_find(r, name, &op.slot) && add(r, op);
}

static bool read_open(struct reading *r)
{
	/* The flags that are on come back with its CLOSE. */
	struct template_op op = { .kind = TEMPLATE_OPEN, .flags = r->flags };

	r->rest = str_of(r->rest.at + 1, r->rest.len - 1);
	if (!flush(r) || !add(r, op))
		return false;
	r->open[r->depth++] = r->count - 1;
	return true;
}

static bool read_close(struct reading *r)
{
	struct template_op op = { .kind = TEMPLATE_CLOSE };
	size_t open, i;

	r->rest = str_of(r->rest.at + 1, r->rest.len - 1);
	if (!r->depth)
		return fail(r, "has a ']' without its '['", STR_NONE);
	if (!flush(r))
		return false;
	open = r->open[--r->depth];
	for (i = open; i < r->count; i++)
		if (r->op[i].kind == TEMPLATE_SLOT &&
			r->op[i].slot.kind != TEMPLATE_WORD)
			break;
	if (i == r->count)
		return fail(r, "has brackets without a field within", STR_NONE);
	if (r->op[open].flags != r->flags)
		return fail(r, "has a mark that ends beyond its brackets",
			STR_NONE);
	r->op[open].close = r->count;
	return add(r, op);
}

static const struct {
	struct str mark;
	unsigned flag;
} marks[] = {
	{ { "**", 2 }, TREE_BOLD },
	{ { "*", 1 }, TREE_ITALIC },
	{ { "^", 1 }, TREE_CAPS },
	{ { "~", 1 }, TREE_MUTED },
	{ { "`", 1 }, TREE_ACCENT },
};

static bool read_mark(struct reading *r, size_t i)
{
	struct template_op op = {
		.kind = TEMPLATE_MARK,
		.flags = marks[i].flag,
	};

	r->rest = str_of(r->rest.at + marks[i].mark.len,
		r->rest.len - marks[i].mark.len);
	r->flags ^= marks[i].flag;
	return flush(r) && add(r, op);
}

static bool read_next(struct reading *r)
{
	switch (r->rest.at[0]) {
	case '{':
		return read_slot(r);
	case '[':
		return read_open(r);
	case ']':
		return read_close(r);
	case '}':
		return fail(r, "has a '}' without its '{'", STR_NONE);
	default:
		break;
	}
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_starts(r->rest, marks[i].mark))
			return read_mark(r, i);
	if (r->rest.at[0] == '\\' && r->rest.len > 1)
		r->rest = str_of(r->rest.at + 1, r->rest.len - 1);
	buf_addc(&r->say, r->rest.at[0]);
	r->rest = str_of(r->rest.at + 1, r->rest.len - 1);
	return true;
}

bool template_pattern_read(struct arena *mem, struct str text,
	struct template_pattern *out, struct str *why)
{
	struct reading r;

	r.mem = mem;
	r.rest = text;
	r.why = why;
	r.count = r.depth = 0;
	r.flags = 0;
	buf_init(&r.say, mem, TEMPLATE_PATTERN * 4);
	while (r.rest.len)
		if (!read_next(&r))
			return false;
	if (r.depth)
		return fail(&r, "has a '[' without its ']'", STR_NONE);
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (r.flags & marks[i].flag)
			return fail(
				&r, "has a '$' that never ends", marks[i].mark);
	if (!flush(&r))
		return false;
	out->count = r.count;
	out->at = ARENA_LIST(mem, struct template_op, r.count);
	if (r.count)
		memcpy(out->at, r.op, r.count * sizeof(r.op[0]));
	return true;
}
