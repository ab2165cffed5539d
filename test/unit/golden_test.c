/*
 * test/unit/golden_test.c - what an engine once rendered it renders for ever,
 * to the byte (DOC-21): every sample in every template and format, against
 * digests in test/golden/.
 *
 * An output that differs is forgiven only where something that it depends on
 * is another one on this machine - a font, a library -, and the test says
 * which. What is ours is never forgiven: whoever changes a look raises
 * PRESS_ENGINE and has tools/golden write a table of its own.
 */
#include "resumes.h"
#include "templates.h"

#include "base/code.h"
#include "base/hash.h"
#include "press/identity.h"

#include <errno.h>

enum { DIGITS = 16, PNG_DPI = 40, TABLE_BYTES = 1 << 20, PINS = 400 };

#define GOLDEN "test/golden/engine-"
#define PHOTO "test/data/photo/full.jpg"

static struct press *press;
static struct err err;

/* ---- the table ---------------------------------------------------------- */

struct table {
	struct identity pins; /* of any of its outputs */
	struct str rest;      /* its outputs, line by line */
};

static struct str table_path(void) { return STR(GOLDEN PRESS_ENGINE); }

static struct str file_text(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct str s = { arena_bytes(&test_mem, TABLE_BYTES), 0 };

	if (!f)
		return STR_NONE;
	s.len = fread((char *)(uintptr_t)s.at, 1, TABLE_BYTES, f);
	fclose(f);
	return s;
}

static bool table_read(struct table *out)
{
	struct str text = file_text(table_path().at);

	*out = (struct table){ .pins.at = ARENA_LIST(
				       &test_mem, struct identity_part, PINS) };
	while (text.len) {
		struct str from = text, line = str_cut(&text, '\n');
		struct str word = str_cut(&line, ' ');

		if (str_is(word, "out")) {
			out->rest = from;
			return true;
		}
		if (str_is(word, "pin") && out->pins.count < PINS) {
			struct str name = str_cut(&line, ' ');

			out->pins.at[out->pins.count++] =
				(struct identity_part){ .name = name,
					.is = line };
		}
	}
	return false;
}

/* The digest of an output; STR_NONE: the table has none. */
static struct str table_find(const struct table *t, const char *template,
	const char *name, enum press_format format)
{
	struct str rest = t->rest;

	while (rest.len) {
		struct str line = str_cut(&rest, '\n');

		str_cut(&line, ' ');
		if (!str_is(str_cut(&line, ' '), template) ||
			!str_is(str_cut(&line, ' '), name))
			continue;
		for (int f = 0; f < (int)format; f++)
			str_cut(&line, ' ');
		return str_cut(&line, ' ');
	}
	return STR_NONE;
}

/* ---- what is rendered --------------------------------------------------- */

/* Every sample, and one with a photo. */
static size_t samples(const char *out[RESUMES_MOST])
{
	size_t n = resumes_names(out);

	out[n] = "photo";
	return n + 1;
}

static struct resume sample(const char *name)
{
	struct resume r;
	struct str bytes;

	if (strcmp(name, "photo") != 0)
		return resumes_read(name);
	r = resumes_read("designer");
	bytes = file_text(PHOTO);
	OK(bytes.len > 100);
	bytes = code_text(&test_mem, CODE_BASE64, bytes);
	r.meta.vitae.photo = str_fmt(
		&test_mem, "data:image/jpeg;base64,%.*s", STR_ARG(bytes));
	return r;
}

struct made {
	struct tree tree;
	struct pages pages;
	const struct template *template;
};

static bool make(const char *name, const char *template, struct made *out)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);

	*r = sample(name);
	out->template = found(template);
	out->tree = composed(r, template, NULL);
	return press_layout(press, &test_mem, &out->tree, &out->pages, &err);
}

