/*
 * cmd/mcp.h - 'vitae mcp': what a command takes of a model (tools.def), and
 * running it. A tool is the command itself, as a process of its own: it says
 * what it says at a terminal, and to cancel it is to end it.
 */
#ifndef CMD_MCP_H
#define CMD_MCP_H

#include "mcp/mcp.h"

enum input_kind {
	INPUT_FILE,   /* path of a file that is read */
	INPUT_DATA,   /* the same, of resume data; or the data itself */
	INPUT_RESUME, /* the same, of data or a document; or the data itself */
	INPUT_JOB,    /* the same, of a posting; or its text */
	INPUT_OUTPUT, /* path of a file that is written */
	INPUT_TEXT,
	INPUT_ENGINE, /* the same; builtin where it is absent */
	INPUT_NUMBER,
	INPUT_FLAG,
	INPUT_OBJECT, /* goes as JSON text */
	INPUT_SHOW    /* a word behind "show" */
};

struct tool_input {
	const char *tool, *name;
	enum input_kind kind;
	const char *option;
	bool needed;
	const char *about;
};

struct cmd_tool {
	const char *name, *command, *always, *title;
	unsigned hints;
	int exit_most;
	const char *about;
};

extern const size_t cmd_tool_count;

/* Is the tool one of these? */
bool cmd_tool_is(const struct mcp_tool *tool);
/* Fills `out`, of cmd_tool_count. */
void cmd_tool_list(struct arena *mem, struct mcp_tool *out);
void cmd_tool_call(struct mcp_call *call);
void cmd_tool_cancel(struct mcp_call *call);

/* ---- mcp_child.c: a command as a process -------------------------------- */

struct cmd_child {
	const char *argv[48]; /* ends with NULL */
	struct str out, said; /* what it wrote, and to standard error */
	int exit_status;
	/* of who cancels: mcp_call.way while it runs */
	struct cmd_child_hold *hold;
};
/* Runs it to its end, or until it is cancelled. */
bool cmd_child_run(struct arena *mem, struct cmd_child *c, struct err *err);
void cmd_child_hold_open(struct arena *mem, struct cmd_child *c);
void cmd_child_cancel(struct cmd_child_hold *hold);

#endif
