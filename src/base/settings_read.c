/*
 * base/settings_read.c - where values come from: files, the environment,
 * flags. See settings.h for the order.
 */
#include "base/settings_int.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILE_MOST = 256 * 1024, LINE_MOST = 8192 };
static const char SYSTEM_FILE[] = "/etc/vitae/vitae.conf";

struct reader {
	struct arena *mem;
	struct settings_read *out;
};

/* The row that a name (upper case, in a file) means; aliases are followed. */
static const struct setting_row *find(struct str name)
{
	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting_row *row = &setting_rows[i];

		if (row->kind == SETTING_GROUP ||
			!str_eq_nocase(name, str_c(row->name)))
			continue;
		if (row->kind != SETTING_ALIAS)
			return row;
		for (size_t k = 0; k < setting_row_count; k++)
			if (setting_rows[k].kind < SETTING_GROUP &&
				setting_rows[k].at == row->at)
				return &setting_rows[k];
	}
	return NULL;
}

static struct setting_view *view_of(
	struct reader *r, const struct setting_row *row)
{
	char name[48];

	setting_name(row, name);
	for (size_t i = 0; i < r->out->count; i++)
		if (!strcmp(r->out->views[i].name, name))
			return &r->out->views[i];
	abort();
}

static bool take(struct reader *r, const struct setting_row *row,
	struct str value, const char *from, struct err *err)
{
	const char *text = str_copy(r->mem, value).at;
	struct setting_view *v = view_of(r, row);

	if (!setting_read(row, text, &r->out->values))
		return err_set(err, ERR_BAD_INPUT,
			"%.80s: %s cannot be '%.40s%s': %s", from, v->name,
			v->secret ? "(hidden)" : text,
			!v->secret && value.len > 40 ? "..." : "", v->accepted);
	v->from = from;
	v->now = v->secret ? (*text ? STR("(set)") : STR("")) : str_c(text);
	return true;
}

/* ---- files -------------------------------------------------------------- */

/* NAME=value; # begins a comment line; the value may stand in quotes. */
static bool split(struct str line, struct str *name, struct str *value)
{
	struct str rest = line;

	if (str_starts(rest, STR("export ")))
		rest = str_of(rest.at + 7, rest.len - 7);
	if (!memchr(rest.at, '=', rest.len))
		return false;
	*name = str_trim(str_cut(&rest, '='));
	*value = str_trim(rest);
	if (value->len >= 2 && (*value->at == '"' || *value->at == '\'') &&
		value->at[value->len - 1] == *value->at)
		*value = str_of(value->at + 1, value->len - 2);
	return name->len > 0;
}

static bool take_line(
	struct reader *r, struct str line, const char *from, struct err *err)
{
	const struct setting_row *row;
	struct str name, value;

	line = str_trim(line);
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (line.len == 0 || *line.at == '#')
		return true;
	if (!split(line, &name, &value))
		return err_set(err, ERR_BAD_INPUT,
			"%s: expected NAME=value or # and a comment", from);
	row = find(name);
	if (!row)
		return err_set(err, ERR_BAD_INPUT,
			"%s: there is no setting '%.*s'; 'vitae config' lists "
			"them all",
			from, STR_ARG(name));
	return take(r, row, value, from, err);
}

static bool read_file(
	struct reader *r, const char *path, bool must, struct err *err)
{
	FILE *f = fopen(path, "re");
	char line[LINE_MOST];
	bool ok = true;
	size_t bytes = 0;

	if (!f)
		return (errno == ENOENT && !must) ||
		       err_set(err, ERR_BAD_INPUT, "cannot read '%s': %s", path,
			       strerror(errno));
	for (int n = 1; ok && fgets(line, sizeof(line), f); n++) {
		size_t len = strlen(line);

		bytes += len;
		if (len && line[len - 1] == '\n')
			len--;
		else if (!feof(f) || bytes > FILE_MOST)
			ok = err_set(err, ERR_BAD_INPUT,
				"%s:%d: the line or the file is too long", path,
				n);
		ok = ok && take_line(r, str_of(line, len),
				   str_fmt(r->mem, "%s:%d", path, n).at, err);
	}
	fclose(f);
	return ok;
}

