/*
 * http/multipart.c - forms with files (RFC 7578): where each part begins and
 * ends, and what it is called. It copies no file and opens none; a body in a
 * file is looked at through a mapping.
 *
 * What two readers could take apart differently is refused: a preamble, an
 * epilogue, padding, a boundary with something behind it, two names.
 */
#include "http/parse.h"

#include <sys/mman.h>

enum { BOUNDARY_MOST = 70, PART_HEAD_MOST = 8 * 1024 };

static bool bad(struct err *err, const char *why)
{
	return err_set(err, ERR_BAD_INPUT, "the form is malformed: %s", why);
}

/* ---- parameters: ; name="value" ----------------------------------------- */

static bool quoted_read(struct arena *mem, struct str *rest, struct str *out)
{
	char *to = arena_bytes(mem, rest->len + 1);
	size_t n = 0, i = 1;

	for (; i < rest->len && rest->at[i] != '"'; i++) {
		if (rest->at[i] == '\\' && i + 1 < rest->len &&
			(rest->at[i + 1] == '"' || rest->at[i + 1] == '\\'))
			i++;
		else if (i + 2 < rest->len && !memcmp(rest->at + i, "%22", 3)) {
			to[n++] = '"'; /* so do browsers quote it */
			i += 2;
			continue;
		}
		to[n++] = rest->at[i];
	}
	if (i >= rest->len)
		return false;
	*out = str_of(to, n);
	*rest = str_trim(str_of(rest->at + i + 1, rest->len - i - 1));
	return rest->len == 0 || *rest->at == ';';
}

/* Takes one parameter off *rest, which begins with ';'. */
static bool parameter_read(struct arena *mem, struct str *rest,
	struct str *name, struct str *value)
{
	struct str s = str_trim(str_of(rest->at + 1, rest->len - 1));
	size_t n = 0;

	while (n < s.len && s.at[n] != '=' && s.at[n] != ';')
		n++;
	if (n == 0 || n == s.len || s.at[n] != '=')
		return false;
	*name = str_of(s.at, n);
	*rest = str_of(s.at + n + 1, s.len - n - 1);
	if (rest->len && *rest->at == '"')
		return quoted_read(mem, rest, value);
	for (n = 0; n < rest->len && rest->at[n] != ';'; n++)
		if (rest->at[n] == '"')
			return false;
	*value = str_trim(str_of(rest->at, n));
	*rest = str_of(rest->at + n, rest->len - n);
	return true;
}

static bool boundary_ok(struct str b)
{
	if (b.len == 0 || b.len > BOUNDARY_MOST || b.at[b.len - 1] == ' ')
		return false;
	for (size_t i = 0; i < b.len; i++)
		if (b.at[i] < 0x20 || b.at[i] > 0x7e)
			return false;
	return true;
}

static bool boundary_find(
	const struct http_req *req, struct str *out, struct err *err)
{
	struct str rest = http_header_find(req, "content-type"), type = rest;
	struct str name, value;
	const char *mark = rest.len ? memchr(rest.at, ';', rest.len) : NULL;
	int found = 0;

	if (mark)
		type.len = (size_t)(mark - rest.at);
	if (!str_eq_nocase(str_trim(type), STR("multipart/form-data")))
		return err_set(err, ERR_BAD_TYPE,
			"send a form as 'multipart/form-data'");
	rest = str_of(rest.at + type.len, rest.len - type.len);
	while (rest.len) {
		if (!parameter_read(req->mem, &rest, &name, &value))
			return bad(err, "its 'Content-Type' cannot be read");
		if (!str_eq_nocase(name, STR("boundary")))
			continue;
		found++;
		*out = value;
	}
	return (found == 1 && boundary_ok(*out)) ||
	       bad(err, "it has no usable boundary");
}

/* ---- the head of a part ------------------------------------------------- */

static bool text_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f)
			return false;
	return http_utf8_ok(s);
}

static bool disposition_read(
	struct arena *mem, struct str rest, struct http_part *part)
{
	struct str name, value, kind = rest;
	const char *mark = memchr(rest.at, ';', rest.len);

	if (!mark)
		return false;
	kind.len = (size_t)(mark - rest.at);
	if (!str_eq_nocase(str_trim(kind), STR("form-data")))
		return false;
	rest = str_of(mark, rest.len - kind.len);
	while (rest.len) {
		struct str *to;

		if (!parameter_read(mem, &rest, &name, &value) ||
			!text_ok(value))
			return false;
		to = str_eq_nocase(name, STR("name"))       ? &part->name
		     : str_eq_nocase(name, STR("filename")) ? &part->file_name
							    : NULL;
		if (to && to->at)
			return false;
		if (to)
			*to = str_copy(mem, value);
	}
	return part->name.at != NULL;
}

