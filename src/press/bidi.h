/*
 * press/bidi.h - which characters of a line are read from the right: the
 * Unicode bidirectional algorithm, by FriBidi. Orders nothing.
 *
 * What is one thing by itself - a link, a text whose blanks are tied, as each
 * of a line of contacts is - does not run into its neighbours: an address and
 * a telephone number beside each other keep their order in Arabic.
 */
#ifndef PRESS_BIDI_H
#define PRESS_BIDI_H

#include "press/tree.h"

#include <fribidi.h>

/*
 * A level for each character of the text, and of the aside behind it and a tab
 * (NULL: none); odd ones are read from the right. NULL: there is no text, or
 * no memory in FriBidi. An ill-formed piece is one character.
 */
FriBidiLevel *bidi_levels(struct arena *mem, const struct tree_runs *text,
	const struct tree_runs *aside, bool rtl, size_t *count);

#endif
