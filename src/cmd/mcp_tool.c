/*
 * cmd/mcp_tool.c - commands as tools: what each takes, as JSON Schema, and a
 * call of one as the arguments of its command. Processes are mcp_child.c's.
 */
#include "cmd/mcp.h"

#include "cmd/file.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SCHEMA_MOST = 64 * 1024, DATA_MOST = 16 << 20, FILES_MOST = 4 };

static const struct cmd_tool tools[] = {
#define TOOL(...) { __VA_ARGS__ },
#define INPUT(...)
#include "cmd/tools.def"
#undef TOOL
#undef INPUT
};
const size_t cmd_tool_count = LENGTH(tools);

static const struct tool_input inputs[] = {
#define TOOL(...)
#define INPUT(...) { __VA_ARGS__ },
#include "cmd/tools.def"
#undef TOOL
#undef INPUT
};

bool cmd_tool_is(const struct mcp_tool *tool)
{
	const struct cmd_tool *way = tool->way;

	return way >= tools && way < tools + cmd_tool_count;
}

/* The inputs of a tool; NULL: the end. */
static const struct tool_input *next_input(
	const struct cmd_tool *t, const struct tool_input *in)
{
	const struct tool_input *end = inputs + LENGTH(inputs);

	for (in = in ? in + 1 : inputs; in < end; in++)
		if (!strcmp(in->tool, t->name))
			return in;
	return NULL;
}

/* ---- schemas ------------------------------------------------------------ */

static void put(struct json_out *o, const char *name, const char *type,
	const char *about)
{
	json_object(json_key(o, name));
	json_put_text(json_key(o, "type"), str_c(type));
	json_put_text(json_key(o, "description"), str_c(about));
	json_end(o);
}

/* What may be given as it is or as a file has two names. */
static const char *file_name_of(struct arena *mem, const struct tool_input *in)
{
	return str_fmt(mem, "%s_file", in->name).at;
}

static bool is_both(const struct tool_input *in)
{
	return in->kind == INPUT_DATA || in->kind == INPUT_RESUME ||
	       in->kind == INPUT_JOB;
}

static void put_both(
	struct json_out *o, struct arena *mem, const struct tool_input *in)
{
	const char *file = file_name_of(mem, in);

	if (in->kind == INPUT_JOB) {
		put(o, in->name, "string",
			"the text of the posting, or give job_file");
		put(o, file, "string",
			"path of the posting (text, web page, PDF, Word)");
		return;
	}
	put(o, in->name, "object",
		str_fmt(mem, "the resume itself, JSON Resume; or give %s", file)
			.at);
	put(o, file, "string",
		in->kind == INPUT_DATA
			? "path of a file of resume data (JSON Resume ...)"
			: "path of the resume: data, PDF, Word, scan ...");
}

static void put_input(
	struct json_out *o, struct arena *mem, const struct tool_input *in)
{
	static const char *const types[] = { [INPUT_FILE] = "string",
		[INPUT_OUTPUT] = "string",
		[INPUT_TEXT] = "string",
		[INPUT_ENGINE] = "string",
		[INPUT_NUMBER] = "integer",
		[INPUT_FLAG] = "boolean",
		[INPUT_OBJECT] = "object",
		[INPUT_SHOW] = "string" };

	if (is_both(in))
		put_both(o, mem, in);
	else
		put(o, in->name, types[in->kind], in->about);
}

static struct str schema_of(struct arena *mem, const struct cmd_tool *t)
{
	const struct tool_input *in = NULL;
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, SCHEMA_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "type"), STR("object"));
	json_object(json_key(&o, "properties"));
	while ((in = next_input(t, in)))
		put_input(&o, mem, in);
	json_end(&o);
	json_list(json_key(&o, "required"));
	while ((in = next_input(t, in)))
		if (in->needed && !is_both(in))
			json_put_text(&o, str_c(in->name));
	json_end(&o);
	json_put_bool(json_key(&o, "additionalProperties"), false);
	json_end(&o);
	assert(buf_ok(&b));
	return buf_str(&b);
}

