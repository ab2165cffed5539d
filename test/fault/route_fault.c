/*
 * test/fault/route_fault.c - every query of every route fails, once and from
 * there on. Whoever asked hears that something broke; of what the call did
 * nothing is left; the same request works afterwards; and the monitor has
 * kept that it happened. A route without a case here fails the test.
 * VITAE_FAULT_ROUTE keeps those whose name contains it.
 */
#include "fault/needs.h"
#include "fault/visitor_base.h"
#include "fault/ways.h"

/* The disk of this machine is no matter here. */
void test_main_hook(int argc, char **argv)
{
	(void)argc, (void)argv;
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
}

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
		place_add_project(p, way->needs & A_DELETED);
	if (way->needs & A_RUN)
		place_add_run(p, way->needs & A_PROPOSAL);
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
	/* the faults are of this request, and not of who writes behind it */
	app_monitor_flush(p->house.monitor);
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
	int failures = test_failures();

	s->broke = false;
	for (int on = 0; on < 2; on++)
		for (long n = 1; test_failures() == failures; n++) {
			bool over = try(s, way, n, on);

			arena_reset(&test_mem);
			if (over)
				break;
			OK(n < 200);
		}
	if (s->broke && !place_has_fault(&s->place, path))
		test_fail(__FILE__, __LINE__,
			"%s: it broke, and the monitor does not know",
			way->route);
}

/* A page of the web application is the same for all who ask, whatever stands
 * in its braces: it needs no case. */
static void page_way(struct arena *mem, const struct api_route *route,
	const char *name, struct way *out)
{
	struct buf path;
	bool within = false;

	buf_init(&path, mem, 200);
	for (const char *at = route->path; *at; at++) {
		if (!within && *at != '{')
			buf_addc(&path, *at);
		else if (!within)
			buf_addc(&path, 'x');
		within = *at == '{' || (within && *at != '}');
	}
	buf_addc(&path, '\0');
	*out = (struct way){ name, path.at, NULL, 200, NEEDS_NOTHING };
}

static bool way_of(
	struct arena *mem, const struct api_route *route, struct way *out)
{
	const char *name = str_fmt(
		mem, "%s %s", http_method_name(route->method), route->path)
				   .at;

	for (size_t i = 0; i < LENGTH(ways); i++)
		if (!strcmp(ways[i].route, name)) {
			*out = ways[i];
			return true;
		}
	if (route->mode == PAGE)
		page_way(mem, route, name, out);
	else
		test_fail(__FILE__, __LINE__, "no case for %s", name);
	return route->mode == PAGE;
}

TEST_BOTH(each_query_of_each_route_fails_and_leaves_nothing)
{
	const char *only = getenv("VITAE_FAULT_ROUTE");
	struct sweep s = { 0 };

	NEED(place_open(&s.place, url));
	for (size_t i = 0; i < api_route_count; i++) {
		struct way way;

		if (way_of(&s.place.mem, &api_routes[i], &way) &&
			strstr(way.route, only ? only : ""))
			one_route(&s, &way);
	}
	printf("    %zu routes, %d tries, %d refused, %d kept all the same\n",
		api_route_count, s.tries, s.refused, s.kept);
	OK(only || s.refused > 400);
	OK(place_chain_is_whole(&s.place));
	place_close(&s.place);
}
