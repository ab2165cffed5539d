/*
 * test/fault/route_fault.c - every query of every route fails, once and from
 * there on. Whoever asked hears that something broke; of what the call did
 * nothing is left; the same request works afterwards; and the monitor has
 * kept that it happened. A route without a case here fails the test.
 */
#include "fault/needs.h"
#include "fault/visitor_base.h"

/* The disk of this machine is no matter here. */
void test_main_hook(int argc, char **argv)
{
	(void)argc, (void)argv;
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
}

/* What a case needs before each try, made without faults. */
enum need {
	NEEDS_NOTHING = 0,
	A_BASE = 1 << 28, /* a base resume, of a Word file */
	A_USER = 1,       /* a new account, signed in */
	A_ADMIN = 2,      /* the same, an administrator's */
	A_KEY = 4,        /* an API key of theirs */
	A_JOB = 8,        /* a job of theirs that waits */
	A_BURIED = 16,    /* one that was given up */
	A_DONE = 32,      /* one that is over */
	A_TICKET = 64,    /* the token of a mail for a lost password */
	A_EMAIL = 1024,   /* that of a mail that proves the email */
	A_DOOR = 1 << 24, /* further ways in, and a second factor, {mfa} */
	A_TOKEN = 512,    /* METRICS_TOKEN */
	A_SECOND = 256,   /* another account, {other} */
	A_EXPORT = 2048,  /* a file of theirs that is kept: {export}, {line} */
	A_DOCUMENT = 1 << 16, /* of two versions: {document} */
	A_PROJECT = 1 << 25,  /* {project} */
	A_VARIANT = 1 << 17,  /* of that document: {variant} */
	A_DELETED = 1 << 18,  /* the document is in the trash */
	A_SHARE = 1 << 27,    /* of that document: {share}, {link} */
	A_WEBHOOK = 1 << 26,  /* {hook}, and of it {delivery}, over */
	A_FAULT = 128         /* a group of errors, from the tries before */
};

#define A_FORM                                                        \
	"--b\r\nContent-Disposition: form-data; name=\"file\"; "       \
	"filename=\"cv.txt\"\r\n\r\nAda\r\n--b--\r\n"
#define ADA "{\"basics\":{\"name\":\"Ada\"}}"
#define COOK "{\"basics\":{\"label\":\"Cook\"}}"

/* Kept, so that all that can be stored of it is. */
#define EXPORTED(format)                                              \
	{                                                             \
		"POST /api/export/" format, NULL,                     \
			"{\"resume\":{},\"store\":true}", 200, A_USER \
	}

