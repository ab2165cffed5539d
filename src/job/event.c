/* job/event.c - what an attempt tells while it runs, for who follows it. */
#include "job/job_int.h"

#include "base/json.h"
#include "base/utf8.h"

static bool say_with(struct job_held *h, struct db *db, struct job_said *said,
	bool *mine, struct err *err)
{
	bool asked = false, ok;

	said->lease = h->lease;
	said->at = job_now(h->config);
	ok = store_job_say(db, said, &asked, mine, err);
	if (ok && (asked || !*mine))
		atomic_store(&h->stop, true);
	return ok;
}

static bool taken_over(struct err *err)
{
	return err_set(
		err, ERR_CONFLICT, "another worker has taken over this job");
}

static bool say(struct job_held *h, struct job_said *said, struct err *err)
{
	struct arena mem = { 0 };
	bool mine = false, ok;
	struct db *db;

	ok = db_begin(h->config->db, DB_WRITE, &mem, &db, err);
	if (ok) {
		ok = say_with(h, db, said, &mine, err);
		ok = db_end(db, ok, err) && ok;
	}
	arena_free(&mem);
	return ok && (mine || taken_over(err));
}

bool job_progress(
	struct job *job, int percent, const char *note, struct err *err)
{
	struct job_said said = { .name = STR("progress"),
		.note = str_c(note ? note : ""),
		.percent = percent < 0     ? 0
			   : percent > 100 ? 100
					   : percent };
	struct arena mem = { 0 };
	struct json_out out;
	struct buf data;
	bool ok;

	said.note = utf8_fit(said.note, JOB_NOTE);
	buf_init(&data, &mem, STORE_JOB_EVENT);
	out = json_begin(&data, JSON_COMPACT);
	json_object(&out);
	json_put_int(json_key(&out, "percent"), said.percent);
	json_put_text(json_key(&out, "note"), said.note);
	json_end(&out);
	said.data = buf_str(&data);
	ok = say(job->held, &said, err);
	arena_free(&mem);
	return ok;
}

bool job_event(
	struct job *job, const char *name, struct str data, struct err *err)
{
	struct job_said said = { .name = str_c(name),
		.data = data,
		.note = STR_NONE,
		.percent = -1 };

	return say(job->held, &said, err);
}

bool job_event_in(struct job *job, struct db *db, const char *name,
	struct str data, struct err *err)
{
	struct job_said said = { .name = str_c(name),
		.data = data,
		.note = STR_NONE,
		.percent = -1 };
	bool mine = false;

	return say_with(job->held, db, &said, &mine, err) &&
	       (mine || taken_over(err));
}

bool job_status(struct job *job, struct db *db, int percent, struct str data,
	struct err *err)
{
	struct job_said said = { .name = STR("status"),
		.data = data,
		.note = STR_NONE,
		.percent = percent };
	bool mine = false;

	if (!db)
		return say(job->held, &said, err);
	return say_with(job->held, db, &said, &mine, err) &&
	       (mine || taken_over(err));
}
