/*
 * press/template.h - templates: files in JSON that say which sections a
 * document has, what its entries' lines are made of, and how all of it looks.
 * Those of the house are embedded (templates/); whoever puts a file into a
 * folder of his own and names it has another one. A wrong one is refused with
 * line and reason (DOC-11).
 */
#ifndef PRESS_TEMPLATE_H
#define PRESS_TEMPLATE_H

#include "base/json.h"
#include "press/look.h"
#include "resume/resume.h"

struct template; /* template_int.h */

struct template_says {
	struct str name, title, description, category;
	bool is_premium;
	int64_t version;          /* goes up when its look changes (DOC-21) */
	const struct json *style; /* with what it extends; NULL: none */
};
struct template_says template_says(const struct template *t);

/* The house's, in their order; NULL behind the last. */
const char *template_name(size_t i);
/* The file of one of the house; STR_NONE: there is none of that name. */
struct str template_text(struct arena *mem, struct str name);
/* One of the house by name, or FOLDER/NAME.json where a folder is given. */
bool template_find(struct arena *mem, struct str name, const char *folder,
	const struct template **out, struct err *err);
/* One from its text; `from` names it in errors ("my.json"). What it "extends"
 * must be of the house or of the folder. */
bool template_read(struct arena *mem, struct str text, const char *from,
	const char *folder, const struct template **out, struct err *err);

/* The look for one document: the template, then the resume's own style
 * (meta.vitae.style, paper), then `style` (a JSON object; NULL: none). */
bool template_look(struct arena *mem, const struct template *t,
	const struct resume *r, const struct json *style, struct look *out,
	struct err *err);
/* The same with what its owner usually does with this template, beneath the
 * resume's own style. */
struct template_wish {
	const struct json *usual, *style; /* objects; NULL: none */
};
bool template_look_wished(struct arena *mem, const struct template *t,
	const struct resume *r, const struct template_wish *wish,
	struct look *out, struct err *err);

/* Is it a style? Faults begin with `prefix` ("/style"). */
bool template_style_check(struct arena *mem, const struct json *style,
	const char *prefix, struct err *err);

/* What a look wants and the machine has not: "the font 'X' is not installed, Y
 * stands in"; "": nothing. */
struct fonts;
struct str template_note(
	struct arena *mem, const struct look *look, struct fonts *fonts);

/* The shape of "style", for --help, docs and the API (DOC-12). */
extern const struct json_shape template_style_shape;

#endif
