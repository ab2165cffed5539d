/*
 * api/resource.c - documents, applications and templates as resources of the
 * Model Context Protocol (resources.def): to list or read them is a request of
 * their route, with its rights and limits. Tools are tool_call.c's.
 */
#include "api/api_int.h"
#include "api/tool.h"

enum { QUERY_MOST = 8192, READ_MOST = 48 << 20, ROWS = 50 };

struct kind {
	const char *read, *list, *many; /* routes, and the key of the list */
	const char *name, *about, *changed_at;
};

static const struct kind kinds[] = {
#define RESOURCE(uri, read, list, many, name, about, changed_at, ...) \
	{ read, list, many, name, about, changed_at },
#include "api/resources.def"
#undef RESOURCE
};
static const struct mcp_source sources[] = {
#define RESOURCE(                                                         \
	uri, read, list, many, name, about, changed_at, word, title, say) \
	{ uri, word, title, say, "application/json", NULL },
#include "api/resources.def"
#undef RESOURCE
};
enum { KINDS = LENGTH(kinds) };

static const struct kind *kind_of(const struct mcp_source *s)
{
	return &kinds[s - sources];
}

const struct mcp_source *api_resource_sources(size_t *count)
{
	*count = KINDS;
	return sources;
}

bool api_resource_shows(void *who, const struct mcp_source *source)
{
	const struct api_tool_user *user = who;
	const struct api_route *r =
		api_route_at(HTTP_GET, kind_of(source)->read);

	return user->who.kind != WHO_API_KEY || (user->who.scopes & r->scope);
}

/* ---- asking a route ----------------------------------------------------- */

struct looked {
	struct http_alone alone;
	struct http_app app;
	struct mcp_call *call;
	size_t kind; /* of a list */
	void (*show)(struct looked *l, struct str body);
};

static void answered(void *with, struct http_alone *a)
{
	struct looked *l = with;
	struct str body = STR("");
	struct err err = { 0 };
	bool ok = http_alone_body(a, READ_MOST, &body, &err);
	int status = a->res.status;

	http_alone_free(a);
	if (ok && status == 200)
		l->show(l, body);
	else if (status == 404)
		mcp_call_missing(l->call);
	else if (status == 400)
		mcp_call_no_cursor(l->call);
	else
		mcp_call_broken(l->call, ok ? body : str_c(err.text));
}

static void ask(const struct api_tool_user *user, struct mcp_call *call,
	struct str path, struct str query, struct looked *l)
{
	l->call = call;
	l->app = api_app(user->api);
	http_alone_init(&l->alone, &call->mem, READ_MOST);
	l->alone.req.method = HTTP_GET;
	l->alone.req.path = path;
	l->alone.req.query = query;
	l->alone.req.peer = user->peer;
	l->alone.req.with = (void *)(uintptr_t)&user->who;
	http_alone_header(&l->alone, "user-agent", user->agent);
	http_alone_header(&l->alone, "x-request-id", user->request_id);
	http_alone_ask(&l->alone, &l->app, answered, l);
}

/* ---- one ---------------------------------------------------------------- */

static void show_one(struct looked *l, struct str body)
{
	mcp_call_show(l->call, body);
}

/* An id is a word: what is none leads to no other route. */
static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_",
			    s.at[i] | 0x20) ||
			s.at[i] == '\0')
			return false;
	return s.len > 0 && s.len <= 64;
}

void api_resource_read(void *who, struct mcp_call *call)
{
	struct looked *l = ARENA_NEW(&call->mem, struct looked);
	struct str path = str_c(kind_of(call->source)->read);

	l->show = show_one;
	if (!is_word(call->one)) {
		mcp_call_missing(call);
		return;
	}
	path.len -= sizeof("{id}") - 1;
	ask(who, call,
		str_fmt(&call->mem, "%.*s%.*s", STR_ARG(path),
			STR_ARG(call->one)),
		STR(""), l);
}

/* ---- which -------------------------------------------------------------- */

static struct str text_of(const struct json *row, const char *name)
{
	return *name ? json_text(json_find(row, name)) : STR_NONE;
}

/* The page behind this: of the same kind, else the first of the next kind
 * that is shown. */
static struct str next_page(
	const struct looked *l, const struct json *doc, void *who)
{
	struct str cursor = json_text(json_find(doc, "next_cursor"));
	size_t kind = l->kind;

	if (!cursor.len)
		for (kind++; kind < KINDS; kind++)
			if (api_resource_shows(who, &sources[kind]))
				break;
	return kind < KINDS ? str_fmt(&l->call->mem, "%s:%.*s",
				      kinds[kind].many, STR_ARG(cursor))
			    : STR_NONE;
}

static void show_list(struct looked *l, struct str body)
{
	const struct kind *k = &kinds[l->kind];
	const struct json *doc, *rows, *row;
	struct mcp_resource *list;
	size_t count = 0;
	struct err err;

	if (!json_parse(&l->call->mem, body, &doc, &err)) {
		mcp_call_broken(l->call, str_c(err.text));
		return;
	}
	rows = json_find(doc, k->many);
	list = ARENA_LIST(&l->call->mem, struct mcp_resource, json_count(rows));
	for (row = json_first(rows); row; row = json_next(rows, row))
		list[count++] = (struct mcp_resource){
			.one = text_of(row, "id"),
			.source = &sources[l->kind],
			.name = text_of(row, k->name),
			.about = text_of(row, k->about),
			.changed_at = text_of(row, k->changed_at),
		};
	mcp_call_list(
		l->call, list, count, next_page(l, doc, mcp_desk_who(l->call)));
}

/* "resumes:..." is a page of documents; none: the first of what is shown. */
static bool find_kind(
	void *who, struct str *cursor, size_t *kind, struct str *list)
{
	bool first = !cursor->at;

	*list = first ? STR_NONE : str_cut(cursor, ':');
	for (*kind = 0; *kind < KINDS; ++*kind)
		if (api_resource_shows(who, &sources[*kind]) &&
			(first || str_is(*list, kinds[*kind].many)))
			return true;
	return false;
}

void api_resource_list(void *who, struct mcp_call *call)
{
	struct looked *l = ARENA_NEW(&call->mem, struct looked);
	struct str cursor = call->cursor, name;
	struct buf query;

	l->show = show_list;
	if (!find_kind(who, &cursor, &l->kind, &name)) {
		if (call->cursor.at)
			mcp_call_no_cursor(call);
		else
			mcp_call_list(call, NULL, 0, STR_NONE);
		return;
	}
	buf_init(&query, &call->mem, QUERY_MOST);
	buf_addf(&query, "limit=%d", ROWS);
	if (cursor.len) {
		buf_add(&query, STR("&cursor="));
		http_url_encode(&query, cursor);
	}
	ask(who, call, str_c(kinds[l->kind].list), buf_str(&query), l);
}
