/*
 * intake/office.h - what Word documents and OpenDocument texts have in common:
 * parts in an archive (office_file.c), their XML (office_xml.c), paragraphs
 * that become lines with places (office_sheet.c, office_pages.c) and tables
 * (office_table.c). Neither format's words are known here.
 *
 * The files hold no places, so these are made up, all in one way: lines go
 * down by 1.25 times their size and the space between paragraphs, letters are
 * half their size wide, a paragraph is one line however long it is.
 */
#ifndef INTAKE_OFFICE_H
#define INTAKE_OFFICE_H

#include "intake/lines.h"
#include "resume/unzip.h"

enum {
	OFFICE_BYTES = 64 << 20, /* of all parts that are read */
	OFFICE_DEPTH = 256,      /* of elements */
	OFFICE_ATTRS = 64,       /* of one element */
	OFFICE_SPACES = 128,     /* namespaces declared at a time */
	OFFICE_STYLES = 20000,
	OFFICE_PARAS = 200000, /* with those that say nothing */
	OFFICE_URLS = 8 << 20, /* bytes of all links */
	OFFICE_WORDS = 400000,
	OFFICE_WORD = 4096, /* bytes; a longer one is cut in two */
	OFFICE_LINES = 50000,
	OFFICE_MOVES = 300000, /* of lines from cells to where these are */
	OFFICE_CELLS = 50000,
	OFFICE_FIELDS = 32, /* within each other */
	OFFICE_PAGES = 1000,
	OFFICE_BODY_TEXT = 9 /* the outline level that is none */
};

enum office_space {
	SPACE_NONE,
#define SPACE_ONCE(id) SPACE_##id
	SPACE_ONCE(W),
	SPACE_ONCE(R),
	SPACE_ONCE(MC),
	SPACE_ONCE(PIC),
	SPACE_ONCE(MATH),
	SPACE_ONCE(VML),
	SPACE_ONCE(TYPES),
	SPACE_ONCE(RELS),
	SPACE_ONCE(OFFICE),
	SPACE_ONCE(TEXT),
	SPACE_ONCE(TABLE),
	SPACE_ONCE(STYLE),
	SPACE_ONCE(FO),
	SPACE_ONCE(DRAW),
	SPACE_ONCE(XLINK)
#undef SPACE_ONCE
};

enum office_name {
	NAME_NONE,
#define NAME(id, text) NAME_##id,
#include "intake/office_names.def"
	OFFICE_NAMES
};

/* An element's or attribute's namespace and name in one number. */
#define TAG(space, name) ((uint32_t)SPACE_##space << 16 | NAME_##name)

/* ---- texts to things ---------------------------------------------------- */

struct office_map {
	struct arena *mem;
	struct office_pair {
		struct str key;
		void *value;
	} * at;
	size_t count, room;
};

/* The first of several with the same key stays. */
void intake_office_map_add(struct office_map *map, struct str key, void *value);
void *intake_office_map_find(const struct office_map *map, struct str key);

/* ---- XML ---------------------------------------------------------------- */

enum office_event { OFFICE_END, OFFICE_OPEN, OFFICE_TEXT };

/* Reads on and on over UTF-8; holds no tree. */
struct office_xml {
	struct arena *mem;
	const uint16_t *names; /* by hash */
	const char *at, *end;
	uint32_t tag;    /* of the element that was opened last */
	int depth;       /* how many are open */
	struct str text; /* as it stands there */
	bool literal;    /* it has no entities */
	bool closes;     /* the element is an empty one */
	enum err_code code;
	const char *why; /* it is wrong, and is read no further */
	size_t attr_count, bound_count;
	struct office_attr {
		struct str name, value;
	} attrs[OFFICE_ATTRS];
	struct office_bound {
		uint64_t prefix;
		enum office_space space;
	} bound[OFFICE_SPACES];
	struct office_open {
		struct str name;
		size_t bound;
	} open[OFFICE_DEPTH];
};