/* All pages of a picture, one behind the other. */
static bool write_pages(
	const struct made *m, enum press_format format, struct buf *to)
{
	bool ok = true;

	for (size_t i = 0; ok && i < m->pages.count; i++)
		ok = format == PRESS_PNG
			     ? press_png(press, &test_mem, &m->pages, i,
				       PNG_DPI, to, &err)
			     : press_svg(press, &test_mem, &m->pages, i, to,
				       &err);
	return ok;
}

static bool write(
	const struct made *m, enum press_format format, struct buf *to)
{
	switch (format) {
	case PRESS_PDF:
		return press_pdf(press, &test_mem, &m->pages, to, &err);
	case PRESS_DOCX:
		return press_docx(&test_mem, &m->tree, to, &err);
	case PRESS_ODT:
		return press_odt(&test_mem, &m->tree, to, &err);
	case PRESS_HTML:
		return press_html(&test_mem, &m->tree, to, &err);
	case PRESS_TEXT:
		return press_text(&test_mem, &m->tree, to, &err);
	case PRESS_MARKDOWN:
		return press_markdown(&test_mem, &m->tree, to, &err);
	default:
		return write_pages(m, format, to);
	}
}

static struct str digest_of(const struct made *m, enum press_format format)
{
	unsigned char hash[HASH_SHA256_SIZE];
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	OK_ERR(write(m, format, &b), err);
	OK(buf_ok(&b) && b.len > 0);
	hash_sha256(buf_str(&b), hash);
	return code_text(
		&test_mem, CODE_HEX, str_of((const char *)hash, DIGITS / 2));
}

static bool identify(
	const struct made *m, enum press_format format, struct identity *out)
{
	return press_identity(press, &test_mem, m->template, &m->tree,
		press_formats[format].paged ? &m->pages : NULL, format, out,
		&err);
}

/* Each sample in each template; the memory of one is given back behind it. */
static void each(void (*one)(const char *sample, const char *template,
			 const struct made *made, void *with),
	void *with)
{
	const char *names[RESUMES_MOST + 1];
	size_t count = samples(names);
	struct arena kept = test_mem;

	for (size_t i = 0; i < count; i++)
		for (size_t t = 0; template_name(t); t++) {
			struct made made;

			test_mem = (struct arena){ 0 };
			if (make(names[i], template_name(t), &made))
				one(names[i], template_name(t), &made, with);
			else
				test_fail(__FILE__, __LINE__, "%s", err.text);
			arena_free(&test_mem);
		}
	test_mem = kept;
}

/* ---- comparing ---------------------------------------------------------- */

struct comparing {
	const struct table *table;
	size_t compared, forgiven;
	char others[2000]; /* what is another one here, in words */
};

static bool is_ours(const struct identity_part *p)
{
	return p->of == IDENTITY_ENGINE || p->of == IDENTITY_TEMPLATE;
}

/* Notes what is another one here; false: nothing, or what is ours. */
static bool excused(struct comparing *c, const struct identity *id)
{
	bool excuse = false;

	for (size_t i = 0; i < id->count; i++) {
		const struct identity_part *here = &id->at[i];
		const struct identity_part *was =
			identity_find(&c->table->pins, here->name);
		size_t len = strlen(c->others);
		char note[300];

		if (is_ours(here) || (was && str_eq(was->is, here->is)))
			continue;
		excuse = true;
		snprintf(note, sizeof(note), "    %.*s is %.*s, and was %.*s\n",
			STR_ARG(here->name), STR_ARG(here->is),
			STR_ARG(was ? was->is : STR("not needed")));
		if (!strstr(c->others, note))
			snprintf(c->others + len, sizeof(c->others) - len, "%s",
				note);
	}
	return excuse;
}

static void compare(const char *name, const char *template,
	const struct made *made, void *with)
{
	struct comparing *c = with;
	for (int f = 0; f < PRESS_FORMATS; f++) {
		struct str was = table_find(
			c->table, template, name, (enum press_format)f);
		struct identity id;

		c->compared++;
		if (was.len &&
			str_eq(was, digest_of(made, (enum press_format)f)))
			continue;
		OK_ERR(identify(made, (enum press_format)f, &id), err);
		if (was.len && excused(c, &id))
			c->forgiven++;
		else
			test_fail(__FILE__, __LINE__,
				"%s %s %s is not what engine " PRESS_ENGINE
				" renders: mend it, or raise PRESS_ENGINE and "
				"run tools/golden",
				template, name, press_formats[f].name);
	}
}

