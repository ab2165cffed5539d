/*
 * press/face.h - what documents that are opened elsewhere say of fonts and of
 * languages. Reads no font.
 */
#ifndef PRESS_FACE_H
#define PRESS_FACE_H

#include "base/base.h"

struct face {
	struct str name;   /* the family */
	const char *known; /* of the same widths, and on more machines; NULL */
	bool serif;
};
struct face face_of(struct str family);

/* How a language is written, for programs that keep a font for each. */
enum face_script { FACE_WESTERN, FACE_ASIAN, FACE_COMPLEX };
enum face_script face_script(struct str language);
/* With a country, which spelling is checked by: "de" is "de-DE". Of two
 * letters each, or empty: nothing is known. */
struct face_locale {
	char language[4], country[4];
};
struct face_locale face_locale(struct str language);

#endif