/* ---- environment and flags ---------------------------------------------- */

static bool read_environ(struct reader *r, char **environ, struct err *err)
{
	for (; environ && *environ; environ++) {
		struct str value = str_c(*environ);
		struct str name = str_cut(&value, '=');
		const struct setting_row *row = find(name);
		char upper[48];

		if (!row)
			continue;
		/* "host=x" in the environment is not ours, HOST=x is */
		setting_name(row, upper);
		if (str_eq_nocase(name, str_c(upper)) && !str_is(name, upper))
			continue;
		if (!take(r, row, value, "environment", err))
			return false;
	}
	return true;
}

/* "--db-pool-max=5" or "--db-pool-max 5"; *i moves over what was taken. */
static bool take_flag(struct reader *r, const struct settings_source *s, int *i,
	bool *taken, struct err *err)
{
	struct str value = str_c(s->argv[*i] + 2), name;
	bool joined = strchr(s->argv[*i], '=') != NULL;
	const struct setting_row *row;
	char *p;

	name = str_copy(r->mem, joined ? str_cut(&value, '=') : value);
	for (p = (char *)(uintptr_t)name.at; *p; p++)
		if (*p == '-')
			*p = '_';
	row = find(name);
	*taken = row != NULL;
	if (!row)
		return true;
	if (!joined) {
		if (row->kind == SETTING_BOOL)
			value = STR("true");
		else if (*i + 1 >= s->argc)
			return err_set(err, ERR_BAD_INPUT,
				"flag '%s' needs a value", s->argv[*i]);
		else
			value = str_c(s->argv[++*i]);
	}
	return take(r, row, value, "flag", err);
}

static bool read_flags(
	struct reader *r, const struct settings_source *s, struct err *err)
{
	struct settings_read *out = r->out;

	out->argv = ARENA_LIST(r->mem, char *, (size_t)s->argc + 1);
	for (int i = 0; i < s->argc; i++) {
		bool taken = false;

		if (!strcmp(s->argv[i], "--config") && i + 1 < s->argc) {
			i++;
			continue;
		}
		if (!strncmp(s->argv[i], "--", 2) && s->argv[i][2] &&
			!take_flag(r, s, &i, &taken, err))
			return false;
		if (!taken)
			out->argv[out->argc++] = s->argv[i];
	}
	return true;
}

/* ---- all together ------------------------------------------------------- */

static void defaults(struct reader *r)
{
	const char *group = "";

	r->out->views =
		ARENA_LIST(r->mem, struct setting_view, setting_row_count);
	for (size_t i = 0; i < setting_row_count; i++) {
		const struct setting_row *row = &setting_rows[i];
		struct setting_view *v = &r->out->views[r->out->count];
		char accepted[128];

		if (row->kind == SETTING_GROUP)
			group = row->text;
		if (row->kind >= SETTING_GROUP)
			continue;
		setting_accepted(row, accepted, sizeof(accepted));
		*v = (struct setting_view){ .group = group,
			.text = row->text,
			.value = row->value,
			.now = str_c(row->value),
			.from = "default",
			.accepted = str_copy(r->mem, str_c(accepted)).at,
			.secret = row->kind == SETTING_SECRET };
		setting_name(row, v->name);
		r->out->count++;
		if (!setting_read(row, row->value, &r->out->values))
			abort();
	}
}

static const char *config_flag(const struct settings_source *s)
{
	for (int i = 0; i + 1 < s->argc; i++)
		if (!strcmp(s->argv[i], "--config"))
			return s->argv[i + 1];
	return s->file;
}

bool settings_read(struct arena *mem, const struct settings_source *source,
	struct settings_read *out, struct err *err)
{
	const char *file = config_flag(source);
	struct reader r = { mem, out };

	*out = (struct settings_read){ 0 };
	defaults(&r);
	return read_file(&r, file ? file : SYSTEM_FILE, file != NULL, err) &&
	       (!source->dotenv || read_file(&r, source->dotenv, false, err)) &&
	       read_environ(&r, source->environ, err) &&
	       read_flags(&r, source, err);
}
