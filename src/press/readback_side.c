/*
 * press/readback_side.c - a resume as a list of its texts, each with its
 * pointer and as it is compared. See readback.h; compares nothing.
 */
#include "press/readback_int.h"
#include "resume/path.h"

/* ---- a resume as leaves ------------------------------------------------- */

static void put_plain(struct readback_side *s, struct json_out *o,
	const struct json *v, struct str field)
{
	const struct json *part = json_first(v);

	switch (json_kind(v)) {
	case JSON_TEXT:
		json_put_text(o, readback_plain(s->mem, json_text(v),
					 readback_sort_of(field), s->language));
		return;
	case JSON_LIST:
		json_list(o);
		for (; part; part = json_next(v, part))
			put_plain(s, o, part, field);
		json_end(o);
		return;
	case JSON_OBJECT:
		json_object(o);
		for (; part; part = json_next(v, part))
			put_plain(s, json_key_str(o, json_name(part)), part,
				json_name(part));
		json_end(o);
		return;
	default:
		json_put(o, v);
	}
}

static void add_leaf(struct readback_side *s, const struct json *v,
	struct str text, const struct resume_path *path)
{
	struct readback_leaf *l = &s->leaf[s->count];
	struct str plain = json_text(&s->plain[v - s->doc]);

	*l = (struct readback_leaf){ .text = text,
		.plain = plain.at ? plain : text,
		.sort = readback_sort_of(path->name),
		.other = RESUME_NONE };
	if (!l->plain.len)
		return;
	l->at = resume_path_text(s->mem, path);
	s->leaf_of[v - s->doc] = s->count++;
}

/* What no page shows as text. */
static bool silent(struct str name)
{
	return str_is(name, "$schema") || str_is(name, "image") ||
	       str_is(name, "id") || str_is(name, "meta");
}

static void collect(struct readback_side *s, const struct json *v,
	const struct resume_path *path)
{
	size_t i = 0;
	struct buf b;

	switch (json_kind(v)) {
	case JSON_TEXT:
		add_leaf(s, v, json_text(v), path);
		return;
	case JSON_INT:
	case JSON_REAL:
		buf_init(&b, s->mem, JSON_BYTES);
		json_write(&b, v);
		add_leaf(s, v, buf_str(&b), path);
		return;
	case JSON_LIST:
		for (const struct json *p = json_first(v); p;
			p = json_next(v, p)) {
			struct resume_path in = resume_path_at(path, i++);

			collect(s, p, &in);
		}
		return;
	case JSON_OBJECT:
		for (const struct json *p = json_first(v); p;
			p = json_next(v, p)) {
			struct resume_path in =
				resume_path_in(path, json_name(p));

			if (!silent(json_name(p)))
				collect(s, p, &in);
		}
		return;
	default:
		return;
	}
}

/* Of what is ours, what pages show. */
static const struct {
	const char *at;
	struct str name;
} own[] = { { "/meta/vitae/letter", STR("letter") },
	{ "/meta/vitae/custom_sections", STR("custom_sections") } };

static void collect_all(struct readback_side *s)
{
	const struct resume_path root = { NULL, STR(""), 0 };
	const struct resume_path meta = resume_path_in(&root, STR("meta"));
	const struct resume_path vitae = resume_path_in(&meta, STR("vitae"));

	collect(s, s->doc, &root);
	for (size_t i = 0; i < LENGTH(own); i++) {
		struct resume_path in = resume_path_in(&vitae, own[i].name);

		collect(s, json_at(s->doc, own[i].at), &in);
	}
}

bool readback_side_read(struct arena *mem, const struct resume *r,
	struct str language, struct readback_side *s, struct err *err)
{
	struct json_out o;
	struct buf text, plain;
	size_t values;

	*s = (struct readback_side){ .mem = mem, .language = language };
	buf_init(&text, mem, JSON_BYTES);
	buf_init(&plain, mem, JSON_BYTES);
	resume_write(&text, r);
	if (!buf_ok(&text) || !json_parse(mem, buf_str(&text), &s->doc, err))
		return err_in(err, "the resume");
	o = json_begin(&plain, JSON_COMPACT);
	put_plain(s, &o, s->doc, STR(""));
	if (!buf_ok(&plain) ||
		!json_parse(mem, buf_str(&plain), &s->plain, err))
		return err_in(err, "the resume");
	resume_sums_of(mem, s->plain, &s->sums);
	values = s->doc->u.in.span;
	s->leaf = ARENA_LIST(mem, struct readback_leaf, values);
	s->leaf_of = arena_bytes(mem, values * sizeof(*s->leaf_of));
	for (size_t i = 0; i < values; i++)
		s->leaf_of[i] = RESUME_NONE;
	collect_all(s);
	return true;
}
