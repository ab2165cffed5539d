/* cmd/list.c - lists at the terminal, page by page. See cmd.h. */
#include "cmd/cmd.h"

#include <stdio.h>

static void show_rows(struct cmd *cmd, const struct cmd_list *list,
	struct json_out *json, const struct db_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const char *row =
			(const char *)rows->at + i * list->shape->size;

		if (cmd->json)
			json_put_row(json, list->shape, row);
		else
			list->line(&cmd->out, row);
	}
}

bool cmd_show_list(struct cmd *cmd, const struct cmd_list *list,
	const void *ask, struct err *err)
{
	struct json_out json = json_begin(&cmd->out, JSON_PRETTY);
	struct str next = STR_NONE;
	struct db_rows rows;

	if (cmd->json)
		json_list(&json);
	do {
		if (!app_call_read(cmd->call, err) ||
			!list->page(cmd->call, ask, next, &rows, &next, err))
			return false;
		show_rows(cmd, list, &json, &rows);
	} while (cmd->all && next.at);
	if (cmd->json) {
		json_end(&json);
		buf_addc(&cmd->out, '\n');
	}
	if (next.at)
		fprintf(stderr, "these are the newest; --all shows the rest\n");
	return true;
}
