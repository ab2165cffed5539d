/* resume/path.c - a place in a document as a JSON pointer. See path.h. */
#include "resume/path.h"

enum { POINTER = 1 << 28 }; /* the names of one document, each escaped */

static void add_name(struct buf *to, struct str name)
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
		add_name(to, p->name);
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

/* "~0" and "~1" are the only escapes there are. */
static bool unescape(struct arena *mem, struct str token, struct str *out)
{
	char *to = arena_bytes(mem, token.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < token.len; i++) {
		char c = token.at[i];

		if (c == '~') {
			c = i + 1 < token.len ? token.at[++i] : '\0';
			if (c != '0' && c != '1')
				return false;
			c = c == '0' ? '~' : '/';
		}
		to[len++] = c;
	}
	*out = str_of(to, len);
	return true;
}

bool resume_tokens_read(
	struct arena *mem, struct str pointer, struct resume_tokens *out)
{
	size_t slashes = 0;

	*out = (struct resume_tokens){ NULL, 0 };
	if (!pointer.len)
		return true;
	if (*pointer.at != '/')
		return false;
	for (size_t i = 0; i < pointer.len; i++)
		slashes += pointer.at[i] == '/';
	out->at = ARENA_LIST(mem, struct str, slashes);
	str_cut(&pointer, '/');
	while (out->count < slashes)
		if (!unescape(mem, str_cut(&pointer, '/'),
			    &out->at[out->count++]))
			return false;
	return true;
}

bool resume_index_read(struct str token, size_t *out)
{
	int64_t n;

	if (!str_int(token, &n) || n < 0 || *token.at == '-' ||
		(token.len > 1 && *token.at == '0'))
		return false;
	*out = (size_t)n;
	return true;
}
