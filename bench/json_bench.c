/*
 * bench/json_bench.c - a resume of about 10 kB: parsed, written, bound to a
 * struct and shown; beside jansson, where its library is installed.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "bench.h"

#include <dlfcn.h>
#include <stdlib.h>

/* ---- a resume of nobody ------------------------------------------------- */

static const char *const done[] = {
	"Moved the nightly settlement run from 4 h 10 min to 22 minutes by "
	"reading each ledger once instead of once per account.",
	"Led a team of six through the split of a ten-year-old monolith into "
	"four services, without an hour of downtime.",
	"Wrote the runbook that new colleagues on call still begin with; pages "
	"at night fell by 61 %.",
	"Introduced \"blameless\" reviews after incidents and kept them short "
	"enough that people came.",
	"Cut the cloud bill by € 18,000 a month by right-sizing the "
	"warehouse's "
	"clusters.",
	"Mentored four junior engineers, two of whom lead teams of their own "
	"today.",
};
static const char *const firms[] = { "Nordlicht Logistik GmbH",
	"Öresund Pay AB", "Halden & Söhne", "Kestrel Maps Ltd",
	"Universität Rosenau" };
static const char *const skills[] = { "PostgreSQL", "C", "Kubernetes", "Go",
	"Linux", "Terraform", "Incident response", "Capacity planning" };

static void put(struct json_out *o, const char *name, const char *text)
{
	json_put_text(json_key(o, name), str_c(text));
}

static void put_basics(struct json_out *o)
{
	json_object(json_key(o, "basics"));
	put(o, "name", "Mirjam Østergård");
	put(o, "label", "Platform engineer");
	put(o, "email", "mirjam@ostergard.example");
	put(o, "phone", "+46 40 555 01 99");
	put(o, "url", "https://ostergard.example");
	put(o, "summary",
		"Platform engineer with twelve years between databases and the "
		"people who wait for them. Likes systems that are dull at "
		"night, diagrams that fit on one page, and numbers that were "
		"measured. Looking for a team that ships small changes often.");
	json_object(json_key(o, "location"));
	put(o, "city", "Malmö");
	put(o, "countryCode", "SE");
	put(o, "postalCode", "211 20");
	json_end(o);
	json_end(o);
}

static void put_job(struct json_out *o, int i)
{
	json_object(o);
	put(o, "name", firms[i % (int)LENGTH(firms)]);
	put(o, "position", i % 2 ? "Senior Engineer" : "Staff Engineer");
	put(o, "location", "Malmö, Sweden");
	put(o, "startDate", "2019-03-01");
	put(o, "endDate", "2022-08-31");
	put(o, "summary", "Payments, ledgers and everything that must add up.");
	json_list(json_key(o, "highlights"));
	for (int k = 0; k < 6; k++)
		json_put_text(o, str_c(done[(i + k) % (int)LENGTH(done)]));
	json_end(o);
	json_end(o);
}

static void put_skill(struct json_out *o, int i)
{
	json_object(o);
	put(o, "name", skills[i % (int)LENGTH(skills)]);
	put(o, "level", "expert");
	json_put_int(json_key(o, "years"), 3 + i);
	json_list(json_key(o, "keywords"));
	for (int k = 1; k < 5; k++)
		json_put_text(o, str_c(skills[(i + k) % (int)LENGTH(skills)]));
	json_end(o);
	json_end(o);
}

static struct str resume(struct arena *mem, enum json_form form)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, 1 << 20);
	o = json_begin(&b, form);
	json_object(&o);
	put(&o, "$schema", "https://jsonresume.example/schema/1.0.0");
	put_basics(&o);
	json_list(json_key(&o, "work"));
	for (int i = 0; i < 9; i++)
		put_job(&o, i);
	json_end(&o);
	json_list(json_key(&o, "skills"));
	for (int i = 0; i < 16; i++)
		put_skill(&o, i);
	json_end(&o);
	json_object(json_key(&o, "meta"));
	json_put_bool(json_key(&o, "photo"), false);
	json_put_real(json_key(&o, "spacing"), 1.15);
	json_put_null(json_key(&o, "paper"));
	json_end(&o);
	json_end(&o);
	return buf_str(&b);
}

/* ---- as structs --------------------------------------------------------- */

struct texts {
	struct str *at;
	size_t count;
};
struct job {
	struct str name, position, location, startDate, endDate, summary;
	struct texts highlights;
};
struct skill {
	struct str name, level;
	int64_t years;
	struct texts keywords;
};
struct cv {
	struct str schema;
	const struct json *basics, *meta;
	struct {
		struct job *at;
		size_t count;
	} work;
	struct {
		struct skill *at;
		size_t count;
	} skills;
};

static const struct json_field job_fields[] = {
	JSON(job, name, JSON_MUST, 1, 200),
	JSON(job, position, 0, 0, 200),
	JSON(job, location, 0, 0, 200),
	JSON(job, startDate, 0, 0, 10, .format = JSON_DATE),
	JSON(job, endDate, 0, 0, 10, .format = JSON_DATE),
	JSON(job, summary, 0, 0, 4000),
	JSON_TEXTS(job, highlights, 0, 50, 1, 1000),
	{ 0 },
};
static const struct json_shape job_shape =
	JSON_SHAPE(job, "Job", NULL, job_fields);
