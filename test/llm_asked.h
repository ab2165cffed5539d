/*
 * test/llm_asked.h - a model's server for tests, which is none: starts
 * test/llm_standin.py and asks it. Its modes are in test/llm_modes.py.
 */
#ifndef LLM_ASKED_H
#define LLM_ASKED_H

#include "test.h"

#include "net/http.h"
#include "partners/llm.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define STANDIN_KEY "test-key-0123456789"
#define STANDIN_TEXT                                             \
	"Gr\xc3\xbc\xc3\x9f"                                     \
	"e, \xe4\xb8\x96\xe7\x95\x8c \xf0\x9f\x8c\x8d: \"so it " \
	"goes\",\nand the rest of it."

static struct standin {
	int port;
	int stop; /* closed: the server ends */
} standin;

/* Starts it where it does not run yet. */
MAYBE int standin_port(void)
{
	static char *const argv[] = { (char *)(uintptr_t) "python3",
		(char *)(uintptr_t) "test/llm_standin.py", NULL };
	posix_spawn_file_actions_t to;
	int in[2], out[2];
	char line[16] = "";
	size_t len = 0;
	pid_t pid;

	if (standin.port)
		return standin.port;
	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
		abort();
	posix_spawn_file_actions_init(&to);
	posix_spawn_file_actions_adddup2(&to, in[0], 0);
	posix_spawn_file_actions_adddup2(&to, out[1], 1);
	if (posix_spawnp(&pid, argv[0], &to, NULL, argv, environ))
		abort();
	posix_spawn_file_actions_destroy(&to);
	close(in[0]);
	close(out[1]);
	while (len < sizeof(line) - 1 && read(out[0], line + len, 1) == 1 &&
		line[len] != '\n')
		len++;
	close(out[0]);
	standin = (struct standin){ (int)strtol(line, NULL, 10), in[1] };
	if (!standin.port)
		abort();
	return standin.port;
}

/* The server of a mode, as settings name it; each name has a state of its
 * own. */
MAYBE struct llm_server standin_server(const char *mode, const char *name)
{
	struct settings s = { .openai_api_key = STANDIN_KEY,
		.openai_model = "stand-in",
		.openai_timeout_ms = 30 * 1000,
		.openai_base_url =
			str_fmt(&test_mem, "http://127.0.0.1:%d/%s/%s/v1",
				standin_port(), mode, name)
				.at };
	struct llm_server out;
	struct err err;

	OK_ERR(partners_llm_read(&test_mem, &s, &out, &err), err);
	return out;
}

/* What was asked under a name, as a list of {path, key, from, body}. */
MAYBE const struct json *standin_seen(const char *name)
{
	struct net_http_call call = { .url = str_fmt(&test_mem,
					      "http://127.0.0.1:%d/seen/%s",
					      standin_port(), name),
		.reach = NET_REACH_ANY };
	struct net_http_answer answer;
	const struct json *doc = NULL;
	struct err err;

	OK_ERR(net_http_send(&test_mem, &call, &answer, &err) &&
			json_parse(&test_mem, answer.body, &doc, &err),
		err);
	return json_find(doc, "requests");
}

/* What the mode "script" answers under a name, one text an ask. */
MAYBE void standin_script(
	const char *name, const char *const *answers, size_t count)
{
	struct net_http_call call = { .url = str_fmt(&test_mem,
					      "http://127.0.0.1:%d/script/%s",
					      standin_port(), name),
		.reach = NET_REACH_ANY };
	struct net_http_answer answer;
	struct json_out o;
	struct buf b;
	struct err err;

	buf_init(&b, &test_mem, 1 << 22);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_list(json_key(&o, "answers"));
	for (size_t i = 0; i < count; i++)
		json_put_text(&o, str_c(answers[i]));
	json_end(&o);
	json_end(&o);
	call.body = buf_str(&b);
	OK_ERR(net_http_send(&test_mem, &call, &answer, &err), err);
	SAME_INT(answer.status, 200);
}

/* ---- asking ------------------------------------------------------------- */

#define ASKED_TEXT "Tell me something about Ottilie Brandauer."

static const struct llm_message asked_messages[] = {
	{ LLM_SYSTEM, STR("You are terse.") },
	{ LLM_USER, STR(ASKED_TEXT) },
};

struct asked {
	struct llm_server server;
	struct llm_call call;
	struct llm_answer answer;
	struct err err;
	bool ok;
};

/* A call of a mode; the mode's name is the state's, too. Waits are short. */
MAYBE void asked_begin(struct asked *a, const char *mode, const char *name)
{
	memset(a, 0, sizeof(*a));
	a->server = standin_server(mode, name);
	a->call = (struct llm_call){ .server = &a->server,
		.messages = asked_messages,
		.count = LENGTH(asked_messages),
		.wait_ms = 10 };
}

MAYBE bool asked_end(struct asked *a)
{
	a->ok = partners_llm_ask(&test_mem, &a->call, &a->answer, &a->err);
	return a->ok;
}

/* Asks once for a text. */
MAYBE bool ask(struct asked *a, const char *mode, const char *name)
{
	asked_begin(a, mode, name);
	return asked_end(a);
}

/* It failed so, and says these words. */
MAYBE void asked_fails(
	const struct asked *a, enum llm_fault fault, const char *words)
{
	OK(!a->ok);
	SAME_STR(str_c(partners_llm_fault_words[a->answer.fault]),
		str_c(partners_llm_fault_words[fault]));
	if (!a->ok && !strstr(a->err.text, words))
		test_fail(__FILE__, __LINE__, "'%s' does not say '%s'",
			a->err.text, words);
}

#endif
