/*
 * api/mcp.c - POST /mcp: the Model Context Protocol over HTTP, each request by
 * itself. There are no sessions, so any node answers any request, and nothing
 * is sent unasked: GET and DELETE are not offered, as the protocol allows.
 */
#include "api/api_int.h"
#include "api/shapes.h"
#include "api/tool.h"

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
struct asked {
	struct api_tool_user user;
	struct http_res *res;
};

void api_mcp_open(struct api *a)
{
	a->mcp = (struct mcp_host){ .about = about,
		.tools = api_tool_list(&a->mem),
		.tool_count = api_tool_count,
		.offers = api_tool_offers,
		.call = api_tool_call };
}

const struct mcp_host *api_mcp_host(const struct api *a) { return &a->mcp; }

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

static bool revision_fits(
	struct mcp_desk *d, const struct api_ask *ask, struct err *err)
{
	struct str revision =
		http_header_find(ask->req, "mcp-protocol-version");

	return !revision.at || mcp_desk_revision(d, revision) ||
	       err_set(err, ERR_BAD_INPUT,
		       "MCP-Protocol-Version names a revision that is not "
		       "spoken here");
}

/* ---- the answer --------------------------------------------------------- */

static void answered(void *with, struct str answer)
{
	struct asked *a = with;

	a->res->status = answer.at ? 200 : 202;
	if (answer.at)
		buf_add(&a->res->body, answer);
	else
		a->res->type = NULL;
	http_res_send(a->res);
}

bool api_mcp(struct call *c, const struct api_ask *ask, struct api_reply *reply,
	struct err *err)
{
	struct asked *a = ARENA_NEW(c->mem, struct asked);
	struct mcp_desk *d = mcp_desk_open(&ask->api->mcp, &a->user);

	if (!origin_fits(ask, err) || !type_fits(ask, err) ||
		!revision_fits(d, ask, err)) {
		mcp_desk_close(d);
		return false;
	}
	a->user = (struct api_tool_user){ .api = ask->api,
		.who = c->who,
		.agent = c->from.agent,
		.request_id = c->from.request_id };
	http_addr_read(c->from.ip, &a->user.peer);
	a->res = reply->res;
	http_res_later(reply->res);
	mcp_take(d, ask->req->body, answered, a);
	mcp_desk_close(d);
	return true;
}
