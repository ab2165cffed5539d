/* api/server.c - the server itself: health, numbers, descriptions, front. */
#include "api/api_int.h"
#include "api/shapes.h"
#include "app/health.h"
#include "base/hash.h"
#include "embed.h"

/* ---- health ------------------------------------------------------------- */

struct check_row {
	struct str service, status, message;
	double response_ms;
	int64_t timestamp;
};
struct health_row {
	struct str status;
	int64_t timestamp;
	struct str version;
	struct {
		struct check_row *at;
		size_t count;
	} checks;
};

static const char *const words[] = { "healthy", "degraded", "unhealthy", NULL };

static const struct json_field check_fields[] = {
	JSON(check_row, service, JSON_MUST, 0, 64),
	JSON_WORD(check_row, status, JSON_MUST, words),
	JSON(check_row, response_ms, JSON_MUST, 0, 0, .as = "responseTime",
		.about = "milliseconds"),
	JSON(check_row, message, JSON_MUST, 0, 200),
	JSON_TIME(check_row, timestamp, JSON_MUST),
	{ 0 },
};
static const struct json_shape check_shape = JSON_SHAPE(check_row,
	"HealthCheck", "One thing that was looked at.", check_fields);

static const struct json_field health_fields[] = {
	JSON_WORD(health_row, status, JSON_MUST, words),
	JSON_TIME(health_row, timestamp, JSON_MUST),
	JSON(health_row, version, JSON_MUST, 0, 64),
	JSON_ROWS(
		health_row, checks, JSON_MUST, APP_HEALTH_CHECKS, &check_shape),
	{ 0 },
};
const struct json_shape api_health_report =
	JSON_SHAPE(health_row, "Health", "Is everything well?", health_fields);

bool api_health(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct health_report *r = ARENA_NEW(c->mem, struct health_report);
	struct health_row out = { .version = STR(VITAE_VERSION) };

	(void)ask;
	(void)err;
	app_health_check(c->house, r);
	out.status = str_c(app_health_words[r->status]);
	out.timestamp = r->at;
	out.checks.count = (size_t)r->count;
	out.checks.at = ARENA_LIST(c->mem, struct check_row, out.checks.count);
	for (int i = 0; i < r->count; i++)
		out.checks.at[i] =
			(struct check_row){ str_c(r->checks[i].service),
				str_c(app_health_words[r->checks[i].status]),
				str_copy(c->mem, str_c(r->checks[i].message)),
				(double)r->checks[i].response_us / 1000,
				r->checks[i].at };
	api_show(reply, &out);
	if (r->status == HEALTH_BAD)
		reply->res->status = 503;
	return true;
}

bool api_livez(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)c;
	(void)ask;
	(void)err;
	return api_show_fixed(reply, reply->route->type, STR("ok\n"));
}

bool api_readyz(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const char *why;

	(void)ask;
	(void)err;
	if (app_health_ready(c->house, &why))
		return api_show_fixed(reply, reply->route->type, STR("ok\n"));
	reply->res->status = 503;
	buf_addf(&reply->res->body, "not ready: %s\n", why);
	return true;
}

/* ---- pages -------------------------------------------------------------- */

bool api_show_page(struct api_reply *reply, struct str text, const char *type)
{
	http_res_fmt(reply->res, "ETag", "\"%08x-%zx\"", hash_crc32(0, text),
		text.len);
	return api_show_fixed(reply, type, text);
}

bool api_show_file(struct api_reply *reply, const char *path, struct err *err)
{
	for (size_t i = 0; i < embed_count; i++)
		if (!strcmp(embed_files[i].path, path))
			return api_show_page(reply,
				str_of(embed_files[i].at, embed_files[i].len),
				reply->route->type);
	return err_set(
		err, ERR_NOT_FOUND, "this file is not part of the program");
}

bool api_openapi(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)c;
	(void)err;
	return api_show_page(reply, ask->api->description, reply->route->type);
}

bool api_docs(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)c;
	(void)err;
	return api_show_page(reply, ask->api->docs, reply->route->type);
}

bool api_docs_css(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)c;
	(void)ask;
	return api_show_file(reply, "web/plain/docs.css", err);
}
