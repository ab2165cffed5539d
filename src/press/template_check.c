/*
 * press/template_check.c - reads a template's file and tells its author what
 * is wrong with it, by line: what the shapes say (template_file.c), colours,
 * lengths, and the patterns of the sections, which become what compose takes.
 */
#include "press/template_int.h"
#include "base/utf8.h"

#include <stddef.h>

static const char *const section_names[] = {
#define SECTION(id, name, ...) name,
#include "resume/sections.def"
#undef SECTION
	"summary", "custom"
};
static const char *const role_names[] = {
#define ROLE(id, name, ...) name,
#include "press/roles.def"
#undef ROLE
};

const char *template_section_name(int id) { return section_names[id]; }

/* ---- sections ----------------------------------------------------------- */

/* Where a pattern stands, for its fault. */
struct place {
	const char *section, *list, *member;
	size_t line;
};

static bool read_pattern(struct arena *mem, struct place at, struct str text,
	struct template_pattern *out, struct err *err)
{
	struct str pointer, why;

	if (template_pattern_read(mem, text, out, &why))
		return true;
	pointer = str_fmt(mem, "/sections/%s/%s/%zu/%s", at.section, at.list,
		at.line, at.member);
	return err_field(err, pointer.at, "%.*s", STR_ARG(why));
}

static bool read_line(struct arena *mem, struct place at,
	const struct template_line_file *file, struct template_line *out,
	struct err *err)
{
	int found = 0;

	for (int role = 0; role < TREE_ROLES; role++)
		if (file->text[role].at) {
			out->role = (enum tree_role)role;
			at.member = role_names[role];
			found++;
		}
	if (found != 1)
		return err_field(err,
			str_fmt(mem, "/sections/%s/%s/%zu", at.section, at.list,
				at.line)
				.at,
			"must have one of entry, role, detail, text, term, "
			"bullet, quote");
	if (!read_pattern(mem, at, file->text[out->role], &out->text, err))
		return false;
	at.member = "aside";
	return !file->aside.at ||
	       read_pattern(mem, at, file->aside, &out->aside, err);
}

static bool read_lines(struct arena *mem, const char *section, const char *list,
	const struct template_lines_file *file, struct template_lines *out,
	struct err *err)
{
	struct place at = { .section = section, .list = list };

	out->count = file->count;
	out->at = ARENA_LIST(mem, struct template_line, file->count);
	for (at.line = 0; at.line < file->count; at.line++)
		if (!read_line(mem, at, &file->at[at.line], &out->at[at.line],
			    err))
			return false;
	return true;
}

static bool read_section(struct arena *mem, const char *name,
	const struct template_section_file *file, struct template_section *out,
	struct err *err)
{
	out->title = file->title;
	out->join = file->join;
	if (file->group.count && !file->roles.count)
		return err_field(err,
			str_fmt(mem, "/sections/%s/group", name).at,
			"needs 'roles' beside it");
	if (file->join.at && file->lines.count > 1)
		return err_field(err,
			str_fmt(mem, "/sections/%s/join", name).at,
			"needs a section of one line");
	return read_lines(mem, name, "lines", &file->lines, &out->lines, err) &&
	       read_lines(mem, name, "side", &file->side, &out->side, err) &&
	       read_lines(mem, name, "group", &file->group, &out->group, err) &&
	       read_lines(mem, name, "roles", &file->roles, &out->roles, err);
}

bool template_sections_read(struct arena *mem, const struct template_file *file,
	struct template_section *out, struct err *err)
{
	for (int i = 0; i < TEMPLATE_SECTION_IDS; i++)
		if (file->sections.at[i] &&
			!read_section(mem, section_names[i],
				file->sections.at[i], &out[i], err))
			return false;
	return true;
}

/* ---- lengths, colours, items -------------------------------------------- */

static const struct {
	const char *at;
	size_t offset;
} lengths[] = {
#define LENGTH_OF(part, name)                                                  \
	{                                                                      \
		"/" #part "/" #name, offsetof(struct template_file, part.name) \
	}
	LENGTH_OF(side, width),
	LENGTH_OF(side, gap),
	LENGTH_OF(bullets, indent),
	LENGTH_OF(rules, width),
	LENGTH_OF(rules, gap),
	LENGTH_OF(photo, size),
#undef LENGTH_OF
};

static bool check_lengths(const struct template_file *file, struct err *err)
{
	int32_t length;

	for (size_t i = 0; i < LENGTH(lengths); i++) {
		struct str s =
			*(const struct str *)(const void *)((const char *)file +
							    lengths[i].offset);

		if (s.at && !template_length_read(s, &length))
			return err_field(err, lengths[i].at,
				"must be a length like 18mm, 0.7in or 51pt");
	}
	return true;
}