static bool line_read(
	struct arena *mem, struct str line, struct http_part *part)
{
	struct str value = line, name = str_cut(&value, ':');

	if (name.len == 0 || name.len == line.len || !text_ok(name) ||
		memchr(name.at, ' ', name.len))
		return false;
	value = str_trim(value);
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.at[i] < 0x20 && value.at[i] != '\t')
			return false;
	if (str_eq_nocase(name, STR("content-disposition")))
		return !part->name.at && disposition_read(mem, value, part);
	if (str_eq_nocase(name, STR("content-type"))) {
		if (part->type.at || !text_ok(value))
			return false;
		part->type = str_copy(mem, value);
	}
	return true;
}

/* *rest begins behind a boundary's line end; afterwards, with the bytes. */
static bool head_read(
	struct arena *mem, struct str *rest, struct http_part *part)
{
	size_t most = rest->len < PART_HEAD_MOST ? rest->len : PART_HEAD_MOST;
	struct str head = str_of(rest->at, most);
	const char *end = memmem(head.at, head.len, "\r\n\r\n", 4);

	if (!end)
		return false;
	head.len = (size_t)(end - head.at);
	*rest = str_of(end + 4, rest->len - head.len - 4);
	while (head.len) {
		const char *mark = memmem(head.at, head.len, "\r\n", 2);
		size_t n = mark ? (size_t)(mark - head.at) : head.len;

		if (!line_read(mem, str_of(head.at, n), part))
			return false;
		n += mark ? 2 : 0;
		head = str_of(head.at + n, head.len - n);
	}
	return part->name.at != NULL;
}

/* ---- all parts ---------------------------------------------------------- */

static bool last_line(struct str rest)
{
	return str_is(rest, "--") || str_is(rest, "--\r\n");
}

static bool parts_read(struct arena *mem, struct str all, struct str mark,
	struct http_part *parts, int *count, struct err *err)
{
	struct str rest = all;

	/* the first boundary has no line end before it */
	if (!str_starts(rest, str_of(mark.at + 2, mark.len - 2)))
		return bad(err, "it does not begin with its boundary");
	rest = str_of(rest.at + mark.len - 2, rest.len - mark.len + 2);
	for (*count = 0; !last_line(rest); ++*count) {
		struct http_part *part = &parts[*count];
		const char *end;

		if (*count == HTTP_PARTS_MAX)
			return err_set(err, ERR_TOO_BIG,
				"the form has more than %d parts",
				HTTP_PARTS_MAX);
		if (!str_starts(rest, STR("\r\n")))
			return bad(err, "something stands behind a boundary");
		*part = (struct http_part){ 0 };
		rest = str_of(rest.at + 2, rest.len - 2);
		if (!head_read(mem, &rest, part))
			return bad(err, "the head of a part cannot be read");
		end = memmem(rest.at, rest.len, mark.at, mark.len);
		if (!end)
			return bad(err, "its last boundary is missing");
		part->at = rest.at - all.at;
		part->size = end - rest.at;
		part->bytes = str_of(rest.at, (size_t)part->size);
		rest = str_of(end + mark.len,
			rest.len - (size_t)part->size - mark.len);
	}
	return true;
}

static bool file_parts_read(const struct http_req *req, struct str mark,
	struct http_part *parts, int *count, struct err *err)
{
	size_t size = (size_t)req->body_size;
	void *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE, req->body_fd, 0);
	bool ok;

	if (map == MAP_FAILED)
		return err_set(err, ERR_BROKEN, "the form cannot be mapped");
	ok = parts_read(req->mem, str_of(map, size), mark, parts, count, err);
	munmap(map, size);
	for (int i = 0; ok && i < *count; i++)
		parts[i].bytes = STR_NONE;
	return ok;
}

bool http_parts_read(const struct http_req *req, struct http_part *parts,
	int *count, struct err *err)
{
	struct str boundary, mark;

	if (!boundary_find(req, &boundary, err))
		return false;
	mark = str_fmt(req->mem, "\r\n--%.*s", STR_ARG(boundary));
	if (req->body_fd >= 0 && req->body_size > 0)
		return file_parts_read(req, mark, parts, count, err);
	return parts_read(req->mem, req->body, mark, parts, count, err);
}
