/*
 * resume/in_jsonresume.c - JSON Resume as it is found: older spellings, open
 * ends, other types, addresses without a scheme (DOC-3). The document is
 * written once more as the schema has it, each change with a note, and then
 * read as strictly as any (resume_read).
 */
#include "resume/blocks.h"
#include "resume/convert_int.h"
#include "resume/mend.h"
#include "resume/path.h"
#include "resume/walk.h"

struct mending {
	struct arena *mem;
	struct resume_report *report;
	struct json_out o;
};

/* ---- notes -------------------------------------------------------------- */

/* Where it is, if there is still room for a note. */
static struct str place(const struct mending *m, const struct resume_path *at)
{
	return m->report->count < RESUME_FAULTS ? resume_path_text(m->mem, at)
						: STR("");
}

static void changed(
	struct mending *m, const struct resume_path *at, const char *what)
{
	resume_note(m->report, RESUME_CHANGED, place(m, at), "%s", what);
}

/* What fits nowhere is kept under meta.imported. */
static void keep(
	struct mending *m, const struct resume_path *at, const struct json *v)
{
	const struct resume_path *named = at;

	while (named->up && !named->name.at)
		named = named->up;
	resume_keep(m->report, resume_path_text(m->mem, at),
		named->name.at ? named->name : STR("this"), v);
}

/* ---- texts -------------------------------------------------------------- */

static struct str number_text(struct mending *m, const struct json *v)
{
	struct buf b;

	buf_init(&b, m->mem, JSON_BYTES);
	json_write(&b, v);
	return buf_str(&b);
}

/* "Cork, Munster, IE" of an object. */
static struct str place_text(struct mending *m, const struct json *v)
{
	static const char *const parts[] = { "address", "postalCode", "city",
		"region", "country", "countryCode" };
	struct buf b;

	buf_init(&b, m->mem, RESUME_BYTES);
	for (size_t i = 0; i < LENGTH(parts); i++) {
		struct str part = json_text(json_find(v, parts[i]));

		if (!part.len)
			continue;
		buf_add(&b, b.len ? STR(", ") : STR(""));
		buf_add(&b, part);
	}
	return buf_str(&b);
}

static struct str joined(struct mending *m, const struct json *v)
{
	struct buf b;

	buf_init(&b, m->mem, RESUME_BYTES);
	for (const struct json *p = json_first(v); p; p = json_next(v, p)) {
		buf_add(&b, b.len ? STR("\n") : STR(""));
		buf_add(&b, json_text(p));
	}
	return buf_str(&b);
}

/* The text that a value stands for; STR_NONE: for none, which was noted. */
static struct str as_text(
	struct mending *m, const struct resume_path *at, const struct json *v)
{
	struct str text = STR_NONE;

	switch (json_kind(v)) {
	case JSON_TEXT:
		return json_text(v);
	case JSON_NULL:
		changed(m, at, "null is left out: it says nothing");
		break;
	case JSON_OBJECT:
		if (str_is(at->name, "location"))
			text = place_text(m, v);
		if (text.len)
			changed(m, at, "an object is written as one text");
		else
			keep(m, at, v);
		break;
	case JSON_LIST:
		if (!resume_is_texts(v) || !json_count(v)) {
			keep(m, at, v);
			break;
		}
		text = joined(m, v);
		changed(m, at, "a list is written as one text");
		break;
	default:
		text = number_text(m, v);
		changed(m, at, "what is no text is written as one");
		break;
	}
	return text.len ? text : STR_NONE;
}

/* Some editors leave HTML: all of the text then is of tags. What but speaks of
 * them ("finds missing </p> tags") is text. */
static struct str without_tags(struct mending *m, const struct resume_path *at,
	const struct json *v, struct str text)
{
	struct str s = str_trim(text);
	struct resume_blocks blocks;

	if (!str_starts(s, STR("<")) || !str_ends(s, STR(">")) ||
		!memmem(s.at, s.len, "</", 2) || !resume_html_is(s))
		return text;
	resume_html_read(m->mem, s, &blocks);
	changed(m, at, "HTML is written as text");
	if (blocks.more)
		keep(m, at, v);
	return resume_blocks_lines(m->mem, &blocks);
}

static bool is_word(struct str s, const char *const *words)
{
	while (*words && !str_is(s, *words))
		words++;
	return *words;
}