/* Asked for once a document. */
const uint16_t *intake_office_xml_names(struct arena *mem);
void intake_office_xml_open(struct office_xml *x, struct arena *mem,
	const uint16_t *by_hash, struct str utf8);
/* The next element or text directly in the element that is open `depth` deep;
 * what is deeper is passed over. OFFICE_END: it is closed, or .why. */
enum office_event intake_office_xml_next(struct office_xml *x, int depth);
/* The same without text. */
bool intake_office_xml_child(struct office_xml *x, int depth);
/* All text directly in the element that was opened last, up to its end. */
struct str intake_office_xml_text(struct office_xml *x);
/* The text of the event, without entities. */
struct str intake_office_xml_plain(struct office_xml *x);
/* There is too much of something: it is read no further. */
void intake_office_xml_stop(struct office_xml *x, const char *too_many);
/* Of the element that was opened last; STR_NONE where it has none. */
struct str intake_office_xml_attr(struct office_xml *x, uint32_t tag);
#define ATTR(x, space, name) intake_office_xml_attr((x), TAG(space, name))

/* ---- the file ----------------------------------------------------------- */

struct office_file {
	struct arena *own; /* freed behind it all */
	const uint16_t *names;
	struct unzip zip;
	struct office_map parts; /* by name in small letters */
	size_t unpacked;
	bool mended;
};

bool intake_office_file_open(struct office_file *f, struct arena *own,
	struct str bytes, struct err *err);
/* As UTF-8. No such part is ERR_NOT_FOUND. */
bool intake_office_file_part(struct office_file *f, struct str name,
	struct str *out, struct err *err);
/* XML as UTF-8, whatever it is in. */
struct str intake_office_file_text(struct arena *mem, struct str bytes);

/* ---- paragraphs to lines ------------------------------------------------ */

enum office_align { OFFICE_LEFT, OFFICE_CENTER, OFFICE_RIGHT };

struct office_look {
	unsigned flags; /* INTAKE_BOLD, _ITALIC, _HIDDEN */
	float size;
	struct str url;
};

struct office_stop {
	float at;
	enum office_align align;
};

enum { OFFICE_STOPS = 16 };

/* Points. */
struct office_para {
	float left, first; /* indents; that of the first line on top */
	float before, after, size;
	enum office_align align;
	uint8_t heading, item;
	bool page;         /* begins one */
	const void *alike; /* no space beside one with the same; NULL */
	struct office_stop stops[OFFICE_STOPS];
	size_t stop_count;
};

struct office_line {
	struct intake_line is;
	float before, after;
	float width; /* of the cell it is in; 0: of the page */
	enum office_align align;
	const void *alike;
	bool page, soft; /* begins a page; probably does */
	bool step;       /* begins a column */
	bool apart;      /* begins a block */
};

/* Lines one after the other: a page's, a cell's, a text box's. */
struct office_flow {
	struct office_line *at;
	size_t count, room;
	float x, width;
	/* what the next line is told */
	float gap;
	bool page, soft, step, apart;
};

struct office_sheet {
	struct arena *mem, *own; /* of the answer; of what leads there */
	struct office_flow *to;
	struct intake_word *words; /* of lines that are not yet done */
	size_t count, room;
	size_t lines, total, icons, pictures, cells, moved;
	size_t seen; /* letters, so far */
	size_t paras, urls;
	struct buf text;  /* of the word being built */
	const char *over; /* there is too much of it */
	struct office_now {
		struct office_para para;
		size_t from; /* its first word */
		float x;
		bool open, begun; /* a paragraph; its first line is done */
		bool cell, marked;
		int blanks;
		struct office_stop stop; /* words from .tabbed on go there */
		size_t tabbed;
		bool building;
		struct intake_word word; /* being built */
		size_t letters, bold, italic;
	} now;
};