/* Braces in paths and bodies are filled in by visitor.h. */
static const struct way {
	const char *route, *path, *body;
	int status, needs;
} ways[] = {
	{ "POST /api/auth/register", NULL,
		"{\"email\":\"new{n}@example.org\",\"password\":\"{password}\","
		"\"full_name\":\"New\"}",
		201, NEEDS_NOTHING },
	{ "POST /api/auth/login", NULL,
		"{\"email\":\"{email}\",\"password\":\"{password}\"}", 200,
		A_USER },
	{ "POST /api/auth/refresh", NULL, "{\"refresh_token\":\"{refresh}\"}",
		200, A_USER },
	{ "GET /api/auth/me", NULL, NULL, 200, A_USER },
	{ "POST /api/auth/logout", NULL, NULL, 204, A_USER },
	{ "GET /api/auth/sessions", NULL, NULL, 200, A_USER },
	{ "DELETE /api/auth/sessions", NULL, NULL, 204, A_USER },
	{ "DELETE /api/auth/sessions/{id}", "/api/auth/sessions/{session}",
		NULL, 204, A_USER },
	{ "POST /api/auth/password", NULL,
		"{\"current_password\":\"{password}\",\"new_password\":"
		"\"another {password}\"}",
		204, A_USER },
	{ "POST /api/auth/password-reset", NULL, "{\"email\":\"{email}\"}", 202,
		A_USER },
	{ "POST /api/auth/password-reset/confirm", NULL,
		"{\"token\":\"{ticket}\",\"new_password\":\"another "
		"{password}\"}",
		204, A_USER | A_TICKET },
	{ "POST /api/auth/verify-email", NULL, "{\"token\":\"{ticket}\"}", 204,
		A_USER | A_EMAIL },
	{ "POST /api/auth/verify-email/resend", NULL, NULL, 202, A_USER },
	/* no other site is set here: it is test/node that asks them */
	{ "POST /api/auth/google", NULL, "{\"id_token\":\"x\"}", 404,
		NEEDS_NOTHING },
	{ "GET /api/auth/oidc/start", NULL, NULL, 404, NEEDS_NOTHING },
	{ "POST /api/auth/oidc", NULL,
		"{\"code\":\"x\",\"state\":\"x\",\"flow\":\"x\"}", 401,
		NEEDS_NOTHING },
	{ "GET /api/auth/oidc/callback", "/api/auth/oidc/callback?state=x",
		NULL, 401, NEEDS_NOTHING },
	{ "GET /api/auth/identities", NULL, NULL, 200, A_USER | A_DOOR },
	{ "DELETE /api/auth/identities/{id}", "/api/auth/identities/{user}",
		NULL, 204, A_USER | A_DOOR },
	{ "POST /api/auth/mfa", NULL,
		"{\"mfa_token\":\"{mfa}\",\"code\":\"000000\"}", 401,
		A_USER | A_DOOR },
	{ "GET /api/auth/totp", NULL, NULL, 200, A_USER | A_DOOR },
	{ "POST /api/auth/totp", NULL, "{\"current_password\":\"{password}\"}",
		201, A_USER },
	{ "POST /api/auth/totp/confirm", NULL, "{\"code\":\"000000\"}", 409,
		A_USER | A_DOOR },
	{ "POST /api/auth/totp/remove", NULL,
		"{\"current_password\":\"{password}\"}", 204, A_USER | A_DOOR },
	{ "POST /api/auth/totp/recovery-codes", NULL,
		"{\"current_password\":\"{password}\"}", 200, A_USER | A_DOOR },
	{ "POST /api/auth/passkeys/options", NULL,
		"{\"current_password\":\"{password}\"}", 200, A_USER | A_DOOR },
	{ "POST /api/auth/passkeys", NULL, "{\"flow\":\"x\",\"credential\":{}}",
		401, A_USER },
	{ "GET /api/auth/passkeys", NULL, NULL, 200, A_USER | A_DOOR },
	{ "PUT /api/auth/passkeys/{id}", "/api/auth/passkeys/{user}",
		"{\"name\":\"new\"}", 204, A_USER | A_DOOR },
	{ "DELETE /api/auth/passkeys/{id}", "/api/auth/passkeys/{user}", NULL,
		204, A_USER | A_DOOR },
	{ "POST /api/auth/passkeys/sign-in/options", NULL,
		"{\"mfa_token\":\"{mfa}\"}", 200, A_USER | A_DOOR },
	{ "POST /api/auth/passkeys/sign-in", NULL,
		"{\"flow\":\"x\",\"credential\":{}}", 401, NEEDS_NOTHING },
	{ "GET /api/auth/api-keys", NULL, NULL, 200, A_USER | A_KEY },
	{ "POST /api/auth/api-keys", NULL,
		"{\"name\":\"one\",\"scopes\":\"profile:read\"}", 201, A_USER },
	{ "DELETE /api/auth/api-keys/{id}", "/api/auth/api-keys/{key}", NULL,
		204, A_USER | A_KEY },
	{ "GET /api/users/me", NULL, NULL, 200, A_USER },
	{ "PUT /api/users/me", NULL, "{\"full_name\":\"Renamed {n}\"}", 200,
		A_USER },
	{ "DELETE /api/users/me", NULL, NULL, 200, A_USER | A_KEY | A_JOB },
	{ "GET /api/users/me/export", NULL, NULL, 200, A_USER | A_KEY | A_JOB },
	{ "GET /api/resumes", "/api/resumes?q=ada", NULL, 200,
		A_USER | A_DOCUMENT },
	{ "POST /api/resumes", NULL,
		"{\"master_id\":\"{document}\",\"variant\":{}}", 201,
		A_USER | A_DOCUMENT },
	{ "POST /api/resumes/import", NULL, ADA, 201, A_USER },
	{ "POST /api/resumes/validate", NULL, ADA, 200, A_USER },
	{ "POST /api/resumes/diff", NULL, "{\"from\":{},\"to\":" ADA "}", 200,
		A_USER },
	{ "GET /api/resumes/{id}", "/api/resumes/{variant}", NULL, 200,
		A_USER | A_DOCUMENT | A_VARIANT },
	{ "PUT /api/resumes/{id}", "/api/resumes/{document}",
		"{\"resume\":" ADA ",\"version_name\":\"{n}\"}", 200,
		A_USER | A_DOCUMENT },
	{ "DELETE /api/resumes/{id}", "/api/resumes/{document}", NULL, 204,
		A_USER | A_DOCUMENT },
	{ "GET /api/resumes/{id}/variants", "/api/resumes/{document}/variants",
		NULL, 200, A_USER | A_DOCUMENT | A_VARIANT },
	{ "POST /api/resumes/{id}/detach", "/api/resumes/{variant}/detach",
		NULL, 200, A_USER | A_DOCUMENT | A_VARIANT },
	{ "GET /api/resumes/{id}/data", "/api/resumes/{variant}/data", NULL,
		200, A_USER | A_DOCUMENT | A_VARIANT },
	{ "GET /api/resumes/{id}/versions", "/api/resumes/{document}/versions",
		NULL, 200, A_USER | A_DOCUMENT },
	{ "GET /api/resumes/{id}/versions/compare",
		"/api/resumes/{document}/versions/compare?from=1", NULL, 200,
		A_USER | A_DOCUMENT },
	{ "GET /api/resumes/{id}/versions/{n}",
		"/api/resumes/{document}/versions/1", NULL, 200,
		A_USER | A_DOCUMENT },
	{ "PUT /api/resumes/{id}/versions/{n}",
		"/api/resumes/{document}/versions/1", "{\"name\":\"one\"}", 200,
		A_USER | A_DOCUMENT },
	{ "POST /api/resumes/{id}/versions/{n}/restore",
		"/api/resumes/{document}/versions/1/restore", NULL, 200,
		A_USER | A_DOCUMENT },
	{ "GET /api/trash", NULL, NULL, 200, A_USER | A_DOCUMENT | A_DELETED },
	{ "POST /api/trash/{id}/restore", "/api/trash/{document}/restore", NULL,
		200, A_USER | A_DOCUMENT | A_DELETED },
	{ "DELETE /api/trash/{id}", "/api/trash/{document}", NULL, 204,
		A_USER | A_DOCUMENT | A_DELETED },
	{ "GET /api/jobs", NULL, NULL, 200, A_USER | A_JOB },
	{ "GET /api/jobs/{id}", "/api/jobs/{job}", NULL, 200, A_USER | A_JOB },
	{ "GET /api/jobs/{id}/events", "/api/jobs/{job}/events", NULL, 200,
		A_USER | A_DONE },
	{ "POST /api/jobs/{id}/cancel", "/api/jobs/{job}/cancel", NULL, 200,
		A_USER | A_JOB },
	{ "GET /api/webhooks", NULL, NULL, 200, A_USER | A_WEBHOOK },
	{ "POST /api/webhooks", NULL,
		"{\"url\":\"https://1.1.1.1/\",\"events\":[\"*\"]}", 201,
		A_USER },
	{ "GET /api/webhooks/{id}", "/api/webhooks/{hook}", NULL, 200,
		A_USER | A_WEBHOOK },
	{ "PUT /api/webhooks/{id}", "/api/webhooks/{hook}",
		"{\"url\":\"https://1.1.1.1/b\",\"is_active\":false}", 200,
		A_USER | A_WEBHOOK },
	{ "DELETE /api/webhooks/{id}", "/api/webhooks/{hook}", NULL, 204,
		A_USER | A_WEBHOOK },
	{ "POST /api/webhooks/{id}/rotate-secret",
		"/api/webhooks/{hook}/rotate-secret", NULL, 200,
		A_USER | A_WEBHOOK },
	{ "POST /api/webhooks/{id}/test", "/api/webhooks/{hook}/test", NULL,
		202, A_USER | A_WEBHOOK },
	{ "POST /api/webhooks/{id}/recover", "/api/webhooks/{hook}/recover",
		"{\"since\":\"{minute}\"}", 202, A_USER | A_WEBHOOK },
	{ "GET /api/webhooks/{id}/deliveries",
		"/api/webhooks/{hook}/deliveries", NULL, 200,
		A_USER | A_WEBHOOK },
	{ "GET /api/webhooks/{id}/deliveries/{delivery}",
		"/api/webhooks/{hook}/deliveries/{delivery}", NULL, 200,
		A_USER | A_WEBHOOK },
	{ "POST /api/webhooks/{id}/deliveries/{delivery}/resend",
		"/api/webhooks/{hook}/deliveries/{delivery}/resend", NULL, 202,
		A_USER | A_WEBHOOK },
	{ "GET /api/admin/users", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/users/{id}", "/api/admin/users/{user}", NULL, 200,
		A_ADMIN },
	{ "PUT /api/admin/users/{id}", "/api/admin/users/{other}",
		"{\"suspended\":true}", 200, A_ADMIN | A_SECOND },
	{ "GET /api/admin/audit", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/audit/export", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/audit/verify", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/errors", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/errors/{id}", "/api/admin/errors/{fault}", NULL, 200,
		A_ADMIN | A_FAULT },
	{ "PUT /api/admin/errors/{id}", "/api/admin/errors/{fault}",
		"{\"state\":\"open\"}", 200, A_ADMIN | A_FAULT },
	{ "GET /api/admin/performance", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/feature-usage", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/jobs", NULL, NULL, 200, A_ADMIN },
	{ "GET /api/admin/jobs/{id}", "/api/admin/jobs/{job}", NULL, 200,
		A_ADMIN | A_JOB },
	{ "GET /api/admin/jobs/{id}/events", "/api/admin/jobs/{job}/events",
		NULL, 200, A_ADMIN | A_DONE },
	{ "POST /api/admin/jobs/{id}/retry", "/api/admin/jobs/{job}/retry",
		NULL, 200, A_ADMIN | A_BURIED },
	{ "POST /api/admin/jobs/{id}/cancel", "/api/admin/jobs/{job}/cancel",
		NULL, 200, A_ADMIN | A_JOB },
	{ "POST /api/match", NULL,
		"{\"resume\":" COOK ",\"job_description\":\"Cook wanted\"}",
		200, A_USER },
	{ "POST /api/match/bulk", NULL,
		"{\"resume\":" COOK
		",\"postings\":[{\"job_description\":\"Cook\"}]}",
		200, A_USER },
	{ "POST /api/postings/analyze", NULL,
		"{\"job_description\":\"Cook wanted\"}", 200, A_USER },
	{ "POST /api/lint", NULL, "{\"resume\":{}}", 200, A_USER },
	EXPORTED("pdf"),
	EXPORTED("docx"),
	EXPORTED("odt"),
	EXPORTED("html"),
	EXPORTED("txt"),
	EXPORTED("md"),
	EXPORTED("png"),
	EXPORTED("svg"),
	EXPORTED("json"),
	EXPORTED("rendercv"),
	EXPORTED("reactive"),
	EXPORTED("europass"),
	{ "POST /api/export/preview", NULL, "{\"resume\":{}}", 200, A_USER },
	{ "GET /api/exports/{id}", "/api/exports/{export}", NULL, 200,
		A_USER | A_EXPORT },
	{ "GET /api/templates", NULL, NULL, 200, A_USER },
	{ "GET /api/templates/{id}", "/api/templates/modern", NULL, 200,
		A_USER },
	{ "GET /api/templates/{id}/preview.png",
		"/api/templates/modern/preview.png", NULL, 200, A_USER },
	{ "GET /api/templates/{id}/preferences",
		"/api/templates/modern/preferences", NULL, 200, A_USER },
	{ "PUT /api/templates/{id}/preferences",
		"/api/templates/modern/preferences",
		"{\"custom_config\":{\"size\":11}}", 200, A_USER },
	{ "GET /api/history", NULL, NULL, 200, A_USER | A_EXPORT },
	{ "GET /api/history/{id}", "/api/history/{line}", NULL, 200,
		A_USER | A_EXPORT },
	{ "POST /api/history/{id}/archive", "/api/history/{line}/archive", NULL,
		200, A_USER | A_EXPORT },
	{ "POST /api/history/{id}/unarchive", "/api/history/{line}/unarchive",
		NULL, 200, A_USER | A_EXPORT },
	{ "GET /api/projects", NULL, NULL, 200, A_USER },
	{ "POST /api/projects", NULL,
		"{\"resume_json\":{},\"job_description\":\"Cook wanted\"}", 201,
		A_USER },
	{ "GET /api/projects/{id}", "/api/projects/{project}", NULL, 200,
		A_USER | A_PROJECT },
	{ "PUT /api/projects/{id}", "/api/projects/{project}",
		"{\"status\":\"applied\"}", 200, A_USER | A_PROJECT },
	{ "DELETE /api/projects/{id}", "/api/projects/{project}", NULL, 204,
		A_USER | A_PROJECT },
	{ "PUT /api/projects/{id}/section-order",
		"/api/projects/{project}/section-order",
		"{\"section_order\":[\"skills\",\"work\"]}", 200,
		A_USER | A_PROJECT },
	{ "GET /api/projects/{id}/runs", "/api/projects/{project}/runs", NULL,
		200, A_USER | A_PROJECT },
	{ "POST /api/projects/{id}/interview-questions",
		"/api/projects/{project}/interview-questions", "{}", 200,
		A_USER | A_PROJECT },
	{ "POST /api/interview-questions", NULL,
		"{\"resume\":{},\"job_description\":\"Cook wanted\"}", 200,
		A_USER },
	{ "POST /api/resumes/{id}/revamp", "/api/resumes/{document}/revamp",
		"{}", 200, A_USER | A_DOCUMENT },
	{ "POST /api/resumes/{id}/suggestions",
		"/api/resumes/{document}/suggestions", "{}", 200,
		A_USER | A_DOCUMENT },
	{ "GET /api/health", NULL, NULL, 200, NEEDS_NOTHING },
	{ "POST /api/shares", NULL, "{\"resume_id\":\"{document}\"}", 201,
		A_USER | A_DOCUMENT },
	{ "GET /api/shares", NULL, NULL, 200, A_USER | A_DOCUMENT | A_SHARE },
	{ "GET /api/shares/{id}", "/api/shares/{share}", NULL, 200,
		A_USER | A_DOCUMENT | A_SHARE },
	{ "PUT /api/shares/{id}", "/api/shares/{share}",
		"{\"name\":\"for Eve\",\"version\":1}", 200,
		A_USER | A_DOCUMENT | A_SHARE },
	{ "DELETE /api/shares/{id}", "/api/shares/{share}", NULL, 204,
		A_USER | A_DOCUMENT | A_SHARE },
	{ "GET /s/{token}", "/s/{link}", NULL, 200,
		A_USER | A_DOCUMENT | A_SHARE },
	{ "POST /s/{token}", "/s/{link}", "password=a", 303,
		A_USER | A_DOCUMENT | A_SHARE },
	{ "GET /s/{token}/pdf", "/s/{link}/pdf", NULL, 200,
		A_USER | A_DOCUMENT | A_SHARE },
	{ "POST /mcp", NULL,
		"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", 200,
		A_USER },
	{ "POST /api/resumes/upload", NULL, A_FORM, 202, A_USER },
	/* no file is read here: there is no jail */
	{ "POST /api/parse", NULL, A_FORM, 503, A_USER },
	{ "GET /api/resumes/base", NULL, NULL, 200, A_USER | A_BASE },
	{ "GET /api/resumes/base/file", NULL, NULL, 200, A_USER | A_BASE },
	{ "GET /api/resumes/base/fields", NULL, NULL, 200, A_USER | A_BASE },
	{ "GET /api/resumes/base/recreated-docx", NULL, NULL, 200,
		A_USER | A_BASE },
	{ "GET /livez", NULL, NULL, 200, NEEDS_NOTHING },
	{ "GET /readyz", NULL, NULL, 200, NEEDS_NOTHING },
	{ "GET /metrics", NULL, NULL, 200, A_TOKEN },
	{ "GET /api/openapi.json", NULL, NULL, 200, NEEDS_NOTHING },
	{ "GET /docs", NULL, NULL, 200, NEEDS_NOTHING },
	{ "GET /docs/docs.css", NULL, NULL, 200, NEEDS_NOTHING },
	{ "GET /", NULL, NULL, 200, NEEDS_NOTHING },
};

