/* work/jail.c - the jail of this program. See work/jail.h. */
#include "work/jail.h"

#include "base/log.h"
#include "intake/answer.h"
#include "work/intake_house.h"
#include "work/ocr.h"
#include "work/reader.h"

enum { WORDS_MOST = 1024 };

const struct jail_kind work_parsers[] = {
#define PARSER(name, function, warm, data, memory, answer, cpu_s, wall_ms) \
	{ name, work_parse_##function, warm, data,                         \
		{ memory, answer, cpu_s, wall_ms } },
#include "work/parsers.def"
#undef PARSER
	{ .name = NULL },
};

/* ---- in words ----------------------------------------------------------- */

static struct str missing(struct arena *mem, const struct work_jail *j)
{
	struct buf b;

	buf_init(&b, mem, WORDS_MOST);
	jail_missing(j->jail, &b);
	return buf_str(&b);
}

/* How it is, as the health checks have it. */
static enum health judge(
	const struct work_jail *j, struct arena *mem, struct str *out)
{
	struct str lacks;

	if (j->err.code != ERR_NONE) {
		*out = str_c(j->err.text);
		return HEALTH_DEGRADED;
	}
	if (jail_is_open()) {
		*out = STR("open: this build is for tests");
		return HEALTH_DEGRADED;
	}
	lacks = missing(mem, j);
	if (lacks.len) {
		*out = str_fmt(mem, "closed but for %.*s", STR_ARG(lacks));
		return HEALTH_DEGRADED;
	}
	*out = STR("closed, and tried");
	return HEALTH_GOOD;
}

static void tell(struct work_jail *j)
{
	struct arena mem = { 0 };
	struct str words;
	enum health status = judge(j, &mem, &words);

	app_health_jail(j->house, status, words);
	if (status == HEALTH_GOOD)
		log_say(LOG_INFO, "jail", "%.*s", STR_ARG(words));
	else if (j->err.code != ERR_NONE)
		log_say(LOG_ERROR, "jail", "no files will be read: %.*s",
			STR_ARG(words));
	else
		log_say(LOG_WARN, "jail", "%.*s", STR_ARG(words));
	arena_free(&mem);
}

/* ---- opening ------------------------------------------------------------ */

static void open_one(struct work_jail *out, const struct settings *settings,
	int running_most)
{
	struct jail_options options = {
		.degraded = !strcmp(settings->jail, "degraded"),
		.running_most = running_most,
	};

	*out = (struct work_jail){ 0 };
	if (!jail_open(work_parsers, &options, &out->jail, &out->err))
		out->jail = NULL;
}

static void *try_it(void *with)
{
	struct work_jail *j = with;

	if (j->jail)
		jail_self_test(j->jail, &j->err);
	tell(j);
	return NULL;
}

void work_jail_open(struct work_jail *out, struct house *h)
{
	open_one(out, h->settings, 0);
	out->house = h;
	h->jail = out->jail;
	h->reader = out->jail ? &work_reader : NULL;
	h->ocr = work_ocr_new(h->settings);
	h->intake = out->jail ? &work_intake_house : NULL;
	app_health_jail(h, HEALTH_GOOD, STR("being tried"));
	out->threaded = !pthread_create(&out->thread, NULL, try_it, out);
	if (!out->threaded)
		try_it(out);
}

bool work_jail_open_alone(struct work_jail *out,
	const struct settings *settings, int running_most, struct err *err)
{
	open_one(out, settings, running_most);
	if (out->jail && jail_self_test(out->jail, &out->err))
		return true;
	*err = out->err;
	work_jail_close(out);
	return false;
}

void work_jail_close(struct work_jail *j)
{
	if (j->threaded)
		pthread_join(j->thread, NULL);
	if (j->house) {
		work_ocr_free(j->house->ocr);
		j->house->reader = NULL;
		j->house->intake = NULL;
		j->house->jail = NULL;
		j->house->ocr = NULL;
	}
	jail_close(j->jail);
	*j = (struct work_jail){ 0 };
}

enum health work_jail_about(
	struct arena *mem, const struct settings *settings, struct str *out)
{
	struct work_jail j;
	enum health status;

	open_one(&j, settings, 0);
	if (j.jail)
		jail_self_test(j.jail, &j.err);
	status = judge(&j, mem, out);
	*out = str_copy(mem, *out);
	work_jail_close(&j);
	return status;
}
