/*
 * press/template.c - finds templates, those of the house and those in a
 * folder, and lays each over what it extends.
 */
#include "press/template_int.h"
#include "base/utf8.h"
#include "embed.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const char *const names[] = {
#define TEMPLATE(name) name,
#include "press/templates.def"
#undef TEMPLATE
};

/* What all others begin with, whether they name another one or not. */
#define BASE "base"

const char *template_name(size_t i)
{
	return i < LENGTH(names) ? names[i] : NULL;
}

struct template_says template_says(const struct template *t)
{
	const struct template_file *f = &t->file;

	return (struct template_says){ t->name, f->title, f->description,
		f->category, f->is_premium, f->version, f->style };
}

/* ---- texts -------------------------------------------------------------- */

/* Names are parts of paths: nothing else may be in them. */
static bool name_ok(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
			c != '-' && c != '_')
			return false;
	}
	return name.len && name.len <= TEMPLATE_NAME;
}

struct str template_text(struct arena *mem, struct str name)
{
	struct str path = str_fmt(mem, "templates/%.*s.json", STR_ARG(name));

	for (size_t i = 0; i < embed_count; i++)
		if (str_is(path, embed_files[i].path))
			return str_of(embed_files[i].at, embed_files[i].len);
	return STR_NONE;
}

static bool read_all(int fd, struct arena *mem, struct str *out)
{
	char *at = arena_bytes(mem, TEMPLATE_BYTES + 1);
	size_t len = 0;
	ssize_t n = 1;

	while (n > 0 && len <= TEMPLATE_BYTES) {
		n = read(fd, at + len, TEMPLATE_BYTES + 1 - len);
		len += n > 0 ? (size_t)n : 0;
		if (n < 0 && errno == EINTR)
			n = 1;
	}
	*out = str_of(at, len);
	return n >= 0;
}

/* STR_NONE: there is no such file. */
static bool of_folder(
	struct arena *mem, const char *path, struct str *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	*out = STR_NONE;
	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0)
		return err_set(err, ERR_BAD_INPUT, "'%s' cannot be read: %s",
			path, strerror(errno));
	ok = read_all(fd, mem, out);
	close(fd);
	return ok || err_set(err, ERR_BAD_INPUT, "'%s' cannot be read", path);
}

/* ---- one over the other ------------------------------------------------- */

/* What is being read, from the one that was asked for on. */
struct chain {
	const char *folder;
	struct str name[TEMPLATE_CHAIN];
	size_t depth;
};

static bool find(struct arena *mem, struct chain *chain, struct str name,
	const struct template **out, struct err *err);

static bool no_circle(struct arena *mem, const struct chain *chain,
	struct str name, struct err *err)
{
	struct buf b;
	bool found = false;

	buf_init(&b, mem, (TEMPLATE_NAME + 8) * (TEMPLATE_CHAIN + 1));
	for (size_t i = 0; i < chain->depth; i++) {
		found = found || str_eq(chain->name[i], name);
		buf_add(&b, utf8_fit(chain->name[i], TEMPLATE_NAME));
		buf_add(&b, STR(" → "));
	}
	buf_add(&b, utf8_fit(name, TEMPLATE_NAME));
	if (found)
		return err_set(err, ERR_BAD_INPUT,
			"templates extend each other in a circle: %.*s",
			STR_ARG(buf_str(&b)));
	if (chain->depth == TEMPLATE_CHAIN)
		return err_set(err, ERR_BAD_INPUT,
			"templates extend each other too often: %.*s",
			STR_ARG(buf_str(&b)));
	return true;
}

/* What a file leaves to the template that it extends. */
static bool extend(struct arena *mem, struct chain *chain,
	const struct template_source *source, struct template *t,
	struct err *err)
{
	const struct json *layers[2] = { NULL, source->doc };
	const struct template *under = NULL;
	bool first = chain->depth == 1;
	struct buf merged;