TEST(what_this_engine_rendered_once_it_renders_to_the_byte)
{
	struct comparing c = { 0 };
	struct table table;

	NEED_ERR(press_open(&press, &err), err);
	NEED(table_read(&table));
	c.table = &table;
	each(compare, &c);
	OK(c.compared >= 9 * 14 * PRESS_FORMATS);
	if (c.forgiven)
		printf("    %zu of %zu outputs are not compared here:\n%s",
			c.forgiven, c.compared, c.others);
	press_close(press);
}

/* A look that was released has to stay: who raises the engine's number keeps
 * the ways of the one before. */
TEST(every_engine_that_has_a_table_can_still_be_rendered_by)
{
	DIR *d = opendir("test/golden");
	struct dirent *e;
	size_t count = 0;

	NEED(d);
	while ((e = readdir(d))) {
		if (!str_starts(str_c(e->d_name), STR("engine-")))
			continue;
		count++;
		SAME_STR(str_c(e->d_name), STR("engine-" PRESS_ENGINE));
	}
	closedir(d);
	SAME_INT(count, 1);
}

/* ---- writing a table ---------------------------------------------------- */

struct writing {
	struct arena mem; /* of what outlives a document */
	struct identity pins;
	struct buf outputs;
};

static void note_pins(struct writing *w, const struct identity *id)
{
	for (size_t i = 0; i < id->count; i++)
		if (!identity_find(&w->pins, id->at[i].name) &&
			w->pins.count < PINS)
			w->pins.at[w->pins.count++] = (struct identity_part){
				.of = id->at[i].of,
				.name = str_copy(&w->mem, id->at[i].name),
				.is = str_copy(&w->mem, id->at[i].is),
			};
}

static void put(const char *name, const char *template, const struct made *made,
	void *with)
{
	struct writing *w = with;

	buf_addf(&w->outputs, "out %s %s", template, name);
	for (int f = 0; f < PRESS_FORMATS; f++) {
		struct str digest = digest_of(made, (enum press_format)f);
		struct identity id;

		OK_ERR(identify(made, (enum press_format)f, &id), err);
		note_pins(w, &id);
		buf_addf(&w->outputs, " %.*s", STR_ARG(digest));
	}
	buf_addc(&w->outputs, '\n');
}

static bool table_write(const struct writing *w)
{
	FILE *to = fopen(table_path().at, "wx");

	if (!to) {
		fprintf(stderr,
			errno == EEXIST
				? "%s is there: what engine " PRESS_ENGINE
				  " renders stays as it is. Raise PRESS_ENGINE "
				  "(src/press/press.h) first\n"
				: "%s cannot be written\n",
			table_path().at);
		return false;
	}
	fprintf(to, "What engine " PRESS_ENGINE " renders: tools/golden.\n");
	for (size_t i = 0; i < w->pins.count; i++)
		fprintf(to, "pin %.*s %.*s\n", STR_ARG(w->pins.at[i].name),
			STR_ARG(w->pins.at[i].is));
	fwrite(w->outputs.at, 1, w->outputs.len, to);
	return fclose(to) == 0;
}

void test_main_hook(int argc, char **argv)
{
	struct writing w = { 0 };
	bool ok;

	if (argc != 2 || strcmp(argv[1], "--write") != 0)
		return;
	if (!press_open(&press, &err))
		exit(1);
	w.pins.at = ARENA_LIST(&w.mem, struct identity_part, PINS);
	buf_init(&w.outputs, &w.mem, TABLE_BYTES);
	each(put, &w);
	press_close(press);
	ok = buf_ok(&w.outputs) && !test_failing() && table_write(&w);
	arena_free(&w.mem);
	exit(ok ? 0 : 1);
}
