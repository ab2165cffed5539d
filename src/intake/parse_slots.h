/*
 * intake/parse_slots.h - what parts the words of a head, shared by what cuts
 * them (parse_atoms.c) and what reads them (parse_slots.c).
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

#endif