static bool check_sizes(
	struct arena *mem, const struct template_file *file, struct err *err)
{
	for (int i = 0; i < TREE_ROLES; i++) {
		const struct template_role_file *role = file->roles.at[i];

		if (role && role->size < 0.5)
			return err_field(err,
				str_fmt(mem, "/roles/%s/size", role_names[i])
					.at,
				"must be at least 0.5");
		if (role && role->line_height > 0 && role->line_height < 0.8)
			return err_field(err,
				str_fmt(mem, "/roles/%s/line_height",
					role_names[i])
					.at,
				"must be at least 0.8");
	}
	return file->fit_least >= 0.5 ||
	       err_field(err, "/fit_least", "must be at least 0.5");
}

static bool check_colors(
	struct arena *mem, const struct template_file *file, struct err *err)
{
	uint32_t color;

	for (int i = 0; i < TREE_ROLES; i++) {
		const struct template_role_file *role = file->roles.at[i];

		if (role && role->color.len && !str_is(role->color, "text") &&
			!str_is(role->color, "muted") &&
			!str_is(role->color, "accent") &&
			!template_color_read(role->color, &color))
			return err_field(err,
				str_fmt(mem, "/roles/%s/color", role_names[i])
					.at,
				"must be text, muted, accent or a colour "
				"like #1f4e79");
	}
	return true;
}

static bool check_contact(
	struct arena *mem, const struct template_file *file, struct err *err)
{
	static const char *const known[] = { "email", "phone", "location",
		"url", "profiles" };
	struct str rest = STR("rest.");

	for (size_t i = 0; i < file->contact.items.count; i++) {
		struct str item = file->contact.items.at[i];
		bool found = str_starts(item, rest) && item.len > rest.len;

		for (size_t k = 0; k < LENGTH(known); k++)
			found = found || str_is(item, known[k]);
		if (!found)
			return err_field(err,
				str_fmt(mem, "/contact/items/%zu", i).at,
				"must be email, phone, location, url, "
				"profiles or rest.NAME");
	}
	return true;
}

static bool check_styles(
	struct arena *mem, const struct template_file *file, struct err *err)
{
	const struct {
		const char *at;
		const struct json *style;
	} styles[] = {
		{ "/style", file->style },
		{ "/kinds/resume/style", file->kinds.resume.style },
		{ "/kinds/cv/style", file->kinds.cv.style },
		{ "/kinds/cover_letter/style", file->kinds.cover_letter.style },
	};
	struct template_style style;

	for (size_t i = 0; i < LENGTH(styles); i++)
		if (styles[i].style &&
			!template_style_read(mem, styles[i].style, styles[i].at,
				&style, err))
			return false;
	return true;
}

/* ---- the whole ---------------------------------------------------------- */

/* The line of what a pointer names, or would be in. */
static int line_of(const struct template_source *source, const char *at)
{
	char pointer[sizeof(((struct err_field *)0)->at)];
	const struct json *v;
	int line, column;
	char *cut;

	memcpy(pointer, at, sizeof(pointer));
	while (!(v = json_at(source->doc, pointer))) {
		cut = strrchr(pointer, '/');
		if (!cut)
			return 1;
		*cut = '\0';
	}
	json_place(source->text, v->offset, &line, &column);
	return line;
}

/* Faults as `err` tells them of a form become those of a file. */
static bool locate(struct arena *mem, const struct template_source *source,
	const struct err *e, struct err *err)
{
	err_set(err, ERR_BAD_INPUT, "%s", ""); /* of these fields, then */
	for (int i = 0; i < e->field_count; i++) {
		const struct err_field *f = &e->fields[i];
		int line = line_of(source, f->at);

		err_field(err, f->at, "%s (line %d)", f->why, line);
		if (i == 0) {
			struct str whole =
				str_fmt(mem, "%s, line %d: %s %s", source->from,
					line, *f->at ? f->at : "it", f->why);

			utf8_keep(err->text, sizeof(err->text), whole);
		}
	}
	return false;
}

bool template_file_read(struct arena *mem, const struct template_source *source,
	struct template_file *out, struct err *err)
{
	struct template_section sections[TEMPLATE_SECTION_IDS] = { 0 };
	struct err e = { 0 };

	if (source->house)
		return json_read(
			mem, source->doc, &template_file_shape, out, err);
	return (json_read(mem, source->doc, &template_file_shape, out, &e) &&
		       check_styles(mem, out, &e) && check_lengths(out, &e) &&
		       check_sizes(mem, out, &e) &&
		       check_colors(mem, out, &e) &&
		       check_contact(mem, out, &e) &&
		       template_sections_read(mem, out, sections, &e)) ||
	       locate(mem, source, &e, err);
}
