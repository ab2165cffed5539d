/* test/unit/desk_test.c - desks (app/desk.h): who renders takes turns, and what
 * changes in the operator's folder is seen. */
#include "app/desk.h"
#include "base/time.h"
#include "help.h"
#include "press/make.h"
#include "test.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { WORKERS = 12, TURNS = 25, SEEN_WITHIN_US = 20000000 };

struct crowd {
	struct app_desks *desks;
	const struct resume *resume;
	_Atomic int wrong, alike;
	pthread_mutex_t lock;
	struct str first; /* what the first of them made */
};

static bool make(struct app_desk *desk, struct app_desks *desks,
	const struct resume *r, struct buf *out, struct err *err)
{
	struct press_ask ask = { .paged = true };
	const struct press_file file = { .format = PRESS_PDF };
	struct press_made made;
	struct press_fit fit;

	return app_desk_template(
		       desks, desk, STR("classic"), &ask.template, err) &&
	       press_make(desk->press, &desk->mem, r, &ask, &made, err) &&
	       press_write(
		       desk->press, &desk->mem, &made, &file, out, &fit, err);
}

static void compare(struct crowd *c, struct str made)
{
	pthread_mutex_lock(&c->lock);
	if (!c->first.at)
		c->first = str_copy(&test_mem, made);
	c->alike += str_eq(c->first, made);
	pthread_mutex_unlock(&c->lock);
}

static void *work(void *with)
{
	struct crowd *c = with;

	for (int i = 0; i < TURNS; i++) {
		struct app_desk *desk;
		struct err err;
		struct buf out;

		if (!app_desk_take(c->desks, &desk, &err)) {
			c->wrong++;
			continue;
		}
		buf_init(&out, &desk->mem, PRESS_FILE_BYTES);
		if (make(desk, c->desks, c->resume, &out, &err))
			compare(c, buf_str(&out));
		else
			c->wrong++;
		app_desk_give(c->desks, desk);
	}
	return NULL;
}

TEST(many_render_at_a_time_and_all_make_the_same_bytes)
{
	struct settings s = { .data_dir = help_folder(), .templates_dir = "" };
	struct resume r;
	struct crowd c = { .desks = app_desks_open(&test_mem, &s),
		.resume = &r };
	pthread_t threads[WORKERS];
	struct err err;

	NEED_ERR(resume_read_text(&test_mem,
			 STR("{\"basics\":{\"name\":\"Ada\",\"summary\":"
			     "\"Builds bridges.\"}}"),
			 &r, &err),
		err);
	pthread_mutex_init(&c.lock, NULL);
	for (int i = 0; i < WORKERS; i++)
		NEED(!pthread_create(&threads[i], NULL, work, &c));
	for (int i = 0; i < WORKERS; i++)
		pthread_join(threads[i], NULL);
	SAME_INT(c.wrong, 0);
	SAME_INT(c.alike, WORKERS * TURNS);
	app_desks_close(c.desks);
}

static void put(const char *folder, const char *title)
{
	FILE *f = fopen(str_fmt(&test_mem, "%s/ours.json", folder).at, "w");

	NEED(f);
	fprintf(f, "{\"title\":\"%s\",\"extends\":\"classic\"}", title);
	fclose(f);
}

/* The folder is looked at again within a second. */
static bool becomes(struct app_desks *d, const char *title)
{
	int64_t until = time_mono_us() + SEEN_WITHIN_US;
	bool same = false;

	while (!same && time_mono_us() < until) {
		const struct template *t;
		struct app_desk *desk;
		struct err err;

		if (!app_desk_take(d, &desk, &err))
			return false;
		same = app_desk_template(d, desk, STR("ours"), &t, &err) &&
		       str_is(template_says(t).title, title);
		app_desk_give(d, desk);
		if (!same)
			usleep(10000);
	}
	return same;
}

TEST(a_template_of_the_folder_that_changes_is_read_anew)
{
	const char *folder = help_folder();
	struct settings s = { .data_dir = folder, .templates_dir = folder };
	struct app_desks *d = app_desks_open(&test_mem, &s);
	struct app_desk_names names;

	put(folder, "One");
	OK(becomes(d, "One"));
	put(folder, "Another");
	OK(becomes(d, "Another"));
	app_desk_names(d, &test_mem, &names);
	SAME_STR(names.at[names.count - 1], STR("ours"));
	app_desks_close(d);
}

TEST(a_name_that_is_no_template_names_those_there_are)
{
	struct settings s = { .data_dir = help_folder(), .templates_dir = "" };
	struct app_desks *d = app_desks_open(&test_mem, &s);
	const struct template *t;
	struct app_desk *desk;
	struct err err;

	NEED_ERR(app_desk_take(d, &desk, &err), err);
	OK(!app_desk_template(d, desk, STR("../modern"), &t, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	OK(strstr(err.text, "classic"));
	app_desk_give(d, desk);
	app_desks_close(d);
}
