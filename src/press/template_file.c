/*
 * press/template_file.c - a template's file, as shapes that read and describe
 * it. What they cannot know is in template_check.c; doc/templates.md is for
 * who writes such files.
 */
#include "press/template_int.h"

static const char *const categories[] = { "modern", "classic", "creative",
	"minimal", NULL };
static const char *const letters[] = { "as is", "upper", "small caps", NULL };
static const char *const aligns[] = { "start", "center", "end", "justify",
	NULL };
static const char *const rules[] = { "none", "below", "above", "beside", NULL };
static const char *const fonts[] = { "body", "headings", NULL };

enum { COLOR = 16, LENGTH_TEXT = 16 };

/* ---- how a role looks --------------------------------------------------- */

static const struct json_field role_fields[] = {
	JSON(template_role_file, size, 0, 0, 10, JSON_ELSE(1),
		.about = "of the type, in sizes of the body"),
	JSON(template_role_file, line_height, 0, 0, 4,
		.about = "in sizes of this type; 0: the style's"),
	JSON(template_role_file, before, 0, 0, 20,
		.about = "space above, in sizes of the body"),
	JSON(template_role_file, after, 0, 0, 20, .about = "space beneath"),
	JSON(template_role_file, indent, 0, 0, 40,
		.about = "from the column's edge, in sizes of the body"),
	JSON(template_role_file, tracking, 0, -1, 1,
		.about = "between letters, in sizes of this type"),
	JSON(template_role_file, color, 0, 0, COLOR,
		.about = "text, muted, accent or #rrggbb"),
	JSON_WORD(template_role_file, letters, 0, letters),
	JSON_WORD(template_role_file, align, 0, aligns),
	JSON_WORD(template_role_file, rule, 0, rules,
		.about = "a line along the text"),
	JSON_WORD(template_role_file, font, 0, fonts),
	JSON(template_role_file, bold, 0, 0, 0),
	JSON(template_role_file, italic, 0, 0, 0),
	{ 0 },
};
static const struct json_shape role_shape = JSON_SHAPE(template_role_file,
	"TemplateRole", "How one part of a document looks.", role_fields);

