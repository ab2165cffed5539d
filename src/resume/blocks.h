/*
 * resume/blocks.h - rich text of others becomes paragraphs and bullets, whose
 * text has the marks that the model's text has: **bold**, *italic*,
 * [text](address). From HTML (html.c), or from lines of text.
 */
#ifndef RESUME_BLOCKS_H
#define RESUME_BLOCKS_H

#include "resume/resume.h"

struct resume_block {
	struct str text; /* lines in it end with \n */
	int level;       /* 0: a paragraph; 1: a bullet; 2: one below it ... */
};

struct resume_blocks {
	struct resume_block *at;
	size_t count;
	/* Something more was said than text and marks: a table, a picture, a
	 * colour, a numbering. The text itself is all there. */
	bool more;
};

/* HTML where there is a tag of it in the text, else lines: blank ones part
 * paragraphs, "- ", "* " and the bullet of typographers begin a bullet. */
void resume_blocks_read(
	struct arena *mem, struct str text, struct resume_blocks *out);
/* A fragment of HTML, however broken. What is no tag is text; comments,
 * scripts and styles are none. */
void resume_html_read(
	struct arena *mem, struct str html, struct resume_blocks *out);
bool resume_html_is(struct str text);

/* The paragraphs as one text, parted by blank lines (STR_NONE: there are none);
 * the bullets of all levels as a list. */
struct str resume_blocks_text(
	struct arena *mem, const struct resume_blocks *blocks);
struct resume_texts resume_blocks_bullets(
	struct arena *mem, const struct resume_blocks *blocks);
/* All of it as one text: bullets are lines that begin with "- ". STR_NONE:
 * nothing. */
struct str resume_blocks_lines(
	struct arena *mem, const struct resume_blocks *blocks);

/* For who finds blocks. */
void resume_blocks_add(struct arena *mem, struct resume_blocks *blocks,
	struct str text, int level);

#endif
