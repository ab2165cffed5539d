/*
 * api/follow_end.c - how a job ended, for who followed it: its result, or why
 * there is none. A kind whose result is more than what is kept with the job
 * says so here.
 */
#include "api/follow_int.h"

enum { END_MOST = 4 << 20 };

static const struct {
	const char *kind;
	api_result *show;
} results[] = {
	{ "resume.intake", api_upload_result },
	{ NULL, NULL },
};

static struct str result_of(struct call *c, const struct job_row *job)
{
	struct err ignored;
	struct buf b;

	for (size_t i = 0; results[i].kind; i++) {
		if (!str_is(job->kind, results[i].kind))
			continue;
		buf_init(&b, c->mem, END_MOST);
		if (results[i].show(c, job, &b, &ignored) && buf_ok(&b))
			return buf_str(&b);
	}
	return job->result.len ? job->result : STR("{}");
}

static enum err_code code_of(struct str name)
{
	static const enum err_code all[] = {
#define ERR(name, http, exit, text) ERR_##name,
#include "base/err.def"
#undef ERR
	};

	for (size_t i = 0; i < LENGTH(all); i++)
		if (all[i] != ERR_NONE && str_is(name, err_name(all[i])))
			return all[i];
	return ERR_BROKEN;
}

static void why_not(const struct job_row *job, struct err *err)
{
	enum err_code code = code_of(job->error_code);

	if (str_is(job->state, "cancelled"))
		err_set(err, ERR_GONE, "the job was cancelled");
	else
		err_set(err, code, "%.*s", STR_ARG(job->error));
}

/* A job may have done what it could, and the answer be no (work_refuse). */
static bool was_refused(
	struct arena *mem, const struct job_row *job, struct err *err)
{
	const struct json *result;
	struct str name, why;
	struct err ignored;

	if (!job->result.len ||
		!json_parse(mem, job->result, &result, &ignored))
		return false;
	name = json_text(json_find(result, "error"));
	why = json_text(json_find(result, "message"));
	if (!name.len || !why.at)
		return false;
	err_set(err, code_of(name), "%.*s", STR_ARG(why));
	return true;
}

static struct str error_data(struct arena *mem, const struct err *err)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, END_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "error"), str_c(err_name(err->code)));
	json_put_text(json_key(&o, "message"), str_c(api_answer_why(err)));
	json_end(&o);
	return buf_str(&b);
}

void api_follow_end(
	struct call *c, const struct job_row *job, struct follow_end *out)
{
	*out = (struct follow_end){ 0 };
	if (str_is(job->state, "done") &&
		!was_refused(c->mem, job, &out->err)) {
		out->name = "result";
		out->data = result_of(c, job);
		return;
	}
	if (out->err.code == ERR_NONE)
		why_not(job, &out->err);
	out->name = "error";
	out->data = error_data(c->mem, &out->err);
}