static void put_text_field(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	struct str text = as_text(m, at, v);

	if (text.at && !ours)
		text = without_tags(m, at, v, text);
	if (text.at && f->words && !is_word(text, f->words)) {
		keep(m, at, v);
		return;
	}
	if (text.at && !ours && resume_mend_knows(at->name))
		text = resume_mend(m->report, place(m, at), at->name, text);
	if (text.at)
		json_put_text(json_key_str(&m->o, at->name), text);
}

/* ---- lists of texts ----------------------------------------------------- */

static void put_piece(struct mending *m, struct str piece)
{
	while (piece.len && (unsigned char)*piece.at <= ' ')
		piece = str_of(piece.at + 1, piece.len - 1);
	while (piece.len && (unsigned char)piece.at[piece.len - 1] <= ' ')
		piece.len--;
	if (piece.len)
		json_put_text(&m->o, piece);
}

/* Keywords stand between commas, all else on lines. */
static void put_pieces(
	struct mending *m, const struct resume_path *at, struct str text)
{
	char mark = str_is(at->name, "keywords") ? ',' : '\n';

	json_list(json_key_str(&m->o, at->name));
	while (text.len)
		put_piece(m, str_cut(&text, mark));
	json_end(&m->o);
}

static void put_line(
	struct mending *m, const struct resume_path *at, const struct json *v)
{
	struct str line = without_tags(m, at, v, json_text(v));

	/* one bullet is the text itself */
	if (str_starts(line, STR("- ")) && !memmem(line.at, line.len, "\n", 1))
		line = str_of(line.at + 2, line.len - 2);
	json_put_text(&m->o, line.at ? line : STR(""));
}

static void put_texts(
	struct mending *m, const struct resume_path *at, const struct json *v)
{
	const struct json *part = json_first(v);

	json_list(json_key_str(&m->o, at->name));
	for (size_t i = 0; part; part = json_next(v, part), i++) {
		struct resume_path in = resume_path_at(at, i);

		if (json_kind(part) == JSON_TEXT) {
			put_line(m, &in, part);
		} else if (json_kind(part) == JSON_NULL) {
			changed(m, &in, "null is left out: it says nothing");
		} else if (json_kind(part) >= JSON_LIST) {
			keep(m, &in, part);
		} else {
			changed(m, &in, "what is no text is written as one");
			json_put_text(&m->o, number_text(m, part));
		}
	}
	json_end(&m->o);
}

static void put_texts_field(
	struct mending *m, const struct resume_path *at, const struct json *v)
{
	switch (json_kind(v)) {
	case JSON_LIST:
		put_texts(m, at, v);
		break;
	case JSON_NULL:
		changed(m, at, "null is left out: it says nothing");
		break;
	case JSON_OBJECT:
		keep(m, at, v);
		break;
	case JSON_TEXT:
		changed(m, at, "a text is written as a list");
		put_pieces(m, at, json_text(v));
		break;
	default:
		changed(m, at, "what is no list is written as one");
		put_pieces(m, at, number_text(m, v));
		break;
	}
}

/* ---- objects ------------------------------------------------------------ */

/* What fields were called before version 1.0.0, or are by mistake. */
static const struct {
	const char *old, *now;
} spellings[] = {
	{ "company", "name" },
	{ "website", "url" },
	{ "picture", "image" },
	{ "gpa", "score" },
};

/* Only where the shape knows the new name, and the object does not have it. */
static const struct json_field *find_older(const struct json_shape *shape,
	const struct json *object, struct str name)
{
	for (size_t i = 0; i < LENGTH(spellings); i++)
		if (str_is(name, spellings[i].old) &&
			!json_find(object, spellings[i].now))
			return resume_shape_field(
				shape, str_c(spellings[i].now));
	return NULL;
}

static void put_field(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours);

static void put_members(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_shape *shape, bool ours)
{
	json_object(&m->o);
	for (const struct json *p = json_first(v); p; p = json_next(v, p)) {
		struct str name = json_name(p);
		struct resume_path in = resume_path_in(at, name);
		const struct json_field *f = resume_shape_field(shape, name),
					*older;

		older = f || ours ? NULL : find_older(shape, v, name);
		if (older) {
			struct resume_path now = resume_path_in(
				at, str_c(older->as ? older->as : older->name));

			resume_note(m->report, RESUME_CHANGED, place(m, &in),
				"'%.*s' is called '%.*s' now", STR_ARG(name),
				STR_ARG(now.name));
			put_field(m, &now, p, older, ours);
		} else if (f) {
			put_field(m, &in, p, f, ours);
		} else {
			json_put(json_key_str(&m->o, name), p);
		}
	}
	json_end(&m->o);
}

