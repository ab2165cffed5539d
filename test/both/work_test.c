/*
 * test/both/work_test.c - the kinds of jobs there are, and how an attempt is a
 * call (OPS-18). Mails go into a folder or to a server of the test's own.
 */
#include "both/job_sample.h"

#include "app/house.h"
#include "app/mail.h"
#include "base/cron.h"
#include "base/log.h"
#include "base/time.h"
#include "work/work.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct home {
	struct settings settings;
	struct house house;
	struct db_pool *pool;
};

static bool move_in(struct home *home, const char *url)
{
	static int null_fd = -1;
	struct err err;

	if (null_fd < 0)
		null_fd = open("/dev/null", O_WRONLY);
	log_open(null_fd, LOG_ERROR, LOG_JSON);
	*home = (struct home){ .pool = sample_open(url) };
	home->settings = (struct settings){ .data_dir = help_folder(),
		.smtp_url = "",
		.mail_from = "\"Vitae\" <vitae@example.org>",
		.enable_email_notifications = true,
		.workers = 1,
		.drain_timeout_ms = 10000 };
	home->house = (struct house){
		.settings = &home->settings, .db = home->pool, .node = "node-a"
	};
	OK_ERR(keys_seal_open(&home->house.seal,
		       &STR("what seals the mails of these tests"), 1, &err),
		err);
	OK_ERR(blob_folder_open(
		       str_fmt(&test_mem, "%s/files", home->settings.data_dir)
			       .at,
		       &home->house.blobs, &err),
		err);
	return home->pool != NULL;
}

static void move_out(struct home *home)
{
	db_close(home->pool);
	keys_seal_close(home->house.seal);
	blob_close(home->house.blobs);
	log_close();
}

static enum job_outcome step(struct home *home)
{
	enum job_outcome out = JOB_IDLE;
	struct err err;

