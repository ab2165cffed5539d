/* intake/field.h - what fields of Word do, as old and new files write it. */
#ifndef INTAKE_FIELD_H
#define INTAKE_FIELD_H

#include "base/base.h"

/* The address of: HYPERLINK "https://example.org" \o "tip". At NULL: it is no
 * link, or one to a place in the document. */
struct str intake_field_link(struct arena *mem, struct str does);

#endif