static const struct json_field roles_fields[] = {
#define ROLE(id, name, ...) \
	JSON_AT(template_roles_file, at[TREE_##id], 0, &role_shape, .as = name),
#include "press/roles.def"
#undef ROLE
	{ 0 },
};
static const struct json_shape roles_shape = JSON_SHAPE(template_roles_file,
	"TemplateRoles", "The looks of all parts of a document.", roles_fields);

/* ---- what sections are made of ------------------------------------------ */

#define LINE(role, name, says)                                       \
	JSON(template_line_file, text[role], 0, 1, TEMPLATE_PATTERN, \
		.as = name, .about = says)
static const struct json_field line_fields[] = {
	LINE(TREE_ENTRY, "entry", "the first line of an entry"),
	LINE(TREE_ROLE, "role", "of one of several under one employer"),
	LINE(TREE_DETAIL, "detail", "a line beneath it"),
	LINE(TREE_TEXT, "text", "paragraphs"),
	LINE(TREE_TERM, "term", "a term and what belongs to it"),
	LINE(TREE_BULLET, "bullet", "one for each item of a list"),
	LINE(TREE_QUOTE, "quote", "what somebody else said"),
	JSON(template_line_file, aside, 0, 1, TEMPLATE_PATTERN,
		.about = "at the far end of the line"),
	{ 0 },
};
#undef LINE
static const struct json_shape line_shape = JSON_SHAPE(template_line_file,
	"TemplateLine", "One line: what it is, and its pattern.", line_fields);

#define LINES(name, says)                                                      \
	JSON_ROWS(template_section_file, name, 0, TEMPLATE_LINES, &line_shape, \
		.about = says)
static const struct json_field section_fields[] = {
	JSON(template_section_file, title, 0, 0, 200, .format = JSON_LINE,
		.about = "instead of the language's own"),
	LINES(lines, "of each entry"),
	LINES(side, "of each entry in the side column, where it differs"),
	LINES(group, "once of an employer with several roles"),
	LINES(roles, "of each of these roles"),
	JSON(template_section_file, join, 0, 0, 20,
		.about = "puts all entries into one line, with this between"),
	{ 0 },
};
#undef LINES
static const struct json_shape section_shape = JSON_SHAPE(template_section_file,
	"TemplateSection", "How a section is shown.", section_fields);

#define ONE(id, name) \
	JSON_AT(template_sections_file, at[id], 0, &section_shape, .as = name)
static const struct json_field sections_fields[] = {
#define SECTION(id, name, ...) ONE(RESUME_##id, name),
#include "resume/sections.def"
#undef SECTION
	ONE(TEMPLATE_SUMMARY, "summary"),
	ONE(TEMPLATE_CUSTOM, "custom"),
	{ 0 },
};
#undef ONE
static const struct json_shape sections_shape =
	JSON_SHAPE(template_sections_file, "TemplateSections",
		"How each section is shown.", sections_fields);

/* ---- the rest of the page ----------------------------------------------- */

static const struct json_field contact_fields[] = {
	JSON_TEXTS(template_contact_file, items, 0, 40, 1, TEMPLATE_NAME,
		.about = "email, phone, location, url, profiles, rest.NAME"),
	JSON(template_contact_file, separator, 0, 0, 20),
	JSON(template_contact_file, in_side, 0, 0, 0,
		.about = "with two columns it heads the side column"),
	{ 0 },
};
static const struct json_shape contact_shape = JSON_SHAPE(template_contact_file,
	"TemplateContact", "How one can be reached.", contact_fields);

static const struct json_field side_fields[] = {
	JSON(template_side_file, width, 0, 1, LENGTH_TEXT, .example = "58mm"),
	JSON(template_side_file, gap, 0, 1, LENGTH_TEXT,
		.about = "between the columns"),
	JSON(template_side_file, first, 0, 0, 0,
		.about = "stands where lines begin"),
	JSON_TEXTS(template_side_file, sections, 0, TEMPLATE_SECTIONS, 1,
		TEMPLATE_NAME, .about = "which stand in it"),
	{ 0 },
};
static const struct json_shape side_shape = JSON_SHAPE(
	template_side_file, "TemplateSide", "The second column.", side_fields);

static const struct json_field bullets_fields[] = {
	JSON(template_bullets_file, character, 0, 1, 4, .format = JSON_LINE),
	JSON(template_bullets_file, indent, 0, 1, LENGTH_TEXT,
		.about = "of the text behind it"),
	{ 0 },
};
static const struct json_shape bullets_shape = JSON_SHAPE(template_bullets_file,
	"TemplateBullets", "Bullets of lists.", bullets_fields);

static const struct json_field rules_fields[] = {
	JSON(template_rules_file, width, 0, 1, LENGTH_TEXT),
	JSON(template_rules_file, gap, 0, 1, LENGTH_TEXT,
		.about = "between text and line"),
	{ 0 },
};
static const struct json_shape rules_shape = JSON_SHAPE(template_rules_file,
	"TemplateRules", "Lines along headings.", rules_fields);

static const struct json_field photo_fields[] = {
	JSON(template_photo_file, size, 0, 1, LENGTH_TEXT, .about = "height"),
	JSON(template_photo_file, round, 0, 0, 0),
	JSON(template_photo_file, first, 0, 0, 0,
		.about = "stands where lines begin"),
	{ 0 },
};
static const struct json_shape photo_shape = JSON_SHAPE(template_photo_file,
	"TemplatePhoto", "The picture of the owner.", photo_fields);

static const struct json_field kind_fields[] = {
	JSON(template_kind_file, style, 0, 0, 0, .only = JSON_OBJECT,
		.about = "laid over the template's"),
	{ 0 },
};
static const struct json_shape kind_shape = JSON_SHAPE(template_kind_file,
	"TemplateKind", "What differs for one kind of document.", kind_fields);

static const struct json_field kinds_fields[] = {
	JSON_IN(template_kinds_file, resume, 0, &kind_shape),
	JSON_IN(template_kinds_file, cv, 0, &kind_shape),
	JSON_IN(template_kinds_file, cover_letter, 0, &kind_shape),
	{ 0 },
};
static const struct json_shape kinds_shape = JSON_SHAPE(template_kinds_file,
	"TemplateKinds", "What differs for kinds of documents.", kinds_fields);

static const struct json_field file_fields[] = {
	JSON(template_file, title, 0, 1, 80, .format = JSON_LINE),
	JSON(template_file, description, 0, 0, 400, .format = JSON_LINE),
	JSON_WORD(template_file, category, 0, categories),
	JSON(template_file, is_premium, 0, 0, 0),
	JSON(template_file, version, 0, 1, 1000000, JSON_ELSE(1)),
	JSON(template_file, extends, 0, 1, TEMPLATE_NAME,
		.about = "a template that this one changes"),
	JSON(template_file, style, 0, 0, 0, .only = JSON_OBJECT,
		.about = "what owners of documents may override"),
	JSON_IN(template_file, kinds, 0, &kinds_shape),
	JSON_IN(template_file, contact, 0, &contact_shape),
	JSON_IN(template_file, side, 0, &side_shape),
	JSON_IN(template_file, bullets, 0, &bullets_shape),
	JSON_IN(template_file, rules, 0, &rules_shape),
	JSON_IN(template_file, photo, 0, &photo_shape),
	JSON(template_file, entry_gap, 0, 0, 10,
		.about = "between entries, in sizes of the body"),
	JSON(template_file, fit_least, 0, 0, 1, JSON_ELSE(1),
		.about = "how small 'fit' may make it"),
	JSON_IN(template_file, roles, 0, &roles_shape),
	JSON_IN(template_file, sections, 0, &sections_shape),
	{ 0 },
};
const struct json_shape template_file_shape = JSON_SHAPE(
	template_file, "Template", "A template's file.", file_fields);