/* ---- one try ------------------------------------------------------------ */

struct sweep {
	struct place place;
	int tries, refused, kept;
	bool broke; /* this route has answered that something broke */
};

static void prepare(struct sweep *s, const struct way *way)
{
	struct place *p = &s->place;

	place_next(p);
	if (way->needs & A_TOKEN)
		snprintf(p->token, sizeof(p->token), "%s", PLACE_TOKEN);
	if (way->needs & A_SECOND)
		place_join_other(p);
	if (way->needs & (A_USER | A_ADMIN))
		place_join(p, way->needs & A_ADMIN);
	if (way->needs & A_WEBHOOK)
		place_add_webhook(p);
	if (way->needs & A_KEY)
		place_add_key(p);
	if (way->needs & (A_JOB | A_BURIED | A_DONE))
		place_add_job(p, way->needs & A_JOB      ? "ready"
				 : way->needs & A_BURIED ? "buried"
							 : "done");
	if (way->needs & A_EXPORT)
		place_export(p);
	if (way->needs & A_DOCUMENT)
		place_add_document(
			p, way->needs & A_VARIANT, way->needs & A_DELETED);
	if (way->needs & A_PROJECT)
		place_add_project(p);
	if (way->needs & A_BASE)
		place_add_base(p);
	if (way->needs & A_SHARE)
		place_add_share(p);
	if (way->needs & A_TICKET)
		place_forget(p);
	if (way->needs & A_DOOR)
		place_add_doors(p);
	if (way->needs & A_EMAIL)
		place_take_token(p);
	if (way->needs & A_FAULT)
		place_find_fault(p);
}