	if (!find(mem, chain, t->file.extends, &under, err))
		return first && err_in(err, "%s extends '%.*s'", source->from,
					STR_ARG(utf8_fit(t->file.extends,
						TEMPLATE_NAME)));
	assert(under);
	layers[0] = under->doc;
	buf_init(&merged, mem, (size_t)TEMPLATE_BYTES * TEMPLATE_CHAIN * 2);
	template_merge(&merged, layers, LENGTH(layers));
	return json_parse(mem, buf_str(&merged), &t->doc, err) &&
	       json_read(mem, t->doc, &template_file_shape, &t->file, err);
}

static bool read_text(struct arena *mem, struct chain *chain, struct str name,
	struct template_source *source, const struct template **out,
	struct err *err)
{
	struct template *t = ARENA_NEW(mem, struct template);
	bool first = chain->depth == 0;
	struct err e = { 0 };

	if (source->text.len > TEMPLATE_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"%s: a template has at most %d bytes", source->from,
			TEMPLATE_BYTES);
	if (!no_circle(mem, chain, name, err))
		return false;
	chain->name[chain->depth++] = name;
	if (!json_parse(mem, source->text, &source->doc, err))
		return err_in(err, "%s", source->from);
	if (!template_file_read(mem, source, &t->file, err))
		return false;
	t->name = name;
	t->doc = source->doc;
	*out = t;
	if (!t->file.extends.at && !str_is(name, BASE))
		t->file.extends = str_c(BASE);
	if (t->file.extends.at && !extend(mem, chain, source, t, err))
		return false;
	if (first && t->file.style &&
		!template_style_read(
			mem, t->file.style, "/style", &t->style, err))
		return false;
	if (template_sections_read(mem, &t->file, t->section, &e))
		return true;
	*err = e;
	return err_in(err, "%s", source->from);
}

static bool unknown(struct arena *mem, struct str name, struct err *err)
{
	struct buf b;

	buf_init(&b, mem, sizeof(err->text));
	for (size_t i = 0; i < LENGTH(names); i++) {
		buf_add(&b, i ? STR(", ") : STR(""));
		buf_add(&b, str_c(names[i]));
	}
	return err_set(err, ERR_NOT_FOUND,
		"there is no template '%.*s'; there are %.*s",
		STR_ARG(utf8_fit(name, TEMPLATE_NAME)), STR_ARG(buf_str(&b)));
}

static bool find(struct arena *mem, struct chain *chain, struct str name,
	const struct template **out, struct err *err)
{
	struct template_source source = { 0 };
	struct str path, own = STR_NONE;

	if (!name_ok(name))
		return unknown(mem, name, err);
	path = chain->folder ? str_fmt(mem, "%s/%.*s.json", chain->folder,
				       STR_ARG(name))
			     : STR("");
	if (path.len && !of_folder(mem, path.at, &own, err))
		return false;
	source.text = template_text(mem, name);
	if (own.at && source.text.at)
		return err_set(err, ERR_CONFLICT,
			"%s has the name of a template of the house: give it "
			"another",
			path.at);
	source.from = path.at;
	source.house = !own.at;
	if (own.at)
		source.text = own;
	else
		source.from = str_fmt(mem, "%.*s.json", STR_ARG(name)).at;
	return source.text.at ? read_text(mem, chain, name, &source, out, err)
			      : unknown(mem, name, err);
}

bool template_find(struct arena *mem, struct str name, const char *folder,
	const struct template **out, struct err *err)
{
	struct chain chain = { .folder = folder };

	return find(mem, &chain, name, out, err);
}

bool template_read(struct arena *mem, struct str text, const char *from,
	const char *folder, const struct template **out, struct err *err)
{
	struct template_source source = { .from = from, .text = text };
	struct chain chain = { .folder = folder };
	const char *slash = strrchr(from, '/');
	struct str name = str_c(slash ? slash + 1 : from);

	if (str_ends(name, STR(".json")))
		name.len -= sizeof(".json") - 1;
	return read_text(mem, &chain, name, &source, out, err);
}
