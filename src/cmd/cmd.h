/*
 * cmd/cmd.h - asked at a terminal: one handler a command, one line of
 * commands.def each. A command's text goes to standard output, what is wrong
 * to standard error; the exit status is that of its error (base/err.def).
 */
#ifndef CMD_H
#define CMD_H

#include "app/call.h"
#include "base/json.h"
#include "base/settings.h"

/* Options of commands that work on files. */
enum cmd_option {
#define OPTION(id, ...) CMD_##id,
#include "cmd/options.def"
#undef OPTION
	CMD_OPTIONS
};

struct cmd {
	int argc; /* of the arguments behind the command's words */
	char **argv;
	bool json, yes, check, example, all; /* flags that several know */
	const struct settings_read *settings;
	struct call *call; /* of HOUSE commands, not open yet */
	struct buf out;
	int status; /* exit status of a success; 0 */
	/* NULL: not given; "" where it takes no value */
	const char *option[CMD_OPTIONS];
};

enum cmd_needs { NOTHING, SETTINGS, HOUSE };
typedef bool cmd_handler(struct cmd *cmd, struct err *err);

struct cmd_row {
	const char *words;
	cmd_handler *run;
	enum cmd_needs needs;
	const char *args, *say, *tell;
};
extern const struct cmd_row cmd_rows[];
extern const size_t cmd_row_count;

#define COMMAND(words, handler, ...) cmd_handler cmd_##handler;
#include "cmd/commands.def"
#undef COMMAND

/* Does a command know the option? Any? */
bool cmd_option_of(const char *words, size_t option);
bool cmd_has_options(const char *words);
/* Takes the options out of argv. */
bool cmd_take_options(const char *words, struct cmd *cmd, struct err *err);
bool cmd_option_number(const struct cmd *cmd, enum cmd_option option, int least,
	int most, int otherwise, int *out, struct err *err);
/* --as-of YYYY-MM as months since year 0; without: this month. */
bool cmd_as_of(const struct cmd *cmd, int *out, struct err *err);
struct cmd_option_says {
	const char *brief, *name, *value, *say;
};
struct cmd_option_says cmd_option_says(size_t i);

/* The whole program: finds the command, opens what it needs, runs it. */
int cmd_main(int argc, char **argv, char **env);

/* A list that is shown page by page. */
struct cmd_list {
	const struct json_shape *shape;
	/* The page that begins at the cursor; at NULL: with the newest. */
	bool (*page)(struct call *c, const void *ask, struct str cursor,
		struct db_rows *out, struct str *next, struct err *err);
	void (*line)(struct buf *out, const void *row);
};
/* The newest page, or with --all every one; says when there are more. */
bool cmd_show_list(struct cmd *cmd, const struct cmd_list *list,
	const void *ask, struct err *err);

/* usage, help: text made of the table */
void cmd_help(struct buf *out, const struct cmd_row *row);
void cmd_usage(struct buf *out);

/* What may have been meant by words that are no command; NULL: no idea. */
const struct cmd_row *cmd_nearest(int argc, char **argv);

#endif
