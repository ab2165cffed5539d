/* resume/html_int.h - what html.c and html_tag.c share. */
#ifndef RESUME_HTML_INT_H
#define RESUME_HTML_INT_H

#include "base/base.h"

enum html_tag_id {
	TAG_NONE, /* one that says something that we have no word for */
	TAG_BREAK,
	TAG_PARAGRAPH,
	TAG_LIST,
	TAG_NUMBERED,
	TAG_ITEM,
	TAG_BOLD,
	TAG_ITALIC,
	TAG_LINK,
	TAG_SPAN,  /* says nothing */
	TAG_BLOCK, /* begins a paragraph and says more than that */
	TAG_CELL,
	TAG_HIDDEN, /* what is in it is no text */
	TAG_PICTURE
};

struct html_tag {
	enum html_tag_id id;
	bool closes;
	struct str name, link, instead; /* href; alt */
	bool styled;
	bool endless; /* it would be one, were there a '>' */
};

/* At a '<': the tag, and how many bytes it takes; 0: none that is known. */
size_t resume_html_tag(struct arena *mem, struct str s, struct html_tag *out);
/* At an '&': the character, and how many bytes it is written in; 0: none. */
size_t resume_html_entity(struct str s, uint32_t *out);
bool resume_html_blank(char c);

#endif
