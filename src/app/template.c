/* app/template.c - see template.h. */
#include "app/template.h"

#include "app/desk.h"
#include "app/house.h"
#include "app/render.h"
#include "base/code.h"
#include "base/hash.h"
#include "embed.h"

#include <assert.h>
#include <pthread.h>

enum {
	CONFIG_BYTES = 256 << 10,
	PICTURES = 64, /* kept */
	PICTURE_DPI = 72
};
#define SAMPLE "templates/sample/resume.json"

/* ---- which there are ---------------------------------------------------- */

static struct str config_of(struct arena *mem, const struct json *style)
{
	struct buf b;

	if (!style)
		return STR("{}");
	buf_init(&b, mem, CONFIG_BYTES);
	json_write(&b, style);
	return buf_str(&b);
}

static struct str copy(struct arena *mem, struct str s)
{
	return s.at ? str_copy(mem, s) : STR("");
}

static void say(struct arena *mem, struct str id, const struct template *t,
	struct template_row *out)
{
	struct template_says says = template_says(t);

	*out = (struct template_row){ .id = copy(mem, id),
		.name = copy(mem, says.title.len ? says.title : id),
		.description = copy(mem, says.description),
		.category = copy(
			mem, says.category.len ? says.category : STR("modern")),
		.is_premium = says.is_premium,
		.version = says.version,
		.preview_url = str_fmt(
			mem, "/api/templates/%.*s/preview.png", STR_ARG(id)),
		.config = config_of(mem, says.style),
		.fault = STR("") };
}

/* One that its operator broke is told of, and the others stay in use. */
static void say_broken(struct arena *mem, struct str id, const struct err *why,
	struct template_row *out)
{
	*out = (struct template_row){ .id = copy(mem, id),
		.name = copy(mem, id),
		.description = STR(""),
		.category = STR("modern"),
		.preview_url = STR(""),
		.config = STR("{}"),
		.fault = copy(mem, str_c(why->text)) };
}

bool app_template_list(struct call *c, struct db_rows *out, struct err *err)
{
	struct app_desks *desks = c->house->desks;
	struct app_desk_names names;
	struct template_row *rows;
	struct app_desk *desk;

	app_desk_names(desks, c->mem, &names);
	rows = ARENA_LIST(c->mem, struct template_row, names.count);
	if (!app_desk_take(desks, &desk, err))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		const struct template *t;
		struct err why = { 0 };

		if (app_desk_template(desks, desk, names.at[i], &t, &why))
			say(c->mem, names.at[i], t, &rows[i]);
		else
			say_broken(c->mem, names.at[i], &why, &rows[i]);
	}
	app_desk_give(desks, desk);
	*out = (struct db_rows){ rows, names.count };
	return true;
}

bool app_template_get(struct call *c, struct str id, struct template_row *out,
	struct err *err)
{
	struct app_desks *desks = c->house->desks;
	const struct template *t;
	struct app_desk *desk;
	bool ok;

	if (!app_desk_take(desks, &desk, err))
		return false;
	ok = app_desk_template(desks, desk, id, &t, err);
	if (ok)
		say(c->mem, id, t, out);
	app_desk_give(desks, desk);
	return ok;
}

/* ---- pictures ----------------------------------------------------------- */

struct app_pictures {
	pthread_mutex_t lock;
	uint64_t stamp; /* of the templates that they are of */
	size_t count;
	struct kept {
		struct str id, tag, bytes;
	} at[PICTURES];
};

struct app_pictures *app_pictures_open(void)
{
	struct app_pictures *p = mem_alloc(sizeof(*p));

	pthread_mutex_init(&p->lock, NULL);
	return p;
}

static void drop(struct str s) { mem_free((char *)(uintptr_t)s.at); }

static void forget(struct app_pictures *p)
{
	for (size_t i = 0; i < p->count; i++) {
		drop(p->at[i].id);
		drop(p->at[i].tag);
		drop(p->at[i].bytes);
	}
	p->count = 0;
}

void app_pictures_close(struct app_pictures *p)
{
	if (!p)
		return;
	forget(p);
	pthread_mutex_destroy(&p->lock);
	mem_free(p);
}

static struct str keep(struct str s)
{
	char *at = mem_alloc(s.len + 1);

	memcpy(at, s.at, s.len);
	return str_of(at, s.len);
}

