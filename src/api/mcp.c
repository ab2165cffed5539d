/*
 * api/mcp.c - POST /mcp: the Model Context Protocol over HTTP, each request by
 * itself. Any node answers any request, and nothing is sent unasked: GET and
 * DELETE are not offered, as the protocol allows. A call that takes its time
 * is answered by events where the client accepts them: its progress, then its
 * answer.
 *
 * A client of a modern revision cancels by leaving; one of those before by a
 * notification, which comes as a request of its own. To know whose call it
 * means, a greeting is given a session's id, and that is all there is of it:
 * nothing is kept, and none is asked for.
 */
#include "api/api_int.h"
#include "api/follow.h"
#include "api/shapes.h"
#include "api/tool.h"
#include "base/id.h"

static const char about[] =
	"Vitae makes career documents: resumes and letters that are true, fit "
	"a "
	"posting and are well typeset. Resumes are JSON Resume objects. "
	"Nothing "
	"may be put into a resume that its owner does not say or that is not "
	"in "
	"it already: ask them. Ids come from lists and earlier answers, never "
	"guess them. Errors say what is wrong and where; mend that and call "
	"again.";

/* One request, until its answer is sent. */
struct mcp_asked {
	struct api_tool_user user; /* first: it is `who` */
	struct mcp_asked *prev, *next;
	struct mcp_desk *desk;
	struct http_res *res;
	struct arena *mem;
	struct str session; /* at NULL: none was named */
	bool listed, modern, takes_events, events;
};

static void cancel_elsewhere(void *who, struct str id);

void api_mcp_open(struct api *a)
{
	pthread_mutex_init(&a->mcp_lock, NULL);
	a->mcp = (struct mcp_host){ .about = about,
		.tools = api_tool_list(&a->mem),
		.tool_count = api_tool_count,
		.offers = api_tool_offers,
		.call = api_tool_call,
		.cancel = api_tool_cancel,
		.shows = api_resource_shows,
		.list = api_resource_list,
		.read = api_resource_read,
		.cancel_elsewhere = cancel_elsewhere };
	a->mcp.sources = api_resource_sources(&a->mcp.source_count);
}

void api_mcp_close(struct api *a) { pthread_mutex_destroy(&a->mcp_lock); }

const struct mcp_host *api_mcp_host(const struct api *a) { return &a->mcp; }

/* ---- those that are being answered -------------------------------------- */

static void enlist(struct mcp_asked *a)
{
	struct api *api = a->user.api;

	pthread_mutex_lock(&api->mcp_lock);
	a->next = api->mcp_asked;
	if (a->next)
		a->next->prev = a;
	api->mcp_asked = a;
	a->listed = true;
	pthread_mutex_unlock(&api->mcp_lock);
}

/* From here on nobody cancels it. */
static void delist(struct mcp_asked *a)
{
	struct api *api = a->user.api;

	pthread_mutex_lock(&api->mcp_lock);
	if (a->next)
		a->next->prev = a->prev;
	*(a->prev ? &a->prev->next : &api->mcp_asked) = a->next;
	a->listed = false;
	pthread_mutex_unlock(&api->mcp_lock);
}

/* The same client: who asks, by which key, in which session. */
static bool same_client(const struct mcp_asked *a, const struct mcp_asked *b)
{
	return a != b && a->session.at && str_eq(a->session, b->session) &&
	       str_eq(a->user.who.id, b->user.who.id) &&
	       str_eq(a->user.who.way, b->user.who.way);
}

static void cancel_elsewhere(void *who, struct str id)
{
	const struct mcp_asked *me = who;
	struct api *api = me->user.api;

	pthread_mutex_lock(&api->mcp_lock);
	for (struct mcp_asked *a = api->mcp_asked; a; a = a->next)
		if (same_client(a, me))
			mcp_desk_cancel(a->desk, id);
	pthread_mutex_unlock(&api->mcp_lock);
}

/* The client left. Who is modern means that. */
static void gone(void *with)
{
	struct mcp_asked *a = with;
	struct api *api = a->user.api;

	pthread_mutex_lock(&api->mcp_lock);
	if (a->listed && a->modern)
		mcp_desk_cancel(a->desk, STR_NONE);
	pthread_mutex_unlock(&api->mcp_lock);
}

/* ---- may it? ------------------------------------------------------------ */

/* A page that somebody visits must not ask in their name, whatever name it
 * found for this machine: only our own pages and ALLOWED_ORIGINS may. */
