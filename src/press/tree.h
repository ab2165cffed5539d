/*
 * press/tree.h - a document as a tree: what is said, in which order, and what
 * each part is. compose.c makes it of a resume and a template; the writers of
 * text formats (DOCX, ODT, HTML, TXT, Markdown) and the layout of pages read
 * it. It is the one decision that all formats share (DOC-10): sections, order,
 * wording. It knows no page.
 *
 * Blocks stand in one list in the order of reading. A list's items follow each
 * other; a section lasts until the next one begins.
 */
#ifndef PRESS_TREE_H
#define PRESS_TREE_H

#include "base/base.h"

struct look;

/* What a block is. How each looks is one row of the template's look. */
enum tree_role {
#define ROLE(id, name, ...) TREE_##id,
#include "press/roles.def"
#undef ROLE
	TREE_ROLES
};

/* Where it stands on pages with two columns. Formats without pages show the
 * regions in the order of the blocks. */
enum tree_region { TREE_HEAD, TREE_MAIN, TREE_SIDE, TREE_REGIONS };

enum tree_flag {
	TREE_BOLD = 1,
	TREE_ITALIC = 2,
	TREE_CAPS = 4,  /* small capitals; the text keeps its letters */
	TREE_MUTED = 8, /* the look's second colour */
	TREE_ACCENT = 16,
	TREE_NOBREAK = 32 /* blanks within do not end a line */
};

/* A piece of text that looks alike. Well-formed UTF-8 without control
 * characters or line ends; blanks between runs belong to one of them. */
struct tree_run {
	struct str text;
	struct str url; /* a link; at NULL: none */
	unsigned flags;
};

struct tree_runs {
	struct tree_run *at;
	size_t count;
};

struct tree_block {
	enum tree_role role;
	enum tree_region region;
	struct tree_runs text;
	struct tree_runs aside; /* at the far end of the last line: a date */
	int depth;              /* of a list's item: 0 is the outermost */
	bool joined; /* belongs to the block before: no entry begins here */
	struct str
		section;   /* id of the section it is in; "" before the first */
	struct str source; /* JSON pointer of what it shows; STR_NONE */
};

struct tree_picture {
	struct str bytes;  /* PNG or JPEG; at NULL: none */
	struct str says;   /* for who cannot see it */
	int width, height; /* pixels */
};

struct tree {
	const struct look *look;
	struct tree_block *at;
	size_t count;
	struct tree_picture photo;
	struct str title, author, subject,
		keywords;      /* of the file's properties */
	struct str language;   /* BCP 47: "en", "de-CH" */
	bool rtl;              /* the language is written from the right */
	int64_t date_ms;       /* of the document; never the clock's */
	struct str footer;     /* beside the page's number; "": none */
	struct str page_words; /* "Page %d of %d" in that language */
};

#endif
