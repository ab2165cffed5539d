/*
 * press/look.h - how a document looks: a template and its owner's style,
 * resolved into numbers. template.c makes it; the layout and the writers read
 * it and decide nothing of their own.
 *
 * Lengths are thousandths of a point (1/72000 inch) as int32_t: exact, alike
 * on every machine, and wide enough for any paper.
 */
#ifndef PRESS_LOOK_H
#define PRESS_LOOK_H

#include "press/tree.h"

enum look_align { LOOK_START, LOOK_CENTER, LOOK_END, LOOK_JUSTIFY };
enum look_case { LOOK_AS_IS, LOOK_UPPER, LOOK_SMALL_CAPS };
enum look_rule { LOOK_NO_RULE, LOOK_BELOW, LOOK_ABOVE, LOOK_BESIDE };

/* Of one role. */
struct look_role {
	int32_t size, leading; /* of the type; from baseline to baseline */
	int32_t before, after; /* space; of two that meet the larger counts */
	int32_t indent;        /* from the column's beginning */
	int32_t tracking;      /* between letters */
	uint32_t color;        /* 0xRRGGBB */
	unsigned flags;        /* tree_flag: TREE_BOLD, TREE_ITALIC */
	enum look_align align;
	enum look_case letters;
	bool heading_font;
	enum look_rule rule; /* a line beneath, above, or from the text's end
			      * to the column's */
};

struct look {
	struct str template; /* its name */
	int32_t paper_width, paper_height;
	int32_t top, right, bottom, left; /* margins */

	int columns;        /* 1 or 2 */
	int32_t side_width; /* of the second one, without the gap */
	int32_t gap;
	bool side_first; /* it stands before the main one (left, in LTR) */

	struct str body_font, heading_font; /* families, by name */
	struct look_role role[TREE_ROLES];
	uint32_t text, muted, accent, rule_color;
	int32_t rule_width, rule_gap; /* gap: between text and rule */
	/* Backgrounds; 0xffffff: none. */
	uint32_t side_color, head_color;
	/* Within the side, and the head when they have a background. */
	uint32_t side_text, head_text, side_accent;

	struct str bullet;     /* its character */
	int32_t bullet_indent; /* of the text, from the bullet's beginning */
	int32_t entry_gap;     /* between entries of a section */
	bool justify, hyphenate;
	enum look_numbers {
		LOOK_NUMBERS_AUTO, /* when there is more than one page */
		LOOK_NUMBERS_ALWAYS,
		LOOK_NUMBERS_NEVER
	} numbers;
	int32_t photo_size; /* its height; 0: no photo */
	bool photo_round, photo_first;

	/* What `fit` may do: sizes and spaces in thousandths of what is said
	 * here, and how far down it may go. */
	int fit_pages; /* 0: as many as it takes */
	int fit_least; /* 850: not beneath 85 % */

	/* What compose alone reads: order, titles, how dates are written. */
	const struct look_choice *choice; /* template_int.h */
};

#endif