/* The answers that a route may give while the database does not work: health
 * and readiness say so with 503, all else says that something broke. */
static bool broken(const struct way *way, const struct answer *a)
{
	if (a->status == 503 &&
		(str_is(str_c(way->route), "GET /readyz") ||
			str_is(str_c(way->route), "GET /api/health")))
		return true;
	return a->status == 500 &&
	       memmem(a->body.at, a->body.len, "\"error\":\"broken\"", 16);
}

/* True: all queries were asked and none failed. */
static bool try(struct sweep *s, const struct way *way, long n, bool on)
{
	struct place *p = &s->place;
	struct rows before, after;
	struct answer a;
	bool over;

	prepare(s, way);
	before = place_rows(p);
	db_fail_at(n, on);
	a = place_ask(p, way->route, way->path, way->body);
	over = db_fail_used() < n;
	db_fail_at(0, false);
	s->tries++;
	if (a.status == way->status) {
		s->kept += !over;
		/* and whole: a stream of events has come to its end */
		if (over && !a.body.at)
			test_fail(__FILE__, __LINE__, "%s: an answer by half",
				way->route);
		return over;
	}
	if (!broken(way, &a))
		test_fail(__FILE__, __LINE__, "%s, query %ld%s: %d %.*s",
			way->route, n, on ? " and on" : "", a.status,
			STR_ARG(a.body));
	s->refused++;
	s->broke |= a.status == 500;
	after = place_rows(p);
	if (memcmp(&before, &after, sizeof(before)) != 0)
		test_fail(__FILE__, __LINE__,
			"%s, query %ld%s: it was refused, but left a trace",
			way->route, n, on ? " and on" : "");
	a = place_ask(p, way->route, way->path, way->body);
	if (a.status != way->status)
		test_fail(__FILE__, __LINE__,
			"%s after query %ld%s: %d, not %d: %.*s", way->route, n,
			on ? " and on" : "", a.status, way->status,
			STR_ARG(a.body));
	return false;
}

