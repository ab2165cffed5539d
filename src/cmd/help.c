/*
 * cmd/help.c - what the program says of itself: usage, --help, the manual
 * page, shell completion. All of it is made of commands.def and settings.def.
 */
#include "cmd/cmd.h"

enum { NARROW = 34 };

void cmd_usage(struct buf *out)
{
	buf_add(out,
		STR("Vitae: career documents, truthful, tailored, typeset.\n\n"
		    "usage: vitae COMMAND [ARGUMENTS] [--SETTING VALUE "
		    "...]\n\n"));
	for (size_t i = 0; i < cmd_row_count; i++) {
		const struct cmd_row *r = &cmd_rows[i];
		size_t was = out->len;

		buf_addf(out, "  %s%s%s", r->words, *r->args ? " " : "",
			r->args);
		if (out->len - was > NARROW)
			buf_addf(out, "\n%*s", NARROW, "");
		else
			buf_addf(out, "%*s", (int)(NARROW - (out->len - was)),
				"");
		buf_addf(out, "  %s\n", r->say);
	}
	buf_add(out,
		STR("\n'vitae COMMAND --help' says more of one. Settings come "
		    "from\n/etc/vitae/vitae.conf (or --config FILE), .env, the "
		    "environment and flags;\n'vitae config' shows them. "
		    "'vitae --version' names the version.\n"));
}

/* Breaks a text at blanks, from a column on; `at` is where the line is. */
static void add_hanging(
	struct buf *out, const char *text, size_t at, size_t column)
{
	struct str rest = str_c(text);
	bool first = true;

	if (at + 2 > column) {
		buf_addc(out, '\n');
		at = 0;
	}
	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (!first && at + word.len + 1 > 78) {
			buf_addc(out, '\n');
			at = 0;
			first = true;
		}
		if (at < column)
			buf_addf(out, "%*s", (int)(column - at), "");
		at = at < column ? column : at;
		buf_addf(out, "%s%.*s", first ? "" : " ", STR_ARG(word));
		at += word.len + !first;
		first = false;
	}
	buf_addc(out, '\n');
}

/* Breaks a paragraph at blanks. */
static void add_wrapped(struct buf *out, const char *text)
{
	struct str rest = str_c(text);
	size_t column = 0;

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (column && column + word.len + 1 > 78) {
			buf_addc(out, '\n');
			column = 0;
		}
		buf_addf(out, "%s%.*s", column ? " " : "", STR_ARG(word));
		column += word.len + (column > 0);
	}
	buf_addc(out, '\n');
}

/* "  -t, --template NAME    the template; ..." */
static void add_options(struct buf *out, const char *words)
{
	if (cmd_has_options(words))
		buf_addc(out, '\n');
	for (size_t i = 0; i < CMD_OPTIONS; i++) {
		struct cmd_option_says o = cmd_option_says(i);
		size_t was = out->len;

		if (!cmd_option_of(words, i))
			continue;
		buf_addf(out, "  %s%s%s%s%s", o.brief ? o.brief : "  ",
			o.brief ? ", " : "  ", o.name, o.value ? " " : "",
			o.value ? o.value : "");
		add_hanging(out, o.say, out->len - was, 26);
	}
}

void cmd_help(struct buf *out, const struct cmd_row *row)
{
	buf_addf(out, "usage: vitae %s%s%s\n\n%s.\n", row->words,
		*row->args ? " " : "", row->args, row->say);
	if (row->tell) {
		buf_addc(out, '\n');
		add_wrapped(out, row->tell);
	}
	add_options(out, row->words);
	if (row->needs != NOTHING)
		buf_add(out,
			STR("\nEvery setting may be given as a flag, such as "
			    "--data-dir FOLDER or --log-level\ndebug; 'vitae "
			    "config' lists them.\n"));
}

/* ---- the manual page ---------------------------------------------------- */

static void add_roff(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '-' || *text == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
}

static void add_man_options(struct buf *out, const char *words)
{
	if (!cmd_has_options(words))
		return;
	buf_add(out, STR(".RS\n"));
	for (size_t i = 0; i < CMD_OPTIONS; i++) {
		struct cmd_option_says o = cmd_option_says(i);

		if (!cmd_option_of(words, i))
			continue;
		buf_add(out, STR(".TP\n.B "));
		if (o.brief) {
			add_roff(out, o.brief);
			buf_add(out, STR(", "));
		}
		add_roff(out, o.name);
		if (o.value)
			buf_addf(out, " \\fI%s\\fR", o.value);
		buf_addc(out, '\n');
		add_roff(out, o.say);
		buf_add(out, STR(".\n"));
	}
	buf_add(out, STR(".RE\n"));
}

static void add_man_commands(struct buf *out)
{
	buf_add(out, STR(".SH COMMANDS\n"));
	for (size_t i = 0; i < cmd_row_count; i++) {
		const struct cmd_row *r = &cmd_rows[i];

		buf_add(out, STR(".TP\n.B "));
		add_roff(out, r->words);
		if (*r->args) {
			buf_add(out, STR("\n.I "));
			add_roff(out, r->args);
		}
		buf_addc(out, '\n');
		add_roff(out, r->say);
		buf_add(out, STR(".\n"));
		if (r->tell) {
			add_roff(out, r->tell);
			buf_addc(out, '\n');
		}
		add_man_options(out, r->words);
	}
}

