/* resume/path.c - a place in a document as a JSON pointer. See path.h. */
#include "resume/path.h"

enum { POINTER = 1 << 28 }; /* the names of one document, each escaped */

void resume_path_add_name(struct buf *to, struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '~')
			buf_add(to, STR("~0"));
		else if (name.at[i] == '/')
			buf_add(to, STR("~1"));
		else
			buf_addc(to, name.at[i]);
}

static void add(struct buf *to, const struct resume_path *p)
{
	if (!p->up)
		return;
	add(to, p->up);
	buf_addc(to, '/');
	if (p->name.at)
		resume_path_add_name(to, p->name);
	else
		buf_add_int(to, (int64_t)p->index);
}

struct str resume_path_text(struct arena *mem, const struct resume_path *p)
{
	struct buf b;

	buf_init(&b, mem, POINTER);
	buf_need(&b, 0);
	b.at[0] = '\0';
	add(&b, p);
	return buf_str(&b);
}