void cmd_tool_list(struct arena *mem, struct mcp_tool *out)
{
	for (size_t i = 0; i < cmd_tool_count; i++) {
		const struct cmd_tool *t = &tools[i];

		out[i] = (struct mcp_tool){ .name = t->name,
			.title = t->title,
			.about = t->about,
			.hints = t->hints,
			.input = schema_of(mem, t),
			.way = t };
	}
}

/* ---- arguments ---------------------------------------------------------- */

struct tool_run {
	struct mcp_call *call;
	struct arena *mem;
	const struct cmd_tool *tool;
	struct cmd_child child;
	size_t argc;
	const char *files[FILES_MOST]; /* of our own, for what was no file */
	size_t file_count;
};

static bool add(struct tool_run *r, const char *arg, struct err *err)
{
	if (r->argc + 1 >= LENGTH(r->child.argv))
		return err_set(err, ERR_TOO_BIG, "too many arguments");
	r->child.argv[r->argc++] = arg;
	return true;
}

static bool bad(struct err *err, const struct tool_input *in, const char *why)
{
	return err_set(err, ERR_BAD_INPUT, "'%s' %s", in->name, why);
}

/* A path must not look like an option, nor be standard input. */
static bool add_path(struct tool_run *r, const struct tool_input *in,
	struct str path, struct err *err)
{
	if (!path.len || memchr(path.at, '\0', path.len))
		return bad(err, in, "must be the path of a file");
	return add(r,
		*path.at == '-' ? str_fmt(r->mem, "./%.*s", STR_ARG(path)).at
				: str_copy(r->mem, path).at,
		err);
}

static bool add_bytes(struct tool_run *r, const char *ending, struct str bytes,
	struct err *err)
{
	const char *folder = getenv("TMPDIR");
	char *path = (char *)(uintptr_t)str_fmt(r->mem, "%s/vitae-XXXXXX%s",
		folder && *folder ? folder : "/tmp", ending)
			     .at;
	int fd = mkstemps(path, (int)strlen(ending));

	assert(r->file_count < FILES_MOST);
	if (fd < 0)
		return err_set(err, ERR_FULL,
			"there is no room for a file in '%.100s'", path);
	close(fd);
	r->files[r->file_count++] = path;
	return cmd_file_write(path, bytes, err) && add(r, path, err);
}

static bool add_both(
	struct tool_run *r, const struct tool_input *in, struct err *err)
{
	const struct json *args = r->call->arguments;
	const struct json *path = json_find(args, file_name_of(r->mem, in));
	const struct json *given = json_find(args, in->name);
	struct buf b;

	if (!path == !given)
		return err_set(err, ERR_BAD_INPUT,
			"give '%s' or '%s_file', one of them", in->name,
			in->name);
	if (path)
		return add_path(r, in, json_text(path), err);
	if (in->kind == INPUT_JOB)
		return json_text(given).len
			       ? add_bytes(r, ".txt", json_text(given), err)
			       : bad(err, in, "must be the text of a posting");
	if (json_kind(given) != JSON_OBJECT)
		return bad(err, in, "must be an object");
	buf_init(&b, r->mem, DATA_MOST);
	json_write(&b, given);
	return buf_ok(&b) ? add_bytes(r, ".json", buf_str(&b), err)
			  : bad(err, in, "is too big");
}

static bool add_option(struct tool_run *r, const struct tool_input *in,
	const struct json *v, struct err *err)
{
	struct str text = json_text(v);
	struct buf b;

	if (in->kind == INPUT_FLAG)
		return json_bool(v) ? add(r, in->option, err)
		       : json_kind(v) == JSON_BOOL
			       ? true
			       : bad(err, in, "must be true or false");
	if (in->kind == INPUT_NUMBER || in->kind == INPUT_OBJECT) {
		if (json_kind(v) !=
			(in->kind == INPUT_NUMBER ? JSON_INT : JSON_OBJECT))
			return bad(err, in, "is of another type");
		buf_init(&b, r->mem, DATA_MOST);
		json_write(&b, v);
		text = buf_ok(&b) ? buf_str(&b) : STR_NONE;
	}
	if (!text.at || memchr(text.at, '\0', text.len))
		return bad(err, in, "must be a text");
	return add(r, str_fmt(r->mem, "%s=%.*s", in->option, STR_ARG(text)).at,
		err);
}

