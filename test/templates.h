/*
 * test/templates.h - what tests of templates and of what is composed with them
 * start from. Not for tests of formats.
 */
#ifndef TEMPLATES_H
#define TEMPLATES_H

#include "test.h"

#include "help.h"
#include "press/line.h"
#include "press/press.h"
#include "press/template_int.h"

#include <stdio.h>

MAYBE bool holds(struct str in, const char *part)
{
	return memmem(in.at, in.len, part, strlen(part)) != NULL;
}

MAYBE struct resume resume_of(const char *json)
{
	struct resume r = { 0 };
	struct err err;

	OK_ERR(resume_read_text(&test_mem, str_c(json), &r, &err), err);
	return r;
}

MAYBE const struct json *parsed(const char *json)
{
	const struct json *v = NULL;
	struct err err;

	OK_ERR(json_parse(&test_mem, str_c(json), &v, &err), err);
	return v;
}

MAYBE const struct template *found(const char *name)
{
	const struct template *t = NULL;
	struct err err;

	OK_ERR(template_find(&test_mem, str_c(name), NULL, &t, &err), err);
	return t;
}

/* A template's text, read as my.json. */
MAYBE bool reads(const char *text, const struct template **out, struct err *e)
{
	memset(e, 0, sizeof(*e));
	return template_read(&test_mem, str_c(text), "my.json", NULL, out, e);
}

MAYBE struct look look_of(
	const char *text, const char *resume, const char *style)
{
	const struct template *t;
	struct look look = { 0 };
	struct resume r = resume_of(resume);
	struct err err;

	OK_ERR(reads(text, &t, &err) &&
			template_look(&test_mem, t, &r,
				style ? parsed(style) : NULL, &look, &err),
		err);
	return look;
}

MAYBE void put_file(const char *folder, const char *name, const char *text)
{
	struct str path = str_fmt(&test_mem, "%s/%s", folder, name);
	FILE *f = fopen(path.at, "w");

	NEED(f);
	fputs(text, f);
	fclose(f);
}

/* A document composed with a template of the house; fails the test. */
MAYBE struct tree composed(
	const struct resume *r, const char *name, const char *style)
{
	struct look *look = ARENA_NEW(&test_mem, struct look);
	struct tree tree = { 0 };
	struct err err;

	OK_ERR(template_look(&test_mem, found(name), r,
		       style ? parsed(style) : NULL, look, &err) &&
			press_compose(
				&test_mem, r, found(name), look, &tree, &err),
		err);
	return tree;
}

MAYBE struct str text_of(struct tree_runs runs)
{
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	for (size_t i = 0; i < runs.count; i++)
		buf_add(&b, runs.at[i].text);
	return b.len ? buf_str(&b) : STR("");
}

/* One line a block: "entry: Engineer > 2019". */
MAYBE struct str drawn(const struct tree *tree)
{
	static const char *const roles[] = {
#define ROLE(id, name, ...) name,
#include "press/roles.def"
#undef ROLE
	};
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_block *k = &tree->at[i];

		buf_addf(&b, "%s%s: ", k->joined ? " " : "", roles[k->role]);
		buf_add(&b, text_of(k->text));
		if (k->aside.count) {
			buf_add(&b, STR(" > "));
			buf_add(&b, text_of(k->aside));
		}
		buf_addc(&b, '\n');
	}
	return b.len ? buf_str(&b) : STR("");
}

#endif