bool cmd_man(struct cmd *cmd, struct err *err)
{
	struct buf *out = &cmd->out;
	const char *group = "";

	(void)err;
	buf_add(out,
		STR(".TH VITAE 1\n.SH NAME\nvitae \\- career documents: "
		    "truthful, tailored, typeset\n.SH SYNOPSIS\n.B vitae\n.I "
		    "COMMAND\n[\\fIARGUMENTS\\fR] [\\fB\\-\\-\\fISETTING "
		    "VALUE\\fR ...]\n.SH DESCRIPTION\nA self-hosted platform "
		    "for career documents. With nothing set at all,\n.B vitae "
		    "serve\nworks: SQLite in ./vitae\\-data, a generated key "
		    "kept there, port 8000.\n"));
	add_man_commands(out);
	buf_add(out,
		STR(".SH SETTINGS\nFrom /etc/vitae/vitae.conf or "
		    "\\fB\\-\\-config\\fR \\fIFILE\\fR, .env, the environment "
		    "and flags; later ones win.\n"));
	for (size_t i = 0; i < cmd->settings->count; i++) {
		const struct setting_view *v = &cmd->settings->views[i];

		if (strcmp(group, v->group) != 0)
			buf_addf(out, ".SS %s\n", v->group);
		group = v->group;
		buf_addf(out, ".TP\n.B %s\n", v->name);
		add_roff(out, v->text);
		buf_add(out, STR(" Accepts "));
		add_roff(out, v->accepted);
		if (*v->value) {
			buf_add(out, STR("; default "));
			add_roff(out, v->value);
		}
		buf_add(out, STR(".\n"));
	}
	buf_add(out,
		STR(".SH EXIT STATUS\n0 done; 1 something broke; 2 wrong "
		    "input; 3 there is no such thing; 4 not allowed; 5 it "
		    "collides with what is there; 6 a file could not be read "
		    "safely; 7 busy, or a service away.\n"));
	return true;
}

/* ---- completion --------------------------------------------------------- */

/* "serve|", "migrate|--check": a command and its own flags. */
static void add_command(struct buf *out, const struct cmd_row *row)
{
	struct str rest = str_c(row->args);

	buf_addf(out, "%s|", row->words);
	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		while (word.len && (*word.at == '[' || *word.at == '|'))
			word = str_of(word.at + 1, word.len - 1);
		if (word.len && word.at[word.len - 1] == ']')
			word.len--;
		if (str_starts(word, STR("--")))
			buf_addf(out, "%.*s ", STR_ARG(word));
	}
	for (size_t i = 0; i < CMD_OPTIONS; i++)
		if (cmd_option_of(row->words, i))
			buf_addf(out, "%s ", cmd_option_says(i).name);
	buf_addc(out, '\n');
}

static const char completion_begin[] =
	"_vitae() {\n"
	"  local typed=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\"\n"
	"  local now=\"${COMP_WORDS[COMP_CWORD]}\" words own flags word\n"
	"  COMPREPLY=()\n"
	"  flags='--help --config";

static const char completion_loop[] =
	"'\n"
	"  while IFS='|' read -r words own; do\n"
	"    [[ \"$typed \" == \"$words \"* ]] && flags+=\" $own\"\n"
	"    [[ $now == -* || \"$words \" != \"${typed:+$typed }\"* ]] && "
	"continue\n"
	"    word=\"${words#\"$typed\"}\"; word=\"${word# }\"; "
	"word=\"${word%% *}\"\n"
	"    [[ -z $word || \" ${COMPREPLY[*]} \" == *\" $word \"* ]] ||\n"
	"      COMPREPLY+=($(compgen -W \"$word\" -- \"$now\"))\n"
	"  done <<'END'\n";

static const char completion_end[] =
	"END\n"
	"  [[ $now != -* ]] || COMPREPLY=($(compgen -W \"$flags\" -- "
	"\"$now\"))\n"
	"}\n"
	"complete -o default -F _vitae vitae\n";

bool cmd_completion(struct cmd *cmd, struct err *err)
{
	struct buf *out = &cmd->out;

	if (cmd->argc != 1 || strcmp(cmd->argv[0], "bash") != 0)
		return err_set(
			err, ERR_BAD_INPUT, "usage: vitae completion bash");
	buf_add(out, str_c(completion_begin));
	for (size_t i = 0; i < cmd->settings->count; i++) {
		buf_add(out, STR(" --"));
		for (const char *p = cmd->settings->views[i].name; *p; p++)
			buf_addc(out, *p == '_' ? '-' : (char)(*p | 32));
	}
	buf_add(out, str_c(completion_loop));
	for (size_t i = 0; i < cmd_row_count; i++)
		add_command(out, &cmd_rows[i]);
	buf_add(out, str_c(completion_end));
	return true;
}
