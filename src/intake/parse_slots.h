/*
 * intake/parse_slots.h - what parts the words of a head, shared by what cuts
 * them (parse_atoms.c), weighs them (parse_said.c) and reads them
 * (parse_slots.c).
 */
#ifndef INTAKE_PARSE_SLOTS_H
#define INTAKE_PARSE_SLOTS_H

#include "intake/parse_int.h"

/* From weak to strong. */
enum mark {
	MARK_NONE,
	MARK_COMMA,
	MARK_BRACKET,
	MARK_COLON,
	MARK_TYPE, /* bold, italic, size begin or end */
	MARK_DASH,
	MARK_AT, /* "Engineer at Acme" */
	MARK_BAR,
	MARK_CELL,
	MARK_ROW,
	MARKS
};

#define NEVER (-50.0f) /* worth so little, words are no such slot */

/* Adds what these atoms together are worth as each slot in such a section, by
 * their words. */
void parse_said(struct arena *mem, int what, const struct atom *a, size_t atoms,
	float to[SLOTS]);

#endif
