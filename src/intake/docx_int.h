/*
 * intake/docx_int.h - a Word document while it is read: its file and the
 * relations between parts (docx.c), styles and lists (docx_style.c,
 * docx_list.c), text (docx_body.c), parts of other formats (docx_chunk.c), what
 * stands within a paragraph (docx_run.c).
 */
#ifndef INTAKE_DOCX_INT_H
#define INTAKE_DOCX_INT_H

#include "intake/office.h"

#define OOXML_ATTR(x, name) ATTR((x), W, name)

struct docx_style {
	struct str id, name, based;
	struct office_form form;
	struct office_letters look;
	enum { DOCX_RAW, DOCX_BUSY, DOCX_DONE } state;
	bool paragraph, fallback; /* of paragraphs that name none */
};

enum { DOCX_LEVELS = 9, DOCX_EDGES = 60 };

/* A list. */
struct docx_num {
	struct docx_level {
		bool none; /* has no mark */
		struct office_form form;
	} at[DOCX_LEVELS];
};

struct docx_relation {
	struct str target;
	struct str url; /* the target for good, once it was asked for */
	bool outside;
};

struct docx {
	struct arena *mem;
	struct office_file file;
	struct office_xml *xml; /* of the part that is read */
	struct office_sheet sheet;
	struct str main; /* its name */

	struct office_map styles, nums, relations;
	struct docx_style *first_style; /* of paragraphs that name none */
	struct office_form default_form;
	struct office_letters default_look;

	struct office_paper paper;
	struct intake_margins margins; /* of the first section */
	struct office_edge edges[DOCX_EDGES];
	size_t edge_count, sections;
	size_t styles_read, relations_read, chunks;

	/* the paragraph that is read */
	struct docx_now {
		struct office_form form;
		struct office_letters para_look; /* of its style */
		struct office_para para;
		bool opened;
		struct str url; /* of the link it is in */
	} now;
	/* fields within each other; .codes of them have no result yet */
	struct docx_field {
		bool code; /* its result has not begun */
		struct buf text;
		struct str url;
	} fields[OFFICE_FIELDS];
	size_t field_count, fields_over, codes;
};

/* docx_style.c */
void intake_docx_styles_read(struct docx *d, struct str xml);
void intake_docx_form_read(struct docx *d, struct office_form *f);
void intake_docx_look_read(struct docx *d, struct office_letters *out);
/* NULL: there is none of that name. */
const struct docx_style *intake_docx_style_find(struct docx *d, struct str id);
bool intake_docx_on(struct office_xml *x);

/* docx_list.c */
void intake_docx_lists_read(struct docx *d, struct str xml);
/* What the form of the paragraph, with its style and list, comes to. */
void intake_docx_para_make(struct docx *d);
/* What letters of a run look like in this paragraph. */
struct office_look intake_docx_look_make(
	struct docx *d, const struct office_letters *run);

/* docx_body.c: all paragraphs and tables in the element that is open. */
void intake_docx_blocks(struct docx *d);
/* Opens the paragraph that is read, when its properties are known. */
void intake_docx_para_open(struct docx *d);
/* Too much text ends the reading. */
void intake_docx_check(struct docx *d);
/* Size of the paper, heads and feet. */
void intake_docx_section_read(struct docx *d);
/* One of the alternatives, by the reader of what stands there. */
void intake_docx_alternate(struct docx *d, void (*read)(struct docx *));

/* docx_chunk.c: the part of another format that the element names. */
void intake_docx_chunk(struct docx *d);

/* docx_run.c: all runs in the element that is open. */
void intake_docx_inlines(struct docx *d);
/* Fields whose result never began end with their paragraph. */
void intake_docx_fields_mend(struct docx *d);

#endif
