/*
 * intake/rtf_int.h - what the parts of the reader share:
 *
 *	rtf.c           bytes become groups, words and letters
 *	rtf_word.c      what control words do
 *	rtf_words.def   which there are
 */
#ifndef INTAKE_RTF_INT_H
#define INTAKE_RTF_INT_H

#include "intake/flow.h"

enum {
	RTF_DEPTH = 256, /* of groups; what is deeper is passed over */
	RTF_FONTS = 65536,
	RTF_STYLES = 4096,
	RTF_LATER = 500, /* feet and notes */
	RTF_FIELD = 4096 /* bytes of what a field does */
};

enum rtf_into {
	RTF_BODY,
	RTF_SKIP,
	RTF_FONT_TABLE,
	RTF_STYLE_TABLE,
	RTF_FIELD_DOES,
	RTF_BULLET /* of old lists: words of how an item is marked */
};

/* What a group keeps and its end restores. */
struct rtf_state {
	enum rtf_into into;
	unsigned flags;             /* INTAKE_BOLD ... */
	unsigned rtl_flags;         /* of letters that run from the right */
	bool deleted, old, starred; /* old: the old of two forms of a text */
	int skip_after;             /* characters behind \u that stand for it */
	int half_points;
	uint16_t font;
	struct str url;
	/* of the paragraph */
	int style, outline, list, level, indent;
	int above, below; /* in twips */
	bool bullet, in_table, close, new_page;
};

struct rtf {
	struct arena *mem;
	struct flow flow;
	struct str rest;
	struct rtf_state state[RTF_DEPTH];
	int depth, deeper; /* groups that are open; beyond RTF_DEPTH */
	int skip;          /* characters that are still to be passed over */
	unsigned page;     /* of letters, where the font says none */
	uint16_t first_font;
	uint16_t *fonts; /* pages of letters, by the font's number */
	uint8_t *styles; /* levels of headings, by the style's number */
	uint32_t high;   /* first half of a pair of \u */
	/* of the entry of a table that is being read */
	int entry, entry_outline;
	struct buf name;
	struct buf does; /* of the field */
	int last_style;  /* of the paragraph before */
	bool first_line, listed, cell_broke, later_now;
	struct str later[RTF_LATER];
	int later_count;
};

static inline struct rtf_state *rtf_state(struct rtf *r)
{
	return &r->state[r->depth];
}

/* rtf.c */
void intake_rtf_char(struct rtf *r, uint32_t c);
void intake_rtf_line(struct rtf *r);
/* Up to the end of the group that it stands in. */
void intake_rtf_later(struct rtf *r);

/* rtf_word.c */
enum { RTF_NO_NUMBER = INT32_MIN };
void intake_rtf_word(struct rtf *r, struct str name, int64_t number);
/* The end of an entry of a table: ";" or the group's. */
void intake_rtf_entry(struct rtf *r);

#endif
