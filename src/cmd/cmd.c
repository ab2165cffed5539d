/* cmd/cmd.c - from argv to a command to an exit status. See cmd.h. */
#include "cmd/cmd.h"

#include "app/house.h"
#include "app/migrate.h"
#include "base/log.h"
#include "base/time.h"
#include "work/jail.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __clang__
#define COMPILER "clang %s"
#define COMPILER_VERSION __clang_version__
#else
#define COMPILER "gcc %s"
#define COMPILER_VERSION __VERSION__
#endif

enum { OUT_MOST = 256 << 20, WORDS_MOST = 3 };

const struct cmd_row cmd_rows[] = {
#define COMMAND(words, handler, ...) { words, cmd_##handler, __VA_ARGS__ },
#include "cmd/commands.def"
#undef COMMAND
};
const size_t cmd_row_count = LENGTH(cmd_rows);

/* ---- which command? ----------------------------------------------------- */

/* How many arguments the command's words take; 0: it is not this one. */
static int words_match(const char *words, int argc, char **argv)
{
	struct str rest = str_c(words);
	int n = 0;

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (n == argc || !str_is(word, argv[n]))
			return 0;
		n++;
	}
	return n;
}

static const struct cmd_row *find(int *argc, char ***argv)
{
	for (size_t i = 0; i < cmd_row_count; i++) {
		int n = words_match(cmd_rows[i].words, *argc, *argv);

		if (!n)
			continue;
		*argc -= n;
		*argv += n;
		return &cmd_rows[i];
	}
	return NULL;
}

/* How many of the first words typed are the first of this command's. */
static int words_begun(const char *words, int argc, char **argv)
{
	struct str rest = str_c(words);
	int n = 0;

	while (rest.len && n < argc && str_is(str_cut(&rest, ' '), argv[n]))
		n++;
	return n;
}

/* The commands that go on from there. */
static bool say_rest(int argc, char **argv)
{
	int most = 0;

	for (size_t i = 0; i < cmd_row_count; i++) {
		int n = words_begun(cmd_rows[i].words, argc, argv);

		most = n > most ? n : most;
	}
	if (!most)
		return false;
	fputs("vitae: one of these?\n", stderr);
	for (size_t i = 0; i < cmd_row_count; i++)
		if (words_begun(cmd_rows[i].words, argc, argv) == most)
			fprintf(stderr, "  vitae %s %s\n", cmd_rows[i].words,
				cmd_rows[i].args);
	return true;
}

static int say_unknown(int argc, char **argv)
{
	const struct cmd_row *near = cmd_nearest(argc, argv);

	if (near)
		fprintf(stderr,
			"vitae: there is no such command; did you mean 'vitae "
			"%s'?\n",
			near->words);
	else if (!say_rest(argc, argv))
		fprintf(stderr,
			"vitae: there is no command '%s'; 'vitae --help' "
			"lists them\n",
			argv[0]);
	return 2;
}

/* ---- flags that several know -------------------------------------------- */

/* Takes those that the command offers. */
static void take_flags(const struct cmd_row *row, struct cmd *cmd)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = { { "--json", &cmd->json }, { "--yes", &cmd->yes },
		{ "--check", &cmd->check }, { "--example", &cmd->example },
		{ "--all", &cmd->all } };
	int kept = 0;

	for (int i = 0; i < cmd->argc; i++) {
		bool taken = false;

		for (size_t k = 0; k < LENGTH(flags) && !taken; k++) {
			taken = !strcmp(cmd->argv[i], flags[k].name) &&
				strstr(row->args, flags[k].name);
			*flags[k].flag |= taken;
		}
		if (!taken)
			cmd->argv[kept++] = cmd->argv[i];
	}
	cmd->argc = kept;
}

/* How many arguments there may be: the words of `args` that are no flags. */
static int arguments_most(const char *args)
{
	struct str rest = str_c(args);
	int n = 0;

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		n += word.len && !str_is(word, "|") &&
		     !str_starts(word, STR("--")) &&
		     !str_starts(word, STR("[--"));
	}
	return n;
}

static bool arguments_fit(
	const struct cmd_row *row, const struct cmd *cmd, struct err *err)
{
	for (int i = 0; i < cmd->argc && !cmd_has_options(row->words); i++)
		if (!strncmp(cmd->argv[i], "--", 2))
			return err_set(err, ERR_BAD_INPUT,
				"there is no flag '%.60s'; 'vitae %s --help' "
				"says what there is",
				cmd->argv[i], row->words);
	if (cmd->argc <= arguments_most(row->args) || strstr(row->args, "..."))
		return true;
	return err_set(err, ERR_BAD_INPUT,
		"'%.60s' is one argument too many; usage: vitae %s%s%s",
		cmd->argv[cmd->argc - 1], row->words, *row->args ? " " : "",
		row->args);
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return true;
	return false;
}