static bool has_any(const struct json *v, const struct json_shape *shape)
{
	for (const struct json *p = json_first(v); p; p = json_next(v, p))
		if (resume_shape_field(shape, json_name(p)))
			return true;
	return false;
}

/* A text in a list of entries is what the entry is called. */
static void put_named(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_shape *shape)
{
	const struct json_field *f = shape->fields;

	changed(m, at, "a text is written as an entry of that name");
	json_object(&m->o);
	json_put(json_key(&m->o, f->as ? f->as : f->name), v);
	json_end(&m->o);
}

static void put_entries(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	const struct json *part = json_first(v);

	json_list(json_key_str(&m->o, at->name));
	for (size_t i = 0; part; part = json_next(v, part), i++) {
		struct resume_path in = resume_path_at(at, i);

		if (json_kind(part) == JSON_OBJECT)
			put_members(m, &in, part, f->shape, ours);
		else if (json_kind(part) == JSON_TEXT)
			put_named(m, &in, part, f->shape);
		else if (json_kind(part) == JSON_NULL)
			changed(m, &in, "null is left out: it says nothing");
		else
			keep(m, &in, part);
	}
	json_end(&m->o);
}

static void put_rows_field(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	if (json_kind(v) == JSON_LIST) {
		put_entries(m, at, v, f, ours);
	} else if (json_kind(v) == JSON_OBJECT && has_any(v, f->shape)) {
		changed(m, at, "one entry is written as a list");
		json_list(json_key_str(&m->o, at->name));
		put_members(m, at, v, f->shape, ours);
		json_end(&m->o);
	} else if (json_kind(v) == JSON_NULL) {
		changed(m, at, "null is left out: it says nothing");
	} else {
		keep(m, at, v);
	}
}

static void put_object_field(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	if (json_kind(v) == JSON_OBJECT) {
		json_key_str(&m->o, at->name);
		if (f->shape)
			put_members(m, at, v, f->shape,
				ours || str_is(at->name, "vitae"));
		else
			json_put(&m->o, v);
	} else if (json_kind(v) == JSON_NULL) {
		changed(m, at, "null is left out: it says nothing");
	} else if (json_kind(v) == JSON_TEXT && str_is(at->name, "location")) {
		changed(m, at, "a place as one text is taken for the city");
		json_object(json_key_str(&m->o, at->name));
		json_put(json_key(&m->o, "city"), v);
		json_end(&m->o);
	} else {
		keep(m, at, v);
	}
}

static void put_field(struct mending *m, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	if (f->type == JSON_TYPE_TEXT)
		put_text_field(m, at, v, f, ours);
	else if (f->type == JSON_TYPE_TEXTS)
		put_texts_field(m, at, v);
	else if (f->type == JSON_TYPE_ROWS)
		put_rows_field(m, at, v, f, ours);
	else
		put_object_field(m, at, v, f, ours);
}

/* ---- all
 * ---------------------------------------------------------------------------
 */

int resume_jsonresume_sniff(struct arena *mem, struct resume_source source)
{
	int sections = 0;

	(void)mem;
	if (source.doc && json_kind(source.doc) != JSON_OBJECT)
		return 0;
	for (int i = 0; i < RESUME_SECTIONS; i++)
		sections += resume_source_has(source, resume_sections[i].name);
	if (resume_source_has(source, "basics"))
		return 70;
	/* an object without anything is a resume without anything */
	return sections > 1 ? 60 : sections ? 40 : source.doc ? 1 : 0;
}

bool resume_jsonresume_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct mending m = { .mem = mem, .report = report };
	struct resume_path top = { 0 };
	const struct json *doc;
	struct buf b;

	if (!resume_source_doc(mem, source, &doc, err))
		return false;
	if (json_kind(doc) != JSON_OBJECT)
		return err_set(
			err, ERR_BAD_INPUT, "a resume must be an object");
	buf_init(&b, mem, 2 * RESUME_BYTES);
	m.o = json_begin(&b, JSON_COMPACT);
	put_members(&m, &top, doc, &resume_shape, false);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG, "a document has at most %d MB",
			RESUME_BYTES >> 20);
	return json_parse(mem, buf_str(&b), &doc, err) &&
	       resume_read(mem, doc, out, err);
}