	if (!work_step(&home->house, &out, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return out;
}

static void send_mail(struct home *home, const struct mail_new *mail)
{
	struct call c = { .mem = &test_mem, .house = &home->house, .now = 1 };
	struct err err;

	NEED_ERR(app_call_write(&c, &err), err);
	OK_ERR(app_mail_send(&c, STR("acc"), mail, &err), err);
	OK_ERR(app_call_close(&c, true, &err), err);
}

static const struct mail_new short_mail = { .to = STR("ann@example.org"),
	.subject = STR("Hello"),
	.text = STR("It works.\n") };

/* What lies in DATA_DIR/mail; the first one's text. */
static int mails(struct home *home, char *text, size_t room)
{
	const char *name =
		str_fmt(&test_mem, "%s/mail", home->settings.data_dir).at;
	DIR *dir = opendir(name);
	struct dirent *e;
	int n = 0;

	*text = '\0';
	while (dir && (e = readdir(dir))) {
		FILE *f;

		if (*e->d_name == '.')
			continue;
		f = fopen(str_fmt(&test_mem, "%s/%s", name, e->d_name).at, "r");
		if (!n++ && f)
			text[fread(text, 1, room - 1, f)] = '\0';
		if (f)
			fclose(f);
	}
	if (dir)
		closedir(dir);
	return n;
}

static struct job_row only_job(struct home *home)
{
	struct job_wish any = { .before_at = INT64_MAX, .limit = 10 };
	struct db_rows rows = { 0 };
	struct err err;
	struct db *db;

	if (!db_begin(home->pool, DB_READ, &test_mem, &db, &err) ||
		!store_job_list_any(db, &any, &rows, &err) ||
		!db_end(db, true, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	OK(rows.count == 1);
	return rows.count ? *(struct job_row *)rows.at : (struct job_row){ 0 };
}

/* ---- mails -------------------------------------------------------------- */

TEST_BOTH(a_mail_lies_in_the_folder_where_there_is_no_server)
{
	struct home home;
	char text[8192];

	NEED(move_in(&home, url));
	send_mail(&home, &short_mail);
	SAME_INT(mails(&home, text, sizeof(text)), 0);
	SAME_INT(step(&home), JOB_DONE);
	SAME_INT(mails(&home, text, sizeof(text)), 1);
	OK(strstr(text, "Subject: Hello\r\n"));
	OK(strstr(text, "<vitae@example.org>"));
	OK(strstr(text, "ann@example.org"));
	OK(strstr(text, only_job(&home).id.at)); /* as Message-ID */
	SAME_STR(only_job(&home).result, STR("{\"stand_in\":true}"));
	SAME_INT(step(&home), JOB_IDLE);
	move_out(&home);
}

TEST_BOTH(a_mail_that_cannot_be_read_is_buried_at_once)
{
	struct home home;

	NEED(move_in(&home, url));
	sample_add_all(home.pool,
		&(struct job_new){
			.kind = STR("mail.send"), .input = STR("{\"to\":7}") },
		1);
	SAME_INT(step(&home), JOB_BURIED);
	SAME_INT(only_job(&home).attempts, 1);
	SAME_STR(only_job(&home).error_code, STR("untrusted"));
	move_out(&home);
}

/* A mail server that says one thing to every RCPT. */
struct server {
	int fd, port;
	const char *rcpt;
	pthread_t thread;
};

static void *serve(void *with)
{
	struct server *s = with;
	int fd = accept(s->fd, NULL, NULL);
	FILE *in = fd < 0 ? NULL : fdopen(fd, "r");
	char line[1024];

	if (!in)
		return NULL;
	dprintf(fd, "220 test\r\n");
	while (fgets(line, sizeof(line), in))
		dprintf(fd, "%s",
			!strncmp(line, "RCPT", 4)   ? s->rcpt
			: !strncmp(line, "QUIT", 4) ? "221 bye\r\n"
						    : "250 fine\r\n");
	fclose(in);
	return NULL;
}

static bool server_open(struct server *s, const char *rcpt)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	*s = (struct server){ .fd = socket(AF_INET, SOCK_STREAM, 0),
		.rcpt = rcpt };
	if (bind(s->fd, (struct sockaddr *)&at, sizeof(at)) ||
		getsockname(s->fd, (struct sockaddr *)&at, &len))
		return false;
	s->port = ntohs(at.sin_port);
	return !rcpt || (!listen(s->fd, 1) &&
				!pthread_create(&s->thread, NULL, serve, s));
}

static void server_close(struct server *s)
{
	shutdown(s->fd, SHUT_RDWR); /* where nobody came */
	if (s->rcpt)
		pthread_join(s->thread, NULL);
	close(s->fd);
}

static enum job_outcome deliver(struct home *home, const char *rcpt)
{
	enum job_outcome out;
	struct server server;

	OK(server_open(&server, rcpt));
	home->settings.smtp_url =
		str_fmt(&test_mem, "smtp://127.0.0.1:%d?tls=none", server.port)
			.at;
	send_mail(home, &short_mail);
	out = step(home);
	server_close(&server);
	return out;
}

TEST_BOTH(a_mail_that_a_server_refuses_for_good_is_buried)
{
	struct home home;

	NEED(move_in(&home, url));
	SAME_INT(deliver(&home, "550 no such person\r\n"), JOB_BURIED);
	SAME_INT(only_job(&home).attempts, 1);
	SAME_STR(only_job(&home).error_code, STR("upstream"));
	move_out(&home);
}

TEST_BOTH(a_mail_that_a_server_refuses_for_now_is_tried_again)
{
	struct home home;
	int64_t before_ms = time_now_ms();

	NEED(move_in(&home, url));
	SAME_INT(deliver(&home, "451 later\r\n"), JOB_AGAIN);
	OK(only_job(&home).run_at > before_ms + 10 * 1000);
	move_out(&home);
}

TEST_BOTH(a_mail_is_tried_again_when_no_server_is_there)
{
	struct home home;

	NEED(move_in(&home, url));
	SAME_INT(deliver(&home, NULL), JOB_AGAIN);
	move_out(&home);
}

/* ---- an attempt is a call ----------------------------------------------- */

static bool write_and_leave_open(
	struct call *c, struct job *job, struct err *err)
{
	struct effect row = { job->id, job->attempt };

	OK(str_eq(c->who.id, STR("acc")) && c->who.kind == WHO_SYSTEM);
	OK(c->now == job->now && !c->db);
	if (!app_call_write(c, err) ||
		!db_run(c->db, &effect_add, &row, NULL, err))
		return false;
	return job->attempt > 1 ||
	       err_set(err, ERR_UPSTREAM, "not the first time");
}

static bool run_open(void *house, struct job *job, struct err *err)
{
	return work_attempt(house, job, write_and_leave_open, err);
}

TEST_BOTH(what_a_handler_leaves_open_ends_with_its_job_or_never_was)
{
	static const struct job_kind kinds[] = { { "open", run_open, 3, 60,
		1 } };
	struct job_config config = { .node = "node-a",
		.kinds = kinds,
		.kind_count = 1,
		.clock = sample_clock };
	struct home home;
	struct str id;

	NEED(move_in(&home, url));
	config.db = home.pool;
	config.with = &home.house;
	id = sample_add_all(home.pool,
		&(struct job_new){
			.kind = STR("open"), .account_id = STR("acc") },
		1);
	SAME_INT(sample_step(&config), JOB_AGAIN);
	SAME_INT(sample_effects(home.pool).rows, 0);
	sample_pass(60 * 1000);
	SAME_INT(sample_step(&config), JOB_DONE);
	SAME_INT(sample_effects(home.pool).rows, 1);
	SAME_STR(sample_get(home.pool, id).state, STR("done"));
	move_out(&home);
}

/* ---- the table and the threads ------------------------------------------ */

TEST(every_kind_of_job_has_a_sound_row)
{
	struct cron cron;
	struct err err;

	for (size_t i = 0; i < work_kind_count; i++) {
		const struct work_kind *k = &work_kinds[i];

		OK(*k->name && *k->words && !strchr(k->name, ','));
		if (*k->schedule)
			OK_ERR(cron_read(str_c(k->schedule), &cron, &err), err);
		for (size_t j = 0; j < i; j++)
			OK(strcmp(k->name, work_kinds[j].name) != 0);
	}
}

TEST_BOTH(the_threads_of_a_house_do_its_jobs)
{
	struct home home;
	struct work work;
	struct err err;
	struct job_load load;

	NEED(move_in(&home, url));
	NEED_ERR(work_start(&home.house, &work, &err), err);
	work_load(&work, &load);
	SAME_INT(load.workers, 1);
	sample_add_all(home.pool,
		&(struct job_new){ .kind = STR("sweep"), .run_at = 1 }, 1);
	for (int i = 0; i < 60000; i++) {
		work_wake(&work);
		if (str_is(only_job(&home).state, "done"))
			break;
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	}
	SAME_STR(only_job(&home).result, STR("{\"deleted\":0,\"files\":0}"));
	OK(work_stop(&work));
	work_wake(&work); /* a late notice does no harm */
	OK(work_stop(&work));
	home.settings.workers = 0;
	OK_ERR(work_start(&home.house, &work, &err), err);
	OK(work_stop(&work));
	move_out(&home);
}
