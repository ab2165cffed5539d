/* resume/out_markdown.h - what the files that write Markdown share. */
#ifndef RESUME_OUT_MARKDOWN_H
#define RESUME_OUT_MARKDOWN_H

#include "resume/convert_int.h"

struct markdown_writer {
	struct arena *mem;
	const struct resume *r;
	struct buf *to;
	struct resume_report *report;
};

/* One line; line ends in it become blanks. */
void resume_markdown_line(struct markdown_writer *w, struct str s);
/* A blank line, where there is none. */
void resume_markdown_gap(struct markdown_writer *w);
/* Paragraphs; lines that begin with "- " are bullets. */
void resume_markdown_text(struct markdown_writer *w, struct str text);
void resume_markdown_bullets(
	struct markdown_writer *w, struct resume_texts list);
/* The text with an address, if it is one. */
void resume_markdown_link(
	struct markdown_writer *w, struct str text, struct str url);

#endif
