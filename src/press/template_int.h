/*
 * press/template_int.h - what the files of template.h and compose share: a
 * template as it stands in its file, and as compose works with it.
 */
#ifndef PRESS_TEMPLATE_INT_H
#define PRESS_TEMPLATE_INT_H

#include "press/template.h"
#include "press/words.h"

enum {
	TEMPLATE_BYTES = 256 << 10, /* of one file */
	TEMPLATE_NAME = 64,
	TEMPLATE_CHAIN = 8,  /* how deep templates extend each other */
	TEMPLATE_LINES = 32, /* of one section */
	TEMPLATE_PATTERN = 500,
	TEMPLATE_OPS = 100,      /* parts of one pattern */
	TEMPLATE_SECTIONS = 256, /* in an order, of one document */
	TEMPLATE_TITLES = 64
};

/* ---- patterns: "**{position}**[, {name}]" ------------------------------- */

enum template_slot_kind {
	TEMPLATE_TEXT,  /* a text of the entry */
	TEMPLATE_TEXTS, /* a list of it */
	TEMPLATE_DATE,  /* a text that is a date */
	TEMPLATE_URL,   /* one that is an address */
	TEMPLATE_DATES, /* {dates}: from when to when, or when */
	TEMPLATE_REST,  /* {rest.grade}: a member that no table names */
	TEMPLATE_WORD   /* {word.courses}: said in the document's language */
};

struct template_slot {
	enum template_slot_kind kind;
	size_t at;        /* in struct resume_entry, or in press_words */
	const char *name; /* in JSON, or of the rest */
};

struct template_op {
	enum template_op_kind {
		TEMPLATE_SAY,   /* text as it is */
		TEMPLATE_SLOT,  /* a field */
		TEMPLATE_OPEN,  /* [: gone when all fields within are empty */
		TEMPLATE_CLOSE, /* ] */
		TEMPLATE_MARK   /* turns tree_flags on or off */
	} kind;
	struct str text;
	struct template_slot slot;
	unsigned flags;
	size_t close; /* of an OPEN: where its CLOSE is */
};

struct template_pattern {
	struct template_op *at;
	size_t count;
};

/* Reads one; what is wrong is said in `why` ("has no field ..."). */
bool template_pattern_read(struct arena *mem, struct str text,
	struct template_pattern *out, struct str *why);

struct template_line {
	enum tree_role role;
	struct template_pattern text, aside;
};
struct template_lines {
	struct template_line *at;
	size_t count;
};

/* How a section is shown. */
struct template_section {
	struct str title;            /* at NULL: the language's */
	struct template_lines lines; /* of each entry */
	struct template_lines side;  /* ... in the side column; none: lines */
	/* Of an employer with several roles: what is said once (`group`), and
	 * of each role. No group: each role is an entry. */
	struct template_lines group, roles;
	/* Entries follow each other in one line, with this between them. */
	struct str join;
};

/* Sections of templates: the summary, those of JSON Resume, and one for all
 * that owners make. */
enum {
	TEMPLATE_SUMMARY = RESUME_SECTIONS,
	TEMPLATE_CUSTOM,
	TEMPLATE_SECTION_IDS
};
/* "work", "summary", "custom" */
const char *template_section_name(int id);

/* ---- style: what an owner may say as well (DOC-12) ---------------------- */

struct template_colors {
	struct str text, muted, accent, rule, side, side_text, side_accent,
		head, head_text;
};
struct template_fonts {
	struct str body, headings;
};
struct template_margins {
	struct str top, right, bottom, left;
};
struct template_fit {
	int64_t pages;
};
struct template_style {
	struct template_colors colors;
	struct template_fonts fonts;
	struct template_margins margins;
	struct template_fit fit;
	double size, line_height, spacing;
	struct str date_format, paper, page_numbers;
	struct resume_texts section_order, hidden_sections;
	const struct json *titles;
	int64_t columns;
	bool photo, justify, hyphenate;
};

/* ---- the file ----------------------------------------------------------- */

struct template_role_file {
	double size, line_height, before, after, indent, tracking;
	struct str color, letters, align, rule, font;
	bool bold, italic;
};
struct template_line_file {
	struct str text[TREE_ROLES], aside;
};
struct template_lines_file {
	struct template_line_file *at;
	size_t count;
};
struct template_section_file {
	struct str title, join;
	struct template_lines_file lines, side, group, roles;
};
struct template_roles_file {
	struct template_role_file *at[TREE_ROLES];
};
struct template_sections_file {
	struct template_section_file *at[TEMPLATE_SECTION_IDS];
};
struct template_contact_file {
	struct resume_texts items;
	struct str separator;
	bool in_side;
};
struct template_side_file {
	struct str width, gap;
	bool first;
	struct resume_texts sections;
};
struct template_bullets_file {
	struct str character, indent;
};
struct template_rules_file {
	struct str width, gap;
};
struct template_photo_file {
	struct str size;
	bool round, first;
};
struct template_kind_file {
	const struct json *style;
};
struct template_kinds_file {
	struct template_kind_file resume, cv, cover_letter;
};
struct template_file {
	struct str title, description, category, extends;
	bool is_premium;
	int64_t version;
	const struct json *style;
	struct template_kinds_file kinds;
	struct template_contact_file contact;
	struct template_side_file side;
	struct template_bullets_file bullets;
	struct template_rules_file rules;
	struct template_photo_file photo;
	double entry_gap, fit_least;
	struct template_roles_file roles;
	struct template_sections_file sections;
};
extern const struct json_shape template_file_shape;

/* Where a file comes from, for who has to mend it. */
struct template_source {
	const char *from; /* "my.json" */
	struct str text;
	const struct json *doc;
	bool house; /* tests have read it: only its shape is looked at */
};
/* Reads a file's object, and all in it that no shape knows: colours, lengths,
 * patterns. What is wrong is told by name, line and pointer. */
bool template_file_read(struct arena *mem, const struct template_source *source,
	struct template_file *out, struct err *err);
/* The sections of a file that was read; a wrong pattern is a field of err. */
bool template_sections_read(struct arena *mem, const struct template_file *file,
	struct template_section *out, struct err *err);

/* ---- lengths and colours ------------------------------------------------ */

/* "18mm", "0.5in", "36pt", "1.2cm" in thousandths of a point. */
bool template_length_read(struct str s, int32_t *out);
bool template_color_read(struct str s, uint32_t *out); /* "#1f4e79" */

/* Reads a style; faults begin with `prefix` ("/style"). */
bool template_style_read(struct arena *mem, const struct json *v,
	const char *prefix, struct template_style *out, struct err *err);
/* Puts onto a style what another, read of `in`, says; of `titles` the whole. */
void template_style_lay(const struct template_style *style,
	const struct json *in, struct template_style *to);
/* Objects laid over each other, the last on top: what is an object in both is
 * merged, all else replaced (RFC 7396 without null). */
void template_merge(struct buf *to, const struct json *const *v, size_t count);

/* ---- what compose takes ------------------------------------------------- */

struct template
{
	struct str name;
	struct template_file file;
	const struct json *doc; /* of the file, merged with what it extends */
	struct template_style style; /* file.style; of what is extended: none */
	struct template_section section[TEMPLATE_SECTION_IDS];
};

/* What compose, and nobody else, takes from style: held by the look. */
struct look_choice {
	struct resume_texts order, hidden;
	const struct json *usual; /* the template's own order */
	const struct json *titles;
	enum press_dates dates;
};

#endif
