/* app/desk.c - see desk.h. */
#include "app/desk.h"

#include "base/hash.h"
#include "base/time.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_US = 1000000 /* at the folder again */ };

struct app_desks {
	const char *folder;
	pthread_mutex_t lock;
	pthread_cond_t given;
	struct app_desk *free; /* the warmest first */
	int opened, most;
	uint64_t stamp; /* of the folder, when it was last looked at */
	int64_t looked_us;
};

static int desks_most(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1                ? 1
	       : cores > APP_DESKS_MOST ? APP_DESKS_MOST
					: (int)cores;
}

struct app_desks *app_desks_open(struct arena *mem, const struct settings *s)
{
	struct app_desks *d = mem_alloc(sizeof(*d));

	d->folder = *s->templates_dir
			    ? s->templates_dir
			    : str_fmt(mem, "%s/templates", s->data_dir).at;
	d->most = desks_most();
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->given, NULL);
	return d;
}

static void desk_close(struct app_desk *desk)
{
	press_close(desk->press);
	arena_free(&desk->mem);
	arena_free(&desk->kept);
	mem_free(desk);
}

void app_desks_close(struct app_desks *d)
{
	struct app_desk *desk;

	if (!d)
		return;
	while ((desk = d->free)) {
		d->free = desk->next;
		desk_close(desk);
	}
	pthread_cond_destroy(&d->given);
	pthread_mutex_destroy(&d->lock);
	mem_free(d);
}

/* ---- taking turns ------------------------------------------------------- */

static bool desk_open(struct app_desk **out, struct err *err)
{
	struct app_desk *desk = mem_alloc(sizeof(*desk));

	desk->mem.keep = PRESS_ARENA_KEEP;
	if (!press_open(&desk->press, err)) {
		mem_free(desk);
		return false;
	}
	*out = desk;
	return true;
}

bool app_desk_take(struct app_desks *d, struct app_desk **out, struct err *err)
{
	struct app_desk *desk;

	pthread_mutex_lock(&d->lock);
	while (!d->free && d->opened == d->most)
		pthread_cond_wait(&d->given, &d->lock);
	desk = d->free;
	if (desk)
		d->free = desk->next;
	else
		d->opened++;
	pthread_mutex_unlock(&d->lock);
	if (desk || desk_open(&desk, err)) {
		*out = desk;
		return true;
	}
	pthread_mutex_lock(&d->lock);
	d->opened--;
	pthread_cond_signal(&d->given);
	pthread_mutex_unlock(&d->lock);
	return false;
}

void app_desk_give(struct app_desks *d, struct app_desk *desk)
{
	arena_reset(&desk->mem);
	pthread_mutex_lock(&d->lock);
	desk->next = d->free;
	d->free = desk;
	pthread_cond_signal(&d->given);
	pthread_mutex_unlock(&d->lock);
}

/* ---- the folder --------------------------------------------------------- */

static bool is_template(const char *name, struct str *stem)
{
	struct str s = str_c(name), ending = STR(".json");

	if (*name == '.' || s.len <= ending.len || !str_ends(s, ending))
		return false;
	*stem = str_of(name, s.len - ending.len);
	return true;
}

/* Folders come in no order: what is added up must not depend on it. */
static uint64_t stamp_of(int folder, const char *name)
{
	struct stat st;
	struct {
		int64_t s, ns, size;
		uint64_t name;
	} is = { 0 };

	if (fstatat(folder, name, &st, 0) != 0)
		return 0;
	is.s = st.st_mtim.tv_sec;
	is.ns = st.st_mtim.tv_nsec;
	is.size = st.st_size;
	is.name = hash_quick(str_c(name));
	return hash_quick(str_of((const char *)&is, sizeof(is)));
}

static uint64_t look_at(const char *path)
{
	DIR *folder = opendir(path);
	uint64_t sum = 1;
	struct dirent *e;
	struct str stem;

	if (!folder)
		return sum;
	while ((e = readdir(folder)))
		if (is_template(e->d_name, &stem))
			sum += stamp_of(dirfd(folder), e->d_name);
	closedir(folder);
	return sum;
}

uint64_t app_desk_stamp(struct app_desks *d)
{
	int64_t now = time_mono_us();
	uint64_t stamp;
	bool due;

	pthread_mutex_lock(&d->lock);
	due = !d->stamp || now - d->looked_us >= LOOK_US;
	if (due)
		d->looked_us = now;
	stamp = d->stamp;
	pthread_mutex_unlock(&d->lock);
	if (!due)
		return stamp;
	stamp = look_at(d->folder);
	pthread_mutex_lock(&d->lock);
	d->stamp = stamp;
	pthread_mutex_unlock(&d->lock);
	return stamp;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct str *)a)->at, ((const struct str *)b)->at);
}

static size_t of_folder(struct app_desks *d, struct arena *mem, struct str *at)
{
	DIR *folder = opendir(d->folder);
	struct dirent *e;
	size_t count = 0;
	struct str stem;

	if (!folder)
		return 0;
	while (count < APP_DESK_FILES && (e = readdir(folder)))
		if (is_template(e->d_name, &stem))
			at[count++] = str_copy(mem, stem);
	closedir(folder);
	qsort(at, count, sizeof(*at), by_name);
	return count;
}

void app_desk_names(
	struct app_desks *d, struct arena *mem, struct app_desk_names *out)
{
	size_t house = 0;

	while (template_name(house))
		house++;
	out->at = ARENA_LIST(mem, struct str, house + APP_DESK_FILES);
	for (size_t i = 0; i < house; i++)
		out->at[i] = str_c(template_name(i));
	out->count = house + of_folder(d, mem, out->at + house);
}

/* ---- templates ---------------------------------------------------------- */

static void forget(struct app_desk *desk, uint64_t stamp)
{
	arena_reset(&desk->kept);
	desk->templates = 0;
	desk->stamp = stamp;
}

bool app_desk_template(struct app_desks *d, struct app_desk *desk,
	struct str name, const struct template **out, struct err *err)
{
	uint64_t stamp = app_desk_stamp(d);
	const struct template *t;
	struct str own;

	if (desk->stamp != stamp || desk->templates == APP_DESK_TEMPLATES)
		forget(desk, stamp);
	for (size_t i = 0; i < desk->templates; i++)
		if (str_eq(desk->template[i].name, name)) {
			*out = desk->template[i].is;
			return true;
		}
	own = str_copy(&desk->kept, name);
	if (!template_find(&desk->kept, own, d->folder, &t, err))
		return false;
	desk->template[desk->templates].name = own;
	desk->template[desk->templates++].is = t;
	*out = t;
	return true;
}
