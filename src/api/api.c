/* api/api.c - opens and closes the API. See api.h. */
#include "api/api_int.h"

bool api_open(struct api **out, struct house *h, struct err *err)
{
	struct api *a = mem_alloc(sizeof(*a));

	a->house = h;
	if (!api_nets_read(
		    str_c(h->settings->trusted_proxies), &a->trusted, err)) {
		mem_free(a);
		return false;
	}
	api_tree_build(&a->tree, &a->mem,
		h->settings->enable_api_versioning ? h->settings->api_version
						   : NULL);
	for (size_t i = 0; i < api_route_count; i++) {
		a->names[i] = str_fmt(&a->mem, "%s %s",
			http_method_name(api_routes[i].method),
			api_routes[i].path)
				      .at;
		a->timers[i] = app_monitor_timer(h->monitor, a->names[i]);
	}
	a->description = api_describe(&a->mem, h->settings);
	a->docs = api_read_page(&a->mem);
	api_mcp_open(a);
	pthread_mutex_init(&a->server_lock, NULL);
	*out = a;
	return true;
}

void api_close(struct api *a)
{
	if (a->follow)
		api_follow_close(a->follow);
	api_mcp_close(a);
	arena_free(&a->mem);
	pthread_mutex_destroy(&a->server_lock);
	mem_free(a);
}

static void begin(void *with, struct http_server *s)
{
	struct api *a = with;

	pthread_mutex_lock(&a->server_lock);
	a->server = s;
	pthread_mutex_unlock(&a->server_lock);
	a->follow = api_follow_open(a->house, s);
}

static void settle(void *with)
{
	struct api *a = with;

	app_call_settle(a->house);
}

struct http_app api_app(struct api *a)
{
	return (struct http_app){
		.with = a,
		.begin = begin,
		.plan = api_plan,
		.answer = api_answer,
		.settle = settle,
		.refuse = api_answer_refused,
		.done = api_done,
	};
}

void api_rest(struct api *a)
{
	pthread_mutex_lock(&a->server_lock);
	a->server = NULL;
	pthread_mutex_unlock(&a->server_lock);
	if (a->follow)
		api_follow_rest(a->follow);
}

void api_heard(struct api *a)
{
	if (a->follow)
		api_follow_news(a->follow);
}