static const struct json_field skill_fields[] = {
	JSON(skill, name, JSON_MUST, 1, 200),
	JSON(skill, level, 0, 0, 40),
	JSON(skill, years, 0, 0, 80),
	JSON_TEXTS(skill, keywords, 0, 50, 1, 200),
	{ 0 },
};
static const struct json_shape skill_shape =
	JSON_SHAPE(skill, "Skill", NULL, skill_fields);
static const struct json_field cv_fields[] = {
	JSON(cv, schema, 0, 0, 200, .as = "$schema"),
	JSON(cv, basics, 0, 0, 0, .only = JSON_OBJECT),
	JSON_ROWS(cv, work, 0, 100, &job_shape),
	JSON_ROWS(cv, skills, 0, 100, &skill_shape),
	JSON(cv, meta, 0, 0, 0, .only = JSON_OBJECT),
	{ 0 },
};
static const struct json_shape cv_shape = JSON_SHAPE(cv, "CV", NULL, cv_fields);

/* ---- what is measured --------------------------------------------------- */

struct work {
	struct str text;
	struct arena mem;
	const struct json *doc;
	struct cv cv;
};

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void parse(void *with)
{
	struct work *w = with;
	const struct json *doc;
	struct err err;

	arena_reset(&w->mem);
	must(json_parse(&w->mem, w->text, &doc, &err));
	BENCH_KEEP(doc);
}

static void parse_and_read(void *with)
{
	struct work *w = with;
	struct cv cv;
	struct err err;

	arena_reset(&w->mem);
	must(json_read_text(&w->mem, w->text, &cv_shape, &cv, &err));
	BENCH_KEEP(cv.work.count);
}

static void write(void *with)
{
	struct work *w = with;
	struct buf b;

	arena_reset(&w->mem);
	buf_init(&b, &w->mem, 1 << 20);
	json_write(&b, w->doc);
	must(buf_ok(&b));
}

static void show(void *with)
{
	struct work *w = with;
	struct buf b;

	arena_reset(&w->mem);
	buf_init(&b, &w->mem, 1 << 20);
	json_show(&b, &cv_shape, &w->cv);
	must(buf_ok(&b));
}

static void check_utf8(void *with)
{
	struct work *w = with;

	must(utf8_ok(w->text));
}

/* ---- jansson ------------------------------------------------------------ */

/* Called by address: its names are ours, too (hence RTLD_DEEPBIND). */
static struct {
	void *(*load)(const char *, size_t, size_t, void *);
	char *(*dump)(const void *, size_t);
	void (*drop)(void *);
	void *doc;
	struct str text;
} peer;

static void peer_parse(void *with)
{
	void *doc = peer.load(peer.text.at, peer.text.len, 0, with);

	must(doc != NULL);
	peer.drop(doc);
}

static void peer_write(void *with)
{
	char *text = peer.dump(peer.doc, 1 << 5); /* JSON_COMPACT */

	(void)with;
	must(text != NULL);
	free(text);
}

static void *symbol(void *library, const char *name)
{
	void *at = dlsym(library, name);

	must(at != NULL);
	return at;
}

static void run_peer(struct str text)
{
	void *lib = dlopen(
		"libjansson.so.4", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);

	if (!lib) {
		bench_note("jansson is not installed");
		return;
	}
	*(void **)(void *)&peer.load = symbol(lib, "json_loadb");
	*(void **)(void *)&peer.dump = symbol(lib, "json_dumps");
	*(void **)(void *)&peer.drop = symbol(lib, "json_delete");
	peer.text = text;
	peer.doc = peer.load(text.at, text.len, 0, NULL);
	must(peer.doc != NULL);
	bench_say("json.parse.jansson", bench_us(peer_parse, NULL), "us");
	bench_say("json.write.jansson", bench_us(peer_write, NULL), "us");
	peer.drop(peer.doc);
}

/* ---- all ---------------------------------------------------------------- */

int main(void)
{
	struct arena mem = { 0 };
	struct work w = { .text = resume(&mem, JSON_COMPACT) },
		    pretty = { .text = resume(&mem, JSON_PRETTY) };
	struct err err;

	must(json_parse(&mem, w.text, &w.doc, &err));
	must(json_read(&mem, w.doc, &cv_shape, &w.cv, &err));
	bench_note("a resume of %zu bytes (%zu pretty), %u values", w.text.len,
		pretty.text.len, w.doc->u.in.span);
	bench_say("json.parse", bench_us(parse, &w), "us");
	bench_say("json.write", bench_us(write, &w), "us");
	bench_say("json.parse.pretty", bench_us(parse, &pretty), "us");
	bench_say("json.parse_and_read", bench_us(parse_and_read, &w), "us");
	bench_say("json.show", bench_us(show, &w), "us");
	bench_say("utf8.ok", bench_us(check_utf8, &w), "us");
	run_peer(w.text);
	arena_free(&w.mem);
	arena_free(&pretty.mem);
	arena_free(&mem);
	return 0;
}
