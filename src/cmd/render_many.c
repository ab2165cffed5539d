/*
 * cmd/render_many.c - many files at a time, and one file again and again.
 */
#include "base/time.h"
#include "cmd/file.h"
#include "cmd/render.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { WORKERS_MOST = 64, PROGRESS_AFTER_MS = 1000, SETTLE_US = 20000 };

/* ---- many files --------------------------------------------------------- */

struct crowd {
	const struct render_ask *ask;
	char **files;
	int count;
	_Atomic int next, done, failed, status;
	_Atomic int64_t shown_ms;
	int64_t from_ms;
	bool terminal;
};

static void show_progress(struct crowd *c, bool last)
{
	int64_t now = time_mono_us() / 1000, shown = atomic_load(&c->shown_ms);

	if (!c->terminal || c->ask->quiet ||
		now - c->from_ms < PROGRESS_AFTER_MS ||
		(!last && (now - shown < 100 ||
				  !atomic_compare_exchange_strong(
					  &c->shown_ms, &shown, now))))
		return;
	fprintf(stderr, "\r%d of %d%s", atomic_load(&c->done), c->count,
		last ? "\n" : "");
}

static void fail(struct crowd *c, const char *file, const struct err *err)
{
	fprintf(stderr, "vitae: %s: %s\n", file, err->text);
	atomic_fetch_add(&c->failed, 1);
	atomic_store(&c->status, err->code);
}

static void *work(void *with)
{
	struct crowd *c = with;
	struct render_worker w;
	struct err err = { 0 };
	int i;

	if (!cmd_render_worker_open(&w, c->ask, &err)) {
		fail(c, "fonts", &err);
		return NULL;
	}
	while ((i = atomic_fetch_add(&c->next, 1)) < c->count) {
		if (!cmd_render_file(&w, c->files[i], &err))
			fail(c, c->files[i], &err);
		atomic_fetch_add(&c->done, 1);
		show_progress(c, false);
	}
	cmd_render_worker_close(&w);
	return NULL;
}

bool cmd_render_files(const struct render_ask *ask, int count, char **files,
	int workers, struct err *err)
{
	struct crowd c = { .ask = ask,
		.files = files,
		.count = count,
		.from_ms = time_mono_us() / 1000,
		.terminal = isatty(2) };
	pthread_t threads[WORKERS_MOST];
	int started = 0;

	workers = workers > count ? count : workers;
	while (started < workers - 1 &&
		pthread_create(&threads[started], NULL, work, &c) == 0)
		started++;
	work(&c);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	show_progress(&c, true);
	return !c.failed ||
	       err_set(err, (enum err_code)c.status,
		       "%d of %d files could not be rendered", c.failed, count);
}

/* ---- one file, again and again ------------------------------------------ */

static void render_timed(struct render_worker *w, const char *file)
{
	int64_t from = time_mono_us();
	struct err err = { 0 };

	if (!cmd_render_file(w, file, &err))
		fprintf(stderr, "vitae: %s: %s\n", file, err.text);
	else if (!w->ask->quiet)
		fprintf(stderr, "rendered in %.1f ms\n",
			(double)(time_mono_us() - from) / 1000);
}

/* Editors save in place or by renaming: the folder tells of both. */
static bool saved(int fd, struct str name)
{
	char events[4096]
		__attribute__((aligned(__alignof__(struct inotify_event))));
	ssize_t n = read(fd, events, sizeof(events));
	bool ours = false;

	for (char *at = events; at < events + n;) {
		const struct inotify_event *e = (const void *)at;

		ours = ours || (e->len && str_is(name, e->name));
		at += sizeof(*e) + e->len;
	}
	return ours;
}

bool cmd_render_watch(
	const struct render_ask *ask, const char *file, struct err *err)
{
	struct str folder = cmd_file_folder(file), name = cmd_file_name(file);
	struct render_worker w;
	struct arena mem = { 0 };
	int fd;

	if (!strcmp(file, "-"))
		return err_set(err, ERR_BAD_INPUT,
			"standard input cannot be watched; name a file");
	fd = inotify_init1(IN_CLOEXEC);
	if (fd < 0 || inotify_add_watch(fd, str_copy(&mem, folder).at,
			      IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
		return err_set(err, ERR_BAD_INPUT, "cannot watch '%.*s': %s",
			STR_ARG(folder), strerror(errno));
	if (!cmd_render_worker_open(&w, ask, err))
		return false;
	render_timed(&w, file);
	for (;;) {
		if (!saved(fd, name))
			continue;
		usleep(SETTLE_US); /* some save twice */
		render_timed(&w, file);
	}
}
