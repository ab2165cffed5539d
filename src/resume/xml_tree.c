/* resume/xml_tree.c - see xml.h. What is asked of a tree, and what is kept. */
#include "resume/xml.h"

struct xml *resume_xml_find(const struct xml *in, const char *path)
{
	struct str rest = str_c(path);
	struct xml *x = (struct xml *)(uintptr_t)in;

	while (x && rest.len) {
		struct str name = str_cut(&rest, '/');

		for (x = x->first; x && !str_eq(x->name, name); x = x->next)
			;
	}
	return x;
}

struct xml *resume_xml_again(const struct xml *x)
{
	struct xml *next = x ? x->next : NULL;

	while (next && !str_eq(next->name, x->name))
		next = next->next;
	return next;
}

static struct xml *attr_of(const struct xml *x, const char *name)
{
	struct xml *a = x ? x->attrs : NULL;

	while (a && !str_is(a->name, name))
		a = a->next;
	return a;
}

struct str resume_xml_attr(const struct xml *x, const char *name)
{
	const struct xml *a = attr_of(x, name);

	return a ? a->text : STR_NONE;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str trim(struct str s)
{
	while (s.len && is_blank(*s.at))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && is_blank(s.at[s.len - 1]))
		s.len--;
	return s.len ? s : STR_NONE;
}

struct str resume_xml_text(const struct xml *in, const char *path)
{
	const struct xml *x = resume_xml_find(in, path);

	return x ? trim(x->text) : STR_NONE;
}

struct str resume_xml_take(struct xml *in, const char *path)
{
	struct xml *x = resume_xml_find(in, path);

	if (!x)
		return STR_NONE;
	x->taken = true;
	return trim(x->text);
}

struct str resume_xml_take_attr(struct xml *x, const char *name)
{
	struct xml *a = attr_of(x, name);

	if (!a)
		return STR_NONE;
	a->taken = true;
	return trim(a->text);
}

void resume_xml_take_all(struct xml *x)
{
	if (!x)
		return;
	x->taken = true;
	for (struct xml *a = x->attrs; a; a = a->next)
		a->taken = true;
	for (struct xml *in = x->first; in; in = in->next)
		resume_xml_take_all(in);
}

/* ---- what is kept ------------------------------------------------------- */

static bool says(const struct xml *x)
{
	bool found = trim(x->text).len > 0 || x->attrs;

	for (const struct xml *in = x->first; in && !found; in = in->next)
		found = says(in);
	return found;
}

static bool touched(const struct xml *x)
{
	bool found = x->taken;

	for (const struct xml *a = x->attrs; a && !found; a = a->next)
		found = a->taken;
	for (const struct xml *in = x->first; in && !found; in = in->next)
		found = touched(in);
	return found;
}

/* The how-manieth of its name among its siblings. Looks at so many only:
 * who kept it tells equal places apart anyway. */
static int nth(const struct xml *x)
{
	enum { LOOK = 200 };
	const struct xml *s = x->up ? x->up->first : x;
	int n = 1;

	for (int i = 0; s && s != x && i < LOOK; s = s->next, i++)
		n += str_eq(s->name, x->name);
	return n;
}

static void add_step(struct buf *path, const struct xml *x, int n)
{
	if (path->len)
		buf_addc(path, '/');
	buf_add(path, x->name);
	if (n > 1)
		buf_addf(path, "[%d]", n);
}

struct str resume_xml_path(struct arena *mem, const struct xml *x)
{
	const struct xml *up[XML_DEPTH];
	struct buf path;
	int depth = 0;

	buf_init(&path, mem, XML_BYTES);
	for (; x && x->up && depth < XML_DEPTH; x = x->up)
		up[depth++] = x;
	while (depth--)
		add_step(&path, up[depth], nth(up[depth]));
	return buf_str(&path);
}

struct keeper {
	struct arena *mem;
	struct resume_report *report;
	struct buf path;
};

static void keep_text(struct keeper *k, struct str name, struct str text)
{
	text = trim(text);
	if (text.len)
		resume_keep_text(k->report, str_copy(k->mem, buf_str(&k->path)),
			name, text);
}

static void keep_own(struct keeper *k, const struct xml *x, struct str name)
{
	size_t length = k->path.len;

	if (!x->taken)
		keep_text(k, name, x->text);
	for (const struct xml *a = x->attrs; a; a = a->next) {
		if (a->taken)
			continue;
		buf_add(&k->path, STR("/@"));
		buf_add(&k->path, a->name);
		keep_text(k, name, a->text);
		k->path.len = length;
	}
}

/* `of` is the element around it of which nothing was taken, if any. */
static void keep_rest(struct keeper *k, const struct xml *x, struct str of)
{
	size_t length = k->path.len;
	const struct xml *last = NULL;
	int n = 1;

	keep_own(k, x, of.len ? of : x->name);
	for (const struct xml *in = x->first; in; last = in, in = in->next) {
		bool same = last && str_eq(last->name, in->name);

		n = same ? n + 1 : nth(in);
		if (!says(in))
			continue;
		add_step(&k->path, in, n);
		keep_rest(k, in, of.len || touched(in) ? of : in->name);
		k->path.len = length;
	}
}

void resume_xml_keep(
	struct arena *mem, struct xml *root, struct resume_report *report)
{
	struct keeper k = { .mem = mem, .report = report };

	buf_init(&k.path, mem, XML_BYTES);
	keep_rest(&k, root, STR(""));
}

/* ---- writing ------------------------------------------------------------ */

/* How many bytes at s are a character that XML may not hold; 0: none. */
static size_t forbidden(struct str s)
{
	unsigned char c = (unsigned char)*s.at;

	if (c < ' ')
		return c != '\t' && c != '\n' && c != '\r';
	return c == 0xef && s.len > 2 && s.at[1] == '\xbf' &&
			       (unsigned char)s.at[2] >= 0xbe
		       ? 3
		       : 0;
}

static struct str escape_of(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	case '\r':
		return STR("&#13;");
	default:
		return STR_NONE;
	}
}

void resume_xml_escape(struct buf *out, struct str s)
{
	size_t from = 0, bad;

	for (size_t i = 0; i < s.len; i++) {
		struct str to = escape_of(s.at[i]);

		bad = to.len ? 0 : forbidden(str_of(s.at + i, s.len - i));
		if (!to.len && !bad)
			continue;
		buf_add(out, str_of(s.at + from, i - from));
		buf_add(out, to.len ? to : STR("\xef\xbf\xbd"));
		i += bad ? bad - 1 : 0;
		from = i + 1;
	}
	buf_add(out, str_of(s.at + from, s.len - from));
}
