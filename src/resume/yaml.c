/*
 * resume/yaml.c - YAML becomes a document: libyaml's events are written as
 * JSON, which is parsed. Aliases are pieces of that JSON once more. Writes no
 * YAML (yaml_out.c), knows no format.
 */
#include "resume/yaml.h"
#include "base/library.h"
#include "base/utf8.h"
#include "resume/resume.h"
#include "resume/yaml_int.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

enum {
	YAML_DEPTH = 64,
	YAML_MAKES = 4 * RESUME_BYTES /* bytes of JSON, aliases and all */
};

static struct yaml_lib {
#define YAML(name) __typeof__(&name) name##_;
#include "resume/yaml_lib.def"
#undef YAML
} yaml;

/* What an alias may stand for: a piece of JSON. */
struct anchor {
	struct str name, json;
	int depth; /* of what it holds */
};

/* A key of a mapping that is still open, and where it stands. */
struct key {
	struct str name;
	yaml_mark_t mark;
};

struct reader {
	struct arena *mem;
	struct err *err;
	yaml_parser_t parser;
	yaml_event_t event; /* the last one */
	bool have_event;
	struct str star; /* what stands for a '*' that is text; empty: none */
	struct json_out *out;
	int depth, deepest; /* now; below the last anchor */
	struct anchor *anchors;
	size_t anchor_count, named; /* bytes that anchors name */
	struct key *keys;           /* of all open mappings, outermost first */
	size_t key_count, key_room;
};

static bool read_value(struct reader *r);

/* ---- events ------------------------------------------------------------- */

static bool wrong_at(struct reader *r, yaml_mark_t mark, const char *why)
{
	return err_set(r->err, ERR_BAD_INPUT, "line %zu, column %zu: %s",
		mark.line + 1, mark.column + 1, why);
}

static bool wrong(struct reader *r, const char *why)
{
	return wrong_at(r, r->event.start_mark, why);
}

static bool parser_wrong(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	char why[160];

	if (p->error == YAML_MEMORY_ERROR)
		mem_none();
	if (p->error == YAML_READER_ERROR)
		return err_set(r->err, ERR_BAD_INPUT, "byte %zu: %s",
			p->problem_offset + 1, p->problem);
	snprintf(why, sizeof(why), "%s%s%s", p->context ? p->context : "",
		p->context ? ": " : "", p->problem ? p->problem : "not YAML");
	return wrong_at(r, p->problem_mark, why);
}

static bool next(struct reader *r)
{
	if (r->have_event)
		yaml.yaml_event_delete_(&r->event);
	r->have_event = yaml.yaml_parser_parse_(&r->parser, &r->event) != 0;
	return r->have_event || parser_wrong(r);
}

/* ---- scalars ------------------------------------------------------------ */

static struct str scalar(struct reader *r)
{
	return resume_yaml_show(r->mem, r->star,
		str_of((const char *)r->event.data.scalar.value,
			r->event.data.scalar.length));
}

static bool read_scalar(struct reader *r)
{
	const char *tag = (const char *)r->event.data.scalar.tag;
	bool plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	int asked = resume_yaml_asked(tag, plain);
	struct str s = scalar(r);
	enum json_kind kind = resume_yaml_kind(s);

	if (asked < 0)
		return wrong(r, "a tag that is not known here");
	if (asked == JSON_TEXT)
		kind = JSON_TEXT;
	else if (asked != JSON_NONE && (int)kind != asked)
		return wrong(r, "this is not what its tag says");
	switch (kind) {
	case JSON_NULL:
		json_put_null(r->out);
		break;
	case JSON_BOOL:
		json_put_bool(r->out, resume_yaml_true(s));
		break;
	case JSON_REAL:
		json_put_raw(r->out, s);
		break;
	default:
		json_put_text(r->out, s.at ? s : STR(""));
		break;
	}
	return true;
}

/* ---- keys --------------------------------------------------------------- */

static void add_key(struct reader *r, struct str name, yaml_mark_t mark)
{
	if (r->key_count == r->key_room) {
		size_t room = r->key_room ? r->key_room * 2 : 64;
		struct key *more = arena_bytes(r->mem, room * sizeof(*more));

		if (r->key_count)
			memcpy(more, r->keys, r->key_count * sizeof(*more));
		r->keys = more;
		r->key_room = room;
	}
	r->keys[r->key_count++] = (struct key){ name, mark };
}

