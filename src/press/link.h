/*
 * press/link.h - which addresses of a document become links, and how they are
 * written there. Knows nothing of what they lead to.
 */
#ifndef PRESS_LINK_H
#define PRESS_LINK_H

#include "base/base.h"

/* Word follows no longer ones. */
enum { LINK_MOST = 2000 };

/*
 * True: `out` is an http, https, mailto or tel address that is a URI by RFC
 * 3986: what may not stand in one (blanks, quotes, letters beyond ASCII) is
 * percent-encoded. False: no link; the text stays without one.
 */
bool link_safe(struct arena *mem, struct str url, struct str *out);

#endif
