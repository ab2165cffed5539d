/*
 * api/docs_shape.c - shapes to read: a table of the fields of one, and a
 * chapter of those that stand within others, to which the tables lead.
 */
#include "api/docs_int.h"

enum { SHAPES_MOST = 512 };

static const char *type_words(const struct json_field *f)
{
	static const char *const words[] = {
		[JSON_TYPE_TEXT] = "text",
		[JSON_TYPE_INT] = "whole number",
		[JSON_TYPE_REAL] = "number",
		[JSON_TYPE_BOOL] = "true or false",
		[JSON_TYPE_TIME] = "time",
		[JSON_TYPE_TENTHS] = "number with one decimal",
		[JSON_TYPE_ANY] = "any value",
		[JSON_TYPE_RAW] = "any value",
		[JSON_TYPE_IN] = "object",
		[JSON_TYPE_AT] = "object",
		[JSON_TYPE_REST] = "any value",
		[JSON_TYPE_TEXTS] = "list of texts",
		[JSON_TYPE_INTS] = "list of numbers",
		[JSON_TYPE_ROWS] = "list of objects",
	};
	bool any = f->type == JSON_TYPE_ANY || f->type == JSON_TYPE_RAW;

	if (any && f->only == JSON_OBJECT)
		return "object";
	if (any && f->only == JSON_LIST)
		return "list";
	return words[f->type];
}

static void add_type(struct buf *b, const struct json_field *f)
{
	buf_add(b, str_c(type_words(f)));
	if (f->format == JSON_UUID)
		buf_add(b, STR(", a UUID"));
	else if (f->format == JSON_DATE)
		buf_add(b, STR(", a date"));
	if (f->shape)
		buf_addf(b, " <a href=\"#shape-%s\">%s</a>", f->shape->name,
			f->shape->name);
	if (f->flags & JSON_NULLABLE)
		buf_add(b, STR(" or null"));
}

static void add_about(struct buf *b, const struct json_field *f, bool given)
{
	const char *const *w = f->words;
	bool bounded = given && f->most && f->type == JSON_TYPE_TEXT;

	api_docs_add_text(b, str_c(f->about ? f->about : ""));
	if (f->about && (w || bounded))
		buf_add(b, STR("; "));
	for (; w && *w; w++)
		buf_addf(b, "%s<code>%s</code>", w == f->words ? "" : " or ",
			*w);
	if (bounded && !w)
		buf_addf(b, "%lld to %lld characters", (long long)f->least,
			(long long)f->most);
	if (f->otherwise_text)
		buf_addf(b, "; absent: <code>%s</code>", f->otherwise_text);
}

static void add_field(struct buf *b, const struct json_field *f, bool given)
{
	buf_addf(b, "<tr><td><code>%s</code>%s</td><td>", docs_field_name(f),
		given && f->flags & JSON_MUST ? " <b title=\"required\">*</b>"
					      : "");
	add_type(b, f);
	buf_add(b, STR("</td><td>"));
	add_about(b, f, given);
	buf_add(b, STR("</td></tr>"));
}

void api_docs_add_fields(
	struct buf *b, const struct json_shape *shape, bool given)
{
	unsigned off = JSON_HIDE | (given ? JSON_READONLY : JSON_WRITEONLY);

	buf_add(b,
		STR("<div class=\"wide\"><table><thead><tr><th scope=\"col\">"
		    "Field</th><th scope=\"col\">Type</th>"
		    "<th scope=\"col\">About</th></tr></thead><tbody>"));
	for (const struct json_field *f = shape->fields; f->type; f++)
		if (!(f->flags & off) && f->type != JSON_TYPE_REST)
			add_field(b, f, given);
	buf_add(b, STR("</tbody></table></div>"));
}

/* ---- those within others ------------------------------------------------ */

static size_t add_within(const struct json_shape *shape,
	const struct json_shape **list, size_t count)
{
	for (const struct json_field *f = shape ? shape->fields : NULL;
		f && f->type; f++)
		if (f->shape && !(f->flags & JSON_HIDE))
			count = json_shape_collect(
				f->shape, list, count, SHAPES_MOST);
	return count;
}

static void sort(const struct json_shape **list, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t k = i;
			k && strcmp(list[k]->name, list[k - 1]->name) < 0;
			k--) {
			const struct json_shape *s = list[k];

			list[k] = list[k - 1];
			list[k - 1] = s;
		}
}

void api_docs_add_shapes(struct buf *b)
{
	const struct json_shape *list[SHAPES_MOST];
	size_t n = 0;

	for (size_t i = 0; i < api_route_count; i++)
		if (!api_routes[i].hidden) {
			n = add_within(api_routes[i].in, list, n);
			n = add_within(api_routes[i].query, list, n);
			n = add_within(api_routes[i].out, list, n);
		}
	sort(list, n);
	buf_add(b, STR("<section id=\"shapes\"><h2>Objects within</h2>"));
	for (size_t i = 0; i < n; i++) {
		buf_addf(b, "<h3 id=\"shape-%s\">%s</h3><p>", list[i]->name,
			list[i]->name);
		api_docs_add_text(b, str_c(list[i]->about));
		buf_add(b, STR("</p>"));
		api_docs_add_fields(b, list[i], false);
	}
	buf_add(b, STR("</section>"));
}
