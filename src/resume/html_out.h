/*
 * resume/html_out.h - text of the model becomes a fragment of HTML, as editors
 * of rich text take it: p, br, ul, li, strong, em, a. What resume_html_read
 * makes of it is what it was made of.
 */
#ifndef RESUME_HTML_OUT_H
#define RESUME_HTML_OUT_H

#include "resume/resume.h"

/* Text (blank lines part paragraphs, "- " begins a bullet) and, behind it,
 * bullets. Both may be none. */
void resume_html_write(struct arena *mem, struct buf *to, struct str text,
	const struct resume_texts *bullets);

#endif