static void one_route(struct sweep *s, const struct way *way)
{
	const char *path = strchr(way->route, ' ') + 1;

	s->broke = false;
	for (int on = 0; on < 2; on++)
		for (long n = 1; !test_failing(); n++) {
			bool over = try(s, way, n, on);

			arena_reset(&test_mem);
			if (over)
				break;
			OK(n < 200);
		}
	if (s->broke)
		OK(place_has_fault(&s->place, path));
}

static const struct way *way_of(const struct api_route *route)
{
	const char *name = str_fmt(&test_mem, "%s %s",
		http_method_name(route->method), route->path)
				   .at;

	for (size_t i = 0; i < LENGTH(ways); i++)
		if (!strcmp(ways[i].route, name))
			return &ways[i];
	test_fail(__FILE__, __LINE__, "no case for %s", name);
	return NULL;
}

TEST_BOTH(each_query_of_each_route_fails_and_leaves_nothing)
{
	struct sweep s = { 0 };

	NEED(place_open(&s.place, url));
	for (size_t i = 0; i < api_route_count && !test_failing(); i++) {
		const struct way *way = way_of(&api_routes[i]);

		if (way)
			one_route(&s, way);
	}
	printf("    %zu routes, %d tries, %d refused, %d kept all the same\n",
		api_route_count, s.tries, s.refused, s.kept);
	OK(s.refused > 400);
	OK(place_chain_is_whole(&s.place));
	place_close(&s.place);
}
