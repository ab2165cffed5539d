/*
 * press/walk.h - questions that every writer of a tree asks on its way along
 * the blocks. Answers follow from tree and look alone; nothing is decided
 * anew.
 */
#ifndef PRESS_WALK_H
#define PRESS_WALK_H

#include "press/look.h"

/*
 * What a style of paragraphs says of the space above itself; below it is the
 * role's. What two neighbours' styles make of the space between them is the
 * sum in some programs, the larger in others: where the two differ, or neither
 * is what the look says, one of them has to be told so. That is what
 * walk_space() says of a block.
 */
int32_t walk_before(const struct look *look, enum tree_role role);
struct walk_space {
	bool before_told, after_none;
	int32_t before;
};
struct walk_space walk_space(const struct tree *t, size_t i);
/* An entry begins here that is not the first beneath its section's head. */
bool walk_begins(const struct tree *t, size_t i);
/* Whether a block has to stay with the next one otherwise than its style says:
 * what heads something does; but a head that is all of its entry must not pull
 * a whole list of its kind to the next page. */
enum walk_keep { WALK_AS_STYLE, WALK_KEEP, WALK_FREE };
enum walk_keep walk_keep(const struct tree *t, size_t i);
/* The depth of a list's item where no level may be left out: one more than
 * that of the item before when the tree says deeper. 0 for what is no item. */
int walk_depth(const struct tree *t, size_t i, int before);
/* Runs as one text. */
struct str walk_text(struct arena *mem, const struct tree_runs *runs);
/* Appends a text as formats without markup have it: what no format has a place
 * for is U+FFFD, line ends and tabs are blanks; blanks that tie are U+00A0. */
void walk_clean(struct buf *to, struct str text, bool tied);
/* How wide the text is between the margins. */
int32_t walk_width(const struct look *look);

/* "Page %d of %d" in its pieces: what stands before the page's number,
 * between the two and behind the number of pages. A piece may be empty; with
 * fewer marks than two, what is not there is not shown. */
struct walk_page {
	struct str before, between, behind;
	bool number, count;
};
struct walk_page walk_page(struct str words);
/* Has a document with this look a footer at all, and one on page 1? */
bool walk_footer(const struct tree *t);
bool walk_footer_first(const struct tree *t);

/* PNG or JPEG, by its first bytes; NULL: neither. "png" or "jpeg". */
const char *walk_picture(struct str bytes);
/* The photo is there and wanted, and is a picture; its width for the height
 * that the look says. Round ones are square. */
bool walk_photo(const struct tree *t, int32_t *width, struct err *err);

#endif
