/*
 * cmd/option.c - the options of options.def: read from the arguments, told in
 * --help. Knows nothing of what they do.
 */
#include "cmd/cmd.h"

#include "base/time.h"

enum { YEAR_LEAST = 1970, YEAR_MOST = 2200 };

static const struct option_row {
	const char *brief, *name, *value, *commands, *say;
} rows[CMD_OPTIONS] = {
#define OPTION(id, ...) { __VA_ARGS__ },
#include "cmd/options.def"
#undef OPTION
};

bool cmd_option_of(const char *words, size_t i)
{
	struct str rest = str_c(rows[i].commands);

	while (rest.len)
		if (str_is(str_cut(&rest, ' '), words))
			return true;
	return false;
}

bool cmd_has_options(const char *words)
{
	for (size_t i = 0; i < CMD_OPTIONS; i++)
		if (cmd_option_of(words, i))
			return true;
	return false;
}

/* "-t", "--template" or "--template=modern"; *value: what stands behind '='. */
static bool is_option(size_t i, const char *arg, const char **value)
{
	size_t len = strlen(rows[i].name);

	*value = NULL;
	if (!strncmp(arg, rows[i].name, len) &&
		(arg[len] == '\0' || arg[len] == '=')) {
		*value = arg[len] ? arg + len + 1 : NULL;
		return true;
	}
	return rows[i].brief && !strcmp(arg, rows[i].brief);
}

static bool take(const char *words, struct cmd *cmd, int *at, struct err *err)
{
	const char *arg = cmd->argv[*at], *value;

	for (size_t i = 0; i < CMD_OPTIONS; i++) {
		if (!cmd_option_of(words, i) || !is_option(i, arg, &value))
			continue;
		if (!rows[i].value && value)
			return err_set(err, ERR_BAD_INPUT,
				"'%s' takes no value", rows[i].name);
		if (rows[i].value && !value) {
			if (*at + 1 == cmd->argc)
				return err_set(err, ERR_BAD_INPUT,
					"'%s' needs a value: %s %s", arg, arg,
					rows[i].value);
			value = cmd->argv[++*at];
		}
		cmd->option[i] = value ? value : "";
		return true;
	}
	return err_set(err, ERR_BAD_INPUT,
		"there is no option '%.60s'; 'vitae %s --help' says what there "
		"is",
		arg, words);
}

bool cmd_take_options(const char *words, struct cmd *cmd, struct err *err)
{
	int kept = 0;
	bool only_files = false;

	for (int i = 0; i < cmd->argc; i++) {
		const char *arg = cmd->argv[i];

		if (!only_files && !strcmp(arg, "--")) {
			only_files = true;
		} else if (!only_files && arg[0] == '-' && arg[1]) {
			if (!take(words, cmd, &i, err))
				return false;
		} else {
			cmd->argv[kept++] = cmd->argv[i];
		}
	}
	cmd->argc = kept;
	return true;
}

bool cmd_option_number(const struct cmd *cmd, enum cmd_option option, int least,
	int most, int otherwise, int *out, struct err *err)
{
	int64_t n = otherwise;

	if (cmd->option[option] && (!str_int(str_c(cmd->option[option]), &n) ||
					   n < least || n > most))
		return err_set(err, ERR_BAD_INPUT,
			"'%s %.40s': a number from %d to %d is expected",
			rows[option].name, cmd->option[option], least, most);
	*out = (int)n;
	return true;
}

bool cmd_as_of(const struct cmd *cmd, int *out, struct err *err)
{
	struct str text = str_c(cmd->option[CMD_AS_OF]);
	struct date d = date_of(time_day(time_now_ms()));
	int64_t year, month;

	if (text.len) {
		if (text.len != 7 || text.at[4] != '-' ||
			!str_int(str_of(text.at, 4), &year) ||
			!str_int(str_of(text.at + 5, 2), &month) ||
			year < YEAR_LEAST || year > YEAR_MOST || month < 1 ||
			month > 12)
			return err_set(err, ERR_BAD_INPUT,
				"'--as-of %.40s': a month like 2026-11 is "
				"expected",
				text.at);
		d.year = (int)year;
		d.month = (int)month;
	}
	*out = 12 * d.year + d.month - 1;
	return true;
}

struct cmd_option_says cmd_option_says(size_t i)
{
	return (struct cmd_option_says){ rows[i].brief, rows[i].name,
		rows[i].value, rows[i].say };
}