void intake_office_sheet_init(struct office_sheet *s, struct arena *mem,
	struct arena *own, struct office_flow *to);
void intake_office_para_open(
	struct office_sheet *s, const struct office_para *para);
void intake_office_para_close(struct office_sheet *s);
void intake_office_text(struct office_sheet *s, struct str utf8,
	const struct office_look *look);
/* A link's target for good. STR_NONE: there are too many. */
struct str intake_office_url(struct office_sheet *s, struct str url);
void intake_office_tab(struct office_sheet *s);
void intake_office_break(struct office_sheet *s);
void intake_office_page_break(struct office_sheet *s, bool soft);
/* What stands aside, and is read before the paragraph that holds it. */
void intake_office_box_open(struct office_sheet *s, struct office_now *kept);
void intake_office_box_close(
	struct office_sheet *s, const struct office_now *kept);

struct office_line *intake_office_flow_add(
	struct office_sheet *s, struct office_flow *to);
void intake_office_flow_append(struct office_sheet *s, struct office_flow *to,
	const struct office_flow *from);

struct office_paper {
	float width, height, left, top, right;
};
/* Lines find their places on pages. */
void intake_office_pages(struct office_sheet *s, const struct office_flow *flow,
	const struct office_paper *paper, struct intake_doc *out);

/* Heads or feet, each text once. */
struct office_edge {
	struct str part;
	bool foot, repeated, even;
	struct office_flow flow;
};
void intake_office_edges_append(struct office_sheet *s, struct office_flow *to,
	struct office_edge *edges, size_t count, bool foot);

/* ---- what styles say ---------------------------------------------------- */

/* What a style or a paragraph says of letters: .set, which flags it says,
 * .on, what they are. */
struct office_letters {
	unsigned set, on;
	float size; /* 0: says nothing */
	struct str style;
};

enum office_says {
	OFFICE_HAS_LEFT = 1,
	OFFICE_HAS_FIRST = 2,
	OFFICE_HAS_BEFORE = 4,
	OFFICE_HAS_AFTER = 8,
	OFFICE_HAS_ALIGN = 16,
	OFFICE_HAS_PAGE = 32,
	OFFICE_HAS_CONTEXT = 64,
	OFFICE_HAS_NUM = 128,
	OFFICE_HAS_LEVEL = 256,
	OFFICE_HAS_OUTLINE = 512
};

/* And of paragraphs. */
struct office_form {
	unsigned says;
	float left, first, before, after;
	enum office_align align;
	bool page, context;
	int num, level, outline;
	struct str style;
	struct office_stop stops[OFFICE_STOPS];
	size_t stop_count;
};

void intake_office_form_over(
	struct office_form *to, const struct office_form *by);
void intake_office_letters_over(
	struct office_letters *to, const struct office_letters *by);
struct office_para intake_office_form_para(
	const struct office_form *f, float size);
/* Twentieths of a point, or text like "12pt"; what is neither is 0. */
float intake_office_points(struct str s);
int intake_office_number(struct str s, int otherwise);
enum office_align intake_office_align(struct str s); /* "right", "end" */
/* The level of headings that a style's name says; 0: none. */
int intake_office_heading(struct str name);

/* ---- tables ------------------------------------------------------------- */

struct office_cell {
	struct office_flow flow;
	int column;
	bool goes_on; /* is the lower part of the one above */
};

struct office_table {
	struct office_flow *back;
	struct office_row {
		struct office_cell **at;
		size_t count, room;
	} * rows;
	size_t count, room;
};

void intake_office_table_open(struct office_sheet *s, struct office_table *t);
void intake_office_table_row(struct office_sheet *s, struct office_table *t);
/* What follows is its text; x from the left edge of the table. */
void intake_office_table_cell(struct office_sheet *s, struct office_table *t,
	const struct office_cell *cell);
void intake_office_table_close(struct office_sheet *s, struct office_table *t);

#endif
