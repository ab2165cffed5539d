/*
 * cmd/parse_many.c - many files at a time: a bar, and what became of them.
 */
#include "cmd/parse.h"

#include "base/time.h"
#include "cmd/file.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	WORKERS_MOST = 64,
	SHOWN_AFTER_MS = 500,
	SHOWN_EVERY_MS = 100,
	BAR = 30
};

struct crowd {
	const struct parse_ask *ask;
	char **files;
	int count;
	int64_t from_ms;
	pthread_mutex_t lock; /* for all below, and standard error */
	int next, done, failed, doubtful_files;
	size_t doubtful;
	enum err_code code;
	int64_t shown_ms;
	bool shown;
};

/* ---- how far it is ------------------------------------------------------ */

static void show_bar(struct crowd *c)
{
	static const char full[BAR + 1] = "##############################";
	static const char none[BAR + 1] = "..............................";
	int64_t now = time_mono_us() / 1000;
	int fill = BAR * c->done / c->count;

	if (!c->ask->terminal || c->ask->quiet ||
		now - c->from_ms < SHOWN_AFTER_MS ||
		now - c->shown_ms < SHOWN_EVERY_MS)
		return;
	c->shown = true;
	c->shown_ms = now;
	fprintf(stderr, "\r[%.*s%.*s] %d of %d", fill, full, BAR - fill, none,
		c->done, c->count);
	if (c->failed)
		fprintf(stderr, ", %d failed", c->failed);
	fputs("\033[K", stderr);
}

static void hide_bar(struct crowd *c)
{
	if (c->shown)
		fputs("\r\033[K", stderr);
	c->shown = false;
}

static void show_summary(const struct crowd *c)
{
	double s = (double)time_mono_us() / 1e6 - (double)c->from_ms / 1e3;

	if (c->ask->quiet)
		return;
	fprintf(stderr, "%d of %d files read in %.1f s", c->count - c->failed,
		c->count, s);
	if (c->doubtful)
		fprintf(stderr, "; doubtful fields: %zu, in %d of them",
			c->doubtful, c->doubtful_files);
	if (c->failed)
		fprintf(stderr, "; %d failed", c->failed);
	fputc('\n', stderr);
}

/* ---- the work ----------------------------------------------------------- */

static void count(struct crowd *c, const char *file, bool ok,
	const struct parse_done *done, const struct err *err)
{
	if (!ok) {
		hide_bar(c);
		fprintf(stderr, "vitae: %s: %s\n", file, err->text);
		c->failed++;
		c->code = err->code;
	}
	c->doubtful += done->doubtful;
	c->doubtful_files += done->doubtful > 0;
	c->done++;
	show_bar(c);
}

static void *work(void *with)
{
	struct crowd *c = with;
	struct arena mem = { 0 };

	pthread_mutex_lock(&c->lock);
	while (c->next < c->count) {
		const char *file = c->files[c->next++];
		struct parse_done done;
		struct err err = { 0 };
		bool ok;

		pthread_mutex_unlock(&c->lock);
		ok = cmd_parse_file(
			&mem, c->ask, file, NULL, NULL, &done, &err);
		arena_reset(&mem);
		pthread_mutex_lock(&c->lock);
		count(c, file, ok, &done, &err);
	}
	pthread_mutex_unlock(&c->lock);
	arena_free(&mem);
	return NULL;
}

/* ---- no file takes the place of another --------------------------------- */

static int by_stem(const void *a, const void *b)
{
	struct str x = cmd_file_stem(*(char *const *)a);
	struct str y = cmd_file_stem(*(char *const *)b);
	size_t len = x.len < y.len ? x.len : y.len;
	int order = memcmp(x.at, y.at, len);

	return order ? order : (x.len > y.len) - (x.len < y.len);
}

static bool names_differ(
	struct arena *mem, int count, char **files, struct err *err)
{
	char **sorted = ARENA_LIST(mem, char *, (size_t)count);

	memcpy(sorted, files, sizeof(*files) * (size_t)count);
	qsort(sorted, (size_t)count, sizeof(*sorted), by_stem);
	for (int i = 1; i < count; i++)
		if (!by_stem(&sorted[i - 1], &sorted[i]))
			return err_set(err, ERR_BAD_INPUT,
				"'%.80s' and '%.80s' would become one file; "
				"read them one after the other",
				sorted[i - 1], sorted[i]);
	return true;
}

bool cmd_parse_files(const struct parse_ask *ask, int count, char **files,
	int workers, struct err *err)
{
	struct crowd c = { .ask = ask,
		.files = files,
		.count = count,
		.from_ms = time_mono_us() / 1000 };
	pthread_t threads[WORKERS_MOST];
	struct arena mem = { 0 };
	bool ok = !ask->cmd->option[CMD_OUT_DIR] ||
		  names_differ(&mem, count, files, err);
	int started = 0;

	arena_free(&mem);
	if (!ok)
		return false;
	pthread_mutex_init(&c.lock, NULL);
	workers = workers > count ? count : workers;
	while (started < workers - 1 && started < WORKERS_MOST &&
		pthread_create(&threads[started], NULL, work, &c) == 0)
		started++;
	work(&c);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&c.lock);
	hide_bar(&c);
	show_summary(&c);
	return !c.failed ||
	       err_set(err, c.code, "%d of %d files could not be read",
		       c.failed, count);
}
