/*
 * intake/parse_marks.h - words that are none: bullets, icons, rules, ratings,
 * and what OCR makes of them. For the step that makes rows.
 */
#ifndef INTAKE_PARSE_MARKS_H
#define INTAKE_PARSE_MARKS_H

#include "intake/parse_int.h"

bool parse_has_alnum(struct str s); /* of any script */
/* An icon, by its private character, sign or LaTeX name. */
bool parse_is_icon(struct str s);
/* A bullet alone; which sign it is. */
bool parse_bullet(struct str s, uint32_t *which);
/* Bytes of a bullet, or of an icon, that is printed against its word. */
size_t parse_glued_bullet(struct str s);
size_t parse_glued_icon(struct str s);
/* "=====", "─────": a line that was typed. */
bool parse_is_rule(struct str s);
/* "●●●○○": how well, in signs; it says nothing that can be kept. */
bool parse_is_rating(struct str s);
/* What OCR makes of lines and dots; of the bullet of a line. */
bool parse_is_drawn(struct str s);
bool parse_is_read_bullet(const struct intake_line *l);

#endif