static int compare_names(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_name(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = compare_names(x->name, y->name);

	return order ? order
		     : (x->mark.index > y->mark.index) -
			       (x->mark.index < y->mark.index);
}

/* Sorts the keys of the innermost mapping; none may be there twice. */
static bool check_keys(struct reader *r, size_t from)
{
	char why[160];

	qsort(r->keys + from, r->key_count - from, sizeof(*r->keys), by_name);
	for (size_t i = from + 1; i < r->key_count; i++) {
		struct str name = utf8_fit(r->keys[i].name, 60);

		if (!str_eq(r->keys[i].name, r->keys[i - 1].name))
			continue;
		snprintf(why, sizeof(why),
			"the key '%.*s' is given twice, first in line %zu",
			STR_ARG(name), r->keys[i - 1].mark.line + 1);
		return wrong_at(r, r->keys[i].mark, why);
	}
	return true;
}

/* ---- merging ------------------------------------------------------------ */

/* The keys of the innermost mapping in their order. */
static bool has_name(struct reader *r, size_t from, size_t to, struct str name)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare_names(name, r->keys[middle].name);

		if (order == 0)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

/* Puts what the mapping has not yet said itself. Of several to be merged the
 * first that names a key wins. */
static bool merge_one(
	struct reader *r, const struct json *in, size_t from, yaml_mark_t mark)
{
	size_t own = r->key_count;
	const struct json *v;

	if (json_kind(in) != JSON_OBJECT)
		return wrong_at(r, mark, "'<<' needs a mapping, or several");
	for (v = json_first(in); v; v = json_next(in, v)) {
		if (has_name(r, from, own, json_name(v)))
			continue;
		json_put(json_key_str(r->out, json_name(v)), v);
		add_key(r, json_name(v), mark);
	}
	qsort(r->keys + from, r->key_count - from, sizeof(*r->keys), by_name);
	return true;
}

static bool merge(
	struct reader *r, struct str json, size_t from, yaml_mark_t mark)
{
	const struct json *in, *v;

	if (!json.at)
		return true;
	if (!json_parse(r->mem, json, &in, r->err))
		return false;
	if (json_kind(in) != JSON_LIST)
		return merge_one(r, in, from, mark);
	for (v = json_first(in); v; v = json_next(in, v))
		if (!merge_one(r, v, from, mark))
			return false;
	return true;
}

/* The value of a '<<' as JSON of its own. */
static bool read_merge(struct reader *r, struct str *out)
{
	struct json_out *outer = r->out, inner;
	struct buf b;
	bool ok;

	buf_init(&b, r->mem, YAML_MAKES);
	inner = json_begin(&b, JSON_COMPACT);
	r->out = &inner;
	ok = next(r) && read_value(r);
	r->out = outer;
	*out = buf_str(&b);
	return ok;
}

/* ---- collections -------------------------------------------------------- */

static bool is_merge_key(struct reader *r)
{
	return r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       r->event.data.scalar.length == 2 &&
	       !memcmp(r->event.data.scalar.value, "<<", 2);
}

static bool read_members(struct reader *r)
{
	size_t from = r->key_count;
	struct str merged = STR_NONE;
	yaml_mark_t merged_at = { 0 };

	while (next(r) && r->event.type != YAML_MAPPING_END_EVENT) {
		if (r->event.type != YAML_SCALAR_EVENT)
			return wrong(r, "a key must be text");
		if (is_merge_key(r)) {
			if (merged.at)
				return wrong(r, "the key '<<' is given twice");
			merged_at = r->event.start_mark;
			if (!read_merge(r, &merged))
				return false;
			continue;
		}
		add_key(r, scalar(r), r->event.start_mark);
		json_key_str(r->out, r->keys[r->key_count - 1].name);
		if (!next(r) || !read_value(r))
			return false;
	}
	if (!r->have_event || !check_keys(r, from) ||
		!merge(r, merged, from, merged_at))
		return false;
	r->key_count = from;
	return true;
}

static bool read_items(struct reader *r)
{
	while (next(r) && r->event.type != YAML_SEQUENCE_END_EVENT)
		if (!read_value(r))
			return false;
	return r->have_event;
}

static bool known_tag(const yaml_char_t *tag, const char *own)
{
	return !tag || !strcmp((const char *)tag, own) ||
	       !strcmp((const char *)tag, "!");
}

static bool read_collection(struct reader *r)
{
	bool mapping = r->event.type == YAML_MAPPING_START_EVENT;

	if (mapping ? !known_tag(r->event.data.mapping_start.tag, YAML_MAP_TAG)
		    : !known_tag(
			      r->event.data.sequence_start.tag, YAML_SEQ_TAG))
		return wrong(r, "a tag that is not known here");
	if (r->depth == YAML_DEPTH)
		return wrong(r, "nested more than 64 deep");
	if (++r->depth > r->deepest)
		r->deepest = r->depth;
	if (mapping)
		json_object(r->out);
	else
		json_list(r->out);
	if (!(mapping ? read_members(r) : read_items(r)))
		return false;
	json_end(r->out);
	r->depth--;
	return true;
}

/* ---- anchors and aliases ------------------------------------------------ */

static const char *anchor_of(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return (const char *)e->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return (const char *)e->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return (const char *)e->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

static bool add_anchor(struct reader *r, struct str name, struct str json)
{
	if (!r->anchors)
		r->anchors = ARENA_LIST(r->mem, struct anchor, YAML_ANCHORS);
	if (r->anchor_count == YAML_ANCHORS)
		return wrong(r, "more than 1000 anchors");
	r->named += json.len;
	if (r->named > YAML_MAKES)
		return wrong(r, "anchors name more than 64 MB");
	r->anchors[r->anchor_count++] = (struct anchor){ name,
		str_copy(r->mem, json), r->deepest - r->depth };
	return true;
}

static bool read_alias(struct reader *r)
{
	struct str name = str_c((const char *)r->event.data.alias.anchor);
	size_t i = r->anchor_count;

	/* the last one of a name is meant */
	while (i > 0 && !str_eq(r->anchors[i - 1].name, name))
		i--;
	if (i == 0)
		return wrong(r, "an alias of nothing that stands before it");
	if (r->depth + r->anchors[i - 1].depth > YAML_DEPTH)
		return wrong(r, "nested more than 64 deep");
	if (r->depth + r->anchors[i - 1].depth > r->deepest)
		r->deepest = r->depth + r->anchors[i - 1].depth;
	json_put_raw(r->out, r->anchors[i - 1].json);
	return true;
}

static bool read_plain_value(struct reader *r)
{
	switch (r->event.type) {
	case YAML_ALIAS_EVENT:
		return read_alias(r);
	case YAML_SCALAR_EVENT:
		return read_scalar(r);
	default:
		return read_collection(r);
	}
}

/* Where the JSON of a value begins: behind the comma or colon before it. */
static size_t value_begin(struct str json, size_t from)
{
	while (from < json.len &&
		(json.at[from] == ',' || json.at[from] == ':'))
		from++;
	return from;
}

static bool read_value(struct reader *r)
{
	struct str name = str_copy(r->mem, str_c(anchor_of(&r->event)));
	size_t from = r->out->to->len, begin;
	int deepest = r->deepest;
	bool ok;

	r->deepest = r->depth;
	if (!read_plain_value(r))
		return false;
	if (!buf_ok(r->out->to))
		return wrong(r, "aliases make more than 64 MB of this");
	begin = value_begin(buf_str(r->out->to), from);
	ok = !name.len ||
	     add_anchor(r, name,
		     str_of(r->out->to->at + begin, r->out->to->len - begin));
	if (deepest > r->deepest)
		r->deepest = deepest;
	return ok;
}

/* ---- all ---------------------------------------------------------------- */

static bool read_stream(struct reader *r)
{
	for (int i = 0; i < 2; i++) /* the stream, the document */
		if (!next(r))
			return false;
	if (r->event.type == YAML_STREAM_END_EVENT) {
		json_put_null(r->out);
		return true;
	}
	if (!next(r) || !read_value(r))
		return false;
	for (int i = 0; i < 2; i++) /* the end of the document; the end */
		if (!next(r))
			return false;
	return r->event.type == YAML_STREAM_END_EVENT ||
	       wrong(r, "a second document; only one is read");
}

static bool load(struct err *err)
{
	static const char *const names[] = {
#define YAML(name) #name,
#include "resume/yaml_lib.def"
#undef YAML
		NULL
	};
	static const struct library library = { "libyaml-0.so.2",
		"the library for YAML (libyaml)", names, (void **)&yaml };

	return library_load(&library, err);
}

bool resume_yaml_read(struct arena *mem, struct str text,
	const struct json **out, struct err *err)
{
	struct reader r = { .mem = mem, .err = err };
	struct json_out json;
	struct buf b;
	bool ok;

	if (text.len > RESUME_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"more than %d MB of YAML at once", RESUME_BYTES >> 20);
	if (!load(err))
		return false;
	if (!yaml.yaml_parser_initialize_(&r.parser))
		mem_none();
	text = resume_yaml_hide(mem, text, &r.star);
	yaml.yaml_parser_set_input_string_(
		&r.parser, (const unsigned char *)text.at, text.len);
	buf_init(&b, mem, YAML_MAKES);
	json = json_begin(&b, JSON_COMPACT);
	r.out = &json;
	ok = read_stream(&r);
	if (r.have_event)
		yaml.yaml_event_delete_(&r.event);
	yaml.yaml_parser_delete_(&r.parser);
	return ok && json_parse(mem, buf_str(&b), out, err);
}
