/* cmd/admin.c - people and their accounts, at the terminal. */
#include "cmd/cmd.h"

#include "api/shapes.h"
#include "app/account.h"
#include "app/audit.h"
#include "app/export.h"
#include "base/json.h"
#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { PAGE = 100, LINE_MOST = 2048 };

static bool usage(int have, int want, const char *words, struct err *err)
{
	return have == want ||
	       err_set(err, ERR_BAD_INPUT, "usage: vitae %s", words);
}

static bool find(struct cmd *cmd, struct account *out, struct err *err)
{
	return app_call_read(cmd->call, err) &&
	       app_account_find_email(cmd->call, str_c(cmd->argv[0]), out, err);
}

/* ---- roles and suspension ----------------------------------------------- */

static bool rule(struct cmd *cmd, const char *words, const char *action,
	const struct account_rule *rule, const char *said, struct err *err)
{
	struct call *c = cmd->call;
	struct account a;

	if (!usage(cmd->argc, 1, words, err) || !find(cmd, &a, err) ||
		!app_call_write(c, err) ||
		!app_account_rule(c, a.id, rule, &a, err) ||
		!app_audit_add(c, action, &c->audit, AUDIT_SUCCESS, "", err))
		return false;
	buf_addf(&cmd->out, "%.*s %s\n", STR_ARG(a.email), said);
	return true;
}

bool cmd_admin_grant(struct cmd *cmd, struct err *err)
{
	return rule(cmd, "admin grant EMAIL", "account.rule",
		&(struct account_rule){ .role = STR("admin") },
		"is an administrator now", err);
}

bool cmd_admin_revoke(struct cmd *cmd, struct err *err)
{
	return rule(cmd, "admin revoke EMAIL", "account.rule",
		&(struct account_rule){ .role = STR("user") },
		"is an ordinary user now", err);
}

bool cmd_admin_user_suspend(struct cmd *cmd, struct err *err)
{
	return rule(cmd, "admin user suspend EMAIL", "account.rule",
		&(struct account_rule){
			.has_suspended = true, .suspended = true },
		"is suspended now, and signed out everywhere", err);
}

bool cmd_admin_user_restore(struct cmd *cmd, struct err *err)
{
	return rule(cmd, "admin user restore EMAIL", "account.rule",
		&(struct account_rule){ .has_suspended = true },
		"may sign in again", err);
}

/* ---- lists -------------------------------------------------------------- */

static void show_account(struct buf *out, const void *row)
{
	const struct account *a = row;
	char at[TIME_TEXT + 1];

	time_write(a->created_at, at);
	buf_addf(out, "%.10s  %-6.*s %-8.*s %-30.*s  %.*s%s\n", at,
		STR_ARG(a->role), STR_ARG(a->plan), STR_ARG(a->email),
		STR_ARG(a->full_name), a->suspended_at ? "  (suspended)" : "");
}

static bool page_accounts(struct call *c, const void *ask, struct str cursor,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct account_page page = *(const struct account_page *)ask;

	page.cursor = cursor;
	return app_account_list(c, &page, out, next, err);
}

bool cmd_admin_user_list(struct cmd *cmd, struct err *err)
{
	static const struct cmd_list list = { &api_account, page_accounts,
		show_account };
	const struct account_page ask = { .limit = PAGE,
		.like = cmd->argc ? str_c(cmd->argv[0]) : STR("") };

	cmd->all = true;
	return cmd_show_list(cmd, &list, &ask, err);
}

bool cmd_admin_user_show(struct cmd *cmd, struct err *err)
{
	struct json_out out = json_begin(&cmd->out, JSON_PRETTY);
	struct account a;

	if (!usage(cmd->argc, 1, "admin user show EMAIL", err) ||
		!find(cmd, &a, err))
		return false;
	json_put_row(&out, &api_account, &a);
	buf_addc(&cmd->out, '\n');
	return true;
}

/* ---- joining and leaving ------------------------------------------------ */

static bool read_password(struct arena *mem, struct str *out, struct err *err)
{
	char *line = arena_alloc(mem, LINE_MOST);
	size_t len = 0;

	if (isatty(0))
		fprintf(stderr, "Password: ");
	while (read(0, line + len, 1) == 1 && line[len] != '\n')
		if (++len == LINE_MOST)
			return err_set(err, ERR_TOO_BIG,
				"the line on standard input is too long");
	*out = str_of(line, len);
	return len > 0 ||
	       err_set(err, ERR_BAD_INPUT, "no password on standard input");
}

bool cmd_admin_user_add(struct cmd *cmd, struct err *err)
{
	struct account_new in = { 0 };
	struct call *c = cmd->call;
	struct sign_answer out;

	if (!usage(cmd->argc, 2, "admin user add EMAIL FULL-NAME", err) ||
		!read_password(c->mem, &in.password, err))
		return false;
	in.email = str_c(cmd->argv[0]);
	in.full_name = str_c(cmd->argv[1]);
	in.trusted = true;
	if (!app_account_register(c, &in, &out, err) ||
		!app_audit_add(c, "account.register", &c->audit, AUDIT_SUCCESS,
			"", err))
		return false;
	buf_addf(&cmd->out, "%.*s has an account now\n",
		STR_ARG(out.user.email));
	return true;
}

bool cmd_admin_user_erase(struct cmd *cmd, struct err *err)
{
	struct erase_answer out;
	struct account a;

	if (!usage(cmd->argc, 1, "admin user erase EMAIL --yes", err) ||
		!find(cmd, &a, err))
		return false;
	if (!cmd->yes)
		return err_set(err, ERR_BAD_INPUT,
			"this deletes all that '%.*s' has, for good: say it "
			"with --yes",
			STR_ARG(a.email));
	if (!app_account_erase(cmd->call, a.id, &out, err))
		return false;
	buf_addf(&cmd->out, "%.*s is erased. %.*s\n", STR_ARG(a.email),
		STR_ARG(out.kept));
	return true;
}

static bool write_piece(void *with, struct str piece, struct err *err)
{
	int fd = *(int *)with;

	while (piece.len) {
		ssize_t n = write(fd, piece.at, piece.len);

		if (n <= 0)
			return err_set(err, ERR_FULL, "cannot write: %s",
				strerror(errno));
		piece = str_of(piece.at + n, piece.len - (size_t)n);
	}
	return true;
}

bool cmd_admin_user_export(struct cmd *cmd, struct err *err)
{
	struct call *c = cmd->call;
	struct account a;
	bool ok;
	int fd;

	if (!usage(cmd->argc, 2, "admin user export EMAIL FILE", err) ||
		!find(cmd, &a, err))
		return false;
	fd = open(cmd->argv[1], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, ERR_BAD_INPUT, "cannot make '%s': %s",
			cmd->argv[1], strerror(errno));
	c->who.id = a.id;
	ok = app_export(c, write_piece, &fd, err);
	c->who.id = STR("");
	ok = close(fd) == 0 && ok &&
	     app_audit_add(
		     c, "account.export", &c->audit, AUDIT_SUCCESS, "", err);
	if (ok)
		buf_addf(&cmd->out, "%s holds all that is kept of %.*s\n",
			cmd->argv[1], STR_ARG(a.email));
	else
		unlink(cmd->argv[1]);
	return ok;
}
