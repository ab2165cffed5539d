/* resume/yaml_int.h - what the files of yaml.h share among themselves. */
#ifndef RESUME_YAML_INT_H
#define RESUME_YAML_INT_H

#include "base/base.h"

enum { YAML_ANCHORS = 1000 }; /* of one text */

/* Hides stars that name no anchor behind *star (empty: there was none), and
 * shows them again, in a copy. */
struct str resume_yaml_hide(
	struct arena *mem, struct str text, struct str *star);
struct str resume_yaml_show(struct arena *mem, struct str star, struct str s);

bool resume_yaml_true(struct str plain);
/* What a tag asks for, an enum json_kind; JSON_NONE: what it looks like; -1:
 * it is not known here. */
int resume_yaml_asked(const char *tag, bool plain);

#endif
