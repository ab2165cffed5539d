/*
 * cmd/render.h - what 'vitae render' was asked for, and one worker that does
 * it, file by file.
 */
#ifndef CMD_RENDER_H
#define CMD_RENDER_H

#include "cmd/cmd.h"
#include "press/make.h"
#include "resume/convert.h"

struct render_ask {
	const struct cmd *cmd;
	struct str style;         /* JSON; none: len 0 */
	enum press_format format; /* PRESS_FORMATS: --all */
	int page, dpi, fit;
	bool quiet, verify, json;
};

/* One thread's. */
struct render_worker {
	const struct render_ask *ask;
	struct press *press;
	struct arena mem;      /* of the file at hand */
	struct resume resume;  /* it */
	struct err unverified; /* what is wrong with what was written of it */
	struct arena kept;     /* of the template */
	struct str template;   /* its name */
	const struct template *found;
};

bool cmd_render_worker_open(
	struct render_worker *w, const struct render_ask *ask, struct err *err);
void cmd_render_worker_close(struct render_worker *w);
/* Reads a file, renders it, writes what was asked for. */
bool cmd_render_file(
	struct render_worker *w, const char *path, struct err *err);

/* Writes what was made of it, in the formats that were asked for. */
bool cmd_render_write(struct render_worker *w, const char *path,
	const struct press_made *made, struct err *err);
/* What cannot be seen on the page, people shall know. */
void cmd_render_say_fit(const struct render_worker *w, const char *path,
	enum press_format format, bool fitted, size_t pages);

/* All files, by several workers; says how far it is. */
bool cmd_render_files(const struct render_ask *ask, int count, char **files,
	int workers, struct err *err);
/* Again and again, until a signal. */
bool cmd_render_watch(
	const struct render_ask *ask, const char *file, struct err *err);

#endif