/* ---- running it --------------------------------------------------------- */

static bool run_in_house(const struct cmd_row *row, struct cmd *cmd,
	struct arena *mem, struct err *err)
{
	struct house house;
	struct call call = { .mem = mem,
		.house = &house,
		.who = { .kind = WHO_SYSTEM, .role = ROLE_ADMIN },
		.from = { STR(""), STR("command line"), STR(""),
			str_c(row->words), STR("") },
		.now = time_now_ms() };
	struct err second;
	bool ok;

	if (!app_house_open(mem, &cmd->settings->values, true, &house, err))
		return false;
	call.who.id = STR("");
	cmd->call = &call;
	ok = row->run(cmd, err);
	ok = app_call_close(&call, ok, ok ? err : &second) && ok;
	app_house_close(&house);
	return ok;
}

static bool run(const struct cmd_row *row, struct cmd *cmd, struct arena *mem,
	struct err *err)
{
	if (cmd_has_options(row->words)) {
		if (!cmd_take_options(row->words, cmd, err))
			return false;
	} else {
		take_flags(row, cmd);
	}
	if (!arguments_fit(row, cmd, err))
		return false;
	if (row->needs == HOUSE)
		return run_in_house(row, cmd, mem, err);
	return row->run(cmd, err);
}

static int print(const struct buf *out)
{
	size_t done = 0;

	while (done < out->len) {
		ssize_t n = write(1, out->at + done, out->len - done);

		if (n <= 0)
			return 1;
		done += (size_t)n;
	}
	return 0;
}

static int run_command(
	const struct cmd_row *row, int argc, char **argv, char **env)
{
	struct settings_source source = {
		.dotenv = ".env", .environ = env, .argc = argc, .argv = argv
	};
	struct settings_read settings;
	struct arena mem = { 0 };
	struct cmd cmd = { .settings = &settings };
	struct err err = { 0 };
	bool ok = true;
	int status;

	buf_init(&cmd.out, &mem, OUT_MOST);
	cmd.argc = argc;
	cmd.argv = argv;
	if (wants_help(argc, argv)) {
		cmd_help(&cmd.out, row);
		status = print(&cmd.out);
		arena_free(&mem);
		return status;
	}
	/* what needs no setting shall not fail because of one */
	if (row->needs != NOTHING) {
		ok = settings_read(&mem, &source, &settings, &err);
		if (ok) {
			cmd.argc = settings.argc;
			cmd.argv = settings.argv;
		}
	}
	if (!ok || !run(row, &cmd, &mem, &err)) {
		print(&cmd.out);
		fprintf(stderr, "vitae: %s\n", err.text);
		status = err_exit(err.code);
	} else {
		status = print(&cmd.out) ? 1 : cmd.status;
	}
	arena_free(&mem);
	return status;
}

static int print_version(void)
{
	const struct settings settings = { .jail = "closed" };
	struct arena mem = { 0 };
	struct str jail;
	struct buf out;
	int status;

	buf_init(&out, &mem, OUT_MOST);
	work_jail_about(&mem, &settings, &jail);
	buf_addf(&out, "vitae %s\nengine      C17, " COMPILER "\ndatabases   ",
		VITAE_VERSION, COMPILER_VERSION);
	app_migrate_engines(&out);
	buf_addf(&out,
		"\nfeatures    HTTP/1.1, TLS, server-sent events, API keys, "
		"jobs, audit, limits\n            shared over Redis, hand-over "
		"without a lost request\njail        %.*s\n",
		STR_ARG(jail));
	status = print(&out);
	arena_free(&mem);
	return status;
}

static int print_help(int argc, char **argv, int status)
{
	const struct cmd_row *row = argc ? find(&argc, &argv) : NULL;
	struct arena mem = { 0 };
	struct buf out;

	if (argc && !row)
		return say_unknown(argc, argv);
	buf_init(&out, &mem, OUT_MOST);
	if (row)
		cmd_help(&out, row);
	else
		cmd_usage(&out);
	status = print(&out) ? 1 : status;
	arena_free(&mem);
	return status;
}

int cmd_main(int argc, char **argv, char **env)
{
	const struct cmd_row *row;

	argc--;
	argv++;
	if (!argc)
		return print_help(0, argv, 2);
	if (!strcmp(argv[0], "--version"))
		return print_version();
	if (!strcmp(argv[0], "help"))
		return print_help(argc - 1, argv + 1, 0);
	if (!strcmp(argv[0], "--help") || !strcmp(argv[0], "-h"))
		return print_help(0, argv, 0);
	row = find(&argc, &argv);
	if (row)
		return run_command(row, argc, argv, env);
	return say_unknown(argc, argv);
}
