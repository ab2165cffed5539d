/*
 * press/press.h - a document becomes a file. Pure but for the fonts and
 * hyphenation patterns that it reads from the installation: no database, no
 * clock, no network (DOC-23).
 *
 *	resume --compose--> tree --layout--> pages
 *	                     |                 |
 *	        docx odt html txt md      pdf svg png
 *
 * A press belongs to one thread; it keeps fonts and shaped words from one
 * document to the next, within a ceiling.
 */
#ifndef PRESS_H
#define PRESS_H

#include "press/look.h"
#include "press/pages.h"
#include "press/template.h"
#include "press/tree.h"
#include "resume/resume.h"

enum {
	PRESS_FILE_BYTES = 10 << 20, /* DOC-18: of one file */
	PRESS_PAGES = 60,            /* and of its pages */
	PRESS_BLOCKS = 20000,
	/* What the arena that one document after the other is made in holds
	 * back (arena.keep): what most of them take. */
	PRESS_ARENA_KEEP = 4 << 20
};

/* Part of what a document's look is pinned to (DOC-21). Goes up whenever the
 * same input gives other bytes. */
#define PRESS_ENGINE "2"

struct press;
bool press_open(struct press **out, struct err *err);
void press_close(struct press *press);
struct fonts *press_fonts(struct press *press);

/* Resume and look become the tree. Text in it points into the resume. */
bool press_compose(struct arena *mem, const struct resume *r,
	const struct template *t, const struct look *look, struct tree *out,
	struct err *err);
bool press_layout(struct press *press, struct arena *mem,
	const struct tree *tree, struct pages *out, struct err *err);

/*
 * The tree for writers whose pages others make (DOCX, ODT): with the largest
 * sizes at which it takes as many pages as its look asks for, by our own lines
 * in one column, which those programs set alike. A look that asks for nothing
 * stays as it is.
 */
struct press_fit {
	bool fitted;  /* false: not even at the smallest sizes */
	int scale;    /* thousandths */
	size_t pages; /* that it takes; 0: nothing was asked for */
};
bool press_fit(struct press *press, struct arena *mem, const struct tree *tree,
	struct tree *out, struct press_fit *fitted, struct err *err);

enum press_format {
#define FORMAT(id, ...) PRESS_##id,
#include "press/formats.def"
#undef FORMAT
	PRESS_FORMATS
};
struct press_format_row {
	const char *name, *ending, *mime, *title;
	bool paged; /* made of pages, else of the tree */
};
extern const struct press_format_row press_formats[PRESS_FORMATS];
/* By name or by a file's ending ("pdf", "out.pdf"); PRESS_FORMATS: none. */
enum press_format press_format_find(struct str name);

/* ---- writers ------------------------------------------------------------
 * Each appends a whole file; same tree or pages, same bytes. */
bool press_docx(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err);
bool press_odt(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err);
bool press_html(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err);
bool press_text(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err);
bool press_markdown(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err);
bool press_pdf(struct press *press, struct arena *mem,
	const struct pages *pages, struct buf *out, struct err *err);
/* One page; page counts from 0. */
bool press_svg(struct press *press, struct arena *mem,
	const struct pages *pages, size_t page, struct buf *out,
	struct err *err);
bool press_png(struct press *press, struct arena *mem,
	const struct pages *pages, size_t page, int dpi, struct buf *out,
	struct err *err);
/* All of them as JSON: each word, where it stands, what it shows. */
bool press_spots(struct arena *mem, const struct pages *pages, struct buf *out,
	struct err *err);

#endif