static bool origin_fits(const struct api_ask *ask, struct err *err)
{
	const struct settings *s = ask->api->house->settings;
	struct str origin = http_header_find(ask->req, "origin");

	return !origin.at || str_is(origin, s->frontend_url) ||
	       api_origin_allowed(s, origin) ||
	       err_set(err, ERR_FORBIDDEN,
		       "'%.*s' is not one of ALLOWED_ORIGINS",
		       origin.len < 80 ? (int)origin.len : 80, origin.at);
}

static bool type_fits(const struct api_ask *ask, struct err *err)
{
	struct str rest = http_header_find(ask->req, "content-type");

	return str_eq_nocase(str_trim(str_cut(&rest, ';')),
		       STR("application/json")) ||
	       err_set(err, ERR_BAD_TYPE,
		       "Content-Type must be 'application/json'");
}

/* What a modern message names is checked with it (mcp/era.c). */
static bool revision_fits(
	struct mcp_desk *d, const struct api_ask *ask, struct err *err)
{
	const struct mcp_head head = {
		http_header_find(ask->req, "mcp-protocol-version"),
		http_header_find(ask->req, "mcp-method"),
		http_header_find(ask->req, "mcp-name"),
	};

	mcp_desk_head(d, &head);
	return !head.revision.at || head.method.at ||
	       mcp_revision_is_modern(head.revision) ||
	       mcp_desk_revision(d, head.revision) ||
	       err_set(err, ERR_BAD_INPUT,
		       "MCP-Protocol-Version names a revision that is not "
		       "spoken here");
}

/* ---- the answer --------------------------------------------------------- */

static void push(struct mcp_asked *a, struct str message)
{
	struct arena mem = { 0 };
	struct buf b;

	/* it is one line: JSON has no other */
	buf_init(&b, &mem, message.len + 64);
	http_event_write(&b, 0, STR("message"), message);
	http_stream_push(a->res, buf_str(&b));
	arena_free(&mem);
}

/* A call begins that takes its time, or tells how far it is. */
static void told(void *with, struct str message)
{
	struct mcp_asked *a = with;

	if (!a->takes_events)
		return;
	if (!a->events) {
		a->events = true;
		a->res->status = 200;
		http_res_push_events(a->res);
		http_stream_push(a->res, STR(":\n\n"));
	}
	if (message.at)
		push(a, message);
}

static int status_of(struct str answer, enum mcp_fault fault)
{
	if (!answer.at)
		return 202;
	return fault == MCP_MALFORMED ? 400 : fault == MCP_UNKNOWN ? 404 : 200;
}

static void answered(void *with, struct str answer, enum mcp_fault fault)
{
	struct mcp_asked *a = with;

	delist(a);
	if (a->events) {
		if (answer.at)
			push(a, answer);
		http_res_send(a->res);
		return;
	}
	if (mcp_desk_greeted(a->desk))
		http_res_header(a->res, "Mcp-Session-Id", id_token(a->mem));
	a->res->status = status_of(answer, fault);
	if (answer.at)
		buf_add(&a->res->body, answer);
	else
		a->res->type = NULL;
	http_res_send(a->res);
}

static struct mcp_asked *asked_of(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct mcp_desk **desk)
{
	struct mcp_asked *a = ARENA_NEW(c->mem, struct mcp_asked);

	a->user = (struct api_tool_user){ .api = ask->api,
		.who = c->who,
		.agent = c->from.agent,
		.request_id = c->from.request_id };
	a->mem = c->mem;
	http_addr_read(c->from.ip, &a->user.peer);
	a->res = reply->res;
	a->session = http_header_find(ask->req, "mcp-session-id");
	a->modern = mcp_revision_is_modern(
		http_header_find(ask->req, "mcp-protocol-version"));
	a->takes_events = api_wants_events(ask->req);
	*desk = a->desk = mcp_desk_open(&ask->api->mcp, a);
	return a;
}

bool api_mcp(struct call *c, const struct api_ask *ask, struct api_reply *reply,
	struct err *err)
{
	struct mcp_desk *d;
	struct mcp_asked *a = asked_of(c, ask, reply, &d);

	if (!origin_fits(ask, err) || !type_fits(ask, err) ||
		!revision_fits(d, ask, err)) {
		mcp_desk_close(d);
		return false;
	}
	enlist(a);
	mcp_desk_on_news(d, told, a);
	http_res_later(reply->res);
	http_res_on_gone(reply->res, gone, a);
	mcp_take(d, ask->req->body, answered, a);
	/* from here on the request may be over, and `a` with it */
	mcp_desk_close(d);
	return true;
}