static bool add_show(struct tool_run *r, const struct json *v, struct err *err)
{
	struct str name = json_text(v);

	if (!name.len || *name.at == '-')
		return err_set(err, ERR_BAD_INPUT,
			"'show' must be the name of a template");
	return add(r, "show", err) && add(r, str_copy(r->mem, name).at, err);
}

static bool add_input(
	struct tool_run *r, const struct tool_input *in, struct err *err)
{
	const struct json *v = json_find(r->call->arguments, in->name);

	if (is_both(in))
		return add_both(r, in, err);
	if (!v && in->needed)
		return bad(err, in, "is needed");
	if (!v && in->kind == INPUT_ENGINE)
		return add(r, "--engine=builtin", err);
	if (!v)
		return true;
	if (in->kind == INPUT_FILE)
		return add_path(r, in, json_text(v), err);
	return in->kind == INPUT_SHOW ? add_show(r, v, err)
				      : add_option(r, in, v, err);
}

/* A model that is wrong about a name shall hear of it. */
static bool check_names(const struct tool_run *r, struct err *err)
{
	const struct json *args = r->call->arguments;

	for (const struct json *v = json_first(args); v;
		v = json_next(args, v)) {
		const struct tool_input *in = NULL;
		struct str name = json_name(v);

		while ((in = next_input(r->tool, in)))
			if (str_is(name, in->name) ||
				(is_both(in) &&
					str_is(name, file_name_of(r->mem, in))))
				break;
		if (!in)
			return err_set(err, ERR_BAD_INPUT,
				"'%s' takes no argument '%.*s'", r->tool->name,
				name.len < 80 ? (int)name.len : 80, name.at);
	}
	return true;
}

static bool make_argv(struct tool_run *r, struct err *err)
{
	const struct tool_input *in = NULL;

	if (!add(r, "vitae", err) || !add(r, r->tool->command, err) ||
		!check_names(r, err))
		return false;
	while ((in = next_input(r->tool, in)))
		if (!add_input(r, in, err))
			return false;
	return !*r->tool->always || add(r, r->tool->always, err);
}

/* ---- the result --------------------------------------------------------- */

/* A status that stands for what was found comes with what was found. */
static void end(struct tool_run *r)
{
	struct cmd_child *c = &r->child;
	bool failed = c->exit_status != 0 &&
		      (!c->out.len || c->exit_status > r->tool->exit_most);
	struct mcp_result result = { .failed = failed, .notes = c->said };

	if (c->out.len && *c->out.at == '{')
		result.json = c->out;
	else if (c->out.len && *c->out.at == '[')
		result.json =
			str_fmt(r->mem, "{\"items\":%.*s}", STR_ARG(c->out));
	else if (c->out.len)
		result.text = c->out;
	else if (!failed && !c->said.len)
		result.text = STR("done");
	if (failed && !c->out.len && !c->said.len)
		result.text = c->exit_status < 0
				      ? STR("it was ended, or took too long")
				      : STR("it failed");
	mcp_call_end(r->call, &result);
}

void cmd_tool_cancel(struct mcp_call *call)
{
	if (call->way)
		cmd_child_cancel(call->way);
}

void cmd_tool_call(struct mcp_call *call)
{
	struct tool_run *r = ARENA_NEW(&call->mem, struct tool_run);
	struct err err = { 0 };
	bool ok;

	r->call = call;
	r->mem = &call->mem;
	r->tool = call->tool->way;
	cmd_child_hold_open(r->mem, &r->child);
	mcp_call_hold(call, r->child.hold);
	ok = make_argv(r, &err) && cmd_child_run(r->mem, &r->child, &err);
	for (size_t i = 0; i < r->file_count; i++)
		unlink(r->files[i]);
	if (ok)
		end(r);
	else
		mcp_call_fail(call, &err);
}
