/*
 * press/markup.h - text between tags, alike for XML and HTML. Knows no tag by
 * its name.
 */
#ifndef PRESS_MARKUP_H
#define PRESS_MARKUP_H

#include "base/base.h"

/* What a format may weigh before it is packed. */
enum { MARKUP_BYTES = 256 << 20 };

/* Appends a text, for an element or for an attribute in double quotes. What
 * XML 1.0 or HTML has no place for (control characters, U+FFFE, ill-formed
 * bytes) becomes U+FFFD; line ends and tabs become blanks. */
void markup_text(struct buf *to, struct str text);
/* The same, and no blank in it ends a line. */
void markup_tied(struct buf *to, struct str text);

/* <name>text</name>; nothing where there is no text. */
void markup_element(struct buf *to, const char *name, struct str text);

/* ' name="' and a number and a '"', for names that bring the rest. */
void markup_int(struct buf *to, struct str name, int64_t n);
/* Thousandths as a decimal number: "10", "10.5", "-0.125". */
void markup_milli(struct buf *to, int64_t thousandths);
/* 0xRRGGBB as six digits. */
void markup_color(struct buf *to, uint32_t color);

#endif
