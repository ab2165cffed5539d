/* cmd/templates.c - 'vitae templates': which there are, and their files. */
#include "cmd/cmd.h"
#include "press/template.h"

static void show_list(struct cmd *cmd, struct arena *mem)
{
	struct json_out out = json_begin(&cmd->out, JSON_PRETTY);
	bool json = cmd->option[CMD_JSON];
	struct err ignored;

	if (json)
		json_list(&out);
	for (size_t i = 0; template_name(i); i++) {
		const struct template *t;
		struct template_says says;

		if (!template_find(
			    mem, str_c(template_name(i)), NULL, &t, &ignored))
			continue;
		says = template_says(t);
		if (!json) {
			buf_addf(&cmd->out, "  %-14s%-10.*s%.*s\n",
				template_name(i), STR_ARG(says.category),
				STR_ARG(says.description));
			continue;
		}
		json_object(&out);
		json_put_text(json_key(&out, "name"), says.name);
		json_put_text(json_key(&out, "title"), says.title);
		json_put_text(json_key(&out, "description"), says.description);
		json_put_text(json_key(&out, "category"), says.category);
		json_put_bool(json_key(&out, "is_premium"), says.is_premium);
		json_end(&out);
	}
	if (json) {
		json_end(&out);
		buf_addc(&cmd->out, '\n');
	}
}

bool cmd_templates(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct str text;
	bool ok = true;

	if (cmd->argc == 0) {
		show_list(cmd, &mem);
	} else if (cmd->argc == 2 && !strcmp(cmd->argv[0], "show")) {
		text = template_text(&mem, str_c(cmd->argv[1]));
		buf_add(&cmd->out, text);
		ok = text.at ||
		     err_set(err, ERR_NOT_FOUND,
			     "there is no template '%.60s'; 'vitae templates' "
			     "lists them",
			     cmd->argv[1]);
	} else {
		ok = err_set(err, ERR_BAD_INPUT,
			"usage: vitae templates [show NAME]");
	}
	arena_free(&mem);
	return ok;
}
