/*
 * cmd/mcp.c - 'vitae mcp': models use Vitae over standard input and output.
 * Without an account they have the commands; with --account also what its
 * owner can do over HTTP, by the same routes. There is no server then: what
 * takes its time is done by workers of this process.
 */
#include "cmd/mcp.h"

#include "api/api.h"
#include "api/tool.h"
#include "app/account.h"
#include "app/house.h"
#include "base/log.h"
#include "base/time.h"
#include "cmd/cmd.h"
#include "work/jail.h"
#include "work/work.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const char about[] =
	"Vitae makes career documents: resumes and letters that are true, fit "
	"a "
	"posting and are well typeset. Resumes are JSON Resume objects. Tools "
	"whose names end in _file or _here work on files of this computer and "
	"store nothing else; the others, if there are any, are about the "
	"documents of the person you act for. Nothing may be put into a resume "
	"that its owner does not say or that is not in it already: ask them. "
	"Errors say what is wrong and where; mend that and call again.";

/* What there is for a person with an account. */
struct person {
	struct house house;
	struct api *api;
	struct http_app app;
	struct work_jail jail;
	struct work work;
	struct api_tool_user user;
	bool open, working;
};

/* ---- the person --------------------------------------------------------- */

static void heard(void *with)
{
	struct person *p = with;

	work_wake(&p->work);
	api_heard(p->api);
}

/* What an API key of theirs could do, but what administrators do. */
static bool find_person(
	struct person *p, struct arena *mem, const char *email, struct err *err)
{
	struct call c = { .mem = mem,
		.house = &p->house,
		.who = { .kind = WHO_SYSTEM, .role = ROLE_ADMIN },
		.now = time_now_ms() };
	struct account a;
	bool ok = app_call_read(&c, err) &&
		  app_account_find_email(&c, str_c(email), &a, err);

	ok = app_call_close(&c, true, ok ? err : &(struct err){ 0 }) && ok;
	if (ok && a.suspended_at)
		ok = err_set(err, ERR_FORBIDDEN,
			"the account of '%.100s' is suspended", email);
	if (ok)
		p->user = (struct api_tool_user){ .api = p->api,
			.who = { .kind = WHO_API_KEY,
				.role = ROLE_USER,
				.id = str_copy(mem, a.id),
				.way = STR(""),
				.plan = str_copy(mem, a.plan),
				.scopes = ~SCOPE(ADMIN) },
			.agent = STR("vitae mcp"),
			.request_id = STR("") };
	return ok;
}

static bool open_person(struct person *p, struct arena *mem,
	const struct settings *s, const char *email, struct err *err)
{
	if (!app_house_open(mem, s, true, &p->house, err))
		return false;
	p->open = true;
	if (!api_open(&p->api, &p->house, err) ||
		!find_person(p, mem, email, err))
		return false;
	p->app = api_app(p->api);
	p->app.begin(p->app.with, NULL);
	work_jail_open(&p->jail, &p->house);
	if (!work_start(&p->house, &p->work, err))
		return false;
	p->working = true;
	app_house_on_notice(&p->house, heard, p);
	return true;
}

static void close_person(struct person *p)
{
	if (!p->open)
		return;
	p->house.draining = true;
	if (p->api)
		api_rest(p->api);
	app_house_on_notice(&p->house, NULL, NULL);
	/* a job that does not stop still uses the house: leave it standing */
	if (p->working && !work_stop(&p->work))
		return;
	work_jail_close(&p->jail);
	if (p->api)
		api_close(p->api);
	app_house_close(&p->house);
}

/* ---- tools of both kinds ------------------------------------------------ */

static bool offers(void *who, const struct mcp_tool *tool)
{
	return cmd_tool_is(tool) || api_tool_offers(who, tool);
}

static void run(void *who, struct mcp_call *call)
{
	if (cmd_tool_is(call->tool))
		cmd_tool_call(call);
	else
		api_tool_call(who, call);
}

static void cancel(void *who, struct mcp_call *call)
{
	if (call->tool && cmd_tool_is(call->tool))
		cmd_tool_cancel(call);
	else if (call->tool)
		api_tool_cancel(who, call);
}

static struct mcp_host host_of(struct arena *mem, const struct person *p)
{
	const struct mcp_host *theirs = p->open ? api_mcp_host(p->api) : NULL;
	size_t more = theirs ? theirs->tool_count : 0;
	struct mcp_tool *tools =
		ARENA_LIST(mem, struct mcp_tool, cmd_tool_count + more);

	cmd_tool_list(mem, tools);
	if (more)
		memcpy(tools + cmd_tool_count, theirs->tools,
			more * sizeof(*tools));
	return (struct mcp_host){ .about = about,
		.tools = tools,
		.tool_count = cmd_tool_count + more,
		.offers = offers,
		.call = run,
		.cancel = cancel,
		.sources = theirs ? theirs->sources : NULL,
		.source_count = theirs ? theirs->source_count : 0,
		.shows = api_resource_shows,
		.list = api_resource_list,
		.read = api_resource_read };
}

/* ---- the command -------------------------------------------------------- */

/* Standard output is for messages alone: whatever else writes there must not
 * break them. */
static int take_output(void)
{
	int fd = fcntl(1, F_DUPFD_CLOEXEC, 3);

	if (fd >= 0)
		dup2(2, 1);
	return fd;
}

bool cmd_mcp(struct cmd *cmd, struct err *err)
{
	const struct settings *s = &cmd->settings->values;
	const char *email = cmd->option[CMD_ACCOUNT];
	struct person person = { 0 };
	struct arena mem = { 0 };
	struct mcp_host host;
	int out_fd = take_output();
	bool ok = out_fd >= 0 ||
		  err_set(err, ERR_BROKEN, "there is no standard output");

	signal(SIGPIPE, SIG_IGN);
	log_open(2, log_level_of(s->log_level), log_format_of(s->log_format));
	if (ok && email)
		ok = open_person(&person, &mem, s, email, err);
	if (ok) {
		host = host_of(&mem, &person);
		ok = mcp_serve(&host, &person.user, 0, out_fd, err);
	}
	close_person(&person);
	log_close();
	if (out_fd >= 0)
		close(out_fd);
	arena_free(&mem);
	return ok;
}