static bool recall(struct app_pictures *p, struct arena *mem, uint64_t stamp,
	struct str id, struct template_picture *out)
{
	bool found = false;

	pthread_mutex_lock(&p->lock);
	if (p->stamp != stamp)
		forget(p);
	p->stamp = stamp;
	for (size_t i = 0; i < p->count && !found; i++)
		if (str_eq(p->at[i].id, id)) {
			out->bytes = str_copy(mem, p->at[i].bytes);
			out->tag = str_copy(mem, p->at[i].tag);
			found = true;
		}
	pthread_mutex_unlock(&p->lock);
	return found;
}

static void remember(struct app_pictures *p, uint64_t stamp, struct str id,
	const struct template_picture *picture)
{
	pthread_mutex_lock(&p->lock);
	if (p->count == PICTURES)
		forget(p);
	if (p->stamp == stamp)
		p->at[p->count++] = (struct kept){ keep(id), keep(picture->tag),
			keep(picture->bytes) };
	pthread_mutex_unlock(&p->lock);
}

static struct str sample(void)
{
	size_t i = 0;

	while (i < embed_count && strcmp(embed_files[i].path, SAMPLE) != 0)
		i++;
	assert(i < embed_count);
	return str_of(embed_files[i].at, embed_files[i].len);
}

static bool draw(struct call *c, const struct render_ask *ask,
	struct template_picture *out, struct err *err)
{
	unsigned char hash[HASH_SHA256_SIZE];
	struct rendered said;
	struct buf b;

	buf_init(&b, c->mem, PRESS_FILE_BYTES + 1);
	if (!app_render(c, ask, app_render_format(STR("png")), RENDER_PREVIEW,
		    &b, &said, err))
		return false;
	out->bytes = buf_str(&b);
	hash_sha256(out->bytes, hash);
	out->tag = code_text(
		c->mem, CODE_HEX, str_of((const char *)hash, sizeof(hash) / 2));
	return true;
}

bool app_template_picture(struct call *c, struct str id, struct str document_id,
	struct template_picture *out, struct err *err)
{
	struct render_ask ask = { .template = id, .dpi = PICTURE_DPI };
	struct app_pictures *pictures = c->house->pictures;
	uint64_t stamp = app_desk_stamp(c->house->desks);
	struct template_row row;

	if (document_id.len) {
		ask.resume_id = document_id;
		return (!id.len || app_template_get(c, id, &row, err)) &&
		       draw(c, &ask, out, err);
	}
	if (recall(pictures, c->mem, stamp, id, out))
		return true;
	ask.resume = sample();
	if (!app_template_get(c, id, &row, err) || !draw(c, &ask, out, err))
		return false;
	remember(pictures, stamp, id, out);
	return true;
}

/* ---- what I usually want ------------------------------------------------ */

/* Tried on a resume that says nothing. */
static bool fits(
	struct call *c, struct str id, struct str config, struct err *err)
{
	static const struct resume none;
	struct app_desks *desks = c->house->desks;
	struct template_wish wish = { 0 };
	const struct template *t;
	struct app_desk *desk;
	struct look look;
	bool ok;

	if (!json_parse(c->mem, config, &wish.usual, err))
		return err_in(err, "custom_config");
	if (!app_desk_take(desks, &desk, err))
		return false;
	ok = app_desk_template(desks, desk, id, &t, err) &&
	     template_look_wished(&desk->mem, t, &none, &wish, &look, err);
	app_desk_give(desks, desk);
	return ok;
}

bool app_template_wish(struct call *c, struct str id,
	struct template_wish_row *out, struct err *err)
{
	struct template_row row;
	bool found;

	if (!app_template_get(c, id, &row, err) || !app_call_read(c, err) ||
		!store_template_wish_find(
			c->db, c->who.id, id, out, &found, err))
		return false;
	if (!found)
		*out = (struct template_wish_row){ .template = row.id,
			.custom_config = STR("{}") };
	return true;
}

bool app_template_set_wish(struct call *c, struct str id, struct str config,
	struct template_wish_row *out, struct err *err)
{
	if (!fits(c, id, config, err))
		return false;
	*out = (struct template_wish_row){ .account_id = c->who.id,
		.template = id,
		.custom_config = config,
		.updated_at = c->now };
	c->audit = (struct audit_note){ .entity_type = STR("template"),
		.entity_id = id };
	return app_call_write(c, err) &&
	       store_template_wish_set(c->db, out, err);
}
